"""The streams: are the signals good."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.look.style import Theme, font
from gui.look.translation import say, say_message, say_reasons
from gui.qt.elided_label import ElidedLabel
from gui.qt.scrolling import scrolling
from safehold.core.types import Role
from safehold.session.model import SessionModel
from safehold.session.status import SessionStatus, StreamStatus

GLYPHS = {"good": "●", "remark": "◐", "lost": "○"}
SILENT_S = 2.0
ROW_PX, LEAST_ROWS = 25, 5
"""Height of a stream, and how many are seen on a low screen; further ones can be scrolled."""


class StreamRow(QWidget):
    """One stream: glyph, whose, what, rate, and what is wrong."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.said = ""
        """What is wrong with it, with its name; empty for a good one."""
        self.glyph = QLabel(GLYPHS["lost"])
        self.glyph.setFont(font(15))
        self.name = ElidedLabel()
        self.name.setFont(font(12, bold=True))
        self.rate = QLabel("")
        self.rate.setObjectName("muted")
        self.rate.setFont(font(12))
        self.remark = ElidedLabel(lines=3, grow=True)
        self.remark.setFont(font(12))
        self.remark.setObjectName("warning")
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.glyph)
        first.addWidget(self.name, 1)
        first.addWidget(self.rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        layout.addLayout(first)
        layout.addWidget(self.remark)

    def show_stream(self, status: StreamStatus, quality: str) -> None:
        """Show how a stream does; ``quality`` is what the engine says of its signal."""
        remark = self._remark(status, quality)
        state = "lost" if not status.alive else "remark" if remark else "good"
        words = {
            "good": self.tr("good"),
            "remark": self.tr("needs a look"),
            "lost": self.tr("lost"),
        }
        self.glyph.setText(GLYPHS[state])
        hue = self._theme.text if state == "good" else self._theme.warn
        self.glyph.setStyleSheet(f"color: {hue};")
        self.name.set_text(self._name(status))
        self.rate.setText("" if status.rate is None else self.tr("{0:.0f} Hz").format(status.rate))
        self.remark.set_text(remark)
        self.remark.setVisible(bool(remark))
        text = f"{self._name(status)}: {words[state]}" + (f": {remark}" if remark else "")
        self.said = "" if state == "good" else f"{GLYPHS[state]} {text}"
        self.setAccessibleName(text)
        self.setToolTip(f"{text}\n{status.spec.name} ({status.spec.unit or status.spec.type})")

    def _name(self, status: StreamStatus) -> str:
        role = {
            Role.ECG: "ECG", Role.PPG: "PPG", Role.RR: "RR", Role.EDA: "EDA",
            Role.RESPIRATION: self.tr("belt"),
        }.get(status.spec.role, say(status.spec.role.value.replace("_", " ")))  # fmt: skip
        return f"{role} · {say(status.spec.person)}" if status.spec.person else str(role)

    def _remark(self, status: StreamStatus, quality: str) -> str:
        age = status.last_sample_age_s
        if not status.alive:
            gone = "" if age is None else self.tr(" for {0:.0f} s").format(age)
            return say_message(status.remark) or self.tr("no data") + gone
        if status.remark:
            return say_message(status.remark)
        if status.spec.regular and age is not None and age > SILENT_S:
            return self.tr("no data for {0:.0f} s").format(age)
        return quality


class StreamsPanel(QFrame):
    """All streams of the session; on a low screen they can be scrolled."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._theme, self._model = theme, model
        self.rows: dict[str, StreamRow] = {}
        self.setWindowTitle(self.tr("Streams"))
        self._inside = QWidget()
        self._layout = QVBoxLayout(self._inside)
        self._layout.setContentsMargins(12, 9, 12, 9)
        self._layout.setSpacing(2)
        self._layout.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(
            self._inside, name=self.tr("Streams"),
            explanation=self.tr("Streams and their state"), lowest_px=0,
        )  # fmt: skip
        outside.addWidget(self._area)

    def sizeHint(self) -> QSize:
        """Return room for all streams."""
        return self._inside.sizeHint()

    def show_status(self, status: SessionStatus) -> None:
        """Show all streams of the status."""
        for stream in status.streams:
            row = self.rows.get(stream.spec.stream_id)
            if row is None:
                row = self.rows[stream.spec.stream_id] = StreamRow(self._theme)
                self._layout.insertWidget(self._layout.count() - 1, row)
                self._area.setMinimumHeight(ROW_PX * min(len(self.rows), LEAST_ROWS))
                self.updateGeometry()
            row.show_stream(stream, self._quality(stream.spec.stream_id, stream.spec.person))

    def _quality(self, stream_id: str, person: str | None) -> str:
        view = self._model.people.get(person or "")
        if view is None or view.last_tick is None:
            return ""
        for name, _, reasons in view.last_tick.quality:
            if name == stream_id and reasons:
                return say_reasons(reasons)
        return ""
