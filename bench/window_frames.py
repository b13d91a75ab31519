"""What a frame of the window costs, against plain PyQtGraph in the same run.

``python bench/window_frames.py [--out FILE] [--frames 150] [--pacing 20]``

1. *frame*: two people, ECG 1000 Hz, belt 250 Hz, trends of five minutes with zones, 200 events.
   The other side draws the same curves as one would at first: whole arrays to ``setData``, a
   scrolling axis, a ``LinearRegionItem`` per zone and an ``InfiniteLine`` with a label per event.
2. *raw pan*: three hours of one 1000-Hz signal, moved and zoomed; the other side is PyQtGraph's
   own ``autoDownsample`` (peak) with ``clipToView``; once while samples are added in every frame,
   as in a running session, and once with data that stand still.
3. *pacing*: gaps between frames at 60 frames/s while the engine runs for four people in a thread;
   all four are shown, once as the window comes and once with their waves.

CPU time of this process, median of the frames, the two sides interleaved.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from _window_load import LOOP_S, Clockwork, WindowLoad
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.application import render_png  # noqa: F401  (makes pyqtgraph choose this Qt)
from gui.look.style import DARK
from gui.plots.wave_plot import NO_DETECTIONS, WavePlot
from gui.session.main_window import MainWindow
from safehold.core.types import Role
from safehold.session.pyramid import Pyramid

SIZE = (1600, 1000)
NOW = 420.0
HOURS_S = 3 * 3600.0


class Naive(QWidget):
    """The same plots, drawn as the tutorials do."""

    def __init__(self, load: WindowLoad, people: tuple[str, ...]) -> None:
        super().__init__()
        self._load, self._people = load, people
        layout = pg.GraphicsLayoutWidget(parent=self)
        layout.resize(*SIZE)
        self._rows: list[tuple[object, object, str, str]] = []
        events = load.model.events()
        for person in people:
            for name in ("x", "hr", "p2t", f"{person}-ecg", f"{person}-respiration"):
                plot = layout.addPlot()
                layout.nextRow()
                for event in events:
                    plot.addItem(pg.InfiniteLine(event.onset, label=event.code))
                for zone in range(4):
                    region = pg.LinearRegionItem((100 * zone, 100 * zone + 90), movable=False)
                    plot.addItem(region)
                self._rows.append((plot, plot.plot(pen="y"), person, name))
        self.resize(*SIZE)

    def frame(self, now: float) -> None:
        """Set whole arrays and scroll."""
        for plot, line, person, name in self._rows:
            if name.startswith(person):
                seconds = 12.0 if name.endswith("ecg") else 40.0
                times, values = self._load.model.snapshot(name, seconds)
            else:
                seconds, ticks = 300.0, self._load.model.people[person].ticks
                times, values = ticks.column("t"), ticks.column(name)
            line.setData(times, values)
            plot.setXRange(now - seconds, now, padding=0)


def cpu_ms(step: Callable[[int], None], frame: int) -> float:
    QApplication.processEvents()  # what the other side has left over is not ours
    start = time.process_time()
    step(frame)
    QApplication.processEvents()
    return 1000 * (time.process_time() - start)


def compare(
    ours: Callable[[int], None], naive: Callable[[int], None], *, frames: int, every: int
) -> dict[str, float]:
    """Interleave both; the naive side takes part in every n-th frame."""
    costs: dict[str, list[float]] = {"ours": [], "naive": []}
    for k in range(frames):
        costs["ours"].append(cpu_ms(ours, k))
        if k % every == 0:
            costs["naive"].append(cpu_ms(naive, k))
    mine, theirs = (float(np.median(costs[side][2:])) for side in ("ours", "naive"))
    mean = float(np.mean(costs["ours"][2:]))
    return {
        "ours_ms": round(mine, 2),
        "ours_mean_ms": round(mean, 2),
        "naive_ms": round(theirs, 1),
        "ratio": round(theirs / mine, 1),
        "ratio_of_means": round(float(np.mean(costs["naive"][2:])) / mean, 1),
        "frames": frames,
    }


def frame_cost(frames: int) -> dict[str, float]:
    people = ("client", "therapist")
    load = WindowLoad(people)
    load.add_events(200, NOW)
    for t in np.arange(1.0, NOW + 0.5):
        load.feed(float(t))
    session = Clockwork(load.model)
    session.now = load.now
    window = MainWindow(session, theme=DARK)
    window.resize(*SIZE)
    window.show()
    window.acts.perform("signals")  # the other side draws trends and waves too
    naive = Naive(load, people)
    naive.show()
    QApplication.processEvents()
    load.pipeline = None  # from here on only what is drawn counts

    def ours(k: int) -> None:
        load.feed(NOW + (k + 1) / 30)
        session.now = load.now
        if k % 30 == 0:
            load.show_status()
        window.frame()

    result = compare(ours, lambda _: naive.frame(load.now), frames=frames, every=5)
    window.finish()
    naive.close()
    return result


def raw_pan(frames: int) -> dict[str, object]:
    """Pan and zoom over three hours of one signal at 1000 Hz."""
    waves = WindowLoad(("client",), engine=False).waves
    loop = next(wave for wave in waves if wave.spec.role is Role.ECG)
    times = np.arange(int(HOURS_S * 1000)) / 1000
    values = np.resize(loop.values, times.size).astype(np.float32)
    pyramid = Pyramid(0.032)
    start = time.process_time()
    for i in range(0, times.size, LOOP_S * 1000):
        chunk = slice(i, i + LOOP_S * 1000)
        pyramid.append(times[chunk], values[chunk].astype(np.float64))
    build_s = time.process_time() - start
    ours = WavePlot(DARK, "#ffffff", seconds=12, caption="", explanation="")
    naive = pg.PlotWidget()
    line = naive.plot(pen="y")
    line.setDownsampling(auto=True, method="peak")
    line.setClipToView(True)
    line.setData(times, values)
    for widget in (ours, naive):
        widget.resize(1600, 300)
        widget.show()
    QApplication.processEvents()
    spans = (9000.0, 3600.0, 1200.0, 10000.0, 5400.0)

    def place(k: int) -> tuple[float, float]:
        span = spans[k // 10 % len(spans)]
        end = span + (HOURS_S - span) * (0.5 + 0.5 * np.sin(k / 7))
        return end - span, end

    def show_ours(k: int) -> None:
        t0, t1 = place(k)
        if ours.seconds != t1 - t0:
            ours.set_span(t1 - t0)
        ours.show_outline(*pyramid.view(t0, t1, column_s=ours.column_s), NO_DETECTIONS, end=t1)

    grown = times.size - 33 * (frames + 1)

    def ours_growing(k: int) -> None:
        new = slice(grown + 33 * k, grown + 33 * (k + 1))
        pyramid.append(times[new], values[new].astype(np.float64))
        show_ours(k)

    def naive_growing(k: int) -> None:
        until = grown + 33 * (k + 1)
        line.setData(times[:until], values[:until])
        naive.setXRange(*place(k), padding=0)

    still = compare(
        show_ours, lambda k: naive.setXRange(*place(k), padding=0), frames=frames, every=5
    )
    growing = compare(ours_growing, naive_growing, frames=frames, every=5)
    return {
        "recording_goes_on": growing,
        "file_at_rest": still,
        "pyramid_mb": round(pyramid.nbytes / 1e6, 2),
        "build_s": round(build_s, 2),
    }


def pacing(seconds: float, *, signals: bool) -> dict[str, float]:
    """Run at 60 frames a second with the engine of four people in a thread, all of them shown.

    Parameters
    ----------
    signals : bool
        With their waves (and trends, where there is room), or as the window comes.
    """
    load = WindowLoad(("client", "therapist", "client2", "therapist2"), pauses=True)
    load.add_events(200, NOW)
    for t in np.arange(1.0, NOW + 0.5):
        load.feed(float(t))
    load.show_status()
    session = Clockwork(load.model)
    window = MainWindow(session, theme=DARK, frame_ms=16)
    window.resize(*SIZE)
    began, stop = time.perf_counter(), threading.Event()
    session.clock = lambda: NOW + time.perf_counter() - began  # type: ignore[method-assign]

    def feed() -> None:
        while not stop.wait(0.02):
            load.feed(NOW + time.perf_counter() - began)

    moments: list[float] = []
    window.framed.connect(lambda: moments.append(time.perf_counter()))
    thread = threading.Thread(target=feed)
    loop = QEventLoop()
    window.show()
    if signals:
        window.acts.perform("signals")
    window.start()
    thread.start()
    QTimer.singleShot(int(1000 * (seconds + 1)), loop.quit)
    loop.exec()
    stop.set()
    thread.join()
    window.finish()
    gaps = 1000 * np.diff(np.array(moments))[30:]
    return {
        "frames_per_second": round(1000 / float(gaps.mean()), 1),
        "gap_ms_median": round(float(np.median(gaps)), 1),
        "gap_ms_p99": round(float(np.percentile(gaps, 99)), 1),
        "gap_ms_max": round(float(gaps.max()), 1),
        "frames": gaps.size,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=150)
    parser.add_argument("--pacing", type=float, default=20.0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    app = QApplication([])
    result = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
        "frame": frame_cost(options.frames),
        "raw_pan": raw_pan(options.frames),
        "pacing": pacing(options.pacing, signals=False),
        "pacing_with_signals": pacing(options.pacing, signals=True),
    }
    print(json.dumps(result, indent=1))
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n")
    app.quit()


if __name__ == "__main__":
    main()
