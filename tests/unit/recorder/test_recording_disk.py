"""What the disk does to a recording is told within 3 s as what it is, in the disk's words."""

from __future__ import annotations

import errno
import os
import threading
import time

import pytest

from recordings.disk import append_file
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.errors import RecordingError
from safehold.core.markers import decode_marker
from safehold.core.messages import Message
from safehold.core.types import Level
from safehold.recorder.disk_sync import DiskSync
from safehold.recorder.file import RecordingFile

pytestmark = pytest.mark.slow  # they wait for what is told in seconds
TOLD_S = 3.0
"""What the requirement allows."""


def causes(file):
    file.disk.look()
    return [trouble.cause for trouble in file.disk.troubles(time.monotonic())]


def told_within(file, cause, bound=TOLD_S):
    """Write on until a trouble is told; return it and how long that took, s."""
    began = time.monotonic()
    while time.monotonic() - began < 4 * bound:  # the bound holds for a machine with time
        file.note("rec.test")
        file.disk.retry()
        if cause in causes(file):
            (found,) = [t for t in file.disk.troubles(time.monotonic()) if t.cause == cause]
            print(f"{cause} told after {time.monotonic() - began:.2f} s")
            return found
        threading.Event().wait(0.02)
    raise AssertionError(f"{cause} is not told; {causes(file)}")


def over_within(file, cause, bound=20.0):
    began = time.monotonic()
    while cause in causes(file):
        assert time.monotonic() - began < bound
        threading.Event().wait(0.02)


def notes(path):
    rows = read_xdf(path).stream(name="safehold-recorder").values
    return [decode_marker(row[0])[0] for row in rows]


def refuse(number):
    def refused(*_args):
        raise OSError(number, os.strerror(number))

    return refused


def test_all_is_well_as_long_as_the_disk_says_so(file):
    file.note("rec.test")
    assert causes(file) == []
    assert file.message == ""


@pytest.mark.parametrize(
    ("number", "cause", "words"),
    [
        (errno.EIO, "disk_io_unsynced", "input/output error"),
        (errno.EROFS, "disk_read_only_unsynced", "read-only"),
        (errno.ENODEV, "disk_gone_unsynced", "does not answer"),
    ],
)
def test_a_sync_that_the_disk_refuses_is_told_and_not_counted(
    file, monkeypatch, number, cause, words
):
    while file.sync.unsynced_s(time.monotonic()):
        threading.Event().wait(0.01)
    with monkeypatch.context() as patch:
        patch.setattr(append_file, "_sync_data", refuse(number))
        n_syncs = file.sync.n_syncs
        found = told_within(file, cause)
        assert words in found.what
        assert "does not confirm" in found.what
        assert found.level is Level.ERROR
        assert file.sync.n_syncs == n_syncs
        while file.sync.unsynced_s(time.monotonic()) < 0.3:
            threading.Event().wait(0.01)
    over_within(file, cause)
    assert file.sync.n_failed > 0
    file.close()
    assert file.disk.problems() == []
    said = " ".join(file.disk.remarks())
    assert "the disk refused" in said
    assert "later than 0.25 s" in said
    assert {"rec.sync_failed", "rec.sync_resumed", "rec.disk"} <= set(notes(file.writer.path))


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EIO, "disk_io"),
        (errno.EROFS, "disk_read_only"),
        (errno.EDQUOT, "disk_quota"),
    ],
)
def test_a_write_that_the_disk_refuses_is_told_with_its_cause_and_loses_nothing(
    file, monkeypatch, number, cause
):
    real = os.write
    with monkeypatch.context() as patch:
        own = file.writer.file._fd
        patch.setattr(os, "write", lambda fd, b: refuse(number)() if fd == own else real(fd, b))
        found = told_within(file, cause)
        assert "data waits in memory" in found.what
        assert ("Free space" in found.remedy) == (cause == "disk_full")
    file.disk.retry()
    over_within(file, cause)
    file.close()
    assert file.disk.problems() == []
    found = notes(file.writer.path)
    assert ("rec.disk_full" in found) == (cause in ("disk_full", "disk_quota"))
    assert "rec.disk_resumed" in found


def test_a_disk_that_hangs_is_told_while_it_hangs(file, monkeypatch):
    real, go = append_file._sync_data, threading.Event()
    with monkeypatch.context() as patch:
        patch.setattr(append_file, "_sync_data", lambda fd: (go.wait(60), real(fd)))
        found = told_within(file, "disk_slow")
        assert "slow" in found.what
        go.set()
    over_within(file, "disk_slow")
    file.close()
    assert file.disk.facts()["n_late_syncs"] >= 1
    assert file.disk.facts()["max_unsynced_s"] > 0.25


def test_a_deleted_recording_is_told_and_saved_at_its_name(file):
    path = file.writer.path
    path.unlink()
    found = told_within(file, "file_deleted")
    over = "saved again"
    if over not in found.what:  # told while it was being saved
        file.disk.watch.look()
        found = told_within(file, "file_deleted")
    assert str(path) in found.what
    file.close()
    assert read_xdf(path).complete
    assert {"rec.start", "rec.file_restored"} <= set(notes(path))
    assert file.disk.problems() == []
    assert any("deleted while it was recorded" in text for text in file.disk.remarks())


def test_a_recording_deleted_just_before_the_end_is_saved_too(file):
    path = file.writer.path
    path.unlink()
    file.close()
    assert read_xdf(path).complete


def test_a_renamed_recording_is_told_and_stands_in_the_receipt(file, tmp_path):
    new = file.writer.path.rename(tmp_path / "b.xdf")
    found = told_within(file, "file_moved")
    assert str(new) in found.what
    file.close()
    assert read_xdf(new).complete
    assert any(str(new) in text for text in file.disk.problems())
    assert file.receipt(())["losses"] != []


def test_a_deleted_recording_that_has_no_place_is_told_until_it_has_one(tmp_path):
    places = []
    file = RecordingFile(tmp_path / "a.xdf", "s-01", places=lambda: places)
    file.writer.path.unlink()
    found = told_within(file, "file_deleted")
    assert "still held open" in found.what
    assert "Do not stop" in found.remedy
    places.append(tmp_path / "b.xdf")
    file.close()
    assert read_xdf(tmp_path / "b.xdf").complete


def test_a_recording_that_another_program_cuts_is_told_and_does_not_pass(file):
    file.note("rec.test")
    os.truncate(file.writer.path, file.writer.size - 7)
    assert "-7 bytes" in told_within(file, "file_changed").what
    file.close()
    assert any("-7 bytes" in text for text in file.disk.problems())


def test_a_disk_that_does_not_say_where_the_file_is_is_an_alarm(file):
    with file.disk.watch._looking:  # as in a folder that hangs
        assert "does not answer" in told_within(file, "file_unknown").what


def test_a_second_copy_that_is_deleted_is_written_again(tmp_path):
    file = RecordingFile(tmp_path / "a.xdf", "s-01", tmp_path / "copy.xdf")
    (tmp_path / "copy.xdf").unlink()
    began = time.monotonic()
    while not (tmp_path / "copy.xdf").exists():
        file.note("rec.test")
        file.disk.look()
        assert time.monotonic() - began < 4 * TOLD_S
        threading.Event().wait(0.02)
    file.close()
    assert (tmp_path / "copy.xdf").read_bytes() == (tmp_path / "a.xdf").read_bytes()


def test_a_failed_sync_leaves_its_data_at_risk_until_the_disk_confirms_it():
    answers = [RecordingError(Message("no")), RecordingError(Message("no")), None]
    done = threading.Event()

    def sync():
        answer = answers.pop(0) if answers else None
        if answer is not None:
            raise answer
        done.set()

    disk = DiskSync(sync)
    arrived = time.monotonic()
    disk.written(arrived)
    assert done.wait(20)
    assert disk.close()
    assert (disk.n_failed, disk.n_syncs, disk.failure) == (2, 1, "")
    assert disk.unsynced_s(time.monotonic()) == 0.0
    assert disk.max_age_s > 0
