"""Flashes in films with a known clock: found within half a frame, or not found."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from processing.signals.sync_code import Word
from processing.signals.sync_flash import Found, find_flashes
from tests.camera import Camera, Clock, words

AT = (8.0, 45.0, 82.0)
LENGTH_S = 95.0
CLOCK = Clock(-3.217, 50.0)


def search(camera: Camera, *, seed: int = 1, shown: tuple[int, ...] = (0, 1, 2)):
    rng = np.random.default_rng(seed)
    drawn = words(3, rng)
    times, light = camera.film(CLOCK, LENGTH_S, [(drawn[k], AT[k]) for k in shown], rng)
    return find_flashes(times, light, drawn)


def marks(drawn: list[Word]) -> list[tuple[Word, float]]:
    return list(zip(drawn, AT, strict=True))


def errors(found: list[Found | None]) -> list[float]:
    return [
        abs(float(CLOCK.session(mark.at)) - at)
        for mark, at in zip(found, AT, strict=True)
        if mark is not None
    ]


@pytest.mark.parametrize("fps", [24.0, 29.97, 60.0])
@pytest.mark.parametrize("stamp", [0.0, 0.5])
def test_every_flash_is_found_within_half_a_frame_and_the_readout(
    fps: float, stamp: float
) -> None:
    found = search(Camera(fps=fps, stamp=stamp, dropped=0.03))
    assert len(errors(found)) == 3
    assert max(errors(found)) <= 0.5 / fps + 0.008


@pytest.mark.parametrize(
    "fault",
    [
        {"gain_s": 0.4},
        {"screen": (1, 6, 1, 1), "reflected": 0.0},
        {"screen": (0, 0, 0, 0), "reflected": 0.15},
        {"flicker": 25.0, "slow": 4.0},
        {"noise": 3.0, "contrast": 12.0},
        {"switches": 2},
        {"jitter_s": 0.006, "dropped": 0.15},
    ],
    ids=["exposure", "small", "reflected", "other-screen", "noise", "room-light", "uneven"],
)
def test_a_hard_film_is_read_within_40_ms_or_not_at_all(fault: dict[str, object]) -> None:
    found = search(dataclasses.replace(Camera(), **fault))
    assert len(errors(found)) >= 2
    assert max(errors(found)) <= 0.03


def test_a_flash_that_was_not_filmed_is_not_found() -> None:
    found = search(Camera(flicker=20.0, switches=4), shown=(0, 2))
    assert found[1] is None
    assert max(errors(found)) <= 0.03


def test_nothing_is_found_in_the_film_of_another_session() -> None:
    rng = np.random.default_rng(3)
    theirs, ours = words(3, rng), words(3, rng)
    times, light = Camera(flicker=20.0).film(CLOCK, LENGTH_S, marks(theirs), rng)
    assert find_flashes(times, light, ours) == [None, None, None]


def test_frames_that_are_missing_move_nothing_since_stamps_count() -> None:
    whole = search(Camera(noise=0.1, slow=0.2))
    gaps = search(Camera(noise=0.1, slow=0.2, dropped=0.2))
    for one, other in zip(whole, gaps, strict=True):
        assert one is not None
        assert other is not None
        assert one.at == pytest.approx(other.at, abs=0.004)


def test_a_flash_in_a_hole_of_the_film_is_not_found() -> None:
    rng = np.random.default_rng(4)
    drawn = words(3, rng)
    times, light = Camera().film(CLOCK, LENGTH_S, marks(drawn), rng)
    keep = np.abs(times - float(CLOCK.file(AT[1] + 2.4))) > 0.6
    found = find_flashes(times[keep], light[keep], drawn)
    assert found[1] is None
    assert found[0] is not None


def test_brightness_and_contrast_change_nothing() -> None:
    rng = np.random.default_rng(6)
    drawn = words(3, rng)
    times, light = replace(Camera(), noise=0.2).film(CLOCK, LENGTH_S, marks(drawn), rng)
    plain, scaled = find_flashes(times, light, drawn), find_flashes(times, 7 * light + 90, drawn)
    for one, other in zip(plain, scaled, strict=True):
        assert one is not None
        assert other is not None
        assert one.at == pytest.approx(other.at, abs=1e-6)


def test_a_film_without_pictures_holds_nothing() -> None:
    drawn = words(2, np.random.default_rng(7))
    assert find_flashes(np.zeros(0), np.zeros((0, 48)), drawn) == [None, None]
    assert find_flashes(np.arange(30) / 30, np.zeros((30, 48)), drawn) == [None, None]
    still = np.full((1200, 48), 17.0)
    assert find_flashes(np.arange(1200) / 30, still, drawn) == [None, None]
