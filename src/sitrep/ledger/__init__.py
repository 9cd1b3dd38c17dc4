"""Records come in and are kept in an append-only file; the state they come to goes out."""

from sitrep.ledger.entries import Entry, Failed, Filed, Logged, Unknown
from sitrep.ledger.fold import Lead, Projection, fold
from sitrep.ledger.ledger import Added, Ledger
from sitrep.ledger.search import Hit
from sitrep.ledger.state import State

__all__ = [
    "Added",
    "Entry",
    "Failed",
    "Filed",
    "Hit",
    "Lead",
    "Ledger",
    "Logged",
    "Projection",
    "State",
    "Unknown",
    "fold",
]
