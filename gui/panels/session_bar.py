"""Above the people: what to do now in a session, or the transport of a replay."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.panels.guide import GuidePanel
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.study import Display
from safehold.session.ports import Playback, Reading

TRANSPORT = (
    "toggle_pause", "back_5", "forth_5", "event_before", "event_after", "slower", "faster", "loop",
)  # fmt: skip
"""Buttons of a replay in the order of the hand: play, go, speed."""
READINGS = ("recompute", "reading", "review")


class SessionBar(QFrame):
    """Live: one button for the next step, its countdown and verdict. Replay: play and go.

    The recording is stopped in the header, far from the button that is pressed most.
    """

    def __init__(
        self,
        theme: Theme,
        display: Display = Display.FULL,
        *,
        replay: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.guide = GuidePanel(theme)
        self.buttons = {name: ActionButton(theme, name) for name in (*TRANSPORT, *READINGS)}
        self.signals = ActionButton(theme, "signals")
        if theme.large or display is not Display.FULL:
            self.signals.hide()
        for button in (self.signals, *(self.buttons[name] for name in READINGS)):
            button.keep_to_one_line()
        self.computed = ElidedLabel(lines=2, grow=True)
        self.computed.setObjectName("muted")
        self.computed.setFont(font(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        rows: list[list[QWidget]] = (
            [[self.buttons[name] for name in TRANSPORT],
             [*(self.buttons[name] for name in READINGS), self.computed, self.signals]]
            if replay else [[self.guide, self.signals]]
        )  # fmt: skip
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(4)
            for widget in widgets:
                stretch = 1 if widget in (self.guide, self.computed) else 0
                row.addWidget(widget, stretch)
            layout.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in (self.guide, self.computed, *self.buttons.values()):
            if part.parent() is None:
                part.setParent(self)
                part.hide()

    def show_signals(self, shown: bool) -> None:
        """Show whether trends and waves are on show; the button is there where they can be."""
        self.signals.set_state("▾" if shown else "▸")

    def show_playback(self, playback: Playback, *, paused: bool) -> None:
        """Show what a replay does."""
        self.buttons["toggle_pause"].set_label(self.tr("Continue") if paused else self.tr("Pause"))
        looped = playback.looped
        words = "" if looped is None else f"{clock_text(looped[0])}-{clock_text(looped[1])}"
        self.buttons["loop"].set_state(words, active=looped is not None)
        again = playback.recomputing
        reading = self.buttons["reading"]
        reading.setEnabled(again.found is not None)
        reading.set_state("" if again.found is None else self._reading_words(again.reading))
        state = again.state
        running = f"{math.floor(100 * state.share)} %" if state.running else ""
        self.buttons["recompute"].set_state(running, active=state.running)
        share = math.floor(100 * playback.computed)
        told = self.tr("Beats, breaths and measures: {0} % computed").format(share)
        self.computed.set_text("" if share >= 100 else told)

    def _reading_words(self, reading: Reading) -> str:
        return {
            Reading.SEEN: self.tr("as seen"),
            Reading.BOTH: self.tr("both"),
            Reading.AGAIN: self.tr("recomputed"),
        }[reading]
