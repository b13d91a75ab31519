"""A folder that is written again is the old one or the new one, whoever else writes it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from recordings.disk.atomic_export import write_in_place
from safehold.core.errors import ExportError


def accept(_folder: Path) -> None:
    """Everything may leave."""


def test_several_that_write_the_same_folder_at_once_leave_one_whole_one(tmp_path: Path):
    target, errors = tmp_path / "session", list[Exception]()

    def write(who: int) -> None:
        def fill(folder: Path) -> None:
            for name in "ab":
                (folder / name).write_text(str(who))

        try:
            for _ in range(10):
                write_in_place(target, fill, check=accept)
        except (OSError, ExportError) as error:
            errors.append(error)

    writers = [threading.Thread(target=write, args=(who,)) for who in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert [path.name for path in tmp_path.iterdir()] == ["session"]
    assert (target / "a").read_text() == (target / "b").read_text()


def test_what_fails_in_the_middle_leaves_the_earlier_folder(tmp_path: Path):
    target = tmp_path / "session"
    write_in_place(target, lambda folder: (folder / "a").touch(), check=accept)

    def fill(folder: Path) -> None:
        (folder / "b").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_in_place(target, fill, check=accept)
    assert [path.name for path in target.iterdir()] == ["a"]
    assert [path.name for path in tmp_path.iterdir()] == ["session"]
