"""A recorded session at any moment, as it was seen then.

What stands in the window at a moment is worked out from that moment alone: the ticks, marks,
alarms, parameters and baselines of the recording up to it. So going somewhere costs the same from
everywhere, and playing is going to now again and again.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from processing.measures.moving_pair import Effects
from safehold.core.alarms import Alarm
from safehold.core.codebook import Codebook
from safehold.core.messages import NOTHING, Message
from safehold.core.settings import PIPELINE_DELAY_S
from safehold.core.types import Boundary, Event, Level, Mark, Notice
from safehold.offline.inputs import RunInputs
from safehold.offline.recompute.background import Delivered
from safehold.offline.recording import Recording
from safehold.offline.replay.as_seen import (
    SeenTicks,
    marks_in_order,
    seen_span,
    seen_ticks,
    settings_at,
    turned_at,
)
from safehold.offline.replay.model import ReplayModel, waves_of
from safehold.offline.replay.recomputed import Recomputed
from safehold.offline.stages import remembering
from safehold.session.event_book import EventBook
from safehold.session.event_changes import coded_by_hand
from safehold.session.person_view import PersonMoment
from safehold.session.ports import Reading, Step

COMPARED = {
    "": (),
    "zone": ("zone",),
    "river": ("zone", "a", "v"),
    "hr": ("hr",),
    "vagal": ("rmssd", "p2t"),
}
"""What is shaded together, by the name that plots ask for."""
DETECTIONS_S = 120.0
"""Beats and breaths are marked in so much of the waves, s."""
_BEGINS = (Boundary.START, Boundary.POINT)


def _not_computed(failure: BaseException) -> Notice:
    what = Message("Beats and breaths cannot be computed: {error}.", error=failure)
    return Notice(Level.ERROR, "recompute", what)


class Moments:
    """Shows moments of a recording in a model.

    Parameters
    ----------
    recording : Recording
        The session as it was read.
    codebook : Codebook
        Names of the codes.
    edited : iterable of Mark
        What was coded after the session; it is shown at every moment.
    only : str or None
        Study code of the one whose codes and notes are shown; None for everybody's.
    """

    def __init__(
        self,
        recording: Recording,
        codebook: Codebook,
        edited: Iterable[Mark],
        *,
        only: str | None = None,
    ) -> None:
        self.runs: Sequence[RunInputs] = remembering(recording.runs)
        self.effects: Effects = {}
        """Of the two people's moments, by what they were made from."""
        first = self.runs[0].run
        self.people = first.people
        waves = waves_of(self.runs)
        self.model = ReplayModel(first.people, first.streams, first.settings, waves)
        self.edited = list(edited)
        self._only = only
        self.phase = ""
        """The phase that ran at the moment on show; empty for none."""
        self.computed = Recomputed(self.runs, first.people, self.effects)
        self._codebook = codebook
        self._notices = [Notice(Level.WARNING, "missing", text) for text in recording.problems]
        self._ticks = seen_ticks(recording.streams, first.people)
        self.as_seen = any(ticks.seconds for ticks in self._ticks.values())
        """False where no tick was recorded: then they come as they are computed."""
        self._baselines = {
            baseline.baseline_id: baseline
            for inputs in self.runs
            for baseline in (*inputs.run.baselines.values(), *inputs.run.new_baselines)
        }
        self.marks = marks_in_order(mark for inputs in self.runs for mark in inputs.run.marks)
        self._mark_times = [at for at, _ in self.marks]
        self._alarm_steps = sorted(
            (change for inputs in self.runs for change in inputs.run.alarms),
            key=lambda change: change.at,
        )
        self.reading = Reading.SEEN
        """Which reading is on show."""
        self.again: Delivered | None = None
        """The session as it was computed again; None where it was not, or was edited since."""
        self.begin, self.end = seen_span(recording)
        self._made_from: dict[str, object] = {}
        """What each part of the window was worked out from."""
        self._lock = threading.RLock()

    @property
    def limit(self) -> float:
        """How far one can go, s: to what was computed, where nothing was seen."""
        if self.as_seen or self.computed.done or self.computed.failure is not None:
            return self.end
        return self.computed.until

    def show(self, t: float) -> None:
        """Show the session as it stood at a moment, s."""
        with self._lock:
            self.model.moment = t
            if not self.as_seen:
                self._take_computed()
            self._show_events(t)
            self._show_alarms(t)
            notices = [*self._notices, *self.computed.notices(t)]
            if self.computed.failure is not None:
                notices.append(_not_computed(self.computed.failure))
            if self._is_new("notices", notices):
                self.model.set_notices(notices)
            for stream_id, inverted in turned_at(self.runs, t).items():
                self.model.turn(stream_id, inverted=inverted)
            for person in self.people:
                self._show_person(person, t)
            self.model.set_pair(self.computed.pair_moments(t - PIPELINE_DELAY_S))

    def read(self, reading: Reading, again: Delivered) -> None:
        """Show another reading of the session."""
        with self._lock:
            self.reading, self.again = reading, again
            self._made_from.clear()
            self.fill()
            self.show(self.model.moment)

    def _ticks_on_show(self) -> dict[str, SeenTicks]:
        if self.again is None or self.reading is Reading.SEEN:
            return self._ticks
        return {person: self.again.ticks.get(person, SeenTicks()) for person in self.people}

    def add_edits(self, marks: Iterable[Mark]) -> None:
        """Show what was coded now."""
        with self._lock:
            self.edited += marks
            self._show_events(self.model.moment)

    def take_reading(self, computed: Recomputed, runs: Sequence[RunInputs]) -> None:
        """Show beats and breaths as they were computed under other edits, once they are."""
        with self._lock:
            self.computed, self.runs = computed, tuple(runs)
            self._made_from.clear()
            self.reading, self.again = Reading.SEEN, None
            if not self.as_seen:
                self._ticks = {person: SeenTicks() for person in self.people}
            self.fill()
            self.show(self.model.moment)

    def add_notice(self, notice: Notice) -> None:
        """Show a notice that belongs to no moment."""
        with self._lock:
            self._notices.append(notice)

    def visible(self, events: Iterable[Event]) -> list[Event]:
        """Return the events that may be seen: a coder who works alone sees no other's."""
        return [e for e in events if self._only in (None, e.coder) or not coded_by_hand(e)]

    def times_of(self, what: Step, events: Iterable[Event]) -> list[float]:
        """Return the session times to which one can go, ascending, s.

        Parameters
        ----------
        what : Step
            Of which kind.
        events : iterable of Event
            Those of the whole session.
        """
        if what is Step.EVENT:
            found = [event.onset for event in events]
        elif what is Step.EXCURSION:
            away = (t for ticks in self._ticks_on_show().values() for t in ticks.excursions())
            found = [t + PIPELINE_DELAY_S for t in away]
        elif what is Step.DIFFERENCE:
            onsets = [] if self.again is None else self.again.found.onsets()
            found = [t + PIPELINE_DELAY_S for t in onsets]
        else:
            found = self.computed.times(what)
        return sorted({t for t in found if self.begin <= t <= self.end})

    # -- parts of a moment ---------------------------------------------------------------------

    def _is_new(self, what: str, made_from: object) -> bool:
        """Tell whether a part of the window has to be worked out again."""
        old = self._made_from.get(what)
        self._made_from[what] = made_from
        return old != made_from

    def fill(self) -> None:
        """Give the model, and copies that were made of it, all ticks."""
        for person, ticks in self._ticks_on_show().items():
            self.model.fill_ticks(person, ticks.rows)
            if self.again is None or self.reading is not Reading.BOTH:
                self.model.show_seen(person, None, {})
                continue
            found = self.again.found
            differing = {what: found.spans(person, names) for what, names in COMPARED.items()}
            self.model.show_seen(person, self._ticks[person].rows, differing)

    def _take_computed(self) -> None:
        new = self.computed.take_ticks()
        if any(new.values()):
            for person, ticks in new.items():
                self._ticks[person].take(ticks)
            self._baselines |= self.computed.baselines
            self.fill()

    def _show_events(self, t: float) -> None:
        n, held = bisect_right(self._mark_times, t), self.computed.events(t)
        if not self._is_new("events", (n, len(self.edited), held)):
            return
        book = EventBook(self._codebook)
        book.replay([*(mark for _, mark in self.marks[:n]), *self.edited])
        self.phase = book.phase()
        new = {mark.event.event_id for mark in self.edited if mark.boundary in _BEGINS}
        events = [e for e in self.visible(book.events()) if e.onset <= t or e.event_id in new]
        self.model.set_events([*events, *held])

    def _show_alarms(self, t: float) -> None:
        n = bisect_right(self._alarm_steps, t, key=lambda change: change.at)
        if not self._is_new("alarms", n):
            return
        alarms: dict[str, Alarm] = {}
        for change in self._alarm_steps[:n]:
            # what to do about it was to be done then
            alarms[change.alarm.alarm_id] = replace(change.alarm, remedy=NOTHING)
        self.model.set_alarms(list(alarms.values()))

    def _show_person(self, person: str, t: float) -> None:
        ticks, since = self._ticks_on_show()[person], t - DETECTIONS_S
        runs, baselines = self.runs, self._baselines
        if self.again is not None and self.reading is not Reading.SEEN:
            runs, baselines = self.again.runs, dict(self.again.baselines)
        settings = settings_at(runs, person, t)
        beats = self.computed.beats(person, since, t)
        breaths = self.computed.breaths(person, since, t)
        made_from = (ticks.place(t), settings, len(beats), beats[-1:], len(breaths), breaths[-1:])
        if self._is_new(f"person {person}", made_from):
            tick = ticks.at(t)
            baseline = None if tick is None else baselines.get(tick.zone.baseline_id)
            self.model.show_moment(PersonMoment(person, tick, baseline, settings, beats, breaths))

    @property
    def held(self) -> list[Event]:
        """What the samples of the whole session told by themselves: breaths that were held."""
        return self.computed.events(math.inf)
