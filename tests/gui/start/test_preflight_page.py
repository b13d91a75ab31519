"""The list of what was looked at: every word of it can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt

from gui.start.preflight_page import PreflightPage
from safehold.core.findings import warn
from safehold.core.messages import Message


@pytest.mark.parametrize("width", [860, 1160])
def test_what_to_do_at_a_sensor_is_never_cut_off(keep, qtbot, width):
    page = keep(PreflightPage())
    page.details.setChecked(True)
    page.resize(width, 700)
    page.show()
    what = Message(
        "therapist: belt (simulated-therapist-respiration-on-another-computer) polarity"
    )
    remedy = Message("Let the person breathe quietly, without a pacer, until it is known. " * 6)
    page.show_checks(
        [warn(what, Message("6 of 8 breaths seen to tell which way up it is"), remedy)]
    )
    qtbot.waitUntil(lambda: page.list.visualItemRect(page.list.topLevelItem(1)).height() > 0)
    metrics, flags = page.list.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
    for row, wide in ((0, page.list.columnWidth(0)), (1, page.list.header().length())):
        item = page.list.topLevelItem(row)
        needed = metrics.boundingRect(QRect(0, 0, wide - 12, 0), flags, item.text(0)).height()
        assert page.list.visualItemRect(item).height() >= needed + 10
    assert needed > 2 * metrics.lineSpacing() * 0.9


def test_lines_follow_the_width_of_the_window(keep, qtbot):
    page = keep(PreflightPage())
    page.details.setChecked(True)
    page.resize(1160, 700)
    page.show()
    remedy = Message("Let the person breathe quietly, without a pacer, until it is known. " * 6)
    found = [warn(Message("belt"), Message("6 of 8 breaths"), remedy)]
    page.show_checks(found)
    item = page.list.topLevelItem(1)
    wide = page.list.visualItemRect(item).height()
    page.resize(860, 700)
    qtbot.waitUntil(lambda: page.list.viewport().width() < 860)
    page.show_checks(found)  # as it is every second
    qtbot.waitUntil(lambda: page.list.visualItemRect(item).height() > wide)
