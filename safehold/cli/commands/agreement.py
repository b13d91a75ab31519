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
from recordings.disk.private_files import opener
from safehold.core.account import duration_text
from safehold.core.types import Event
from safehold.offline.agreement import (
    TOLERANCE_S,
    WIDTH_S,
    CodeAgreement,
    Disagreement,
    agreement,
)
from safehold.offline.analysis import session_events
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
    parser.add_argument("coders", nargs=2, metavar="CODER", help="as their events name them")
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
    return f"{found.value:.2f}", f"{found.chance:.2f}", f"{found.p:.3f}"


def _write(path: Path, apart: Sequence[Disagreement]) -> None:
    with open(path, "w", encoding="utf-8", newline="", opener=opener) as file:
        rows = csv.writer(file)
        rows.writerow(("onset", "duration", "code", "coder"))
        rows.writerows((f"{a.onset:.3f}", f"{a.duration:.3f}", a.code, a.coder) for a in apart)
