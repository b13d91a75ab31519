"""Which clock offset may still hold: no second is looked for before it can come."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from processing.clock.offsets import Offsets
from processing.clock.timeline import Timeline
from safehold.core.types import Chunk, ClockOffset, Role, StreamSpec


@given(
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from([-3.0, 0.0, 1.0, 2.5])), max_size=6),
    st.lists(st.integers(0, 60), max_size=4).map(sorted),
)
def test_the_largest_is_that_of_all_that_may_still_hold(
    known: list[tuple[int, float]], asked: list[int]
) -> None:
    offsets = Offsets()
    for index, offset in known:
        offsets.add(ClockOffset("s", index, offset, 1e-4))
    for index in (0, *asked):
        offsets.follow(0.0, 0.0, index)
        past = [k for k, (at, _) in enumerate(sorted(known, key=lambda item: item[0]))
                if at <= index]  # fmt: skip
        left = [offset for _, offset in sorted(known, key=lambda item: item[0])]
        assert offsets.largest == max(left[past[-1] if past else 0 :], default=0.0)


def test_seconds_close_under_an_offset_that_moves_stamps_ahead() -> None:
    spec = StreamSpec("s", "s", "ECG", "b", Role.ECG, "p", "mV", 100.0)
    line = Timeline(spec, session_zero=0.0)
    line.set_offset(ClockOffset("s", 0, 500.0, 1e-4))
    for first in range(0, 1000, 10):
        stamps = (first + np.arange(10)) / 100 - 500
        line.push(Chunk("s", first, stamps, np.ones(10)))
        line.close(math.inf)
    assert line.closed == 9
