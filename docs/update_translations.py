"""Bring the window's language files up to date: python docs/update_translations.py [--check].

Collects every text that the window gives to Qt's translation, and the core's words that it
shows, and writes them into each file of gui/languages. Translations are kept; new texts are
marked unfinished, texts that are gone are dropped. ``--check`` writes nothing and fails when a
text has no translation.
"""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUI = ROOT / "gui"
CALLS = ("tr", "_tr", "translate", "say")


def texts_of(source: str) -> list[str]:
    """Return the literal texts that a module gives to translation, in order."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in CALLS and node.args:
            last = node.args[1] if name == "translate" and len(node.args) > 1 else node.args[0]
            if isinstance(last, ast.Constant) and isinstance(last.value, str):
                found.append(last.value)
    return found


def core_texts() -> list[str]:
    """Return the words of the core that the window shows."""
    from safehold.core.reasons import EXPLANATIONS
    from safehold.core.study import SCALES, PhaseKind, protocol
    from safehold.core.types import Role
    from safehold.core.wording import (
        SUBZONE_ALTERNATIVES,
        SUBZONE_LABELS,
        ZONE_ALTERNATIVES,
        ZONE_LABELS,
        disclaimer,
    )

    told = [
        disclaimer(48.0).replace("48", "{0}"), "high activation (HR only)",
        "held, inputs missing", "provisional", "client", "therapist",
    ]  # fmt: skip
    told += [role.value.replace("_", " ") for role in Role]
    told += [text for s in SCALES for text in (s.label, s.low_anchor, s.high_anchor)]
    told += [phase.label for phase in protocol()] + [kind.value for kind in PhaseKind]
    told += codebook_texts()
    tables = (
        ZONE_LABELS, SUBZONE_LABELS, ZONE_ALTERNATIVES, SUBZONE_ALTERNATIVES, EXPLANATIONS,
    )  # fmt: skip
    return [text for table in tables for text in table.values() if text] + told


def codebook_texts() -> list[str]:
    """Return labels, meanings and words of the codes that come with the program."""
    from safehold.core.codebook import SHIPPED, shipped_codebook

    codes = [code for name in SHIPPED for code in shipped_codebook(name).codes]
    words = [word for code in codes for word in (*code.subtypes, *code.modifiers)]
    return [text for code in codes for text in (code.label, code.meaning) if text] + [
        word.replace("_", " ") for word in words
    ]


ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")


def message_texts() -> list[str]:
    """Return the templates of all messages (:mod:`safehold.core.messages`) that have words."""
    from safehold.core.messages import has_words

    found = []
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called, text = getattr(node.func, "id", ""), node.args[0]
            if called in ("Message", "template") and isinstance(text, ast.Constant):
                found.append(text.value)
    return [text for text in found if has_words(text)]


def all_texts() -> list[str]:
    """Return every text of the window once, in the order of the modules."""
    modules = sorted(GUI.rglob("*.py"))
    found = [text for path in modules for text in texts_of(path.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*found, *core_texts(), *message_texts()]))


def read(path: Path) -> dict[str, str]:
    """Return the translations of a file."""
    from gui.look.translation import read_catalogue

    return read_catalogue(path.read_text(encoding="utf-8")) if path.exists() else {}


def write(path: Path, language: str, texts: list[str], known: dict[str, str]) -> None:
    """Write a language file in Qt's format."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = "safehold"
    for text in sorted(texts, key=str.casefold):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(root, space=" ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from gui.look.translation import LANGUAGES, SOURCE

    texts, missing = all_texts(), 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        path = GUI / "languages" / f"{language}.ts"
        known = read(path)
        without = [text for text in texts if text not in known]
        missing += len(without)
        for text in without:
            print(f"{language}: {text}")
        if "--check" not in sys.argv:
            write(path, language, texts, known)
    return 1 if missing and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
