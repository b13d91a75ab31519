"""What tests of commands share."""

from __future__ import annotations

import pytest

from recordings.folder.session import SessionFolder
from tests.unit._folder import make_session, record_ticks


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    """Return a session of client and therapist with its ticks."""
    made, _ = make_session(tmp_path_factory.mktemp("study"), people=("client", "therapist"))
    record_ticks(made)
    return made
