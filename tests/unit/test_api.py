"""A notebook gets the tables of a session as DataFrames and its signals as MNE Raw."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.folder.session import SessionFolder
from recordings.tidy import export_tidy
from safehold.api import Session, open_session, pseudo_pairs
from safehold.core.errors import ConfigError, RecordingError
from safehold.core.results import RecallTake
from safehold.core.settings import DEMO, WindowSettings
from safehold.core.types import Event
from safehold.offline.analysis import analyse
from tests.unit._folder import make_session

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, _ = make_session(
        tmp_path_factory.mktemp("lab") / "sessions", faults=["client-ecg:dropout@120-128"]
    )
    return made.path


@pytest.fixture(scope="module")
def opened(folder: Path) -> Session:
    return open_session(folder)


@pytest.mark.slow
def test_the_tables_are_those_of_the_tidy_export(opened: Session, tmp_path: Path):
    exported = export_tidy(opened.results, tmp_path)
    for name in ("beats", "breaths", "windows", "ticks", "zones", "measures", "quality"):
        table = getattr(opened, name)()
        read = pd.read_parquet(exported / f"{name}.parquet")
        assert list(table) == list(read), name
        assert len(table) == len(read) > 0, name
        for column in table.select_dtypes("float64"):
            np.testing.assert_array_equal(table[column], read[column].astype(float))
    aligned = opened.aligned()
    assert list(aligned) == list(pd.read_parquet(exported / "aligned_4hz.parquet"))


@pytest.mark.slow
def test_the_aligned_table_comes_at_other_rates_and_with_a_row_per_person(opened: Session):
    wide, dense, long = opened.aligned(4), opened.aligned(10), opened.aligned(4, layout="long")
    assert np.diff(dense["t_s"]).max() == pytest.approx(0.1)
    assert len(long) == 2 * len(wide)
    with pytest.raises(ConfigError):
        opened.aligned(3)


@pytest.mark.slow
def test_missing_is_missing_and_units_are_told(opened: Session):
    beats = opened.beats()
    assert beats["rr_ms"].isna().sum() == (beats["status"] == "first").sum() >= 3
    assert beats.attrs["units"]["rr_ms"] == "ms"
    assert str(beats["status"].dtype) == "string"
    windows = opened.windows()
    assert windows["exclude"].isin([0, 1]).all()
    assert windows["resp_in_band"].isin([0, 1]).all()
    assert windows["zone"].notna().all()


def test_events_hold_notes_here_although_an_export_withholds_them(opened: Session):
    events = opened.events().set_index("code")
    assert events.loc["note", "note"] == "Anna cried"
    assert events.loc["ph.baseline", "t_s"] == 5.0
    assert events.loc["ph.baseline", "duration_s"] == 40.0
    assert events.loc["ph.baseline", "t_utc"].startswith("2026-09-21T14:13:25")


def test_native_samples_stand_on_session_time_with_the_clock_offset_applied(
    opened: Session, tmp_path: Path
):
    samples = opened.samples()["therapist-ecg"]
    np.testing.assert_allclose(samples["t_s"], np.arange(len(samples)) / 250, atol=2e-4)
    beats = opened.beats().query("participant == 'therapist'")["t_s"]
    for t in beats[(beats > 1) & (beats < 149)]:
        near = samples[(samples["t_s"] - t).abs() < 0.1]
        peak = near["t_s"].iloc[int(near["ecg"].argmax())]
        assert abs(peak - t) < 0.006


@pytest.mark.slow
def test_other_settings_give_other_numbers_and_change_no_file(folder: Path, opened: Session):
    def state() -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir())
            if path.is_file()
        }

    before = state()
    other = dataclasses.replace(DEMO, windows=WindowSettings(hr_s=30, vagal_s=60))
    again = opened.recompute(other)
    assert state() == before
    assert again.results.settings.params_hash == other.params_hash != DEMO.params_hash
    pd.testing.assert_frame_equal(again.beats(), opened.beats())
    at = "participant == 'client' and index == 'rmssd' and t_s == 100"
    starts = [s.ticks().query(at)["win_start_s"].item() for s in (opened, again)]
    assert starts == [70.0, 40.0]


@pytest.mark.slow
def test_the_same_settings_give_the_same_session(opened: Session):
    again = opened.recompute(opened.results.settings)
    pd.testing.assert_frame_equal(again.ticks(), opened.ticks())


def test_phases_and_spans_are_sessions_too(opened: Session):
    rest = opened.phase("baseline")
    assert rest.beats()["t_s"].between(5, 45).all()
    assert opened.span(50, 60).aligned()["t_s"].between(50, 60).all()
    assert "baseline" in repr(rest)
    with pytest.raises(ConfigError):
        opened.phase("nosuch")


def test_a_raw_object_has_the_events_and_the_gap(opened: Session):
    raw = opened.to_raw()
    codes = {a["description"] for a in raw.annotations}
    assert {"ph.baseline", "ev.challenge", "int.support", "BAD_gap"} <= codes
    (gap,) = (
        a for a in raw.annotations
        if a["description"] == "BAD_gap" and a["ch_names"] == ("client-ecg",)
    )  # fmt: skip
    start = opened.results.t_start
    assert gap["onset"] + start == pytest.approx(120, abs=0.01)
    assert gap["duration"] == pytest.approx(8, abs=0.01)


@pytest.mark.slow
def test_the_examples_of_the_page_run(
    folder: Path, opened: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(folder.parent.parent)
    names: dict = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    assert 10 < names["rmssd"] < 80
    assert set(names["at_rest"].index) == {"client", "therapist"}
    assert names["onsets"] == pytest.approx([55.0], abs=1e-6)


def test_what_is_no_session_folder_is_refused(tmp_path: Path):
    with pytest.raises(RecordingError):
        open_session(tmp_path)


@pytest.mark.slow
def test_the_analysis_names_codebook_and_the_hashes_of_what_it_read(folder: Path):
    results = analyse(SessionFolder.open(folder))
    assert results.codebook is not None
    assert results.codebook.find("ev.challenge") is not None
    hashes = {file.path: file for file in results.input_files}
    assert set(hashes) == {"recording.xdf", "engine.jsonl"}
    content = (folder / "recording.xdf").read_bytes()
    assert hashes["recording.xdf"].sha256 == hashlib.sha256(content).hexdigest()
    assert hashes["recording.xdf"].size_bytes == len(content)
    assert results.samples == ()
    assert pickle.loads(pickle.dumps(results)).session_id == "demo-001"


def test_process_measures_of_all_of_a_phase_of_a_code_and_of_a_span(opened: Session):
    every = opened.measures()
    spans = set(every["span"])
    assert {"session", "phase:baseline", "code:ev.challenge"} <= spans
    assert set(opened.measures(phase="baseline")["span"]) == {"phase:baseline"}
    assert set(opened.measures(code="ev.challenge")["span"]) == {"code:ev.challenge"}
    late = opened.measures(span=(60, 110)).set_index(["participant", "measure"])
    assert set(late["span"]) == {"span:60-110s"}
    high = late.loc[("client", "time_high")]
    assert high["valid_seconds"] == 50, "each second has a window inside the span"
    assert high["status"] != "missing"
    assert 0 <= high["value"] <= 50
    remarks = every["reasons"].str.contains("ultra_short;baseline_provisional")
    assert remarks[every["span"] == "session"].any()
    with pytest.raises(ConfigError, match="no phase"):
        opened.measures(phase="nosuch")
    with pytest.raises(ConfigError, match="no measures"):
        opened.measures(code="nosuch")
    with pytest.raises(ConfigError, match="nothing of the recording"):
        opened.measures(span=(900, 1000))
    with pytest.raises(ConfigError, match="not several"):
        opened.measures(span=(1, 2), phase="baseline")


def test_around_codes_events_and_spans_are_one_kind_of_table(opened: Session):
    whole = opened.around()
    codes = {
        e.code for e in opened.results.events if not e.code.startswith(("ph.", "rate.", "cf."))
    }
    assert {span.removeprefix("code:") for span in whole["span"]} <= codes
    alone = opened.around(span=(60, 90))
    assert list(alone) == list(whole)
    assert set(alone["span"]) == {"span:60-90s"}
    assert alone["p_rotation"].isna().all()
    with pytest.raises(ConfigError, match="no event"):
        opened.around(event="nothing")
    assert list(opened.rupture_repair())[:2] == ["participant", "rupture_s"]


def test_few_sessions_are_no_null_of_pseudo_pairs(opened: Session):
    found = pseudo_pairs([opened, opened])
    assert list(found["measure"].unique()) == ["hr_bpm", "ln_rmssd_30s", "ln_p2t_30s"]
    assert found["value"].isna().all()
    assert set(found["reasons"]) == {"too_few_segments"}
    assert pseudo_pairs([]).empty


def test_two_coders_and_two_raters_are_compared(opened: Session):
    """The same values rated half a step higher agree perfectly but for that step."""
    t = np.arange(0.0, 140.0, 0.1)
    wave = 5 + 2 * np.sin(t / 9)
    takes = (
        RecallTake(1, "client", "safety", t, wave),
        RecallTake(2, "therapist", "safety", t, wave + 0.5),
    )
    coded = [
        Event(f"c{k}", "int.support", onset, coder=coder)
        for k, (onset, coder) in enumerate([(20.0, "A"), (80.0, "A"), (21.0, "B"), (120.0, "B")])
    ]
    results = dataclasses.replace(opened.results, recall=takes, events=tuple(coded))
    session = Session(opened.folder, results)
    found = session.rating_agreement("safety")
    forms = {form.name: form.value for form in found.forms}
    assert forms["ICC(C,1)"] == pytest.approx(1.0)
    assert 0.8 < forms["ICC(A,1)"] < 1.0
    assert session.rating_agreement("safety", takes=(1, 2), step_s=2.0).moments == 70
    (code,), apart = session.agreement("A", "B")
    assert (code.code, code.n) == ("int.support", (2, 2))
    assert sorted((one.coder, one.onset) for one in apart) == [("A", 80.0), ("B", 120.0)]
    with pytest.raises(ConfigError):
        session.rating_agreement("dose")
    with pytest.raises(ConfigError):
        session.rating_agreement("safety", step_s=0.0)
