"""``safehold repair``: mend a recording that did not end in order."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.recorder.reading import repair_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "repair",
        help="mend a recording that was cut off, as a copy; the original is kept",
        description="Writes <name>.repaired.xdf beside a recording that did not end "
        "properly: all of its whole chunks, and the footers that are missing. "
        "The original is never changed.",
    )
    parser.add_argument("path", type=Path, help="session folder, or one .xdf file of any program")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Repair, and print what was found and what is missing."""
    for report in repair_session(options.path, lambda text: sys.stdout.write(f"{text}\n")):
        sys.stdout.write(f"{report}\n")
    return 0
