"""``safehold study bids``: a whole study as one BIDS dataset."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recordings.bids.study import AboutDataset
from recordings.tidy import TidyOptions
from recordings.tidy.options import DATES
from safehold.desk.studies.bids import NAME, BidsWish, export_study
from safehold.offline.progress_bar import progress_bar


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the action."""
    parser = actions.add_parser(
        "bids",
        help="the whole study as one BIDS dataset",
        description="Computes every session and writes one dataset: physiology, events, results, "
        "people, sessions with their scores, CITATION.cff. A session that cannot be exported "
        "stops no other; the dataset names it.",
    )
    parser.add_argument("study", type=Path, metavar="STUDY", help="the study folder")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER",
        help=f"folder that receives {NAME}/ (default: the study folder)",
    )  # fmt: skip
    parser.add_argument("--title", default=AboutDataset().title, help="of the dataset")
    parser.add_argument(
        "--author", action="append", default=[], metavar="NAME",
        help="'Family, Given' or a group; may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--license", default="", metavar="SPDX", help="for example CC-BY-4.0 or CC0-1.0"
    )
    parser.add_argument("--hed", action="store_true", help="event descriptors for every code")
    parser.add_argument("--dates", choices=DATES, default="removed", help="as in safehold export")
    parser.add_argument(
        "--changed", action="store_true",
        help="take sessions that are not what was recorded; their remarks say so",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write the dataset; 1 where a session is not in it."""
    wish = BidsWish(
        options.study, options.out, TidyOptions(hed=options.hed, dates=options.dates),
        AboutDataset(options.title, tuple(options.author), options.license), options.changed,
    )  # fmt: skip
    with progress_bar() as tell:
        made = export_study(wish, tell)
    for name, why in made.left_out:
        sys.stderr.write(f"! {name}: {why}\n")
    sys.stdout.write(f"Dataset of {made.n_sessions} sessions: {made.path}\n")
    return 1 if made.left_out else 0
