"""What the head for names found comes in, and names found by their shape are held against it.

The codebook, the gazetteer and titles know what somebody is; the head sees where a name begins and
ends, and whether a run of capitalised words is a person, a body, a place or a thing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sitrep.readers.name_words import HONORIFICS, STORM_WORDS
from sitrep.readers.naming_scope import Naming
from sitrep.readers.phrases import NounPhrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitrep.annotate import Annotation
    from sitrep.model.layers import Found, SpanLayer
    from sitrep.record import ActorKind, Span

__all__ = ["SeenNames"]

_KINDS: dict[str, ActorKind] = {"Person": "person", "Organization": "organization"}
_THINGS = frozenset({"Misc", "Product", "Facility", "Money", "Date"})
_BODIES = frozenset({"Organization", "Person", "Product"})
_NAMED = frozenset({"DISASTER", "ACCIDENT"})
_RANKS = frozenset(
    """general colonel major captain marshal admiral lieutenant sergeant brigadier commander sheikh ayatollah
    president president-elect senator judge justice governor mayor minister premier chancellor king queen
    prince princess pope bishop archbishop cardinal father sister brother professor""".split()
)
_NAMED_THINGS = frozenset({"Misc", "Product"})
_SURE = 0.6
"""Mean likelihood from which the head's word counts against a guess by shape."""


class SeenNames:
    """The names that the head found in one annotation, in order."""

    def __init__(self, annotation: Annotation, layer: SpanLayer, places: Iterable[Span]) -> None:
        self.annotation = annotation
        self._places = {place.start for place in places}
        whole = _in_whole_words(annotation, (found for found in layer if found.kind != "Date"))
        self.found = [found for found in whole if not _is_a_sentence(annotation, found)]
        self._starts = [found.start for found in self.found]
        persons = (annotation.text[f.start : f.end].split() for f in self.found if f.kind == "Person")
        self._surnames = {words[-1] for words in persons if len(words) > 1}
        things = (annotation.text[f.start : f.end].split() for f in self.found if f.kind in _NAMED_THINGS)
        self._things = {words[-1] for words in things if len(words) > 1} - self._surnames
        self._things |= {
            token.text
            for before, token in pairwise(annotation.tokens)
            if before.lower in STORM_WORDS and before.text[0].isupper() and token.tag == "PROPN"
        }

    def refined(self, naming: Naming) -> Naming | None:
        """``naming`` with the extent and the kind that the head gives it; None where it is nobody."""
        if naming.form == "nominal" and naming.kind == "person":
            return self._surnamed(naming)
        if naming.form != "name" or naming.kind in {"country", "group"} or naming.is_seat:
            return naming
        seen = self._over(naming.start, naming.end)
        is_guess = not naming.sectors and naming.title is None
        if is_guess and naming.name in self._things:
            return None  # "Olaf" in a report of Tropical Storm Olaf
        if seen is None:
            return None if is_guess and naming.kind == "organization" else naming
        kind = _KINDS.get(seen.kind)
        if kind == naming.kind:
            return self._moved(naming, seen)
        is_full_name = naming.kind == "person" and len(naming.key) > 2
        if not is_guess or seen.score < _SURE or (is_full_name and kind is None):
            return naming
        if kind is not None:
            return self._called(seen, kind, naming)
        return None if seen.kind in _THINGS or seen.kind == "Location" else naming

    def _surnamed(self, naming: Naming) -> Naming:
        """A person's name where a surname is a noun too: "Clay Duke", and "Duke" in the same report."""
        words = self.annotation.text[naming.start : naming.end].split()
        if not all(word[0].isupper() for word in words):
            return naming
        seen = self._over(naming.start, naming.end)
        is_person = seen is not None and seen.kind == "Person" and seen.score >= _SURE
        if seen and is_person and len(words) > 1 and seen.start <= naming.start and naming.end <= seen.end:
            return self._called(seen, "person", naming)
        if len(words) == 1 and words[0] in self._surnames:
            key = _key("person", words[0])
            return replace(
                naming, form="name", name=words[0], country=None, sectors=(), key=key, is_seen=True
            )
        return naming

    def unnamed(self, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[NounPhrase, Naming]]:
        """People and bodies of whom none of the spans ``taken`` names any part, as phrases of their own."""
        ends = sorted(taken)
        for seen in self.found:
            kind = _KINDS.get(seen.kind)
            at = bisect_left(ends, (seen.end, -1))
            if (
                kind is None
                or self.annotation.text[seen.start : seen.end] in self._things
                or seen.score < _SURE
                or seen.start in self._places
                or any(end > seen.start for _, end in ends[max(0, at - 3) : at])
            ):
                continue
            yield self._phrase(seen), self._called(seen, kind, None)

    def names(self, start: int, end: int, type_: str) -> bool:
        """Whether words that can tell of an event stand in a name: "Alliance", "Treaty", "Ban Ki-moon".

        A storm, a war or an illness is told of by its name.
        """
        seen = self._over(start, end)
        if seen is None or seen.start > start or seen.end < end:
            return False
        return seen.kind in _BODIES or (seen.kind == "Misc" and type_ not in _NAMED)

    def _over(self, start: int, end: int) -> Found | None:
        """The found name that shares most with characters ``[start, end)``."""
        last = bisect_left(self._starts, end)
        first = max(0, bisect_right(self._starts, start) - 1)
        inside = [found for found in self.found[first:last] if found.end > start]
        return max(inside, key=lambda f: min(f.end, end) - max(f.start, start), default=None)

    def _moved(self, naming: Naming, seen: Found) -> Naming:
        if (naming.start, naming.end) == (seen.start, seen.end):
            return replace(naming, is_seen=True)
        name = self.annotation.text[seen.start : seen.end]
        key = _key(naming.kind, name)
        return replace(naming, start=seen.start, end=seen.end, name=name, key=key, is_seen=True)

    def _called(self, seen: Found, kind: ActorKind, naming: Naming | None) -> Naming:
        name = self.annotation.text[seen.start : seen.end]
        country = naming.country if naming else None
        key = _key(kind, name)
        return Naming(seen.start, seen.end, "name", kind, name, None, country, (), key, is_seen=True)

    def _phrase(self, seen: Found) -> NounPhrase:
        over = self.annotation.tokens_over(seen.start, seen.end)
        first, last = over.start, over.stop
        return NounPhrase(first, last, last - 1, last, seen.start, seen.end, first)


def _is_a_sentence(annotation: Annotation, found: Found) -> bool:
    """Whether a headline was taken for a name: "Finance minister quits Malawi cabinet"."""
    over = annotation.tokens_over(found.start, found.end)
    words = annotation.tokens[over.start : over.stop]
    return any(word.tag == "VERB" and word.text.islower() for word in words)


def _in_whole_words(annotation: Annotation, spans: Iterable[Found]) -> list[Found]:
    """The spans, each of whole words; those that share one are one, of the surer kind: "CNDD" and "FDD"."""
    whole: list[Found] = []
    for found in spans:
        over = annotation.tokens_over(found.start, found.end)
        start, end = annotation.tokens[over.start].start, annotation.tokens[over.stop - 1].end
        if whole and start < whole[-1].end:
            kept = max(whole.pop(), found, key=lambda each: each.score)
            start, end = min(start, kept.start), max(end, kept.end)
            found = kept
        whole.append(found._replace(start=start, end=end))
    return whole


def _key(kind: str, name: str) -> tuple[str, ...]:
    if kind != "person":
        return ("name", name.lower())
    words = name.lower().split()
    while len(words) > 1 and words[0] in HONORIFICS | _RANKS:
        words = words[1:]  # "Ms Lund" is the Ana Lund of before
    return ("person", *(word.rstrip(".") for word in words))
