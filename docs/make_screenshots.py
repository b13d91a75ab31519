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

from _fake_session import make_session  # noqa: E402

from gui.application import render_png  # noqa: E402
from gui.style import DARK, LIGHT  # noqa: E402

LARGE, SMALL = (1600, 900), (1366, 768)
PICTURES = (
    ("before-baseline", "before_baseline", LARGE, DARK),
    ("baseline", "baseline", LARGE, DARK),
    ("activation", "activation", LARGE, DARK),
    ("activation-small", "activation", SMALL, DARK),
    ("activation-light", "activation", LARGE, LIGHT),
    ("sensor-bad", "bad_sensor", LARGE, DARK),
    ("sensor-bad-small-light", "bad_sensor", SMALL, LIGHT),
    ("replay", "replay", LARGE, DARK),
    ("ultra-short", "demo", LARGE, DARK),
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name, state, size, theme in PICTURES:
        path = folder / f"{name}.png"
        render_png(make_session(state), path, size, theme=theme)
        print(path)


if __name__ == "__main__":
    main()
