"""A sentence with its amounts comes in, and a row of items, each with a one-letter code, goes out.

The codes let patterns over a clause be regular expressions over a short string:

    N amount without unit       Q amount with one           S one person ("a police officer")
    n counted noun              t noun that is counted itself ("deaths")
    v past form of an act       V the same, passive only    g gerund or opener      k other form of it
    i fate ("died")             d state ("dead")            u holder of a number ("death toll")
    b be   h have   m modal     a adverb   w relative   W whose   o of   T to   & and
    p preposition   D determiner   R pronoun   y time   s break   r change   x up, down, from
    I opens a part ("including")   , comma   ( )   . other mark   Z name   0 a number that counts nothing
    _ any other word
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from sitrep.annotate import Annotation, Sentence, Token
from sitrep.codebook.quantities import Cue, CueRole, quantities
from sitrep.readers.figures.amounts import Amount

__all__ = ["SINGLE_DETERMINERS", "Clause", "Item", "Person", "clause_of", "tells_of_one"]

_GRAMMAR_CODES = {
    "be": "b",
    "have": "h",
    "modal": "m",
    "adverb": "a",
    "relative": "w",
    "whose": "W",
    "of": "o",
    "to": "T",
    "and": "&",
    "preposition": "p",
    "part": "I",
    "determiner": "D",
    "pronoun": "R",
    "time": "y",
    "break": "s",
    "change": "r",
    "change_particle": "x",
}
_ROLE_CODES: dict[CueRole, str] = {
    "past": "v",
    "passive": "V",
    "gerund": "g",
    "base": "k",
    "fate": "i",
    "state": "d",
    "noun": "t",
    "toll": "u",
    "opener": "g",
}
_MARKS = {",": ",", "–": ",", "—": ",", "--": ",", "-": ",", "(": "(", ")": ")", "[": "(", "]": ")", "&": "&"}
_SILENT = frozenset("\"“”«»'‘’*")
_NEAR = 12
SINGLE_DETERMINERS = frozenset(("a", "an", "another", "his", "her", "their", "my", "our", "your", "one"))
_SINGLE_REACH = 5


class Item(NamedTuple):
    """One word, phrase or amount of a clause.

    ``cue`` is set where it tells a measure, ``amount`` where it is one; ``head`` is the offset at
    which the noun phrase of a single person goes on behind its article; ``is_name`` says that the
    person is called by name.
    """

    start: int
    end: int
    lower: str
    code: str
    cue: Cue | None = None
    amount: Amount | None = None
    head: int = -1
    is_name: bool = False


class Person(NamedTuple):
    """One person at ``[start, end)``, the words that call them from ``head`` on, by name or by a noun."""

    start: int
    head: int
    end: int
    is_name: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """The items of one sentence in order, and ``codes``, one letter for each."""

    items: tuple[Item, ...]
    codes: str

    def ends_before(self, pattern: re.Pattern[str], index: int, reach: int = 24) -> re.Match[str] | None:
        """The match of ``pattern``, which ends in ``$``, over the last ``reach`` items before ``index``."""
        return pattern.search(self.codes, max(0, index - reach), index)


def clause_of(
    annotation: Annotation, sentence: Sentence, amounts: Sequence[Amount], persons: Mapping[int, Person]
) -> Clause:
    """The clause of one sentence; ``amounts`` begin in it, in order, ``persons`` are given by their start."""
    tokens = _joined([token for token in annotation.tokens_of(sentence) if token.text not in _SILENT])
    items = tuple(_items(tokens, amounts, persons))
    if any(item.code == "S" or item.lower in SINGLE_DETERMINERS for item in items):
        items = tuple(_singled(items))
    if sum(item.code == "S" for item in items) > 1:
        items = tuple(_apposed(items))
    return Clause(items, "".join([item.code for item in items]))


def tells_of_one(annotation: Annotation, sentence: Sentence, persons: Mapping[int, Person]) -> bool:
    """Whether a sentence may tell what befell one person, by a noun or as one of ``persons``."""
    tokens = annotation.tokens_of(sentence)
    openers, nouns = _cue_openers(), _persons()
    return any(token.lower in openers for token in tokens) and any(
        token.lower in nouns or token.start in persons or token.lower.endswith("-year-old")
        for token in tokens
    )


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens, with hyphenated words ("23-year-old") in one piece whatever the tokeniser made of them."""
    if all(token.text[0] != "-" and token.text[-1] != "-" for token in tokens):
        return tokens
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last is not None and last.end == token.start and (token.text == "-" or last.text.endswith("-")):
            text = last.text + token.text
            joined[-1] = Token(last.start, token.end, text, last.lower + token.lower, text.lower(), last.tag)
        else:
            joined.append(token)
    return joined


def _items(tokens: list[Token], amounts: Sequence[Amount], persons: Mapping[int, Person]) -> Iterator[Item]:
    position, waiting = 0, iter(amounts)
    amount = next(waiting, None)
    while position < len(tokens):
        token = tokens[position]
        person = persons.get(token.start)
        if person is not None and (amount is None or person.end <= amount.start):
            last = _last_of(tokens, position, person)
            end, lower = tokens[last].end, _called(tokens, last)
            yield Item(person.start, end, lower, "S", head=person.head, is_name=person.is_name)
            position = last + 1
            continue
        if amount is not None and token.end > amount.start:
            yield Item(amount.start, amount.end, "", "Q" if amount.measure else "N", amount=amount)
            while position < len(tokens) and tokens[position].start < amount.end:
                position += 1
            amount = next(waiting, None)
            continue
        limit = amount.start if amount is not None else tokens[-1].end
        item, used = _item_at(tokens, position, limit)
        if item.cue is not None and item.cue.role == "gerund" and _is_determined(tokens, position):
            item = item._replace(code="n", cue=None)  # "a shooting", "his killing"
        yield item
        position += used


def _called(tokens: list[Token], last: int) -> str:
    """The noun at the end of a phrase, of two words where a group is called so: "unborn child"."""
    both = f"{tokens[last - 1].lower} {tokens[last].lower}" if last else ""
    return both if both in quantities().groups else tokens[last].lower


def _is_determined(tokens: list[Token], position: int) -> bool:
    return position > 0 and quantities().grammar.get(tokens[position - 1].lower) == "determiner"


def _last_of(tokens: list[Token], position: int, person: Person) -> int:
    """The last token of a person, less the state that may end the phrase ("left a baby dead")."""
    last = position
    while last + 1 < len(tokens) and tokens[last + 1].start < person.end:
        last += 1
    cues = quantities().cues
    while tokens[last].start > person.head and any(
        cue.role == "state" for cue in cues.get(tokens[last].lower, ())
    ):
        last -= 1
    return last


def _item_at(tokens: list[Token], position: int, limit: int) -> tuple[Item, int]:
    token = tokens[position]
    lower = token.lower
    following = _second_words().get(lower)
    if following is not None and position + 1 < len(tokens) and tokens[position + 1].lower in following:
        for count in range(_longest()[lower], 1, -1):
            last = position + count - 1
            if last >= len(tokens) or tokens[last].end > limit:
                continue
            words = " ".join([t.lower for t in tokens[position : last + 1]])
            code, cue = _code_of(words, tokens, last + 1)
            if code:
                return Item(token.start, tokens[last].end, words, code, cue), count
    code, cue = _alone(lower) or _code_of(lower, tokens, position + 1)
    return Item(token.start, token.end, lower, code or _shape(token, position == 0), cue), 1


@lru_cache(maxsize=20_000)
def _alone(word: str) -> tuple[str, Cue | None] | None:
    """The code of a word of itself, "" where no table holds it; None where what follows decides."""
    if any(cue.near for cue in quantities().cues.get(word, ())):
        return None
    return _code_of(word, [], 0)


def _code_of(words: str, tokens: list[Token], after: int) -> tuple[str, Cue | None]:
    """The code of a word or phrase that some table holds; the empty string where none does."""
    table = quantities()
    kind = table.grammar.get(words)
    for cue in table.cues.get(words, ()):
        if cue.near and any(token.lower in cue.near for token in tokens[after : after + _NEAR]):
            return _ROLE_CODES[cue.role], cue
        if not cue.near and kind is None:
            is_noun = cue.role == "base" and (words in table.groups or words in table.things)
            return ("n", None) if is_noun else (_ROLE_CODES[cue.role], cue)
    if kind is not None:
        return _GRAMMAR_CODES[kind], None
    return ("n" if words in table.groups or words in table.things else ""), None


def _shape(token: Token, opens: bool) -> str:
    """The code of a word that no table holds, by its looks."""
    text = token.text
    if not text[0].isalnum():
        return _MARKS.get(text, ".")
    if text.isdigit():
        return "0"
    if text[0].isupper() and not opens:
        return "n" if _looks_plural(token.lower) else "Z"
    return "n" if _looks_plural(token.lower) else "_"


def _looks_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _singled(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items, with each phrase for one person made a single item with the code S."""
    position = 0
    while position < len(items):
        item, end = items[position], _single_end(items, position)
        if end is not None:
            item = item._replace(
                end=items[end - 1].end,
                lower=items[end - 1].lower,
                code="S",
                head=_head_of(items, position, end),
            )
        yield item
        position = end or position + 1
        other = _other_end(items, position) if item.code == "S" else None
        if other is not None:
            first, last = items[position + 1], items[other - 1]
            yield items[position]
            yield Item(first.start, last.end, last.lower, "S", head=first.start)
            position = other


def _head_of(items: tuple[Item, ...], position: int, end: int) -> int:
    """Where the words begin that call a person, behind the article and an age."""
    first = position + 1
    if first + 1 < end and items[first].lower.endswith("-year-old"):
        first += 1
    return items[first].start


def _other_end(items: tuple[Item, ...], position: int) -> int | None:
    """The end of a second person without a determiner: "her aunt and uncle", "a man and woman"."""
    if position >= len(items) or items[position].code not in "&,":
        return None
    listed = items[position].code == ","
    for index in range(position + 1, min(len(items), position + 4)):
        if items[index].lower in quantities().singulars:
            after = items[index + 1].code if index + 1 < len(items) else "."
            return None if after in "nN" or (listed and after != "&") else index + 1
        if items[index].code != "_":
            return None
    return None


def _apposed(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items, with "his wife, Denise," and "Denise, 41, his wife," one person each."""
    position = 0
    while position < len(items):
        first, other = items[position], _apposition(items, position)
        if other is None:
            yield first
            position += 1
            continue
        named = first if first.is_name else items[other]
        yield first._replace(end=items[other].end, head=first.head, is_name=named.is_name, lower=first.lower)
        position = other + 1


def _apposition(items: tuple[Item, ...], position: int) -> int | None:
    """The place of the item that says between commas who the person at ``position`` is."""
    first = items[position]
    if first.code != "S":
        return None
    other = position + 1
    if other + 1 < len(items) and items[other].code == "," and items[other + 1].code == "0":
        other += 2
    if other + 2 >= len(items) or items[other].code != "," or items[other + 1].code != "S":
        return None
    closes = items[other + 2].code in (",", ".")
    return other + 1 if closes and first.is_name != items[other + 1].is_name else None


def _single_end(items: tuple[Item, ...], position: int) -> int | None:
    if items[position].lower not in SINGLE_DETERMINERS or items[position].amount:
        return None
    singulars, end = _persons(), None
    for index in range(position + 1, min(len(items), position + 1 + _SINGLE_REACH)):
        item = items[index]
        if item.lower in singulars or item.lower.endswith("-year-old"):
            end = index + 1
        elif item.code not in "_Zva" or end is not None:
            break
    return end


@cache
def _persons() -> frozenset[str]:
    """The nouns that call one person, or a pair."""
    return frozenset(quantities().singulars | quantities().pairs)


@cache
def _cue_openers() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in quantities().cues)


@cache
def _longest() -> Mapping[str, int]:
    """By first word, how many words the longest phrase has that any table holds."""
    longest: dict[str, int] = {}
    for words in _phrases():
        longest[words[0]] = max(len(words), longest.get(words[0], 1))
    return longest


@cache
def _second_words() -> Mapping[str, frozenset[str]]:
    """By first word, the second words of the phrases that any table holds."""
    pairs = defaultdict(set)
    for words in _phrases():
        pairs[words[0]].add(words[1])
    return {first: frozenset(seconds) for first, seconds in pairs.items()}


def _phrases() -> list[list[str]]:
    table = quantities()
    rows = (words.split(" ") for words in (*table.cues, *table.grammar, *table.groups, *table.things))
    return [words for words in rows if len(words) > 1]
