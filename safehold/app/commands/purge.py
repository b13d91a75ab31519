"""``safehold purge``: remove a person who withdrew from a study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.app.purge import plan, purge


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "purge",
        help="remove a person who withdrew from a study, with a certificate",
        description="Removes a person from every session of a study: sessions of that person "
        "alone are deleted, others are rewritten without the person's streams, events, free "
        "notes, derived values and exports. Without --yes it only says what it would do. It "
        "cannot be undone, and it does not reach backups and copies elsewhere.",
    )
    parser.add_argument("code", help="study code of the person, as in participants")
    parser.add_argument("--study", type=Path, required=True, help="study folder")
    parser.add_argument("--yes", action="store_true", help="do it, after asking for the code")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Say what would go; with ``--yes`` ask, and do it. Return 1 when the answer is no."""
    for item in plan(options.study, options.code):
        what = (
            "is deleted: the person is alone in it"
            if item.alone
            else f"is rewritten without {item.label}; its exports and reports are deleted"
        )
        sys.stdout.write(f"{item.session_id} ({item.n_bytes / 1e6:.1f} MB) {what}\n")
    if not options.yes:
        sys.stdout.write("Nothing was changed. To do it, add --yes.\n")
        return 0
    sys.stdout.write(f"This cannot be undone. Type the study code {options.code} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != options.code:
        sys.stdout.write("Not the code: nothing was changed.\n")
        return 1
    done = purge(options.study, options.code, lambda text: sys.stdout.write(f"{text}\n"))
    sys.stdout.write(f"Done. Certificate: {done.path}\n")
    return 0
