"""Agreement of two coders: against scikit-learn, published examples, and what chance makes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from processing.measures.agreement import (
    in_bins,
    kappa,
    kappa_of_spans,
    matched_share,
    matches,
)
from processing.measures.icc import icc

WHOLE = (0.0, 600.0)
BINS = st.lists(st.booleans(), min_size=4, max_size=60)


@given(BINS, st.randoms(use_true_random=False))
def test_kappa_is_that_of_scikit_learn(bins: list[bool], chance) -> None:
    first = np.array(bins)
    second = np.array([one if chance.random() < 0.8 else not one for one in bins])
    found = kappa(first, second)
    if found is None:
        assert len(set(bins) | set(second.tolist())) == 1
    else:
        assert found == pytest.approx(cohen_kappa_score(first, second))


def test_kappa_is_not_defined_where_both_always_or_never_code() -> None:
    none, always = np.zeros(10, dtype=bool), np.ones(10, dtype=bool)
    assert kappa(none, none) is None
    assert kappa(always, always) is None
    assert kappa(none, always) == 0
    assert kappa_of_spans([], [], WHOLE, width_s=1) is None


def test_a_bin_is_coded_by_half_of_it_or_by_a_point_in_it() -> None:
    found = in_bins([(0.5, 2.4), (3.0, 3.0), (5.6, 6.0), (9.0, 99.0)], (0.0, 9.5), 1.0)
    assert found.tolist() == [True, True, False, True, False, False, False, False, False, True]


def test_the_published_example_of_the_intraclass_correlation() -> None:
    """Shrout & Fleiss (1979), table 2: ICC(2,1) = .29."""
    ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9],
                        [6, 2, 4, 7]], dtype=float)  # fmt: skip
    assert icc(ratings) == pytest.approx(0.290, abs=5e-4)
    assert icc(np.column_stack([ratings[:, 0], ratings[:, 0]])) == pytest.approx(1)
    holes = np.vstack([ratings, [[np.nan, 1, 2, 3]]])
    assert icc(holes) == icc(ratings)
    assert icc(np.ones((5, 2))) is None


ONSETS = st.lists(st.integers(0, 60), max_size=7, unique=True).map(
    lambda found: np.array(sorted(found), dtype=float)
)


def most(first: list[float], second: list[float], tolerance: float) -> int:
    """Return how many pairs there can be, by trying all."""
    if not first:
        return 0
    head, *rest = first
    best = most(rest, second, tolerance)
    for place, one in enumerate(second):
        if abs(one - head) <= tolerance:
            without = [*second[:place], *second[place + 1 :]]
            best = max(best, 1 + most(rest, without, tolerance))
    return best


@given(ONSETS, ONSETS, st.integers(0, 5))
def test_as_many_onsets_are_matched_as_can_be(first, second, tolerance: int) -> None:
    pairs = matches(first, second, tolerance)
    assert len(pairs) == most(first.tolist(), second.tolist(), tolerance)
    assert all(abs(first[i] - second[j]) <= tolerance for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@pytest.mark.slow
def test_two_who_code_at_random_are_rarely_beyond_chance_at_any_width() -> None:
    rng = np.random.default_rng(3)

    def spans() -> list[tuple[float, float]]:
        onsets = np.sort(rng.uniform(0, 580, 12))
        return [(t, t + 15.0) for t in onsets.tolist()]

    for width in (0.5, 5.0, 30.0):
        p = [kappa_of_spans(spans(), spans(), WHOLE, width_s=width).p for _ in range(60)]
        assert np.mean(np.array(p) < 0.05) < 0.15, width


def test_wide_bins_make_points_look_agreed_on_and_chance_says_so() -> None:
    first = [(t, t) for t in np.arange(5.0, 600.0, 12.0).tolist()]
    second = [(t, t) for t in np.arange(11.0, 600.0, 12.0).tolist()]
    narrow = kappa_of_spans(first, second, WHOLE, width_s=1.0)
    assert narrow.value < 0
    wide = kappa_of_spans(first, second, WHOLE, width_s=12.0)
    assert wide is None or wide.p > 0.5


def test_the_same_events_a_little_later_are_matched_beyond_chance() -> None:
    first = np.sort(np.random.default_rng(1).uniform(0, 600, 20))
    found = matched_share(first, first + 0.8, WHOLE, tolerance_s=2.0)
    assert found.value == 1
    assert found.chance < 0.5
    assert found.p < 0.03  # shifts of a second or two match as well
    other = np.sort(np.random.default_rng(2).uniform(0, 600, 20))
    assert matched_share(first, other, WHOLE, tolerance_s=2.0).p > 0.05
    assert matched_share(np.empty(0), np.empty(0), WHOLE, tolerance_s=2.0) is None
