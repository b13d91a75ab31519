"""A small recorded session."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from tests.unit._folder import make_session


@pytest.fixture
def strap_folder(tmp_path: Path) -> SessionFolder:
    """150 s of a client with a strap; nothing was computed live."""
    made, _ = make_session(tmp_path, signals=("rr",), people=("client",))
    return made
