"""Valid share and error of heart rate, RMSSD, P2T and breathing rate, recording by recording.

``python bench/real_recordings.py --data DIR [--cases DIR] [--out FILE]`` plays the real recordings
of a folder (``single/``, ``dyad/``) and of ``signals/`` beside it through the engine as a live
session would get them, without a baseline. ``--table`` prints the table of docs/numbers.md from
the committed results.

Reference beats are the annotations that come with a recording; heart rate and RMSSD are computed
from them over the windows of the ticks (30 and 60 s; RMSSD from successive intervals between
normal beats). Of the pairs with a finger and an ear sensor, the engine's own heart rate from the
ear is the reference where it is valid. P2T's reference is the annotated breaths with the annotated
beats. A recording without a reference tells its valid share only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import _recordings
import numpy as np
from _own_network import tell
from _recordings import (
    DS210_HZ,
    E4_HZ,
    GARCIA_BELT_HZ,
    GARCIA_HZ,
    MIT_HZ,
    evenly,
    exchanged_ecg,
    garcia,
    garcia_belt,
    mit_bih_100,
    mit_bih_208,
    noise_stress,
    scanner,
    turned_flow,
    wrist,
)

from processing.zones.person import PersonEngine
from safehold.core.settings import STANDARD
from safehold.core.types import Chunk, FloatArray, Role, StreamSpec, Tick

RESULTS = Path(__file__).parent / "results" / "real_recordings.json"
FROM_S = 120
"""First tick that counts: the start of a session is missing by rule, and windows are full."""
SHORT_FROM_S = 62
INDICES = {"hr": "heart rate", "rmssd": "RMSSD", "p2t": "P2T", "resp_rate": "breathing rate"}


@dataclass
class Recording:
    """Sensors of one person and what is known of them."""

    name: str
    sensors: dict[Role, tuple[FloatArray, FloatArray]]
    """Times, s, and values of each sensor."""
    beats: FloatArray | None = None
    """Reference beats, s."""
    normal: FloatArray | None = None
    """True for a normal beat; all are where None."""
    breaths: FloatArray | None = None
    """Reference breaths, shape ``(n, 3)``: inspiration, expiration, end, s."""
    heart_rate: Mapping[float, float] | None = None
    """Reference heart rate at a tick, bpm, where another sensor of the same person has one."""
    first: int = FROM_S
    airflow: bool = False
    """The respiration is a flow, not a belt."""


def singles(folder: Path) -> Iterator[Recording]:
    """Return the recordings of one person each."""
    mit = mit_bih_100(folder, 600)
    yield Recording(
        "MIT-BIH 100, 10 min", {Role.ECG: evenly(mit.ecg, MIT_HZ)}, mit.beats, mit.normal
    )
    yield Recording("MIT-BIH 208, excerpt", {Role.ECG: evenly(mit_bih_208(folder), MIT_HZ)})
    stressed = noise_stress(folder)
    yield Recording(
        "noise stress 118e24", {Role.ECG: evenly(stressed.ecg, MIT_HZ)}, stressed.beats,
        first=SHORT_FROM_S,
    )  # fmt: skip
    silver = garcia(folder)
    yield Recording(
        "ECG and airflow (garcia)",
        {Role.ECG: evenly(silver.ecg, GARCIA_HZ),
         Role.RESPIRATION: evenly(silver.flow, GARCIA_HZ)},
        silver.beats, breaths=silver.breaths, airflow=True,
    )  # fmt: skip
    belt = evenly(garcia_belt(folder), GARCIA_BELT_HZ)
    yield Recording("belt (garcia)", {Role.RESPIRATION: belt})
    pulse, chest = scanner(folder)
    yield Recording(
        "finger pulse and belt in a scanner (ds210)",
        {Role.PPG: evenly(pulse, DS210_HZ), Role.RESPIRATION: evenly(chest, DS210_HZ)},
    )
    yield Recording("wrist pulse in everyday wear (E4)", {Role.PPG: evenly(wrist(folder), E4_HZ)})


def pairs(folder: Path) -> Iterator[Recording]:
    """Return the people of the pairs: finger pulse and belt, the ear as reference."""
    for one in _recordings.pairs(folder):
        ear = Recording("ear", {Role.PPG: (one.times, one.ear)})
        rates = {tick.t: tick.index("hr") for tick in ticks_of(ear)}
        yield Recording(
            one.name.replace("_", " "),
            {Role.PPG: (one.times, one.finger), Role.RESPIRATION: (one.times, one.belt)},
            heart_rate={t: hr.value for t, hr in rates.items() if hr and hr.value is not None},
        )


def cases(folder: Path) -> Iterator[Recording]:
    """Return recordings whose polarity is turned."""
    flow = turned_flow(folder)
    yield Recording(
        "airflow, inspiration down",
        {Role.ECG: (flow.times, flow.ecg), Role.RESPIRATION: (flow.times, flow.flow)},
        flow.beats, breaths=flow.breaths, first=SHORT_FROM_S, airflow=True,
    )  # fmt: skip
    times, ecg, beats = exchanged_ecg(folder)
    yield Recording("ECG, electrodes swapped", {Role.ECG: (times, ecg)}, beats, first=SHORT_FROM_S)


def ticks_of(recording: Recording) -> list[Tick]:
    """Return the engine's ticks from the first that counts."""
    names = {Role.RESPIRATION: "airflow" if recording.airflow else "belt"}
    specs = []
    for role, (times, _) in recording.sensors.items():
        rate, name = len(times) / (times[-1] - times[0]), names.get(role, role.value)
        specs.append(
            StreamSpec(f"client-{role.value}", name, role.value, "bench", role, "client",
                       "counts", rate)
        )  # fmt: skip
    engine = PersonEngine("client", specs, STANDARD, session_zero=0.0)
    out = []
    for spec, (times, values) in zip(specs, recording.sensors.values(), strict=True):
        out += engine.feed(Chunk(spec.stream_id, 0, times, values))
    end = min(times[-1] for times, _ in recording.sensors.values())
    return [o for o in out if isinstance(o, Tick) and recording.first <= o.t <= end - 2]


def reference(recording: Recording, name: str, t: float) -> float | None:
    """Return what an index is at a tick by the reference; None where it does not tell."""
    if name == "hr" and recording.heart_rate is not None:
        return recording.heart_rate.get(t)
    if recording.beats is None:
        return None
    window = STANDARD.windows.hr_s if name == "hr" else STANDARD.windows.vagal_s
    inside = (recording.beats > t - window) & (recording.beats <= t)
    beats = recording.beats[inside]
    if len(beats) < 5:
        return None
    rr = 1000 * np.diff(beats)
    if name == "hr":
        return float(60000 / rr.mean())
    if name == "rmssd":
        normal = (
            np.ones(len(beats), bool) if recording.normal is None else recording.normal[inside]
        )
        usable = normal[:-2] & normal[1:-1] & normal[2:]
        steps = np.diff(rr)[usable]
        return float(np.sqrt(np.mean(steps**2))) if len(steps) > 4 else None
    return breath_reference(recording, name, t, window)


def breath_reference(recording: Recording, name: str, t: float, window: float) -> float | None:
    """Return breathing rate or P2T by the annotated breaths (peak-valley, methods 2)."""
    if recording.breaths is None or recording.beats is None:
        return None
    whole = recording.breaths[
        (recording.breaths[:, 0] > t - window) & (recording.breaths[:, 2] <= t)
    ]
    if len(whole) < 3:
        return None
    if name == "resp_rate":
        return float(60 / np.median(whole[:, 2] - whole[:, 0]))
    rr, at = 1000 * np.diff(recording.beats), recording.beats[1:]
    found = []
    for start, turn, end in whole:
        inspired, expired = rr[(at >= start) & (at < turn + 0.75)], rr[(at >= turn) & (at < end)]
        if len(inspired) and len(expired):
            found.append(max(0.0, expired.max() - inspired.min()))
    return float(np.median(found)) if found else None


def facts(recording: Recording) -> dict[str, Any]:
    """Return valid share and error of each index."""
    ticks = ticks_of(recording)
    told: dict[str, Any] = {"seconds": len(ticks), "sensors": [r.value for r in recording.sensors]}
    heart = recording.sensors.keys() & {Role.ECG, Role.PPG}
    chest = Role.RESPIRATION in recording.sensors
    for name in INDICES:
        if not {"hr": heart, "rmssd": heart, "p2t": heart and chest, "resp_rate": chest}[name]:
            continue
        off, valid, reasons = [], 0, {}
        for tick in ticks:
            value = tick.index(name)
            if value is None or value.value is None:
                for reason in value.reasons if value else ():
                    reasons[reason.value] = reasons.get(reason.value, 0) + 1
                continue
            valid += 1
            known = reference(recording, name, tick.t)
            if known:
                off.append(abs(value.value / known - 1))
        told[name] = {
            "valid": round(valid / len(ticks), 3) if ticks else 0.0,
            "median_error": round(float(np.median(off)), 4) if off else None,
            "worst_error": round(float(np.max(off)), 4) if off else None,
            "missing_for": sorted(reasons, key=lambda reason: -reasons[reason])[:2],
        }
    return told


def cell(found: Mapping[str, Any] | None) -> str:
    """Return one cell of the table."""
    if found is None:
        return "-"
    share = f"{100 * found['valid']:.0f} %"
    if not found["valid"]:
        return f"{share}: {', '.join(f'`{reason}`' for reason in found['missing_for'])}"
    if found["median_error"] is None:
        return share
    return f"{share}; {100 * found['median_error']:.1f} ({100 * found['worst_error']:.1f})"


def table(results: Mapping[str, Any]) -> str:
    """Return the table of docs/numbers.md."""
    lines = [f"| recording | {' | '.join(INDICES.values())} |", "|---|" + "---|" * len(INDICES)]
    for name, found in results["recordings"].items():
        lines.append(f"| {name} | {' | '.join(cell(found.get(k)) for k in INDICES)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and tell, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--cases", type=Path, help="folder with signals/")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--table", action="store_true", help="print the committed results")
    options = parser.parse_args()
    if options.table:
        print(table(json.loads(RESULTS.read_text())))
        return
    if options.data is None:
        parser.error("--data is needed")
    found = [*singles(options.data / "single"), *pairs(options.data / "dyad")]
    found += cases(options.cases) if options.cases else ()
    tell({"recordings": {one.name: facts(one) for one in found}}, options.out)


if __name__ == "__main__":
    main()
