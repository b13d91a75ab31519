"""The codes: a button and a key each, by whose they are, with what is open now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.look.translation import say
from gui.qt.key_button import KeyButton
from gui.qt.scrolling import scrolling
from safehold.core.codebook import ACTORS, Code, Codebook
from safehold.core.types import EventKind

ORDER = "CTO"
"""Client, therapist, observer; codes of nobody in particular come before the observer's."""
COLUMNS = 2
ALL_SEEN = 28
"""More codes than this are parted by kind too, and can be scrolled on a low screen."""
LOWEST_PX = 200
CHIP_PX = 10
LONG_S = 1200.0
"""Room is kept for the length of an interval that is open for so long."""


class Heading(QWidget):
    """Whose codes follow, and of which kind, with a chip in the person's colour.

    Parameters
    ----------
    place : int or None
        Place of the person among the people of the session; None for nobody's.
    """

    def __init__(self, theme: Theme, words: str, place: int | None) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.words = QLabel(words)
        self.words.setObjectName("muted")
        self.words.setFont(font(12, bold=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CHIP_PX + 8, 2, 0, 0)
        layout.addWidget(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        hue = self._theme.muted if self._place is None else self._theme.person(self._place)
        middle = self.words.geometry().center().y()
        chip = QRectF(2, middle - CHIP_PX / 2, CHIP_PX, CHIP_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue))
        painter.drawRoundedRect(chip, 2, 2)


class CodePanel(QFrame):
    """Emits ``code_pressed`` the moment a button goes down, not when it is let go."""

    code_pressed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        codebook: Codebook,
        people: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Codes"))
        self._theme, self._codebook, self._people = theme, codebook, list(people)
        self._inside = QWidget()
        layout = QGridLayout(self._inside)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(3)
        self.buttons: dict[str, KeyButton] = {}
        row = 0
        for heading, codes in self._sections():
            if len(codes) == 1:  # the heading's own row has room for it
                layout.addWidget(heading, row, 0)
                layout.addWidget(self._button(codes[0]), row, 1)
                row += 1
                continue
            layout.addWidget(heading, row, 0, 1, COLUMNS)
            for i, code in enumerate(codes):
                layout.addWidget(self._button(code), row + 1 + i // COLUMNS, i % COLUMNS)
            row += 1 + (len(codes) + COLUMNS - 1) // COLUMNS
        for column in range(COLUMNS):
            layout.setColumnStretch(column, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        if len(codebook.codes) > ALL_SEEN:
            explanation = self.tr("Codes with their keys")
            outside.addWidget(
                scrolling(self._inside, name=self.tr("Codes"), explanation=explanation,
                          lowest_px=LOWEST_PX)
            )  # fmt: skip
        else:
            outside.addWidget(self._inside)

    def sizeHint(self) -> QSize:
        """Return room for all buttons."""
        return self._inside.sizeHint()

    def _sections(self) -> Iterator[tuple[Heading, list[Code]]]:
        """Yield the codes of each person, of a long codebook by kind; in the codebook's order."""
        by_kind = len(self._codebook.codes) > ALL_SEEN
        kinds = [code.group for code in self._codebook.codes]

        def place(code: Code) -> tuple[float, int]:
            whose = ORDER.index(code.actor) if code.actor in ORDER and code.actor else 1.5
            return whose, kinds.index(code.group) if by_kind else 0

        for _, found in groupby(sorted(self._codebook.codes, key=place), key=place):
            codes = list(found)
            first = codes[0]
            words = self._whose(first.actor)
            if by_kind:
                words = f"{words} · {self._kind(first.group)}"
            yield Heading(self._theme, words, self._place(first.actor)), codes

    def _place(self, actor: str) -> int | None:
        """Return the place of whoever does it among the people of the session."""
        person = ACTORS.get(actor, "")
        return self._people.index(person) if person in self._people else None

    def _whose(self, actor: str) -> str:
        words = say(ACTORS[actor]) if actor in ("C", "T") else ""
        other = self.tr("Observer") if actor else self.tr("Anyone")
        return words[:1].upper() + words[1:] if words else other

    def _kind(self, group: str) -> str:
        labels = {entry.name: entry.label for entry in self._codebook.groups}
        return say(labels.get(group, group))

    def _button(self, code: Code) -> KeyButton:
        button = KeyButton(self._theme, code.key, say(code.label), self._explain(code))
        button.setProperty("code", code.code)
        if code.kind is EventKind.INTERVAL or code.either:
            button.widest_state = clock_text(LONG_S)
        button.pressed.connect(self._on_pressed)
        self.buttons[code.code] = button
        return button

    def _explain(self, code: Code) -> str:
        shape = (
            self.tr("Press to start, press again to end.")
            if code.kind is EventKind.INTERVAL
            else self.tr("A single moment.")
        )
        return f"{say(code.meaning)}. {shape}"

    @Slot()
    def _on_pressed(self) -> None:
        self.code_pressed.emit(str(self.sender().property("code")))

    def show_open(self, open_codes: Mapping[str, float], now: float) -> None:
        """Show which intervals are open, and for how long; one that begins later, from when."""
        for code, button in self.buttons.items():
            onset = open_codes.get(code)
            if onset is None:
                text = ""
            elif onset >= now + 1:  # a replay went back to before it
                text = self.tr("from {0}").format(clock_text(onset))
            else:
                text = clock_text(now - onset)
            button.set_state(text, active=onset is not None)
