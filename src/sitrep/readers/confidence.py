"""How sure triggers and model are of an event comes in, and how often such events are right goes out."""

from __future__ import annotations

from math import exp, log

__all__ = ["SHIFT", "SLOPE", "calibrated"]

SLOPE = 0.925
SHIFT = -0.119
"""Of the logistic curve, as ``python -m training.calibrate`` fits it."""
_LEAST, _MOST = 0.05, 0.95


def calibrated(confidence: float) -> float:
    """The share of events of this ``confidence`` (0 to 1) that readers of news found right.

    A logistic curve over the log odds (Platt 1999), so that order is kept; from .05 to .95.
    """
    held = min(_MOST, max(_LEAST, confidence))
    odds = SLOPE * log(held / (1 - held)) + SHIFT
    return round(min(_MOST, max(_LEAST, 1 / (1 + exp(-odds)))), 2)
