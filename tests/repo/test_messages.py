"""What a person can be shown is a message: no error, refusal or notice is a plain string."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safehold.core.messages import has_words as says

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")
SAYING = {"refuse": 0, "notify": 2, "ok": 1, "warn": 1, "fail": 1, "Condition": 2, "Trouble": 1}
"""Functions of the core that tell something, and which argument is the text."""
FILED = (
    "recordings/disk/disk_errors.py", "safehold/core/account.py", "safehold/desk/purge/grounds.py",
    "safehold/files/part_findings.py", "safehold/live/alarms.py", "safehold/live/engine_alarms.py",
    "safehold/live/streams/status.py", "safehold/recorder/disk.py", "safehold/recorder/keeper.py",
)  # fmt: skip
"""Modules that say what journals, receipts and certificates keep."""
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@functools.cache
def error_classes() -> frozenset[str]:
    """Return the names of safehold's own errors that people are shown."""
    found = {"SafeholdError", "TableError", "RefusedError"}
    classes = [
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    while True:
        more = {
            node.name for node in classes if {ast.unparse(base) for base in node.bases} & found
        }
        if more <= found:
            return frozenset(found)
        found |= more


def is_plain(node: ast.expr) -> bool:
    """Tell whether an expression is a plain string, or puts one together."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp):
        return is_plain(node.left) or is_plain(node.right)
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) or is_plain(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(map(is_plain, node.values))
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return name in ("str", "repr", "format", "join", "strip", "rstrip")
    return False


def plainly_said(source: str, *, core: bool = True) -> Iterator[str]:
    """Yield what a module says to people in plain strings."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [k.value for k in node.keywords if k.arg in ("message", "remedy")]
        if name in error_classes():
            texts += node.args[:1]
        elif core and name in SAYING:
            texts += node.args[SAYING[name] : SAYING[name] + 2]
        elif core and name == "Message":
            texts = [k.value for k in node.keywords if k.arg != "code" and has_words(k.value)]
        else:
            continue
        yield from (ast.unparse(node) for text in texts if is_plain(text))


def has_words(node: ast.expr) -> bool:
    """Tell whether words of ours are put into a field: no language but English can say them."""
    parts = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    return any(isinstance(part, str) and len(part.split()) > 1 for part in parts)


@pytest.mark.parametrize(
    "source",
    ["raise ConfigError(f'{x} is wrong')", "raise ConfigError('wrong')",
     "raise ConfigError(Message('wrong'), remedy='Mend it.')",
     "raise TableError('a' + b)", "model.refuse('no')", "model.refuse(str(error))",
     "model.notify(Level.ERROR, 'gap', f'{n} samples')",
     "Message('{what}', what=f'{n} of them')"],
)  # fmt: skip
def test_the_search_finds_what_is_said_in_plain_strings(source: str):
    assert list(plainly_said(source))


@pytest.mark.parametrize(
    "source",
    ["raise ConfigError(Message('{x} is wrong', x=x))", "raise ValueError('wrong')",
     "model.notify(Level.ERROR, 'gap', Message('{n} samples', n=n))",
     "Message('{names}', names=', '.join(names))"],
)  # fmt: skip
def test_the_search_lets_messages_and_names_pass(source: str):
    assert not list(plainly_said(source))


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_said_to_people_in_plain_strings(room: str):
    found = {
        path.name: said
        for path in MODULES
        if path.is_relative_to(ROOT / room)
        if (said := list(plainly_said(path.read_text(encoding="utf-8"), core=room != "gui")))
    }
    assert found == {}


def messages_of(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield template and code of the messages that a module makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"):
            continue
        given = {k.arg: k.value for k in node.keywords}.get("code")
        if node.args and isinstance(node.args[0], ast.Constant):
            code = given.value if isinstance(given, ast.Constant) else given and ast.unparse(given)
            yield node.args[0].value, code


def test_a_code_stands_for_one_message():
    templates: dict[str, set[str]] = {}
    for path in MODULES:
        for template, code in messages_of(path):
            if code:
                templates.setdefault(code, set()).add(template)
    assert {code: found for code, found in templates.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", FILED)
def test_what_reaches_files_has_a_code(name: str):
    found = list(messages_of(ROOT / name))
    assert len(found) > 1 or "template(" in (ROOT / name).read_text(encoding="utf-8")
    assert [template for template, code in found if not code and says(template)] == []


@pytest.mark.parametrize("room", ["core", "files", "live", "offline", "recorder", "session"])
def test_only_the_window_knows_keys_and_packages_of_qt(room: str):
    named = re.compile(r"\b(Ctrl|Shift|Alt)\+|\bEsc\b|\bF\d+\b|PySide|\bQt\b")
    found = {
        path.name: texts
        for path in (ROOT / "safehold" / room).rglob("*.py")
        if (texts := [text for text, _ in messages_of(path) if named.search(text)])
    }
    assert found == {}
