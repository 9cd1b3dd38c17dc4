"""MUC-3 and MUC-4 come in as telegrams and filled templates, and documents with their incidents go out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sitrep.evaluate.corpora.form import Form
from sitrep.evaluate.gold import Document, report_from
from sitrep.evaluate.members import Member, members

__all__ = ["FORM", "Incident", "Victims", "documents"]

NAME = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
TEMPLATE = re.compile(r"^(?=0\.\s+MESSAGE: ID)", re.MULTILINE)
SLOT = re.compile(r"^\d+\.\s+([A-Z :]+?)\s{2,}(.*)$")
HEADER = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d\d)\b")
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
MARK = re.compile(r"\[[A-Z .,]+\]\s*")
EFFECTS = {"DEATH": "killed", "INJURY": "injured"}


def _is_dev(documents: Sequence[Document[Any]]) -> list[bool]:
    return [document.name.startswith("TST") for document in documents]


FORM = Form("MUC-3 and MUC-4", lambda head: NAME.match(head.lstrip()) is not None, _is_dev)


@dataclass(frozen=True, slots=True)
class Victims:
    """How many people an incident harmed in one way; None where gold gives no number."""

    effect: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Incident:
    """One template: the type of incident ("BOMBING") and whom it harmed; ``optional`` ones may be missed."""

    type: str
    victims: tuple[Victims, ...]
    optional: bool = False


def documents(member: Member) -> Iterator[Document[tuple[Incident, ...]]]:
    """Each telegram of a file with the templates that the key files of the same corpus give it."""
    if not FORM.recognises(member):
        return
    incidents = _incidents(member.path)
    _, *parts = NAME.split(member.text)
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        paragraphs = [" ".join(block.split()) for block in re.split(r"\n\s*\n", body) if block.strip()]
        text = "\n\n".join(MARK.sub("", paragraph) for paragraph in paragraphs)
        yield Document(name, report_from(text, published=_date(body)), incidents.get(name, ()))


def _date(body: str) -> str | None:
    """The day in the telegram's opening, which is of 1988 to 1990."""
    found = HEADER.search(body[:300])
    return f"19{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}" if found else None


@cache
def _incidents(path: Path) -> Mapping[str, tuple[Incident, ...]]:
    """The templates of every key file beside the telegrams, by telegram; one that none fits has none."""
    found: defaultdict[str, list[Incident]] = defaultdict(list)
    for member in members(path):
        for block in TEMPLATE.split(member.text)[1:]:
            slots = _slots(block)
            kind = slots["INCIDENT: TYPE"][0].partition("/")[0].strip()
            if kind != "*":
                optional = "OPTIONAL" in slots["MESSAGE: TEMPLATE"][0]
                found[slots["MESSAGE: ID"][0].split()[0]].append(Incident(kind, _victims(slots), optional))
    return {name: tuple(incidents) for name, incidents in found.items()}


def _slots(block: str) -> dict[str, list[str]]:
    slots: dict[str, list[str]] = {}
    fills: list[str] = []
    for line in block.splitlines():
        opened = SLOT.match(line)
        if line.startswith(";"):
            continue
        if opened:
            fills = slots.setdefault(opened[1].strip(), [])
        if text := (opened[2] if opened else line).strip():
            fills.append(text)
    return slots


def _victims(slots: Mapping[str, Sequence[str]]) -> tuple[Victims, ...]:
    """The numbers of those for whom an effect is given; both slots name them by the same words."""
    numbers = dict(map(_parted, slots.get("HUM TGT: NUMBER", ())))
    harmed = (_parted(fill) for fill in slots.get("HUM TGT: EFFECT OF INCIDENT", ()))
    return tuple(
        Victims(EFFECTS[effect], int(number) if (number := numbers.get(whom, "")).isdigit() else None)
        for whom, effect in harmed
        if effect in EFFECTS
    )


def _parted(fill: str) -> tuple[str, str]:
    """Whom a fill is about, by the first words given for it, and what it says of them."""
    value, _, whom = fill.partition(":")
    return whom.partition("/")[0].strip(), value.partition("/")[0].strip()
