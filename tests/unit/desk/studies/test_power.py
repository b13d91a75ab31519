"""Power by simulation: nominal where nothing is, known truth where it is known."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from scipy import stats

from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.desk.studies.power import (
    Circumstances,
    Effects,
    Power,
    Rate,
    designs,
    enough,
    power,
    valid,
)

ALL = Effects(0.25, 0.6, 0.6, 0.4)


def test_the_level_is_kept_where_the_model_is_right():
    n = 2000
    for one in power(ALL, 20, 8, n_simulations=n, seed=3):
        assert abs(one.by_chance.share - 0.05) < 4 * math.sqrt(0.05 * 0.95 / n), one
        assert valid(one, 0.05)


def test_known_effects_are_recovered():
    for one in power(ALL, 40, 16, n_simulations=400):
        assert one.median_estimate == pytest.approx(one.size, rel=0.12)


def test_the_power_of_the_change_is_that_of_its_formula():
    """A balanced design without missing sessions: the slope's error is known, the test a t."""
    dyads, sessions, size = 12, 10, 0.5
    around = Circumstances(missing=0.0)
    (one,) = power(Effects(change=size), dyads, sessions, circumstances=around, seed=5,
                   n_simulations=4000)  # fmt: skip
    spread = dyads * float((np.linspace(-0.5, 0.5, sessions) ** 2).sum())
    degrees = dyads * sessions - dyads - 3
    # the moderator's mean is not quite 0, which costs the change a little
    moderator = np.random.default_rng(1).normal(size=(4000, dyads))
    left = 1 - moderator.mean(axis=1) ** 2 / (moderator**2).mean(axis=1)
    limit = stats.t.ppf(0.975, degrees)
    expected = stats.nct.sf(limit, degrees, size * np.sqrt(spread * left)).mean()
    assert one.found.low - 0.005 <= expected <= one.found.high + 0.005


def test_slopes_that_differ_break_the_level_and_no_design_is_called_enough():
    around = Circumstances(slope_sd=0.6)
    found = power(Effects(within=0.8), 20, 16, circumstances=around, n_simulations=400)
    assert found[0].by_chance.low > 0.1
    assert enough(found, 0.8, 0.05) == {"within": None}


def test_where_power_is_low_what_is_found_is_too_large():
    (one,) = power(Effects(moderation=0.2), 10, 6, n_simulations=400)
    assert one.found.share < 0.4
    assert one.median_of_found is not None
    assert one.median_of_found > 1.5 * one.median_estimate


def test_the_same_seed_gives_the_same_rates():
    first, again = (power(ALL, 10, 5, n_simulations=150, seed=9) for _ in range(2))
    assert first == again
    assert first != power(ALL, 10, 5, n_simulations=150, seed=10)


def test_the_smallest_study_that_surely_reaches_it_is_named():
    def of(dyads: int, sessions: int, low: float, chance: float = 0.05) -> Power:
        return Power(dyads, sessions, "within", 0.3, Rate(low + 0.03, low, low + 0.06),
                     Rate(chance, chance, chance + 0.02), 0.3, 0.31)  # fmt: skip

    found = [of(10, 8, 0.79), of(30, 16, 0.99), of(20, 16, 0.9), of(40, 8, 0.81),
             of(5, 4, 0.95, chance=0.2)]  # fmt: skip
    best = enough(found, 0.8, 0.05)["within"]
    assert best is not None
    assert (best.dyads, best.sessions) == (20, 16) or (best.dyads, best.sessions) == (40, 8)
    assert list(designs([20, 10], [8, 4])) == [(10, 4), (10, 8), (20, 4), (20, 8)]


def test_a_rate_has_the_interval_of_wilson():
    rate = Rate.of(50, 1000)
    limits = stats.binomtest(50, 1000).proportion_ci(method="wilson")
    assert (rate.low, rate.high) == pytest.approx((limits.low, limits.high))
    assert Rate.of(0, 100).low == 0.0


@pytest.mark.parametrize(
    ("change", "cause"),
    [({"icc": 1.0}, "icc"), ({"missing": -0.1}, "missing"), ({"slope_sd": -1.0}, "not negative")],
)
def test_impossible_circumstances_are_refused(change: dict[str, float], cause: str):
    with pytest.raises(ConfigError, match=cause):
        Circumstances(**change)


def test_the_command_names_designs_intervals_and_what_they_cannot_mean(capsys):
    words = ["power", "--change", "1", "--dyads", "6", "24", "--sessions", "8",
             "--simulations", "200"]  # fmt: skip
    assert main(words) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "24 dyads by 8 sessions" in told
    assert "no cause" in told
    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(d["dyads"], d["effect"]) for d in said["designs"]] == [(6, "change"), (24, "change")]
    assert main(["power", "--dyads", "6"]) == 2
    assert "No effect was named" in capsys.readouterr().err
