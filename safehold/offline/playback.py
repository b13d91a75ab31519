"""A replayed session for a view: the recording at 1x, faster, or paused."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from recordings.folder.chain import note_appended
from recordings.folder.session import SessionFolder
from safehold.core.alarms import Alarm
from safehold.core.codebook import Codebook
from safehold.core.conditions import Conditions
from safehold.core.life_cycle import LifeCycle
from safehold.core.measures import ProcessMeasure
from safehold.core.messages import NOTHING, Message
from safehold.core.protocol import ProtocolState, progress
from safehold.core.study import Display
from safehold.core.types import (
    Baseline,
    Beat,
    Boundary,
    Breath,
    Chunk,
    EngineOutput,
    Level,
    Mark,
    Tick,
)
from safehold.files.edits import Edits
from safehold.files.study import recorded_study
from safehold.offline.analysis import parameters_by_hash
from safehold.offline.inputs import (
    RunInputs,
    UsedSamples,
    chunks_in_time,
    equal_chunks,
    make_pipeline,
    prepare,
    used_times,
)
from safehold.offline.measures import measures_of_outputs
from safehold.offline.recording import read_recording
from safehold.session.coder import Coder, Make, show_mark
from safehold.session.event_book import EventBook
from safehold.session.model import RecorderStatus, SessionModel, SessionStatus, StreamStatus
from safehold.session.ports import Playback
from safehold.session.status import REPLAY_TABLE, SessionState
from safehold.session.veil import shown

logger = logging.getLogger("safehold.offline.playback")

CHUNK_S = 0.04
MEASURED = (Tick, Beat, Breath, Conditions, Baseline)
"""What measures are made from."""
STATUS_EVERY_S = 0.25
MAX_SPEED = 1000.0


class ReplaySession:
    """Plays a recorded session.

    Implements :class:`safehold.session.ports.Session` and, as its own playback,
    :class:`safehold.session.ports.Playback`.

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
    conduct = None

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
        recording = read_recording(folder)
        self.study = recorded_study(recording.info)
        self._missing, self._runs = recording.problems, recording.runs
        first = self._runs[0].run
        self.settings = first.settings
        self._full = SessionModel(first.people, first.streams, first.settings)
        self.model = self.map_model = self.therapist_model = shown(self._full, display)
        self._said: list[EngineOutput] = []
        self._edits = Edits(folder.edits_path)
        self._book = EventBook(codebook)
        """Events up to the moment that is shown."""
        self._marks = _in_order(mark for inputs in self._runs for mark in inputs.run.marks)
        self._alarm_steps = sorted(
            (change for inputs in self._runs for change in inputs.run.alarms),
            key=lambda change: change.at,
        )
        self._alarms: dict[str, Alarm] = {}
        self._coded = EventBook(codebook)
        self._coded.display = display.value
        """All events from the start on: what is coded now gets the next number."""
        self._coded.replay([*(mark for _, mark in self._marks), *self._edits.marks()])
        self._coded.forget_undone()
        self.coding = Coder(
            self._coded,
            self._edit,
            self._full,
            clock=self.clock,
            recorded=self._coded.last_action,
        )
        self._condition = threading.Condition()
        self._speed = speed
        self._paused = False
        self._stopped = False
        self._position = float(first.first_tick - 1)
        self._anchor = time.monotonic()
        self._life = LifeCycle("replay", SessionState.LIVE, REPLAY_TABLE)
        self._message = NOTHING
        self._thread = threading.Thread(target=self._play, name="safehold-replay", daemon=True)

    def begin(self) -> None:
        """Start to play; say what the session lacks, and whether it had no live engine."""
        for text in self._missing:
            self._full.notify(Level.WARNING, "missing", text)
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
        said = list(self._said)
        seen = max((o.t for o in said if isinstance(o, Tick)), default=-1) + 1
        span = (max(t0, 0.0), min(t1, float(seen)))
        if span[0] >= span[1]:
            return ()
        settings = {label: view.settings for label, view in self._full.people.items()}
        return measures_of_outputs(said, settings, parameters_by_hash(self._runs), span)

    def protocol(self) -> ProtocolState:
        """Return where the protocol stood at this moment."""
        return progress(self.study.phases, self._book.events(), self.clock())

    @property
    def playback(self) -> Playback:
        """Steers the replay."""
        return self

    def report_failure(self, text: Message) -> None:
        """Note what failed in the window: nothing is lost by it."""
        self.model.notify(Level.ERROR, "window", text)

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
        note_appended(self._folder, "edited")

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
            self._message = Message("The replay stopped: {error}.", error=error)
            self._life.advance(SessionState.FAILED)
        finally:
            self._life.enter(SessionState.ENDED)
            with self._condition:
                self._position, self._paused = self._now(), True
            self._refresh()

    def _play_run(self, inputs: RunInputs) -> bool:
        pipeline = make_pipeline(inputs.run)
        self._full.apply(list(inputs.run.baselines.values()))
        for item in inputs.run.parameters:
            self._full.set_parameters(item)
        begun = prepare(pipeline, inputs.run)
        self._said += [output for output in begun if isinstance(output, MEASURED)]
        self._full.apply(begun)
        times = {used.spec.stream_id: _SessionTimes(inputs, used) for used in inputs.streams}
        next_status = 0.0
        for chunk in chunks_in_time(inputs, _short_chunks):
            shown = times[chunk.stream_id].of(chunk)
            if not self._wait_until(float(shown[-1])):
                return False
            self._full.waveform(chunk.stream_id, shown, chunk.values)
            outputs = pipeline.feed(chunk)
            self._said += [output for output in outputs if isinstance(output, MEASURED)]
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
            # what to do about it was to be done then
            self._full.set_alarms(
                [replace(alarm, remedy=NOTHING) for alarm in self._alarms.values()]
            )

    def _show(self, mark: Mark) -> None:
        self._book.replay([mark])
        show_mark(mark, self._book, self._full)

    def _edit(self, make: Make) -> list[Mark]:
        """Write down what is coded afterwards: it goes to the edits, never into a tick."""
        marks = list(make(self._coded))
        for mark in marks:
            self._edits.append(mark)
            self._show(mark)
        return marks

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
                state=self._life.state,
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
        self._times = used_times(inputs.run, used)

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
