"""``safehold drill``: before a study, break everything once on purpose."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from safehold.checks.drill import run_drill
from safehold.checks.drill_judge import Result
from safehold.cli.commands._common import add_study, next_session_id
from safehold.core.errors import RecordingError
from safehold.core.messages import Message


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "drill",
        help="a fire drill: record a simulated dyad here, kill things, see what survives",
        description="Records a simulated client and therapist for some time on this "
        "computer and this disk; kills the recorder, the window and a sender, fills the disk "
        "where that can be simulated, compares every sample with what was sent, and restarts all "
        "sensors while every window is open. Exit code 1 when something was not as expected.",
    )
    add_study(parser)
    parser.add_argument("--keep", action="store_true", help="keep the recordings of the drill")
    parser.add_argument("--report", type=Path, metavar="FILE", help="also write a JSON report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the drill and print what survived; return 1 when a test failed."""
    root = _new_folder(options.study)
    sys.stdout.write(f"Fire drill in {root}, about a minute and a half.\n")
    results = run_drill(root, lambda line: print_line(f"  {line}"))
    show(results, Console())
    passed = not any(result.passed is False for result in results)
    if options.report is not None:
        _write_report(options.report, results)
    if passed and not options.keep:
        shutil.rmtree(root, ignore_errors=True)
    else:
        print_line(f"The recordings of the drill are kept in {root}.")
    return 0 if passed else 1


def show(results: Sequence[Result], console: Console) -> None:
    """Print the table and the verdict."""
    table = Table("test", "expected", "found", "", title="What survived")
    words = {True: "[green]pass[/]", False: "[red]FAIL[/]", None: "not tried"}
    for result in results:
        table.add_row(result.test, result.expected, result.found, words[result.passed])
    console.print(table)
    failed = [result.test for result in results if result.passed is False]
    console.print(
        "This computer and disk can be trusted with a session."
        if not failed
        else f"NOT AS EXPECTED: {', '.join(failed)}. Try another disk, and close other programs."
    )


def print_line(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _new_folder(study: Path) -> Path:
    root = study / next_session_id(study, "drill")
    try:
        root.mkdir(parents=True)
    except OSError as error:
        raise RecordingError(
            Message(
                "{path} cannot be made: {why}.",
                code="folder_cannot_be_made",
                path=root,
                why=error.strerror,
            ),
            remedy=Message(
                "Choose a folder that you may write to.", code="choose_folder_user_may_write"
            ),
        ) from error
    return root


def _write_report(path: Path, results: Sequence[Result]) -> None:
    try:
        path.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")
    except OSError as error:
        raise RecordingError(
            Message(
                "{path} cannot be written: {why}.",
                code="file_cannot_be_written",
                path=path,
                why=error.strerror,
            )
        ) from error
