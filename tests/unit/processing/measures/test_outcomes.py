"""What is said to hold does so by chance in at most 5 % of sessions, over all of their tests."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from processing.measures.outcomes import holm, outcomes
from safehold.core.measures import ProcessMeasure
from safehold.core.results import DyadMeasure, Parting, SessionResults
from safehold.core.settings import DEMO
from safehold.core.types import Status


def change(code: str, p: float, *, value: float = 1.0, se: float = 0.1, raw: float = 1.0,
           axis: str = "a") -> tuple[ProcessMeasure, ...]:  # fmt: skip
    def one(name: str, number: float, error: float | None = None) -> ProcessMeasure:
        return ProcessMeasure(
            "client", f"code:{code}", 0.0, 600.0, f"event_change_{axis}{name}", number, Status.OK,
            (), 500, 1.0, 8, se=error,
        )  # fmt: skip

    return one("", raw), one("_adjusted", value, se), one("_p", p)


def pair(p: float, statistic: str = "mean_z") -> DyadMeasure:
    return DyadMeasure(
        ("client", "therapist"), "session", 0.0, 1800.0, "hr_bpm", "wcc_segshuffle", statistic,
        None, 0.2, 4.0, p / 2, 30, 60, (), p_adjusted=p, n_tests=3,
    )  # fmt: skip


def rating(p: float, scale: str = "safety") -> Parting:
    return Parting(("client",), scale, "x", True, 1200, (), 3, 0.5, 0.3, p)


def test_holm_is_the_published_step_down() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_where_nothing_is_linked_one_session_in_twenty_has_any_outcome(
    session: SessionResults,
) -> None:
    random = np.random.default_rng(3)
    n, found = 1500, 0
    for _ in range(n):
        p = random.uniform(size=14)
        measures = [m for k in range(8) for m in change(f"c{k}", float(p[k]))]
        made = outcomes(
            dataclasses.replace(
                session,
                measures=tuple(measures),
                dyads=tuple(map(pair, holm([float(x) for x in p[8:11]]))),
                partings=tuple(rating(float(x), f"s{k}") for k, x in enumerate(p[11:])),
            )
        )
        assert made.n_tests == 14
        found += bool(made.held)
    assert 0.02 < found / n <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / n)


def test_the_smallest_p_of_all_families_comes_first(session: SessionResults) -> None:
    made = outcomes(
        dataclasses.replace(
            session,
            measures=change("ev.x", 0.001, value=-1.0, raw=-1.0),
            dyads=(pair(0.0005), pair(0.004, "lead")),
            partings=(rating(0.01), rating(0.9, "trust")),
        )
    )
    assert made.n_tests == 5
    first, second = made.held  # the rating is at .01 x 2 x 3: it does not hold
    assert isinstance(first.what, DyadMeasure)
    assert first.what.statistic == "mean_z"  # one of a pair's series, the one with the smaller p
    assert (first.p, second.p) == pytest.approx((0.0015, 0.003))
    assert second.interval == pytest.approx((-1 - 2.3646 * 0.1, -1 + 2.3646 * 0.1), abs=1e-4)


@pytest.mark.parametrize(
    "measures",
    [
        change("ev.x", 0.001, value=0.1, se=0.1),  # its interval holds 0
        change("ev.x", 0.001, value=-1.0, raw=1.0),  # what is left turns round: it fell by itself
        change("ev.x", 0.04) + change("ev.y", 0.5),  # not beside the other test
    ],
)
def test_a_change_holds_by_its_chance_and_its_interval(
    session: SessionResults, measures: tuple[ProcessMeasure, ...]
) -> None:
    made = outcomes(dataclasses.replace(session, measures=measures))
    assert made.held == ()
    assert made.n_tests == len(measures) // 3


def test_numbers_that_are_no_results_hold_nothing(session: SessionResults) -> None:
    strong = dataclasses.replace(session, measures=change("ev.x", 0.001))
    assert outcomes(strong).held
    assert outcomes(dataclasses.replace(strong, settings=DEMO)).held == ()
