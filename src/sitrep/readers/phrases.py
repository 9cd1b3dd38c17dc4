"""An annotated sentence comes in, and its noun phrases go out.

A noun phrase here is what an analyst would point at as a party: "the Lebanese prime minister",
"hundreds of protesters", "the Ministry of Public Health". Coordinated phrases stay apart, and are
joined again by :func:`conjuncts` where a verb or preposition takes them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitrep.codebook.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitrep.annotate import Annotation, Sentence, Token
    from sitrep.record import Span

__all__ = [
    "WEEKDAYS",
    "NounPhrase",
    "conjuncts",
    "dates_apart",
    "inner_phrases",
    "is_day",
    "noun_chunks",
    "noun_phrases",
]

#: Nouns that only measure out what stands behind their "of"; the head is the measured noun.
QUANTITIES = frozenset(
    """hundred thousand dozen score ten million group crowd number majority member pair couple lot
    handful series wave band team bunch part rest most some many several half percent""".split()
)
_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM"})
_LONGEST_BOUND = 5
_HEADS = frozenset({"NOUN", "PROPN"})
_POSSESSIVE_PRONOUNS = frozenset("his her its their our my your whose".split())


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens ``[first, last)`` of one noun phrase, its ``head`` token, and its characters.

    ``core_end`` is the token after the head: what follows it up to ``last`` is an "of" phrase.
    ``lead`` is the first token of the words that bound its number, else ``first``: "more than" of
    "more than 200 people", which no verb takes for itself.
    """

    first: int
    last: int
    head: int
    core_end: int
    start: int
    end: int
    lead: int

    @property
    def is_plain(self) -> bool:
        """Whether nothing is attached behind the head."""
        return self.last == self.core_end


def noun_phrases(annotation: Annotation, chunks: Sequence[NounPhrase]) -> tuple[NounPhrase, ...]:
    """The noun phrases of one sentence, in order: its ``chunks``, joined where one hangs on another."""
    tokens = annotation.tokens
    joined: list[NounPhrase] = []
    index = 0
    while index < len(chunks):
        phrase = chunks[index]
        while index + 1 < len(chunks) and _joins(tokens, phrase, chunks[index + 1]):
            phrase = _with_attached(tokens, phrase, chunks[index + 1])
            index += 1
        joined.append(phrase)
        index += 1
    return tuple(joined)


def inner_phrases(
    annotation: Annotation, phrase: NounPhrase, chunks: Sequence[NounPhrase]
) -> tuple[NounPhrase, ...]:
    """The phrases that hang on another by "of": "the archbishop of Dili" in "the request of ..."."""
    inner = [chunk for chunk in chunks if phrase.first < chunk.first < phrase.last]
    return noun_phrases(annotation, inner)


def _with_attached(tokens: Sequence[Token], phrase: NounPhrase, following: NounPhrase) -> NounPhrase:
    """A phrase with the one that hangs on it; "hundreds" and "three" leave the head to what they count."""
    head, core_end = phrase.head, phrase.core_end
    if tokens[head].lemma in QUANTITIES or tokens[head].tag in {"NUM", "DET"}:
        head, core_end = following.head, following.core_end
    return NounPhrase(phrase.first, following.last, head, core_end, phrase.start, following.end, phrase.lead)


def noun_chunks(
    annotation: Annotation, sentence: Sentence, dates: Mapping[int, int] | None = None
) -> tuple[NounPhrase, ...]:
    """The noun phrases of one sentence before any is joined to another by "of".

    ``dates`` are those of :func:`dates_apart`: no phrase goes on behind one that it begins with.
    """
    tokens = annotation.tokens
    found = _chunks(tokens, sentence.first, sentence.last, dates or {})
    phrases: list[NounPhrase] = []
    for opening, last in found:
        first = _behind_bound(tokens, opening, last, sentence.first)
        lead = _lead(tokens, first, sentence.first)
        while phrases and phrases[-1].last > lead:
            phrases.pop()  # "More", "No" and "As many" of a bound are no phrase of their own
        phrases.append(
            NounPhrase(first, last, last - 1, last, tokens[first].start, tokens[last - 1].end, lead)
        )
    return tuple(phrases)


def dates_apart(annotation: Annotation, times: Iterable[Span]) -> dict[int, int]:
    """The token behind each time that stands for itself, and the first of its own.

    "On Monday police arrested", "late Tuesday gunmen shot"; but "Friday prayers", "a two-day strike".
    """
    tokens = annotation.tokens
    apart = {}
    for time in times:
        over = annotation.tokens_over(time.start, time.end)
        first, last = over.start, over.stop
        if last - first == 1 and "-" in tokens[first].text:
            continue
        is_led = first > 0 and tokens[first - 1].lower in _DATING
        is_full = last - first > 2 and tokens[first].tag == "NUM" and tokens[first - 1].tag != "DET"
        if is_led or is_full or tokens[first].lower in _ADVERBIAL:
            apart[last] = first
    return apart


def _behind_bound(tokens: Sequence[Token], first: int, last: int, floor: int) -> int:
    """Where a phrase begins without the words at its start that bound its number: "at least", "some"."""
    for number in range(first + 1, min(first + _LONGEST_BOUND, last)):
        # "An estimated 15,000", all of whose words before the number are its bound.
        least = first + (tokens[first].lower == "an")
        if tokens[number].tag == "NUM" and _lead(tokens, number, floor) < least:
            return number
    return first


def _lead(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Where the words begin that bound the number which opens a phrase at ``first``."""
    opening = tokens[first + (tokens[first].lower in {"a", "an"} and first + 1 < len(tokens))]
    if opening.tag != "NUM" and opening.lemma not in QUANTITIES:
        return first
    bounds = quantities().bounds_before
    words = ""
    lead = first
    for index in range(first - 1, max(first - _LONGEST_BOUND, floor) - 1, -1):
        words = f"{tokens[index].lower} {words}".rstrip()
        if words in bounds:
            lead = index
    return lead


def _chunks(
    tokens: Sequence[Token], first: int, last: int, dates: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Token ranges of runs that may be one noun phrase each, before any "of"."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for index in range(first, last):
        if _continues(tokens, start, index, dates):
            start = index if start is None else start
            continue
        if start is not None:
            found.extend(_trimmed(tokens, start, index))
        start = index if _opens(tokens[index]) else None
    if start is not None:
        found.extend(_trimmed(tokens, start, last))
    return found


def _opens(token: Token) -> bool:
    return token.tag in _INSIDE or token.tag == "PRON"


def _continues(tokens: Sequence[Token], start: int | None, index: int, dates: Mapping[int, int]) -> bool:
    token = tokens[index]
    if start is None:
        return _opens(token)
    before = tokens[index - 1]
    if before.tag == "PRON" and before.lower not in _POSSESSIVE_PRONOUNS:
        return False
    if token.lower in {"'s", "’s", "'", "’"} and token.tag == "PART":
        return before.tag in _HEADS
    if token.tag == "DET":
        return (before.tag == "DET" and before.lower != "which") or before.lower in {"all", "both", "half"}
    if token.tag == "PRON":
        return False
    if _is_break(tokens, index) or start >= dates.get(index, index):
        return False
    if token.text == "Without" and before.text[0].isupper() and tokens[index + 1 : index + 2]:
        return tokens[index + 1].text[0].isupper()  # "Doctors Without Borders"
    return token.tag in _INSIDE or _is_participle_inside(tokens, index)


def _is_break(tokens: Sequence[Token], index: int) -> bool:
    """A day or a number opens a new phrase: "the minister Tuesday told", "gave Nepal ten million"."""
    token, before = tokens[index], tokens[index - 1]
    if before.tag not in _HEADS:
        return False
    numbered = before.tag == "PROPN" and token.text[0].isdigit()
    if token.lower in _MONTHS and index + 1 < len(tokens) and tokens[index + 1].text[0].isdigit():
        return True
    if token.tag == "PROPN" and before.lower in _SPANS:
        return True  # "after five years Microsoft can ask"
    if token.lower in _NEARNESS and tokens[min(index + 1, len(tokens) - 1)].lower in _SPELLS:
        return True  # "the minister last week told", "the army late Tuesday shelled"
    return token.lower in WEEKDAYS or (token.tag == "NUM" and not numbered)


def is_day(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """Whether a phrase says no more than when: "Tuesday night", "last week", "today"."""
    words = {token.lower for token in tokens[phrase.first : phrase.last]}
    return words <= _WHEN and not words <= _NEARNESS


#: Verbs that take somebody and an "of".
_CHARGING = frozenset("accuse convict acquit suspect absolve rob strip deprive cheat warn remind".split())
_MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.""".split()
)
_SPANS = frozenset("seconds minutes hours days weeks months years decades yesterday today tomorrow".split())
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SPELLS = WEEKDAYS | frozenset("week weekend month year morning afternoon evening night".split())
_NEARNESS = frozenset("last next late early this that".split())
_DATING = frozenset("on in at by since until from till for".split())
_NEAR_DAYS = frozenset("yesterday today tonight tomorrow".split())
_ADVERBIAL = _NEARNESS | _NEAR_DAYS | {"overnight"}
_WHEN = _SPELLS | _NEARNESS | _NEAR_DAYS


def _is_participle_inside(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.tag not in {"VERB", "ADV"} or index + 1 >= len(tokens):
        return False
    after, before = tokens[index + 1], tokens[index - 1]
    if token.tag == "ADV":
        return before.tag == "DET" and after.tag in {"ADJ", "NUM", "VERB"}
    participle = token.lower.endswith(("ed", "ing", "en")) and before.lower != "which"
    return participle and before.tag in {"DET", "ADJ", "NUM", "ADV"} and after.tag in {"NOUN", "PROPN", "ADJ"}


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    while last > first and not (
        tokens[last - 1].tag in _HEADS
        or tokens[last - 1].tag == "PRON"
        or (tokens[last - 1].tag in {"NUM", "ADJ", "DET"} and last - 1 == first)
        or tokens[last - 1].tag == "NUM"
        or tokens[last - 1].lower in {"injured", "dead", "wounded", "missing", "others", "other", "homeless"}
    ):
        last -= 1
    return [(first, last)] if last > first else []


def _joins(tokens: Sequence[Token], phrase: NounPhrase, following: NounPhrase) -> bool:
    """Whether the next chunk hangs on this phrase by "of", or by "and" inside an organisation's name."""
    if following.first - phrase.last != 1:
        return False
    before = tokens[phrase.last - 1]
    word = tokens[phrase.last].lower
    if word == "of":
        behind = tokens[following.first]
        # "Accused Washington of hypocrisy": a name has no part that a bare noun calls.
        is_charge = before.tag == "PROPN" and behind.tag == "NOUN" and behind.text.islower()
        return before.tag != "PRON" and not is_charge and not _is_charged(tokens, phrase, following)
    if word == "for":
        return before.tag == "PROPN" and tokens[following.first].tag == "PROPN"
    return word in {"and", "&"} and _is_inside_name(tokens, phrase.first, phrase.last, following.first)


def _is_charged(tokens: Sequence[Token], phrase: NounPhrase, following: NounPhrase) -> bool:
    """Whether the verb before a phrase takes the "of" behind it: "convicted the minister of fraud".

    What stands in capitals or with an article may be whose somebody is: "accused the king of the Zulu".
    """
    verb, behind = tokens[phrase.lead - 1], tokens[following.first]
    takes = phrase.lead > 0 and verb.tag == "VERB" and verb.lemma in _CHARGING
    is_bare = behind.tag in {"NOUN", "ADJ"} or behind.lower in _POSSESSIVE_PRONOUNS
    return takes and is_bare and behind.text.islower()


def _is_inside_name(tokens: Sequence[Token], first: int, last: int, following: int) -> bool:
    """ "Ministry of Health and Population"; "the ministers of Egypt and Sudan", who are several."""
    if tokens[following].tag != "PROPN" or not any(t.lower == "of" for t in tokens[first:last]):
        return False
    if all(t.tag == "PROPN" or t.lower in {"of", "the"} for t in tokens[first:last]):
        return True
    of = next(i for i in range(first, last) if tokens[i].lower == "of")
    several = tokens[of - 1].lemma != tokens[of - 1].lower
    return several and all(t.tag == "PROPN" for t in tokens[of + 1 : last])


def conjuncts(tokens: Sequence[Token], phrases: Sequence[NounPhrase], index: int) -> tuple[NounPhrase, ...]:
    """The coordinated phrases that phrase ``index`` belongs to: "A, B and C", "A as well as B"."""
    first = last = index
    while last + 1 < len(phrases) and _is_coordinated(tokens, phrases, last, last + 1):
        last += 1
    while first > 0 and _is_coordinated(tokens, phrases, first - 1, first):
        first -= 1
    return tuple(phrases[first : last + 1])


def _is_coordinated(tokens: Sequence[Token], phrases: Sequence[NounPhrase], left: int, right: int) -> bool:
    words = [t.lower for t in tokens[phrases[left].last : phrases[right].first]]
    if words in (["and"], [",", "and"]) and _opens_clause(tokens, phrases, left, right):
        return False
    if words in (["and"], [",", "and"], ["&"], ["as", "well", "as"], ["along", "with"], ["or"]):
        return True
    if words != [","] or right + 1 >= len(phrases):
        return False
    return _is_coordinated(tokens, phrases, right, right + 1)


def _opens_clause(tokens: Sequence[Token], phrases: Sequence[NounPhrase], left: int, right: int) -> bool:
    """Whether what "and" adds to an object is a subject: "freed two men, and Mali agreed to leave".

    Behind a verb of saying both may be: "said British and French troops must go".
    """
    object_, subject = phrases[left], phrases[right]
    if object_.lead < 2 or tokens[object_.lead - 2].tag == "PUNCT" or subject.last >= len(tokens):
        return False  # "Jailed Presidents A. and B. were freed"
    verb = tokens[object_.lead - 1]
    if verb.tag != "VERB" or verb.lemma in _SAYING:
        return False
    behind, after = tokens[subject.last], tokens[min(subject.last + 1, len(tokens) - 1)]
    if behind.tag != "VERB":
        return behind.is_finite
    # "A woman accused of theft" is one more; "Mali agreed to leave" is not.
    is_clear = not behind.lower.endswith(("ed", "en"))
    return behind.is_finite and (is_clear or after.tag not in {"ADP", "PUNCT", "ADV", "SCONJ"})


_SAYING = frozenset(
    "say add claim believe think insist report announce warn state note tell hope fear".split()
)
