"""Phrases that name actors come in as JSON lines, and short reports with the codes expected go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from sitrep.evaluate.corpora.form import Form, rows, with_keys
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member
from sitrep.gazetteer import open_gazetteer
from sitrep.record import Span
from sitrep.record.codec import decode, encode

__all__ = ["FORM", "CodedPhrase", "documents", "is_bare_name"]

FORM = Form("actor codes", with_keys("phrase", "country", "sector"))

CAPITALISED = r"[A-Z]\w*[a-z]\w*(?:-\w+)*"
NAME = re.compile(rf"{CAPITALISED}(?: (?:(?:al|bin|da|de|dos|el|van|von) )?{CAPITALISED}){{0,4}}")
REPORT = "{phrase} took part."


@dataclass(frozen=True, slots=True)
class CodedPhrase(Span):
    """A phrase with its country (empty for none, None where not asked) and its first sector, if asked.

    ``is_name`` says that it is a person's name and nothing else, whose codes no words of it tell.
    """

    country: str | None
    sector: str | None
    is_name: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the corpus."""

    phrase: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of offices and bodies, and codes that stand in the country slot and are no country."""

    offices: frozenset[str]
    international: frozenset[str]


def documents(member: Member) -> Iterator[Document[CodedPhrase]]:
    """Each phrase as the subject of a sentence of ours that tells nothing else of it."""
    international = _vocabulary().international
    for number, line in rows(member, Line):
        if not line.phrase.strip():
            continue
        phrase = line.phrase[0].upper() + line.phrase[1:]
        country = "" if line.country in international else line.country
        gold = CodedPhrase(0, len(phrase), phrase, country, line.sector, is_bare_name(line.phrase))
        yield Document(f"{number}", report_from(REPORT.format(phrase=phrase)), gold, key=line.phrase)


def is_bare_name(phrase: str) -> bool:
    """Whether ``phrase`` is a personal name alone: no word of it an office, a body, a people or a place."""
    if not NAME.fullmatch(phrase):
        return False
    gazetteer, words = open_gazetteer(), phrase.split()
    if any(word.lower() in _vocabulary().offices or gazetteer.demonym(word) for word in words):
        return False
    return gazetteer.country(phrase) is None and not (len(words) < 3 and gazetteer.lookup(phrase))


@cache
def _vocabulary() -> Vocabulary:
    data = files("sitrep.evaluate.corpora").joinpath("actor_words.yaml").read_text("utf-8")
    return decode(encode(yaml.safe_load(data)), Vocabulary)
