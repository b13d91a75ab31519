"""The last step: is everything there, in plain words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from gui.formatting import bytes_text, clock_text
from gui.messages import say_message
from gui.page import Page, StepButton, words
from gui.style import font
from safehold.app.receipt import SessionCheck

MOST_NOTES = 5
"""So many notes are shown; all stand in the tooltip and in ``safehold check``."""


class ReceiptPage(Page):
    """The integrity receipt: the verdict first, then each stream, then what should be known."""

    replay_asked = Signal()
    home_asked = Signal()
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__("", "")
        self.verdict = words("", 18, bold=True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setFont(font(14))
        self.list.setAccessibleName(self.tr("Streams of the recording"))
        self.list.setToolTip(self.tr("What was recorded of each stream"))
        self.list.setHeaderLabels([
            self.tr("stream"), self.tr("samples"), self.tr("length"), self.tr("gaps"),
        ])  # fmt: skip
        self.remarks = words("", 13, name="muted")
        self.content.addWidget(self.verdict)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.remarks)
        self.home = StepButton(self.tr("To the start"), "Esc", self.tr("Back to the first page."))
        self.replay = StepButton(
            self.tr("Replay"), "Ctrl+R", self.tr("Shows this session again in the same window.")
        )
        self.export = StepButton(
            self.tr("Export"), "Ctrl+S",
            self.tr("Tables, files for other programs, and the report of this session."),
        )  # fmt: skip
        self.home.clicked.connect(self.home_asked)
        self.export.clicked.connect(self.export_asked)
        self.replay.clicked.connect(self.replay_asked)
        self.add_buttons(self.home, self.export, self.replay)

    def first_focus(self) -> QWidget:
        """Return the button that goes to the start."""
        return self.home

    def show_busy(self, session_id: str, line: str) -> None:
        """Say what is being done."""
        self.title.setText(session_id)
        self.sentence.setText(line)
        self.verdict.setText("")
        self.remarks.setText("")
        self.list.clear()
        self.show_missing("")
        self.replay.setEnabled(False)
        self.export.setEnabled(False)
        self.home.setEnabled(False)

    def show_failure(self, text: str) -> None:
        """Say why there is no receipt."""
        self.sentence.setText(self.tr("No receipt could be made."))
        self.show_missing(text)
        self.home.setEnabled(True)

    def show_check(self, found: SessionCheck) -> None:
        """Show the receipt."""
        self.title.setText(found.session_id)
        self.sentence.setText(self.tr("The receipt was made again from the files on the disk."))
        self.verdict.setText(
            self.tr("Nothing was lost: every file is what was recorded.")
            if found.passes
            else self.tr("Not everything is as it should be:")
        )
        self.verdict.setAccessibleName(self.verdict.text())
        self.show_missing("\n".join(map(say_message, found.wrong)))
        lines = [self.tr("note: {0}").format(say_message(text)) for text in found.remarks]
        lines += [
            self.tr("{0}: {1}, SHA-256 {2}…").format(
                part["file"], bytes_text(part["n_bytes"]), part["sha256"][:16]
            )
            for part in found.parts
        ]
        files = lines[len(found.remarks) :]
        shown = lines[: min(len(found.remarks), MOST_NOTES)]
        if len(found.remarks) > len(shown):
            shown.append(self.tr("and {0} more notes").format(len(found.remarks) - len(shown)))
        self.remarks.setText("\n".join([*files, *shown]))
        self.remarks.setToolTip("\n".join(lines))
        self.list.clear()
        for part in found.parts:
            for stream in part["streams"]:
                line = self._line(stream)
                if found.veiled and not stream.get("nominal_rate"):  # one sample a beat, perhaps
                    line[1:] = ["—"] * (len(line) - 1)
                self.list.addTopLevelItem(QTreeWidgetItem(line))
        self.list.setColumnWidth(0, 330)
        self.replay.setEnabled(True)
        self.export.setEnabled(True)
        self.home.setEnabled(True)

    def _line(self, stream: dict[str, Any]) -> list[str]:
        rate = stream["mean_rate"]
        length = clock_text(stream["n_samples"] / rate) if rate else "—"
        gaps = (
            self.tr("{0} ({1:.1f} s)").format(stream["n_gaps"], stream["gap_s"])
            if stream["n_gaps"]
            else self.tr("none")
        )
        return [stream["name"], str(stream["n_samples"]), length, gaps]
