"""A replayed session for a view: the recording at 1x, faster, or paused."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from recordings.session import SessionFolder
from safehold.app.analysis import parameters_by_hash
from safehold.app.edits import Edits
from safehold.app.events import EventBook
from safehold.app.measures import measures_of_ticks
from safehold.app.model import RecorderStatus, SessionModel, SessionStatus, StreamStatus
from safehold.app.replay import (
    RunInputs,
    UsedSamples,
    chunks_in_time,
    equal_chunks,
    load_runs,
    make_pipeline,
    offsets_for,
    prepare,
)
from safehold.app.study import recorded_study
from safehold.app.veil import shown
from safehold.core.alarms import Alarm
from safehold.core.codebook import PLAIN, Codebook, Coding
from safehold.core.measures import ProcessMeasure
from safehold.core.protocol import ProtocolState, progress
from safehold.core.settings import BaselineSettings, ZoneSettings
from safehold.core.study import Display
from safehold.core.types import Boundary, Chunk, Mark, Tick

logger = logging.getLogger("safehold.app.replay_session")

CHUNK_S = 0.04
STATUS_EVERY_S = 0.25
MAX_SPEED = 1000.0


class ReplaySession:
    """Plays a recorded session; implements :class:`safehold.app.model.Controller`.

    Parameters
    ----------
    folder : SessionFolder
        The recorded session.
    codebook : Codebook
        For coding afterwards; new codes go to the session's ``edits.jsonl``.
    speed : float
        1 is the speed of time.
    display : Display
        What the window may show; all of it as a rule, also of a session that ran blind.
    """

    model: SessionModel
    codebook: Codebook

    def __init__(
        self,
        folder: SessionFolder,
        codebook: Codebook,
        *,
        speed: float = 1.0,
        display: Display = Display.FULL,
    ) -> None:
        self.codebook = codebook
        self._folder = folder
        self.study = recorded_study(folder.read_info())
        self._runs = load_runs(folder)
        first = self._runs[0].run
        self.settings = first.settings
        self._full = SessionModel(first.people, first.streams, first.settings)
        self.model = self.map_model = self.therapist_model = shown(self._full, display)
        self._ticks: list[Tick] = []
        self._edits = Edits(folder.edits_path)
        self._book = EventBook(codebook)
        self._marks = _in_order(mark for inputs in self._runs for mark in inputs.run.marks)
        self._alarm_steps = sorted(
            (change for inputs in self._runs for change in inputs.run.alarms),
            key=lambda change: change.at,
        )
        self._alarms: dict[str, Alarm] = {}
        self._numbering = EventBook(codebook)
        self._numbering.replay([*(mark for _, mark in self._marks), *self._edits.marks()])
        self._numbering.forget_undone()
        self._first_action = self._numbering.last_action
        self._condition = threading.Condition()
        self._speed = speed
        self._paused = False
        self._stopped = False
        self._position = float(first.first_tick - 1)
        self._anchor = time.monotonic()
        self._state = "live"
        self._message = ""
        self._thread = threading.Thread(target=self._play, name="safehold-replay", daemon=True)

    def begin(self) -> None:
        """Start to play."""
        for mark in self._edits.marks():
            self._show(mark)
        self._refresh()
        self._anchor = time.monotonic()
        self._thread.start()

    # -- what views ask for --------------------------------------------------------------------

    def clock(self) -> float:
        """Return the session time that is being shown, s."""
        with self._condition:
            return self._now()

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return the measures of what was played of a span; none where values are not shown."""
        if self.model.display is not Display.FULL:
            return ()
        ticks = list(self._ticks)
        seen = max((tick.t for tick in ticks), default=-1) + 1
        span = (max(t0, 0.0), min(t1, float(seen)))
        if span[0] >= span[1]:
            return ()
        settings = {label: view.settings for label, view in self._full.people.items()}
        return measures_of_ticks(ticks, settings, parameters_by_hash(self._runs), span)

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        """Code an event afterwards: it goes to the edits, never into a tick."""
        self._edit(*self._numbering.press(code, at=at, how=how))

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        """Say more of an event afterwards."""
        self._edit(*self._numbering.amend(event_id, at=at, how=how))

    def add_note(self, text: str, *, at: float) -> None:
        """Add a note afterwards."""
        self._edit(*self._numbering.press("note", at=at, how=Coding(note=text)))

    def undo(self) -> None:
        """Take the last key press of this replay back; those of the session stay."""
        self._edit(*self._numbering.undo(at=self.clock(), after=self._first_action))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._edit(*self._numbering.redo(at=self.clock()))

    def undoable(self) -> str:
        """Return the code that undo would act on; empty for none."""
        return self._numbering.undoable(after=self._first_action)

    def redoable(self) -> str:
        """Return the code that redo would act on; empty for none."""
        return self._numbering.redoable()

    def set_coder(self, coder: str) -> None:
        """Say who codes from now on, by study code."""
        self._numbering.coder = coder

    def open_codes(self) -> Mapping[str, float]:
        """Return the interval codes that are open at this moment of the replay."""
        return self._book.open_codes()

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Do nothing: a recorded session has the parameters it has."""

    def ask_rating(self, role: str) -> None:
        """Do nothing: nobody can be asked about a moment that is past."""

    def start_baseline(self, *, at: float) -> None:
        """Do nothing: a recorded session has the baseline it has."""

    def stop_baseline(self, *, at: float) -> None:
        """Do nothing: a recorded session has the baseline it has."""

    def take_up(self, stream_id: str) -> None:
        """Do nothing: what was taken up stands in the recording."""

    def turn_belt(self, person: str) -> None:
        """Do nothing: a recorded session was read the way up it was."""

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Do nothing: an alarm of a recorded session has been seen or not."""

    def start_phase(self, name: str, *, at: float) -> None:
        """Do nothing: a recorded session has the phases it has."""

    def stop_phase(self, *, at: float) -> None:
        """Do nothing: a recorded session has the phases it has."""

    def protocol(self) -> ProtocolState:
        """Return where the protocol stood at this moment."""
        return progress(self.study.phases, self._book.events(), self.clock())

    def start_recording(self) -> None:
        """Do nothing: a replay is not recorded."""

    def stop_recording(self) -> None:
        """Do nothing: a replay is not recorded."""

    def set_speed(self, factor: float) -> None:
        """Change the speed; 0.1 to 1000."""
        with self._condition:
            self._position, self._anchor = self._now(), time.monotonic()
            self._speed = min(max(factor, 0.1), MAX_SPEED)
            self._condition.notify_all()

    def pause(self, *, paused: bool) -> None:
        """Halt or go on."""
        with self._condition:
            self._position, self._anchor = self._now(), time.monotonic()
            self._paused = paused
            self._condition.notify_all()

    def stop(self) -> None:
        """End the replay. Safe to call twice."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()
        if self._thread.is_alive():
            self._thread.join(5.0)
        self._edits.close()

    # -- playing -------------------------------------------------------------------------------

    def _now(self) -> float:
        if self._paused:
            return self._position
        return self._position + (time.monotonic() - self._anchor) * self._speed

    def _wait_until(self, t: float) -> bool:
        """Wait until the replay has reached session time ``t``; False when it was stopped."""
        with self._condition:
            while not self._stopped and (left := t - self._now()) > 0:
                timeout = None if self._paused else min(left / self._speed, STATUS_EVERY_S)
                self._condition.wait(timeout)
                self._refresh()
            return not self._stopped

    def _play(self) -> None:
        try:
            for inputs in self._runs:
                if not self._play_run(inputs):
                    return
        except Exception as error:
            logger.exception("replay failed")
            self._state, self._message = "failed", f"The replay stopped: {error}."
        finally:
            if self._state != "failed":
                self._state = "ended"
            with self._condition:
                self._position, self._paused = self._now(), True
            self._refresh()

    def _play_run(self, inputs: RunInputs) -> bool:
        pipeline = make_pipeline(inputs.run)
        self._full.apply(list(inputs.run.baselines.values()))
        for item in inputs.run.parameters:
            self._full.set_parameters(item)
        self._full.apply(prepare(pipeline, inputs.run))
        times = {used.spec.stream_id: _SessionTimes(inputs, used) for used in inputs.streams}
        next_status = 0.0
        for chunk in chunks_in_time(inputs, _short_chunks):
            shown = times[chunk.stream_id].of(chunk)
            if not self._wait_until(float(shown[-1])):
                return False
            self._full.waveform(chunk.stream_id, shown, chunk.values)
            outputs = pipeline.feed(chunk)
            self._ticks += [output for output in outputs if isinstance(output, Tick)]
            self._full.apply(outputs)
            self._show_until(float(shown[-1]))
            if time.monotonic() >= next_status:
                next_status = time.monotonic() + STATUS_EVERY_S
                self._refresh()
        return True

    def _show_until(self, t: float) -> None:
        due = list(takewhile(lambda entry: entry[0] <= t, self._marks))
        del self._marks[: len(due)]
        for _, mark in due:
            self._show(mark)
        told = list(takewhile(lambda change: change.at <= t, self._alarm_steps))
        del self._alarm_steps[: len(told)]
        if told:
            self._alarms.update({change.alarm.alarm_id: change.alarm for change in told})
            self._full.set_alarms(list(self._alarms.values()))

    def _show(self, mark: Mark) -> None:
        self._book.replay([mark])
        event = self._book.event(mark.event.event_id)
        if event is None:
            self._full.remove_event(mark.event.event_id)
        else:
            self._full.set_event(event)

    def _edit(self, *marks: Mark) -> None:
        for mark in marks:
            self._edits.append(mark)
            self._show(mark)

    def _refresh(self) -> None:
        streams = tuple(
            StreamStatus(
                spec=spec,
                alive=True,
                last_sample_age_s=None,
                rate=None,
                remark=self._full.signal_remark(spec),
            )
            for spec in self._runs[0].run.streams
        )
        self._full.set_status(
            SessionStatus(
                session_id=self._folder.session_id,
                mode="replay",
                state=self._state,
                phase=self._book.phase(),
                now=self._now(),
                lag_s=self.settings.lag_s,
                recorder=RecorderStatus(),
                streams=streams,
                marks=self.settings.marks,
                speed=self._speed,
                paused=self._paused,
                message=self._message,
            )
        )


class _SessionTimes:
    """Session times of a stream's samples for display, by live index."""

    def __init__(self, inputs: RunInputs, used: UsedSamples) -> None:
        self._index = used.index
        self._times = used.stamps + offsets_for(inputs.run, used) - inputs.run.session_zero

    def of(self, chunk: Chunk) -> NDArray[np.float64]:
        start = int(np.searchsorted(self._index, chunk.index))
        return self._times[start : start + chunk.stamps.size]


def _short_chunks(used: UsedSamples) -> Iterator[slice]:
    size = max(1, round(used.spec.nominal_rate * CHUNK_S)) if used.spec.regular else 1
    return equal_chunks(size)(used)


def _in_order(marks: Iterable[Mark]) -> list[tuple[float, Mark]]:
    """Return marks as they were made, each with the session time at which to show it."""
    found: list[tuple[float, Mark]] = []
    for mark in marks:
        before = found[-1][0] if found else -math.inf
        found.append((max(before, _shown_at(mark)), mark))
    return found


def _shown_at(mark: Mark) -> float:
    """Return the session time at which a mark was made."""
    event = mark.event
    if mark.at is not None:
        return mark.at
    if mark.boundary is Boundary.STOP and event.duration is not None:
        return event.onset + event.duration
    return event.onset if event.t_entered is None else max(event.onset, event.t_entered)
