"""What has not ended counts: breaths and intervals that are left out of a rate, but bound it.

A rate is made of intervals that have ended and are of plausible length. While a breath is held, or
no beat comes, those of before go on giving the old rate. So the time that they leave out is held
against it: counted as one more interval, may it change the mean by no more than 10 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import numpy as np

from processing.signals.flags import BoolArray
from processing.signals.intervals import Intervals
from processing.signals.quality import SEGMENT_S
from processing.signals.respiration import MAX_BREATH_S, BreathCycle
from safehold.core.reasons import Reason

LONG_RR_MS = 2000.0
"""A longer interval without a gap is a pause, or beats were not seen (methods 3.3)."""
OVERSTATED = 1.10
"""So much faster than with what has not ended, a rate is contradicted by it."""


def overstates(lengths: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether a rate is too high by more than 10 % because intervals were left out of it.

    Parameters
    ----------
    lengths : sequence of float
        The intervals between beats or breaths that the rate is made of.
    others : sequence of float
        Those that were left out because they are too long, or have lasted so long by now without
        an end; those shorter than the mean, which may yet end in time, do not count.
    """
    if not lengths:
        return False
    mean = sum(lengths) / len(lengths)
    late = [other for other in others if other > mean]
    if not late:
        return False
    return (sum(lengths) + sum(late)) / (len(lengths) + len(late)) > OVERSTATED * mean


def breath_overdue(lengths: Sequence[float], open_s: float) -> bool:
    """Tell whether the breath that has not ended contradicts the rate of those that have.

    Parameters
    ----------
    lengths : sequence of float
        T_tot of the breaths of plausible timing that ended in the window, s.
    open_s : float
        How long the present one lasts by now, s.
    """
    return overstates(lengths, [open_s]) if lengths else open_s > MAX_BREATH_S


def held_breaths(ended: Sequence[BreathCycle]) -> list[BreathCycle]:
    """Return the breaths of a window that are too long to count, where the rate needs them."""
    long = [breath for breath in ended if Reason.BREATH_TOO_LONG in breath.reasons]
    if not long:
        return []
    lengths = [breath.total for breath in ended if not breath.reasons]
    return long if overstates(lengths, [breath.total for breath in long]) else []


def pauses(
    intervals: Intervals, ok: BoolArray, open_s: float = 0.0, unseen: Sequence[int] = ()
) -> bool:
    """Tell whether a heart rate leaves out so much time without a beat that it is too high.

    A gap in the samples has no interval, so this is a pause, or beats that were not found. All
    that is left out counts, the short intervals too: an early beat and the pause after it take no
    more time than two others.

    Parameters
    ----------
    intervals : Intervals
        Those of the window.
    ok : ndarray of bool, shape (n,)
        Those that the rate is made of.
    open_s : float
        Time since the last beat, s.
    unseen : sequence of int
        Segments of 5 s in which no beat can be seen, by their start, s: no pause is known there.
    """
    if not ok.any() or (ok.all() and 1000 * open_s <= LONG_RR_MS):
        return False
    hidden = np.zeros(len(intervals), dtype=bool)
    for at in unseen:
        hidden |= (intervals.end > at) & (intervals.start < at + SEGMENT_S)
    hidden &= ~ok & (intervals.rr > LONG_RR_MS)
    lengths = intervals.rr[~hidden].tolist()
    if 1000 * open_s > LONG_RR_MS:
        lengths.append(1000 * open_s)
    return fmean(lengths) > OVERSTATED * fmean(intervals.rr[ok].tolist())
