"""The timeline: lanes of rows in which no bar lies on another, and ends as soft as they are unsure."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.web.drawings import Bar, draw_timeline
from web.drawings.parsed import are_inside, find, overlaps, parse, size_of, text_boxes, title_of

_DAY = st.none() | st.dates(date(2020, 1, 1), date(2020, 12, 31)).map(str) | st.dates().map(str)
_BARS = st.lists(
    st.builds(
        Bar,
        st.text(max_size=5),
        st.text(max_size=60),
        st.sampled_from(
            ["attack", "protest", "A lane whose name is far too long for the room it has", "<b>"]
        ),
        _DAY,
        _DAY,
        st.none() | st.just("/e"),
        st.sampled_from(["to_review", "accepted", 'x" y', ""]),
        st.booleans(),
    ),
    max_size=60,
)


def bar(earliest: str | None, latest: str | None = None, **other: Any) -> Bar:
    given = {"id": "e-1", "label": "Attack, Kano", "lane": "attack", "href": None, "state": "accepted"}
    return Bar(**{"earliest": earliest, "latest": latest, **given, **other})


def spans(root: Any) -> list[tuple[float, float, float]]:
    return [
        (float(node.get("x")), float(node.get("x")) + float(node.get("width")), float(node.get("y")))
        for node in find(root, "rect", "bar")
        if "is-undated" not in node.get("class")
    ]


@settings(max_examples=40)
@given(_BARS, st.integers(400, 1200), _DAY, _DAY)
def test_any_bars_lie_in_rows_without_touching(
    bars: list[Bar], width: int, first: str | None, last: str | None
) -> None:
    root = parse(draw_timeline(bars, width=width, first=first, last=last))
    assert are_inside(root)
    rows = defaultdict(list)
    for left, right, y in spans(root):
        assert right - left >= 3.9
        rows[y].append((left, right))
    for row in rows.values():
        row.sort()
        assert all(a[1] < b[0] for a, b in pairwise(row))
    hidden = sum(int(node.text[1:].split()[0].replace(",", "")) for node in find(root, "text", "note"))
    outside = 0 if " outside these days" not in root[1].text else None
    shown = len(find(root, "rect", "bar")) + hidden
    assert shown == len(bars) if outside == 0 else shown < len(bars)


def test_a_day_is_solid_and_what_is_unsure_fades() -> None:
    root = parse(
        draw_timeline(
            [
                bar("2020-08-04", "2020-08-04"),
                bar("2020-08-10", "2020-08-20"),
                bar("2020-09-01", None),
                bar(None, "2020-07-20"),
            ]
        )
    )
    fills = sorted(str(node.get("fill")).split("-")[1] for node in find(root, "rect", "is-soft"))
    assert fills == ["begin", "both", "end"]
    assert len(find(root, "rect", "bar")) == 4
    stops = {node.get("id"): node for node in find(root, "linearGradient")}
    for node in find(root, "rect", "is-soft"):
        assert node.get("fill")[5:-1] in stops
    for name, gradient in stops.items():
        dark = [float(stop.get("stop-opacity")) for stop in gradient]
        assert max(dark) == 1
        assert (dark[0] < 0.5) == ("begin" in name or "both" in name)
        assert (dark[-1] < 0.5) == ("end" in name or "both" in name)


def test_two_drawings_on_a_page_have_gradients_of_their_own() -> None:
    one = parse(draw_timeline([bar("2020-08-04", "2020-08-09")]))
    other = parse(draw_timeline([bar("2020-08-04", "2020-08-10")]))
    assert find(one, "linearGradient")[0].get("id") != find(other, "linearGradient")[0].get("id")


def test_lanes_stand_in_order_with_their_names_and_states() -> None:
    bars = [
        bar("2020-08-04", "2020-08-04", lane="protest", href="/e/1", id="e-7", state="to_review"),
        bar("2020-08-05", "2020-08-05"),
    ]
    root = parse(draw_timeline(bars))
    assert [node.text for node in find(root, "text", "lane-name")] == ["protest", "attack"]
    (link,) = find(root, "a", "event state-to-review")
    assert (link.get("href"), link.get("data-id")) == ("/e/1", "e-7")
    assert title_of(link) == "Attack, Kano, 2020-08-04, protest"


def test_more_than_the_rows_hold_are_counted_and_the_selected_one_is_shown() -> None:
    bars = [bar("2020-08-01", "2020-08-30", id=str(n), is_selected=n == 19) for n in range(20)]
    root = parse(draw_timeline(bars))
    assert len(spans(root)) == 8
    assert [node.text for node in find(root, "text", "note")] == ["+12 more"]
    assert [node.get("data-id") for node in find(root, "g", "is-selected")] == ["19"]


def test_undated_ones_stand_in_a_column_and_are_counted_where_it_is_full() -> None:
    root = parse(draw_timeline([bar(None, None, id=str(n)) for n in range(30)]))
    squares = find(root, "rect", "is-undated")
    assert squares
    assert [node.text for node in find(root, "text", "note")] == [f"+{30 - len(squares)} more"]
    assert "30 undated" in root[1].text


def test_what_is_outside_the_days_is_told_and_not_drawn() -> None:
    bars = [bar("2020-08-04", "2020-08-04"), bar("2020-09-20", "2020-09-21"), bar(None, "2019-01-01")]
    root = parse(draw_timeline(bars, first="2020-08-01", last="2020-08-31"))
    assert len(spans(root)) == 1
    assert "2 outside these days" in root[1].text


def test_no_words_lie_on_others() -> None:
    bars = [
        bar(f"2020-08-{n % 28 + 1:02}", f"2020-08-{n % 28 + 1:02}", id=str(n), lane=f"lane {n % 9}")
        for n in range(80)
    ]
    root = parse(draw_timeline(bars))
    assert overlaps(text_boxes(root)) == []
    assert all(box.right <= size_of(root)[0] for box in text_boxes(root))


def test_five_hundred_bars_are_drawn_small_and_nothing_is_drawn_of_none() -> None:
    bars = [
        bar(f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}", None, id=f"e-{n}", lane=f"{n % 9}") for n in range(500)
    ]
    assert len(draw_timeline(bars)) < 250_000
    assert parse(draw_timeline([]))[1].text == "0 events in 0 lanes."
