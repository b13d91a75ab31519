"""How zones look: colour, pattern and word together, in every plot the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from gui.look.style import Theme, color, mix
from safehold.core.types import ZONE_CODES, FloatArray, ZoneName

STATES = {code: zone for zone, code in ZONE_CODES.items()}

PATTERNS: dict[ZoneName, Qt.BrushStyle] = {
    ZoneName.HIGH: Qt.BrushStyle.BDiagPattern,
    ZoneName.WITHIN: Qt.BrushStyle.SolidPattern,
    ZoneName.LOW: Qt.BrushStyle.HorPattern,
    ZoneName.UNKNOWN: Qt.BrushStyle.DiagCrossPattern,
}
HELD_PATTERN = Qt.BrushStyle.VerPattern


@dataclass(frozen=True, slots=True)
class ZoneRun:
    """Consecutive ticks in one state."""

    t0: float
    t1: float
    state: ZoneName
    held: bool


def zone_runs(t: FloatArray, state: FloatArray, held: FloatArray) -> list[ZoneRun]:
    """Return the runs of equal state; a tick stands for half a second to either side."""
    if t.size == 0:
        return []
    state = np.nan_to_num(state, nan=float(ZONE_CODES[ZoneName.UNKNOWN]))
    change = (np.diff(state) != 0) | (np.diff(held) != 0) | (np.diff(t) > 1.5)
    firsts = np.r_[0, np.flatnonzero(change) + 1]
    lasts = np.r_[firsts[1:] - 1, t.size - 1]
    return [
        ZoneRun(t[i] - 0.5, t[j] + 0.5, STATES[int(state[i])], bool(held[i]))
        for i, j in zip(firsts, lasts, strict=True)
    ]


def zone_color(theme: Theme, zone: ZoneName) -> str:
    """Return the colour of a zone."""
    return {
        ZoneName.HIGH: theme.high,
        ZoneName.WITHIN: theme.within,
        ZoneName.LOW: theme.low,
        ZoneName.UNKNOWN: theme.unknown,
    }[zone]


def paint_zone(
    painter: QPainter, area: QRectF, theme: Theme, zone: ZoneName, *, held: bool, strength: float
) -> None:
    """Fill a rectangle in the look of a zone.

    Parameters
    ----------
    painter : QPainter
        In device pixels: patterns do not stretch with an axis.
    strength : float
        Opacity of the fill, 0-1; the pattern on it is stronger.
    """
    hue = zone_color(theme, zone)
    plain = {ZoneName.UNKNOWN: 0.25, ZoneName.WITHIN: 0.55}.get(zone, 1.0)
    painter.fillRect(area, color(hue, strength * plain))
    if zone is ZoneName.UNKNOWN:
        painter.fillRect(
            area, QBrush(color(theme.muted, min(1.0, strength * 1.5)), PATTERNS[zone])
        )
    elif zone is not ZoneName.WITHIN:
        ink = mix(hue, theme.plot, 0.55) if strength > 0.5 else hue
        painter.fillRect(area, QBrush(color(ink, min(1.0, strength * 1.6)), PATTERNS[zone]))
    if held:
        painter.fillRect(area, QBrush(color(theme.muted, 0.9), HELD_PATTERN))


def river_error(sa: FloatArray, sv: FloatArray) -> FloatArray:
    """Return the standard error of ``x = (a - v) / 2`` from those of its axes."""
    return np.asarray(np.sqrt(sa**2 + sv**2) / 2)


def thin_river(
    t: FloatArray, x: FloatArray, error: FloatArray, *, column_s: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return time, lower edge, line and upper edge of the river, at most one tick per column.

    The edges are the outermost of a column's ticks, so that thinning never narrows the band;
    the line is their mean.

    Parameters
    ----------
    column_s : float
        Width of a pixel column, s.
    """
    if column_s <= 1 or t.size == 0:
        return t, x - error, x, x + error
    columns = np.floor(t / column_s)
    starts = np.flatnonzero(np.r_[True, columns[1:] != columns[:-1]])
    known = np.isfinite(x)
    count = np.add.reduceat(known.astype(float), starts)
    total = np.add.reduceat(np.where(known, x, 0.0), starts)
    line = np.divide(total, count, out=np.full(count.size, np.nan), where=count > 0)
    low, high = np.fmin.reduceat(x - error, starts), np.fmax.reduceat(x + error, starts)
    return t[starts], low, line, high


def finite_segments(*columns: FloatArray, longest: float, t: FloatArray) -> list[slice]:
    """Return the slices in which all columns are finite and no step in t exceeds ``longest``."""
    good = np.all([np.isfinite(column) for column in columns], axis=0)
    slices, start = [], None
    for i, fine in enumerate(good):
        broken = start is not None and i > 0 and t[i] - t[i - 1] > longest
        if start is not None and (not fine or broken):
            slices.append(slice(start, i))
            start = None
        if fine and start is None:
            start = i
    if start is not None:
        slices.append(slice(start, len(good)))
    return slices


def nice_limits(low: float, high: float, *, step: float) -> tuple[float, float]:
    """Return the limits rounded outwards to whole steps."""
    return math.floor(low / step) * step, math.ceil(high / step) * step
