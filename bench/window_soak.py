"""Three hours in the window, accelerated: memory and cost of a frame from beginning to end.

``python bench/window_soak.py [--hours 3] [--out FILE]``: two people with ECG 1000 Hz, belt 250 Hz
and PPG each, the real engine, 200 events, the whole window. Every simulated second is fed, every
fifth is drawn: three frames, so that every part has its turn. Once in ten minutes one looks back
over the whole session and changes the time scale. Memory is the resident set of the process;
cost is CPU time.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from pathlib import Path

import numpy as np
from _window_load import EVENTS, Clockwork, WindowLoad, memory_mb
from PySide6.QtWidgets import QApplication

from gui.look.style import DARK
from gui.session.main_window import MainWindow

DRAWN_EVERY_S, FRAMES = 5, 3
REPORT_S = 600
SIZE = (1600, 900)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    app = QApplication([])
    load = WindowLoad(("client", "therapist"))
    session = Clockwork(load.model)
    window = MainWindow(session, theme=DARK)
    window.resize(*SIZE)
    window.show()
    window.acts.perform("signals")
    whole = int(3600 * options.hours)
    rows, frames, engine = [], [], 0.0
    for second in range(1, whole + 1):
        start = time.process_time()
        load.feed(float(second))
        engine += time.process_time() - start
        load.add_events(int(EVENTS * second / whole), float(whole))
        session.now = load.now
        if second % DRAWN_EVERY_S == 0:
            load.show_status()
            for _ in range(FRAMES):
                start = time.process_time()
                window.frame()
                app.processEvents()
                frames.append(1000 * (time.process_time() - start))
        if second % REPORT_S == 0:
            look_around(window, second)
            gc.collect()
            rows.append(
                {
                    "minute": second // 60,
                    "memory_mb": round(memory_mb(), 1),
                    "frame_ms_median": round(float(np.median(frames)), 2),
                    "frame_ms_p99": round(float(np.percentile(frames, 99)), 1),
                    "feed_and_engine_ms_per_s": round(1000 * engine / REPORT_S, 2),
                }
            )
            print(json.dumps(rows[-1]), flush=True)
            frames, engine = [], 0.0
    window.finish()
    result = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
        "hours": options.hours,
        "growth_mb_from_minute_10": round(rows[-1]["memory_mb"] - rows[0]["memory_mb"], 1),
        "rows": rows,
    }
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n")


def look_around(window: MainWindow, second: int) -> None:
    """Look back over the whole session, near and far, and return to now."""
    times = window.window_time
    for steps, at in ((0, 0.5), (3, 0.2), (2, 0.8), (-5, 0.5)):
        times.zoom(steps)
        times.zoom_waves(steps)
        times.look_at(at * second)
        window.refresh()
        QApplication.processEvents()
    times.follow()
    window.refresh()


if __name__ == "__main__":
    main()
