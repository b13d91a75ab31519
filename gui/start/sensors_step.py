"""The step of the sensors: find the streams, take corrections, check them, and begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.actions.table import key_of
from gui.look.style import DARK, Theme
from gui.look.translation import say_error
from gui.qt.background import Job, Jobs, Say
from gui.qt.questions import Questions
from gui.start.preflight_page import PreflightPage
from gui.start.workbench_port import PreparedLike, ScoutLike, WorkbenchPort
from safehold.core.errors import SafeholdError
from safehold.core.findings import Finding
from safehold.desk.workbench import Correction, Setup, StreamRow
from safehold.live.sensor_traces import SensorTrace
from safehold.session.ports import Session

LOOK_MS = 250
CHECK_S = 0.4
"""A sensor that ends is named after 2 s of silence and at most two looks: within 3 s."""


Seen = tuple[list[Finding], tuple[SensorTrace, ...]]
"""What a look found, and the traces of the sensors."""


def _look(session: PreparedLike) -> Seen:
    findings = session.preflight(CHECK_S)
    return [*findings, *session.host_findings()], session.traces()


class SensorsStep(QObject):
    """From a set-up to a session that has begun.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what is asked for.
    questions : Questions
        Who is asked before a session begins although something is wrong.
    jobs : Jobs
        What is done in the background.
    theme : Theme
        Colours of the traces.
    """

    begun = Signal(object)
    """The session that has begun."""

    def __init__(
        self,
        workbench: WorkbenchPort,
        questions: Questions,
        jobs: Jobs,
        parent: QObject,
        theme: Theme = DARK,
    ) -> None:
        super().__init__(parent)
        self._workbench, self._questions, self._jobs = workbench, questions, jobs
        self.page = PreflightPage(theme)
        self._setup: Setup | None = None
        self._scout: ScoutLike | None = None
        self._session: PreparedLike | None = None
        self._checking = False
        self._going_on = False
        self._looking: Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self.page.again_asked.connect(self._on_again)
        self.page.check_asked.connect(self._on_connect)
        self.page.start_asked.connect(self._on_start)
        self.page.turn_asked.connect(self._on_turn)
        self.page.editor.said.connect(self._on_said)
        self.page.editor.forgotten.connect(self._on_forgotten)

    def search(self, setup: Setup) -> None:
        """Look for the streams of a set-up."""
        self.leave()
        self._setup, self._going_on = setup, False
        self.page.show_search([person.label for person in setup.study.people])
        try:
            self._scout = self._workbench.scout(setup)
        except SafeholdError as error:
            self.page.show_missing(say_error(error))
        self._timer.start()

    def connect_at_once(self, setup: Setup) -> None:
        """Open the streams of a session that goes on, and its window; ask only where one fails."""
        self._setup, self._going_on = setup, True
        self.page.show_search(going_on=True)
        self._on_connect()

    def leave(self) -> None:
        """Let go of everything that was opened."""
        self._timer.stop()
        self._close_scout()
        self._close_session()

    @Slot()
    def _on_look(self) -> None:
        if self._scout is not None:
            self.page.show_streams(self._scout.rows, self._scout.trouble)
        elif self._session is not None and not self._checking:
            session, self._checking = self._session, True
            self._looking = self._jobs.run(
                lambda _: _look(session), self._on_look_done, self._on_sensor_failure
            )

    @Slot()
    def _on_connect(self) -> None:
        setup = self._setup
        if setup is None:
            return
        self._close_scout()
        self.page.show_busy(True)
        self._jobs.run(
            lambda say: self._workbench.prepare(setup, say),
            self._on_connected,
            self._on_sensor_failure,
            self.page.say_progress,
        )

    @Slot(object)
    def _on_connected(self, session: PreparedLike) -> None:
        self._session, self._checking = session, False
        self.page.show_busy(False)
        self.page.say_progress(self.tr("Checking the sensors ..."))
        self._timer.start()

    @Slot(object)
    def _on_look_done(self, seen: Seen) -> None:
        self._checking = False
        if self._session is not None:
            self.page.say_progress("")
            self.page.show_checks(*seen)
            if self._going_on:
                self._going_on = False  # once: who comes back to the sensors begins by key
                self._on_start()

    @Slot(str)
    def _on_sensor_failure(self, text: str) -> None:
        self._checking = self._going_on = False
        self._timer.stop()
        self.page.show_busy(False)
        self.page.say_progress("")
        self.page.show_missing(text)

    @Slot()
    def _on_again(self) -> None:
        if self._setup is not None:
            self.search(self._setup)

    @Slot(object, object)
    def _on_said(self, row: StreamRow, said: Correction) -> None:
        self._with_scout(lambda scout: scout.correct(row, said))

    @Slot(object)
    def _on_forgotten(self, row: StreamRow) -> None:
        self._with_scout(lambda scout: scout.forget(row))

    def _with_scout(self, act: Callable[[ScoutLike], None]) -> None:
        if self._scout is None:
            self.page.refuse(
                self.tr("The search for streams is over: press {0} to look again.").format(
                    key_of("sensors.again")
                )
            )
            return
        try:
            act(self._scout)
        except SafeholdError as error:  # not among what is missing: the next look replaces that
            self.page.refuse(say_error(error))

    @Slot(list)
    def _on_turn(self, stream_ids: list[str]) -> None:
        """Take sensors for upside down, and open the streams again with that."""
        session = self._session
        if session is None or not stream_ids:
            self.page.refuse(self.tr("No sensor has been checked yet: none was turned over."))
            return
        self._timer.stop()
        try:
            session.turn(stream_ids)
        except SafeholdError as error:
            self.page.show_missing(say_error(error))
            self._timer.start()
            return
        self._close_session()
        self._on_connect()

    def _close_scout(self) -> None:
        if self._scout is not None:
            self._scout.close()
            self._scout = None

    def _close_session(self) -> None:
        """Let go of the streams that were opened for the check."""
        session, self._session = self._session, None
        if self._looking is not None:
            self._looking.wait()
        if session is not None and self._setup is not None:
            session.stop()
            self._workbench.forget(self._setup)

    @Slot()
    def _on_start(self) -> None:
        session = self._session
        wrong = self.page.wrong
        if session is None:
            self.page.refuse(self.tr("The streams are not open yet: check the sensors first."))
            return
        if wrong and not self._questions.start_with_faults(wrong):
            return
        self._timer.stop()
        self.page.show_busy(True)
        self.page.say_progress(self.tr("Starting the recorder ..."))

        looking = self._looking

        def begin(_: Say) -> Session:
            if looking is not None:
                looking.wait()
            session.start_recorder()
            return session.begin()

        self._jobs.run(begin, self._on_begun, self._on_sensor_failure)

    @Slot(object)
    def _on_begun(self, session: Session) -> None:
        self._session = None
        self.page.show_busy(False)
        self.begun.emit(session)
