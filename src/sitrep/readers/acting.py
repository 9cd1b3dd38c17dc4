"""Places and actors come in, and which of the places are parties, not where something is, goes out.

"Washington said", "Chad's army" and "California sued" name who acts; "in Iran", "Arlington police" and
"the Texas Forest Service" tell where somebody or something is, whoever else they name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sitrep.annotate import Annotation
    from sitrep.readers.actors import Cast
    from sitrep.readers.clauses import SentenceParts
    from sitrep.readers.naming import Naming
    from sitrep.readers.phrases import NounPhrase
    from sitrep.record import Place

__all__ = ["acting_places", "is_located", "standing_places"]

_WITHIN = frozenset("in at near inside outside within across throughout around".split())
_INTO = _WITHIN | frozenset("into through over toward towards onto via".split())
#: Words with which "to" and "from" tell of a way, not of whom something is for or by.
_MOVING = frozenset(
    """go come travel fly visit trip return move flee drive march tour journey walk cross sail head bring take
    deport extradite evacuate escape arrive flight export import transfer enter""".split()
)
_REACHING = frozenset({"visit", "enter", "reach", "leave", "cross", "tour"})
_JOINING = frozenset({"and", "or", ","})
#: Before "of" and a name: what lies there.
_PARTS = frozenset(
    """north south east west northeast northwest southeast southwest part parts area areas region regions
    province district capital city town village outskirts suburb centre center coast border shore edge rest
    whole heart middle island state most all""".split()
)
_CLAUSE = 10  # tokens back in which the word of motion of a "to" may stand
#: Verbs of which a place can be the subject as a place: "Kabul woke", "Damascus has fallen".
_STATES = frozenset(
    """be have remain become see wake fall lie host suffer face grow experience stand witness record shake
    burn lose get feel sit smell look seem""".split()
)
_BACK = 40  # characters before a name in which its preposition stands


def is_located(annotation: Annotation, start: int, end: int, words: frozenset[str] = _WITHIN) -> bool:
    """Whether a preposition of place, of ``words``, stands before the name ``[start, end)`` or its list."""
    tokens = annotation.tokens
    before = annotation.tokens_between(max(0, start - _BACK), start)
    index = before[-1] if before else -1
    if _is_listed(annotation, index, end):
        while index > 0 and (tokens[index].tag in {"PROPN", "DET"} or tokens[index].lower in _JOINING):
            index -= 1
    while index >= 0 and (tokens[index].tag in {"DET", "ADJ"} or tokens[index].lower == "both"):
        index -= 1
    if index < 0:
        return False
    word, is_wide = tokens[index].lower, words is _INTO
    if word in words or (is_wide and tokens[index].lemma in _REACHING):
        return True
    if word == "of" and index > 0:
        return tokens[index - 1].lower in _PARTS
    return is_wide and word in {"to", "from"} and _is_moving(annotation, index)


def _is_moving(annotation: Annotation, index: int) -> bool:
    """Whether a word of motion stands before a "to" or "from" at token ``index`` in its clause."""
    tokens = annotation.tokens
    for back in range(index - 1, max(index - _CLAUSE, -1), -1):
        if tokens[back].tag == "PUNCT":
            return False
        if tokens[back].lemma in _MOVING:
            return True
    return False


def _is_listed(annotation: Annotation, index: int, end: int) -> bool:
    """Whether the name that ends at ``end``, behind token ``index``, is no first one: "in A, B and C"."""
    word = annotation.tokens[index].lower if index >= 0 else ""
    return word in {"and", "or"} or (
        word == "," and annotation.text[end:].lstrip()[:4].startswith((",", "and ", "or "))
    )


def acting_places(
    annotation: Annotation,
    places: Iterable[Place],
    sentences: Sequence[SentenceParts],
    name: Callable[[NounPhrase], Naming | None],
) -> frozenset[str]:
    """Ids of the countries that are parties or parts of their names.

    A country that is the subject of a clause, or stands before somebody's name or office: "Russia
    must", "United States President A. B.", "Zambia's finance minister".
    """
    found = set()
    by_start = {place.start: place for place in places if place.precision == "city"}
    by_end = {place.end: place for place in places if place.precision == "country"}
    for part in sentences:
        for clause in part.clauses:
            can_act = not clause.is_passive and annotation.tokens[clause.verb].lemma not in _STATES
            for phrase in clause.subjects:
                place = by_end.get(phrase.end)
                if place is None and can_act and _is_seat(name(phrase)):
                    place = by_start.get(phrase.start)
                if place is None or place.start < phrase.start:
                    continue
                if not is_located(annotation, place.start, place.end, _INTO):
                    found.add(place.id)
        for phrase in part.chunks:
            inner = [p for end, p in by_end.items() if phrase.start <= p.start and end < phrase.end]
            naming = name(phrase) if inner else None
            if naming is not None and naming.kind != "country" and not naming.is_seat:
                found.update(p.id for p in inner)
    return frozenset(found)


def _is_seat(naming: Naming | None) -> bool:
    """Whether a phrase is a capital, which stands for its country's government where it acts."""
    return naming is not None and naming.is_seat and naming.kind == "country"


def standing_places(
    annotation: Annotation,
    places: Iterable[Place],
    acting: frozenset[str],
    players: Cast,
    touched: Collection[int] = (),
) -> tuple[Place, ...]:
    """The ``places`` where something is: none of ``acting``, and none that is an actor's whole name.

    A country that an act only touches, its name beginning at one of ``touched``, stays a place as well:
    aid that is sent to Mali goes there.
    """
    mentions = (mention for actor in players.actors for mention in actor.mentions)
    ends = {mention.start: mention.end for mention in mentions if mention.start not in touched}
    kept = []
    for place in places:
        end = ends.get(place.start)
        is_party = end is not None and (end <= place.end or place.precision == "country")
        if place.id not in acting and not (
            is_party and not is_located(annotation, place.start, place.end, _INTO)
        ):
            kept.append(place)
    return tuple(kept)
