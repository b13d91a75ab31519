"""Buffers keep the newest, in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.session.ring import RingBuffer, Series


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 30), st.lists(st.integers(0, 50), max_size=12))
def test_a_ring_holds_exactly_the_last_samples_in_order(capacity: int, sizes: list[int]):
    ring = RingBuffer(capacity)
    written = np.empty(0)
    for size in sizes:
        block = np.arange(written.size, written.size + size, dtype=float)
        ring.append(block, block * 2)
        written = np.concatenate((written, block))
    times, values = ring.snapshot()
    np.testing.assert_array_equal(times, written[-capacity:])
    np.testing.assert_array_equal(values, 2 * written[-capacity:])


def test_a_snapshot_can_be_cut_to_its_last_seconds():
    ring = RingBuffer(100)
    ring.append(np.arange(10.0), np.arange(10.0))
    times, _ = ring.snapshot(2.5)
    np.testing.assert_array_equal(times, [7.0, 8.0, 9.0])


def test_a_series_grows_and_keeps_every_row():
    series = Series(("t", "x"))
    for k in range(1000):
        series.append((float(k), k / 2))
    np.testing.assert_array_equal(series.column("x"), np.arange(1000) / 2)
