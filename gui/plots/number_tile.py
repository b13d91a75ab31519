"""One index in large digits with its unit, or why it is missing, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import MISSING, unit_text, value_text
from gui.look.style import font
from gui.look.translation import say_reasons
from gui.qt.elided_label import ElidedLabel
from safehold.core.types import IndexValue, Status

VALUE_PX, MISSING_PX = 25, 17
LARGE = 1.8
"""How much larger everything is that is read from two metres."""


class NumberTile(QWidget):
    """Shows a number only while it is valid; a missing one never leaves its last value behind."""

    def __init__(
        self,
        label: str,
        explanation: str,
        *,
        digits: int = 0,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._digits, self._factor = digits, LARGE if large else 1.0
        self._label, self._explanation = label, explanation
        self.title = QLabel(label)
        self.title.setObjectName("muted")
        self.title.setFont(font(18 if large else 12, bold=True))
        self.number = QLabel(MISSING)
        self.number.setFont(font(round(VALUE_PX * self._factor), bold=True))
        self.unit = QLabel("")
        self.unit.setObjectName("muted")
        self.unit.setFont(font(15 if large else 12))
        self.doubt = QLabel("≈")
        self.doubt.setFont(font(18, bold=True))
        self.doubt.hide()
        self.reason = ElidedLabel(lines=1 if large else 3)
        self.reason.setObjectName("muted")
        self.reason.setFont(font(12))
        value = QHBoxLayout()
        value.setSpacing(3)
        value.addWidget(self.doubt)
        value.addWidget(self.number)
        value.addWidget(self.unit)
        value.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(value)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        self.setMinimumWidth(150 if large else 126)
        self.setMaximumWidth(300 if large else 170)
        self.setFixedHeight(94 if large else 90)
        self.show_missing("")

    def show_value(self, value: IndexValue | None) -> None:
        """Show a value, or the reasons why there is none."""
        if value is None:
            self.show_missing("")
            return
        if value.value is None or value.status is Status.MISSING:
            self.show_missing(
                say_reasons(value.reasons[:1]), self._at_most(value), say_reasons(value.reasons)
            )
            return
        doubtful = value.status is Status.DEGRADED
        self._set_size(VALUE_PX)
        self.doubt.setVisible(doubtful)
        self.number.setText(value_text(value.value, self._digits))
        self.unit.setText(unit_text(value.unit))
        self.reason.set_text(say_reasons(value.reasons[:1]) if doubtful else "")
        about = self.tr("about ") if doubtful else ""
        why = say_reasons(value.reasons) if doubtful else ""
        self._describe(f"{about}{self.number.text()} {value.unit}", why)

    def _at_most(self, value: IndexValue) -> str:
        """Return what a missing rate is at most, with its unit; empty where that is not known."""
        if value.at_most is None:
            return ""
        return f"≤ {value_text(value.at_most, self._digits)} {unit_text(value.unit)}"

    def show_missing(self, why: str, at_most: str = "", all_reasons: str = "") -> None:
        """Show that there is no value, and below what it would be.

        One reason is read, the first; the tooltip has all of them.
        """
        self._set_size(MISSING_PX)
        self.doubt.hide()
        self.number.setText(at_most or MISSING)
        self.unit.setText("")
        self.reason.set_text(why)
        missing = self.tr("missing")
        self._describe(f"{missing}, {at_most}" if at_most else missing, all_reasons or why)

    def _set_size(self, pixels: int) -> None:
        """Give the reason the room that a missing number does not need."""
        pixels = round(pixels * self._factor)
        if self.number.font().pixelSize() != pixels:
            self.number.setFont(font(pixels, bold=True))

    def _describe(self, value: str, why: str) -> None:
        self.setAccessibleName(f"{self._label}: {value}")
        text = "\n\n".join(part for part in (why, self._explanation) if part)
        self.setToolTip(text)
        self.reason.setToolTip(text)
