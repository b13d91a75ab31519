"""``safehold listen``: who speaks when, from microphones or from a file; no sound is kept."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from recordings.folder.session import SessionFolder
from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import stop_on_signals
from safehold.cli.commands.rate import add_screen, place_of
from safehold.cli.window import import_window, load_window
from safehold.core.codebook import SPEECH_OF
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.desk.speech_source import SpeechSource
from safehold.files.media import Media, kept_path
from safehold.offline.code_import import ImportPlan, events_there, undo_import, write_import
from safehold.offline.listening import FileListener, HeardFile, Turns, plan_speech, turns_heard
from safehold.offline.progress_bar import progress_bar
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import seen_span
from safehold.recorder.reading import open_session

PEOPLE = tuple(SPEECH_OF)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "listen",
        help="mark who speaks, from microphones or afterwards from a file; keeps no sound",
        description="Hears microphones and sends who speaks, how sure that is and how loud it is "
        "as LSL streams; a running session marks the turns of speech. One microphone a person, "
        "or one with two channels. With --from it looks in sounds or videos that lie beside a "
        "recorded session ('safehold media', 'safehold align'), and --write adds the turns as "
        "events. No sound is ever written to disk or sent.",
    )
    parser.add_argument(
        "session", type=Path, nargs="?", help="session folder; with --from or --undo"
    )
    parser.add_argument("--list", action="store_true", help="name the microphones, and quit")
    parser.add_argument(
        "--mic", action="append", default=[], metavar="NAME",
        help="microphone, by part of its name; once a person, or once for both (default: the "
        "usual one, with two channels)",
    )  # fmt: skip
    parser.add_argument(
        "--person", action="append", default=[], metavar="LABEL", choices=PEOPLE,
        help="whose voice it is, in the order of the microphones, files or channels (default: "
        "client, then therapist)",
    )  # fmt: skip
    parser.add_argument(
        "--from", action="append", default=[], type=Path, metavar="FILE", dest="files",
        help="sound or video beside the session; once a person, or once with two channels",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="with --from: add what is shown")
    parser.add_argument(
        "--undo", action="store_true", help="with --from: take back all that came from the file"
    )
    add_screen(parser)
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Listen until the window is closed, or list, or look in files."""
    if options.files or options.session is not None:
        return _afterwards(options)
    if options.list:
        return _list(Console())
    groups = people_of(options.person, max(len(options.mic), 1))
    names = options.mic or [""]
    window = load_window()
    join_network(options)
    source = SpeechSource(groups)
    try:
        with stop_on_signals() as stopped:
            window.open_listen(source, names, place_of(options, stopped))
    finally:
        source.close()
    return 0


def people_of(chosen: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Return who speaks into each of ``n`` microphones or files.

    Raises
    ------
    ConfigError
        When people and microphones do not fit.
    """
    people = tuple(chosen) or PEOPLE
    if len(set(people)) < len(people):
        raise ConfigError(
            Message("A person is named twice."), remedy=Message("Give each --person once.")
        )
    if len(people) == n:
        return [(person,) for person in people]
    if n == 1:
        return [people]
    raise ConfigError(
        Message("{n_people} people for {n} microphones or files.", n_people=len(people), n=n),
        remedy=Message("Give one for each person, or one with a channel for each."),
    )


def _list(console: Console) -> int:
    names = import_window().microphones()
    for name in names:
        console.print(name, markup=False, highlight=False)
    if not names:
        console.print("No microphone.")
    return 0


def _afterwards(options: argparse.Namespace) -> int:
    if options.session is None or not options.files:
        raise ConfigError(
            Message("A session and a file belong together."),
            remedy=Message("safehold listen SESSION --from FILE"),
        )
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    recording, console = read_recording(folder), Console()
    if options.undo:
        n = sum(undo_import(file.name, recording) for file in options.files)
        console.print(f"{n} events were taken back.", markup=False)
        return 0
    groups = people_of(options.person, len(options.files))
    places = [_place(folder, file) for file in options.files]
    heard = [
        _hear(file, people, place)
        for file, people, place in zip(options.files, groups, places, strict=True)
    ]
    turns = turns_heard(heard)
    names = {person: file.name for file in heard for person in file.people}
    plan = plan_speech(turns, events_there(recording), names, seen_span(recording))
    _show(turns, plan, console)
    if not options.write:
        console.print("Nothing was added: --write adds it.", markup=False)
        return 0
    n = write_import(plan, recording)
    console.print(f"{n} events were added. --undo takes them back.", markup=False)
    return 0


def _place(folder: SessionFolder, file: Path) -> MediaPlace:
    if not file.is_file():
        raise ConfigError(
            Message("{file} is no file.", file=file), remedy=Message("Check the path.")
        )
    path = kept_path(folder, file)
    for place in Media(folder).places():
        if place.path == path:
            return place
    raise ConfigError(
        Message("Where {file} lies in the session is not known.", file=file.name),
        remedy=Message("Say so with 'safehold media', or let 'safehold align' find it."),
    )


def _hear(file: Path, people: tuple[str, ...], place: MediaPlace) -> HeardFile:
    listener = FileListener(people)
    with progress_bar(f"Listening to {file.name}") as tell:
        start = import_window().read_sound(
            file, listener.take, tell, channels=len(people),
        )  # fmt: skip
    return HeardFile(file.name, people, listener.frames(), place, start)


def _show(turns: Turns, plan: ImportPlan, console: Console) -> None:
    table = Table("person", "turns", "speech")
    for person, found in turns.items():
        spoken = sum(end - onset for onset, end in found)
        table.add_row(person, f"{len(found)}", f"{spoken:.0f} s")
    console.print(table)
    if plan.outside:
        console.print(f"! left out: {plan.outside} turns outside the session", markup=False)
    if plan.known:
        console.print(f"left out: {plan.known} turns that are there already", markup=False)
