"""Two readings of one person, second by second: what differs, where, and by which step.

A difference is explained by construction: between the reading that was seen and the last one lie
steps, of which each changes one thing (:mod:`safehold.offline.recompute.steps`). Where a step's
two readings differ, that step changed it; where none does, there is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from safehold.core.differences import TICK, ZONE, Difference
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.types import ZONE_CODES, FloatArray
from safehold.offline.recompute.reading import AXES, Reading

Mask = NDArray[np.bool_]
Seconds = NDArray[np.int64]
Why = Callable[[str, str, int, int], tuple[Message, ...]]
"""Takes person, what, first and last tick; returns what a step did there."""
ABSENT = -1
"""Zone of a second without a tick."""
NAMES = {code: zone.value for zone, code in ZONE_CODES.items()}
LOGS = ("ln_rmssd", "ln_p2t")
"""Logarithms of an index that is compared itself."""
NOT_EXPLAINED = Message("not explained", code="difference_not_explained")


@dataclass(frozen=True, slots=True)
class Step:
    """What one change made of a person's reading."""

    after: Reading
    why: Why


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A reading on given seconds."""

    zones: Seconds
    held: Mask
    numbers: Mapping[str, FloatArray]
    places: Seconds
    """Of each second in the reading; -1 for none."""


def differences(seen: Reading, steps: Sequence[Step]) -> list[Difference]:
    """Return where the last step's reading differs from what was seen, by time.

    Parameters
    ----------
    seen : Reading
        What was seen, or what stands for it.
    steps : sequence of Step
        What came after it, one change each.
    """
    if not steps:
        return []
    last = steps[-1].after
    seconds = np.unique(np.concatenate([seen.seconds, *(step.after.seconds for step in steps)]))
    chain = [_aligned(reading, seconds) for reading in (seen, *(step.after for step in steps))]
    by_step = [_differing(one, two) for one, two in pairwise(chain)]
    found: list[Difference] = []
    for what, mask in _differing(chain[0], chain[-1]).items():
        for first, end in _runs(mask, _kinds(what, chain[0], chain[-1]), seconds):
            place = slice(first, end)
            t0, t1 = int(seconds[first]), int(seconds[end - 1])
            why = [
                text
                for step, masks in zip(steps, by_step, strict=True)
                if what in masks and masks[what][place].any()
                for text in step.why(seen.person, what, t0, t1)
            ]
            before = _said(what, chain[0], place)
            after = _said(what, chain[-1], place)
            found.append(
                Difference(
                    seen.person, t0, t1, what, before, after, last.units.get(what, ""),
                    _reasons(seen, what, int(chain[0].places[first])) if before is None else (),
                    _reasons(last, what, int(chain[-1].places[first])) if after is None else (),
                    tuple(dict.fromkeys(why)) or (NOT_EXPLAINED,),
                )
            )  # fmt: skip
    order = [ZONE, TICK, *AXES]
    rank = {what: n for n, what in enumerate(order)}
    return sorted(found, key=lambda d: (d.t0, rank.get(d.what, len(order)), d.what, d.t1))


def differing_seconds(one: Reading, two: Reading, what: str = ZONE) -> list[int]:
    """Return the seconds in which two readings differ in one thing."""
    seconds = np.unique(np.concatenate([one.seconds, two.seconds]))
    masks = _differing(_aligned(one, seconds), _aligned(two, seconds))
    return [int(t) for t in seconds[masks[what]]] if what in masks else []


def _aligned(reading: Reading, seconds: Seconds) -> _Aligned:
    at = np.searchsorted(reading.seconds, seconds)
    inside = np.minimum(at, max(reading.seconds.size - 1, 0))
    if reading.seconds.size:
        there = reading.seconds[inside] == seconds
    else:
        there = np.zeros(seconds.size, dtype=np.bool_)
    places = np.where(there, inside, ABSENT)
    zones = np.full(seconds.size, ABSENT, dtype=np.int64)
    held = np.zeros(seconds.size, dtype=np.bool_)
    zones[there], held[there] = reading.zones[places[there]], reading.held[places[there]]
    numbers = {}
    for name, values in reading.numbers.items():
        numbers[name] = np.full(seconds.size, np.nan)
        numbers[name][there] = values[places[there]]
    return _Aligned(zones, held, numbers, places)


def _differing(one: _Aligned, two: _Aligned) -> dict[str, Mask]:
    """Return where each thing differs; a second without a tick on one side differs as a whole."""
    absent = (one.places == ABSENT) != (two.places == ABSENT)
    both = (one.places != ABSENT) & (two.places != ABSENT)
    masks = {TICK: absent, ZONE: both & ((one.zones != two.zones) | (one.held != two.held))}
    for name in dict.fromkeys(n for n in (*one.numbers, *two.numbers) if n not in LOGS):
        nothing = np.full(one.zones.size, np.nan)
        a, b = one.numbers.get(name, nothing), two.numbers.get(name, nothing)
        masks[name] = both & ~((a == b) | (np.isnan(a) & np.isnan(b)))
    return {what: mask for what, mask in masks.items() if mask.any()}


def _kinds(what: str, one: _Aligned, two: _Aligned) -> Seconds:
    """Return a number for each second: where it changes, another row begins."""
    if what == ZONE:
        return ((one.zones * 2 + one.held) * 16 + two.zones * 2 + two.held).astype(np.int64)
    if what == TICK:
        return np.asarray(one.places == ABSENT, dtype=np.int64)
    nothing = np.full(one.zones.size, np.nan)
    gone = (np.isnan(side.numbers.get(what, nothing)) for side in (one, two))
    return np.asarray(sum(n * missing for n, missing in enumerate(gone, 1)), dtype=np.int64)


def _runs(mask: Mask, kinds: Seconds, seconds: Seconds) -> Iterator[tuple[int, int]]:
    """Yield first and end of each run of consecutive seconds of one kind under the mask."""
    places = np.flatnonzero(mask)
    cut = (np.diff(seconds[places]) != 1) | (np.diff(kinds[places]) != 0)
    for run in np.split(places, np.flatnonzero(cut) + 1):
        yield int(run[0]), int(run[-1]) + 1


def _said(what: str, side: _Aligned, place: slice) -> str | float | None:
    if what == TICK:
        return None if side.places[place][0] == ABSENT else TICK
    if what == ZONE:
        name = NAMES[int(side.zones[place][0])]
        return f"{name}, held" if side.held[place][0] else name
    values = side.numbers.get(what, np.full(side.zones.size, np.nan))[place]
    return float(np.mean(values)) if np.isfinite(values).all() else None


def _reasons(reading: Reading, what: str, place: int) -> tuple[Reason, ...]:
    """Return why a number is missing at a tick."""
    tick = reading.tick(place) if place != ABSENT else None
    if tick is None:
        return ()
    if what in AXES:
        return tick.zone.reasons
    index = tick.index(what)
    return () if index is None else index.reasons
