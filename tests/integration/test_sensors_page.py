"""Story: sensors fail and come back while somebody looks at them before a session."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration._session import ROOT, end, private_network
from tests.integration.scenes._sensor_faults import send

pytestmark = pytest.mark.lsl
STUDY = """
schema = 1
name = "rehearsal"
profile = "demo"
[[person]]
label = "client"
[[person]]
label = "therapist"
"""
ECG, BELT = "Client · ECG", "Client · respiration"
DRAWN = [ECG, BELT, "Therapist · ECG", "Therapist · respiration"]


class Page:
    """The page as its user tells it, line by line."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process, self._log = process, log

    def line(self) -> object:
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said, self._log.read_text()
        return json.loads(said)

    def until(self, states: dict[str, str], **shown: object) -> None:
        """Wait until rows have these states."""
        while True:
            seen = self.line()
            rows = {name: seen["rows"].get(name) for name in states}
            if rows == states and all(seen[key] == value for key, value in shown.items()):
                return


def test_what_happens_to_sensors_is_seen_and_over_when_it_is_over(tmp_path: Path):
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.toml").write_text(STUDY)
    log = tmp_path / "log.txt"
    with private_network(tmp_path) as network, log.open("a") as errors:
        source = network.start("simulate", "--signals", "ecg,respiration", log=log)
        user = subprocess.Popen(
            [sys.executable, "-m", "tests.integration._sensors_user", str(tmp_path)],
            env=network.environment, cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
        try:
            page = Page(user, log)
            page.until({ECG: "ready", "Disk": "ready", "Recorder": "ready"}, drawn=DRAWN)
            for name, row in (("client-ecg", ECG), ("client-respiration", BELT)):
                for fault in ("flat", "dropout"):
                    send(source, f"{name}:{fault}")
                    page.until({row: "bad"}, verdict="■ Not ready")
                    send(source, f"{name}:{fault}")
                    over = "ready" if row == ECG else "look"  # its polarity is judged anew
                    page.until({row: over})
            assert user.stdin is not None
            user.stdin.write("enough\n")
            user.stdin.flush()
            while isinstance(left := page.line(), dict):
                pass
            assert left == ["study.toml"], "what was tried has left nothing behind"
            assert user.wait(60) == 0, log.read_text()
        finally:
            end(source)
            end(user)
