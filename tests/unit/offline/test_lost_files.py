"""A recording is worth something without the small files beside it: what is there is used."""

from __future__ import annotations

import json

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_parts
from recordings.xdf.xdf_writer import XdfWriter
from safehold.checks.drill_emptied import emptied
from safehold.cli.main import main
from safehold.core.codebook import load_codebook
from safehold.core.errors import RecordingError
from safehold.core.settings import DEMO
from safehold.desk.workbench import sessions_in
from safehold.files.journal_reading import read_runs
from safehold.files.known_session import RECEIPT_LOST, known_info, known_journal
from safehold.files.receipt import check_session, examine
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from safehold.offline.recorded_run import JOURNAL_LOST, NO_LIVE_ENGINE, recorded_run
from safehold.offline.recording import read_recording
from safehold.offline.replay.playback import ReplaySession
from safehold.offline.whole_record import offline
from safehold.recorder.reading import open_session, repair_session
from tests.unit._folder import make_session

ALONE = {"schema": 1, "session_id": "alone", "participants": [], "software": {}}
"""What ``safehold record`` writes into session.json."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder, _ = make_session(tmp_path_factory.mktemp("study"))
    part = {**examine(folder.recording_path), "losses": [], "software": {"x": "1"}}
    folder.update_info(receipt={"passes": True, "parts": [part]})
    return folder


@pytest.fixture(scope="module")
def computed(whole):
    return analyse(whole)


def damage_info(folder, how):
    raw = folder.info_path.read_bytes()
    if how == "missing":
        folder.info_path.unlink()
    else:
        kept = {"empty": b"", "cut": raw[:200], "null": b"null", "zeros": bytes(500)}
        folder.info_path.write_bytes(kept[how])


@pytest.mark.parametrize("how", ["missing", "empty", "cut", "null", "zeros"])
def test_without_session_json_the_journal_tells_who_and_repair_writes_it_again(
    copy, how, monkeypatch
):
    damage_info(copy, how)
    said = []
    folder = open_session(copy.path, said.append)
    assert said[0].startswith(
        {"missing": "session.json is missing", "empty": "session.json is empty"}.get(
            how, "session.json is damaged"
        )
    )
    known = known_info(folder)
    assert [p["label"] for p in known.info["participants"]] == ["client", "therapist"]
    # codes that nobody else has: nobody is taken for a person of another session
    assert [p["code"] for p in known.info["participants"]] == [
        "demo-001-client", "demo-001-therapist",
    ]  # fmt: skip
    found = check_session(folder)
    assert not found.passes
    assert RECEIPT_LOST in found.wrong
    assert not any("the recorder did not end" in text for text in found.wrong)
    assert [row.session_id for row in sessions_in(copy.path.parent)] == ["demo-001"]

    done = []
    (report,) = repair_session(copy.path, done.append)
    assert report.repaired is None
    assert done[0] == "session.json was written again."
    info = SessionFolder.open(copy.path).read_info()
    assert info["rebuilt"]["because"]
    assert info["settings"]["profile"] == "demo"
    assert any("nothing can show that" in text for text in check_session(copy).wrong)
    assert copy.path.joinpath("session.json.damaged").exists() == (how not in ("missing", "empty"))
    again = []
    repair_session(copy.path, again.append)
    assert again == []


@pytest.mark.slow
def test_without_session_json_all_is_computed_as_before_and_said(copy, computed):
    copy.info_path.unlink()
    results = analyse(copy)
    assert results.beats == computed.beats
    assert results.ticks == computed.ticks
    assert results.events == computed.events
    assert results.warnings[0] == "session.json is missing."
    assert results.live
    assert check_replay(copy).live


@pytest.mark.slow
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_without_the_journal_session_json_tells_the_streams(copy, computed, how):
    copy.engine_log_path.unlink()
    if how == "empty":
        copy.engine_log_path.touch()
    info = copy.read_info()
    run = read_runs_of(computed)
    copy.write_info({**info, "streams": run["streams"], "settings": run["settings"]})
    results = analyse(copy)
    assert not results.live
    assert JOURNAL_LOST in results.warnings
    assert [p.code for p in results.participants] == ["P01", "P02"]
    # the same beats: only the names of the times are others, whole seconds apart
    assert len(results.beats) == pytest.approx(len(computed.beats), abs=4)
    assert offline_differences(copy) == ()
    report = check_replay(copy)
    assert report.text().startswith("Nothing to compare.")
    assert JOURNAL_LOST in report.text()
    assert report.published == 0


def read_runs_of(computed):
    from safehold.core.canonical import plain

    return {
        "streams": plain([report.spec for report in computed.streams]),
        "settings": plain(computed.settings),
    }


def offline_differences(folder):
    return offline(analyse(folder, samples=True)).differences


def add_copy_of_journal(folder):
    """Write the recording again with the stream in which the workbench publishes its journal."""
    lines = [json.loads(line) for line in folder.engine_log_path.read_bytes().splitlines()]
    texts = [json.dumps({k: v for k, v in line.items() if k != "seq"}) for line in lines]
    writer = XdfWriter(folder.next_recording_path)
    key = writer.add_stream(
        StreamHeader(
            "safehold-engine", 1, "string", type="safehold-engine", source_id="safehold-e"
        )
    )
    writer.write_samples(key, 5000.0 + np.arange(len(texts)), [[text] for text in texts])
    writer.close()


@pytest.mark.parametrize("how", ["missing", "cut in the middle"])
def test_the_journals_copy_in_the_recording_stands_in_and_repair_writes_it_again(copy, how):
    runs = read_runs(copy.engine_log_path)
    add_copy_of_journal(copy)
    lines = copy.engine_log_path.read_bytes().splitlines(keepends=True)
    copy.engine_log_path.write_bytes(b"".join(lines[:5] + lines[7:]))
    if how == "missing":
        copy.engine_log_path.unlink()
    copy.info_path.unlink()
    journal = known_journal(copy)
    assert journal.from_recording
    assert list(journal.runs) == runs
    assert [p["label"] for p in known_info(copy).info["participants"]] == ["client", "therapist"]
    done = []
    repair_session(copy.path, done.append)
    assert done[0].startswith("engine.jsonl was written again")
    assert read_runs(copy.engine_log_path) == runs
    kept = copy.path / "engine.jsonl.damaged"
    assert kept.exists() == (how != "missing")
    assert SessionFolder.open(copy.path).read_info()["participants"]


@pytest.mark.slow
def test_a_journal_cut_in_the_middle_gives_all_its_other_lines(copy, computed):
    lines = copy.engine_log_path.read_bytes().splitlines(keepends=True)
    at = next(k for k, line in enumerate(lines) if b'"mark"' in line)
    copy.engine_log_path.write_bytes(b"".join(lines[:at] + lines[at + 1 :]))
    results = analyse(copy)
    assert results.beats == computed.beats
    assert 0 < len(results.events) <= len(computed.events)
    assert any("lines are missing" in text for text in results.warnings)
    assert any("lines are missing" in text for text in check_replay(copy).said)


@pytest.mark.slow
def test_without_both_the_recorded_streams_tell(copy, computed, capsys):
    copy.info_path.unlink()
    copy.engine_log_path.unlink()
    assert main(["export", str(copy.path), "--format", "csv"]) == 0
    (made,) = copy.exports_dir.iterdir()
    manifest = json.loads((made / "manifest.json").read_text())
    assert manifest["live_engine"] is False
    assert NO_LIVE_ENGINE in manifest["warnings"]
    assert "recorder's start" in manifest["time"]["zero"]
    assert "session.json is missing." in capsys.readouterr().err
    results = analyse(copy)
    assert [p.label for p in results.participants] == ["client", "therapist"]
    assert len(results.beats) == pytest.approx(len(computed.beats), abs=4)


def record_alone(root, streams):
    folder = SessionFolder.create(root, "alone", ALONE)
    writer = XdfWriter(folder.recording_path, datetime="2026-03-02T10:00:00+00:00")
    own = writer.add_stream(StreamHeader("safehold-recorder", 1, "string", type="Markers"))
    writer.write_samples(own, np.array([7000.25]), [["rec.start"]])
    for name, kind, source in streams:
        key = writer.add_stream(StreamHeader(name, 1, "float32", 100.0, kind, source))
        stamps = 6990.0 + np.arange(3000) / 100
        writer.write_samples(key, stamps, np.sin(stamps)[:, None].astype("f4"))
        writer.write_offset(key, 6991.0, 12.0)
        writer.write_offset(key, 7001.0, 12.5)
    writer.close()
    return folder


def test_one_persons_recording_made_alone_is_that_of_p1(tmp_path):
    folder = record_alone(tmp_path, [("H10", "ECG", "a"), ("Belt", "Respiration", "b")])
    run, said = recorded_run(folder, folder.read_info(), read_parts(folder.recording_paths))
    assert run.people == ("p1",)
    assert not run.live
    assert said[0] == NO_LIVE_ENGINE
    assert "p1" in said[1]
    assert run.session_zero == 7000.0
    assert run.segments[0][1:] == (0, 6990.0)
    mine = [(o.index, o.offset) for o in run.offsets if o.stream_id == "p1-ecg"]
    assert mine == [(0, 12.0), (1100, 12.5)]
    results = analyse(folder)
    assert [(p.label, p.code) for p in results.participants] == [("p1", "alone-p1")]
    assert results.clock.utc_at_zero == pytest.approx(1772445600.0 - 0.25)
    assert results.clock.uncertainty_s == 1.0


def test_people_are_known_by_the_names_of_their_streams(tmp_path):
    folder = record_alone(
        tmp_path, [("ECG p1", "ECG", "a"), ("ECG p2", "ECG", "b"), ("Belt P2", "Respiration", "c")]
    )
    run, _ = recorded_run(folder, folder.read_info(), read_parts(folder.recording_paths))
    assert run.people == ("p2", "p1") or run.people == ("p1", "p2")
    assert {s.stream_id for s in run.streams} == {"p1-ecg", "p2-ecg", "p2-respiration"}


def test_whose_a_stream_is_is_never_guessed(tmp_path):
    folder = record_alone(tmp_path, [("H10 A", "ECG", "a"), ("H10 B", "ECG", "b")])
    with pytest.raises(RecordingError, match="safehold streams"):
        recorded_run(folder, folder.read_info(), read_parts(folder.recording_paths))


def test_what_was_said_of_streams_in_the_study_holds(tmp_path):
    (tmp_path / "streams.toml").write_text(
        '[[stream]]\nname = "H10 A"\ntype = "ECG"\nsource_id = "a"\nperson = "client"\n'
        '[[stream]]\nname = "H10 B"\ntype = "ECG"\nsource_id = "b"\nperson = "therapist"\n'
    )
    folder = record_alone(tmp_path, [("H10 A", "ECG", "a"), ("H10 B", "ECG", "b")])
    (inputs,) = read_recording(folder).runs
    assert set(inputs.run.people) == {"client", "therapist"}
    assert all(used.stamps.size == 3000 for used in inputs.streams)


def test_a_recording_without_a_heart_or_breathing_says_what_it_holds(tmp_path):
    folder = record_alone(tmp_path, [("Thing", "Thing", "a")])
    with pytest.raises(RecordingError, match="'Thing'"):
        analyse(folder)


def test_a_folder_without_recording_and_journal_is_no_session(tmp_path):
    with pytest.raises(RecordingError):
        open_session(tmp_path, print)


def test_the_scene_of_the_drill_passes_and_sees_a_lost_recording(copy, tmp_path, monkeypatch):
    found, passed = emptied(copy.path, tmp_path / "emptied")
    assert passed, found
    assert copy.info_path.stat().st_size
    monkeypatch.setattr(
        "safehold.checks.drill_emptied.repair_session",
        lambda path: (path / "recording.xdf").write_bytes(b"XDF:"),
    )
    found, passed = emptied(copy.path, tmp_path / "again")
    assert not passed
    assert "NOT" in found or "CHANGED" in found


@pytest.mark.slow
def test_settings_of_the_session_are_used_not_those_of_the_study(copy):
    copy.info_path.unlink()
    assert analyse(copy).settings == DEMO


def test_a_replay_says_in_its_notices_what_is_missing(copy):
    damage_info(copy, "empty")
    copy.engine_log_path.unlink()
    replay = ReplaySession(copy, load_codebook())
    replay.begin()
    try:
        told = [notice.message for notice in replay.model.notices()]
    finally:
        replay.stop()
    assert "session.json is empty." in told
    assert NO_LIVE_ENGINE in told
