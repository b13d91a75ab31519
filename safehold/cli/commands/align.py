"""``safehold align``: lay a video or a sound beside a session by its camera marks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from processing.signals.sync_place import LIMIT_S, USUAL_PPM, Placement, Refusal
from safehold.cli.window import import_window
from safehold.core.errors import ConfigError
from safehold.core.media import place_words
from safehold.core.messages import Message
from safehold.files.media import Media, kept_path
from safehold.offline.camera import ShownMark, align, media_place, recorded_marks
from safehold.offline.progress_bar import progress_bar
from safehold.offline.recording import read_recording
from safehold.recorder.reading import open_session

LATE_S = 0.08
"""A loudspeaker on a cable is not so late."""
REFUSED = 7
"""Exit code where the file is not placed."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "align",
        help="lay a video or a sound beside a session by its camera marks",
        description="Looks in the file for the flashes and chirps that 'safehold sync' gave "
        "during the session, and says where the file lies, with drift and residual. It is "
        f"refused where that is not known within {1000 * LIMIT_S:.0f} ms. The file is not "
        "changed.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("file", type=Path, help="video or sound")
    parser.add_argument(
        "--write", action="store_true", help="keep the place, as 'safehold media' does"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Look for the marks and say what was found; keep the place if asked."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    if not options.file.is_file():
        raise ConfigError(
            Message("{file} is no file.", file=options.file), remedy=Message("Check the path.")
        )
    marks = recorded_marks(read_recording(folder))
    console = Console()
    with progress_bar("Reading the file") as tell:
        film = import_window().read_film(options.file, tell)
    found = align(marks, film)
    if isinstance(found, Refusal):
        console.print(f"Not placed. {found.why}\n{found.remedy}", markup=False)
        return REFUSED
    place = media_place(kept_path(folder, options.file), found)
    console.print(f"{options.file.name}: {place_words(place)}", markup=False)
    console.print(_table(marks, found))
    for text in remarks(marks, found):
        console.print(f"- {text}", markup=False)
    if options.write:
        Media(folder).put(place)
        console.print("Kept.", markup=False)
    else:
        console.print("Not kept: add --write to keep it.", markup=False)
    return 0


def _table(marks: list[ShownMark], found: Placement) -> Table:
    table = Table("mark", "session", "flash in the file", "sound in the file")
    seen = {(mark.number, mark.sound): f"{mark.file_s:.3f} s" for mark in found.seen}
    for mark in marks:
        cells = [seen.get((mark.number, sound), "-") for sound in (False, True)]
        table.add_row(str(mark.number), f"{mark.session_s:.3f} s", *cells)
    return table


def remarks(marks: list[ShownMark], found: Placement) -> list[Message]:
    """Return what should be known of a place, in sentences."""
    said = [Message("Exact to {ms:.0f} ms at the marks.", ms=1000 * found.uncertainty_s)]
    first, last = found.holds
    said.append(
        Message(
            "Within {limit:.0f} ms from {first:.0f} s to {last:.0f} s of the session.",
            limit=1000 * LIMIT_S, first=first, last=last,
        )
    )  # fmt: skip
    if found.drift_ppm is None:
        said.append(
            Message(
                "The drift is not known: the marks do not tell it. Up to {ppm:.0f} ppm are "
                "reckoned with.",
                ppm=USUAL_PPM,
            )
        )
    numbers = {mark.number for mark in found.seen}
    if found.residual_s is None:
        said.append(
            Message("Nothing tells whether the file was paused somewhere: look at it elsewhere.")
        )
    delay = found.sound_delay_s
    if delay is not None:
        said.append(Message("The sound is {ms:.0f} ms behind the flash.", ms=1000 * delay))
        if delay > LATE_S:
            said.append(
                Message("That is late: a loudspeaker without a cable? The flash is what counts.")
            )
    if all(mark.sound for mark in found.seen):
        said.append(
            Message(
                "Placed by sound alone: true for a loudspeaker that is built in or on a cable, "
                "not for one on Bluetooth."
            )
        )
    missing = [f"{mark.number}" for mark in marks if mark.number not in numbers]
    if missing:
        said.append(Message("Not found: mark {numbers}.", numbers=", ".join(missing)))
    return said
