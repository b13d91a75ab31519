"""The door to NeuroKit2: right input in, no exception out (oracle O31; methods 1.9)."""

from __future__ import annotations

import subprocess
import sys

import neurokit2
import numpy as np
import pytest

from processing.signals import neurokit
from safehold.core.reasons import Reason
from tests.unit.processing._synthetic import ecg, noise, ppg

TIMES = np.arange(0, 12, 1 / 250)
BEATS = np.arange(0.5, 12, 0.8)


def test_peaks_are_neurokits_own() -> None:
    values = ecg(BEATS, TIMES)
    found = neurokit.ecg_peaks(values, 250, mains_hz=50)
    cleaned = neurokit2.ecg_clean(values, sampling_rate=250)
    assert np.array_equal(found.cleaned, cleaned)
    _, info = neurokit2.ecg_peaks(cleaned, sampling_rate=250)
    assert found.samples.tolist() == list(info["ECG_R_Peaks"])
    pulse = ppg(BEATS, TIMES)
    assert np.array_equal(
        neurokit.ppg_peaks(pulse, 250).cleaned, neurokit2.ppg_clean(pulse, sampling_rate=250)
    )


RATES = (50, 100, 125, 130, 250, 256, 360, 500, 512, 1000)


@pytest.mark.parametrize(
    ("sfreq", "mains_hz"), [(r, m) for r in RATES for m in (50, 60) if (r, m) != (100, 60)]
)
def test_the_cleaner_with_kept_filters_is_neurokits_bit_by_bit(sfreq: int, mains_hz: int) -> None:
    for seconds in (2, 11):
        values = noise(seconds * sfreq, 1.0, sfreq) + 5.0
        theirs = neurokit2.ecg_clean(values, sampling_rate=sfreq, powerline=mains_hz)
        assert np.array_equal(neurokit.EcgCleaner(sfreq, mains_hz)(values), theirs)


def test_a_hundred_hertz_against_sixty_hertz_hum_is_cleaned_where_neurokit_fails() -> None:
    values = noise(1200, 1.0, 0)
    with pytest.raises(ValueError):  # mended upstream: the case can join the test above
        neurokit2.ecg_clean(values, sampling_rate=100, powerline=60)
    times = np.arange(0, 12, 1 / 100)
    found = neurokit.ecg_peaks(ecg(BEATS, times), 100, mains_hz=60)
    assert len(found.samples) >= len(BEATS) - 2


def test_the_mains_frequency_is_a_setting() -> None:
    hum = ecg(BEATS, TIMES) + np.sin(2 * np.pi * 60 * TIMES)
    at_50, at_60 = (neurokit.ecg_peaks(hum, 250, mains_hz=hz).cleaned for hz in (50, 60))
    assert not np.array_equal(at_50, at_60)


@pytest.mark.oracle("O31")
@pytest.mark.parametrize("find", [lambda x: neurokit.ecg_peaks(x, 250, mains_hz=50),
                                  lambda x: neurokit.ppg_peaks(x, 250)])  # fmt: skip
@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.empty(0), Reason.GAP),
        (np.ones(100), Reason.GAP),
        (np.full(3000, np.nan), Reason.GAP),
        (np.append(noise(2999, 1.0, 0), np.inf), Reason.GAP),
        (np.full(3000, 2.0), Reason.FLAT),
        (1e300 * noise(3000, 1.0, 0), Reason.DETECTOR_FAILED),
    ],
)
def test_o31_hopeless_input_gives_a_reason(find, values, reason: Reason) -> None:
    found = find(values)
    assert found.reason is reason
    assert len(found.samples) == 0


@pytest.mark.parametrize("error", neurokit.UPSTREAM_ERRORS)
def test_whatever_neurokit_raises_is_a_reason(error, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error("upstream")

    for name in ("ppg_clean", "hrv_time"):
        monkeypatch.setattr(neurokit2, name, fail)
    values = ecg(BEATS, TIMES)
    assert neurokit.ppg_peaks(values, 250).reason is Reason.DETECTOR_FAILED
    rr = np.full(20, 800.0)
    assert set(neurokit.hrv_time(rr, np.cumsum(rr) / 1000).values()) == {None}


def test_too_few_intervals_have_no_neurokit_values() -> None:
    assert set(neurokit.hrv_time(np.array([800.0]), np.array([0.8])).values()) == {None}


@pytest.mark.slow
def test_neurokit_is_not_imported_before_it_is_needed() -> None:
    code = "import processing.zones.person, sys; print('neurokit2' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "False"
