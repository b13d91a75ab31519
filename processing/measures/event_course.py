"""The mean course of a series around the events of a code: what a grand average shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safehold.core.results import EventCourse
from safehold.core.types import FloatArray

BEFORE_S, AFTER_S = 60, 60
MIN_EVENTS = 3
"""Fewer events have no mean worth a line."""


def event_course(
    person: str,
    code: str,
    index: str,
    onsets: Sequence[float],
    times: FloatArray,
    values: FloatArray,
    *,
    limits: tuple[float, float],
) -> EventCourse | None:
    """Return the mean course of one series around events, second by second.

    Parameters
    ----------
    person, code, index : str
        Whose series, around which events, of what.
    onsets : sequence of float
        When the events began, s.
    times, values : ndarray, shape (n,)
        The series at whole seconds, ascending; NaN where it is missing.
    limits : tuple of float
        Begin and end of the recording, s; an event whose minute before or after reaches beyond
        is left out, as in ``grand_averages``.

    Returns
    -------
    EventCourse or None
        None with fewer than three whole events, or where no second has three of them.

    Notes
    -----
    The second that an onset lies in is second 0. The standard error is over events: it takes
    them as independent, which neighbouring ones are not.
    """
    whole = [t for t in onsets if t - BEFORE_S >= limits[0] and t + AFTER_S <= limits[1]]
    if len(whole) < MIN_EVENTS:
        return None
    lags = np.arange(-BEFORE_S, AFTER_S + 1)
    known = dict(zip(np.round(times).astype(int).tolist(), values.tolist(), strict=True))
    seconds = np.floor(whole).astype(int)[:, None] + lags[None, :]
    rows = np.array([[known.get(s, np.nan) for s in row] for row in seconds.tolist()])
    counts = np.isfinite(rows).sum(axis=0)
    enough = counts >= MIN_EVENTS
    if not enough.any():
        return None
    mean, se = np.full(len(lags), np.nan), np.full(len(lags), np.nan)
    chosen = rows[:, enough]
    mean[enough] = np.nanmean(chosen, axis=0)
    se[enough] = np.nanstd(chosen, axis=0, ddof=1) / np.sqrt(counts[enough])
    return EventCourse(person, code, index, len(whole), lags.astype(np.float64), mean, se)
