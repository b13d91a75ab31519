"""The header: is it live, where are we, is it recording, how late are the zones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gui.look.event_words import phase_words
from gui.look.formatting import bytes_text, clock_text, left_text
from gui.look.style import Theme, font
from gui.look.translation import say, say_message
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.study import Display
from safehold.session.status import (
    EngineState,
    RecorderState,
    RecorderStatus,
    SessionState,
    SessionStatus,
)

LOW_DISK_S = 3600.0


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


MARKS = {"ultra_short": _tr("ultra-short"), "provisional": _tr("provisional")}
"""What every number of a session carries (``EngineSettings.marks``), in words."""


class RecorderDot(QWidget):
    """Filled while recording, a ring otherwise."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.filled = theme, False
        self.setFixedSize(16, 16)

    def set_filled(self, filled: bool) -> None:
        """Show whether it records."""
        if filled != self.filled:
            self.filled = filled
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hue = QColor(self._theme.record if self.filled else self._theme.muted)
        painter.setPen(QPen(hue, 2))
        painter.setBrush(hue if self.filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().adjusted(2, 2, -3, -3))


class Header(QFrame):
    """One line that answers: what is this, how long, is it safe on disk, how late is it."""

    def __init__(
        self,
        theme: Theme,
        display: Display = Display.FULL,
        *,
        replay: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._replay = replay
        self.setObjectName("header")
        large = theme.large
        self.session = self._label(16, bold=True)
        self.mode = self._label(12, bold=True, name="chip")
        self.display = self._label(12, bold=True, name="chip")
        self.display.setText(
            {Display.REDUCED: self.tr("REDUCED"), Display.BLIND: self.tr("BLIND")}.get(display, "")
        )
        if display is Display.FULL:
            self.display.hide()
        self.display.setToolTip(
            self.tr("Chosen before the session and logged in the recording. Everything is "
                    "recorded and computed as in the full display.")
        )  # fmt: skip
        self.phase = self._label(28 if large else 16)
        self.clock = self._label(36 if large else 24, bold=True)
        self.back = self._label(12, bold=True, name="mark")
        self.back.setText(self.tr("LOOKING BACK · End: now"))
        self.back.hide()
        self.dot = RecorderDot(theme)
        self.recorder = self._label(26 if large else 15, bold=True)
        self.disk = ElidedLabel(whole=True)
        self.disk.setFont(font(13))
        self.disk.setObjectName("muted")
        self.record = ActionButton(theme, "toggle_recording")
        self.record.keep_to_one_line()
        if replay:
            self.record.hide()
        self.marks = self._label(12, bold=True, name="mark")
        self.lag = self._label(20 if large else 14, bold=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(8)
        for label in (self.session, self.mode, self.display, self.phase, self.clock, self.back):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        for widget in (self.dot, self.recorder, self.disk, self.record):
            # the figures of the disk are the first to make room, part by part
            if widget is self.disk:
                layout.addWidget(widget, 8)
            else:
                layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self.marks)
        layout.addWidget(self.lag)
        self.marks.hide()
        self.lag.setVisible(display is not Display.BLIND)
        self.marks.setToolTip(
            self.tr("Marks every number of this session: windows are shorter than the "
                "methods require. Good for a demonstration, not for an analysis.")
        )  # fmt: skip
        self.lag.setToolTip(
            self.tr("A zone describes the body this long ago: windows, waiting time before "
                "a change counts, and processing delay.")
        )  # fmt: skip

    def _label(self, pixels: int, *, bold: bool = False, name: str = "") -> QLabel:
        label = QLabel("")
        label.setFont(font(pixels, bold=bold))
        label.setTextFormat(Qt.TextFormat.PlainText)
        if name:
            label.setObjectName(name)
        return label

    def show_looking_back(self, back: bool) -> None:
        """Say that the plots do not show the present."""
        self.back.setVisible(back)

    def show_status(
        self,
        status: SessionStatus | None,
        now: float,
        engine: EngineState = EngineState.RUNNING,
    ) -> None:
        """Show the status line at session time ``now``, and whether numbers are computed."""
        if status is None:
            self.session.setText(self.tr("connecting"))
            self.lag.setText("")
            return
        self.session.setText(status.session_id)
        self._show_mode(status, engine)
        self.phase.setText(phase_words(status.phase) or self.tr("No phase marked"))
        self.clock.setText(clock_text(now))
        self.clock.setAccessibleName(self.tr("Session time {0}").format(self.clock.text()))
        self._show_recorder(status.recorder)
        self.marks.setVisible(bool(status.marks))
        self.marks.setText(" · ".join(say(MARKS[mark]).upper() for mark in status.marks))
        self.lag.setText(self.tr("zones lag ≈ {0:.0f} s").format(status.lag_s))

    def _show_mode(self, status: SessionStatus, engine: EngineState) -> None:
        self.mode.setText(self._mode_text(status, engine))
        name = "chip" if engine.computing or status.state is not SessionState.LIVE else "mark"
        if self.mode.objectName() != name:
            self.mode.setObjectName(name)
            self.mode.style().polish(self.mode)

    def _mode_text(self, status: SessionStatus, engine: EngineState) -> str:
        after = {
            SessionState.STOPPING: self.tr("STOPPING"),
            SessionState.ENDED: self.tr("ENDED"),
            SessionState.FAILED: self.tr("FAILED"),
        }
        if status.state in after:
            return after[status.state]
        if not self._replay:
            return {
                EngineState.RUNNING: self.tr("LIVE"),
                EngineState.PARTLY: self.tr("LIVE"),
                EngineState.STOPPED: self.tr("NOT COMPUTING"),
                EngineState.RESTARTING: self.tr("RESTARTING"),
            }[engine]
        paused = self.tr("paused") if status.paused else f"{status.speed:g}×"
        return self.tr("REPLAY {0}").format(paused)

    def _show_recorder(self, recorder: RecorderStatus) -> None:
        running = recorder.state.writing
        at_work = recorder.state.at_work
        self.record.set_label(self.tr("Stop recording") if at_work else self.tr("Record"))
        self.record.setEnabled(not recorder.state.in_between)
        self.dot.set_filled(running)
        self.dot.setVisible(not self._replay)
        warn = False
        if self._replay:
            text, disk = "", ""
        elif running:
            text = self.tr("REC {0}").format(clock_text(recorder.elapsed_s))
            disk, warn = self._disk_text(recorder)
        elif recorder.state is RecorderState.FAILED:
            text, disk, warn = self.tr("RECORDER FAILED"), say_message(recorder.message), True
        elif recorder.state is RecorderState.STARTING:
            text, disk = self.tr("recorder starts"), ""
        elif recorder.state is RecorderState.STOPPED:
            text = self.tr("recording stopped")
            disk = self.tr("{0} on disk").format(bytes_text(recorder.bytes_written))
        else:
            text, disk, warn = self.tr("not recording"), "", False
        self.recorder.setText(text)
        self.disk.set_text(disk)
        self.disk.setMaximumWidth(self.disk.fontMetrics().horizontalAdvance(disk) + 4)
        name = "warning" if warn else "muted"
        if self.disk.objectName() != name:
            self.disk.setObjectName(name)
            self.disk.style().polish(self.disk)
        self.recorder.setToolTip(recorder.path)

    def _disk_text(self, recorder: RecorderStatus) -> tuple[str, bool]:
        parts, warn = [bytes_text(recorder.bytes_written)], bool(recorder.troubles)
        if recorder.last_sync_age_s is not None:
            parts.insert(0, self.tr("synced {0:.1f} s ago").format(recorder.last_sync_age_s))
        if recorder.disk_left_s is not None:
            parts.append(self.tr("disk {0}").format(left_text(recorder.disk_left_s)))
            warn = warn or recorder.disk_left_s < LOW_DISK_S
        return " · ".join(parts), warn
