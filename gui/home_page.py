"""The first page: a new session, a running or a recorded one, and the checks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.formatting import bytes_text
from gui.page import Page, StepButton, words
from gui.style import font
from safehold.app.desk import SessionRow


class HomePage(Page):
    """Choose what to do; a running recording is offered first."""

    new_asked = Signal()
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
        choose = StepButton(self.tr("Choose"), "Ctrl+O", self.tr("Choose the study folder."))
        choose.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.running = words("", 15, bold=True, name="warning")
        self.go_on = StepButton(
            self.tr("Go on with it"), "Ctrl+G",
            self.tr("Opens the window over the running recording; nothing is interrupted."),
        )  # fmt: skip
        self.stop = StepButton(
            self.tr("Stop its recorder"), "Ctrl+T", self.tr("Ends the recording; asks first.")
        )
        self.list = QListWidget()
        self.list.setFont(font(14))
        self.list.setAccessibleName(self.tr("Sessions of this study"))
        self.list.setToolTip(self.tr("Arrow keys choose a session; the buttons act on it."))
        self.new = StepButton(
            self.tr("New session"), "Ctrl+N", self.tr("Step by step to a new recording.")
        )
        self.replay = StepButton(
            self.tr("Replay"), "Ctrl+R", self.tr("Shows the chosen session again.")
        )
        self.check = StepButton(
            self.tr("Check"), "Ctrl+K",
            self.tr("Makes the receipt of the chosen session again from its files."),
        )  # fmt: skip
        self.export = StepButton(
            self.tr("Export"), "Ctrl+S",
            self.tr("Tables, files for other programs, and the report of the chosen session."),
        )  # fmt: skip
        self.verify = StepButton(
            self.tr("Verify safehold"), "Ctrl+E",
            self.tr("Computes every number on data whose truth is known; takes a minute."),
        )  # fmt: skip
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
        self.verify.clicked.connect(self.verify_asked)
        self.go_on.clicked.connect(self._on_go_on)
        self.stop.clicked.connect(self._on_stop)
        self.replay.clicked.connect(self._on_replay)
        self.check.clicked.connect(self._on_check)
        self.export.clicked.connect(self._on_export)
        self.folder.editingFinished.connect(self._on_folder)
        self.list.currentItemChanged.connect(self._on_chosen)

    def show_sessions(self, rows: tuple[SessionRow, ...]) -> None:
        """List the sessions; offer to go on with one that is being recorded, or was cut."""
        self._rows = {row.session_id: row for row in rows}
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.session_id}    {self._state(row)}")
            item.setData(Qt.ItemDataRole.UserRole, row.session_id)
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)
        self._on_chosen()

    def _state(self, row: SessionRow) -> str:
        return {
            "recording": self.tr("is being recorded"),
            "cut": self.tr("did not end in order; the recording is safe"),
            "recorded": self.tr("recorded, {0}").format(bytes_text(row.n_bytes)),
            "empty": self.tr("nothing recorded"),
        }[row.state]

    def chosen(self) -> SessionRow | None:
        """Return the session that the keys act on."""
        item = self.list.currentItem()
        return None if item is None else self._rows[item.data(Qt.ItemDataRole.UserRole)]

    def first_focus(self) -> QWidget:
        """Return the offer to go on where there is one, else the button for a new session."""
        return self.go_on if self.go_on.isVisibleTo(self) else self.new

    @Slot()
    def _on_chosen(self) -> None:
        row = self.chosen()
        running = row is not None and row.state == "recording"
        open_ended = running or (row is not None and row.state == "cut")
        self.running.setVisible(open_ended)
        self.go_on.setVisible(open_ended)
        self.stop.setVisible(running)
        if row is not None and running:
            self.running.setText(
                self.tr("{0} is being recorded, but has no window.").format(row.session_id)
            )
        elif row is not None:
            self.running.setText(self.tr("{0} did not end in order.").format(row.session_id))
        recorded = row is not None and row.state in ("recorded", "cut")
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
