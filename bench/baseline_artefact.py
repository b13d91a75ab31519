"""What the zones say of a hard task when the baseline is another part of the same rest.

Four real people: three minutes of rest, a 10-s gap, a hard mental task, played through the engine
as one session. The task is judged by the whole rest, by its first half and by its second half. The
person and the task are the same in each row: what differs is the artefact of the baseline.

Run ``python bench/baseline_artefact.py FOLDER`` with the folder of the ``dyad`` recordings.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np

from processing.measures.sensitivity import baseline_over, zone_shares
from processing.zones.person import PersonEngine
from processing.zones.zones import axes
from safehold.core.settings import STANDARD
from safehold.core.types import Chunk, FloatArray, Role, StreamSpec, Tick

GAP_S = 10.0
PEOPLE = ("P11", "P12", "P21", "P22")
EAR = 2
"""Column of the ear pulse: the steadier of the two in all four people but P21."""
FINGER = 1
SPEC = StreamSpec("client-ppg", "p", "PPG", "x", Role.PPG, "client", "counts", 250.0)
SETTINGS = dataclasses.replace(
    STANDARD,
    baseline=dataclasses.replace(STANDARD.baseline, settling_s=0, used_s=170, min_valid_s=60),
    start_up_s=10,
)


def load(path: Path, column: int) -> tuple[FloatArray, FloatArray]:
    """Return the times from 0 and the pulse of one recording."""
    with np.load(path) as file:
        stamps = file["native_ts_ms"] / 1000.0
        return stamps - stamps[0], file["native_counts"][:, column].astype(float)


def session(folder: Path, person: str, column: int) -> tuple[list[Tick], float, float]:
    """Return the ticks of rest and hard task as one session; the ends of the rest, the task."""
    rest, rest_pulse = load(folder / f"{person}_baseline.npz", column)
    task, task_pulse = load(folder / f"{person}_C_Hard.npz", column)
    times = np.concatenate((rest, task + rest[-1] + GAP_S)) + 1.0
    engine = PersonEngine("client", [SPEC], SETTINGS, session_zero=0.0)
    pulse = np.concatenate((rest_pulse, task_pulse))
    outputs = engine.feed(Chunk("client-ppg", 0, times, pulse))
    ticks = [output for output in outputs if isinstance(output, Tick)]
    return ticks, float(rest[-1] + 1.0), float(times[-1])


def rows(folder: Path, person: str, column: int) -> list[dict[str, Any]]:
    """Return one row per choice of baseline."""
    ticks, rest_end, end = session(folder, person, column)
    begin = 11.0
    middle = (begin + rest_end) / 2
    task = [tick for tick in ticks if rest_end + GAP_S + SETTINGS.windows.vagal_s <= tick.t <= end]
    found: list[dict[str, Any]] = []
    for name, span in (
        ("whole", (begin, rest_end)), ("first half", (begin, middle)),
        ("second half", (middle, rest_end)),
    ):  # fmt: skip
        baseline = baseline_over(ticks, span, SETTINGS, name)
        row: dict[str, Any] = {"person": person, "baseline": name, "task_s": len(task)}
        if baseline is not None:
            shares = zone_shares(task, [baseline] * len(task), SETTINGS, name, name)
            places = [axes({v.name: v for v in tick.indices}, baseline) for tick in task]
            a = [place.a for place in places if place.a is not None]
            row |= {
                "hr_bpm": round(baseline.hr, 1),
                "vagal_index": baseline.vagal_index or "none (HR only)",
                "provisional": [reason.value for reason in baseline.reasons],
                "known_s": shares.valid_s,
                "mean_a": round(float(np.mean(a)), 2) if a else None,
                "a_below_minus_2": round(float(np.mean(np.array(a) < -2)), 3) if a else None,
                "a_above_2": round(float(np.mean(np.array(a) > 2)), 3) if a else None,
                "high": None if shares.high is None else round(shares.high, 3),
                "low": None if shares.low is None else round(shares.low, 3),
            }
        found.append(row)
    return found


def main() -> None:
    """Run all people and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    found = [
        row
        for person in PEOPLE
        for row in rows(arguments.folder, person, FINGER if person == "P21" else EAR)
    ]
    path = arguments.out / "baseline_artefact.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for row in found:
        print(json.dumps(row))


if __name__ == "__main__":
    main()
