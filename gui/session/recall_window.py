"""The own session seen again and rated: one bar on the replay's transport, nothing of the body."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.actions.action import Place
from gui.actions.table import action, key_of
from gui.look.formatting import clock_text
from gui.look.style import LIGHT, Theme, font
from gui.look.translation import say
from gui.panels.media_view import MediaView
from gui.panels.rating_bar import RatingBar
from gui.qt.side_window import SideWindow
from safehold.core.results import RECALL_HZ
from safehold.session.ports import Taker, Transport

STEP_MS = 50
JUMP_S = 10.0
SPEEDS = (0.5, 1.0, 2.0, 4.0)
LOOP_S = 30.0
"""What is looped by a key: the time just seen."""
LONGEST_CATCH_UP_S = 5.0
"""So long a standstill of the computer is made up for; a longer one stays a gap."""
JUMPED_S = 0.15
"""The head was moved where it is so far from where it would have come by itself, s."""


class RecallWindow(SideWindow):
    """Keeps where the bar stands ten times a second, while the head runs at the speed of time.

    Paused, or at another speed, nothing is kept: two hours are not felt in one. Whoever goes back
    says it anew: the bar is empty until it is touched, and then the newer word counts.

    Parameters
    ----------
    taker : Taker
        Keeps the samples; closed with the window.
    transport : Transport
        The play head, which others may move too.
    picture : MediaView or None
        What is seen again, above the bar; None for a clock alone.
    wall : callable
        Monotonic seconds.
    """

    place = Place.RECALL

    def __init__(
        self,
        taker: Taker,
        transport: Transport,
        *,
        picture: MediaView | None = None,
        theme: Theme = LIGHT,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, every_ms=STEP_MS)
        self.picture = picture
        self._taker, self._head, self._wall = taker, transport, wall
        self._seen: tuple[float, float] | None = None
        """Session time and wall time of the last look; None where the head did not run."""
        self._cell = 0
        """The last tenth of a second that was kept."""
        self.setWindowTitle(self.tr("Recall · {0}").format(taker.session_id))
        self.question = QLabel(say(taker.scale.label))
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
        self.play = self._button("recall.toggle", self.toggle)
        self.back = self._button("recall.back", lambda: self.jump(-JUMP_S))
        self.forth = self._button("recall.forth", lambda: self.jump(JUMP_S))
        row = QHBoxLayout()
        row.addWidget(self.clock)
        row.addSpacing(20)
        row.addWidget(self.state, 1)
        for button in (self.back, self.play, self.forth):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(34, 22, 34, 18)
        layout.setSpacing(12)
        if self.picture is None:
            layout.addStretch(1)
        else:
            self.picture.state.hide()  # not the rater's business
            layout.addWidget(self.picture, 1)
        layout.addWidget(self.question)
        layout.addWidget(self.bar)
        if self.picture is None:
            layout.addStretch(1)
        layout.addLayout(row)
        self.bar.setFocus()

    def _button(self, action_id: str, act: Callable[[], None]) -> QPushButton:
        words = say(action(action_id).label)
        button = QPushButton(words)
        button.setFont(font(15))
        button.setMinimumHeight(44)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Key: {0}").format(key_of(action_id)))
        button.setAccessibleName(words)
        button.clicked.connect(act)
        return button

    # -- the transport -------------------------------------------------------------------------

    def toggle(self) -> None:
        """Halt the head, or let it go on."""
        self._head.pause(paused=not self._head.paused)
        self.step()

    def jump(self, seconds: float) -> None:
        """Go back or forth; what was said of a time before stays kept."""
        now = self._head.now()
        if seconds < 0.0 and now <= self._head.span[0]:
            self.refusals.say(self.tr("This is the beginning of the session."))
        self._head.seek(now + seconds)
        self.step()

    def change_speed(self, steps: int) -> None:
        """Take the next speed; only what is said at the speed of time is kept."""
        nearest = min(range(len(SPEEDS)), key=lambda k: abs(SPEEDS[k] - self._head.speed))
        place = nearest + steps
        if 0 <= place < len(SPEEDS):
            self._head.set_speed(SPEEDS[place])
        else:
            told = self.tr("Recall runs at {0:g} to {1:g} times real time.")
            self.refusals.say(told.format(SPEEDS[0], SPEEDS[-1]))
        self.step()

    def loop(self) -> None:
        """Play the last half minute again and again, or no longer."""
        now = self._head.now()
        span = (max(now - LOOP_S, self._head.span[0]), now)
        self._head.loop(span if self._head.looped is None and span[1] > span[0] else None)
        self.step()

    # -- what is kept --------------------------------------------------------------------------

    @property
    def keeps(self) -> bool:
        """True while the head runs at the speed of time."""
        return not self._head.paused and self._head.speed == 1.0

    def step(self) -> None:
        """Keep the samples that are due: one per tenth of a second of the session."""
        now, wall = self._head.now(), self._wall()
        keeps = self.keeps
        if self._seen is None:
            self._begin_pass(now)
        else:
            by_itself = 0.0 if self._head.paused else (wall - self._seen[1]) * self._head.speed
            if abs(now - self._seen[0] - by_itself) > JUMPED_S:
                self._begin_pass(now)
        if not keeps and not self._head.paused:
            self._begin_pass(now)
        if keeps:
            self._keep(now)
        self._seen = (now, wall)
        self._show()

    def _begin_pass(self, now: float) -> None:
        """Begin elsewhere: what was said of another moment does not hold here."""
        self.bar.clear()
        self._cell = math.floor(now * RECALL_HZ + 1e-6)

    def _keep(self, now: float) -> None:
        cell = math.floor(now * RECALL_HZ + 1e-6)
        if cell - self._cell > LONGEST_CATCH_UP_S * RECALL_HZ:
            self._cell = cell - 1
        for k in range(self._cell + 1, cell + 1):
            self._taker.sample(k / RECALL_HZ, self.bar.value)
        self._cell = max(cell, self._cell)

    def _show(self) -> None:
        head = self._head
        self.clock.setText(clock_text(max(head.now(), 0.0)))
        self.play.setText(self.tr("Start") if head.paused else self.tr("Pause"))
        self.state.setText(self._state_words())

    def _state_words(self) -> str:
        head = self._head
        if head.paused:
            told = self.tr("halted: nothing is kept ({0} continues)")
            return told.format(key_of("recall.toggle"))
        if head.speed != 1.0:
            told = self.tr("{0:g} times real time: nothing is kept")
            return told.format(head.speed)
        if self.bar.value is None:
            return self.tr("touch the bar, then follow what you remember")
        return self.tr("● kept · loop") if head.looped else self.tr("● kept")

    def act(self, action_id: str, number: int) -> bool:
        """Steer the transport."""
        acts: dict[str, Callable[[], None]] = {
            "recall.toggle": self.toggle,
            "recall.back": lambda: self.jump(-JUMP_S),
            "recall.forth": lambda: self.jump(JUMP_S),
            "recall.begin": lambda: self.jump(-math.inf),
            "recall.slower": lambda: self.change_speed(-1),
            "recall.faster": lambda: self.change_speed(1),
            "recall.loop": self.loop,
        }
        if action_id not in acts:
            return super().act(action_id, number)
        acts[action_id]()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Halt the head, and keep what was said."""
        self.step()
        self._head.pause(paused=True)
        self._taker.close()
        if self.picture is not None:
            self.picture.stop()
        super().closeEvent(event)
