"""``safehold validate``: null calibration and known groups of a recorded session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.checks.validation import validate
from safehold.checks.validation_report import as_html, as_json, as_text
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.offline.analysis import analyse
from safehold.offline.progress_bar import progress_bar
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "validate",
        help="judge the zones of a session over rest and over tasks with a known effect",
        description="Null calibration: zones over the baseline's own second half and the end "
        "baseline. Known groups: the tasks of the study template 'known-groups'. "
        "Exit code 0 when all that can be judged passes, 1 when not.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the report as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write one page of HTML")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Validate a session; return 0 when it passes, else 1."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    with progress_bar() as tell:
        results = analyse(folder, tell)
    found = validate(results)
    for path, make in ((options.json, as_json), (options.html, as_html)):
        if path is not None:
            try:
                path.write_text(make(found), encoding="utf-8")
            except OSError as error:
                raise ConfigError(
                    Message(
                        "The report cannot be written to {path}: {why}.",
                        path=path,
                        why=error.strerror,
                    ),
                    remedy=Message("Name a file that may be written."),
                ) from error
    sys.stdout.write(as_text(found))
    return 0 if found.passes else 1
