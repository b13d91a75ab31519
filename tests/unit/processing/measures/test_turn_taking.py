"""How turns pass: by hand, against counting in steps of a millisecond, and turned around."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.measures.turn_taking import Transitions, length, median, transitions, union

LIMITS = (0.0, 100.0)
SPANS = st.lists(
    st.tuples(st.integers(0, 87), st.integers(1, 12)).map(lambda x: (x[0], x[0] + x[1])),
    max_size=8,
).map(lambda spans: [(float(a), float(b)) for a, b in spans])


def test_gaps_overlaps_and_pauses_have_the_names_of_heldner_and_edlund():
    mine = [(0, 5), (7, 10), (13, 20), (31, 33)]
    others = [(11, 14), (16, 17), (19, 30), (33, 40)]
    found = transitions(mine, others, LIMITS)
    assert found.pauses == [2.0], "silence between two turns of mine"
    assert found.latencies == [-1.0, 1.0], "13 begins within 11-14, 31 a second after 30"
    assert found.within == []
    assert found.both_s == pytest.approx(3.0)
    back = transitions(others, mine, LIMITS)
    assert back.latencies == [1.0, -1.0, 0.0], "11 after 10, 19 before 20, 33 at 33"
    assert back.within == [1.0], "16-17, while the first person goes on"
    assert back.pauses == []


def test_what_lies_at_the_edge_has_no_name():
    assert transitions([(5, 10)], [(20, 30)], LIMITS) == Transitions()
    assert transitions([(0, 30)], [(10, 30)], LIMITS).latencies == [], "both end at once"


@given(SPANS, SPANS)
def test_as_counted_in_steps(mine, others):
    found = transitions(mine, others, LIMITS)
    t = np.arange(0.5, 102)  # all edges are whole seconds
    states = sum(
        code * np.any([(t > a) & (t < b) for a, b in spans] or [t < 0], axis=0)
        for code, spans in ((1, mine), (2, others))
    )
    runs = [states[0]] + [b for a, b in itertools.pairwise(states) if a != b]
    triples = list(zip(runs[:-2], runs[1:-1], runs[2:], strict=True))
    direct = sum((a, b) == (2, 1) for a, b in itertools.pairwise(runs))
    assert len(found.latencies) == direct + sum(x in ((2, 0, 1), (2, 3, 1)) for x in triples)
    assert len(found.pauses) == triples.count((1, 0, 1))
    assert len(found.within) == triples.count((2, 3, 2))
    assert found.both_s == pytest.approx((states == 3).sum())


@given(SPANS, SPANS)
def test_gaps_and_overlaps_of_one_are_not_those_of_the_other(mine, others):
    one, two = transitions(mine, others, LIMITS), transitions(others, mine, LIMITS)
    assert one.both_s == two.both_s
    taken = len(one.latencies) + len(two.latencies)
    assert abs(len(one.latencies) - len(two.latencies)) <= taken


def test_spans_are_cut_and_joined():
    assert union([(5, 8), (-3, 2), (7, 12), (99, 120), (50, 50)], LIMITS) == [
        (0, 2), (5, 12), (99, 100),
    ]  # fmt: skip
    assert length([(0, 2), (5, 12)]) == 9
    assert (median([]), median([3, 1, 2])) == (None, 2.0)
