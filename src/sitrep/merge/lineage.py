"""What reports are and share comes in, and which repeat or update another one goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sitrep.merge.bounds import Number, can_both_hold
from sitrep.merge.clusters import Groups
from sitrep.merge.told import ToldReport
from sitrep.merge.wording import name_key, words_key

__all__ = ["Kinship", "Lineage", "judge_reports", "kin_keys", "trace"]

Kinship = Literal["reprint", "version"]
_NEAR = 0.6  # the share of word 5-grams that a lightly edited copy keeps; by design of the bands in `near`


@dataclass(frozen=True, slots=True)
class Lineage:
    """Whose text a report prints again, and which report it is an update of: ids, or None."""

    reprint_of: str | None = None
    version_of: str | None = None


def kin_keys(report: ToldReport) -> Iterator[str]:
    """Keys, one of which two reports of one text or one address share, beside those of near wording."""
    yield f"exact {report.exact}"
    if report.body:
        yield f"body {report.body}"
    if report.url:
        yield f"url {report.url}"


def judge_reports(a: ToldReport, b: ToldReport, similarity: float) -> Kinship | None:
    """Whether the one reprints the other, or is another version of it; None for neither.

    Texts equal but for case and white space, or but for dateline, closing credit and punctuation,
    are reprints. One address, or one publisher with a near-equal text, makes versions; other publishers'
    near-equal texts are reprints, unless each tells a number that cannot hold beside the other's:
    a copy with a new toll is news, and hiding it would hide a revision.
    """
    if a.exact == b.exact or (a.body is not None and a.body == b.body):
        return "reprint"
    if a.url and a.url == b.url:
        return "version"
    if similarity < _NEAR:
        return None
    if a.publisher and b.publisher and name_key(a.publisher) == name_key(b.publisher):
        return "version"
    return None if _tells_anew(a, b) and _tells_anew(b, a) else "reprint"


def trace(reports: Sequence[ToldReport], kinships: Mapping[frozenset[str], Kinship]) -> dict[str, Lineage]:
    """The lineage of each of ``reports``, which are all that hang together by ``kinships`` of pairs.

    Of reports that may each be a reprint of the other the original is the one published first, then
    the one that the copies credit, then the one of the lowest id; a copy is a reprint of a report that it
    is itself held to repeat, not of one at the end of a chain. Versions are of the earliest of them.
    """
    originals = dict(_originals(reports, kinships))
    groups = Groups(report.id for report in reports)
    for pair, kinship in kinships.items():
        if kinship == "version":
            groups.join(*pair)
    first: dict[str, str] = {}
    for report in sorted(reports, key=lambda report: report.order):
        if report.id not in originals:
            first.setdefault(groups.root(report.id), report.id)
    lineages = {}
    for report in reports:
        version_of = first.get(groups.root(report.id))
        is_version = report.id not in originals and version_of != report.id
        lineages[report.id] = Lineage(originals.get(report.id), version_of if is_version else None)
    return lineages


def _originals(
    reports: Sequence[ToldReport], kinships: Mapping[frozenset[str], Kinship]
) -> Iterator[tuple[str, str]]:
    """Each reprint with its original: the first of all takes its copies, then the first of those left."""
    twins: dict[str, set[str]] = defaultdict(set)
    for pair, kinship in kinships.items():
        if kinship == "reprint":
            a, b = pair
            twins[a].add(b)
            twins[b].add(a)
    left = {report.id: report for report in reports if twins[report.id]}
    while left:
        first = _original(list(left.values()))
        for copy in sorted(twins[first.id] & left.keys()):
            del left[copy]
            yield copy, first.id
        del left[first.id]


def _original(group: Sequence[ToldReport]) -> ToldReport:
    first_day = min(report.order[0][:10] for report in group)
    earliest = [report for report in group if report.order[0].startswith(first_day)]
    # One that gives no hour may be as early as any other of its day.
    if all(len(report.order[0]) > 10 for report in earliest):
        hour = min(report.order[0] for report in earliest)
        earliest = [report for report in earliest if report.order[0] == hour]
    edges = {f" {words_key(report.edges)} " for report in group}
    return min(earliest, key=lambda report: (not _is_credited(report, edges), report.id))


def _is_credited(report: ToldReport, edges: Iterable[str]) -> bool:
    name = name_key(report.publisher or "")
    return bool(name) and any(f" {name} " in edge for edge in edges)


def _tells_anew(a: ToldReport, b: ToldReport) -> bool:
    """Whether ``a`` counts what ``b`` counts too, and comes to a number that none of ``b`` allows."""
    theirs: dict[tuple[str, str], list[Number]] = defaultdict(list)
    for measure, group, number in b.counts:
        theirs[measure, group].append(number)
    return any(
        (measure, group) in theirs and not any(can_both_hold(number, n) for n in theirs[measure, group])
        for measure, group, number in a.counts
    )
