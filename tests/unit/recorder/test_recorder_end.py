"""A recorder ends, whatever duty of its end fails, and says that it has stopped."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.recorder import part as part_module
from safehold.recorder.home import RecorderHome
from safehold.recorder.part import PartRecorder, Recorder
from safehold.session.status import RecorderState

DUTIES = (
    "note_stop", "measure_now", "take_news", "pull", "release", "flush", "write_totals",
    "close", "close", "receipt",
)  # fmt: skip
"""Those of the streams and of the file, in the order of their first call."""


class Part:
    """Stands for streams and file: notes what is asked of it, and fails where it is told to."""

    streams = ()

    def __init__(self, fault: str) -> None:
        self.called: list[str] = []
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        def duty(*_: object, **__: object) -> dict[str, Any]:
            self.called.append(name)
            if name == self._fault:
                raise RuntimeError(f"a fault in {name}")
            return {"file": "recording.xdf", "losses": [], "sha256": "0"}

        return duty


@pytest.mark.parametrize("fault", ["", *dict.fromkeys(DUTIES)])
def test_a_duty_that_fails_keeps_no_other_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
):
    monkeypatch.setattr(part_module, "DRAIN_S", 0.0)
    folder = SessionFolder.create(tmp_path, "s-01", {})
    home, part = RecorderHome(folder), Part(fault)
    try:
        recorder = Recorder(home, threading.Event())
        monkeypatch.setattr(PartRecorder, "status", lambda _: recorder.status())
        recorder.life.advance(RecorderState.RECORDING)
        code = PartRecorder(recorder, part, part, None).finish()
    finally:
        home.release()
    assert tuple(part.called) == DUTIES
    told = json.loads((folder.path / "recorder.json").read_text())
    assert told["state"] == "stopped"
    assert code == told["exit_code"] == (RecordingError.exit_code if fault == "receipt" else 0)


def test_a_recorder_that_cannot_begin_says_that_it_failed(tmp_path: Path):
    folder = SessionFolder.create(tmp_path, "s-01", {})
    home = RecorderHome(folder)
    try:
        recorder = Recorder(home, threading.Event())
        remedy = Message("Start one.", code="start_one")
        recorder.fail(RecordingError(Message("no stream", code="no_stream"), remedy=remedy))
    finally:
        home.release()
    told = json.loads((folder.path / "recorder.json").read_text())
    assert (told["state"], told["message"], told["remedy"]) == (
        "failed",
        "no stream",
        "Start one.",
    )
