"""How far a stamp lies from its key press while the window and the engine are busy.

A thread posts key presses to the native window at random moments, each with a stamp of the
window system's kind (whole ms), and remembers the true moment. The window paints two people
without pause; another thread drives the engine of the simulated dyad much faster than life.
Half of the presses carry stamps of our monotonic clock, half those of another clock, which the
window knows from a few mouse moves before. Three ways to stamp are compared in the same run:

``paint``    the clock is read when the window next shows the press (what must not be)
``handler``  the clock is read in the first line of the handler
``event``    what safehold does: the input event's own stamp on our clock

Usage: python bench/stamp_latency.py [--presses 500] [--json bench/results/stamp_latency.json]
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import sys
import threading
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.look.style import font
from gui.session.main_window import MainWindow
from gui.session.spectator import Spectator
from safehold.core.settings import STANDARD
from safehold.core.types import Mark
from safehold.session.coder import Coder, Make
from safehold.session.event_book import EventBook

ROOT = Path(__file__).resolve().parent.parent
BOUND_MS = 20.0
EDGES_MS = (-5, -2, -1, 0, 1, 2, 5, 10, 20, 40, 80, 160, 320)
CLOCKS = {"same_clock": 0.0, "other_clock": time.monotonic() - 4321.0}
"""Where the window system's clock begins on ours, s."""
MOVES = 30


class Desk(Spectator):
    """Keeps the stamps; its clock is the wall clock."""

    def __init__(self, model) -> None:
        super().__init__(model)
        self.stamps: list[tuple[float, float]] = []
        self._book = EventBook(self.codebook)
        self.coding = Coder(self._book, self._keep, model, clock=self.clock)

    def clock(self) -> float:
        return time.monotonic()

    def _keep(self, make: Make) -> list[Mark]:
        reached = time.monotonic()
        marks = list(make(self._book))
        self.stamps.append((marks[-1].at, reached))
        return marks


def make_rehearsal():
    """Return the simulated dyad of the documentation's pictures, after five minutes."""
    sys.path.insert(0, str(ROOT / "docs"))
    module = importlib.import_module("make_screenshots")
    rehearsal = module.Rehearsal(module.SCRIPTS["full"], STANDARD)
    rehearsal.run_until(300.0)
    return rehearsal


def drive(rehearsal, factor: float, stop: threading.Event) -> None:
    """Run the engine at a multiple of life, from where the rehearsal stands."""
    started, first = time.monotonic(), rehearsal.model.status.now
    while not stop.wait(0.02):
        t = first + (time.monotonic() - started) * factor
        rehearsal.run_until(min(t, 1300.0))


def post_presses(native, n: int, zero: float, moments: list[float], done: threading.Event) -> None:
    dice = random.Random(1)
    here = QPointF(5, 5)
    none = Qt.MouseButton.NoButton
    for k in range(MOVES + n):
        time.sleep(dice.uniform(0.21, 0.27) if k >= MOVES else 0.02)
        if k < MOVES:
            event = QMouseEvent(
                QEvent.Type.MouseMove, here, here, none, none, Qt.KeyboardModifier.NoModifier
            )
        else:
            key = "12"[k % 2]
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key(ord(key)), Qt.KeyboardModifier.NoModifier, key
            )
        now = time.monotonic()
        event.setTimestamp(int((now - zero) * 1000))
        if k >= MOVES:
            moments.append(now)
        QCoreApplication.postEvent(native, event)
    done.set()


def figures(errors_ms: np.ndarray) -> dict[str, object]:
    counts, _ = np.histogram(errors_ms, bins=[-np.inf, *EDGES_MS, np.inf])
    return {
        "median_ms": round(float(np.median(errors_ms)), 2),
        "p99_abs_ms": round(float(np.quantile(np.abs(errors_ms), 0.99)), 2),
        "max_abs_ms": round(float(np.abs(errors_ms).max()), 2),
        "within_20_ms": round(float(np.mean(np.abs(errors_ms) <= BOUND_MS)), 4),
        "histogram": counts.tolist(),
    }


def run_half(rehearsal, presses: int, zero: float) -> tuple[np.ndarray, list[float]]:
    """Return true moment, stamp, handling and showing of each press, and the frame times."""
    desk = Desk(rehearsal.model)
    window = MainWindow(desk)
    window.resize(1600, 900)
    window.prepare()
    moments: list[float] = []
    shown: list[float] = []
    frames: list[float] = []
    done = threading.Event()
    poster = threading.Thread(
        target=post_presses, args=(window.windowHandle(), presses, zero, moments, done)
    )
    poster.start()
    window.start()
    while not (done.is_set() and len(desk.stamps) >= presses):
        before = time.monotonic()
        QApplication.processEvents()
        window.repaint()
        shown.extend([time.monotonic()] * (len(desk.stamps) - len(shown)))
        frames.append(time.monotonic() - before)
        time.sleep(max(0.0, 0.016 - frames[-1]))
    poster.join()
    window.finish()
    return np.column_stack((moments, desk.stamps, shown)), frames


def measure(presses: int, factor: float) -> dict[str, object]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setStyle("Fusion")
    app.setFont(font(13))
    rehearsal = make_rehearsal()
    stop = threading.Event()
    engine = threading.Thread(target=drive, args=(rehearsal, factor, stop))
    engine.start()
    halves = {n: run_half(rehearsal, presses // 2, zero) for n, zero in CLOCKS.items()}
    stop.set()
    engine.join()
    frames = [frame for _, half in halves.values() for frame in half]
    result: dict[str, object] = {
        "presses": 2 * (presses // 2),
        "engine_times_life": factor,
        "people": len(rehearsal.model.people),
        "frame_ms": {
            "median": round(1000 * float(np.median(frames)), 1),
            "p99": round(1000 * float(np.quantile(frames, 0.99)), 1),
        },
        "histogram_edges_ms": list(EDGES_MS),
    }
    for name, (rows, _) in halves.items():
        true, event, handler, shown = rows.T
        result[name] = {
            "paint": figures(1000 * (shown - true)),
            "handler": figures(1000 * (handler - true)),
            "event": figures(1000 * (event - true)),
        }
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presses", type=int, default=500)
    parser.add_argument("--factor", type=float, default=8.0, help="engine speed, times life")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = measure(options.presses, options.factor)
    text = json.dumps(result, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
