"""A session far below its own baseline doubts the baseline, and says what cannot show it."""

from __future__ import annotations

import dataclasses

import pytest

from processing.measures.baseline_doubt import baseline_doubt
from safehold.core.settings import STANDARD
from safehold.core.types import Tick
from safehold.desk.reports import doubt_words
from tests.unit.processing.measures.test_sensitivity import BASE, session

TENSE = dataclasses.replace(BASE, hr=79.0, vagal=3.2)


def after(hr: float, seconds: int = 300) -> list[Tick]:
    """Return a tense rest of 4 min at 79 bpm and what follows at another heart rate."""
    return session([79.0] * 240 + [hr] * seconds, [3.2] * 240 + [3.5] * seconds)


def test_a_rest_that_was_no_rest_is_told_and_neither_half_shows_it():
    found = baseline_doubt(after(70.0), [TENSE], STANDARD)
    assert found is not None
    assert found.below == 1.0
    assert found.median == pytest.approx(-3.0)
    assert found.by_halves == pytest.approx((-3.0, -3.0)), "either half is as tense"
    assert (found.end_hr, found.lower_at_the_end) == (None, False)


def test_a_session_near_its_baseline_is_not_doubted():
    assert baseline_doubt(after(78.0), [TENSE], STANDARD) is None
    assert baseline_doubt(after(70.0, 80), [TENSE], STANDARD) is None, "less than a minute known"
    assert baseline_doubt(after(70.0), [], STANDARD) is None


def test_a_share_below_a_quarter_is_no_ground():
    ticks = session([79.0] * 240 + [70.0] * 100 + [79.0] * 400, [3.2] * 740)
    assert baseline_doubt(ticks, [TENSE], STANDARD) is None


def test_a_lower_end_baseline_alone_is_ground_enough():
    ticks = session([79.0] * 240 + [79.0] * 400 + [74.0] * 180, [3.2] * 820)
    found = baseline_doubt(ticks, [TENSE], STANDARD, [(640.0, 820.0)])
    assert found is not None
    assert found.end_hr == pytest.approx(74.0)
    assert found.lower_at_the_end
    assert found.below < 0.25
    near = session([79.0] * 640 + [75.5] * 180, [3.2] * 820)
    assert baseline_doubt(near, [TENSE], STANDARD, [(640.0, 820.0)]) is None


@pytest.mark.oracle("O73")
def test_a_rest_that_was_drowsy_is_told_as_one_that_was_tense_is():
    found = baseline_doubt(after(88.0), [TENSE], STANDARD)
    assert found is not None
    assert (found.above, found.below, found.too_low) == (1.0, 0.0, True)
    words = doubt_words(found)
    assert "looks too low" in words
    assert "above it for 100 %" in words
    assert "looks too high" in doubt_words(baseline_doubt(after(70.0), [TENSE], STANDARD))


def test_half_of_a_session_above_is_what_zones_are_for():
    ticks = session([79.0] * 240 + [88.0] * 200 + [79.0] * 240, [3.2] * 680)
    assert baseline_doubt(ticks, [TENSE], STANDARD) is None


def test_a_higher_end_baseline_alone_is_ground_enough():
    ticks = session([79.0] * 640 + [84.5] * 180, [3.2] * 820)
    found = baseline_doubt(ticks, [TENSE], STANDARD, [(640.0, 820.0)])
    assert found is not None
    assert found.too_low
