"""A second copy is the same file, or a whole-chunk beginning of it, and holds up nobody."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from recordings.disk.append_file import AppendFile, DiskFullError
from recordings.disk.copy_file import CopyFile
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import RecordingError
from safehold.core.messages import Message


def record(path, copy, n=20):
    writer = XdfWriter(path, copy=copy.put)
    stream = writer.add_stream(StreamHeader("s", 1, "double64", 10.0))
    for k in range(n):
        writer.write_samples(stream, np.arange(10.0) + 10 * k + 1, np.full((10, 1), float(k)))
    writer.close()
    return writer


def test_a_copy_is_the_same_file(tmp_path):
    copy = CopyFile(tmp_path / "copy.xdf")
    writer = record(tmp_path / "a.xdf", copy)
    assert copy.close()
    assert (tmp_path / "copy.xdf").read_bytes() == writer.path.read_bytes()
    assert (copy.sha256, copy.failure) == (writer.sha256, "")


def test_an_existing_copy_is_refused(tmp_path):
    (tmp_path / "copy.xdf").write_bytes(b"precious")
    with pytest.raises(RecordingError, match="never overwritten"):
        CopyFile(tmp_path / "copy.xdf")
    assert (tmp_path / "copy.xdf").read_bytes() == b"precious"


def test_a_disk_that_hangs_costs_the_copy_and_not_the_recording(tmp_path, monkeypatch):
    released, real = threading.Event(), AppendFile.append

    def hang(self, record):
        if self.path.name == "copy.xdf" and self.size > 500:
            released.wait(20)
        real(self, record)

    monkeypatch.setattr(AppendFile, "append", hang)
    copy = CopyFile(tmp_path / "copy.xdf", limit=2000)
    writer = record(tmp_path / "a.xdf", copy)  # would hang here
    assert len(read_xdf(writer.path).streams[0].stamps) == 200
    assert copy.given_up
    assert "too slow" in copy.failure
    assert not copy.close(timeout=0.1)
    released.set()
    copy._thread.join(5)
    assert writer.path.read_bytes().startswith((tmp_path / "copy.xdf").read_bytes())
    assert read_xdf(tmp_path / "copy.xdf").n_bytes_beyond == 0


def test_a_copy_goes_on_when_its_disk_has_space_again(tmp_path, monkeypatch):
    monkeypatch.setattr("recordings.disk.copy_file.RETRY_S", 0.01)
    real, refusals, freed = AppendFile.append, [], threading.Event()

    def refuse(self, record):
        if self.path.name == "copy.xdf" and self.size > 500 and len(refusals) < 5:
            refusals.append(1)
            if len(refusals) == 5:
                freed.set()
            raise DiskFullError(Message("No space left."))
        real(self, record)

    monkeypatch.setattr(AppendFile, "append", refuse)
    copy = CopyFile(tmp_path / "copy.xdf")
    writer = record(tmp_path / "a.xdf", copy)
    assert freed.wait(5)
    assert copy.close()
    assert (tmp_path / "copy.xdf").read_bytes() == writer.path.read_bytes()


def test_a_copy_that_cannot_be_finished_says_so(tmp_path, monkeypatch):
    real = AppendFile.append

    def refuse(self, record):
        if self.path.name == "copy.xdf" and self.size > 500:
            raise DiskFullError(Message("No space left."))
        real(self, record)

    monkeypatch.setattr(AppendFile, "append", refuse)
    copy = CopyFile(tmp_path / "copy.xdf")
    writer = record(tmp_path / "a.xdf", copy)
    assert not copy.close()
    assert "No space" in copy.failure
    assert read_xdf(writer.path).complete
