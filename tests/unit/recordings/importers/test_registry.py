"""Every file is told for what it is; readers of other packages join without harm to ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordings.importers import registry
from recordings.importers.imported import ImportedRecording, Importer
from recordings.importers.registry import importers, read_any, recognise, refusal
from safehold.core.errors import RecordingError


@pytest.mark.parametrize(
    ("first", "kind"), [(b"\x89HDF\r\n", "HDF5"), (b"%PDF-1.4", "PDF"), (b"\x89PNG\r\n", "PNG")]
)
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, first: bytes, kind: str):
    (tmp_path / "a.bin").write_bytes(first + bytes(500))
    with pytest.raises(RecordingError, match=kind):
        read_any(tmp_path / "a.bin")


def test_empty_missing_and_unknown_files_are_refused_in_words(tmp_path: Path):
    (tmp_path / "a.edf").write_bytes(b"")
    with pytest.raises(RecordingError, match="is empty"):
        read_any(tmp_path / "a.edf")
    with pytest.raises(RecordingError, match="cannot be opened"):
        read_any(tmp_path / "b.edf")
    (tmp_path / "c.xyz").write_bytes(bytes(range(256)) * 3)
    with pytest.raises(RecordingError, match="of no kind that is known"):
        read_any(tmp_path / "c.xyz")


def test_a_folder_that_is_no_recording_says_what_can_be_read_in_it(tmp_path: Path):
    run = tmp_path / "dataset" / "sub-01" / "func"
    run.mkdir(parents=True)
    (tmp_path / "dataset" / "readme.bin").write_bytes(bytes(range(256)))
    (run / "a.xdf").write_bytes(b"XDF:" + bytes(100))
    with pytest.raises(RecordingError, match="is a folder") as refused:
        recognise(tmp_path / "dataset")
    named = str(refused.value.remedy)
    assert str(Path("sub-01") / "func" / "a.xdf") in named
    assert "readme" not in named


def test_a_folder_of_nothing_that_can_be_read_says_what_could(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordingError, match="of no kind that is known"):
        recognise(tmp_path / "empty")


def test_the_first_bytes_decide_against_the_ending(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"XDF:" + bytes(100))
    assert recognise(tmp_path / "a.csv").name == "xdf"


def test_every_reader_of_ours_could_stand_in_another_package():
    for importer in importers().importers:
        assert not refusal(importer, set())


class _Entry:
    value = "mylab:IMPORTER"

    def __init__(self, name: str, loaded: object) -> None:
        self.name, self._loaded = name, loaded

    def load(self) -> object:
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


def test_readers_of_packages_join_and_broken_ones_are_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def read(path: Path, _wish: object) -> ImportedRecording:
        return ImportedRecording(path, "mylab", ())

    mine = Importer("mylab", "My lab", (".lab",), lambda p, _: float(p.suffix == ".lab"), read)
    entries = [
        _Entry("a", mine), _Entry("b", ImportError("no module")), _Entry("c", 7),
        _Entry("d", mine),
    ]  # fmt: skip
    monkeypatch.setattr(registry, "entry_points", lambda **_: entries)
    importers.cache_clear()
    try:
        assert [importer.name for importer in importers().foreign] == ["mylab"]
        assert len(importers().failures) == 3
        (tmp_path / "a.lab").write_text("x")
        assert read_any(tmp_path / "a.lab").importer == "mylab"
    finally:
        importers.cache_clear()
