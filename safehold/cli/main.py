"""The command line: ``safehold <command>``.

Each module of :mod:`safehold.cli.commands` adds one command. What the user did wrong or what
failed outside the program ends in a plain message and an exit code that is not 0.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import safehold
from recordings.disk.private_files import own_process
from safehold.cli.commands import COMMANDS
from safehold.cli.window import LANGUAGE_VARIABLE
from safehold.core.errors import SafeholdError


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    return _parser_and_names()[0]


def _parser_and_names() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """Return the parser, and what its commands are called."""
    parser = argparse.ArgumentParser(
        prog="safehold",
        description="Psychophysiology of therapy sessions: live, recorded, replayed, exported.",
        epilog="Without a command the window opens, 'safehold PATH' with a study, a session or a "
        "recording; 'safehold demo' shows everything once. "
        "Each command explains itself with --help.",
    )
    parser.add_argument("--version", action="version", version=f"safehold {safehold.__version__}")
    _add_general(parser, verbose=False, language="")
    commands = parser.add_subparsers(title="commands", dest="command", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    for one in commands.choices.values():  # behind the command too, where it does not reset them
        _add_general(one, verbose=argparse.SUPPRESS, language=argparse.SUPPRESS)
    return parser, commands.choices


def _add_general(parser: argparse.ArgumentParser, *, verbose: bool | str, language: str) -> None:
    """Add the options that every command takes, with what they are where nobody gives them."""
    parser.add_argument(
        "--verbose", action="store_true", default=verbose, help="log what happens inside"
    )
    parser.add_argument(
        "--language", metavar="CODE", default=language,
        help="language of the window: en, de (default: that of the system)",
    )  # fmt: skip


def with_command(given: Sequence[str], names: Collection[str]) -> list[str]:
    """Return arguments with the command that is meant where none is named.

    Without one it is the window; a path in the place of the command is opened by the window.

    Parameters
    ----------
    given : sequence of str
        What stands on the command line.
    names : collection of str
        The commands.
    """
    at = 0  # behind the options of the program itself
    while at < len(given) and given[at].startswith("-"):
        if given[at] in ("-h", "--help", "--version"):
            return list(given)
        at += 2 if given[at] == "--language" else 1
    first = given[at] if at < len(given) else ""
    if not first or (first not in names and (os.sep in first or Path(first).exists())):
        return [*given[:at], "start", *given[at:]]
    return list(given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser, names = _parser_and_names()
    options = parser.parse_args(with_command(given, names))
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
