"""Records come in and are kept in an append-only file; the state they come to goes out."""

from sitrep.ledger.entries import (
    Corrected,
    Entry,
    Erased,
    Failed,
    Filed,
    Judged,
    Logged,
    Noted,
    Retracted,
    Undone,
    Unknown,
)
from sitrep.ledger.filters import Filter
from sitrep.ledger.fold import Lead, Projection, fold
from sitrep.ledger.history import Past
from sitrep.ledger.ledger import Added, Joined, Ledger
from sitrep.ledger.offices import Office
from sitrep.ledger.overview import Overview
from sitrep.ledger.pairs import Waiting
from sitrep.ledger.search import Hit
from sitrep.ledger.state import State
from sitrep.ledger.view import LedgerView

__all__ = [
    "Added",
    "Corrected",
    "Entry",
    "Erased",
    "Failed",
    "Filed",
    "Filter",
    "Hit",
    "Joined",
    "Judged",
    "Lead",
    "Ledger",
    "LedgerView",
    "Logged",
    "Noted",
    "Office",
    "Overview",
    "Past",
    "Projection",
    "Retracted",
    "State",
    "Undone",
    "Unknown",
    "Waiting",
    "fold",
]
