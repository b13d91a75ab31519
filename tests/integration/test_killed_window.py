"""Story: the window is killed in mid-session, opened again, and goes on with its recording."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_parts
from safehold.files.receipt import check_session
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from tests.helpers import wait_until
from tests.integration._session import ROOT, end, private_network, recorder_report
from tests.integration._window_user import SESSION

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


def test_a_killed_window_goes_on_with_its_recording_by_keyboard(tmp_path: Path):
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.toml").write_text(STUDY)
    log = tmp_path / "log.txt"
    users: list[subprocess.Popen[str]] = []

    def user(what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.integration._window_user", str(study), what]
        with log.open("a") as errors:
            users.append(
                subprocess.Popen(
                    command, env=network.environment, cwd=ROOT, text=True,
                    stdout=subprocess.PIPE, stderr=errors,
                )
            )  # fmt: skip
        return users[-1]

    with private_network(tmp_path) as network:
        source = network.start("simulate", "--signals", "ecg,respiration", log=log)
        try:
            first = user("new")
            assert first.stdout.readline() == "coded\n", log.read_text()
            before = recorder_report(study / SESSION)
            first.send_signal(signal.SIGKILL)
            first.wait()
            wait_until(
                lambda: recorder_report(study / SESSION)["bytes_written"]
                > before["bytes_written"] + 2000,
                30, "the recorder goes on alone",
            )  # fmt: skip
            said = json.loads(user("go_on").communicate(timeout=400)[0].splitlines()[-1])
        finally:
            end(source)
            for process in users:
                process.kill()
                process.wait()
                process.stdout.close()
            recorder = recorder_report(study / SESSION)
            if recorder and recorder["state"] != "stopped":
                os.kill(int(str(recorder["pid"])), signal.SIGKILL)  # nobody else will end it
    own = [code for code in said["events"] if code != "marker"]  # the simulator sends some
    assert own == ["ph.baseline", "int.support"], "the new window has those of before"
    well = ("Every sensor delivered", "Nothing is missing")
    assert said["verdict"].startswith(well), said["verdict"]
    folder = SessionFolder.open(study / SESSION)
    assert len(folder.recording_paths) == 1
    assert check_session(folder).passes
    codes = {event.code for event in analyse(folder).events}
    assert {*said["events"]} < codes, "and codes go on in it"
    ecg = read_parts(folder.recording_paths).stream(name="simulated-client-ecg")
    assert ecg.stamps[-1] - ecg.stamps[0] == pytest.approx(len(ecg.stamps) / 250, abs=0.1)
    assert check_replay(folder).different == ()
