"""What a session looks like right now: the one store that every view reads.

The process thread writes through :meth:`SessionModel.apply` and :meth:`SessionModel.waveform`;
the window and the text view poll snapshots. Nothing here computes an index.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from processing.measures.moving_pair import PairMoment
from processing.zones.baseline import choose_baseline
from safehold.core.alarms import Alarm
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.settings import PIPELINE_DELAY_S, EngineSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.study import Display
from safehold.core.types import (
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
from safehold.session.person_view import (
    TREND_COLUMNS,
    Differing,
    PersonMoment,
    PersonView,
    trend_row,
)
from safehold.session.pyramid import Pyramid
from safehold.session.ring import RingBuffer
from safehold.session.status import (
    EngineState,
    SessionStatus,
)

WAVEFORM_SECONDS = 60.0
"""How much of each waveform is kept for display with all its samples."""
STALE_AFTER_S = 15.0
"""A tick that is this much later than it is due is not shown as the present, s."""
HISTORY_S = {Role.ECG: 0.032, Role.PPG: 0.064}
"""Width of the finest stretch kept of the whole session, s: a pixel column of the live trace."""
OTHER_HISTORY_S = 0.128
"""The same for respiration and whatever else is slow."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was asked for last was not done."""

    number: int = 0
    """Counts them: a view shows one whose number is new; 0: nothing was refused yet."""
    message: Message = NOTHING


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
        """What of the session this model holds (:mod:`safehold.session.veil`)."""
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
        self._pair: tuple[PairMoment, ...] = ()
        self._refusal = Refusal()
        self._lock = threading.Lock()
        self._status: SessionStatus | None = None
        self.engine = EngineState.RUNNING
        """Whether numbers are computed; set by the supervisor, not by the engine."""
        self.watched_at = math.inf
        """When the supervisor last looked, monotonic clock, s; infinite without one."""
        for spec in streams:
            rate = spec.nominal_rate if spec.regular else 10.0
            self._rings[spec.stream_id] = RingBuffer(math.ceil(rate * 1.3 * WAVEFORM_SECONDS))
            if spec.inverted:
                self._inverted.add(spec.stream_id)
        for person in self.people.values():
            drawn = choose_streams(spec for spec in streams if spec.person == person.label)
            person.heart, person.respiration = drawn
            for one in drawn:
                if one is not None:
                    column_s = HISTORY_S.get(one.role, OTHER_HISTORY_S)
                    self._histories[one.stream_id] = Pyramid(column_s)

    def pass_on(self, copy: SessionModel) -> None:
        """Give a copy, from now on, everything that this model takes in but the curves."""
        self._copies.append(copy)

    def waveform(self, stream_id: str, times: FloatArray, values: FloatArray) -> None:
        """Append samples for display; times are session times, s."""
        ring = self._rings.get(stream_id)
        if ring is not None:
            ring.append(times, values)
            if stream_id in self._histories:  # of what is drawn, and of nothing else
                self._histories[stream_id].append(times, values)

    def turn(self, stream_id: str, *, inverted: bool) -> None:
        """Show all samples of a stream, earlier ones included, this way up from now on."""
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

        See :meth:`safehold.session.pyramid.Pyramid.view`.
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
        if isinstance(output, Event):
            self._events[output.event_id] = output
            return
        person = self.people.get(output.person)
        if person is None:
            return
        if isinstance(output, Tick):
            if self.display is not Display.BLIND:  # no row of zones that nobody may see
                person.ticks.append(trend_row(output))
            person.last_tick = output
        elif isinstance(output, Beat):
            person.beats.append(output)
        elif isinstance(output, Breath):
            person.breaths.append(output)
        elif isinstance(output, Baseline):
            person.baseline = choose_baseline(person.baseline, output)

    # -- a moment of a recorded session --------------------------------------------------------

    def fill_ticks(self, person: str, rows: NDArray[np.float32]) -> None:
        """Take all ticks of a recorded session at once, as rows of :data:`TREND_COLUMNS`."""
        self.people[person].ticks.fill(rows)
        for copy in self._copies:
            copy.fill_ticks(person, rows)

    def show_seen(
        self, person: str, rows: NDArray[np.float32] | None, differing: Differing
    ) -> None:
        """Keep the ticks as they were seen beside those on show, or none of them.

        Copies get nothing of it: what they may not know is not compared either.
        """
        view = self.people[person]
        view.seen.fill(np.empty((0, len(TREND_COLUMNS)), np.float32) if rows is None else rows)
        view.differing = differing

    def show_moment(self, moment: PersonMoment) -> None:
        """Let a person stand at a moment; the ticks that are drawn stay as they are."""
        person = self.people[moment.person]
        with self._lock:
            person.last_tick, person.baseline = moment.tick, moment.baseline
            person.settings = moment.settings
            person.beats = deque(moment.beats, maxlen=person.beats.maxlen)
            person.breaths = deque(moment.breaths, maxlen=person.breaths.maxlen)
        for copy in self._copies:
            copy.show_moment(moment)

    def set_events(self, events: Sequence[Event]) -> None:
        """Replace all events."""
        with self._lock:
            self._events = {event.event_id: event for event in events}
        for copy in self._copies:
            copy.set_events(events)

    def set_notices(self, notices: Sequence[Notice]) -> None:
        """Replace all notices, oldest first."""
        with self._lock:
            self._notices = deque(notices, maxlen=self._notices.maxlen)
        for copy in self._copies:
            copy.set_notices(notices)

    def tick_of_now(self, person: str, now: float) -> Tick | None:
        """Return a person's newest tick; None where there is none, or where it is an old one.

        Numbers of an engine that has stopped are old at once.

        Parameters
        ----------
        person : str
            Participant label.
        now : float
            Session time, s.
        """
        tick = self.people[person].last_tick
        old = tick is None or now - tick.t > PIPELINE_DELAY_S + STALE_AFTER_S
        return None if old or not self.engine.computing else tick

    def set_parameters(self, item: Parameters) -> None:
        """Take in that a person's parameters changed."""
        person = self.people.get(item.person)
        if person is not None:
            person.settings = replace(self.settings, zones=item.zones, baseline=item.baseline)
        for copy in self._copies:
            copy.set_parameters(item)

    def signal_remark(self, spec: StreamSpec) -> Message:
        """Return what the newest tick finds wrong with a stream, in plain words, or nothing."""
        told = self.signal_reasons(spec)
        return EXPLANATIONS[told[0]] if told else NOTHING

    def signal_reasons(self, spec: StreamSpec) -> tuple[Reason, ...]:
        """Return what the newest tick finds wrong with a stream."""
        person = self.people.get(spec.person or "")
        tick = person.last_tick if person else None
        for stream_id, _, reasons in tick.quality if tick else ():
            if stream_id == spec.stream_id:
                return tuple(reason for reason in reasons if reason is not Reason.STARTING)
        return ()

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

    def notify(
        self, level: Level, code: str, message: Message, **where: str | float | None
    ) -> None:
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

    def refuse(self, message: Message) -> None:
        """Say why a key, a button or a command did nothing; every view shows it for a moment."""
        self._refusal = Refusal(self._refusal.number + 1, message)
        for copy in self._copies:
            copy.refuse(message)

    @property
    def refusal(self) -> Refusal:
        """What was refused last."""
        return self._refusal

    def set_status(self, status: SessionStatus) -> None:
        """Replace the header status."""
        self._status = status
        for copy in self._copies:
            copy.set_status(status)

    def set_engine(self, state: EngineState, watched_at: float) -> None:
        """Say whether numbers are computed, and when that was seen (monotonic clock, s)."""
        self.engine, self.watched_at = state, watched_at
        for copy in self._copies:
            copy.set_engine(state, watched_at)

    def set_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Replace the alarms, oldest first."""
        self._alarms = tuple(alarms)
        for copy in self._copies:
            copy.set_alarms(alarms)

    def set_pair(self, moments: Sequence[PairMoment]) -> None:
        """Replace what is known of how the first two people go together; copies never get it."""
        self._pair = tuple(moments)

    def pair_moments(self) -> tuple[PairMoment, ...]:
        """Return how the first two people have gone together, every ten seconds, in order."""
        return self._pair

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

    def open_codes(self) -> dict[str, float]:
        """Return the codes of the intervals that are open now, with their onsets."""
        return {event.code: event.onset for event in self.events() if event.duration is None}

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
