"""A live session from the search for streams to the stop: what ``safehold live`` runs.

The order matters. Own outlets first, so that the recorder finds them; then the recorder, so that
it has every sample that the engine will use; then the engine. Stopping goes the other way round.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from acquisition.lsl import local_clock
from processing import neurokit
from recordings.session import SessionFolder
from safehold.app.alarms import AlarmBook, conditions
from safehold.app.connecting import connect
from safehold.app.corrections import load_corrections, remember
from safehold.app.doctor import Finding
from safehold.app.doctor_checks import check_disk
from safehold.app.events import EventBook
from safehold.app.journal import (
    EngineRun,
    Journal,
    baselines_in_force,
    baselines_taken,
    calibrations_in_force,
    parameters_in_force,
    read_runs,
    software,
)
from safehold.app.live import LiveEngine
from safehold.app.live_coding import LiveCoding
from safehold.app.live_ratings import LiveRatings
from safehold.app.model import SessionModel, SessionStatus
from safehold.app.pipeline import people_of
from safehold.app.preflight import Looks, recorder_finding, stream_findings
from safehold.app.protocol import Protocol
from safehold.app.publishing import Outlets
from safehold.app.ratings import ASK, Ask
from safehold.app.recorder_client import RecorderClient
from safehold.app.replay import make_pipeline
from safehold.app.returning import Returning
from safehold.app.rr_lags import RrLags
from safehold.app.runner import Runner, in_background
from safehold.app.session_opening import open_folder, settings_in_force
from safehold.app.veil import display_of, shown
from safehold.core.alarms import AlarmChange
from safehold.core.codebook import Codebook
from safehold.core.errors import (
    SafeholdError,
)
from safehold.core.markers import encode_marker
from safehold.core.study import PhaseKind, Study
from safehold.core.types import Level, Parameters, Role, StreamSpec, Turn

logger = logging.getLogger("safehold.app.live_session")

RECORDER_READY_S = 10.0
RECORDER_STOP_S = 15.0


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """What a live session is started with."""

    root: Path
    """Study folder that session folders are made in."""
    session_id: str
    study: Study
    """People, parameters, phases; goes into ``session.json`` as a whole."""
    codebook: Codebook
    record: bool = True
    copy_to: Path | None = None
    """Where the recorder writes a second copy at the same time."""
    wait_s: float = 10.0
    """How long to look for streams, s."""
    min_streams: int = 0
    """Stop looking as soon as so many streams were found; 0 looks until one is usable."""

    @property
    def people(self) -> tuple[str, ...]:
        """Participant labels."""
        return tuple(person.label for person in self.study.people)


class LiveSession(LiveCoding):
    """One live session; implements :class:`safehold.app.model.Controller`.

    Parameters
    ----------
    options : LiveOptions
        What it is started with.
    progress : callable, optional
        Gets one line of plain words at every step.
    """

    model: SessionModel
    map_model: SessionModel
    therapist_model: SessionModel
    codebook: Codebook

    def __init__(
        self, options: LiveOptions, progress: Callable[[str], None] | None = None
    ) -> None:
        self.options = options
        self.codebook = options.codebook
        self._say = progress or logger.info
        self._state = "idle"
        self._message = ""
        self._specs: tuple[StreamSpec, ...] = ()
        self.folder: SessionFolder
        self._recorder: RecorderClient
        self._runner: Runner | None = None
        self._looks: Looks | None = None
        self._recorder_ready = False
        self._zero = math.nan

    # -- from nothing to live ------------------------------------------------------------------

    def connect(self) -> None:
        """Find the streams, open them, and prepare the session folder.

        Raises
        ------
        StreamNotFoundError
            When no usable heart or respiration stream answers in time.
        RecordingError
            When the session folder cannot be made or continued.
        """
        self._state = "connecting"
        in_background(neurokit.load, "load-neurokit")  # not while the session runs
        self._connection = connect(
            self.options.people,
            wait_s=self.options.wait_s,
            min_streams=self.options.min_streams,
            say=self._say,
            corrections=load_corrections(self.options.root),
        )
        self._specs = self._connection.specs
        self.folder = open_folder(
            self.options.root,
            self.options.session_id,
            self.options.study,
            self.codebook,
            self._specs,
            self._say,
        )
        self._recorder = RecorderClient(self.folder.path, self.options.copy_to)
        runs = (
            read_runs(self.folder.engine_log_path) if self.folder.engine_log_path.exists() else []
        )
        self._runs = runs
        self.settings = settings_in_force(
            runs, self.options.study.settings, self.options.session_id, self._say
        )
        self._book = EventBook(self.codebook)
        self._book.coder = self.options.study.coder
        self._book.replay(mark for run in runs for mark in run.marks)
        self._full = SessionModel(self.options.people, self._specs, self.settings)
        self.display = display_of(self.options.study, self.folder, self._say, again=bool(runs))
        self.model = shown(self._full, self.display["main"])
        self.map_model = shown(self._full, self.display["map"])
        self.therapist_model = shown(self._full, self.display["therapist"])
        for event in self._book.events():
            self._full.set_event(event)
        study, people = self.options.study, people_of(self._specs)
        self._study = study
        paced = any(phase.kind is PhaseKind.PACED for phase in study.phases)
        self._outlets = Outlets(self.options.session_id, people, pacer=paced)
        self._protocol = Protocol(study, self._book, people)
        for item in parameters_in_force(runs).values():
            self._judge_by(item)

    def preflight(self, seconds: float) -> list[Finding]:
        """Look at the streams for so long (blocks) and return what is right and wrong.

        Call it between :meth:`connect` and :meth:`begin`, again and again if you like: it looks
        at the last minute.
        """
        if self._looks is None:
            connection = self._connection
            self._looks = Looks(connection.specs, connection.inlets, connection.offsets)
        return stream_findings(self.options.people, self._looks.look(seconds))

    def turn(self, stream_ids: Sequence[str]) -> None:
        """Remember in the study that these sensors are worn upside down, or no longer are.

        Acts from the next :meth:`connect` on; :meth:`turn_belt` is for a running session.
        """
        for spec in self._specs:
            if spec.stream_id in stream_ids:
                turned = not spec.inverted
                remember(self.options.root, spec, channel=spec.channel, inverted=turned)

    def turn_belt(self, person: str) -> None:
        """Turn a person's belt, in this session from the next tick on, and for later ones.

        A logged input of the engine: replay turns it at the same tick.
        """
        if self._runner is None:
            return
        for k, spec in enumerate(self._specs):
            if spec.role is Role.RESPIRATION and spec.person == person:
                turned = replace(spec, inverted=not spec.inverted)
                self._specs = (*self._specs[:k], turned, *self._specs[k + 1 :])
                remember(self.options.root, spec, channel=spec.channel, inverted=turned.inverted)
                item = Turn(spec.stream_id, turned.inverted, by=self._book.coder)
                self._runner.post(partial(self._engine.turn, item))
                return

    def start_recorder(self) -> list[Finding]:
        """Start the recorder (or go on with the running one); return how disk and recorder are.

        Raises
        ------
        RecordingError
            When it does not record every stream in time.
        """
        findings = list(check_disk(self.options.root))
        self._start_recorder()
        status = self._recorder.status()
        return [*findings, recorder_finding(status, wanted=self.options.record)]

    def begin(self) -> None:
        """Start the recorder if it is not up yet, then the engine."""
        self._start_recorder()
        now = local_clock()
        zero = self._runs[-1].session_zero if self._runs else math.floor(now)
        run = EngineRun(
            run=len(self._runs) + 1,
            session_zero=float(zero),
            first_tick=math.floor(now - zero) + 1,
            settings=self.settings,
            streams=self._specs,
            people=self.options.people,
            software=software(),
            utc_anchor=(local_clock(), time.time()),
            baselines=baselines_in_force(self._runs),
            taken=baselines_taken(self._runs),
            calibrations=calibrations_in_force(self._runs),
        )
        self._outlets.session_zero = run.session_zero
        self._zero = run.session_zero
        journal = Journal(
            self.folder.engine_log_path,
            lambda line: self._outlets.journal.send(line, local_clock()),
        )
        journal.start(run)
        journal.display(self.display)
        pipeline = make_pipeline(run)
        self._full.apply(list(run.baselines.values()))
        self._journal, self._run = journal, run
        self._alarms = AlarmBook(f"r{run.run}a")
        self._engine = LiveEngine(
            pipeline,
            streams=self._specs,
            book=self._book,
            journal=journal,
            model=self._full,
            publisher=self._outlets,
            clock=local_clock,
            not_before=now,
            on_tick=self._protocol.take,
        )
        for item in self._own_parameters():
            self._engine.parameters(item)
        for uid, measurement in self._connection.offsets.items():
            self._engine.measured(uid, measurement)
        self._runner = Runner(
            self._engine,
            self._connection.inlets,
            journal,
            clock=local_clock,
            on_status=self._refresh,
            on_return=lambda uid: self._returning.identify(uid),
        )
        self._ratings = LiveRatings(self.options.study, self._specs, self._runner, self._ask)
        self._rr_lags = RrLags(self._full, self._specs)
        opened = {uid: inlet.found for uid, inlet in self._connection.inlets.items()}
        self._returning = Returning(self._full, self._runner, opened)
        self._state = "live"
        self._refresh()
        self._runner.start()
        self._ratings.start()
        self._returning.start()

    def _own_parameters(self) -> list[Parameters]:
        """Return the parameters of those who have others than the session's."""
        found = {
            person.label: Parameters(
                person.label, person.settings.zones, person.settings.baseline, why=person.why
            )
            for person in self.options.study.people
            if not self._runs and person.settings != self.settings
        }
        return list((found | parameters_in_force(self._runs)).values())

    # -- the recorder --------------------------------------------------------------------------

    def _start_recorder(self) -> None:
        """Have the recorder open our products and every stream the engine will use.

        From then on the file holds each sample that the engine sees.
        """
        if self._recorder_ready or not self.options.record:
            return
        if self._recorder.running():
            self._say("The recorder is running already; going on with it.")
        else:
            self._say("Starting the recorder ...")
            self._recorder.start()
        wanted = {(spec.name, spec.source_id) for spec in self._specs}
        wanted |= {(outlet.info.name, outlet.info.source_id) for outlet in self._outlets.all()}
        self._recorder.wait_for(wanted, RECORDER_READY_S)
        for outlet in self._outlets.all():
            outlet.wait_for_consumers(5.0)
        self._recorder_ready = True

    def start_recording(self) -> None:
        """Start the recorder process for this session, in a new part of the recording."""

        def start() -> None:
            try:
                if not self._recorder.running():
                    self._recorder.start()
            except SafeholdError as error:
                self._full.notify(Level.ERROR, "recorder", str(error))

        in_background(start, "start-recorder")

    def stop_recording(self) -> None:
        """Ask the recorder to stop; the live view goes on."""
        self._recorder.request_stop()

    # -- what views ask for --------------------------------------------------------------------

    def clock(self) -> float:
        """Return the session time now, s."""
        return local_clock() - self._zero

    def ask_rating(self, role: str) -> None:
        """Ask the clients or the therapists to answer their scales now."""
        self._ratings.ask_now(role)

    def _ask(self, ask: Ask) -> None:
        """Send a request to the rating windows, and keep it as an event."""
        now = local_clock()
        self._outlets.requests.send(ASK, ask.attributes, now)
        text = encode_marker(ASK, ask.attributes)
        self._code(self._book.marker(text, at=now - self._zero, stream="requests"))

    def take_up(self, stream_id: str) -> None:
        """Use a stream again that is offered for a missing one."""
        if self._runner is not None:
            self._returning.take_up(stream_id)

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Say that an alarm has been seen."""
        if self._runner is not None:
            self._runner.post(partial(self._acknowledge, alarm_id, at))

    def _acknowledge(self, alarm_id: str, at: float) -> None:
        change = self._alarms.acknowledge(alarm_id, at)
        self._note_alarms([] if change is None else [change])

    def _note_alarms(self, changes: Sequence[AlarmChange]) -> None:
        """Write what happened to alarms where the recording keeps it, then show it."""
        for change in changes:
            self._journal.alarm(change)
        if changes:
            self._full.set_alarms(self._alarms.alarms())

    def set_speed(self, factor: float) -> None:
        """Do nothing: a live session runs at the speed of time."""

    def pause(self, *, paused: bool) -> None:
        """Do nothing: a live session cannot be paused."""

    # -- the end -------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the engine, then the recorder, and close everything. Safe to call twice."""
        if self._state in ("stopping", "ended"):
            return
        self._stop_engine()
        if self._recorder.running():
            self._recorder.request_stop()
            if not self._recorder.wait_stopped(RECORDER_STOP_S):
                self._message = "The recorder has not confirmed its stop; it may still be writing."
        self._close()

    def leave(self) -> None:
        """Stop the engine and close everything, but let the recorder go on."""
        if self._state in ("stopping", "ended"):
            return
        self._stop_engine()
        self._close()

    def _stop_engine(self) -> None:
        self._state = "stopping"
        if self._runner is not None:
            self._ratings.stop()
            self._returning.stop()
        if self._runner is not None:
            hanging = self._runner.stop()
            if hanging:
                self._message = f"{', '.join(hanging)} did not end in time."
            self._journal.stop(self._run.run, self._engine.used)
            self._journal.close()

    def _close(self) -> None:
        """Close outlets and inlets; the recorder has drained the outlets by now, or goes on."""
        self._outlets.close()
        for inlet in self._connection.inlets.values():
            inlet.close()
        if self._runner is not None:
            self._ratings.close()
            self._returning.close()
        self._state = "ended"
        self._refresh()

    def _refresh(self) -> None:
        if self._runner is None:
            return  # not begun
        if self._state == "live":
            self._go_on()
        failure = self._runner.failure if self._runner is not None else None
        if failure is not None:
            self._state = "failed"
            self._message = f"The live engine stopped: {failure}. The recording goes on."
        status = SessionStatus(
            session_id=self.options.session_id,
            mode="live",
            state=self._state,
            phase=self._book.phase(),
            now=self.clock(),
            lag_s=self.settings.lag_s,
            recorder=self._recorder.status(),
            streams=self._rr_lags.add_to(self._engine.stream_statuses(), self.clock()),
            marks=self.settings.marks,
            message=self._message,
        )
        if self._state == "live":
            self._ratings.look(status.now, status.phase)
            self._note_alarms(self._alarms.update(conditions(status), status.now))
        self._full.set_status(status)
