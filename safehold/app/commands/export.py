"""``safehold export``: a recorded session as tables and files for other programs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from recordings.bids import export_bids
from recordings.edf import export_edf
from recordings.mne_raw import export_fif
from recordings.rr_text import export_rr
from recordings.session import SessionFolder
from recordings.spss import export_sav
from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.options import DATES, LAYOUTS
from safehold.app.analysis import analyse
from safehold.app.opening import open_session
from safehold.app.selection import parts_of
from safehold.core.errors import ConfigError
from safehold.core.results import SessionResults

Exporter = Callable[..., Path]
"""Takes results and a folder, ``options`` and ``progress``; returns the folder it made."""

PROFILES: dict[str, Exporter] = {
    "tidy": export_tidy,
    "bids": export_bids,
    "fif": export_fif,
    "edf": export_edf,
    "rr": export_rr,
    "sav": export_sav,
}
"""Every profile of ``--profile``."""
NEEDS_SAMPLES = {"bids", "fif", "edf"}
"""Profiles that hold waveforms."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "export",
        help="write both people's physiology and the events as aligned tables",
        description="Writes the session as tables (aligned grid, beats, breaths, windows, "
        "events, zones, quality) with manifest and data dictionary, and in the formats of other "
        "programs. An earlier export is never overwritten.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument(
        "--profile", default="tidy", help=f"one or more of {','.join(PROFILES)} (default: tidy)"
    )
    parser.add_argument("--rate", type=int, default=4, help="rows per second: 1, 2, 4, 10, 25, 50")
    parser.add_argument("--format", default="csv,parquet", help="tidy: csv, parquet, or both")
    parser.add_argument(
        "--layout", choices=LAYOUTS, default="wide",
        help="aligned table: a column per person (wide) or a row per person (long)",
    )  # fmt: skip
    parser.add_argument(
        "--dates", choices=DATES, default="removed", help="dates in the files (default: removed)"
    )
    parser.add_argument(
        "--phase", action="append", default=[], metavar="NAME",
        help="only this phase, for example baseline; each occurrence is an export of its own",
    )  # fmt: skip
    parser.add_argument(
        "--span", action="append", default=[], metavar="FROM-TO",
        help="only these seconds of session time, for example 60-300",
    )  # fmt: skip
    parser.add_argument(
        "--native", action="store_true", help="tidy: also the samples of every stream as recorded"
    )
    parser.add_argument(
        "--hed", action="store_true", help="bids: Hierarchical Event Descriptors for every code"
    )
    parser.add_argument("--out", type=Path, help="folder (default: exports/ of the session)")
    parser.add_argument(
        "--notes", action="store_true", help="include free notes (may name people)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export a session and print where it went."""
    paths = export_profiles(
        open_session(options.session, lambda text: sys.stderr.write(f"{text}\n")),
        _profiles(options.profile),
        out=options.out,
        options=TidyOptions(
            rate_hz=options.rate,
            formats=tuple(part.strip() for part in options.format.split(",")),
            layout=options.layout,
            notes=options.notes,
            dates=options.dates,
            native=options.native,
            hed=options.hed,
        ),
        parts=lambda results: parts_of(results, options.phase, options.span),
    )
    for path in paths:
        sys.stdout.write(f"Export: {path}\n")
    return 0


def _profiles(text: str) -> list[str]:
    names = list(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [name for name in names if name not in PROFILES]
    if unknown:
        raise ConfigError(
            f"There is no profile {unknown[0]!r}.", remedy=f"Choose from {', '.join(PROFILES)}."
        )
    return names


def export_session(
    folder: SessionFolder, *, out: Path | None = None, options: TidyOptions | None = None
) -> Path:
    """Analyse a session and write its Tidy export, showing progress; return the folder made."""
    return export_profiles(folder, ["tidy"], out=out, options=options)[0]


def export_profiles(
    folder: SessionFolder,
    profiles: Sequence[str],
    *,
    out: Path | None = None,
    options: TidyOptions | None = None,
    parts: Callable[[SessionResults], Sequence[SessionResults]] = lambda results: [results],
) -> list[Path]:
    """Analyse a session once and write it in some profiles, showing progress.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    profiles : sequence of str
        Keys of ``PROFILES``.
    out : Path, optional
        Folder of the exports; by default ``exports/`` of the session.
    options : TidyOptions, optional
        Rate, formats, layout and privacy, for all profiles.
    parts : callable
        Cuts the session into the parts that are exported, each by itself.

    Returns
    -------
    list of Path
        The folders made.
    """
    options = options or TidyOptions()
    samples = options.native or not NEEDS_SAMPLES.isdisjoint(profiles)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Computing", total=1.0)

        def report(before: float, width: float, share: float, what: str) -> None:
            progress.update(task, completed=before + width * share, description=what)

        results = analyse(folder, partial(report, 0.0, 0.5), samples=samples)
        jobs = [(part, name) for part in parts(results) for name in profiles]
        return [
            PROFILES[name](
                part,
                out or folder.exports_dir,
                options=options,
                progress=partial(report, 0.5 + 0.5 * k / len(jobs), 0.5 / len(jobs)),
            )
            for k, (part, name) in enumerate(jobs)
        ]
