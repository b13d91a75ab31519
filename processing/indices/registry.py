"""Indices of the report: which there are, and one way to compute them live and offline.

An index is a name, a unit, a window and a function of what is final at a moment. Ours stand in
``BUILT_IN``; an installed package adds its own with one entry point::

    [project.entry-points."safehold.indices"]
    sd1 = "mylab.poincare:SD1"        # a ReportIndex, or a tuple of them

They are computed from the same final beats and breaths live (every ``STEP_S`` seconds of session
time), in replay and over the windows of the tables, by the same function. None of them is ever
on an axis of the zones. One that cannot be loaded, or fails, is reported and left out; it never
stops the others.
"""

from __future__ import annotations

import functools
import importlib
import logging
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from operator import attrgetter

from processing.indices.breathed import BreathLog
from processing.indices.counted import Counted
from processing.indices.indices import UNITS, missing
from processing.indices.window import ConditionLog, Gates, look
from processing.signals.intervals import Intervals
from safehold.core.messages import NOTHING, Message, unforeseen
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import Beat, Breath, EngineOutput, IndexValue, Level, Notice, Status

logger = logging.getLogger("safehold.processing.registry")

GROUP = "safehold.indices"
NAME = re.compile("[a-z][a-z0-9_]*")
BUILT_IN = (
    "processing.indices.report_indices:INDICES",
    "processing.indices.ecg_respiration:INDICES",
)
STEP_S = 10
"""Live ticks at multiples of this carry the indices of the report. They hang together over a
minute or more, so every second would tell nothing new and would cost more than all beats."""
LONGEST_WINDOW_S = 300.0

_time_of, _end_of = attrgetter("time"), attrgetter("t_end")


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is final about one person at the end of a window; compared by identity."""

    t1: float
    """End of the window, session time s."""
    intervals: Intervals
    """RR intervals in order, from the longest window's beginning on or before."""
    breaths: Sequence[Breath]
    """Breaths in order, as far back."""
    heart: str
    """``ecg``, ``ppg``, ``rr``, or empty without a heart stream."""
    gates: Gates = Gates()  # noqa: RUF009  frozen, and so are its fields
    """What signal quality and marks forbid or degrade."""
    beats: Sequence[Beat] = ()
    """The beats that the intervals lie between, in order."""

    def base(self, name: str, unit: str, length_s: float) -> IndexValue:
        """Return the index without a value yet, its window and counts filled in."""
        counted = self.counted(length_s)
        return IndexValue(
            name, None, unit, Status.MISSING, (), counted.t0, self.t1, self.heart,
            counted.n_beats, counted.n_pairs, _n_breaths(self, length_s) if counted.n_beats else 0,
            counted.flagged, counted.coverage,
        )  # fmt: skip

    def counted(self, length_s: float) -> Counted:
        """Return the intervals of a window, counted once for all indices over it."""
        return _counted(self, length_s)

    def breaths_since(self, t0: float) -> list[Breath]:
        """Return the breaths of plausible timing that ended in [t0, t1]."""
        return [b for b in self.breaths if b.status == "ok" and t0 <= b.t_end <= self.t1]


@functools.lru_cache(maxsize=2)
def _counted(material: Material, length_s: float) -> Counted:
    return Counted(material.intervals, material.t1, length_s)


@functools.lru_cache(maxsize=2)
def _n_breaths(material: Material, length_s: float) -> int:
    return len(material.breaths_since(material.t1 - length_s))


@dataclass(frozen=True, slots=True)
class ReportIndex:
    """An index of the report."""

    name: str
    """``[a-z][a-z0-9_]*``; no other index has it."""
    unit: str
    window_s: float
    """Length of its window live, s, up to 300."""
    compute: Callable[[Material, float], IndexValue]
    """Return the index over the last ``length_s`` (second argument) of the material. Start from
    ``material.base``; a pure function: no clock, no file, nothing kept."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The indices that could be loaded, and what is wrong with the others."""

    indices: tuple[ReportIndex, ...]
    failures: tuple[Message, ...] = ()
    n_own: int = 0
    """How many of them, the first ones, are safehold's own."""

    @property
    def foreign(self) -> tuple[ReportIndex, ...]:
        """Those of other packages."""
        return self.indices[self.n_own :]


@functools.cache
def registry() -> Registry:
    """Return ours and those of installed packages; looked up once."""
    found: list[ReportIndex] = []
    failures: list[Message] = []
    for place in BUILT_IN:
        module, _, attribute = place.partition(":")
        found += getattr(importlib.import_module(module), attribute)
    n_own = len(found)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            loaded = entry.load()
        except Exception as error:  # noqa: BLE001  foreign code may raise anything
            why = unforeseen(error)
            failures.append(
                Message("{name} ({place}): {why}", name=entry.name, place=entry.value, why=why)
            )
            continue
        for index in loaded if isinstance(loaded, tuple) else (loaded,):
            why = refusal(index, {*UNITS, *(known.name for known in found)})
            if why:
                failures.append(
                    Message("{name} ({place}): {why}", name=entry.name, place=entry.value, why=why)
                )
            else:
                found.append(index)
    return Registry(tuple(found), tuple(failures), n_own)


def refusal(index: object, taken: set[str]) -> Message:
    """Return why something registered cannot be used; empty when it can."""
    if not isinstance(index, ReportIndex):
        return Message("is a {kind}, not a ReportIndex", kind=type(index).__name__)
    if not NAME.fullmatch(index.name):
        return Message(
            "the name {name!r} is not made of a-z, 0-9 and _, a letter first", name=index.name
        )
    if index.name in taken:
        return Message("the name {name!r} is taken", name=index.name)
    if not 0 < index.window_s <= LONGEST_WINDOW_S:
        return Message(
            "a window of {window_s} s is not within 0-{longest:g} s",
            window_s=index.window_s,
            longest=LONGEST_WINDOW_S,
        )
    return NOTHING


def compute(index: ReportIndex, material: Material, length_s: float) -> IndexValue:
    """Return an index over a window; missing with ``index_failed`` when its program fails."""
    try:
        return _checked(index, index.compute(material, length_s))
    except Exception as error:  # noqa: BLE001  foreign code may raise anything
        logger.warning("Index %s failed at %s s: %s", index.name, material.t1, error)
    return missing(
        index.name,
        index.unit,
        material.t1 - length_s,
        material.t1,
        reasons=(Reason.INDEX_FAILED,),
        source=material.heart,
    )


def _checked(index: ReportIndex, value: IndexValue) -> IndexValue:
    """Return what an index gave, or say what cannot be written down."""
    if value.name != index.name or value.unit != index.unit:
        raise ValueError(f"returned {value.name!r} in {value.unit!r}")
    if value.value is not None and not math.isfinite(value.value):
        raise ValueError(f"returned {value.value}")
    return value


class ReportSeries:
    """One person's final beats and breaths of the last minutes, and the indices over them.

    Parameters
    ----------
    person : str
        Participant label, for notices.
    heart : str
        Role of the heart stream, empty without one.
    """

    def __init__(self, person: str, heart: str) -> None:
        self._person, self._heart = person, heart
        self._beats: list[Beat] = []
        self._breaths: list[Breath] = []
        self._told: set[str] = set()

    def take(self, outputs: Iterable[EngineOutput]) -> None:
        """Keep the beats and breaths among what became final."""
        for output in outputs:
            if isinstance(output, Beat):
                self._beats.append(output)
            elif isinstance(output, Breath):
                self._breaths.append(output)

    def forget_breaths(self) -> None:
        """Drop the breaths so far: they were found with the belt the wrong way up."""
        self._breaths = []

    def forget_beats(self) -> None:
        """Drop the beats so far: they were found with the ECG the wrong way up."""
        self._beats = []

    def at(
        self, t: int, noted: ConditionLog, intervals: Intervals, read: BreathLog
    ) -> tuple[IndexValue, ...]:
        """Return the indices of tick ``t``, a multiple of ``STEP_S``.

        Parameters
        ----------
        t : int
            Tick, session time s.
        noted : ConditionLog
            What the engine noted.
        intervals : Intervals
            Those between the beats, of at least the longest window.
        read : BreathLog
            The breaths, as the indices of every tick read them.
        """
        beats = self._beats[: bisect_right(self._beats, t, key=_time_of)]
        breaths = self._breaths[: bisect_right(self._breaths, t, key=_end_of)]
        indices = registry().indices
        made = {
            length_s: Material(
                float(t), intervals, breaths, self._heart,
                look(noted, read.between(t - length_s, t), float(t), length_s, length_s)[1],
                beats,
            )
            for length_s in {index.window_s for index in indices}
        }  # fmt: skip
        return tuple(compute(index, made[index.window_s], index.window_s) for index in indices)

    def missing(self, t: int, reason: Reason) -> tuple[IndexValue, ...]:
        """Return the indices of tick ``t`` as missing for one reason."""
        if t % STEP_S:
            return ()
        return tuple(
            missing(
                index.name,
                index.unit,
                t - index.window_s,
                float(t),
                reasons=(reason,),
                source=self._heart,
            )
            for index in registry().indices
        )

    def prune(self, t: int) -> None:
        """Forget what was before the longest window of tick ``t``."""
        since = t - LONGEST_WINDOW_S
        del self._beats[: bisect_left(self._beats, since, key=_time_of)]
        del self._breaths[: bisect_left(self._breaths, since, key=_end_of)]

    def notices(self, t: int, values: Sequence[IndexValue]) -> list[Notice]:
        """Say once which registered indices cannot be loaded, or fail."""
        wrong: list[tuple[str, Message]] = [
            (text, Message("A registered index is left out: {text}.", text=text))
            for text in registry().failures
        ]
        wrong += [
            (
                value.name,
                Message(
                    "The program of the index {name!r} failed; it is missing.", name=value.name
                ),
            )
            for value in values
            if Reason.INDEX_FAILED in value.reasons
        ]
        fresh = [(key, text) for key, text in wrong if key not in self._told]
        self._told |= {key for key, _ in fresh}
        return [
            Notice(Level.WARNING, Reason.INDEX_FAILED.value, text, self._person, None, float(t))
            for _, text in fresh
        ]


__all__ = [
    "GROUP",
    "STEP_S",
    "Material",
    "Registry",
    "ReportIndex",
    "ReportSeries",
    "compute",
    "refusal",
    "registry",
]
