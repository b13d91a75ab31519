"""The whole-record product: near the live one on clean signals, true to reference annotations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import wfdb

from processing.measures.whole_record import ALGORITHM, whole_beats, whole_breaths
from safehold.checks.verify_truth import Heart, belt, ecg
from safehold.core.types import Role, StreamSpec
from safehold.offline.analysis import analyse
from safehold.offline.whole_record import offline
from tests.unit._folder import make_session

ECG = StreamSpec("p-ecg", "E", "ECG", "s", Role.ECG, "p", "mV", 250.0)
BELT = StreamSpec("p-belt", "B", "RESP", "s", Role.RESPIRATION, "p", "a.u.", 25.0)


@pytest.mark.slow
def test_live_numbers_of_a_clean_session_are_near_the_whole_record(tmp_path: Path):
    folder, _ = make_session(tmp_path)
    found = offline(analyse(folder, samples=True))
    assert found.algorithm == ALGORITHM
    rmssd = [d for d in found.differences if d.index == "rmssd_ms"]
    assert all(d.n == 2 for d in rmssd)
    assert max(d.median for d in rmssd) <= 0.01
    assert max(d.largest for d in rmssd) <= 0.03
    rate = [d for d in found.differences if d.index == "hr_mean_bpm"]
    assert max(d.largest for d in rate) < 0.1


def test_beats_and_breaths_of_a_known_heart():
    heart = Heart(0.85, 0.03, 0.23)
    truth = heart.beats(300)
    wave, chest = ecg(truth, 300), belt(heart, 300)
    beats = whole_beats(ECG, wave.times, wave.values, mains_hz=50)
    inner = truth[(truth > 1) & (truth < 298)]
    found = np.array([b.time for b in beats])
    nearest = np.abs(found[:, None] - inner[None, :]).min(axis=0)
    assert nearest.max() < 0.002
    assert len(beats) == pytest.approx(len(truth), abs=2)
    breaths = whole_breaths(BELT, chest.times, chest.values, beats)
    p2t = [b.p2t_ms for b in breaths if b.p2t_ms is not None]
    assert np.median(p2t) == pytest.approx(heart.p2t_ms, rel=0.05)


def test_nothing_crosses_a_gap():
    heart = Heart(0.85, 0.03, 0.23)
    wave = ecg(heart.beats(120), 120)
    kept = (wave.times < 50) | (wave.times > 60)
    beats = whole_beats(ECG, wave.times[kept], wave.values[kept], mains_hz=50)
    assert not any(49.9 < b.time < 60 for b in beats)
    assert max(b.rr_ms for b in beats if b.rr_ms is not None) < 1000


def test_long_records_are_worked_through_in_pieces_without_a_seam(monkeypatch):
    import processing.measures.whole_record as module

    heart = Heart(0.85, 0.03, 0.23)
    wave = ecg(heart.beats(200), 200)
    whole = [b.time for b in whole_beats(ECG, wave.times, wave.values, mains_hz=50)]
    monkeypatch.setattr(module, "PIECE_S", 40.0)
    pieces = [b.time for b in whole_beats(ECG, wave.times, wave.values, mains_hz=50)]
    assert len(pieces) == len(whole)
    assert np.abs(np.array(pieces) - np.array(whole)).max() < 0.004


@pytest.mark.parametrize(
    "values", [np.zeros(5000), np.full(5000, np.nan), np.random.default_rng(1).normal(size=5000)]
)
def test_what_is_no_ecg_raises_nothing(values: np.ndarray):
    whole_beats(ECG, np.arange(5000) / 250, values, mains_hz=50)
    assert whole_breaths(BELT, np.arange(5000) / 25, np.zeros(5000), []) == []


def test_mit_bih_100_against_its_annotations(shared_data: Path):
    record = wfdb.rdrecord(str(shared_data / "single" / "mitdb_100" / "100"), channels=[0])
    notes = wfdb.rdann(str(shared_data / "single" / "mitdb_100" / "100"), "atr")
    true = notes.sample[np.isin(notes.symbol, ["N", "A", "V"])] / record.fs
    spec = StreamSpec("p-ecg", "E", "ECG", "s", Role.ECG, "p", "mV", float(record.fs))
    values = record.p_signal[: 600 * record.fs, 0]
    true = true[true < 599.4]
    beats = whole_beats(spec, np.arange(len(values)) / record.fs, values, mains_hz=60)
    found = np.array([b.time for b in beats if b.time < 599.4])
    hits = np.abs(found[:, None] - true[None, :]) < 0.15
    assert hits.any(axis=0).mean() >= 0.998
    assert hits.any(axis=1).mean() >= 0.999
