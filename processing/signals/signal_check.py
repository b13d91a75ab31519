"""What a few seconds of raw samples say about a sensor, before a session begins.

No index is computed here: a look at the signal says whether it is worth starting with.
"""

from __future__ import annotations

import math

import numpy as np

from processing.clock.order import median
from processing.signals.quality import FLAT_RANGE, SEGMENT_S, segment_reasons
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

LEAST_S = 2.5
"""A shorter look says nothing about the signal, s."""
FLAT_NOW_S = 2.0
"""One value for this long is a flat signal, s."""
BREAK_S, BREAK_STEPS = 0.5, 5.0
"""A pause of the samples: longer than this, and than so many of their usual steps."""
LOSS_S = 0.2
"""A pause of so long takes a beat with it, where samples are not stamped in bursts."""
_ECG_RANGE_MV = (0.05, 30.0)
"""Ranges of one second that an ECG on skin can have, mV: leads of .05 mV exist, and nothing but
movement passes 30."""
_IN_MV = {"V": 1e3, "mV": 1.0, "uV": 1e-3}


def effective_rate(stamps: FloatArray) -> float | None:
    """Return samples per second by the stamps; None for less than two different ones."""
    finite = stamps[np.isfinite(stamps)]
    if finite.size < 2 or finite[-1] <= finite[0]:
        return None
    return float((finite.size - 1) / (finite[-1] - finite[0]))


def signal_reasons(stamps: FloatArray, values: FloatArray) -> tuple[Reason, ...]:
    """Return what is wrong with the last seconds of a waveform: gap, flat, clipped, or nothing.

    A waveform is flat or clipped when most of its pieces of five seconds are.

    Parameters
    ----------
    stamps, values : ndarray, shape (n,)
        Raw stamps in s, and samples.
    """
    if stamps.size < 3 or stamps[-1] - stamps[0] < LEAST_S:
        return (Reason.GAP,)
    pieces = max(1, int((stamps[-1] - stamps[0]) / SEGMENT_S))
    found = [
        reason
        for part in np.array_split(np.arange(stamps.size), pieces)
        for reason in segment_reasons(
            np.linspace(0.0, SEGMENT_S, part.size, endpoint=False), values[part]
        )
    ]
    return tuple(r for r in (Reason.FLAT, Reason.CLIPPED) if found.count(r) > pieces / 2)


def signal_now(stamps: FloatArray, values: FloatArray) -> tuple[Reason, ...]:
    """Return what is wrong with a waveform at its end, whatever was wrong before: flat, clipped.

    Flat is said when the last two seconds have one value: a heart beats, and a chest moves, in
    that time. What a working sensor shows now and then, short steps and a clipped piece, must
    hold for most of the look and for the last five seconds. So a dead sensor is named within 3 s,
    and what is over is gone within 5 s.

    Parameters
    ----------
    stamps, values : ndarray, shape (n,)
        Raw stamps in s, and samples.
    """
    if stamps.size < 3 or stamps[-1] - stamps[0] < LEAST_S:
        return (Reason.GAP,)
    last = stamps >= stamps[-1] - FLAT_NOW_S
    if np.count_nonzero(last) >= 3 and np.ptp(values[last]) < FLAT_RANGE:
        return (Reason.FLAT,)
    newest = values[stamps >= stamps[-1] - SEGMENT_S]
    now = segment_reasons(np.linspace(0.0, SEGMENT_S, newest.size, endpoint=False), newest)
    return tuple(reason for reason in signal_reasons(stamps, values) if reason in now)


def after_last_break(stamps: FloatArray, *, longest_s: float = BREAK_S) -> FloatArray:
    """Return the stamps since the samples last paused, or stepped back, shape ``(k,)``.

    Parameters
    ----------
    stamps : ndarray, shape (n,)
        Raw stamps, s.
    longest_s : float
        A longer step is a pause, s; of bursts of one stamp each, one of more than 0.5 s.
    """
    if stamps.size < 2:
        return stamps
    steps = np.diff(stamps)
    usual = median(steps.tolist())
    pause = max(longest_s if usual > 0 else BREAK_S, BREAK_STEPS * usual)
    breaks = np.flatnonzero((steps > pause) | (steps < -BREAK_S))
    return stamps[breaks[-1] + 1 :] if breaks.size else stamps


def after_last_flat(stamps: FloatArray, values: FloatArray) -> FloatArray:
    """Return the stamps since a waveform last had one value for two seconds, shape ``(k,)``.

    What follows begins with a step that no beat is found beside.
    """
    moves = np.flatnonzero(np.abs(np.diff(values)) >= FLAT_RANGE) + 1
    if not moves.size:
        return stamps
    begins = np.append(stamps[0], stamps[moves[:-1]])
    flat = np.flatnonzero(stamps[moves] - begins > FLAT_NOW_S)
    return stamps[moves[flat[-1]] + 1 :] if flat.size else stamps


def range_of_a_second(stamps: FloatArray, values: FloatArray) -> float | None:
    """Return the median range of the whole seconds of a look, in the stream's unit."""
    if stamps.size < 2:
        return None
    seconds = np.floor(stamps - stamps[0]).astype(np.int64)
    ranges = [
        float(np.ptp(values[seconds == second])) for second in range(int(seconds[-1])) if
        np.count_nonzero(seconds == second) > 1
    ]  # fmt: skip
    return median(ranges) if ranges else None


def unit_doubt(unit: str, stamps: FloatArray, values: FloatArray) -> Message:
    """Return why an ECG cannot be in the unit its header states; empty where it can.

    Parameters
    ----------
    unit : str
        ``V``, ``mV`` or ``uV``; others claim nothing.
    """
    factor = _IN_MV.get(unit)
    size = range_of_a_second(stamps, values)
    if factor is None or not size or not math.isfinite(size):
        return NOTHING
    low, high = _ECG_RANGE_MV
    if low <= factor * size <= high:
        return NOTHING
    whole = bool(np.all(values == np.round(values))) and size > high
    return Message(
        "states {unit}, but moves by {size:.3g} within a second: {what}",
        unit=unit,
        size=size,
        what=Message("whole numbers, so probably counts of the converter")
        if whole
        else Message("no ECG looks like that"),
    )
