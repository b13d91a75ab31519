"""``safehold check``: whether a session still holds what was recorded."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from safehold.core.account import duration_text
from safehold.files.receipt import SessionCheck, check_session
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "check",
        help="check a recording against its receipt: samples, gaps, losses, SHA-256",
        description="Makes the integrity receipt of a session again from its files and compares "
        "it with the one that the recorder wrote. Exit code 0 when it passes, 1 when not.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument(
        "--head", default="", metavar="DIGITS",
        help="compare the head of the session's chain with this one, as it was written down",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a session; return 0 when it passes, else 1."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    found = check_session(folder, head=options.head)
    if options.json:
        report = {
            "headline": found.headline,
            **asdict(found),
            "account": asdict(found.account),
            "passes": found.passes,
        }
        sys.stdout.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    else:
        show(found, Console())
    return 0 if found.passes else 1


def show(found: SessionCheck, console: Console) -> None:
    """Print the receipt: the worst first, then every second of every stream, then the files."""
    console.print(found.headline, markup=False, style="bold")
    account = found.account
    table = Table(
        Column("stream", overflow="fold"), Column("received", no_wrap=True), "before", "between",
        "after", "dropped", "samples",
        title=f"{found.session_id}: {duration_text(account.span_s)} from start to stop",
        caption="Missing before the first sample, between samples and after the last; "
        "dropped: of these, given up by the recorder.",
    )  # fmt: skip
    for one in account.streams:
        missing = (one.before_s, one.between_s, one.after_s, one.dropped_s if one.covers else None)
        table.add_row(
            one.name,
            one.received_text or "events",
            *("" if seconds is None else duration_text(seconds) for seconds in missing),
            str(one.n_samples),
        )
    console.print(table)
    for part in found.parts:
        _show_part(part, found.session_id, console)
    if found.software:
        console.print("Recorded with " + ", ".join(f"{k} {v}" for k, v in found.software.items()))
    if found.head:
        console.print(f"Head of the chain of hashes, to be written down: {found.head}")
    for text in found.remarks:
        console.print(f"  note: {text}", markup=False)
    for text in found.wrong:
        console.print(f"  WRONG: {text}", markup=False)
    whole = (
        "PASSES: the recorder kept everything that reached it, and the files are as they were "
        "recorded."
    )
    if found.withdrawn:
        whole = (
            "PASSES: the recorder kept everything that reached it. The session was changed since, "
            "by a withdrawal (see the note); the files are as it left them."
        )
    console.print(whole if found.passes else "DOES NOT PASS: see above.")


def _show_part(part: Mapping[str, Any], session_id: str, console: Console) -> None:
    table = Table(
        "stream", "samples", "rate", "jitter", "gaps", "offsets", "late",
        title=f"{session_id}/{part['file']}: {part['n_bytes']} bytes, "
        f"started {part['started'] or 'unknown'}",
        caption="Late: came more than 1 s after their stamps, as all numbers do that safehold "
        f"computes itself. SHA-256 {part['sha256']}",
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


def _number(value: float | None, form: str) -> str:
    return "" if value is None else form.format(value)
