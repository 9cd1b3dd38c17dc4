"""The PLOVER gold standard records and PLV come in as JSON lines, and sentences with their event go out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member
from sitrep.evaluate.splits import by_fold
from sitrep.record.codec import decode, encode

__all__ = ["GSR", "PLV", "GoldEvent", "Side", "gsr_documents", "plv_documents"]

GSR = Form("PLOVER gold standard records", with_keys("text", "event", "eventText", "source"))
PLV = Form("PLV", with_keys("sentence", "source", "target", "gold_root"), by_fold)


@dataclass(frozen=True, slots=True)
class Side:
    """Who acts or undergoes: the words as marked, codes of countries and sectors, and where they stand."""

    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A sentence's event: a PLOVER 2.0 type (or YIELD), its quad, and both sides.

    ``marked`` says that the sides are given as the pair the event is about, and carry no codes.
    """

    type: str
    quad: int
    actor: Side
    recipient: Side
    marked: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A party of a gold standard record."""

    actorText: str | None = None  # noqa: N815 - the corpus's own key
    code: str | None = None
    sector: str | None = None


Parties = Coded | list[Coded] | str | None


@dataclass(frozen=True, slots=True)
class GsrLine:
    """A line of the gold standard records; a side without a party is empty, null or missing."""

    id: str
    text: str
    event: str
    source: Parties = None
    target: Parties = None


@dataclass(frozen=True, slots=True)
class PlvLine:
    """A line of PLV; a target that the sentence does not hold stands for none."""

    sentence: str
    source: str
    target: str
    gold_root: str
    gold_penta: int | str


@dataclass(frozen=True, slots=True)
class Legacy:
    """Names and codes of version 0.5 as data: types, quads of today's types, country codes, sectors."""

    types: dict[str, str]
    quads: dict[str, int]
    countries: dict[str, str | None]
    country_sectors: dict[str, str]
    sectors: dict[str, str | None]


def gsr_documents(member: Member) -> Iterator[Document[GoldEvent]]:
    """Each record in today's names; its date is fixed and means nothing, so the report has none."""
    legacy = _legacy()
    for _, line in rows(member, GsrLine):
        event = legacy.types.get(line.event, line.event)
        actor, recipient = _side(line.source, legacy), _side(line.target, legacy)
        gold = GoldEvent(event, legacy.quads.get(event, 0), actor, recipient, marked=False)
        yield Document(line.id, report_from(line.text), gold)


def plv_documents(member: Member) -> Iterator[Document[GoldEvent]]:
    """Each sentence; its name is its number and a digest, its key for the folds the sentence itself."""
    for number, line in rows(member, PlvLine):
        actor, recipient = _marked(line.sentence, line.source), _marked(line.sentence, line.target)
        gold = GoldEvent(line.gold_root, int(line.gold_penta), actor, recipient, marked=True)
        name = f"{number}-{hashlib.sha1(line.sentence.encode()).hexdigest()[:8]}"
        yield Document(name, report_from(line.sentence), gold, key=line.sentence)


def _marked(sentence: str, phrase: str) -> Side:
    """The marked words and every place where they stand; an empty side where they stand nowhere."""
    found = [match.span() for match in re.finditer(re.escape(phrase), sentence)] if phrase else []
    return Side((phrase,), ranges=tuple(found)) if found else Side()


def _side(parties: Parties, legacy: Legacy) -> Side:
    coded = parties if isinstance(parties, list) else [parties] if isinstance(parties, Coded) else []
    codes = [party.code for party in coded if party.code]
    countries = {legacy.countries.get(code, code) for code in codes}
    sectors = {legacy.country_sectors.get(code) for code in codes}
    for party in coded:
        # A code may be several in one, in capitals; ethnic groups follow in small letters.
        sectors |= {legacy.sectors.get(part) for part in re.findall(r"[A-Z]{3}", party.sector or "")}
    return Side(
        tuple(party.actorText for party in coded if party.actorText),
        tuple(sorted(code for code in countries if code)),
        tuple(sorted(code for code in sectors if code)),
    )


@cache
def _legacy() -> Legacy:
    data = files("sitrep.evaluate.corpora").joinpath("plover05.yaml").read_text("utf-8")
    return decode(encode(yaml.safe_load(data)), Legacy)
