"""A clap is found where it begins, or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from processing.signals.clap import clap_onsets
from safehold.core.types import FloatArray

RATE = 16_000.0


def clap(rng: np.random.Generator, at: float, *, echo_s: float = 0.0) -> FloatArray:
    """Return 4 s with a clap: noise that dies away within 3 ms, in a room that echoes."""
    sound, n = np.zeros(int(4 * RATE)), int(0.02 * RATE)
    burst = rng.normal(size=n) * np.exp(-np.arange(n) / RATE / 0.003)
    sound[int(at * RATE) : int(at * RATE) + n] = burst
    if echo_s:
        tail = np.arange(int(echo_s * RATE)) / RATE
        room = 0.05 * rng.normal(size=tail.size) * np.exp(-6.9 * tail / echo_s)
        room[0] = 1.0
        sound = np.convolve(sound, room)[: sound.size]
    return np.asarray(sound / np.abs(sound).max())


def voice(rng: np.random.Generator) -> FloatArray:
    """Return 4 s of a hum of many harmonics that swells three times a second."""
    t = np.arange(int(4 * RATE)) / RATE
    pitch = rng.uniform(90, 220)
    hum = sum(np.sin(2 * np.pi * pitch * k * t + rng.uniform(0, 6)) / k for k in range(1, 20))
    return np.asarray(hum * np.clip(np.sin(2 * np.pi * 3 * t), 0, 1))


@pytest.mark.parametrize("loudness", [1.0, 1e-4, 32_768.0])
def test_fifty_claps_in_rooms_noise_and_voices_are_found_within_two_milliseconds(loudness: float):
    rng = np.random.default_rng(5)
    for k in range(50):
        at = float(rng.uniform(0.5, 3.5))
        sound = clap(rng, at, echo_s=(0.0, 0.3, 0.8)[k % 3])
        sound = sound + 10 ** (-rng.uniform(32, 60) / 20) * rng.normal(size=sound.size)
        sound = sound + rng.uniform(0, 0.1) * voice(rng)
        (found,) = clap_onsets(loudness * sound, RATE)
        assert abs(found.at - at) < 0.002


def test_what_rises_slowly_is_no_clap():
    rng = np.random.default_rng(6)
    noise = rng.normal(size=int(4 * RATE))
    assert clap_onsets(noise, RATE) == []
    assert clap_onsets(noise * np.linspace(0, 1, noise.size), RATE) == []
    assert clap_onsets(voice(rng) + 0.001 * noise, RATE) == []
    assert clap_onsets(np.zeros(int(4 * RATE)), RATE) == []
    assert clap_onsets(np.zeros(10), RATE) == []


def test_two_claps_alike_are_both_named_and_a_faint_one_beside_a_loud_one_is_not():
    rng = np.random.default_rng(7)
    quiet = 0.002 * rng.normal(size=int(4 * RATE))
    both = clap(rng, 1.0) + clap(rng, 2.5) + quiet
    assert sorted(round(one.at, 1) for one in clap_onsets(both, RATE)) == [1.0, 2.5]
    faint = clap(rng, 1.0) + 0.05 * clap(rng, 2.5) + quiet
    assert [round(one.at, 1) for one in clap_onsets(faint, RATE)] == [1.0]
