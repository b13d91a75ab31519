"""Render the window in each of its states: python docs/make_screenshots.py [folder].

The session shown is made up (tests/gui/_fake_session.py).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gui")]

from _fake_session import STATES, make_session  # noqa: E402

from gui.application import render_png  # noqa: E402
from gui.style import DARK, LIGHT  # noqa: E402

SIZES = ((1600, 900), (1366, 768))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for state in STATES:
        for width, height in SIZES if state == "activation" else SIZES[:1]:
            path = folder / f"window-{state.replace('_', '-')}-{width}x{height}.png"
            render_png(make_session(state), path, (width, height), theme=DARK)
            print(path)
    path = folder / "window-activation-light-1600x900.png"
    render_png(make_session("activation"), path, theme=LIGHT)
    print(path)


if __name__ == "__main__":
    main()
