"""Breathing pacers that the workbench opens: a program each, as ``safehold pace`` is.

A program of its own paints without waiting for the workbench, and what it draws is recorded as
that of a pacer opened by hand.
"""

from __future__ import annotations

import subprocess
import sys

from acquisition import lsl

PACER_END_S = 3.0
"""Time a pacer has to close when the session ends, s; it is killed then."""


class PacerPrograms:
    """Those that are open, by the person who breathes with them."""

    def __init__(self) -> None:
        self._open: dict[str, subprocess.Popen[bytes]] = {}

    def open(self, person: str) -> bool:
        """Open a pacer; return False where that person has one.

        It stands on the second screen and fills it; where there is one screen only, it is a window
        beside the codes.
        """
        before = self._open.get(person)
        if before is not None and before.poll() is None:
            return False
        network = "loopback" if lsl.configuration() else "lan"
        self._open[person] = subprocess.Popen(
            [sys.executable, "-m", "safehold.cli.main", "pace", "--person", person,
             "--network", network, "--screen", "2", "--dark"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return True

    def close(self) -> None:
        """Close all of them."""
        for program in self._open.values():
            program.terminate()
        for program in self._open.values():
            try:
                program.wait(PACER_END_S)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self._open.clear()
