"""Which way up a respiration signal is: right, turned, or not to be told.

A belt worn upside down, or an airflow that points down while breathing in, swaps inspiration and
expiration: RSA by breath is then plausible and wrong. No single sign can be relied on: there are
people who breathe out faster than in, pacers that take as long for both, hearts without RSA. So
each breath votes by signs that are independent of each other, and the sum of many breaths decides.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

import numpy as np

from processing.clock.grid import RESP_GRID_HZ, ZeroPhase
from processing.clock.order import mean
from processing.clock.rows import in_rows, slopes
from processing.signals.breath_turns import about_baseline
from processing.signals.flags import BoolArray
from processing.signals.intervals import Intervals
from safehold.core.reasons import Reason
from safehold.core.types import Breath, FloatArray

BREATHS, LEAST_BREATHS = 30, 8
"""The last so many breaths are asked, whatever the rate, and not before there are so many."""
MIN_MEAN = 0.7
"""Least sum of the signs of a breath, on average over the breaths; -3 to 3. Found by leaving out
one recording at a time (docs/numbers.md)."""
MIN_SUM = 2.6
"""And least mean times the root of the number of breaths: a few breaths must be clearer. Breaths
that show nothing scatter by 1.6, so this is their standard error 1.6 times."""
MIN_SKEW, MIN_UNEVEN = 0.05, 0.04
"""Less skewness, or phases whose lengths differ by less than this share of a breath, say nothing:
in an even breath the grid alone makes so much."""
STILL_SHARE, MIN_PAUSE = 0.15, 0.02
"""The chest stands still below this share of the breath's largest flow; a pause that is longer on
one side by less than this share of the breath is none."""
LOOK_ON = 10 * RESP_GRID_HZ
"""A chest that stands still after a breath moves again within so many samples, as a rule."""
SHORTEST_RR = 5 / 6 * math.pi
"""RR is shortest late in inspiration, at 5/6 of it (0: its onset, pi: its end). RSA leads in slow
breathing and lags in fast breathing; up to a quarter of a breath the sign stays the same."""
FLOW_HZ = 2.0
"""The flow is smoothed up to this frequency to see its form."""
Times = tuple[float, float, float]
"""When inspiration, expiration and the next inspiration begin, s."""
Part = tuple[Sequence[Times], FloatArray, int]
"""Breaths, the signal in which they were found, shape ``(n,)``, and the grid number of its first
sample."""


class Polarity(Enum):
    """Which way up a signal is."""

    RIGHT = "right"
    TURNED = "turned"
    UNKNOWN = "unknown"


REASONS = {
    Polarity.RIGHT: (),
    Polarity.TURNED: (Reason.RESP_INVERTED,),
    Polarity.UNKNOWN: (Reason.RESP_SIDE_UNKNOWN,),
}
"""Why there is no P2T with a respiration signal of this polarity."""


def _sign(value: float, least: float = 0.0) -> float:
    return math.copysign(1.0, value) if abs(value) > least else 0.0


@functools.cache
def _smoothing() -> ZeroPhase:
    return ZeroPhase(2, FLOW_HZ, "lowpass", RESP_GRID_HZ)


def flow_votes(parts: Sequence[Part], *, airflow: bool) -> list[list[float]]:
    """Return what the form of each breath says of the polarity of its signal, -2 to 2.

    Parameters
    ----------
    parts : sequence of tuple
        Breaths and the signal in which they were found, on the 25-Hz grid, without gaps. A breath
        that began before the signal says nothing, 0.
    airflow : bool
        The signals are flows; otherwise their slopes are.
    """

    def flows(rows: FloatArray) -> FloatArray:
        if rows.shape[1] <= _smoothing().padding:
            return np.zeros(rows.shape)
        levels = _smoothing()(about_baseline(rows) if airflow else rows)
        return levels if airflow else slopes(levels)

    return [
        [_vote(flow, times, first, airflow=airflow) for times in breaths]
        for flow, (breaths, _, first) in zip(
            in_rows([values for _, values, _ in parts], flows), parts, strict=True
        )
    ]


def _vote(flow: FloatArray, times: Times, first: int, *, airflow: bool) -> float:
    start, turn, end = (round(t * RESP_GRID_HZ) - first for t in times)
    return flow_sign(flow, start, turn, end, airflow=airflow) if start >= 0 else 0.0


def flow_sign(flow: FloatArray, start: int, turn: int, end: int, *, airflow: bool) -> float:
    """Return what the form of one breath says of its polarity, -2 (turned) to 2 (right).

    Two signs of 1 each. The quicker phase is inspiration: the flow is skewed towards it, and in
    a belt it is the shorter one (of an airflow the lengths say nothing: its pause counts as
    expiration whichever side it is on). And the pause lies after expiration.

    Parameters
    ----------
    flow : ndarray, shape (n,)
        Airflow about its baseline, or the slope of a belt, on the 25-Hz grid.
    start, turn, end : int
        Samples at which inspiration, expiration and the next inspiration begin.
    airflow : bool
        The signal itself is a flow.
    """
    breath = flow[start:end]
    if not start < turn < end or len(breath) < 3:
        return 0.0
    if not np.maximum.reduce(breath) > np.minimum.reduce(breath):
        return 0.0
    off = breath - mean(breath)
    scaled = off / math.sqrt(mean(off * off))
    quick = _sign(mean(scaled**3), MIN_SKEW)
    if not airflow:
        quick = (quick + _sign((start + end - 2 * turn) / len(breath), MIN_UNEVEN)) / 2
    stop, n = end + LOOK_ON, end - start
    moved = np.abs(flow[start:stop])
    level = STILL_SHARE * float(np.maximum.reduce(moved[:n]))
    still = moved < level
    while stop < len(flow) and still[n:].all():
        stop += LOOK_ON
        still = np.abs(flow[start:stop]) < level
    after_out, after_in = _still_about(still, n), _still_about(still, turn - start)
    return quick + _sign((after_out - after_in) / len(breath), MIN_PAUSE)


def _still_about(still: BoolArray, at: int) -> int:
    """Return for how many samples about one of them the chest stands still."""
    (moving,) = (~still).nonzero()
    k = int(moving.searchsorted(at))
    begin = int(moving[k - 1]) + 1 if k else 0
    end = int(moving[k]) if k < len(moving) else len(still)
    return end - begin


def heart_sign(times: Times, intervals: Intervals, *, delay_s: float = 0.0) -> float:
    """Return what RR says of the polarity of one breath: 1 (right), -1 (turned), or 0.

    RR is shorter in inspiration than in expiration. It is held against a cosine that is shortest
    late in inspiration; half of either phase is half of its period.

    Parameters
    ----------
    times : tuple of float
        Of the breath.
    intervals : Intervals
        RR intervals from before the breath to after its end.
    delay_s : float
        Subtracted from the beat times: pulse arrival after the R peak.
    """
    begin, turn, end = times
    middle = (intervals.start + intervals.end) / 2 - delay_s
    first, stop = middle.searchsorted((begin, end)).tolist()
    inside = slice(first, stop)
    if stop - first < 3 or np.logical_or.reduce(intervals.flagged[inside]):
        return 0.0
    phase = np.interp(middle[inside], (begin, turn, end), (0.0, math.pi, 2 * math.pi))
    wave, rr = np.cos(phase - SHORTEST_RR), intervals.rr[inside]
    return _sign(-float((wave - mean(wave)) @ (rr - mean(rr))))


def judge(votes: Iterable[float]) -> Polarity:
    """Return which way up the signal is by the votes of its latest breaths, in order.

    Parameters
    ----------
    votes : iterable of float
        Per breath the sum of :func:`flow_votes` and :func:`heart_sign`, -3 to 3.
    """
    asked = list(votes)[-BREATHS:]
    n = len(asked)
    if n < LEAST_BREATHS:
        return Polarity.UNKNOWN
    mean = math.fsum(asked) / n
    if abs(mean) < max(MIN_MEAN, MIN_SUM / math.sqrt(n)):
        return Polarity.UNKNOWN
    return Polarity.RIGHT if mean > 0 else Polarity.TURNED


def sided(breaths: Sequence[Breath]) -> list[Breath]:
    """Return one person's breaths, without P2T where the sensor is not the right way up.

    Each breath is judged by the 30 about it, so that a sensor that was put on again the other way
    up does not make right what was wrong.

    Parameters
    ----------
    breaths : sequence of Breath
        In order; those that are invalid do not vote.
    """
    votes = [breath.vote for breath in breaths if breath.status == "ok"]
    found, n = [], 0
    for breath in breaths:
        begin = max(0, min(n - BREATHS // 2, len(votes) - BREATHS))
        why = REASONS[judge(votes[begin : begin + BREATHS])]
        n += breath.status == "ok"
        if why and breath.p2t_ms is not None:
            breath = replace(breath, p2t_ms=None, reasons=(*breath.reasons, *why))
        found.append(breath)
    return found
