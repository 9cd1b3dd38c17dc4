"""Events touched in a transaction come in, and the rows of all that hang together with them are settled."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.ledger.board import Item
from sitrep.ledger.gathering import drop_empty, former_members, gathered, link_new, links_among, touched
from sitrep.ledger.rows import write_event
from sitrep.ledger.work import Work
from sitrep.merge.judgement import Judgement
from sitrep.merge.same_event import judge, tells_apart
from sitrep.merge.told import Telling

__all__ = ["link_event", "settle_events"]


def link_event(work: Work, number: int) -> None:
    """Hold a new telling against those it shares a block with."""
    link_new(work, number, Telling, _weigh)


def _weigh(a: Telling, b: Telling) -> Judgement:
    return judge(a, b, in_words=False)  # the words are found anew when somebody asks


def settle_events(work: Work) -> None:
    """Gather the tellings that hang together with touched ones, and write the rows that changed."""
    for items in touched(work, "event"):
        _settle(work, items)
    work.owners.update(drop_empty(work, "event", "events"))


def _settle(work: Work, items: Sequence[Item]) -> None:
    numbers = [item.n for item in items]
    tellings = work.board.values(numbers, Telling)
    links = links_among(work, items)
    # What was linked was not judged different, so that most pairs of an event need no second look.
    linked = {(link.a, link.b) for link in links if link.verdict in ("same", "unsure")}

    def differ(a: int, b: int) -> bool:
        one, other = sorted((tellings[a], tellings[b]), key=lambda telling: telling.id)
        return (min(a, b), max(a, b)) not in linked and tells_apart(one, other)

    former = former_members(items)
    work.gone["event"] |= former.keys()
    for group in gathered(work, items, links, differ):
        row = group[0].id
        members = {item.id for item in group}
        is_touched = any(item.n in work.touched["event"] for item in group)
        if former.get(row) == members and not is_touched:
            continue
        for item in group:
            if item.leads_to != row:
                work.board.lead(item.n, row)
        write_event(work, [tellings[item.n] for item in group], group)
        work.owners.add(row)
