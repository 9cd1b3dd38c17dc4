"""The places, times and statements of a report come in, and which of them an event stands in goes out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sitrep.readers.ordered import beginning_in
from sitrep.readers.phrases import is_day
from sitrep.readers.reality import is_presupposed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitrep.annotate import Annotation, Sentence, Token
    from sitrep.readers.clauses import Clause
    from sitrep.readers.phrases import NounPhrase
    from sitrep.readers.triggers import Telling
    from sitrep.record import Event, Party, Place, Reality, Span, Statement, Time

__all__ = ["Setting", "is_long_before"]

Found = TypeVar("Found", "Place", "Time", "Party")

#: What the kind of statement makes of an act that stands inside it.
_WEIGHED: dict[str, Reality] = {
    "REQUEST": "possible",
    "ACCUSE": "possible",
    "THREATEN": "possible",
    "AGREE": "planned",
    "REJECT": "denied",
}
_NEAR = 3  # words that may stand between a time and the event noun it belongs to
#: Prepositions that tie an event told of before to a clause that tells of something else.
_ASIDE = frozenset("after since before following over amid despite about regarding in during from".split())
_SPOKEN = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_RELATIVES = frozenset({"who", "which"})
_VERBAL = frozenset({"VERB", "AUX"})
_LONG_AGO = 14  # days from which a number of an earlier date is of something else
_YEAR = len("2009")
_OUTSIDE_CLAUSE = 1000  # characters that a place or time outside the event's clause counts as farther


class Setting:
    """What surrounds the events of one report."""

    def __init__(
        self,
        annotation: Annotation,
        *,
        places: Sequence[Place],
        times: Iterable[Time],
        statements: Iterable[Statement],
        kinds: Mapping[str, str],
    ) -> None:
        """``kinds`` gives, by statement id, the event type that the statement's own cue tells of."""
        self.annotation = annotation
        self.kinds = kinds
        self.statements = tuple(statements)
        # The shortest first, so that the first found around a passage is the innermost.
        self._reaches: defaultdict[int, list[tuple[int, int, Statement]]] = defaultdict(list)
        for said in sorted(self.statements, key=lambda s: sum(p.end - p.start for p in s.content)):
            if said.content:
                reach = said.content[0].start, said.content[-1].end
                for sentence in _sentences_over(annotation, *reach):
                    self._reaches[sentence.start].append((*reach, said))
        voices = (said.speaker for said in self.statements if said.speaker is not None)
        self._voices = _by_sentence(annotation, voices)
        self._places = _by_sentence(annotation, places)
        self.times = tuple(times)
        self._times = _by_sentence(annotation, self.times)
        start, end = annotation.dateline
        self._dateline = [place for place in places if start <= place.start and place.end <= end]
        paragraph = annotation.text.find("\n", end)
        self._opening = paragraph if paragraph >= 0 else len(annotation.text)

    def statement_around(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds ``[start, end)`` and whose cue does not."""
        for first, last, statement in self._reaches[self.annotation.sentence_at(start).start]:
            if not first <= start or not end <= last:
                continue
            if statement.cue is not None and statement.cue.start < end and start < statement.cue.end:
                continue
            if any(piece.start <= start and end <= piece.end for piece in statement.content):
                return statement
        return None

    def speaks(self, phrase: NounPhrase) -> bool:
        """Whether a phrase shares a character with the speaker of a statement."""
        voices = self._voices[self.annotation.sentence_at(phrase.start).start]
        return any(voice.start < phrase.end and phrase.start < voice.end for voice in voices)

    def weigh(self, found: Reality, said_in: Statement | None, telling: Telling) -> Reality:
        """The reality of an act told inside a statement: what is asked for or alleged is no fact."""
        if said_in is not None and found == "possible" and self._is_reported_future(telling):
            return "planned"
        if said_in is None or found != "happened" or is_presupposed(telling, self.annotation.tokens):
            return found
        return _WEIGHED.get(self.kinds.get(said_in.id, ""), found)

    def _is_reported_future(self, telling: Telling) -> bool:
        """Whether "would" only moves "will" into the past: "said it would release the men"."""
        clause = telling.clause
        if clause is None or not telling.is_verb:
            return False
        return any(t.lower == "would" for t in self.annotation.tokens[clause.group : clause.verb])

    def place_of(self, telling: Telling, taken: set[int]) -> Place | None:
        """The nearest place of the sentence that is no party nor part of one; its clause goes first.

        The first paragraph of a report happens at its dateline where it names no other place.
        """
        choices = [
            place
            for place in self._places[telling.parts.sentence.start]
            if place.start not in taken
            and not _is_modifier(place, telling, self.annotation.tokens)
            and not (telling.trigger.type in _SPOKEN and self._is_of_the_object(place, telling))
        ]
        nearest = min(choices, key=lambda place: self._distance(telling, place.start), default=None)
        return nearest or self.dateline_place(telling.parts.sentence.start)

    def _is_of_the_object(self, place: Place, telling: Telling) -> bool:
        """Whether a place tells where what is spoken of is: "condemned the blast in Kano"."""
        tokens = self.annotation.tokens
        return any(
            tokens[chunk.head].tag in {"NOUN", "PROPN"} and chunk.end <= place.start
            for chunk in telling.parts.chunks
            if telling.last <= chunk.first and not is_day(tokens, chunk)
        )

    def is_dateline(self, place: Place) -> bool:
        """Whether a place stands in the dateline."""
        return place in self._dateline

    def dateline_place(self, offset: int) -> Place | None:
        """The place of the dateline, for what the first paragraph tells of without naming another."""
        is_opening = self._dateline and self._dateline[0].start <= offset <= self._opening
        return self._dateline[0] if is_opening else None

    def time_of(self, telling: Telling, reality: Reality) -> Time | None:
        """The nearest date of the sentence; what has happened does not lie after publication."""
        published = self.annotation.report.published
        content = self._content_around(telling)
        choices = [
            time
            for time in self._times[telling.parts.sentence.start]
            if time.type in {"DATE", "TIME"}
            and (time.earliest or time.latest or time.value.startswith("XXXX"))
            and (content is None or content.covers(time))
            and not _dates_a_noun(time, telling, self.annotation.tokens)
            and not self._is_in_an_aside(time, telling)
            and not (reality == "happened" and published and (time.earliest or "")[:10] > published[:10])
        ]
        if _stands_aside(telling, self.annotation.tokens):
            choices = [time for time in choices if self._is_attached(telling, time)]
        return min(choices, key=lambda time: self._distance(telling, time.start), default=None)

    def _is_in_an_aside(self, time: Time, telling: Telling) -> bool:
        """Whether a time is of a relative clause alone: "condemned the arrest of A., who won in 2023"."""
        tokens = self.annotation.tokens
        for clause in telling.parts.clauses:
            first, last = clause.group - 1, _end_of_aside(clause, tokens)
            if first < telling.parts.sentence.first or tokens[first].lower not in _RELATIVES:
                continue
            inside = tokens[first].start < time.start < tokens[last - 1].end
            if inside and not first <= telling.first < last:
                return True
        return False

    def is_background(self, offset: int, event: Event) -> bool:
        """Whether a number stands with a stretch of time that began long before the event: "since 2005"."""
        if event.earliest is None:
            return False
        return any(
            time.earliest is not None and time.earliest[:10] < event.earliest[:10] and _is_long(time)
            for time in self._times[self.annotation.sentence_at(offset).start]
        )

    def tells_of_the_past(self, offset: int, event: Event) -> bool:
        """Whether the sentence of a number has a date well before an event told in another sentence."""
        day = event.earliest or self.annotation.report.published
        return any(
            time.type in {"DATE", "TIME"} and is_long_before(time.latest, day)
            for time in self._times[self.annotation.sentence_at(offset).start]
        )

    def _content_around(self, telling: Telling) -> Span | None:
        """The piece of a statement that a telling stands in: when it was said is not when it happened."""
        tokens = self.annotation.tokens
        start, end = tokens[telling.first].start, tokens[telling.last - 1].end
        statement = self.statement_around(start, end)
        if statement is None:
            return None
        return next(c for c in statement.content if c.start <= start and end <= c.end)

    def _is_attached(self, telling: Telling, time: Time) -> bool:
        """Whether a time belongs to an event noun itself: "Tuesday's blast", "the blast in May"."""
        tokens = self.annotation.tokens
        first, last = tokens[telling.first].start, tokens[telling.last - 1].end
        before = time.end <= first
        between = self.annotation.tokens_between(*((time.end, first) if before else (last, time.start)))
        if before and (len(between) > _NEAR or any(tokens[i].lower in _ASIDE for i in between)):
            return False
        return all(tokens[i].tag not in {"VERB", "AUX", "PUNCT", "SCONJ"} for i in between)

    def _distance(self, telling: Telling, offset: int) -> int:
        tokens = self.annotation.tokens
        anchor = tokens[telling.first].start
        distance = offset - anchor if offset > anchor else anchor - offset + 20
        clause = telling.clause
        if clause is None:
            return distance
        first = min([clause.group, *(p.first for p in clause.subjects)])
        if not tokens[first].start <= offset < tokens[clause.reach - 1].end:
            distance += _OUTSIDE_CLAUSE
        return distance


def is_long_before(first: str | None, last: str | None) -> bool:
    """Whether one ISO date or date-time lies over two weeks before another; what is not told does not."""
    if first is None or last is None:
        return False
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days > _LONG_AGO


def _is_long(time: Time) -> bool:
    """Whether a time is a stretch of more than a month, or open at its end."""
    if time.earliest is None or time.latest is None:
        return time.latest is None
    return time.earliest[:7] < time.latest[:7]


def _end_of_aside(clause: Clause, tokens: Sequence[Token]) -> int:
    """The token behind a relative clause: the comma that closes it, or the end of its own reach."""
    behind = range(clause.verb + 1, clause.reach)
    return next((i for i in behind if tokens[i].lower == "," and tokens[i + 1].tag in _VERBAL), clause.reach)


def _is_modifier(place: Place, telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether a place only tells whose somebody is: "United States President", "Lagos police"."""
    for chunk in telling.parts.chunks:
        if chunk.start <= place.start and place.end < tokens[chunk.head].start:
            if chunk.first and tokens[chunk.first - 1].lower in {"in", "at", "near", "outside"}:
                return False  # "in Amsterdam's Museum Square"
            return tokens[chunk.head].tag in {"NOUN", "PROPN"} and not _is_event_noun(telling, chunk)
    return False


def _dates_a_noun(time: Time, telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether a time only tells of which year a thing is: "the 2009 hurricane season", "a 2001 story"."""
    for chunk in telling.parts.chunks:
        if chunk.start <= time.start and time.end < tokens[chunk.head].start and time.value[:4].isdigit():
            return len(time.value) == _YEAR and not _is_event_noun(telling, chunk)
    return False


def _is_event_noun(telling: Telling, chunk: NounPhrase) -> bool:
    """Whether the phrase is the event itself, which a place before it locates: "the Beirut explosion"."""
    return not telling.is_verb and chunk.first <= telling.first < chunk.last


def _stands_aside(telling: Telling, tokens: Sequence[Token]) -> bool:
    """Whether an event noun is only what the clause refers to: "six days after the explosion"."""
    if telling.is_verb:
        return False
    for index in range(telling.first - 1, max(telling.first - 5, telling.parts.sentence.first) - 1, -1):
        token = tokens[index]
        if token.lower in _ASIDE:
            return True
        if token.tag in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"}:
            return False
    return False


def _sentences_over(annotation: Annotation, start: int, end: int) -> Sequence[Sentence]:
    """The sentences that share a character with ``[start, end)``."""
    opening = annotation.sentence_at(start).start
    return beginning_in(annotation.sentences, opening, end)


def _by_sentence(annotation: Annotation, found: Iterable[Found]) -> defaultdict[int, list[Found]]:
    rows: defaultdict[int, list[Found]] = defaultdict(list)
    for item in found:
        rows[annotation.sentence_at(item.start).start].append(item)
    return rows
