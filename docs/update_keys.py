"""Write the tables of keys in the docs: python docs/update_keys.py [--check].

They are made of the table of actions (``gui/actions``). ``docs/keys.md`` is written whole; in
other pages a table stands between ``<!-- keys: undo redo -->``, which names its actions, and
``<!-- end of keys -->``. ``--check`` writes nothing and fails where a page is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.actions.action import Action

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"(<!-- keys: ([^>]*?) -->\n).*?(<!-- end of keys -->)", re.DOTALL)
HEAD = """# Keys

Made of the program's own table by `python docs/update_keys.py`. In a session, `{keys}` shows
the same list with the keys of the codes. What cannot be done at the moment says why in a line over
the window.
"""


def table(actions: Iterable[Action]) -> str:
    """Return the lines of a table: the keys of each action, its name, and what it does."""
    from gui.actions.table import keys_shown

    lines = ["| key | action | what it does |", "|---|---|---|"]
    for action in actions:
        keys = ", ".join(f"`{key}`" for key in keys_shown(action))
        lines.append(f"| {keys} | {action.words} | {action.meaning} |")
    return "\n".join(lines) + "\n"


def keys_page() -> str:
    """Return the page of all keys."""
    from gui.actions.action import Group
    from gui.actions.table import actions_of, key_of

    parts = [HEAD.format(keys=key_of("keys"))]
    parts += [f"## {group.value}\n\n{table(actions_of(group))}" for group in Group]
    return "\n".join(parts)


def with_tables(text: str) -> str:
    """Return a page with its tables of keys made anew."""
    from gui.actions.table import action

    def made(found: re.Match[str]) -> str:
        rows = [action(name) for name in found.group(2).split()]
        return f"{found.group(1)}\n{table(rows)}\n{found.group(3)}"

    return BLOCK.sub(made, text)


def pages() -> dict[Path, str]:
    """Return every page with keys as it must be."""
    found = {DOCS / "keys.md": keys_page()}
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if BLOCK.search(text):
            found[path] = with_tables(text)
    return found


def main() -> int:
    sys.path.insert(0, str(ROOT))
    old = [
        path for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]  # fmt: skip
    for path in old:
        print(f"{path.name}: keys out of date")
        if "--check" not in sys.argv:
            path.write_text(pages()[path], encoding="utf-8")
    return 1 if old and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
