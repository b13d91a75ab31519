"""``safehold import``: one memory with the page of the window; events from a file beside."""

from __future__ import annotations

import json
from pathlib import Path

import edfio
import numpy as np
import pytest

from safehold.cli.main import main
from safehold.core.study import Study
from safehold.core.types import Event
from safehold.desk.importing import ImportDesk
from safehold.offline.code_import import events_there
from safehold.offline.recording import read_recording
from safehold.recorder.reading import open_session

RATE, SECONDS = 250, 20


def table(folder: Path, name: str = "a.csv", *, first: float = 0.0) -> Path:
    """Write 20 s of a signal whose name says nothing."""
    times = first + np.arange(RATE * SECONDS) / RATE
    rows = np.column_stack([times, np.sin(times)])
    path = folder / name
    np.savetxt(path, rows, "%.4f", ",", header="time_s,signal 1", comments="")
    return path


def run(study: Path, *words: object) -> int:
    return main(["import", *map(str, words), "--study", str(study)])


def imported(study: Path, session: str = "import-001") -> tuple[Event, ...]:
    recording = read_recording(open_session(study / session, lambda _: None))
    return tuple(sorted(events_there(recording), key=lambda event: event.onset))


def test_what_was_said_once_holds_for_the_next_file_and_on_the_page(tmp_path: Path, capsys):
    study = tmp_path / "study"
    said = ("--person", "client", "--as", "ecg=signal 1@mV")
    assert run(study, table(tmp_path), *said) == 0
    assert run(study, table(tmp_path, "b.csv")) == 0
    assert "was said of such a file before is used" in capsys.readouterr().out
    info = open_session(study / "import-002", lambda _: None).read_info()
    (stream,) = info["streams"]
    assert (stream["role"], stream["person"], stream["unit"]) == ("ecg", "client", "mV")
    desk = ImportDesk(study, Study())
    desk.add([table(tmp_path, "c.csv")], lambda *_: None)
    assert (desk.rows[0].role, desk.rows[0].person) == ("ecg", "client")


def test_afresh_what_was_said_before_is_not_used(tmp_path: Path, capsys):
    study = tmp_path / "study"
    run(study, table(tmp_path), "--person", "client", "--as", "ecg=signal 1@mV")
    assert run(study, table(tmp_path, "b.csv"), "--afresh") == 2
    assert "anybody's heart or breathing" in capsys.readouterr().err


def test_nothing_is_remembered_of_a_look(tmp_path: Path):
    study = tmp_path / "study"
    assert run(study, table(tmp_path), "--as", "client.ecg=signal 1", "--look") == 0
    assert not (study / "imports.json").exists()


@pytest.mark.parametrize("first", [0.0, -3.0])
def test_events_of_a_table_lie_on_the_recordings_own_time(tmp_path: Path, first: float):
    """Onsets count from the file's own 0, which is not its first sample."""
    study, beside = tmp_path / "study", tmp_path / "log.csv"
    beside.write_text("onset,duration,trial_type\n2.5,0,go\n7,3,pause\n400,0,late\n")
    ecg = ("--as", "client.ecg=signal 1")
    assert run(study, table(tmp_path, first=first), *ecg, "--events", beside) == 0
    found = [(e.value, e.onset, e.duration, e.code) for e in imported(study)]
    assert found == [("go", 2.5 - first, 0.0, "marker"), ("pause", 7 - first, 3.0, "marker")]
    source = open_session(study / "import-001", lambda _: None).read_info()["source"]
    assert [one["name"] for one in source["files"]] == ["a.csv", "log.csv"]


def test_texts_are_codes_where_that_is_said_and_the_offset_can_be(tmp_path: Path):
    study, beside = tmp_path / "study", tmp_path / "log.csv"
    beside.write_text("onset,code\n1,weint\n2,noise\n")
    words = ("--as", "client.ecg=signal 1", "--events", beside, "--events-offset", "4")
    assert run(study, table(tmp_path), *words, "--map", "weint=al.repair") == 0
    assert [(e.code, e.onset) for e in imported(study)] == [("al.repair", 5.0), ("marker", 6.0)]


def test_annotations_of_another_recording_are_placed_by_both_starts(tmp_path: Path):
    """An EDF+ of annotations that began 5 s after the recording."""
    study = tmp_path / "study"
    start = 1_700_000_000.0
    rows = np.column_stack([start + np.arange(5000) / RATE, np.sin(np.arange(5000) / 40)])
    recording = tmp_path / "unix.csv"
    np.savetxt(recording, rows, "%.4f", ",", header="time,signal 1", comments="")
    beside = tmp_path / "log.csv"
    beside.write_text(f"onset,code\n{start + 4.5:.3f},go\n")
    words = ("--as", "client.ecg=signal 1", "--events", beside)
    assert run(study, recording, *words) in (0,)
    (event,) = imported(study)
    assert event.onset == pytest.approx(4.5, abs=1e-3)


def test_annotations_of_an_edf_are_events_beside_a_table(tmp_path: Path):
    study, beside = tmp_path / "study", tmp_path / "notes.edf"
    edfio.Edf(
        [edfio.EdfSignal(np.zeros(100), 10, label="x")],
        annotations=[edfio.EdfAnnotation(1.5, None, "knock"), edfio.EdfAnnotation(3, 2, "talk")],
    ).write(beside)
    assert run(study, table(tmp_path), "--as", "client.ecg=signal 1", "--events", beside) == 0
    assert [(e.value, e.onset, e.duration) for e in imported(study)] == [
        ("knock", 1.5, 0.0), ("talk", 3.0, 2.0),
    ]  # fmt: skip


def test_a_file_that_holds_no_events_stops_the_import(tmp_path: Path, capsys):
    study, beside = tmp_path / "study", tmp_path / "log.csv"
    beside.write_text("colour,size\nred,3\n")
    words = ("--as", "client.ecg=signal 1", "--events", beside)
    assert run(study, table(tmp_path), *words) == 2
    assert "no column with an onset" in capsys.readouterr().err
    assert not (study / "import-001").exists()


def test_a_memory_that_is_no_json_is_as_none(tmp_path: Path):
    study = tmp_path / "study"
    study.mkdir()
    (study / "imports.json").write_text("{")
    assert run(study, table(tmp_path), "--as", "client.ecg=signal 1") == 0
    assert json.loads((study / "imports.json").read_text())
