"""One rule of validity: a tick and a window of the same seconds say the same, for every reason."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import pytest

from processing.indices.indices import UNITS
from processing.indices.summary import PersonRecord
from safehold.core.conditions import Conditions
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Beat,
    Boundary,
    Breath,
    EngineInput,
    EngineOutput,
    Event,
    EventKind,
    FloatArray,
    Mark,
    StreamSpec,
)
from tests.unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    beats_g,
    belt,
    ecg,
    run,
    ticks_of,
    whole,
)

SETTINGS = dataclasses.replace(
    STANDARD, windows=dataclasses.replace(STANDARD.windows, hr_s=60.0, vagal_s=60.0)
)
"""Both windows are one minute, so a tick and a table row have the same seconds."""
LENGTH = 200.0


def grid(rate: float, length: float = LENGTH) -> FloatArray:
    return np.arange(round(length * rate)) / rate


def heart(m: float = 0.83, amplitude: float = 0.05, f: float = 0.23) -> FloatArray:
    return beats_g(m, amplitude, f, 0.0, duration=LENGTH + 5)


def waves(
    values: FloatArray | None = None, rate: float = 250.0
) -> tuple[tuple[StreamSpec, FloatArray, FloatArray], tuple[StreamSpec, FloatArray, FloatArray]]:
    """Return an ECG and a belt, by default clean ones."""
    times = grid(rate)
    mine = dataclasses.replace(ECG_SPEC, nominal_rate=rate)
    chest = grid(25)
    return (
        (mine, times, ecg(heart(), times) if values is None else values),
        (BELT_SPEC, chest, belt(chest, f=0.23)),
    )


def marked(code: str, t0: float, t1: float) -> list[Mark]:
    """Return both ends of a confound."""
    begun = Event(code, code, t0, None, EventKind.INTERVAL, target="client")
    ended = dataclasses.replace(begun, duration=t1 - t0)
    return [Mark(begun, Boundary.START), Mark(ended, Boundary.STOP)]


def played(
    streams: tuple[tuple[StreamSpec, FloatArray, FloatArray], ...], extra: list[EngineInput]
) -> list[EngineOutput]:
    inputs = [*extra, *(whole(spec, times, values) for spec, times, values in streams)]
    return run([spec for spec, _, _ in streams], inputs, SETTINGS)


def clean() -> list[EngineOutput]:
    return played(waves(), [])


def upside_down() -> list[EngineOutput]:
    mine, (spec, times, _) = waves()
    skewed = np.sin(2 * np.pi * 0.23 * times + 0.6 * np.sin(2 * np.pi * 0.23 * times))
    return played((mine, (spec, times, 2000 + 100 * skewed)), [])


def low_rate() -> list[EngineOutput]:
    return played(waves(rate=90.0), [])


def clipped() -> list[EngineOutput]:
    values = ecg(heart(), grid(250))
    return played(waves(np.clip(values, -0.3, 0.3)), [])


def marks() -> list[EngineOutput]:
    spoken = marked("cf.speech_client", 70.5, 90.0)
    moved = marked("cf.movement", 130.5, 150.0)
    return played(waves(), [*spoken, *moved])


CASES = {case.__name__: case for case in (clean, upside_down, low_rate, clipped, marks)}


@functools.cache
def outputs(name: str) -> list[EngineOutput]:
    return CASES[name]()


def record(made: list[EngineOutput]) -> PersonRecord:
    return PersonRecord(
        "client",
        [o for o in made if isinstance(o, Beat)],
        [o for o in made if isinstance(o, Breath)],
        [o for o in made if isinstance(o, Conditions)],
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_tick_and_a_window_of_the_same_seconds_say_the_same(name: str) -> None:
    made = outputs(name)
    mine = record(made)
    for tick in ticks_of(made):
        if tick.t < 60 or tick.t % 9:
            continue
        window = mine.indices(tick.t - 60.0, float(tick.t))
        for index in UNITS:
            if index != "ln_p2t_adjusted":  # it needs the calibration of the moment
                assert window[index] == tick.index(index), (tick.t, index)


def test_a_belt_upside_down_gives_no_rsa_in_the_table() -> None:
    row = record(outputs("upside_down")).summary(90.0, 150.0)
    assert row.rsa_p2t_ms is None
    assert row.exclude_reason


def test_an_ecg_of_90_samples_a_second_gives_no_variability_in_the_table() -> None:
    row = record(outputs("low_rate")).summary(90.0, 150.0)
    assert row.rmssd_ms is None
    assert row.hr_mean_bpm is not None
    assert Reason.LOW_RATE.value in row.exclude_reason


def test_clipping_stands_beside_what_it_leaves() -> None:
    row = record(outputs("clipped")).summary(90.0, 150.0)
    assert Reason.CLIPPED in row.reservations


def test_marked_movement_takes_windows_of_which_it_fills_more_than_a_fifth() -> None:
    mine = record(outputs("marks"))
    assert mine.summary(60.0, 120.0).reservations == (Reason.SPEECH,)
    filled = mine.summary(120.0, 180.0)
    assert (filled.hr_mean_bpm, filled.rmssd_ms) == (None, None)
    assert Reason.MOVEMENT.value in filled.exclude_reason
    touched = mine.summary(140.0, 200.0)
    assert touched.hr_mean_bpm is not None
    assert touched.reservations == (Reason.MOVEMENT,)
