"""The actors of single reports come in, and which of their names are one actor's goes out.

Actors of one name, kind and country are one namesake; what is judged is whether two namesakes are one actor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from sitrep.merge.judgement import Judgement, Verdict
from sitrep.merge.told import ToldActor
from sitrep.merge.wording import name_key

__all__ = [
    "Namesake",
    "are_apart",
    "best_name",
    "drop_ambiguous",
    "earliest",
    "gather",
    "judge_names",
    "name_keys",
    "namesake_key",
]

_KINDS = {"person": "person", "organization": "body", "group": "body", "country": "country"}
_SMALL = frozenset("of the for and in on de du des la le les el al a an".split())
_VOWELS = frozenset("aeiouy")
_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "z": "s", "w": "v"})
_FEWEST_CONSONANTS = 3  # "Maria" and "Mario" have two, and are two names
_ALIKE = 0.72  # of letters in the same order: "Hussein" and "Hussain", not "Hassan" and "Hussein"
Order = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Namesake:
    """All that reports tell of under one name, as one kind of actor of one country.

    ``called`` counts by which main name each was told; ``names`` and ``sectors`` stand in the order
    first told, each with that order.
    """

    id: str
    first: tuple[Order, str]
    kind: str
    key: str
    country: str | None
    named: bool
    called: dict[str, int]
    names: dict[str, Order]
    sectors: dict[str, Order]


def namesake_key(told: ToldActor, original: str) -> tuple[str, ...]:
    """What two actors share that are one namesake; ``original`` is the report, or the one it reprints.

    A country is one by its code. An actor that a report never names ("officials") is nobody else's, but for
    the reprints of that report.
    """
    kind = _KINDS[told.kind]
    if kind == "country" and told.who.country:
        return (kind, "", told.who.country, "")
    return (kind, told.who.key, told.who.country or "", "" if told.who.named else original)


def gather(id_: str, group: Iterable[ToldActor]) -> Namesake:
    """The namesake ``id_`` that the actors of ``group`` are."""
    told = sorted(group, key=lambda actor: (actor.order, actor.id))
    head = told[0]
    names: dict[str, Order] = {}
    sectors: dict[str, Order] = {}
    for actor in told:
        names = earliest(names, dict.fromkeys(actor.names, actor.order))
        sectors = earliest(sectors, dict.fromkeys(actor.sectors, actor.order))
    return Namesake(
        id=id_,
        first=(head.order, head.id),
        kind=_KINDS[head.kind],
        key=head.who.key,
        country=head.who.country,
        named=head.who.named,
        called=dict(sorted(Counter(actor.who.name for actor in told).items())),
        names=names,
        sectors=sectors,
    )


def earliest(a: Mapping[str, Order], b: Mapping[str, Order]) -> dict[str, Order]:
    """Each word of either with when it was first told, in that order."""
    both = {word: min(found[word] for found in (a, b) if word in found) for word in (*a, *b)}
    return dict(sorted(both.items(), key=lambda pair: (pair[1], pair[0])))


def name_keys(one: Namesake) -> Iterator[str]:
    """Keys, one of which two namesakes share if they may be one actor; none for one that has no name."""
    if not one.named or one.kind == "country":
        return
    if one.kind == "person":
        yield f"{one.kind} {_skeleton(one.key.split()[-1])}" if one.key else one.kind
        return
    for key in {one.key, *map(name_key, one.names)}:
        yield f"{one.kind} {' '.join(sorted(_content(key)))}"


def judge_names(a: Namesake, b: Namesake) -> Judgement | None:
    """Whether ``a`` and ``b`` are one actor, with the evidence in words; None where nothing speaks for it."""
    if are_apart(a, b) or not (a.named and b.named):
        return None
    found = _judge_people(a, b) if a.kind == "person" else _judge_bodies(a, b)
    if found is None:
        return None
    weight, words = found
    has_country = a.country is not None and a.country == b.country
    verdict: Verdict = "same" if weight >= 0.8 or (has_country and weight >= 0.6) else "unsure"
    evidence = (words, f"same country: {a.country}") if has_country else (words,)
    return Judgement(a.id, b.id, verdict, evidence, weight + 0.1 * has_country)


def are_apart(a: Namesake, b: Namesake) -> bool:
    """Whether ``a`` and ``b`` cannot be one: another kind, another country, another first name."""
    if a.kind != b.kind or (a.country and b.country and a.country != b.country):
        return True
    if a.kind != "person":
        return False
    ours, theirs = a.key.split(), b.key.split()
    if min(len(ours), len(theirs)) < 2:
        return False
    return not (_is_first_name(ours[0], theirs[0]) or set(ours) <= set(theirs) or set(theirs) <= set(ours))


def drop_ambiguous(nodes: Sequence[Namesake], judgements: Iterable[Judgement]) -> list[Judgement]:
    """``judgements`` without those that tie one namesake to two which cannot be one actor.

    "Clinton" is neither of two people of that name; a name told without a country is nobody of several
    countries'.
    """
    by_id = {node.id: node for node in nodes}
    links = [j for j in judgements if j.verdict == "same"]
    beside: dict[str, set[str]] = defaultdict(set)
    for link in links:
        beside[link.a].add(link.b)
        beside[link.b].add(link.a)
    torn = {
        name
        for name, others in beside.items()
        if any(are_apart(by_id[x], by_id[y]) for x, y in combinations(sorted(others), 2))
    }
    return [link for link in links if link.a not in torn and link.b not in torn]


def best_name(nodes: Iterable[Namesake]) -> str:
    """The name told most often, a person's full one before a bare surname; of two the one told first."""
    called: Counter[str] = Counter()
    first: dict[str, Order] = {}
    is_person = False
    for node in nodes:
        is_person = is_person or node.kind == "person"
        called.update(node.called)
        for name in node.called:
            first[name] = min(first.get(name, node.first[0]), node.names.get(name, node.first[0]))
    return min(called, key=lambda name: (is_person and " " not in name, -called[name], first[name], name))


def _judge_people(a: Namesake, b: Namesake) -> tuple[float, str] | None:
    ours, theirs = a.key.split(), b.key.split()
    if a.key == b.key:
        return 0.9, f"same name: {next(iter(a.called))}"
    if not ours or not theirs:
        return None
    told = f"{next(iter(a.called))} and {next(iter(b.called))}"
    if min(len(ours), len(theirs)) == 1:
        is_surname = ours[-1] == theirs[-1]
        shares = bool(a.sectors.keys() & b.sectors.keys())
        return (0.6 if shares else 0.5, f"one surname: {told}") if is_surname else None
    if ours[-1] == theirs[-1] and (set(ours) <= set(theirs) or set(theirs) <= set(ours)):
        return 0.8, f"one name, longer and shorter: {told}"
    if len(ours) == len(theirs) and all(_is_spelling(x, y) for x, y in zip(ours, theirs, strict=True)):
        return 0.7, f"one name in two spellings: {told}"
    return None


def _judge_bodies(a: Namesake, b: Namesake) -> tuple[float, str] | None:
    if a.key == b.key:
        return 0.9, f"same name: {next(iter(a.called))}"
    told = f"{next(iter(a.called))} and {next(iter(b.called))}"
    if set(_content(a.key)) == set(_content(b.key)):
        return 0.75, f"one name, turned round: {told}"
    ours, theirs = ({name_key(name) for name in one.names} for one in (a, b))
    if b.key in ours or a.key in theirs:
        return 0.8, f"a report gives both names: {told}"
    common = sorted(key for key in ours & theirs if " " in key)
    return (0.8, f"both are also called {common[0]}") if common else None


def _content(key: str) -> list[str]:
    words = [word for word in key.split() if word not in _SMALL]
    return words or key.split()


def _is_first_name(a: str, b: str) -> bool:
    return (
        a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)) or _is_spelling(a, b)
    )


@lru_cache(maxsize=65536)
def _is_spelling(a: str, b: str) -> bool:
    """Whether ``a`` and ``b`` are one word as two desks may spell it: equal consonants, like letters."""
    if a == b:
        return True
    bones = _skeleton(a)
    if len(bones) < _FEWEST_CONSONANTS or bones != _skeleton(b):
        return False
    return SequenceMatcher(None, a, b).ratio() >= _ALIKE


def _skeleton(word: str) -> str:
    """The first letter and the consonants of ``word``, doubled ones once, which its spellings share."""
    kept: list[str] = []
    for letter in word[:1] + "".join(c for c in word[1:] if c not in _VOWELS):
        sound = letter.translate(_SOUNDS)
        if not kept or kept[-1] != sound:
            kept.append(sound)
    return "".join(kept)
