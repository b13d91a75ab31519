"""``safehold report``: a session on a few pages, as HTML and PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recordings.tidy.options import DATES
from safehold.cli.commands._common import add_recipe, recipe_of
from safehold.desk.reports import report_session
from safehold.offline.progress_bar import progress_bar
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "report",
        help="write a session's report: recording quality, courses, measures, methods",
        description="Writes one self-contained HTML file and a PDF: what was recorded and how "
        "well, each person's course, process measures, events, sensitivity, and a methods text. "
        "An earlier report is never overwritten.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--out", type=Path, help="folder (default: exports/ of the session)")
    parser.add_argument(
        "--blind", action="store_true", help="without any physiological value, for blind coders"
    )
    parser.add_argument(
        "--changed", action="store_true",
        help="report although the session is not what was recorded; the report says so",
    )  # fmt: skip
    parser.add_argument(
        "--dates", choices=DATES, default="removed",
        help="whether the report says when the session was (default: removed); shifted: by the "
        "same secret number of weeks as in exports",
    )  # fmt: skip
    add_recipe(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the report and print where it went."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    with progress_bar() as tell:
        path = report_session(
            folder,
            out=options.out,
            blind=options.blind,
            changed=options.changed,
            dates=options.dates,
            progress=tell,
            recipe=recipe_of(options),
        )
    sys.stdout.write(f"Report: {path / 'report.html'}\n        {path / 'report.pdf'}\n")
    return 0
