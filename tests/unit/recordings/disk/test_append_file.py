"""An open file: followed where it goes, saved where it was deleted, synced or said not to be."""

from __future__ import annotations

import errno
import os

import pytest

from recordings.disk import append_file
from recordings.disk.append_file import AppendFile
from recordings.disk.disk_errors import CAUSES, DiskError, DiskFullError, cause_of, disk_error
from recordings.disk.whereabouts import Place
from safehold.core.messages import Message


@pytest.fixture
def file(tmp_path):
    opened = AppendFile(tmp_path / "a.bin", exclusive=True)
    opened.append(b"one")
    yield opened
    opened.close()


def test_a_file_in_its_place_is_found_there_with_all_its_bytes(file):
    state = file.look()
    assert (state.place, state.path, state.size, state.surplus) == (
        Place.IN_PLACE, file.path, 3, 0,
    )  # fmt: skip


def test_a_renamed_file_is_followed_and_written_on(file, tmp_path):
    (tmp_path / "new").mkdir()
    new = file.path.rename(tmp_path / "new" / "b.bin")
    state = file.look()
    assert (state.place, state.path) == (Place.MOVED, new)
    file.moved_to(new)
    file.append(b"two")
    assert file.look().place is Place.IN_PLACE
    assert new.read_bytes() == b"onetwo"


def test_a_deleted_file_is_written_again_with_what_comes_after(file, tmp_path):
    file.path.unlink()
    file.append(b"two")
    assert file.look().place is Place.DELETED
    file.restore(tmp_path / "a.bin")
    file.append(b"three")
    file.sync()
    assert (tmp_path / "a.bin").read_bytes() == b"onetwothree"
    assert file.look().place is Place.IN_PLACE
    assert file.synced == file.size == 11


def test_a_name_that_another_file_has_taken_is_a_deleted_file(file):
    other = file.path.with_name("other")
    other.write_bytes(b"one")
    other.replace(file.path)
    assert file.look().place is Place.DELETED


def test_a_deleted_file_that_cannot_be_saved_stays_open_and_takes_records(
    file, tmp_path, monkeypatch
):
    file.path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(append_file, "_copy", _refuse(errno.ENOSPC))
        with pytest.raises(DiskFullError) as caught:
            file.restore(tmp_path / "b.bin")
    assert caught.value.cause == "full"
    assert not (tmp_path / "b.bin").exists()
    file.append(b"two")
    file.restore(tmp_path / "b.bin")
    assert (tmp_path / "b.bin").read_bytes() == b"onetwo"


@pytest.mark.parametrize(("n", "surplus"), [(1, -2), (5, 2)])
def test_a_size_that_another_program_changed_is_seen(file, n, surplus):
    os.truncate(file.path, n)
    assert file.look().surplus == surplus


def test_what_a_failed_sync_covered_is_written_again_before_the_next_counts(
    file, tmp_path, monkeypatch
):
    file.sync()
    file.append(b"two")
    again = []
    real = append_file._write_again
    monkeypatch.setattr(
        append_file, "_write_again", lambda *args: again.append(args[2:]) or real(*args)
    )
    with monkeypatch.context() as patch:
        patch.setattr(append_file, "_sync_data", _refuse(errno.EIO))
        with pytest.raises(DiskError) as caught:
            file.sync()
        assert (caught.value.cause, file.synced) == ("io", 3)
    file.append(b"three")
    file.sync()
    assert again == [(3, 11)]
    assert file.synced == 11
    assert file.path.read_bytes() == b"onetwothree"


def test_a_file_closed_without_the_disks_word_is_not_said_to_be_synced(tmp_path, monkeypatch):
    file = AppendFile(tmp_path / "b.bin", exclusive=True)
    file.append(b"one")
    with monkeypatch.context() as patch:
        patch.setattr(append_file, "_sync_data", _refuse(errno.EIO))
        with pytest.raises(DiskError):
            file.close()
    with pytest.raises(DiskError, match="before the disk confirmed"):
        file.sync()


@pytest.mark.parametrize(
    ("name", "cause"),
    [("ENOSPC", "full"), ("EDQUOT", "quota"), ("EFBIG", "too_large"), ("EROFS", "read_only"),
     ("EIO", "io"), ("ENODEV", "gone"), ("ESTALE", "gone"), ("EACCES", "denied"),
     ("EINVAL", "other")],
)  # fmt: skip
def test_each_error_of_the_system_has_its_own_cause_and_remedy(name, cause):
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number))
    assert cause_of(error) == cause
    told = disk_error(Message("Writing a.xdf"), error)
    assert (told.cause, told.remedy) == (cause, CAUSES[cause][1])
    assert os.strerror(number) in told.message
    assert len({remedy for _, remedy in CAUSES.values()}) == len(CAUSES)


def _refuse(number):
    def refuse(*_args):
        raise OSError(number, os.strerror(number))

    return refuse
