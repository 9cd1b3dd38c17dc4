"""Codebook files come in, and event types, triggers, rules, contexts, sectors and agents go out."""

from sitrep.codebook.codebook import Agent, Codebook, Context, EventType, Mode, Rule, Trigger
from sitrep.codebook.loader import check_codebook, load_codebook
from sitrep.codebook.pages import Fault

__all__ = [
    "Agent",
    "Codebook",
    "Context",
    "EventType",
    "Fault",
    "Mode",
    "Rule",
    "Trigger",
    "check_codebook",
    "load_codebook",
]
