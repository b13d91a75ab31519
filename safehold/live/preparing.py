"""Preparing a live session: find its streams, look at them, start the recorder, begin.

:func:`prepare` gives a :class:`Prepared`; its :meth:`~Prepared.begin` gives the running
:class:`~safehold.live.session.LiveSession`. Each has all it needs from its first moment on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType

import numpy as np

from acquisition.configuration import ports_now
from acquisition.lsl import local_clock
from processing.signals import neurokit
from processing.zones.pipeline import people_of
from recordings.folder.session import SessionFolder
from safehold.core.findings import Finding
from safehold.core.life_cycle import LifeCycle, Step, go_through
from safehold.core.messages import Message
from safehold.core.study import Display, PhaseKind
from safehold.core.worker import in_background
from safehold.files.corrections import load_corrections, remember
from safehold.files.engine_run import baselines_in_force, parameters_in_force
from safehold.files.journal_reading import read_runs
from safehold.live.guide import Guide
from safehold.live.host_findings import port_finding, recorder_finding
from safehold.live.opening import open_folder, settings_in_force
from safehold.live.parts import LiveOptions, SessionParts
from safehold.live.preflight import Looks, stream_findings
from safehold.live.publishing import Outlets
from safehold.live.recorder_trial import HostCheck, try_recorder
from safehold.live.sensor_traces import SensorTrace, sensor_traces
from safehold.live.session import LiveSession
from safehold.live.session_recorder import STOP_S, SessionRecorder
from safehold.live.streams.connecting import Connection, connect
from safehold.recorder.client import RecorderClient
from safehold.recorder.disk_check import check_disk
from safehold.recorder.keeper import CLOSE_S, RecorderKeeper
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.status import LIVE_TABLE, RecorderState, SessionState
from safehold.session.veil import display_of, shown

logger = logging.getLogger("safehold.live.preparing")

Say = Callable[[Message], None]
NO_SAMPLES = np.empty(0)


def prepare(options: LiveOptions, progress: Say | None = None) -> Prepared:
    """Find the streams of a session, open them, and prepare its folder; blocks.

    Parameters
    ----------
    options : LiveOptions
        What the session is started with.
    progress : callable, optional
        Gets one line of plain words at every step.

    Raises
    ------
    StreamNotFoundError
        When no usable heart or respiration stream answers in time.
    RecordingError
        When the session folder cannot be made or continued.
    """
    say = progress or logger.info
    loading = in_background(neurokit.load, "load-neurokit")
    connection = connect(
        options.people,
        wait_s=options.wait_s,
        min_streams=options.min_streams,
        say=say,
        corrections=load_corrections(options.root),
    )
    try:
        parts = _parts(options, connection, say)
    except BaseException:
        go_through(connection.closing())
        raise
    return Prepared(parts, loading, say)


class Prepared:
    """A session whose streams are open and that has not begun.

    In a ``with`` statement it is ended where it has not begun by then.

    Parameters
    ----------
    parts : SessionParts
        What the session is made of.
    loading : threading.Thread
        Loads what the engine needs; waited for before the session begins.
    say : callable
        Gets one line of plain words at every step.
    """

    def __init__(self, parts: SessionParts, loading: threading.Thread, say: Say) -> None:
        self._parts, self._loading, self._say = parts, loading, say
        connection = parts.connection
        self._looks = Looks(connection.specs, connection.inlets, connection.offsets)
        root = parts.options.root
        self._host = HostCheck(lambda: list(check_disk(root)), self._try_recorder)

    def __enter__(self) -> Prepared:
        """Return this."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what has not begun."""
        self.stop()

    @property
    def folder(self) -> SessionFolder:
        """The session's folder."""
        return self._parts.folder

    @property
    def connection(self) -> Connection:
        """The open streams."""
        return self._parts.connection

    def preflight(self, seconds: float) -> list[Finding]:
        """Look at the streams for ``seconds`` (blocking); return what is right and wrong.

        Call it again and again if you like: it looks at the last minute.
        """
        options = self._parts.options
        seen, conduct = self._looks.look(seconds), options.study.conduct
        findings = stream_findings(
            options.people, seen, conduct=conduct, settings=options.study.settings
        )
        return [*findings, port_finding(len(self.connection.inlets), ports_now())]

    def host_findings(self) -> list[Finding]:
        """Return how disk and recorder were when they were last tried, at once.

        Call it again and again: they are tried in the background.
        """
        return self._host.findings()

    def traces(self) -> tuple[SensorTrace, ...]:
        """Return the last seconds of each sensor, as they were at the last :meth:`preflight`.

        Where the session shows no curves, they have no samples.
        """
        options = self._parts.options
        seen = self._looks.seen
        if self._parts.display["main"] is not Display.FULL:
            seen = tuple(replace(look, stamps=NO_SAMPLES, values=NO_SAMPLES) for look in seen)
        return sensor_traces(
            options.people, seen, now=local_clock(), settings=options.study.settings
        )

    def _try_recorder(self) -> Finding:
        parts = self._parts
        status, wanted = parts.recorder.now(), parts.options.record
        if not wanted or status.state is RecorderState.RECORDING:
            return recorder_finding(status, wanted=wanted)
        return try_recorder(parts.connection.specs, parts.options.root)

    def turn(self, stream_ids: Sequence[str]) -> None:
        """Remember in the study that these sensors are worn upside down, or no longer are.

        Acts from the next :func:`prepare` on; :meth:`LiveConduct.turn_sensor` is for a running
        session.
        """
        for spec in self.connection.specs:
            if spec.stream_id in stream_ids:
                turned = not spec.inverted
                remember(self._parts.options.root, spec, channel=spec.channel, inverted=turned)

    def start_recorder(self) -> list[Finding]:
        """Start the recorder (or continue with the running one); return how disk and recorder are.

        Raises
        ------
        RecordingError
            When it does not record every stream in time.
        """
        options = self._parts.options
        self._host.close()
        findings = list(check_disk(options.root))
        self._record()
        status = self._parts.recorder.now()
        return [*findings, recorder_finding(status, wanted=options.record)]

    def begin(self) -> LiveSession:
        """Start the recorder if it is not up yet, then the engine; return the running session.

        Where the recorder does not start, this is prepared still, and may be tried again; where
        the engine does not, it is ended.

        Raises
        ------
        RecordingError
            When the recorder does not record every stream in time, or the journal is not written.
        TransitionError
            When it has begun already, or was ended.
        """
        life = self._parts.life
        life.require(SessionState.BEGINNING)
        try:
            self._record()
            self._loading.join()  # a second of work that must not fall into the session
        except BaseException:
            life.enter(SessionState.PREPARED)
            raise
        try:
            session = LiveSession(self._parts)
            session.start()
        except BaseException:
            self.stop()
            raise
        return session

    def stop(self) -> None:
        """End what was prepared; nothing happens where the session has begun, or has ended."""
        parts, recorder = self._parts, self._parts.recorder
        if not parts.life.enter(SessionState.ENDED):
            return
        self._host.close()
        stop = Step(Message("The recorder", code="recorder"), recorder.end, STOP_S + 1.0)
        go_through(
            (
                Step(
                    Message("The keeper of the recorder", code="keeper_recorder"),
                    recorder.leave,
                    CLOSE_S + 1.0,
                ),
                *((stop,) if recorder.started else ()),
                Step(Message("The outlets", code="outlets"), parts.outlets.close),
                *parts.connection.closing(),
            )
        )

    def _record(self) -> None:
        parts = self._parts
        if parts.options.record:
            parts.recorder.begin(parts.connection.specs, parts.outlets.all(), self._say)


def _parts(options: LiveOptions, connection: Connection, say: Say) -> SessionParts:
    """Make what a session needs from its options and its open streams."""
    study, specs, codebook = options.study, connection.specs, options.codebook
    folder = open_folder(options.root, options.session_id, study, codebook, specs, say)
    runs = read_runs(folder.engine_log_path) if folder.engine_log_path.exists() else []
    settings = settings_in_force(runs, study.settings, options.session_id, say)
    book = EventBook(codebook)
    book.coder = study.coder
    book.replay(mark for run in runs for mark in run.marks)
    full = SessionModel(options.people, specs, settings)
    client = RecorderClient(folder.path, options.copy_to)
    keeper = RecorderKeeper(client, on=options.keep_recorder)
    display = display_of(study, folder, say, again=bool(runs))
    book.display = display["main"].value
    views = {name: shown(full, display[name]) for name in ("main", "map", "therapist")}
    for event in book.events():
        full.set_event(event)
    people = people_of(specs)
    guide = Guide(study, book, people, baselines_in_force(runs))
    for item in parameters_in_force(runs).values():
        guide.use(item.person, replace(settings, zones=item.zones, baseline=item.baseline))
    paced = any(phase.kind is PhaseKind.PACED for phase in study.phases)
    return SessionParts(
        options=options,
        life=LifeCycle("live session", SessionState.PREPARED, LIVE_TABLE),
        connection=connection,
        folder=folder,
        runs=runs,
        settings=settings,
        book=book,
        full=full,
        views=views,
        display=display,
        recorder=SessionRecorder(client, keeper, full),
        outlets=Outlets(options.session_id, people, pacer=paced),
        guide=guide,
    )
