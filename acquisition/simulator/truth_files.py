"""The truth beside the streams: ``truth.json`` and tables of beats and breaths."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from acquisition.simulator.faults import Fault
from acquisition.simulator.script import TRANSITION_S
from acquisition.simulator.truth import (
    P2T_OFFSET_S,
    PersonTruth,
    Simulation,
    event_texts,
)
from safehold.core.errors import ConfigError
from safehold.core.messages import Message

_NOTE = (
    "Times are seconds from the start of the script; add lsl_t0 for LSL time. p2t_expected_ms is "
    "2 A sin(pi f m)/(pi f m): RSA amplitude A = rsa_ms, breathing frequency f, mean RR m. It "
    "holds for sinusoidal RSA and quiet, even breathing. The *_true values are computed from the "
    "true beats and breaths inside the phase, after its transition."
)


def p2t_ms(truth: PersonTruth, t0: float, t1: float) -> list[float]:
    """Return the peak-to-trough RSA of each true breath wholly inside a span, ms (methods 1.4)."""
    values = []
    breaths = truth.breaths
    for a, p, c in zip(breaths.t_insp, breaths.t_exp, breaths.t_end, strict=True):
        if a < t0 or c + P2T_OFFSET_S > t1:
            continue
        beats = truth.beats
        insp = beats[(beats >= a) & (beats < p + P2T_OFFSET_S)]
        exp = beats[(beats >= p) & (beats < c + P2T_OFFSET_S)]
        if len(insp) >= 2 and len(exp) >= 2:
            values.append(max(0.0, 1000 * float(np.diff(exp).max() - np.diff(insp).min())))
    return values


def phase_truth(simulation: Simulation, truth: PersonTruth) -> list[dict[str, Any]]:
    """Return one record per phase: what was asked for, and what came out of it."""
    records = []
    for start, end, phase in simulation.script.bounds():
        settled = min(start + (TRANSITION_S if start > 0 else 0.0), end)
        beats = truth.beats[(truth.beats >= settled) & (truth.beats <= end)]
        rr = 1000 * np.diff(beats)
        inside = (truth.breaths.t_insp >= settled) & (truth.breaths.t_end <= end)
        lengths = (truth.breaths.t_end - truth.breaths.t_insp)[inside]
        p2t = p2t_ms(truth, settled, end)
        state = phase.state(truth.role)
        records.append(
            {
                "phase": phase.name,
                "t0": start,
                "t1": end,
                "asked": asdict(state),
                "p2t_expected_ms": state.expected_p2t_ms(),
                "hr_true_bpm": 60_000 / float(rr.mean()) if len(rr) else None,
                "rmssd_true_ms": (
                    float(np.sqrt(np.mean(np.diff(rr) ** 2))) if len(rr) > 1 else None
                ),
                "p2t_true_ms": float(np.median(p2t)) if p2t else None,
                "resp_rate_true": 60 / float(np.median(lengths)) if len(lengths) else None,
            }
        )
    return records


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_truth(
    folder: Path,
    simulation: Simulation,
    *,
    lsl_t0: float | None = None,
    faults: Sequence[Fault] = (),
    signals: Sequence[str] = (),
    streams: Sequence[Mapping[str, Any]] | None = None,
) -> Path:
    """Write the truth of a simulation into a folder; return the path of ``truth.json``.

    ``streams`` says what was sent and lost (``SimulatedStreams.report``), once it is known.

    Raises
    ------
    ConfigError
        When the folder cannot be written.
    """
    document = {
        "note": _NOTE,
        "script": simulation.script.name,
        "seed": simulation.seed,
        "duration_s": simulation.script.duration,
        "lsl_t0": lsl_t0,
        "signals": list(signals),
        "faults": [str(fault) for fault in faults],
        "streams": None if streams is None else [dict(stream) for stream in streams],
        "events": [{"t": t, "text": text} for t, text in event_texts(simulation.script)],
        "people": {truth.person: phase_truth(simulation, truth) for truth in simulation.people},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for truth in simulation.people:
            rr = ["" if np.isnan(value) else repr(float(value)) for value in truth.rr_ms]
            _write_table(
                folder / f"beats_{truth.person}.csv",
                ("t_s", "rr_ms", "ectopic"),
                zip(map(float, truth.beats), rr, map(int, truth.ectopic), strict=True),
            )
            breaths = truth.breaths
            columns = (breaths.t_insp, breaths.t_exp, breaths.t_end, breaths.depth)
            _write_table(
                folder / f"breaths_{truth.person}.csv",
                ("t_insp_s", "t_exp_s", "t_end_s", "depth_au"),
                zip(*(map(float, column) for column in columns), strict=True),
            )
        path = folder / "truth.json"
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            Message(
                "The truth cannot be written to {folder}: {why}.",
                folder=folder,
                why=error.strerror,
            ),
            remedy=Message("Choose a folder that you may write to."),
        ) from error
    return path
