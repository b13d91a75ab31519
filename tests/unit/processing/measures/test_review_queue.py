"""The worst first: by what is flagged, and by what that costs."""

from __future__ import annotations

from dataclasses import replace

from processing.measures.review_queue import review_queue, unseen
from safehold.core.conditions import Conditions, Segment
from safehold.core.correction import Corrected
from safehold.core.edits import Seen
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Breath, IndexValue, Status, Tick
from tests.unit.processing._scripted import tick


def beats(*flagged: int, n: int = 100) -> list[Beat]:
    return [
        Beat("client", float(k), None if k == 0 else 1000.0,
             BeatStatus.FLAGGED if k in flagged else BeatStatus.OK,
             (Reason.DEVIANT_RR,) if k in flagged else (), "ecg")
        for k in range(n)
    ]  # fmt: skip


def _tick(t: int, *, missing: bool) -> Tick:
    status = Status.MISSING if missing else Status.OK
    value = IndexValue("rmssd", None if missing else 40.0, "ms", status, (), t - 30.0, float(t))
    return replace(tick(t, "W"), indices=(value,))


def test_flagged_beats_that_are_near_each_other_are_one_stretch() -> None:
    found = review_queue(beats(10, 12, 30, 60, 61, 62), [], [], [], 30.0)
    assert sorted((s.t0, s.t1, s.n_flagged) for s in found) == [
        (9.0, 12.0, 2), (29.0, 30.0, 1), (59.0, 62.0, 3),
    ]  # fmt: skip
    assert found[0].n_flagged / found[0].n >= found[-1].n_flagged / found[-1].n


def test_of_equal_shares_the_one_that_costs_more_comes_first() -> None:
    ticks = [_tick(t, missing=70 <= t < 95) for t in range(100)]
    found = review_queue(beats(20, 70), [], ticks, [], 30.0)
    assert [(s.t0, s.lost_s) for s in found] == [(69.0, 25), (19.0, 0)]


def test_a_segment_that_looks_wrong_is_worth_a_look_where_it_holds_beats() -> None:
    note = Conditions("client", 45, segments=(Segment(40, (Reason.POOR_SIGNAL,)),))
    (found,) = review_queue(beats(), [], [], [note], 30.0)
    assert (found.t0, found.t1, found.n_flagged) == (40.0, 45.0, 0)
    assert found.reasons == (Reason.POOR_SIGNAL,)
    late = Conditions("client", 305, segments=(Segment(300, (Reason.FLAT,)),))
    assert review_queue(beats(), [], [], [late], 30.0) == []


def test_breaths_have_stretches_of_their_own() -> None:
    breaths = [
        Breath("client", 4.0 * k, 4.0 * k + 1.5, 4.0 * k + 4.0, 1.0, None,
               "invalid" if k == 5 else "ok", (Reason.BREATH_TOO_LONG,) if k == 5 else ())
        for k in range(20)
    ]  # fmt: skip
    (found,) = review_queue([], breaths, [], [], 30.0)
    assert (found.what, found.t0, found.t1) == (Corrected.BREATH, 20.0, 24.0)


def test_what_was_looked_at_does_not_come_again() -> None:
    queue = review_queue(beats(10, 30), [], [], [], 30.0)
    assert len(unseen(queue, [])) == 2
    assert [s.t0 for s in unseen(queue, [Seen("client", 9.0, 10.0)])] == [29.0]
    assert len(unseen(queue, [Seen("therapist", 9.0, 10.0)])) == 2
    assert len(unseen(queue, [Seen("client", 9.0, 10.0, Corrected.BREATH)])) == 2
