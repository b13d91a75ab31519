"""The session's own controls: baseline and recording, or the replay's speed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.elided_label import ElidedLabel
from gui.guide import GuidePanel
from gui.key_button import KeyButton
from gui.style import Theme, font
from gui.translation import say, say_reasons
from safehold.app.model import SessionModel, SessionStatus
from safehold.core.study import Display
from safehold.core.types import Baseline


class SessionPanel(QFrame):
    """Start and end of baseline and recording; in a replay, pause and speed instead."""

    baseline_pressed = Signal()
    record_pressed = Signal()
    pause_pressed = Signal()
    slower_pressed = Signal()
    faster_pressed = Signal()

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._model = model
        self.setWindowTitle(self.tr("Session"))
        self.baseline = KeyButton(
            theme, "b", self.tr("Start baseline"),
            self.tr("Quiet sitting: every zone is relative to it."),
        )  # fmt: skip
        self.record = KeyButton(
            theme, "F9", self.tr("Record"),
            self.tr("Starts and stops the recorder; stopping asks first."),
        )  # fmt: skip
        self.pause = KeyButton(theme, "Space", self.tr("Pause"), self.tr("Halts the replay."))
        self.slower = KeyButton(theme, ",", self.tr("Slower"), self.tr("Halves the speed."))
        self.faster = KeyButton(theme, ".", self.tr("Faster"), self.tr("Doubles the speed."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(4)
        self.guide = GuidePanel(theme)
        layout.addWidget(self.guide)
        pairs = (
            (self.baseline, self.baseline_pressed), (self.record, self.record_pressed),
            (self.pause, self.pause_pressed), (self.slower, self.slower_pressed),
            (self.faster, self.faster_pressed),
        )  # fmt: skip
        for button, signal in pairs:
            button.pressed.connect(signal)
            layout.addWidget(button)
        self.baselines: dict[str, ElidedLabel] = {}
        for person in model.people:
            label = ElidedLabel(lines=3, grow=True)
            label.setObjectName("muted")
            label.setFont(font(11))
            self.baselines[person] = label
            layout.addWidget(label)

    def show_status(self, status: SessionStatus) -> None:
        """Show the controls that fit the mode, and the baselines."""
        replay = status.mode == "replay"
        self.setWindowTitle(self.tr("Replay") if replay else self.tr("Session"))
        for button in (self.pause, self.slower, self.faster):
            button.setVisible(replay)
        for part in (self.baseline, self.record, self.guide):
            part.setVisible(not replay)
        running = status.phase == "baseline"
        self.baseline.set_label(self.tr("End baseline") if running else self.tr("Start baseline"))
        self.baseline.set_state("▶" if running else "", active=running)
        recording = status.recorder.state in ("starting", "recording", "stopping")
        self.record.set_label(self.tr("Stop recording") if recording else self.tr("Record"))
        self.record.setEnabled(status.recorder.state not in ("starting", "stopping"))
        self.pause.set_label(self.tr("Go on") if status.paused else self.tr("Pause"))
        for person, label in self.baselines.items():
            label.set_text(self._baseline_text(person, self._model.people[person].baseline))

    def _baseline_text(self, person: str, baseline: Baseline | None) -> str:
        if baseline is None:
            return self.tr("{0}: no baseline yet").format(say(person))
        if self._model.display is not Display.FULL:
            text = self.tr("{0}: baseline taken").format(say(person))
            return text + (self.tr(", provisional") if baseline.provisional else "")
        text = self.tr("{0}: baseline {1:.0f} ± {2:.0f} bpm").format(
            say(person), baseline.hr, baseline.hr_spread
        )
        if baseline.provisional:
            text += self.tr(", provisional: {0}").format(say_reasons(baseline.reasons))
        return text
