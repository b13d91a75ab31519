"""Whatever goes wrong with a stream, its ticks do not depend on how it was cut into chunks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehold.core.canonical import digest
from safehold.core.settings import DEMO
from safehold.core.types import Chunk, EngineInput, FloatArray, StreamSpec, Turn

from ..unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    RR_SPEC,
    beats_g,
    belt,
    cut,
    ecg,
    interleave,
    run,
    ticks_of,
    whole,
)

DURATION = 45.0
BEATS = beats_g(0.8, 0.05, 0.25, 0.0, duration=DURATION)
TIMES, BREATH_TIMES = np.arange(0.3, DURATION, 1 / 250), np.arange(0.1, DURATION, 1 / 25)
HEART, BREATH = ecg(BEATS, TIMES), belt(BREATH_TIMES)
TURN = Turn("client-belt", inverted=True, act_from=25)

Signal = tuple[FloatArray, FloatArray]


def lost(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    keep = np.ones(times.size, bool)
    keep[at : at + n] = False
    return times[keep], values[keep]


def late(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    """A packet that comes after what follows it."""
    order = np.r_[:at, at + n : min(at + 2 * n, times.size), at : at + n, at + 2 * n : times.size]
    order = order[order < times.size]
    return times[order], values[order]


def set_back(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    shifted = times.copy()
    shifted[at : at + n] -= 3.0
    return shifted, values


def jump(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    """The sender's clock jumps ahead, for good."""
    shifted = times.copy()
    shifted[at:] += n / 100
    return shifted, values


def burst(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    """Samples that all have the stamp of the last."""
    same = times.copy()
    same[at : at + n] = times[min(at + n, times.size) - 1]
    return same, values


def odd(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    stamps, numbers = times.copy(), values.copy()
    stamps[at : at + 3] = (np.nan, np.inf, 0.0)[: len(stamps[at : at + 3])]
    numbers[at + 3 : at + n] = np.nan
    return stamps, numbers


def flat(times: FloatArray, values: FloatArray, at: int, n: int) -> Signal:
    still = values.copy()
    still[at : at + n] = still[at]
    return times, still


TROUBLES: tuple[Callable[[FloatArray, FloatArray, int, int], Signal], ...] = (
    lost, late, set_back, jump, burst, odd, flat,
)  # fmt: skip

plans = st.lists(
    st.tuples(st.sampled_from(TROUBLES), st.floats(0.02, 0.95), st.floats(0.002, 0.1)),
    min_size=1,
    max_size=4,
)


def troubled(spec: StreamSpec, times: FloatArray, values: FloatArray, plan) -> Chunk:
    for trouble, place, length in plan:
        n = max(4, int(length * times.size))
        times, values = trouble(times, values, int(place * times.size), n)
    return whole(spec, times, values)


@pytest.mark.slow
@pytest.mark.oracle("O29")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(heart=plans, breath=plans, seed=st.integers(0, 2**32 - 1), longest=st.integers(2, 900))
def test_o29_chunks_do_not_matter_whatever_is_wrong(heart, breath, seed: int, longest: int):
    one = troubled(ECG_SPEC, TIMES, HEART, heart)
    two = troubled(BELT_SPEC, BREATH_TIMES, BREATH, breath)
    rng = np.random.default_rng(seed)
    chunks = interleave(
        cut(one, rng.integers(1, longest, 12000)), cut(two, rng.integers(1, longest, 2000))
    )
    ahead: list[EngineInput] = [TURN, one, two]
    streams = (ECG_SPEC, BELT_SPEC)
    outputs = run(streams, ahead, DEMO)
    assert digest(run(streams, [TURN, *chunks], DEMO)) == digest(outputs)
    seconds = [tick.t for tick in ticks_of(outputs)]
    assert seconds == list(range(1, len(seconds) + 1)), "every second once, in order"
    for tick in ticks_of(outputs):
        for index in tick.indices:
            assert (index.value is None) == (index.status == "missing")
            assert index.value is None or np.isfinite(index.value)
            assert index.value is not None or index.reasons, "missing, but without a reason"


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(plan=plans, seed=st.integers(0, 2**32 - 1), longest=st.integers(2, 60))
def test_packets_of_rr_intervals_may_be_cut_anywhere(plan, seed: int, longest: int):
    chunk = troubled(RR_SPEC, BEATS[1:] + 0.2, 1000 * np.diff(BEATS), plan)
    sizes = np.random.default_rng(seed).integers(1, longest, 200)
    assert digest(run([RR_SPEC], cut(chunk, sizes), DEMO)) == digest(run([RR_SPEC], [chunk], DEMO))
