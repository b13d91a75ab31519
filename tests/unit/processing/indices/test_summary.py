"""Whole windows of final beats, beside NeuroKit2's values (oracles O4, O22)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import wfdb

from processing.indices.summary import PersonRecord, summarise_windows
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Breath, FloatArray
from tests.unit.processing._synthetic import beats_g


def beats_of(
    times: FloatArray, flagged: tuple[int, ...] = (), person: str = "client"
) -> list[Beat]:
    beats = [Beat(person, float(times[0]), None, BeatStatus.FIRST, (), "ecg")]
    for k, (before, at) in enumerate(itertools.pairwise(times)):
        status = BeatStatus.FLAGGED if k in flagged else BeatStatus.OK
        reasons = (Reason.DEVIANT_RR,) if k in flagged else ()
        beats.append(Beat(person, float(at), float(1000 * (at - before)), status, reasons, "ecg"))
    return beats


def breaths_every(period: float, until: float) -> list[Breath]:
    starts = np.arange(1.0, until - period, period)
    return [Breath("client", s, s + period / 2, s + period, 100.0, 50.0, "ok") for s in starts]


def test_neurokit_agrees_where_nothing_is_flagged() -> None:
    beats = beats_of(beats_g(0.83, 0.05, 0.25, 0.0, duration=330))
    windows = summarise_windows(PersonRecord("client", beats, [], ()), t_start=0, t_end=300)
    assert [(w.t0, w.t1) for w in windows] == [(60 * k, 60 * k + 60) for k in range(5)]
    for window in windows:
        assert window.exclude_reason == ""
        assert window.rmssd_ms == pytest.approx(window.neurokit["rmssd_ms"], rel=1e-6)
        assert window.sdnn_ms == pytest.approx(window.neurokit["sdnn_ms"], rel=1e-6)
        assert window.hr_mean_bpm == pytest.approx(window.neurokit["hr_bpm"], rel=1e-6)
        assert 95 < window.pct_valid <= 100


@pytest.mark.oracle("O4")
def test_o4_sdnn_of_sinusoidal_rsa() -> None:
    found = []
    for phase in np.arange(8) * np.pi / 4:
        beats = beats_of(beats_g(0.85, 0.05, 0.25, phase, duration=330))
        (window,) = summarise_windows(
            PersonRecord("client", beats, [], ()), t_start=0, t_end=300, length_s=300, step_s=300
        )
        found.append(window.sdnn_ms)
    assert np.mean(found) == pytest.approx(50 / np.sqrt(2), rel=0.01)


def test_flagged_intervals_are_left_out_on_both_sides() -> None:
    times = np.cumsum([0.0, *([0.8, 0.82] * 60)])
    times[40:] += 0.5
    beats = beats_of(times, flagged=(39,))
    (window,) = summarise_windows(PersonRecord("client", beats, [], ()), t_start=0, t_end=60)
    assert window.rmssd_ms == pytest.approx(20, rel=1e-6)
    assert window.neurokit["rmssd_ms"] == pytest.approx(20, rel=1e-6)


def test_too_little_is_none_and_says_why() -> None:
    beats = beats_of(np.arange(0.5, 30, 0.8))
    (window,) = summarise_windows(PersonRecord("client", beats, [], ()), t_start=0, t_end=60)
    assert window.hr_mean_bpm is None
    assert window.rmssd_ms is None
    assert window.exclude_reason.split()[0] == "low_coverage"


def test_many_flags_exclude_the_vagal_index_only() -> None:
    beats = beats_of(np.arange(0.5, 63, 0.8), flagged=tuple(range(5, 75, 7)))
    (window,) = summarise_windows(PersonRecord("client", beats, [], ()), t_start=0, t_end=60)
    assert window.hr_mean_bpm == pytest.approx(75)
    assert window.rmssd_ms is None
    assert "flagged_intervals" in window.exclude_reason


def test_breaths_give_rate_and_rsa_of_their_window() -> None:
    beats = beats_of(beats_g(0.83, 0.05, 0.25, 0.0, duration=130))
    windows = summarise_windows(
        PersonRecord("client", beats, breaths_every(4, 130), ()), t_start=0, t_end=120
    )
    assert windows[1].resp_rate_bpm == pytest.approx(15)
    assert windows[1].rsa_p2t_ms == 50.0


def test_beats_of_others_and_empty_sessions() -> None:
    beats = beats_of(np.arange(0.5, 63, 0.8), person="therapist")
    (window,) = summarise_windows(PersonRecord("client", beats, [], ()), t_start=0, t_end=60)
    assert window.n_beats == 0
    assert summarise_windows(PersonRecord("client", [], [], ()), t_start=0, t_end=30) == []
    with pytest.raises(ValueError, match="positive"):
        summarise_windows(PersonRecord("client", [], [], ()), t_start=0, t_end=30, step_s=0)


@pytest.mark.oracle("O22")
def test_o22_five_minutes_of_mit_bih_100_as_neurokit_counts_them(shared_data) -> None:
    import neurokit2

    record = str(shared_data / "single" / "mitdb_100" / "100")
    signal = wfdb.rdrecord(record, channels=[0], sampto=108000).p_signal[:, 0]
    cleaned = neurokit2.ecg_clean(signal, sampling_rate=360)
    peaks = neurokit2.ecg_findpeaks(cleaned, sampling_rate=360)["ECG_R_Peaks"]
    assert (len(peaks), peaks[0], peaks[-1]) == (370, 370, 107751)
    (window,) = summarise_windows(
        PersonRecord("client", beats_of(peaks / 360.0), [], ()), t_start=0, t_end=300, length_s=300
    )
    assert window.neurokit["rmssd_ms"] == pytest.approx(55.765, abs=1e-3)
    assert window.neurokit["sdnn_ms"] == pytest.approx(38.643, abs=1e-3)
    assert window.rmssd_ms == pytest.approx(55.765, abs=1e-3)
