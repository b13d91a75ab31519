"""A strap beside an ECG: each of its intervals gets the beat that ended it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.bids import export_bids
from recordings.tidy import export_tidy
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.results import SessionResults
from safehold.offline.analysis import analyse
from safehold.offline.selection import select
from tests.unit._folder import CLOCK_OFFSET, ZERO, make_session


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    return make_session(
        tmp_path_factory.mktemp("straps"), signals=("ecg", "rr"), people=("client",)
    )


@pytest.fixture(scope="module")
def results(made) -> SessionResults:
    return analyse(made[0])


def test_the_intervals_stay_as_they_came_and_their_beats_are_those_of_the_heart(made, results):
    folder, simulation = made
    (strap,) = results.straps
    recorded = read_xdf(folder.recording_path).stream(name="Belt client 5F3E21", type="RR")
    np.testing.assert_allclose(strap.times, recorded.stamps + CLOCK_OFFSET - ZERO)
    np.testing.assert_array_equal(strap.rr_ms, recorded.values[:, 0])
    found = np.isfinite(strap.beat_times)
    assert found.mean() > 0.9
    (truth,) = simulation.people
    beats = truth.beats
    nearest = beats[np.abs(beats[:, None] - strap.beat_times[found]).argmin(axis=0)]
    np.testing.assert_allclose(strap.beat_times[found], nearest, atol=0.004)
    # the beat is the one that ended this very interval
    own = 1000 * (nearest - beats[np.searchsorted(beats, nearest) - 1])
    np.testing.assert_allclose(strap.rr_ms[found], own, atol=8)
    assert strap.lag_s == pytest.approx(np.median(strap.times[found] - nearest), abs=0.004)


def test_tables_hold_raw_and_corrected_times(results, tmp_path: Path):
    (strap,) = results.straps
    folder = export_tidy(results, tmp_path)
    read = pd.read_csv(folder / "strap_intervals.csv")
    assert len(read) == strap.times.size
    np.testing.assert_allclose(read["t_s"], strap.times, atol=1e-6)
    np.testing.assert_allclose(read["beat_t_s"], strap.beat_times, atol=1e-6)
    streams = pd.read_csv(folder / "streams.csv").set_index("stream_id")
    assert streams.loc["client-rr", "rr_lag_s"] == pytest.approx(strap.lag_s, abs=1e-3)
    assert np.isnan(streams.loc["client-ecg", "rr_lag_s"])
    (path,) = export_bids(results, tmp_path).rglob("*_acq-rr_beh.tsv")
    beh = pd.read_csv(path, sep="\t", na_values="n/a", float_precision="round_trip")
    np.testing.assert_array_equal(beh["time"], strap.times)
    np.testing.assert_array_equal(beh["beat_time"], strap.beat_times)
    assert set(beh["stream_id"]) == {"client-rr"}


def test_a_part_has_the_intervals_of_the_part(results):
    (whole,) = results.straps
    (part,) = select(results, 40.0, 80.0, name="40-80").straps
    inside = (whole.times >= 40) & (whole.times < 80)
    np.testing.assert_array_equal(part.beat_times, whole.beat_times[inside])


def test_without_an_ecg_the_strap_is_the_source_and_needs_none(tmp_path: Path):
    folder, _ = make_session(tmp_path, signals=("rr", "respiration"), people=("client",))
    assert analyse(folder).straps == ()
