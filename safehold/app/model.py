"""What a session looks like right now: the one store that every view reads.

The process thread writes through :meth:`SessionModel.apply` and :meth:`SessionModel.waveform`;
the window and the text view poll snapshots. Nothing here computes an index.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from processing.baseline import choose_baseline
from safehold.app.status import (
    RecorderStatus,
    SessionStatus,
    StreamHealth,
    StreamState,
    StreamStatus,
)
from safehold.core.alarms import Alarm
from safehold.core.codebook import PLAIN, Codebook, Coding
from safehold.core.measures import ProcessMeasure
from safehold.core.protocol import ProtocolState
from safehold.core.pyramid import Pyramid
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.ring import RingBuffer, Series
from safehold.core.settings import STANDARD, BaselineSettings, EngineSettings, ZoneSettings
from safehold.core.study import Display
from safehold.core.types import (
    ZONE_CODES,
    Baseline,
    Beat,
    Breath,
    EngineOutput,
    Event,
    FloatArray,
    Level,
    Notice,
    Parameters,
    Role,
    StreamSpec,
    Tick,
)

WAVEFORM_SECONDS = 60.0
"""How much of each waveform is kept for display with all its samples."""
HISTORY_S = {Role.ECG: 0.032, Role.PPG: 0.064}
"""Width of the finest stretch kept of the whole session, s: a pixel column of the live trace."""
OTHER_HISTORY_S = 0.128
"""The same for respiration and whatever else is slow."""

TREND_COLUMNS = (
    "t", "hr", "rmssd", "ln_rmssd", "p2t", "resp_rate", "a", "v", "x", "sa", "sv", "state", "held",
)  # fmt: skip


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


class SessionModel:
    """Thread-safe store of one session's state for display.

    Parameters
    ----------
    people : sequence of str
        Participant labels in display order.
    streams : sequence of StreamSpec
        Streams of the session.
    settings : EngineSettings
        Settings in force (their lag and marks are shown).
    """

    def __init__(
        self, people: Sequence[str], streams: Sequence[StreamSpec], settings: EngineSettings
    ) -> None:
        self.settings = settings
        self.streams = tuple(streams)
        self.display = Display.FULL
        """What of the session this model holds (:mod:`safehold.app.veil`)."""
        self._copies: list[SessionModel] = []
        self.people: dict[str, PersonView] = {
            label: PersonView(label, settings=settings) for label in people
        }
        self._rings: dict[str, RingBuffer] = {}
        self._histories: dict[str, Pyramid] = {}
        self._inverted: set[str] = set()
        self._events: dict[str, Event] = {}
        self._notices: deque[Notice] = deque(maxlen=500)
        self._alarms: tuple[Alarm, ...] = ()
        self._lock = threading.Lock()
        self._status: SessionStatus | None = None
        for spec in streams:
            self._add_stream(spec)

    def pass_on(self, copy: SessionModel) -> None:
        """Give a copy, from now on, everything that this model takes in but the curves."""
        self._copies.append(copy)

    def _add_stream(self, spec: StreamSpec) -> None:
        rate = spec.nominal_rate if spec.regular else 10.0
        if spec.inverted:
            self._inverted.add(spec.stream_id)
        self._rings[spec.stream_id] = RingBuffer(math.ceil(rate * 1.3 * WAVEFORM_SECONDS))
        person = self.people.get(spec.person or "")
        if person is None:
            return
        if spec.role is Role.RESPIRATION and person.respiration is None:
            person.respiration = spec
        elif spec.role in (Role.ECG, Role.PPG, Role.RR) and (
            person.heart is None or spec.role is Role.ECG
        ):
            if person.heart is not None:
                self._histories.pop(person.heart.stream_id, None)
            person.heart = spec
        if spec in (person.heart, person.respiration):
            self._histories[spec.stream_id] = Pyramid(HISTORY_S.get(spec.role, OTHER_HISTORY_S))

    def waveform(self, stream_id: str, times: FloatArray, values: FloatArray) -> None:
        """Append samples for display; times are session times, s."""
        ring = self._rings.get(stream_id)
        if ring is not None:
            ring.append(times, values)
            if stream_id in self._histories:  # of what is drawn, and of nothing else
                self._histories[stream_id].append(times, values)

    def turn(self, stream_id: str, *, inverted: bool) -> None:
        """Show all samples of a stream, those of before included, this way up from now on."""
        if inverted:
            self._inverted.add(stream_id)
        else:
            self._inverted.discard(stream_id)

    def _upright(self, stream_id: str, values: FloatArray) -> FloatArray:
        return -values if stream_id in self._inverted else values

    def snapshot(self, stream_id: str, seconds: float) -> tuple[FloatArray, FloatArray]:
        """Return times and values of the last ``seconds`` of a stream (may be empty)."""
        ring = self._rings.get(stream_id)
        if ring is None:
            return np.empty(0), np.empty(0)
        times, values = ring.snapshot(seconds)
        return times, self._upright(stream_id, values)

    def history(
        self, stream_id: str, t0: float, t1: float, *, column_s: float
    ) -> tuple[FloatArray, FloatArray]:
        """Return a stretch of the whole session as smallest and largest values per column.

        See :meth:`safehold.core.pyramid.Pyramid.view`.
        """
        history = self._histories.get(stream_id)
        if history is None:
            return np.empty(0), np.empty(0)
        times, values = history.view(t0, t1, column_s=column_s)
        return times, self._upright(stream_id, values)

    def apply(self, outputs: Sequence[EngineOutput]) -> None:
        """Take in what the pipeline returned."""
        with self._lock:
            for output in outputs:
                self._apply_one(output)
        for copy in self._copies:
            copy.apply(outputs)

    def _apply_one(self, output: EngineOutput) -> None:
        if isinstance(output, Notice):
            self._notices.append(output)
            return
        person = self.people.get(output.person)
        if person is None:
            return
        if isinstance(output, Tick):
            if self.display is not Display.BLIND:  # no row of zones that nobody may see
                person.ticks.append(_trend_row(output))
            person.last_tick = output
        elif isinstance(output, Beat):
            person.beats.append(output)
        elif isinstance(output, Breath):
            person.breaths.append(output)
        elif isinstance(output, Baseline):
            person.baseline = choose_baseline(person.baseline, output)

    def set_parameters(self, item: Parameters) -> None:
        """Take in that a person's parameters changed."""
        person = self.people.get(item.person)
        if person is not None:
            person.settings = replace(self.settings, zones=item.zones, baseline=item.baseline)
        for copy in self._copies:
            copy.set_parameters(item)

    def signal_remark(self, spec: StreamSpec) -> str:
        """Return what is wrong with a stream's signal now, in plain words, or nothing."""
        person = self.people.get(spec.person or "")
        tick = person.last_tick if person else None
        for stream_id, _, reasons in tick.quality if tick else ():
            told = [reason for reason in reasons if reason is not Reason.STARTING]
            if stream_id == spec.stream_id and told:
                return EXPLANATIONS[told[0]]
        return ""

    def set_event(self, event: Event) -> None:
        """Add an event, or replace the one with the same id (an interval that was closed)."""
        with self._lock:
            self._events[event.event_id] = event
        for copy in self._copies:
            copy.set_event(event)

    def remove_event(self, event_id: str) -> None:
        """Take an event away (undo)."""
        with self._lock:
            self._events.pop(event_id, None)
        for copy in self._copies:
            copy.remove_event(event_id)

    def notify(self, level: Level, code: str, message: str, **where: str | float | None) -> None:
        """Add a notice that does not come from the pipeline."""
        person, stream_id, t = where.get("person"), where.get("stream_id"), where.get("t")
        notice = Notice(
            level,
            code,
            message,
            person=person if isinstance(person, str) else None,
            stream_id=stream_id if isinstance(stream_id, str) else None,
            t=t if isinstance(t, float) else None,
        )
        self.apply([notice])

    def set_status(self, status: SessionStatus) -> None:
        """Replace the header status."""
        self._status = status
        for copy in self._copies:
            copy.set_status(status)

    def set_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Replace the alarms, oldest first."""
        self._alarms = tuple(alarms)
        for copy in self._copies:
            copy.set_alarms(alarms)

    def alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms of this session, oldest first; show those that are ``standing``."""
        return self._alarms

    @property
    def status(self) -> SessionStatus | None:
        """The header status; None before the first one."""
        return self._status

    def events(self) -> tuple[Event, ...]:
        """Return the events by onset."""
        with self._lock:
            return tuple(sorted(self._events.values(), key=lambda e: (e.onset, e.event_id)))

    def notices(self) -> tuple[Notice, ...]:
        """Return the newest notices, oldest first (at most 500)."""
        with self._lock:
            return tuple(self._notices)

    def recent_beats(self, person: str) -> tuple[Beat, ...]:
        """Return the beats of the last minutes."""
        with self._lock:
            return tuple(self.people[person].beats)

    def recent_breaths(self, person: str) -> tuple[Breath, ...]:
        """Return the breaths of the last minutes."""
        with self._lock:
            return tuple(self.people[person].breaths)


def _trend_row(tick: Tick) -> tuple[float, ...]:
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
    )


class Controller(Protocol):
    """What a view may ask for. All calls return at once."""

    model: SessionModel
    map_model: SessionModel
    """What the map reads: its display is chosen apart."""
    therapist_model: SessionModel
    """What the therapist's display reads; chosen apart too."""
    codebook: Codebook

    def clock(self) -> float:
        """Return the session time now, s (call it first thing in a key handler)."""
        ...

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        """Set a point code, or start or end an interval code, at session time ``at``.

        Starting a code of an exclusive set ends the open ones of the set. ``how`` says what is
        not plain: another onset than ``at``, another actor, subtype, modifiers, confidence, shape.
        """
        ...

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        """Say more of an event: subtype, modifiers, confidence, note; the rest stays."""
        ...

    def add_note(self, text: str, *, at: float) -> None:
        """Add a free note as an event ``note``."""
        ...

    def undo(self) -> None:
        """Take the last key press back, with all it did; again and again."""
        ...

    def redo(self) -> None:
        """Do again what was undone last, until something else is coded."""
        ...

    def undoable(self) -> str:
        """Return the code that undo would act on; empty for none."""
        ...

    def redoable(self) -> str:
        """Return the code that redo would act on; empty for none."""
        ...

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return the process measures of everybody over a span; none in a live session."""
        ...

    def set_coder(self, coder: str) -> None:
        """Say who codes from now on, by study code."""
        ...

    def open_codes(self) -> Mapping[str, float]:
        """Return the interval codes that are open now, with their onsets."""
        ...

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Change a person's parameters from the next tick on; logged with coder and reason."""
        ...

    def ask_rating(self, role: str) -> None:
        """Ask the rating windows of a role (``client``, ``therapist``) for an answer now."""
        ...

    def start_baseline(self, *, at: float) -> None:
        """Start the baseline phase."""
        ...

    def stop_baseline(self, *, at: float) -> None:
        """End the baseline phase."""
        ...

    def take_up(self, stream_id: str) -> None:
        """Use a stream again that is offered for a missing one (an alarm's ``offer``)."""
        ...

    def turn_belt(self, person: str) -> None:
        """Say that a person's belt is upside down, or no longer is, from the next tick on."""
        ...

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Say that an alarm has been seen; nothing happens where it has been already."""
        ...

    def start_phase(self, name: str, *, at: float) -> None:
        """Start a phase of the study, again if it was there before; the running one ends."""
        ...

    def stop_phase(self, *, at: float) -> None:
        """End the phase that runs."""
        ...

    def protocol(self) -> ProtocolState:
        """Return where the protocol stands: phase, time left, verdicts, what comes next."""
        ...

    def start_recording(self) -> None:
        """Start the recorder process for this session."""
        ...

    def stop_recording(self) -> None:
        """Ask the recorder to stop; the live view goes on."""
        ...

    def set_speed(self, factor: float) -> None:
        """Replay only: change the speed."""
        ...

    def pause(self, *, paused: bool) -> None:
        """Replay only: halt or go on."""
        ...

    def stop(self) -> None:
        """End the session; the view closes when the status says ``ended``."""
        ...


__all__ = [
    "Controller",
    "PersonView",
    "RecorderStatus",
    "SessionModel",
    "SessionStatus",
    "StreamHealth",
    "StreamState",
    "StreamStatus",
]
