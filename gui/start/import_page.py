"""Recordings of other programs become a session: files in, what they are, the first seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_error, say_message
from gui.plots.first_seconds import FirstSeconds
from gui.qt.background import Job, Jobs
from gui.session.code_import_dialog import CodeImport
from gui.start.page import Page, StepButton, words
from gui.start.stream_editor import StreamEditor
from gui.start.workbench_port import ImportLike
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message
from safehold.desk.exports import ExportCancelledError
from safehold.desk.importing import EventsLook
from safehold.desk.workbench import Correction, StreamRow
from safehold.offline.analysis import Progress

T = TypeVar("T")
TIME_UNITS = ("s", "ms", "us")


class ImportPage(Page):
    """Takes files, says what is in them, and makes a session of them.

    Nothing is written before *Import*; a cancel leaves nothing behind.
    """

    home_asked = Signal()
    imported = Signal(object)
    """Path of the new session."""
    progressed = Signal(float, str)

    def __init__(self, theme: Theme = DARK) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("Import recordings"))
        self.sentence.setText(
            self.tr("Drop files here, or choose them. They are read, never changed.")
        )
        self.setAcceptDrops(True)
        self._desk: ImportLike | None = None
        self._rows: tuple[StreamRow, ...] = ()
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self.preview: CodeImport | None = None
        """Events of a file, while they are looked at."""
        self._cancelled = threading.Event()
        self.codes: dict[str, QLineEdit] = {}
        self._add_list(theme)
        self._add_questions()
        self._add_session()
        self._add_steps()
        self.progressed.connect(self._on_progress)
        self._show_state()

    # -- parts ---------------------------------------------------------------------------------

    def _add_list(self, theme: Theme) -> None:
        self.list = QTreeWidget()
        self.list.setColumnCount(4)
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.setHeaderLabels([
            self.tr("whose"), self.tr("what"), self.tr("signal"), self.tr("file"),
        ])  # fmt: skip
        self._name(self.list, self.tr("Signals of the files"))
        self.editor = StreamEditor()
        self.plot = FirstSeconds(theme)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.editor.said.connect(self._on_said)
        self.editor.forgotten.connect(self._on_forgotten)
        self.content.addWidget(self.list, 2)
        self.content.addWidget(self.editor)
        self.content.addWidget(self.plot, 1)

    def _add_questions(self) -> None:
        """Add what is asked of a file: whose, where it begins, when its samples were taken."""
        row = QHBoxLayout()
        self.person, self.times, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.offset, self.rate = QLineEdit(), QLineEdit()
        self.offset.setPlaceholderText(self.tr("as the file says"))
        self.rate.setPlaceholderText("250")
        self.unit.addItems(TIME_UNITS)
        self._captions = {
            self.person: words(self.tr("This file is of"), 14),
            self.offset: words(self.tr("and begins at (s)"), 14),
            self.times: words(self.tr("Times are in"), 14),
            self.rate: words(self.tr("or samples per second"), 14),
        }
        for widget, name in (
            (self.person, self.tr("Whose the file of the chosen signal is")),
            (self.offset, self.tr("Where this file begins in the session, in seconds")),
            (self.times, self.tr("Column that holds the times of the samples")),
            (self.unit, self.tr("What these times are in")),
            (self.rate, self.tr("Samples per second, where no column holds times")),
        ):
            self._name(widget, name)
            if widget in self._captions:
                row.addWidget(self._captions[widget])
            row.addWidget(widget, 1)
        self.content.addLayout(row)
        self.person.activated.connect(self._on_person)
        self.offset.editingFinished.connect(self._on_offset)
        self.times.activated.connect(self._on_times)
        self.unit.activated.connect(self._on_times)
        self.rate.returnPressed.connect(self._on_rate)

    def _add_session(self) -> None:
        self._form = QGridLayout()
        self.session = QLineEdit()
        self._name(self.session, self.tr("Code of the new session"))
        self._form.addWidget(words(self.tr("Session code"), 14), 0, 0)
        self._form.addWidget(self.session, 0, 1)
        self.content.addLayout(self._form)
        self.odd = words("", 13, name="muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.doing = words("", 13, name="muted")
        for widget in (self.odd, self.progress, self.doing):
            self.content.addWidget(widget)

    def _add_steps(self) -> None:
        self.back = StepButton("import.back")
        self.choose = StepButton("import.choose")
        self.events = StepButton("import.events")
        self.write = StepButton("import.write")
        self.back.clicked.connect(self._on_back)
        self.choose.clicked.connect(self._on_choose)
        self.events.clicked.connect(self._on_events)
        self.write.clicked.connect(self._on_write)
        self.add_buttons(self.back, self.choose, self.events, self.write)

    def _name(self, widget: QWidget, text: str) -> None:
        widget.setFont(font(14))
        widget.setAccessibleName(text)
        widget.setToolTip(text)

    def first_focus(self) -> QWidget:
        """Return the button that chooses files, until there are some."""
        return self.list if self._rows else self.choose

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now, in words."""
        return self.doing.text() if self.busy else super().why_not(button)

    # -- an import -----------------------------------------------------------------------------

    def open(self, desk: ImportLike, session_id: str, files: Sequence[Path] = ()) -> None:
        """Begin an import, with files that were dropped."""
        self._desk = desk
        self.session.setText(session_id)
        self.person.clear()
        self.person.addItem(self.tr("by the names in it"), "")
        for label in desk.people:
            self.person.addItem(say(label), label)
        for number, (label, code) in enumerate(desk.codes.items()):
            if label not in self.codes:
                line = QLineEdit()
                self._name(line, self.tr("Study code of {0}").format(say(label)))
                self._form.addWidget(words(say(label), 14), 0, 2 + 2 * number)
                self._form.addWidget(line, 0, 3 + 2 * number)
                self.codes[label] = line
            self.codes[label].setText(code)
        self._show()
        if files:
            self.add(files)

    def add(self, files: Sequence[Path]) -> None:
        """Read files, beside those that are there."""
        desk = self._desk
        if desk is not None and not self.busy:
            self._run(lambda report: desk.add(files, report), lambda _: self._show())

    @property
    def busy(self) -> bool:
        """True while something is read or written."""
        return self._job is not None

    def cancel(self) -> None:
        """Give up what is being done, and wait until it has ended."""
        job = self._job
        if job is not None:
            self._cancelled.set()
            job.wait()

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._cancelled.clear()

        def report(share: float, what: Message) -> None:
            if self._cancelled.is_set():
                raise ExportCancelledError(Message("The import was cancelled."))
            self.progressed.emit(share, say_message(what))

        def ended(result: T) -> None:
            self._job = None
            self.show_missing("")
            done(result)
            self._show_state()

        self._job = self._jobs.run(lambda _: work(report), ended, self._on_failed)
        self._show_state()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        cancelled = self._cancelled.is_set()
        self._job = None
        self._show()
        self.show_missing(self.tr("Cancelled. Nothing was imported.") if cancelled else text)

    @Slot(float, str)
    def _on_progress(self, share: float, what: str) -> None:
        self.progress.setValue(round(1000 * share))
        self.doing.setText(what)

    def _show_state(self) -> None:
        ready = self._desk is not None and not self._desk.trouble and not self.busy
        self.write.setEnabled(ready and bool(self._rows))
        self.choose.setEnabled(self._desk is not None and not self.busy)
        self.events.setEnabled(bool(self._rows) and not self.busy)
        self.back.rename(self.tr("Cancel") if self.busy else self.tr("Back"))
        self.progress.setVisible(self.busy)
        self.doing.setVisible(self.busy)
        self.odd.setVisible(not self.busy)

    def _show(self) -> None:
        """Show the signals as they are taken now, and what has to be said."""
        desk = self._desk
        if desk is None:
            return
        chosen = self._chosen()
        self._rows = desk.rows
        self.list.clear()
        for row in self._rows:
            self.list.addTopLevelItem(QTreeWidgetItem(self._line(row)))
        if self._rows:
            place = next((k for k, row in enumerate(self._rows) if self._same(row, chosen)), 0)
            self.list.setCurrentIndex(self.list.model().index(place, 0))
        self._on_chosen()
        self._show_waiting()
        told = [
            self.tr("{0}: {1} events").format(path.name, len(beside.events))
            for path, beside in desk.beside.items()
        ]
        told += [say_message(text) for text in desk.oddities]
        self.odd.setText("\n".join(told[:2] + ([f"+ {len(told) - 2}"] if len(told) > 2 else [])))
        self.odd.setToolTip("\n".join(told))
        self.show_missing(say_message(desk.trouble) if desk.trouble else "")
        self._show_state()

    def _same(self, row: StreamRow, other: StreamRow | None) -> bool:
        return other is not None and (row.uid, row.name) == (other.uid, other.name)

    def _line(self, row: StreamRow) -> list[str]:
        rate = self.tr("{0:.0f} Hz").format(row.rate) if row.rate else self.tr("irregular")
        whose = say(row.person) if row.person else self.tr("nobody's")
        return [whose, f"{say(row.role.value.replace('_', ' '))} · {rate}", row.name, row.host]

    def _show_waiting(self) -> None:
        waiting = self._desk.waiting if self._desk is not None else None
        for widget in (self.times, self.unit, self.rate):
            self._reveal(widget, waiting is not None)
        if waiting is not None:
            self.times.clear()
            self.times.addItem(self.tr("column of times ..."), "")
            for name in waiting.columns:
                self.times.addItem(name, name)
        several = self._desk is not None and len(self._desk.files) > 1
        self._reveal(self.offset, several)
        self._reveal(self.person, bool(self._rows))

    def _reveal(self, widget: QWidget, shown: bool) -> None:
        widget.setVisible(shown)
        if widget in self._captions:
            self._captions[widget].setVisible(shown)

    def _chosen(self) -> StreamRow | None:
        k = self.list.currentIndex().row()
        return self._rows[k] if 0 <= k < len(self._rows) else None

    # -- what the user does --------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        row, desk = self._chosen(), self._desk
        self.editor.show_row(row, desk.people if desk is not None else ())
        if row is None or desk is None:
            self.plot.clear_signal()
            return
        try:
            self.plot.show_signal(*desk.first_seconds(row), row.unit)
        except SafeholdError as error:
            self.plot.clear_signal()
            self.refuse(say_error(error))
        one = desk.files[int(row.uid)] if int(row.uid) < len(desk.files) else None
        if one is not None:
            self.person.setCurrentIndex(max(0, self.person.findData(one.said.person)))
            self.offset.setText("" if one.offset is None else f"{one.offset:g}")

    @Slot(object, object)
    def _on_said(self, row: StreamRow, said: Correction) -> None:
        self._say(lambda desk: desk.correct(row, said))

    @Slot(object)
    def _on_forgotten(self, row: StreamRow) -> None:
        self._say(lambda desk: desk.forget(row))

    def _say(self, act: Callable[[ImportLike], None]) -> None:
        if self._desk is None or self.busy:
            return
        act(self._desk)
        self._show()

    @Slot()
    def _on_person(self) -> None:
        row, person = self._chosen(), str(self.person.currentData())
        if row is not None:
            self._say(lambda desk: desk.say_person(int(row.uid), person))

    @Slot()
    def _on_offset(self) -> None:
        row, text = self._chosen(), self.offset.text().strip().replace(",", ".")
        if row is None or self._desk is None:
            return
        try:
            offset = float(text) if text else None
        except ValueError:
            self.refuse(self.tr("{0!r} is not a number of seconds.").format(text))
            return
        if offset != self._desk.files[int(row.uid)].offset:
            self._say(lambda desk: desk.say_offset(int(row.uid), offset))

    @Slot()
    def _on_times(self) -> None:
        if self.times.currentData():
            self._say_times(f"time={self.times.currentData()}@{self.unit.currentText()}")

    @Slot()
    def _on_rate(self) -> None:
        self._say_times(f"rate={self.rate.text().strip().replace(',', '.')}")

    def _say_times(self, columns: str) -> None:
        desk = self._desk
        waiting = desk.waiting if desk is not None else None
        if desk is not None and waiting is not None and not self.busy:
            self._run(
                lambda report: desk.say_times(waiting, columns, report), lambda _: self._show()
            )

    @Slot()
    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Recordings"))
        if chosen:
            self.add([Path(name) for name in chosen])

    @Slot()
    def _on_events(self) -> None:
        if not self.events.isEnabled():
            self._refuse_step(self.events)
            return
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Events from a file"))
        if chosen:
            self.add_events(Path(chosen))

    def add_events(self, path: Path) -> None:
        """Show what the events of a file would be, and take them when that is accepted."""
        desk = self._desk
        if desk is not None and not self.busy:
            self._run(lambda report: desk.look_at_events(path, report), self._preview)

    def _preview(self, look: EventsLook) -> None:
        self.preview = CodeImport(
            look.path, look.coded, (), look.codebook, (0.0, look.length),
            offset=look.offset, markers=True, parent=self,
        )  # fmt: skip
        self.preview.accepted.connect(self._on_events_accepted)
        self.preview.open()

    @Slot()
    def _on_events_accepted(self) -> None:
        desk, shown = self._desk, self.preview
        if desk is not None and shown is not None and not self.busy:
            path, events = shown.path, tuple(shown.plan.events)
            self._run(
                lambda report: desk.take_events(path, events, report), lambda _: self._show()
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls() and not self.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.add(files)

    @Slot()
    def _on_write(self) -> None:
        desk = self._desk
        if desk is None or self.busy:
            self._refuse_step(self.write)
            return
        session_id = self.session.text().strip()
        codes = {label: line.text().strip() for label, line in self.codes.items()}
        self._run(lambda report: desk.write(session_id, codes, report), self.imported.emit)

    @Slot()
    def _on_back(self) -> None:
        if self.busy:
            self._cancelled.set()
        else:
            self.home_asked.emit()
