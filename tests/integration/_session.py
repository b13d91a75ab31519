"""Runs a whole session in processes of its own, as a user would, and faster to describe."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acquisition.lsl import CONFIG_VARIABLE
from acquisition.own_network import own_network

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Network:
    """An LSL network of its own for a test's processes."""

    environment: dict[str, str]

    def run(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a safehold command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "safehold.cli.main", *arguments],
            env=self.environment,
            cwd=ROOT,
            timeout=timeout,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
        """Start a safehold command; its output goes to a file."""
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "safehold.cli.main", *arguments],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
            )


@contextmanager
def private_network(folder: Path) -> Iterator[Network]:
    """Give an LSL network on loopback that no other test uses."""
    with own_network(folder, "test") as path:
        yield Network({**os.environ, CONFIG_VARIABLE: str(path), "QT_QPA_PLATFORM": "offscreen"})


def go(process: subprocess.Popen[bytes]) -> None:
    """Let a held simulator begin."""
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process whatever it does."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(60)


def journal_lines(session: Path) -> list[dict[str, object]]:
    """Return the whole lines of a session's journal, empty while there is none."""
    path = session / "engine.jsonl"
    if not path.exists():
        return []
    text = path.read_text()
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def recorder_report(session: Path) -> dict[str, object]:
    """Return the recorder's status file, empty while there is none."""
    path = session / "recorder.json"
    return json.loads(path.read_text()) if path.exists() else {}
