"""The words of one sentence come in, and the expressions that attribute content go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitrep.codebook.speech import Inflected, SpeechLexicon, SpeechVerb
    from sitrep.readers.statements.words import Words

__all__ = ["Cue", "Shape", "cue_at", "find_verb_cues"]

Shape = Literal["finite", "participle", "passive", "reduced"]

_BE = frozenset("is are was were be been being 's ’s 're ’re am get gets got".split())
_HAVE = frozenset("has have had having 've ’ve".split())
#: Modals under which nothing has been said yet.
_TENTATIVE = frozenset("can could may might must should shall ca cannot".split())
#: Verbs whose participle attributes without an agent: "the men alleged to be responsible".
_HEARSAY = frozenset("allege believe think say know rumor rumour presume report fear".split())
#: Verbs whose participle only names the noun before it: "a bird called the hoopoe".
_NAMING = frozenset("call dub term label brand".split())
_SUSPICION = frozenset("accuse suspect".split())
_NEGATIONS = frozenset(
    "not n't n’t never no nor neither cannot without rather nobody none didn doesn don wasn isn".split()
)
_ARTICLES = frozenset("a an the his her its their".split())
_GROUP = frozenset({"AUX", "ADV", "PART"})
#: Adverbs and the like that stand before a verb group without belonging to it.
_OUTSIDE = frozenset("however meanwhile here there ' ’ 's ’s today yesterday".split())
_PAST = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: tokens ``[first, last)`` with auxiliaries and particles, its ``head``."""

    first: int
    last: int
    head: int
    verb: SpeechVerb
    shape: Shape

    @property
    def takes_clause(self) -> bool:
        """Whether the verb can introduce a clause."""
        return "clause" in self.verb.takes

    def kind_of(self, take: str) -> str:
        """The kind of act that taking ``take`` makes of the verb; its first kind where it takes none such."""
        takes = self.verb.takes
        return next((kind for name, kind in takes.items() if name == take), next(iter(takes.values())))


def find_verb_cues(words: Words, lexicon: SpeechLexicon, first: int, last: int) -> Iterator[Cue]:
    """Every verb of tokens ``[first, last)`` that may attribute, outside quotations, in order."""
    for index in range(first, last):
        if words.quoted[index] < 0 and (cue := _cue_at(words, lexicon, index, first, last)):
            yield cue


def cue_at(words: Words, lexicon: SpeechLexicon, index: int, first: int, last: int) -> Cue | None:
    """The cue whose head is the first verb at or after ``index``, past adverbs and auxiliaries only."""
    while index < last and words.tag(index) in _GROUP and words.quoted[index] < 0:
        index += 1
    if index >= last or words.quoted[index] >= 0:
        return None
    return _cue_at(words, lexicon, index, first, last)


def _cue_at(words: Words, lexicon: SpeechLexicon, index: int, first: int, last: int) -> Cue | None:
    inflected = lexicon.forms.get(words.lower(index))
    if inflected is None or not _is_verb(words, index, inflected[0]):
        return None
    found = next((one for one in inflected if _matches(words, index, one.verb.words)), None)
    if found is None or not found.verb.takes:
        return None
    begin = _group_first(words, index, first)
    group = [words.lower(position) for position in range(begin, index)]
    if not _NEGATIONS.isdisjoint(group) or words.lower(begin - 1) in {"nobody", "none", "nor", "not", "n't"}:
        return None
    shape = _shape(words, found, group, begin, index)
    if shape is None:
        return None
    end = min(index + len(found.verb.words), last)
    return Cue(begin, _past_venue(words, lexicon, end, last), index, found.verb, shape)


def _matches(words: Words, index: int, lemmas: tuple[str, ...]) -> bool:
    """Whether a verb's particles follow; a "to" before a verb is none."""
    end = index + len(lemmas)
    is_infinitive = lemmas[-1] == "to" and words.tag(end) == "VERB"
    return words.spells(index + 1, lemmas[1:]) and not is_infinitive


def _past_venue(words: Words, lexicon: SpeechLexicon, end: int, last: int) -> int:
    """Past "in a statement"; ``end`` itself where none follows."""
    is_venue = words.lower(end) == "in" and words.lower(end + 1) in _ARTICLES and end + 2 < last
    return end + 3 if is_venue and words.lower(end + 2) in lexicon.in_cue else end


def _is_verb(words: Words, index: int, inflected: Inflected) -> bool:
    tag = words.tag(index)
    if tag == "PROPN":  # "Omar Said" is a name; "SAID" or an opening "Says" is not
        return words.is_opening(index) and inflected.verb.words[0] == "say"
    return tag in {"VERB", "X"} or (tag == "NOUN" and inflected.verb.words[0] in {"say", "tell"})


def _group_first(words: Words, index: int, first: int) -> int:
    """Where the auxiliaries and adverbs before the verb begin."""
    begin = index
    while begin > first and words.quoted[begin - 1] < 0 and begin - 1 not in words.marks:
        if words.tag(begin - 1) not in _GROUP or words.lower(begin - 1) in _OUTSIDE:
            break
        begin -= 1
    return begin


def _shape(words: Words, found: Inflected, group: list[str], begin: int, index: int) -> Shape | None:
    """How the verb stands in its clause; None where it attributes nothing ("to say", "the stated aim")."""
    if "to" in group or words.lower(begin - 1) == "to":
        return None
    if not _TENTATIVE.isdisjoint(group):
        return None
    has_be = not _BE.isdisjoint(group)
    if "VBG" in found.tags:
        return "finite" if has_be else "participle"
    if not found.tags & _PAST:
        return "finite"
    return "passive" if has_be else _past_shape(words, found, group, begin, index)


def _past_shape(words: Words, found: Inflected, group: list[str], begin: int, index: int) -> Shape | None:
    """A past form without "be": a past tense, or a participle that describes the noun before it."""
    if not _HAVE.isdisjoint(group):
        return "finite"
    if words.tag(begin - 1) in {"DET", "ADJ"} and words.is_nominal(index + 1):
        return None
    lemma = found.verb.words[0]
    is_indefinite = {"a", "an"} & {words.lower(begin - 2), words.lower(begin - 3)}
    if lemma in _NAMING and not group and is_indefinite:
        return None
    if not group and (words.lower(index + 1) == "by" or _is_hearsay(words, lemma, index + 1)):
        return "reduced"
    return "finite" if "VBD" in found.tags else None


def _is_hearsay(words: Words, lemma: str, index: int) -> bool:
    """ "Alleged to have …", "suspected of …": what follows the participle of such a verb."""
    if words.lower(index) == "to":
        return lemma in _HEARSAY and words.lower(index + 1) in {"be", "have"}
    return words.lower(index) == "of" and lemma in _SUSPICION
