"""The window in other languages: one readable file each, in Qt's own format.

The source texts are English. ``gui/languages/<code>.ts`` holds their translations and can be
edited with Qt Linguist or by hand; it is read as it is, so no compiled file can be out of date.
The same English text has the same translation everywhere: the catalogue has one context.
``docs/update_translations.py`` adds new texts to the files.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from gui.actions.table import key_of
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import Message, said_by, word
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.types import ZoneState
from safehold.core.wording import disclaimer, zone_text

SOURCE = "en"
TRANSLATIONS = QLibraryInfo.LibraryPath.TranslationsPath
LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Languages of the window, each in its own words."""


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


_KEY_NAMES = (
    _tr("Ctrl"), _tr("Shift"), _tr("Alt"), _tr("Esc"), _tr("Return"), _tr("Enter"), _tr("Space"),
    _tr("Backspace"), _tr("Ins"), _tr("Home"), _tr("End"), _tr("PgUp"), _tr("PgDown"), _tr("Up"),
    _tr("Down"), _tr("Left"), _tr("Right"),
)  # fmt: skip
_KEYS = re.compile(rf"\b({'|'.join(_KEY_NAMES)})\b")


def read_catalogue(text: str) -> dict[str, str]:
    """Return source texts with their translations; unfinished ones are left out.

    Parameters
    ----------
    text : str
        A ``.ts`` file.
    """
    found = {}
    for message in ET.fromstring(text).iter("message"):
        source, translation = message.find("source"), message.find("translation")
        if source is None or translation is None or translation.get("type"):
            continue
        if source.text and translation.text:
            found[source.text] = translation.text
    return found


def load_catalogue(language: str) -> dict[str, str]:
    """Return the catalogue of a language; empty for the source language."""
    if language == SOURCE:
        return {}
    path = files("gui") / "languages" / f"{language}.ts"
    return read_catalogue(path.read_text(encoding="utf-8"))


class Translator(QTranslator):
    """Looks texts up in a catalogue, then in Qt's own (its dialog of files, menus of a field).

    Parameters
    ----------
    catalogue : mapping
        Translations by source text; a text that neither has stays as it is.
    language : str
        Of Qt's own words.
    """

    in_use: ClassVar[str] = SOURCE
    """Language that the application speaks now."""

    def __init__(
        self, catalogue: Mapping[str, str], language: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._of_qt = catalogue, QTranslator(self)
        self._of_qt.load(f"qtbase_{language}", QLibraryInfo.path(TRANSLATIONS))

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for."""
        return not self._catalogue

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's names
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return the translation of a text: ours, or else Qt's; the text where there is none."""
        if sourceText in self._catalogue:
            return self._catalogue[sourceText]
        return self._of_qt.translate(context, sourceText, disambiguation, n) or sourceText


def choose_language(wanted: str = "") -> str:
    """Return the language to use: the one wanted, or the system's where there is one of it.

    Raises
    ------
    ConfigError
        For a language that the window does not have.
    """
    if wanted and wanted not in LANGUAGES:
        raise ConfigError(
            Message("The window has no language {wanted!r}.", wanted=wanted),
            remedy=Message(
                "Choose one of: {choices}.", code="choose_one", choices=", ".join(LANGUAGES)
            ),
        )
    system = QLocale.system().name().split("_")[0]
    return wanted or (system if system in LANGUAGES else SOURCE)


def install_language(wanted: str = "") -> str:
    """Make the application speak a language from the next window on; return it."""
    application = QCoreApplication.instance()
    language = choose_language(wanted)
    if application is None:
        return language
    for old in application.findChildren(Translator):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    catalogue = load_catalogue(language)
    Translator.in_use = language
    if catalogue:
        QCoreApplication.installTranslator(Translator(catalogue, language, application))
    return language


def say_reasons(reasons: Iterable[Reason]) -> str:
    """Return reasons as one line in the language, most important first as given."""
    return "; ".join(say(EXPLANATIONS[reason]) for reason in reasons)


def say_zone(state: ZoneState) -> str:
    """Return a zone as one line in the language."""
    return " · ".join(say(part) for part in zone_text(state).split(" · "))


def say_disclaimer(lag_s: float) -> str:
    """Return the standing sentences on what zones are not, in the language."""
    seconds = f"{lag_s:.0f}"
    return say(disclaimer(lag_s).replace(seconds, "{0}")).format(seconds)


def say(text: str) -> str:
    """Return a text of the program's core (a zone, a reason, a code's label) in the language."""
    return QCoreApplication.translate("core", text) if text else ""


def decimal_point() -> str:
    """Return the decimal point as the language writes it."""
    return QLocale(Translator.in_use).decimalPoint()


def say_message(text: str) -> str:
    """Return a message of the core in the language; a plain text, such as a name, as it is."""
    return word(text, say, decimal_point=decimal_point(), how=_key_of)


def say_error(error: SafeholdError) -> str:
    """Return what failed, and below it what to do, in the language."""
    return say_message(said_by(error))


def say_key(key: str) -> str:
    """Return keys as they are named in the language: ``Strg+Z``, ``Bild auf``."""
    return _KEYS.sub(lambda name: say(name[0]), key)


def _key_of(action: str) -> str:
    try:
        return f" ({say_key(key_of(action))})"
    except KeyError:  # done elsewhere than in the window
        return ""
