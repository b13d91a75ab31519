"""Recordings as signals to play: columns, times, units, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acquisition.player import guess_mapping, load_recording, play_sources, signals_from
from safehold.core.errors import ConfigError


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    path = tmp_path / "session.csv"
    path.write_text("time,ecg_mV,belt\n10.0,0.1,5\n10.5,,6\n11.0,0.3,7\n")
    return path


def test_a_csv_is_read_by_its_mapping_and_missing_values_stay_missing(csv_file: Path) -> None:
    ecg, belt = load_recording(csv_file, "time=time, ecg=ecg_mV@millivolts, resp=belt", "client")
    assert (ecg.signal, ecg.unit, ecg.person, ecg.nominal_rate) == ("ecg", "mV", "client", 2.0)
    assert np.array_equal(ecg.values, [0.1, np.nan, 0.3], equal_nan=True)
    assert np.array_equal(ecg.times, [10.0, 10.5, 11.0])
    assert belt.signal == "respiration"


def test_a_rate_stands_in_for_times(csv_file: Path) -> None:
    (ecg,) = load_recording(csv_file, "rate=4, ecg=ecg_mV", "client")
    assert np.array_equal(ecg.times, [0, 0.25, 0.5])


def test_a_semicolon_file_with_decimal_commas_is_read(tmp_path: Path) -> None:
    path = tmp_path / "de.csv"
    path.write_text("t;ppg\n0,0;1,5\n0,1;2,5\n")
    (ppg,) = load_recording(path, "", "client")
    assert np.array_equal(ppg.values, [1.5, 2.5])


def test_rr_intervals_without_times_follow_each_other() -> None:
    (rr,) = signals_from({"rr": np.array([800.0, 900.0, 850.0])}, "rr=rr@ms", "client")
    assert np.allclose(rr.times, [0.8, 1.7, 2.55])
    assert rr.nominal_rate == 0


def test_files_of_one_origin_become_people_on_one_clock() -> None:
    stamps = np.array([7000, 7004, 7008, 7012], np.uint32)
    columns = {"x": np.arange(4.0), "t_first": np.array(0.5), "ms": stamps}
    late = signals_from(columns, "time=ms@ms, start=t_first, ecg=x", "client")
    early = signals_from({"x": np.arange(4.0)}, "rate=250, start=0.25, ecg=x", "therapist")
    first, second = play_sources([*late, *early])
    assert np.allclose(first.take(9)[0], [0.25, 0.254, 0.258, 0.262])
    assert np.allclose(second.take(9)[0], [0, 0.004, 0.008, 0.012])
    assert first.info.person == "client"


def test_values_that_float32_would_change_are_played_as_float64() -> None:
    exact = signals_from({"x": np.array([0.5, np.nan, 2.0])}, "rate=10, ecg=x", "client")
    fine = signals_from({"x": np.array([0.1, 0.2])}, "rate=10, ecg=x", "client")
    assert play_sources(exact)[0].info.format == "float32"
    source = play_sources(fine)[0]
    assert source.info.format == "double64"
    assert source.take(9)[1][:, 0].tolist() == [0.1, 0.2]


@pytest.mark.parametrize(
    ("mapping", "what"),
    [
        ("ecg=none", "no column 'none'"),
        ("ecg", "NAME=COLUMN"),
        ("time=time", "names no signal"),
        ("eeg=belt", "unknown"),
        ("time=belt@years, ecg=belt", "years"),
        ("ecg=belt", "when the samples"),
        ("rate=fast, ecg=belt", "fast"),
        ("rate=-2, ecg=belt", "negative"),
        ("time=word, ecg=belt", "no number"),
        ("time=down, ecg=belt", "backwards"),
        ("time=hole, ecg=belt", "not all numbers"),
        ("rate=2, ecg=belt:3", "no part 3"),
        ("rr=belt", "need a unit"),
    ],
)
def test_a_mapping_that_does_not_fit_is_a_plain_error(
    tmp_path: Path, mapping: str, what: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("time,belt,word,down,hole\n0,1,a,3,0\n1,2,b,2,\n2,3,c,1,2\n")
    with pytest.raises(ConfigError, match=what):
        load_recording(path, mapping)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("none.csv", None, "does not exist"),
        ("a.edf", b"x", "neither NPZ nor CSV"),
        ("a.npz", b"not a zip file", "cannot be read"),
        ("a.npz", b"", "cannot be read"),
        ("a.csv", b"\xff\xfe\x00", "cannot be read"),
        ("a.csv", b"time,ecg\n1,2\n3\n", "not of one length"),
        ("a.csv", b"time,ecg\n", "no row"),
        ("a.csv", b"x,y\n1,2\n2,3\n", "do not say"),
    ],
)
def test_a_file_that_is_no_recording_is_a_plain_error(
    tmp_path: Path, name: str, content: bytes | None, what: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=what):
        load_recording(tmp_path / name)


def test_a_pickle_in_an_npz_is_not_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", ecg=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_recording(tmp_path / "a.npz", "rate=250, ecg=ecg")


def test_one_signal_of_one_person_comes_from_one_file() -> None:
    signal = signals_from({"x": np.arange(3.0)}, "rate=250, ecg=x", "client")
    with pytest.raises(ConfigError, match="twice"):
        play_sources([*signal, *signal])
    with pytest.raises(ConfigError, match="no signal"):
        play_sources([])


def test_names_that_speak_for_themselves_need_no_mapping() -> None:
    assert guess_mapping(["ecg_V", "resp_airflow_au", "fs"]) == (
        "rate=fs, ecg=ecg_V@V, respiration=resp_airflow_au@au"
    )
    assert guess_mapping(["a", "b", "fs"]) == ""


def test_the_real_pairs_play_on_their_own_stamps(shared_data: Path) -> None:
    for pair in (("P11", "P12"), ("P21", "P22")):
        signals = [
            signal
            for person, file in zip(("client", "therapist"), pair, strict=True)
            for signal in load_recording(shared_data / f"dyad/{file}_baseline.npz", "", person)
        ]
        assert [s.nominal_rate for s in signals] == [250.0] * 4
        offset = signals[2].times[0] - signals[0].times[0]
        assert abs(offset) <= 0.006
    archive = np.load(shared_data / "dyad/P11_baseline.npz")
    ppg = load_recording(shared_data / "dyad/P11_baseline.npz")[0]
    assert np.allclose(1000 * np.diff(ppg.times), np.diff(archive["native_ts_ms"].astype(float)))
    assert np.array_equal(ppg.values, archive["native_counts"][:, 2])
    assert (len(ppg.times) - 1) / (ppg.times[-1] - ppg.times[0]) == pytest.approx(275.16, abs=0.05)


def test_the_real_ecg_with_airflow_plays_at_its_rate(shared_data: Path) -> None:
    signals = {s.signal: s for s in load_recording(shared_data / "single/garcia_ecg1_resp1.npz")}
    assert signals["ecg"].unit == "V"
    assert signals["ecg"].nominal_rate == 1000
    assert signals["respiration"].times[-1] == pytest.approx(299.999)
