"""``safehold play``: real recordings as LSL streams, at their own time stamps."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acquisition.player import PlayedSignal, load_recording, play
from acquisition.recorded_columns import SIGNAL_TYPES, TABLES
from recordings.importers.registry import read_any
from safehold.cli.commands._common import add_network, add_people, join_network, parse_people
from safehold.cli.commands.simulate import Commands
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.offline.importing import plan_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "play",
        help="stream a recorded file (CSV, EDF, XDF, ...) over LSL, one file per person",
        description="Streams recordings as if their sensors were worn now. Each file is a person.",
    )
    parser.add_argument("files", nargs="+", type=Path)
    add_columns(parser)
    add_people(parser)
    parser.add_argument(
        "--marker", action="append", default=[], metavar="SECONDS:TEXT", help="send a marker"
    )
    parser.add_argument("--tag", default="1", help="ends the source ids of the streams")
    parser.add_argument(
        "--hold", action="store_true", help="start when a line arrives on standard input"
    )
    add_network(parser)
    parser.set_defaults(run=run)


def add_columns(parser: argparse.ArgumentParser) -> None:
    """Add ``--columns``."""
    parser.add_argument(
        "--columns",
        default="",
        metavar="MAPPING",
        help="which column is what, for example time=t@ms,ecg=ecg@mV,resp=belt or "
        "rate=250,ecg=lead2 (default: by the columns' names)",
    )


def load_people(files: list[Path], columns: str, people: list[str]) -> list[PlayedSignal]:
    """Return the signals of one file per person.

    Raises
    ------
    ConfigError
        For more files than people, or a file that cannot be used.
    """
    if len(files) > len(people):
        raise ConfigError(
            Message(
                "{n_files} recordings for {n_people} people.",
                n_files=len(files),
                n_people=len(people),
            ),
            remedy=Message("Name as many people with --people."),
        )
    pairs = zip(files, people, strict=False)
    return [signal for path, person in pairs for signal in _signals(path, columns, person)]


def _signals(path: Path, columns: str, person: str) -> list[PlayedSignal]:
    """Return the signals of a file: of a table by its columns, else by what its reader finds."""
    if path.suffix.casefold() in TABLES or not path.exists():
        return load_recording(path, columns, person)
    plan = plan_session([read_any(path)], people=[person], persons=[person])
    names = {Role.HEART_RATE: "hr"}
    found = [
        PlayedSignal(
            person, names.get(item.role, item.role.value), *item.signal.load(), item.unit,
            item.signal.rate, f"{path}:{item.signal.name}",
        )
        for item in plan.signals
        if names.get(item.role, item.role.value) in SIGNAL_TYPES
    ]  # fmt: skip
    if not found:
        signals = ", ".join(item.signal.name for item in plan.signals)
        raise ConfigError(
            Message("{path} holds no signal that can be played: {signals}.", path=path,
                    signals=signals),
            remedy=Message("Import it instead, and say what its signals are."),
        )  # fmt: skip
    return found


def run(options: argparse.Namespace) -> int:
    """Play until the recordings end or Ctrl-C."""
    join_network(options)
    people = [person.label for person in parse_people(options.people)]
    signals = load_people(options.files, options.columns, people)
    markers = []
    for text in options.marker:
        at, _, marker = text.partition(":")
        try:
            markers.append((float(at), marker))
        except ValueError:
            raise ConfigError(Message("{text!r} is not SECONDS:TEXT.", text=text)) from None

    def started(_: float) -> None:
        sys.stdout.write(f"Playing {len(signals)} signals.\n")
        sys.stdout.flush()

    play(
        signals,
        markers=markers,
        tag=options.tag,
        begin=Commands(hold=True).released if options.hold else None,
        on_start=started,
    )
    return 0
