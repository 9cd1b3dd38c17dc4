"""GUM comes in as CoNLL-U, and documents with every mention of an entity, its type and its chain go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.evaluate.corpora.form import Form
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member
from sitrep.record import Span

__all__ = ["FORM", "Mention", "documents"]

FORM = Form("GUM", lambda head: "# global.Entity" in head)

BRACKET = re.compile(
    r"\((?P<open>\d+)(?:\[\d+/\d+\])?-(?P<type>[a-z]+)(?:(?:-[^()-]*){3}-(?P<head>\d+))?(?:[-,][^()]*)?(?P<shut>\))?"
    r"|(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)
ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
META = re.compile(r"^# meta::(\w+) = (.*)$", re.MULTILINE)
SENTENCE = re.compile(r"^# text = (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A mention of an entity: its type, and the number of the chain it belongs to in its document.

    ``head`` is where its head word begins.
    """

    type: str
    chain: int
    head: int


@dataclass(slots=True)
class Opened:
    """A mention whose end has not come yet: ``left`` is how many of its words come before its head."""

    chain: int
    type: str
    start: int
    left: int
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's text, whether it opens a paragraph, and the words with their MISC column."""

    text: str
    opens: bool
    words: list[tuple[str, str]]


def documents(member: Member) -> Iterator[Document[tuple[Mention, ...]]]:
    """One document, its sentences set in paragraphs, published when it was created; mentions may nest."""
    text = ""
    mentions: list[Mention] = []
    meta = dict(META.findall(member.text))
    opened: list[Opened] = []
    for sentence in _sentences(member):
        if text:
            text += "\n\n" if sentence.opens else " "
        offset = len(text)
        text += sentence.text
        for start, end, entity in _words(sentence, member):
            mentions.extend(_close(text, entity, offset + start, offset + end, opened))
    created = meta.get("dateCreated", "")
    report = report_from(
        text,
        published=created if re.fullmatch(r"\d{4}(-\d\d){0,2}", created) else None,
        title=meta.get("title"),
        publisher=meta.get("author"),
        url=meta.get("sourceURL"),
    )
    yield Document(member.stem, report, tuple(sorted(mentions, key=lambda m: (m.start, -m.end))))


def _sentences(member: Member) -> Iterator[Sentence]:
    for block in re.split(r"\n\s*\n", member.text.strip()):
        text = SENTENCE.search(block)
        if text is None:
            raise InputError(f"{member.path}: a sentence of {member.name} has no '# text' line")
        rows = (line.split("\t") for line in block.splitlines() if not line.startswith("#"))
        words = [(row[1], row[9]) for row in rows if len(row) == 10 and row[0].isdigit()]
        yield Sentence(text[1], "# newpar" in block, words)


def _words(sentence: Sentence, member: Member) -> Iterator[tuple[int, int, str]]:
    position = 0
    for form, misc in sentence.words:
        start = sentence.text.find(form, position)
        if start < 0:
            raise InputError(f"{member.path}: {form!r} of {member.name} is not in its sentence")
        position = start + len(form)
        entity = ENTITY.search(misc)
        yield start, position, entity[1] if entity else ""


def _close(text: str, entity: str, start: int, end: int, opened: list[Opened]) -> Iterator[Mention]:
    """Mentions that end at a word; those that begin there are kept in ``opened`` until they end."""
    for mention in opened:
        mention.left -= 1
        if mention.left == 0:
            mention.head = start
    for bracket in BRACKET.finditer(entity):
        if bracket["close"]:
            chain = int(bracket["close"])
            index = next((i for i in reversed(range(len(opened))) if opened[i].chain == chain), None)
            if index is not None:
                done = opened.pop(index)
                yield Mention(done.start, end, text[done.start : end], done.type, chain, done.head)
        elif bracket["shut"]:
            yield Mention(start, end, text[start:end], bracket["type"], int(bracket["open"]), start)
        else:
            left = int(bracket["head"] or 1) - 1
            opened.append(Opened(int(bracket["open"]), bracket["type"], start, left, start))
