"""A live session that runs, until its stop; :mod:`safehold.live.preparing` comes before it.

The order matters. Own outlets first, so that the recorder finds them; then the recorder, so that
it has every sample that the engine will use; then the engine. Stopping goes the other way round.
The engine can be restarted in between (:meth:`LiveConduct.restart_engine`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

from acquisition.lsl import local_clock
from recordings.folder.session import SessionFolder
from safehold.core.codebook import Codebook
from safehold.core.life_cycle import Step, go_through
from safehold.core.markers import encode_marker
from safehold.core.messages import NOTHING, Message, joined, unforeseen
from safehold.core.protocol import ProtocolState
from safehold.core.settings import EngineSettings
from safehold.core.study import Display
from safehold.core.types import Level
from safehold.core.worker import Worker, in_background
from safehold.live.conduct import LiveConduct
from safehold.live.engine_alarms import ACQUIRE
from safehold.live.engine_runs import EngineRuns
from safehold.live.pacer_programs import PACER_END_S, PacerPrograms
from safehold.live.parts import SessionParts
from safehold.live.phases import LivePhases
from safehold.live.rating_prompts import OPENING_S, LiveRatings
from safehold.live.returning import LOOKING_S, Returning
from safehold.live.session_recorder import STOP_S
from safehold.live.session_remote import SessionRemote
from safehold.live.streams.rr_lags import RrLags
from safehold.live.threads import JOIN_S, LOOKED_S, Runner
from safehold.live.watch import LiveWatch
from safehold.recorder.keeper import CLOSE_S
from safehold.session.camera_flash import PhaseMarks
from safehold.session.coder import Coder
from safehold.session.model import SessionModel
from safehold.session.ratings import ASK, Ask
from safehold.session.status import SessionState, SessionStatus

logger = logging.getLogger("safehold.live.session")

RESTART_S = 10.0
"""A restart of the engine that is under way at the end is waited for so long, s."""
JOURNAL_S = 5.0


class LiveSession:
    """One live session; implements :class:`safehold.session.ports.Session`.

    Everything is made here, and runs from :meth:`start` on.

    Parameters
    ----------
    parts : SessionParts
        What was prepared.
    """

    editing = None
    playback = None

    def __init__(self, parts: SessionParts) -> None:
        options, connection, book = parts.options, parts.connection, parts.book
        self._parts, self._life = parts, parts.life
        self._full, self._outlets, self._recorder = parts.full, parts.outlets, parts.recorder
        self.model: SessionModel = parts.views["main"]
        self.map_model: SessionModel = parts.views["map"]
        self.therapist_model: SessionModel = parts.views["therapist"]
        self.codebook: Codebook = options.codebook
        self.folder: SessionFolder = parts.folder
        self.settings: EngineSettings = parts.settings
        self._message = NOTHING
        self._in_order = False
        self._restarting = threading.Lock()
        self._remote = SessionRemote(options.study.remote, parts.full, options.remote)
        self._engines = engines = EngineRuns(
            parts.folder.engine_log_path,
            parts.runs,
            connection.specs,
            connection.offsets,
            study=options.study,
            settings=parts.settings,
            display=parts.display,
            book=book,
            model=parts.full,
            outlets=parts.outlets,
            protocol=parts.guide,
            on_marker=self._remote.marker,
        )
        self._phases = LivePhases(
            options.study,
            parts.guide,
            book,
            engines.marks,
            outlets=parts.outlets,
            model=parts.full,
        )
        self._runner = runner = Runner(
            engines.engine,
            engines.markers,
            connection.specs,
            connection.inlets,
            on_return=lambda uid: self._returning.identify(uid),
        )
        self._phase_marks = PhaseMarks(wanted=options.study.camera_marks)
        self._ratings = LiveRatings(
            options.study, connection.specs, runner, self._ask, seed=options.session_id
        )
        self._rr_lags = RrLags(parts.full, connection.specs)
        opened = {uid: inlet.found for uid, inlet in connection.inlets.items()}
        self._returning = Returning(parts.full, runner, opened)
        self._searches = (self._ratings.service, self._returning.service)
        self._watch = LiveWatch(
            parts.full,
            parts.outlets,
            journal=lambda: engines.journal,
            status=self._status,
            workers=lambda: (*runner.workers, *(service.worker for service in self._searches)),
            clock=self.clock,
            lsl_clock=local_clock,
            prefix=f"r{engines.run.run}a",
        )
        self.coding: Coder = Coder(book, engines.marks.write, parts.full, clock=self.clock)
        self._pacers = PacerPrograms()
        self.conduct: LiveConduct = LiveConduct(
            model=parts.full,
            settings=parts.settings,
            root=options.root,
            book=book,
            guide=parts.guide,
            phases=self._phases,
            recorder=parts.recorder,
            runner=runner,
            ratings=self._ratings,
            returning=self._returning,
            watch=self._watch,
            remote=self._remote.control,
            outlets=self._outlets,
            pacers=self._pacers,
            restart=self._restart,
        )

    def start(self) -> None:
        """Start the threads; where that fails, none of them is left.

        Raises
        ------
        TransitionError
            When it was ended while it began.
        """
        try:
            self._runner.start()
            for service in self._searches:
                service.start()
            self._watch.start()
            self._life.require(SessionState.LIVE)
            self._remote.attach(self.conduct, self._recorder, self._engines.marks, self.clock)
        except BaseException:
            go_through(self._running())
            raise
        self._tell(
            *go_through(
                [Step(Message("The first status", code="first_status"), self._show_status)]
            )
        )

    # -- when a part of it has died ------------------------------------------------------------

    def _restart(self) -> None:
        """Start what has failed again inside the session, in the background.

        A fresh engine is made only where it is needed: ticks go on from the present second then,
        and what lies between is a gap that the journal tells.
        """
        if self._life.state is SessionState.LIVE:
            in_background(self._restart_engine, "restart-engine")
        else:
            self._full.refuse(
                Message(
                    "The session is not running: there is nothing to restart.",
                    code="session_does_not_run_nothing",
                )
            )

    def _restart_engine(self) -> None:
        runner = self._runner
        if not self._restarting.acquire(blocking=False):
            return
        fresh = self._watch.needs_engine()
        self._watch.restarting()
        try:
            if fresh:
                runner.halt()
                self._engines.begin_again(runner.specs)
                runner.start_again(self._engines.engine, self._engines.markers)
            else:
                runner.revive()
            for service in (*self._watch.services, *self._searches):
                service.revive()
        except Exception as error:
            logger.exception("the engine could not be started anew")
            self._watch.restarted(unforeseen(error))
            return
        finally:
            self._restarting.release()
        self._watch.restarted()
        if fresh:
            self._full.notify(
                Level.WARNING,
                "engine_restarted",
                Message(
                    "Computing was restarted at {first_tick} s of the session; the seconds "
                    "without it are missing here, and are computed from the recording "
                    "afterwards.",
                    code="computing_restarted_live",
                    first_tick=self._engines.run.first_tick,
                ),
                t=float(self._engines.run.first_tick),
            )

    @property
    def workers(self) -> Sequence[Worker]:
        """The session's threads that are watched."""
        return self._watch.watched()

    def report_failure(self, text: Message) -> None:
        """Raise an alarm for a part of the window that failed."""
        self._watch.fail(text)

    # -- what views ask for --------------------------------------------------------------------

    def clock(self) -> float:
        """Return the session time now, s."""
        return local_clock() - self._engines.zero

    def protocol(self) -> ProtocolState:
        """Return where the protocol stands now; without heart rates where they are not shown."""
        state = self._parts.guide.state(self.clock())
        shown = self._parts.display["main"] is Display.FULL
        return state if shown else state.without_values()

    def _ask(self, ask: Ask) -> None:
        """Send a request to the rating windows, and keep it as an event."""
        now = local_clock()
        self._outlets.request(ASK, ask.attributes, now)
        text, at = encode_marker(ASK, ask.kept), now - self._engines.zero
        self._engines.marks.write(
            lambda book: book.marker(text, at=at, stream="requests", conducts=True)
        )

    # -- the end -------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the engine, then the recorder, and close everything. Safe to call twice."""
        self._end(stop_recorder=True)

    def leave(self) -> None:
        """Stop the engine and close everything, but let the recorder go on."""
        self._end(stop_recorder=False)

    def _end(self, *, stop_recorder: bool) -> None:
        """Go through all steps of the end; one that fails or hangs keeps no other away."""
        if not self._life.enter(SessionState.STOPPING):
            return
        self._tell(*go_through(self._steps(stop_recorder=stop_recorder)))
        self._life.advance(SessionState.ENDED)
        self._tell(
            *go_through([Step(Message("The last status", code="last_status"), self._show_status)])
        )

    def _steps(self, *, stop_recorder: bool) -> tuple[Step, ...]:
        """Return the steps of the end, in their order."""
        recorder = Step(
            Message("The recorder", code="recorder"), self._stop_recorder, STOP_S + 1.0
        )
        return (
            Step(Message("The display", code="display"), self._show_status),
            *self._running(),
            Step(
                Message("The keeper of the recorder", code="keeper_recorder"),
                self._recorder.leave,
                CLOSE_S + 1.0,
            ),
            *((recorder,) if stop_recorder else ()),
            Step(Message("The pacers", code="pacers"), self._pacers.close, PACER_END_S + 1.0),
            Step(Message("The outlets", code="outlets"), self._outlets.close),
            *self._parts.connection.closing(),
            Step(Message("The inlets of ratings", code="inlets_ratings"), self._ratings.close),
            Step(
                Message("The inlets of returned streams", code="inlets_returned_streams"),
                self._returning.close,
            ),
        )

    def _running(self) -> tuple[Step, ...]:
        """Return the steps that end what runs, from the remote control to the journal."""
        ratings, returning = self._searches

        def ask_to_stop() -> None:
            for service in self._searches:
                service.worker.ask_to_stop()

        return (
            Step(Message("The remote control", code="remote_control"), self._remote.close, 3.0),
            Step(Message("The searches", code="searches"), ask_to_stop),
            Step(
                Message("The search for ratings", code="search_ratings"),
                lambda: ratings.stop(4 * OPENING_S),
                2 * OPENING_S,
            ),
            Step(
                Message("The search for streams", code="search_streams"),
                lambda: returning.stop(2 * LOOKING_S),
                LOOKING_S,
            ),
            Step(Message("The restart", code="restart"), self._await_restart, RESTART_S + 1.0),
            Step(Message("The engine", code="engine"), self._stop_engine, 2 * JOIN_S),
            Step(Message("The watch", code="watch"), self._watch.stop, 4.0),
            Step(Message("The journal", code="journal"), self._end_journal, JOURNAL_S),
        )

    def _tell(self, *texts: str) -> None:
        """Say in the status what was wrong at the end."""
        self._message = joined(" ", (self._message, *texts))

    def _await_restart(self) -> None:
        """Wait for a restart of the engine that is under way; no other one can begin then."""
        self._restarting.acquire(timeout=RESTART_S)

    def _stop_recorder(self) -> None:
        if not self._recorder.end():
            self._tell(
                Message(
                    "The recorder has not confirmed its stop; it may still be writing.",
                    code="recorder_not_confirmed_stop_may",
                )
            )

    def _stop_engine(self) -> None:
        """End the threads, and keep whether all that was taken in was computed."""
        hanging = self._runner.stop()
        if hanging:
            self._tell(
                Message(
                    "{hanging} did not end in time.",
                    code="did_not_end_in_time",
                    hanging=", ".join(hanging),
                )
            )
        died = any(worker.failure is not None for worker in self._runner.workers)
        self._in_order = not hanging and not died

    def _end_journal(self) -> None:
        """Write that the run ended, unless a thread of it did not end in order."""
        self._engines.end(in_order=self._in_order)
        journal = self._engines.journal
        if journal.n_waiting:
            self._tell(
                Message(
                    "{n_waiting} lines of the journal could not be written: {trouble} "
                    "The recording has a copy of them.",
                    code="lines_journal_could_not_written",
                    n_waiting=journal.n_waiting,
                    trouble=journal.trouble,
                )
            )

    # -- how it is -----------------------------------------------------------------------------

    def _status(self) -> SessionStatus | None:
        """Work out the status, and do what is due; None where nobody has looked just now."""
        live = self._life.state is SessionState.LIVE
        if live:
            self._phases.go_on(self.clock())
            if self._runner.looked_s() > LOOKED_S and not self._watch.is_stopped(ACQUIRE):
                return None
        statuses = (
            *self._engines.engine.stream_statuses(),
            *self._engines.markers.stream_statuses(),
        )
        if self._watch.is_stopped(ACQUIRE):  # their silence is ours
            statuses = tuple(
                replace(one, remark=Message("not read here", code="not_read_here"))
                for one in statuses
            )
        order = {spec.stream_id: k for k, spec in enumerate(self._runner.specs)}
        status = SessionStatus(
            session_id=self._parts.options.session_id,
            state=self._life.state,
            phase=self._parts.book.phase(),
            now=self.clock(),
            lag_s=self.settings.lag_s,
            recorder=self._recorder.status(),
            streams=self._rr_lags.add_to(
                tuple(sorted(statuses, key=lambda one: order[one.spec.stream_id])), self.clock()
            ),
            marks=self.settings.marks,
            message=self._message,
        )
        if live:
            self._ratings.look(status.now, status.phase, self._full)
            if self._phase_marks.due(status.phase):
                self.conduct.mark_camera()
        return status

    def _show_status(self) -> None:
        """Show the first status, and the last one."""
        status = self._status()
        if status is not None:
            self._full.set_status(status)
