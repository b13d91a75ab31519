"""Bring the window's language files up to date: python docs/update_translations.py [--check].

Collects every text that the window gives to Qt's translation, and the core's words that it
shows, and writes them into each file of gui/languages. Translations are kept; new texts are
marked unfinished, texts that are gone are dropped. ``--check`` writes nothing and fails when a
text has no translation.
"""

from __future__ import annotations

import ast
import itertools
import re
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
    from safehold.core.study import PhaseKind, protocol
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
    told += [phase.label for phase in protocol()] + [kind.value for kind in PhaseKind]
    told += gap_texts() + codebook_texts()
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


def gap_texts() -> list[str]:
    """Return what a set-up can lack, as the desk says it."""
    tree = ast.parse((ROOT / "safehold" / "app" / "desk.py").read_text(encoding="utf-8"))
    return [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Subscript)
        and getattr(node.targets[0].value, "id", "") == "gaps"
        and isinstance(node.value, ast.Constant)
    ]


MESSAGES = (
    "safehold/app/alarms.py", "safehold/app/live.py", "safehold/app/returning.py",
    "safehold/app/senders.py", "safehold/app/rr_lags.py", "safehold/app/preflight.py",
    "safehold/app/intake.py", "safehold/app/live_session.py", "safehold/app/recorder_client.py",
    "safehold/app/receipt.py", "recordings/xdf_index.py", "recordings/xdf_reader.py",
    "processing/person.py", "processing/timeline.py",
)  # fmt: skip
"""Modules whose sentences the window shows as alarms, notices and findings."""
PROGRESS = ("safehold/app/analysis.py", "safehold/app/exporting.py", "recordings")
"""Where the words of progress are said."""
FIELD = re.compile(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}")
"""A place for a value in a text that is given to ``str.format``."""
LOGGING = ("debug", "info", "warning", "error", "exception", "getLogger")


def message_texts() -> list[str]:
    """Return the sentences, as templates, that the core puts together for the window."""
    from gui.messages import is_template

    found: list[str] = []
    for name in MESSAGES:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        skipped = _not_shown(tree)
        texts = [_template(node) for node in ast.walk(tree) if id(node) not in skipped]
        sentences = [text for text in texts if " " in text.strip()]
        found += [text for text in sentences if "{" not in text or is_template(text)]
    for name in PROGRESS:
        path = ROOT / name
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                called = getattr(getattr(node, "func", None), "id", "")
                if called in ("report", "progress") and isinstance(node, ast.Call) and node.args:
                    found.append(_template(node.args[-1]))
    return [text for text in found if text]


def _not_shown(tree: ast.Module) -> set[int]:
    """Return the nodes that are docstrings, texts of the log, or parts of an f-string."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in ast.walk(node) if part is not node}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOGGING:
            found |= {id(part) for part in ast.walk(node)}
    return found


def _template(node: ast.AST) -> str:
    """Return a text with a numbered place for every value; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        places = itertools.count()
        return FIELD.sub(lambda _: f"{{{next(places)}}}", node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, n = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text, n = f"{text}{{{n}}}", n + 1
    return text


def all_texts() -> list[str]:
    """Return every text of the window once, in the order of the modules."""
    modules = sorted(GUI.rglob("*.py"))
    found = [text for path in modules for text in texts_of(path.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*found, *core_texts(), *message_texts()]))


def read(path: Path) -> dict[str, str]:
    """Return the translations of a file."""
    from gui.translation import read_catalogue

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
    from gui.translation import LANGUAGES, SOURCE

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
