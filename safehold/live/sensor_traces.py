"""The last seconds of each sensor before a session, with beats and breaths, to be drawn.

What is drawn is what the check looks at (:mod:`safehold.live.preflight`); nothing of it reaches
the engine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from processing.measures.whole_record import whole_beats, whole_breaths
from processing.zones.pipeline import ENGINE_ROLES
from safehold.core.messages import verbatim
from safehold.core.settings import EngineSettings
from safehold.core.types import HEART_ROLES, FloatArray, Role, StreamSpec
from safehold.live.preflight import ChannelLook
from safehold.live.wave_check import wave_look

HEART_S, BELT_S = 8.0, 30.0
"""So much is drawn of a heart and of a belt, s: some beats, some breaths."""
SOUGHT_HEART_S, SOUGHT_BELT_S = 15.0, 60.0
"""Beats and breaths are sought in so much: detectors need some of them to begin, s."""


@dataclass(frozen=True, slots=True)
class SensorTrace:
    """A sensor's last seconds; times are of this computer's LSL clock, s."""

    spec: StreamSpec
    now: float
    """When it was looked at."""
    seconds: float
    """How much of it is to be drawn."""
    times: FloatArray = field(default_factory=lambda: np.empty(0))
    values: FloatArray = field(default_factory=lambda: np.empty(0))
    """The way up that they are read, shape (n,)."""
    events: FloatArray = field(default_factory=lambda: np.empty(0))
    """When heart beats were, or inspirations began, shape (k,)."""


def sensor_traces(
    people: Sequence[str], looks: Sequence[ChannelLook], *, now: float, settings: EngineSettings
) -> tuple[SensorTrace, ...]:
    """Return the traces of these people's sensors, in the order of the people.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    looks : sequence of ChannelLook
        See :meth:`safehold.live.preflight.Looks.look`.
    now : float
        LSL time at the end of the look, s.
    settings : EngineSettings
        Mains frequency.
    """
    mine = [look for look in looks if look.spec.role in ENGINE_ROLES]
    return tuple(
        _trace(look, now, settings) for person in people for look in mine
        if look.spec.person == person
    )  # fmt: skip


def _trace(look: ChannelLook, now: float, settings: EngineSettings) -> SensorTrace:
    spec, heart = look.spec, look.spec.role in HEART_ROLES
    seconds = HEART_S if heart else BELT_S
    if look.stamps.size < 3 or math.isnan(look.newest):
        return SensorTrace(spec, now, seconds)
    kept = look.stamps >= look.stamps[-1] - (SOUGHT_HEART_S if heart else SOUGHT_BELT_S)
    # by their arrival: right for a clock that is not known, too
    stamps = look.stamps[kept] + (look.newest - look.stamps[-1])
    values = -look.values[kept] if spec.inverted else look.values[kept]
    if spec.role is Role.RR:
        shown = stamps >= now - 2 * seconds
        return SensorTrace(spec, now, 2 * seconds, stamps[shown], values[shown], stamps[shown])
    wave = wave_look(verbatim(spec.name), spec, stamps, look.values[kept])
    if heart:
        beats = whole_beats(wave.spec, wave.times, wave.upright, mains_hz=settings.mains_hz)
        events = [beat.time for beat in beats]
    else:
        breaths = whole_breaths(wave.spec, wave.times, wave.upright, [])
        events = [breath.t_insp for breath in breaths]
    shown = stamps >= now - seconds - 2.0
    return SensorTrace(
        spec, now, seconds, stamps[shown], values[shown], np.array(events, dtype=float)
    )
