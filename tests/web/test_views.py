"""What each view shows, and that its address carries all of it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from sitrep.ledger import Ledger
from sitrep.web.desk import Desk

VIEWS = ("events", "timeline", "map", "figures", "statements", "reports")


def ids(text: str) -> list[str]:
    return re.findall(r'class="row[^"]*" id="row-([ensr]-\w+)"', text)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_answers_in_three_forms(reviewer: TestClient, view: str) -> None:
    page = reviewer.get(f"/{view}")
    assert page.status_code == 200
    rows = reviewer.get(f"/{view}.json").json()
    assert rows
    assert set(ids(page.text)) <= {row["id"] for row in rows}
    table = list(csv.DictReader(io.StringIO(reviewer.get(f"/{view}.csv").text)))
    assert [row["id"] for row in table] == [row["id"] for row in rows]


def test_a_filter_leaves_what_it_says(reviewer: TestClient) -> None:
    everything = reviewer.get("/events.json").json()
    protests = reviewer.get("/events.json?type=PROTEST").json()
    assert protests == [row for row in everything if row["type"] == "PROTEST"]
    assert 0 < len(protests) < len(everything)
    disputed = reviewer.get("/events.json?disputed=yes").json()
    assert [row["id"] for row in disputed] == [row["id"] for row in everything if row["disputed"]]


def test_counts_are_of_what_a_click_would_show(reviewer: TestClient) -> None:
    text = reviewer.get("/events?reality=happened").text
    found = re.search(r'href="(/events\?[^"]*type=PROTEST[^"]*)".*?class="count">(\d+)<', text, re.DOTALL)
    assert found is not None
    after = reviewer.get(found[1].replace("/events?", "/events.json?").replace("&amp;", "&")).json()
    assert len(after) == int(found[2])


def test_a_selection_is_a_link_that_shows_the_words(reviewer: TestClient) -> None:
    event = reviewer.get("/events.json?order=told").json()[0]
    for n, item in enumerate(event["items"][:3]):
        text = reviewer.get(f"/events?select={event['id']}&cell=type&n={n}").text
        marked = "".join(re.findall(r'<mark class="[^"]*passage[^"]*"[^>]*>([^<]*)</mark>', text))
        assert marked
        assert item["quote"].split()[-1] in marked
        assert len(re.findall("data-passage", text)) == 1


def test_every_cell_of_an_event_leads_to_words_of_it(reviewer: TestClient) -> None:
    event = reviewer.get("/events.json?order=told").json()[0]
    text = reviewer.get(f"/events?select={event['id']}").text
    cells = re.findall(rf'href="(/events\?select={event["id"]}&amp;cell=\w+[^"]*)"', text)
    assert len({re.search(r"cell=(\w+)", cell)[1] for cell in cells}) >= 4  # type: ignore[index]
    for cell in cells:
        shown = reviewer.get(cell.replace("&amp;", "&"), headers={"x-part": "item"}).text
        assert re.search(r'<mark class="[^"]*words', shown), cell


def test_a_figure_shows_its_chart_and_every_version(reviewer: TestClient) -> None:
    series = max(reviewer.get("/figures.json").json(), key=lambda row: len(row["versions"]))
    text = reviewer.get(f"/figures?select={series['id']}").text
    assert "<svg" in text
    assert text.count('<tr class="is-') == len(series["versions"])


def test_an_id_that_is_not_here_is_said_to_be_missing(reviewer: TestClient) -> None:
    assert "Nothing here has the id e-0000" in reviewer.get("/events?select=e-0000").text


@pytest.mark.parametrize(
    "query",
    ["status=open", "since=yesterday", "n=-1", "n=many", "order=random", "disputed=perhaps", "at=9999999999"],
)
def test_a_value_that_cannot_be_is_refused_in_words(reviewer: TestClient, query: str) -> None:
    answer = reviewer.get(f"/events?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.text


@pytest.mark.parametrize(
    "query",
    ["words=%22%20OR%20*", "actor=%25", "select=%3Cscript%3E", "box=a,b", "at=99999"],
)
def test_odd_words_are_only_words(reviewer: TestClient, query: str) -> None:
    for view in VIEWS:
        answer = reviewer.get(f"/{view}?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text


def test_markup_in_a_report_is_shown_as_text(desk: Desk, reviewer: TestClient) -> None:
    from sitrep import read
    from sitrep.intake import from_text

    text = "Police killed <img src=x onerror=alert(1)> 12 people in Aleppo on Monday, <b>officials</b> said."
    with desk.ledger() as ledger:
        ledger.add(
            [read(from_text(text, title="<script>alert(1)</script>", published="2021-05-04"), reader="rules")]
        )
    report = reviewer.get("/reports.json?words=Aleppo").json()[0]["id"]
    for path in (f"/reports?select={report}", "/events", "/search?q=Aleppo", "/brief", "/map", "/timeline"):
        page = reviewer.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_search_marks_the_words_and_go_to_finds_actors(reviewer: TestClient) -> None:
    assert '<mark class="words">explosion</mark>' in reviewer.get("/search?q=explosion").text
    assert "Hassan Diab" in reviewer.get("/goto?q=diab").text
    assert "/statements" in reviewer.get("/goto?q=state").text


def test_what_is_filed_meanwhile_is_seen_at_once(desk: Desk, reviewer: TestClient) -> None:
    from sitrep import read
    from sitrep.intake import from_text

    before = reviewer.get("/events.json").json()
    with Ledger.open(desk.path) as another:
        report = from_text("Soldiers killed 40 people in Aleppo on May 3, 2021.", published="2021-05-04")
        another.add([read(report, reader="rules")])
    after = reviewer.get("/events.json").json()
    assert len(after) == len(before) + 1
    assert reviewer.get("/events.json?country=SYR").json() == [row for row in after if row not in before]
