"""Foreign clocks are rebased and replayed; a sensor that dies is alarmed within three seconds."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from acquisition.lsl import local_clock
from recordings.folder.session import SessionFolder
from safehold.core.alarms import AlarmKind, AlarmStep
from safehold.files.journal_reading import read_runs
from safehold.offline.check import check_replay
from tests.helpers import wait_until
from tests.integration._odd_clocks import UPTIME
from tests.integration._session import (
    ROOT,
    end,
    journal_lines,
    private_network,
    recorder_report,
)

pytestmark = pytest.mark.lsl


def alarm_steps(session: Path) -> list[tuple[str, str]]:
    lines = [line for line in journal_lines(session) if line["kind"] == "alarm"]
    return [(line["step"], line["alarm"]["stream_id"]) for line in lines]  # type: ignore[index]


def n_ticks(session: Path) -> int:
    streams = recorder_report(session).get("streams", [])
    return sum(s["n_samples"] for s in streams if s["name"] == "safehold-ticks")


def test_foreign_clocks_are_rebased_and_a_dropout_is_alarmed_in_time(tmp_path: Path):
    session, log = tmp_path / "odd", tmp_path / "log"
    with private_network(tmp_path) as network:
        sender = subprocess.Popen(
            [sys.executable, "-m", "tests.integration._odd_clocks", uuid.uuid4().hex[:8]],
            env=network.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        live = network.start(
            "live", "--headless", "--profile", "demo", "--session", "odd", "--preflight", "0",
            "--study", str(tmp_path), "--wait", "30", log=log,
        )  # fmt: skip
        try:
            wait_until(lambda: n_ticks(session) > 8, 90, f"ticks come: {log.read_text()}")
            unix_ahead = time.time() - local_clock()
            sender.stdin.write("\n")
            sender.stdin.flush()
            stood = json.loads(sender.stdout.readline())["stood"]
            wait_until(
                lambda: ("raised", "therapist-ecg") in alarm_steps(session), 30, "it is alarmed"
            )
            sender.stdin.write("\n")
            sender.stdin.flush()
            wait_until(
                lambda: ("cleared", "therapist-ecg") in alarm_steps(session), 30, "it is cleared"
            )
            live.send_signal(signal.SIGTERM)
            live.wait(60)
        finally:
            sender.stdin.close()
            sender.stdout.close()
            sender.terminate()
            sender.wait()
            end(live)
    (run,) = read_runs(session / "engine.jsonl")

    (raised,) = [c for c in run.alarms if c.step is AlarmStep.RAISED and c.alarm.person]
    assert raised.alarm.kind is AlarmKind.DROPOUT
    assert raised.alarm.person == "therapist"
    assert raised.at + run.session_zero - stood < 3.0
    cleared = [c.alarm for c in run.alarms if c.step is AlarmStep.CLEARED]
    assert [alarm.alarm_id for alarm in cleared] == [raised.alarm.alarm_id]

    rebased = {
        line["stream_id"]: line for line in journal_lines(session) if line["kind"] == "rebase"
    }
    assert rebased["client-ecg"]["clock"] == "unix"
    assert rebased["client-ecg"]["constant"] == pytest.approx(-unix_ahead, abs=0.05)
    assert rebased["client-respiration"]["clock"] == "other"
    assert rebased["client-respiration"]["constant"] == pytest.approx(-UPTIME, abs=0.5)
    assert not {line for line in rebased if line.startswith("therapist")}
    marked = [m.event for m in run.marks if m.event.value.startswith("second ")]
    assert len(marked) > 5
    assert all(-0.1 < e.t_entered - e.onset < 2 for e in marked[-5:])

    task = {m.event.value: m.event for m in run.marks if m.event.value.startswith("task ")}
    pairs = [(e, task[e.value.replace("second", "task")]) for e in marked[-5:]]
    assert all(abs(one.onset - other.onset) < 1.0 for one, other in pairs)
    doubted = {v for v, e in task.items() if "onset_uncertainty" in e.attributes}
    assert doubted >= {v for v in task if int(v.split()[1]) % 4 == 2}

    report = check_replay(SessionFolder.open(session))
    assert report.different == ()
    assert report.not_compared == ()
    assert report.equal_ticks > 8
