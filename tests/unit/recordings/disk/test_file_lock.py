"""A log that several programs write to: one at a time, and each goes on after the others."""

from __future__ import annotations

import errno
import os
import threading

import pytest

from recordings.disk import file_lock
from recordings.disk.append_file import AppendFile, DiskFullError
from recordings.disk.file_lock import held
from recordings.folder.journal_file import JournalWriter, read_journal
from safehold.core.errors import RecordingError


@pytest.fixture
def descriptors(tmp_path):
    path = tmp_path / "log"
    opened = [os.open(path, os.O_RDWR | os.O_CREAT) for _ in range(2)]
    yield path, *opened
    for fd in opened:
        os.close(fd)


def test_who_does_not_let_go_is_told_of(descriptors):
    path, mine, other = descriptors
    refused = pytest.raises(RecordingError, match="does not end")
    with held(other, path), refused, held(mine, path, wait_s=0.0):
        pass
    with held(mine, path, wait_s=0.0):
        pass


def test_who_waits_gets_it_when_the_other_lets_go(descriptors):
    path, mine, other = descriptors
    order, waiting = [], threading.Event()

    def wait():
        waiting.set()
        with held(mine, path):
            order.append("mine")

    with held(other, path):
        thread = threading.Thread(target=wait)
        thread.start()
        waiting.wait(10)
        order.append("other")
    thread.join(10)
    assert order == ["other", "mine"]


def test_a_file_system_without_locks_is_written_to_all_the_same(descriptors, monkeypatch):
    path, mine, other = descriptors

    def refuse(fd, at):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    with held(mine, path), held(other, path, wait_s=0.0):
        pass


def test_a_full_disk_cuts_off_nothing_that_another_program_wrote(tmp_path, monkeypatch):
    path = tmp_path / "log"
    mine, other = AppendFile(path, exclusive=False), AppendFile(path, exclusive=False)
    mine.append(b"one\n")
    with other.alone() as came:
        assert came == 4
        other.append(b"two\n")
    written = os.write

    def half(fd, data):
        if len(data) < 4:
            raise OSError(errno.ENOSPC, "no space left")
        return written(fd, data[:2])

    monkeypatch.setattr(os, "write", half)
    with mine.alone() as came:
        assert came == 4
        with pytest.raises(DiskFullError):
            mine.append(b"last\n")
    monkeypatch.undo()
    assert path.read_bytes() == b"one\ntwo\n"
    mine.close()
    other.close()


def test_a_line_that_another_programs_crash_cut_is_closed_and_numbers_go_on(tmp_path):
    path = tmp_path / "a.jsonl"
    log = JournalWriter(path)
    log.append("mine")
    with path.open("ab") as other:
        other.write(b'{"seq":2,"kind":"other"}\n{"seq":3,"kind":"cu')
    with log.alone():
        assert log.append("mine") == 3
    log.close()
    assert [(line["seq"], line["kind"]) for line in read_journal(path)] == [
        (1, "mine"), (2, "other"), (3, "mine"),
    ]  # fmt: skip
