"""Pages of example sentences come in, and each sentence with the events that it tells goes out.

Under ``examples`` stands by type, and by mode (``plain`` where none fits), a list of sentences. Square
brackets mark the words that tell an event: of the section's own type and mode, or of the one named in
round brackets behind them, with a reality where it is not ``happened``. What is unmarked tells none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from sitrep.codebook.codebook import EventType
from sitrep.codebook.decoding import SECTIONS
from sitrep.codebook.pages import Node, Page, read_pages
from sitrep.errors import InputError
from sitrep.record.event import Reality

__all__ = ["NONE", "PLAIN", "SHIPPED_EXAMPLES", "Example", "MarkedEvent", "examples", "read_examples"]

SHIPPED_EXAMPLES = Path(__file__).with_name("data") / "examples"
NONE = "none"
"""The section of sentences that tell no event."""
PLAIN = "plain"
"""The section of sentences that fit no mode of their type."""

_MARK = re.compile(r"\[([^\[\]]+)\](?:\(([^()]*)\))?")
_REALITIES = get_args(Reality)


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event at characters ``[start, end)`` of an example; ``mode`` is None where none fits."""

    start: int
    end: int
    type: str
    mode: str | None
    reality: Reality


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of news, the events that it tells in order (none for a sentence without), and its place.

    ``type`` and ``mode`` are those of the section that it stands in; ``line`` counts from 1.
    """

    text: str
    events: tuple[MarkedEvent, ...]
    type: str | None
    mode: str | None
    path: Path
    line: int


def read_examples(types: Mapping[str, EventType], path: Path | None = None) -> tuple[Example, ...]:
    """The examples of a file or folder, or those that ship with sitrep, by file and line.

    ``types`` are the event types they may tell. ``InputError`` names file and line of the first fault.
    """
    pages = read_pages(SHIPPED_EXAMPLES if path is None else path, SECTIONS)
    found = tuple(example for page in pages for example in examples(page, types))
    faults = [fault for page in pages for fault in page.faults]
    if faults:
        raise InputError(str(faults[0]))
    return found


def examples(page: Page, types: Mapping[str, EventType]) -> Iterator[Example]:
    """The examples of one page; what cannot be used is left out and noted as a fault of the page."""
    node = page.sections.get("examples")
    if node is None:
        return
    for name, section in page.mapping(node, (*types, NONE), what="event type").items():
        if name == NONE:
            yield from _sentences(page, section, types, None, None)
            continue
        modes = tuple(mode.name for mode in types[name].modes)
        for mode, sentences in page.mapping(section, (PLAIN, *modes), what=f"mode of {name}").items():
            yield from _sentences(page, sentences, types, name, None if mode == PLAIN else mode)


def _sentences(
    page: Page, node: Node, types: Mapping[str, EventType], name: str | None, mode: str | None
) -> Iterator[Example]:
    for item in page.items(node):
        marked = page.text(item)
        if marked is None:
            page.note(item, "expected a sentence, found nothing")
            continue
        example = _example(page, item, marked, types, (name, mode))
        own = [event for event in example.events if (event.type, event.mode) == (name, mode)]
        if name is not None and not own:
            page.note(item, f"expected words marked [...] that tell of {name}")
        elif name is None and example.events:
            page.note(item, "expected no marked words in a sentence without an event")
        else:
            yield example


def _example(
    page: Page,
    item: Node,
    marked: str,
    types: Mapping[str, EventType],
    own: tuple[str | None, str | None],
) -> Example:
    text, events, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        event = _event(page, item, match[2] or "", types, own)
        if event is not None:
            kind, mode, reality = event
            events.append(MarkedEvent(len(text), len(text) + len(match[1]), kind, mode, reality))
        text += match[1]
        last = match.end()
    line = item.start_mark.line + 1
    return Example(text + marked[last:], tuple(events), *own, page.path, line)


def _event(
    page: Page,
    item: Node,
    said: str,
    types: Mapping[str, EventType],
    own: tuple[str | None, str | None],
) -> tuple[str, str | None, Reality] | None:
    """Type, mode and reality that the round brackets give, else the section's own; None for a fault."""
    (kind, mode), reality = own, "happened"
    for word in said.split():
        if word in _REALITIES:
            reality = word
            continue
        kind, _, rest = word.partition("/")
        mode = rest or None
    if kind is None or kind not in types:
        page.note(item, f"unknown event type {kind!r}; known are {', '.join(types)}")
        return None
    if mode is not None and mode not in {known.name for known in types[kind].modes}:
        page.note(item, f"unknown mode {mode!r} of {kind}")
        return None
    return kind, mode, cast(Reality, reality)
