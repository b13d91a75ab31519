"""``safehold recall``: rate a session continuously while its video is looked at again."""

from __future__ import annotations

import argparse
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.cli.commands.live import say, stop_on_signals
from safehold.cli.commands.rate import add_screen, chosen_scales, place_of
from safehold.cli.window import load_window
from safehold.files.recall import RecallRecorder
from safehold.files.study import load_study


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "recall",
        help="rate a recorded session continuously while watching its video",
        description="Shows one scale as a bar and a clock of session time; start the clock "
        "together with the video. The bar's place is kept ten times a second in recall.jsonl of "
        "the session. Shows no physiology.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--person", default="client", help="label of the person who rates")
    parser.add_argument("--scale", help="scale by name (default: the first of the person's)")
    parser.add_argument(
        "--from", dest="start", type=float, default=0.0,
        help="session time at which the video begins, s",
    )  # fmt: skip
    add_screen(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    window = load_window()
    folder = SessionFolder.open(options.session)
    study = load_study(options.session.resolve().parent)
    scale = chosen_scales(study, options.person, options.scale)[0]
    taker = RecallRecorder(folder, options.person, scale)
    try:
        with stop_on_signals() as stopped:
            window.open_recall(taker, place_of(options, stopped), start=options.start)
    finally:
        taker.close()
    say(f"Take {taker.take}: {taker.count} values of {scale.name} in {folder.recall_path}")
    return 0
