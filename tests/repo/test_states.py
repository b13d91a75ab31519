"""A state is a member of an enum: nothing compares one with a bare string, or sets it to one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from acquisition.bluetooth.strap import LinkState
from safehold.desk.workbench import RowState
from safehold.recorder.recorded_stream import RecordedState
from safehold.session.status import EngineState, RecorderState, SessionState, StreamState

ROOT = Path(__file__).parents[2]
ROOMS = ("safehold", "acquisition", "gui", "bench")
WORDS = {
    state.value
    for states in (
        EngineState, LinkState, RecorderState, RowState, SessionState, StreamState, RecordedState
    )
    for state in states
}  # fmt: skip
LITERALS = (ast.Constant, ast.Tuple, ast.List, ast.Set)
PATHS = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def is_state(node: ast.AST) -> bool:
    """Tell whether an expression is a state: ``x.state``, ``x._state``, ``x["state"]``."""
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_") == "state"
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "state"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        key = node.args[0]
        return node.func.attr == "get" and isinstance(key, ast.Constant) and key.value == "state"
    return isinstance(node, ast.Name) and node.id == "state"


def words(node: ast.AST) -> set[str]:
    """Return the words of states that stand in an expression as strings."""
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return {value for value in found if isinstance(value, str)} & WORDS


def bare(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and word of every state that is compared with a string, or set to one."""
    for node in ast.walk(tree):
        pairs: list[tuple[ast.AST, ast.AST]] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            pairs = [(a, b) for a in sides for b in sides if a is not b]
        elif isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
            for target, value in pairs[:]:
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    pairs += zip(target.elts, value.elts, strict=True)
        elif isinstance(node, ast.keyword) and node.arg == "state":
            pairs = [(ast.Name("state"), node.value)]
        for state, other in pairs:
            if is_state(state) and isinstance(
                other, ast.Constant | ast.Tuple | ast.List | ast.Set
            ):
                for word in words(other):
                    yield getattr(node, "lineno", getattr(other, "lineno", 0)), word


@pytest.mark.parametrize(
    "text",
    ['a.state == "live"', 'a._state in ("failed", "off")', '"cut" != row.state',
     'told["state"] == "recording"', 'told.get("state") == "recording"', 'f(state="ended")',
     'self._state = "stopping"', 'a.state, n = "lost", 1'],
)  # fmt: skip
def test_a_bare_word_is_found(text: str):
    assert list(bare(ast.parse(text)))


def test_no_state_is_a_bare_string():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in PATHS
        for line, word in bare(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
