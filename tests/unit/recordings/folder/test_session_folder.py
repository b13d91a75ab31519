from __future__ import annotations

import json
import os

import pytest

from recordings.folder.session import SessionFolder, read_json, write_json
from safehold.core.errors import RecordingCorruptError, RecordingError

as_root = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_new_session_can_be_opened_and_says_what_it_was_given(tmp_path):
    made = SessionFolder.create(tmp_path / "study", "s-01", {"participants": ["client"]})
    folder = SessionFolder.open(made.path)
    info = folder.read_info()
    assert info["participants"] == ["client"]
    assert (info["schema"], info["session_id"]) == (1, "s-01")
    assert folder.recording_path.name == "recording.xdf"
    assert folder.engine_log_path.name == "engine.jsonl"
    assert folder.edits_path.name == "edits.jsonl"
    assert folder.exports_dir.name == "exports"


@pytest.mark.parametrize("wrong", ["", "Anna", "a b", "../up", "a/b", "ä", "x" * 65, "a\n"])
def test_an_id_that_is_no_study_code_is_refused(tmp_path, wrong):
    with pytest.raises(RecordingError, match="cannot be a session id"):
        SessionFolder.create(tmp_path, wrong, {})
    assert list(tmp_path.iterdir()) == []


def test_an_existing_session_is_refused_and_left_alone(tmp_path):
    folder = SessionFolder.create(tmp_path, "s-01", {"who": 1})
    with pytest.raises(RecordingError, match="exists already"):
        SessionFolder.create(tmp_path, "s-01", {"who": 2})
    assert folder.read_info()["who"] == 1


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (None, RecordingError, "cannot be read"),
        ("{half", RecordingCorruptError, "not JSON"),
        ("[1]", RecordingCorruptError, "no JSON object"),
        ('{"schema": 2}', RecordingError, "schema 2"),
        ("{}", RecordingError, "schema None"),
    ],
)
def test_a_folder_that_is_no_session_is_refused_in_plain_words(tmp_path, text, error, words):
    if text is not None:
        (tmp_path / "session.json").write_text(text)
    with pytest.raises(error, match=words):
        SessionFolder.open(tmp_path)


def test_a_missing_folder_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(RecordingError, match="no session folder") as caught:
        SessionFolder.open(tmp_path / "nowhere")
    assert caught.value.remedy


def test_session_json_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    folder = SessionFolder.create(tmp_path, "s-01", {"n": 1})

    def no_space(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recordings.folder.session.os.fsync", no_space)
    with pytest.raises(RecordingError, match="No space left"):
        folder.write_info({"n": 2})
    assert folder.read_info()["n"] == 1
    assert sorted(p.name for p in folder.path.iterdir()) == ["session.json"]


def test_a_session_that_cannot_be_begun_leaves_nothing_behind(tmp_path, monkeypatch):
    def no_space(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recordings.folder.session.os.replace", no_space)
    with pytest.raises(RecordingError, match="No space left"):
        SessionFolder.create(tmp_path, "s-01", {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordingError, match=r"cannot be made|exists already") as caught:
        SessionFolder.create(tmp_path / "file", "s-01", {})
    assert caught.value.remedy


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_an_unwritable_folder_is_refused_with_a_remedy(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(RecordingError, match="cannot be made") as caught:
        SessionFolder.create(tmp_path, "s-01", {})
    assert "may write" in caught.value.remedy


def test_parts_of_a_recording_are_numbered(tmp_path):
    folder = SessionFolder.create(tmp_path, "s-01", {})
    assert folder.recording_paths == []
    for name in ("recording.xdf", "recording-2.xdf", "recording-3.xdf"):
        assert folder.next_recording_path.name == name
        folder.next_recording_path.touch()
    assert [path.name for path in folder.recording_paths][1:] == [
        "recording-2.xdf",
        "recording-3.xdf",
    ]


def test_json_that_is_not_finite_is_refused(tmp_path):
    with pytest.raises(ValueError):
        write_json(tmp_path / "a.json", {"x": float("nan")})
    write_json(tmp_path / "b.json", {"x": 0.1 + 0.2})
    assert read_json(tmp_path / "b.json") == {"x": 0.1 + 0.2}
    assert json.loads((tmp_path / "b.json").read_text()) == {"x": 0.1 + 0.2}
