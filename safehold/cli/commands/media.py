"""``safehold media``: where a video or a sound of the laboratory lies in a session."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from recordings.folder.session import SessionFolder
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace, place_by_marks, place_words
from safehold.core.messages import Message
from safehold.files.media import Media, kept_path, media_file
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "media",
        help="place a video or a sound beside a session, or list those that are placed",
        description="Keeps where a file lies in the session's time; the replay then plays it in "
        "step. The file is neither copied nor exported. Give its offset, or moments of the file "
        "that are known: two, a minute apart or more, give the drift of its clock too. Without "
        "a file, lists what is placed.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("file", type=Path, nargs="?", help="video or sound")
    parser.add_argument(
        "--offset", type=float, metavar="S", help="session time at which the file begins, s"
    )
    parser.add_argument(
        "--at", action="append", default=[], metavar="FILE_S=SESSION_S",
        help="a moment of the file and the session time it is, s; as often as needed",
    )  # fmt: skip
    parser.add_argument("--drift", type=float, metavar="PPM", help="drift, with --offset")
    parser.add_argument(
        "--moved-from", type=Path, metavar="OLD", help="the file lay here before; keeps its place"
    )
    parser.add_argument("--forget", action="store_true", help="take the file away again")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Keep a place and say it, or list all."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    media, console = Media(folder), Console()
    if options.file is None:
        _list(folder, media, console)
        return 0
    path = kept_path(folder, options.file)
    if options.forget:
        _known(media, path)
        media.forget(path)
        console.print(f"{path} is no longer beside the session.", markup=False)
        return 0
    if not options.file.is_file():
        raise ConfigError(
            Message("{file} is no file.", file=options.file), remedy=Message("Check the path.")
        )
    if options.moved_from is not None:
        old = _known(media, kept_path(folder, options.moved_from))
        place = media.moved(old, options.file)
    else:
        place = _place(options, path)
        media.put(place)
    console.print(f"{path}: {place_words(place)}", markup=False)
    return 0


def _known(media: Media, path: str) -> MediaPlace:
    for place in media.places():
        if place.path == path:
            return place
    raise ConfigError(
        Message("{path} is not beside this session.", path=path),
        remedy=Message("'safehold media SESSION' lists what is."),
    )


def _place(options: argparse.Namespace, path: str) -> MediaPlace:
    if bool(options.at) == (options.offset is not None):
        raise ConfigError(
            Message("Where does the file lie in the session?"),
            remedy=Message("Give --offset S, or --at FILE_S=SESSION_S once or more."),
        )
    if options.at:
        return place_by_marks(path, [_mark(text) for text in options.at])
    return replace(MediaPlace(path, options.offset), drift_ppm=options.drift)


def _mark(text: str) -> tuple[float, float]:
    file_s, _, session_s = text.partition("=")
    try:
        return float(file_s), float(session_s)
    except ValueError:
        raise ConfigError(
            Message("{text!r} is not FILE_S=SESSION_S.", text=text),
            remedy=Message("For example --at 12.40=300.25, both in seconds."),
        ) from None


def _list(folder: SessionFolder, media: Media, console: Console) -> None:
    said: list[Message] = []
    places = media.places(said)
    table = Table("file", "place", "how", "there")
    for place in places:
        there = "yes" if media_file(folder, place.path).is_file() else "missing"
        table.add_row(place.path, str(place_words(place)), place.how.value, there)
    if places:
        console.print(table, markup=False)
    else:
        console.print("Nothing is placed beside this session.", markup=False)
    for text in said:
        console.print(f"! {text}", markup=False)
