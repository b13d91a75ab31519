"""How long it takes to open a session as it was seen, and to be at another moment of it.

``python bench/replay_transport.py [--hours 3] [--seeks 200] [--edits 10] [--seed 1]`` makes a
simulated dyad with its published ticks (ECG 250 Hz and belt of each person, 400 events), and
measures, each beside pyxdf reading the same files in the same run:

- ``open``: from the folder to a replay that can be asked for any moment
- ``whole``: the outline of a whole ECG, once
- ``seek``: from asking for a random moment to a window that shows it, offscreen
- ``edit``: from deleting a random beat in the review to its window drawn with it, and to the
  numbers before and after
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyxdf
from _own_network import tell
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from acquisition.simulator.script import SCRIPTS, ScriptEvent
from gui.session.main_window import MainWindow
from gui.session.review_window import ReviewWindow
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.correction import Corrected
from safehold.offline.replay.playback import ReplaySession
from tests.unit._folder import make_session, record_ticks

CODES = ("int.support", "int.change", "ev.challenge", "fs.exploration", "al.repair")
N_EVENTS = 400
RESULTS = Path(__file__).parent / "results" / "replay_transport.json"


def main() -> None:
    """Make a session, open it, go about in it, tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--seeks", type=int, default=200)
    parser.add_argument("--edits", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", type=Path, help="a session that was made before")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--say", action="store_true", help="print the sentence of docs/replay.md")
    options = parser.parse_args()
    if options.say:
        print(sentence(json.loads(RESULTS.read_text())))
        return
    place = Path(tempfile.mkdtemp(prefix="replay-transport-"))
    try:
        folder = (
            make(place, 3600 * options.hours)
            if options.session is None
            else SessionFolder(options.session)
        )
        found = measure(folder, options.seeks, options.edits, options.seed)
        tell({"hours": options.hours, **found}, options.out)
    finally:
        shutil.rmtree(place)


def make(place: Path, seconds: float) -> SessionFolder:
    """Return a session in which the phases of the demo come again and again."""
    demo = SCRIPTS["demo"]
    rounds = int(seconds // sum(phase.duration for phase in demo.phases)) + 1
    step = seconds / (N_EVENTS + 1)
    codes = [ScriptEvent((k + 1) * step, CODES[k % len(CODES)]) for k in range(N_EVENTS)]
    events = sorted([*demo.events, *codes], key=lambda event: event.time)
    folder, _ = make_session(
        place,
        session_id="hours",
        script=replace(demo, phases=demo.phases * rounds, events=tuple(events)),
    )
    record_ticks(folder)
    return folder


def measure(folder: SessionFolder, n_seeks: int, n_edits: int, seed: int) -> dict[str, Any]:
    """Return seconds."""
    began = time.perf_counter()
    for path in folder.recording_paths:
        pyxdf.load_xdf(str(path))
    by_pyxdf = time.perf_counter() - began
    opened, replay = [], None
    for _ in range(5):
        replay = None  # what the one before held is freed outside of the time
        gc.collect()
        began = time.perf_counter()
        replay = ReplaySession(folder, load_codebook())
        opened.append(time.perf_counter() - began)
    began = time.perf_counter()
    stream = replay.model.streams[0].stream_id
    replay.model.history(stream, *replay.span, column_s=replay.span[1] / 1600)
    outline = time.perf_counter() - began
    seeks = walk(replay, n_seeks, seed)
    drawn, judged = edit(ReplaySession(folder, load_codebook(), coder="bench"), n_edits, seed)
    return {
        "megabytes": round(sum(p.stat().st_size for p in folder.recording_paths) / 1e6),
        "pyxdf_load_s": round(by_pyxdf, 2),
        "open_s": round(statistics.median(opened), 2),
        "pyxdf_per_open": round(by_pyxdf / statistics.median(opened), 1),
        "whole_outline_s": round(outline, 3),
        "seeks": n_seeks,
        "seek_median_s": round(statistics.median(seeks), 3),
        "seek_p95_s": round(sorted(seeks)[int(0.95 * n_seeks)], 3),
        "edits": n_edits,
        "edit_drawn_median_s": round(statistics.median(drawn), 3),
        "edit_judged_median_s": round(statistics.median(judged), 2),
    }


def sentence(result: dict[str, Any]) -> str:
    """Return what the docs say of a result."""
    return (
        f"opening takes {result['open_s']:.1f} s, {result['pyxdf_per_open']:.1f} times less than "
        f"pyxdf takes to read the same files in the same run; to be at another moment, with "
        f"everything drawn, {1000 * result['seek_median_s']:.0f} ms (median of {result['seeks']}; "
        f"95 % within {1000 * result['seek_p95_s']:.0f} ms). A deleted beat is drawn after "
        f"{1000 * result['edit_drawn_median_s']:.0f} ms, and the whole session judged with it "
        f"after {result['edit_judged_median_s']:.1f} s."
    )


def walk(replay: ReplaySession, n_seeks: int, seed: int) -> list[float]:
    """Return how long each of some random moments took to be in the window."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    window = MainWindow(replay)
    window.resize(1600, 1000)
    window.prepare()
    replay.begin()
    replay.pause(paused=True)
    window.start()
    chance, took = random.Random(seed), []
    for _ in range(n_seeks):
        t = float(chance.randrange(int(replay.span[1])))
        began = time.perf_counter()
        replay.seek(t)
        while window.window_time.now != t or window.pending:
            app.processEvents()
        took.append(time.perf_counter() - began)
    window.finish()
    replay.stop()
    return took


def edit(replay: ReplaySession, n_edits: int, seed: int) -> tuple[list[float], list[float]]:
    """Return how long each deleted beat took to be drawn, and to have its numbers."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    replay.begin()
    replay.pause(paused=True)
    reviewer = replay.review
    window = ReviewWindow(replay)
    window.show()
    while not (reviewer.ready and reviewer.source.computed == 1.0):
        app.processEvents()
        time.sleep(0.05)
    person = replay.model.streams[0].person or ""
    chance, drawn, judged = random.Random(seed), [], []
    for _ in range(n_edits):
        reviewer.look(person, Corrected.BEAT, chance.uniform(60, replay.span[1] - 60))
        window.refresh()
        app.processEvents()
        began = time.perf_counter()
        reviewer.delete()
        window.refresh()
        app.processEvents()
        drawn.append(time.perf_counter() - began)
        while reviewer.source.computed < 1.0:
            app.processEvents()
            time.sleep(0.002)
        window.refresh()
        app.processEvents()
        judged.append(time.perf_counter() - began)
    window.close()
    replay.stop()
    return drawn, judged


if __name__ == "__main__":
    main()
