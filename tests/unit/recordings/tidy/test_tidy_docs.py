"""The reading examples of the documentation run on an export, as a user would run them."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from recordings.bids import export_bids
from recordings.exports.edf import export_edf
from recordings.exports.mne_raw import export_fif
from recordings.exports.rr_text import export_rr
from recordings.exports.workbook import export_xlsx
from recordings.tidy import TidyOptions, export_tidy
from safehold.core.results import SessionResults
from safehold.core.types import BeatStatus
from tests.unit.recordings._sampled import sampled

PAGE = Path(__file__).resolve().parents[4] / "docs" / "export.md"


@pytest.fixture(scope="module")
def folder(session: SessionResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All profiles of a session called demo-001, their files in one folder."""
    root = tmp_path_factory.mktemp("exports")
    results = dataclasses.replace(sampled(session), session_id="demo-001")
    folder = export_tidy(results, root)
    for export in (export_fif, export_edf, export_rr, export_xlsx):
        for path in export(results, root).iterdir():
            if not (folder / path.name).exists():
                shutil.copy(path, folder)
    export_bids(results, folder)
    return folder


def blocks(language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return found


def true_rmssd(session: SessionResults) -> float:
    own = [beat for beat in session.beats if beat.person == "client"]
    squares = [
        (b.rr_ms - a.rr_ms) ** 2
        for a, b in itertools.pairwise(own)
        if a.status is BeatStatus.OK and b.status is BeatStatus.OK
    ]
    return math.sqrt(sum(squares) / len(squares))


def test_the_octave_example_runs_and_gives_the_truth(
    session: SessionResults, folder: Path
) -> None:
    octave = shutil.which("octave-cli") or shutil.which("octave")
    if octave is None:
        pytest.skip("GNU Octave is not installed")
    script = "\n".join(blocks("octave")) + "\nprintf('%.9f %d', rmssd, numel(rr_text));\n"
    ran = subprocess.run(
        [octave, "--norc", "-q", "--eval", script], cwd=folder, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert ran.stdout, ran.stderr
    rmssd, n_baseline = ran.stdout.split()[-2:]
    assert float(rmssd) == pytest.approx(true_rmssd(session), abs=1e-3)
    lines = (folder / "client_baseline_rr_ms.txt").read_text().splitlines()
    assert int(n_baseline) == len(lines) > 10


def test_the_r_example_runs_and_gives_the_truth(
    session: SessionResults, folder: Path, tmp_path: Path
) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    script = "\n".join(blocks("r")) + "\ncat(sprintf('%.9f %d', rmssd, nrow(long)))\n"
    path = tmp_path / "example.R"
    path.write_text(script)
    ran = subprocess.run(
        [program, "--vanilla", str(path)], cwd=folder, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    rmssd, n_rows = ran.stdout.split()[-2:]
    assert float(rmssd) == pytest.approx(true_rmssd(session), abs=1e-3)
    assert int(n_rows) == 2 * 480


def test_the_python_examples_of_the_export_page_run_and_give_the_truth(
    session: SessionResults, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    names: dict = {}
    for block in blocks("python"):
        exec(compile(block, str(PAGE), "exec"), names)
    assert names["rmssd"] == pytest.approx(true_rmssd(session))
    assert len(names["ecg"]) == 30_000
    assert len(names["coded"]) == len(session.events)
    found = {name.partition("/")[0] for name in names["ids"]}
    assert found == {event.code for event in session.events}
    assert names["signals"]["ecg"][0] == 250
    assert len(names["marks"]) > len(session.events)
    assert names["mean_hr"] == pytest.approx(75, abs=1)
    assert len(names["long"]) == 2 * len(names["aligned"])
    assert (names["at"]["t_s"] >= 0).all()
    assert names["nk_events"]["label"] == names["events"]["event_id"].tolist()


def test_the_page_names_every_table_of_an_export(session: SessionResults, tmp_path: Path) -> None:
    folder = export_tidy(session, tmp_path, options=TidyOptions(formats=("csv",)))
    text = PAGE.read_text("utf-8")
    assert not [p.stem for p in folder.glob("*.csv") if f"`{p.stem}" not in text]
