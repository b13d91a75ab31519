"""Streams that the engine did not use follow their sender's clock, as far as it was measured."""

from __future__ import annotations

import numpy as np
import pytest

from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.settings import STANDARD
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.files.engine_run import EngineRun, Rebased
from safehold.offline.inputs import RunInputs
from safehold.offline.stored_times import stored_times

SPEC = StreamSpec("foreign", "EDA", "EDA", "", Role.EDA, "client", "uS", 10.0)
HOUR, DRIFT, OFFSET = 3600.0, 50e-6, 12.0


def stream(stamps: FloatArray, offsets: FloatArray) -> XdfStream:
    header = StreamHeader.__new__(StreamHeader)  # nothing here reads it
    return XdfStream(1, header, stamps, np.zeros((stamps.size, 1)), offsets, None)


def run(*rebases: Rebased) -> RunInputs:
    made = EngineRun(1, 0.0, 1, STANDARD, (SPEC,), ("client",), {}, (0.0, 0.0))
    made.rebases.extend(rebases)
    return RunInputs(made, ())


def drifting() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return true times, stamps of a clock that runs slow, and its offsets every 5 s."""
    true = np.arange(0.0, HOUR, 0.1)
    stamps = (true - OFFSET) * (1 - DRIFT)
    at = np.arange(0.0, HOUR, 5.0)
    own = (at - OFFSET) * (1 - DRIFT)
    return true, stamps, np.column_stack([own, at - own])


def test_a_host_whose_clock_drifts_is_followed() -> None:
    """One offset for all of the hour would be off by 90 ms at its ends."""
    true, stamps, offsets = drifting()
    times = stored_times(SPEC, [run()], [stream(stamps, offsets)])
    assert np.abs(times - true).max() < 1e-3


def test_a_clock_that_is_set_is_followed_from_there_on() -> None:
    true, stamps, offsets = drifting()
    late = true >= 2000
    stamps[late] += 500
    after = offsets[:, 0] + offsets[:, 1] >= 2000
    offsets[after] += [500, -500]
    times = stored_times(SPEC, [run()], [stream(stamps, offsets)])
    assert np.abs(times - true).max() < 1e-3


def test_two_programs_after_each_other_have_their_own_offsets() -> None:
    true, stamps, offsets = drifting()
    half, cut = true.size // 2, offsets[:, 0] + offsets[:, 1] < HOUR / 2
    parts = [
        stream(stamps[:half], offsets[cut]),
        stream(stamps[half:] - 77.0, offsets[~cut] + [-77.0, 77.0]),
    ]
    assert np.abs(stored_times(SPEC, [run()], parts) - true).max() < 1e-3


def test_a_foreign_clock_has_its_constant_and_then_what_was_measured_again() -> None:
    true, stamps, offsets = drifting()
    first, last = 1000, 3000
    stamps[first:last] = true[first:last] - 4000.0
    rebases = (
        Rebased("foreign", 4000.0, "", float(stamps[first])),
        Rebased("foreign", None, "", float(stamps[last])),
    )
    times = stored_times(SPEC, [run(*rebases)], [stream(stamps, offsets)])
    assert np.abs(times - true).max() < 1e-3


def test_without_any_measurement_stamps_stand_as_they_are() -> None:
    stamps = np.arange(5.0)
    times = stored_times(SPEC, [run()], [stream(stamps, np.zeros((0, 2)))])
    assert times == pytest.approx(stamps)
