"""One index with its unit, quiet; a missing one is a dash, and knows why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import MISSING, unit_text, value_text
from gui.look.style import font, sized
from gui.look.translation import say_reasons
from safehold.core.types import IndexValue, Status

VALUE_PX, LARGE_PX = 20, 45


class NumberTile(QWidget):
    """Shows a number only while it is valid; a missing one never leaves its last value behind.

    Why a number is missing or doubtful is told beside all numbers, once for those that share a
    reason (:attr:`why`), and in full in the tooltip.
    """

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
        self._digits = digits
        self.label, self._explanation = label, explanation
        self.why = ""
        """The first reason why the number is missing or doubtful; empty for a good one."""
        self.title = QLabel(label)
        self.title.setObjectName("muted")
        self.title.setFont(font(18 if large else 12))
        self.number = QLabel(MISSING)
        self.number.setFont(font(LARGE_PX if large else VALUE_PX, bold=large))
        self.unit = QLabel("")
        self.unit.setObjectName("muted")
        self.unit.setFont(font(15 if large else 12))
        self.doubt = QLabel("≈")
        self.doubt.setFont(font(18))
        self.doubt.hide()
        value = QHBoxLayout()
        value.setSpacing(4)
        value.addWidget(self.doubt)
        value.addWidget(self.number)
        value.addWidget(self.unit)
        value.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(value)
        self.setFixedWidth(sized(176 if large else 100))
        self.show_missing("")

    def show_value(self, value: IndexValue | None) -> None:
        """Show a value, or that there is none."""
        if value is None:
            self.show_missing("")
            return
        if value.value is None or value.status is Status.MISSING:
            self.show_missing(say_reasons(value.reasons[:1]), say_reasons(value.reasons))
            if value.at_most is not None:
                self._show_at_most(value.at_most, value.unit)
            return
        doubtful = value.status is Status.DEGRADED
        self.doubt.setVisible(doubtful)
        self.number.setText(value_text(value.value, self._digits))
        self.unit.setText(unit_text(value.unit))
        self.why = say_reasons(value.reasons[:1]) if doubtful else ""
        about = self.tr("about ") if doubtful else ""
        why = say_reasons(value.reasons) if doubtful else ""
        self._describe(f"{about}{self.number.text()} {value.unit}", why)

    def show_missing(self, why: str, all_reasons: str = "") -> None:
        """Show that there is no value."""
        self.doubt.hide()
        self.number.setText(MISSING)
        self.unit.setText("")
        self.why = why
        self._describe(self.tr("missing"), all_reasons or why)

    def _show_at_most(self, bound: float, unit: str) -> None:
        """Show what a missing rate is at most."""
        self.number.setText(f"≤ {value_text(bound, self._digits)}")
        self.unit.setText(unit_text(unit))
        self._describe(f"{self.tr('missing')}, {self.number.text()} {unit}", self.why)

    def _describe(self, value: str, why: str) -> None:
        self.setAccessibleName(f"{self.label}: {value}")
        self.setToolTip("\n\n".join(part for part in (why, self._explanation) if part))
