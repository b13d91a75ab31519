"""The command line: ``safehold <command>``.

Each module of :mod:`safehold.cli.commands` adds one command. What the user did wrong or what
failed outside the program ends in a plain message and an exit code that is not 0.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

import safehold
from recordings.disk.private_files import own_process
from safehold.cli.commands import COMMANDS
from safehold.cli.window import LANGUAGE_VARIABLE
from safehold.core.errors import SafeholdError


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="safehold",
        description="Psychophysiology of therapy sessions: live, recorded, replayed, exported.",
        epilog="Without a command the window opens; 'safehold demo' shows everything once. "
        "Each command explains itself with --help.",
    )
    parser.add_argument("--version", action="version", version=f"safehold {safehold.__version__}")
    parser.add_argument("--verbose", action="store_true", help="log what happens inside")
    parser.add_argument(
        "--language", metavar="CODE", default="",
        help="language of the window: en, de (default: that of the system)",
    )  # fmt: skip
    commands = parser.add_subparsers(title="commands", dest="command", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = make_parser().parse_args(given or ["start"])
    own_process()
    if options.language:
        os.environ[LANGUAGE_VARIABLE] = options.language
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    if not options.verbose:
        logging.getLogger("safehold").setLevel(logging.ERROR)
    try:
        return int(options.run(options))
    except SafeholdError as error:
        sys.stderr.write(f"safehold {options.command}: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
