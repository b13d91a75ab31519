"""A grid that grows gives what a grid made at once gives, and forgets what no longer holds."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from processing.clock.grid import (
    RESP_GRID_HZ,
    RESP_REACH,
    RESP_REACH_S,
    GridRun,
    grid_parts,
    grid_values,
    respiration_parts,
    respiration_values,
)
from processing.clock.run_grid import RunGrid
from processing.clock.timeline import Gap


class Samples:
    """Stands in for a time line that knows each sample at its own time."""

    best_rate = 50.0

    def __init__(self, times: np.ndarray, values: np.ndarray) -> None:
        self.times, self.all_values = times, values
        self.revised = np.inf

    def take_revision(self) -> float:
        revised, self.revised = self.revised, np.inf
        return revised

    def place(self, t: float) -> int:
        return int(self.times.searchsorted(t))

    known = place

    def gaps(self) -> list[Gap]:
        return []

    def samples(self, t0: float, t1: float, until: float) -> tuple[np.ndarray, np.ndarray]:
        inside = slice(self.place(t0), min(self.place(t1), self.known(until)))
        return self.times[inside], self.all_values[inside]


def heart(source: Samples) -> RunGrid:
    return RunGrid(source, 25, partial(grid_parts, sfreq=25), gap_s=2.0, reach=2)


def respiration(source: Samples) -> RunGrid:
    return RunGrid(
        source, RESP_GRID_HZ, respiration_parts, gap_s=2.0, reach=RESP_REACH, reach_s=RESP_REACH_S
    )


def wandering(rate: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return samples whose times jitter."""
    rng = np.random.default_rng(seed)
    n = int(40 * rate)
    times = np.sort(0.3 + np.arange(n) / rate + rng.normal(0, 0.1 / rate, n))
    return times, np.cumsum(rng.normal(size=n))


@settings(max_examples=25, deadline=None)
@given(st.floats(12, 400), st.integers(0, 1000))
def test_a_growing_grid_is_the_grid_of_the_whole_run(rate: float, seed: int):
    times, values = wandering(rate, seed)
    grid = heart(Samples(times, values))
    whole = grid_values(GridRun(times, values), 25, 8, int(times[-1] * 25))
    for i in range(8, 36):
        (block,) = grid.blocks(i, i + 1, left_s=8, right_s=3)
        inner = block.values[: (i + 2) * 25 - block.first]
        if i > 8:  # the first block knows nothing of what was before it
            np.testing.assert_array_equal(inner, whole[block.first - 8 :][: len(inner)])


@settings(max_examples=60, deadline=None)
@example(respiration, 26.0, 0, [1, 1, 1, 2, 1, 1, 1, 1], 0.0)
@given(
    st.sampled_from([heart, respiration]),
    st.floats(12, 400),
    st.integers(0, 1000),
    st.lists(st.integers(1, 20), min_size=8, max_size=8),
    st.floats(0.0, 6.0),
)
def test_blocks_are_the_same_however_many_are_made_at_once(make, rate, seed, sizes, lost):
    times, values = wandering(rate, seed)
    there = (times < 17.3) | (times > 17.3 + lost)
    source = Samples(times[there], values[there])
    many, one, first = make(source), make(source), 0
    for size in sizes:
        stop = min(first + size, 33)
        wanted = many.blocks(first, stop, left_s=8, right_s=7)
        single = [b for i in range(first, stop) for b in one.blocks(i, i + 1, left_s=8, right_s=7)]
        assert [(b.second, b.start, b.first) for b in wanted] == [
            (b.second, b.start, b.first) for b in single
        ]
        for block, alone in zip(wanted, single, strict=True):
            np.testing.assert_array_equal(block.values, alone.values)
        first = stop


def test_a_sine_comes_through_and_hum_does_not():
    times = np.arange(0, 60, 1 / 250)
    slow, hum = np.sin(2 * np.pi * 0.3 * times), np.sin(2 * np.pi * 50 * times)
    found = respiration_values(GridRun(times, slow + hum), 0, 1400)
    assert found[25:-25] == pytest.approx(slow[::10][25:1375], abs=0.01)


def test_samples_moved_in_time_are_taken_again():
    times = np.arange(0, 60, 1 / 50)
    source = Samples(times, times)
    grid = respiration(source)
    grid.blocks(33, 34, left_s=33, right_s=7)
    source.all_values = np.where(times < 30, times, times + 5)
    source.revised = 30.0
    (block,) = grid.blocks(34, 35, left_s=34, right_s=7)
    (fresh,) = respiration(source).blocks(34, 35, left_s=34, right_s=7)
    assert block.first == fresh.first
    np.testing.assert_array_equal(block.values, fresh.values)


def test_nothing_is_carried_over_a_gap():
    times = np.arange(0, 60, 1 / 50)
    there = (times < 20) | (times >= 25)
    source = Samples(times[there], -times[there])
    grid = respiration(source)
    grid.blocks(15, 16, left_s=15, right_s=7)
    (block,) = grid.blocks(30, 31, left_s=30, right_s=5)
    assert block.first == 25 * RESP_GRID_HZ
    (alone,) = respiration(source).blocks(30, 31, left_s=30, right_s=5)
    np.testing.assert_array_equal(block.values, alone.values)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(30, 300), st.integers(1, 60))
def test_grid_points_are_the_same_whatever_lies_before_and_after(seed: int, first: int, n: int):
    times, values = wandering(100.0, seed)
    whole = grid_values(GridRun(times, values), 25, 8, int(times[-1] * 25))
    part = grid_values(GridRun(times, values), 25, first, first + n)
    np.testing.assert_array_equal(part, whole[first - 8 : first - 8 + n])
    begin, end = times.searchsorted((first / 25, (first + n - 1) / 25), "right")
    near = GridRun(times[begin - 2 : end + 2], values[begin - 2 : end + 2])
    np.testing.assert_array_equal(grid_values(near, 25, first, first + n), part)
