"""What the views show of one person, live or at a moment of a recording."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from safehold.core.recipe import Span
from safehold.core.settings import STANDARD, EngineSettings
from safehold.core.study import Scale
from safehold.core.types import (
    ZONE_CODES,
    Baseline,
    Beat,
    Breath,
    Change,
    FloatArray,
    StreamSpec,
    Tick,
)
from safehold.session.ring import Series

TREND_COLUMNS = (
    "t", "hr", "rmssd", "ln_rmssd", "p2t", "resp_rate", "a", "v", "x", "sa", "sv", "state", "held",
    "change", "changed",
)  # fmt: skip

Differing: TypeAlias = Mapping[str, Sequence[Span]]
"""Stretches in which two readings differ, session time s, by the name of what differs; under an
empty name those in which anything does."""
CHANGE_SIGNS = {Change.NONE: 0.0, Change.STEADY: 0.0, Change.RISEN: 1.0, Change.FALLEN: -1.0}


@dataclass(frozen=True, slots=True)
class Felt:
    """What a person said of a recorded session afterwards, for drawing."""

    scale: Scale
    t: FloatArray
    """Session times of the samples that stand, ascending, s; shape ``(n,)``."""
    values: FloatArray
    apart: tuple[tuple[float, float], ...] = ()
    """Where it parts ways with what was measured, session time, s."""
    between: tuple[tuple[float, float], ...] = ()
    """Where it parts ways with another person's rating."""


@dataclass(slots=True)
class PersonView:
    """Everything a view needs of one person."""

    label: str
    ticks: Series = field(default_factory=lambda: Series(TREND_COLUMNS))
    last_tick: Tick | None = None
    beats: deque[Beat] = field(default_factory=lambda: deque(maxlen=400))
    """Beats of the last minutes, for the waveform display."""
    breaths: deque[Breath] = field(default_factory=lambda: deque(maxlen=120))
    baseline: Baseline | None = None
    heart: StreamSpec | None = None
    respiration: StreamSpec | None = None
    settings: EngineSettings = STANDARD
    """Parameters in force for this person."""
    felt: Felt | None = None
    """What this person said afterwards; None where nothing was said, or it may not be seen."""
    seen: Series = field(default_factory=lambda: Series(TREND_COLUMNS))
    """Ticks as they were seen, where those of another reading stand in their place."""
    differing: Differing = field(default_factory=dict)
    """Where the two readings differ, by what does."""


@dataclass(frozen=True, slots=True)
class PersonMoment:
    """Where a person stands at a moment of a recorded session."""

    person: str
    tick: Tick | None
    """The newest one then."""
    baseline: Baseline | None
    """In force then."""
    settings: EngineSettings
    beats: Sequence[Beat] = ()
    """Of the minutes before, as far as they were found."""
    breaths: Sequence[Breath] = ()


def trend_row(tick: Tick) -> tuple[float, ...]:
    """Return what plots draw of a tick: its row of :data:`TREND_COLUMNS`, NaN for missing."""

    def number(value: float | None) -> float:
        return math.nan if value is None else value

    def index(name: str) -> float:
        found = tick.index(name)
        return math.nan if found is None else number(found.value)

    zone = tick.zone
    return (
        float(tick.t),
        *(index(name) for name in ("hr", "rmssd", "ln_rmssd", "p2t", "resp_rate")),
        number(zone.a),
        number(zone.v),
        number(zone.x),
        number(zone.sa),
        number(zone.sv),
        float(ZONE_CODES[zone.state]),
        float(zone.held),
        number(zone.change),
        CHANGE_SIGNS[zone.changed],
    )
