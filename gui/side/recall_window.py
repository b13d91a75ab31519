"""Continuous rating beside a video of the session: one bar, one clock, nothing of the body."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.actions.action import Place
from gui.actions.table import action, key_of
from gui.look.formatting import clock_text
from gui.look.style import LIGHT, Theme, font
from gui.look.translation import say
from gui.qt.side_window import SideWindow
from gui.side.rating_bar import RatingBar
from safehold.core.study import Scale

SAMPLE_MS = 100
JUMP_S = 10.0
LONGEST_CATCH_UP = 50
"""Samples made up for at most after the computer stood still; beyond it the gap stays a gap."""


class Taker(Protocol):
    """Who keeps the samples (:class:`safehold.files.recall.RecallRecorder`)."""

    person: str
    session_id: str
    scale: Scale

    def sample(self, t: float, value: float | None) -> None:
        """Keep one sample."""
        ...


class RecallWindow(SideWindow):
    """Plays a clock through the session and keeps where the bar stands, ten times a second.

    Parameters
    ----------
    taker : Taker
        Keeps the samples.
    start : float
        Session time at which the clock begins, s.
    wall : callable
        Monotonic seconds.
    """

    place = Place.RECALL

    def __init__(
        self,
        taker: Taker,
        *,
        start: float = 0.0,
        theme: Theme = LIGHT,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, every_ms=SAMPLE_MS)
        self._taker, self._wall = taker, wall
        self._position, self._anchor = start, 0.0
        self._sampled = start
        self.running = False
        self.setWindowTitle(self.tr("Recall · {0}").format(taker.session_id))
        self.question = QLabel(taker.scale.label)
        self.question.setFont(font(23, bold=True))
        self.question.setWordWrap(True)
        self.bar = RatingBar(theme, taker.scale, continuous=True)
        self.bar.refused.connect(self.refusals.say)
        self.clock = QLabel("")
        self.clock.setFont(font(30, bold=True))
        self.state = QLabel("")
        self.state.setObjectName("muted")
        self.state.setFont(font(14))
        self._arrange()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._show()

    def _arrange(self) -> None:
        self.play = self._button(self.tr("Start"), key_of("recall.toggle"), self.toggle)
        self.back = self._jump_button("recall.back", -JUMP_S)
        self.forth = self._jump_button("recall.forth", JUMP_S)
        row = QHBoxLayout()
        row.addWidget(self.clock)
        row.addSpacing(20)
        row.addWidget(self.state, 1)
        for button in (self.back, self.play, self.forth):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(34, 22, 34, 18)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.question)
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addLayout(row)
        self.bar.setFocus()

    def _jump_button(self, action_id: str, seconds: float) -> QPushButton:
        words = say(action(action_id).words)
        return self._button(words, key_of(action_id), lambda: self.jump(seconds))

    def _button(self, words: str, key: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setFont(font(15))
        button.setMinimumHeight(44)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Key: {0}").format(key))
        button.setAccessibleName(words)
        button.clicked.connect(act)
        return button

    @property
    def position(self) -> float:
        """Session time that the clock shows, s."""
        return self._position + (self._wall() - self._anchor if self.running else 0.0)

    def toggle(self) -> None:
        """Let the clock run, or hold it; start it together with the video."""
        self._position, self._anchor = self.position, self._wall()
        self.running = not self.running
        self._show()

    def jump(self, seconds: float) -> None:
        """Set the clock back or forth; what was said of a time before stays kept."""
        if seconds < 0.0 and self.position == 0.0:
            self.refusals.say(self.tr("This is the beginning of the session."))
        self._position, self._anchor = max(0.0, self.position + seconds), self._wall()
        self._sampled = self._position
        self._show()

    def step(self) -> None:
        """Keep the samples that are due: one per tenth of a second of the clock."""
        if self.running:
            period, now = SAMPLE_MS / 1000, self.position
            if now - self._sampled > LONGEST_CATCH_UP * period:
                self._sampled = now - period
            while self._sampled + period <= now + 1e-9:
                self._sampled += period
                self._taker.sample(self._sampled, self.bar.value)
        self._show()

    def _show(self) -> None:
        self.clock.setText(clock_text(self.position))
        self.play.setText(self.tr("Pause") if self.running else self.tr("Start"))
        if not self.running:
            words = self.tr("halted: start it together with the video ({0})").format(
                key_of("recall.toggle")
            )
        elif self.bar.value is None:
            words = self.tr("touch the bar, then follow what you remember")
        else:
            words = self.tr("● kept")
        self.state.setText(words)

    def act(self, action_id: str, number: int) -> bool:
        """Start and halt the clock, or set it back and forth."""
        if action_id == "recall.toggle":
            self.toggle()
        elif action_id in ("recall.back", "recall.forth"):
            self.jump(-JUMP_S if action_id == "recall.back" else JUMP_S)
        else:
            return super().act(action_id, number)
        return True
