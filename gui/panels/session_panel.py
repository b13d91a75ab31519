"""The session's own controls: baseline and recording, or the replay's speed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.look.translation import say, say_reasons
from gui.panels.guide import GuidePanel
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.study import Display
from safehold.core.types import Baseline
from safehold.session.model import SessionModel
from safehold.session.ports import Playback, Reading
from safehold.session.status import SessionStatus


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
        self._model = model
        self.setWindowTitle(self.tr("Replay") if replay else self.tr("Session"))
        self.baseline = ActionButton(theme, "toggle_baseline")
        self.record = ActionButton(theme, "toggle_recording")
        self.pause = ActionButton(theme, "toggle_pause")
        self.loop = ActionButton(theme, "loop")
        self.review = ActionButton(theme, "review")
        pairs = (("back_5", "forth_5"), ("event_before", "event_after"), ("slower", "faster"))
        self.recompute = ActionButton(theme, "recompute")
        self.reading = ActionButton(theme, "reading")
        self.transport = _pairs(theme, pairs)
        self.computed = ElidedLabel(lines=2, grow=True)
        self.computed.setObjectName("muted")
        self.computed.setFont(font(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(4)
        self.guide = GuidePanel(theme)
        layout.addWidget(self.guide)
        for part in (self.baseline, self.record, self.pause, self.transport, self.loop,
                     self.recompute, self.reading, self.review, self.computed):  # fmt: skip
            layout.addWidget(part)
        self.baselines: dict[str, ElidedLabel] = {}
        for person in model.people:
            label = ElidedLabel(lines=5, grow=True)
            label.setObjectName("muted")
            label.setFont(font(12))
            self.baselines[person] = label
            layout.addWidget(label)
        for part in (self.pause, self.transport, self.loop, self.recompute, self.reading,
                     self.review, self.computed):  # fmt: skip
            part.setVisible(replay)
        for part in (self.baseline, self.record, self.guide):
            part.setVisible(not replay)

    def show_status(self, status: SessionStatus) -> None:
        """Show what runs now, and the baselines."""
        running = status.phase == "baseline"
        self.baseline.set_label(self.tr("End baseline") if running else self.tr("Start baseline"))
        self.baseline.set_state("▶" if running else "", active=running)
        recording = status.recorder.state.at_work
        self.record.set_label(self.tr("Stop recording") if recording else self.tr("Record"))
        self.record.setEnabled(not status.recorder.state.in_between)
        self.pause.set_label(self.tr("Continue") if status.paused else self.tr("Pause"))
        for person, label in self.baselines.items():
            label.set_text(self._baseline_text(person, self._model.people[person].baseline))

    def show_playback(self, playback: Playback) -> None:
        """Show what a replay does beside playing."""
        looped = playback.looped
        words = "" if looped is None else f"{clock_text(looped[0])}-{clock_text(looped[1])}"
        self.loop.set_state(words, active=looped is not None)
        again = playback.recomputing
        self.reading.setEnabled(again.found is not None)
        self.reading.set_state("" if again.found is None else self._reading_words(again.reading))
        state = again.state
        running = f"{math.floor(100 * state.share)} %" if state.running else ""
        self.recompute.set_state(running, active=state.running)
        share = math.floor(100 * playback.computed)
        told = self.tr("Beats, breaths and measures: {0} % computed").format(share)
        self.computed.set_text("" if share >= 100 else told)

    def _reading_words(self, reading: Reading) -> str:
        return {
            Reading.SEEN: self.tr("as seen"),
            Reading.BOTH: self.tr("both"),
            Reading.AGAIN: self.tr("recomputed"),
        }[reading]

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


def _pairs(theme: Theme, pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return buttons in rows of two: back on the left, forth on the right."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(4)
    for row, pair in enumerate(pairs):
        for column, action_id in enumerate(pair):
            grid.addWidget(ActionButton(theme, action_id), row, column)
    return widget
