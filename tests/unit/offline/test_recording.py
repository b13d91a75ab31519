"""Whatever is computed from a recording parses it once, however much of the rest is lost."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf import xdf_reader
from safehold.core.codebook import load_codebook
from safehold.core.errors import RecordingError
from safehold.desk.exports import Exportable, ExportWish, export
from safehold.desk.reports import report_session
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from safehold.offline.recording import read_recording
from safehold.offline.replay.playback import ReplaySession
from tests.unit._folder import make_session

NATIVE = ExportWish(profiles=("tidy",))


def silent(_share: float, _what: str) -> None: ...


def export_with_samples(folder: SessionFolder) -> None:
    wish = dataclasses.replace(NATIVE, report=True)
    assert wish.needs_samples
    export(folder, wish, silent)


def preview_then_export(folder: SessionFolder) -> None:
    Exportable(folder, silent).export(dataclasses.replace(NATIVE, report=True), silent)


READERS: dict[str, Callable[[SessionFolder], object]] = {
    "analysis": analyse,
    "analysis with samples": lambda folder: analyse(folder, samples=True),
    "export": lambda folder: export(folder, NATIVE, silent),
    "export with samples": export_with_samples,
    "preview, then export": preview_then_export,
    "report": lambda folder: report_session(folder),
    "replay": lambda folder: ReplaySession(folder, load_codebook()).stop(),
    "check of the replay": check_replay,
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    root = tmp_path_factory.mktemp("recording")
    return make_session(root, signals=("rr",), people=("client",))[0]


@pytest.fixture
def folder(recorded: SessionFolder, tmp_path: Path) -> SessionFolder:
    return SessionFolder(shutil.copytree(recorded.path, tmp_path / "study" / "demo-001"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the recordings that were parsed."""
    names: list[str] = []
    read = xdf_reader.read_xdf

    def counted(path: Path, **how: object) -> xdf_reader.XdfFile:
        names.append(path.name)
        return read(path, **how)

    monkeypatch.setattr(xdf_reader, "read_xdf", counted)
    return names


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_a_recording_is_parsed_once(reader: str, folder: SessionFolder, parsed: list[str]):
    READERS[reader](folder)
    assert parsed == ["recording.xdf"]


@pytest.mark.parametrize("lost", [("engine.jsonl",), ("session.json", "engine.jsonl")])
def test_a_recording_is_parsed_once_where_the_rest_is_lost(
    lost: tuple[str, ...], folder: SessionFolder, parsed: list[str]
):
    for name in lost:
        (folder.path / name).unlink()
    recording = read_recording(folder)
    assert parsed == ["recording.xdf"]
    assert [inputs.run.live for inputs in recording.runs] == [False]
    assert any("live engine" in text for text in recording.problems)


def test_a_session_without_a_recording_is_refused(folder: SessionFolder):
    folder.recording_path.unlink()
    with pytest.raises(RecordingError, match="holds no recording"):
        read_recording(folder)
