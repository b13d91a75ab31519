"""The report of a long session is written beside the tables: the same files, all or nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.core.results import SessionResults
from safehold.desk import exports
from safehold.desk.exports import PROFILES, ExportWish, export
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("beside"))
    return made


@pytest.fixture(scope="module")
def results(folder: SessionFolder) -> SessionResults:
    return analyse(folder, quiet, samples=True)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return the processes that are started, each for a session of any length."""
    monkeypatch.setattr(exports, "LONG_S", 0.0)
    monkeypatch.setattr("safehold.offline.beside.cores", lambda: 2)
    found: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def begin(*args, **more):
        found.append(popen(*args, **more))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)
    return found


def quiet(_share: float, _what: str) -> None:
    """Report nothing."""


def files(made: list[Path]) -> dict[str, bytes]:
    return {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for folder in made for path in sorted(folder.iterdir()) if path.name != "manifest.json"
    }  # fmt: skip


def test_a_report_written_beside_is_the_one_written_here(folder, results, begun, tmp_path):
    here = []
    for part in (ExportWish(profiles=("rr",)), ExportWish(report=True, profiles=())):
        wish = ExportWish(profiles=part.profiles, report=part.report, out=tmp_path / "here")
        here += export(folder, wish, quiet, results=results)
    assert not begun, "one thing alone is written here"
    wish = ExportWish(profiles=("rr",), report=True, out=tmp_path / "beside")
    made = export(folder, wish, quiet, results=results)
    assert len(begun) == 1
    assert begun[0].wait(20) == 0
    assert [path.name for path in made] == [path.name for path in here]
    assert files(made) == files(here)


@pytest.mark.parametrize("when", ["at once", "when it is written"])
def test_an_export_that_fails_leaves_no_report_of_the_other_process(
    folder, results, begun, tmp_path, monkeypatch, when: str
):
    def fail(*_args, **_more) -> Path:
        while when != "at once" and not list(tmp_path.glob(".*/*_report")):
            pass
        raise KeyboardInterrupt

    monkeypatch.setitem(PROFILES, "rr", fail)
    wish = ExportWish(profiles=("rr",), report=True, out=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        export(folder, wish, quiet, results=results)
    assert begun[0].wait(20) is not None
    assert list(tmp_path.iterdir()) == []
