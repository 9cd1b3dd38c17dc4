"""A person's decision comes in as a form, and is filed in the ledger, or refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.ledger import Ledger, Logged
from sitrep.ledger.cells import to_value

__all__ = ["Decision", "decide"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a form holds: the act, the ids it is about, the rows as they were seen, and by whom and why."""

    act: str
    id: str
    other: str = ""
    field: str = ""
    value: str = ""
    reason: str | None = None
    by: str | None = None
    seen: Mapping[str, str] | None = None

    @classmethod
    def of(cls, form: Mapping[str, str], *, by: str | None) -> Decision:
        """The decision of a form, by ``by`` where it names nobody; :class:`InputError` where it is broken."""
        words = {name: form.get(name, "").strip() for name in ("act", "id", "other", "field")}
        return cls(
            **words,
            value=form.get("remark" if words["act"] == "note" else "value", "").strip(),
            reason=form.get("reason", "").strip() or None,
            by=form.get("by", "").strip() or by,
            seen=_seen(form.get("seen", "")),
        )


def decide(ledger: Ledger, decision: Decision) -> Logged:
    """File ``decision``.

    :class:`InputError` for an act that there is not, :class:`sitrep.errors.LedgerError` where it cannot be
    done, and :class:`sitrep.errors.StaleError` where what it is about changed since it was seen.
    """
    if decision.act not in _ACTS:
        raise InputError(f"no act {decision.act!r}; there are {', '.join(_ACTS)}")
    return _ACTS[decision.act](ledger, decision)


def _seen(written: str) -> Mapping[str, str] | None:
    if not written:
        return None
    try:
        found = json.loads(written)
    except ValueError:
        raise InputError("what was seen is a JSON object of ids and digests") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise InputError("what was seen is a JSON object of ids and digests")
    return found


def _accept(ledger: Ledger, d: Decision) -> Logged:
    return ledger.correct(d.id, {"status": "accepted"}, reason=d.reason, by=d.by, seen=d.seen)


def _reject(ledger: Ledger, d: Decision) -> Logged:
    return ledger.retract(d.id, reason=d.reason, by=d.by, seen=d.seen)


def _correct(ledger: Ledger, d: Decision) -> Logged:
    fields = {d.field: to_value(d.field, d.value)}
    return ledger.correct(d.id, fields, reason=d.reason, by=d.by, seen=d.seen)


def _note(ledger: Ledger, d: Decision) -> Logged:
    return ledger.note(d.id, d.value, reason=d.reason, by=d.by)


def _undo(ledger: Ledger, d: Decision) -> Logged:
    return ledger.undo(d.other or None, own=not d.other, reason=d.reason, by=d.by)


def _split(ledger: Ledger, d: Decision) -> Logged:
    return ledger.split(d.other or d.id, reason=d.reason, by=d.by, seen=d.seen)


def _same(ledger: Ledger, d: Decision) -> Logged:
    return ledger.judge(d.id, d.other, "same", reason=d.reason, by=d.by, seen=d.seen)


def _different(ledger: Ledger, d: Decision) -> Logged:
    return ledger.judge(d.id, d.other, "different", reason=d.reason, by=d.by, seen=d.seen)


def _unsure(ledger: Ledger, d: Decision) -> Logged:
    return ledger.judge(d.id, d.other, "unsure", reason=d.reason, by=d.by, seen=d.seen)


_ACTS: dict[str, Callable[[Ledger, Decision], Logged]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "note": _note,
    "undo": _undo,
    "split": _split,
    "same": _same,
    "different": _different,
    "unsure": _unsure,
}
