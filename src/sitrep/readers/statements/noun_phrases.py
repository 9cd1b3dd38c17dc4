"""The words around a verb come in, and how far the noun phrase next to it reaches goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from sitrep.readers.statements.words import Words

__all__ = ["GENITIVE", "TEMPORAL", "phrase_before", "phrase_from"]

TEMPORAL = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow
    january february march april may june july august september october november december
    week month year morning afternoon evening night weekend day days weeks months ago""".split()
)
_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM"})
_POSSESSIVE = frozenset("his her its their our my your whose".split())
GENITIVE = frozenset({"'s", "’s", "'", "’"})
#: Prepositions that tie a noun phrase to the noun before it rather than to the verb.
_TIES = frozenset("of for at from in with on to near between against behind inside outside".split())
_TIES_AFTER = frozenset("of for at from with".split())
#: Adjectives that follow their noun with a preposition: "people close to the talks".
_TIED_ADJECTIVES = frozenset("close familiar responsible loyal near opposed critical privy".split())
_GLUE = frozenset({"-", "–", "/", "&", "."})
_OPENERS = frozenset("who whose which where a an the now then formerly himself herself".split())
_ASIDES = frozenset(
    {"however", "meanwhile", "though", "too", "for", "in", "on", "by", "at", "again", "then", "instead"}
)
_CLOSERS = frozenset({",", ".", "!", "?", ";", "who"})
_REACH = 40  # tokens back from a comma to the noun that it closes an aside to
_LONGEST_BRACKETS = 12


def phrase_before(words: Words, index: int, floor: int) -> Extent | None:
    """The noun phrase that ends with token ``index``, or before it and an aside where it is a comma."""
    if index < floor:
        return None
    if words.lower(index) in {",", "—", "–", "-"} and not words.is_quoted(index):
        return _phrase_with_aside(words, index, floor)
    if words.lower(index) == ")":
        opened = _opening(words, index, floor)
        inner = phrase_before(words, opened - 1, max(floor, index - _REACH)) if opened else None
        return Extent(inner.first, index + 1) if inner else None
    if (title := words.title_ending(index)) is not None and title.first >= floor:
        return title
    if not words.is_nominal(index) or words.lower(index) in _POSSESSIVE:
        return None
    return Extent(_first_of_list(words, _first_of(words, index, floor), index, floor), index + 1)


def _first_of_list(words: Words, first: int, index: int, floor: int) -> int:
    """The first token of "A, B and C" whose last two end at ``index``, and of "parties including A and B"."""
    is_list = any(words.lower(position) in {"and", "or"} for position in range(first, index))
    while is_list and first - 2 >= floor and words.lower(first - 1) == "," and words.is_nominal(first - 2):
        item = _first_of(words, first - 2, floor)
        is_governed = item > floor and words.tag(item - 1) in {"ADP", "VERB", "SCONJ"}
        if is_governed or words.lower(first - 2) in TEMPORAL:
            break
        first = item
    if is_list and words.lower(first - 1) in {"including", "like"} and first - 2 >= floor:
        return _first_of(words, first - 2, floor) if words.is_nominal(first - 2) else first
    return first


def _opening(words: Words, index: int, floor: int) -> int | None:
    for position in range(index - 1, max(floor, index - _LONGEST_BRACKETS) - 1, -1):
        if words.lower(position) == "(":
            return position
    return None


def _first_of(words: Words, index: int, floor: int) -> int:
    """The first token of the noun phrase that ends at ``index``."""
    if words.tag(index) == "PRON" and words.lower(index) not in _POSSESSIVE:
        return _past_quantity(words, index, floor)
    while index > floor:
        before = _step_back(words, index, floor)
        if before is None:
            break
        index = before
    return index


def _past_quantity(words: Words, index: int, floor: int) -> int:
    """ "Some of them", "one of whom": the quantity before a pronoun belongs to it."""
    if index - 2 >= floor and words.lower(index - 1) == "of" and words.is_nominal(index - 2):
        return _first_of(words, index - 2, floor)
    return index


def _step_back(words: Words, index: int, floor: int) -> int | None:
    """The token before ``index`` that still belongs to its noun phrase, or None."""
    left = index - 1
    if words.is_quoted(left):
        return None
    lower, tag = words.lower(left), words.tag(left)
    here, here_tag = words.lower(index), words.tag(index)
    if (lower in GENITIVE and words.is_nominal(left - 1)) or lower in _POSSESSIVE:
        return left
    if here in GENITIVE or lower in _GLUE or here == "(":
        is_glued = words.tag(left) != "PUNCT" or (left > floor and words.tag(left - 1) in _INSIDE)
        return left if is_glued else None
    if here_tag == "DET" or here in _POSSESSIVE or here_tag == "PRON":
        if tag == "DET":  # "all the", "both these"
            return left
        return _past_tie(words, left, floor) if tag in {"ADP", "PART", "CCONJ"} else None
    if tag in _INSIDE:
        return left
    if tag == "VERB" and words.tag(left - 1) == "DET":
        return left
    if lower == ")":
        opened = _opening(words, left, floor)
        before = opened - 1 if opened else -1
        return opened if words.is_nominal(before) or words.lower(before) in GENITIVE else None
    return _past_tie(words, left, floor)


def _past_tie(words: Words, left: int, floor: int) -> int | None:
    """Past a preposition or an "and" at ``left``, if a noun stands before it."""
    before = left - 1
    if words.lower(before) in _TIED_ADJECTIVES and before - 1 >= floor and words.is_nominal(before - 1):
        before -= 1  # "people close to the talks", "officials familiar with the plan"
    if before < floor or not words.is_nominal(before) or words.tag(before) == "PRON":
        return None
    lower = words.lower(left)
    if lower in {"and", "or"} and words.tag(left + 1) == "ADJ" and words.tag(left - 1) == "ADJ":
        return before
    if lower in _TIES and words.tag(left) in {"ADP", "PART"}:
        return None if words.lower(before) in TEMPORAL else before
    return before if lower in {"and", "or", "&"} else None


def _phrase_with_aside(words: Words, comma: int, floor: int) -> Extent | None:
    """The noun phrase before an aside that ends at ``comma``: "Smith, a teacher, (said)"."""
    opened = _opened(words, comma, floor)
    if opened is None:
        return None
    noun = _phrase_before_comma(words, opened, max(floor, comma - _REACH))
    if noun is None:
        return None
    keeps = words.lower(opened + 1) not in _ASIDES and words.tag(opened + 1) != "ADV"
    return Extent(noun.first, comma + 1 if keeps else noun.last)


def _ends_phrase(words: Words, index: int) -> bool:
    return words.is_nominal(index) or words.lower(index) == ")"


def _phrase_before_comma(words: Words, comma: int, floor: int) -> Extent | None:
    """The noun phrase that ends before ``comma``, taking in what it is itself an aside to."""
    noun = phrase_before(words, comma - 1, floor) if _ends_phrase(words, comma - 1) else None
    if noun is None or noun.first - 2 < floor or words.lower(noun.first - 1) != ",":
        return noun
    is_aside = words.lower(noun.first) in _OPENERS or words.tag(noun.first) == "NUM" or _is_place(words, noun)
    outer = _phrase_before_comma(words, noun.first - 1, floor) if is_aside else None
    if outer is None or words.tag(noun.first - 2) == "PRON" or words.lower(noun.first - 2) in TEMPORAL:
        return noun
    return Extent(outer.first, noun.last)


def _is_place(words: Words, noun: Extent) -> bool:
    return noun.last - noun.first <= 2 and all(words.tag(index) == "PROPN" for index in range(*noun))


def _opened(words: Words, comma: int, floor: int) -> int | None:
    mark = words.lower(comma)
    if (relative := _relative_opened(words, comma, floor)) is not None:
        return relative
    for index in range(comma - 1, max(floor, comma - _REACH), -1):
        if words.lower(index) == mark and not words.is_quoted(index):
            return index if _ends_phrase(words, index - 1) else None
    return None


def _relative_opened(words: Words, comma: int, floor: int) -> int | None:
    """The comma before the "who" of the clause that ends at ``comma``, whatever commas stand between."""
    for index in range(comma - 2, max(floor, comma - _REACH), -1):
        if words.is_quoted(index):
            return None
        if words.lower(index) == "," and words.lower(index + 1) in {"who", "whose"}:
            return index if _ends_phrase(words, index - 1) else None
    return None


def phrase_from(words: Words, index: int, last: int, *, asides: bool = False) -> Extent:
    """The noun phrase that starts at ``index``, empty where none does; with ``asides``, appositions too."""
    if (title := words.title_starting(index)) is not None and title.last <= last:
        return title
    end = _end_of(words, index, last)
    if end == index + 1 and words.tag(index) == "DET" and (title := words.title_starting(end)) is not None:
        return Extent(index, title.last)
    if end == index or not asides:
        return Extent(index, end)
    while (after := _after_aside(words, end, last)) > end:
        end = after
    return Extent(index, end)


def _end_of(words: Words, index: int, last: int) -> int:
    if words.tag(index) == "PRON" and words.lower(index) not in _POSSESSIVE and index < last:
        return index + 1
    end = index
    while end < last and not words.is_quoted(end) and _goes_on(words, index, end, last):
        end += 1
    return end


def _goes_on(words: Words, start: int, index: int, last: int) -> bool:
    """Whether the token at ``index`` belongs to the noun phrase that opened at ``start``."""
    lower, tag = words.lower(index), words.tag(index)
    if index == start:
        return tag in _INSIDE or lower in _POSSESSIVE
    if tag in _INSIDE:
        return tag != "DET" or not words.is_nominal(index - 1)
    if lower in GENITIVE or lower in _GLUE:
        return _is_inside(words, index + 1)
    if tag == "VERB" and words.tag(index - 1) == "DET":
        return words.is_nominal(index + 1)
    return _ties_on(words, index, last) or _is_tied_adjective(words, index)


def _is_inside(words: Words, index: int) -> bool:
    return words.tag(index) in _INSIDE and not words.is_quoted(index)


def _is_tied_adjective(words: Words, index: int) -> bool:
    return words.lower(index) in _TIED_ADJECTIVES and words.lower(index + 1) in {"to", "with", "for", "of"}


def _ties_on(words: Words, index: int, last: int) -> bool:
    """Whether a preposition or "and" at ``index`` leads on to more of the same noun phrase."""
    follows = index + 1 < last and (_is_inside(words, index + 1) or words.lower(index + 1) in _POSSESSIVE)
    if not follows or words.lower(index + 1) in TEMPORAL:
        return False
    is_tied = words.lower(index) in {"to", "with"} and words.lower(index - 1) in _TIED_ADJECTIVES
    return is_tied or words.lower(index) in _TIES_AFTER or words.lower(index) in {"and", "&"}


def _after_aside(words: Words, end: int, last: int) -> int:
    """The token after an apposition or brackets at ``end``; ``end`` itself where there are none."""
    if words.lower(end) == "(":
        for index in range(end, min(last, end + _LONGEST_BRACKETS)):
            if words.lower(index) == ")":
                return index + 1
    if words.lower(end) != "," or end + 1 >= last or words.is_quoted(end + 1):
        return end
    if not (_is_inside(words, end + 1) or words.lower(end + 1) in _POSSESSIVE):
        return end
    close = phrase_from(words, end + 1, last).last
    is_name = words.tag(close + 1) == "PROPN" and words.lower(close + 1) not in TEMPORAL
    if words.lower(close) == "in" and is_name:
        close = phrase_from(words, close + 1, last).last
    return close if close >= last or words.lower(close) in _CLOSERS else end
