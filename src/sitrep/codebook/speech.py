"""The shipped file of attributing words comes in, and one immutable speech lexicon goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from sitrep.codebook.inflections import inflected
from sitrep.errors import ResourceError

__all__ = ["SPEECH", "Inflected", "SpeechLexicon", "SpeechVerb", "Take", "load_speech"]

Take = Literal["quote", "clause", "that", "infinitive", "object", "person", "hearer"]

#: Phrases as words in order, by their first word.
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

SPEECH = Path(__file__).with_name("data") / "speech.yaml"

_SECTIONS = frozenset(
    "version kinds verbs passive nouns sources adverbs impersonal replies reply_phrases in_cue venues".split()
)
_TAKES = frozenset(get_args(Take))
_VERB_TAGS = ("VB", "VBZ", "VBP", "VBD", "VBN", "VBG")


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb with its particles, as lemmas in order, and the kind of act that each thing it takes makes it.

    ``takes`` holds only what makes a statement: a kind that the file does not carry is left out.
    """

    words: tuple[str, ...]
    takes: Mapping[Take, str]

    @property
    def lemma(self) -> str:
        """The verb with its particles as one text: "point out"."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Inflected:
    """A form of a speech verb's first word, with its Penn Treebank tags (VB, VBZ, VBP, VBD, VBN, VBG)."""

    verb: SpeechVerb
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """What attributes content to a speaker; every key and word is in lower case.

    ``forms`` leads from a form of a verb's first word to the verbs it may open, the longest first;
    ``nouns`` from a form of a noun to its kind. ``passive`` holds verbs that attribute in the passive
    without an agent. ``sources`` are phrases that the speaker follows, ``impersonal`` ones that follow
    an empty "it". ``in_cue`` holds nouns that belong to a cue behind "in a", ``venues`` nouns that hold
    words: a statement, a letter.
    """

    version: str
    forms: Mapping[str, tuple[Inflected, ...]]
    nouns: Mapping[str, str]
    passive: frozenset[str]
    sources: Phrases
    adverbs: frozenset[str]
    impersonal: Phrases
    replies: frozenset[str]
    reply_phrases: Phrases
    in_cue: frozenset[str]
    venues: frozenset[str]


@lru_cache(maxsize=4)
def load_speech(path: Path = SPEECH, *, all_kinds: bool = False) -> SpeechLexicon:
    """The lexicon of a file; ``all_kinds`` takes in the kinds too that it marks as not carried.

    Raises :class:`ResourceError`, which names the file, where it is missing or malformed.
    """
    page = _page(path)
    kinds = page["kinds"]
    carried = frozenset(name for name, kind in kinds.items() if all_kinds or kind["carried"] == "true")
    return SpeechLexicon(
        version=str(page["version"]),
        forms=MappingProxyType(_verb_forms(_verbs(path, page["verbs"], kinds, carried))),
        nouns=MappingProxyType(dict(_noun_forms(page["nouns"], carried))),
        passive=frozenset(_words(page["passive"])),
        sources=_by_first(_phrases(page["sources"])),
        adverbs=frozenset(_words(page["adverbs"])),
        impersonal=_by_first(_inflected(_phrases(page["impersonal"]))),
        replies=frozenset(_words(page["replies"])),
        reply_phrases=_by_first(_phrases(page["reply_phrases"])),
        in_cue=frozenset(_words(page["in_cue"])),
        venues=frozenset(_words(page["venues"])),
    )


def _page(path: Path) -> dict[str, Any]:
    import yaml

    # Every scalar is read as text, so that no word turns into a truth value or a number.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        page = yaml.load(path.read_text(encoding="utf-8"), loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ResourceError(f"{path}: the speech lexicon cannot be read: {fault}") from fault
    if not isinstance(page, dict) or (missing := _SECTIONS - page.keys()):
        found = f"lacks {', '.join(sorted(missing))}" if isinstance(page, dict) else "has no sections"
        raise ResourceError(f"{path}: the speech lexicon {found}")
    return page


def _words(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in _words(text))


def _by_first(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return MappingProxyType(found)


def _inflected(phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each phrase with its first word in every form."""
    for first, *rest in phrases:
        for form in sorted({form for _, form in _inflections(first)}):
            yield (form, *rest)


def _verbs(
    path: Path, groups: Iterable[dict[str, str]], kinds: Mapping[str, object], carried: frozenset[str]
) -> Iterator[SpeechVerb]:
    """Each verb once, with what all groups that list it say it takes; the first group's kind counts."""
    takes: dict[tuple[str, ...], dict[Take, str]] = defaultdict(dict)
    for group in groups:
        kind, taken = group["kind"], _words(group["takes"])
        if kind not in kinds or not _TAKES.issuperset(taken):
            raise ResourceError(f"{path}: unknown kind {kind!r} or one of the takes {', '.join(taken)}")
        for phrase in _phrases(group["lemmas"]):
            for take in taken if kind in carried else ():
                takes[phrase].setdefault(take, kind)  # type: ignore[arg-type]
    return (SpeechVerb(words, MappingProxyType(taken)) for words, taken in takes.items())


def _verb_forms(verbs: Iterable[SpeechVerb]) -> dict[str, tuple[Inflected, ...]]:
    found: dict[str, list[Inflected]] = defaultdict(list)
    for verb in sorted(verbs, key=lambda verb: (-len(verb.words), verb.words)):
        tags: dict[str, set[str]] = defaultdict(set)
        for tag, form in _inflections(verb.words[0]):
            tags[form].add(tag)
        for form, its_tags in tags.items():
            found[form].append(Inflected(verb, frozenset(its_tags)))
    return {form: tuple(verbs) for form, verbs in found.items()}


def _inflections(lemma: str) -> Iterator[tuple[str, str]]:
    for tag in _VERB_TAGS:
        for form in inflected(lemma, tag):
            yield tag, form


def _noun_forms(groups: Iterable[dict[str, str]], carried: frozenset[str]) -> Iterator[tuple[str, str]]:
    for group in groups:
        for lemma in _words(group["lemmas"]) if group["kind"] in carried else ():
            for form in {lemma, *inflected(lemma, "NNS")}:
                yield form, group["kind"]
