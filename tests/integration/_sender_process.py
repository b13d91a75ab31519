"""Start, stop, freeze and kill a sender."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SENDER = Path(__file__).parent / "_sender.py"


class SenderProcess:
    """A sender process; see `_sender`."""

    def __init__(self, env, *specs, prefix=()):
        self.specs = specs
        self.process = subprocess.Popen(
            [*prefix, sys.executable, str(SENDER), json.dumps(specs)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> float:
        """Wait until its outlets stand; return when that was (LSL clock)."""
        while not (line := self.process.stdout.readline()).startswith("{"):
            assert line  # pylsl says that it made up a source id
        return json.loads(line)["ready"]

    def finish(self) -> list[int]:
        """Have it stop sending; return how much each outlet sent. The outlets stay."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["sent"]

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
