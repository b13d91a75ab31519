"""The band of change under the river: where it has strokes, and which."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.look.style import DARK
from gui.plots.river_plot import CHANGE_PX, _Change, strokes


def test_strokes_stand_at_the_same_seconds_wherever_the_window_is():
    t = np.arange(0.0, 4000.0)
    for step in (1, 3, 7):
        early, late = (t[strokes(t, left, left + 3000, step)] for left in (0.0, 500.0))
        assert np.array_equal(early[early >= 500], late[late <= 3000])
        assert np.all(np.diff(late) == step)


def painted(amount: list[float], sign: list[float]) -> np.ndarray:
    """Return the brightness of a band of 60 s, one second a pixel; the word stands at its left."""
    image = QImage(160, CHANGE_PX, QImage.Format.Format_Grayscale8)
    image.fill(QColor(DARK.plot))
    item = _Change(DARK, "")
    item.set_data(np.arange(100.0, 160.0), np.array(amount), np.array(sign))
    scale = SimpleNamespace(left=0.0, right=160.0, x=float)
    painter = QPainter(image)
    item.draw(painter, QRectF(0, 0, 160, CHANGE_PX), scale)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(CHANGE_PX, image.bytesPerLine())
    return rows[:, 100:160].astype(int)


def test_a_rise_stands_above_the_middle_a_fall_below_and_the_unknown_nowhere(qapp):
    nothing = painted([np.nan] * 60, [0.0] * 60)
    rise, fall = painted([3.0] * 60, [1.0] * 60), painted([-3.0] * 60, [-1.0] * 60)
    top, bottom = slice(2, CHANGE_PX // 2 - 1), slice(CHANGE_PX // 2 + 2, CHANGE_PX - 1)
    assert (rise[top] > nothing[top] + 50).all()
    assert np.array_equal(rise[bottom], nothing[bottom])
    assert (fall[bottom] > nothing[bottom] + 50).all()
    assert np.array_equal(fall[top], nothing[top])


def test_what_does_not_count_as_a_change_is_paler(qapp):
    pale, full = painted([3.0] * 60, [0.0] * 60), painted([3.0] * 60, [1.0] * 60)
    assert (full[3] > pale[3] + 50).all()
