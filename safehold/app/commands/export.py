"""``safehold export``: the tables of a recorded session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from recordings.session import SessionFolder
from recordings.tidy import TidyOptions, export_tidy
from safehold.app.analysis import analyse


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "export",
        help="write both people's physiology and the events as aligned tables",
        description="Writes the Tidy tables (aligned grid, beats, breaths, windows, "
        "events, zones, quality) with manifest and data dictionary. "
        "An earlier export is never overwritten.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--rate", type=int, default=4, help="rows per second: 1, 2, 4, 10, 25, 50")
    parser.add_argument("--format", default="csv,parquet", help="csv, parquet, or both")
    parser.add_argument("--out", type=Path, help="folder (default: exports/ of the session)")
    parser.add_argument(
        "--notes", action="store_true", help="include free notes (may name people)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export a session and print where it went."""
    path = export_session(
        SessionFolder.open(options.session),
        out=options.out,
        options=TidyOptions(
            rate_hz=options.rate,
            formats=tuple(part.strip() for part in options.format.split(",")),
            notes=options.notes,
        ),
    )
    sys.stdout.write(f"Export: {path}\n")
    return 0


def export_session(
    folder: SessionFolder, *, out: Path | None = None, options: TidyOptions | None = None
) -> Path:
    """Analyse a session and write its Tidy export, showing progress; return the folder made."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Computing", total=1.0)

        def report(share: float, what: str) -> None:
            progress.update(task, completed=share, description=what)

        results = analyse(folder, lambda share, what: report(share / 2, what))
        return export_tidy(
            results,
            out or folder.exports_dir,
            options=options or TidyOptions(),
            progress=lambda share, what: report(0.5 + share / 2, what),
        )
