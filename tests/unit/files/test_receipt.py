"""The receipt passes for what was recorded, and says what is wrong with anything else."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.cli.main import main
from safehold.core.errors import RecordingError
from safehold.core.markers import encode_marker
from safehold.files.receipt import check_session, examine
from safehold.recorder.reading import open_session, repair_session


def write_recording(path, **totals):
    writer = XdfWriter(path)
    ecg = writer.add_stream(StreamHeader("ecg", 2, "float32", 100.0))
    rr = writer.add_stream(StreamHeader("rr", 1, "double64"))
    own = writer.add_stream(StreamHeader("safehold-recorder", 1, "string"))
    stamps = 50 + np.arange(1000) / 100
    stamps[400:] += 2.0  # the sensor was away
    values = np.random.default_rng(1).standard_normal((1000, 2), dtype=np.float32)
    for k in range(0, 1000, 50):
        writer.write_samples(ecg, stamps[k : k + 50], values[k : k + 50])
    writer.write_offset(ecg, 50.0, -0.1, 1e-4)
    writer.write_offset(ecg, 54.0, -0.1, 1e-4)
    writer.write_samples(rr, np.array([51.0, 52.0]), np.array([[800.0], [810.0]]))
    counts = {"n_late": "0", "max_late_s": "0", **totals}
    text = encode_marker("rec.totals", {"stream": "1", **counts})
    writer.write_samples(own, np.array([60.0]), [[text]])
    return writer


@pytest.fixture
def session(tmp_path):
    folder = SessionFolder.create(tmp_path, "s-01", {"participants": []})
    write_recording(folder.recording_path).close()
    give_receipt(folder)
    return folder


def give_receipt(folder, losses=()):
    part = {**examine(folder.recording_path), "losses": list(losses), "software": {"x": "1"}}
    folder.update_info(receipt={"passes": not losses, "parts": [part]})


def test_what_was_recorded_passes_and_gaps_of_the_sensor_are_told(session):
    found = check_session(session)
    assert found.passes
    assert found.software == {"x": "1"}
    (ecg, rr) = found.parts[0]["streams"]
    assert (ecg["n_samples"], ecg["n_gaps"], ecg["n_offsets"]) == (1000, 1, 2)
    assert ecg["gap_s"] == pytest.approx(2.0)
    assert ecg["mean_rate"] == pytest.approx(100.0)
    assert ecg["jitter_s"] == pytest.approx(0.0, abs=1e-6)
    assert ecg["n_late"] == 0
    assert rr["mean_rate"] is None
    assert any("ecg" in text and "1 gaps" in text for text in found.remarks)
    assert any("rr" in text and "no clock offset" in text for text in found.remarks)


def test_counts_of_the_recorder_stand_in_the_file(tmp_path):
    write_recording(tmp_path / "a.xdf", n_overruns="3", n_late="7", max_late_s="2.5").close()
    ecg = examine(tmp_path / "a.xdf")["streams"][0]
    assert (ecg["n_overruns"], ecg["n_late"], ecg["max_late_s"]) == (3, 7, 2.5)


def test_losses_make_a_receipt_that_does_not_pass(tmp_path):
    folder = SessionFolder.create(tmp_path, "s-01", {})
    write_recording(folder.recording_path, n_overruns="3", n_dropped="40").close()
    give_receipt(folder)
    wrong = " ".join(check_session(folder).wrong)
    assert "3 times" in wrong
    assert "40 samples were dropped" in wrong


def test_one_changed_byte_is_found(session):
    raw = bytearray(session.recording_path.read_bytes())
    raw[len(raw) // 2] ^= 1
    session.recording_path.write_bytes(raw)
    wrong = check_session(session).wrong
    assert any("sha256" in text for text in wrong)


def test_a_receipt_that_claims_other_counts_is_found(session):
    info = session.read_info()
    info["receipt"]["parts"][0]["streams"][0]["n_samples"] = 999
    session.update_info(receipt=info["receipt"])
    (wrong,) = check_session(session).wrong
    assert "n_samples is 1000; the receipt says 999" in wrong


def test_a_recording_that_is_gone_or_has_no_receipt_is_found(session):
    shutil.copy(session.recording_path, session.path / "recording-2.xdf")
    (wrong,) = check_session(session).wrong
    assert "recording-2.xdf: no receipt" in wrong
    (session.path / "recording-2.xdf").unlink()
    info = session.read_info()
    info["receipt"]["parts"].append({**info["receipt"]["parts"][0], "file": "recording-2.xdf"})
    session.update_info(receipt=info["receipt"])
    (wrong,) = check_session(session).wrong
    assert "recording-2.xdf is missing" in wrong


@pytest.fixture
def cut_session(tmp_path):
    """A session whose recorder was killed: no footers, half a chunk at the end, no receipt."""
    folder = SessionFolder.create(tmp_path, "s-02", {"participants": []})
    writer = write_recording(folder.recording_path)
    with folder.recording_path.open("ab") as file:
        file.write(b"\x04\xff\x00\x00\x00\x03\x00half a chunk")
    del writer
    return folder


def test_opening_repairs_what_ended_badly_and_keeps_the_original(cut_session):
    before = cut_session.recording_path.read_bytes()
    said = []
    open_session(cut_session.path, said.append)
    (text,) = said
    assert "did not end properly" in text
    assert "1003 samples of 3 streams" in text
    assert "19 bytes of broken chunks" in text
    assert cut_session.recording_path.read_bytes() == before
    mended = read_xdf(cut_session.path / "recording.repaired.xdf")
    assert mended.complete
    original = read_xdf(cut_session.recording_path)
    for one, other in zip(mended.streams, original.streams, strict=True):
        np.testing.assert_array_equal(one.stamps, other.stamps)
    open_session(cut_session.path, said.append)
    assert len(said) == 1  # once is enough
    assert [p.name for p in cut_session.recording_paths] == ["recording.xdf"]


def test_opening_a_whole_session_says_and_makes_nothing(session):
    said = []
    open_session(session.path, said.append)
    assert said == []
    assert sorted(p.name for p in session.path.iterdir()) == ["recording.xdf", "session.json"]


def test_a_session_being_recorded_is_not_repaired(cut_session, monkeypatch):
    monkeypatch.setattr("safehold.recorder.reading.is_recording", lambda _: True)
    said = []
    open_session(cut_session.path, said.append)
    assert said == []
    with pytest.raises(RecordingError, match="being recorded"):
        repair_session(cut_session.path)


def test_the_commands_check_and_repair_say_it_plainly(session, cut_session, capsys):
    assert main(["check", str(session.path)]) == 0
    assert "PASSES" in capsys.readouterr().out
    assert main(["check", str(session.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passes"] is True
    assert main(["check", str(cut_session.path)]) == 1
    printed = capsys.readouterr()
    assert "DOES NOT PASS" in printed.out
    assert "footers are missing" in printed.out
    assert "The original is unchanged" in printed.err
    assert main(["repair", str(session.path)]) == 0
    assert "nothing to repair" in capsys.readouterr().out
    assert main(["repair", str(cut_session.path)]) == 4  # the copy is there already
    assert "nothing is overwritten" in capsys.readouterr().err
    assert main(["check", str(session.path / "nowhere")]) == 4
