"""Injected faults: what is said to be done is what was done, however the streams are read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquisition.simulator import SCRIPTS, SimulatedStreams, parse_fault, simulate, write_truth
from acquisition.simulator.control import KEYS, FaultControl
from acquisition.simulator.faults import AMOUNTS, FaultKind
from safehold.core.errors import ConfigError

RATE = {"ecg": 250.0, "respiration": 50.0}


def streams(*faults: str, signals: tuple[str, ...] = ("ecg",)) -> SimulatedStreams:
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    return SimulatedStreams(
        simulation, signals=signals, faults=[parse_fault(fault) for fault in faults]
    )


def taken(*faults: str, signal: str = "ecg") -> tuple[np.ndarray, np.ndarray]:
    times, values = streams(*faults, signals=(signal,)).sources[0].take(1e9)
    return times, values[:, 0]


def during(times: np.ndarray, start: float, stop: float) -> np.ndarray:
    return (times >= start) & (times < stop)


@pytest.mark.slow
def test_lost_packets_are_whole_packets_about_as_many_as_asked_for_and_counted():
    times, values = taken("client-ecg:loss@30-90,20")
    good_times, good = taken()
    kept = np.isin(good_times, times)
    assert np.array_equal(values, good[kept])
    lost = good_times[~kept]
    assert lost.min() >= 30
    assert lost.max() < 90
    assert 0.15 < len(lost) / (60 * 250) < 0.25
    runs = np.split(lost, np.flatnonzero(np.diff(lost) > 1.5 / 250) + 1)
    assert {len(run) % 10 for run in runs} == {0}  # 40 ms at 250 Hz
    source = streams("client-ecg:loss@30-90,20")
    source.sources[0].take(1e9)
    (report,) = source.report()
    assert report["n_lost"] == len(lost)
    assert report["n_sent"] == len(times)
    assert report["n_made"] == 150 * 250


def test_a_burst_holds_samples_back_and_loses_none():
    source = streams("client-ecg:burst@30-40,2").sources[0]
    at, n_at = [], []
    for until in np.arange(0.1, 45, 0.1):
        times, _ = source.take(float(until))
        at.append(times)
        n_at.append(len(times))
    times = np.concatenate(at)
    assert np.array_equal(times, taken()[0][: len(times)])
    by_step = dict(zip(np.round(np.arange(0.1, 45, 0.1), 1).tolist(), n_at, strict=True))
    held = [by_step[round(30 + k / 10, 1)] for k in range(1, 100)]
    assert sorted({k for k, n in enumerate(held, 1) if n}) in (
        [20, 40, 60, 80],
        [20, 40, 60, 80, 99],
    )
    assert by_step[32.0] == pytest.approx(500, abs=25)
    assert by_step[42.0] == 25


def test_stamps_scatter_drift_and_jump_as_asked_and_values_stay():
    good_times, good = taken()
    for text, expected in (
        ("client-ecg:drift@30-90,200", 200e-6 * np.clip(np.minimum(good_times, 90) - 30, 0, None)),
        ("client-ecg:jump@30-60,-4", np.where(during(good_times, 30, 60), -4.0, 0.0)),
        ("client-ecg:jump@30-,1.7e9", np.where(good_times >= 30, 1.7e9, 0.0)),
    ):
        times, values = taken(text)
        np.testing.assert_allclose(times - good_times, expected, atol=1e-6)
        assert np.array_equal(values, good)
    times, values = taken("client-ecg:jitter@30-90,8")
    scatter = (times - good_times)[during(good_times, 30, 90)]
    assert scatter.std() == pytest.approx(0.008, rel=0.05)
    assert np.abs(scatter).max() <= 0.0241
    assert np.array_equal(times[~during(good_times, 30, 90)],
                          good_times[~during(good_times, 30, 90)])  # fmt: skip


def test_an_inverted_belt_a_railed_sensor_and_movement():
    times, good = taken(signal="respiration")
    hit = during(times, 30, 60)
    _, inverted = taken("client-belt:inverted@30-60", signal="respiration")
    assert np.array_equal(inverted[hit], -good[hit])
    assert np.array_equal(inverted[~hit], good[~hit])
    _, railed = taken("client-belt:rail@30-60", signal="respiration")
    assert set(railed[hit].tolist()) == {2.0}
    ecg_times, ecg = taken()
    hit = during(ecg_times, 30, 60)
    _, moved = taken("client-ecg:motion@30-60,2")
    movement = (moved - ecg)[hit]
    assert movement.std() > 0.8
    power = np.abs(np.fft.rfft(movement)) ** 2
    frequencies = np.fft.rfftfreq(len(movement), 1 / 250)
    assert power[(frequencies > 0.1) & (frequencies < 7)].sum() > 0.95 * power[1:].sum()
    assert np.array_equal(moved[~hit], ecg[~hit])


def test_ectopic_beats_come_early_and_are_followed_by_a_pause_in_every_signal_of_the_heart():
    source = streams("client-ecg:ectopic@30-90,20", signals=("ecg", "rr"))
    truth = source.simulation.person("client")
    sinus = simulate(SCRIPTS["demo"], ("client",), seed=4).people[0]
    odd = np.flatnonzero(truth.ectopic)
    inside = np.count_nonzero(during(sinus.beats, 30, 90))
    assert 0.08 * inside < len(odd) < 0.3 * inside
    assert during(truth.beats[odd], 30, 90).all()
    assert np.diff(odd).min() > 1
    rr, due = truth.rr_ms, sinus.rr_ms
    np.testing.assert_allclose(rr[odd], 0.65 * due[odd])
    np.testing.assert_allclose(rr[odd] + rr[odd + 1], due[odd] + due[odd + 1])
    sent_at, sent_rr = source.sources[1].take(1e9)
    assert np.isin(sent_at, truth.beats).all()
    assert np.isin(truth.beats[odd], sent_at).all()
    np.testing.assert_allclose(sent_rr[:, 0], rr[np.searchsorted(truth.beats, sent_at)], rtol=1e-6)
    times, values = source.sources[0].take(1e9)
    for beat in truth.beats[odd]:  # at each a tall, broad complex
        near = during(times, beat - 0.012, beat + 0.012)
        assert values[near, 0].min() > 0.8
    assert np.array_equal(values[times < 28], taken()[1][times < 28, None])


KINDS = [k for k in FaultKind if k not in (FaultKind.RATE,)]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    cuts=st.lists(st.floats(0, 40), min_size=1, max_size=10),
    signal=st.sampled_from(["ecg", "respiration"]),
)
def test_a_damaged_signal_does_not_depend_on_the_pieces_it_is_taken_in(kind, cuts, signal):
    name = "heart" if kind is FaultKind.ECTOPIC else signal
    fault = f"client-{name}:{kind.value}@7-21"
    whole = streams(fault, signals=(signal,)).sources[0].take(40.0)
    source = streams(fault, signals=(signal,)).sources[0]
    pieces = [source.take(cut) for cut in [*sorted(cuts), 40.0]]
    assert np.array_equal(np.concatenate([t for t, _ in pieces]), whole[0])
    assert np.array_equal(np.concatenate([v for _, v in pieces]), whole[1], equal_nan=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_on_command_is_the_fault_of_the_script(kind):
    signals = ("ecg", "respiration", "rr")
    said: list[str] = []
    live = streams(signals=signals)
    control = FaultControl(live, said.append, lambda: None)
    name = "heart" if kind is FaultKind.ECTOPIC else "ecg"
    control.command(f"client-{name}:{kind.value}@6\n")
    pieces, reached = [], 0.0
    for until in np.arange(1.0, 40.0, 0.37):
        if until > 20 and not said:
            control.apply(reached)
        reached = float(until)
        pieces.append([source.take(reached) for source in live.sources])
    (fault,) = live.faults
    assert fault.stop == pytest.approx(fault.start + 6, abs=1e-5)
    assert str(fault) in said[0]
    scripted = streams(str(fault), signals=signals)
    for k, source in enumerate(scripted.sources):
        times, values = source.take(reached)
        np.testing.assert_allclose(np.concatenate([p[k][0] for p in pieces]), times, atol=1e-9)
        if k < 3:
            got = np.concatenate([p[k][1] for p in pieces])
            np.testing.assert_array_equal(got, values)
    assert live.report() == scripted.report()


def test_keys_begin_and_end_faults_of_the_chosen_stream_and_mistakes_are_said():
    said: list[str] = []
    ended: list[bool] = []
    live = streams(signals=("ecg", "rr"))
    control = FaultControl(live, said.append, lambda: ended.append(True))

    def press(text: str, reached: float) -> str:
        control.command(text)
        live.sources[0].take(reached)
        control.apply(reached)
        return said[-1]

    assert "begins: client-ecg:dropout" in press("d", 3.0)
    assert "ends: client-ecg:dropout" in press("d\n", 5.0)
    assert live.faults[0].stop == 5.0
    live.sources[0].take(9.0)
    assert live.report()[0]["n_lost"] == 500
    assert "client-rr" in press("t", 9.0)
    assert "does not apply to RR intervals" in press("m", 9.1)
    assert "begins: client-heart:ectopic@11.7" in press("e", 9.2)
    assert "begins: client-rr:nan" in press("a", 9.3)
    assert "faults ended" in press("off", 10.0)
    assert live.faults[-1].stop == 10.0
    assert "client-ecg:dropout@3" in press("?", 10.1)
    for mistake in ("therapist-ecg:flat", "client-ecg:rate=1.1", "hello", "client-ecg:loss,900"):
        n = len(live.faults)
        assert "Write" in press(mistake, 10.2) or "People" in said[-1] or "--fault" in said[-1]
        assert len(live.faults) == n
    press("q", 11.0)
    assert ended == [True]
    assert set(KEYS.values()) == set(FaultKind) - {FaultKind.RATE}


@pytest.mark.parametrize(
    "text",
    ["client-ecg:loss,900", "client-ecg:dropout,3", "client-rr:rail", "client-rr:inverted@1-2",
     "client-belt:ectopic", "client-heart:flat", "client-ecg:rate@1-2,1.1",
     "client-ecg:jump,-900"],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_with_a_remedy(text):
    with pytest.raises(ConfigError) as caught:
        parse_fault(text)
    assert repr(text) in caught.value.message


def test_every_kind_is_written_as_it_is_read():
    for kind in FaultKind:
        name = "heart" if kind is FaultKind.ECTOPIC else "ecg"
        amount = f",{AMOUNTS[kind].high:g}" if kind in AMOUNTS else ""
        span = "" if kind is FaultKind.RATE else "@3-9.5"
        fault = parse_fault(f"client-{name}:{kind.value}{span}{amount}")
        assert parse_fault(str(fault)) == fault


def test_the_truth_says_what_was_lost_and_which_beats_were_ectopic(tmp_path: Path):
    source = streams("client-ecg:dropout@10-12.5", "client-ecg:ectopic@20-60,30")
    source.sources[0].take(1e9)
    path = write_truth(tmp_path, source.simulation, faults=source.faults, streams=source.report())
    document = json.loads(path.read_text())
    assert document["faults"] == ["client-ecg:dropout@10-12.5", "client-heart:ectopic@20-60,30"]
    assert document["streams"][0]["n_lost"] == 625
    with (tmp_path / "beats_client.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [int(row["ectopic"]) for row in rows] == [
        int(odd) for odd in source.simulation.person("client").ectopic
    ]
