"""``safehold check``: whether a session still holds what was recorded."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from safehold.app.opening import open_session
from safehold.app.receipt import SessionCheck, check_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "check",
        help="check a recording against its receipt: samples, gaps, losses, SHA-256",
        description="Makes the integrity receipt of a session again from its files and compares "
        "it with the one that the recorder wrote. Exit code 0 when it passes, 1 when not.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a session; return 0 when it passes, else 1."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    found = check_session(folder)
    if options.json:
        report = {**asdict(found), "passes": found.passes}
        sys.stdout.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    else:
        show(found, Console())
    return 0 if found.passes else 1


def show(found: SessionCheck, console: Console) -> None:
    """Print the receipt."""
    for part in found.parts:
        table = Table(
            "stream", "samples", "rate", "jitter", "gaps", "offsets", "late",
            title=f"{found.session_id}/{part['file']}: {part['n_bytes']} bytes, "
            f"started {part['started'] or 'unknown'}",
            caption=f"SHA-256 {part['sha256']}",
        )  # fmt: skip
        for stream in part["streams"]:
            table.add_row(
                f"{stream['stream_id']} {stream['name']}",
                str(stream["n_samples"]),
                _number(stream["mean_rate"], "{:.3f} Hz"),
                _number(stream["jitter_s"], "{:.3g} s"),
                f"{stream['n_gaps']} ({stream['gap_s']:.1f} s)" if stream["n_gaps"] else "0",
                str(stream["n_offsets"]),
                str(stream.get("n_late", "unknown")),
            )
        console.print(table)
    if found.software:
        console.print("Recorded with " + ", ".join(f"{k} {v}" for k, v in found.software.items()))
    for text in found.remarks:
        console.print(f"  note: {text}", markup=False)
    for text in found.wrong:
        console.print(f"  WRONG: {text}", markup=False)
    console.print(
        "PASSES: nothing was lost, and the files are as they were recorded."
        if found.passes
        else "DOES NOT PASS: see above."
    )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else form.format(value)
