"""Intervals of final beats: the tables read a beat as the live engine does."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.indices import registry
from processing.indices.breathed import BreathLog
from processing.indices.indices import beat_intervals
from processing.indices.registry import Material, Registry, ReportIndex, ReportSeries
from processing.indices.window import ConditionLog
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, IndexValue


@pytest.mark.parametrize(
    ("reasons", "failed"),
    [
        ((Reason.BEAT_QUALITY,), True),
        ((Reason.BEAT_QUALITY, Reason.DEVIANT_RR), True),
        ((Reason.BEAT_QUALITY, Reason.ECTOPIC_BEAT), False),
        ((Reason.DEVIANT_RR,), False),
    ],
)
def test_an_ectopic_beat_is_no_beat_that_was_found_badly(reasons, failed):
    """Else many ectopic beats would be called a poor signal instead of an arrhythmia."""
    beats = [
        Beat("client", 0.0, None, BeatStatus.FIRST, (), "ecg"),
        Beat("client", 0.8, 800.0, BeatStatus.FLAGGED, reasons, "ecg"),
    ]
    assert beat_intervals(beats).beat_failed.tolist() == [failed]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), forget_at=st.sampled_from([0, 150, 420]))
def test_intervals_kept_as_beats_come_are_those_between_the_beats(
    seed: int, forget_at: int
) -> None:
    """Over more than the longest window, with gaps, flags and an ECG that is turned."""
    rng = np.random.default_rng(seed)
    beats = [
        Beat(
            "p", float(time), None if rng.random() < 0.05 else 800.0,
            BeatStatus.FLAGGED if poor else BeatStatus.OK,
            (Reason.BEAT_QUALITY, *([Reason.ECTOPIC_BEAT] if poor > 1 else [])) if poor else (),
            "ecg",
        )
        for time, poor in zip(
            np.cumsum(rng.uniform(0.5, 3, 300)), rng.integers(-6, 3, 300).clip(0), strict=True
        )
    ]  # fmt: skip
    seen: list[Material] = []

    def look_at(material: Material, length_s: float) -> IndexValue:
        seen.append(material)
        return material.base("one", "1", length_s)

    only = Registry((ReportIndex("one", "1", 300.0, look_at),))
    series, log, since = ReportSeries("p", "ecg"), ConditionLog(), 0.0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "registry", lambda: only)
        for t in range(1, 500):
            series.take([beat for beat in beats if t + 4 <= beat.time < t + 5])
            if t == forget_at:
                series.forget_beats()
                since = t + 5.0
            series.at(t, log, BreathLog())
    assert len(seen) == 49
    for material in seen:
        assert (material.intervals.end >= material.t1 - 300).all()  # the others are forgotten
        inside = [b for b in beats if max(since, 5.0) <= b.time <= material.t1]
        wanted = beat_intervals(inside)
        if material.t1 < forget_at:
            wanted = beat_intervals([b for b in beats if 5.0 <= b.time <= material.t1])
        for t0 in (material.t1 - 300, material.t1 - 60):
            got, own = (x.between(t0, material.t1) for x in (material.intervals, wanted))
            assert all(
                np.array_equal(getattr(got, f.name), getattr(own, f.name))
                for f in dataclasses.fields(got)
            )
