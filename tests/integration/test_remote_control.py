"""Story: a stimulus program names, starts and ends a session over the socket, as LabRecorder's."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.files.receipt import check_session
from tests.helpers import wait_until
from tests.integration._session import end, private_network

pytestmark = pytest.mark.lsl


def test_a_program_names_starts_and_ends_a_session(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    study, log = tmp_path / "study", tmp_path / "log.txt"
    study.mkdir()
    (study / "study.toml").write_text(
        f'schema = 1\nprofile = "demo"\n[remote]\nport = {port}\n'
        '[[person]]\nlabel = "client"\n[[person]]\nlabel = "therapist"\n'
    )
    with private_network(tmp_path) as network:
        source = network.start("simulate", "--signals", "rr", log=log)
        live = network.start(
            "live", "--study", str(study), "--headless", "--wait-for-remote", "--wait", "30",
            "--preflight", "0", log=log,
        )  # fmt: skip
        try:
            wait_until(lambda: "Waiting for 'start'" in log.read_text(), 20, "it waits")
            with socket.create_connection(("127.0.0.1", port), timeout=20) as program:
                replies = program.makefile("r")

                def ask(line: str) -> str:
                    program.sendall(f"{line}\n".encode())
                    return replies.readline().strip()

                assert ask("select all") == "OK"
                assert ask("filename {root:C:/x} {participant:P01} {session:2}") == "OK"
                assert ask("start") == "OK"
                wait_until(lambda: ask("status") == "recording", 40, "it records")
                assert ask("start").startswith("ERROR the recorder is recording")
                assert ask("filename {participant:P02}").startswith("ERROR the session has")
                assert ask("stop") == "OK"
            assert live.wait(60) == 0, log.read_text()
        finally:
            end(live)
            end(source)
    folder = SessionFolder(study / "p01-2")
    check_session(folder)
    lines = [json.loads(text) for text in folder.engine_log_path.read_text().splitlines()]
    assert lines[-1]["kind"] == "stop"
    told = [line["event"]["value"] for line in lines if line["kind"] == "mark"]
    assert any("stopped the recording" in text for text in told)
    assert folder.recording_path.stat().st_size > 1000
