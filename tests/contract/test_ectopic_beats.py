"""RMSSD beside ectopic beats: what is shown is near the truth without them, the rest is missing.

The recordings and the rule are those of ``bench/flag_rule.py``, which has the whole campaign; here
once for each rate. A beat that comes early by a fifth of its interval or more is put into the
annotated beats of MIT-BIH 100; truth is RMSSD of the same minute without it.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.helpers import script

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return script("bench/flag_rule.py")


@pytest.mark.parametrize(
    ("rate", "least_shown"), [(0.01, 0.85), (0.02, 0.75), (0.05, 0.30), (0.10, 0.02)]
)
def test_a_minute_shown_beside_ectopic_beats_is_within_10_percent(
    shared_data: Path, bench: ModuleType, rate: float, least_shown: float
):
    beats, normal = bench.mit100(shared_data / "single")
    spoilt = bench.put_in(beats, rate, np.random.default_rng(11), ectopic=True)
    errors, minutes = bench.errors(bench.rule_installed, beats, normal, spoilt)
    assert len(errors) >= least_shown * minutes  # most is missing where every tenth beat is one
    assert max(errors) <= 0.10


def test_no_difference_across_an_ectopic_beat_is_used_and_hardly_any_other_is_lost(
    shared_data: Path, bench: ModuleType
):
    beats, normal = bench.mit100(shared_data / "single")
    spoilt = bench.put_in(beats, 0.02, np.random.default_rng(11), ectopic=True)
    moved = np.flatnonzero(spoilt != beats)
    flagged = bench.rule_installed(1000 * np.diff(spoilt))
    # the second of two early beats ends an interval of usual length, between two flagged ones
    lost = flagged[moved - 1] | (flagged[moved - 2] & flagged[moved])
    assert lost.mean() >= 0.97
    away = np.ones(len(flagged), bool)
    for shift in range(-2, 3):
        away[np.clip(moved + shift, 0, len(flagged) - 1)] = False
    assert flagged[away & normal].mean() <= 0.002


@pytest.mark.parametrize(("name", "rate"), [("mitdb208", 360.0), ("118e24", 360.0)])
def test_of_bigeminy_and_of_noise_no_rmssd_is_shown(
    shared_data: Path, bench: ModuleType, name: str, rate: float
):
    if name == "mitdb208":
        with np.load(shared_data / "single" / "mitdb208_excerpt_360hz.npz") as file:
            ecg = file["ecg_mV"].astype(float)[: int(120 * rate)]
    else:
        ecg = np.loadtxt(shared_data / "single" / "heartpy" / "118e24.csv", delimiter=",")
    found = bench.shown(ecg, rate, None)
    assert found["ticks"] > 50
    assert found["shown"] == 0.0
    assert found["reasons"]
