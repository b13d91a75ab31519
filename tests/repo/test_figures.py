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


@pytest.mark.usefixtures("bench")
def test_the_times_of_a_replay_are_those_of_the_results() -> None:
    """``python bench/replay_transport.py --say`` prints them."""
    import replay_transport

    results = json.loads(replay_transport.RESULTS.read_text())
    said = " ".join((ROOT / "docs" / "replay.md").read_text().split())
    assert replay_transport.sentence(results) in said
    sys.modules.pop("_own_network")
