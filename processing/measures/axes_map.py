"""Computes the map of heart rate and vagal index from one person's track (methods 4.4 and 5.1).

The plane is that of the zone rule: arousal ``a`` (heart rate) by ``v`` (vagal index), both in
spreads of the person's own baseline. Only valid seconds with both axes count. Neighbouring seconds
share most of their windows, so a density says where time was spent, not how many independent
observations there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from processing.measures.course import Course
from processing.measures.measures import MIN_VALID_SHARE
from processing.measures.tick_series import Flags, Span, TickSeries, merged
from safehold.core.axes_map import AxesMap, MapPart
from safehold.core.settings import ZoneSettings
from safehold.core.types import FloatArray

CELL = 0.25
"""Side of a cell, z."""
SMOOTHING = 0.35
"""Standard deviation of the Gaussian that smooths the density, z: about the standard error of the
arousal axis with a baseline of 240 s."""
LIMITS = (5, 10)
"""The axes reach to the 99th percentile of what was seen, within these, z."""
MIN_SECONDS = 30
PATH_S = 10
"""The path has one point, the mean, per so many seconds."""


def axes_map(
    course: Course,
    zones: ZoneSettings,
    parts: Mapping[str, Sequence[Span]],
    *,
    person: str,
    vagal_index: str,
) -> AxesMap:
    """Return the map of a course: each part from windows that belong to it.

    Parameters
    ----------
    course : Course
        One person's seconds.
    zones : ZoneSettings
        Thresholds in force.
    parts : mapping of str to sequence of Span
        Label of each part and when it holds, session time s; spans may overlap.
    person : str
        Whose map it is.
    vagal_index : str
        Name of the index on the vagal axis.
    """
    track = course.belonging([(course.first, course.last + 1)])
    usable = _usable(track)
    begin = int(np.argmax(usable)) if usable.any() else 0  # before the baseline there is no zone
    whole = (float(track.first + begin), float(track.first + track.valid.size))
    seen = np.abs(np.concatenate((track.a[usable], track.v[usable])))
    reach = math.ceil(float(np.percentile(seen, 99))) if seen.size else LIMITS[0]
    limit = min(max(reach, LIMITS[0]), LIMITS[1])
    edges = np.arange(-limit, limit + CELL / 2, CELL)
    made = [
        _part("", track, [whole], edges),
        *(_part(k, course.belonging(v), merged(v), edges) for k, v in parts.items()),
    ]
    t, a, v = _path(track, usable)
    return AxesMap(
        person, vagal_index, zones, edges, t, a, v, made[0], tuple(made[1:]),
        provisional=bool(track.provisional[usable].any()),
    )  # fmt: skip


def _usable(track: TickSeries) -> Flags:
    """Return the seconds on both axes."""
    return track.valid & np.isfinite(track.a) & np.isfinite(track.v)


def _part(label: str, track: TickSeries, spans: Sequence[Span], edges: FloatArray) -> MapPart:
    inside = track.within(spans)
    chosen = inside & _usable(track)
    n, period = int(chosen.sum()), int(inside.sum())
    if n < max(MIN_SECONDS, MIN_VALID_SHARE * period):
        return MapPart(label, n, period, None, None)
    a, v = track.a[chosen], track.v[chosen]
    outside = (np.abs(a) > edges[-1]) | (np.abs(v) > edges[-1])
    high, low = float(track.high[chosen].mean()), float(track.low[chosen].mean())
    shares = {"high": high, "within": 1.0 - high - low, "low": low}
    return MapPart(label, n, period, density(a, v, edges), shares, float(outside.mean()))


def density(a: FloatArray, v: FloatArray, edges: FloatArray) -> FloatArray:
    """Return the smoothed share of points per cell, shape ``(n, n)``: rows v, columns a.

    Every point spreads over the cells as a Gaussian cut at the edges and scaled to weigh one, so
    the cells sum to 1. Points beyond the edges count at the edge.
    """
    centres = (edges[:-1] + edges[1:]) / 2
    rows, columns = (_spread(np.clip(axis, edges[0], edges[-1]), centres) for axis in (v, a))
    return np.asarray(rows.T @ columns / a.size)


def _spread(values: FloatArray, centres: FloatArray) -> FloatArray:
    weights = np.exp(-0.5 * ((values[:, None] - centres[None, :]) / SMOOTHING) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _path(track: TickSeries, usable: np.ndarray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the path: means over :data:`PATH_S`; a step without valid seconds breaks it."""
    steps = (track.first + np.arange(track.valid.size)) // PATH_S
    if not steps.size:
        return np.empty(0), np.empty(0), np.empty(0)
    starts = np.flatnonzero(np.concatenate(([True], np.diff(steps) != 0)))
    count = np.add.reduceat(usable.astype(float), starts)
    means: list[FloatArray] = [
        np.divide(
            np.add.reduceat(np.where(usable, axis, 0.0), starts), count,
            out=np.full(count.size, np.nan), where=count > 0,
        )
        for axis in (track.a, track.v)
    ]  # fmt: skip
    middle = np.asarray((steps[starts] + 0.5) * PATH_S, dtype=np.float64)
    return middle, means[0], means[1]
