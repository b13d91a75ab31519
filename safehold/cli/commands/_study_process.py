"""``safehold study process``: all sessions of a study as tables, on one machine or a cluster."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies.group import GROUP, Gathered, to_look_at
from safehold.desk.studies.one import PROCESSED, SESSIONS, Outcome, State
from safehold.desk.studies.run import StudyWish, group, look_at, process_all, workers
from safehold.offline.progress_bar import Tell, progress_bar

MOST_LINES = 12
LEVELS = ("participant", "group")


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the action."""
    parser = actions.add_parser(
        "process",
        help="all sessions as tables, with one set of parameters; again only what changed",
        description="Checks the sessions of a study folder, computes all of them with the "
        "parameters of its study file, and stacks their tables. A session whose content was "
        "processed before is left as it is; what was interrupted goes on; one broken session "
        "stops no other. For a cluster: 'participant' with --session computes one session and "
        "nothing else, 'group' stacks what is there.",
    )
    parser.add_argument("study", type=Path, metavar="STUDY", help="the study folder")
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT",
        help=f"folder of the output (default: {PROCESSED}/ in the study folder)",
    )  # fmt: skip
    parser.add_argument(
        "level", nargs="?", choices=LEVELS,
        help="participant: only sessions; group: only what is about all (default: both)",
    )  # fmt: skip
    parser.add_argument(
        "--session", action="append", default=[], metavar="ID",
        help="only this session; may be given again; nothing is stacked then",
    )  # fmt: skip
    parser.add_argument(
        "--jobs", type=_number, metavar="N",
        help="how many sessions at the same time (default: as many as this job has processors)",
    )  # fmt: skip
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS",
        help="a Dask scheduler that runs already, whose workers do it: tcp://host:8786 (needs pip "
        "install 'safehold[cluster]')",
    )  # fmt: skip
    parser.add_argument(
        "--changed", action="store_true",
        help="process sessions although they are not what was recorded; review names them",
    )  # fmt: skip
    parser.add_argument(
        "--outcomes", action="append", default=[], type=Path, metavar="FILE",
        help="questionnaires and outcome scores by participant and session_number, a table of any "
        "kind; may be given again (default: outcomes.csv of the study, where it exists)",
    )  # fmt: skip
    parser.add_argument(
        "--check", action="store_true", help="only say what is new, changed or broken"
    )
    parser.add_argument("--json", action="store_true", help="what became of it as JSON")


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def run(options: argparse.Namespace) -> int:
    """Process a study; the exit code is 1 where a session could not be processed."""
    if options.level is None and str(options.out) in LEVELS:
        raise ConfigError(
            Message("{level} stands where the folder of the output belongs.", level=options.out),
            remedy=Message("Write: safehold study process STUDY OUT {level}", level=options.out),
        )
    wish = StudyWish(
        options.study, options.out or options.study / PROCESSED, tuple(options.session),
        options.changed, tuple(options.outcomes),
    )  # fmt: skip
    jobs = workers(options.jobs)
    if options.check:
        return _check(wish, jobs)
    outcomes: list[Outcome] = []
    if options.level != "group":
        with progress_bar("Sessions") as tell:
            said = partial(_said, tell)
            outcomes = process_all(wish, jobs, said, scheduler=options.scheduler)
    gathered = None
    if options.level != "participant" and not wish.sessions:
        gathered, _ = group(wish)
    if options.json:
        sys.stdout.write(json.dumps(_plain(wish, outcomes, gathered), indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(_words(wish, outcomes, gathered)) + "\n")
    broken = any(one.state is State.FAILED for one in outcomes)
    return int(broken or (gathered is not None and len(gathered.done) < len(gathered.sessions)))


def _check(wish: StudyWish, jobs: int) -> int:
    """Say what would be done; nothing is written."""
    broken = False
    for found, looked in look_at(wish, jobs):
        if isinstance(looked, Outcome):
            broken |= looked.state is State.FAILED
            what = f"cannot be processed: {looked.why}" if looked.why else "unchanged"
        else:
            what = f"changed: {', '.join(looked)}" if looked else "new"
        sys.stdout.write(f"{found.session_id:<24} {what}\n")
    return int(broken)


def _said(tell: Tell, done: int, total: int, outcome: Outcome) -> None:
    """Say that one more session is done: on the bar, where there is none in a line."""
    tell(done / total, f"Sessions {done} of {total}")
    if not sys.stderr.isatty():
        why = f": {outcome.why}" if outcome.why else ""
        sys.stderr.write(f"{done}/{total} {outcome.session_id} {outcome.state}{why}\n")


def _words(wish: StudyWish, outcomes: list[Outcome], gathered: Gathered | None) -> Iterator[str]:
    _, frozen = wish.load()
    yield f"Parameters  {frozen.params_hash}"
    if outcomes:
        count = {state: sum(one.state is state for one in outcomes) for state in State}
        yield (
            f"Sessions    {count[State.DONE]} processed, {count[State.UNCHANGED]} unchanged, "
            f"{count[State.FAILED]} not possible"
        )
    for one in outcomes:
        if one.changed:
            yield f"Changed     {one.session_id}: {', '.join(one.changed)}"
    failed = (
        [(one.session_id, one.why) for one in outcomes if one.state is State.FAILED]
        if gathered is None
        else [(one.found.session_id, one.why) for one in gathered.sessions if not one.done]
    )
    for name, why in failed:
        yield f"Not done    {name}: {why}"
    review = (
        [(one.session_id, text) for one in outcomes for text in one.review]
        if gathered is None
        else to_look_at(gathered)
    )
    for name, text in review[:MOST_LINES]:
        yield f"To review   {name}: {text}"
    if len(review) > MOST_LINES:
        yield f"            and {len(review) - MOST_LINES} more: see review.csv"
    yield f"Tables      {wish.out / (SESSIONS if gathered is None else GROUP)}"


def _plain(wish: StudyWish, outcomes: list[Outcome], gathered: Gathered | None) -> dict[str, Any]:
    def texts(messages: tuple[Message, ...]) -> list[dict[str, str]]:
        return [{"code": message.code, "text": str(message)} for message in messages]

    return {
        "params_hash": wish.load()[1].params_hash,
        "sessions": [
            {
                "session_id": one.session_id, "state": one.state.value,
                "why": str(one.why) if one.why else None, "changed": texts(one.changed),
                "review": texts(one.review),
            }
            for one in outcomes
        ],
        "group": None if gathered is None else str(wish.out / GROUP),
    }  # fmt: skip
