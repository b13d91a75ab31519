"""The chance level of two people, as ``safehold verify`` tries it."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures import chance, coregulation
from safehold.checks import verify_dyads
from safehold.checks.verify_dyads import STATISTICS, chance_rows


@pytest.fixture(autouse=True)
def fewer_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_dyads, "PAIRS", 200)


def test_each_statistic_the_family_and_a_known_lag_are_tried():
    rows = chance_rows()
    assert [row.truth for row in rows] == [0.05] * (len(STATISTICS) + 1) + [4.0]
    assert all(row.n_valid == row.n_ticks for row in rows)
    assert all(row.error == pytest.approx(row.value - row.truth) for row in rows)
    assert all(abs(row.error) <= 0.045 for row in rows), "200 pairs: three standard errors"
    assert rows[-1].passed


def test_orders_in_which_nothing_keeps_its_place_fail(monkeypatch: pytest.MonkeyPatch):
    every = chance.shuffled_orders

    def derangements(n: int) -> np.ndarray:
        orders = every(n)
        kept = orders[(orders != np.arange(n)).all(axis=1)]
        return np.resize(kept, orders.shape)

    monkeypatch.setattr(coregulation, "shuffled_orders", derangements)
    rows = {row.index: row for row in chance_rows()}
    assert not rows["mean_z, p ≤ .05"].passed
    assert not rows["any of the four, adjusted"].passed


def test_a_test_that_is_missing_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verify_dyads, "measured", lambda _: [])
    assert not any(row.passed for row in chance_rows())
