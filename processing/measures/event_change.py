"""Change around the events of a code, beside moments of the same level (methods 5.1).

A mean after minus before an event says little by itself: what is high falls, what is low rises.
So no such number is given without its matched moments: other moments of the same level that did
not follow an event. Which moments these are is decided by what lies before them only; to choose
by what follows would condition on the future.

The values come from windows that look back (30 and 60 s as a rule), so means before and after an
event are made of the windows that lie wholly inside 10 to 60 s of it: none mixes the two. Where a
window is longer than that, it is the one that begins or ends 10 s from the event.

An event soon after a matched moment is no reason to refuse it, but adds to what follows it. Left
in, it makes a true change too small by the share of it that the matched moments have, as one soon
after the event itself makes it too large. So that change is found for which none of both remains;
it is taken to last to the end of the window, and changes of close events to add up.

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

from processing.measures.course import Course
from processing.measures.measures import MIN_VALID_SHARE, Report, standing_remarks
from safehold.core.measures import ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import FloatArray

NEAR_S, FAR_S = 10, 60
"""Compared is what lies 10 to 60 s on either side, or as far as one whole window of the index
reaches: 70 s with windows of 60 s. Nearer lies how exactly keys are pressed, and how fast a heart
follows."""
MAX_FOLLOWED = 0.5
"""Matched moments that have a larger share of the change themselves do not tell it."""
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
_NO_ERRORS = (None, None, None)


@dataclass(frozen=True, slots=True)
class EventChange:
    """Mean change around events that have matched moments, on one axis."""

    change: float | None
    """z; None where no event has matched moments."""
    from_level: float | None
    """Mean after the event minus the level at it, z."""
    adjusted: float | None
    """``from_level`` minus the mean of the same over the matched moments, z."""
    se: tuple[float | None, float | None, float | None]
    """Standard errors of the three, z; None below two events."""
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


def far_s(window_s: float) -> int:
    """Return how far the comparison reaches with windows of a length, s."""
    return max(FAR_S, NEAR_S + math.ceil(window_s))


def window_means(
    values: FloatArray, window_s: float = 0.0
) -> tuple[FloatArray, FloatArray, Cells]:
    """Return the means before and after every cell, and the valid seconds in both.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Each from a window that ends with its cell.
    window_s : float
        Length of that window, s.

    Returns
    -------
    tuple of ndarray
        Means of the windows that lie wholly within 10 s to :func:`far_s` before, and after, each
        cell.
    """
    n = values.size
    far = far_s(window_s)
    ends = far - NEAR_S - math.ceil(window_s) + 1
    known = np.isfinite(values)
    total = np.concatenate(([0.0], np.cumsum(np.where(known, values, 0.0))))
    count = np.concatenate(([0], np.cumsum(known)))
    at = np.arange(n)
    means, seconds = [], np.zeros(n, dtype=np.int64)
    for stop in (-NEAR_S + 1, far + 1):
        lo, hi = np.clip(at + stop - ends, 0, n), np.clip(at + stop, 0, n)
        have = count[hi] - count[lo]
        enough = have >= MIN_VALID_SHARE * ends
        means.append(np.where(enough, (total[hi] - total[lo]) / np.maximum(have, 1), np.nan))
        seconds += (far - NEAR_S) * have // ends
    return means[0], means[1], seconds


def _same_baseline(baseline: Cells, far: int) -> NDArray[np.bool_]:
    """Tell for every cell whether both of its windows refer to the same baseline."""
    n = baseline.size
    known = np.flatnonzero(baseline >= 0)
    changed = np.zeros(n + 1, dtype=np.int64)
    changed[known[1:][np.diff(baseline[known]) != 0] + 1] = 1
    changes = np.cumsum(changed)
    at = np.arange(n)
    lo, hi = np.clip(at - far, 0, n - 1), np.clip(at + far, 0, n - 1)
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
    """Mean of the same over its matched moments, without what events after these added, z."""
    n_controls: Cells
    adjusted: float | None
    """Mean of the one minus the other, z; None where there is none."""
    se: float | None
    """Standard error of that, z; None below two events."""


def _followed(events: Cells, n: int, length: int) -> FloatArray:
    """Return how much of the changes of events after it lies in the time after every cell.

    1 stands for one whole change: that of an event at the cell itself. Changes add up.
    """
    share, ramp = np.zeros(n), np.arange(length) / length
    for k in events.tolist():
        share[max(k - length, 0) : k] += ramp[max(length - k, 0) :]
    return share


def match_moments(
    values: FloatArray, cells: Cells, baseline: Cells, window_s: float = 0.0
) -> MatchedMoments:
    """Return the events with a valid change and at least 3 matched moments, and those moments.

    Parameters
    ----------
    values, baseline, window_s
        As for :func:`event_change`.
    cells : ndarray of int
        Cells of the events, ascending, inside of ``values``.
    """
    before, after, _ = window_means(values, window_s)
    change = np.where(_same_baseline(baseline, far_s(window_s)), after - before, np.nan)
    levels, followed = _levels(values), _followed(cells, values.size, far_s(window_s) - NEAR_S)
    drop = after - levels
    usable = np.isfinite(change) & np.isfinite(drop)
    candidates = np.flatnonzero(usable & _clear(cells, values.size))
    used, controls, shares, numbers = [], [], [], []
    all_matched: set[int] = set()
    for k in cells[usable[cells]]:
        matched = candidates[np.abs(levels[candidates] - levels[k]) <= LEVEL_TOLERANCE]
        if matched.size >= MIN_CONTROLS:
            used.append(int(k))
            controls.append(float(drop[matched].mean()))
            shares.append(float(followed[matched].mean() - followed[k]))
            numbers.append(matched.size)
            all_matched.update(matched.tolist())
    chosen = np.array(used, dtype=np.int64)
    from_level, counts = drop[chosen], np.array(numbers, dtype=np.int64)
    share = float(np.mean(shares)) if shares else 0.0
    if not used or share > MAX_FOLLOWED:
        return MatchedMoments(chosen[:0], from_level[:0], np.empty(0), counts[:0], None, None)
    found = (float(from_level.mean()) - float(np.mean(controls))) / (1 - share)
    own = np.array(controls) - found * np.array(shares)
    moments = np.array(sorted(all_matched), dtype=np.int64)
    se = _error(from_level - own, drop[moments] - found * followed[moments], moments)
    return MatchedMoments(
        chosen, from_level, own, counts, found, None if se is None else se / (1 - share)
    )


def _error(differences: FloatArray, drops: FloatArray, moments: Cells) -> float | None:
    """Return the standard error of a mean difference between events and their matched moments.

    Events count one by one; moments nearer to each other than a window are one.
    """
    if differences.size < 2:
        return None
    n_apart = np.unique(moments // CLEAR_S).size
    of_moments = float(np.var(drops)) / max(n_apart, 1)
    return math.sqrt(float(np.var(differences, ddof=1)) / differences.size + of_moments)


def event_change(
    values: FloatArray, events: Iterable[int], baseline: Cells, window_s: float = 0.0
) -> EventChange:
    """Return the mean change of an axis around events, adjusted by matched moments.

    Parameters
    ----------
    values : ndarray
        The axis once a second, z, shape ``(n,)``; NaN where not known. Each is of a window that
        ends with its second.
    events : iterable of int
        Cells of the events; those outside of ``values`` are left out.
    baseline : ndarray
        Number of the baseline each cell refers to, -1 for none. Windows across a change of the
        baseline are not used: the change would be that of the reference.
    window_s : float
        Length of the windows that the values are of, s.

    Notes
    -----
    Deterministic: the shifts are drawn with a fixed seed on every call. All figures rest on the
    same events, those with a valid change and at least 3 matched moments.
    """
    n = values.size
    cells = np.unique([k for k in events if 0 <= k < n]).astype(np.int64)
    if not cells.size:
        return EventChange(None, None, None, _NO_ERRORS, None, 0, 0, 0, Reason.NONE_FOUND)
    before, after, seconds = window_means(values, window_s)
    valid_s = int(seconds[cells].sum())
    change = np.where(_same_baseline(baseline, far_s(window_s)), after - before, np.nan)
    matched = match_moments(values, cells, baseline, window_s)
    used = matched.cells
    if not used.size:
        usable = np.isfinite(change[cells]) & np.isfinite(_levels(values)[cells])
        why = Reason.NO_MATCHED_MOMENTS if usable.any() else Reason.MOSTLY_UNKNOWN
        return EventChange(None, None, None, _NO_ERRORS, None, 0, cells.size, valid_s, why)
    found = float(change[used].mean())
    p, why = None, Reason.TOO_FEW_EVENTS
    if used.size >= MIN_EVENTS:
        p, why = share_of_shifts(change, used.tolist(), found), Reason.TOO_FEW_SHIFTS
    errors = (_of_mean(change[used]), _of_mean(matched.from_level), matched.se)
    from_level = float(matched.from_level.mean())
    return EventChange(
        found, from_level, matched.adjusted, errors, p, used.size, cells.size, valid_s, why
    )


def _of_mean(values: FloatArray) -> float | None:
    """Return the standard error of a mean over events; None below two."""
    return float(np.std(values, ddof=1)) / math.sqrt(values.size) if values.size > 1 else None


def share_of_shifts(change: FloatArray, events: Sequence[int], found: float) -> float | None:
    """Return the share of circular shifts whose mean change is as large, in either direction.

    Parameters
    ----------
    change : ndarray
        Change around every cell, shape ``(n,)``; NaN where not known.
    events : sequence of int
        Cells of the events.
    found : float
        Their mean change.

    Returns
    -------
    float or None
        None where fewer than 99 shifts keep half of the events known.
    """
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
    person: str, label: str, onsets: Iterable[float], course: Course, settings: EngineSettings
) -> list[ProcessMeasure]:
    """Return the change around the onsets of a code on both axes, as measures.

    Parameters
    ----------
    person, label : str
        Whose track it is; name of the span in the results.
    onsets : iterable of float
        Session times s.
    course : Course
        The person's: of the session, or of a part of it.
    settings : EngineSettings
        For the remark on ultra-short windows.
    """
    onsets = sorted(onsets)
    events = [math.floor(t) - course.first for t in onsets]
    near = np.zeros(course.a.size, dtype=bool)
    far = far_s(max(course.hr_s, course.vagal_s))
    for k in events:
        near[max(k - far, 0) : max(k + far + 1, 0)] = True
    standing = standing_remarks(course, near, settings)
    limits = (onsets[0], onsets[-1]) if onsets else (None, None)
    made: list[ProcessMeasure] = []
    for axis, values, window_s in course.axes:
        found = event_change(values, events, course.baseline, window_s)
        report = Report(
            person, label, limits, 2 * (far_s(window_s) - NEAR_S) * found.n_events, standing
        )
        few = (Reason.TOO_FEW_EVENTS,) if found.n < MIN_EVENTS else ()
        stem, n, why = f"event_change_{axis}", found.n, found.reason
        for name, value, se in zip(
            (stem, f"{stem}_from_level", f"{stem}_adjusted"),
            (found.change, found.from_level, found.adjusted),
            found.se,
            strict=True,
        ):
            report.add(name, value, found.valid_s, n, missing=why, remarks=few, se=se)
        report.add(f"{stem}_p", found.p, found.valid_s, n, missing=why)
        made += report.made
    return made
