"""``safehold verify``: whether the installed engine finds what is known to be true."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.checks.plugins import all_right, check_installed
from safehold.checks.verify import verify
from safehold.checks.verify_report import (
    as_html,
    as_json,
    case_text,
    heading,
    others_text,
    verdict,
)
from safehold.checks.verify_row import Row
from safehold.checks.verify_truth import Case
from safehold.core.errors import ConfigError
from safehold.core.findings import line
from safehold.core.messages import Message


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="test every index of this installation on signals with known truth",
        description="Plays signals whose truth is known in closed form through the installed "
        "engine and prints, index by index: truth, safehold, NeuroKit2, error, tolerance. Exit "
        "code 0 when all pass, 1 when not.",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the report as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write one page of HTML")
    parser.add_argument(
        "--plugins", action="store_true",
        help="try the indices of other packages instead (docs/plugins.md)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify; return 0 when everything passes, else 1."""
    if options.plugins:
        found = check_installed()
        sys.stdout.write("".join(f"{line(finding)}\n" for finding in found))
        return 0 if all_right(found) else 1
    return _run_truth(options)


def _run_truth(options: argparse.Namespace) -> int:
    for path in (options.json, options.html):
        if path is not None and not path.absolute().parent.is_dir():
            raise ConfigError(
                Message("The folder of {path} does not exist.", path=path),
                remedy=Message("Name a file in a folder that exists."),
            )
    sys.stdout.write(heading() + "\n")
    found = verify(on_case=_say)
    for path, text in ((options.json, as_json), (options.html, as_html)):
        if path is not None:
            _write(path, text(found))
    sys.stdout.write(f"\n{others_text(found)}\n{verdict(found)}\n")
    return 0 if found.passes else 1


def _say(case: Case, rows: list[Row]) -> None:
    sys.stdout.write(case_text(case.title, rows) + "\n")
    sys.stdout.flush()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            Message(
                "The report cannot be written to {path}: {why}.",
                path=path,
                why=error.strerror,
            ),
            remedy=Message("Name a file that may be written."),
        ) from error
    sys.stdout.write(f"Report: {path}\n")
