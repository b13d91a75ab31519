"""Chirps in sounds with a known clock: found to the millisecond, or not found."""

from __future__ import annotations

import numpy as np
import pytest

from processing.signals.sync_sound import find_chirps
from tests.camera import Clock, Microphone, words

AT = (6.0, 21.0)
LENGTH_S = 30.0
CLOCK = Clock(-1.4183, -50.0)


def search(microphone: Microphone, *, played: tuple[int, ...] = (0, 1), seed: int = 1):
    rng = np.random.default_rng(seed)
    drawn = words(2, rng)
    sound = microphone.sound(CLOCK, LENGTH_S, [(drawn[k], AT[k]) for k in played], rng)
    return find_chirps(sound, microphone.rate, drawn)


@pytest.mark.parametrize("rate", [16_000.0, 44_100.0, 48_000.0])
def test_a_chirp_is_found_to_a_tenth_of_a_millisecond(rate: float) -> None:
    for mark, at in zip(search(Microphone(rate=rate)), AT, strict=True):
        assert mark is not None
        assert float(CLOCK.session(mark.at)) == pytest.approx(at, abs=1e-4)


def test_the_direct_sound_counts_where_the_room_is_louder() -> None:
    room = Microphone(reverb_s=0.6, direct=0.3, voices=0.2, claps=6, gain_s=0.5)
    for mark, at in zip(search(room), AT, strict=True):
        assert mark is not None
        assert float(CLOCK.session(mark.at)) == pytest.approx(at, abs=0.002)


def test_a_chirp_far_below_the_noise_is_found() -> None:
    found = search(Microphone(loudness=0.01, noise=0.05))
    assert all(mark is not None for mark in found)


def test_a_chirp_that_was_not_played_is_not_found_in_voices_and_claps() -> None:
    found = search(Microphone(voices=0.5, claps=20), played=(0,))
    assert found[0] is not None
    assert found[1] is None


def test_a_sound_that_is_too_short_or_too_coarse_holds_nothing() -> None:
    drawn = words(1, np.random.default_rng(2))
    assert find_chirps(np.zeros(100), 48_000, drawn) == [None]
    assert find_chirps(np.zeros(80_000), 8_000, drawn) == [None]
    assert find_chirps(np.zeros(160_000), 16_000, drawn) == [None]
