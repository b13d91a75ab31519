"""Simulated people: their truth is what it says, and the waveforms show it."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.signal import find_peaks

from acquisition.simulator import SCRIPTS, parse_fault, simulate, write_truth
from acquisition.simulator.script import BodyState, Script, ScriptPhase
from acquisition.simulator.sensors import WaveformSource
from acquisition.simulator.signals import PPG_DELAY_S, ecg_mv, ppg_au, respiration_au
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import Simulation, event_texts
from acquisition.simulator.truth_files import p2t_ms, phase_truth
from safehold.core.errors import ConfigError
from safehold.core.markers import decode_marker


def steady(state: BodyState, duration: float = 600.0) -> Simulation:
    script = Script("steady", (ScriptPhase("rest", duration, state, state),), ())
    return simulate(script, ("client",), seed=3)


PURE = BodyState(
    hr_bpm=70, rsa_ms=50, breaths_per_min=15.7, breath_cv=0.0, duty=0.5, lf_ms=0, noise_ms=0
)


@pytest.mark.parametrize("rate", [9.1, 15.7, 23.3])
def test_p2t_of_the_true_beats_is_what_the_formula_says(rate: float) -> None:
    state = replace(PURE, breaths_per_min=rate)
    truth = steady(state).people[0]
    measured = float(np.median(p2t_ms(truth, 0, 600)))
    x = math.pi * rate / 70
    expected = 2 * 50 * math.sin(x) / x
    assert state.expected_p2t_ms() == pytest.approx(expected, rel=1e-12)
    assert -0.05 < measured / expected - 1 < 0.01


def test_rmssd_of_the_true_beats_is_that_of_a_sampled_sinusoid() -> None:
    rr = 1000 * np.diff(steady(PURE).people[0].beats)
    expected = math.sqrt(2) * 50 * abs(math.sin(math.pi * (15.7 / 60) * (60 / 70)))
    assert np.sqrt(np.mean(np.diff(rr) ** 2)) == pytest.approx(expected, rel=0.01)


def test_rr_intervals_swing_at_the_breathing_frequency() -> None:
    truth = steady(PURE).people[0]
    t, rr = truth.beats[1:], 1000 * np.diff(truth.beats)
    grid = np.arange(0, 600, 0.25)
    power = np.abs(np.fft.rfft(np.interp(grid, t, rr) - rr.mean())) ** 2
    peak = np.fft.rfftfreq(len(grid), 0.25)[np.argmax(power)]
    assert peak == pytest.approx(15.7 / 60, abs=0.003)


def test_rr_shortens_through_the_inspiration() -> None:
    truth = steady(PURE).people[0]
    middles = (truth.beats[1:] + truth.beats[:-1]) / 2
    phase, _ = truth.breaths.phase(middles)
    rr = 1000 * np.diff(truth.beats)
    early = rr[phase < 0.6].mean()
    late = rr[(phase > math.pi - 0.3) & (phase < math.pi + 0.3)].mean()
    assert early - late > 80


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    first, again, other = (simulate(SCRIPTS["demo"], seed=seed) for seed in (5, 5, 6))
    for one, two in zip(first.people, again.people, strict=True):
        assert np.array_equal(one.beats, two.beats)
        assert np.array_equal(one.breaths.depth, two.breaths.depth)
    assert not np.array_equal(first.people[0].beats, other.people[0].beats)
    assert not np.array_equal(first.people[0].beats, first.people[1].beats)


@pytest.mark.parametrize("seed", range(5))
def test_the_demo_activates_the_client_and_leaves_the_therapist_alone(seed: int) -> None:
    simulation = simulate(SCRIPTS["demo"], seed=seed)

    def over(person: str, start: float, stop: float) -> tuple[float, float]:
        beats = simulation.person(person).beats
        rr = 1000 * np.diff(beats[(beats >= start) & (beats <= stop)])
        return 60_000 / rr.mean(), math.sqrt(np.mean(np.diff(rr) ** 2))

    (hr0, rmssd0), (hr1, rmssd1) = over("client", 5, 45), over("client", 62, 104)
    assert 14 < hr1 - hr0 < 20
    assert 0.36 < rmssd1 / rmssd0 < 0.58
    (hr0, rmssd0), (hr1, rmssd1) = over("therapist", 5, 45), over("therapist", 62, 104)
    assert abs(hr1 - hr0) < 7
    assert rmssd1 / rmssd0 > 0.65


def test_the_demo_lasts_150_seconds_with_its_phases_at_the_stated_times() -> None:
    script = SCRIPTS["demo"]
    assert script.duration == 150
    codes = [(t, decode_marker(text)) for t, text in event_texts(script)]
    at = {(code, a.get("boundary")): t for t, (code, a) in codes}
    assert at["ph.baseline_start", "point"] == 5
    assert at["ph.baseline_stop", "point"] == 45
    assert at["ev.challenge", "start"] == 55
    assert at["ev.challenge", "stop"] == 105
    assert at["al.rupture.withdrawal", "start"] < at["al.repair", "start"] < 105
    bounds = {phase.name: (start, end) for start, end, phase in script.bounds()}
    assert bounds["baseline"] == (5, 45)
    assert bounds["activation"][0] == 55
    assert bounds["restoration"] == (105, 150)


@pytest.mark.parametrize("name", SCRIPTS)
def test_start_and_stop_of_an_interval_share_an_id(name: str) -> None:
    starts: dict[str, str] = {}
    for _, text in event_texts(SCRIPTS[name]):
        code, attributes = decode_marker(text)
        if attributes["boundary"] == "start":
            starts[code] = attributes["id"]
        if attributes["boundary"] == "stop":
            assert attributes["id"] == starts.pop(code)
    assert not starts


def test_the_full_script_has_a_five_minute_baseline_and_one_at_the_end() -> None:
    bounds = SCRIPTS["full"].bounds()
    assert bounds[0][2].name == "baseline"
    assert bounds[0][1] == 300
    assert bounds[-1][2].name == "end_baseline"
    assert bounds[-1][1] - bounds[-1][0] == 180


def test_states_change_smoothly() -> None:
    script = SCRIPTS["demo"]
    hr = [script.state_at(t, "client").hr_bpm for t in np.arange(50, 70, 0.1)]
    assert max(np.abs(np.diff(hr))) < 0.5
    assert hr[0] < 70
    assert hr[-1] == 85


@pytest.mark.parametrize("rate", [130.0, 250.0, 1000.0])
def test_an_independent_detector_finds_the_true_beats_in_the_ecg(rate: float) -> None:
    simulation = simulate(SCRIPTS["demo"], seed=2)
    truth = simulation.person("client")
    source = WaveformSource(simulation, truth, "ecg", rate=rate, tag="t")
    times, values = source.take(1e9)
    y = values[:, 0].astype(float)
    assert np.array_equal(times, np.arange(len(times)) / rate)
    peaks, _ = find_peaks(y, height=0.6, distance=round(0.25 * rate))
    found = peaks / rate
    expected = truth.beats[(truth.beats > 0.05) & (truth.beats < 149.95)]
    nearest = np.abs(found[:, None] - expected[None, :]).min(axis=0)
    assert len(found) in range(len(expected), len(expected) + 3)
    assert nearest.max() < max(0.004, 0.6 / rate)


def test_the_clean_r_peak_stands_at_the_true_time_within_a_fifth_of_a_millisecond() -> None:
    truth = simulate(SCRIPTS["demo"], seed=2).person("client")
    for beat in truth.beats[20:30]:
        fine = beat + np.arange(-0.01, 0.01, 1e-5)
        assert fine[np.argmax(ecg_mv(truth, fine))] == pytest.approx(beat, abs=2e-4)


def test_the_pulse_wave_follows_each_beat_by_the_stated_delay() -> None:
    truth = simulate(SCRIPTS["demo"], seed=2).person("client")
    grid = np.arange(10, 60, 0.001)
    peaks, _ = find_peaks(ppg_au(truth, grid), height=0.7)
    beats = truth.beats[(truth.beats > 10) & (truth.beats < 59.5)]
    nearest = np.abs(grid[peaks][:, None] - (beats + PPG_DELAY_S)[None, :]).min(axis=0)
    assert nearest.max() < 0.01


def test_the_belt_turns_exactly_at_the_true_breath_times() -> None:
    breaths = simulate(SCRIPTS["demo"], seed=2).person("client").breaths
    truth = simulate(SCRIPTS["demo"], seed=2).person("client")
    for k in range(5, 15):
        peak = breaths.t_exp[k] + np.arange(-0.3, 0.3, 0.001)
        trough = breaths.t_insp[k] + np.arange(-0.3, 0.3, 0.001)
        top, bottom = respiration_au(truth, peak), respiration_au(truth, trough)
        assert peak[np.argmax(top)] == pytest.approx(breaths.t_exp[k], abs=0.002)
        assert trough[np.argmin(bottom)] == pytest.approx(breaths.t_insp[k], abs=0.002)


@settings(max_examples=15, deadline=None)
@given(
    cuts=st.lists(st.floats(0, 40), min_size=0, max_size=12),
    signal=st.sampled_from(["ecg", "ppg", "respiration", "rr"]),
)
def test_a_signal_does_not_depend_on_the_pieces_it_is_taken_in(
    cuts: list[float], signal: str
) -> None:
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)

    def source() -> object:
        return make_sources(simulation, signals=[signal], jitter_s=0.001)[0]

    whole_times, whole = source().take(40.0)  # type: ignore[attr-defined]
    pieces = source()
    taken = [pieces.take(cut) for cut in [*sorted(cuts), 40.0]]  # type: ignore[attr-defined]
    assert np.array_equal(np.concatenate([t for t, _ in taken]), whole_times)
    assert np.array_equal(np.concatenate([v for _, v in taken]), whole)


@settings(max_examples=30, deadline=None)
@given(until=st.one_of(st.floats(0, 200), st.integers(0, 7500).map(lambda k: k / 50)))
@example(until=7 / 50)  # 7 / 50 * 50 is a little above 7
def test_only_samples_before_the_asked_time_are_taken_and_none_after_the_script(
    until: float,
) -> None:
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    times, _ = make_sources(simulation, signals=["respiration"])[0].take(until)
    expected = np.arange(150 * 50) / 50
    assert np.array_equal(times, expected[expected < until])


def test_two_clients_are_two_people() -> None:
    first, second = simulate(SCRIPTS["demo"], ("client", "client2"), seed=4).people
    assert first.role == second.role == "client"
    assert not np.array_equal(first.beats, second.beats)


def test_rr_values_are_the_true_intervals_at_the_beats_that_end_them() -> None:
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    times, values = make_sources(simulation, signals=["rr"])[0].take(1e9)
    beats = simulation.people[0].beats
    assert np.isin(times, beats).all()
    assert np.allclose(values[1:, 0], 1000 * np.diff(times), atol=1e-3)


class TestFaults:
    def values(self, fault: str, signal: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
        good = make_sources(simulation, signals=[signal])[0].take(1e9)
        times, values = make_sources(simulation, signals=[signal], faults=[parse_fault(fault)])[
            0
        ].take(1e9)
        return times, values[:, 0], good[1][:, 0]

    def test_a_dropout_sends_no_samples_and_leaves_the_others_as_they_were(self) -> None:
        times, values, good = self.values("client-ecg:dropout@30-33", "ecg")
        assert not ((times >= 30) & (times < 33)).any()
        assert len(times) == len(good) - 750
        assert np.array_equal(values, np.concatenate((good[:7500], good[8250:])))

    def test_a_flat_sensor_stands_still(self) -> None:
        times, values, good = self.values("client-ecg:flat@30-33", "ecg")
        hit = (times >= 30) & (times < 33)
        assert len(set(values[hit])) == 1
        assert np.array_equal(values[~hit], good[~hit])

    def test_a_dead_belt_shows_nothing_of_the_breath(self) -> None:
        times, values, _ = self.values("client-belt:dead@30-90", "respiration")
        hit = (times >= 30) & (times < 90)
        assert values[hit].std() < 0.01
        assert values[hit].min() > 1.9

    def test_noise_is_added_and_nan_is_sent(self) -> None:
        _, noisy, good = self.values("client-ecg:noise@30-60", "ecg")
        assert (noisy - good)[7500:15000].std() == pytest.approx(0.8, rel=0.05)
        times, values, _ = self.values("client-ecg:nan@30-33", "ecg")
        assert np.isnan(values).sum() == 750
        assert np.isnan(values[(times >= 30) & (times < 33)]).all()

    def test_a_wrong_rate_shows_in_the_stamps_while_the_header_claims_the_other(self) -> None:
        simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
        source = make_sources(
            simulation, signals=["ecg"], faults=[parse_fault("client-ecg:rate=1.1")]
        )[0]
        times, _ = source.take(1e9)
        assert source.info.rate == 250
        assert (len(times) - 1) / (times[-1] - times[0]) == pytest.approx(275)

    @pytest.mark.parametrize(
        "text",
        ["client-ecg", "client-ecg:dead@9-3", "client-ecg:broken@1-2", "client-eeg:dead@1-2",
         "client-ecg:rate", "client-ecg:rate=9", "client-ecg:flat=2", "", "x:dead@1.2.3-4"],
    )  # fmt: skip
    def test_what_is_no_fault_is_refused_with_a_remedy(self, text: str) -> None:
        with pytest.raises(ConfigError) as caught:
            parse_fault(text)
        assert repr(text) in caught.value.message

    def test_a_fault_of_a_signal_that_is_not_there_is_refused(self) -> None:
        simulation = simulate(SCRIPTS["demo"], ("client",))
        with pytest.raises(ConfigError, match="not simulated"):
            make_sources(simulation, signals=["ecg"], faults=[parse_fault("client-ppg:dead@1-2")])

    def test_a_fault_is_written_as_it_is_read(self) -> None:
        for text in ("therapist-respiration:dead@60-90", "client-ecg:rate=1.1"):
            assert str(parse_fault(text)) == text


@pytest.mark.parametrize(
    ("signals", "rates"), [(["eeg"], {}), (["ecg"], {"ecg": 5.0}), (["ecg"], {"eeg": 250.0})]
)
def test_what_cannot_be_simulated_is_refused(signals: list[str], rates: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        make_sources(simulate(SCRIPTS["demo"], ("client",)), signals=signals, rates=rates)


@pytest.mark.parametrize(("people", "seed"), [((), 1), (("client", "client"), 1), (("a",), -1)])
def test_impossible_people_are_refused(people: tuple[str, ...], seed: int) -> None:
    with pytest.raises(ConfigError):
        simulate(SCRIPTS["demo"], people, seed=seed)


def test_the_truth_stands_beside_the_streams(tmp_path: Path) -> None:
    simulation = simulate(SCRIPTS["demo"], seed=2)
    path = write_truth(tmp_path / "truth", simulation, lsl_t0=123.25)
    document = json.loads(path.read_text())
    assert document["lsl_t0"] == 123.25
    assert [r["phase"] for r in document["people"]["client"]][:2] == ["settling", "baseline"]
    with (path.parent / "beats_client.csv").open() as file:
        beats = [float(row["t_s"]) for row in csv.DictReader(file)]
    assert np.array_equal(beats, simulation.person("client").beats)
    with (path.parent / "breaths_therapist.csv").open() as file:
        onsets = [float(row["t_insp_s"]) for row in csv.DictReader(file)]
    assert np.array_equal(onsets, simulation.person("therapist").breaths.t_insp)


def test_truth_that_cannot_be_written_is_a_plain_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_truth(blocked, simulate(SCRIPTS["demo"], ("client",)))


def test_the_rsa_truth_of_the_full_baseline_agrees_with_its_formula() -> None:
    simulation = simulate(SCRIPTS["full"], seed=1)
    baseline = phase_truth(simulation, simulation.person("client"))[0]
    assert baseline["p2t_true_ms"] == pytest.approx(baseline["p2t_expected_ms"], rel=0.15)
    assert baseline["hr_true_bpm"] == pytest.approx(68, abs=1)
    assert baseline["resp_rate_true"] == pytest.approx(14.3, abs=0.5)


def test_speech_makes_breathing_irregular() -> None:
    simulation = simulate(SCRIPTS["full"], seed=1)
    breaths = simulation.person("client").breaths

    def variation(start: float, stop: float) -> float:
        inside = (breaths.t_insp >= start) & (breaths.t_end <= stop)
        lengths = (breaths.t_end - breaths.t_insp)[inside]
        return float(lengths.std() / lengths.mean())

    assert variation(0, 300) < 0.1
    assert variation(310, 540) > 0.3
