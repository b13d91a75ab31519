"""Intervals of final beats: the tables read a beat as the live engine does."""

from __future__ import annotations

import pytest

from processing.indices.indices import beat_intervals
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus


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
