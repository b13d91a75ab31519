"""Two readings side by side: every differing second is in a row, and no other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.differences import TICK, ZONE
from safehold.core.messages import Message
from safehold.core.types import ZONE_CODES, ZoneName
from safehold.offline.recompute.compare import (
    NOT_EXPLAINED,
    Step,
    differences,
    differing_seconds,
)
from safehold.offline.recompute.reading import Reading

A, B = Message("a"), Message("b")
WITHIN, HIGH, LOW = (ZONE_CODES[name] for name in (ZoneName.WITHIN, ZoneName.HIGH, ZoneName.LOW))


def reading(
    seconds: Sequence[int],
    zones: Sequence[int] | None = None,
    hr: Sequence[float] | None = None,
    held: Sequence[bool] | None = None,
) -> Reading:
    n = len(seconds)
    return Reading(
        "client",
        np.array(seconds, dtype=np.int64),
        np.array(zones if zones is not None else [WITHIN] * n, dtype=np.int64),
        np.array(held if held is not None else [False] * n, dtype=np.bool_),
        {"hr": np.array(hr if hr is not None else [70.0] * n)},
        {"hr": "bpm"},
        ["no tick"] * n,
    )


def step(after: Reading, why: Message) -> Step:
    return Step(after, lambda *_: (why,))


zones = st.sampled_from([WITHIN, HIGH, LOW])
numbers = st.sampled_from([70.0, 70.0 + 1e-12, 71.0, float("nan")])
ticks = st.dictionaries(st.integers(1, 30), st.tuples(zones, numbers, st.booleans()))


def of(made: dict[int, tuple[int, float, bool]]) -> Reading:
    seconds = sorted(made)
    zone, hr, held = ([made[t][k] for t in seconds] for k in range(3))
    return reading(seconds, zone, hr, held)


@given(ticks, ticks)
def test_the_rows_are_the_seconds_that_differ_each_once(one, two) -> None:
    rows = differences(of(one), [step(of(two), A)])
    for what, place in ((ZONE, 0), ("hr", 1)):
        told = [t for row in rows if row.what == what for t in range(row.t0, row.t1 + 1)]
        assert len(told) == len(set(told))

        def same(a, b):
            return a == b or (a != a and b != b)

        expected = {
            t for t in one.keys() & two.keys()
            if not same(one[t][place], two[t][place])
            or (what == ZONE and one[t][2] != two[t][2])
        }  # fmt: skip
        assert set(told) == expected == set(differing_seconds(of(one), of(two), what))
    absent = [t for row in rows if row.what == TICK for t in range(row.t0, row.t1 + 1)]
    assert sorted(absent) == sorted(one.keys() ^ two.keys())


@given(ticks)
def test_a_reading_does_not_differ_from_itself(made) -> None:
    assert differences(of(made), [step(of(made), A)]) == []


def test_a_row_ends_where_the_zones_change() -> None:
    before = reading(range(6), [WITHIN] * 6)
    after = reading(range(6), [WITHIN, HIGH, HIGH, LOW, LOW, WITHIN])
    rows = differences(before, [step(after, A)])
    assert [(r.t0, r.t1, r.before, r.after) for r in rows] == [
        (1, 2, "within", "high"),
        (3, 4, "within", "low"),
    ]


def test_a_number_that_is_missing_on_one_side_is_a_row_of_its_own() -> None:
    nan = float("nan")
    before = reading(range(6), hr=[70, 70, nan, nan, 70, 70])
    after = reading(range(6), hr=[70, 72, 72, nan, nan, 72])
    rows = differences(before, [step(after, A)])
    assert [(r.t0, r.t1, r.before, r.after) for r in rows] == [
        (1, 1, 70, 72),
        (2, 2, None, 72),
        (4, 4, 70, None),
        (5, 5, 70, 72),
    ]


def test_each_row_names_the_steps_that_made_it_and_no_other() -> None:
    seen = reading(range(4))
    first = reading(range(4), hr=[70, 71, 70, 71])
    second = reading(range(4), hr=[70, 71, 72, 73])
    rows = differences(seen, [step(first, A), step(second, B)])
    assert {(r.t0, r.t1): r.why for r in rows} == {(1, 3): (A, B)}
    third = reading(range(4), hr=[70, 71, 70, 70])
    rows = differences(seen, [step(first, A), step(third, B)])
    assert [(r.t0, r.t1, r.why) for r in rows] == [(1, 1, (A,))]


def test_what_no_step_explains_is_said_to_be_unexplained() -> None:
    silent = Step(reading(range(2), hr=[70, 71]), lambda *_: ())
    (row,) = differences(reading(range(2)), [silent])
    assert row.why == (NOT_EXPLAINED,)
