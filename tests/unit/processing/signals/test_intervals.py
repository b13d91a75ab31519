"""Which intervals are flagged (methods 3.2; oracles O21, O43)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import wfdb
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from processing.indices.indices import rmssd
from processing.signals.flags import FLAG_REASONS, flag_intervals
from processing.signals.intervals import FINAL_AFTER_S, BeatSeries, IntervalTable
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray
from tests.unit.processing._synthetic import beats_g


def flags_of(rr: FloatArray, **changes: object) -> FloatArray:
    n = len(rr)
    joined = np.arange(n) > 0
    arguments = {"joined": joined, "beats_ok": np.ones(n, bool), **changes}
    return flag_intervals(rr, **arguments)


def min_of(*numbers: float) -> float:
    """Return the least, without those that do not exist."""
    return min((x for x in numbers if not math.isnan(x)), default=math.inf)


def naive_flags(rr: FloatArray, joined: FloatArray, ok: FloatArray) -> list[list[bool]]:
    """The rule written down interval by interval with numpy's percentiles."""
    n, rows = len(rr), []

    def qd(x: list[float]) -> float:
        return float(np.subtract(*np.percentile(x, (75, 25)))) / 2 if len(x) else 0.0

    def d(j: int) -> float | None:
        return rr[j] - rr[j - 1] if 0 < j < n and joined[j] else None

    def joins(i: int, j: int) -> bool:
        """Interval j is there, and no gap lies between it and interval i."""
        return 0 <= j < n and all(joined[q] for q in range(min(i, j) + 1, max(i, j) + 1))

    def abrupt(k: int) -> bool:
        def short(i: int) -> bool:
            """Intervals i and i + 1 are short between two long ones, or a short-long pair."""
            if not (i > 0 and joins(i - 1, i + 2)):
                return False
            a, b, c, e = rr[i - 1 : i + 3]
            return max(b, c) < 0.65 * min(a, e) or (b < 0.9 * a and c > 1.35 * b and e < 0.95 * c)

        alone = k > 0 and joins(k - 1, k + 1) and max(rr[k - 1], rr[k + 1]) < 0.65 * rr[k]
        return bool(alone or short(k) or short(k - 1))

    for k in range(n):
        low, high = max(0, k - 45), min(n - 1, k + 3)
        m = np.median(rr[max(0, k - 5) : high + 1])
        near = [abs(x) for j in range(max(low + 1, k - 44), high + 1) if (x := d(j)) is not None]
        th1 = max(5.2 * qd(near), 60, 1.5 * np.median(near) if near else 0)
        own = 5.2 * qd(list(rr[low : high + 1]))
        th2 = np.clip(own, 0.15 * m, 0.30 * m)
        a, b = d(k), d(k + 1)
        off = rr[k] - m

        def share(j: int) -> float:
            return (rr[j] - m) / off if off and joins(k, j) else math.nan  # noqa: B023

        one = two = False
        for step in (-1, 1):
            beside = share(k + step) >= 0.4
            beside = beside and bool(off > 0 or rr[k] + rr[k + step] > 1.4 * m)
            one, two = one or beside, two or (beside and share(k + 2 * step) >= 0.2)
        calm = abs(off) <= max(own, 0.15 * m) and not min_of(share(k - 1), share(k + 1)) < -0.2
        sure = calm and two and abs(off) < m
        slows = 0 < off < 0.5 * m and share(k - 1) > -0.2
        slows = slows and share(k + 1) >= 0.75 and share(k + 2) >= 0.75
        sure = sure or slows
        swing = sure or (calm and one and abs(off) < 0.5 * m)
        jumps = a is not None and b is not None and abs(a) > th1 and abs(b) > th1 and a * b < 0
        rows.append([
            rr[k] < 300 or rr[k] > 2000, bool(abs(off) > th2 and not swing) or abrupt(k),
            bool(jumps and abs(off) > 0.07 * m and not sure), not ok[k], False,
        ])  # fmt: skip
    return rows


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 130))
def test_flags_are_those_of_the_rule_written_down_plainly(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    swing = rng.choice([0, 150, 250]) * np.sin(2 * np.pi * rng.uniform(0.08, 0.25) * np.arange(n))
    rr = 850 + swing + rng.choice([10, 40]) * rng.standard_normal(n)
    odd = rng.random(n) < 0.08
    rr[odd] *= rng.uniform(0.3, 2.6, odd.sum())
    joined = rng.random(n) > 0.05
    joined[0] = False
    ok = rng.random(n) > 0.05
    found = flag_intervals(rr, joined=joined, beats_ok=ok)
    assert found[:, :5].tolist() == naive_flags(rr, joined, ok)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_incremental_flags_equal_the_vectorised_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rr = 850 + 40 * rng.standard_normal(160)
    rr[rng.random(160) < 0.08] *= 1.7
    ok = rng.random(161) > 0.04
    times = np.cumsum([0.3, *(rr / 1000)])
    gaps = set(rng.integers(1, 160, 2).tolist())
    kept = np.array([i for i in range(160) if i not in gaps])
    # flags wait for three intervals, and no longer than this
    assume(np.all(times[kept[3:] + 1] - times[kept[:-3] + 1] < FINAL_AFTER_S))
    series, final = BeatSeries(), []
    series.append(times[0], None, beat_ok=bool(ok[0]))
    for second in range(int(times[-1]) + 6):
        for i in np.flatnonzero((times[1:] >= second) & (times[1:] < second + 1)):
            value = None if i in gaps else float(rr[i])
            series.append(times[i + 1], value, beat_ok=bool(ok[i + 1]))
        final += series.finalise(second + 1)
        series.prune(second - 90)
    joined = np.array([i > 0 and i - 1 not in gaps for i in kept])
    expected = flag_intervals(rr[kept], joined=joined, beats_ok=ok[kept] & ok[kept + 1])
    found = [reasons for beat, reasons in final if beat.rr_ms is not None]
    names = [tuple(r for r, on in zip(FLAG_REASONS, row, strict=True) if on) for row in expected]
    assert found == names


def test_an_interval_is_final_when_three_follow_or_after_five_seconds() -> None:
    series = BeatSeries()
    for i in range(6):
        series.append(0.8 * i, 800.0 if i else None, beat_ok=True)
    assert [beat.time for beat, _ in series.finalise(4.2)] == pytest.approx([0.0, 0.8, 1.6])
    assert series.finalise(7.3) == []
    assert [beat.time for beat, _ in series.finalise(7.5)] == pytest.approx([2.4])
    assert [beat.time for beat, _ in series.finalise(9.1)] == pytest.approx([3.2, 4.0])


def test_a_missed_and_an_extra_beat_are_flagged() -> None:
    beats = beats_g(0.85, 0.03, 0.25, 0.0, duration=120)
    rr = 1000 * np.diff(np.delete(beats, 60))
    assert flags_of(rr)[59].any()
    rr = 1000 * np.diff(np.sort(np.append(beats, beats[60] + 0.4)))
    assert flags_of(rr)[60].any()
    assert flags_of(rr)[61].any()


def test_limits_are_those_of_the_source() -> None:
    rr = np.full(20, 320.0)
    assert not flags_of(rr).any()
    assert flags_of(rr, limits_ms=(60000 / 180, 60000 / 35))[:, 0].all()


def test_a_failed_beat_flags_both_its_intervals() -> None:
    series = BeatSeries()
    for i in range(12):
        series.append(0.8 * i, 800.0 if i else None, beat_ok=i != 5)
    reasons = [why for _, why in series.finalise(100.0)]
    assert reasons[5] == reasons[6] == (Reason.BEAT_QUALITY,)
    assert not any(reasons[7:])


@pytest.mark.oracle("O43")
@pytest.mark.parametrize("f", [0.1, 0.15, 0.25, 0.3])
@pytest.mark.parametrize("amplitude", [0.02, 0.05, 0.1])
def test_o43_clean_rsa_is_not_flagged(amplitude: float, f: float) -> None:
    rr = 1000 * np.diff(beats_g(0.85, amplitude, f, 0.3, duration=600))
    assert flags_of(rr).any(axis=1).mean() <= 0.001


@pytest.mark.oracle("O43")
@pytest.mark.parametrize("f", [0.1, 0.15, 0.25])
def test_o43_very_large_rsa_is_not_flagged(f: float) -> None:
    for phase in np.arange(8) * np.pi / 4:
        rr = 1000 * np.diff(beats_g(0.85, 0.2, f, phase, duration=600))
        assert flags_of(rr).any(axis=1).mean() <= 0.01


@pytest.mark.parametrize("bpm", [20, 30, 40])
def test_a_steep_change_of_heart_rate_is_not_flagged(bpm: float) -> None:
    times = [0.3]
    while times[-1] < 120:
        rate = 60 + bpm * np.interp(times[-1], [40, 48, 80, 88], [0, 1, 1, 0])
        times.append(times[-1] + 60 / rate + 0.01 * np.sin(2 * np.pi * 0.25 * times[-1]))
    assert not flags_of(1000 * np.diff(times)).any()


@pytest.mark.parametrize("amplitude", [0.03, 0.2])
@pytest.mark.parametrize("f", [0.1, 0.15])
def test_single_artefacts_are_flagged_however_large_rsa_is(amplitude: float, f: float) -> None:
    beats = beats_g(0.85, amplitude, f, 0.4, duration=120)
    small = amplitude < 0.05
    for k in range(60, 75):
        early, extra = beats.copy(), np.append(beats, (beats[k] + beats[k - 1]) / 2)
        early[k] -= 0.4 * (beats[k] - beats[k - 1])
        flags = flags_of(1000 * np.diff(early))[k - 1 : k + 1]
        assert flags[:, :3].any()
        assert not small or named(flags) == {Reason.ECTOPIC_BEAT}
        flags = flags_of(1000 * np.diff(np.delete(beats, k)))[k - 1 : k]
        assert flags[:, :3].any()
        assert not small or named(flags) == {Reason.MISSED_BEAT}
        flags = flags_of(1000 * np.diff(np.sort(extra)))[k - 1 : k + 1]
        assert flags[:, :3].any()
        assert not small or named(flags) == {Reason.EXTRA_BEAT}


def test_ectopic_beats_are_flagged_however_many_there_are() -> None:
    beats = beats_g(0.85, 0.03, 0.25, 0.4, duration=200)
    early = np.arange(20, 200, 7)
    beats[early] -= 0.22 * (beats[early] - beats[early - 1])
    flags = flags_of(1000 * np.diff(beats))
    assert flags[early - 1, :3].any(axis=1).all()
    assert flags[early, :3].any(axis=1).all()


def named(flags: FloatArray) -> set[Reason]:
    """Return what the flagged intervals look like."""
    return {FLAG_REASONS[place] for row in flags for place in np.flatnonzero(row) if place >= 5}


@pytest.mark.oracle("O66")
@pytest.mark.parametrize("before", [12, 45])
def test_a_heart_that_slows_within_a_beat_is_not_flagged(before: int) -> None:
    rng = np.random.default_rng(before)
    step = [661.0, 666.0, 669.0, 822.0, 904.0, 926.0]
    fast = 665 + 12 * np.sin(1.4 * np.arange(before)) + rng.normal(0, 6, before)
    slow = 930 + 12 * np.sin(1.4 * np.arange(30)) + rng.normal(0, 6, 30)
    rr = np.concatenate((fast, step, slow))
    assert not flags_of(rr).any()
    at = before + 3
    for after in ([664.0, 668.0, 663.0], [904.0, 668.0, 663.0]):
        back = np.concatenate((rr[: at + 1], after, fast))
        assert flags_of(back)[at].any(), "one or two long intervals are no slowing"
    missed = np.concatenate((fast, [2 * 665.0, 666.0, 664.0], fast))
    assert flags_of(missed)[before].any()


def test_what_an_interval_looks_like_alone_flags_nothing() -> None:
    rng = np.random.default_rng(3)
    rr = 850 * rng.uniform(0.4, 2.2, 400)
    flags = flags_of(rr)
    assert not (flags[:, 5:].any(axis=1) & ~flags[:, :3].any(axis=1)).any()


@pytest.mark.oracle("O43")
def test_o43_large_irregular_swings_of_a_real_heart_are_not_flagged(shared_data: Path) -> None:
    silver = np.loadtxt(
        shared_data / "single" / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", skiprows=1
    )[:, 2]
    assert not flags_of(1000 * np.diff(silver)).any()


def mitdb_beats(folder: Path) -> tuple[FloatArray, list[str]]:
    annotation = wfdb.rdann(str(folder / "single" / "mitdb_100" / "100"), "atr")
    chosen = [i for i, symbol in enumerate(annotation.symbol) if symbol in "NAV"]
    return annotation.sample[chosen] / 360.0, [annotation.symbol[i] for i in chosen]


@pytest.mark.oracle("O21")
def test_o21_ectopic_beats_of_mit_bih_100_are_flagged(shared_data: Path) -> None:
    times, symbols = mitdb_beats(shared_data)
    flagged = flags_of(1000 * np.diff(times)).any(axis=1)
    odd = np.array([s != "N" for s in symbols])
    touching = odd[:-1] | odd[1:]
    assert touching.sum() == 68
    assert flagged[touching].sum() >= 64
    assert flagged[~touching].sum() <= 2


@pytest.mark.oracle("O19")
def test_o19_normal_beats_of_mit_bih_100(shared_data: Path) -> None:
    times, symbols = mitdb_beats(shared_data)
    rr = 1000 * np.diff(times)
    normal = np.array([s == "N" for s in symbols])
    ok = normal[:-1] & normal[1:]
    pairs = ok[:-1] & ok[1:]
    assert rmssd(rr, pairs) == pytest.approx(27.480, abs=0.05)
    assert np.std(rr[ok], ddof=1) == pytest.approx(35.961, abs=0.05)
    assert 60000 / rr[ok].mean() == pytest.approx(75.471, abs=0.05)


@pytest.mark.oracle("O20")
def test_o20_rmssd_per_minute_of_mit_bih_100_survives_its_ectopic_beats(
    shared_data: Path,
) -> None:
    times, symbols = mitdb_beats(shared_data)
    rr = 1000 * np.diff(times)
    normal = np.array([s == "N" for s in symbols])
    truth_ok = normal[:-1] & normal[1:]
    ours_ok = ~flags_of(rr).any(axis=1)
    errors = []
    for t0 in np.arange(0, 1800, 60.0):
        inside = (times[:-1] >= t0) & (times[1:] <= t0 + 60)
        values = [
            rmssd(rr, ok[:-1] & ok[1:] & inside[:-1] & inside[1:]) for ok in (ours_ok, truth_ok)
        ]
        errors.append(abs(values[0] / values[1] - 1))
    assert np.median(errors) <= 0.01
    assert np.percentile(errors, 95) <= 0.05


def test_intervals_that_were_asked_for_stay_what_they_were() -> None:
    series, rng = BeatSeries(), np.random.default_rng(3)
    times = np.cumsum(rng.normal(0.8, 0.05, 700))
    asked = []
    for k, time in enumerate(times):
        series.append(time, 1000 * (time - times[k - 1]) if k else None, beat_ok=k % 50 != 7)
        series.finalise(time)
        found = series.intervals(time - 60)
        asked.append((found, found.rr.copy(), found.flagged.copy()))
        assert found.end[-1] == time if k else len(found) == 0
        series.prune(time - 90)
    for found, rr, flagged in asked:
        np.testing.assert_array_equal(found.rr, rr)
        np.testing.assert_array_equal(found.flagged, flagged)


def test_what_is_given_cannot_change_what_is_held() -> None:
    table = IntervalTable()
    for k in range(5):
        table.add((float(k), k + 1.0, 800.0, True, False, False, False))
    given = table.between(0.0, 4.0)
    with pytest.raises(ValueError, match="read-only"):
        given.rr[0] = 0.0
    table.add((5.0, 6.0, 900.0, True, False, False, False))
    assert table.between(0.0, 10.0).rr.tolist() == [800.0] * 5 + [900.0]
