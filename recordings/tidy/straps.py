"""The table of RR intervals that a strap sent beside an ECG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from recordings.tidy.schema import PARTICIPANT, number, seconds, text
from recordings.tidy.table import Table
from safehold.core.results import SessionResults, StrapIntervals

STRAP_INTERVALS = (
    text("stream_id", "id of the strap's stream in the session"),
    PARTICIPANT,
    seconds("t_s", "stamp of the interval as the strap sent it"),
    number("rr_ms", "ms", "interval as the strap sent it"),
    seconds("beat_t_s", "the beat that ended the interval, where the same intervals were found in "
            "the ECG: the stamp freed of its lag",
            missing="not found in the ECG", how="methods 1.2; docs/sensors.md"),
)  # fmt: skip


def strap_intervals_table(results: SessionResults) -> Table:
    """Return the intervals of straps whose wearers have an ECG, by time."""
    return Table.from_rows("strap_intervals", STRAP_INTERVALS, strap_rows(results.straps))


def strap_rows(straps: Sequence[StrapIntervals]) -> list[tuple[Any, ...]]:
    """Return a row per interval, by time: stream, person, stamp, interval, beat."""
    rows = [
        (strap.spec.stream_id, strap.spec.person or "", t, rr, None if np.isnan(at) else at)
        for strap in straps
        for t, rr, at in zip(
            strap.times.tolist(), strap.rr_ms.tolist(), strap.beat_times.tolist(), strict=True
        )
    ]
    return sorted(rows, key=lambda row: (row[2], row[0]))
