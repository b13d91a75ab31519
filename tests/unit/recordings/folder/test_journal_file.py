from __future__ import annotations

import shutil
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.folder import journal_file
from recordings.folder.journal_file import JournalPlace, JournalWriter, read_journal
from safehold.core.errors import RecordingCorruptError, RecordingError


def write(path, *kinds):
    log = JournalWriter(path)
    for kind in kinds:
        log.append(kind)
    log.close()


def test_lines_come_back_in_order_with_exact_floats(tmp_path):
    log = JournalWriter(tmp_path / "engine.jsonl")
    assert log.append("offset", offset=0.1 + 0.2, stamp=1e9 + 1 / 3, index=2**53 + 1) == 1
    assert log.append("mark", note="ünï\nline", missing=None) == 2
    log.close()
    first, second = read_journal(tmp_path / "engine.jsonl")
    assert first == {
        "seq": 1, "kind": "offset", "offset": 0.1 + 0.2, "stamp": 1e9 + 1 / 3, "index": 2**53 + 1,
    }  # fmt: skip
    assert second == {"seq": 2, "kind": "mark", "note": "ünï\nline", "missing": None}


@settings(max_examples=100, deadline=None)
@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_is_exact(tmp_path_factory, number):
    path = tmp_path_factory.mktemp("log") / "a.jsonl"
    log = JournalWriter(path)
    log.append("x", number=number)
    log.close()
    assert read_journal(path)[0]["number"].hex() == number.hex()


def test_numbers_go_on_after_reopening(tmp_path):
    path = tmp_path / "a.jsonl"
    write(path, "a", "b")
    write(path, "c")
    assert [(line["seq"], line["kind"]) for line in read_journal(path)] == [
        (1, "a"), (2, "b"), (3, "c"),
    ]  # fmt: skip


def test_a_log_cut_at_any_byte_gives_its_whole_lines_and_can_go_on(tmp_path):
    path = tmp_path / "a.jsonl"
    write(path, "a", "b", "c")
    raw = path.read_bytes()
    ends = [k + 1 for k, byte in enumerate(raw) if byte == ord("\n")]
    for n in range(len(raw)):
        path.write_bytes(raw[:n])
        n_whole = sum(end - 1 <= n for end in ends)  # only the newline may be missing
        assert len(read_journal(path)) == n_whole
        write(path, "after")
        lines = read_journal(path)
        assert [line["seq"] for line in lines] == list(range(1, n_whole + 2))
        assert lines[-1]["kind"] == "after"
        assert path.read_bytes().startswith(raw[:n])  # append-only, also after a crash


def test_a_lost_line_is_not_overlooked(tmp_path):
    path = tmp_path / "a.jsonl"
    write(path, "a", "b", "c")
    first, _, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + third)
    with pytest.raises(RecordingCorruptError, match="lines are missing"):
        read_journal(path)
    with pytest.raises(RecordingCorruptError):
        JournalWriter(path)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused_and_takes_no_number(tmp_path, value):
    log = JournalWriter(tmp_path / "a.jsonl")
    with pytest.raises(ValueError):
        log.append("x", value=value)
    with pytest.raises(ValueError):
        log.append("x", seq=7)
    assert log.append("y") == 1


def test_lines_of_several_threads_are_whole_and_numbered(tmp_path):
    log = JournalWriter(tmp_path / "a.jsonl")

    def many(name):
        for k in range(200):
            log.append("x", name=name, k=k)

    threads = [threading.Thread(target=many, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.close()
    lines = read_journal(tmp_path / "a.jsonl")
    assert len(lines) == 600
    for name in "abc":
        assert [line["k"] for line in lines if line["name"] == name] == list(range(200))


def test_what_cannot_be_read_is_said_plainly(tmp_path):
    with pytest.raises(RecordingError, match="cannot be read"):
        read_journal(tmp_path / "missing.jsonl")
    (tmp_path / "text.jsonl").write_text("not\na\nlog\n")
    with pytest.raises(RecordingCorruptError, match="not a log"):
        read_journal(tmp_path / "text.jsonl")


@pytest.mark.parametrize("with_folder", [False, True])
def test_a_log_that_is_deleted_while_it_is_written_is_written_again(
    tmp_path, monkeypatch, with_folder
):
    monkeypatch.setattr(journal_file, "LOOK_S", 0.0)
    path = tmp_path / "s-01" / "engine.jsonl"
    path.parent.mkdir()
    log = JournalWriter(path)
    log.append("mark", n=1)
    log.sync()
    if with_folder:
        shutil.rmtree(path.parent)
    else:
        path.unlink()
    log.append("mark", n=2)
    log.sync()
    log.append("mark", n=3)
    log.close()
    assert [line["n"] for line in read_journal(path)] == [1, 2, 3]


def test_a_log_whose_folder_is_renamed_is_followed(tmp_path, monkeypatch):
    monkeypatch.setattr(journal_file, "LOOK_S", 0.0)
    (tmp_path / "a").mkdir()
    log = JournalWriter(tmp_path / "a" / "engine.jsonl")
    log.append("mark", n=1)
    (tmp_path / "a").rename(tmp_path / "b")
    log.sync()
    (tmp_path / "b" / "engine.jsonl").unlink()
    log.append("mark", n=2)
    log.sync()
    log.close()
    assert not (tmp_path / "a").exists()
    found = read_journal(tmp_path / "b" / "engine.jsonl")
    assert [line["n"] for line in found] == [1, 2]


def test_a_log_says_where_it_was_moved_and_that_it_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr(journal_file, "LOOK_S", 0.0)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    path, other = tmp_path / "link" / "engine.jsonl", tmp_path / "link" / "other.jsonl"
    log = JournalWriter(path)
    log.sync()
    assert log.place == JournalPlace(path, path)
    path.rename(other)
    log.sync()
    assert log.place == JournalPlace(path, other.resolve())
    other.rename(path)
    log.sync()
    assert log.place == JournalPlace(path, path)
    log.close()
