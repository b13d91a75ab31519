"""A recording that is being written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safehold.recorder.file import RecordingFile


@pytest.fixture
def file(tmp_path: Path) -> Iterator[RecordingFile]:
    opened = RecordingFile(tmp_path / "a.xdf", "s-01")
    yield opened
    opened.close()
