"""``safehold review``: beats and breaths looked at and edited, the worst stretches first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from processing.measures.review_queue import Stretch
from recordings.folder.session import SessionFolder
from safehold.cli.commands.live import stop_on_signals
from safehold.cli.window import load_window
from safehold.core.account import duration_text
from safehold.core.codebook import load_codebook
from safehold.core.edits import Seen, Undone
from safehold.core.messages import Message
from safehold.core.reasons import explain
from safehold.files.known_session import known_info
from safehold.files.study import recorded_codebook
from safehold.offline.replay.playback import ReplaySession
from safehold.offline.review import ReviewState, review_state, undo_all
from safehold.recorder.reading import open_session


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "review",
        help="look at flagged beats and breaths, the worst first, and edit them",
        description="Opens the session as a replay, with the window in which beats and breaths "
        "are added, deleted, moved, called ectopic or rejected. The recording never changes: each "
        "edit is a line of edits.jsonl, and every export, report and replay takes it in.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--coder", default="", metavar="CODE", help="study code of who edits")
    parser.add_argument(
        "--list", action="store_true", help="no window: print the stretches that are left"
    )
    parser.add_argument(
        "--undo-all",
        action="store_true",
        help="no window: take every edit of beats and breaths back; their lines stay in the file",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Review a session."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    if options.undo_all:
        n = undo_all(folder, by=options.coder, why="undo all")
        sys.stdout.write(f"{n} edits taken back.\n" if n else "There is no edit to take back.\n")
        return 0
    if options.list:
        sys.stdout.write(told(review_state(folder)))
        return 0
    return _open(folder, options.coder)


def _open(folder: SessionFolder, coder: str) -> int:
    window = load_window(remedy=Message("Or add --list to print what is left."))
    codebook = recorded_codebook(known_info(folder).info) or load_codebook()
    session = ReplaySession(folder, codebook, coder=coder)
    with stop_on_signals() as stopped:
        session.begin()
        session.pause(paused=True)
        try:
            return window.open_window(session, until=stopped.is_set, review=True)
        finally:
            session.stop()


def told(state: ReviewState) -> str:
    """Return the stretches that are left as a table, and what was edited so far."""
    kept = [edit.what for edit in state.edits if edit.in_force]
    n_edits = sum(not isinstance(what, Seen | Undone) for what in kept)
    lines = [
        f"{len(state.left)} of {len(state.queue)} stretches left, {n_edits} edits in force.", "",
    ]  # fmt: skip
    if state.left:
        lines += ["person      from      to        what    flagged  vagal index lost  why"]
    lines += [_row(one) for one in state.left]
    return "\n".join(lines).rstrip() + "\n"


def _row(one: Stretch) -> str:
    times = (duration_text(max(one.t0, 0.0)), duration_text(one.t1))
    return (
        f"{one.person:<11} {times[0]:<9} {times[1]:<9} {one.what.value:<7} "
        f"{f'{one.n_flagged}/{one.n}':<8} {f'{one.lost_s} s':<17} {explain(one.reasons[:2])}"
    )
