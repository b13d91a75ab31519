"""Tables of the docs are those of the committed results."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))


@pytest.mark.usefixtures("bench")
def test_the_table_of_real_recordings_is_that_of_the_results() -> None:
    """``python bench/real_recordings.py --table`` prints it."""
    import real_recordings

    results = json.loads(real_recordings.RESULTS.read_text())
    assert real_recordings.table(results) in (ROOT / "docs" / "numbers.md").read_text()
    sys.modules.pop("_own_network")
