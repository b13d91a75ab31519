"""Look at every page and window: python docs/check_pictures.py [folder] [scene ...].

Paints each in three sizes, both looks and both languages, and lists what is cut, elided, covered,
too small or too faint; exits with 1 where something is. With a folder, the pictures are kept.
"""

from __future__ import annotations

import gc
import itertools
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gui.look.style import THEMES
from gui.look.translation import LANGUAGES, install_language
from gui.qt.qt_setup import application, delete
from tests.gui._look import Look
from tests.gui._scenes import SCENES, laid_out

SIZES = ((1366, 768), (1600, 1000), (3840, 2160))


def main() -> int:
    """Look at all of them."""
    application()
    gc.collect()
    gc.freeze()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    names = sys.argv[2:] or list(SCENES)
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
