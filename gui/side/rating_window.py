"""The client's or the therapist's rating window: questions and bars, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.actions.action import Place
from gui.look.style import LIGHT, Theme, font, style_sheet
from gui.look.translation import say
from gui.panels.rating_bar import RatingBar
from gui.qt.scrolling import WholeOrScrolled
from gui.qt.side_window import SideWindow
from safehold.core.study import Scale
from safehold.session.ratings import Ask

POLL_MS = 100
THANKS_S = 2.0
"""How long an answer stays to be seen; then the bar is empty again."""
ASK_S = 60.0
"""Withdraw a request that nobody answers for this long, s: no answer is an answer too."""


class RatingSource(Protocol):
    """Who takes the answers (:class:`safehold.source.side_sources.RatingSource`)."""

    person: str
    scales: tuple[Scale, ...]

    def clock(self) -> float:
        """Return the time to stamp a gesture with, s."""
        ...

    def answer(self, scale: str, value: float, *, at: float) -> None:
        """Take an answer."""
        ...

    def deliver(self) -> None:
        """Send what waits."""
        ...

    def asked(self) -> list[Ask]:
        """Return new requests."""
        ...

    @property
    def connected(self) -> bool:
        """True while somebody reads the answers."""
        ...

    @property
    def waiting(self) -> int:
        """Answers not yet sent."""
        ...


class ScaleCard(QFrame):
    """A question with its bar; says thank you, then forgets the answer."""

    def __init__(self, theme: Theme, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.scale = scale
        self.question = QLabel(say(scale.label))
        self.question.setFont(font(23, bold=True))
        self.question.setWordWrap(True)
        self.state = QLabel("")
        self.state.setObjectName("muted")
        self.state.setFont(font(16))
        self.bar = RatingBar(theme, scale)
        self.question.setBuddy(self.bar)
        top = QHBoxLayout()
        top.addWidget(self.question, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 14, 26, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.bar)

    def set_asked(self, *, asked: bool) -> None:
        """Frame the question while it is asked."""
        if self.property("asked") != asked:
            self.setProperty("asked", asked)
            self.style().polish(self)
            self.state.setText(self.tr("please answer") if asked else "")


class RatingWindow(SideWindow):
    """Shows the scales of one person; one gesture on a bar is an answer.

    No physiology, no answer of anybody else, and no former answer is shown.

    Parameters
    ----------
    source : RatingSource
        Takes the answers.
    wall : callable
        Monotonic seconds.
    """

    place = Place.RATING

    def __init__(
        self,
        source: RatingSource,
        *,
        theme: Theme = LIGHT,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, every_ms=POLL_MS)
        self._source, self._wall = source, wall
        self._asked: dict[str, float] = {}
        self._thanked: dict[str, float] = {}
        self.setWindowTitle(self.tr("Rating"))
        self.setStyleSheet(style_sheet(theme) + _sheet(theme))
        self.cards = {scale.name: ScaleCard(theme, scale) for scale in source.scales}
        self.connection = QLabel("")
        self.connection.setFont(font(14))
        self._arrange(list(self.cards.values()))
        for name, card in self.cards.items():
            card.bar.refused.connect(self.refusals.say)
            card.bar.chosen.connect(lambda value, name=name: self._answer(name, value))
        self.poll()

    def _arrange(self, cards: Sequence[QWidget]) -> None:
        inside = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(WholeOrScrolled(inside))
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(28, 14, 28, 10)
        layout.setSpacing(10)
        layout.addStretch(1)
        for card in cards:
            card.setMaximumWidth(1100)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(card, 20)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(1)
        layout.addWidget(self.connection, 0, Qt.AlignmentFlag.AlignHCenter)

    def step(self) -> None:
        """Look for requests."""
        self.poll()

    # -- answers -------------------------------------------------------------------------------

    def _answer(self, name: str, value: float) -> None:
        at = self._source.clock()
        self._source.answer(name, value, at=at)
        card = self.cards[name]
        self._asked.pop(name, None)
        card.set_asked(asked=False)
        self._thanked[name] = self._wall()
        card.state.setText(self.tr("✓ thank you"))
        waiting = [other for other in self.cards if other in self._asked]
        if waiting:
            self.cards[waiting[0]].bar.setFocus()

    # -- requests ------------------------------------------------------------------------------

    def ask(self, names: Sequence[str]) -> None:
        """Ask scales; with no names all of them."""
        wall = self._wall()
        known = [name for name in self.cards if not names or name in names]
        for name in known:
            self._asked[name] = wall
            self._thanked.pop(name, None)
            self.cards[name].bar.clear()
            self.cards[name].set_asked(asked=True)
        if known:
            self.cards[known[0]].bar.setFocus()
            self._show_itself()

    def _show_itself(self) -> None:
        """Come to the front, but never over the panel of somebody who codes on this screen.

        The focus stays where it is in any case.
        """
        own_screen = self.isFullScreen() or self.screen() is not QApplication.primaryScreen()
        if own_screen:
            self.raise_()
        else:
            QApplication.alert(self)

    @Slot()
    def poll(self) -> None:
        """Take in requests, forget old ones, and say whether answers arrive."""
        for ask in self._source.asked():
            self.ask(ask.scales)
        self._source.deliver()
        wall = self._wall()
        for name in [n for n, since in self._asked.items() if wall - since > ASK_S]:
            del self._asked[name]
            self.cards[name].set_asked(asked=False)
        for name in [n for n, since in self._thanked.items() if wall - since > THANKS_S]:
            del self._thanked[name]
            self.cards[name].bar.clear()
            self.cards[name].state.setText("")
        self._show_connection()

    def _show_connection(self) -> None:
        warn = not self._source.connected
        if self._source.connected:
            text = self.tr("● connected")
        elif self._source.waiting:
            text = self.tr("○ not connected: {0} answer(s) kept until it is").format(
                self._source.waiting
            )
        else:
            text = self.tr("○ not connected yet")
        name = "warning" if warn else "muted"
        if self.connection.objectName() != name:
            self.connection.setObjectName(name)
            self.connection.style().polish(self.connection)
        if self.connection.text() != text:
            self.connection.setText(text)
            self.connection.setToolTip(
                self.tr("Connected: the recorder or the workbench reads the answers. Earlier "
                    "ones are sent now, with the time they were given.")
            )  # fmt: skip

    # -- keys and the end ----------------------------------------------------------------------

    def act(self, action_id: str, number: int) -> bool:
        """Go up and down between bars."""
        if action_id not in ("rating.next", "rating.previous"):
            return super().act(action_id, number)
        bars = [card.bar for card in self.cards.values()]
        at = next((i for i, bar in enumerate(bars) if bar.hasFocus()), -1)
        step = 1 if action_id == "rating.next" else -1
        bars[(at + step) % len(bars)].setFocus()
        return True


def _sheet(theme: Theme) -> str:
    return f"""
    #question {{ background: {theme.panel}; border: 2px solid {theme.line};
        border-radius: 14px; }}
    #question[asked="true"] {{ border: 3px solid {theme.text}; }}
    """
