"""The walks in docs/architecture.md name functions that exist, in the modules that they name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")
NAME = re.compile(r"`((?:[A-Z]\w*\.)?_?[a-z]\w*|[A-Z]\w*)`(?:\s\(`([\w/]+\.py|[\w/]+/)`)?")


def walks() -> str:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return text.split("## Two walks\n")[1].split("\n## ")[0]


def names_of(path: Path) -> set[str]:
    """Return functions, classes and ``Class.method``s that a module defines."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
            methods = (ast.FunctionDef, ast.AsyncFunctionDef)
            found |= {
                f"{node.name}.{part.name}" for part in node.body if isinstance(part, methods)
            }
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return found


def test_every_hop_exists_in_the_module_that_is_named():
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    everywhere = set().union(*(names_of(path) for path in modules))
    hops = NAME.findall(walks())
    assert len(hops) > 40
    for name, place in hops:
        if not place:
            assert name in everywhere, name
        elif place.endswith(".py"):
            assert name in names_of(ROOT / place), f"{name} in {place}"
        else:
            inside = (ROOT / place).rglob("*.py")
            assert any(name in names_of(path) for path in inside), f"{name} in {place}"
