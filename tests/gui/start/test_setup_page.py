"""The form of a new session: keys that go on, and what stands where something is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui._fake_workbench import FakeWorkbench
from tests.gui._user import CONTROL, User


@pytest.fixture
def user(qtbot, keep):
    user = User(qtbot, keep, FakeWorkbench())
    user.key("N", CONTROL)
    user.wait(lambda: user.window.page is user.window.form)
    return user


def test_enter_goes_on_from_a_list_too(user):
    form = user.window.form
    form.session.setText("d07-s03")
    for line, code in zip(form.people.values(), ("P07", "T02"), strict=False):
        line.setText(code)
    form.codebook.setFocus()
    QTest.keyClick(form.codebook, Qt.Key.Key_Return)
    user.wait(lambda: user.window.page is user.window.sensors)


def test_enter_in_vain_leads_to_the_first_field_that_is_empty(user):
    form = user.window.form
    form.session.setText("d07-s03")
    first, *_ = form.people.values()
    first.setText(" ")
    for from_ in (first, form.coder, form.display):
        from_.setFocus()
        QTest.keyClick(from_, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is first


def test_examples_of_two_people_are_not_the_same_code(user):
    examples = [line.placeholderText() for line in user.window.form.people.values()]
    assert len(examples) == len(set(examples)) > 1
