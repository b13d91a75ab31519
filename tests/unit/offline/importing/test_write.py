"""An imported session is a session as any other: checked, replayed, exported, reported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acquisition.player import play_sources
from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    held,
)
from recordings.importers.registry import read_any
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.codebook import load_codebook
from safehold.core.errors import RecordingError
from safehold.core.results import Participant
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.core.types import Tick
from safehold.desk.exports import ExportWish, export
from safehold.desk.session_details import details_of
from safehold.files.receipt import check_session
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from safehold.offline.importing import ImportPlan, import_session, plan_session
from safehold.offline.recording import read_recording
from safehold.offline.stages import run_engine
from tests.recorded import recorded_signals

CLIENT = Participant("client", "P07", "client")


def recording(tmp_path: Path, *events: ImportedEvent) -> ImportedRecording:
    """Return a minute and a half of the simulator, as a file would hold it."""
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    sources = make_sources(simulation, signals=("ecg", "respiration"))
    signals = []
    for name, source in zip(("ECG [mV]", "belt"), sources, strict=False):
        times, values = source.take(90.0)
        rate = round(1 / float(np.median(np.diff(times))))
        column = np.asarray(values, np.float64)[:, 0]
        signals.append(ImportedSignal(name, "", rate, times.size, held(times + 0.5, column)))
    (tmp_path / "a.edf").write_bytes(b"what was read")
    return ImportedRecording(tmp_path / "a.edf", "edf", tuple(signals), events, start=1.7e9)


def planned(*recordings: ImportedRecording) -> ImportPlan:
    return plan_session(recordings, people=["client"], persons=["client"] * len(recordings))


def imported(root: Path, plan: ImportPlan, **options: object):
    return import_session(
        root, "imp-001", plan, participants=(CLIENT,), study=Study(settings=DEMO),
        codebook=load_codebook(), **options,  # type: ignore[arg-type]
    )  # fmt: skip


def test_it_passes_its_check_and_says_where_it_comes_from(tmp_path: Path):
    folder = imported(tmp_path, planned(recording(tmp_path)))
    found = check_session(folder)
    assert found.passes, found.wrong
    length = details_of(folder.path).length_s
    assert length == pytest.approx(90.0, abs=0.1), "the table of sessions shows it"
    source = folder.read_info()["source"]
    assert source["files"][0]["name"] == "a.edf"
    assert len(source["files"][0]["sha256"]) == 64
    replayed = check_replay(folder)
    assert not replayed.live
    assert replayed.unpublished > 60
    assert "imported" in replayed.text()


def test_samples_and_times_are_those_of_the_file(tmp_path: Path):
    made = recording(tmp_path)
    recorded = read_recording(imported(tmp_path, planned(made)))
    for signal, stream in zip(made.signals, recorded.streams, strict=True):
        times, values = signal.load()
        earliest = min(s.load()[0][0] for s in made.signals)
        np.testing.assert_allclose(
            stream.stamps - recorded.session_zero, times - earliest, atol=1e-9
        )
        np.testing.assert_array_equal(np.asarray(stream.values)[:, 0], values)


def test_indices_are_those_of_the_same_samples_played_and_recorded(tmp_path: Path):
    made = recording(tmp_path)
    table = {"time": made.signals[0].load()[0], "ecg_mV": made.signals[0].load()[1]}
    np.savez(tmp_path / "a.npz", **table)
    source = play_sources(recorded_signals(tmp_path / "a.npz"))[0]
    times, values = source.take(1e9)
    writer = XdfWriter(tmp_path / "played.xdf")
    info = source.info
    stream = writer.add_stream(StreamHeader(info.name, 1, "float32", info.rate, info.type, "x"))
    writer.write_samples(stream, 7000.0 + times, np.asarray(values, np.float32))
    writer.write_offset(stream, 7000.0, 12.5)
    writer.close()
    ticks = []
    for number, name in enumerate(("played.xdf", "a.npz")):
        folder = import_session(
            tmp_path, f"imp-{number}", planned(read_any(tmp_path / name)), participants=(CLIENT,),
            study=Study(settings=DEMO), codebook=load_codebook(),
        )  # fmt: skip
        outputs = run_engine(read_recording(folder).runs[0])
        ticks.append([o for o in outputs if isinstance(o, Tick)])
    played, read = ticks
    assert len(played) == len(read) > 60
    for one, other in zip(played, read, strict=True):
        assert one.zone == other.zone
        for mine, theirs in zip(one.indices, other.indices, strict=True):
            assert mine.status == theirs.status
            if mine.value is not None:
                assert mine.value == pytest.approx(theirs.value, rel=1e-5, abs=1e-9)


def test_events_become_markers_and_own_codes_only_where_that_is_asked(tmp_path: Path):
    made = recording(
        tmp_path, ImportedEvent("Reiz 1", 10.5), ImportedEvent("ev.challenge", 20.5, 4.0)
    )
    plain = analyse(imported(tmp_path / "a", planned(made)))
    events = [
        (e.code, e.value, e.onset, e.duration) for e in plain.events if e.source == "file:edf"
    ]
    assert events == [
        ("marker", "Reiz 1", pytest.approx(10.0), 0.0),
        ("marker", "ev.challenge", pytest.approx(20.0), 4.0),
    ]
    ours = analyse(imported(tmp_path / "b", planned(made), conducts=True))
    assert [e.code for e in ours.events if e.source == "file:edf"] == ["marker", "ev.challenge"]


def test_it_is_exported_as_any_session(tmp_path: Path):
    folder = imported(tmp_path, planned(recording(tmp_path, ImportedEvent("go", 10.5))))
    (made,) = export(folder, ExportWish(profiles=("tidy",)), lambda *_: None)
    text = (made / "README.txt").read_text(encoding="utf-8")
    assert "imported" in text
    assert "a.edf" not in text


def test_it_knows_its_date_where_the_file_does(tmp_path: Path):
    results = analyse(imported(tmp_path, planned(recording(tmp_path))))
    earliest = min(s.load()[0][0] for s in recording(tmp_path).signals)
    assert results.clock.utc_at_zero == pytest.approx(1.7e9 + earliest, abs=1e-6)


def test_two_recordings_of_other_rates_are_one_person(tmp_path: Path):
    whole = recording(tmp_path)
    parts = [
        ImportedRecording(whole.path, "edf", (signal,), start=1.7e9 + k)
        for k, signal in enumerate(whole.signals)
    ]
    recorded = read_recording(imported(tmp_path, planned(*parts)))
    first, second = recorded.streams
    assert second.stamps[0] - first.stamps[0] == pytest.approx(
        1 + whole.signals[1].load()[0][0] - whole.signals[0].load()[0][0]
    )


class CancelledError(Exception):
    pass


@pytest.mark.parametrize("after", [0, 2, 4, 6])
def test_nothing_is_left_of_an_import_that_was_cancelled(tmp_path: Path, after: int):
    told = []

    def cancel(_share: float, what: str) -> None:
        told.append(what)
        if len(told) > after:
            raise CancelledError

    root = tmp_path / "study"
    with pytest.raises(CancelledError):
        imported(root, planned(recording(tmp_path)), progress=cancel)
    assert list(root.iterdir()) == []


def test_a_session_that_is_there_is_never_overwritten(tmp_path: Path):
    plan = planned(recording(tmp_path))
    imported(tmp_path, plan)
    with pytest.raises(RecordingError, match="exists already"):
        imported(tmp_path, plan)


def test_times_that_no_session_can_span_are_refused(tmp_path: Path):
    times = np.array([0.0, 1.0, 1e6])
    far = ImportedSignal("ECG", "mV", 0.0, 3, held(times, times))
    plan = planned(ImportedRecording(tmp_path / "a.edf", "edf", (far,)))
    with pytest.raises(RecordingError, match=r"277\.8 h"):
        imported(tmp_path, plan)
