"""Which tellings are set side by side: keys of one telling alone, few and selective."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledger.builder import BEIRUT, JOUNIEH, Body, Told, build
from sitrep.merge.background import Background, background
from sitrep.merge.blocks import blocks, kind_of
from sitrep.merge.rarity import rarity
from sitrep.merge.told import Telling, condense

MOST = 13
BODIES = {"Maya Khoury": Body("person", "LBN"), "gunmen": Body("group", named=False)}
TEXT = "In Beirut gunmen shot Maya Khoury, 34, near 120 block of Gouraud Street; in Jounieh all was calm."
SHOT = Told(
    "shot", "ASSAULT", "firearms", BEIRUT, ("2020-08-04", "2020-08-04"), ("gunmen",), ("Maya Khoury",)
)


def telling(told: Told = SHOT, *, text: str = TEXT, published: str | None = "2020-08-05") -> Telling:
    return condense(build(text, published=published, events=(told,), bodies=BODIES)).events[0]


def shared(a: Telling, b: Telling) -> set[str]:
    return set(blocks(a)) & set(blocks(b))


def test_two_reports_of_one_victim_are_set_side_by_side_weeks_apart() -> None:
    later = telling(
        replace(SHOT, place=None), text=f"On Friday this was told again. {TEXT}", published="2020-08-21"
    )
    assert any("maya khoury" in key for key in shared(telling(), later))


def test_one_town_on_one_day_is_enough_whoever_was_hurt() -> None:
    other = telling(replace(SHOT, recipients=()), text="In Beirut gunmen shot a man.", published="2020-08-06")
    assert any("beirut on" in key for key in shared(telling(), other))


def test_readers_may_differ_on_the_kind_of_harm() -> None:
    assert kind_of(telling()) == kind_of(telling(replace(SHOT, type="ACCIDENT", mode=None)))
    assert kind_of(telling()) != kind_of(telling(replace(SHOT, type="PROTEST", mode=None)))


def test_another_town_in_another_year_shares_nothing() -> None:
    other = telling(
        Told("shot", "ASSAULT", None, JOUNIEH, ("2018-01-02", "2018-01-02")),
        text="In Jounieh a guard shot at a dog.",
        published="2018-01-03",
    )
    assert not shared(telling(), other)


@given(
    st.builds(
        Background,
        persons=st.lists(st.from_regex(r"[a-z]{2,6} [a-z]{2,6}", fullmatch=True), max_size=8).map(tuple),
        towns=st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), max_size=8).map(tuple),
        streets=st.lists(st.from_regex(r"[0-9]{2,4} [a-z]{3,9}", fullmatch=True), max_size=6).map(tuple),
        names=st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), max_size=9).map(tuple),
        days=st.lists(st.integers(700000, 740000), max_size=5).map(tuple),
    ),
    st.none() | st.integers(700000, 740000),
)
def test_keys_are_few_and_each_is_given_once(about: Background, told_on: int | None) -> None:
    keys = list(blocks(replace(telling(), background=about, told_on=told_on)))
    assert 2 <= len(keys) <= MOST
    assert len(set(keys)) == len(keys)


def test_a_background_holds_what_a_report_is_known_by() -> None:
    about = background(build(TEXT, events=(SHOT,), bodies=BODIES))
    assert about.persons == ("maya khoury",)
    assert set(about.towns) == {"beirut"}
    assert about.streets == ("120 gouraud",)
    assert "aged 34" in about.numbers
    assert about.days == (737641,)


def test_hours_and_ages_are_told_in_one_form() -> None:
    about = background(build("A girl, 9, and a 40-year-old man came at 7 p.m. to 1,200 others."))
    assert about.numbers == ("aged 9", "aged 40", "7:00 pm", "1200")


def test_rarity_never_hangs_on_what_was_read() -> None:
    assert rarity("the") < rarity("police") < rarity("gunman") <= rarity("xylyl")
