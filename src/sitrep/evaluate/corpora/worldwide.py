"""The worldwide newswire entities come in as tagged words, and documents with their named entities go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitrep.evaluate.corpora.form import Form
from sitrep.evaluate.corpora.joining import join_words
from sitrep.evaluate.gold import Document, Labelled, label_spans, report_from
from sitrep.evaluate.members import Member

__all__ = ["FORM", "documents"]

GAP = re.compile(r"\t+| {2,}")
TAGGED = re.compile(rf"\S.*?(?:(?:{GAP.pattern})(?:O|[BI]-[A-Za-z]+))+\s*$")

Word = tuple[str, str]


def _fits(head: str) -> bool:
    lines = [line for line in head.splitlines()[:40] if line.strip()][:-1]
    return bool(lines) and all(TAGGED.match(line) for line in lines)


FORM = Form("worldwide newswire entities", _fits)


def documents(member: Member) -> Iterator[Document[tuple[Labelled, ...]]]:
    """One article put together from its words; the outer layer of entities, the address line left out."""
    blocks = [_words(block) for block in re.split(r"\n\s*\n", member.text.strip())]
    url = blocks[0][0][0] if blocks[0] and blocks[0][0][0].startswith("http") else None
    pieces: list[str] = []
    marks: list[tuple[int, int, str]] = []
    length = 0
    for block in blocks[1:] if url else blocks:
        text, offsets = join_words([word for word, _ in block])
        marks.extend((start + length, end + length, kind) for start, end, kind in _entities(block, offsets))
        pieces.append(text)
        length += len(text) + 2
    body = "\n\n".join(pieces)
    yield Document(member.stem, report_from(body, url=url), label_spans(body, marks))


def _words(block: str) -> list[Word]:
    fields = (GAP.split(line.strip()) for line in block.splitlines())
    return [(field[0], field[1] if len(field) > 1 else "O") for field in fields if field[0]]


def _entities(block: Sequence[Word], offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    first, kind = 0, ""
    for index, tag in enumerate([tag for _, tag in block] + ["O"]):
        if kind and tag != f"I-{kind}":
            yield offsets[first][0], offsets[index - 1][1], kind
            kind = ""
        if not kind and tag != "O":
            first, kind = index, tag[2:]
