"""Lines of a label: broken between words, never between a number and its unit."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from gui.look.style import font
from gui.qt.elided_label import ElidedLabel


@pytest.mark.parametrize(
    ("text", "held"),
    [("no new value for 118 s", "118 s"), ("less than 50 % are valid", "50 %")],
)
def test_no_line_ends_between_a_number_and_its_unit(qapp, text, held):
    label = ElidedLabel(text, lines=9, grow=True)
    label.setFont(font(11))
    metrics = QFontMetrics(font(11))
    for width in range(metrics.horizontalAdvance(held) + 4, metrics.horizontalAdvance(text) + 4):
        label.resize(width, 100)
        lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in label._broken()]
        assert any(held in line for line in lines), lines
