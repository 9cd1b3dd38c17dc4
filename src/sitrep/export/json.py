"""A ledger comes in, and its state as JSON of schema ``sitrep.ledger/1`` goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.record.codec import encode

if TYPE_CHECKING:
    from sitrep.export import Exported
    from sitrep.ledger import LedgerView

__all__ = ["export"]


def export(ledger: LedgerView) -> Exported:
    """One file, the state field for field."""
    return {"ledger.json": encode(ledger.state(), indent=2) + "\n"}
