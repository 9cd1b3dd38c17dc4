"""The chart of a series: every version a mark within the drawing, whatever the numbers and days."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.ledger.state import Series, Version
from sitrep.web.drawings import draw_series
from web.drawings.parsed import are_inside, find, overlaps, parse, path_points, size_of, text_boxes, title_of


def version(
    published: str | None,
    speaker: str | None,
    low: float | None,
    high: float | None = None,
    bound: str = "exact",
    relation: Any = "repeats",
    quote: str = "Twelve people died.",
) -> Version:
    return Version("r-1", "f-1", published, speaker, low, high, bound, quote, relation)


def series(*versions: Version, disputed: bool = False) -> Series:
    return Series("s-1", "e-1", "killed", "people", None, None, None, None, None, disputed, versions)


def exact(published: str | None, speaker: str | None, number: float, relation: str = "repeats") -> Version:
    return version(published, speaker, number, number, relation=relation)


TOLL = series(
    version("2020-08-04", "Red Cross", 10, None, "at_least", "first"),
    exact("2020-08-05", None, 100),
    exact("2020-08-06", "ministry", 137),
    exact("2020-08-08", "ministry", 158, "revises"),
    exact("2020-08-10", "governor", 220, "disputes"),
    version("2020-08-12", "police", 150, 170, "between"),
    version(None, "UN", None, 200, "less_than"),
    disputed=True,
)

_SPEAKERS = (
    st.none() | st.sampled_from([f"speaker {n} of a ministry" for n in range(30)]) | st.text(max_size=40)
)
_NUMBER = st.none() | st.integers(0, 300) | st.floats(allow_nan=True, allow_infinity=True)
_DAY = (
    st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1)).map(str) | st.dates().map(str) | st.just("soon")
)
_VERSIONS = st.builds(
    version,
    _DAY,
    _SPEAKERS,
    _NUMBER,
    _NUMBER,
    st.sampled_from(["exact", "about", "at_least", "more_than", "at_most", "less_than", "between"]),
    st.sampled_from(["first", "repeats", "revises", "disputes", "refines"]),
    st.text(max_size=20),
)


@settings(max_examples=40)
@given(st.lists(_VERSIONS, max_size=40), st.integers(200, 1200), st.integers(120, 500), st.booleans())
def test_any_series_is_drawn_within_its_frame(
    versions: list[Version], width: int, height: int, has_links: bool
) -> None:
    link = (lambda _: "/v") if has_links else None
    root = parse(draw_series(series(*versions), width=width, height=height, link=link))
    marks = find(root, "a" if has_links else "g", "mark")
    assert len(marks) == len(versions)
    assert size_of(root) == (width, height)
    assert are_inside(root, slack=5.6)  # a mark on the frame reaches over it by its radius
    labels = [box for box in text_boxes(root) if box.text != "?"]
    assert [box for box in labels if box.left < -1] == []


def test_each_mark_says_number_speaker_day_and_quote_and_leads_to_its_version() -> None:
    root = parse(draw_series(TOLL, link=lambda one: f"/report/{one.published}" if one.published else None))
    links = find(root, "a", "mark")
    assert [link.get("href") for link in links][:2] == ["/report/2020-08-04", "/report/2020-08-05"]
    assert len(links) == 6
    assert title_of(links[0]) == "≥10, Red Cross, 4 Aug 2020 (first): “Twelve people died.”"
    assert title_of(find(root, "g", "mark")[0]) == "<200, UN, undated (repeats): “Twelve people died.”"


def test_a_speaker_has_one_line_and_nobody_none() -> None:
    root = parse(draw_series(TOLL))
    assert len(find(root, "path", "line")) == 4  # Red Cross, ministry, governor, police
    assert not find(root, "path", "line s-none")
    (ministry,) = find(root, "path", "line s1")
    before, corner, after = path_points(ministry.get("d"))
    assert before[1] == corner[1]
    assert corner[0] == after[0]
    assert after[1] < corner[1]  # more people are higher up


def test_a_revision_has_an_arrow_and_a_dispute_a_fork_on_its_rivals_line() -> None:
    root = parse(draw_series(TOLL))
    assert len(find(root, "path", "arrow")) == 1
    (against,) = find(root, "path", "against")
    (at, mark) = path_points(against.get("d"))
    (ministry,) = find(root, "path", "line s1")
    assert at[1] == list(path_points(ministry.get("d")))[-1][1]
    assert at[0] == mark[0]
    assert against.get("stroke-dasharray")
    assert len(find(root, "path", "fork")) == 1


def test_an_open_side_is_hollow_with_a_stub_that_fades_towards_it() -> None:
    root = parse(draw_series(TOLL))
    up, down = find(root, "g", "is-open")
    for mark, sign in ((up, -1), (down, 1)):
        stubs = find(mark, "line", "stub")
        middle = float(find(mark, "circle", "shape")[0].get("cy"))
        assert [float(stub.get("stroke-opacity")) for stub in stubs] == [0.9, 0.6, 0.2] or len(stubs) == 3
        assert all((float(stub.get("y2")) - middle) * sign > 0 for stub in stubs)


def test_two_numbers_are_a_band() -> None:
    (band,) = find(parse(draw_series(TOLL)), "rect", "band")
    assert float(band.get("height")) > 3


def test_undated_versions_stand_in_a_column_at_the_left() -> None:
    root = parse(draw_series(TOLL))
    (column,) = find(root, "rect", "aside")
    left, width = float(column.get("x")), float(column.get("width"))
    places = [float(find(mark, "circle", "shape")[0].get("cx")) for mark in find(root, "g", "repeats")]
    assert sum(left <= x <= left + width for x in places) == 1
    assert "undated" in [box.text for box in text_boxes(root)]


def test_no_words_lie_on_others() -> None:
    crowd = series(*(exact(f"2020-08-{n:02}", f"speaker number {n}", 100 + n / 10) for n in range(1, 29)))
    for drawn in (TOLL, crowd, series(exact("2020-08-04", "ministry", 0))):
        root = parse(draw_series(drawn))
        boxes = text_boxes(root)
        assert overlaps(boxes) == []
        assert all(box.right <= size_of(root)[0] for box in boxes)
    assert "+" in "".join(box.text for box in text_boxes(parse(draw_series(crowd))))


def test_equal_days_and_numbers_are_marks_beside_each_other() -> None:
    root = parse(draw_series(series(*(exact("2020-08-04", None, 12) for _ in range(5)))))
    places = {find(mark, "circle", "shape")[0].get("cx") for mark in find(root, "g", "mark")}
    assert len(places) == 5


def test_two_hundred_versions_are_drawn_small() -> None:
    many = series(
        *(
            exact(f"20{10 + n // 28}-01-{n % 28 + 1:02}", f"speaker {n % 25}", n, "revises")
            for n in range(200)
        )
    )
    svg = draw_series(many, link=lambda _: "/report/r-0123456789abcdef")
    assert len(svg) < 130_000
    assert are_inside(parse(svg), slack=5.6)


def test_the_description_tells_what_the_eye_sees() -> None:
    description = parse(draw_series(TOLL))[1].text
    assert "7 versions by 5 named speakers, published 4 Aug 2020 to 12 Aug 2020" in description
    assert "1 undated" in description
    assert "1 revision, 1 dispute" in description
    assert "cannot all hold" in description
    assert "158, ministry, 8 Aug 2020" in description
