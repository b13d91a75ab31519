"""What the recorder notices about stamps and values, and that chunking does not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.xdf.xdf_header import StreamHeader
from safehold.files.stamp_check import StampCheck

NAN = float("nan")


def check_all(check, stamps, values=None, size=1000):
    found = []
    values = np.arange(float(len(stamps)))[:, None] if values is None else values
    for at in range(0, len(stamps), size):
        found += check.update(stamps[at : at + size], values[at : at + size])
    return found


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.sampled_from([0.01, 0.01, 0.01, 0.011, 0.0, -0.02, 0.2, 0.3, 5.0, NAN]), min_size=1
    ),
    size=st.integers(1, 40),
)
def test_counts_do_not_depend_on_the_chunks(steps, size):
    stamps = 100 + np.nancumsum(steps)
    stamps[np.isnan(steps)] = NAN
    whole, cut = StampCheck(100.0), StampCheck(100.0)
    check_all(whole, stamps)
    check_all(cut, stamps, size=size)
    ours, theirs = whole.facts(), cut.facts()
    for key in ours:
        same = ours[key] == theirs[key]
        assert same or ours[key] == pytest.approx(theirs[key], rel=1e-6, abs=1e-8), key


def test_gaps_steps_back_and_duplicates_are_counted_once_each():
    stamps = 10 + np.arange(500) / 100
    stamps[200:] += 3.0
    stamps[300:] -= 0.5
    stamps[400] = stamps[399]
    check = StampCheck(100.0)
    codes = [finding.code for finding in check_all(check, stamps, size=7)]
    assert codes == ["gap", "backward", "duplicate"]
    assert (check.n_gaps, check.n_backward, check.n_duplicates) == (1, 1, 1)
    assert check.gap_s == pytest.approx(3.0)
    assert check.max_gap_s == pytest.approx(3.01)


def test_the_jitter_is_the_sd_of_the_intervals():
    rng = np.random.default_rng(3)
    steps = 0.01 + 0.001 * rng.uniform(-1, 1, 5000)
    stamps = 7 + np.cumsum(steps)
    stamps[2500:] += 10.0  # a gap is not jitter
    check = StampCheck(100.0)
    check_all(check, stamps, size=13)
    kept = np.delete(np.diff(stamps), 2499)
    assert check.jitter_s == pytest.approx(kept.std(), rel=1e-9)
    assert check.interval_s == pytest.approx(kept.mean(), rel=1e-12)


def test_values_that_are_not_finite_are_counted_per_sample():
    values = np.zeros((50, 2))
    values[3, 0] = np.inf
    values[4] = NAN
    check = StampCheck(0.0)
    (found,) = check_all(check, 1.0 + np.arange(50), values)
    assert (found.code, found.at, found.size) == ("not_finite", 4.0, 2)


def test_a_channel_that_stays_the_same_for_five_seconds_is_flat_until_it_moves():
    n, rate = 2000, 100.0
    values = np.random.default_rng(1).standard_normal((n, 3))
    values[300:1500, 1] = 4.0
    check = StampCheck(rate)
    stamps = 20 + np.arange(n) / rate
    found = check_all(check, stamps, values, size=12)
    assert [(f.code, f.channels) for f in found] == [("flat", (1,)), ("flat_end", (1,))]
    assert found[0].at == pytest.approx(23.0, abs=0.13)  # as fine as the chunks
    assert found[0].size == pytest.approx(5.0, abs=0.3)
    assert found[1].size == pytest.approx(12.0, abs=0.3)
    assert check.n_flat == 1


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_slow_and_irregular_streams_may_hold_a_value(rate):
    check = StampCheck(rate)
    assert check_all(check, 1.0 + np.arange(60), size=3) == []


def test_texts_are_not_looked_at():
    assert StampCheck(0.0).update(np.array([1.0, 2.0]), [[b"a"], [b"b"]]) == []


def test_texts_that_state_a_rate_have_no_gaps() -> None:
    check = StampCheck(0.0)
    check.describe(StreamHeader("PsychoPy", 1, "string", 100.0, "Markers", "psy"))
    check.update(np.array([1.0, 30.0, 95.0]), [["a"], ["b"], ["c"]])
    assert (check.rate, check.covers) == (0.0, "")
