"""The engine on real recordings (oracles O18, O25-O27 of the methods specification)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import wfdb

from acquisition.player import PlayedSignal
from processing.zones.person import PersonEngine
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Beat,
    BeatStatus,
    Breath,
    Chunk,
    ClockOffset,
    EngineOutput,
    FloatArray,
    Notice,
    Role,
    StreamSpec,
    Tick,
)
from tests.recorded import native_signals, recorded_signals

from ..unit.processing._synthetic import ECG_SPEC, PPG_SPEC, ZERO, run, spec, ticks_of, whole

BELT_250 = spec("client-belt", Role.RESPIRATION, rate=250, unit="counts")
_CACHE: dict[tuple[str, str], list[EngineOutput]] = {}


def pair(folder: Path, name: str, sensor: str) -> list[EngineOutput]:
    """Return what the engine says about a pulse and a belt at their native stamps."""
    key = (name, sensor)
    if key not in _CACHE:
        with np.load(folder / "dyad" / f"{name}.npz") as file:
            stamps = file["native_ts_ms"] / 1000.0
            counts = file["native_counts"].astype(float)
        column = {"finger": 1, "ear": 2}[sensor]
        engine = PersonEngine(
            "client", [PPG_SPEC, BELT_250], STANDARD, session_zero=np.floor(stamps[0])
        )
        _CACHE[key] = engine.feed(Chunk("client-ppg", 0, stamps, counts[:, column]))
        _CACHE[key] += engine.feed(Chunk("client-belt", 0, stamps, counts[:, 0]))
    return _CACHE[key]


def values(ticks: Sequence[Tick], name: str) -> list[float]:
    return [v for tick in ticks if (v := tick.index(name).value) is not None]


@pytest.mark.slow
@pytest.mark.oracle("O25")
@pytest.mark.parametrize("sensor", ["finger", "ear"])
def test_o25_p11_runs_at_its_own_rate(shared_data: Path, sensor: str) -> None:
    outputs = pair(shared_data, "P11_baseline", sensor)
    ticks = ticks_of(outputs)
    beats = np.array([b.time for b in outputs if isinstance(b, Beat)])
    assert 60 / np.median(np.diff(beats)) == pytest.approx(73.5, abs=0.5)
    assert np.median(values(ticks, "hr")) == pytest.approx(74, abs=1)
    mismatch = [n for n in outputs if isinstance(n, Notice) and n.code == "rate_mismatch"]
    assert {n.stream_id for n in mismatch} == {"client-ppg", "client-belt"}
    assert "275.1" in mismatch[0].message
    assert {r for tick in ticks for r in tick.index("rmssd").reasons} >= {Reason.PPG_PRV}


@pytest.mark.slow
@pytest.mark.oracle("O25")
def test_o25_finger_and_ear_agree_on_heart_rate(shared_data: Path) -> None:
    rates = [
        values(ticks_of(pair(shared_data, "P11_baseline", s)), "hr") for s in ("ear", "finger")
    ]
    assert np.median(rates[0]) == pytest.approx(np.median(rates[1]), abs=0.5)


@pytest.mark.slow
def test_finger_and_ear_agree_on_heart_rate_where_beats_are_of_a_strange_shape(
    shared_data: Path,
) -> None:
    finger, ear = (ticks_of(pair(shared_data, "P21_baseline", s)) for s in ("finger", "ear"))
    rates = [(a.index("hr").value, b.index("hr").value) for a, b in zip(finger, ear, strict=True)]
    off = [abs(a - b) for a, b in rates if a is not None and b is not None]
    assert len(off) > 0.15 * len(rates)
    assert np.median(off) < 1.2
    assert max(off) < 3
    shown = [tick.index("hr") for tick in ear if tick.index("hr").value is not None]
    assert len(shown) > 0.3 * len(ear)
    assert sum(Reason.POOR_SIGNAL in hr.reasons for hr in shown) > 0.8 * len(shown)


@pytest.mark.slow
@pytest.mark.oracle("O26")
@pytest.mark.parametrize("name", ["P12_baseline", "P12_C_Hard", "P22_baseline", "P22_C_Hard"])
def test_o26_a_dead_belt_never_gives_a_rate(shared_data: Path, name: str) -> None:
    outputs = pair(shared_data, name, "ear")
    ticks = ticks_of(outputs)
    for index in ("resp_rate", "resp_amplitude", "p2t", "ln_p2t"):
        assert values(ticks, index) == []
    told = {r for tick in ticks for r in tick.index("resp_rate").reasons}
    assert {Reason.RAILED, Reason.LOW_BAND_RATIO} <= told
    assert all(
        {Reason.RAILED, Reason.LOW_BAND_RATIO, Reason.STARTING, Reason.GAP}
        & set(tick.index("resp_rate").reasons)
        for tick in ticks
    )
    breaths = [b for b in outputs if isinstance(b, Breath) and b.t_end > 25]
    assert all(b.status == "invalid" for b in breaths)
    assert len(values(ticks, "hr")) > 0.75 * (len(ticks) - 59)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["P11_baseline", "P11_C_Hard", "P21_baseline", "P21_C_Hard"])
def test_a_working_belt_gives_a_rate(shared_data: Path, name: str) -> None:
    ticks = ticks_of(pair(shared_data, name, "ear"))
    rates = values(ticks, "resp_rate")
    assert len(rates) > 0.85 * (len(ticks) - 59)
    assert 9 < np.median(rates) < 16


@pytest.mark.slow
@pytest.mark.oracle("O27")
def test_o27_a_clipped_finger_pulse_has_no_vagal_index(shared_data: Path) -> None:
    outputs = pair(shared_data, "P22_baseline", "finger")
    ticks = [tick for tick in ticks_of(outputs) if tick.t >= 60]
    assert values(ticks, "rmssd") == []
    assert all(Reason.CLIPPED in tick.index("rmssd").reasons for tick in ticks)
    assert "clipped" in {n.code for n in outputs if isinstance(n, Notice)}
    assert values(ticks_of(pair(shared_data, "P22_baseline", "ear")), "rmssd") != []


def nearest(found: FloatArray, known: FloatArray) -> FloatArray:
    """Return, for each known beat, how far the nearest found one is, s."""
    place = np.clip(np.searchsorted(found, known), 1, len(found) - 1)
    before, after = found[place - 1] - known, found[place] - known
    return np.where(np.abs(before) <= np.abs(after), before, after)


@pytest.mark.slow
@pytest.mark.oracle("O18")
def test_o18_beats_of_mit_bih_100(shared_data: Path) -> None:
    record = str(shared_data / "single" / "mitdb_100" / "100")
    signal = wfdb.rdrecord(record, channels=[0]).p_signal[:, 0]
    annotation = wfdb.rdann(record, "atr")
    known = np.array(
        [s for s, symbol in zip(annotation.sample, annotation.symbol, strict=True)
         if symbol in "NAV"]
    ) / 360.0  # fmt: skip
    stream = spec("client-ecg", Role.ECG, rate=360)
    times = np.arange(len(signal)) / 360
    outputs = run([stream], [Chunk(stream.stream_id, 0, times + ZERO, signal)])
    beats = [b for b in outputs if isinstance(b, Beat)]
    found = np.array([b.time for b in beats])
    known = known[(known > 1) & (known < found[-1])]
    lag = nearest(found, known)
    hit = np.abs(lag) < 0.15
    assert hit.mean() >= 0.998
    assert (np.abs(nearest(known, found)) < 0.15).mean() >= 0.999
    assert abs(np.median(lag[hit])) <= 1 / 360
    ticks = ticks_of(outputs)
    assert np.median(values(ticks, "rmssd")) == pytest.approx(27.5, abs=4)
    assert sum(b.status is BeatStatus.FLAGGED for b in beats) < 0.06 * len(beats)


@pytest.mark.slow
@pytest.mark.oracle("O43")
def test_garcia_has_beats_and_rmssd_however_large_its_rsa(shared_data: Path) -> None:
    with np.load(shared_data / "single" / "garcia_ecg1_resp1.npz") as file:
        ecg = file["ecg_V"].astype(float)
    heart = spec("client-ecg", Role.ECG, rate=1000, unit="V")
    times = np.arange(len(ecg)) / 1000
    outputs = run([heart], [whole(heart, times, ecg)])
    silver = np.loadtxt(
        shared_data / "single" / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", skiprows=1
    )[:, 2]
    found = np.array([b.time for b in outputs if isinstance(b, Beat)])
    known = silver[(silver > 1) & (silver < found[-1])]
    assert np.abs(nearest(found, known)).max() < 0.010
    ticks = [tick for tick in ticks_of(outputs) if tick.t >= 60]
    assert len(values(ticks, "rmssd")) == len(ticks)
    for tick in ticks:
        inside = silver[(silver >= tick.t - 60) & (silver <= tick.t)]
        truth = np.sqrt(np.mean(np.diff(1000 * np.diff(inside)) ** 2))
        assert tick.index("rmssd").value == pytest.approx(truth, rel=0.05)


@pytest.mark.slow
def test_garcia_breathes_in_the_height_of_its_beats(shared_data: Path) -> None:
    with np.load(shared_data / "single" / "garcia_ecg1_resp1.npz") as file:
        ecg = file["ecg_V"].astype(float)
    heart = spec("client-ecg", Role.ECG, rate=1000, unit="V")
    outputs = run([heart], [whole(heart, np.arange(len(ecg)) / 1000, ecg)])
    cycles = np.loadtxt(
        shared_data / "single" / "garcia_resp1_cycles_silver.csv", delimiter=",", skiprows=1
    )[:, 3]
    found = [v for tick in ticks_of(outputs) if (v := tick.index("resp_rate_ecg")) is not None]
    shown = [v for v in found if v.t1 >= 60 and v.value is not None]
    assert len(shown) >= 0.6 * sum(v.t1 >= 60 for v in found)
    errors = []
    for value in shown:
        inside = cycles[(cycles >= value.t0) & (cycles <= value.t1)]
        errors.append(value.value - 60 / np.median(np.diff(inside)))
    assert np.median(np.abs(errors)) <= 0.3
    assert np.abs(errors).max() <= 1.0


def silver_p2t(folder: Path) -> list[tuple[float, float]]:
    """Return end (s) and peak-to-trough RSA (ms) of the breaths of silver beats and cycles."""
    beats = np.loadtxt(folder / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", skiprows=1)[:, 2]
    cycles = np.loadtxt(folder / "garcia_resp1_cycles_silver.csv", delimiter=",", skiprows=1)
    found = []
    for a, p, c in cycles[:, 3:6]:
        inspiration = beats[(beats >= a) & (beats < p + 0.75)]
        expiration = beats[(beats >= p) & (beats < c + 0.75)]
        rsa = np.diff(expiration).max() - np.diff(inspiration).min()
        found.append((float(c), 1000 * float(rsa)))
    return found


@pytest.mark.slow
def test_garcia_has_p2t_of_an_airflow_as_from_silver_beats_and_cycles(shared_data: Path) -> None:
    with np.load(shared_data / "single" / "garcia_ecg1_resp1.npz") as file:
        ecg, airflow = file["ecg_V"].astype(float), file["resp_airflow_au"].astype(float)
    heart = spec("client-ecg", Role.ECG, rate=1000, unit="V")
    nose = replace(spec("client-nose", Role.RESPIRATION, rate=1000, unit="a.u."), type="Airflow")
    times = np.arange(len(ecg)) / 1000
    # in this file inspiration points down
    outputs = run([heart, nose], [whole(heart, times, ecg), whole(nose, times, -airflow)])
    ticks = [tick for tick in ticks_of(outputs) if tick.t >= 60]
    assert np.median(values(ticks, "resp_rate")) == pytest.approx(6, abs=0.5)
    # at six breaths a minute its side is known some two minutes after the start
    assert len(values([tick for tick in ticks if tick.t >= 140], "p2t")) >= 0.95 * sum(
        tick.t >= 140 for tick in ticks
    )
    known = silver_p2t(shared_data / "single")
    errors = [
        tick.index("p2t").value / np.median([v for c, v in known if tick.t - 60 <= c <= tick.t])
        for tick in ticks
        if tick.index("p2t").value is not None
    ]
    assert np.median(np.abs(np.array(errors) - 1)) <= 0.05
    whole_record = [p for c, p in known if c > 8]
    assert np.median(values(ticks, "p2t")) == pytest.approx(np.median(whole_record), rel=0.05)
    breaths = [b for b in outputs if isinstance(b, Breath)]
    onsets = np.array([b.t_insp for b in breaths])
    silver = np.array([c for c, _ in known if 8 < c < onsets[-1] + 0.5])
    assert np.mean(np.abs(nearest(onsets, silver)) < 0.5) >= 0.9


def test_a_lasting_fault_is_told_once() -> None:
    """No notice is repeated while nothing changes."""
    times = np.arange(250 * 90) / 250
    outputs = run([ECG_SPEC], [whole(ECG_SPEC, times + 0.1, np.ones(len(times)))])
    assert len([n for n in outputs if isinstance(n, Notice)]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["P11_baseline", "P21_C_Hard"])
def test_a_belt_worn_upside_down_never_gives_p2t(shared_data: Path, name: str) -> None:
    """Its phases are swapped: what it gives is not RSA (methods 1.4), however plausible."""
    signals = native_signals(shared_data / "dyad" / f"{name}.npz")
    turned = [replace(s, values=-s.values) if s.signal == "respiration" else s for s in signals]
    ticks = played(turned)
    found = [tick.index("p2t") for tick in ticks if tick.t > 60]
    assert not any(index.value is not None for index in found)
    assert any(Reason.RESP_INVERTED in index.reasons for index in found)


@pytest.mark.slow
def test_an_airflow_that_points_down_never_gives_p2t(shared_data: Path) -> None:
    path = shared_data / "single" / "garcia_ecg1_resp1.npz"
    ticks = played(recorded_signals(path), labels={"respiration": "airflow"})
    found = [tick.index("p2t") for tick in ticks if tick.t > 60]
    assert not any(index.value is not None for index in found)
    told = [
        set(index.reasons) & {Reason.RESP_INVERTED, Reason.RESP_SIDE_UNKNOWN} for index in found
    ]
    assert all(told)
    assert sum(Reason.RESP_INVERTED in why for why in told) > 0.6 * len(told)


def played(signals: list[PlayedSignal], labels: dict[str, str] | None = None) -> list[Tick]:
    """Return the ticks of recorded signals, fed as they would arrive."""
    names = labels or {}
    specs = {
        s.signal: StreamSpec(
            f"client-{s.signal}", s.signal, s.signal, "x", Role(s.signal), "client", s.unit,
            s.nominal_rate, labels=(names.get(s.signal, s.signal),),
        )
        for s in signals
    }  # fmt: skip
    start = min(s.times[0] for s in signals)
    engine = PersonEngine(
        "client", list(specs.values()), STANDARD, session_zero=float(np.floor(start))
    )
    outputs: list[EngineOutput] = []
    for s in signals:
        stream_id = specs[s.signal].stream_id
        engine.feed(ClockOffset(stream_id, 0, 0.0, 1e-4))
        outputs += engine.feed(Chunk(stream_id, 0, s.times + 1.0, s.values))
    return [output for output in outputs if isinstance(output, Tick)]
