"""``safehold play``: real recordings as LSL streams, at their own time stamps."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acquisition.player import PlayedSignal, play
from safehold.cli.commands._common import (
    add_network,
    add_people,
    add_study,
    join_network,
    parse_people,
)
from safehold.cli.commands._files import add_sayings, ready, say
from safehold.cli.commands.simulate import Commands
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.importing import ImportDesk
from safehold.files.study import load_study, with_people
from safehold.offline.importing import played_signals


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "play",
        help="stream a recorded file (CSV, EDF, XDF, ...) over LSL, one file per person",
        description="Streams recordings as if their sensors were worn now: every kind that "
        "'safehold import' reads, said in the same words. Unless the names in a file or --person "
        "say otherwise, the first file is the first person's and so on. Nothing is written.",
    )
    parser.add_argument("files", nargs="+", type=Path, help="files, or folders that are one")
    add_study(parser)
    add_people(parser)
    add_sayings(parser)
    parser.add_argument(
        "--marker", action="append", default=[], metavar="SECONDS:TEXT", help="send a marker"
    )
    parser.add_argument("--tag", default="1", help="ends the source ids of the streams")
    parser.add_argument(
        "--hold", action="store_true", help="start when a line arrives on standard input"
    )
    add_network(parser)
    parser.set_defaults(run=run)


def load_people(options: argparse.Namespace, files: list[Path]) -> list[PlayedSignal]:
    """Return the signals of files, read as an import reads them.

    What was said of such files in an import into the study is used. Files that do not say when
    they began lie as their own times say, from one 0; that is told.

    Raises
    ------
    ConfigError
        For more files than people, or when something has to be said.
    RecordingError
        For a file that cannot be read.
    """
    people = parse_people(options.people)
    study = with_people(load_study(options.study), people)
    desk = ImportDesk(options.study, study, afresh=options.afresh)
    desk.add(files, lambda *_: None, columns=options.columns, reader=options.reader)
    labels = [person.label for person in people]
    if not options.person:
        _share_out(desk, labels)
    say(desk, options, labels)
    if desk.error is not None and not options.offset:
        for number in range(len(files)):
            desk.say_offset(number, 0.0)
        _tell(Message("The files do not say when they began: all count from one 0."))
    plan = ready(desk)
    for text in plan.oddities:
        _tell(text)
    return played_signals(plan)


def _share_out(desk: ImportDesk, labels: list[str]) -> None:
    """Give each file that names nobody to the person of its position."""
    named = {item.file for item in desk.plan.signals if item.person} if desk.plan else set()
    for number in range(len(desk.files)):
        if number in named:
            continue
        if number >= len(labels):
            raise ConfigError(
                Message(
                    "{n_files} recordings for {n_people} people.",
                    n_files=len(desk.files),
                    n_people=len(labels),
                ),
                remedy=Message("Name as many people with --people, or say --person for each."),
            )
        desk.say_person(number, labels[number])


def _tell(text: Message) -> None:
    sys.stderr.write(f"! {text}\n")


def run(options: argparse.Namespace) -> int:
    """Play until the recordings end or Ctrl-C."""
    join_network(options)
    signals = load_people(options, options.files)
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
