"""Real files, made and read with Qt Multimedia: every frame with its stamp, sound to the ms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gui.qt.film_reader import read_film
from processing.signals.sync_code import chirp, flash_mean
from safehold.core.camera_mark import CameraMark
from safehold.core.errors import ConfigError
from safehold.core.film import FilmSignals
from safehold.offline.camera import ShownMark, align
from tests.camera import words

pytest.importorskip("PySide6.QtMultimedia", reason="the extra 'video' is not installed")
film = pytest.importorskip("tests.film")

AT = (1.0, 8.5)
SOUND_AFTER_S = 0.7
LENGTH_S = 15.0


@pytest.fixture(scope="module")
def filmed(
    tmp_path_factory: pytest.TempPathFactory, qapp: object
) -> tuple[Path, list, np.ndarray]:
    """Return an uneven film in whose lower left corner two words are shown, with their sound."""
    path = tmp_path_factory.mktemp("film") / "phone.mp4"
    rng = np.random.default_rng(8)
    drawn = words(2, rng)
    times = np.arange(0, LENGTH_S, 1 / 30)
    times = times[rng.uniform(size=times.size) > 0.05]
    times[0] = 0.0
    light = np.full(times.size, -1.0)
    for word, at in zip(drawn, AT, strict=True):
        light = np.maximum(light, flash_mean(word, times - at, 0.02))
    noise = rng.integers(0, 12, (180, 320), dtype=np.uint8)

    def picture(k: int) -> np.ndarray:
        shown = 60 + np.roll(noise, 7 * k)
        shown[120:170, 20:80] = 100 + 60 * light[k]
        return shown

    sound = rng.normal(0, 0.02, int(LENGTH_S * film.RATE))
    for word, at in zip(drawn, AT, strict=True):
        wave = 0.1 * chirp(word, film.RATE)
        first = round((at + SOUND_AFTER_S) * film.RATE)
        sound[first : first + wave.size] += wave
    film.make_film(path, times, picture, sound)
    mark = [CameraMark("", 0.008, SOUND_AFTER_S, 0.02)] * 2
    marks = [ShownMark(k + 1, 100.0 + AT[k], drawn[k], mark[k]) for k in range(2)]
    return path, marks, times


@pytest.fixture(scope="module")
def signals(filmed: tuple[Path, list, np.ndarray]) -> FilmSignals:
    """Return what is read of it."""
    return read_film(filmed[0])


@pytest.mark.slow
def test_every_frame_is_read_with_its_own_time_stamp(filmed, signals: FilmSignals) -> None:
    assert signals.times.size == filmed[2].size
    assert np.abs(signals.times - filmed[2]).max() < 0.002
    assert signals.light.shape == (signals.times.size, 157)


@pytest.mark.slow
def test_a_film_is_placed_by_its_flashes_and_its_sound(filmed, signals: FilmSignals) -> None:
    found = align(filmed[1], signals)
    assert len(found.seen) == 4
    assert found.offset_s == pytest.approx(100.0, abs=0.02)
    assert found.sound_delay_s == pytest.approx(0.0, abs=0.02)
    sounds = [mark for mark in found.seen if mark.sound]
    for mark, at in zip(sounds, AT, strict=True):
        assert mark.file_s == pytest.approx(at + SOUND_AFTER_S, abs=0.003)


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"this is no film" * 100)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_film(path)


def test_a_film_without_sound_is_read(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "silent.mp4"
    times = np.arange(20) / 20
    film.make_film(path, times, lambda k: np.full((180, 320), 40 + 5 * k, dtype=np.uint8))
    read = read_film(path)
    assert read.times.size == 20
    assert read.sound.size == 0
    assert np.all(np.diff(read.light[:, -1]) > 0)
