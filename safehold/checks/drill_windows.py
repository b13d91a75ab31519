"""The scene of the fire drill in which all sensors start again while every window is open.

A search for a sender that has gone takes ports of the very range in which the sender is to be
found again. So it is tried with all that searches: workbench, recorder, rating and pacer windows.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from recordings.folder.session import SessionFolder
from safehold.checks.drill_judge import SIGNALS, Result
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from safehold.recorder.recorded_stream import RecordedState

TEST: Final = "sensors restarted, all windows open"
BACK_S = 10.0
START_S = 60.0
"""Windows, workbench and senders may take so long to start on a busy computer, s."""
SILENT_S = 20.0
END_S = 10.0
WAVES = [signal for signal in SIGNALS if signal != "rr"]
"""Their absence is noticed within seconds."""


@dataclass(frozen=True, slots=True)
class Senders:
    """How the drill's simulated people are started and killed."""

    people: tuple[str, ...]
    start: Callable[[], None]
    """Start them all; returns at once."""
    standing: Callable[[], bool]
    """Whether all of those started last stream."""
    kill: Callable[[], None]


def wait_for(condition: Callable[[], bool], timeout_s: float) -> bool:
    """Wait until a condition holds; return whether it did in time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def restart_sensors(root: Path, environment: Mapping[str, str], senders: Senders) -> Result:
    """Open everything, restart all sensors once, and return how many were back in time.

    Parameters
    ----------
    root : Path
        Folder of the drill.
    environment : mapping
        Of the programs, with the drill's own network.
    senders : Senders
        Streaming already.
    """
    n_streams = len(senders.people) * len(SIGNALS)
    expected = f"all {n_streams} back within {BACK_S:g} s"
    folder = SessionFolder.create(root, "windows", {"participants": []})
    recorder = RecorderClient(folder.path)
    try:
        with _windows(root, environment, senders.people) as (workbench, running):
            recorder.start(
                RecorderOptions(folder.path, min_streams=n_streams, wait_s=START_S),
                timeout_s=2 * START_S,
            )
            if not wait_for(lambda: _lines(workbench, "segment") > 0, START_S) or not running():
                return Result(TEST, expected, "not tried: a window did not open", None)
            senders.kill()
            waves = {f"{person}-{wave}" for person in senders.people for wave in WAVES}
            if not wait_for(lambda: waves <= _alarmed(workbench, "raised"), SILENT_S):
                return Result(TEST, expected, "their absence was not alarmed", passed=False)
            senders.start()
            if not wait_for(senders.standing, START_S):
                return Result(TEST, expected, "not tried: the senders did not start", None)
            began = time.monotonic()
            back = wait_for(
                lambda: (
                    len(_again(recorder)) == n_streams and waves <= _alarmed(workbench, "cleared")
                ),
                BACK_S,
            )
            after = time.monotonic() - began
            missed = len(waves - _alarmed(workbench, "cleared"))
            n = len(_again(recorder))
    finally:
        recorder.request_stop()
        recorder.wait_stopped(END_S)
    found = f"{n} of {n_streams} in the recorder, {len(waves) - missed} of {len(waves)} waveforms "
    return Result(TEST, expected, f"{found}in the workbench, after {after:.1f} s", back)


def _again(recorder: RecorderClient) -> set[str]:
    """Return the sensors' streams that the recorder has found again."""
    streams = recorder.report().get("streams", ())
    found = {s["name"] for s in streams if s["n_restarts"] and s["state"] == RecordedState.LIVE}
    return {name for name in found if name.endswith(SIGNALS)}


def _journal(session: Path) -> list[dict[str, object]]:
    """Return the whole lines of a session's journal; none while there is no such file."""
    try:
        text = (session / "engine.jsonl").read_text(encoding="utf-8")
    except OSError:
        return []
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def _lines(session: Path, kind: str) -> int:
    return sum(line["kind"] == kind for line in _journal(session))


def _alarmed(session: Path, step: str) -> set[str]:
    """Return the streams whose alarm about missing samples took this step."""
    found = set()
    for line in _journal(session):
        alarm = line.get("alarm")
        if isinstance(alarm, dict) and alarm["kind"] == "dropout" and line.get("step") == step:
            found.add(str(alarm["stream_id"]))
    return found


@contextlib.contextmanager
def _windows(
    root: Path, environment: Mapping[str, str], people: tuple[str, ...]
) -> Iterator[tuple[Path, Callable[[], bool]]]:
    """Open workbench, rating and pacer windows, unseen.

    Gives the workbench's session folder, and what tells whether all still run.
    """
    study, name = root / "study", "workbench"
    study.mkdir()
    live = ["live", "--headless", "--no-record", "--study", str(study), "--session", name]
    commands = [[*live, "--people", ",".join(people), "--preflight", "0", "--wait", f"{START_S}"]]
    for person in people:
        commands.append(["rate", "--study", str(study), "--person", person])
        commands.append(["pace", "--person", person])
    opened = [
        subprocess.Popen(
            [sys.executable, "-m", "safehold.cli.main", *command],
            env={**environment, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        yield study / name, lambda: all(window.poll() is None for window in opened)
    finally:
        for window in opened:
            window.terminate()
        for window in opened:
            try:
                window.wait(END_S)
            except subprocess.TimeoutExpired:
                window.kill()
                window.wait()
