"""The session's own controls: baseline and recording, or the replay's speed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.look.style import Theme, font
from gui.look.translation import say, say_reasons
from gui.panels.guide import GuidePanel
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.study import Display
from safehold.core.types import Baseline
from safehold.session.model import SessionModel, SessionStatus


class SessionPanel(QFrame):
    """Start and end of baseline and recording; in a replay, pause and speed instead."""

    def __init__(
        self,
        theme: Theme,
        model: SessionModel,
        *,
        replay: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._model, self._replay = model, replay
        self.setWindowTitle(self.tr("Replay") if replay else self.tr("Session"))
        self.baseline = ActionButton(theme, "toggle_baseline")
        self.record = ActionButton(theme, "toggle_recording")
        self.pause = ActionButton(theme, "toggle_pause")
        self.slower = ActionButton(theme, "slower")
        self.faster = ActionButton(theme, "faster")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(4)
        self.guide = GuidePanel(theme)
        layout.addWidget(self.guide)
        for button in (self.baseline, self.record, self.pause, self.slower, self.faster):
            layout.addWidget(button)
        self.baselines: dict[str, ElidedLabel] = {}
        for person in model.people:
            label = ElidedLabel(lines=3, grow=True)
            label.setObjectName("muted")
            label.setFont(font(11))
            self.baselines[person] = label
            layout.addWidget(label)

    def show_status(self, status: SessionStatus) -> None:
        """Show what runs now, and the baselines."""
        for button in (self.pause, self.slower, self.faster):
            button.setVisible(self._replay)
        for part in (self.baseline, self.record, self.guide):
            part.setVisible(not self._replay)
        running = status.phase == "baseline"
        self.baseline.set_label(self.tr("End baseline") if running else self.tr("Start baseline"))
        self.baseline.set_state("▶" if running else "", active=running)
        recording = status.recorder.state.at_work
        self.record.set_label(self.tr("Stop recording") if recording else self.tr("Record"))
        self.record.setEnabled(not status.recorder.state.in_between)
        self.pause.set_label(self.tr("Continue") if status.paused else self.tr("Pause"))
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
