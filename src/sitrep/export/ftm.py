"""A ledger comes in, and FollowTheMoney entities as JSON lines go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.export.ftm_entities import entities
from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]


def export(ledger: LedgerView) -> Exported:
    """An entity a line, as FollowTheMoney 4 reads and validates them; ids are the ledger's own.

    Reports are articles, events events with their tellings as documentation, actors people and
    bodies; statements and figure series are notes, since there is no schema for either.
    """
    return {"ledger.ftm.json": "".join(encode(entity) + "\n" for entity in entities(ledger))}
