"""Scenes that mostly wait, started together so that they wait side by side.

Each is a process of its own in namespaces of its own; the tests of a scene wait for its end.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCENES: dict[str, tuple[list[str], list[list[str]]]] = {
    "isolated": (
        ["unshare", "-n"],
        [
            ["unshare", "-n", "ip", "link", "set", "lo", "up"],
            ["unshare", "-T", "--monotonic=1000", "--fork", "true"],
        ],
    ),
    "small_disks": (
        ["unshare", "-m"],
        [["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]],
    ),
    "drill": ([], []),
    "sensor_faults": ([], []),
    "two_hosts": (
        ["unshare", "-n"],
        [
            [
                "unshare",
                "-n",
                "ip",
                "link",
                "add",
                "near0",
                "type",
                "veth",
                "peer",
                "name",
                "far0",
            ],
            ["unshare", "-T", "--monotonic=1000", "--fork", "true"],
            ["nsenter", "--version"],
        ],
    ),
    "drift": ([], []),
    "soak": ([], []),
}
"""How a scene is run, and what must be allowed for it."""


@dataclass
class Scene:
    """A scene under way, or why it cannot be played here."""

    folder: Path
    process: subprocess.Popen[str] | None = None
    hindrance: str = ""

    def facts(self, timeout: float = 400) -> Any:
        """Wait for the end; return what the scene printed last, or skip the test."""
        if self.process is None:
            pytest.skip(self.hindrance)
        try:
            out, err = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        assert self.process.returncode == 0, err
        return json.loads(out.splitlines()[-1])


@functools.cache
def scenes() -> dict[str, Scene]:
    """Start all scenes, once: one process of a test run has all tests of this folder."""
    folder = Path(tempfile.mkdtemp(prefix="safehold-scenes-"))
    started = {name: _start(name, folder / name) for name in SCENES}
    atexit.register(_tidy, folder, started)
    return started


def _tidy(folder: Path, started: dict[str, Scene]) -> None:
    """Let scenes that nobody waited for end by themselves: they have processes of their own."""
    for scene in started.values():
        if scene.process is not None and scene.process.poll() is None:
            scene.process.communicate(timeout=300)
    shutil.rmtree(folder, ignore_errors=True)


def _start(name: str, folder: Path) -> Scene:
    folder.mkdir()
    prefix, needed = SCENES[name]
    for command in needed:
        try:
            tried = subprocess.run(command, capture_output=True, text=True, timeout=10)
        except OSError as error:
            return Scene(folder, hindrance=f"{command[0]}: {error.strerror}")
        if tried.returncode:
            return Scene(
                folder, hindrance=f"{' '.join(command)} is not allowed: {tried.stderr.strip()}"
            )
    process = subprocess.Popen(
        [*prefix, sys.executable, "-m", f"tests.integration.scenes._{name}", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Scene(folder, process)
