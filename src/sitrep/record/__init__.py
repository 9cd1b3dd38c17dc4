"""The nouns of sitrep as frozen dataclasses, and the codec that writes them as JSON."""

from sitrep.record.actor import Actor, ActorKind, Mention, MentionForm, Party
from sitrep.record.codec import from_json, record_schema, to_builtins, to_json
from sitrep.record.event import Event, Reality
from sitrep.record.figure import MEASURES, Bound, Figure, Measure
from sitrep.record.ids import identify, identify_each
from sitrep.record.place import Place, Precision
from sitrep.record.record import SCHEMA, Reader, Record
from sitrep.record.report import Report, identify_report
from sitrep.record.span import Span
from sitrep.record.statement import Statement, StatementForm
from sitrep.record.time import Time, TimeType

__all__ = [
    "MEASURES",
    "SCHEMA",
    "Actor",
    "ActorKind",
    "Bound",
    "Event",
    "Figure",
    "Measure",
    "Mention",
    "MentionForm",
    "Party",
    "Place",
    "Precision",
    "Reader",
    "Reality",
    "Record",
    "Report",
    "Span",
    "Statement",
    "StatementForm",
    "Time",
    "TimeType",
    "from_json",
    "identify",
    "identify_each",
    "identify_report",
    "record_schema",
    "to_builtins",
    "to_json",
]
