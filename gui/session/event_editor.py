"""A small editor of one event: code, onset, end, actor, subtype and note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.look.event_words import event_label
from gui.look.formatting import decimal_text
from gui.look.style import font
from gui.look.translation import say
from safehold.core.codebook import Codebook
from safehold.core.time_text import seconds_of, time_text
from safehold.core.types import Event, EventKind
from safehold.session.event_edits import Wish

Keep = Callable[[str, Wish], str]
"""Changes an event; returns why not, empty where it was done."""


class EventEditor(QDialog):
    """Shows an event, and changes it when all of it makes sense.

    Parameters
    ----------
    event : Event
        As it is.
    codebook : Codebook
        Codes to choose from.
    keep : callable
        Takes the event's id and what is wished for; returns why not, empty where it was done.
    """

    def __init__(
        self, event: Event, codebook: Codebook, keep: Keep, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._event, self._codebook, self._keep = event, codebook, keep
        self.setWindowTitle(self.tr("Edit an event"))
        self.code, self.subtype, self.actor = QComboBox(), QComboBox(), QComboBox()
        self.onset, self.end, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.trouble = QLabel("")
        self.trouble.setObjectName("warning")
        self.trouble.setWordWrap(True)
        self._fill()
        self._lay_out()
        self.code.currentIndexChanged.connect(self._on_code)
        self._on_code()
        self.onset.setFocus()
        self.onset.selectAll()

    def _fill(self) -> None:
        event = self._event
        if self._codebook.find(event.code) is None:
            self.code.addItem(event_label(event, self._codebook), event.code)
        for entry in self._codebook.codes:
            self.code.addItem(f"{say(entry.label)}  ({entry.code})", entry.code)
        self.code.setCurrentIndex(self.code.findData(event.code))
        self.code.setEnabled(self._codebook.find(event.code) is not None)
        for actor, words in (
            ("", self.tr("nobody in particular")),
            ("C", self.tr("client")),
            ("T", self.tr("therapist")),
            ("O", self.tr("observer")),
        ):
            self.actor.addItem(words, actor)
        self.actor.setCurrentIndex(self.actor.findData(event.actor))
        self.onset.setText(decimal_text(time_text(event.onset, 3)))
        if event.duration is not None:
            self.end.setText(decimal_text(time_text(event.onset + event.duration, 3)))
        self.note.setText(event.note)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for label, field in (
            (self.tr("Code"), self.code),
            (self.tr("Subtype"), self.subtype),
            (self.tr("Onset"), self.onset),
            (self.tr("End"), self.end),
            (self.tr("Actor"), self.actor),
            (self.tr("Note"), self.note),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        times = self.tr("Session time: seconds, or minutes:seconds, such as 24:13.5")
        self.onset.setToolTip(times)
        self.end.setToolTip(times)
        self.code.setToolTip(self.tr("What happened"))
        self.subtype.setToolTip(self.tr("Which kind of it, where the codebook has kinds"))
        self.actor.setToolTip(self.tr("Who did it"))
        self.note.setToolTip(self.tr("Free text; exports leave it out unless asked for"))
        self.end.setPlaceholderText(self.tr("open"))
        about = QLabel(self._about())
        about.setObjectName("muted")
        about.setFont(font(12))
        about.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.keep_button = buttons.addButton(
            self.tr("Keep"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_keep)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.trouble)
        layout.addWidget(about)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    def _about(self) -> str:
        coder = self._event.coder or self.tr("somebody without a study code")
        return self.tr("Coded by {0}. What was recorded stays; the tables say what was changed, "
                       "and Undo takes it back.").format(coder)  # fmt: skip

    @Slot()
    def _on_code(self) -> None:
        """Offer the subtypes of the code; a point has no end of its own."""
        entry = self._codebook.find(self.code.currentData())
        self.subtype.clear()
        self.subtype.addItem(self.tr("none"), "")
        for word in entry.subtypes if entry else ():
            self.subtype.addItem(say(word.replace("_", " ")), word)
        said = self.subtype.findData(self._event.attributes.get("subtype", ""))
        self.subtype.setCurrentIndex(max(said, 0))
        self.subtype.setEnabled(self.subtype.count() > 1)
        self.end.setEnabled(not self._is_point())

    def _is_point(self) -> bool:
        entry = self._codebook.find(self.code.currentData())
        if entry is None:
            return self._event.kind is EventKind.POINT
        return entry.kind is EventKind.POINT and not entry.either

    def wish(self) -> Wish | None:
        """Return what is wished for; None where a time is none, which is said."""
        onset = seconds_of(self.onset.text())
        text = self.end.text().strip()
        end = onset if self._is_point() else seconds_of(text)
        if onset is None or (end is None and text):
            self.trouble.setText(self.tr("Write times as seconds or minutes:seconds: 24:13.5."))
            return None
        return Wish(
            onset=self._same(onset, self._event.onset),
            end=end if end is None or self._is_point() else self._same_end(end),
            code=self.code.currentData(),
            subtype=self.subtype.currentData(),
            actor=self.actor.currentData(),
            note=self.note.text(),
        )

    def _same_end(self, end: float) -> float:
        duration = self._event.duration
        return end if duration is None else self._same(end, self._event.onset + duration)

    @staticmethod
    def _same(shown: float, exact: float) -> float:
        """Return the exact time where the one on show is the same in milliseconds."""
        return exact if abs(shown - exact) < 0.00051 else shown

    @Slot()
    def _on_keep(self) -> None:
        wish = self.wish()
        if wish is None:
            return
        if why := self._keep(self._event.event_id, wish):
            self.trouble.setText(why)
        else:
            self.accept()
