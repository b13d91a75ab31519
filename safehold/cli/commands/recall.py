"""``safehold recall``: rate a session continuously while it is seen again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safehold.cli.commands.live import say, stop_on_signals
from safehold.cli.commands.rate import add_screen, chosen_scales, place_of
from safehold.cli.window import load_window
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.files.recall import RecallRecorder
from safehold.files.study import load_study
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import seen_span
from safehold.offline.replay.beside import BesideSession
from safehold.offline.replay.playhead import Playhead
from safehold.recorder.reading import open_session

VIDEO, CLOCK = "video", "clock"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "recall",
        help="rate a recorded session continuously while seeing it again",
        description="Shows one scale as a bar, below the session's video or sound where one was "
        "placed (safehold media). What is said is kept ten times a second in recall.jsonl of the "
        "session. Shows no physiology, no code and no earlier answer.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--person", default="client", help="label of the person who rates")
    parser.add_argument("--scale", help="scale by name (default: the first of the person's)")
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0, metavar="S",
        help="session time to begin at, s",
    )  # fmt: skip
    parser.add_argument(
        "--show", choices=(VIDEO, CLOCK), default=VIDEO,
        help="video: the first video or sound of the session, where there is one (default); "
        "clock: the time alone, for a player of your own",
    )  # fmt: skip
    parser.add_argument("--media", metavar="FILE", help="which one, by its name")
    add_screen(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    window = load_window()
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    study = load_study(options.session.resolve().parent)
    scale = chosen_scales(study, options.person, options.scale)[0]
    beside = BesideSession(folder, study)
    media = None if options.show == CLOCK else chosen_media(beside, options.media)
    begin, end = seen_span(read_recording(folder))
    head = Playhead(begin, end, limit=lambda: end)
    head.pause(paused=True)
    head.seek(options.start)
    taker = RecallRecorder(folder, options.person, scale)
    with stop_on_signals() as stopped:
        seen = None if media is None else (beside, media)
        window.open_recall(taker, head, place_of(options, stopped), seen=seen)
    say(f"Take {taker.take}: {taker.count} values of {scale.name} in {folder.recall_path}")
    return 0


def chosen_media(beside: BesideSession, name: str | None) -> MediaPlace | None:
    """Return the video or sound to show: the first, or the one of that name.

    Raises
    ------
    ConfigError
        Where none has the name.
    """
    places = beside.media()
    if name is None:
        return places[0] if places else None
    for place in places:
        if Path(place.path).name == Path(name).name:
            return place
    raise ConfigError(
        Message("{path} is not beside this session.", path=name),
        remedy=Message("'safehold media SESSION' lists what is."),
    )
