"""The live engine: drives the pipeline with what arrives, and writes down what it did.

Synchronous and owned by one thread (``safehold.live.threads``). Everything that can change a tick
goes to the journal before it goes to the pipeline, so that replay can do the same. Marks stand in
the journal already (``safehold.live.mark_writer``); the engine adds from which ticks on they act.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from acquisition.inlet import RawChunk
from processing.measures.moving_pair import MovingPair
from processing.zones.pipeline import Pipeline
from safehold.core.calibration import BreathingCalibration
from safehold.core.event_clock import FOREIGN_CLOCK_S
from safehold.core.messages import Message
from safehold.core.settings import PIPELINE_DELAY_S
from safehold.core.types import (
    Baseline,
    Chunk,
    ClockOffset,
    EngineInput,
    FloatArray,
    Level,
    MissingTicks,
    Parameters,
    Role,
    StreamSpec,
    Tick,
    Turn,
)
from safehold.core.worker import RetiredError
from safehold.files.journal import Journal
from safehold.live.inlet_streams import InletStreams
from safehold.live.mark_writer import MarkWriter
from safehold.live.streams.sensor_marks import SensorMarks
from safehold.live.streams.stream import LiveStream
from safehold.session.model import SessionModel

logger = logging.getLogger("safehold.live.engine")

BREAK_S = 0.5
"""A step of the stamps by more than this starts a new segment in the journal."""
CHECKPOINT_S = 10.0
"""A segment line is also written this often, so that replay can check the samples in the file."""


class Publisher(Protocol):
    """Where the engine's products go for others: LSL outlets, or nowhere."""

    def tick(self, tick: Tick) -> None:
        """Publish a tick at its own time."""
        ...


class LiveEngine(InletStreams):
    """Drives the pipeline with the samples, offsets and marks of one run.

    Parameters
    ----------
    pipeline : Pipeline
        Fresh pipeline of this run.
    streams : sequence of StreamSpec
        The session's streams but those of markers and ratings.
    marks : MarkWriter
        Gives the marks that were written down, and takes those that samples give.
    journal : Journal
        Where every fact is written first.
    model : SessionModel
        What the views read.
    publisher : Publisher
        Where ticks are published.
    clock : callable
        The LSL clock of this computer, s.
    utc : callable
        Its time of day as Unix time, s.
    not_before : float
        LSL time of Start. Earlier samples wait in the inlets' buffers, but the recorder may not
        have them, so they are not used.
    on_tick : callable, optional
        Gets every tick after it was published.
    conduct : str
        LSL name of the marker stream of another program that may start and end phases.
    on_marker : callable, optional
        Gets the name of that stream and the text of each of its markers.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        *,
        streams: Sequence[StreamSpec],
        marks: MarkWriter,
        journal: Journal,
        model: SessionModel,
        publisher: Publisher,
        clock: Callable[[], float],
        utc: Callable[[], float] = time.time,
        not_before: float = -math.inf,
        on_tick: Callable[[Tick], None] | None = None,
        conduct: str = "",
        on_marker: Callable[[str, str], object] | None = None,
    ) -> None:
        super().__init__(
            streams, session_zero=pipeline.session_zero, marks=marks, journal=journal,
            model=model, clock=clock, utc=utc, conduct=conduct,
            on_marker=on_marker,
        )  # fmt: skip
        self._pipeline, self._publisher = pipeline, publisher
        self._on_tick = on_tick
        self._not_before = not_before
        self._sensors = SensorMarks()
        self._pair = MovingPair(tuple(model.people))
        self._retired = False

    @property
    def used(self) -> Mapping[str, int]:
        """Samples taken in per stream of the engine."""
        return {key: self._streams[key].count for key in self._pipeline.stream_ids}

    def _set_offset(self, stream: LiveStream, offset: float, uncertainty: float) -> None:
        super()._set_offset(stream, offset, uncertainty)
        stream_id = stream.spec.stream_id
        if stream_id in self._pipeline.stream_ids:
            item = ClockOffset(stream_id, stream.count, offset, uncertainty)
            self._journal.offset(item)
            self._feed(item)

    def skipped(self, uid: str, n: int) -> None:
        """Take note that samples were not handed over because processing was too slow."""
        for stream in self._by_inlet.get(uid, ()):
            stream.n_overrun += n
            if stream.spec.stream_id in self._pipeline.stream_ids and stream.count:
                self._journal.skip(stream.spec.stream_id, stream.count, n)
                stream.count += n
                stream.broken = True
            self._notify(
                stream,
                Level.WARNING,
                "overrun",
                Message(
                    "{n} samples of {name!r} were not processed live (they are recorded).",
                    n=n,
                    name=stream.spec.name,
                ),
            )

    def _leave_clock(self, stream: LiveStream, part: RawChunk) -> None:
        super()._leave_clock(stream, part)
        if stream.count and stream.spec.stream_id in self._pipeline.stream_ids:
            stream.broken = True
            self._journal.skip(stream.spec.stream_id, stream.count, None)

    def take_marks(self) -> None:
        """Take the marks that were made since: each acts from the first tick not yet emitted."""
        for number, mark in self._marks.take():
            acting = replace(mark, act_from=self._pipeline.next_ticks())
            self._journal.acts(number, self._pipeline.next_ticks())
            self._feed(acting)

    def retire(self) -> None:
        """End: what a thread that hangs still computes goes nowhere.

        Marks that were not taken act, in a replay, from the first tick that was not emitted.
        """
        self._retired = True
        for number, _ in self._marks.take():
            self._journal.acts(number, self._pipeline.next_ticks())

    def parameters(self, item: Parameters) -> None:
        """Take in other parameters of a person: from the first tick not yet emitted."""
        next_tick = self._pipeline.next_ticks().get(item.person)
        if next_tick is None:
            self._model.refuse(
                Message(
                    "{person} has neither heart nor respiration here: no parameters to change.",
                    person=item.person,
                )
            )
            return
        acting = replace(item, act_from=next_tick)
        self._journal.parameters(acting)
        self._model.set_parameters(acting)
        self._feed(acting)

    def turn(self, item: Turn) -> None:
        """Read a belt or an ECG the other way up: from the first tick not yet emitted."""
        stream = self._streams.get(item.stream_id)
        person = stream.spec.person if stream is not None else None
        next_tick = self._pipeline.next_ticks().get(person or "")
        if stream is None or next_tick is None:
            self._model.refuse(
                Message("That sensor is not used in this session: it was not turned over.")
            )
            return
        acting = replace(item, act_from=next_tick)
        self._journal.turn(acting)
        stream.spec = replace(stream.spec, inverted=item.inverted)
        self._model.turn(item.stream_id, inverted=item.inverted)
        self._notify(
            stream,
            Level.INFO,
            "turned",
            Message(
                "{name!r} is turned over from here on; its beats are searched for again.",
                name=stream.spec.name,
            )
            if stream.spec.role is Role.ECG
            else Message(
                "{name!r} is turned over from here on; earlier breathing and RSA are not used.",
                name=stream.spec.name,
            ),
        )
        self._feed(acting)

    def check_stalls(self) -> None:
        """Give up ticks that are overdue, and end what sensors said, where an input is silent."""
        now = self._clock() - self._pipeline.session_zero
        for spec, at, text in self._sensors.unseen(now):
            self._mark_texts(self._streams[spec.stream_id], [(at, text)], True)
        self.take_marks()
        overdue = math.floor(now - PIPELINE_DELAY_S - self._pipeline.settings.stall_after_s)
        for person, next_tick in self._pipeline.next_ticks().items():
            if overdue < next_tick:
                continue
            slowest = min(
                (self._streams[stream_id] for stream_id in self._pipeline.streams_of(person).ids),
                key=lambda stream: (
                    -math.inf if math.isnan(stream.last_stamp) else stream.last_stamp
                ),
            )
            item = MissingTicks(
                person, next_tick, overdue, slowest.spec.stream_id, slowest.last_stamp
            )
            self._journal.stall(item)
            self._feed(item)

    def samples(self, uid: str, chunk: RawChunk) -> None:
        """Take in what one inlet gave, and at once the marks that came of it."""
        super().samples(uid, chunk)
        self.take_marks()

    def _signal(self, stream: LiveStream, chunk: RawChunk, times: FloatArray, now: float) -> None:
        stream_id, stamps = stream.spec.stream_id, chunk.stamps
        samples = np.asarray(chunk.values)
        values = samples[:, stream.spec.channel].astype(np.float64)
        self._model.waveform(stream_id, times, values)
        since = times >= self._not_before - self._session_zero  # what began before has no marks
        seen = self._sensors.take(stream.spec, times[since], samples[since])
        self._mark_texts(stream, seen, True)
        if stream_id not in self._pipeline.stream_ids:
            return
        if stream.count == 0:
            stamps, values = self._from_first_usable(stream, stamps, values, now)
        if stamps.size:
            self._note_segments(stream, stamps)
            index = stream.count
            stream.count += stamps.size
            stream.last_stamp = float(stamps[-1])
            self._feed(Chunk(stream_id, index, stamps, values))

    def _from_first_usable(
        self, stream: LiveStream, stamps: FloatArray, values: FloatArray, now: float
    ) -> tuple[FloatArray, FloatArray]:
        """Drop leading samples from before Start, or whose stamps are not near now.

        An inlet that joins in the middle of a pushed chunk gets stamps deduced from nothing.
        """
        times = stamps + (stream.offset or 0.0)
        usable = (times > now - FOREIGN_CLOCK_S) & (times >= self._not_before)
        first = int(np.argmax(usable)) if usable.any() else stamps.size
        return stamps[first:], values[first:]

    def _note_segments(self, stream: LiveStream, stamps: FloatArray) -> None:
        """Write where segments begin, and a checkpoint now and then."""
        stream_id = stream.spec.stream_id
        period = 1.0 / stream.spec.nominal_rate if stream.spec.regular else 0.0
        before = np.concatenate(([stream.last_stamp], stamps[:-1]))
        step = stamps - before - period
        breaks = (step < -BREAK_S) | ~np.isfinite(step)
        if stream.spec.regular:
            breaks |= step > BREAK_S
        breaks[0] |= stream.broken or abs(stamps[0] - stream.last_checkpoint) >= CHECKPOINT_S
        for k in np.flatnonzero(breaks):
            if np.isfinite(stamps[k]):
                self._journal.segment(stream_id, stream.count + int(k), float(stamps[k]))
                stream.last_checkpoint = float(stamps[k])
        stream.broken = False

    def _feed(self, item: EngineInput) -> None:
        """Compute what follows from an input, and give it to all who want it."""
        outputs = self._pipeline.feed(item)
        for output in outputs:
            if self._retired:
                raise RetiredError
            if isinstance(output, Tick):
                self._publisher.tick(output)
                if self._on_tick is not None:
                    self._on_tick(output)
            elif isinstance(output, Baseline):
                self._journal.baseline(output)
            elif isinstance(output, BreathingCalibration):
                self._journal.calibration(output)
        if outputs:
            self._model.apply(outputs)
            if moments := self._pair.take(outputs):
                self._model.set_pair((*self._model.pair_moments(), *moments))
