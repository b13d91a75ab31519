"""A live session that runs, for the tests of what may happen to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit._live_session import Live, live


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    with live(tmp_path, monkeypatch) as session:
        yield session
