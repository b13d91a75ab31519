"""A grid that grows gives what a grid made at once gives, and forgets what no longer holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clock.grid import (
    RESP_GRID_HZ,
    RESP_REACH,
    RESP_REACH_S,
    GridRun,
    grid_values,
    respiration_values,
)
from processing.clock.run_grid import RunGrid


class Samples:
    """Stands in for a time line."""

    best_rate = 50.0

    def __init__(self) -> None:
        self.revised = np.inf

    def take_revision(self) -> float:
        revised, self.revised = self.revised, np.inf
        return revised


def part(times: np.ndarray, values: np.ndarray, t0: float, t1: float) -> GridRun:
    chosen = (times >= t0) & (times < t1)
    return GridRun(times[chosen], values[chosen])


def respiration(source: Samples) -> RunGrid:
    return RunGrid(
        source, RESP_GRID_HZ, respiration_values, reach=RESP_REACH, reach_s=RESP_REACH_S
    )


@settings(max_examples=25, deadline=None)
@given(st.floats(12, 400), st.integers(0, 1000))
def test_a_growing_grid_is_the_grid_of_the_whole_run(rate: float, seed: int):
    rng = np.random.default_rng(seed)
    times = np.sort(
        0.3 + np.arange(int(40 * rate)) / rate + rng.normal(0, 0.1 / rate, int(40 * rate))
    )
    values = np.cumsum(rng.normal(size=times.size))
    grid = RunGrid(Samples(), 25, lambda run, a, b: grid_values(run, 25, a, b), reach=2)
    whole = grid_values(GridRun(times, values), 25, 8, int(times[-1] * 25))
    for i in range(8, 36):
        first, found = grid.values(part(times, values, i - 8, i + 3), i - 8, i + 3)
        inner = found[: (i + 2) * 25 - first]
        if i > 8:  # the first block knows nothing of what was before it
            np.testing.assert_array_equal(inner, whole[first - 8 :][: len(inner)])


def test_a_sine_comes_through_and_hum_does_not():
    times = np.arange(0, 60, 1 / 250)
    slow, hum = np.sin(2 * np.pi * 0.3 * times), np.sin(2 * np.pi * 50 * times)
    found = respiration_values(GridRun(times, slow + hum), 0, 1400)
    assert found[25:-25] == pytest.approx(slow[::10][25:1375], abs=0.01)


def test_samples_moved_in_time_are_taken_again():
    times = np.arange(0, 60, 1 / 50)
    source = Samples()
    grid = respiration(source)
    grid.values(part(times, times, 0, 40), 0, 40)
    values = np.where(times < 30, times, times + 5)
    source.revised = 30.0
    first, found = grid.values(part(times, values, 0, 41), 0, 41)
    fresh = respiration(Samples()).values(part(times, values, 0, 41), 0, 41)
    assert first == fresh[0]
    np.testing.assert_array_equal(found, fresh[1])


def test_nothing_is_carried_over_a_gap():
    times = np.arange(0, 60, 1 / 50)
    grid = respiration(Samples())
    grid.values(part(times, times, 0, 20), 0, 20)
    after = part(times, -times, 25, 35)
    first, found = grid.values(after, 0, 35)
    assert first == 25 * RESP_GRID_HZ
    np.testing.assert_array_equal(found, respiration(Samples()).values(after, 0, 35)[1])
