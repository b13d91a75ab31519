"""What was said afterwards is drawn in the replay, and keys go to where ratings part ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.session.main_window import MainWindow
from safehold.core.codebook import load_codebook
from safehold.core.study import SCALES
from safehold.files.recall import RecallRecorder
from safehold.offline.replay.beside import BesideSession
from safehold.offline.replay.playback import ReplaySession
from safehold.session.person_view import Felt
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

ALT = Qt.KeyboardModifier.AltModifier
SAFETY, OWN_SAFETY = SCALES[0], next(s for s in SCALES if s.name == "own_safety")


@pytest.fixture
def replay(tmp_path: Path) -> Iterator[ReplaySession]:
    folder, _ = make_folder(tmp_path)
    record_ticks(folder)
    taker = RecallRecorder(folder, "client", SAFETY)
    for k in range(300):
        taker.sample(k / 10, 3.0 + k / 100)
    taker.close()
    session = ReplaySession(folder, load_codebook())
    session.begin()
    session.pause(paused=True)
    yield session
    session.stop()


def opened(keep, session) -> MainWindow:
    window = keep(MainWindow(session))
    window.resize(1600, 1000)
    window.prepare()
    return window


def test_a_rating_is_drawn_for_who_gave_it_and_a_new_one_comes_at_once(keep, qtbot, replay):
    qtbot.waitUntil(lambda: replay.model.people["client"].felt is not None, timeout=20_000)
    window = opened(keep, replay)
    client, therapist = window.parts.people
    assert not client.felt.isHidden()
    assert therapist.felt.isHidden()
    _, y = client.felt._curve.getData()
    assert np.nanmax(y) == pytest.approx(5.99)
    rater = window.windows.rate("therapist", OWN_SAFETY)
    rater._taker.sample(5.0, 7.0)
    rater.close()
    window.refresh()
    assert not therapist.felt.isHidden()


def test_keys_go_to_where_ratings_part_and_say_where_there_is_no_more(
    keep, qtbot, replay, monkeypatch
):
    qtbot.waitUntil(lambda: replay.model.people["client"].felt is not None, timeout=20_000)
    t = np.arange(100.0)
    felt = Felt(SAFETY, t, np.full(100, 5.0), ((20.0, 45.0),), ((60.0, 90.0),))
    monkeypatch.setattr(BesideSession, "felt", lambda _self, _model: {"client": felt})
    replay._show_felt()
    window = opened(keep, replay)
    replay.seek(1.0)
    for wanted in (20.0, 60.0):
        qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
        assert replay.clock() == pytest.approx(wanted)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, ALT)
    assert replay.clock() == pytest.approx(60.0)
    assert "part ways after" in window.refusals.text()
    qtbot.keyClick(window, Qt.Key.Key_PageUp, ALT)
    assert replay.clock() == pytest.approx(20.0)
    window.grab()
