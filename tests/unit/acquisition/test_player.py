"""Recorded signals as sources of streams: their times, their values, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from acquisition.player import PlayedSignal, play_sources
from safehold.core.errors import ConfigError
from safehold.core.types import FloatArray


def signal(times: FloatArray, values: FloatArray, person: str = "client") -> PlayedSignal:
    return PlayedSignal(person, "ecg", times, values, "mV", 250.0)


def test_files_of_one_clock_become_people_on_one_clock() -> None:
    late = signal(np.array([0.5, 0.504, 0.508, 0.512]), np.arange(4.0))
    early = signal(0.25 + np.arange(4) / 250, np.arange(4.0), "therapist")
    first, second = play_sources([late, early])
    assert np.allclose(first.take(9)[0], [0.25, 0.254, 0.258, 0.262])
    assert np.allclose(second.take(9)[0], [0, 0.004, 0.008, 0.012])
    assert first.info.person == "client"


def test_values_that_float32_would_change_are_played_as_float64() -> None:
    times = np.arange(3) / 10
    exact = signal(times, np.array([0.5, np.nan, 2.0]))
    assert play_sources([exact])[0].info.format == "float32"
    source = play_sources([signal(times[:2], np.array([0.1, 0.2]))])[0]
    assert source.info.format == "double64"
    assert source.take(9)[1][:, 0].tolist() == [0.1, 0.2]


def test_one_signal_of_one_person_comes_from_one_file() -> None:
    one = signal(np.arange(3) / 250, np.arange(3.0))
    with pytest.raises(ConfigError, match="twice"):
        play_sources([one, one])
    with pytest.raises(ConfigError, match="no signal"):
        play_sources([])
