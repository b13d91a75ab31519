"""What Qt draws by itself has the colours of the look, and speaks the language of the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gui.look.style import DARK, LIGHT, Theme, style_sheet
from gui.panels.header import Header
from gui.side.rating_window import RatingWindow
from safehold.core.settings import DEMO
from safehold.core.study import SCALES
from tests.gui._fake_session import make_session
from tests.gui._fakes import FakeRatings


def shown(keep, theme: Theme, widget: QWidget) -> np.ndarray:
    """Return the picture of a widget in a window of a look, shape (height, width, 3)."""
    window = keep(QWidget())
    window.setStyleSheet(style_sheet(theme))
    QVBoxLayout(window).addWidget(widget)
    window.resize(200, 80)
    window.show()
    image = window.grab().toImage()
    corner = widget.mapTo(window, QPoint(0, 0))
    pixels = np.frombuffer(image.constBits(), np.uint8)
    whole = pixels.reshape(image.height(), image.width(), 4)[:, :, 2::-1]
    return whole[corner.y() : corner.y() + widget.height(),
                 corner.x() : corner.x() + widget.width()]  # fmt: skip


def share(picture: np.ndarray, colour: str) -> float:
    rgb = QColor(colour).getRgb()[:3]
    return float((np.abs(picture.astype(int) - rgb).max(axis=2) < 3).mean())


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_to_tick_has_the_colours_of_the_look(keep, theme, kind):
    empty, ticked = kind(), kind()
    ticked.setChecked(True)
    picture = shown(keep, theme, empty)[:, :16]
    assert share(picture, theme.plot) > 0.2
    assert share(shown(keep, theme, ticked)[:, :16], theme.event) > 0.08
    if theme is DARK:
        assert share(picture, "#ffffff") == 0.0


@pytest.mark.parametrize("kind", [QTreeView, QListView, QTableView, QPlainTextEdit, QTextBrowser])
def test_what_a_dialog_of_files_lists_can_be_read_in_the_dark(keep, kind):
    assert share(shown(keep, DARK, kind()), DARK.plot) > 0.7


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_a_list_to_choose_from_has_an_arrow_and_no_bevel(keep, theme):
    box = QComboBox()
    box.addItem("ECG")
    picture = shown(keep, theme, box)
    right = picture[4:-4, -24:-4]
    assert 0.0 < share(right, theme.muted) < 0.2
    assert share(right, theme.plot) > 0.6


def test_a_dialog_of_files_speaks_the_language_of_the_window(german):
    assert QCoreApplication.translate("QFileDialog", "Directory:") == "Verzeichnis:"


def test_the_marks_of_a_demonstration_are_said_in_the_language_of_the_window(german, keep):
    session = make_session("demo")
    assert session.model.settings.marks == DEMO.marks
    header = keep(Header(DARK))
    header.show_status(session.model.status, 1.0)
    assert header.marks.text() == "ULTRAKURZ · VORLÄUFIG"


def test_the_questions_that_come_with_the_program_are_asked_in_the_language_of_the_window(
    german, keep
):
    scales = tuple(scale for scale in SCALES if scale.who == "client")
    window = keep(RatingWindow(FakeRatings(scales, "client")))
    asked = [card.question.text() for card in window.cards.values()]
    assert asked[0] == "Wie sicher fühlen Sie sich gerade?"
    assert not any(scale.label in asked for scale in scales)
