"""``safehold agreement``: how far two coders of a session agree."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from processing.measures.agreement import WIDTHS_S, Agreed
from processing.measures.icc import rating_agreement
from recordings.disk.private_files import opener
from safehold.core.account import duration_text
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import RecallTake
from safehold.core.types import Event
from safehold.files.recall import read_takes
from safehold.offline.agreement import (
    TOLERANCE_S,
    WIDTH_S,
    CodeAgreement,
    Disagreement,
    agreement,
)
from safehold.offline.analysis import session_events
from safehold.offline.rating_agreement import STEP_S, on_grid, takes_of
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import seen_span
from safehold.recorder.reading import open_session

MEANING = (
    "Kappa: agreement beyond chance in bins of time (Cohen). Chance: what 95 % of random shifts "
    "of the second coder's events stay below; p: share of shifts that reach the value. Where "
    "kappa differs much from bin to bin, the width decides, not the coders. Match: share of both "
    "coders' onsets that have a partner within the tolerance. Later: how much later the second "
    "coder is, and the interquartile range. None of it says that a code is right."
)
RATINGS_MEANING = (
    "A: absolute agreement (ICC(2,..) of Shrout & Fleiss), C: consistency (ICC(3,..)), which "
    "forgives a rater who is always higher; 1: a single rater, k: the mean of all. Intervals "
    "count independent moments; with fewer than six there is none. Chance: what 95 % of random "
    "circular shifts stay below. Two slow curves agree by chance more often than one thinks, and "
    "none of it says that a rating is right."
)
HEADINGS = ("n", "kappa", "chance", "p", "match", "chance", "p", "later")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "agreement",
        help="how far two coders of a session agree, and where they do not",
        description="Compares two coders' events code by code: Cohen's kappa on bins of time, "
        "onsets matched within a tolerance, and the chance level of both.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("coders", nargs="*", metavar="CODER", help="two, as events name them")
    parser.add_argument(
        "--ratings", metavar="SCALE",
        help="instead of codes: continuous ratings of this scale (safehold recall)",
    )  # fmt: skip
    parser.add_argument(
        "--takes", type=int, nargs="+", default=[], metavar="N",
        help="only these ratings of the scale (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--step", type=float, default=STEP_S, metavar="S",
        help=f"ratings are compared as means of so many seconds ({STEP_S:g})",
    )  # fmt: skip
    parser.add_argument(
        "--bin", type=float, default=WIDTH_S, metavar="S", help=f"width of a bin ({WIDTH_S:g} s)"
    )
    parser.add_argument(
        "--tolerance", type=float, default=TOLERANCE_S, metavar="S",
        help=f"how far onsets of one event may lie apart ({TOLERANCE_S:g} s)",
    )  # fmt: skip
    parser.add_argument(
        "--from", type=float, default=0.0, metavar="S", dest="first",
        help="session time from which both coded",
    )  # fmt: skip
    parser.add_argument("--to", type=float, metavar="S", dest="last", help="and until when")
    parser.add_argument("--out", type=Path, metavar="CSV", help="write every disagreement there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how far two coders agree."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    recording = read_recording(folder)
    last = options.last or seen_span(recording)[1]
    if options.ratings:
        return _ratings(options, read_takes(folder.recall_path), last)
    if len(options.coders) != 2:
        raise ConfigError(
            Message("Two coders are compared, not {n}.", n=len(options.coders)),
            remedy=Message("Name them as their events do, or give --ratings SCALE."),
        )
    events: Sequence[Event] = session_events(folder, [inputs.run for inputs in recording.runs])
    first, second = options.coders
    codes, apart = agreement(
        events, (first, second), (options.first, last),
        width_s=options.bin, tolerance_s=options.tolerance,
    )  # fmt: skip
    console = Console()
    console.print(f"{first} and {second}, {duration_text(last - options.first)}", markup=False)
    console.print(_table(codes))
    console.print(_by_width(codes))
    console.print(f"\n{len(apart)} events without a partner.\n", markup=False)
    console.print(MEANING, markup=False)
    if options.out is not None:
        _write(options.out, apart)
        console.print(f"They stand in {options.out}.", markup=False)
    return 0


def _ratings(options: argparse.Namespace, takes: Sequence[RecallTake], last: float) -> int:
    """Print how far continuous ratings agree."""
    if not options.step > 0:
        raise ConfigError(Message("Bins and the time that was seen must be longer than 0 s."))
    raters = takes_of(takes, options.ratings, options.takes)
    found = rating_agreement(on_grid(raters, (options.first, last), step_s=options.step))
    if found is None:
        raise ConfigError(Message("The raters have no time in common in which a rating varies."))
    console = Console()
    names = ", ".join(f"{one.take} ({one.person})" for one in raters)
    console.print(f"{options.ratings}: ratings {names}", markup=False)
    table = Table("", "value", "95 %", box=None, pad_edge=False)
    for form in found.forms:
        limits = "-" if form.low is None else f"{form.low:.2f} to {form.high:.2f}"
        table.add_row(form.name, f"{form.value:.2f}", limits)
    console.print(table)
    console.print(
        f"ICC(A,1) by chance: {found.chance.chance:.2f}, p = {found.chance.p:.3f}\n"
        f"{found.moments} moments of {options.step:g} s; with an autocorrelation of "
        f"{found.autocorrelation:.2f} worth {found.independent:.0f} independent ones.\n",
        markup=False,
    )
    console.print(RATINGS_MEANING, markup=False)
    return 0


def _table(codes: Sequence[CodeAgreement]) -> Table:
    table = Table(Column("code", no_wrap=True), *HEADINGS, box=None, pad_edge=False)
    for one in codes:
        error = one.onset_error_s
        table.add_row(
            one.code,
            f"{one.n[0]}, {one.n[1]}",
            *_said(one.kappa),
            *_said(one.matched),
            "-" if error is None else f"{error[0]:+.1f} s ({error[1]:.1f})",
        )
    return table


def _by_width(codes: Sequence[CodeAgreement]) -> Table:
    widths = (f"{width:g} s" for width in WIDTHS_S)
    table = Table(Column("kappa, bins of", no_wrap=True), *widths, box=None, pad_edge=False)
    for one in codes:
        table.add_row(one.code, *(_said(found)[0] for _, found in one.by_width))
    return table


def _said(found: Agreed | None) -> tuple[str, str, str]:
    if found is None:
        return "-", "-", "-"
    return f"{found.value:z.2f}", f"{found.chance:z.2f}", f"{found.p:.3f}"


def _write(path: Path, apart: Sequence[Disagreement]) -> None:
    with open(path, "w", encoding="utf-8", newline="", opener=opener) as file:
        rows = csv.writer(file)
        rows.writerow(("onset", "duration", "code", "coder"))
        rows.writerows((f"{a.onset:.3f}", f"{a.duration:.3f}", a.code, a.coder) for a in apart)
