"""The table of quantities comes in as YAML, and what the reader of figures asks of it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

from sitrep.codebook.inflections import inflected
from sitrep.errors import ResourceError
from sitrep.record.figure import MEASURES, Bound, Figure, Measure

__all__ = ["Countable", "Cue", "CueRole", "NumberNoun", "Quantities", "Unit", "group_of", "quantities"]

Countable = Literal["people", "forces", "things", "anything"]
CueRole = Literal["past", "passive", "gerund", "base", "fate", "state", "noun", "toll", "opener"]

PERSON_MEASURES: frozenset[Measure] = frozenset(
    (
        *(
            "killed",
            "injured",
            "hospitalized",
            "intensive_care",
            "missing",
            "detained",
            "arrested",
            "convicted",
        ),
        *("abducted", "displaced", "evacuated", "rescued", "participants", "infected", "tested"),
    )
)

#: Measures whose numbers say what they count even where the report does not.
COUNTED_BY_THEMSELVES: frozenset[Measure] = PERSON_MEASURES | {
    "deployed",
    "destroyed",
    "damaged",
    "magnitude",
    "area",
}
"""Measures that count persons, so that a bare number under one of them counts people."""

_FORMS: tuple[tuple[CueRole, tuple[str, ...]], ...] = (
    ("past", ("VBD", "VBN")),
    ("gerund", ("VBG",)),
    ("base", ("VB", "VBZ")),
)


@dataclass(frozen=True, slots=True)
class NumberNoun:
    """A word that is a quantity by itself; ``high`` is None where it is open ("dozens").

    One that is ``only_measured`` ("both", "no one") counts only where a measure is told.
    """

    low: int
    high: int | None
    only_measured: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a measure, and how: ``near`` are words of which one must follow, if any are given.

    ``groups`` are the groups of nouns it holds of; empty where the measure's own rule decides.
    """

    measure: Measure
    role: CueRole
    near: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the record names it, and the measure that a number of it has."""

    name: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Quantities:
    """The whole table, every key in lower case and every word in all the forms it is looked up by."""

    number_nouns: Mapping[str, NumberNoun]
    multipliers: Mapping[str, int]
    fractions: Mapping[str, float]
    bounds_before: Mapping[str, Bound]
    bounds_after: Mapping[str, Bound]
    counts: Mapping[Measure, Countable]
    cues: Mapping[str, tuple[Cue, ...]]
    groups: Mapping[str, str]
    singulars: frozenset[str]
    pairs: frozenset[str]
    diseases: frozenset[str]
    unreal: Mapping[str, frozenset[str]]
    fillers: frozenset[str]
    things: Mapping[str, str]
    loose_things: frozenset[str]
    default_measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    price_units: Mapping[str, str]
    currency_signs: Mapping[str, str]
    currency_words: Mapping[str, Mapping[str, str | None]]
    magnitudes_before: tuple[str, ...]
    magnitudes_after: tuple[str, ...]
    quakes: tuple[str, ...]
    grammar: Mapping[str, str]
    labels: tuple[str, ...]
    name_labels: tuple[str, ...]
    labelled: tuple[str, ...]


def group_of(figure: Figure) -> str:
    """The group that a figure counts, which has a series of its own: ``people`` for victims in general.

    The most telling word decides, from the last to the first ("police officers", "child soldiers"),
    and ``people`` only where none is a named part. Words that no group has stand for themselves.
    Without words it is ``people`` under a measure of persons, else empty.
    """
    default = "people" if figure.measure in PERSON_MEASURES else ""
    if figure.counted is None:
        return default
    table = quantities()
    head = " ".join(figure.counted.quote.lower().partition(" of ")[0].split())
    found = tuple("people" if name == "lives" else name for name in _groups(head.split(" "), table))
    if default:
        # "Fourteen cases" and "twelve deaths" are people too.
        found = tuple(name for name in found if name in table.groups.values())
    named = [name for name in found if name != "people"]
    if not named and found and _is_one_of_many(figure) and head != "person":
        return head  # "a member of its staff": one of the dead, and no toll of them
    if named or found:
        return (named or found)[0]
    return default if default and _is_cue_noun(head, table) else head


def _is_one_of_many(figure: Figure) -> bool:
    """Whether a figure of one is a person told without a number, the counted words within its own."""
    counted = figure.counted
    is_told_so = counted is not None and figure.start <= counted.start and counted.end <= figure.end
    return is_told_so and figure.low == figure.high == 1


def _groups(words: list[str], table: Quantities) -> Iterator[str]:
    """The groups of the words from the last to the first, by the longest phrase that ends with each."""
    for end in range(len(words), 0, -1):
        phrases = (" ".join(words[start:end]) for start in range(max(0, end - 3), end))
        phrase = next((p for p in phrases if p in table.groups or p in table.things), None)
        if phrase is not None:
            thing = table.things.get(phrase, "")
            yield table.groups.get(phrase) or (phrase if thing in table.loose_things else thing)


def _is_cue_noun(head: str, table: Quantities) -> bool:
    last = head.rpartition(" ")[2]
    return any(cue.role == "noun" for words in (head, last) for cue in table.cues.get(words, ()))


@cache
def quantities() -> Quantities:
    """The table that ships with the program, loaded once; :class:`ResourceError` where it is not whole."""
    path = files("sitrep.codebook") / "data" / "quantities.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _table(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise ResourceError(f"quantities.yaml: the table of quantities is not whole: {fault}") from fault


def _table(data: dict[str, Any]) -> Quantities:
    unknown = set(data["measures"]) - MEASURES
    if unknown:
        raise ResourceError(f"quantities.yaml: no such measure: {', '.join(sorted(unknown))}")
    plural_only = frozenset(data["plural_only"])
    measures = cast("dict[Measure, dict[str, Any]]", data["measures"])
    return Quantities(
        number_nouns=dict(_number_nouns(data["number_nouns"])),
        multipliers=data["multipliers"],
        fractions=data["fractions"],
        bounds_before=_inverted(data["bounds"]["before"]),
        bounds_after=_inverted(data["bounds"]["after"]),
        counts={name: entry["of"] for name, entry in measures.items()},
        cues=_cues(measures),
        groups=dict(_forms_by_group(data["groups"])),
        singulars=frozenset(w for words in data["groups"].values() for w in words) - plural_only,
        pairs=frozenset(data["pairs"]),
        diseases=frozenset(data["diseases"]),
        unreal=dict(_unreal(data["unreal"])),
        fillers=frozenset(data["fillers"]),
        things=dict(_forms_by_group(data["things"])),
        loose_things=frozenset(data["loose_things"]),
        default_measures={
            group: name for name, entry in measures.items() for group in entry.get("groups", ())
        },
        units=dict(_units(data["units"])),
        price_units=_inverted(data["price_units"]),
        currency_signs=data["currency_signs"],
        currency_words=dict(_currency_words(data["currency_words"])),
        magnitudes_before=tuple(data["magnitudes"]["before"]),
        magnitudes_after=tuple(data["magnitudes"]["after"]),
        quakes=tuple(data["magnitudes"]["quakes"]),
        grammar=dict(_grammar(data["grammar"])),
        labels=tuple(data["labels"]),
        name_labels=tuple(data["name_labels"]),
        labelled=tuple(data["labelled"]),
    )


def _number_nouns(rows: list[dict[str, Any]]) -> Iterator[tuple[str, NumberNoun]]:
    for row in rows:
        noun = NumberNoun(row["low"], row["high"], row.get("only_measured", False))
        yield from ((words, noun) for words in row["words"])


def _inverted(table: dict[Any, list[str]]) -> dict[str, Any]:
    return {word: key for key, words in table.items() for word in words}


def _units(measures: dict[Measure, dict[str, list[str]]]) -> Iterator[tuple[str, Unit]]:
    for measure, names in measures.items():
        for name, words in names.items():
            yield from ((word, Unit(name, measure)) for word in words)


def _currency_words(table: dict[str, dict[str, str | None]]) -> Iterator[tuple[str, dict[str, str | None]]]:
    for word, countries in table.items():
        for form in {word, *_plurals(word)}:
            yield form, countries


def _unreal(table: dict[str, list[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    tags = ("VB", "VBZ", "VBD", "VBN", "VBG")
    for kind, words in table.items():
        forms = (form for word in words for form in {word, *_verb_forms(word, tags), *_plurals(word)})
        yield kind, frozenset(forms if kind == "infinitives" else words)


def _forms_by_group(groups: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for group, words in groups.items():
        for word in words:
            yield from ((form, group) for form in {word, *_plurals(word)})


def _grammar(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for kind, words in table.items():
        forms = (form for word in words for form in _verb_forms(word, ("VB", "VBZ", "VBD", "VBN", "VBG")))
        yield from ((form, kind) for form in (forms if kind == "change" else words))


def _cues(measures: dict[Measure, dict[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for measure, entry in measures.items():
        for words, cue in (*_verb_cues(measure, entry), *_word_cues(measure, entry)):
            found.setdefault(words, []).append(cue)
    return {words: tuple(sorted(cues, key=_rank)) for words, cues in found.items()}


def _rank(cue: Cue) -> tuple[bool, bool]:
    """A cue that needs a word beside it comes before one that needs none, and a noun before a verb."""
    return not cue.near, cue.role == "base"


def _verb_cues(measure: Measure, entry: dict[str, Any]) -> Iterator[tuple[str, Cue]]:
    lives = frozenset({"lives"})
    for key, groups in (("acts", frozenset[str]()), ("lives", lives)):
        for verb, near in _verbs(entry.get(key, ())):
            for role, tags in _FORMS:
                cue = Cue(measure, role, near, groups)
                yield from ((form, cue) for form in _verb_forms(verb, tags))
    for verb, near in _verbs(entry.get("passives", ())):
        passive = Cue(measure, "passive", near, frozenset())
        yield from ((form, passive) for form in _verb_forms(verb, ("VBN",)))
    for verb, near in _verbs(entry.get("fates", ())):
        fate = Cue(measure, "fate", near, frozenset())
        yield from ((form, fate) for form in _verb_forms(verb, ("VB", "VBZ", "VBD", "VBN", "VBG")))


def _word_cues(measure: Measure, entry: dict[str, Any]) -> Iterator[tuple[str, Cue]]:
    roles: tuple[tuple[str, CueRole], ...] = (("states", "state"), ("tolls", "toll"), ("openers", "opener"))
    for key, role in roles:
        yield from ((words, Cue(measure, role, frozenset(), frozenset())) for words in entry.get(key, ()))
    for noun in entry.get("nouns", ()):
        cue = Cue(measure, "noun", frozenset(), frozenset())
        yield from ((form, cue) for form in {noun, *_plurals(noun)})


def _verbs(entries: Iterable[str | dict[str, Any]]) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry, frozenset()
        else:
            yield entry["verb"], frozenset(entry["near"])


def _verb_forms(verb: str, tags: tuple[str, ...]) -> set[str]:
    """The forms of a verb or of a phrase, in which every word up to the verb's own stays as it is.

    An adverb may open the phrase ("fatally shoot"); in "shoot and kill" both verbs inflect together.
    """
    if " and " in verb:
        first, _, second = verb.partition(" and ")
        return {
            f"{a} and {b}" for t in tags for a in _verb_forms(first, (t,)) for b in _verb_forms(second, (t,))
        }
    words = verb.split(" ")
    place = 1 if words[0].endswith("ly") and len(words) > 1 else 0
    return {" ".join([*words[:place], form, *words[place + 1 :]]) for form in _inflected(words[place], tags)}


def _inflected(word: str, tags: tuple[str, ...]) -> set[str]:
    return {form for tag in tags for form in inflected(word, tag)}


def _plurals(noun: str) -> set[str]:
    *before, last = noun.split(" ")
    return {" ".join([*before, form]) for form in _inflected(last, ("NNS",))}
