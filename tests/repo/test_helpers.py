"""What tests share has one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
Helper = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def helpers_of(text: str) -> dict[str, str]:
    """Return the helpers of a file by name: what each does, apart from its docstring."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, Helper) and not node.name.startswith("test_"):
            told = ast.get_docstring(node) is not None
            found[node.name] = "\n".join(ast.dump(line) for line in node.body[told:])
    return found


def test_no_helper_is_written_twice():
    """Share it: in ``helpers.py`` or ``fakes.py``, or in the ``conftest.py`` of its room."""
    places = defaultdict(list)
    for path in sorted(TESTS.rglob("*.py")):
        for name, does in helpers_of(path.read_text()).items():
            if does:  # an error is nothing but its name
                places[does].append(f"{path.relative_to(TESTS)}: {name}")
    assert [twice for twice in places.values() if len(twice) > 1] == []


def test_helpers_are_the_same_whatever_they_are_called_and_their_docstring_says():
    one = helpers_of('def wait():\n    """Wait."""\n    run(1)\n')
    other = helpers_of("def until():\n    run(1)\n\n\ndef test_it():\n    run(1)\n")
    assert list(one.values()) == list(other.values())
    assert list(other) == ["until"]
