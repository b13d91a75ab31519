"""A tick does not depend on how samples were cut into chunks (methods C1, C2, C5; oracle O29)."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehold.core.canonical import digest
from safehold.core.settings import DEMO, ZoneSettings
from safehold.core.types import (
    Boundary,
    ClockOffset,
    EngineInput,
    Event,
    EventKind,
    Mark,
    MissingTicks,
    Parameters,
)

from ..unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    PPG_SPEC,
    RR_SPEC,
    beats_g,
    belt,
    cut,
    ecg,
    interleave,
    ppg,
    run,
    ticks_of,
    whole,
)

DURATION = 75.0


def offsets() -> list[ClockOffset]:
    """Return clock offsets in force from scattered samples on, as they were measured."""
    rng = np.random.default_rng(5)
    ecg_at, belt_at = np.arange(0, 18000, 517), np.arange(0, 1800, 51)
    return [
        ClockOffset("client-ecg", int(i), float(0.002 * rng.random()), 1e-4) for i in ecg_at
    ] + [ClockOffset("client-belt", int(i), float(0.002 * rng.random()), 1e-4) for i in belt_at]


def marks() -> list[Mark | Parameters]:
    baseline = Event("e1", "ph.baseline", 5.0, None, EventKind.INTERVAL)
    speech = Event("e2", "cf.speech_client", 50.0)
    acts = [({"client": 6}, Boundary.START, baseline), ({"client": 52}, Boundary.POINT, speech)]
    wider = Parameters(
        "client", ZoneSettings(th=3.0), dataclasses.replace(DEMO.baseline, hr_floor_bpm=9.0), 58
    )
    return [*(Mark(event, boundary, act) for act, boundary, event in acts), wider]


def troubled_streams() -> tuple:
    """Return an ECG and a belt with a gap, late data, bad stamps and values, and jitter."""
    rng = np.random.default_rng(3)
    times = np.arange(0.3, DURATION, 1 / 250)
    values = ecg(beats_g(0.8, 0.05, 0.25, 0.0, duration=DURATION), times)
    times = times + 0.001 * rng.standard_normal(len(times))
    times[5000:5300] -= 4  # late
    times[9000] = np.nan
    times[9100] = 0.0
    values[9200:9210] = np.nan
    keep = np.ones(len(times), bool)
    keep[11000:11400] = False  # 1.6 s
    breath_times = np.arange(0.1, DURATION, 1 / 25)
    return (
        whole(ECG_SPEC, times[keep], values[keep]),
        whole(BELT_SPEC, breath_times, belt(breath_times)),
    )


STREAMS = (ECG_SPEC, BELT_SPEC)
HEART, BREATH = troubled_streams()
EXTRA: list[EngineInput] = [
    *offsets(),
    *marks(),
    MissingTicks("client", 30, 32, "client-belt", 0.0),
]


@pytest.fixture(scope="module")
def reference() -> str:
    outputs = run(STREAMS, [*EXTRA, HEART, BREATH], DEMO)
    ticks = ticks_of(outputs)
    assert [tick.t for tick in ticks] == list(range(1, 68))
    assert sum(index.value is not None for tick in ticks for index in tick.indices) > 100
    return digest(outputs)


def by_sizes(n: int) -> list:
    return [n] * (len(HEART.stamps) // n + 1)


@pytest.mark.slow
@pytest.mark.oracle("O29")
@pytest.mark.parametrize("n", [37, 250])
def test_o29_chunks_of_a_prime_number_and_of_a_second(reference: str, n: int) -> None:
    chunks = interleave(cut(HEART, by_sizes(n)), cut(BREATH, by_sizes(max(1, n // 10))))
    assert digest(run(STREAMS, [*EXTRA, *chunks], DEMO)) == reference


@pytest.mark.slow
@pytest.mark.oracle("O29")
def test_o29_single_samples(reference: str) -> None:
    chunks = interleave(cut(HEART, by_sizes(1)), cut(BREATH, by_sizes(1)))
    assert digest(run(STREAMS, [*EXTRA, *chunks], DEMO)) == reference


@pytest.mark.slow
@pytest.mark.oracle("O29")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), longest=st.sampled_from([36, 750]))
def test_o29_random_chunks(reference: str, seed: int, longest: int) -> None:
    rng = np.random.default_rng(seed)
    chunks = interleave(
        cut(HEART, rng.integers(1, longest + 1, 20000)),
        cut(BREATH, rng.integers(1, max(2, longest // 10), 2000)),
    )
    assert digest(run(STREAMS, [*EXTRA, *chunks], DEMO)) == reference


@pytest.mark.oracle("O29")
def test_o29_one_stream_far_ahead_of_the_other(reference: str) -> None:
    chunks = [*cut(BREATH, [200]), *cut(HEART, [9000])]
    assert digest(run(STREAMS, [*EXTRA, *chunks], DEMO)) == reference


@pytest.mark.oracle("O29")
def test_o29_offsets_that_come_with_their_samples(reference: str) -> None:
    """Live measures an offset while it receives; replay knows all of them before."""
    chunks = interleave(cut(HEART, by_sizes(50)), cut(BREATH, by_sizes(5)))
    waiting = [item for item in EXTRA if isinstance(item, ClockOffset)]
    inputs: list[EngineInput] = [x for x in EXTRA if not isinstance(x, ClockOffset)]
    for chunk in chunks:
        due = [
            item
            for item in waiting
            if item.stream_id == chunk.stream_id and item.index < chunk.index + len(chunk.stamps)
        ]
        waiting = [item for item in waiting if item not in due]
        inputs += [*due, chunk]
    assert digest(run(STREAMS, inputs, DEMO)) == reference


@pytest.mark.slow
@pytest.mark.parametrize("source", ["ppg", "rr"])
def test_ticks_from_pulse_and_strap_do_not_depend_on_chunks(source: str) -> None:
    beats = beats_g(0.8, 0.05, 0.25, 0.0, duration=70)
    if source == "ppg":
        times = np.arange(0.3, 70, 1 / 250)
        chunk, spec = whole(PPG_SPEC, times, ppg(beats, times)), PPG_SPEC
    else:
        chunk, spec = whole(RR_SPEC, beats[1:] + 0.2, 1000 * np.diff(beats)), RR_SPEC
    rng = np.random.default_rng(1)
    results = {
        digest(run([spec], cut(chunk, sizes), DEMO))
        for sizes in ([], [7] * 3000, rng.integers(1, 400, 3000).tolist())
    }
    assert len(results) == 1
    ticks = ticks_of(run([spec], [chunk], DEMO))
    assert ticks[-1].index("rmssd").value is not None
