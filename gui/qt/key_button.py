"""A button with its key on it, and one that does an action of the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from gui.actions.table import action, keys_shown, short_key
from gui.look.style import Theme, color, font
from gui.look.translation import say, say_key

LOW_PX, LOWEST_PX, LINE_PX = 29, 24, 16
"""Height of a button with one line, the same on a low screen, and of each further line."""
LEFT_PX, RIGHT_PX, GAP_PX = 7, 8, 7


class KeyButton(QPushButton):
    """Shows key, label and a word on the right; says all of it to assistive technology.

    A label that is too long for one line takes two: nothing of it is left out.

    Parameters
    ----------
    key : str
        Key as shown; the window, not the button, listens to it.
    explanation : str
        Tooltip.
    """

    def __init__(
        self, theme: Theme, key: str, label: str, explanation: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._theme = theme
        self.key, self.label, self.state = key, label, ""
        self.widest_state = ""
        """A state for which room is kept, so that the button stays as it is when it has one."""
        self.one_line = False
        """Ask for room for the whole label, rather than for one that breaks."""
        self._explanation = explanation
        self.setFont(font(13))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_label(label)

    def event(self, event: QEvent) -> bool:
        """Hand on a press in vain too: what it asks for is refused in words, like its key."""
        if event.type() == QEvent.Type.MouseButtonPress and not self.isEnabled():
            self.pressed.emit()
        return super().event(event)

    def set_label(self, label: str) -> None:
        """Change the label."""
        self.label = label
        self._describe()
        self.updateGeometry()
        self.update()

    def set_state(self, state: str, *, active: bool = False) -> None:
        """Show a word on the right; ``active`` inverts the button."""
        if (state, active) == (self.state, bool(self.property("open"))):
            return
        changed = bool(self.property("open")) != active
        self.state = state
        self.updateGeometry()
        if changed:
            self.setProperty("open", active)
            self.style().unpolish(self)
            self.style().polish(self)
        self._describe()
        self.update()

    def keep_to_one_line(self) -> None:
        """Take the width of the whole label, and no more."""
        self.one_line = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def _describe(self) -> None:
        state = f", {self.state}" if self.state else ""
        self.setAccessibleName(f"{self.label}{state}")
        self.setAccessibleDescription(self.tr("Key {0}").format(self.key) if self.key else "")
        key = self.tr("Key: {0}").format(self.key) if self.key else ""
        self.setToolTip("\n".join(part for part in (self._explanation, key) if part))

    def sizeHint(self) -> QSize:
        """Return room for the label in as many lines as it needs at the present width."""
        metrics = QFontMetrics(font(13))
        longest = max(map(metrics.horizontalAdvance, self.label.split() or [""]))
        whole = metrics.horizontalAdvance(f"{self.label} ")
        wide = whole if self.one_line else min(whole, max(longest, 62))
        room = LEFT_PX + self._key_px() + wide + self._state_px() + RIGHT_PX
        return QSize(int(room) + 2, LOW_PX + LINE_PX * (len(self.lines()) - 1))

    def minimumSizeHint(self) -> QSize:
        """Return a little less height, for low screens."""
        return self.sizeHint() - QSize(0, LOW_PX - LOWEST_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the label breaks elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def lines(self) -> list[str]:
        """Return the label as it is broken: at most two lines."""
        metrics = QFontMetrics(font(13))
        keys, state = self._key_px(), self._state_px()
        room = int(self.width() - LEFT_PX - keys - state - RIGHT_PX) + 1
        words = self.label.split()
        if metrics.horizontalAdvance(self.label) <= room:
            return [self.label]
        if len(words) == 1:
            return [metrics.elidedText(self.label, Qt.TextElideMode.ElideRight, room)]
        first = 1
        while first < len(words) - 1 and (
            metrics.horizontalAdvance(" ".join(words[: first + 1])) <= room
        ):
            first += 1
        parts = (" ".join(words[:first]), " ".join(words[first:]))
        return [metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in parts]

    def _key_px(self) -> float:
        if not self.key:
            return 0.0
        return max(QFontMetrics(font(12, bold=True)).horizontalAdvance(self.key) + 9, 19) + GAP_PX

    def _state_px(self) -> float:
        words = (self.state, self.widest_state)
        wide = max(QFontMetrics(font(13)).horizontalAdvance(word) for word in words)
        return wide + 4 if wide else 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame of the style, then key cap, label and state."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._ink()
        area = QRectF(self.rect()).adjusted(LEFT_PX, 4, -RIGHT_PX, -4)
        left = area.left() + self._key_px()
        if self.key:
            self._paint_key(painter, area, ink)
        painter.setPen(ink)
        painter.setFont(font(13))
        flags = Qt.AlignmentFlag.AlignVCenter
        lines = self.lines()
        top = area.center().y() - LINE_PX * len(lines) / 2
        for row, line in enumerate(lines):
            place = QRectF(left, top + row * LINE_PX, area.right() - left, LINE_PX)
            painter.drawText(place, int(flags | Qt.AlignmentFlag.AlignLeft), line)
        painter.drawText(area, int(flags | Qt.AlignmentFlag.AlignRight), self.state)

    def _ink(self) -> QColor:
        if self.property("open"):
            return color(self._theme.plot)
        return color(self._theme.text, 1.0 if self.isEnabled() else 0.45)

    def _paint_key(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        painter.setFont(font(12, bold=True))
        wide = self._key_px() - GAP_PX
        cap = QRectF(area.left(), area.center().y() - 9, wide, 18)
        faint = color(ink.name(), 0.5)
        painter.setPen(QPen(faint, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(ink)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self.key)


class ActionButton(KeyButton):
    """A button for an action of the table: its words, its key, its explanation.

    Parameters
    ----------
    action_id : str
        Of the table.
    number : int
        Which of its keys, from 0, for an action with a list.
    """

    asked = Signal(str, int)
    """The action and the number, the moment the button goes down."""

    def __init__(self, theme: Theme, action_id: str, number: int = 0) -> None:
        row = action(action_id)
        self.action_id, self.number = action_id, number
        key = row.keys[number] if row.numbered else keys_shown(row)[0]
        super().__init__(theme, say_key(short_key(key)), say(row.label), say(row.meaning))
        self.pressed.connect(self._on_pressed)

    @Slot()
    def _on_pressed(self) -> None:
        self.asked.emit(self.action_id, self.number)
