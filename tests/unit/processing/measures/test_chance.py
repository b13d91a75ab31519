"""Chance levels: of one test, and of a family."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures.chance import SHUFFLES, adjusted, against, shuffled_orders


def test_every_order_of_the_segments_may_come():
    orders = shuffled_orders(10)
    assert (np.sort(orders, axis=1) == np.arange(10)).all()
    kept = (orders == np.arange(10)).sum(axis=1)
    assert kept.mean() == pytest.approx(1.0, abs=0.15), "one segment in the mean keeps its place"


def test_the_observed_order_is_one_of_those_it_is_held_against():
    others = np.arange(1.0, SHUFFLES + 1)
    assert against(2000.0, others).p == pytest.approx(1 / (SHUFFLES + 1))
    assert against(500.0, others).p == 1.0
    rng = np.random.default_rng(2)
    found = []
    for _ in range(2000):
        drawn = rng.normal(size=SHUFFLES + 1) ** 3
        found.append(against(drawn[0], drawn[1:]).p)
    assert np.mean(np.array(found) <= 0.05) == pytest.approx(0.05, abs=0.015)


def test_orders_that_do_not_vary_are_no_chance():
    assert against(1.0, np.zeros(SHUFFLES)) is None
    assert against(1.0, np.full(SHUFFLES, np.nan)) is None


def test_a_family_of_one_keeps_its_p_and_a_copy_of_it_costs_nothing():
    chance = against(1800.0, np.arange(1.0, SHUFFLES + 1) ** 1.1)
    assert adjusted([chance.distances]) == [chance.p]
    assert adjusted([chance.distances] * 5) == [chance.p] * 5
    assert adjusted([]) == []


@pytest.mark.oracle("O51")
def test_o51_one_family_in_twenty_holds_a_false_finding_however_many_tests_it_has():
    rng = np.random.default_rng(4)
    raw, family = [], []
    for _ in range(600):
        shared = rng.normal(size=SHUFFLES + 1)
        drawn = 0.6 * shared + 0.8 * rng.normal(size=(40, SHUFFLES + 1))
        tests = [against(each[-1], each[:-1]) for each in drawn]
        raw.append(min(test.p for test in tests) <= 0.05)
        family.append(min(adjusted([test.distances for test in tests])) <= 0.05)
    assert np.mean(raw) > 0.6
    assert np.mean(family) == pytest.approx(0.05, abs=0.02)


def test_what_is_there_is_found_among_many_and_no_p_falls_below_a_farther_ones():
    rng = np.random.default_rng(5)
    drawn = rng.normal(size=(40, SHUFFLES + 1))
    drawn[7, -1], drawn[9, -1] = 6.0, 3.9
    tests = [against(each[-1], each[:-1]) for each in drawn]
    p = adjusted([test.distances for test in tests])
    assert p[7] == pytest.approx(1 / (SHUFFLES + 1))
    assert p[9] < 0.05
    order = np.argsort([-test.distances[-1] for test in tests])
    assert (np.diff(np.array(p)[order]) >= 0).all()
    assert all(a >= test.p for a, test in zip(p, tests, strict=True))
