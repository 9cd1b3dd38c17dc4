"""Reports touched in a transaction come in, and the rows of all that hang together with them are settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitrep.ledger.board import Item
from sitrep.ledger.gathering import components, links_among
from sitrep.ledger.work import Work
from sitrep.merge.lineage import Kinship, Lineage, judge_reports, kin_keys, trace
from sitrep.merge.near import near_keys, similarity
from sitrep.merge.told import Telling, ToldReport, ToldStatement
from sitrep.merge.wording import words_key

__all__ = ["keys_of_report", "link_report", "settle_reports"]

_KIN = ("reprint", "version")
_ROW = "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def keys_of_report(report: ToldReport, text: str) -> list[str]:
    """All keys under which a report is held against others."""
    return [*kin_keys(report), *(f"near {key}" for key in near_keys(text))]


def settle_reports(work: Work) -> None:
    """Judge new reports, and write the row of every one whose lineage may have changed.

    Items of a report that became a reprint, or ceased to be one, are touched in turn.
    """
    for name in work.gone["report"]:
        work.connection.execute("DELETE FROM reports WHERE id = ?", (name,))
    ties = work.ties(work.numbers)
    for items in components(work, work.touched["report"], _KIN, ties):
        _settle(work, items)


def link_report(work: Work, number: int, text: str) -> None:
    """Hold a new report against those it shares a key with."""
    board = work.board
    ours = board.value(number, ToldReport)
    for other, theirs in board.values(board.sharing(number), ToldReport).items():
        is_plain = judge_reports(ours, theirs, 0.0) is not None
        share = 1.0 if is_plain else similarity(text, work.text(theirs.id))
        kinship = judge_reports(ours, theirs, share)
        if kinship is not None:
            board.link(number, other, kinship, share)


def _settle(work: Work, items: Sequence[Item]) -> None:
    values = work.board.values([item.n for item in items], ToldReport)
    reports = [values[item.n] for item in items]
    lineages = trace(reports, dict(_kinships(work, items)))
    before = _stored(work, items)
    anew = {item.id for item in items if item.n in work.touched["report"]}
    for item, report in zip(items, reports, strict=True):
        lineage = lineages[report.id]
        cells = work.decisions.corrected([report.id])
        names = [
            cells.get(name, getattr(report, name)) for name in ("title", "publisher", "published", "url")
        ]
        row = (report.id, item.standing, *names, lineage.reprint_of, lineage.version_of)
        work.connection.execute(_ROW, row)
        is_anew = lineage.reprint_of is not None and not anew.isdisjoint((report.id, lineage.reprint_of))
        if is_anew or before.get(report.id, Lineage()).reprint_of != lineage.reprint_of:
            _touch_items(work, report.id, lineage.reprint_of)


def _kinships(work: Work, items: Sequence[Item]) -> Iterator[tuple[frozenset[str], Kinship]]:
    """What makes reports kin: as judged, but where people said otherwise."""
    names = {item.n: item.id for item in items}
    decided = work.decided(items)
    for link in links_among(work, items):
        pair = frozenset((names[link.a], names[link.b]))
        if link.verdict in _KIN and pair not in decided.open:
            yield pair, "reprint" if link.verdict == "reprint" else "version"
    for a, b in decided.same:
        yield frozenset((a, b)), "reprint"


def _stored(work: Work, items: Sequence[Item]) -> dict[str, Lineage]:
    found = {}
    for item in items:
        sql = "SELECT reprint_of, version_of FROM reports WHERE id = ?"
        row = work.connection.execute(sql, (item.id,)).fetchone()
        if row is not None:
            found[item.id] = Lineage(*row)
    return found


def _touch_items(work: Work, report: str, original: str | None) -> None:
    """Tie what a copy tells to what its original tells, or untie it."""
    mine = work.board.told_in(report)
    for item in mine:
        if item.kind in ("event", "statement", "actor"):
            work.touched[item.kind].add(item.n)
        elif item.kind == "figure" and item.owner is not None:
            work.touched["figure"].add(item.n)
    numbers = [item.n for item in mine if item.kind in ("event", "statement")]
    former = [link.b for link in work.board.links(numbers) if link.verdict == "copy" and link.a in numbers]
    for item in work.board.items(former):
        work.touched[item.kind].add(item.n)
    work.board.unlink(numbers, only="copy")
    if original is None:
        return
    theirs = work.board.told_in(original)
    for kind in ("event", "statement"):
        known = _numbered(work, [item for item in theirs if item.kind == kind])
        for key, number in _numbered(work, [item for item in mine if item.kind == kind]).items():
            if key in known:
                work.board.link(number, known[key], "copy", 1.0)


def _numbered(work: Work, items: Sequence[Item]) -> dict[tuple[str, str, int], int]:
    """Items by type and trigger, or speaker and words, and how many such came before them in their report."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered = {}
    for item in sorted(items, key=lambda item: (item.standing, item.id)):
        if item.kind == "event":
            telling = work.board.value(item.n, Telling)
            key = (telling.type, words_key(telling.trigger))
        else:
            told = work.board.value(item.n, ToldStatement)
            key = (told.speaker.key if told.speaker else "", told.key)
        numbered[(*key, seen[key])] = item.n
        seen[key] += 1
    return numbered
