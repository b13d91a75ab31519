"""Runs a program of ``bench/`` in short, and prints its result on one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def short_form(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / program), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    print(json.dumps(json.loads(done.stdout)))
