"""What a whole session gives: the input of every export and report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from safehold.core.account import Recorded
from safehold.core.around import Around, Repair
from safehold.core.codebook import Codebook
from safehold.core.conditions import Conditions
from safehold.core.edits import Edit
from safehold.core.measures import ProcessMeasure
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.core.pair_bin import PairBin
from safehold.core.pair_map import PairMap
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    Baseline,
    Beat,
    Breath,
    Event,
    FloatArray,
    IndexValue,
    Notice,
    StreamSpec,
    Tick,
)

RECALL_HZ = 10
"""Samples of a continuous rating in a second of the session."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person of a session."""

    label: str
    """Label in the session and in column names: ``client``, ``therapist``, ``client2``."""
    code: str
    """Study code; never a name."""
    role: str
    """``client``, ``therapist`` or ``other``."""


@dataclass(frozen=True, slots=True)
class StreamReport:
    """How one recorded stream did."""

    spec: StreamSpec
    n_samples: int
    t_first: float | None
    """Session time of the first sample, s."""
    t_last: float | None
    fs_effective: float | None
    """Samples per second from the stamps; None for irregular or empty streams."""
    n_gaps: int
    longest_gap_s: float
    n_clock_segments: int
    clock_offset_sd_ms: float | None
    synced: bool
    """False when the file holds no clock offset for the stream."""
    n_outside: int = 0
    """Samples stamped outside the time in which they came; they are left out."""


@dataclass(frozen=True, slots=True)
class WindowSummary:
    """Indices over one window of final beats and breaths (``windows`` table)."""

    person: str
    t0: float
    t1: float
    n_beats: int
    pct_valid: float
    """0-100, clipped."""
    hr_mean_bpm: float | None
    rr_mean_ms: float | None
    rmssd_ms: float | None
    sdnn_ms: float | None
    rsa_p2t_ms: float | None
    resp_rate_bpm: float | None
    neurokit: Mapping[str, float | None]
    """NeuroKit2's own values on the same intervals: ``rmssd_ms``, ``sdnn_ms``, ``hr_bpm``,
    ``hf_ln_ms2``."""
    exclude_reason: str
    """Empty when every index but HF is valid: slow breathing takes HF, and nothing else, away."""
    rsa_hf_ln_ms2: float | None = None
    hf_band_hz: tuple[float, float] | None = None
    """Band of ``rsa_hf_ln_ms2``."""
    resp_in_band: bool | None = None
    """At least 80 % of the breaths have their frequency in the band; None when not known."""
    hf_reasons: tuple[Reason, ...] = ()
    """Why HF is missing, or with what reservations it stands."""
    reservations: tuple[Reason, ...] = ()
    """With what reservations the other valid indices stand."""
    indices: Mapping[str, IndexValue] = field(default_factory=dict)
    """All of them with their validity and standard errors, by name."""


@dataclass(frozen=True, slots=True)
class EventEpoch:
    """One person before, during or after one event (``epochs`` table)."""

    event_id: str
    code: str
    phase: str
    """``pre``, ``during`` or ``post``."""
    truncated: bool
    """The session begins or ends inside of it."""
    overlaps_other: bool
    """Another event of the same code touches it."""
    window: WindowSummary
    a: float | None
    """Mean of the arousal axis over the window, z; None where it is not valid."""
    v: float | None
    """Mean of the vagal axis, z."""
    a_se: float | None = None
    """Standard error of ``a``, z."""
    v_se: float | None = None
    matched: Mapping[str, tuple[float, float, int]] = field(default_factory=dict)
    """After an event, per axis (``a``, ``v``): change from its level, the same of its matched
    moments, and their number; an axis without matched moments is left out."""


@dataclass(frozen=True, slots=True)
class EventCourse:
    """The mean course of one of a person's indices around the events of a code."""

    person: str
    code: str
    index: str
    """``hr``, ``ln_rmssd`` or ``resp_rate``."""
    n: int
    """Events whose minutes before and after lie in the recording."""
    lags: FloatArray
    """Seconds from the onset, shape ``(121,)``."""
    mean: FloatArray
    """Mean over the events, unit of the index; NaN where fewer than three have a value."""
    se: FloatArray
    """Its standard error over the events."""


@dataclass(frozen=True, slots=True)
class DyadMeasure:
    """One statistic of how two people's series go together (``dyad_windows`` table)."""

    people: tuple[str, str]
    """A positive lag or lead means that the second follows the first."""
    span: str
    t0: float
    t1: float
    measure: str
    """Column name of the series."""
    method: str
    statistic: str
    lag_s: int | None
    value: float | None
    effect: float | None
    """(value - mean) / sd of the same statistic over shuffled segments."""
    p_shuffled: float | None
    n_segments: int
    segment_s: int
    reasons: tuple[Reason, ...]
    p_adjusted: float | None = None
    """``p_shuffled`` adjusted for all tests of the family: those of one session, or one part."""
    n_tests: int | None = None
    """How many tests the family has."""


@dataclass(slots=True)
class TurnTaking:
    """How one person spoke in a span, and how turns passed (``turn_taking`` table); s."""

    person: str
    span: str
    t0: float
    t1: float
    sources: tuple[str, ...]
    """Who said when the person spoke: coders, ``sensor``, ``voice-activity``."""
    n_turns: int | None = None
    speech_s: float | None = None
    talk_share: float | None = None
    """Of the span, 0-1."""
    speech_share: float | None = None
    """Of everybody's speech, 0-1."""
    turn_median_s: float | None = None
    n_taken: int | None = None
    """Turns that passed to this person from another."""
    latency_median_s: float | None = None
    """From the other's end to this person's beginning; negative: before it."""
    n_gaps: int | None = None
    gap_median_s: float | None = None
    n_overlaps: int | None = None
    overlap_median_s: float | None = None
    n_within: int | None = None
    """Times this person spoke within another's turn, which went on."""
    n_pauses: int | None = None
    pause_median_s: float | None = None
    overlap_s: float | None = None
    """Time in which this person and another spoke."""
    reasons: tuple[Reason, ...] = ()

    def because(self, reason: Reason) -> TurnTaking:
        """Return it with the reason why values are missing."""
        self.reasons = (reason,)
        return self


@dataclass(frozen=True, slots=True)
class Signal:
    """A continuous signal on session time."""

    times: FloatArray
    """Session time per sample, s, shape ``(n,)``, ascending."""
    values: FloatArray
    """Shape ``(n,)``; NaN where missing."""
    unit: str


@dataclass(frozen=True, slots=True)
class StreamSamples:
    """The samples of one recorded stream with a sampling rate: raw values on session time."""

    spec: StreamSpec
    times: FloatArray
    """Session time per sample, s, shape ``(n,)``, ascending; the engine's own times."""
    values: FloatArray
    """Shape ``(n, channels)``; NaN where the sender sent no number."""
    labels: tuple[str, ...]
    """Label per channel; empty texts where the sender gave none."""
    units: tuple[str, ...]
    """Unit per channel as the sender wrote it; empty where it gave none."""


@dataclass(frozen=True, slots=True)
class StrapIntervals:
    """The RR intervals of a strap whose wearer has an ECG: raw, and where their beats were."""

    spec: StreamSpec
    times: FloatArray
    """Stamp per interval on session time, s, shape ``(n,)``, ascending."""
    rr_ms: FloatArray
    """The intervals as they came, ms, shape ``(n,)``."""
    beat_times: FloatArray
    """Session time of the beat that ended each interval, s; NaN where it was not found in the
    ECG. Shape ``(n,)``."""
    lag_s: float | None
    """Median time from a beat to the stamp of its interval, s; None where too few were found."""
    spread_s: float | None
    """1.4826 * MAD of it, s."""


@dataclass(frozen=True, slots=True)
class ClockAnchor:
    """How session time maps to the LSL clock and to UTC."""

    lsl_at_zero: float
    utc_at_zero: float | None
    """Unix seconds at session zero; None when the recording has no anchor."""
    uncertainty_s: float | None


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file the results were made from, as it was when it was read."""

    path: str
    """Relative to the session folder."""
    sha256: str
    """Hex digest, taken before reading."""
    size_bytes: int


@dataclass(frozen=True, slots=True)
class RecallTake:
    """One continuous rating made while a session was looked at again."""

    take: int
    """1 for the first take of the session, 2, ..."""
    person: str
    scale: str
    t: FloatArray
    """Session times, s, shape ``(n,)``; a time may come again after a jump back."""
    values: FloatArray
    """Ratings in the unit of the scale; NaN before the first touch of a pass."""

    @property
    def passes(self) -> NDArray[np.int64]:
        """Number of the pass of each sample, from 1: one begins with each jump back."""
        return np.asarray(1 + np.cumsum(np.diff(self.t, prepend=-np.inf) <= 0.0), dtype=np.int64)

    @property
    def stands(self) -> NDArray[np.bool_]:
        """Which samples are the last word on their tenth of a second; all others are kept too."""
        said = np.flatnonzero(np.isfinite(self.values))
        cells = np.rint(self.t[said] * RECALL_HZ).astype(np.int64)
        last = dict(zip(cells.tolist(), said.tolist(), strict=True))
        stands = np.zeros(self.t.size, dtype=bool)
        stands[list(last.values())] = True
        return stands

    def last_word(self) -> tuple[FloatArray, FloatArray]:
        """Return the times, ascending, s, and the values that stand, both of shape ``(m,)``."""
        stands = self.stands
        order = np.argsort(self.t[stands], kind="stable")
        return self.t[stands][order], self.values[stands][order]


def last_takes(takes: Iterable[RecallTake]) -> dict[tuple[str, str], RecallTake]:
    """Return the newest take of each person and scale that says anything."""
    return {(one.person, one.scale): one for one in takes if np.isfinite(one.values).any()}


@dataclass(frozen=True, slots=True)
class PartedSpan:
    """A stretch in which two courses part ways."""

    t0: float
    """Session time on the clock of the second course, s."""
    t1: float
    first_z: float
    """Mean of the first course, in its standard deviations from its mean."""
    second_z: float
    p: float
    """Share of circular shifts with a stretch at least as large anywhere, this one counted."""
    codes: tuple[str, ...] = ()
    """Codes that hold in it."""


@dataclass(frozen=True, slots=True)
class Parting:
    """How a person's rating goes with a measure, or with another person's (``partings`` table)."""

    people: tuple[str, ...]
    """Who rated first and, for two ratings, second."""
    first: str
    """Scale of the first course."""
    second: str
    """Scale of the second, or the axis: ``x`` for (a - v) / 2, ``a`` for arousal alone."""
    turned: bool
    """Whether the second was turned over, so that both rise with the same thing."""
    n_s: int
    """Seconds in which both are known."""
    reasons: tuple[Reason, ...] = ()
    lag_s: int | None = None
    """By how much the first follows the second, s."""
    r: float | None = None
    r_chance: float | None = None
    """What 95 % of circular shifts stay below."""
    p: float | None = None
    share: float | None = None
    """Share of the known time in which they part."""
    share_chance: float | None = None
    """The same in half of the shifts."""
    spans: tuple[PartedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionResults:
    """Everything that was recorded and computed for one session."""

    session_id: str
    participants: tuple[Participant, ...]
    streams: tuple[StreamReport, ...]
    beats: tuple[Beat, ...]
    breaths: tuple[Breath, ...]
    ticks: tuple[Tick, ...]
    baselines: tuple[Baseline, ...]
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    windows: tuple[WindowSummary, ...]
    respiration: Mapping[str, Signal]
    """Per participant label."""
    settings: EngineSettings
    clock: ClockAnchor
    t_start: float
    """Session time of the first recorded sample, s."""
    t_end: float
    inputs: tuple[str, ...] = ()
    """Paths of the files that were read, relative to the session folder."""
    warnings: tuple[Message, ...] = ()
    codebook: Codebook | None = None
    """The codebook in force: labels and meanings of the event codes."""
    input_files: tuple[InputFile, ...] = ()
    """The files of ``inputs`` with their hashes, where they were taken."""
    samples: tuple[StreamSamples, ...] = ()
    """Native samples of the streams with a sampling rate, where they were asked for."""
    straps: tuple[StrapIntervals, ...] = ()
    """RR intervals of straps whose wearers have an ECG."""
    live: bool = True
    """False where no live engine ran: everything was computed from the recording alone."""
    imported: tuple[str, ...] = ()
    """Readers of the files that an imported session is from; empty where it was recorded here."""
    part: str = ""
    """Name of the phase or span that was cut out; empty for the whole session."""
    parameters: Mapping[str, EngineSettings] = field(default_factory=dict)
    """All parameters in force at some time, by their hash."""
    turned: Mapping[str, int] = field(default_factory=dict)
    """Per participant label the tick at which the belt was turned last: breathing of before does
    not count."""
    own: Mapping[str, EngineSettings] = field(default_factory=dict)
    """Per participant label the last parameters in force, where they are not ``settings``."""
    conditions: tuple[Conditions, ...] = ()
    """What the engine noted about signals and marks, ascending per person; marks as they stand
    after all edits."""
    recall: tuple[RecallTake, ...] = ()
    """Continuous ratings made afterwards."""
    partings: tuple[Parting, ...] = ()
    """How they go with what was measured and with one another, and where not."""
    measures: tuple[ProcessMeasure, ...] = ()
    """Process measures of the session, of every phase and of every code."""
    epochs: tuple[EventEpoch, ...] = ()
    """Every person before, during and after every event."""
    dyads: tuple[DyadMeasure, ...] = ()
    """How each two people's heart rates go together, per span."""
    pair_maps: tuple[PairMap, ...] = ()
    """How each two people's heart rates go together from moment to moment."""
    around: tuple[Around, ...] = ()
    """What people did before, during and after the events of each code."""
    repairs: tuple[Repair, ...] = ()
    """What each person did from each rupture to its repair."""
    bins: tuple[PairBin, ...] = ()
    """Everybody beside everybody else in each half minute."""
    turns: tuple[TurnTaking, ...] = ()
    """How everybody spoke, in the session and every phase; empty where no speech is known."""
    recomputed: tuple[Message, ...] = ()
    """What is other than in the session: parameters, rest values. Empty: nothing is."""
    edits: tuple[Edit, ...] = ()
    """Edits of beats, breaths and sides of sensors made afterwards, in their order."""
    media: tuple[MediaPlace, ...] = ()
    """Where videos and sounds of the laboratory lie; without their paths, which may be names."""
    recorded: Recorded | None = None
    """What became of every second, and whether the files are as recorded; None: not looked at."""

    def ticks_of(self, person: str) -> list[Tick]:
        """Return one person's ticks by time; of two of the same second the later run's."""
        by_time = {tick.t: tick for tick in self.ticks if tick.person == person}
        return [by_time[t] for t in sorted(by_time)]

    def settings_of(self, person: str) -> EngineSettings:
        """Return the last parameters in force for a person."""
        return self.own.get(person, self.settings)
