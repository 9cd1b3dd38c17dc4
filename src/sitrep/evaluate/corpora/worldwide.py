"""The worldwide newswire entities come in as tagged words, and documents with their named entities go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitrep.evaluate.corpora.form import Form
from sitrep.evaluate.gold import Document, Labelled, label_spans, report_from
from sitrep.evaluate.members import Member

__all__ = ["FORM", "documents", "join_words"]

GAP = re.compile(r"\t+| {2,}")
TAGGED = re.compile(rf"\S.*?(?:(?:{GAP.pattern})(?:O|[BI]-[A-Za-z]+))+\s*$")
CLOSING = frozenset(".,;:?!%)]}»”…/")
CLITIC = re.compile(r"(?:n?['’](?:s|t|re|ve|m|ll|d))$", re.IGNORECASE)
OPENING = frozenset("([{«“$€£#/")
ENDINGS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})

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


def join_words(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words set as in print, and where each stands: marks close up, hyphens join, straight quotes pair off.

    >>> join_words(["(", "Covid", "-", "19", ")", "."])[0]
    '(Covid-19).'
    """
    text = ""
    offsets: list[tuple[int, int]] = []
    quoted = False
    for index, word in enumerate(words):
        opens = word in OPENING or (word == '"' and not quoted)
        if text and _is_spaced(words, index, quoted=quoted):
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
        if word == '"':
            quoted = opens
    return text, offsets


def _is_spaced(words: Sequence[str], index: int, *, quoted: bool) -> bool:
    word, before = words[index], words[index - 1]
    if word in CLOSING or word in "'’" or CLITIC.match(word) or before in OPENING:
        return False
    if _is_abbreviated(words, index):
        return False
    if before in "'’‘":
        return before != "‘" and word not in ENDINGS
    if '"' in (word, before):
        return not quoted
    if word == "-":
        return not _is_joined(words, index)
    return not (before == "-" and _is_joined(words, index - 1))


def _is_abbreviated(words: Sequence[str], index: int) -> bool:
    """Whether the word at ``index`` goes on an abbreviation of single capitals, as the S of ``U . S .``"""
    run = words[max(0, index - 2) : index + 2]
    return len(run) == 4 and run[1] == run[3] == "." and all(len(w) == 1 and w.isupper() for w in run[::2])


def _is_joined(words: Sequence[str], index: int) -> bool:
    """Whether the hyphen at ``index`` stands inside a word; between two capitalised words it is a dash."""
    if not 0 < index < len(words) - 1:
        return False
    before, after = words[index - 1], words[index + 1]
    if not (before[-1].isalnum() and after[0].isalnum()):
        return False
    return not (before[0].isupper() and not before.isupper() and after[0].isupper())


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
