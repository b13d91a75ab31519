"""A few seconds of raw samples: what they say about a sensor before a session."""

from __future__ import annotations

import numpy as np
import pytest

from processing.signals.signal_check import (
    effective_rate,
    range_of_a_second,
    signal_reasons,
    unit_doubt,
)
from safehold.core.reasons import Reason


def ecg(seconds: float, height: float, rate: float = 250.0):
    stamps = 50.0 + np.arange(0, seconds, 1 / rate)
    noise = 0.01 * height * np.random.default_rng(3).standard_normal(stamps.size)
    return stamps, height * np.exp(-((((stamps % 0.8) - 0.4) / 0.012) ** 2)) + noise


@pytest.mark.parametrize(
    ("unit", "height", "doubt"),
    [
        ("mV", 1.2, False),
        ("uV", 900.0, False),
        ("V", 0.001, False),
        ("mV", 800.0, True),  # microvolts or counts
        ("uV", 1.2, True),  # millivolts
        ("V", 1.2, True),
        ("a.u.", 5000.0, False),  # claims nothing
        ("", 5000.0, False),
    ],
)
def test_an_ecg_that_cannot_be_in_its_unit_is_noticed(unit, height, doubt):
    assert bool(unit_doubt(unit, *ecg(5, height))) == doubt


def test_counts_called_millivolts_are_called_counts():
    stamps, values = ecg(5, 600.0)
    assert "counts" in unit_doubt("mV", stamps, np.round(values))


def test_a_slow_drift_is_no_amplitude():
    stamps, values = ecg(10, 1.0)
    drifting = values + 40 * (stamps - stamps[0])
    assert range_of_a_second(stamps, drifting) == pytest.approx(40, abs=2)
    assert range_of_a_second(stamps, values + 300.0) == pytest.approx(1.0, abs=0.1)


def test_flat_and_railed_signals_are_told_from_living_ones():
    stamps, values = ecg(10, 1.0)
    assert signal_reasons(stamps, values) == ()
    assert signal_reasons(stamps, np.full(stamps.size, 0.7)) == (Reason.FLAT,)
    assert signal_reasons(stamps, np.clip(50 * (values - 0.05), -1, 1)) == (Reason.CLIPPED,)
    assert signal_reasons(stamps[:100], values[:100]) == (Reason.GAP,)


def test_a_signal_that_was_flat_for_a_moment_lives():
    stamps, values = ecg(20, 1.0)
    values[:1000] = 0.0
    assert signal_reasons(stamps, values) == ()


def test_the_rate_is_that_of_the_stamps():
    assert effective_rate(np.arange(100) / 51.2) == pytest.approx(51.2)
    assert effective_rate(np.array([1.0])) is None
    assert effective_rate(np.array([2.0, 2.0])) is None
