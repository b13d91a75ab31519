"""``safehold play`` reads what an import reads, in its words, and uses its memory."""

from __future__ import annotations

import argparse
from pathlib import Path

import edfio
import numpy as np
import pytest

from acquisition.player import PlayedSignal
from safehold.cli.commands import play
from safehold.cli.commands._files import sayings
from safehold.cli.main import main
from safehold.core.errors import ConfigError, SafeholdError

RATE, SECONDS = 250, 20


def table(path: Path, head: str = "time_s,signal 1") -> Path:
    times = np.arange(RATE * SECONDS) / RATE
    np.savetxt(
        path, np.column_stack([times, np.sin(times)]), "%.4f", ",", header=head, comments=""
    )
    return path


def options(study: Path, *words: object) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    play.add_parser(parser.add_subparsers())
    return parser.parse_args(["play", *map(str, words), "--study", str(study)])


def loaded(study: Path, *words: object) -> list[PlayedSignal]:
    said = options(study, *words)
    return play.load_people(said, said.files)


def test_any_format_that_is_imported_is_played(tmp_path: Path):
    path = tmp_path / "a.edf"
    edfio.Edf([
        edfio.EdfSignal(np.sin(np.arange(RATE * 4) / 50), RATE, label="ECG",
                        physical_dimension="mV"),
    ]).write(path)  # fmt: skip
    (tmp_path / "a.hrm").write_text(
        "[Params]\nInterval=238\n\n[HRData]\n" + "\n".join(str(800 + k % 5) for k in range(30))
    )
    ecg, rr = loaded(tmp_path, path, tmp_path / "a.hrm")
    assert (ecg.signal, ecg.person, ecg.unit, ecg.nominal_rate) == ("ecg", "client", "mV", RATE)
    assert (rr.signal, rr.person, rr.unit, rr.nominal_rate) == ("rr", "therapist", "ms", 0)
    assert rr.times[1] == pytest.approx(1.601)


def test_what_an_import_into_the_study_was_told_holds_for_playing(tmp_path: Path, capsys):
    study = tmp_path / "study"
    words = ("--person", "client", "--as", "ecg=signal 1@mV", "--study", str(study))
    assert main(["import", str(table(tmp_path / "a.csv")), *words]) == 0
    before = (study / "imports.json").read_bytes()
    (signal,) = loaded(study, table(tmp_path / "b.csv"))
    assert (signal.signal, signal.unit, signal.column) == ("ecg", "mV", "signal 1")
    with pytest.raises(SafeholdError, match="No signal can be played"):
        loaded(study, tmp_path / "b.csv", "--afresh")
    assert (study / "imports.json").read_bytes() == before


def test_what_was_said_reaches_another_command_whole(tmp_path: Path):
    words = ("a.csv", "b.csv", "--as", "client.ecg=1:x@mV", "--as", "resp=belt", "--offset=-3",
             "--offset", "2.5", "--columns", "time=t@ms", "--afresh", "--upside-down", "belt",
             "--person", "client", "--person", "therapist", "--reader", "table")  # fmt: skip
    said = options(tmp_path, *words)
    again = options(tmp_path, "a.csv", "b.csv", *sayings(said))
    assert vars(again) == vars(said)


def test_files_without_a_start_lie_as_their_own_times_say_and_it_is_told(tmp_path: Path, capsys):
    np.savez(tmp_path / "a.npz", time=5.0 + np.arange(500) / 100, ecg_mV=np.zeros(500))
    np.savez(tmp_path / "b.npz", time=3.5 + np.arange(500) / 100, ecg_mV=np.ones(500))
    one, other = loaded(tmp_path, tmp_path / "a.npz", tmp_path / "b.npz")
    assert one.times[0] - other.times[0] == pytest.approx(1.5)
    assert "count from one 0" in capsys.readouterr().err
    late = loaded(tmp_path, tmp_path / "a.npz", tmp_path / "b.npz", "--offset=0", "--offset=10")
    assert late[0].times[0] - late[1].times[0] == pytest.approx(-8.5)


def test_a_signal_that_is_to_be_read_the_other_way_up_is_played_so(tmp_path: Path):
    path = table(tmp_path / "a.csv", "time_s,belt")
    (straight,) = loaded(tmp_path, path, "--as", "resp=belt")
    (turned,) = loaded(tmp_path, path, "--as", "resp=belt", "--upside-down", "belt")
    np.testing.assert_array_equal(turned.values, -straight.values)


def test_people_that_a_file_names_have_its_signals(tmp_path: Path):
    rows = np.column_stack([np.arange(500) / 100, np.zeros(500), np.ones(500)])
    head = "time_s,therapist ecg,client ecg"
    np.savetxt(tmp_path / "a.csv", rows, "%.3f", ",", header=head, comments="")
    found = {one.person: one.values[0] for one in loaded(tmp_path, tmp_path / "a.csv")}
    assert found == {"therapist": 0.0, "client": 1.0}


@pytest.mark.parametrize(
    ("text", "words", "cause"),
    [
        ("time,ecg\n0,1\n1,2\n", ("--columns", "ecg=ecg"), "is not time=COLUMN"),
        ("time,ecg\n0,1\n1,2\n", ("--as", "ecg=belt"), "no signal 'belt'"),
        ("time,ecg\n0,1\n1,2\n", ("--person", "mother"), "Nobody is called"),
        ("0.1,5,7\n0.2,6,8\n", (), "when its samples were taken"),
        ("time,mood\n0,1\n0.1,2\n", (), "No signal can be played"),
    ],
)
def test_what_a_file_leaves_open_is_asked_for(
    tmp_path: Path, text: str, words: tuple[str, ...], cause: str
):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(SafeholdError, match=cause):
        loaded(tmp_path, tmp_path / "a.csv", *words)


def test_more_files_than_people_are_refused(tmp_path: Path):
    files = [table(tmp_path / f"{k}.csv", "time_s,ecg_mV") for k in range(3)]
    with pytest.raises(ConfigError, match="3 recordings for 2 people"):
        loaded(tmp_path, *files)


def test_the_real_pairs_play_on_their_own_stamps(tmp_path: Path, shared_data: Path):
    said = ("--columns", "time=native_ts_ms@ms,rate=fs,start=t_first", "--as",
            "ppg=native_counts:2@counts", "--as", "resp=native_counts:0@counts")  # fmt: skip
    for pair in (("P11", "P12"), ("P21", "P22")):
        files = [shared_data / f"dyad/{name}_baseline.npz" for name in pair]
        signals = loaded(tmp_path, *files, *said)
        assert [(s.person, s.signal) for s in signals] == [
            ("client", "respiration"), ("client", "ppg"),
            ("therapist", "respiration"), ("therapist", "ppg"),
        ]  # fmt: skip
        assert {s.nominal_rate for s in signals} == {250.0}
        assert abs(signals[2].times[0] - signals[0].times[0]) <= 0.006
    archive = np.load(shared_data / "dyad/P11_baseline.npz")
    ppg = loaded(tmp_path, shared_data / "dyad/P11_baseline.npz", *said)[1]
    assert np.allclose(1000 * np.diff(ppg.times), np.diff(archive["native_ts_ms"].astype(float)))
    assert np.array_equal(ppg.values, archive["native_counts"][:, 2])
    assert (len(ppg.times) - 1) / (ppg.times[-1] - ppg.times[0]) == pytest.approx(275.16, abs=0.05)


def test_without_a_word_the_real_pairs_play_at_their_even_rate(tmp_path: Path, shared_data: Path):
    files = [shared_data / f"dyad/{name}_C_Hard.npz" for name in ("P11", "P12")]
    signals = loaded(tmp_path, *files)
    names = [(s.person, s.signal) for s in signals]
    assert ("client", "ppg") in names
    assert ("therapist", "respiration") in names
    first = {s.person: s.times[0] for s in signals}
    assert first["client"] - first["therapist"] == pytest.approx(0.008)


def test_the_real_ecg_with_airflow_plays_at_its_rate(tmp_path: Path, shared_data: Path):
    found = loaded(tmp_path, shared_data / "single/garcia_ecg1_resp1.npz")
    signals = {s.signal: s for s in found}
    assert signals["ecg"].unit == "V"
    assert signals["ecg"].nominal_rate == 1000
    assert signals["respiration"].times[-1] == pytest.approx(299.999)
