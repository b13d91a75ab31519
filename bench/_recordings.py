"""The real recordings of ``../shared``, read once and for all benches.

``single`` and ``dyad`` are the folders of the data, ``cases`` that of the cases. Signals come as
they are in the files: raw, and the way up that they have there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import wfdb

from processing.signals.flags import BoolArray
from safehold.core.types import FloatArray

MIT_HZ, GARCIA_HZ, GARCIA_BELT_HZ, DS210_HZ, PEAKDET_HZ, E4_HZ = 360, 1000, 100, 50, 1000, 64


@dataclass(frozen=True)
class Annotated:
    """An ECG with the beats that somebody marked."""

    ecg: FloatArray
    """mV."""
    beats: FloatArray
    """s."""
    normal: BoolArray
    """True for a normal beat."""


@dataclass(frozen=True)
class Garcia:
    """An ECG and an airflow, with silver beats and breaths."""

    ecg: FloatArray
    flow: FloatArray
    """Inspiration negative."""
    beats: FloatArray
    """s."""
    breaths: FloatArray
    """Shape (n, 3): inspiration, expiration, end, s."""


@dataclass(frozen=True)
class Pair:
    """What one person of a pair wore in one task."""

    name: str
    """``P11_baseline`` and the like."""
    times: FloatArray
    """s, as the device stamped them."""
    belt: FloatArray
    finger: FloatArray
    ear: FloatArray


@dataclass(frozen=True)
class TurnedFlow:
    """An ECG and an airflow that points down, with true beats and breaths."""

    times: FloatArray
    ecg: FloatArray
    flow: FloatArray
    beats: FloatArray
    breaths: FloatArray
    """Shape (n, 3): inspiration, expiration, end, s."""
    p2t_ms: FloatArray
    """By these, of each breath."""


def evenly(values: FloatArray, rate: float) -> tuple[FloatArray, FloatArray]:
    """Return times and values of evenly sampled values."""
    return np.arange(len(values)) / rate, np.asarray(values, dtype=float)


def mit_bih_100(single: Path, seconds: int, lead: int = 0) -> Annotated:
    """Return the begin of MIT-BIH record 100; lead 0 is MLII, 1 is V5."""
    record, n = str(single / "mitdb_100" / "100"), seconds * MIT_HZ
    signal = wfdb.rdrecord(record, channels=[lead], sampto=n).p_signal[:, 0]
    labels = wfdb.rdann(record, "atr", sampto=n)
    kinds = np.array(labels.symbol)
    beat = np.isin(kinds, list("NAV"))
    return Annotated(signal, np.asarray(labels.sample)[beat] / MIT_HZ, kinds[beat] == "N")


def mit_bih_208(single: Path) -> FloatArray:
    """Return an excerpt of MIT-BIH record 208, mV."""
    with np.load(single / "mitdb208_excerpt_360hz.npz") as file:
        return np.asarray(file["ecg_mV"], dtype=np.float64)


def noise_stress(single: Path) -> Annotated:
    """Return record 118e24: an ECG with electrode noise in parts."""
    ecg = np.loadtxt(single / "heartpy" / "118e24.csv", delimiter=",").ravel()
    beats = np.loadtxt(single / "heartpy" / "118e24_ann.csv", delimiter=",").ravel() / MIT_HZ
    return Annotated(ecg, beats, np.ones(len(beats), bool))


def peakdet(single: Path) -> FloatArray:
    """Return the ECG of peakdet, with a deep S wave."""
    with np.load(single / "peakdet_ecg_1000hz.npz") as file:
        return next(file[k] for k in file.files if file[k].size > PEAKDET_HZ).astype(float)


def garcia(single: Path) -> Garcia:
    """Return the first recording of garcia."""
    with np.load(single / "garcia_ecg1_resp1.npz") as file:
        ecg, flow = file["ecg_V"].astype(float), file["resp_airflow_au"].astype(float)
    beats = np.genfromtxt(single / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", names=True)
    breaths = np.genfromtxt(single / "garcia_resp1_cycles_silver.csv", delimiter=",", names=True)
    columns = ("inspi_time", "expi_time", "next_inspi_time")
    return Garcia(ecg, flow, beats["t_s"], np.column_stack([breaths[k] for k in columns]))


def garcia_belt(single: Path) -> FloatArray:
    """Return a belt of garcia."""
    with np.load(single / "garcia_resp3_belt_100hz.npz") as file:
        return np.asarray(file["resp_belt_au"], dtype=np.float64)


def scanner(single: Path) -> tuple[FloatArray, FloatArray]:
    """Return the finger pulse and the belt of somebody in a scanner (ds210)."""
    folder = single / "ds210" / "sub-04" / "func"
    found = np.loadtxt(folder / "sub-04_task-rest_run-01_physio.tsv.gz")
    return found[:, 0], found[:, 1]


def wrist(single: Path) -> FloatArray:
    """Return the wrist pulse of everyday wear (E4)."""
    return np.loadtxt(single / "e4" / "BVP.csv", skiprows=2)


def pair(path: Path) -> Pair:
    """Return a file of a pair."""
    with np.load(path) as file:
        stamps, counts = file["native_ts_ms"], file["native_counts"].astype(float)
    return Pair(path.stem, (stamps - stamps[0]) / 1000.0, *counts[:, :3].T)


def pairs(dyad: Path) -> Iterator[Pair]:
    """Yield the files of all pairs."""
    yield from map(pair, sorted(dyad.glob("*.npz")))


def turned_flow(cases: Path) -> TurnedFlow:
    """Return the airflow that points down."""
    found = _table(cases / "signals" / "airflow_inspiration_down_130s.csv")
    truth = _table(cases / "signals" / "airflow_inspiration_down_130s_truth_cycles.csv")
    beats = _table(cases / "signals" / "airflow_inspiration_down_130s_truth_beats.csv")["t"]
    breaths = np.column_stack([truth[k] for k in ("inspiration", "expiration", "end")])
    return TurnedFlow(
        found["time"], found["ecg"], found["resp_airflow"], beats, breaths, truth["p2t_ms"]
    )


def exchanged_ecg(cases: Path) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return times, ECG and true beats of e0103 with exchanged electrodes, 250 Hz."""
    name = "ecg_swapped_electrodes_90s"
    found = _table(cases / "signals" / f"{name}.csv")
    return (
        found["time"],
        found["ecg"],
        _table(cases / "signals" / f"{name}_truth_beats.csv")["t"],
    )


def _table(path: Path) -> dict[str, FloatArray]:
    found = np.genfromtxt(path, delimiter=",", names=True)
    return {name: found[name] for name in found.dtype.names}
