"""A ledger comes in, and FollowTheMoney statements as CSV go out, a row a value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitrep.export.cells import Cell, disarmed, to_csv
from sitrep.export.crosswalk import table
from sitrep.export.ftm_entities import Entity, entities

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["COLUMNS", "export"]

COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_DATASET = "sitrep"
_ID = "id"  # the property by which an entity says that it is there


def export(ledger: LedgerView) -> Exported:
    """The entities of ``ftm`` as statements of the data set ``sitrep``.

    A statement's id is FollowTheMoney's SHA-1 over data set, entity, property and value as written.
    When a value was seen first and last stays blank: the ledger's own times would differ between two
    machines that hold the same reports.
    """
    rows = (row for entity in entities(ledger) for row in _rows(entity))
    return {"ledger.csv": to_csv(COLUMNS, rows)}


def _rows(entity: Entity) -> Iterator[dict[str, Cell]]:
    types = table("ftm")["types"][entity.schema]
    yield _row(entity, _ID, _ID, entity.id)
    for name, values in entity.properties.items():
        for value in values:
            yield _row(entity, name, types[name], str(disarmed(value)))


def _row(entity: Entity, name: str, type_: str, value: str) -> dict[str, Cell]:
    key = f"{_DATASET}.{entity.id}.{name}.{value}"
    return {
        **dict.fromkeys(COLUMNS),
        "canonical_id": entity.id,
        "entity_id": entity.id,
        "prop": name,
        "prop_type": type_,
        "schema": entity.schema,
        "value": value,
        "dataset": _DATASET,
        "external": "f",
        "id": hashlib.sha1(key.encode()).hexdigest(),
    }
