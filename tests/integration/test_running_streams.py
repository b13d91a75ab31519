"""Sensors stream long before Start is pressed: what is used live must be in the recording."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.offline.check import check_replay
from tests.helpers import wait_until
from tests.integration._session import (
    end,
    journal_lines,
    private_network,
    recorder_report,
)

pytestmark = pytest.mark.lsl


def streams(session: Path) -> list[dict[str, object]]:
    found = recorder_report(session).get("streams", [])
    assert isinstance(found, list)
    return found


def test_a_session_that_joins_running_streams_is_replayed_bit_for_bit(tmp_path: Path):
    session = tmp_path / "joined"
    log = tmp_path / "log"
    with private_network(tmp_path) as network:
        source = network.start("simulate", "--signals", "ecg,rr,respiration", log=log)
        live = network.start(
            "live", "--headless", "--profile", "demo", "--baseline", "--session", "joined",
            "--study", str(tmp_path), "--wait", "30", log=log,
        )  # fmt: skip
        try:
            wait_until(lambda: bool(journal_lines(session)), 60, f"it starts: {log.read_text()}")
            wait_until(
                lambda: any(
                    s["name"] == "safehold-ticks" and s["n_samples"] > 24 for s in streams(session)
                ),
                90,
                "ticks are published and recorded",
            )
            live.send_signal(signal.SIGTERM)
            assert live.wait(60) == 0, log.read_text()
        finally:
            end(source)
            end(live)
    report = check_replay(SessionFolder.open(session))
    assert report.not_compared == ()
    assert report.different == ()
    assert report.equal_ticks > 24
