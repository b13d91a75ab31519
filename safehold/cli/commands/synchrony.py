"""``safehold synchrony``: two people compared by method, preset and surrogates of choice."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from processing.measures.pair_methods import METHODS
from processing.measures.pair_series import HEART_RATE, MEASURES
from processing.measures.surrogates import N_SURROGATES, SEED, Surrogate
from recordings.disk.atomic_export import export_name, write_export
from recordings.exports.companions import write_companions
from recordings.tidy.dyad_course import dyad_course_table
from recordings.tidy.options import TidyOptions
from recordings.tidy.synchrony import synchrony_table
from recordings.tidy.writing import write_csv
from safehold.core.pair_map import PRESETS, SynchronyTest
from safehold.core.reasons import explain
from safehold.offline.analysis import Progress, analyse
from safehold.offline.progress_bar import progress_bar
from safehold.offline.synchrony import MAP, SLOW_SURROGATES, Wanted, synchrony
from safehold.recorder.reading import open_session

HEADINGS = ("method", "statistic", "value", "effect", "p alone", "p adjusted", "")
MEANING = (
    "Effect: standard deviations of the surrogates. p adjusted (Holm, over these rows) is the one "
    "to report, if this was the one comparison that was planned. A small p says that two series "
    "are not independent, not why; a large one does not prove that nothing links them."
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "synchrony",
        help="compare two people by method, preset and surrogates of choice",
        description="Writes synchrony.csv (a row per test, p adjusted for all of them), "
        "windows.csv and a picture of windows by lags. Going together is not good, going against "
        "is not bad. Choose before you look.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument("--out", type=Path, help="folder (default: exports/ of the session)")
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="safehold",
        help="windows, lags and series of the map: our own, SUSY's or rMEA's (default: safehold)",
    )  # fmt: skip
    parser.add_argument(
        "--surrogates", choices=[s.value for s in Surrogate], default=Surrogate.SHIFT.value,
        help="what chance is taken from (default: circular_shift)",
    )  # fmt: skip
    parser.add_argument(
        "--methods", nargs="+", choices=(MAP, *METHODS), default=[MAP],
        help="default: map; the others take some seconds",
    )  # fmt: skip
    parser.add_argument(
        "--measure", choices=MEASURES, default=HEART_RATE, help="series (default: hr_bpm)"
    )
    parser.add_argument(
        "--n", type=int, default=N_SURROGATES,
        help=f"how many surrogates ({N_SURROGATES}; wavelets, recurrence: {SLOW_SURROGATES} at "
        "most)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED, help=f"seed of surrogates ({SEED})")
    parser.add_argument(
        "--others", type=Path, nargs="+", default=[], metavar="SESSION",
        help="other sessions, whose second person stands in this one's place (pseudo_pairs: 19 "
        "at least)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, write and print where it went."""
    wanted = Wanted(
        options.preset, options.surrogates, options.measure, tuple(options.methods),
        options.n, options.seed,
    )  # fmt: skip

    def said(text: object) -> None:
        sys.stderr.write(f"{text}\n")

    folder = open_session(options.session, said)
    folders = [folder, *(open_session(path, said) for path in options.others)]
    with progress_bar() as tell:
        steps = len(folders) + 1

        def step(number: int) -> Progress:
            return lambda share, what: tell((number + share) / steps, str(what))

        results, *others = (analyse(one, step(k)) for k, one in enumerate(folders))
        found = synchrony(results, wanted, others, step(len(folders)))

    def fill(target: Path) -> None:
        from recordings.report.document import Picture  # matplotlib: only a picture waits for it
        from recordings.report.pair_figures import course_of_two

        write_csv(synchrony_table(found.tests), target / "synchrony.csv")
        if found.maps:
            write_csv(dyad_course_table(found.maps), target / "windows.csv")
        for made in found.maps:
            if made.limit is not None:
                name = f"{'_'.join(made.people)}_{made.recipe.name}.png"
                (target / name).write_bytes(Picture(course_of_two(results, made), "").png)
        write_companions(
            results, target, TidyOptions(), profile="synchrony", limits=(), events=False
        )

    out = options.out or folder.exports_dir
    path = write_export(out, export_name(results, "synchrony"), fill, check=lambda _: None)
    console = Console()
    console.print(_table(found.tests))
    console.print(f"\n{MEANING}\n", markup=False)
    sys.stdout.write(f"Synchrony: {path}\n")
    return 0


def _table(tests: Sequence[SynchronyTest]) -> Table:
    table = Table(Column("people", no_wrap=True), *HEADINGS, box=None, pad_edge=False)
    for t in tests:
        numbers = [
            "-" if x is None else f"{x:.3f}" for x in (t.value, t.effect, t.p, t.p_adjusted)
        ]
        why = str(explain(t.reasons)) if t.value is None else ""
        table.add_row(" - ".join(t.people), t.method, t.statistic, *numbers, why)
    return table
