"""The main window over the made-up session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gui.session.main_window import MainWindow
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.offline.replay.playback import ReplaySession
from tests.gui._fake_session import make_session


@pytest.fixture
def window(keep: Callable[[MainWindow], MainWindow]) -> MainWindow:
    shown = keep(MainWindow(make_session("activation")))
    shown.prepare()
    return shown


@pytest.fixture
def replay(folder: SessionFolder) -> Iterator[ReplaySession]:
    """A replay of the test's folder, paused at its beginning."""
    session = ReplaySession(folder, load_codebook())
    session.begin()
    session.pause(paused=True)
    yield session
    session.stop()
