"""What reports tell comes in, and which of them only repeat another's text goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitrep.merge.clusters import Groups
from sitrep.merge.told import Told
from sitrep.merge.wording import name_key, words_key

__all__ = ["find_reprints"]


def find_reprints(reports: Iterable[Told]) -> dict[str, str]:
    """The id of the original for each reprint among ``reports``.

    Reprints are equal but for case and white space, or but for dateline, closing credit and
    punctuation. The original is the one published first, then the one the copies credit, then
    the one of the lowest id.
    """
    told = sorted(reports, key=lambda report: report.id)
    groups = Groups(report.id for report in told)
    by_digest: dict[str, str] = {}
    for report in told:
        for digest in filter(None, (f"exact {report.exact}", report.body and f"body {report.body}")):
            groups.join(by_digest.setdefault(digest, report.id), report.id)
    copies = defaultdict(list)
    for report in told:
        copies[groups.root(report.id)].append(report)
    found: dict[str, str] = {}
    for group in copies.values():
        first = _original(group).id
        found.update({report.id: first for report in group if report.id != first})
    return found


def _original(group: Sequence[Told]) -> Told:
    first_day = min(report.order[0][:10] for report in group)
    earliest = [report for report in group if report.order[0].startswith(first_day)]
    # One that gives no hour may be as early as any other of its day.
    if all(len(report.order[0]) > 10 for report in earliest):
        hour = min(report.order[0] for report in earliest)
        earliest = [report for report in earliest if report.order[0] == hour]
    edges = {f" {words_key(report.edges)} " for report in group}
    return min(earliest, key=lambda report: (not _is_credited(report, edges), report.id))


def _is_credited(report: Told, edges: Iterable[str]) -> bool:
    name = name_key(report.publisher or "")
    return bool(name) and any(f" {name} " in edge for edge in edges)
