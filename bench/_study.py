"""A simulated study on disk: dyads by sessions, with ratings and scores, for benches and pictures.

The client is activated now and then, less often from session to session; the therapist goes along
a little.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from acquisition.simulator.script import (
    CLIENT_ACTIVATED,
    CLIENT_REST,
    THERAPIST_REST,
    THERAPIST_WITH_IT,
    Script,
    ScriptEvent,
    ScriptPhase,
)
from safehold.core.settings import STANDARD
from tests.unit._folder import make_session

REST_S, EPISODE_S = 310.0, 180.0


def make_study(
    root: Path, dyads: int, sessions: int, minutes: float, *, signals: tuple[str, ...] = ()
) -> list[Path]:
    """Write a study folder; return its sessions."""
    rng = np.random.default_rng(11)
    made, scores = [], []
    for d in range(1, dyads + 1):
        for k in range(1, sessions + 1):
            share = float(np.clip(0.45 - 0.03 * k + rng.normal(0, 0.06), 0.0, 0.7))
            script, felt = _script(60 * minutes, share, rng, k)
            folder, _ = make_session(
                root, session_id=f"d{d:02d}-s{k:02d}", script=script, settings=STANDARD,
                codes=(f"P{d:02d}", f"T{(d + 1) // 2:02d}"), seed=100 * d + k,
                signals=signals or ("ecg", "respiration"), markers=felt,
            )  # fmt: skip
            made.append(folder.path)
            depth = round(float(np.clip(3 + 0.2 * k + rng.normal(0, 0.7), 1, 7)), 1)
            scores.append((f"P{d:02d}", k, "depth", depth if rng.random() > 0.08 else ""))
    with (root / "outcomes.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("participant", "session_number", "measure", "value"), *scores]
        )
    (root / "study.toml").write_text('name = "Simulated"\n')
    return made


def _script(
    seconds: float, share: float, rng: np.random.Generator, number: int
) -> tuple[Script, list[tuple[float, str]]]:
    """Return rest, then activation that takes a share of the session; and answers on safety."""
    level = replace(CLIENT_REST, hr_bpm=CLIENT_REST.hr_bpm + float(rng.normal(0, 2)))
    high = replace(CLIENT_ACTIVATED, hr_bpm=level.hr_bpm + 17)
    phases = [ScriptPhase("rest", REST_S, level, THERAPIST_REST)]
    left, episodes = seconds - REST_S, round(share * (seconds - REST_S) / EPISODE_S)
    calm = (left - episodes * EPISODE_S) / (episodes + 1)
    for _ in range(episodes):
        phases.append(ScriptPhase("calm", calm, level, THERAPIST_REST))
        phases.append(ScriptPhase("high", EPISODE_S, high, THERAPIST_WITH_IT))
    phases.append(ScriptPhase("calm", calm, level, THERAPIST_REST))
    events = [ScriptEvent(5, "ph.baseline_start"), ScriptEvent(305, "ph.baseline_stop")]
    events += [
        ScriptEvent(float(at), "int.support", actor="T")
        for at in np.arange(REST_S + 60, seconds - 60, 120)
    ]
    answers = [
        (float(at), int(np.clip(round(4 + 0.3 * number + rng.normal(0, 1)), 0, 10)))
        for at in np.arange(REST_S + 90, seconds - 30, 300)
    ]
    markers = [(at, f"rate.safety;actor=C;target=client;value={felt}") for at, felt in answers]
    return Script("study", tuple(phases), tuple(events)), markers
