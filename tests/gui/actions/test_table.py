"""One table of actions: keys, menus, buttons, help and docs cannot differ from it."""

from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

from gui.actions.action import BESIDE, Place
from gui.actions.heard import heard
from gui.actions.table import TABLE, action, actions_in, key_of, keys_shown, short_key
from gui.qt.key_button import ActionButton
from gui.session.help_window import keys_window
from gui.session.main_window import MainWindow
from safehold.core.codebook import RESERVED_KEYS, SHIPPED, shipped_codebook
from tests.gui._fake_session import make_session
from tests.helpers import script

ROOT = Path(__file__).resolve().parents[3]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY_WORDS = re.compile(r"(?<![\w+])((?:(?:Ctrl|Shift|Alt)\+)+(?:F\d+|\w+)|F\d{1,2}\b)")
KEYS = {QKeySequence(key).toString(): key for key in (
    *map(Qt.Key, range(0x20, 0x60)), *map(Qt.Key, range(0x1000000, 0x1000040)),
)}  # fmt: skip
"""Keys by the name that Qt gives them."""
PREFIXES = {"Ctrl+": CONTROL, "Shift+": SHIFT, "Alt+": Qt.KeyboardModifier.AltModifier}
NOT_OURS = {"Ctrl+C"}
"""Keys of a terminal."""


@pytest.mark.parametrize("place", Place)
def test_no_two_actions_share_a_key_in_one_place(place):
    keys = [key for row in actions_in(place) for key in row.keys]
    assert len(keys) == len(set(keys))


def test_ids_are_unique_and_every_key_is_one_that_qt_knows():
    assert len({row.id for row in TABLE}) == len(TABLE)
    for row in TABLE:
        assert row.keys, row.id
        for key in row.keys:
            assert QKeySequence(key).toString() == key
            assert QKeySequence(key).count() == 1


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_key_is_heard_where_the_table_says(row):
    for place in row.where:
        for number, key in enumerate(row.keys):
            found = heard(press(key), place)
            assert found == (row, number)


def press(name: str, extra: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    modifiers = Qt.KeyboardModifier.NoModifier
    while prefix := next((one for one in PREFIXES if name.startswith(one)), None):
        name, modifiers = name.removeprefix(prefix), modifiers | PREFIXES[prefix]
    return QKeyEvent(QEvent.Type.KeyPress, KEYS[name], modifiers | extra)


def test_shift_is_of_no_account_for_signs_and_plain_letters_only():
    assert heard(press("+", SHIFT), Place.SESSION) == (action("shorter"), 0)
    assert heard(press("Ctrl++", SHIFT), Place.SESSION) == (action("waves_shorter"), 0)
    assert heard(press("N", SHIFT), Place.SESSION) == (action("note"), 0)
    assert heard(press("Ctrl+R", SHIFT), Place.SESSION) is None
    assert heard(press("F9", SHIFT), Place.SESSION) is None
    assert heard(press("1", Qt.KeyboardModifier.KeypadModifier), Place.RATING) is not None


def test_every_row_of_the_session_can_be_done_and_asked_whether_it_can(keep):
    acts = keep(MainWindow(make_session("activation"))).acts
    for row in actions_in(Place.SESSION):
        assert callable(attrgetter(row.what or row.id)(acts)), row.id
        for number in range(len(row.keys)):
            assert isinstance(acts.available.why_not(row.id, number), str)


def test_keys_that_a_codebook_cannot_have_are_the_plain_ones_of_the_window():
    names = {"Space": " "}
    plain = {names.get(key, key).lower() for row in actions_in(Place.SESSION) for key in row.keys}
    assert {key for key in plain if len(key) == 1} == set(RESERVED_KEYS)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_window_beside_the_session_has_no_key_that_a_codebook_has(name):
    codes = {code.key[0] for code in shipped_codebook(name).codes if code.key}
    for place in BESIDE:
        assert not {key.lower() for row in actions_in(place) for key in row.keys} & codes


@pytest.mark.parametrize("state", ["activation", "replay"])
def test_menus_hold_every_action_that_fits_the_session(keep, state):
    window = keep(MainWindow(make_session(state)))
    entries = {entry.data() for menu in window.parts.menus.findChildren(QMenu)
               for entry in menu.actions() if entry.menu() is None}  # fmt: skip
    rows = [r for r in actions_in(Place.SESSION) if r.fits(replay=state == "replay")]
    assert entries == {(r.id, k) for r in rows for k in range(len(r.keys) if r.numbered else 1)}


def test_the_help_has_every_key_of_the_table_and_of_the_codebook(keep):
    book = shipped_codebook("full")
    shown = {label.text() for label in keep(keys_window(book)).findChildren(QLabel)}
    for row in TABLE:
        assert ",  ".join(keys_shown(row)) in shown, row.id
        assert row.words in shown, row.id
    for code in book.codes:
        assert not code.key or " ".join(code.key) in shown, code.code


def test_every_button_with_an_action_shows_its_key_and_the_panel_shows_the_others(keep):
    window = keep(MainWindow(make_session("activation")))
    buttons = {b.action_id: b for b in window.findChildren(ActionButton)}
    rows = list(actions_in(Place.SESSION))
    assert set(buttons) == {row.id for row in rows if row.on_button}
    for button in buttons.values():
        row = action(button.action_id)
        assert button.key == short_key(row.keys[button.number if row.numbered else 0])
    told = window.parts.keys.accessibleName()
    for row in rows:
        assert row.on_button or not row.fits(replay=False) or row.words in told


def test_a_menu_says_what_cannot_be_done_now_and_why(keep):
    window = keep(MainWindow(make_session("before_baseline")))
    menu = next(m for m in window.parts.menus.findChildren(QMenu) if m.title() == "&Session")
    menu.aboutToShow.emit()
    entries = {entry.data()[0]: entry for entry in menu.actions()}
    assert not entries["repeat_baseline"].isEnabled()
    assert entries["repeat_baseline"].toolTip().startswith("No baseline has been taken yet")
    assert entries["toggle_recording"].isEnabled()


def test_the_key_of_an_action_is_found_by_its_id():
    assert key_of("take_up") == "Ctrl+U"
    assert key_of("subtype") == "Ctrl+1 … 6"
    with pytest.raises(KeyError):
        key_of("nothing")


def test_the_docs_have_the_keys_of_the_table():
    """``python docs/update_keys.py`` writes them."""
    pages = script("docs/update_keys.py").pages()
    assert {path.name for path in pages} >= {"keys.md", "first-session.md"}
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, path.name


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.stem)
def test_no_page_names_a_key_that_does_nothing(path):
    known = {key for row in TABLE for key in row.keys} | NOT_OURS
    assert set(KEY_WORDS.findall(path.read_text(encoding="utf-8"))) <= known
