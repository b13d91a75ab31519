"""What is written is its owner's alone unless the study says otherwise, and its name is synced."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from recordings.disk import private_files
from recordings.disk.append_file import AppendFile
from recordings.disk.atomic_export import write_export
from recordings.disk.private_files import folder_mode, make_folder, share_with
from recordings.folder.journal_file import JournalWriter
from recordings.folder.session import SessionFolder
from safehold.core.errors import RecordingError
from safehold.core.study_file import parse_study

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture(autouse=True)
def open_umask():
    """The process's own umask is what it is for other programs: the code must not rely on it."""
    before = os.umask(0o000)
    yield
    os.umask(before)
    share_with("owner")


@pytest.fixture
def synced(monkeypatch):
    """Which folders are synced, in order."""
    found = []
    real = os.fsync

    def fsync(fd):
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            found.append(os.stat(fd).st_ino)
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def modes(folder):
    """Return the modes of all that is in a folder."""
    return {
        stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
        if path.is_file() or path.is_dir()
    }


def make_session(root, **study):
    session = SessionFolder.create(root, "s-01", {"participants": [], "study": study})
    AppendFile(session.recording_path, exclusive=True).close()
    JournalWriter(session.engine_log_path).close()

    def fill(folder):
        (folder / "sub").mkdir(mode=0o777)
        (folder / "sub" / "table.csv").write_text("a\n")  # as a library writes

    write_export(session.exports_dir, "tidy", fill, check=lambda _: None)
    return session


def test_a_session_and_its_exports_are_their_owners_alone(tmp_path):
    session = make_session(tmp_path / "study")
    assert modes(session.path) == {0o600, 0o700}
    assert stat.S_IMODE((tmp_path / "study").stat().st_mode) == 0o700


def test_a_study_may_let_the_group_in_and_what_is_made_later_follows_it(tmp_path):
    session = make_session(tmp_path / "study", access="group")
    assert modes(session.path) == {0o660, 0o770}
    share_with("owner")
    SessionFolder.open(session.path)  # another program, later
    AppendFile(session.edits_path, exclusive=True).close()
    assert stat.S_IMODE(session.edits_path.stat().st_mode) == 0o660


def test_the_study_file_says_who_may_read():
    assert parse_study("schema = 1", source="x").access == "owner"
    assert parse_study('schema = 1\naccess = "group"', source="x").access == "group"
    with pytest.raises(Exception, match="access = 'world' is unknown") as caught:
        parse_study('schema = 1\naccess = "world"', source="x")
    assert "owner, group" in caught.value.remedy
    with pytest.raises(RecordingError):
        share_with("world")


@pytest.mark.slow
def test_programs_of_ours_set_the_umask_for_libraries_too(tmp_path):
    code = (
        "import os, sys; from safehold.cli import main as cli\n"
        "try: cli.main(['--version'])\n"
        "except SystemExit: pass\n"
        "from recordings.disk.private_files import own_process\n"
        "own_process(); open(sys.argv[1], 'w').close()"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], check=True, umask=0)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.parametrize("module", ["safehold.cli.main", "safehold.recorder.process"])
def test_each_program_of_ours_does_so_first(module, monkeypatch):
    called = []
    name = f"{module}.own_process"
    monkeypatch.setattr(name, lambda: called.append(1) or sys.exit(0))
    with pytest.raises(SystemExit):
        __import__(module, fromlist=["main"]).main(["streams"] if "cli" in module else ["x"])
    assert called


def test_every_new_folder_is_synced_up_to_one_that_was_there(tmp_path, synced):
    make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [p.stat().st_ino for p in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")]
    make_folder(tmp_path / "a" / "b")
    assert len(synced) == 3
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "a", exist_ok=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")


def test_the_names_of_a_session_its_journal_and_its_exports_are_synced(tmp_path, synced):
    session = make_session(tmp_path / "new" / "study")
    wanted = [
        tmp_path, tmp_path / "new", tmp_path / "new" / "study", session.path,
        session.exports_dir, session.exports_dir / "tidy", session.exports_dir / "tidy" / "sub",
    ]  # fmt: skip
    missing = [path for path in wanted if path.stat().st_ino not in synced]
    assert missing == []
    synced.clear()
    JournalWriter(session.recall_path).close()
    assert synced == [session.path.stat().st_ino]


def test_a_file_system_that_cannot_sync_folders_is_left_alone(tmp_path, monkeypatch):
    def refuse(_fd):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(private_files.os, "fsync", refuse)
    make_folder(tmp_path / "a")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == folder_mode()
