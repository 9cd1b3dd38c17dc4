"""What the attribution head found comes in beside what the rules did, and drafts of statements go out.

The head decides who says what where it finds a cue at all; the rules add whom it is said to, what kind
of saying it is, and the statements whose cues the head passes over.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sitrep.codebook.speech import load_speech
from sitrep.readers.statements.drafts import Draft
from sitrep.readers.statements.words import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from sitrep.annotate import Annotation
    from sitrep.codebook.speech import SpeechLexicon
    from sitrep.model.layers import Found, SpanLayer
    from sitrep.readers.statements.words import Words

__all__ = ["attributed"]

_SAYING = "speech"
_INTENT = "intent"
_KEPT = frozenset({"say", "warn", "according to", "threaten", "deny"})
_NESTED = frozenset("tell inform promise claim announce report admit insist state assure".split())
"""Verbs of saying that the head passes over where they stand in what somebody says."""
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
"""Tags of which a speaker has at least one: it may be "the poor", "three" or "some", but never "to"."""
_JOINING = frozenset({"and", "the", "a", "an", "&"})
"""Words before a speaker of the head with which it goes on to the left, where the rules say so too."""
_OPENING = frozenset({"that", "whether", "how", "why"})
_NAMED = frozenset({"as", "for", "by"})
_LIGHT = frozenset({"make"})
_QUOTES = frozenset('"“”«»„')
_SUREST_ALONE = 0.5
"""Likelihood below which a cue that no rule knows is passed over."""


def attributed(
    annotation: Annotation,
    words: Words,
    layer: SpanLayer,
    lexicon: SpeechLexicon,
    ruled: Sequence[Draft],
) -> list[Draft]:
    """The drafts of the head, and those of the rules at whose cues it found none, by their cues."""
    by_cue: dict[int, Draft] = {index: draft for draft in ruled for index in range(*draft.cue)}
    drafts = []
    for parts in _each_to_one(layer.groups()):
        draft = _draft(annotation, words, parts, lexicon, by_cue)
        if draft is not None:
            drafts.append(draft)
    cued = {index for draft in drafts for index in range(*draft.cue)}
    said = {index for draft in drafts for piece in draft.content for index in range(*piece)}
    drafts += [
        draft
        for draft in ruled
        if cued.isdisjoint(range(*draft.cue)) and (_is_kept(draft) or _is_nested(draft, said))
    ]
    return sorted(drafts, key=lambda draft: draft.cue)


def _each_to_one(groups: Iterable[dict[str, list[Found]]]) -> Iterator[dict[str, list[Found]]]:
    """The head's groups, a piece that several claim left to the surest, where the others have more.

    "A man died, police said. The Red Cross said that …": the first "said" has no part in the second.
    """
    groups = list(groups)
    surest: dict[tuple[int, int, str], float] = {}
    for parts in groups:
        for piece in (*parts["speaker"], *parts["content"]):
            claim = piece.start, piece.end, piece.kind
            surest[claim] = max(surest.get(claim, 0.0), piece.score)
    for parts in groups:
        kept = dict(parts)
        for kind in ("speaker", "content"):
            own = [p for p in parts[kind] if p.score >= surest[p.start, p.end, p.kind]]
            kept[kind] = own or parts[kind]
        yield kept


def _draft(
    annotation: Annotation,
    words: Words,
    parts: dict[str, list[Found]],
    lexicon: SpeechLexicon,
    by_cue: dict[int, Draft],
) -> Draft | None:
    (said,) = parts["cue"]
    cue = _extent(annotation, said)
    rule = next((by_cue[index] for index in range(*cue) if index in by_cue), None)
    if rule is None and said.score < _SUREST_ALONE:
        return None
    if rule is not None and rule.speaker is not None and not parts["speaker"]:
        return rule  # the head does not see through the sentence
    if rule is not None and _is_spoken_of(annotation, words, parts["speaker"], rule):
        return rule
    pieces = [_extent(annotation, piece) for piece in sorted(parts["content"])]
    # In "it was announced that …" what is announced begins at "that".
    content = tuple(piece for piece in pieces if len(pieces) == 1 or not _is_it(words, range(*piece)))
    content = content or (rule.content if rule else ())
    if rule is not None and len(content) == len(rule.content) == 1:
        content = (_made_whole(words, *content, *rule.content),)
    if rule is None and not (
        _is_attributing(words, cue, load_speech(all_kinds=True)) or _is_clause(words, content)
    ):
        return None
    speaker = _speaker(annotation, words, parts["speaker"], rule.speaker if rule else None)
    lemma, kind = (rule.lemma, rule.kind) if rule else _calling(words, cue, lexicon)
    addressee = rule.addressee if rule else None
    sentence = bisect_right(annotation.sentences, cue.first, key=lambda s: s.first) - 1
    return Draft(cue, speaker, content, addressee, lemma, kind, sentence, rule.takes_clause if rule else True)


def _is_attributing(words: Words, cue: Extent, lexicon: SpeechLexicon) -> bool:
    """Whether a cue has a word of speech, belief or stance, as "lifted" has not, whatever the head says.

    What somebody wants or plans is not said, here as little as by the rules.
    """
    if words.lower(cue.last - 1) in _NAMED and any(words.tokens[i].lemma == "know" for i in range(*cue)):
        return False  # "known as Shorty"
    openings = (lexicon.sources, lexicon.impersonal, lexicon.reply_phrases)
    known = (lexicon.nouns, lexicon.adverbs, lexicon.passive, *openings)
    lowers = [words.lower(index) for index in range(*cue)]
    if any(word in each for word in lowers for each in known):
        return True
    verbs = (form.verb for word in lowers for form in lexicon.forms.get(word, ()))
    # "Made clear" is one, "made legal" none; "pointed" may have its "to" in what is said.
    whole = (v for v in verbs if v.words[0] not in _LIGHT or set(v.words[1:]) <= set(lowers))
    takes = {take: kind for verb in whole for take, kind in verb.takes.items()}
    # "Protested" attributes what is quoted only, which :func:`_is_clause` sees.
    return bool({kind for take, kind in takes.items() if take != "quote"} - {_INTENT})


def _is_clause(words: Words, content: Sequence[Extent]) -> bool:
    """Whether what is said is quoted or opens like a clause, which shows speech without a known cue."""
    if not content:
        return False
    first, last = content[0]
    return words.lower(first) in _OPENING or any(
        words.tokens[i].text in _QUOTES for i in range(first - 1, last)
    )


def _made_whole(words: Words, found: Extent, ruled: Extent) -> Extent:
    """The head's content; where it lacks its subject or ends at a preposition, with what the rules have."""
    if not (ruled.first < found.last and found.first < ruled.last):
        return found
    first, last = found
    if ruled.first < first and words.tag(first) in {"AUX", "VERB"}:
        first = ruled.first
    if last < ruled.last and "ADP" in {words.tag(last - 1), words.tag(last)}:
        last = ruled.last
    return Extent(first, last)


def _is_spoken_of(annotation: Annotation, words: Words, found: Sequence[Found], rule: Draft) -> bool:
    """Whether the head has for the speaker whom a passive is about: "the minister was accused of it"."""
    if all(words.tokens[index].lemma != "be" for index in range(*rule.cue)):
        return False
    told = {index for extent in (rule.addressee, *rule.content) if extent for index in range(*extent)}
    speakers = {index for piece in found for index in range(*_extent(annotation, piece))}
    return not speakers.isdisjoint(told) or (rule.speaker is None and _is_it(words, speakers))


def _is_it(words: Words, indices: Iterable[int]) -> bool:
    return [words.lower(index) for index in indices] == ["it"]


def _speaker(
    annotation: Annotation, words: Words, found: Sequence[Found], ruled: Extent | None
) -> Extent | None:
    """The surest speaker of the head; the one of the rules where that only says more of the same name."""
    for piece in sorted(found, key=lambda piece: -piece.score):
        speaker = _extent(annotation, piece)
        if not any(words.tag(index) in _NAMING for index in range(*speaker)):
            continue
        if ruled is None or not ruled.first < speaker.first or ruled.last != speaker.last:
            return speaker
        if words.tokens[speaker.first - 1].lower in _JOINING:
            return ruled
        first = speaker.first
        while first > ruled.first and _is_of_name(words, first - 1):
            first -= 1
        return Extent(first, speaker.last)
    return ruled


def _is_of_name(words: Words, index: int) -> bool:
    """Whether a word is a title or a name before a name: "General", "Ana"."""
    return words.tag(index) in {"NOUN", "PROPN"} and words.tokens[index].text[0].isupper()


def _calling(words: Words, cue: Extent, lexicon: SpeechLexicon) -> tuple[str, str]:
    """The lemma and the kind of a cue that no rule took for one."""
    for index in range(*cue):
        token = words.tokens[index]
        for form in lexicon.forms.get(token.lower, ()):
            kind = next(iter(form.verb.takes.values()), _SAYING)
            return form.verb.words[0], kind
    verb = next((i for i in range(*cue) if words.tag(i) == "VERB"), cue.first)
    return words.tokens[verb].lemma, _SAYING


def _extent(annotation: Annotation, found: Found) -> Extent:
    over = annotation.tokens_over(found.start, found.end)
    return Extent(over.start, over.stop)


def _is_nested(draft: Draft, said: Set[int]) -> bool:
    """Whether somebody is said to have said so: "he said that the envoy had told him that …"."""
    is_whole = draft.speaker is not None and bool(draft.content)
    return is_whole and draft.lemma in _NESTED and draft.cue.first in said


def _is_kept(draft: Draft) -> bool:
    """Whether statements like this one, which the head did not find, are right more often than not.

    Measured on PolNeAR's dev part: of 137 finds of the rules alone 38 are statements; with "said" or
    "warned" 6 of 7 are. A threat is kept because what is threatened hangs on it.
    """
    return draft.lemma in _KEPT
