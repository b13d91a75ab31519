"""Look at every page and window as it is painted; exits with 1 where something is wrong.

Paints each in three sizes, both looks and both languages, and lists what is cut, elided, covered,
too small or too faint.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gui.look import style
from gui.look.style import THEMES
from gui.look.translation import LANGUAGES, install_language
from gui.qt.qt_setup import application, delete
from tests.gui._look import Look
from tests.gui._scenes import SCENES, laid_out

SIZES = ((1366, 768), (1600, 1000), (3840, 2160))


def wanted() -> argparse.Namespace:
    """Return what was asked for."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("folder", nargs="?", type=Path, help="where the pictures are kept")
    asked.add_argument(
        "scene", nargs="*", help=f"look at these only, of: {', '.join(SCENES)} (default: all)"
    )
    asked.add_argument(
        "--text", type=float, default=1.0, metavar="SCALE", help="text size of the system, 1 to 2"
    )
    options = asked.parse_args()
    if unknown := [name for name in options.scene if name not in SCENES]:
        asked.error(f"there is no scene {unknown[0]!r}; --help lists them")
    return options


def main() -> int:
    """Look at all of them."""
    options = wanted()
    style.text_scale = lambda: options.text
    application()
    gc.collect()
    gc.freeze()
    folder, names = options.folder, options.scene or list(SCENES)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    found = 0
    for language, theme in itertools.product(LANGUAGES, THEMES.values()):
        install_language(language)
        for name, size in itertools.product(names, SIZES):
            window = SCENES[name](theme, size)
            laid_out()
            look = Look(window, size)
            if folder is not None:
                look.image.save(str(folder / f"{name}-{size[0]}-{theme.name}-{language}.png"))
            for fault in look.faults():
                print(f"{name} {size[0]} {theme.name} {language}: {fault}")
                found += 1
            window.hide()
            delete(window)
            del window, look
            gc.collect()  # wrappers of what was deleted would be taken for what comes next
    print(f"{found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
