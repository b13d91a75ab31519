"""The first page: a new session, a running or a recorded one, and the checks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.look.formatting import bytes_text
from gui.look.style import font
from gui.look.translation import say_message
from gui.start.page import Page, StepButton, words
from safehold.desk.workbench import RowState, SessionRow


class HomePage(Page):
    """Choose what to do; a running recording is offered first."""

    new_asked = Signal()
    import_asked = Signal(list)
    """Files that were dropped; an empty list where the key was pressed."""
    go_on_asked = Signal(object)
    stop_asked = Signal(object)
    replay_asked = Signal(object)
    check_asked = Signal(object)
    export_asked = Signal(object)
    verify_asked = Signal()
    folder_changed = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__("safehold", "")
        self.sentence.setText(self.tr("A study folder holds the sessions of one study."))
        self.folder = QLineEdit(str(folder))
        self.folder.setFont(font(14))
        self.folder.setAccessibleName(self.tr("Study folder"))
        self.folder.setToolTip(self.tr("Folder that holds the sessions and their study.toml"))
        choose = StepButton("home.choose")
        choose.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.import_ = StepButton("home.import")
        row.addWidget(self.import_)
        self.running = words("", 15, bold=True, name="warning")
        self.go_on = StepButton("home.go_on")
        self.stop = StepButton("home.stop")
        self.list = QListWidget()
        self.list.setFont(font(14))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Sessions of this study"))
        self.list.setToolTip(self.tr("Arrow keys choose a session; the buttons act on it."))
        self.new = StepButton("home.new")
        self.setAcceptDrops(True)
        self.replay = StepButton("home.replay")
        self.check = StepButton("home.check")
        self.export = StepButton("home.export")
        self.verify = StepButton("home.verify")
        offer = QHBoxLayout()
        offer.addWidget(self.running, 1)
        offer.addWidget(self.go_on)
        offer.addWidget(self.stop)
        self.content.addLayout(row)
        self.content.addLayout(offer)
        self.content.addWidget(self.list, 1)
        self.add_buttons(self.verify, self.check, self.export, self.replay, self.new)
        self._rows: dict[str, SessionRow] = {}
        self._connect()
        self.show_sessions(())

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_asked)
        self.import_.clicked.connect(lambda: self.import_asked.emit([]))
        self.verify.clicked.connect(self.verify_asked)
        self.go_on.clicked.connect(self._on_go_on)
        self.stop.clicked.connect(self._on_stop)
        self.replay.clicked.connect(self._on_replay)
        self.check.clicked.connect(self._on_check)
        self.export.clicked.connect(self._on_export)
        self.folder.editingFinished.connect(self._on_folder)
        self.list.currentItemChanged.connect(self._on_chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files that were dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.import_asked.emit(files)

    def show_sessions(self, rows: tuple[SessionRow, ...]) -> None:
        """List the sessions; offer to continue with one that is being recorded, or was cut."""
        self._rows = {row.session_id: row for row in rows}
        self.list.clear()
        for row in rows:
            worst = f"    {say_message(row.headline)}" if row.headline else ""
            item = QListWidgetItem(f"{row.session_id}    {self._state(row)}{worst}")
            item.setToolTip(worst.strip())
            item.setData(Qt.ItemDataRole.UserRole, row.session_id)
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)
        self._on_chosen()

    def _state(self, row: SessionRow) -> str:
        return {
            RowState.RECORDING: self.tr("is being recorded"),
            RowState.CUT: self.tr("did not end properly; the recording is safe"),
            RowState.RECORDED: self.tr("recorded, {0}").format(bytes_text(row.n_bytes)),
            RowState.EMPTY: self.tr("nothing recorded"),
            RowState.HALF: self.tr("half changed: a withdrawal was interrupted"),
        }[row.state]

    def chosen(self) -> SessionRow | None:
        """Return the session that the keys act on."""
        item = self.list.currentItem()
        return None if item is None else self._rows[item.data(Qt.ItemDataRole.UserRole)]

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
        return self.tr("{0}: {1}.").format(row.session_id, self._state(row))

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
        recorded = row is not None and row.state in (RowState.RECORDED, RowState.CUT)
        self.replay.setEnabled(recorded)
        self.check.setEnabled(recorded)
        self.export.setEnabled(recorded)

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

    @Slot()
    def _on_go_on(self) -> None:
        self.go_on_asked.emit(self.chosen())

    @Slot()
    def _on_stop(self) -> None:
        self.stop_asked.emit(self.chosen())

    @Slot()
    def _on_replay(self) -> None:
        self.replay_asked.emit(self.chosen())

    @Slot()
    def _on_check(self) -> None:
        self.check_asked.emit(self.chosen())

    @Slot()
    def _on_export(self) -> None:
        self.export_asked.emit(self.chosen())
