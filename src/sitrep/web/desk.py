"""The path of a ledger comes in, and what the pages of a desk ask of it, from many threads, goes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sitrep.engine.task import Task
from sitrep.ledger import Filter, Ledger, Overview
from sitrep.ledger.overview import FACETS, Facet
from sitrep.ledger.state import EventRow
from sitrep.views.wording import shortened
from sitrep.web.jobs import Jobs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sitrep.web.drawings.world import World

__all__ = ["Chosen", "Desk", "Drawn", "Facets", "Tray"]

_TOLD = 16  # searches whose events are kept in memory, a byte an event of the ledger each
_SHOWN = 5000  # rows as they were shown; of more the oldest are forgotten
_DRAWN = 64  # drawings kept in memory, a tenth of a megabyte each at most
Facets = dict[Facet, list[tuple[str, int]]]


Tray = tuple[str, int, Sequence[EventRow], str]
"""A heading, how many events are in the tray, some of them, and where all are."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, what has no place in it, and the corners of the map where it is one."""

    svg: str
    trays: tuple[Tray, ...]
    box: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The events that a filter means: the overview they are columns of, and which they are."""

    overview: Overview
    wanted: Filter
    held: NDArray[np.bool_] | None
    mask: NDArray[np.bool_]

    def facets(self) -> Facets:
        """For each facet how many events have each value, all that the filter asks for besides given."""
        found: Facets = {}
        for facet in FACETS:
            is_set = getattr(self.wanted, facet) not in ((), None)
            mask = self.overview.mask(self.wanted, held=self.held, beside=facet) if is_set else self.mask
            found[facet] = self.overview.count(facet, mask)
        return found


@dataclass
class Desk:
    """A ledger under review: connections that threads borrow, and an overview kept up to date.

    ``boundaries`` are a person's own in place of those that ship; ``tiles`` is the address of map tiles;
    ``task`` is how what is added is read.
    """

    path: Path
    by: str | None = None
    boundaries: World | None = None
    tiles: str | None = None
    task: Task = field(default_factory=Task)
    jobs: Jobs = field(default_factory=Jobs)

    def __post_init__(self) -> None:
        self._idle: list[Ledger] = []
        self._lock = Lock()
        self._overview: Overview | None = None
        self._told: dict[tuple[Any, ...], NDArray[np.bool_] | None] = {}
        self._drawn: dict[tuple[Any, ...], Drawn] = {}
        self._shown: dict[tuple[str, str], Any] = {}

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, for one thread at a time; what fails in between closes the connection."""
        with self._lock:
            borrowed = self._idle.pop() if self._idle else None
        if borrowed is None:
            borrowed = Ledger.open(self.path, report_wait=logging.getLogger(__name__).info, wait_s=30)
        try:
            yield borrowed
        except BaseException:
            borrowed.close()
            raise
        with self._lock:
            self._idle.append(borrowed)

    def close(self) -> None:
        """Let go of every connection."""
        self.jobs.close()
        with self._lock:
            for ledger in self._idle:
                ledger.close()
            self._idle.clear()

    def drawn(self, key: tuple[Any, ...], draw: Callable[[], Drawn]) -> Drawn:
        """A drawing as it was made last under ``key``, else as ``draw`` makes it."""
        found = self._drawn.pop(key, None) or draw()
        self._drawn[key] = found
        while len(self._drawn) > _DRAWN:
            self._drawn.pop(next(iter(self._drawn)), None)
        return found

    def warm(self) -> None:
        """Load what the first pages would otherwise wait for."""
        from sitrep.web.drawings.box import WORLD_BOX
        from sitrep.web.drawings.labels import cities_in
        from sitrep.web.drawings.world import load_world

        for detail in ("110m", "50m"):
            load_world(detail)
        cities_in(WORLD_BOX, 1)
        with self.ledger() as ledger:
            self.overview(ledger)
            ledger.waiting(limit=1)

    def remember(self, seen: Mapping[str, str], row: Any) -> None:
        """Keep a row as a person has it in view, to say later what changed."""
        with self._lock:
            for name, digest in seen.items():
                self._shown[name, digest] = row
            while len(self._shown) > _SHOWN:
                self._shown.pop(next(iter(self._shown)))

    def changes(self, ledger: Ledger, seen: Mapping[str, str]) -> list[str]:
        """In words what is otherwise now in the rows that a person had in view, as far as it is known."""
        found = []
        for name, digest in seen.items():
            then = self._shown.get((name, digest))
            state = ledger.part(events=[name], series=[name], statements=[name])
            rows: tuple[Any, ...] = (*state.events, *state.series, *state.statements)
            now = next((row for row in rows if row.id == name), None)
            if then is not None and now is not None:
                found += list(_differences(then, now))
        return found

    def overview(self, ledger: Ledger) -> Overview:
        """All events as they are now."""
        with self._lock:
            self._overview = ledger.overview(self._overview)
            return self._overview

    def chosen(self, ledger: Ledger, wanted: Filter) -> Chosen:
        """The events that ``wanted`` means."""
        overview = self.overview(ledger)
        held = self._held(ledger, overview, wanted)
        return Chosen(overview, wanted, held, overview.mask(wanted, held=held))

    def _held(self, ledger: Ledger, overview: Overview, wanted: Filter) -> NDArray[np.bool_] | None:
        """The events that hold the words and the actor asked for; asked for again, page after page."""
        key = (overview.at, wanted.words, wanted.actor)
        if key not in self._told:
            told = ledger.events_told(wanted)
            self._told[key] = None if told is None else overview.held(told)
            while len(self._told) > _TOLD:
                self._told.pop(next(iter(self._told)), None)
        return self._told.get(key)


def _differences(then: Any, now: Any) -> Iterator[str]:
    for cell in fields(then):
        old, new = getattr(then, cell.name), getattr(now, cell.name)
        if old != new:
            yield f"{cell.name}: {_written(old)} is now {_written(new)}"


def _written(value: object) -> str:
    """A cell in a few words."""
    if isinstance(value, tuple):
        are_names = all(isinstance(part, str) for part in value)
        return "; ".join(map(str, value)) if value and are_names else f"{len(value)} listed"
    return "nothing" if value is None else shortened(str(getattr(value, "name", value)), 80)
