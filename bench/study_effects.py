"""Known effects of a simulated study, found again by the whole way from files to a model.

``python bench/study_effects.py [--dyads 10] [--sessions 6] [--minutes 15] [--out FILE]`` writes a
study with effects and one without, processes both, reads ``study_wide`` as a user would, and fits
the model of ``docs/studies.md``: changes over the sessions of the measured shares and returns, and
the score on the measured share. Each estimate stands beside what it is of the truth of the same
sessions, with its 95 % interval.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from processing.measures.multilevel import fit_intercepts
from safehold.desk.studies.run import StudyWish, group, process_all, workers
from safehold.desk.studies.simulated import TRUTH_FILE, write_study
from safehold.desk.studies.synthetic import StudyDesign, StudyEffects


def main() -> None:
    """Write, process and fit both studies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dyads", type=int, default=10)
    parser.add_argument("--sessions", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    design = StudyDesign(options.dyads, options.sessions, options.minutes)
    place = Path(tempfile.mkdtemp(prefix="study-effects-"))
    try:
        found = {
            name: _found(place / name, design, effects, options.seed)
            for name, effects in (
                ("with_effects", StudyEffects()), ("without", StudyEffects().without())
            )
        }  # fmt: skip
    finally:
        shutil.rmtree(place)
    said = {name: getattr(options, name) for name in ("dyads", "sessions", "minutes", "seed")}
    tell({**said, **found}, options.out)


def _found(place: Path, design: StudyDesign, effects: StudyEffects, seed: int) -> dict[str, Any]:
    write_study(place, design, effects, seed=seed)
    wish = StudyWish(place, place / "processed")
    process_all(wish, workers(None), lambda *_: None)
    group(wish)
    wide = pd.read_csv(place / "processed" / "group" / "study_wide.csv")
    clients = wide[wide["role"] == "client"].set_index("session_id")
    truth = pd.DataFrame(json.loads((place / TRUTH_FILE).read_text())["sessions"])
    rows = truth.set_index("session_id").join(clients, rsuffix="_table")
    share, outside = rows["share"], rows["share_outside"]
    return {
        "sessions": len(rows),
        "share_correlation": round(float(np.corrcoef(share, outside)[0, 1]), 3),
        "share_bias": round(float((outside - share).mean()), 4),
        "change_of_share": {"truth": _slope(rows, share), "measured": _slope(rows, outside)},
        "depth_by_share": {
            "truth": _within(rows, share, rows["q_depth"]),
            "measured": _within(rows, outside, rows["q_depth"]),
        },
    }


def _slope(rows: pd.DataFrame, y: pd.Series) -> dict[str, float]:
    n = int(rows["number"].max())
    return _fit(rows, ((rows["number"] - 1) / (n - 1) - 0.5,), y)


def _within(rows: pd.DataFrame, x: pd.Series, y: pd.Series) -> dict[str, float]:
    mean = x.groupby(rows["client"]).transform("mean")
    return _fit(rows, ((x - mean) / 0.1, (mean - mean.mean()) / 0.1), y)


def _fit(rows: pd.DataFrame, columns: tuple[pd.Series, ...], y: pd.Series) -> dict[str, float]:
    x = np.column_stack([np.ones(len(rows)), *columns])
    used = (np.isfinite(y) & np.isfinite(x).all(axis=1)).to_numpy()
    groups = pd.factorize(rows["client"])[0]
    fit = fit_intercepts(
        np.nan_to_num(y.to_numpy(float))[None], np.nan_to_num(x)[None], groups, used[None]
    )
    b, error = float(fit.estimate[0, 1]), float(fit.error[0, 1])
    return {"estimate": round(b, 4), "low": round(b - 1.96 * error, 4),
            "high": round(b + 1.96 * error, 4)}  # fmt: skip


if __name__ == "__main__":
    main()
