"""A recording deleted or renamed while it runs: told, saved, and stopped wherever it is."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.markers import decode_marker
from safehold.files.receipt import check_session
from safehold.recorder.client import RecorderClient
from safehold.recorder.keeper import RecorderKeeper
from safehold.recorder.process import RecorderOptions
from tests.integration._session import Network

pytestmark = pytest.mark.lsl


def deleted_file(session: SessionFolder) -> Path:
    session.recording_path.unlink()
    return session.path


def deleted_folder(session: SessionFolder) -> Path:
    shutil.rmtree(session.path, ignore_errors=True)
    return session.path


def renamed_folder(session: SessionFolder) -> Path:
    return session.path.rename(session.path.with_name("s-01-old"))


def replaced_file(session: SessionFolder) -> Path:
    other = session.path / "download.tmp"
    shutil.copy(session.recording_path, other)
    other.replace(session.recording_path)
    return session.path


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (deleted_file, "file_deleted"),
        (deleted_folder, "file_deleted"),
        (renamed_folder, "file_moved"),
        (replaced_file, "file_deleted"),
    ],
)
def test_a_recording_that_is_taken_away_is_told_saved_and_stopped(
    lsl_network, tmp_path, fault, cause
):
    session = SessionFolder.create(tmp_path, "s-01", {"participants": []})
    client = RecorderClient(session.path)
    client.start(RecorderOptions(session.path, min_streams=0, wait_s=0.0))
    try:
        lsl_network.wait_until(lambda: client.report()["n_syncs"] > 0)
        began = time.monotonic()
        folder = fault(session)
        lsl_network.wait_until(
            lambda: cause in {trouble.cause for trouble in client.status().troubles}
        )
        print(f"{fault.__name__} told after {time.monotonic() - began:.2f} s")
        lsl_network.wait_until(lambda: list(folder.glob("recording.xdf")))
        assert client.running()
        # as from another terminal, with the path that the user knows
        stopped = Network(lsl_network.env).run("record", str(session.path), "--stop")
        assert stopped.returncode == 0, stopped.stderr
        assert not client.running()
        assert client._process is not None
        assert client._process.wait(60) == 0
    finally:
        if client._process is not None and client._process.poll() is None:
            client._process.kill()
            client._process.wait()
    found = read_xdf(folder / "recording.xdf")
    assert found.complete
    told = [decode_marker(row[0])[0] for row in found.stream(name="safehold-recorder").values]
    assert told[0] == "rec.start"
    assert {"rec.file_moved", "rec.file_restored"} & set(told)
    check = check_session(SessionFolder.open(folder))
    assert check.wrong == ()
    assert any("while it was recorded" in text for text in check.remarks)
    if fault is replaced_file:
        assert (folder / "recording.xdf.other-1").exists()


def test_a_frozen_recorder_is_told(lsl_network, tmp_path):
    session = SessionFolder.create(tmp_path, "s-01", {"participants": []})
    client = RecorderClient(session.path)
    client.start(RecorderOptions(session.path, min_streams=0, wait_s=0.0))
    process = client._process
    assert process is not None
    try:
        os.kill(process.pid, 19)
        lsl_network.wait_until(
            lambda: "no_answer" in {trouble.cause for trouble in client.status().troubles}
        )
    finally:
        process.kill()
        process.wait()


def test_a_killed_recorder_is_back_within_5_s_in_a_further_part_with_its_gap(
    lsl_network, tmp_path
):
    session = SessionFolder.create(tmp_path, "s-01", {"participants": []})
    client = RecorderClient(session.path)
    client.start(RecorderOptions(session.path, min_streams=0, wait_s=0.0))
    keeper = RecorderKeeper(client)

    def look(cause):
        return cause in {t.cause for t in keeper.look(client.status(), time.monotonic()).troubles}

    try:
        assert not look("recorder_died")
        os.kill(client.report()["pid"], 9)
        killed = time.monotonic()
        lsl_network.wait_until(lambda: look("recorder_died"))
        lsl_network.wait_until(lambda: look("recorder_back"))
        took = time.monotonic() - killed
        print(f"back after {took:.2f} s")
        assert took < 5.0 or os.getloadavg()[0] > 2
        keeper.close()
        client.request_stop()
        assert client.wait_stopped(60)
        assert not look("recorder_died")
    finally:
        if client.running():
            os.kill(client.report()["pid"], 9)
    assert [path.name for path in session.recording_paths] == ["recording.xdf", "recording-2.xdf"]
    remarks = check_session(session).remarks
    assert any("between recording.xdf and it" in text for text in remarks)
