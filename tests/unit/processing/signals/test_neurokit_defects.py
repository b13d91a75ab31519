"""What NeuroKit2 0.3.0 does wrong, pinned (methods 1.9, N1-N20; oracle O28).

Each test asserts the *defect*. When one fails, upstream has mended it: read the message, take the
workaround out of safehold where one is named, and drop the test.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import neurokit2 as nk
import numpy as np
import pandas as pd
import pytest

from safehold.core.types import FloatArray
from tests.unit.processing._synthetic import beats_g, ecg

FS, F = 250, 0.25


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def mended(number: str, then: str) -> str:
    return f"NeuroKit2 has mended {number}: {then}"


def rsa_inputs(first: float, duration: float) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """Return beats with RSA of 2A sin(pi f m) / (pi f m) = 92.7 ms, and breathing in step."""
    n = int(duration * FS)
    samples = np.round(beats_g(0.85, 0.05, F, 0.0, duration=duration - 1, first=first) * FS)
    samples = samples.astype(int)
    samples = samples[samples < n]
    peaks = np.zeros(n, dtype=int)
    peaks[samples] = 1
    rate = nk.signal_rate(samples, sampling_rate=FS, desired_length=n)
    heart = pd.DataFrame({"ECG_Rate": rate, "ECG_R_Peaks": peaks})
    breath, _ = nk.rsp_process(-np.sin(2 * np.pi * F * np.arange(n) / FS), sampling_rate=FS)
    return heart, breath, {"ECG_R_Peaks": samples, "sampling_rate": FS}


@pytest.fixture(scope="module")
def rsa() -> dict[str, dict[str, float]]:
    """RSA by the documented call and by the one without peaks, first beat at 2 s."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        heart, breath, info = rsa_inputs(2.0, 60)
        return {
            "documented": nk.hrv_rsa(heart, breath, info, sampling_rate=FS),
            "without": nk.hrv_rsa(heart, breath, sampling_rate=FS),
        }


def hf(beats: FloatArray, **options: object) -> float:
    samples = np.round(beats * 1000).astype(int)
    return float(nk.hrv_frequency(samples, sampling_rate=1000, **options)["HRV_HF"].iloc[0])


def fix(beats_ms: np.ndarray, sampling_rate: int = 1000) -> tuple[dict, np.ndarray]:
    return nk.signal_fixpeaks(beats_ms, sampling_rate=sampling_rate, iterative=True,
                              method="Kubios")  # fmt: skip


BEATS_MS = np.round(1000 * beats_g(0.85, 0.03, F, 0.0, duration=120, first=0.4)).astype(int)


@pytest.mark.oracle("O28")
def test_n1_the_documented_call_shifts_the_beats_against_the_breaths(rsa) -> None:
    assert rsa["without"]["RSA_P2T_Mean"] == pytest.approx(92.7, rel=0.05)
    assert rsa["documented"]["RSA_P2T_Mean"] < 46, mended(
        "N1", "hrv_rsa may be called with its peaks; methods 1.9 can be shortened"
    )


@pytest.mark.oracle("O28")
def test_n3_half_a_minute_crashes() -> None:
    heart, breath, _ = rsa_inputs(0.4, 30)
    with pytest.raises(TypeError):  # N3 mended: short windows can be compared too
        nk.hrv_rsa(heart, breath, sampling_rate=FS)


def test_n4_the_logarithm_of_gates_is_taken_twice(rsa) -> None:
    twice = np.log(rsa["without"]["RSA_Gates_Mean"])  # itself a mean of logarithms
    assert rsa["without"]["RSA_Gates_Mean_log"] == pytest.approx(twice), mended(
        "N4", "its Gates values may be looked at"
    )


def test_n5_hf_has_no_unit_by_default() -> None:
    large, small = (beats_g(0.85, a, F, 0.0, duration=60, first=0.4) for a in (0.05, 0.02))
    why = mended("N5", "normalize=False in processing.signals.neurokit.hrv_hf can go")
    assert hf(large) == pytest.approx(hf(small), rel=0.02), why
    long = beats_g(0.85, 0.05, F, 0.0, duration=300, first=0.4)
    assert hf(large) > 3 * hf(long), why
    assert hf(large, normalize=False) == pytest.approx(6.25 * hf(small, normalize=False), rel=0.05)


def test_n6_constant_intervals_have_power() -> None:
    assert hf(np.arange(0.4, 60, 0.8)) > 0.01, mended(
        "N6", "the guard against constant intervals in processing.signals.neurokit.hrv_hf can go"
    )


@pytest.mark.oracle("O28")
def test_n7_the_artefact_report_is_that_of_the_last_pass() -> None:
    info, fixed = fix(np.delete(BEATS_MS, 60))
    assert len(fixed) == len(BEATS_MS)
    told = sum(len(np.atleast_1d(info[k])) for k in ("ectopic", "missed", "extra", "longshort"))
    assert told == 0, mended("N7", "its count of corrected beats may be quoted")


def test_n8_a_displaced_beat_is_moved_to_the_middle() -> None:
    moved = BEATS_MS.copy()
    moved[60] -= 250
    _, fixed = fix(moved)
    middle = (fixed[59] + fixed[61]) / 2
    assert abs(fixed[60] - middle) <= 1, mended("N8", "compare its correction with ours again")
    assert abs(BEATS_MS[60] - middle) > 20


@pytest.mark.oracle("O30")
def test_n9_a_gap_gets_one_invented_beat() -> None:
    late = np.concatenate((BEATS_MS[:60], BEATS_MS[60:] + 30_000))
    _, fixed = fix(late)
    assert np.diff(fixed).max() > 10_000, mended("N9", "it knows gaps now")


def test_n10_the_last_two_beats_are_never_tested() -> None:
    untouched = []
    for place in (-1, -2, -3, -5):
        moved = BEATS_MS.copy()
        moved[place] -= 250
        untouched.append(np.array_equal(fix(moved)[1], moved))
    assert untouched == [True, True, False, False], mended("N10", "it can be used near the edge")


def test_n11_corrected_beats_are_whole_numbers() -> None:
    seconds = BEATS_MS / 1000
    seconds[60] -= 0.25
    _, fixed = fix(seconds, sampling_rate=1)
    assert len(np.unique(fixed)) < len(fixed), mended("N11", "seconds may be given to it")


def test_n12_the_rate_before_the_second_beat_is_the_mean_of_the_whole() -> None:
    peaks = np.array([100, 1100, 2000, 2800])
    rate = nk.signal_rate(peaks, sampling_rate=1000, desired_length=3000)
    assert rate[100] == pytest.approx(60_000 / np.mean(np.diff(peaks))), mended(
        "N12", "its rate is causal at the first beat"
    )


def test_n13_classic_detectors_are_late_and_scatter() -> None:
    beats = beats_g(0.85, 0.03, F, 0.0, duration=59, first=0.6)
    signal = ecg(beats, np.arange(0, 60, 1 / FS))

    def lag(method: str) -> tuple[float, float]:
        cleaned = nk.ecg_clean(signal, sampling_rate=FS, method=method)
        found = nk.ecg_findpeaks(cleaned, sampling_rate=FS, method=method)["ECG_R_Peaks"] / FS
        off = 1000 * np.array([t - beats[np.argmin(np.abs(beats - t))] for t in found])
        return float(np.median(off)), float(np.std(off))

    assert abs(lag("neurokit")[0]) < 4
    for method in ("pantompkins1985", "hamilton2002"):
        late, scatter = lag(method)
        assert late > 20, mended("N13", f"{method} may be offered as a second detector")
        assert scatter > 10


WHITE = np.random.default_rng(0).standard_normal(30 * FS)


def test_n14_beats_and_breaths_are_found_in_white_noise() -> None:
    heart = nk.ecg_findpeaks(nk.ecg_clean(WHITE, sampling_rate=FS), sampling_rate=FS)
    pulse = nk.ppg_findpeaks(nk.ppg_clean(WHITE, sampling_rate=FS), sampling_rate=FS)
    belt = nk.rsp_findpeaks(nk.rsp_clean(WHITE, sampling_rate=FS), sampling_rate=FS)
    counts = len(heart["ECG_R_Peaks"]), len(pulse["PPG_Peaks"]), len(belt["RSP_Peaks"])
    assert min(counts) > 5, mended("N14", "a detector that finds nothing may say something")


FLAT = np.full(10 * FS, 2.0)


@pytest.mark.parametrize(
    ("call", "raised"),
    [
        # methods 1.9 has IndexError here; what is released raises ValueError
        (lambda: nk.ppg_process(FLAT, sampling_rate=FS), (ValueError, IndexError)),
        (lambda: nk.rsp_process(FLAT, sampling_rate=FS), IndexError),
        (lambda: nk.ecg_process(np.full(10 * FS, np.nan), sampling_rate=FS), IndexError),
        (lambda: nk.hrv_time(np.array([100]), sampling_rate=FS), IndexError),
    ],
    ids=["flat ppg", "flat belt", "nan ecg", "one peak"],
)
def test_n15_hopeless_input_crashes(call, raised) -> None:
    with pytest.raises(raised):  # N15 mended: this guard in processing.signals.neurokit can go
        call()


def test_n16_missing_samples_are_filled_silently() -> None:
    signal = ecg(np.arange(0.5, 12, 0.8), np.arange(0, 12, 1 / FS))
    signal[1000:1500] = np.nan
    assert np.isfinite(nk.ecg_clean(signal, sampling_rate=FS)).all(), mended(
        "N16", "gaps need not be cut out before it"
    )


def test_n17_the_default_quality_cannot_tell_hum_from_an_ecg() -> None:
    times = np.arange(0, 60, 1 / FS)
    hums = [
        np.sin(2 * np.pi * 50 * times) + 0.5 * np.random.default_rng(seed).standard_normal(15_000)
        for seed in range(3)
    ]
    beats = beats_g(0.85, 0.03, F, 0.0, duration=59, first=0.6)

    def quality(signal: FloatArray) -> float:
        cleaned = nk.ecg_clean(signal, sampling_rate=FS)
        return float(np.mean(nk.ecg_quality(cleaned, sampling_rate=FS, method="averageQRS")))

    assert quality(ecg(beats, times)) < 0.9
    assert np.mean([quality(hum) for hum in hums]) > 0.5, mended(
        "N17", "averageQRS may serve as a second opinion"
    )


def belt_counts(folder: Path, name: str) -> FloatArray:
    with np.load(folder / "dyad" / f"{name}.npz") as file:
        return file["native_counts"].astype(float)[:, 0]


def test_n18_a_dead_belt_scores_better_than_breathing(shared_data: Path) -> None:
    def quality(name: str) -> float:
        cleaned = nk.rsp_clean(belt_counts(shared_data, name), sampling_rate=FS)
        found = nk.rsp_findpeaks(cleaned, sampling_rate=FS)
        return float(np.mean(nk.rsp_quality(cleaned, found["RSP_Peaks"], sampling_rate=FS)))

    assert quality("P12_baseline") > quality("P21_baseline"), mended(
        "N18", "rsp_quality may stand beside our belt checks"
    )


def test_n19_white_noise_has_a_fair_pulse_quality() -> None:
    cleaned = nk.ppg_clean(WHITE, sampling_rate=FS)
    found = nk.ppg_quality(cleaned, sampling_rate=FS, method="templatematch")
    assert np.nanmean(found) > 0.5, mended("N19", "its mean may serve as a gate")


@pytest.mark.parametrize("name", ["P12_baseline", "P22_baseline"])
def test_n20_a_dead_belt_breathes(shared_data: Path, name: str) -> None:
    counts = belt_counts(shared_data, name)

    def per_minute(method: str) -> float:
        cleaned = nk.rsp_clean(counts, sampling_rate=FS, method=method)
        found = nk.rsp_findpeaks(cleaned, sampling_rate=FS, method=method)
        return len(found["RSP_Peaks"]) / (len(counts) / FS / 60)

    why = mended("N20", "it refuses dead belts")
    assert per_minute("khodadad2018") > 40, why
    assert 6 < per_minute("biosppy") < 18, why
