"""Intervals of final beats: the tables read a beat as the live engine does."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.indices.indices import beat_intervals
from processing.indices.registry import LONGEST_WINDOW_S
from processing.signals.beats import DetectedBeat
from processing.zones.found import HeartSecond
from processing.zones.scoring import ScoredBeats
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Role
from tests.helpers import spec


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
@given(seed=st.integers(0, 999), turn_at=st.sampled_from([0, 150, 420]))
def test_intervals_kept_as_beats_come_are_those_between_the_beats(seed: int, turn_at: int) -> None:
    """Over more than the longest window, with gaps, flags and an ECG that is turned."""
    rng = np.random.default_rng(seed)
    found = [
        DetectedBeat(
            float(time), None if rng.random() < 0.05 else float(rng.normal(800, 90)),
            beat_ok=bool(rng.random() > 0.1), said=(Reason.ECTOPIC_BEAT,) * (rng.random() < 0.1),
        )
        for time in np.cumsum(rng.uniform(0.5, 3, 300))
    ]  # fmt: skip
    scored, said = ScoredBeats(spec("ecg", Role.ECG, rate=250.0)), list[Beat]()
    for t in range(1, 500):
        if t == turn_at:
            scored.turn()
            said.clear()
        block = tuple(beat for beat in found if t + 4 <= beat.time < t + 5)
        said += scored.take(HeartSecond(t + 4, (block,), (), (), (), False, 0.0))
        if t % 60 == 0:
            scored.prune(t, LONGEST_WINDOW_S)
        for length in (60.0, LONGEST_WINDOW_S):
            kept = scored.series.intervals(t - length, t)
            between = beat_intervals(said).between(t - length, t)
            for field in dataclasses.fields(kept):
                got, own = getattr(kept, field.name), getattr(between, field.name)
                assert np.array_equal(got, own), field.name
