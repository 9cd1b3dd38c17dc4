"""The curve from confidence to the share that is right, on made-up judgements."""

from __future__ import annotations

import random

import pytest

from training.calibrate import bins, expected_error, fit, held_out, plot

DRAWN = random.Random(4)
SURE = [DRAWN.choice((0.5, 0.6, 0.7, 0.8, 0.9)) for _ in range(4000)]
#: Of what is given .9 seven in ten are right, and so on down.
TOO_SURE = [(c, DRAWN.random() < c - 0.2) for c in SURE]


def test_judgements_as_sure_as_given_leave_the_curve_straight() -> None:
    slope, shift = fit([(c, DRAWN.random() < c) for c in SURE])
    assert slope == pytest.approx(1, abs=0.15)
    assert shift == pytest.approx(0, abs=0.15)


def test_a_curve_takes_away_what_is_too_sure() -> None:
    before = expected_error(bins(TOO_SURE, (0, 0.55, 0.65, 0.75, 0.85, 1.01)))
    groups = [TOO_SURE[i::10] for i in range(10)]
    after = list(held_out(groups))
    assert before == pytest.approx(0.2, abs=0.03)
    assert expected_error(bins(after, (0, 0.35, 0.45, 0.55, 0.65, 1.01))) < 0.05
    assert len(after) == len(TOO_SURE)


def test_the_plot_has_a_dot_a_bin() -> None:
    rows = bins(TOO_SURE, (0, 0.55, 0.75, 1.01))
    drawn = plot(rows)
    assert drawn.count("<circle") == len(rows) == 3
    assert "0.5" in drawn
