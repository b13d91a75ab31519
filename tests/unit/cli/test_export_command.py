"""``safehold export``: every profile by name, parts, and plain words for what is wrong."""

from __future__ import annotations

import json
import locale
from dataclasses import replace
from pathlib import Path

import edfio
import mne
import pandas as pd
import pytest

from recordings.folder.session import SessionFolder
from recordings.tidy import TidyOptions
from safehold.cli.commands import export as export_command
from safehold.cli.commands.export import export_session, formats_of
from safehold.cli.main import main
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.types import Event, Level, Notice, Role
from safehold.desk.exports import (
    PROFILES,
    Exportable,
    ExportCancelledError,
    ExportWish,
    export,
    preview,
)
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("study"))
    return made


def made(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()}


@pytest.mark.slow
def test_all_profiles_come_from_one_call(folder: SessionFolder, tmp_path: Path, capsys):
    names = ",".join(PROFILES)
    assert main(["export", str(folder.path), "--profile", names, "--out", str(tmp_path)]) == 0
    assert made(tmp_path) == {f"demo-001_{name}" for name in PROFILES}
    assert capsys.readouterr().out.count("Export: ") == len(PROFILES)
    everything = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    for word in (b"labhost-unit9", b"SN-client", b"5F3E21", b"Anna"):
        assert word not in everything


@pytest.mark.slow
def test_a_stream_whose_name_has_a_digit_is_exported_under_an_id_without_it(
    folder: SessionFolder, tmp_path: Path
):
    results = analyse(folder, lambda _share, _what: None)
    spec = replace(
        results.streams[0].spec, stream_id="h10-9c2b3a21-events", name="H10 9C2B3A21",
        role=Role.EVENTS, person=None,
    )  # fmt: skip
    told = Notice(
        Level.WARNING, "x", Message("h10-9c2b3a21-events was late"), stream_id=spec.stream_id
    )
    results = replace(
        results,
        streams=(*results.streams, replace(results.streams[0], spec=spec, synced=False)),
        events=(*results.events, Event("f1", "go", 3.0, 0.0, source="lsl:H10 9C2B3A21")),
        notices=(*results.notices, told),
    )
    export(folder, ExportWish(out=tmp_path), lambda _share, _what: None, results=results)
    tables = tmp_path / "demo-001_tidy"
    assert "stream-events" in set(pd.read_csv(tables / "streams.csv")["stream_id"])
    assert "lsl:stream-events" in set(pd.read_csv(tables / "events.csv")["source"])
    assert not any(b"9c2b3a21" in path.read_bytes().lower() for path in tables.iterdir())


@pytest.mark.slow
def test_shifted_dates_stand_in_every_profile_and_real_ones_in_none(
    folder: SessionFolder, tmp_path: Path
):
    wishes = ["--profile", "tidy,bids,fif,edf", "--dates", "shifted", "--out", str(tmp_path)]
    assert main(["export", str(folder.path), *wishes]) == 0
    known = (folder.path.parent / "date-shifts.json").read_text()
    assert "weeks_back" in known
    onsets = pd.read_csv(tmp_path / "demo-001_tidy" / "events.csv")["t_utc"]
    year = str(onsets.iloc[0])[:4]
    assert "1914" <= year <= "1920"
    assert all(onset.startswith(year) for onset in onsets)
    (scans, *_) = (tmp_path / "demo-001_bids").rglob("*_scans.tsv")
    assert pd.read_csv(scans, sep="\t")["acq_time"].str.startswith(year).all()
    (fif,) = (tmp_path / "demo-001_fif").rglob("*.fif")
    assert str(mne.io.read_raw_fif(fif, verbose="error").info["meas_date"].year) == year
    (edf, *_) = (tmp_path / "demo-001_edf").rglob("*.edf")
    assert edfio.read_edf(edf).startdate.year == 1985
    said = json.loads((tmp_path / "demo-001_tidy" / "manifest.json").read_text())
    assert (said["time"]["dates"], said["pseudonymised"]) == ("shifted", True)
    assert not list(tmp_path.rglob("date-shifts.json"))


@pytest.mark.slow
def test_phases_and_spans_become_exports_of_their_own(folder: SessionFolder, tmp_path: Path):
    wishes = ["--phase", "baseline", "--span", "60-120", "--profile", "tidy,rr"]
    assert main(["export", str(folder.path), *wishes, "--out", str(tmp_path)]) == 0
    assert made(tmp_path) == {
        "demo-001_baseline_tidy", "demo-001_baseline_rr", "demo-001_60-120s_tidy",
        "demo-001_60-120s_rr",
    }  # fmt: skip
    aligned = pd.read_csv(tmp_path / "demo-001_baseline_tidy" / "aligned_4hz.csv")
    assert (aligned["t_s"].min(), aligned["t_s"].max()) == (5.0, 44.75)
    windows = pd.read_csv(tmp_path / "demo-001_60-120s_tidy" / "windows.csv")
    assert set(windows["win_start_s"]) == {60.0}


@pytest.mark.slow
def test_layout_dates_and_native_samples_are_obeyed(folder: SessionFolder, tmp_path: Path):
    wishes = ["--layout", "long", "--dates", "as recorded", "--native", "--rate", "1"]
    assert main(["export", str(folder.path), *wishes, "--out", str(tmp_path)]) == 0
    exported = tmp_path / "demo-001_tidy"
    assert "participant" in pd.read_csv(exported / "aligned_1hz.csv")
    assert pd.read_csv(exported / "events.csv")["t_utc"].notna().all()
    assert len(list((exported / "streams").glob("*.parquet"))) == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wishes", "word"),
    [
        (["--profile", "nwb"], "tidy, xlsx, bids"),
        (["--phase", "rest"], "baseline"),
        (["--span", "soon"], "for example 60-300"),
        (["--span", "900-901"], "It goes from"),
        (["--rate", "3"], "Choose one of"),
    ],
)
def test_what_is_not_possible_is_refused_with_what_is(
    folder: SessionFolder, tmp_path: Path, capsys, wishes: list[str], word: str
):
    assert main(["export", str(folder.path), *wishes, "--out", str(tmp_path)]) == 2
    assert word in capsys.readouterr().err
    assert made(tmp_path) == set()


@pytest.mark.slow
def test_the_demo_gets_the_folder_of_its_tables(folder: SessionFolder, tmp_path: Path):
    assert export_session(folder, ExportWish(out=tmp_path)) == [tmp_path / "demo-001_tidy"]


@pytest.mark.slow
def test_a_report_is_written_and_a_blind_one_beside_it(
    folder: SessionFolder, tmp_path: Path, capsys
):
    for wish in ([], ["--blind"]):
        assert main(["report", str(folder.path), *wish, "--out", str(tmp_path)]) == 0
    assert made(tmp_path) == {"demo-001_report", "demo-001_report_blind"}
    text = (tmp_path / "demo-001_report" / "report.html").read_text(encoding="utf-8")
    assert "threshold 1.5 z" in text
    assert "5F3E21" not in text
    assert "Anna" not in text
    assert (tmp_path / "demo-001_report" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.count("Report: ") == 2


@pytest.mark.slow
def test_a_preview_says_what_is_valid_and_a_cancel_leaves_nothing(
    folder: SessionFolder, tmp_path: Path
):
    session = Exportable(folder, lambda _share, _what: None)
    found = session.preview
    assert "baseline" in found.phases
    assert found.n_beats > 0
    for share in found.shares:
        assert 0 <= share.valid <= share.seconds
        assert (share.reason is None) == (share.valid == share.seconds)
    assert any(share.valid for share in found.shares)
    blind = preview(session._results, veiled=True)
    assert (blind.n_beats, blind.n_breaths, blind.shares) == (None, None, ())
    assert blind.n_events == found.n_events

    def give_up(share: float, _what: str) -> None:
        if share > 0.8:
            raise ExportCancelledError(Message("enough"))

    with pytest.raises(ExportCancelledError):
        session.export(ExportWish(out=tmp_path), give_up)
    assert made(tmp_path) == set()
    (report,) = session.export(
        ExportWish(profiles=(), report=True, out=tmp_path), lambda _share, _what: None
    )
    assert (report / "report.html").exists()


@pytest.mark.slow
def test_several_profiles_are_exported_all_or_none(
    folder: SessionFolder, tmp_path: Path, monkeypatch
):
    earlier = tmp_path / "demo-001_rr"
    earlier.mkdir()

    def fail(*_args, **_named):
        raise ExportError(Message("The disk is full."))

    monkeypatch.setitem(PROFILES, "sav", fail)
    wish = ExportWish(("rr", "tidy", "sav"), out=tmp_path)
    with pytest.raises(ExportError, match="full"):
        export(folder, wish, lambda _share, _what: None)
    assert made(tmp_path) == {earlier.name}


@pytest.mark.slow
def test_what_a_preview_has_computed_is_not_computed_again(
    folder: SessionFolder, tmp_path: Path, monkeypatch
):
    shares: list[float] = []
    session = Exportable(folder, lambda _share, _what: None)
    monkeypatch.setattr("safehold.offline.analysis.compute_under", None)
    options = TidyOptions(native=True)
    wish = ExportWish(("tidy", "fif"), options, out=tmp_path / "preview")
    session.export(wish, lambda share, _what: shares.append(share))
    assert shares[:2] == [0.0, 0.0], "reading the samples, then the first table"
    assert shares == sorted(shares)
    monkeypatch.undo()
    export(folder, replace(wish, out=tmp_path / "at-once"), lambda _share, _what: None)
    for path in sorted((tmp_path / "at-once").rglob("*")):
        if path.is_file() and path.name not in ("manifest.json",):
            again = tmp_path / "preview" / path.relative_to(tmp_path / "at-once")
            assert again.read_bytes() == path.read_bytes(), path.name


def test_csv_is_as_the_locale_has_it_only_where_that_was_asked_for(monkeypatch):
    for point, own in ((",", "csv-semicolon"), (".", "csv")):
        monkeypatch.setattr(export_command, "decimal_point", lambda point=point: point)
        assert formats_of("csv-locale, parquet") == (own, "parquet")
        assert formats_of("csv,parquet,csv") == ("csv", "parquet")


def test_asking_for_the_locale_leaves_that_of_the_process_alone():
    before = locale.setlocale(locale.LC_NUMERIC)
    assert export_command.decimal_point() in {".", ",", "٫"}
    assert locale.setlocale(locale.LC_NUMERIC) == before
