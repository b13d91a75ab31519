"""A video or sound follows the play head; every picture of the clip tells which one it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gui.look.style import DARK
from gui.panels.media_view import MediaView
from gui.qt.media_player import WHY_NOT
from safehold.core.media import MediaPlace
from safehold.offline.replay.playhead import Playhead
from safehold.session.following import IN_STEP_S
from tests.fakes import FakeBeside
from tests.gui._clip import FPS, number_of, write_clip, write_sound

needs_player = pytest.mark.skipif(bool(WHY_NOT), reason=f"Qt Multimedia: {WHY_NOT}")


@pytest.fixture(scope="module")
def clip(tmp_path_factory, qapp) -> Path:
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.avi", 20.0)


class Shown:
    """A view over a head, with all pictures that came: (number shown, file time wanted)."""

    def __init__(self, keep, qtbot, file: Path, **place) -> None:
        self.head = Playhead(0.0, 100.0, limit=lambda: 100.0)
        self.head.pause(paused=True)
        media = MediaPlace(str(file), **place)
        self.view = keep(MediaView(FakeBeside(), media, self.head, theme=DARK))
        self._qtbot = qtbot
        self.came: list[tuple[int, float]] = []
        if self.view.player is not None:
            self.view.player.pictured.connect(self._on_picture)
            qtbot.waitUntil(lambda: self.view.player.ready, timeout=20_000)

    def _on_picture(self) -> None:
        self.came.append((number_of(self.view.player.picture), self.view.wanted()))

    def pictures(self, n: int) -> np.ndarray:
        """Wait for pictures, and return how far off each was, s."""
        self.came.clear()
        self._qtbot.waitUntil(lambda: len(self.came) >= n, timeout=30_000)
        return np.array([number / FPS - want for number, want in self.came])

    def number(self) -> int:
        return number_of(self.view.player.picture)


@pytest.fixture
def shown(keep, qtbot, clip):
    made = Shown(keep, qtbot, clip, offset_s=2.5, drift_ppm=300.0)
    yield made
    made.view.stop()


@needs_player
@pytest.mark.slow
def test_at_the_speed_of_time_pictures_are_in_step_wherever_one_goes(shown, qtbot) -> None:
    for t in (4.0, 15.0):
        shown.head.seek(t)
        shown.head.pause(paused=False)
        shown.pictures(20)  # it finds its place
        off = shown.pictures(30)
        assert np.quantile(np.abs(off), 0.9) < IN_STEP_S
    assert shown.view.off_s < IN_STEP_S
    assert "in step within" in shown.view.state.text()


@needs_player
@pytest.mark.slow
def test_a_halted_head_shows_the_picture_of_its_moment(shown, qtbot) -> None:
    for t in (7.0, 3.1, 18.34):
        shown.head.seek(t)
        wanted = (t - 2.5) / 1.0003 * FPS
        qtbot.waitUntil(lambda n=wanted: abs(shown.number() - n) <= 1, timeout=20_000)


@needs_player
@pytest.mark.slow
def test_a_loop_and_another_speed_are_followed(shown, qtbot) -> None:
    shown.head.loop((10.0, 11.0))
    shown.head.pause(paused=False)
    shown.pictures(60)
    numbers = {number for number, _ in shown.came[10:]}
    assert numbers <= set(range(int(7.3 * FPS), int(8.8 * FPS)))
    shown.head.loop(None)
    shown.head.set_speed(2.0)
    shown.pictures(20)
    assert np.median(np.abs(shown.pictures(20))) < 2 * IN_STEP_S


@needs_player
@pytest.mark.slow
def test_before_and_after_the_file_it_says_where_the_file_lies(shown, qtbot) -> None:
    shown.head.seek(1.0)
    shown.view.follow()
    assert "begins at 0:02" in shown.view.surface.words
    shown.head.seek(50.0)
    shown.view.follow()
    assert "ended at 0:22" in shown.view.surface.words


@needs_player
@pytest.mark.slow
def test_a_sound_follows_too(keep, qtbot, tmp_path) -> None:
    made = Shown(keep, qtbot, write_sound(tmp_path / "tone.wav", 30.0), offset_s=1.0)
    made.head.seek(11.0)
    made.head.pause(paused=False)
    player = made.view.player

    def near() -> bool:
        return abs(player.now() - made.view.wanted()) < 0.1

    qtbot.waitUntil(lambda: near() and player.now() > 10.5, timeout=20_000)
    assert made.view.surface.words == "sound only"
    made.view.stop()


@needs_player
@pytest.mark.slow
def test_a_file_that_is_no_video_says_so(keep, qtbot, tmp_path) -> None:
    wrong = tmp_path / "talk.mp4"
    wrong.write_bytes(b"no video at all" * 100)
    head = Playhead(0.0, 100.0, limit=lambda: 100.0)
    view = keep(MediaView(FakeBeside(), MediaPlace(str(wrong), 0.0), head, theme=DARK))
    qtbot.waitUntil(lambda: "cannot be played" in view.surface.words, timeout=20_000)
    view.stop()


def test_a_file_that_is_gone_says_where_it_was_and_is_found_again(keep, tmp_path) -> None:
    head, beside = Playhead(0.0, 100.0, limit=lambda: 100.0), FakeBeside()
    place = MediaPlace(str(tmp_path / "gone.avi"), 7.0)
    beside.put(place)
    view = keep(MediaView(beside, place, head, theme=DARK))
    if not WHY_NOT:
        assert str(tmp_path / "gone.avi") in view.surface.words
    assert not view.find_button.isHidden()
    new = tmp_path / "new.avi"
    new.write_bytes(b"")
    view.found(new)
    assert view.find_button.isHidden()
    assert beside.media() == (MediaPlace(str(new), 7.0),)
    view.stop()
