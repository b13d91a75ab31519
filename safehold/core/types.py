"""Domain types: what flows through the pipeline.

All times are float64 seconds. *Raw stamps* are on the sender's LSL clock; *session times* are
``stamp + clock offset - session zero``. Units are data (``unit`` fields), not comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions
from safehold.core.messages import Message
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.settings import BaselineSettings, ZoneSettings

FloatArray: TypeAlias = NDArray[np.float64]
"""Array of float64; shape and unit are stated where it is used."""


class Role(StrEnum):
    """What a stream means for a person."""

    ECG = "ecg"
    PPG = "ppg"
    RR = "rr"
    HEART_RATE = "heart_rate"
    RESPIRATION = "respiration"
    EDA = "eda"
    ACCELEROMETER = "accelerometer"
    SPEECH = "speech"
    EVENTS = "events"
    RATING = "rating"
    DERIVED = "derived"
    """Written by safehold itself: ticks, indices, zones, journal."""
    OTHER = "other"


HEART_ROLES = (Role.ECG, Role.RR, Role.PPG)
"""Roles that give beats, best first: the first one a person has is used."""


def sampling_rate(stated: float, channel_format: str) -> float:
    """Return the rate at which samples of a stream must come, Hz; 0 for an irregular stream.

    Some programs state a rate for their texts, which come when something happens all the same.
    A rate that is no number, or has no interval, is none.
    """
    usable = channel_format != "string" and 1e-9 < stated < 1e9
    return stated if usable else 0.0


@dataclass(frozen=True, slots=True)
class StreamSpec:
    """One stream as the pipeline knows it."""

    stream_id: str
    """Unique in the session, ``[a-z0-9_-]+``, for example ``client-ecg``."""
    name: str
    """LSL name."""
    type: str
    """LSL content type as the sender wrote it."""
    source_id: str
    """LSL source id; empty where the sender gave none (such a stream cannot be recovered)."""
    role: Role
    person: str | None
    """Participant label in the session (``client``, ``therapist``), None if nobody's."""
    unit: str
    """Unit of the channel in use as the sender wrote it (``mV``, ``ms``, ``a.u.``)."""
    nominal_rate: float
    """Samples per second; 0 for an irregular stream. A claim, not a fact."""
    channel_format: str = "float32"
    labels: tuple[str, ...] = ()
    channel: int = 0
    """Index of the channel that carries the role."""
    uid: str = ""
    hostname: str = ""
    inverted: bool = False
    """The user says that it is upside down: the engine and the display turn it, files do not."""

    @property
    def regular(self) -> bool:
        """True for a stream with a nominal sampling rate; texts have none, whatever they state."""
        return sampling_rate(self.nominal_rate, self.channel_format) > 0


@quick
@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive samples of one stream, exactly as received."""

    stream_id: str
    index: int
    """Index of the first sample, counted from the first sample the engine used in this run."""
    stamps: FloatArray
    """Raw stamps, shape ``(n,)``."""
    values: FloatArray
    """The channel in use, shape ``(n,)``, in the stream's unit. Not finite = no sample."""


@dataclass(frozen=True, slots=True)
class ClockOffset:
    """A measured clock offset, to be added to the raw stamps of a stream."""

    stream_id: str
    index: int
    """Holds for samples from this index on (until the next one)."""
    offset: float
    """Seconds to add."""
    uncertainty: float
    """Half the round trip of the measurement in seconds; NaN where it was not measured."""


class EventKind(StrEnum):
    """Shape of an event in time."""

    POINT = "point"
    INTERVAL = "interval"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a code, a phase, a marker, a rating."""

    event_id: str
    code: str
    onset: float
    """Session time, s: when it happened (a retro-stamp may lie before ``t_entered``)."""
    duration: float | None = 0.0
    """Seconds; 0 for a point, None while an interval is still open."""
    kind: EventKind = EventKind.POINT
    target: str = ""
    """Participant label, ``dyad``, or empty."""
    actor: str = ""
    """``C`` client, ``T`` therapist, ``O`` observer, or empty."""
    coder: str = ""
    source: str = ""
    """``hotkey``, ``lsl:<stream>``, ``import:<file>`` (codes), ``file:<reader>`` (what an imported
    recording says), ``auto:<detector>``."""
    value: str = ""
    """Raw marker text."""
    note: str = ""
    t_entered: float | None = None
    """Session time when the key was pressed or the marker arrived."""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Boundary(StrEnum):
    """What a mark does to an event."""

    POINT = "point"
    START = "start"
    STOP = "stop"
    CHANGE = "change"
    """Says more of an event: subtype, modifiers, confidence, note; never when or whose."""
    REPLACE = "replace"
    """From now on the event is this one, times and code too; only after the session."""
    DELETE = "delete"
    """The event is no longer there; only after the session."""
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Mark:
    """An event, or one end of an interval event, on its way into the engine."""

    event: Event
    boundary: Boundary = Boundary.POINT
    act_from: Mapping[str, int] | None = None
    """Per person the first tick on which it acts. None: the first tick not yet emitted."""
    action: int = 0
    """Number of the key press it belongs to; marks of one are undone together. 0: of no press."""
    at: float | None = None
    """Session time at which it was made, s; None where that is not known."""


@dataclass(frozen=True, slots=True)
class MissingTicks:
    """The live clock's word that a person's inputs stood still: these ticks are missing."""

    person: str
    first_tick: int
    last_tick: int
    stream_id: str
    last_stamp: float
    """Raw stamp of the last sample used; NaN when there was none."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Other parameters of one person's zones and baselines than the session's, from a tick on."""

    person: str
    zones: ZoneSettings
    baseline: BaselineSettings
    act_from: int | None = None
    """First tick made with them. None: the first tick not yet emitted."""
    by: str = ""
    """Study code of the one who decided it."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """From a tick on, a belt or an ECG is read the other way up, as the user has said."""

    stream_id: str
    inverted: bool
    """Whether it is upside down from then on: the state, not a toggle."""
    act_from: int | None = None
    """First tick made with it. None: the first tick not yet emitted."""
    by: str = ""
    """Study code of the one who decided it."""


EngineInput: TypeAlias = Chunk | ClockOffset | Mark | MissingTicks | Parameters | Turn
"""Everything that can change a tick. Nothing else does."""


class BeatStatus(StrEnum):
    """What the interval that a beat ends is good for."""

    OK = "ok"
    FIRST = "first"
    """No interval ends here: first beat, or first after a gap."""
    FLAGGED = "flagged"


@quick
@dataclass(frozen=True, slots=True)
class Beat:
    """A heart beat and the RR interval that it ends."""

    person: str
    time: float
    """Session time of the beat, s, sub-sample."""
    rr_ms: float | None
    """Interval from the beat before, ms; None on the first beat of a run."""
    status: BeatStatus
    reasons: tuple[Reason, ...]
    """Why the interval is flagged."""
    source: str
    """``ecg``, ``ppg`` or ``rr``."""
    height: float | None = None
    """Range of the cleaned wave from .25 s before the beat to .45 s after it, in the stream's
    unit; None where it is not all there, and for RR streams."""


@quick
@dataclass(frozen=True, slots=True)
class Breath:
    """One breath: inspiration onset, expiration onset, next inspiration onset (s)."""

    person: str
    t_insp: float
    t_exp: float
    t_end: float
    amplitude: float
    """Peak minus the trough before, in the belt's unit."""
    p2t_ms: float | None
    """Peak-to-trough RSA of this breath, ms."""
    status: str
    """``ok`` or ``invalid``."""
    reasons: tuple[Reason, ...] = ()
    vote: float = 0.0
    """What it says of the sensor's side, -3 (turned) to 3 (:mod:`processing.signals.polarity`)."""


class Status(StrEnum):
    """Validity of a value."""

    OK = "ok"
    DEGRADED = "degraded"
    MISSING = "missing"


@quick
@dataclass(frozen=True, slots=True)
class IndexValue:
    """One index at one tick. ``value`` is None exactly when ``status`` is missing."""

    name: str
    value: float | None
    unit: str
    status: Status
    reasons: tuple[Reason, ...]
    t0: float
    """Start of the window, session time s."""
    t1: float
    """End of the window, session time s."""
    source: str = ""
    """``ecg``, ``ppg``, ``rr`` or ``respiration``."""
    n_beats: int = 0
    n_pairs: int = 0
    n_breaths: int = 0
    pct_flagged: float = 0.0
    """Share of flagged intervals in the window, 0-1."""
    coverage: float = 0.0
    """Sum of usable RR divided by the window length, 0-1 (a little more is possible)."""
    se: float | None = None
    """Standard error in ``unit``, where the method gives one."""
    at_most: float | None = None
    """Of a rate that is missing because a breath or an RR interval has not ended for long: what
    it is at most now, in ``unit``; else None."""


class ZoneName(StrEnum):
    """Zone states; the words a person sees stand in :mod:`safehold.core.wording`."""

    HIGH = "high"
    WITHIN = "within"
    LOW = "low"
    UNKNOWN = "unknown"


ZONE_CODES = {ZoneName.UNKNOWN: 0, ZoneName.WITHIN: 1, ZoneName.HIGH: 2, ZoneName.LOW: 3}
"""Number of each zone state where only numbers fit; a nominal scale, not an order."""


class SubZone(StrEnum):
    """Descriptive bands inside ``within``."""

    NONE = ""
    NEAR_BASELINE = "near_baseline"
    ELEVATED = "elevated"
    NEAR_UPPER = "near_upper"
    NEAR_LOWER = "near_lower"
    ACTIVATED_VAGAL_KEPT = "activated_vagal_kept"
    SETTLED = "settled"


class Change(StrEnum):
    """Change against the person's own last five minutes; no zone."""

    NONE = ""
    """Not known."""
    STEADY = "steady"
    RISEN = "risen"
    """Heart rate up, vagal index down, or one of them by so much."""
    FALLEN = "fallen"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A person's own resting values: centre and spread on each axis."""

    baseline_id: str
    person: str
    t0: float
    t1: float
    hr: float
    """Median of HR, bpm."""
    hr_spread: float
    """1.4826 * MAD of HR with its floor, bpm."""
    vagal: float | None
    """Median of the vagal index in its unit; None for the HR-only mode."""
    vagal_spread: float | None
    vagal_index: str
    """Name of the index on the vagal axis; empty in the HR-only mode."""
    vagal_sd: float | None
    """Robust SD without the floor."""
    n_hr: float
    """Independent HR windows in the baseline (duration / window)."""
    n_vagal: float
    provisional: bool
    reasons: tuple[Reason, ...]
    """Why it is provisional, in the order of the acceptance rules."""
    resp_rate: float | None = None
    resp_amplitude: float | None = None
    hr_sd: float | None = None
    """Robust SD of HR without the floor, bpm; None in journals of older versions."""


@quick
@dataclass(frozen=True, slots=True)
class ZoneState:
    """Where a person is relative to the own baseline at one tick."""

    RETIRED: ClassVar = ("p_high", "p_low", "p_within")
    """Fields of ticks that earlier versions recorded."""

    state: ZoneName
    substate: SubZone
    candidate: ZoneName
    since: int
    """Tick at which ``state`` was committed."""
    held: bool
    """True while inputs are missing and the last state is held (draw it hatched)."""
    a: float | None
    """Arousal axis, z."""
    v: float | None
    """Vagal axis, z."""
    sa: float | None
    sv: float | None
    reasons: tuple[Reason, ...]
    confounds: tuple[str, ...]
    """Codes of confound events in force."""
    baseline_id: str
    provisional: bool
    hr_only: bool
    params_hash: str
    change: float | None = None
    """x against the person's own last five minutes, in spreads; None: not known."""
    changed: Change = Change.NONE
    change_reasons: tuple[Reason, ...] = ()

    @property
    def x(self) -> float | None:
        """Coordinate of the river: ``(a - v) / 2``; None unless both axes are there."""
        return None if self.a is None or self.v is None else (self.a - self.v) / 2


@quick
@dataclass(frozen=True, slots=True)
class Tick:
    """Everything said about one person at one whole second of session time. Final."""

    person: str
    t: int
    """Session time of the tick, s."""
    run: int
    """1 for the first start of the workbench in this session, 2 after a restart, ..."""
    indices: tuple[IndexValue, ...]
    zone: ZoneState
    marks: tuple[str, ...] = ()
    """Standing remarks on every number of this tick, e.g. ``ultra_short``, ``provisional``."""
    quality: tuple[tuple[str, float | None, tuple[Reason, ...]], ...] = ()
    """Per stream id: signal quality 0-1 (None = unknown) and reasons."""

    def index(self, name: str) -> IndexValue | None:
        """Return the index of that name, or None where it was not computed."""
        for value in self.indices:  # asked by the hundred thousand: no generator
            if value.name == name:
                return value
        return None


class Level(StrEnum):
    """Weight of a notice."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know: a gap, a wrong rate, a dead belt."""

    level: Level
    code: str
    message: Message
    person: str | None = None
    stream_id: str | None = None
    t: float | None = None
    """Session time, s."""
    duration: float | None = None


EngineOutput: TypeAlias = (
    Tick | Beat | Breath | Baseline | BreathingCalibration | Conditions | Event | Notice
)
"""What the pipeline returns. An event (a breath hold) comes open, then again with its duration."""
