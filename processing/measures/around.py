"""Before, during and after events: means over them, and the change from their onset on.

Before are the 60 s before the onset, after the 60 s after the end (:mod:`epochs
<processing.measures.epochs>`). Means and their difference describe: what is high falls by itself.
The tests stand on the onsets and matched moments of :mod:`event_change
<processing.measures.event_change>`, and are not made again here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from processing.measures.event_change import MIN_EVENTS, share_of_shifts
from safehold.core.around import AroundRow, Estimate
from safehold.core.pair_map import PairMap
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

LEVEL = 0.05
NEAR_S = 5.0
"""A window of a map may begin so far from the second that is asked for."""


@dataclass(frozen=True, slots=True)
class Times:
    """Before, during and after one event; None where a value is not known."""

    before: float | None
    during: float | None
    after: float | None


def interval(value: float, se: float | None, n: int) -> Estimate:
    """Return a mean change with its interval of 95 % (Student's t with ``n - 1``)."""
    if se is None or n < 2:
        return Estimate(value)
    reach = float(stats.t.ppf(1 - LEVEL / 2, n - 1)) * se
    return Estimate(value, value - reach, value + reach)


def described(person: str, quantity: str, times: Sequence[Times]) -> AroundRow:
    """Return the means of one quantity over events, and how far after lies from before.

    Before and after are those of the same events: the ones of which both are known.
    """
    both = [
        (t.before, t.after) for t in times if t.before is not None and t.after is not None
    ]  # fmt: skip
    during = [t.during for t in times if t.during is not None]
    middle = float(np.mean(during)) if during else None
    if not both:
        return AroundRow(person, quantity, None, middle, None, 0, reasons=(Reason.MOSTLY_UNKNOWN,))
    before, after = np.array(both, dtype=np.float64).T
    change, n = after - before, len(both)
    se = float(change.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    found = interval(
        float(change.mean()), se or None, n
    )  # where all change alike it tells nothing
    if quantity.startswith("share_") and found.low is not None and found.high is not None:
        found = Estimate(found.value, max(found.low, -1.0), min(found.high, 1.0))
    return AroundRow(
        person, quantity, float(before.mean()), middle, float(after.mean()), n, found,
        reasons=(Reason.TOO_FEW_EVENTS,) if n < MIN_EVENTS else (),
    )  # fmt: skip


# ---- two people


def window_mean_z(one: PairMap) -> FloatArray:
    """Return the mean z over the lags of each window of a map; NaN where one lag is missing."""
    return np.asarray(one.z.mean(axis=1), dtype=np.float64)


def synchrony_at(one: PairMap, spans: Sequence[tuple[float, float]]) -> list[Times]:
    """Return how two people went together before, during and after spans.

    Before and after are the windows of 60 s that begin nearest to a minute before the onset, and
    to the end; during those that lie inside.
    """
    z, length = window_mean_z(one), one.recipe.window_s
    found = []
    for t0, t1 in spans:
        inside = z[(one.starts >= t0 - NEAR_S) & (one.starts + length <= t1 + NEAR_S)]
        inside = inside[np.isfinite(inside)]
        found.append(
            Times(
                _nearest(one.starts, z, t0 - length),
                float(inside.mean()) if inside.size else None,
                _nearest(one.starts, z, t1),
            )
        )
    return found


def _nearest(starts: FloatArray, z: FloatArray, t: float) -> float | None:
    if not starts.size:
        return None
    k = int(np.abs(starts - t).argmin())
    return float(z[k]) if abs(starts[k] - t) <= NEAR_S and np.isfinite(z[k]) else None


def synchrony_p(one: PairMap, onsets: Sequence[float]) -> tuple[float | None, Reason | None]:
    """Return the share of rotations of events that change synchrony as much from onset on.

    The change is that of the minute after each onset from the minute before it.
    """
    if len(onsets) < MIN_EVENTS or not one.starts.size:
        return None, Reason.TOO_FEW_EVENTS
    z, step, length = window_mean_z(one), one.recipe.step_s, one.recipe.window_s
    back = length // step
    change = np.full(z.size, np.nan)
    change[back:] = z[back:] - z[:-back]
    seconds = np.repeat(change, step)  # of each second the window that begins nearest to it
    first = float(one.starts[0]) - step / 2
    cells = [int(t - first) for t in onsets]
    cells = [k for k in cells if 0 <= k < seconds.size and np.isfinite(seconds[k])]
    if len(cells) < MIN_EVENTS:
        return None, Reason.TOO_FEW_EVENTS
    p = share_of_shifts(seconds, cells, float(seconds[cells].mean()))
    return p, None if p is not None else Reason.TOO_FEW_SHIFTS


def answers_at(
    ratings: Sequence[tuple[float, float]], spans: Sequence[tuple[float, float]], reach_s: float
) -> list[Times]:
    """Return the last answer before, the mean of those during, and the first after spans.

    Parameters
    ----------
    ratings : sequence of (float, float)
        Session time s, and what was answered.
    spans : sequence of (float, float)
        From onset to end.
    reach_s : float
        An answer farther away counts for nothing.
    """
    found = []
    for t0, t1 in spans:
        before = [r for r in ratings if t0 - reach_s <= r[0] <= t0]
        during = [r[1] for r in ratings if t0 < r[0] < t1]
        after = [r for r in ratings if t1 <= r[0] <= t1 + reach_s]
        found.append(
            Times(
                max(before)[1] if before else None,
                float(np.mean(during)) if during else None,
                min(after)[1] if after else None,
            )
        )
    return found


def zone_shares(
    valid: Sequence[bool], counts: Mapping[str, int], least: float
) -> dict[str, float | None]:
    """Return which share of the valid seconds each zone has; None below a share that is valid."""
    n = sum(valid)
    enough = bool(valid) and n >= least * len(valid)
    return {zone: count / n if enough and n else None for zone, count in counts.items()}
