"""Indices against analytic truth (oracles O1-O5, O17, O41 of the methods specification)."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from processing.indices.breathed import Breathed, BreathLog, ScoredBreath
from processing.indices.indices import compute_indices, missing_indices, rmssd, valid_pairs
from processing.indices.window import Gates, TickWindow
from processing.signals.intervals import Intervals, no_intervals
from processing.signals.respiration import make_cycle, peak_to_trough
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, IndexValue, Status
from tests.unit.processing._synthetic import beats_g

PHASES = np.arange(8) * np.pi / 4
WINDOW = TickWindow(t=100, hr_s=30, vagal_s=60, heart="ecg", resp_unit="a.u.")


def intervals_of(beats: FloatArray, flagged: tuple[int, ...] = ()) -> Intervals:
    n = len(beats) - 1
    flags = np.zeros(n, dtype=bool)
    flags[list(flagged)] = True
    joined = np.ones(n, dtype=bool)
    joined[0] = False
    return Intervals(
        beats[:-1],
        beats[1:],
        1000 * np.diff(beats),
        joined,
        flags,
        np.zeros(n, bool),
        np.zeros(n, bool),
    )


def from_rr(rr_ms: list[float], flagged: tuple[int, ...] = ()) -> Intervals:
    return intervals_of(np.cumsum([0.0, *rr_ms]) / 1000, flagged)


def breaths_of(
    beats: FloatArray, *, f: float, phase: float, shift: float = 0.0
) -> list[ScoredBreath]:
    """Return breaths that rise while RR of G falls, scored with the beats."""
    intervals = intervals_of(beats)
    first = (np.pi / 2 - phase) / (2 * np.pi * f)
    starts = first + np.arange(-2, int(beats[-1] * f) + 1) / f + shift
    scored = []
    for t_insp in starts[starts > beats[0] + shift]:
        cycle = make_cycle(t_insp, t_insp + 0.5 / f, t_insp + 1 / f, 100.0)
        if cycle.t_end < beats[-1] - 3:
            scored.append(ScoredBreath(cycle, *peak_to_trough(cycle, intervals)))
    return scored


def indices_at(
    t: int,
    intervals: Intervals,
    breaths: list[ScoredBreath] | None = None,
    gates: Gates | None = None,
    **changes: object,
) -> dict[str, IndexValue]:
    window = dataclasses.replace(WINDOW, t=t, **changes)
    breathed = BreathLog(breaths or ()).between(t - window.vagal_s, t)
    values = compute_indices(window, intervals, breathed, gates or Gates())
    return {value.name: value for value in values}


@pytest.mark.oracle("O1")
def test_o1_rmssd_of_five_known_intervals() -> None:
    intervals = from_rr([800, 810, 790, 805, 795])
    assert rmssd(intervals.rr, valid_pairs(intervals)) == pytest.approx(14.361407, abs=1e-6)


@pytest.mark.oracle("O2")
def test_o2_a_flagged_interval_takes_both_its_pairs_out() -> None:
    intervals = from_rr([800, 810, 790, 805, 795], flagged=(2,))
    assert rmssd(intervals.rr, valid_pairs(intervals)) == pytest.approx(10.0, abs=1e-9)


@pytest.mark.oracle("O3")
@pytest.mark.parametrize("f", [0.15, 0.25, 0.40])
def test_o3_rmssd_of_sinusoidal_rsa(f: float) -> None:
    m, amplitude = 0.85, 0.05
    found = []
    for phase in PHASES:
        intervals = intervals_of(beats_g(m, amplitude, f, phase, duration=300))
        found.append(indices_at(290, intervals, vagal_s=120)["rmssd"].value)
    expected = np.sqrt(2) * 1000 * amplitude * abs(np.sin(np.pi * f * m))
    assert np.mean(found) == pytest.approx(expected, rel=0.005)


@pytest.mark.oracle("O5")
@pytest.mark.parametrize("f", [0.15, 0.25, 0.40])
def test_o5_p2t_of_sinusoidal_rsa(f: float) -> None:
    m, amplitude = 0.85, 0.05
    found = []
    for phase in PHASES:
        beats = beats_g(m, amplitude, f, phase, duration=300)
        found += [b.p2t_ms for b in breaths_of(beats, f=f, phase=phase) if b.p2t_ms is not None]
    expected = 2000 * amplitude * np.sin(np.pi * f * m) / (np.pi * f * m)
    assert -0.04 <= np.mean(found) / expected - 1 <= 0.01


@pytest.mark.oracle("O17")
def test_o17_a_constant_rhythm_has_no_ln_rmssd() -> None:
    values = indices_at(100, from_rr([800.0] * 200))
    assert values["rmssd"].value == pytest.approx(0.0, abs=1e-6)
    assert values["ln_rmssd"].value is None
    assert values["ln_rmssd"].reasons == (Reason.BELOW_FLOOR,)


@pytest.mark.oracle("O72")
def test_cvsd_is_rmssd_in_relation_to_the_mean_interval() -> None:
    """The same share of another interval is the same value; the same ms is not."""
    swing = np.tile([0.0, 40.0], 60)
    slow, fast = (indices_at(60, from_rr(m + swing)) for m in (880.0, 730.0))
    share = indices_at(60, from_rr((880.0 + swing) * 0.83))
    assert slow["rmssd"].value == pytest.approx(fast["rmssd"].value, rel=1e-6)
    assert slow["ln_cvsd"].value == pytest.approx(np.log(40 / 900), abs=1e-3)
    assert fast["ln_cvsd"].value == pytest.approx(np.log(40 / 750), abs=1e-3)
    assert share["ln_cvsd"].value == pytest.approx(slow["ln_cvsd"].value, abs=1e-3)
    assert slow["ln_cvsd"].se == slow["ln_rmssd"].se


@pytest.mark.oracle("O41")
def test_o41_p2t_knows_beats_relative_to_breaths_only() -> None:
    f, phase = 0.25, 0.4
    beats = beats_g(0.85, 0.05, f, phase, duration=200)
    here = [b.p2t_ms for b in breaths_of(beats, f=f, phase=phase)][2:]
    intervals = intervals_of(beats + 1000.25)
    there = [
        peak_to_trough(
            make_cycle(*(t + 1000.25 for t in (c.t_insp, c.t_exp, c.t_end)), 100.0), intervals
        )[0]
        for c in (b.cycle for b in breaths_of(beats, f=f, phase=phase)[2:])
    ]
    assert there == pytest.approx(here, abs=1e-6)
    beats_alone = [b.p2t_ms for b in breaths_of(beats, f=f, phase=phase, shift=-0.5)][2:]
    assert abs(np.median(beats_alone) - np.median(here)) > 5


def test_heart_rate_is_the_inverse_of_the_mean_usable_interval() -> None:
    rr = [1000.0] * 100
    rr[85] = 700.0
    value = indices_at(100, from_rr(rr, flagged=(85,)))["hr"]
    assert value.value == pytest.approx(60.0)
    assert value.t0 == 70
    assert value.t1 == 100


@pytest.mark.parametrize(
    ("n_flagged", "status"),
    [(1, Status.OK), (4, Status.DEGRADED), (8, Status.MISSING)],
)
def test_flagged_intervals_degrade_and_then_forbid_the_vagal_index(
    n_flagged: int, status: Status
) -> None:
    rng = np.random.default_rng(1)
    rr = list(1000 + 20 * rng.standard_normal(110))
    flagged = tuple(range(45, 45 + 6 * n_flagged, 6))
    value = indices_at(100, from_rr(rr, flagged))["ln_rmssd"]
    assert value.status is status
    assert (Reason.FLAGGED_INTERVALS in value.reasons) is (status is not Status.OK)


def test_many_flags_in_a_good_waveform_are_told_as_arrhythmia() -> None:
    rr = [1000.0] * 110
    flagged = tuple(range(45, 93, 6))
    intervals = from_rr(rr, flagged)
    assert Reason.ARRHYTHMIA in indices_at(100, intervals)["rmssd"].reasons
    noisy = dataclasses.replace(intervals, beat_failed=intervals.flagged)
    assert Reason.ARRHYTHMIA not in indices_at(100, noisy)["rmssd"].reasons
    assert Reason.ARRHYTHMIA not in indices_at(100, intervals, heart="rr")["rmssd"].reasons


def shapes_failed(share: float, deviant: int = 0) -> Intervals:
    """Return intervals of which some are flagged for a beat's shape alone, and some deviate."""
    intervals = from_rr([800.0] * 137)
    shape = (np.arange(137) * 0.618) % 1 < share
    off = np.isin(np.arange(137), np.arange(100, 100 + 2 * deviant, 2))
    return dataclasses.replace(
        intervals, flagged=shape | off, shape_only=shape & ~off, beat_failed=shape
    )


def test_heart_rate_survives_beats_of_a_strange_shape_in_a_regular_rhythm() -> None:
    hr = indices_at(105, shapes_failed(0.45))["hr"]
    assert hr.value == pytest.approx(75)
    assert hr.status is Status.DEGRADED
    assert hr.reasons == (Reason.POOR_SIGNAL,)
    assert indices_at(105, shapes_failed(0.45))["rmssd"].value is None
    assert indices_at(105, shapes_failed(0.1))["hr"].status is Status.OK


def test_heart_rate_is_missing_when_the_rhythm_or_most_shapes_fail() -> None:
    for intervals in (shapes_failed(0.45, deviant=6), shapes_failed(0.7)):
        hr = indices_at(105, intervals)["hr"]
        assert hr.value is None
        assert Reason.LOW_COVERAGE in hr.reasons


def test_half_a_window_of_beats_is_missing_with_its_reasons() -> None:
    intervals = intervals_of(np.arange(80.0, 101.0, 0.8))
    values = indices_at(100, intervals, gates=Gates(poor=(Reason.FLAT,), poor_hr=(Reason.FLAT,)))
    assert values["rmssd"].reasons == (
        Reason.TOO_FEW_PAIRS, Reason.LOW_COVERAGE, Reason.FLAT,
    )  # fmt: skip
    assert values["hr"].value is None
    assert Reason.LOW_COVERAGE in values["hr"].reasons


def test_no_pair_crosses_a_gap() -> None:
    intervals = intervals_of(np.cumsum([0.0] + [0.8, 1.0] * 60))
    assert indices_at(100, intervals)["rmssd"].value == pytest.approx(200.0)
    torn = dataclasses.replace(intervals, joined=np.zeros(len(intervals), bool))
    assert indices_at(100, torn)["rmssd"].value is None


def test_p2t_needs_enough_valid_breaths() -> None:
    f, phase = 0.25, 0.0
    beats = beats_g(0.85, 0.05, f, phase, duration=150)
    breaths = breaths_of(beats, f=f, phase=phase)
    good = indices_at(100, intervals_of(beats), breaths)
    assert good["p2t"].status is Status.OK
    assert good["ln_p2t"].value == pytest.approx(np.log(good["p2t"].value + 1))
    assert good["p2t"].n_breaths == 15
    lost = [
        dataclasses.replace(b, p2t_ms=None, reasons=(Reason.FLAGGED_IN_BREATH,)) if i % 2 else b
        for i, b in enumerate(breaths)
    ]
    bad = indices_at(100, intervals_of(beats), lost)["p2t"]
    assert bad.value is None
    assert bad.reasons == (Reason.TOO_FEW_VALID_BREATHS, Reason.FLAGGED_IN_BREATH)


def test_p2t_of_a_breath_with_a_flagged_interval_is_missing() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=60)
    intervals = intervals_of(beats, flagged=(24,))
    at = beats[24]
    inside = make_cycle(at - 1.0, at + 1.0, at + 3.0, 1.0)
    assert peak_to_trough(inside, intervals) == (None, (Reason.FLAGGED_IN_BREATH,))
    after = make_cycle(at + 1.5, at + 3.5, at + 5.5, 1.0)
    assert peak_to_trough(after, intervals)[0] is not None


def test_p2t_of_a_breath_over_a_gap_in_the_beats_is_missing() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=60)
    intervals = intervals_of(beats)
    keep = np.arange(len(intervals)) != 20
    torn = intervals.where(keep)
    torn.joined[20] = False
    at = beats[20]
    cycle = make_cycle(at - 1.0, at + 1.0, at + 3.0, 1.0)
    assert peak_to_trough(cycle, torn) == (None, (Reason.FLAGGED_IN_BREATH,))


def test_pulse_delay_moves_beats_against_breath() -> None:
    f, phase = 0.25, 0.4
    beats = beats_g(0.85, 0.05, f, phase, duration=100)
    intervals, late = intervals_of(beats), intervals_of(beats + 0.25)
    for breath in breaths_of(beats, f=f, phase=phase)[2:-2]:
        direct = peak_to_trough(breath.cycle, intervals)[0]
        assert peak_to_trough(breath.cycle, late, delay_s=0.25)[0] == pytest.approx(direct)


def test_pulse_and_strap_sources_carry_their_reservations() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=150)
    breaths = breaths_of(beats, f=0.25, phase=0.0)
    pulse = indices_at(100, intervals_of(beats), breaths, heart="ppg")
    assert pulse["hr"].status is Status.OK
    assert pulse["rmssd"].reasons == (Reason.PPG_PRV,)
    strap = indices_at(100, intervals_of(beats), breaths, heart="rr")
    assert strap["rmssd"].status is Status.OK


@pytest.mark.oracle("O61")
def test_a_strap_alone_has_no_p2t() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=150)
    breaths = breaths_of(beats, f=0.25, phase=0.0)
    strap = indices_at(100, intervals_of(beats), breaths, heart="rr")
    for name in ("p2t", "ln_p2t", "ln_p2t_adjusted"):
        assert strap[name].value is None
        assert strap[name].reasons == (Reason.RR_TIME_UNCERTAIN,)
    late = intervals_of(beats + 0.5)
    cycles = [breath.cycle for breath in breaths if 10 < breath.cycle.t_insp < 140]
    true = np.mean([peak_to_trough(cycle, intervals_of(beats))[0] for cycle in cycles])
    shifted = np.mean([peak_to_trough(cycle, late)[0] for cycle in cycles])
    assert shifted < 0.85 * true
    assert peak_to_trough(cycles[0], late, placed=False) == (None, (Reason.RR_TIME_UNCERTAIN,))


def test_a_short_window_scales_its_counts_and_says_so() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=150)
    value = indices_at(100, intervals_of(beats), vagal_s=30)["rmssd"]
    assert value.status is Status.DEGRADED
    assert value.reasons == (Reason.ULTRA_SHORT,)
    assert 15 <= value.n_pairs < 40


def test_standard_errors_shrink_with_the_counts() -> None:
    beats = beats_g(0.85, 0.05, 0.25, 0.0, duration=150)
    value = indices_at(100, intervals_of(beats))["ln_rmssd"]
    assert value.se == pytest.approx(0.9 / np.sqrt(value.n_pairs))


def test_irregular_breathing_is_told() -> None:
    ends = np.cumsum([20.0, *([2.5, 6.0] * 12)])
    breaths = [
        ScoredBreath(make_cycle(a, a + 1, b, 1.0), 40.0, ()) for a, b in itertools.pairwise(ends)
    ]
    rate = indices_at(100, no_intervals(), breaths)["resp_rate"]
    assert rate.status is Status.DEGRADED
    assert rate.reasons == (Reason.RESP_IRREGULAR,)


def test_every_missing_index_says_why() -> None:
    for value in compute_indices(WINDOW, no_intervals(), Breathed(), Gates()):
        assert value.value is None
        assert value.status is Status.MISSING
        assert value.reasons
    alone = dataclasses.replace(WINDOW, heart="", resp_unit=None)
    for value in compute_indices(alone, no_intervals(), Breathed(), Gates()):
        assert value.reasons == (Reason.NO_STREAM,)
    for value in missing_indices(WINDOW, Reason.STALL):
        assert value.reasons == (Reason.STALL,)
