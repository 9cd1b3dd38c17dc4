"""Reports that would harm a careless writer of files: formulas, controls, all letters, long titles."""

from __future__ import annotations

from ledger.builder import BEIRUT, LAGOS, Body, Count, Said, Told, build
from ledger.crisis import crisis
from sitrep.record import Record

TITLES = (
    '=HYPERLINK("http://evil.example","click")',
    "nul \x00 bell \x07 escape \x1b feed \x0c",
    "thumbs \U0001f44d\U0001f3fd and كانون 12 then שלום",
    "Letter " * 14_286,
    "</w:t><script>alert(1)</script>&amp; \"quoted\" 'single'",
    "_x0041_ ]]> \ufffe",
    "+1; -2; @x\ttab\r\nnext line",
)


def hostile() -> list[Record]:
    """The made-up week, and a report for each of the titles."""
    return [*crisis(), *(_record(n, title) for n, title in enumerate(TITLES))]


def _record(number: int, title: str) -> Record:
    text = (
        f"=A blast in Beirut killed {number + 40} people, -cadres, a-b & c, of “Ω \U0001f44d ق” said.\n\n"
        f"+A ferry sank off Lagos with {number + 90} aboard."
    )
    blast = Told("blast", "ACCIDENT", "explosion", BEIRUT, (f"2021-01-0{number + 1}",) * 2)
    ferry = Told("sank", "ACCIDENT", "water", LAGOS, (None, None), actors=("-cadres",))
    return build(
        text,
        published=f"2021-01-0{number + 1}",
        publisher=f"@Daily {number}",
        url=f"https://daily.example/{number}?q=a b&c=<é>" if number % 2 else "javascript:alert(1)",
        title=title,
        events=(blast, ferry),
        figures=(Count(str(number + 40), number + 40, number + 40, counted="people", speaker="-cadres"),),
        statements=(Said(("a-b & c",), "-cadres"),),
        bodies={"-cadres": Body("group", "LBN", ("OPP",))},
    )
