"""A study of one recorded session that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def study(recorded: Path, tmp_path: Path) -> Path:
    """Copy what the test's module has recorded."""
    shutil.copytree(recorded, tmp_path / "study")
    return tmp_path / "study"
