"""The window speaks English and German, and no words of it bypass the translation."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from gui.look.translation import (
    LANGUAGES,
    SOURCE,
    choose_language,
    load_catalogue,
    say_key,
)
from gui.session.main_window import MainWindow
from gui.start.start_window import StartWindow
from safehold.core.errors import ConfigError
from tests.gui._fake_session import make_session
from tests.gui._fake_workbench import FakeWorkbench
from tests.helpers import script

ROOT = Path(__file__).resolve().parents[3]
SHOWING = (
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle",
    "setPlaceholderText", "setInformativeText", "set_text", "set_label", "addMenu", "addAction",
    "setHeaderLabels", "QLabel", "KeyButton", "words", "addButton",
)  # fmt: skip
NAMES = {"safehold", "Ctrl", "Esc", "ECG", "PPG", "RR", "EDA", "HR", "RMSSD", "RSA", "SHA"}


def _tool():
    return script("docs/update_translations.py")


@pytest.mark.parametrize(
    ("key", "named"),
    [("Ctrl+Shift+Z", "Strg+Umschalt+Z"), ("PgUp, End", "Bild auf, Ende"), ("F5", "F5"),
     ("Backspace", "Rücktaste"), ("Alt+1 … 6", "Alt+1 … 6"), ("Up", "Pfeil auf"), ("U", "U")],
)  # fmt: skip
def test_keys_are_named_as_they_are_on_a_german_keyboard(german, key, named):
    assert say_key(key) == named


def bypassing(source: str) -> list[str]:
    """Return the words that a module shows without asking for their translation."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in SHOWING:
            continue
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                words = set(re.findall(r"[A-Za-z]{3,}", argument.value)) - NAMES
                key = re.fullmatch(r"((Ctrl|Shift|Alt)\+)?\w+|\W*\w{0,3}", argument.value)
                if words and not (name.endswith("Button") and key):
                    found.append(f"{name}({argument.value!r})")
    return found


def test_the_search_for_untranslated_words_finds_them():
    assert bypassing("label.setText('no data')")
    assert not bypassing("label.setText(self.tr('no data'))")


@pytest.mark.parametrize("path", sorted((ROOT / "gui").rglob("*.py")), ids=lambda p: p.stem)
def test_no_words_of_the_window_bypass_the_translation(path):
    assert bypassing(path.read_text(encoding="utf-8")) == []


def untranslatable(source: str) -> list[str]:
    """Return the messages of a module that the catalogue cannot have: their template is made."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


def test_the_search_for_untranslatable_messages_finds_them():
    assert untranslatable("Message(f'no data for {age} s')")
    assert not untranslatable("Message('no data for {age} s', age=age)")


def test_every_message_has_a_literal_template():
    rooms = [ROOT / room for room in _tool().ROOMS]
    paths = [path for room in rooms for path in sorted(room.rglob("*.py"))]
    found = [text for path in paths for text in untranslatable(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE])
def test_every_text_of_the_window_has_a_translation(language):
    """``python docs/update_translations.py`` adds new texts to the file to be translated."""
    known = load_catalogue(language)
    assert [text for text in _tool().all_texts() if text not in known] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE])
def test_a_translation_has_the_same_places_for_values(language):
    def fields(text):
        return sorted(f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text)
                      if name is not None)  # fmt: skip

    for source, text in load_catalogue(language).items():
        assert fields(text) == fields(source), source


def test_the_language_is_the_one_wanted_or_english():
    assert choose_language("de") == "de"
    assert choose_language("") in LANGUAGES
    with pytest.raises(ConfigError, match="no language 'xx'"):
        choose_language("xx")


def _texts(window) -> set[str]:
    shown = {w.text() for w in window.findChildren(QLabel)}
    shown |= {w.accessibleName() for w in window.findChildren(QAbstractButton)}
    return {text for text in shown if text}


def test_the_windows_are_german_where_german_is_wanted(german, keep):
    window = keep(MainWindow(make_session("activation")))
    window.prepare()
    start = keep(StartWindow(FakeWorkbench()))
    texts = _texts(window) | _texts(start)
    for expected in ("vor 10 s", "vor 5 s", "hohe Aktivierung", "Neue Sitzung", "Prüfen"):
        assert expected in texts
    english = set(load_catalogue("de")) - set(load_catalogue("de").values())
    assert texts & english == set()


def test_a_text_without_translation_stays_english(german):
    assert QCoreApplication.translate("core", "no such text") == "no such text"
