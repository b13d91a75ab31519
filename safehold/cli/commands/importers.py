"""``safehold importers``: what can be imported, and whether a reader behaves."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from recordings.importers.registry import importers
from safehold.checks.importers import check_importer, check_loaded
from safehold.core.errors import ConfigError
from safehold.core.findings import Verdict
from safehold.core.messages import Message


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "importers",
        help="list what can be imported; check a reader of another package",
        description="Lists the readers of recordings. --check tries one on an example: whole, "
        "cut, damaged, empty, and as a session.",
    )
    parser.add_argument("--check", default="", metavar="NAME", help="reader to try")
    parser.add_argument("--file", type=Path, metavar="EXAMPLE", help="a file that it reads")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the readers, or try one; return 1 where something is wrong with it."""
    if not options.check:
        return _list(Console())
    chosen = next((one for one in importers().importers if one.name == options.check), None)
    if chosen is None or options.file is None:
        names = ", ".join(one.name for one in importers().importers)
        raise ConfigError(
            Message("There is no reader {name!r}, or no example was given.", name=options.check),
            remedy=Message("Give --file, and one of: {names}.", names=names),
        )
    findings = check_importer(chosen, options.file)
    for finding in findings:
        sys.stdout.write(f"{finding.what}: {finding.found}\n")
        if finding.remedy:
            sys.stdout.write(f"  {finding.remedy}\n")
    return int(any(finding.verdict is Verdict.FAIL for finding in findings))


def _list(console: Console) -> int:
    table = Table("reader", "reads", "endings", "of", "needs")
    known = importers()
    for number, one in enumerate(known.importers):
        lacking = [
            f"pip install 'safehold[{extra}]'"
            for package, extra in one.needs.items()
            if find_spec(package) is None
        ]
        table.add_row(
            one.name, one.title, " ".join(one.endings),
            "safehold" if number < known.n_own else "another package", ", ".join(lacking),
        )  # fmt: skip
    console.print(table)
    failures = check_loaded()
    for finding in failures:
        console.print(f"! {finding.found}", markup=False)
    return int(bool(failures))
