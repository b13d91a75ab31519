"""Voice probability and level of sound: known levels, any chunking, voices and what is none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.voice_activity import (
    FRAME_SAMPLES,
    QUIETEST_DB,
    RATE_HZ,
    VoiceActivity,
    level_db,
)
from tests.voices import voice


class Remembers:
    """A network whose answer depends on all that it heard."""

    def __init__(self) -> None:
        self.state = 0.0

    def process_samples(self, samples: list[float]) -> float:
        assert len(samples) == FRAME_SAMPLES
        self.state = 0.9 * self.state + abs(samples[0])
        return self.state % 1.0


@pytest.mark.parametrize("amplitude", [1.0, 0.1, 0.003])
def test_the_level_of_a_sine_is_that_of_its_root_mean_square(amplitude: float):
    wave = amplitude * np.sin(2 * np.pi * 1000 * np.arange(RATE_HZ) / RATE_HZ)
    assert level_db(wave) == pytest.approx(20 * math.log10(amplitude / math.sqrt(2)), abs=1e-6)


def test_silence_has_a_level_too():
    assert level_db(np.zeros(FRAME_SAMPLES)) == QUIETEST_DB


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4000), max_size=8))
def test_the_same_in_any_chunking(cuts: list[int]):
    sound = np.random.default_rng(3).normal(0, 0.2, 4000)
    whole = VoiceActivity(Remembers()).feed(sound)
    activity = VoiceActivity(Remembers())
    parts = [activity.feed(part) for part in np.split(sound, sorted(cuts))]
    assert np.array_equal(np.concatenate(parts), whole)
    assert len(whole) == 4000 // FRAME_SAMPLES


def test_a_voice_is_heard_and_noise_tones_and_clicks_are_none():
    rng = np.random.default_rng(5)
    room = 10 ** (-66 / 20)
    spoken = voice(3.0, seed=2) + room * rng.normal(size=3 * RATE_HZ)
    t = np.arange(3 * RATE_HZ) / RATE_HZ
    clicks = np.where(np.arange(t.size) % 4000 < 20, 0.5, 0.0) * rng.normal(size=t.size)
    found = {
        name: VoiceActivity().feed(sound)[:, 0]
        for name, sound in {
            "voice": spoken, "noise": 0.1 * rng.normal(size=t.size),
            "tone": 0.1 * np.sin(2 * np.pi * 440 * t), "clicks": clicks,
        }.items()
    }  # fmt: skip
    assert (found["voice"][10:] > 0.5).mean() > 0.95
    for name in ("noise", "tone", "clicks"):
        assert (found[name] > 0.5).mean() < 0.02, name
