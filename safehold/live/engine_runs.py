"""The runs of the engine in one session: the first, and each one that is restarted.

A run goes on from the journal of those before: session zero, baselines, calibrations, parameters,
and the intervals that are open. It begins cold: no earlier samples, and a gap between the ticks.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from acquisition.inlet import ClockMeasurement
from acquisition.lsl import local_clock
from safehold.core.settings import EngineSettings
from safehold.core.study import Display, Study
from safehold.core.types import Parameters, StreamSpec
from safehold.files.engine_run import (
    EngineRun,
    baselines_in_force,
    baselines_taken,
    calibrations_in_force,
    parameters_in_force,
    software,
)
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.live.engine import LiveEngine
from safehold.live.guide import Guide
from safehold.live.inlet_streams import InletStreams
from safehold.live.mark_writer import MarkWriter
from safehold.live.marker_conduct import tell_conductor_trouble
from safehold.live.publishing import Outlets
from safehold.live.threads import marker_inlets
from safehold.offline.inputs import make_pipeline, open_marks
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel


class EngineRuns:
    """Begins one run after the other, in one journal; the first one at once.

    Parameters
    ----------
    path : Path
        ``engine.jsonl`` of the session.
    runs : sequence of EngineRun
        What it holds so far, of earlier starts of the workbench.
    specs : sequence of StreamSpec
        The session's streams.
    offsets : mapping of str to ClockMeasurement
        First clock offsets by uid.
    study : Study
        People and their own parameters.
    settings : EngineSettings
        The session's.
    display : mapping of str to Display
        What each window shows, for the journal.
    book : EventBook
        All events of the session.
    model : SessionModel
        What the views read.
    outlets : Outlets
        Where ticks, marks and journal are published.
    protocol : Guide
        Gets every tick.
    on_marker : callable, optional
        Gets the name of the marker stream that conducts and the text of each of its markers.
    """

    def __init__(
        self,
        path: Path,
        runs: Sequence[EngineRun],
        specs: Sequence[StreamSpec],
        offsets: Mapping[str, ClockMeasurement],
        *,
        study: Study,
        settings: EngineSettings,
        display: Mapping[str, Display],
        book: EventBook,
        model: SessionModel,
        outlets: Outlets,
        protocol: Guide,
        on_marker: Callable[[str, str], object] | None = None,
    ) -> None:
        self._on_marker = on_marker
        self._path, self._before = path, list(runs)
        self._study, self._settings, self._display = study, settings, display
        self._book, self._model = book, model
        self._outlets, self._protocol = outlets, protocol
        self.zero = runs[-1].session_zero if runs else float(math.floor(local_clock()))
        """LSL time of session time 0, s."""
        outlets.session_zero = self.zero
        self.journal = Journal(path, lambda line: outlets.line(line, local_clock()))
        """The journal of the present run."""
        self.marks = MarkWriter(book, self.journal, model, outlets)
        tell_conductor_trouble(study.conduct, specs, model)
        now = local_clock()
        self.run = self._run_at(now, specs)
        """The present run."""
        self._write_start()
        self.engine, self.markers = self._make_engine(specs, now)
        texts = marker_inlets(specs)
        for uid, measurement in offsets.items():
            (self.markers if uid in texts else self.engine).measured(uid, measurement)

    def begin_again(self, specs: Sequence[StreamSpec]) -> None:
        """End the present run, whose threads have been given up, and begin another.

        Raises
        ------
        RecordingError
            When the journal cannot be read; the present run is over all the same.
        """
        self.engine.retire()
        self.journal.sync()
        self._before = read_runs(self._path)
        now = local_clock()
        run = self._run_at(now, specs)

        def begin() -> Journal:
            self.journal, self.run = self.journal.next_run(), run
            self._write_start()
            return self.journal

        self.marks.next_run(begin)
        self.engine, self.markers = self._make_engine(specs, now)

    def end(self, *, in_order: bool) -> None:
        """End the last run; ``in_order``: everything that was taken in was computed."""
        self.engine.retire()
        if in_order:
            self.journal.stop(self.run.run, self.engine.used)
        self.journal.close()

    def _run_at(self, now: float, specs: Sequence[StreamSpec]) -> EngineRun:
        return EngineRun(
            run=len(self._before) + 1,
            session_zero=self.zero,
            first_tick=math.floor(now - self.zero) + 1,
            settings=self._settings,
            streams=tuple(specs),
            people=tuple(person.label for person in self._study.people),
            software=software(),
            utc_anchor=(local_clock(), time.time()),
            baselines=baselines_in_force(self._before),
            taken=baselines_taken(self._before),
            calibrations=calibrations_in_force(self._before),
            open=tuple(event for event in self._book.events() if event.duration is None),
        )

    def _write_start(self) -> None:
        self.journal.start(self.run)
        self.journal.display(self._display)
        self._model.apply(list(self.run.baselines.values()))

    def _make_engine(
        self, specs: Sequence[StreamSpec], now: float
    ) -> tuple[LiveEngine, InletStreams]:
        texts = marker_inlets(specs)
        pipeline = make_pipeline(self.run)
        for mark in open_marks(self.run):
            pipeline.feed(mark)
        engine = LiveEngine(
            pipeline,
            streams=[spec for spec in specs if spec.uid not in texts],
            marks=self.marks,
            journal=self.journal,
            model=self._model,
            publisher=self._outlets,
            clock=local_clock,
            not_before=now,
            on_tick=self._protocol.take,
            conduct=self._study.conduct,
            on_marker=self._on_marker,
        )
        for item in self._own_parameters():
            engine.parameters(item)
        markers = InletStreams(
            [spec for spec in specs if spec.uid in texts],
            session_zero=self.zero,
            marks=self.marks,
            journal=self.journal,
            model=self._model,
            clock=local_clock,
            conduct=self._study.conduct,
            on_marker=self._on_marker,
        )
        return engine, markers

    def _own_parameters(self) -> list[Parameters]:
        """Return the parameters of those who have others than the session's."""
        found = {
            person.label: Parameters(
                person.label, person.settings.zones, person.settings.baseline, why=person.why
            )
            for person in self._study.people
            if not self._before and person.settings != self._settings
        }
        return list((found | parameters_in_force(self._before)).values())
