"""What the help shows beside the session: what a zone means, and every key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.actions.action import Action, Group, Place
from gui.actions.table import MENUS, actions_of, key_of, keys_shown
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_disclaimer, say_key
from gui.qt.scrolling import scrolling
from gui.qt.side_window import SideWindow
from safehold.core.codebook import Codebook

Row = tuple[str, str]
"""Keys and what they do."""
KEYS_SIZE, MEANING_SIZE = (960, 720), (560, 300)
GROUPS = (*MENUS, *(group for group in Group if group not in MENUS))
KEY_JOIN = ",  "
KEYS_PX = 176
"""Room for the keys: the words of all groups stand under each other."""


def key_rows(actions: Sequence[Action]) -> list[Row]:
    """Return the keys of some actions with their words in the language."""
    return [(say_key(KEY_JOIN.join(keys_shown(action))), say(action.words)) for action in actions]


def code_rows(codebook: Codebook) -> list[Row]:
    """Return the keys of the codes with their labels in the language."""
    return [(" ".join(code.key), say(code.label)) for code in codebook.codes if code.key]


class HelpWindow(SideWindow):
    """A window that can stay open: keys go on to the session.

    Parameters
    ----------
    title : str
        Its heading.
    """

    place = Place.HELP

    def __init__(self, title: str, *, theme: Theme = DARK) -> None:
        super().__init__(theme)
        self.setWindowTitle(title)
        self.heading = QLabel(title)
        self.heading.setFont(font(20, bold=True))
        self.foot = QLabel(self.tr("Codes and keys of the session work here too. {0} closes.")
                           .format(key_of("side.escape")))  # fmt: skip
        self.foot.setObjectName("muted")
        self.foot.setFont(font(12))
        self.foot.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(22, 16, 22, 14)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.heading)
        self._layout.addWidget(self.foot)

    def put(self, content: QWidget) -> None:
        """Show something between heading and foot."""
        self._layout.insertWidget(1, content, 1)


def meaning_window(lag_s: float, *, theme: Theme = DARK) -> HelpWindow:
    """Return a window that says what zones are and what they are not.

    Parameters
    ----------
    lag_s : float
        How late zones are, s.
    """
    window = HelpWindow(_tr("What a zone means"), theme=theme)
    text = QLabel(say_disclaimer(lag_s))
    text.setFont(font(15))
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    window.put(text)
    window.resize(*MEANING_SIZE)
    return window


def keys_window(codebook: Codebook, *, theme: Theme = DARK) -> HelpWindow:
    """Return a window with every key there is: the codes', and all of the table."""
    window = HelpWindow(_tr("All keys"), theme=theme)
    columns = QWidget()
    grid = QGridLayout(columns)
    grid.setContentsMargins(0, 0, 8, 0)
    grid.setHorizontalSpacing(26)
    parts = [(_tr("Codes"), code_rows(codebook))]
    parts += [(say(group.value), key_rows(list(actions_of(group)))) for group in GROUPS]
    heights = [0, 0]
    holders = [QVBoxLayout(), QVBoxLayout()]
    for title, rows in parts:
        side = heights.index(min(heights))
        holders[side].addWidget(_table(title, rows))
        heights[side] += len(rows) + 2
    for side, holder in enumerate(holders):
        holder.setSpacing(12)
        holder.addStretch(1)
        grid.addLayout(holder, 0, side)
        grid.setColumnStretch(side, 1)
    window.put(
        scrolling(columns, name=_tr("All keys"),
                  explanation=_tr("Every key, with what it does"), lowest_px=300)
    )  # fmt: skip
    window.resize(*KEYS_SIZE)
    return window


def _table(title: str, rows: Sequence[Row]) -> QWidget:
    """Return a heading over rows of keys and words."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    heading = QLabel(title.upper())
    heading.setObjectName("heading")
    heading.setFont(font(12, bold=True))
    grid.addWidget(heading, 0, 0, 1, 2)
    for i, (keys, words) in enumerate(rows, start=1):
        for column, text in enumerate((keys, words)):
            label = QLabel(text)
            label.setFont(font(13, bold=column == 0))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(column == 1)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setMinimumWidth(KEYS_PX if column == 0 else 0)
            grid.addWidget(label, i, column)
    return table


def _tr(text: str) -> str:
    return QCoreApplication.translate("HelpWindow", text)
