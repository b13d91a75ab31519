"""The last step: is everything there, in plain words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from gui.look.formatting import bytes_text
from gui.look.style import font, sized
from gui.look.translation import say_message
from gui.start.page import Page, StepButton, words
from safehold.core.account import SHOWN_S, StreamAccount, duration_text
from safehold.files.receipt import SessionCheck

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
        self.list.setToolTip(self.tr("Every second of each stream from start to stop"))
        self.list.setHeaderLabels([
            self.tr("stream"), self.tr("received"), self.tr("missing before"),
            self.tr("between"), self.tr("after"), self.tr("dropped"), self.tr("samples"),
        ])  # fmt: skip
        self.remarks = words("", 13, name="muted")
        self.news = words("", 15)
        self.news.hide()
        self.content.addWidget(self.news)
        self.content.addWidget(self.verdict)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.remarks)
        self.home = StepButton("receipt.home")
        self.replay = StepButton("receipt.replay")
        self.export = StepButton("receipt.export")
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

    def show_news(self, text: str) -> None:
        """Say above the receipt what else goes on; nothing where nothing does."""
        if text != self.news.text():
            self.news.setText(text)
            self.news.setAccessibleName(text)
        self.news.setVisible(bool(text))

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now: what is being done, or what is wrong."""
        return super().why_not(button) or self.sentence.text()

    def show_failure(self, text: str) -> None:
        """Say why there is no receipt."""
        self.sentence.setText(self.tr("No receipt could be made."))
        self.show_missing(text)
        self.home.setEnabled(True)

    def show_check(self, found: SessionCheck) -> None:
        """Show the receipt."""
        self.title.setText(found.session_id)
        self.sentence.setText(self.tr("The receipt was made again from the files on the disk."))
        self.verdict.setText(say_message(found.headline))
        self.verdict.setAccessibleName(self.verdict.text())
        self.show_missing("\n".join(map(say_message, found.wrong)))
        lines = [self.tr("note: {0}").format(say_message(text)) for text in found.remarks]
        lines += [
            self.tr("{0}: {1}, SHA-256 {2} ...").format(
                part["file"], bytes_text(part["n_bytes"]), part["sha256"][:16]
            )
            for part in found.parts
        ]
        if found.head:
            lines.insert(
                len(found.remarks),
                self.tr("Head of the chain; write it down: {0}").format(found.head),
            )
        files = lines[len(found.remarks) :]
        shown = lines[: min(len(found.remarks), MOST_NOTES)]
        if len(found.remarks) > len(shown):
            shown.append(self.tr("and {0} more notes").format(len(found.remarks) - len(shown)))
        self.remarks.setText("\n".join([*files, *shown]))
        self.remarks.setToolTip("\n".join(lines))
        self.list.clear()
        for stream in found.account.streams:
            line = self._line(stream)
            if found.veiled and stream.covers != "stamps":  # one sample a beat, perhaps
                line[-1] = "—"
            self.list.addTopLevelItem(QTreeWidgetItem(line))
        for column in range(1, self.list.columnCount()):
            self.list.resizeColumnToContents(column)
        self.list.setColumnWidth(0, sized(200))
        self.replay.setEnabled(True)
        self.export.setEnabled(True)
        self.home.setEnabled(True)

    def _line(self, stream: StreamAccount) -> list[str]:
        if not stream.covers:
            return [stream.name, self.tr("events"), "", "", "", "", str(stream.n_samples)]
        missing = (stream.before_s, stream.between_s, stream.after_s, stream.dropped_s)
        told = [self.tr("unknown") if s is None else _length(s) for s in missing]
        received = self.tr("{0} of {1}").format(
            say_message(duration_text(stream.received_s or 0.0)),
            say_message(duration_text(stream.span_s)),
        )
        return [stream.name, received, *told, str(stream.n_samples)]


def _length(seconds: float) -> str:
    return "—" if seconds < SHOWN_S else say_message(duration_text(seconds))
