"""Replay finds the samples the live engine used by the stamps that the journal names."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.offline.inputs import _align


def stamps(n: int, start: float = 100.0) -> np.ndarray:
    return start + np.arange(n) * 0.004


def test_the_recorder_may_have_started_earlier_and_ended_later():
    recorded = stamps(1000)
    segments = [(0, float(recorded[100])), (400, float(recorded[500]))]
    positions, index, disturbed = _align(recorded, segments, total=700)
    np.testing.assert_array_equal(positions, np.arange(100, 800))
    np.testing.assert_array_equal(index, np.arange(700))
    assert disturbed == []


def test_samples_that_only_the_recorder_got_after_a_break_are_left_out():
    recorded = np.concatenate((stamps(500), stamps(500, 110.0)))
    segments = [(0, float(recorded[0])), (500, float(recorded[520]))]  # live missed 20
    positions, index, disturbed = _align(recorded, segments, total=980)
    assert positions.size == index.size == 980
    assert positions[500] == 520
    assert disturbed == []


def test_samples_that_only_the_live_engine_got_are_reported():
    whole = np.concatenate((stamps(500), stamps(500, 110.0)))
    recorded = np.delete(whole, np.arange(480, 500))  # the recorder lacks 20
    segments = [(0, float(whole[0])), (500, float(whole[500]))]
    positions, index, disturbed = _align(recorded, segments, total=1000)
    assert index[479] == 479
    assert index[480] == 500
    assert positions[480] == 480
    (lack,) = disturbed
    assert (lack.first, lack.last) == (whole[0], whole[479])
    assert "lacks 20 samples" in lack.why


def test_a_first_stamp_that_is_not_in_the_file_is_reported():
    recorded = stamps(100)
    _, index, disturbed = _align(recorded, [(0, 42.0), (50, float(recorded[10]))], total=90)
    assert (disturbed[0].first, disturbed[0].last) == (42.0, 42.0)
    assert "stamped 42.0" in disturbed[0].why
    assert index[0] == 50


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 300), st.lists(st.integers(1, 200), min_size=1, max_size=5))
def test_checkpoints_never_change_what_is_found(first: int, steps: list[int]):
    recorded = stamps(1500)
    at = np.concatenate(([0], np.cumsum(steps)))
    segments = [(int(k), float(recorded[first + k])) for k in at]
    total = int(at[-1]) + 10
    positions, index, disturbed = _align(recorded, segments, total)
    np.testing.assert_array_equal(positions, first + np.arange(total))
    np.testing.assert_array_equal(index, np.arange(total))
    assert not disturbed
