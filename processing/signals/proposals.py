"""What could be done about flagged intervals: proposals for a person, who decides.

The waveform is looked at once more, with this person's own beats about the stretch as the shape
that a beat has. Where it shows a beat that was missed, displaced, or taken for one, a change is
proposed if fewer intervals are flagged with it. Nothing is proposed that would only make the
intervals smooth: of a stream of RR intervals, which has no waveform, beats are proposed where one
interval is two, or two are one.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from processing.signals.beats import LIMITS_MS
from processing.signals.flags import Judge
from safehold.core.correction import CorrectionKind
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, FloatArray, Role

AROUND_S = 45.0
"""Beats from so long before and after the stretch say what is usual, s."""
GRID_HZ = 250
SHAPE_S = {Role.ECG: (0.10, 0.12), Role.PPG: (0.20, 0.25)}
"""What of the wave before and after a beat is compared, s."""
LEAST_BEATS, MOST_BEATS = 5, 30
"""How many beats the shape is the median of."""
ALIKE = 0.80
"""Least correlation with the shape of a beat."""
LEAST_HEIGHT, MOST_HEIGHT = 0.4, 2.5
"""Bounds of the range of a beat, as multiples of that of the shape."""
APART_S = 0.25
"""Beats are at least so far apart, s."""
SAME_S, DISPLACED_S = 0.05, 0.25
"""A beat this near to a place is at it; up to the second it may have been displaced, s."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one beat."""

    kind: CorrectionKind
    t0: float
    """Session time of the beat, s."""
    t1: float | None = None
    """Where it goes, s; of a beat that is moved."""


def propose(
    beats: Sequence[Beat], t0: float, t1: float, wave: tuple[FloatArray, FloatArray]
) -> tuple[Proposal, ...]:
    """Return what could be done about the flagged intervals of a stretch, in order of time.

    Parameters
    ----------
    beats : sequence of Beat
        One person's, ascending, as far as :data:`AROUND_S` before and after the stretch.
    t0, t1 : float
        The stretch, session time s.
    wave : (ndarray, ndarray), shapes (n,)
        Session times and values of the heart signal about the same; empty for RR intervals.
    """
    near = [beat for beat in beats if t0 - AROUND_S <= beat.time <= t1 + AROUND_S]
    flagged = [k for k, b in enumerate(near) if b.status is BeatStatus.FLAGGED
               and t0 - 1e-6 <= b.time <= t1 + 1e-6]  # fmt: skip
    if not flagged or len(near) < LEAST_BEATS:
        return ()
    role = Role(near[flagged[0]].source)
    seen = _beats_seen(near, t0, t1, wave, role) if role in SHAPE_S else None
    if role in SHAPE_S:
        changes = [] if seen is None else _by_wave(near, flagged, seen)
    else:
        changes = _by_length(near, flagged)
    chosen = _those_that_help(near, changes, LIMITS_MS[role])
    early = _early(near, flagged, [p.t0 for p in chosen])
    return tuple(sorted((*chosen, *early), key=lambda proposal: proposal.t0))


def best_place(
    beats: Sequence[Beat], t0: float, t1: float, wave: tuple[FloatArray, FloatArray]
) -> float | None:
    """Return where between two times the wave looks most like a beat, session time s.

    None where nothing looks like one, or there is no wave. Parameters as :func:`propose`.
    """
    near = [beat for beat in beats if t0 - AROUND_S <= beat.time <= t1 + AROUND_S]
    if not near or Role(near[0].source) not in SHAPE_S:
        return None
    seen = _beats_seen(near, t0, t1, wave, Role(near[0].source))
    inside = [] if seen is None else [one for one in seen if t0 < one[0] < t1]
    return max(inside, key=lambda one: one[1])[0] if inside else None


def _beats_seen(
    near: Sequence[Beat], t0: float, t1: float, wave: tuple[FloatArray, FloatArray], role: Role
) -> list[tuple[float, float]] | None:
    """Return where the wave looks like this person's beats, and how much; None: not known."""
    times, values = wave
    before, after = SHAPE_S[role]
    good = [b.time for b, follower in pairwise(near)
            if b.status is BeatStatus.OK and follower.status is BeatStatus.OK]  # fmt: skip
    if times.size < 2 or len(good) < LEAST_BEATS:
        return None
    good = sorted(sorted(good, key=lambda t: abs(t - (t0 + t1) / 2))[:MOST_BEATS])
    offsets = np.arange(-round(before * GRID_HZ), round(after * GRID_HZ) + 1) / GRID_HZ
    snippets = np.interp(np.array(good)[:, None] + offsets, times, values)
    snippets -= snippets.mean(axis=1, keepdims=True)
    height = float(np.median(np.ptp(snippets, axis=1)))
    shape = np.median(snippets, axis=0)
    shape -= shape.mean()
    norm = float(np.sqrt(shape @ shape))
    if norm == 0 or not np.isfinite(norm):
        return None
    first = max(t0 - before - APART_S, float(times[0]))
    last = min(t1 + after + APART_S, float(times[-1]))
    grid = np.arange(first, last, 1 / GRID_HZ)
    if grid.size < offsets.size + 2:
        return []
    windows = sliding_window_view(_without_gaps(grid, times, values), offsets.size)
    centred = windows - windows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).sum(axis=1))
    alike = np.divide(centred @ shape, spread * norm, out=np.zeros(len(windows)),
                      where=np.isfinite(spread) & (spread > 0))  # fmt: skip
    heights = np.ptp(windows, axis=1) / height
    alike[~((heights >= LEAST_HEIGHT) & (heights <= MOST_HEIGHT))] = 0.0
    return _peaks(alike, grid[0] + round(before * GRID_HZ) / GRID_HZ)


def _without_gaps(grid: FloatArray, times: FloatArray, values: FloatArray) -> FloatArray:
    """Return the wave on a grid; NaN where samples are missing for longer than 50 ms."""
    found = np.interp(grid, times, values)
    place = np.clip(np.searchsorted(times, grid), 1, times.size - 1)
    found[times[place] - times[place - 1] > 0.05] = np.nan
    return found


def _peaks(alike: FloatArray, begin: float) -> list[tuple[float, float]]:
    """Return the largest likenesses that are far enough apart, with their times, ascending."""
    found: list[tuple[float, float]] = []
    for k in np.argsort(-alike).tolist():
        if alike[k] < ALIKE:
            break
        shift = 0.0
        if 0 < k < alike.size - 1:
            curvature = alike[k - 1] - 2 * alike[k] + alike[k + 1]
            if curvature < 0:
                shift = float(0.5 * (alike[k - 1] - alike[k + 1]) / curvature)
        t = float(begin + (k + min(max(shift, -0.5), 0.5)) / GRID_HZ)
        if all(abs(t - other) >= APART_S for other, _ in found):
            found.append((t, float(alike[k])))
    return sorted(found)


def _by_wave(
    near: Sequence[Beat], flagged: Sequence[int], seen: Sequence[tuple[float, float]]
) -> list[Proposal]:
    """Return how the beats of flagged intervals differ from those that the wave shows."""
    first, last = near[max(flagged[0] - 1, 0)].time, near[min(flagged[-1], len(near) - 1)].time
    places = [t for t, _ in seen if first - SAME_S <= t <= last + SAME_S]
    detected = [beat.time for beat in near if first <= beat.time <= last]
    left = [t for t in detected if not _near(places, t, SAME_S)]
    new = [t for t in places if not _near(detected, t, SAME_S)]
    changes = []
    for t in new:
        displaced = [x for x in left if abs(x - t) <= DISPLACED_S]
        if displaced:
            moved = min(displaced, key=lambda x: abs(x - t))
            left.remove(moved)
            changes.append(Proposal(CorrectionKind.MOVE, moved, t))
        else:
            changes.append(Proposal(CorrectionKind.ADD, t))
    return changes + [Proposal(CorrectionKind.DELETE, t) for t in left]


def _near(times: Sequence[float], t: float, within: float) -> bool:
    return any(abs(other - t) <= within for other in times)


def _by_length(near: Sequence[Beat], flagged: Sequence[int]) -> list[Proposal]:
    """Return where one interval is as long as several, or two are as long as one."""
    usual = [b.rr_ms for b in near if b.status is BeatStatus.OK and b.rr_ms is not None]
    if not usual:
        return []
    median, changes = float(np.median(usual)), []
    for k in flagged:
        rr = near[k].rr_ms
        if rr is None or k == 0:
            continue
        if Reason.MISSED_BEAT in near[k].reasons:
            n = max(2, round(rr / median))
            begin = near[k].time - rr / 1000
            changes += [Proposal(CorrectionKind.ADD, begin + j * rr / 1000 / n)
                        for j in range(1, n)]  # fmt: skip
        follower = near[k + 1].rr_ms if k + 1 < len(near) else None
        extra = Reason.EXTRA_BEAT in near[k].reasons and follower is not None
        if extra and abs(rr + (follower or 0.0) - median) < abs(rr - median):
            changes.append(Proposal(CorrectionKind.DELETE, near[k].time))
    return changes


def _those_that_help(
    near: Sequence[Beat], changes: Sequence[Proposal], limits: tuple[float, float]
) -> list[Proposal]:
    """Return the changes with which fewer intervals are flagged, and none beside the change."""
    times, left, chosen = [beat.time for beat in near], list(changes), []
    breaks = {beat.time for beat in near if beat.rr_ms is None}
    now = len(_flagged(times, breaks, limits))
    while left:
        left.sort(key=lambda one: one.t0)
        tries: list[tuple[Proposal, ...]] = [(one,) for one in left]
        tries += list(pairwise(left))  # two that help only together
        best: tuple[Proposal, ...] = ()
        for some in tries:
            then = times
            for one in some:
                then = changed(then, one)
            wrong = _flagged(then, breaks, limits)
            if len(wrong) < now and not any(_beside(one, wrong) for one in some):
                now, best = len(wrong), some
        if not best:
            break
        for one in best:
            times = changed(times, one)
            chosen.append(one)
            left.remove(one)
    return chosen


def _beside(change: Proposal, wrong: Sequence[tuple[float, float]]) -> bool:
    """Tell whether an interval that is flagged after a change begins, ends or lies there."""
    t = change.t0 if change.t1 is None else change.t1
    return any(t0 - 1e-9 <= t <= t1 + 1e-9 for t0, t1 in wrong)


def changed(times: Sequence[float], change: Proposal) -> list[float]:
    """Return beat times with a change."""
    found = [t for t in times if change.kind is CorrectionKind.ADD or t != change.t0]
    if change.kind in (CorrectionKind.ADD, CorrectionKind.MOVE):
        found.append(change.t0 if change.t1 is None else change.t1)
    return sorted(found)


def _flagged(
    times: Sequence[float], breaks: set[float], limits: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the intervals that are flagged for their lengths: begin and end, s."""
    judge, spans, joined = Judge(limits), [], False
    for before, t in pairwise(times):
        if t in breaks:
            joined = False
            continue
        judge.add(1000 * (t - before), joined)
        spans.append((before, t))
        joined = True
    return [span for k, span in enumerate(spans) if any(judge(k)[:3])]


def _early(near: Sequence[Beat], flagged: Sequence[int], taken: Sequence[float]) -> list[Proposal]:
    """Return the beats that look ectopic by the lengths about them, where nothing else helped."""
    found = []
    for k in flagged:
        beat, follower = near[k], near[k + 1] if k + 1 < len(near) else None
        if follower is None or beat.rr_ms is None or follower.rr_ms is None:
            continue
        ectopic = Reason.ECTOPIC_BEAT in beat.reasons and Reason.ECTOPIC_BEAT in follower.reasons
        if ectopic and beat.rr_ms < follower.rr_ms and not _near(taken, beat.time, 1.0):
            found.append(Proposal(CorrectionKind.ECTOPIC, beat.time))
    return found


def nearest(times: Sequence[float], t: float, within: float = math.inf) -> float | None:
    """Return the nearest of ascending times; None for none within so much, s."""
    place = bisect_left(times, t)
    found = min(times[max(place - 1, 0) : place + 1], key=lambda x: abs(x - t), default=None)
    return found if found is not None and abs(found - t) <= within else None
