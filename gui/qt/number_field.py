"""A field for a number, written as the language writes it."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDoubleSpinBox

from gui.look.translation import decimal_point


def number_field(low: float, high: float, *, decimals: int, step: float) -> QDoubleSpinBox:
    """Return a field that takes a number within limits, and tells it when it is complete."""
    field = QDoubleSpinBox()
    comma = decimal_point() == ","
    locale = QLocale(QLocale.Language.German) if comma else QLocale.c()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    field.setLocale(locale)
    field.setRange(low, high)
    field.setDecimals(decimals)
    field.setSingleStep(step)
    field.setKeyboardTracking(False)
    return field
