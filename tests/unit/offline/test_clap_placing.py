"""A file is placed by the clap near a moment, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from safehold.cli import clap_finding
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace, PlacedBy

RATE = 16_000
FILE = Path("phone.mp4")


def heard(monkeypatch: pytest.MonkeyPatch, sound: np.ndarray, start: float = 0.0) -> list[int]:
    """Have the window read this sound in pieces of 0.1 s; return how many it was asked for."""
    read: list[int] = []

    def read_sound(_file: Path, take: Callable[[np.ndarray], bool | None], _progress) -> float:
        for piece in np.array_split(sound, max(1, sound.size // (RATE // 10))):
            read.append(piece.size)
            if take(piece[:, None].astype(np.float32)):
                break
        return start

    monkeypatch.setattr(
        clap_finding, "import_window", lambda: SimpleNamespace(read_sound=read_sound)
    )
    return read


def minutes_with_claps(*at: float) -> np.ndarray:
    rng = np.random.default_rng(4)
    sound = 0.002 * rng.normal(size=120 * RATE)
    for one in at:
        n = int(0.01 * RATE)
        first = int(one * RATE)
        sound[first : first + n] += rng.normal(size=n) * np.exp(-np.arange(n) / RATE / 0.003)
    return sound


def placed(place: MediaPlace, near: float, session_s: float) -> MediaPlace:
    return clap_finding._placed((FILE, place, near, session_s), lambda _share, _what: None)


@pytest.mark.parametrize("start", [0.0, 0.25])
def test_the_clap_near_the_moment_becomes_a_mark(monkeypatch, start: float):
    read = heard(monkeypatch, minutes_with_claps(20.0, 31.7, 60.0), start)
    found = placed(MediaPlace("a.mp4", 0.0), 30.5, 100.0)
    assert found.how is PlacedBy.MARKS
    ((file_s, session_s),) = found.marks
    assert (file_s, session_s) == (pytest.approx(start + 31.7, abs=0.002), 100.0)
    assert sum(read) < 36 * RATE, "it reads no further than it has to"


def test_marks_that_are_there_are_kept(monkeypatch):
    heard(monkeypatch, minutes_with_claps(100.0))
    before = MediaPlace("a.mp4", 7.0, None, PlacedBy.MARKS, None, ((5.0, 12.0),))
    found = placed(before, 99.0, 107.002)
    assert len(found.marks) == 2
    assert found.drift_ppm == pytest.approx(0.002 / 95 * 1e6, abs=25)


@pytest.mark.parametrize(
    ("claps", "near", "cause"),
    [((), 30.0, "no clap within 2 s"), ((29.0, 31.0), 30.0, "2 sounds like a clap"),
     ((20.0,), 30.0, "no clap"), ((10.0,), 400.0, "no sound here")],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(monkeypatch, claps, near: float, cause: str):
    heard(monkeypatch, minutes_with_claps(*claps))
    with pytest.raises(ConfigError, match=cause):
        placed(MediaPlace("a.mp4", 0.0), near, 100.0)


def test_a_file_without_sound_is_refused(monkeypatch):
    heard(monkeypatch, np.zeros(0))
    with pytest.raises(ConfigError, match="no sound"):
        placed(MediaPlace("a.mp4", 0.0), 3.0, 100.0)
