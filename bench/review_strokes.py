"""How many key strokes a review of a session takes, and what it does to the beats.

``python bench/review_strokes.py [--minutes 50] [--flagged 0.02 0.15] [--seed 1] [--out FILE]``
makes simulated sessions with short faults of the ECG at random places, so that about the given
shares of intervals are flagged, and lets a scripted reviewer go through each as a person does by
default: Return on each stretch. Every call that a key makes is a stroke. ``--say`` prints what
docs/review.md says of the results. They tell

- ``strokes``, and the time the computer took for them;
- ``minutes_at_4_s``: the whole review where somebody looks at each stretch for four seconds;
- ``f1``: of beats against those that the simulated heart had, before and after, within 50 ms;
- ``rmssd_error``: mean absolute error of RMSSD in the minutes' windows, ms, before and after;
- ``undone``: whether taking everything back gives the bytes of all outputs again.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.truth import simulate
from safehold.core.canonical import canonical_json
from safehold.core.codebook import load_codebook
from safehold.core.edits import Undone
from safehold.core.types import FloatArray
from safehold.offline.replay.playback import ReplaySession
from safehold.session.reading import Reading
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks

FAULTS = (
    ("noise@{0:.2f}-{1:.2f},12", 0.30, 0.38),
    ("noise@{0:.2f}-{1:.2f},12", -0.20, -0.08),
    ("noise@{0:.2f}-{1:.2f},12", 0.42, 0.50),
    ("noise@{0:.2f}-{1:.2f},6", -0.10, 0.30),
)
"""Faults, from and to when about a beat, s: spikes between beats, one before a beat, a beat that
is buried."""
FLAGGED_PER_FAULT = 2.3
"""Intervals that a short fault flags, about."""
READING_S = 4.0
"""A person looks at a stretch for so long before the key, s."""
RESULTS = Path(__file__).parent / "results" / "review_strokes.json"
PERSON = "client"
SEED = 4
"""Of the simulated people of the tests' sessions."""


def main() -> None:
    """Make a session, review it, tell what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=50.0)
    parser.add_argument("--flagged", type=float, nargs="+", default=[0.02, 0.15])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--say", action="store_true", help="print the sentence of docs/review.md")
    options = parser.parse_args()
    if options.say:
        print(sentence(json.loads(RESULTS.read_text())))
        return
    sessions = []
    for flagged in options.flagged:
        place = Path(tempfile.mkdtemp(prefix="review-strokes-"))
        try:
            sessions.append(review(place, 60 * options.minutes, flagged, options.seed))
        finally:
            shutil.rmtree(place)
    tell({"minutes": options.minutes, "seed": options.seed, "sessions": sessions}, options.out)


def sentence(result: dict[str, Any]) -> str:
    """Return what the docs say of the results."""
    parts = [
        f"with {100 * one['flagged_share']:.0f} % of the intervals flagged, {one['strokes']} key "
        f"strokes and {one['minutes_at_4_s']:.1f} min, at four seconds for each stretch; F1 of "
        f"the beats goes from {one['f1_before']:.3f} to {one['f1_after']:.3f}, and minutes "
        f"without RMSSD from {one['minutes_without_rmssd_before']} to "
        f"{one['minutes_without_rmssd_after']}"
        for one in result["sessions"]
    ]
    return f"{result['minutes']:.0f} minutes take, {'; '.join(parts)}."


def faults_for(beats: FloatArray, flagged: float, seed: int) -> list[str]:
    """Return short faults of an ECG about beats at random places, far from each other."""
    chance = random.Random(seed)
    n = max(1, round(flagged * len(beats) / FLAGGED_PER_FAULT))
    step = (len(beats) - 60) // n
    found = []
    for k in range(n):
        t = beats[30 + k * step + chance.randrange(step // 2)]
        kind, begin, end = FAULTS[k % len(FAULTS)]
        found.append(f"{PERSON}-ecg:{kind.format(t + begin, t + end)}")
    return found


def review(place: Path, seconds: float, flagged: float, seed: int) -> dict[str, Any]:
    """Return strokes, times and what became of the beats."""
    demo = SCRIPTS["demo"]
    rounds = int(seconds // sum(phase.duration for phase in demo.phases)) + 1
    script = replace(demo, phases=demo.phases * rounds)
    folder, simulation = make_session(
        place, session_id="review", people=(PERSON,), script=script,
        faults=faults_for(simulate(script, (PERSON,), seed=SEED).people[0].beats, flagged, seed),
    )  # fmt: skip
    record_ticks(folder)
    truth = simulation.people[0].beats
    replay = ReplaySession(folder, load_codebook(), coder="script")
    replay.begin()
    replay.pause(paused=True)
    reviewer = replay.review
    wait_until(lambda: reviewer.ready, 3600, "beats are computed")
    before = reviewer.source.automatic
    assert before is not None
    n_stretches, strokes, began = len(reviewer.queue), 0, time.perf_counter()
    while reviewer.left:
        reviewer.accept()
        strokes += 1
    took = time.perf_counter() - began
    changed = time.perf_counter()
    wait_until(lambda: reviewer.source.computed == 1.0, 3600, "the edits are computed")
    after = reviewer.source.edited
    changed = time.perf_counter() - changed
    assert after is not None
    kept = [e.edit_id for e in reviewer.source.edits() if not isinstance(e.what, Undone)]
    n_edits = sum(1 for name in kept if name.startswith("c"))
    reviewer.source.write([Undone(tuple(kept))], "")
    wait_until(lambda: reviewer.source.computed == 1.0, 3600, "the undoing is computed")
    again = reviewer.source.edited
    replay.stop()
    assert again is not None
    return {
        "beats": len(truth),
        "flagged_share": round(before.people[PERSON].session().flagged, 4),
        "flagged_share_after": round(after.people[PERSON].session().flagged, 4),
        "stretches": n_stretches,
        "strokes": strokes,
        "edits": n_edits,
        "strokes_took_s": round(took, 2),
        "minutes_at_4_s": round((strokes * READING_S + took) / 60, 1),
        "computed_again_s": round(changed, 2),
        "f1_before": round(f1(before, truth), 5),
        "f1_after": round(f1(after, truth), 5),
        "rmssd_error_before_ms": rmssd_error(before, truth),
        "rmssd_error_after_ms": rmssd_error(after, truth),
        "minutes_without_rmssd_before": missing(before, truth),
        "minutes_without_rmssd_after": missing(after, truth),
        "undone": bytes_of(again) == bytes_of(before),
    }


def f1(reading: Reading, truth: FloatArray) -> float:
    """Return F1 of the beats within 50 ms of the true ones."""
    found = np.array([beat.time for beat in reading.people[PERSON].beats])
    inside = truth[(truth >= found[0] - 0.05) & (truth <= found[-1] + 0.05)]
    hits = sum(bool(np.min(np.abs(found - t)) <= 0.05) for t in inside)
    return 2 * hits / (len(found) + len(inside))


def _minutes(reading: Reading, truth: FloatArray) -> list[tuple[float | None, float]]:
    """Return RMSSD of each minute as it was found, and of the true beats, ms."""
    person, rows = reading.people[PERSON], []
    for minute in range(1, int(truth[-1] // 60)):
        rr = 1000 * np.diff(truth[(truth >= 60 * minute) & (truth <= 60 * minute + 60)])
        true = float(np.sqrt(np.mean(np.diff(rr) ** 2)))
        rows.append((person.minute(60.0 * minute + 1).indices[1], true))
    return rows


def rmssd_error(reading: Reading, truth: FloatArray) -> float | None:
    """Return the mean absolute error of RMSSD over the minutes that have one, ms."""
    rows = _minutes(reading, truth)
    errors = [abs(value - true) for value, true in rows if value is not None]
    return round(float(np.mean(errors)), 2) if errors else None


def missing(reading: Reading, truth: FloatArray) -> int:
    """Return how many minutes have no RMSSD."""
    return sum(value is None for value, _ in _minutes(reading, truth))


def bytes_of(reading: Reading) -> str:
    """Return beats, breaths and ticks as canonical JSON."""
    person = reading.people[PERSON]
    return canonical_json([person.beats, person.breaths, person.ticks])


if __name__ == "__main__":
    main()
