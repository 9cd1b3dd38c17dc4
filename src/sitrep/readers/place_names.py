"""An annotation comes in, and its words with what a name needs to know of them go out, people's names too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitrep.readers import place_words as table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitrep.annotate import Annotation
    from sitrep.gazetteer import Gazetteer

__all__ = ["Word", "is_joined", "name_words", "people"]

# Names are scanned in the text itself: the tokens of an annotation may cut "d'Ivoire" or "Port-au-Prince".
# Most words are of small letters only; the rest of the pattern need not be tried on them.
_WORD = re.compile(
    r"[a-z]+(?=[ ,])|(?:[^\W\d_]\.){2,}|W\. ?Va\.|[^\W\d_]+(?:[-‐–'’‘ʻʼ][^\W\d_]+)*|\d[\d.,]*|\S"
)
_POSSESSIVE = re.compile(r"['’](?:s|S)$")
_ARTICLE = re.compile(r"(?:al|el|as|ash|ar|an|at|ad|az|ez|d|l)[-'’‘][^\W\d_]")
_HYPHENS = re.compile(r"[-‐–]")


class Word(NamedTuple):
    """A word or mark of the text; ``is_name`` where it is capitalised, ``opens`` where a sentence begins."""

    start: int
    end: int
    text: str
    lower: str
    is_name: bool
    opens: bool


def name_words(annotation: Annotation) -> list[Word]:
    """The words of a report and its marks, in order."""
    heads = {sentence.start for sentence in annotation.sentences}
    words: list[Word] = []
    for match in _WORD.finditer(annotation.text):
        whole, start = match[0], match.start()
        if whole.isalpha():
            words.append(Word(start, match.end(), whole, whole.lower(), whole[0].isupper(), start in heads))
            continue
        if len(whole) == 1:
            words.append(Word(start, start + 1, whole, whole, False, start in heads))
            continue
        possessive = _POSSESSIVE.search(whole)
        for begin, part in _pieces(start, whole[: possessive.start()] if possessive else whole):
            is_name = part[:1].isupper() or (_ARTICLE.match(part) is not None and not part.islower())
            words.append(Word(begin, begin + len(part), part, part.lower(), is_name, begin in heads))
    return words


def _pieces(start: int, whole: str) -> Iterator[tuple[int, str]]:
    """``whole``, or its parts where hyphens join a name to a small word or to other names."""
    tail = _HYPHENS.split(whole)
    if len(tail) == 1 or not whole[0].isupper() or _is_hyphenated_name(tail):
        yield start, whole
        return
    for part in tail:
        if part:
            yield start, part
        start += len(part) + 1


def _is_hyphenated_name(parts: Sequence[str]) -> bool:
    # Port-au-Prince and Guinea-Bissau stay whole; London-based and US-led do not.
    return parts[-1][:1].isupper() and not any(part.isupper() for part in parts)


def _gap(text: str, left: Word, right: Word) -> str:
    return text[left.end : right.start]


def is_joined(text: str, left: Word, right: Word) -> bool:
    gap = _gap(text, left, right)
    return gap in (" ", "\u00a0", "-", "–") or (left.text in table.SAINTS and gap == ". ")


def people(words: Sequence[Word], text: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Names that the report gives to people: first and last words after a title or a first name."""
    found: set[str] = set()
    for index, word in enumerate(words):
        if not word.is_name or index + 1 >= len(words):
            continue
        run = _run(words, index, text)
        if len(run) < 2 or run[0].lower in table.OPENERS:
            continue
        if word.lower.rstrip(".") in table.TITLES:
            found.update(each.lower for each in run[1:])
        elif len(run) <= 4 and _is_person(run, gazetteer):
            found.update(each.lower for each in run)
    return frozenset(found)


def _run(words: Sequence[Word], first: int, text: str) -> Sequence[Word]:
    """The capitalised words from ``first`` on, over the full stops of titles and initials."""
    run = [words[first]]
    index = first
    while index + 1 < len(words):
        step = 2 if _has_title_dot(words, index) else 1
        if index + step >= len(words) or not words[index + step].is_name:
            break
        if text[words[index + step - 1].end : words[index + step].start] != " ":
            break
        index += step
        run.append(words[index])
    return run


def _has_title_dot(words: Sequence[Word], index: int) -> bool:
    if index + 2 >= len(words) or words[index + 1].text != ".":
        return False
    return words[index].lower in table.TITLES or (len(words[index].text) == 1 and words[index].is_name)


def _is_person(run: Sequence[Word], gazetteer: Gazetteer) -> bool:
    if not gazetteer.is_given_name(run[0].text) or not all(word.text.isalpha() for word in run):
        return False
    if any(word.lower in table.ROLES or word.lower in table.DIVISION_NOUNS for word in run):
        return False
    if any(word.lower in table.LOCAL_BODIES or word.text.isupper() for word in run[1:]):
        return False
    whole = gazetteer.lookup(" ".join(word.text for word in run))
    return not whole or whole[0].prominence < 4
