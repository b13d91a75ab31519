"""A file is placed by camera marks in a process of its own; nothing is written."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from safehold.cli import film_placing
from safehold.core.errors import ConfigError
from safehold.core.media import PlacedBy
from safehold.offline.film_placing import FilmPlacing
from tests.helpers import wait_until
from tests.unit._folder import make_session
from tests.unit.offline.test_camera import CLOCK, session

FOLDER, FILE = Path("session"), Path("phone.mp4")


@pytest.fixture
def filmed(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A session with two marks, and a window that reads the film of it."""
    recorded, film = session(np.random.default_rng(3))
    window = SimpleNamespace(read_film=lambda _file, progress: progress(0.5) or film)
    monkeypatch.setattr(film_placing, "read_recording", lambda _folder: recorded)
    monkeypatch.setattr(film_placing, "import_window", lambda: window)
    return window


def test_the_place_is_found_and_the_share_is_told(filmed: SimpleNamespace) -> None:
    told: list[float] = []
    place = film_placing._placed(
        (FOLDER, FILE, "../phone.mp4"), lambda share, _what: told.append(share)
    )
    assert (place.path, place.how) == ("../phone.mp4", PlacedBy.CAMERA)
    assert place.session_time(20.0) == pytest.approx(CLOCK.session(20.0), abs=0.05)
    assert told == [0.0, 0.45]


def test_a_session_without_marks_is_refused_before_the_file_is_read(
    filmed: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = SimpleNamespace(streams=(), session_zero=0.0)
    monkeypatch.setattr(film_placing, "read_recording", lambda _folder: empty)
    filmed.read_film = None
    with pytest.raises(ConfigError, match="no camera marks"):
        film_placing._placed((FOLDER, FILE, ""), lambda _share, _what: None)


@pytest.mark.slow
def test_the_process_says_why_nothing_came_of_it(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path / "study")
    (tmp_path / "phone.mp4").write_bytes(b"never read")
    search = FilmPlacing(folder.path, tmp_path / "phone.mp4", "../phone.mp4")
    wait_until(lambda: not search.state.running, 60, "the search is over")
    assert search.found is None
    assert "no camera marks" in search.state.failure
    search.stop()


@pytest.mark.slow
def test_a_search_that_is_stopped_ends_at_once(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path / "study")
    search = FilmPlacing(folder.path, tmp_path / "phone.mp4", "../phone.mp4")
    search.stop()
    assert not search.state.running
    assert search._work._process.poll() is not None
    assert not search.state.failure
