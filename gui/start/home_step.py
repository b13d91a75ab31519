"""What the first page asks for: sessions, read in the background, a report, and the maps."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from gui.look.style import Theme
from gui.look.time_left import TimeLeft
from gui.look.translation import say_message
from gui.qt.background import Jobs, Say
from gui.qt.side_window import SideWindow
from gui.session.help_window import keys_window
from gui.session.map_window import RecordedMaps
from gui.start.home_page import HomePage
from gui.start.page import Page
from gui.start.workbench_port import WorkbenchPort
from safehold.core.axes_map import AxesMap
from safehold.core.codebook import load_codebook
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message
from safehold.desk.exports import ExportCancelledError
from safehold.desk.session_details import SessionDetails
from safehold.desk.workbench import RowState, SessionRow
from safehold.offline.analysis import Progress


class HomeStep(QObject):
    """Fills the first page without holding it up, and does what can be done from there.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what is asked for.
    jobs : Jobs
        What is done in the background.
    theme : Theme
        Colours of the windows that are opened.
    """

    listed = Signal()
    """The sessions are there; details may still come."""
    _told = Signal(int, object)
    _said = Signal(str)

    def __init__(
        self, workbench: WorkbenchPort, jobs: Jobs, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workbench, self._jobs, self._theme = workbench, jobs, theme
        self.page = HomePage(workbench.folder)
        self._round = 0
        self._folder: Path | None = None
        self._left = threading.Event()
        self.loading = False
        """True while sessions, or what is known of them, are still being read."""
        self.busy = False
        """True while a session is opened, a report or a map made, or the program verified."""
        self._what = ""
        self._asked: Page = self.page
        self.beside: SideWindow | None = None
        """The map or the help that was opened last."""
        self._told.connect(self._on_told)
        self._said.connect(self.say)
        self.page.report_asked.connect(self._on_report)
        self.page.map_asked.connect(self._on_map)
        self.page.help_asked.connect(self._on_help)

    # -- the list ------------------------------------------------------------------------------

    def list(self) -> None:
        """Read the sessions of the study folder; what is shown stays until they are there."""
        self._round += 1
        self.loading = True
        self._left.clear()
        folder, number = self._workbench.folder, self._round
        if folder != self._folder:
            self._folder = folder
            self.page.show_waiting()

        def failed(text: str) -> None:
            if number == self._round:
                self.loading = False
                self.page.show_missing(text)
                self.page.show_sessions(())
                self.listed.emit()

        self._jobs.run(
            lambda _: self._workbench.sessions(folder),
            lambda rows: self._on_listed(number, rows),
            failed,
        )

    def leave(self) -> None:
        """Read and write no further: the window closes; nothing half written stays."""
        self._left.set()

    def _on_listed(self, number: int, rows: tuple[SessionRow, ...]) -> None:
        if number != self._round:
            return
        self.page.show_sessions(rows)
        self.listed.emit()
        readable = [row for row in rows if row.state is not RowState.HALF]

        def read(_: Say) -> None:
            for row in readable:
                if number != self._round or self._left.is_set():
                    return
                self._tell(number, row)

        self._jobs.run(read, lambda _: self._on_read(number), lambda _: self._on_read(number))

    def _tell(self, number: int, row: SessionRow) -> None:
        try:
            found = self._workbench.details(row.path)
        except (SafeholdError, OSError):
            found = SessionDetails(row.session_id)  # taken away meanwhile, or not to be read
        self._told.emit(number, found)

    def _on_read(self, number: int) -> None:
        if number == self._round:
            self.loading = False

    @Slot(int, object)
    def _on_told(self, number: int, found: SessionDetails) -> None:
        if number == self._round:
            self.page.tell(found)

    # -- what is made of a session -------------------------------------------------------------

    def _progress(self, what: str) -> Progress:
        """Return what tells how far something is, with the share that is done."""
        left = TimeLeft()

        def report(share: float, doing: str) -> None:
            if self._left.is_set():
                raise ExportCancelledError(Message("The export was cancelled."))
            parts = (f"{what} {100 * share:.0f} %", say_message(doing), left.words(share))
            self._said.emit(" · ".join(filter(None, parts)))

        return report

    def begin(self, what: str, page: Page | None = None) -> bool:
        """Say at once that something is under way, or refuse it while something else is.

        Parameters
        ----------
        what : str
            What is under way, in words.
        page : Page, optional
            Where it was asked for; the first page where none is given.
        """
        page = page or self.page
        if self.busy:
            page.refuse(self.tr("Wait until the other one is made: {0}").format(self._what))
            return False
        self.busy, self._what, self._asked = True, what, page
        page.show_missing(what)
        page.setCursor(Qt.CursorShape.BusyCursor)
        return True

    def end(self, text: str = "") -> None:
        """Say that it is over, in words where there is something to say."""
        self.busy = False
        self._asked.show_missing(text)
        self._asked.unsetCursor()

    def say(self, text: str) -> None:
        """Say how far it is, on the page where it was asked for."""
        self._asked.show_missing(text)

    @Slot(object)
    def _on_report(self, row: SessionRow | None) -> None:
        if row is None:
            return
        what = self.tr("Report of {0}:").format(row.session_id)
        if self.begin(what):
            self._jobs.run(
                lambda _: self._workbench.report(row.path, self._progress(what)),
                self._on_reported,
                self.end,
            )

    @Slot(object)
    def _on_reported(self, path: Path) -> None:
        self.end(self.tr("Written: {0}").format(path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.list()  # what was exported has changed

    @Slot(object)
    def _on_map(self, row: SessionRow | None) -> None:
        if row is None:
            return
        what = self.tr("Map of {0}:").format(row.session_id)
        if self.begin(what):
            self._jobs.run(
                lambda _: self._workbench.maps(row.path, self._progress(what)),
                lambda maps: self._on_mapped(row.session_id, maps),
                self.end,
            )

    def _on_mapped(self, title: str, maps: Sequence[AxesMap]) -> None:
        self.end()
        self._open(RecordedMaps(title, maps, theme=self._theme))

    @Slot()
    def _on_help(self) -> None:
        window = keys_window(load_codebook(), theme=self._theme)
        window.foot.setText(
            self.tr("What each page does stands on it; docs/ holds the whole of it. Esc closes.")
        )
        self._open(window)

    def _open(self, window: SideWindow) -> None:
        if self.beside is not None:
            self.beside.close()
            self.beside.deleteLater()
        self.beside = window
        window.start()
        window.show()
        window.activateWindow()

    def close(self) -> None:
        """Close what was opened beside the window."""
        self.leave()
        if self.beside is not None:
            self.beside.close()
            self.beside.deleteLater()
            self.beside = None
