"""A heart that pauses, told from samples that are lost: what bounds the heart rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Status, Tick

from .._synthetic import ECG_SPEC, RR_SPEC, ecg, run, ticks_of, whole

BEAT_S = 0.8
PAUSE_AT = 70.0


def pausing(length: float, *, total: float = 112.0) -> FloatArray:
    """Return beats at 75/min with some variation, and one interval of that length, s."""
    intervals = BEAT_S + 0.03 * np.sin(np.arange(int(total / BEAT_S)))
    intervals[int(PAUSE_AT / BEAT_S)] = length
    beats = 0.3 + np.cumsum(intervals)
    return beats[beats < total]


def of_ecg(beats: FloatArray, lost: tuple[float, float] = (0.0, 0.0)) -> list[Tick]:
    times = np.arange(0.02, 112, 1 / 250)
    values = ecg(beats, times)
    there = (times < lost[0]) | (times >= lost[1])
    return ticks_of(run([ECG_SPEC], [whole(ECG_SPEC, times[there], values[there])]))


def of_strap(beats: FloatArray, lost: tuple[float, float] = (0.0, 0.0)) -> list[Tick]:
    ends, rr = beats[1:], 1000 * np.diff(beats)
    there = (ends < lost[0]) | (ends >= lost[1])
    return ticks_of(run([RR_SPEC], [whole(RR_SPEC, ends[there] + 0.3, rr[there])]))


def true_rate(beats: FloatArray, t: float) -> float:
    """Return the rate of the last 30 s with the interval counted that has not ended, bpm."""
    inside = beats[(beats >= t - 30) & (beats <= t)]
    lengths = np.diff(inside)
    return float(60 / np.mean([*lengths, max(t - inside[-1], lengths.mean())]))


@pytest.mark.parametrize("sensor", [of_ecg, of_strap])
@pytest.mark.parametrize("length", [4.5, 5.5])
def test_a_pause_leaves_no_rate_of_the_beats_around_it(sensor, length: float) -> None:
    beats = pausing(length)
    begin = beats[np.argmax(np.diff(beats))]
    ticks = sensor(beats)
    during = [tick for tick in ticks if begin + 4.2 <= tick.t <= begin + 30]
    for tick in during:
        hr = tick.index("hr")
        assert hr.value is None
        assert Reason.LONG_INTERVAL in hr.reasons
    still = [tick.index("hr") for tick in during if tick.t < begin + length]
    assert [hr.at_most for hr in still] == pytest.approx(
        [60 / (hr.t1 - begin) for hr in still], rel=0.1
    )
    assert all(
        tick.index("rmssd").status is not Status.OK
        for tick in during if tick.index("rmssd").value is not None
    )  # fmt: skip
    over = [tick.index("hr") for tick in ticks if tick.t > begin + length + 31]
    assert all(hr.status is Status.OK and hr.at_most is None for hr in over)


@pytest.mark.parametrize("sensor", [of_ecg, of_strap])
@pytest.mark.parametrize("length", [4.5, 9.0])
def test_lost_samples_are_no_pause(sensor, length: float) -> None:
    beats = pausing(BEAT_S)
    for tick in sensor(beats, (PAUSE_AT, PAUSE_AT + length)):
        hr = tick.index("hr")
        assert Reason.LONG_INTERVAL not in hr.reasons
        assert hr.at_most is None
        if hr.value is not None:
            assert hr.value == pytest.approx(75, rel=0.03)


def test_a_lead_that_is_off_is_no_pause() -> None:
    times = np.arange(0.02, 112, 1 / 250)
    values = ecg(pausing(BEAT_S), times)
    values[(times > PAUSE_AT) & (times < PAUSE_AT + 4.5)] = 0.0
    ticks = ticks_of(run([ECG_SPEC], [whole(ECG_SPEC, times, values)]))
    for tick in ticks:
        hr = tick.index("hr")
        assert hr.at_most is None
        assert Reason.LONG_INTERVAL not in hr.reasons
        if hr.value is not None:
            assert hr.value == pytest.approx(75, rel=0.03)
    assert sum(tick.index("hr").value is not None for tick in ticks) > 30


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    lengths=st.lists(st.floats(1.0, 5.9), min_size=1, max_size=3),
    gap=st.integers(2, 12), seed=st.integers(0, 99),
)  # fmt: skip
@example(
    lengths=[2.0, 4.0], gap=4, seed=6
)  # one that is just no pause, and one that has not ended
@example(lengths=[2.0, 2.0, 2.0], gap=4, seed=1)
def test_no_heart_rate_is_ok_that_pauses_contradict(
    lengths: list[float], gap: int, seed: int
) -> None:
    intervals = 0.8 + 0.03 * np.random.default_rng(seed).standard_normal(150)
    first = int(PAUSE_AT / BEAT_S)
    intervals[first : first + gap * len(lengths) : gap] = lengths
    beats = 0.3 + np.cumsum(intervals)
    for tick in of_strap(beats[beats < 112]):
        hr = tick.index("hr")
        if hr.status is Status.OK:
            assert hr.value <= 1.1 * 1.05 * true_rate(beats, tick.t)
