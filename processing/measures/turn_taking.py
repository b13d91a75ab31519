"""Who speaks how much, and how turns pass from one person to the other.

Of two tracks of speech there are four states: one speaks, the other speaks, both, nobody. What
lies between two moments at which one person alone speaks has a name by who spoke before and after
(Heldner and Edlund 2010, doi:10.1016/j.wocn.2010.08.002): a silence between two people is a
*gap*, within one a *pause*; an overlap after which the other goes on is *between* people, one
after which the first goes on *within*. The time from the end of one turn to the beginning of the
other's, negative for an overlap, is the *latency* (floor transfer offset; Levinson and Torreira
2015, doi:10.3389/fpsyg.2015.00731).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

Span = tuple[float, float]

NOBODY, SELF, OTHER, BOTH = 0, 1, 2, 3
_TINY = 1e-9


def union(spans: Iterable[Span], limits: Span) -> list[Span]:
    """Return spans within limits, by time, those that touch or overlap made one."""
    found: list[Span] = []
    for t0, t1 in sorted(spans):
        t0, t1 = max(t0, limits[0]), min(t1, limits[1])
        if t1 - t0 <= _TINY:
            continue
        if found and t0 <= found[-1][1] + _TINY:
            found[-1] = (found[-1][0], max(found[-1][1], t1))
        else:
            found.append((t0, t1))
    return found


def length(spans: Iterable[Span]) -> float:
    """Return how long spans that do not overlap are together, s."""
    return sum(t1 - t0 for t0, t1 in spans)


@dataclass(slots=True)
class Transitions:
    """What happened between the moments at which one person alone spoke; lengths, s."""

    latencies: list[float] = field(default_factory=list)
    """Turns that passed to this person: positive a gap, negative an overlap."""
    pauses: list[float] = field(default_factory=list)
    """Silences within this person's speech."""
    within: list[float] = field(default_factory=list)
    """Overlaps in which this person spoke within the other's turn."""
    both_s: float = 0.0


def transitions(mine: Sequence[Span], others: Sequence[Span], limits: Span) -> Transitions:
    """Return how turns passed to one person from another, or several.

    Parameters
    ----------
    mine, others : sequence of (float, float)
        Turns of speech, s.
    limits : (float, float)
        Where to look, s; what lies at its edge has no before or after, and no name.
    """
    found = Transitions()
    states = _states(union(mine, limits), union(others, limits))
    found.both_s = sum(t1 - t0 for t0, t1, state in states if state == BOTH)
    for k, (t0, t1, state) in enumerate(states):
        before = states[k - 1][2] if k else None
        after = states[k + 1][2] if k + 1 < len(states) else None
        if state == SELF and before == OTHER:
            found.latencies.append(0.0)
        elif (state, before, after) == (NOBODY, OTHER, SELF):
            found.latencies.append(t1 - t0)
        elif (state, before, after) == (BOTH, OTHER, SELF):
            found.latencies.append(t0 - t1)
        elif (state, before, after) == (NOBODY, SELF, SELF):
            found.pauses.append(t1 - t0)
        elif (state, before, after) == (BOTH, OTHER, OTHER):
            found.within.append(t1 - t0)
    return found


def _states(mine: list[Span], others: list[Span]) -> list[tuple[float, float, int]]:
    """Return the states one after the other, from the first turn to the end of the last."""
    edges = sorted({t for span in (*mine, *others) for t in span})
    found: list[tuple[float, float, int]] = []
    for t0, t1 in pairwise(edges):
        if t1 - t0 <= _TINY:
            continue
        middle = (t0 + t1) / 2
        state = SELF * _inside(mine, middle) + OTHER * _inside(others, middle)
        if found and found[-1][2] == state:
            found[-1] = (found[-1][0], t1, state)
        else:
            found.append((t0, t1, state))
    return found


def _inside(spans: list[Span], t: float) -> bool:
    k = int(np.searchsorted([t0 for t0, _ in spans], t, side="right")) - 1
    return k >= 0 and t < spans[k][1]


def median(values: Sequence[float]) -> float | None:
    """Return the middle of values; None of none."""
    return float(np.median(values)) if values else None
