"""The window around a session: choose, set up, check the sensors, run, and read the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from gui.look.style import DARK, LIGHT, Theme, style_sheet
from gui.look.translation import say_error, say_message
from gui.qt.background import Jobs, Say
from gui.qt.questions import DialogQuestions, LeavesRecorder, Questions
from gui.qt.scrolling import WholeOrScrolled
from gui.session.main_window import MainWindow
from gui.start.design_page import DesignPage
from gui.start.export_page import ExportPage
from gui.start.home_step import HomeStep
from gui.start.import_page import ImportPage
from gui.start.page import Page
from gui.start.receipt_page import ReceiptPage
from gui.start.sensors_step import SensorsStep
from gui.start.setup_page import SetupPage
from gui.start.study_step import StudyStep
from gui.start.workbench_port import WorkbenchPort
from safehold.core.errors import SafeholdError
from safehold.desk.opening import OpenedAs, opening_of
from safehold.desk.workbench import SessionRow, Setup
from safehold.files.receipt import SessionCheck
from safehold.session.ports import Session

T = TypeVar("T")
NEWS_MS = 500
THEME_KEY, LANGUAGE_KEY = "theme", "language"
LEAST_PX = 620
"""Where the settings keep what was chosen on the first page."""


class StartWindow(QMainWindow):
    """Goes through the steps of a session; each step says what is missing.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what is asked for.
    questions : Questions or None
        Who is asked; None opens dialogs.
    settings : QSettings or None
        Where the layout of the session window is kept.
    """

    closed = Signal()

    def __init__(
        self,
        workbench: WorkbenchPort,
        *,
        theme: Theme = DARK,
        questions: Questions | None = None,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._workbench, self._theme, self._settings = workbench, replace(theme), settings
        self._questions = questions or DialogQuestions(self)
        self._setup: Setup | None = None
        self._path: Path | None = None
        self._session: Session | None = None
        self._new = False
        self.session_window: MainWindow | None = None
        self._news = QTimer(self)
        self.setWindowTitle("safehold")
        self.setStyleSheet(style_sheet(theme))
        self.other_language = ""
        """Language in which the window is to be opened again; empty where it is to close."""
        self.form = SetupPage(workbench.gaps)
        self._jobs = Jobs(self)
        self._home = HomeStep(workbench, self._jobs, self._theme, self)
        self.home = self._home.page
        self._sensors = SensorsStep(workbench, self._questions, self._jobs, self, self._theme)
        self.sensors = self._sensors.page
        self.receipt = ReceiptPage()
        self.export = ExportPage(workbench.exportable)
        self.import_ = ImportPage(self._theme)
        self._study = StudyStep(workbench, self)
        self.study = self._study.page
        self.design = DesignPage(self._theme)
        self.pages = QStackedWidget()
        self._order: list[Page] = [
            self.home, self.form, self.sensors, self.receipt, self.export, self.import_,
            self.design,
            self.study,
        ]  # fmt: skip
        self._page: Page = self.home
        for page in self._order:
            self.pages.addWidget(_centred(page))
        self.pages.setMinimumHeight(LEAST_PX)
        self.setCentralWidget(WholeOrScrolled(self.pages))
        self._connect()
        self.go_home()

    def _connect(self) -> None:
        home = self.home
        home.new_asked.connect(self._on_new)
        home.import_asked.connect(self._on_import)
        home.dropped.connect(self._on_dropped)
        home.theme_asked.connect(self._on_theme)
        home.language_asked.connect(self._on_language)
        self._home.listed.connect(self._on_listed)
        home.go_on_asked.connect(self._on_go_on)
        home.stop_asked.connect(self._on_stop_recorder)
        home.replay_asked.connect(self._on_replay_row)
        home.check_asked.connect(self._on_check_row)
        home.export_asked.connect(self._on_export_row)
        home.study_asked.connect(self._on_study)
        home.design_asked.connect(self._on_design)
        self.design.home_asked.connect(self.go_home)
        home.verify_asked.connect(self._on_verify)
        home.folder_changed.connect(self._on_folder)
        self.form.back_asked.connect(self.go_home)
        self.form.next_asked.connect(self._on_setup)
        self.sensors.back_asked.connect(self._on_back)
        self._sensors.begun.connect(self._on_begun)
        self.receipt.home_asked.connect(self.go_home)
        self.receipt.replay_asked.connect(self._on_replay)
        self.receipt.export_asked.connect(self._on_export)
        self.export.home_asked.connect(self.go_home)
        self.import_.home_asked.connect(self.go_home)
        self.import_.imported.connect(self._check)
        self.study.home_asked.connect(self.go_home)
        self.study.open_asked.connect(self._on_study_session)

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
        self._sensors.leave()
        self._home.list()
        self._show(self.home)

    @Slot()
    def _on_study(self) -> None:
        self._study.open(self._workbench.folder)
        self._show(self.study)

    @Slot()
    def _on_listed(self) -> None:
        """Put the keyboard on the offer to go on, where one has come."""
        if self._page is self.home and not self.home.filter.hasFocus():
            self.home.first_focus().setFocus()

    @Slot(object)
    def _on_folder(self, folder: Path) -> None:
        self._workbench.folder = folder
        if not folder.exists():
            told = self.tr("{0} does not exist yet: the first session creates it.")
            self.home.refuse(told.format(folder))
        elif not folder.is_dir():
            self.home.refuse(self.tr("{0} is a file. Choose a folder.").format(folder))
        self._home.list()

    def _ask(self, what: Callable[[], T], otherwise: T) -> T:
        """Return an answer of the workbench; where there is none, say why on the page."""
        try:
            answer = what()
        except SafeholdError as error:
            self.home.show_missing(say_error(error))
            return otherwise
        self.home.show_missing("")
        return answer

    @Slot()
    def _on_design(self) -> None:
        folder = self._workbench.folder
        draft = self._ask(lambda: self._workbench.draft(folder), None)
        if draft is not None:
            self.design.open(draft, self._workbench.codebooks(folder))
            self._show(self.design)

    # -- a new session -------------------------------------------------------------------------

    @Slot()
    def _on_new(self) -> None:
        folder = self._workbench.folder
        study = self._ask(lambda: self._workbench.study(folder), None)
        if study is None:
            return
        self.form.ask(
            folder,
            study,
            session_id=self._workbench.free_code(folder),
            codebooks=self._workbench.codebooks(folder),
            network=self._workbench.network,
        )
        self._show(self.form)

    @Slot(object)
    def _on_setup(self, setup: Setup) -> None:
        self._setup, self._new = setup, True
        self._sensors.search(setup)
        self._show(self.sensors)

    @Slot(object)
    def _on_go_on(self, row: SessionRow) -> None:
        setup = self._ask(lambda: self._workbench.again(row), None)
        if setup is not None:
            self._setup, self._new = setup, False
            self._sensors.connect_at_once(setup)
            self._show(self.sensors)

    @Slot()
    def _on_back(self) -> None:
        self._sensors.leave()
        self._show(self.form if self._new else self.home)

    # -- the session ---------------------------------------------------------------------------

    @Slot(object)
    def _on_begun(self, session: Session) -> None:
        self._path = self._session_path()
        self._open(session)

    def _session_path(self) -> Path | None:
        return None if self._setup is None else self._setup.folder / self._setup.session_id

    def _open(self, session: Session) -> None:
        window = MainWindow(
            session, theme=self._theme, questions=self._session_questions(),
            settings=self._settings,
        )  # fmt: skip
        self.session_window, self._session = window, session
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
        window, session = self.session_window, self._session
        if window is None or session is None:
            return
        status = session.model.status
        leave = window.leaves_recorder
        self.session_window = self._session = None
        window.deleteLater()
        self.show()
        self.activateWindow()
        name = status.session_id if status is not None else ""
        if session.playback is not None:
            session.stop()
            if self._page is self.study:
                self._on_study()  # what was reviewed has changed
            else:
                self.go_home()
            return
        self.receipt.show_busy(
            name,
            self.tr("Closing the window; the recording continues ...")
            if leave
            else self.tr("Ending the session and the recording ..."),
        )
        self._show(self.receipt)

        def end(_: Say) -> bool:
            if leave and isinstance(session, LeavesRecorder):
                session.leave()
            else:
                session.stop()
            return leave

        self._jobs.run(end, self._on_ended, self.receipt.show_failure)

    @Slot(object)
    def _on_ended(self, left: bool) -> None:
        if left:
            self.go_home()
        elif self._path is not None:
            self._check(self._path)

    @Slot(list)
    def _on_import(self, files: list[Path]) -> None:
        folder = self._workbench.folder
        desk = self._ask(lambda: self._workbench.importing(folder), None)
        if desk is not None:
            self.import_.open(desk, self._workbench.free_code(folder), files)
            self._show(self.import_)

    # -- what is given from outside ------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Show a study, a session again, or the import of another recording.

        Raises
        ------
        ConfigError
            Where there is nothing.
        """
        opening = opening_of(path)
        match opening.kind:
            case OpenedAs.STUDY:
                self._to_study(opening.path)
            case OpenedAs.SESSION:
                self._to_study(opening.path.parent)
                self._replay(opening.path)
            case OpenedAs.FOREIGN:
                self._on_import([opening.path])

    def open_receipt(self, path: Path, news: Callable[[], str] | None = None) -> None:
        """Show the receipt of a session, and above it what ``news`` says, as it changes."""
        self._to_study(path.parent)
        self._check(path)
        if news is not None:
            self.receipt.show_news(say_message(news()))
            self._news.timeout.connect(lambda: self.receipt.show_news(say_message(news())))
            self._news.start(NEWS_MS)

    def _to_study(self, folder: Path) -> None:
        self.home.folder.setText(str(folder))
        self._on_folder(folder)

    @Slot(list)
    def _on_dropped(self, files: list[Path]) -> None:
        """Open what was dropped; recordings of other programs together become one session."""
        kinds = [(opening_of(file).kind, file) for file in files if file.exists()]
        foreign = [file for kind, file in kinds if kind is OpenedAs.FOREIGN]
        if foreign:
            self._on_import(foreign)
        elif kinds:
            self.open_path(kinds[0][1])

    @Slot()
    def _on_theme(self) -> None:
        self._theme.become(LIGHT if self._theme.name == "dark" else DARK)
        self.setStyleSheet(style_sheet(self._theme))
        if self._settings is not None:
            self._settings.setValue(THEME_KEY, self._theme.name)

    @Slot(str)
    def _on_language(self, code: str) -> None:
        """Close, to be opened again in another language."""
        if self._settings is not None:
            self._settings.setValue(LANGUAGE_KEY, code)
        self.other_language = code
        self.close()

    # -- looking at what was recorded ----------------------------------------------------------

    def _check(self, path: Path) -> None:
        self._news.stop()  # what was said is of another session
        self.receipt.show_news("")
        self._path = path
        self.receipt.show_busy(path.name, self.tr("Making the receipt from the files ..."))
        self._show(self.receipt)
        self._jobs.run(
            lambda say: self._workbench.check(path, say),
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

    @Slot(object, bool)
    def _on_study_session(self, path: Path, review: bool) -> None:
        self._replay(path, review=review)

    @Slot(object)
    def _on_replay_row(self, row: SessionRow) -> None:
        self._replay(row.path)

    @Slot()
    def _on_replay(self) -> None:
        if self._path is not None:
            self._replay(self._path)

    def _replay(self, path: Path, *, review: bool = False) -> None:
        """Open a session again, unless something else is under way."""
        if not self._home.begin(self.tr("Opening {0} ...").format(path.name), self._page):
            return
        self._path = path
        self._jobs.run(
            lambda say: self._workbench.replay(path, say),
            lambda session: self._on_replay_ready(session, review=review),
            self._home.end,
            self._home.say,
        )

    def _on_replay_ready(self, session: Session, *, review: bool) -> None:
        self._home.end()
        self._open(session)
        if review and self.session_window is not None:
            self.session_window.acts.perform("review")

    @Slot(object)
    def _on_stop_recorder(self, row: SessionRow) -> None:
        what = self.tr("Ending the recording of {0} ...").format(row.session_id)
        if self._questions.stop_recording() and self._home.begin(what):
            self._jobs.run(
                lambda _: self._workbench.stop_recorder(row),
                lambda _: self._on_recorder_stopped(row.path),
                self._home.end,
            )

    def _on_recorder_stopped(self, path: Path) -> None:
        self._home.end()
        self._check(path)

    @Slot()
    def _on_verify(self) -> None:
        if self._home.begin(self.tr("Verifying: computing every number on known truth ...")):
            self._jobs.run(self._workbench.verify, self._home.end, self._home.end)

    def finish(self) -> None:
        """Close, with the session's window if there is one; a recording goes on."""
        if self.session_window is not None:
            self.session_window.finish()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what was begun for a session that did not start."""
        self._news.stop()
        self._sensors.leave()
        self._home.close()
        self._study.close()
        self.export.cancel()
        self.import_.cancel()
        self._jobs.wait(5.0)
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
