"""``safehold power``: how many dyads and sessions an effect needs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies.power import (
    EFFECTS,
    Circumstances,
    Effects,
    Power,
    Rate,
    as_json,
    designs,
    enough,
    power,
    valid,
)
from safehold.offline.progress_bar import progress_bar

CANNOT = (
    "These are properties of the simulated model, not of your study. They hold for the sizes and "
    "spreads that you gave; take them from other data or from the smallest effect that would "
    "matter, never from the study's own result. What is found is no cause, and what is not found "
    "need not be absent. Measures are taken as given: what is missing or doubtful in signals "
    "makes effects smaller."
)
_HELP = {
    "within": "effect of a session one SD above the dyad's own mean",
    "between": "effect of a dyad whose mean is one SD above the others'",
    "change": "change from the first session to the last",
    "moderation": "how much more that change is for a dyad one SD higher in a moderator",
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "power",
        help="how many dyads and sessions an effect needs, by simulation",
        description="Simulates studies - an outcome of every session, sessions in dyads, a random "
        "intercept for each - and fits each as docs/studies.md does. All sizes are in SDs of the "
        "outcome from session to session.",
    )
    for name in EFFECTS:
        parser.add_argument(f"--{name}", type=float, default=0.0, metavar="SD", help=_HELP[name])
    parser.add_argument("--dyads", type=int, nargs="+", default=[10, 20, 30, 40], metavar="N")
    parser.add_argument("--sessions", type=int, nargs="+", default=[8, 16], metavar="N")
    usual = Circumstances()
    parser.add_argument(
        "--icc", type=float, default=usual.icc,
        help=f"share of the outcome's variance between dyads (default: {usual.icc:g})",
    )  # fmt: skip
    parser.add_argument(
        "--missing", type=float, default=usual.missing,
        help=f"share of sessions without an outcome (default: {usual.missing:g})",
    )  # fmt: skip
    parser.add_argument(
        "--slope-sd", type=float, default=0.0, metavar="SD",
        help="by how much the effect within differs between dyads",
    )  # fmt: skip
    parser.add_argument(
        "--change-sd", type=float, default=0.0, metavar="SD",
        help="by how much the change differs between dyads",
    )  # fmt: skip
    parser.add_argument(
        "--carry-over", type=float, default=0.0, metavar="R",
        help="correlation of a session's residual with that of the one before",
    )  # fmt: skip
    parser.add_argument("--alpha", type=float, default=0.05, help="level, two-sided")
    parser.add_argument("--target", type=float, default=0.8, help="power that is wanted")
    parser.add_argument("--simulations", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="results as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Simulate every design, and say which are enough."""
    if not 0 < options.target < 1:
        raise ConfigError(Message("The power that is wanted is between 0 and 1."))
    if options.seed < 0:
        raise ConfigError(
            Message("The seed {seed} is negative.", seed=options.seed),
            remedy=Message("Choose 0 or a whole number."),
        )
    found = _simulated(options)
    if options.json:
        said = {
            "alpha": options.alpha, "target": options.target, "seed": options.seed,
            "simulations": options.simulations, "designs": as_json(found),
            "cannot_mean": CANNOT,
        }  # fmt: skip
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        return 0
    _show(found, options)
    return 0


def _simulated(options: argparse.Namespace) -> list[Power]:
    effects = Effects(*(getattr(options, name) for name in EFFECTS))
    around = Circumstances(
        options.icc, options.missing, options.slope_sd, options.change_sd, options.carry_over
    )
    pairs = list(designs(options.dyads, options.sessions))
    found: list[Power] = []
    with progress_bar("Simulating") as tell:
        for number, (dyads, sessions) in enumerate(pairs):

            def report(share: float, before: int = number) -> None:
                tell((before + share) / len(pairs))

            found += power(
                effects, dyads, sessions, circumstances=around, alpha=options.alpha,
                n_simulations=options.simulations, seed=options.seed, progress=report,
            )  # fmt: skip
    return found


def _percent(rate: Rate) -> str:
    return f"{100 * rate.share:.0f} ({100 * rate.low:.0f} to {100 * rate.high:.0f})"


def _show(found: Sequence[Power], options: argparse.Namespace) -> None:
    console = Console()
    table = Table("effect", "size", "dyads", "sessions", "power %", "by chance %", "found: median")
    for one in sorted(found, key=lambda one: EFFECTS.index(one.effect)):
        mark = "" if valid(one, options.alpha) else " !"
        median = "-" if one.median_of_found is None else f"{one.median_of_found:+.2f}"
        table.add_row(
            one.effect, f"{one.size:+.2f}", str(one.dyads), str(one.sessions),
            _percent(one.found), _percent(one.by_chance) + mark, median,
        )  # fmt: skip
    console.print(table)
    console.print(
        f"In brackets: 95 % interval of {options.simulations} simulated studies. By chance: how "
        f"often {100 * options.alpha:g} % becomes significant where nothing is.",
        markup=False,
    )
    if not all(valid(one, options.alpha) for one in found):
        console.print(
            "! More than the level: with these spreads a random intercept is not enough. Power "
            "there means nothing; fit a model with a random slope.",
            markup=False,
        )
    for effect, best in enough(found, options.target, options.alpha).items():
        told = (
            f"{best.dyads} dyads by {best.sessions} sessions"
            if best is not None
            else "none of these designs"
        )
        console.print(
            f"{effect}: {100 * options.target:g} % power are surely reached by {told}",
            markup=False,
        )
    console.print(CANNOT, markup=False)
