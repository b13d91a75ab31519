"""Files that need not reach the disk."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk thousands of repairs."""
    monkeypatch.setattr("recordings.disk.append_file._sync_data", lambda _: None)
    monkeypatch.setattr("recordings.disk.append_file.os.fsync", lambda _: None)
