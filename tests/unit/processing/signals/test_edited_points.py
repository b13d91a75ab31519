"""Points as they stand with corrections: what is deleted stays to be seen."""

from __future__ import annotations

import pytest

from processing.signals.edited_points import Point, PointState, with_corrections
from safehold.core.correction import Corrected, Correction, CorrectionKind

ADD, DELETE, MOVE, ECTOPIC, REJECT = CorrectionKind


def edit(kind: CorrectionKind, t0: float, t1: float | None = None, n: int = 1) -> Correction:
    return Correction(f"c{n:04d}", "client", Corrected.BEAT, kind, t0, t1)


def states(*items: Correction) -> list[tuple[float, str]]:
    found = with_corrections([Point(1.0), Point(2.0), Point(3.0)], items)
    return [(point.t, point.state.value) for point in found]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([edit(ADD, 1.5)],
         [(1.0, "automatic"), (1.5, "added"), (2.0, "automatic"), (3.0, "automatic")]),
        ([edit(DELETE, 2.01)], [(1.0, "automatic"), (2.0, "deleted"), (3.0, "automatic")]),
        ([edit(MOVE, 2.0, 2.2)], [(1.0, "automatic"), (2.2, "moved"), (3.0, "automatic")]),
        ([edit(ECTOPIC, 2.0)], [(1.0, "automatic"), (2.0, "ectopic"), (3.0, "automatic")]),
        ([edit(MOVE, 2.0, 2.2), edit(DELETE, 2.2, n=2)],
         [(1.0, "automatic"), (2.2, "deleted"), (3.0, "automatic")]),
        ([edit(DELETE, 2.5)], [(1.0, "automatic"), (2.0, "automatic"), (3.0, "automatic")]),
    ],
)  # fmt: skip
def test_each_correction_acts_on_what_those_before_it_left(items, expected) -> None:
    assert states(*items) == expected


def test_a_moved_point_knows_where_it_was_found() -> None:
    found = with_corrections([Point(2.0)], [edit(MOVE, 2.0, 2.1), edit(MOVE, 2.1, 2.2, n=2)])
    assert [(p.t, p.origin, p.made_by) for p in found] == [(2.2, 2.0, "c0002")]


def test_points_in_a_rejected_span_say_so() -> None:
    found = with_corrections([Point(1.0), Point(2.0)], [edit(REJECT, 1.5, 2.5)])
    assert [point.rejected for point in found] == [False, True]
    assert all(point.state is PointState.AUTOMATIC for point in found)


def test_an_added_breath_is_two_turning_points() -> None:
    breath = Correction("c0001", "client", Corrected.BREATH, ADD, 1.2, 1.7)
    found = with_corrections([Point(1.0, above=False), Point(3.0, above=False)], [breath])
    assert [(p.t, p.above) for p in found] == [(1.0, False), (1.2, False), (1.7, True),
                                               (3.0, False)]  # fmt: skip
