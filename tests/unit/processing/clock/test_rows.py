"""A piece of a signal gives the same bits alone and among others, in every step that has rows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clock.grid import ZeroPhase, median_of_five
from processing.clock.rows import AT_ONCE, first_largest, in_rows, slopes, stretches
from processing.signals.breath_hold import still_grids
from processing.signals.breath_turns import about_baseline, extrema_of
from processing.signals.neurokit import EcgCleaner
from processing.signals.polarity import flow_votes
from processing.signals.qrs import complexes
from processing.signals.quality import band_ratios, reasons_of_segments, shapes_of
from processing.signals.second_detector import qrs_of
from safehold.core.types import FloatArray

Pieces = Sequence[FloatArray]

TIMES = [(0.0, 1.5, 4.0), (4.0, 6.0, 7.8)]
STEPS: dict[str, Callable[[Pieces], list]] = {
    "cleaning": lambda pieces: in_rows(pieces, EcgCleaner(100, 50)),
    "band-pass": lambda pieces: in_rows(pieces, ZeroPhase(2, (0.08, 0.8), "bandpass", 25)),
    "turns of breathing": lambda pieces: extrema_of(pieces, 0.1),
    "baseline of an airflow": lambda pieces: in_rows(pieces, about_baseline),
    "votes of belts": lambda pieces: flow_votes([(TIMES, p, 0) for p in pieces], airflow=False),
    "votes of airflows": lambda pieces: flow_votes([(TIMES, p, 0) for p in pieces], airflow=True),
    "second detector": lambda pieces: qrs_of(pieces, 100),
    "band of breathing": lambda pieces: band_ratios(pieces, 25),
    "complexes": lambda pieces: in_rows(
        pieces, lambda rows: [x.spans for x in complexes(rows, 100)]
    ),
    "signal quality": lambda pieces: reasons_of_segments(
        [(np.linspace(0, 5, len(p)), p.clip(-p.std(), p.std())) for p in pieces]
    ),
    "median of five": lambda pieces: in_rows(pieces, median_of_five),
    "beat shapes": lambda pieces: [
        (x.wave, x.height) for x in shapes_of([(p, 90) for p in pieces], 100)
    ],
    "breath holds": lambda pieces: [
        (x.movement, x.range) for x in still_grids(pieces, [len(p) - 30 for p in pieces])
    ],
}


@pytest.mark.parametrize("step", STEPS)
@settings(max_examples=15, deadline=None)
@given(lengths=st.lists(st.integers(200, 420), min_size=1, max_size=9), seed=st.integers(0, 999))
def test_one_alone_equals_one_among_many(step: str, lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    pieces = [rng.normal(size=n).cumsum() for n in sorted([*lengths, lengths[0]])]
    together = STEPS[step](pieces)
    for piece, found in zip(pieces, together, strict=True):
        (alone,) = STEPS[step]([piece])
        np.testing.assert_equal(found, alone)


def test_pieces_keep_their_places_and_long_ones_are_cut_into_several_arrays() -> None:
    seen = []

    def double(rows: FloatArray) -> FloatArray:
        seen.append(rows.shape)
        return 2 * rows

    pieces = [
        np.full(n, float(k))
        for k, n in enumerate((3, AT_ONCE // 2, 3, AT_ONCE // 2, AT_ONCE // 2))
    ]
    for piece, found in zip(pieces, in_rows(pieces, double), strict=True):
        np.testing.assert_array_equal(found, 2 * piece)
    assert seen == [(2, 3), (2, AT_ONCE // 2), (1, AT_ONCE // 2)]
    assert in_rows([], double) == []


@given(n=st.integers(20, 60), last=st.integers(1, 70), seed=st.integers(0, 99))
def test_the_end_of_a_filtered_signal_is_that_of_the_whole(n: int, last: int, seed: int) -> None:
    smooth = ZeroPhase(2, 1.0, "lowpass", 25)
    rows = np.random.default_rng(seed).normal(size=(3, n))
    np.testing.assert_array_equal(smooth(rows, last), smooth(rows)[:, -last:])


@given(n=st.integers(2, 60), seed=st.integers(0, 99))
def test_slopes_are_numpys_gradient(n: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(3, n))
    np.testing.assert_array_equal(slopes(rows), np.gradient(rows, axis=1))


@given(st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=4))
def test_stretches_end_with_their_rows(rows: list[list[bool]]) -> None:
    found = list(zip(*(column.tolist() for column in stretches(np.array(rows))), strict=True))
    wanted = []
    for k, row in enumerate(rows):
        for here, cells in itertools.groupby(enumerate(row), key=lambda cell: cell[1]):
            places = [place for place, _ in cells]
            wanted += [(k, places[0], places[-1] + 1)] if here else []
    assert found == wanted


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=5), max_size=5))
def test_the_first_of_the_largest_of_each_group_is_found(groups: list[list[int]]) -> None:
    begins = np.cumsum([0, *map(len, groups)], dtype=np.intp)[:-1]
    found = first_largest(np.array([*itertools.chain(*groups)], dtype=np.float64), begins)
    assert found.tolist() == [
        begin + group.index(max(group)) for begin, group in zip(begins, groups, strict=True)
    ]
