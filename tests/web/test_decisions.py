"""Decisions taken on the desk: each is an entry, may be refused, and can be undone."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from starlette.testclient import TestClient

from sitrep.ledger import Ledger
from sitrep.ledger.state import State
from sitrep.web.desk import Desk


def state_of(desk: Desk) -> State:
    with Ledger.open(desk.path) as ledger:
        assert ledger.check() == []
        return ledger.state()


def form_of(reviewer: TestClient, event: str, **more: str) -> dict[str, str]:
    """The form that the pane of ``event`` holds."""
    text = reviewer.get(f"/events?select={event}", headers={"x-part": "item"}).text
    names = ("id", "seen", "back", "other")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in names}
    return {**{name: unescape(match[1]) for name, match in found.items() if match}, **more}


def first(reviewer: TestClient, query: str = "") -> str:
    return str(reviewer.get(f"/events.json?{query}").json()[0]["id"])


def status(desk: Desk, event: str) -> str:
    return next(row.status for row in state_of(desk).events if row.id == event)


def test_an_event_is_accepted_and_the_acceptance_undone(desk: Desk, reviewer: TestClient) -> None:
    before = state_of(desk)
    event = first(reviewer)
    done = reviewer.post("/decide", data=form_of(reviewer, event, act="accept", by="Ana", reason="checked"))
    assert done.headers["location"].startswith("/events")
    assert status(desk, event) == "accepted"
    shown = reviewer.get("/history").text
    assert "corrected status to accepted" in shown
    assert "by Ana (checked)" in shown
    reviewer.post("/decide", data={"act": "undo", "by": "Ana"})
    assert state_of(desk) == before


def test_undo_takes_back_a_person_s_own_acts_alone(desk: Desk, reviewer: TestClient) -> None:
    one, other = (row["id"] for row in reviewer.get("/events.json").json()[:2])
    reviewer.post("/decide", data=form_of(reviewer, one, act="accept", by="Ana"))
    reviewer.post("/decide", data=form_of(reviewer, other, act="reject", by="Ben"))
    reviewer.post("/decide", data={"act": "undo", "by": "Ana"})
    assert (status(desk, one), status(desk, other)) == ("to_review", "rejected")
    refused = reviewer.post("/decide", data={"act": "undo", "by": "Ana"})
    assert refused.status_code == 400
    assert "no act left to undo" in refused.text


def test_a_cell_is_corrected_as_it_is_typed(desk: Desk, reviewer: TestClient) -> None:
    event = first(reviewer)
    for field, value in (
        ("actors", "Ana Group; Ben Group"),
        ("place", "Aleppo, Syria"),
        ("earliest", "2020-08-01"),
    ):
        form = form_of(reviewer, event, act="correct", field=field, value=value)
        assert reviewer.post("/decide", data=form).status_code == 303
    row = next(row for row in state_of(desk).events if row.id == event)
    assert row.actors == ("Ana Group", "Ben Group")
    assert row.place is not None
    assert row.place.country == "SYR"
    assert (row.earliest, row.status) == ("2020-08-01", "corrected")
    refused = reviewer.post(
        "/decide", data=form_of(reviewer, event, act="correct", field="earliest", value="soon")
    )
    assert refused.status_code == 400
    assert "ISO 8601" in refused.text


def test_a_note_is_kept_and_changes_nothing_else(desk: Desk, reviewer: TestClient) -> None:
    before = state_of(desk)
    event = first(reviewer)
    reviewer.post("/decide", data=form_of(reviewer, event, act="note", remark="ask the <ministry>"))
    assert "ask the &lt;ministry&gt;" in reviewer.get(f"/events?select={event}").text
    assert state_of(desk) == before


def test_a_telling_is_split_off_and_merged_again(desk: Desk, reviewer: TestClient) -> None:
    before = state_of(desk)
    event = max(before.events, key=lambda row: len(row.items))
    last = event.items[-1].event
    reviewer.post("/decide", data=form_of(reviewer, event.id, act="split", other=last))
    apart = state_of(desk)
    assert [len(row.items) for row in apart.events if any(item.event == last for item in row.items)] == [1]
    assert next(len(row.items) for row in apart.events if row.id == event.id) == len(event.items) - 1
    reviewer.post("/decide", data={"act": "undo"})
    assert state_of(desk) == before


def test_two_events_are_judged_on_the_page_that_compares_them(desk: Desk, reviewer: TestClient) -> None:
    pairs = re.findall(r'href="(/compare\?a=e-\w+&amp;b=e-\w+)"', reviewer.get("/pairs").text)
    page = reviewer.get(unescape(pairs[0])).text
    assert "The machine says" in page
    assert 'class="differs"' in page
    fields = {
        name: unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for name in ("id", "other", "seen")
    }  # type: ignore[index]
    count = len(state_of(desk).events)
    answer = reviewer.post("/decide", data={**fields, "act": "same", "back": "/pairs"})
    assert answer.headers["location"] == "/pairs"
    assert len(state_of(desk).events) == count - 1
    assert unescape(pairs[0]) not in unescape(reviewer.get("/pairs").text)


def test_a_decision_on_what_changed_meanwhile_is_refused(desk: Desk, reviewer: TestClient) -> None:
    event = first(reviewer)
    stale = form_of(reviewer, event, act="accept")
    with Ledger.open(desk.path) as other:
        other.correct(event, {"reality": "denied"}, by="Ben")
    answer = reviewer.post("/decide", data=stale, headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert event in answer.text
    assert "nothing was filed" in answer.text
    assert "reality: happened is now denied" in answer.text
    assert status(desk, event) == "corrected"
    assert reviewer.post("/decide", data=form_of(reviewer, event, act="accept")).status_code == 303


def test_broken_forms_are_refused_in_words(reviewer: TestClient) -> None:
    event = first(reviewer)
    for data, words in (
        ({"act": "explode", "id": event}, "no act"),
        ({"act": "accept", "id": "e-0000000000000000"}, "nothing here has the id"),
        ({"act": "same", "id": event, "other": event}, "against itself"),
        ({"act": "note", "id": event, "remark": " "}, "needs words"),
        ({"act": "accept", "id": event, "seen": "{"}, "JSON object"),
        ({"act": "accept", "id": event, "seen": "[1]"}, "JSON object"),
        ({"act": "correct", "id": event, "field": "colour", "value": "red"}, "no cell colour"),
    ):
        answer = reviewer.post("/decide", data=data)
        assert answer.status_code == 400
        assert words in unescape(answer.text)


def test_the_way_back_never_leads_off_the_desk(reviewer: TestClient) -> None:
    event = first(reviewer)
    for back in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"):
        answer = reviewer.post("/decide", data={"act": "accept", "id": event, "back": back})
        assert re.match(r"/[^/\\]", answer.headers["location"])


def test_a_decision_brings_the_next_row_and_the_counts(reviewer: TestClient) -> None:
    one, other = (row["id"] for row in reviewer.get("/events.json").json()[:2])
    form = form_of(reviewer, one, act="accept", next=other)
    text = reviewer.post("/decide", data=form, headers={"hx-request": "true"}).text
    assert re.search(rf'<section id="item" [^>]*data-id="{other}"', text)
    assert f'id="row-{one}"' in text
    assert "1 of 42 reviewed" in text


def test_an_undoing_brings_pane_and_row_as_they_are_again(desk: Desk, reviewer: TestClient) -> None:
    event = first(reviewer)
    reviewer.post("/decide", data=form_of(reviewer, event, act="accept"))
    form = {"act": "undo", "back": f"/events?select={event}"}
    text = reviewer.post("/decide", data=form, headers={"hx-request": "true"}).text
    assert re.search(rf'<section id="item"[^>]* hx-swap-oob="true"[^>]*data-id="{event}"', text)
    assert re.search(rf'id="row-{event}"[^>]*>\s*<span class="first"><i class="state to_review"', text)
    seen = re.search(r'name="seen" value="([^"]*)"', text)
    assert seen is not None
    again = {"act": "accept", "id": event, "seen": unescape(seen[1])}
    assert reviewer.post("/decide", data=again).status_code == 303
    assert status(desk, event) == "accepted"


def test_two_reviewers_and_a_running_add_lose_nothing(desk: Desk, reviewer: TestClient) -> None:
    from sitrep import read
    from sitrep.intake import from_text

    events = [row["id"] for row in reviewer.get("/events.json").json()[:10]]
    records = [
        read(
            from_text(f"Gunmen killed {n} people in Idlib on May {n}, 2021.", published=f"2021-05-{n:02}"),
            reader="rules",
        )
        for n in range(2, 8)
    ]

    def add(record: object) -> None:
        with Ledger.open(desk.path) as ledger:
            ledger.add([record])  # type: ignore[list-item]

    def review(n: int) -> int:
        form = {"act": "note", "id": events[n], "remark": f"note {n}", "by": "Ana" if n % 2 else "Ben"}
        return reviewer.post("/decide", data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        adding = [pool.submit(add, record) for record in records]
        answers = list(pool.map(review, range(10)))
        for future in adding:
            future.result()
    assert answers == [303] * 10
    with Ledger.open(desk.path) as ledger:
        assert len(ledger.acts()) == 10
        assert ledger.check() == []
        assert {record.report.id for record in records} <= {row.id for row in ledger.state().reports}


def test_the_digests_on_a_page_are_those_of_its_row(desk: Desk, reviewer: TestClient) -> None:
    event = first(reviewer)
    with desk.ledger() as ledger:
        assert json.loads(form_of(reviewer, event)["seen"]) == ledger.digests([event])
