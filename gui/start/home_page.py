"""The first page: a new session, a running or a recorded one, and the checks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.actions.table import key_of
from gui.look.style import font, sized
from gui.look.translation import LANGUAGES, Translator, say_key
from gui.start.page import Page, StepButton, words
from gui.start.session_table import RECEIPT, SESSION, SessionFilter, SessionTable
from safehold.desk.session_details import SessionDetails
from safehold.desk.workbench import RowState, SessionRow

WIDE_PX = 1560
"""The table has nine columns: it takes the room of a large screen."""
WIDTHS = (130, 150, 104, 88, 62, 62, 80, 116, 200)
ARROW_PX = 18
"""Room for the arrow of the column that is sorted by."""
STEPS_PX = 760
ON_DISK = (RowState.RECORDED, RowState.CUT)
"""Sessions that can be seen again."""


class HomePage(Page):
    """Choose what to do; a running recording is offered first."""

    new_asked = Signal()
    dropped = Signal(list)
    """Files or folders that were dropped, as paths."""
    import_asked = Signal(list)
    go_on_asked = Signal(object)
    stop_asked = Signal(object)
    replay_asked = Signal(object)
    check_asked = Signal(object)
    export_asked = Signal(object)
    report_asked = Signal(object)
    map_asked = Signal(object)
    study_asked = Signal()
    design_asked = Signal()
    verify_asked = Signal()
    theme_asked = Signal()
    language_asked = Signal(str)
    help_asked = Signal()
    folder_changed = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__("safehold", "")
        self.setMaximumWidth(sized(WIDE_PX))
        self.sentence.setText(self.tr("A study folder holds the sessions of one study."))
        self.setAcceptDrops(True)
        self._add_tools()
        self._add_folder(folder)
        self._add_offer()
        self._add_table()
        self.new = StepButton("home.new")
        self.replay = StepButton("home.replay")
        self.check = StepButton("home.check")
        self.export = StepButton("home.export")
        self.report = StepButton("home.report")
        self.map = StepButton("home.map")
        self.add_buttons(
            self.check, self.export, self.report, self.map, self.replay, self.new, left=4
        )
        self._connect()
        self.show_sessions(())

    # -- how it looks --------------------------------------------------------------------------

    def _add_tools(self) -> None:
        """Put what belongs to the whole window beside the title."""
        self.theme = StepButton("home.theme")
        self.language = StepButton("home.language")
        self.help = StepButton("home.help")
        self.verify = StepButton("home.verify")
        codes = list(LANGUAGES)
        self._next = codes[(codes.index(Translator.in_use) + 1) % len(codes)]
        self.language.rename(LANGUAGES[self._next])
        self.beside_title(self.theme, self.language, self.help, self.verify)

    def _add_folder(self, folder: Path) -> None:
        self.folder = QLineEdit(str(folder))
        self.folder.setFont(font(14))
        self.folder.setAccessibleName(self.tr("Study folder"))
        self.folder.setToolTip(self.tr("Folder that holds the sessions and their study.toml"))
        self.choose = StepButton("home.choose")
        self.design = StepButton("home.design")
        self.import_ = StepButton("home.import")
        self.study = StepButton("home.study")
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        row.addWidget(self.design)
        row.addWidget(self.import_)
        row.addWidget(self.study)
        self.content.addLayout(row)

    def _add_offer(self) -> None:
        self.running = words("", 15, bold=True, name="warning")
        self.go_on = StepButton("home.go_on")
        self.stop = StepButton("home.stop")
        offer = QHBoxLayout()
        offer.addWidget(self.running, 1)
        offer.addWidget(self.go_on)
        offer.addWidget(self.stop)
        self.content.addLayout(offer)

    def _add_table(self) -> None:
        self.filter = QLineEdit()
        self.filter.setFont(font(14))
        hint = self.tr("Filter: code, person, date, export ... ({0})")
        self.filter.setPlaceholderText(hint.format(say_key(key_of("home.filter"))))
        self.filter.setAccessibleName(self.tr("Filter of the sessions"))
        self.filter.setToolTip(self.tr("Sessions that have every word somewhere are shown."))
        self.count = words("", 13, name="muted")
        self.count.setWordWrap(False)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.count)
        self.content.addLayout(row)
        self.table = SessionTable()
        self.shown = SessionFilter(self.table)
        self.list = QTableView()
        self.list.setModel(self.shown)
        self.list.setFont(font(14))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTabKeyNavigation(False)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setSortingEnabled(True)
        self.list.setAccessibleName(self.tr("Sessions of this study"))
        self.list.setToolTip(
            self.tr(
                "Arrow keys choose a session; Return or a double click shows it again. {0} sorts."
            ).format(say_key(key_of("home.sort")))
        )
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(sized(30))
        head = self.list.horizontalHeader()
        head.setFont(font(13))
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            needed = head.sectionSizeHint(column) + ARROW_PX
            self.list.setColumnWidth(column, max(sized(width), needed))
        head.setSectionResizeMode(RECEIPT, QHeaderView.ResizeMode.Stretch)
        self.empty = self._steps()
        self.places = QStackedWidget()
        self.places.addWidget(self.list)
        self.places.addWidget(self.empty)
        self.waiting = words(self.tr("Reading the sessions ..."), 15, name="muted")
        self.places.addWidget(self.waiting)
        self.content.addWidget(self.places, 1)

    def _steps(self) -> QWidget:
        """Return what stands where no session is yet."""
        frame, inside = QFrame(), QWidget()
        inside.setMaximumWidth(sized(STEPS_PX))
        QHBoxLayout(frame).addWidget(inside)
        layout = QVBoxLayout(inside)
        layout.setSpacing(10)
        layout.addStretch(1)
        layout.addWidget(words(self.tr("No session yet. Three steps:"), 18, bold=True))
        for line in (
            self.tr("1   Choose a folder for the study ({0}); a new one is made.").format(
                say_key(key_of("home.choose"))
            ),
            self.tr(
                "2   New session ({0}): study codes, sensors, baseline. Recordings of other "
                "programs can be dropped here."
            ).format(say_key(key_of("home.new"))),
            self.tr("3   Afterwards: see it again, code, review, export and report from here."),
        ):
            number, _, told = line.partition("   ")  # a second line stands below the first
            step = QHBoxLayout()
            step.setSpacing(14)
            step.addWidget(words(number, 15), 0, Qt.AlignmentFlag.AlignTop)
            step.addWidget(words(told, 15), 1)
            layout.addLayout(step)
        tried = self.tr("Without sensors: 'safehold demo' shows everything in 150 seconds.")
        layout.addWidget(words(tried, 14, name="muted"))
        layout.addStretch(2)
        return frame

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_asked)
        self.import_.clicked.connect(lambda: self.import_asked.emit([]))
        self.study.clicked.connect(self.study_asked)
        self.verify.clicked.connect(self.verify_asked)
        self.design.clicked.connect(self.design_asked)
        self.theme.clicked.connect(self.theme_asked)
        self.language.clicked.connect(lambda: self.language_asked.emit(self._next))
        self.help.clicked.connect(self.help_asked)
        self.choose.clicked.connect(self._on_choose)
        for button, asked in (
            (self.go_on, self.go_on_asked), (self.stop, self.stop_asked),
            (self.replay, self.replay_asked), (self.check, self.check_asked),
            (self.export, self.export_asked), (self.report, self.report_asked),
            (self.map, self.map_asked),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, asked=asked: asked.emit(self.chosen()))
        self.folder.editingFinished.connect(self._on_folder)
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.list.activated.connect(self._on_opened)
        self._filtering = QTimer(self)
        self._filtering.setSingleShot(True)
        self._filtering.setInterval(80)
        self._filtering.timeout.connect(self._on_filter)
        self.filter.textChanged.connect(self._filtering.start)
        self.hears("home.filter", self._on_to_filter)
        self.hears("home.sort", self._on_sort)

    # -- what comes from outside ---------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open or import what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def show_waiting(self) -> None:
        """Show no session until those of a folder are there: keys act on none of another one."""
        self.show_sessions(())
        self.places.setCurrentWidget(self.waiting)

    def show_sessions(self, rows: tuple[SessionRow, ...]) -> None:
        """List the sessions; offer to continue with one that is being recorded, or was cut."""
        before = self.chosen()
        self.table.show_rows(rows)
        self.places.setCurrentWidget(self.list if rows else self.empty)
        self.filter.setVisible(bool(rows))
        self._choose(before.session_id if before is not None else "")
        self._count()

    def tell(self, details: SessionDetails) -> None:
        """Show what was read of a session."""
        self.table.tell(details)

    def _choose(self, session_id: str) -> None:
        """Choose a session, or the first one where it is not shown; a running one comes first."""
        found = self.shown.match(
            self.shown.index(0, SESSION), Qt.ItemDataRole.DisplayRole, session_id, 1,
            Qt.MatchFlag.MatchExactly,
        )  # fmt: skip
        rows = self.table.rows
        runs = bool(rows) and rows[0].state is RowState.RECORDING
        first = self.shown.mapFromSource(self.table.index(0, SESSION)) if runs else None
        place = first if first is not None and first.isValid() else None
        if place is None:
            place = found[0] if session_id and found else self.shown.index(0, SESSION)
        self.list.setCurrentIndex(place)
        self._on_chosen()

    def _count(self) -> None:
        shown, all_ = self.shown.rowCount(), self.table.rowCount()
        self.count.setText(self.tr("{0} of {1} sessions").format(shown, all_) if all_ else "")

    # -- what is chosen ------------------------------------------------------------------------

    def chosen(self) -> SessionRow | None:
        """Return the session that the keys act on."""
        index = self.list.currentIndex()
        return self.table.row_at(self.shown.mapToSource(index).row()) if index.isValid() else None

    def first_focus(self) -> QWidget:
        """Return the offer to go on where there is one, else the button for a new session."""
        return self.go_on if self.go_on.isVisibleTo(self) else self.new

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now, in words."""
        row = self.chosen()
        if row is None:
            return self.tr("Choose a session in the list first; this folder may hold none.")
        if button is self.stop:
            return self.tr("{0} is not being recorded.").format(row.session_id)
        if button is self.go_on:
            return self.tr("{0} ended properly. Begin a new session.").format(row.session_id)
        return self.tr("{0}: {1}.").format(row.session_id, self.table.state_of(row))

    @Slot()
    def _on_chosen(self) -> None:
        row = self.chosen()
        running = row is not None and row.state is RowState.RECORDING
        open_ended = running or (row is not None and row.state is RowState.CUT)
        half = row is not None and row.state is RowState.HALF
        self.running.setVisible(open_ended or half)
        self.go_on.setVisible(open_ended)
        self.stop.setVisible(running)
        if row is not None and running:
            self.running.setText(
                self.tr("{0} is being recorded, but has no window.").format(row.session_id)
            )
        elif row is not None and half:
            self.running.setText(
                self.tr("Finish the withdrawal that was interrupted: {0}").format(row.finish)
            )
        elif row is not None:
            self.running.setText(self.tr("{0} did not end properly.").format(row.session_id))
        recorded = row is not None and row.state in ON_DISK
        for button in (self.replay, self.check, self.export, self.report, self.map):
            button.setEnabled(recorded)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        """Show a session again, or go on with one that runs."""
        row = self.chosen()
        if row is not None and row.state is RowState.RECORDING:
            self.go_on_asked.emit(row)
        elif row is not None and row.state in ON_DISK:
            self.replay_asked.emit(row)
        else:
            self._refuse_step(self.replay)

    @Slot()
    def _on_filter(self) -> None:
        before = self.chosen()
        self.shown.keep(self.filter.text())
        self._choose(before.session_id if before is not None else "")
        self._count()

    def _on_to_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _on_sort(self) -> None:
        """Sort by the column of the cursor; the same again turns the order round."""
        head, column = self.list.horizontalHeader(), self.list.currentIndex().column()
        if column < 0:
            self.refuse(self.tr("There is no session to sort."))
            return
        again = head.sortIndicatorSection() == column
        rising = head.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        down = again and rising
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.list.sortByColumn(column, order)
        self.list.scrollTo(self.list.currentIndex())

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Study folder"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)
            self._on_folder()

    @Slot()
    def _on_folder(self) -> None:
        self.folder_changed.emit(Path(self.folder.text()).expanduser())
