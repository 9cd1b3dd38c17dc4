"""The date that the opening lines of a report give, and where it must not be guessed."""

from __future__ import annotations

import pytest

from sitrep.errors import InputError
from sitrep.intake.datelines import leading_date


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Date 2021-05-04 A ferry sank in the lagoon.", "2021-05-04"),
        ("Published: 4 May 2021\n\nA ferry sank.", "2021-05-04"),
        ("Posted on Tuesday, May 4, 2021\nA ferry sank.", "2021-05-04"),
        ("2021-05-04", "2021-05-04"),
        ("2021-05-04 10:30 UTC\nA ferry sank.", "2021-05-04"),
        ("May 4, 2021\nA ferry sank.", "2021-05-04"),
        ("4 May 2021 | Harbour Post", "2021-05-04"),
        ("Ferry sinks near Lagos\nBy Ann Author\nMay 4, 2021\n\nA ferry sank.", "2021-05-04"),
    ],
)
def test_date_lines(text: str, published: str) -> None:
    assert leading_date(text) == (published, "date line")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("LAGOS, May 4, 2021 - A ferry capsized.", "2021-05-04"),
        ("PARIS — March 3, 2020\n\nThe museum shut.", "2020-03-03"),
        ("WASHINGTON, D.C., Jan. 5, 2021 -- The vote was put off.", "2021-01-05"),
        ("GENEVA/BEIRUT, 4 August 2020 – Aid was sent.", "2020-08-04"),
        ("Kathmandu, Nepal, 25 April 2015 (Agency): Houses fell.", "2015-04-25"),
        ("PORT-AU-PRINCE, Haiti, Aug. 15, 2021 (Agency) -- Roads are cut.", "2021-08-15"),
        ("HARBIN, MARCH 3, 2021 /Agency/ -- The river froze.", "2021-03-03"),
        ("[Manila, 3 June 2021] The ash fell for hours.", "2021-06-03"),
        ("A headline\n\nBy Ann Author\n\nNAIROBI, 3 March 2021 (Agency) - Rain came.", "2021-03-03"),
    ],
)
def test_datelines_with_a_year(text: str, published: str) -> None:
    assert leading_date(text) == (published, "dateline")


@pytest.mark.parametrize(
    ("text", "url", "published"),
    [
        ("KABUL, March 3 (Agency) — Shops shut.", "https://wire.example/2021/03/04/k", "2021-03-03"),
        ("KABUL, March 3 (Agency) — Shops shut.", "https://wire.example/2021/k", "2021-03-03"),
        ("HARBIN, Dec. 31 (Agency) -- Ice.", "https://wire.example/2021/01/01/i", "2020-12-31"),
        ("KABUL, March 3 (Agency) — Shops shut after a blast on 1 March 2021.", None, "2021-03-03"),
        ("BEIRUT, Aug 5 (Agency) - The worst day since August 2019.", None, "2019-08-05"),
    ],
)
def test_a_dateline_takes_its_year_from_address_or_text(text: str, url: str | None, published: str) -> None:
    assert leading_date(text, url=url) == (published, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "KABUL, March 3 (Agency) — Shops shut.",
        "KABUL, March 3 (Agency) — Shops shut, as after the quake of October 8, 2005.",
        "KABUL, Feb 30, 2021 (Agency) - Shops shut.",
        "On Tuesday, May 4, 2021 - a ferry sank.",
        "In Paris, March 3, 2020 was a quiet day.",
        "Paris, March 3, 2020 was a quiet day.",
        "A ferry sank on May 4, 2021.",
        "",
    ],
)
def test_what_gives_no_date(text: str) -> None:
    assert leading_date(text) is None


def test_a_date_line_of_30_february_is_a_fault() -> None:
    with pytest.raises(InputError, match="date line: 2021-02-30 is not a date"):
        leading_date("Date 2021-02-30\n\nA ferry sank.")
