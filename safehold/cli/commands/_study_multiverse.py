"""``safehold study multiverse``: a finding under every choice of method, with its joint test."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safehold.core.canonical import plain
from safehold.desk.studies.multiverse import Multiverse, run_multiverse
from safehold.desk.studies.one import PROCESSED
from safehold.desk.studies.run import StudyWish, workers
from safehold.desk.studies.specifications import Question, parse_vary
from safehold.offline.progress_bar import progress_bar


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the action."""
    parser = actions.add_parser(
        "multiverse",
        help="a finding under every choice of method: specification curve and joint p",
        description="Asks whether sessions in which somebody has more of a process measure than "
        "usual in this dyad have more of an outcome, under every combination of thresholds, "
        "windows, axes and baselines, and how likely so much agreement is by chance. What was "
        "computed of a session is kept by content; beats and breaths are found once.",
    )
    parser.add_argument("study", type=Path, metavar="STUDY", help="the study folder")
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT",
        help=f"folder of the output (default: {PROCESSED}/ in the study folder)",
    )  # fmt: skip
    parser.add_argument(
        "--predictor", action="append", required=True, metavar="MEASURE",
        help="process measure, as measure_types names it, or share_outside; given again: another "
        "one that may stand for the same thing",
    )  # fmt: skip
    parser.add_argument(
        "--outcome", required=True, metavar="NAME",
        help="as study_long names it: q_depth, rated_safety, a process measure",
    )  # fmt: skip
    parser.add_argument("--role", default="client", help="whose the predictor is (client)")
    parser.add_argument(
        "--outcome-role", default="", metavar="ROLE", help="whose the outcome is (the same)"
    )
    parser.add_argument(
        "--lag", type=int, default=0, metavar="N", help="the outcome is of N sessions later"
    )
    parser.add_argument(
        "--vary", action="append", default=[], metavar="NAME=VALUES",
        help="values of a parameter, zones.th=2,2.25,2.5; given again: every combination "
        "(default: threshold, vagal window, vagal axis, length of the baseline)",
    )  # fmt: skip
    parser.add_argument(
        "--no-trend", action="store_true", help="leave a trend over the sessions in"
    )
    parser.add_argument(
        "--permutations", type=int, default=Question.__dataclass_fields__["permutations"].default,
        metavar="N", help="how often outcomes are exchanged (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="of the exchanges (%(default)s)")
    parser.add_argument("--jobs", type=int, metavar="N", help="sessions at the same time")
    parser.add_argument(
        "--changed", action="store_true", help="take sessions that are not what was recorded"
    )
    parser.add_argument(
        "--outcomes", action="append", default=[], type=Path, metavar="FILE",
        help="questionnaires and outcome scores (default: outcomes.csv of the study)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="what came of it as JSON")


def run(options: argparse.Namespace) -> int:
    """Compute a multiverse; the exit code is 1 where no specification says anything."""
    wish = StudyWish(
        options.study, options.out or options.study / PROCESSED, (), options.changed,
        tuple(options.outcomes),
    )  # fmt: skip
    question = Question(
        tuple(dict.fromkeys(options.predictor)), options.outcome, options.role,
        options.outcome_role, options.lag, parse_vary(options.vary), not options.no_trend,
        options.permutations, options.seed,
    )  # fmt: skip
    with progress_bar("Multiverse") as tell:
        found = run_multiverse(wish, question, workers(options.jobs), tell)
    if options.json:
        sys.stdout.write(json.dumps(_plain(found), indent=1, allow_nan=False) + "\n")
    else:
        sys.stdout.write("\n".join(_words(found)) + "\n")
    return int(not found.curve.known)


def _words(found: Multiverse) -> Iterator[str]:
    curve = found.curve
    yield f"Sessions       {found.sessions} with {found.question.outcome}"
    yield f"Specifications {len(curve.effects)}, {curve.known} with an effect"
    if curve.share is not None and curve.p is not None and curve.median is not None:
        yield (
            f"Holds in       {curve.holding} of {curve.known} ({100 * curve.share:.0f} %), "
            f"median r {curve.median:+.2f} within dyads"
        )
        yield f"Joint p        {curve.p:.4g} ({curve.permutations} exchanges within dyads)"
    for name, why in found.failed:
        yield f"Not in it      {name}: {why}"
    yield f"Report         {found.report}"


def _plain(found: Multiverse) -> dict[str, Any]:
    curve = found.curve
    return {
        "specifications": [
            {"predictor": one.predictor, "choices": dict(one.choices), "own": k in found.own,
             **plain(effect)}
            for k, (one, effect) in enumerate(
                zip(found.specifications, curve.effects, strict=True)
            )
        ],
        "median_r": curve.median, "share": curve.share, "joint_p": curve.p,
        "tests": [plain(test) for test in curve.tests], "permutations": curve.permutations,
        "sessions": found.sessions,
        "failed": [{"session_id": name, "why": str(why)} for name, why in found.failed],
        "folder": str(found.folder),
    }  # fmt: skip
