"""ECB+ comes in as CAT XML, and documents with every event mention and its chain across documents go out."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form, parse_xml
from sitrep.evaluate.corpora.joining import join_words
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member, members
from sitrep.record import Span

__all__ = ["DEV_TOPICS", "FORM", "EventMention", "documents", "topic_of"]

DEV_TOPICS = frozenset("2 5 12 18 21 23 34 35".split())
_EVENT = re.compile(r"(?:NEG_)?ACTION_")
_RELATIONS = ("CROSS_DOC_COREF", "INTRA_DOC_COREF")
_FIRST_SENTENCE = "Sentence Number"


@dataclass(frozen=True, slots=True)
class EventMention(Span):
    """The words that tell of an event: their ``sentence``, and ``chain``, the name of the event meant.

    A name holds throughout a topic; a mention with nothing else of its event has one of its own.
    """

    sentence: Span
    chain: str


def topic_of(name: str) -> str:
    """The topic of the document ``name``.

    >>> topic_of("12_3ecbplus")
    '12'
    """
    return name.partition("_")[0]


def _is_dev(found: Sequence[Document[Any]]) -> list[bool]:
    return [topic_of(document.name) in DEV_TOPICS for document in found]


FORM = Form("ECB+", lambda head: "<Document" in head and "<token t_id=" in head, _is_dev)


def documents(member: Member) -> Iterator[Document[tuple[EventMention, ...]]]:
    """The text of one file with its event mentions in the sentences that the list beside the files names.

    The list tells which sentences were annotated with care; where none lies beside, all count.
    """
    root = parse_xml(member)
    tokens = list(root.iter("token"))
    text, offsets = join_words([token.text or "" for token in tokens])
    places = {token.get("t_id"): number for number, token in enumerate(tokens)}
    sentences = [int(token.get("sentence") or 0) for token in tokens]
    listed = _listed(member.path)
    chosen = listed.get(member.stem, frozenset()) if listed else frozenset(sentences)
    chains = _chains(root, member.stem)
    found = set()
    for mark in root.iterfind("Markables/*"):
        numbers = sorted(places[a.get("t_id")] for a in mark.iter("token_anchor") if a.get("t_id") in places)
        if not _EVENT.match(mark.tag) or not numbers or sentences[numbers[0]] not in chosen:
            continue
        span = Span.of(text, offsets[numbers[0]][0], offsets[numbers[-1]][1])
        around = _sentence(text, offsets, sentences, numbers[0])
        chain = chains.get(mark.get("m_id") or "") or f"{member.stem} {mark.get('m_id')}"
        found.add((span.start, span.end, chain, around))
    gold = tuple(
        EventMention(start, end, text[start:end], around, chain)
        for start, end, chain, around in sorted(found, key=lambda row: row[:3])
    )
    yield Document(member.stem, report_from(text), gold)


def _sentence(text: str, offsets: Sequence[tuple[int, int]], sentences: Sequence[int], number: int) -> Span:
    """The sentence that the word at ``number`` stands in."""
    inside = [place for place, one in zip(offsets, sentences, strict=True) if one == sentences[number]]
    return Span.of(text, inside[0][0], inside[-1][1])


def _chains(root: ET.Element, name: str) -> dict[str, str]:
    """The chain of each mention that has one: the relation's note, or, inside one document, its number."""
    chains = {}
    for relation in root.iterfind("Relations/*"):
        if relation.tag in _RELATIONS:
            chain = relation.get("note") or f"{name} {relation.get('r_id')}"
            chains.update({mark.get("m_id") or "": chain for mark in relation.iter("source")})
    return chains


@lru_cache(maxsize=4)
def _listed(path: Path) -> Mapping[str, frozenset[int]]:
    """Of each file the numbers of the sentences to score, from the list among the members of ``path``."""
    chosen = defaultdict(set)
    for member in members(path):
        if not member.name.endswith(".csv"):
            continue
        for row in csv.DictReader(member.text.splitlines()):
            try:
                chosen[f"{row['Topic']}_{row['File']}"].add(int(row[_FIRST_SENTENCE]))
            except (KeyError, ValueError):
                raise InputError(
                    f"{path}: {member.name}: columns Topic, File and {_FIRST_SENTENCE} were expected"
                ) from None
    return {name: frozenset(numbers) for name, numbers in chosen.items()}
