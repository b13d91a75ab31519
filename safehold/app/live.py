"""The live engine: drives the pipeline with what arrives, and writes down what it did.

Synchronous and owned by one thread (``safehold.app.runner``). Everything that can change a tick
goes to the journal before it goes to the pipeline, so that replay can do the same.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.first_look import effective_rate
from safehold.app.events import EventBook
from safehold.app.intake import FOREIGN_CLOCK_S, Intake, Rebase
from safehold.app.journal import Journal
from safehold.app.model import SessionModel, StreamState, StreamStatus
from safehold.app.movement_marks import MovementMarks
from safehold.app.pipeline import Pipeline, engine_streams
from safehold.core.types import (
    Baseline,
    BreathingCalibration,
    Chunk,
    ClockOffset,
    EngineInput,
    EngineOutput,
    FloatArray,
    Level,
    Mark,
    Parameters,
    Role,
    Stall,
    StreamSpec,
    Tick,
    Turn,
)

logger = logging.getLogger("safehold.app.live")

BREAK_S = 0.5
"""A step of the stamps by more than this starts a new segment in the journal."""
CHECKPOINT_S = 10.0
"""A segment line is also written this often, so that replay can check the samples in the file."""
PIPELINE_LAG_S = 7
"""A tick is due this many seconds after its time (methods 2.1)."""
_STATE_WORDS = {
    StreamState.ENDED: "ended",
    StreamState.FOREIGN_CLOCK: "stamps are not on the LSL clock",
    StreamState.NO_OFFSET: "clock offset not yet measured",
}


class Publisher(Protocol):
    """Where the engine's products go for others: LSL outlets, or nowhere."""

    def tick(self, tick: Tick) -> None:
        """Publish a tick at its own time."""
        ...

    def mark(self, mark: Mark) -> None:
        """Publish a coded event at the time it means."""
        ...


class LiveEngine:
    """Takes in raw chunks, offsets and marks in the order they come.

    Parameters
    ----------
    pipeline : Pipeline
        Fresh pipeline of this run.
    streams : sequence of StreamSpec
        All streams of the session that are taken in.
    book : EventBook
        Events so far.
    journal : Journal
        Where every fact is written first.
    model : SessionModel
        What the views read.
    publisher : Publisher
        Where ticks and coded events are published.
    clock : callable
        The LSL clock of this computer, s.
    utc : callable
        Its time of day as Unix time, s.
    not_before : float
        LSL time of Start. Earlier samples wait in the inlets' buffers, but the recorder may not
        have them, so they are not used.
    on_tick : callable, optional
        Gets every tick after it was published.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        *,
        streams: Sequence[StreamSpec],
        book: EventBook,
        journal: Journal,
        model: SessionModel,
        publisher: Publisher,
        clock: Callable[[], float],
        utc: Callable[[], float] = time.time,
        not_before: float = -math.inf,
        on_tick: Callable[[Tick], None] | None = None,
    ) -> None:
        self._pipeline = pipeline
        self._on_tick = on_tick
        self._not_before = not_before
        self._book = book
        self._movement = MovementMarks()
        self._journal = journal
        self._model = model
        self._publisher = publisher
        self._clock, self._utc = clock, utc
        self._began = clock()
        self._intakes = {spec.stream_id: Intake(spec) for spec in streams}
        self._by_inlet: dict[str, list[Intake]] = {}
        for intake in self._intakes.values():
            self._by_inlet.setdefault(intake.spec.uid, []).append(intake)
        self._engine_ids = {
            person: [spec.stream_id for spec in engine_streams(streams, person)]
            for person in pipeline.people
        }

    @property
    def used(self) -> Mapping[str, int]:
        """Samples taken in per stream of the engine."""
        return {key: self._intakes[key].count for key in self._pipeline.stream_ids}

    def join(self, spec: StreamSpec) -> None:
        """Take a further stream in that changes no tick: ratings of a window opened later."""
        intake = Intake(spec)
        self._intakes[spec.stream_id] = intake
        self._by_inlet.setdefault(spec.uid, []).append(intake)

    def measured(self, uid: str, measurement: ClockMeasurement) -> None:
        """Take in a measured clock offset of an inlet; it holds from the next sample on."""
        for intake in self._by_inlet.get(uid, ()):
            if intake.rebase is None:  # an offset between LSL clocks says nothing of another one
                self._set_offset(intake, measurement.offset, measurement.uncertainty)

    def _set_offset(self, intake: Intake, offset: float, uncertainty: float) -> None:
        intake.offset = offset
        intake.uncertainty = uncertainty if math.isfinite(uncertainty) else None
        stream_id = intake.spec.stream_id
        if stream_id in self._pipeline.stream_ids:
            item = ClockOffset(stream_id, intake.count, offset, uncertainty)
            self._journal.offset(item)
            self._feed(item)

    def arrived(self, uid: str) -> None:
        """Take note that samples of an inlet have arrived; they may wait for their turn.

        Called by the thread that pulls, so that a busy engine does not look like a dropout.
        """
        now = self._clock()
        for intake in self._by_inlet.get(uid, ()):
            intake.last_arrival = now

    def answered(self, uid: str) -> None:
        """Take note that the sender of an inlet answered when its clock was asked.

        Called by the thread that asks, like :meth:`arrived`.
        """
        now = self._clock()
        for intake in self._by_inlet.get(uid, ()):
            intake.last_answer = now

    def samples(self, uid: str, chunk: RawChunk) -> None:
        """Take in what one inlet gave."""
        for intake in self._by_inlet.get(uid, ()):
            self._samples(intake, chunk)

    def skipped(self, uid: str, n: int) -> None:
        """Take note that samples were not handed over because processing was too slow."""
        for intake in self._by_inlet.get(uid, ()):
            intake.n_overrun += n
            if intake.spec.stream_id in self._pipeline.stream_ids and intake.count:
                self._journal.skip(intake.spec.stream_id, intake.count, n)
                intake.count += n
                intake.broken = True
            self._notify(
                intake,
                Level.WARNING,
                "overrun",
                f"{n} samples of {intake.spec.name!r} were not processed live "
                "(they are recorded).",
            )

    def overflowed(self, uid: str) -> None:
        """Take note that liblsl's buffer was full: samples were lost that nobody counted."""
        for intake in self._by_inlet.get(uid, ()):
            self._notify(
                intake,
                Level.ERROR,
                "overflow",
                f"The buffer of {intake.spec.name!r} was full: samples before now are lost here. "
                "The recorder has a buffer of its own; its status says how it is.",
            )

    def lost(self, uid: str, why: str = "") -> None:
        """Take note that a stream has ended and cannot be recovered by liblsl.

        ``why``: a sentence about it where there is something to say.
        """
        for intake in self._by_inlet.get(uid, ()):
            intake.lost = True
            self._notify(
                intake,
                Level.ERROR,
                "stream_lost",
                why
                or f"Stream {intake.spec.name!r} has ended. Start its program again; if it has no "
                "source id, start the live session again as well: the recording goes on.",
            )

    def seen(
        self, offers: Mapping[str, str], doubled: Collection[str], gone: Collection[str]
    ) -> None:
        """Take note of what is on the network (see :meth:`safehold.app.runner.Runner.seen`)."""
        for uid, intakes in self._by_inlet.items():
            for intake in intakes:
                intake.offer = offers.get(intake.spec.stream_id, "")
                intake.doubled = uid in doubled
                intake.gone = uid in gone

    def take_up(self, old: str, new: str) -> None:
        """Go on with another run of a stream's program, as the user has said."""
        for intake in self._by_inlet.pop(old, []):
            self._journal.take_up(intake.spec.stream_id, new)
            intake.go_on(new)
            self._by_inlet.setdefault(new, []).append(intake)
            self._notify(
                intake, Level.INFO, "take_up", f"{intake.spec.name!r} is used again, with a gap."
            )

    def mark(self, mark: Mark, *, publish: bool) -> None:
        """Take in a mark: it acts from the first tick not yet emitted, per person."""
        event = mark.event
        acting = replace(mark, act_from=self._pipeline.next_ticks())
        self._journal.mark(acting)
        if publish:
            self._publisher.mark(acting)
        shown = self._book.event(event.event_id)
        if shown is None:
            self._model.remove_event(event.event_id)
        else:
            self._model.set_event(shown)
        self._feed(acting)

    def parameters(self, item: Parameters) -> None:
        """Take in other parameters of a person: from the first tick not yet emitted."""
        next_tick = self._pipeline.next_ticks().get(item.person)
        if next_tick is None:
            return  # somebody without a heart or respiration stream
        acting = replace(item, act_from=next_tick)
        self._journal.parameters(acting)
        self._model.set_parameters(acting)
        self._feed(acting)

    def turn(self, item: Turn) -> None:
        """Read a respiration stream the other way up: from the first tick not yet emitted."""
        intake = self._intakes.get(item.stream_id)
        person = intake.spec.person if intake is not None else None
        next_tick = self._pipeline.next_ticks().get(person or "")
        if intake is None or next_tick is None:
            return
        acting = replace(item, act_from=next_tick)
        self._journal.turn(acting)
        intake.spec = replace(intake.spec, inverted=item.inverted)
        self._model.turn(item.stream_id, inverted=item.inverted)
        self._notify(
            intake,
            Level.INFO,
            "turned",
            f"{intake.spec.name!r} is read the other way up from here on; breathing and RSA of "
            "before are not used.",
        )
        self._feed(acting)

    def check_stalls(self) -> None:
        """Give up ticks that are overdue, and end movements, because an input stands still."""
        now = self._clock() - self._pipeline.session_zero
        for spec, at, text in self._movement.unseen(now):
            self._mark_texts(self._intakes[spec.stream_id], [(at, text)], publish=True)
        overdue = math.floor(now - PIPELINE_LAG_S - self._pipeline.settings.stall_after_s)
        for person, next_tick in self._pipeline.next_ticks().items():
            if overdue < next_tick:
                continue
            slowest = min(
                (self._intakes[stream_id] for stream_id in self._engine_ids[person]),
                key=lambda intake: (
                    -math.inf if math.isnan(intake.last_stamp) else intake.last_stamp
                ),
            )
            item = Stall(person, next_tick, overdue, slowest.spec.stream_id, slowest.last_stamp)
            self._journal.stall(item)
            self._feed(item)

    def stream_statuses(self) -> tuple[StreamStatus, ...]:
        """Return how every stream is doing."""
        now = self._clock()
        return tuple(self._status(intake, now) for intake in self._intakes.values())

    def _samples(self, intake: Intake, chunk: RawChunk) -> None:
        stream_id = intake.spec.stream_id
        now = self._clock()
        intake.received_at(chunk.stamps, now)
        if intake.offset is None:
            return  # no stamp can be placed before the first offset is measured
        if not self._placed(intake, chunk.stamps, now):
            return
        stamps = chunk.stamps
        times = self._session_time(intake, stamps)
        if intake.spec.role in (Role.EVENTS, Role.RATING) or isinstance(chunk.values, list):
            texts = intake.texts(times, chunk.values)
            self._mark_texts(intake, texts, publish=intake.spec.role is Role.RATING)
            return
        values = np.asarray(chunk.values[:, intake.spec.channel], dtype=np.float64)
        self._model.waveform(stream_id, times, values)
        if intake.spec.role is Role.ACCELEROMETER:
            moved = self._movement.take(intake.spec, times, chunk.values)
            self._mark_texts(intake, moved, publish=True)
        if stream_id not in self._pipeline.stream_ids:
            return
        if intake.count == 0:
            stamps, values = self._from_first_usable(intake, stamps, values, now)
        if stamps.size:
            self._note_segments(intake, stamps)
            index = intake.count
            intake.count += stamps.size
            intake.last_stamp = float(stamps[-1])
            self._feed(Chunk(stream_id, index, stamps, values))

    def _notify(self, intake: Intake, level: Level, code: str, message: str) -> None:
        self._model.notify(
            level, code, message, stream_id=intake.spec.stream_id, person=intake.spec.person
        )

    def _status(self, intake: Intake, now: float) -> StreamStatus:
        age = None if intake.last_arrival is None else now - intake.last_arrival
        state = intake.state(now, self._began)
        remark = _STATE_WORDS.get(state, "")
        if state is StreamState.SILENT and intake.gone:
            remark = "its program has ended"
        elif state is StreamState.SILENT and intake.unanswered(now):
            remark = "its program does not answer"
        elif state is StreamState.SILENT:
            remark = "no data yet" if age is None else f"no data for {age:.0f} s"
        elif state is StreamState.LIVE:
            remark = self._model.signal_remark(intake.spec)
        times, _ = self._model.snapshot(intake.spec.stream_id, 10.0)
        return StreamStatus(
            spec=intake.spec,
            alive=state in (StreamState.LIVE, StreamState.WAITING, StreamState.NO_OFFSET),
            last_sample_age_s=age,
            rate=effective_rate(times),
            remark=remark,
            state=state,
            offer=intake.offer,
            doubled=intake.doubled,
            health=intake.health(times),
        )

    def _session_time(self, intake: Intake, stamps: FloatArray) -> FloatArray:
        return stamps + ((intake.offset or 0.0) - self._pipeline.session_zero)

    def _placed(self, intake: Intake, stamps: FloatArray, now: float) -> bool:
        """Tell whether the stamps can be placed in time; rebase a foreign clock once it is known.

        A sender that stamps with Unix time, or hands on stamps of another machine, gives stamps
        far from now. A stream whose clock is not understood is recorded, but not processed.
        """
        if intake.placed or not stamps.size:
            return intake.placed
        if (np.abs(stamps + (intake.offset or 0.0) - now) < FOREIGN_CLOCK_S).any():
            intake.placed, intake.refused = True, False
            return True
        rebase = intake.clock.watch(
            float(stamps[-1]),
            lsl=now,
            utc=self._utc(),
            patient=intake.spec.role not in (Role.EVENTS, Role.RATING),
        )
        if rebase is not None:
            self._rebase(intake, rebase)
            return True
        intake.refused = True
        if intake.clock.hopeless(now) and not intake.told:
            intake.told = True
            self._notify(
                intake,
                Level.ERROR,
                "foreign_clock",
                f"The stamps of {intake.spec.name!r} are not on the LSL clock and do not advance "
                "with time, so its samples cannot be placed. It is recorded, but not processed.",
            )
        return False

    def _rebase(self, intake: Intake, rebase: Rebase) -> None:
        intake.rebase, intake.placed, intake.refused = rebase, True, False
        self._journal.rebase(intake.spec.stream_id, rebase.constant, rebase.clock)
        self._set_offset(intake, rebase.constant, math.nan)
        message = f"{intake.spec.name!r} {rebase.told}"
        self._notify(intake, Level.WARNING, "foreign_clock", message)

    def _from_first_usable(
        self, intake: Intake, stamps: FloatArray, values: FloatArray, now: float
    ) -> tuple[FloatArray, FloatArray]:
        """Drop leading samples from before Start, or whose stamps are not near now.

        An inlet that joins in the middle of a pushed chunk gets stamps deduced from nothing.
        """
        times = stamps + (intake.offset or 0.0)
        usable = (np.abs(times - now) < FOREIGN_CLOCK_S) & (times >= self._not_before)
        first = int(np.argmax(usable)) if usable.any() else stamps.size
        return stamps[first:], values[first:]

    def _note_segments(self, intake: Intake, stamps: FloatArray) -> None:
        """Write where segments begin, and a checkpoint now and then."""
        stream_id = intake.spec.stream_id
        period = 1.0 / intake.spec.nominal_rate if intake.spec.regular else 0.0
        before = np.concatenate(([intake.last_stamp], stamps[:-1]))
        step = stamps - before - period
        breaks = (step < -BREAK_S) | ~np.isfinite(step)
        if intake.spec.regular:
            breaks |= step > BREAK_S
        breaks[0] |= intake.broken or abs(stamps[0] - intake.last_checkpoint) >= CHECKPOINT_S
        for k in np.flatnonzero(breaks):
            if np.isfinite(stamps[k]):
                self._journal.segment(stream_id, intake.count + int(k), float(stamps[k]))
                intake.last_checkpoint = float(stamps[k])
        intake.broken = False

    def _mark_texts(
        self, intake: Intake, texts: Iterable[tuple[float, str]], *, publish: bool
    ) -> None:
        """Make an event of each text of a stream, at its time (s), or else now."""
        arrived = self._clock() - self._pipeline.session_zero
        for at, text in texts:
            when = at if math.isfinite(at) else arrived
            stream_id = intake.spec.stream_id
            mark = self._book.marker(text, at=when, stream=stream_id, arrived=arrived)
            self.mark(mark, publish=publish)

    def _feed(self, item: EngineInput) -> None:
        self._deliver(self._pipeline.feed(item))

    def _deliver(self, outputs: Sequence[EngineOutput]) -> None:
        for output in outputs:
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
