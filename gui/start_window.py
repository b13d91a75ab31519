"""The window around a session: choose, set up, check the sensors, run, and read the receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from gui.background import Job, Say
from gui.desk_like import DeskLike, Prepared, ScoutLike
from gui.export_page import ExportPage
from gui.home_page import HomePage
from gui.main_window import MainWindow
from gui.page import Page
from gui.preflight_page import PreflightPage
from gui.questions import DialogQuestions, LeavesRecorder, Questions
from gui.receipt_page import ReceiptPage
from gui.setup_page import SetupPage
from gui.style import DARK, Theme, style_sheet
from safehold.app.desk import SessionRow, Setup
from safehold.app.doctor import Finding, Verdict
from safehold.app.model import Controller
from safehold.app.receipt import SessionCheck
from safehold.core.errors import SafeholdError

LOOK_MS = 500
CHECK_S = 1.0
T = TypeVar("T")


class StartWindow(QMainWindow):
    """Goes through the steps of a session; each step says what is missing.

    Parameters
    ----------
    desk : DeskLike
        Does what is asked for.
    questions : Questions or None
        Who is asked; None opens dialogs.
    settings : QSettings or None
        Where the layout of the session window is kept.
    """

    closed = Signal()

    def __init__(
        self,
        desk: DeskLike,
        *,
        theme: Theme = DARK,
        questions: Questions | None = None,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._theme, self._settings = desk, theme, settings
        self._questions = questions or DialogQuestions(self)
        self._setup: Setup | None = None
        self._scout: ScoutLike | None = None
        self._session: Prepared | None = None
        self._path: Path | None = None
        self._jobs: list[Job] = []
        self._controller: Controller
        self._checking = False
        self._looking: Job | None = None
        self._new = False
        self.session_window: MainWindow | None = None
        self.setWindowTitle("safehold")
        self.setMinimumSize(820, 620)
        self.setStyleSheet(style_sheet(theme))
        self.home = HomePage(desk.folder)
        self.form = SetupPage(desk.gaps)
        self.sensors = PreflightPage()
        self.receipt = ReceiptPage()
        self.export = ExportPage(desk.exportable)
        self.pages = QStackedWidget()
        self._order: list[Page] = [self.home, self.form, self.sensors, self.receipt, self.export]
        self._page: Page = self.home
        for page in self._order:
            self.pages.addWidget(_centred(page))
        self.setCentralWidget(self.pages)
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self.go_home()

    def _connect(self) -> None:
        home = self.home
        home.new_asked.connect(self._on_new)
        home.go_on_asked.connect(self._on_go_on)
        home.stop_asked.connect(self._on_stop_recorder)
        home.replay_asked.connect(self._on_replay_row)
        home.check_asked.connect(self._on_check_row)
        home.export_asked.connect(self._on_export_row)
        home.verify_asked.connect(self._on_verify)
        home.folder_changed.connect(self._on_folder)
        self.form.back_asked.connect(self.go_home)
        self.form.next_asked.connect(self._on_setup)
        self.sensors.back_asked.connect(self._on_back)
        self.sensors.again_asked.connect(self._on_again)
        self.sensors.check_asked.connect(self._on_connect)
        self.sensors.start_asked.connect(self._on_start)
        self.receipt.home_asked.connect(self.go_home)
        self.receipt.replay_asked.connect(self._on_replay)
        self.receipt.export_asked.connect(self._on_export)
        self.export.home_asked.connect(self.go_home)

    # -- pages ---------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    def _show(self, page: Page) -> None:
        self._page = page
        self.pages.setCurrentIndex(self._order.index(page))
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus()

    @Slot()
    def go_home(self) -> None:
        """Show the first page with the sessions as they are now."""
        self._leave_sensors()
        self.home.show_sessions(self._ask(lambda: self._desk.sessions(self._desk.folder), ()))
        self._show(self.home)

    @Slot(object)
    def _on_folder(self, folder: Path) -> None:
        self._desk.folder = folder
        self.home.show_sessions(self._ask(lambda: self._desk.sessions(folder), ()))

    def _run(
        self,
        work: Callable[[Say], T],
        done: Callable[[T], None],
        failed: Callable[[str], None],
        said: Callable[[str], None] | None = None,
    ) -> Job:
        """Do something in the background."""
        job = Job(work, self)
        job.done.connect(done)
        job.failed.connect(failed)
        if said is not None:
            job.said.connect(said)
        self._jobs = [old for old in self._jobs if old.running]
        self._jobs.append(job.start())
        return job

    def _ask(self, what: Callable[[], T], otherwise: T) -> T:
        """Return an answer of the desk; where there is none, say why on the page."""
        try:
            answer = what()
        except SafeholdError as error:
            self.home.show_missing(str(error))
            return otherwise
        self.home.show_missing("")
        return answer

    # -- a new session -------------------------------------------------------------------------

    @Slot()
    def _on_new(self) -> None:
        folder = self._desk.folder
        study = self._ask(lambda: self._desk.study(folder), None)
        if study is None:
            return
        self.form.ask(
            folder,
            study,
            session_id=self._desk.free_code(folder),
            codebooks=self._desk.codebooks(folder),
            network=self._desk.network,
        )
        self._show(self.form)

    @Slot(object)
    def _on_setup(self, setup: Setup) -> None:
        self._setup, self._new = setup, True
        self._search()

    @Slot(object)
    def _on_go_on(self, row: SessionRow) -> None:
        setup = self._ask(lambda: self._desk.again(row), None)
        if setup is not None:
            self._setup, self._new = setup, False
            self.sensors.show_search()
            self._show(self.sensors)
            self._on_connect()

    # -- sensors -------------------------------------------------------------------------------

    def _search(self) -> None:
        setup = self._setup
        if setup is None:
            return
        self._leave_sensors()
        self.sensors.show_search()
        self._show(self.sensors)
        self._scout = self._ask(lambda: self._desk.scout(setup), None)
        if self._scout is None:
            self.sensors.show_missing(self.home.missing.text())
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        if self._scout is not None:
            self.sensors.show_streams(self._scout.rows, self._scout.trouble)
        elif self._session is not None and not self._checking:
            session, self._checking = self._session, True
            self._looking = self._run(
                lambda _: session.preflight(CHECK_S), self._on_findings, self._on_sensor_failure
            )

    @Slot()
    def _on_connect(self) -> None:
        setup = self._setup
        if setup is None:
            return
        self._close_scout()
        self.sensors.show_busy(True)
        self._run(
            lambda say: self._desk.connect(setup, say),
            self._on_connected,
            self._on_sensor_failure,
            self.sensors.say_progress,
        )

    @Slot(object)
    def _on_connected(self, session: Prepared) -> None:
        self._session, self._checking = session, False
        self.sensors.show_busy(False)
        self.sensors.say_progress(self.tr("Looking at the sensors ..."))
        self._timer.start()

    @Slot(object)
    def _on_findings(self, findings: list[Finding]) -> None:
        self._checking = False
        if self._session is not None and self.page is self.sensors:
            self.sensors.say_progress("")
            self.sensors.show_checks(findings)

    @Slot(str)
    def _on_sensor_failure(self, text: str) -> None:
        self._checking = False
        self._timer.stop()
        self.sensors.show_busy(False)
        self.sensors.say_progress("")
        self.sensors.show_missing(text)

    @Slot()
    def _on_again(self) -> None:
        self._close_session()
        self._search()

    @Slot()
    def _on_back(self) -> None:
        self._leave_sensors()
        self._show(self.form if self._new else self.home)

    def _leave_sensors(self) -> None:
        self._timer.stop()
        self._close_scout()
        self._close_session()

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
            self._desk.forget(self._setup)

    @Slot()
    def _on_start(self) -> None:
        session = self._session
        wrong = sum(f.verdict is Verdict.FAIL for f in self.sensors.findings)
        if session is None or (wrong and not self._questions.start_with_faults(wrong)):
            return
        self._timer.stop()
        self.sensors.show_busy(True)
        self.sensors.say_progress(self.tr("Starting the recorder ..."))

        looking = self._looking

        def begin(_: Say) -> Prepared:
            if looking is not None:
                looking.wait()
            session.start_recorder()
            session.begin()
            return session

        self._run(begin, self._on_begun, self._on_sensor_failure)

    # -- the session ---------------------------------------------------------------------------

    @Slot(object)
    def _on_begun(self, session: Prepared) -> None:
        self._session = None
        self.sensors.show_busy(False)
        self._path = self._session_path()
        self._open(session)

    def _session_path(self) -> Path | None:
        return None if self._setup is None else self._setup.folder / self._setup.session_id

    def _open(self, controller: Controller) -> None:
        window = MainWindow(
            controller, theme=self._theme, questions=self._session_questions(),
            settings=self._settings,
        )  # fmt: skip
        self.session_window, self._controller = window, controller
        window.resize(1600, 900)
        window.closed.connect(self._on_session_closed)
        window.refresh()
        window.start()
        window.show()
        self.hide()

    def _session_questions(self) -> Questions | None:
        return None if isinstance(self._questions, DialogQuestions) else self._questions

    @Slot()
    def _on_session_closed(self) -> None:
        window, controller = self.session_window, self._controller
        if window is None:
            return
        status = controller.model.status
        replay = status is not None and status.mode == "replay"
        leave = window.leaves_recorder
        self.session_window = None
        window.deleteLater()
        self.show()
        self.activateWindow()
        name = status.session_id if status is not None else ""
        if replay:
            controller.stop()
            self.go_home()
            return
        self.receipt.show_busy(
            name,
            self.tr("Closing the window; the recording goes on ...")
            if leave
            else self.tr("Ending the session and the recording ..."),
        )
        self._show(self.receipt)

        def end(_: Say) -> bool:
            if leave and isinstance(controller, LeavesRecorder):
                controller.leave()
            else:
                controller.stop()
            return leave

        self._run(end, self._on_ended, self.receipt.show_failure)

    @Slot(object)
    def _on_ended(self, left: bool) -> None:
        if left:
            self.go_home()
        elif self._path is not None:
            self._check(self._path)

    # -- looking at what was recorded ----------------------------------------------------------

    def _check(self, path: Path) -> None:
        self._path = path
        self.receipt.show_busy(path.name, self.tr("Making the receipt from the files ..."))
        self._show(self.receipt)
        self._run(
            lambda say: self._desk.check(path, say),
            self._on_checked,
            self.receipt.show_failure,
        )

    @Slot(object)
    def _on_checked(self, found: SessionCheck) -> None:
        self.receipt.show_check(found)
        self.receipt.first_focus().setFocus()

    @Slot(object)
    def _on_check_row(self, row: SessionRow) -> None:
        self._check(row.path)

    @Slot(object)
    def _on_export_row(self, row: SessionRow) -> None:
        self._path = row.path
        self._on_export()

    @Slot()
    def _on_export(self) -> None:
        if self._path is not None:
            self.export.open(self._path)
            self._show(self.export)

    @Slot(object)
    def _on_replay_row(self, row: SessionRow) -> None:
        self._path = row.path
        self._on_replay()

    @Slot()
    def _on_replay(self) -> None:
        path = self._path
        if path is not None:
            self._run(
                lambda say: self._desk.replay(path, say),
                self._on_replay_ready,
                self.home.show_missing,
            )

    @Slot(object)
    def _on_replay_ready(self, controller: Controller) -> None:
        self._open(controller)

    @Slot(object)
    def _on_stop_recorder(self, row: SessionRow) -> None:
        if self._questions.stop_recording():
            self._run(
                lambda _: self._desk.stop_recorder(row),
                lambda _: self._check(row.path),
                self.home.show_missing,
            )

    @Slot()
    def _on_verify(self) -> None:
        self.home.show_missing(self.tr("Verifying: computing every number on known truth ..."))
        self._run(self._desk.verify, self._on_verified, self.home.show_missing)

    @Slot(object)
    def _on_verified(self, text: str) -> None:
        self.home.show_missing(text)

    def finish(self) -> None:
        """Close, with the session's window if there is one; a recording goes on."""
        if self.session_window is not None:
            self.session_window.finish()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what was begun for a session that did not start."""
        self._leave_sensors()
        self.export.cancel()
        for job in self._jobs:
            job.wait(5.0)
        event.accept()
        self.closed.emit()


def _centred(page: Page) -> QWidget:
    """Return a page in the middle of the window."""
    holder = QWidget()
    holder.setObjectName("centre")
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    layout.addWidget(page)
    return holder
