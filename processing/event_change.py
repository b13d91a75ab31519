"""Change around the events of a code, beside moments of the same level (methods 5.1).

A mean after minus before an event says little by itself: what is high falls, what is low rises.
So no such number is given without its matched moments: other moments of the same level that did
not follow an event. Which moments these are is decided by what lies before them only; to choose
by what follows would condition on the future.

The adjusted change counts from the level that event and moment share (their last 3 s), not from
the window before: the past of a matched moment is chosen (no event in it), that of an event is
not, so the windows before them differ by themselves. In simulated signals with events at rises
and no effect at all, adjusting the change between the windows leaves -0.2 to -0.3 z, counting
from the level 0.01 to 0.05 z (sessions of 30 and 60 min).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processing.measures import MIN_VALID_SHARE, Report, standing_remarks
from processing.track import Track
from safehold.core.measures import ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import FloatArray

NEAR_S, FAR_S = 10, 60
"""The windows reach from 10 to 60 s on either side; nearer than 10 s lies the lag of the ticks."""
WINDOW_S = FAR_S - NEAR_S + 1
LEVEL_S = 3
LEVEL_TOLERANCE = 0.2
"""How far the level of a matched moment may be from that of the event, z."""
CLEAR_S = 70
"""No event lies in this time before a matched moment."""
MIN_CONTROLS = 3
N_SHIFTS = 999
MIN_SHIFTS = 99
"""With fewer possible shifts there is no share of them."""
SHIFT_FROM_S = 60
SEED = 20231
MIN_EVENTS = 5
"""With fewer usable events the changes are degraded and there is no share of shifts."""

Cells = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EventChange:
    """Mean change around events that have matched moments, on one axis."""

    change: float | None
    """z; None where no event has matched moments."""
    from_level: float | None
    """Mean after the event minus the level at it, z."""
    adjusted: float | None
    """``from_level`` minus the mean of the same over the matched moments, z."""
    p: float | None
    """Share of circular shifts that give as much."""
    n: int
    """Events that entered."""
    n_events: int
    """Events in the track, one per second at most."""
    valid_s: int
    """Valid seconds in the windows of all events."""
    reason: Reason
    """Why ``change``, or else ``p``, is None."""


def window_means(values: FloatArray) -> tuple[FloatArray, FloatArray, Cells]:
    """Return the means before and after every cell, and the valid seconds in both windows."""
    n = values.size
    known = np.isfinite(values)
    total = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    count = np.concatenate(([0], np.cumsum(known)))
    at = np.arange(n)
    means, seconds = [], np.zeros(n, dtype=np.int64)
    for start in (-FAR_S, NEAR_S):
        lo, hi = np.clip(at + start, 0, n), np.clip(at + start + WINDOW_S, 0, n)
        have = count[hi] - count[lo]
        enough = have >= MIN_VALID_SHARE * WINDOW_S
        means.append(np.where(enough, (total[hi] - total[lo]) / np.maximum(have, 1), np.nan))
        seconds += have
    return means[0], means[1], seconds


def _same_baseline(baseline: Cells) -> NDArray[np.bool_]:
    """Tell for every cell whether both of its windows refer to the same baseline."""
    n = baseline.size
    known = np.flatnonzero(baseline >= 0)
    changed = np.zeros(n + 1, dtype=np.int64)
    changed[known[1:][np.diff(baseline[known]) != 0] + 1] = 1
    changes = np.cumsum(changed)
    at = np.arange(n)
    lo, hi = np.clip(at - FAR_S, 0, n - 1), np.clip(at + FAR_S, 0, n - 1)
    same: NDArray[np.bool_] = changes[hi + 1] == changes[lo + 1]
    return same


def _levels(values: FloatArray) -> FloatArray:
    """Return the mean of the last 3 s at every cell; NaN where one of them is missing."""
    levels = np.full(values.size, np.nan)
    if values.size >= LEVEL_S:
        levels[LEVEL_S - 1 :] = np.convolve(values, np.full(LEVEL_S, 1 / LEVEL_S), "valid")
    return levels


def _clear(events: Cells, n: int) -> NDArray[np.bool_]:
    """Tell for every cell whether no event lies in the 70 s before it, itself included."""
    marks = np.zeros(n, dtype=np.int64)
    marks[events] = 1
    count = np.concatenate(([0], np.cumsum(marks)))
    at = np.arange(n)
    clear: NDArray[np.bool_] = count[at + 1] == count[np.maximum(at - CLEAR_S, 0)]
    return clear


@dataclass(frozen=True, slots=True)
class MatchedMoments:
    """Events that have matched moments, and what those did; arrays of shape ``(n,)``."""

    cells: Cells
    """Where the events lie; ascending."""
    from_level: FloatArray
    """Mean 10 to 60 s after each event minus its level, z."""
    controls: FloatArray
    """Mean of the same over its matched moments, z."""
    n_controls: Cells


def match_moments(values: FloatArray, cells: Cells, baseline: Cells) -> MatchedMoments:
    """Return the events with a valid change and at least 3 matched moments, and those moments.

    Parameters
    ----------
    values, baseline : ndarray
        As for :func:`event_change`.
    cells : ndarray of int
        Cells of the events, ascending, inside of ``values``.
    """
    before, after, _ = window_means(values)
    change = np.where(_same_baseline(baseline), after - before, np.nan)
    levels = _levels(values)
    drop = after - levels
    usable = np.isfinite(change) & np.isfinite(drop)
    candidates = np.flatnonzero(usable & _clear(cells, values.size))
    used, controls, numbers = [], [], []
    for k in cells[usable[cells]]:
        matched = candidates[np.abs(levels[candidates] - levels[k]) <= LEVEL_TOLERANCE]
        if matched.size >= MIN_CONTROLS:
            used.append(int(k))
            controls.append(float(drop[matched].mean()))
            numbers.append(matched.size)
    chosen = np.array(used, dtype=np.int64)
    return MatchedMoments(
        chosen, drop[chosen], np.array(controls), np.array(numbers, dtype=np.int64)
    )


def event_change(values: FloatArray, events: Iterable[int], baseline: Cells) -> EventChange:
    """Return the mean change of an axis around events, adjusted by matched moments.

    Parameters
    ----------
    values : ndarray
        The axis once a second, z, shape ``(n,)``; NaN where not known.
    events : iterable of int
        Cells of the events; those outside of ``values`` are left out.
    baseline : ndarray
        Number of the baseline each cell refers to, -1 for none. Windows across a change of the
        baseline are not used: the change would be that of the reference.

    Notes
    -----
    Deterministic: the shifts are drawn with a fixed seed on every call. All figures rest on the
    same events, those with a valid change and at least 3 matched moments.
    """
    n = values.size
    cells = np.unique([k for k in events if 0 <= k < n]).astype(np.int64)
    if not cells.size:
        return EventChange(None, None, None, None, 0, 0, 0, Reason.NONE_FOUND)
    before, after, seconds = window_means(values)
    valid_s = int(seconds[cells].sum())
    change = np.where(_same_baseline(baseline), after - before, np.nan)
    matched = match_moments(values, cells, baseline)
    used = matched.cells
    if not used.size:
        usable = np.isfinite(change[cells]) & np.isfinite(_levels(values)[cells])
        why = Reason.NO_MATCHED_MOMENTS if usable.any() else Reason.MOSTLY_UNKNOWN
        return EventChange(None, None, None, None, 0, cells.size, valid_s, why)
    found = float(change[used].mean())
    p, why = None, Reason.TOO_FEW_EVENTS
    if used.size >= MIN_EVENTS:
        p, why = _share_of_shifts(change, used.tolist(), found), Reason.TOO_FEW_SHIFTS
    from_level = float(matched.from_level.mean())
    adjusted = from_level - float(matched.controls.mean())
    return EventChange(found, from_level, adjusted, p, used.size, cells.size, valid_s, why)


def _share_of_shifts(change: FloatArray, events: Sequence[int], found: float) -> float | None:
    """Return the share of circular shifts whose mean change is as large, in either direction."""
    n = change.size
    possible = np.arange(SHIFT_FROM_S, n - SHIFT_FROM_S + 1)
    if possible.size > N_SHIFTS:
        possible = np.random.default_rng(SEED).choice(possible, N_SHIFTS, replace=False)
    shifted = change[(np.asarray(events)[None, :] + possible[:, None]) % n]
    have = np.isfinite(shifted)
    enough = 2 * have.sum(axis=1) >= len(events)
    if enough.sum() < MIN_SHIFTS:
        return None
    means: FloatArray = np.nansum(shifted[enough], axis=1) / have[enough].sum(axis=1)
    away = np.abs(means) >= abs(found) - 1e-12
    return (1 + int(away.sum())) / (1 + int(means.size))


def measure_events(
    person: str, label: str, onsets: Iterable[float], track: Track, settings: EngineSettings
) -> list[ProcessMeasure]:
    """Return the change around the onsets of a code on both axes, as measures.

    Parameters
    ----------
    person, label : str
        Whose track it is; name of the span in the results.
    onsets : iterable of float
        Session times s.
    track : Track
        From :func:`processing.track.make_track`: the session, or the part in question.
    settings : EngineSettings
        For the remark on ultra-short windows.
    """
    onsets = sorted(onsets)
    events = [math.floor(t) - track.first for t in onsets]
    near = np.zeros(track.valid.size, dtype=bool)
    for k in events:
        near[max(k - FAR_S, 0) : max(k + FAR_S + 1, 0)] = True
    standing = standing_remarks(track, near, settings)
    limits = (onsets[0], onsets[-1]) if onsets else (None, None)
    made: list[ProcessMeasure] = []
    for axis, values in track.axes:
        found = event_change(values, events, track.baseline)
        report = Report(person, label, limits, 2 * WINDOW_S * found.n_events, standing)
        few = (Reason.TOO_FEW_EVENTS,) if found.n < MIN_EVENTS else ()
        stem, n, why = f"event_change_{axis}", found.n, found.reason
        for name, value in (
            (stem, found.change),
            (f"{stem}_from_level", found.from_level),
            (f"{stem}_adjusted", found.adjusted),
        ):
            report.add(name, value, found.valid_s, n, missing=why, remarks=few)
        report.add(f"{stem}_p", found.p, found.valid_s, n, missing=why)
        made += report.made
    return made
