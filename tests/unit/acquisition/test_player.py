"""Recordings as signals to play: columns, times, units, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acquisition.player import guess_mapping, load_recording, play_sources, signals_from
from safehold.cli.commands.play import load_people
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


BEATS = np.array([0.812, 1.642, 2.492, 3.302])


@pytest.mark.parametrize(
    ("text", "signals", "times"),
    [
        ("sep=;\ntime;ecg_mV;Atmung\n0,00;1,5;5\n0,01;2,5;6\n0,02;NA;7\n",
         {"ecg": "mV", "respiration": ""}, [0, 0.01, 0.02]),
        ("time,ecg [\u00b5V]\n0,1.5\n10,2.5\n20,3.5\n", {"ecg": "uV"}, [0, 0.01, 0.02]),
        ("Zeit (ms);EKG\n0;1\n10;2\n", {"ecg": ""}, [0, 0.01]),
        ("timestamp,ecg_mV\n1764363600000,1\n1764363600010,2\n", {"ecg": "mV"},
         [1764363600.0, 1764363600.01]),
        ("Uhrzeit;Puls;EKG\n23:59:59,50;60;1\n00:00:00,50;61;2\n", {"ecg": ""},
         [86399.5, 86400.5]),
        ('# {"rate": 100, "column": ["nSeq", "ECG", "RESP"]}\n0\t5\t6\t\n1\t6\t7\t\n',
         {"ecg": "", "respiration": ""}, [0, 0.01]),
        ("812\n830\n850\n", {"rr": "ms"}, [0.812, 1.642, 2.492]),
        ("0.812\t0.812\n1.642\t0.830\n2.492\t0.850\n3.302\t0.810\n", {"rr": "s"}, BEATS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_tables_of_spreadsheets_and_programs_are_played(
    tmp_path: Path, text: str, signals: dict[str, str], times: list[float], encoding: str
) -> None:
    path = tmp_path / "Klientin M\u00fcller #3.txt"
    path.write_bytes(text.encode(encoding))
    found = load_recording(path)
    assert {signal.signal: signal.unit for signal in found} == signals
    for signal in found:
        assert np.allclose(signal.times, times, rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("time,ecg_mV,ecg_mV\n0.0,1,2\n0.1,2,3\n", "several columns named 'ecg_mV'"),
        ("0.1,5,7\n0.2,6,8\n", "does not name its columns"),
        ("time,ecg\n0,1\n1e9,2\n", "no known unit fits"),
    ],
)
def test_what_a_table_leaves_open_is_asked_for(tmp_path: Path, text: str, cause: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(ConfigError, match=cause):
        load_recording(path)


def test_a_column_that_is_there_twice_is_chosen_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("time,ecg_mV,ecg_mV\n0.0,1,2\n0.1,2,3\n")
    (ecg,) = load_recording(path, "time=time, ecg=ecg_mV#2@mV")
    assert ecg.values.tolist() == [2, 3]


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
        ("time=word, ecg=belt", "not a number"),
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
        ("a.csv", b"time,ecg\n1,2\n3\n", "line 3 has 1 cells"),
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


def test_a_file_that_is_no_table_is_played_by_its_reader(tmp_path: Path):
    rows = "\n".join(str(800 + 10 * (k % 5)) for k in range(30))
    (tmp_path / "a.hrm").write_text(f"[Params]\nInterval=238\n\n[HRData]\n{rows}\n")
    (signal,) = load_people([tmp_path / "a.hrm"], "", ["client"])
    assert (signal.signal, signal.person, signal.unit) == ("rr", "client", "ms")
    assert signal.times[1] == pytest.approx(1.61)
