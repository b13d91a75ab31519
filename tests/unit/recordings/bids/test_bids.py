"""A BIDS export satisfies the official validator, and holds what the session holds."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.bids import export_bids
from recordings.bids.check import problems
from recordings.tidy import TidyOptions
from safehold.core.errors import ExportError
from safehold.core.results import Participant, SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.selection import select
from tests.unit.recordings._sampled import of_client, sampled

BEH = Path("sub-P01", "ses-d1s01", "beh")
STEM = "sub-P01_ses-d1s01_task-session"


def validated(folder: Path) -> str:
    """Run the official validator over all rows and derivatives; return its findings."""
    program = shutil.which("bids-validator-deno") or str(
        Path(sys.executable).with_name("bids-validator-deno")
    )
    if not Path(program).exists():
        pytest.skip("bids-validator-deno is not installed (extra: test)")
    ran = subprocess.run(
        [program, str(folder), "-r", "--max-rows", "-1"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return "\n".join(
        line for line in ran.stdout.splitlines() if "WARNING" in line or "ERROR" in line
    )


def physio(folder: Path, name: str) -> tuple[pd.DataFrame, dict]:
    path = folder / BEH / f"{STEM}_recording-{name}_physio.tsv.gz"
    said = json.loads(path.with_name(path.name.replace(".tsv.gz", ".json")).read_text())
    return pd.read_csv(path, sep="\t", names=said["Columns"], na_values="n/a"), said


def events(folder: Path) -> pd.DataFrame:
    return pd.read_csv(
        folder / BEH / f"{STEM}_events.tsv",
        sep="\t",
        keep_default_na=False,
        quoting=csv.QUOTE_NONE,
    )


@pytest.fixture
def exported(session: SessionResults, tmp_path: Path) -> Path:
    return export_bids(sampled(session), tmp_path)


@pytest.mark.slow
def test_the_official_validator_finds_nothing(exported: Path):
    assert validated(exported) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [TidyOptions(hed=True), TidyOptions(notes=True, dates="as recorded", rate_hz=10)]
)
def test_it_finds_nothing_with_other_options_either(
    session: SessionResults, tmp_path: Path, options: TidyOptions
):
    assert validated(export_bids(sampled(session), tmp_path, options=options)) == ""


def test_samples_come_back_at_their_rate_and_start_with_an_empty_gap(
    exported: Path, session: SessionResults
):
    ecg, said = physio(exported, "ecg")
    assert (said["SamplingFrequency"], said["StartTime"], said["Columns"]) == (250, 0, ["cardiac"])
    assert said["cardiac"]["Units"] == "mV"
    np.testing.assert_allclose(
        ecg["cardiac"], np.sin(2 * np.pi * np.arange(len(ecg)) / 250), atol=1e-6
    )
    belt, said = physio(exported, "respiration")
    t = said["StartTime"] + np.arange(len(belt)) / said["SamplingFrequency"]
    missing = belt["respiratory"].isna().to_numpy()
    assert (t[missing].min(), t[missing].max()) == pytest.approx((60.0, 69.98), abs=1e-6)
    np.testing.assert_allclose(
        belt["respiratory"][~missing], np.sin(2 * np.pi * t[~missing]), atol=1e-3
    )


def test_every_subject_has_the_events_of_the_session(exported: Path, session: SessionResults):
    read = events(exported)
    assert list(read)[:3] == ["onset", "duration", "event_id"]
    assert sorted(read["event_id"]) == sorted(e.event_id for e in session.events)
    truth = {e.event_id: e for e in session.events}
    for row in read.itertuples():
        event = truth[row.event_id]
        assert (float(row.onset), float(row.duration), row.trial_type) == (
            event.onset, event.duration, event.code,
        )  # fmt: skip
    other = Path("sub-T01", "ses-d1s01", "beh", "sub-T01_ses-d1s01_task-session_events.tsv")
    assert (exported / other).read_bytes() == (exported / BEH / f"{STEM}_events.tsv").read_bytes()


def test_the_dyad_stands_in_the_participants_and_its_tables_beside(exported: Path):
    people = pd.read_csv(exported / "participants.tsv", sep="\t").set_index("participant_id")
    assert people["dyad_id"].nunique() == 1
    assert people["dyad_role"].to_dict() == {"sub-P01": "client", "sub-T01": "therapist"}
    dyad = exported / "derivatives" / "dyads" / f"dyad-{people['dyad_id'].iloc[0]}"
    assert len(pd.read_csv(dyad / "aligned_4hz.csv")) == 480


def test_files_of_one_time_say_so_without_a_date(exported: Path):
    path = exported / "sub-P01" / "ses-d1s01" / "sub-P01_ses-d1s01_scans.tsv"
    scans = pd.read_csv(path, sep="\t")
    assert scans["acq_time"].str.startswith("1900-01-01T00:00:00").all()
    assert scans["concurrence_group"].nunique() == 1
    assert scans["duration"].tolist() == pytest.approx([120, 120], abs=0.1)


def test_no_machine_device_note_or_date_leaves(
    session: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
):
    folder = export_bids(sampled(session), tmp_path)
    content = b""
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            blob = path.read_bytes()
            content += gzip.decompress(blob) if path.suffix == ".gz" else blob
            content += str(path.relative_to(folder)).encode()
    for word in (*secrets_of_headers, "Anna", "2026"):
        assert word.lower().encode() not in content.lower(), word


def test_the_gzip_header_holds_neither_time_nor_name(exported: Path):
    for path in exported.rglob("*.gz"):
        header = path.read_bytes()[:10]
        assert header[3] == 0  # no flag: no name
        assert header[4:8] == bytes(4)


def test_the_same_session_gives_the_same_bytes(session: SessionResults, tmp_path: Path):
    one, two = (export_bids(sampled(session), tmp_path) for _ in range(2))
    names = {p.relative_to(one) for p in one.rglob("*") if p.is_file()}
    assert names == {p.relative_to(two) for p in two.rglob("*") if p.is_file()}
    for name in names:
        if name.name != "manifest.json":
            assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_manifest_hashes_every_file(exported: Path):
    said = json.loads((exported / "derivatives" / "dyads" / "manifest.json").read_text())
    listed = {entry["path"] for entry in said["outputs"]}
    files = {p.relative_to(exported).as_posix() for p in exported.rglob("*") if p.is_file()}
    assert files - listed == {"derivatives/dyads/manifest.json"}


def test_hostile_text_is_one_cell_and_the_dataset_stays_valid(
    session: SessionResults, tmp_path: Path
):
    hostile = [
        '=HYPERLINK("http://x")', 'a\tb\nc\r\nd\x0be\u2028f\x85g', '"quoted', "\u202ertl", "n/a",
        "NaN", "nul\0", "lone \ud800", "  ", "x" * 1_000_000, "\ufeffbom",
    ]  # fmt: skip
    odd = tuple(Event(f"e{k:02d}", "note", float(k), note=t) for k, t in enumerate(hostile))
    results = dataclasses.replace(sampled(session), events=odd)
    folder = export_bids(results, tmp_path, options=TidyOptions(notes=True))
    assert validated(folder) == ""
    read = events(folder)
    assert len(read) == len(hostile)
    assert read["note"][0] == hostile[0]
    assert read["note"][1] == "a b c d e f g"
    assert read["note"][2] == "'quoted"
    assert read["note"][8] == "n/a"
    assert len(read["note"][9]) == 1_000_000


@pytest.mark.slow
def test_a_session_without_events_a_person_without_data_and_one_phase_stay_valid(
    session: SessionResults, tmp_path: Path
):
    results = sampled(session)
    none = dataclasses.replace(results, events=())
    assert validated(export_bids(none, tmp_path / "a")) == ""

    folder = export_bids(of_client(results), tmp_path / "b")
    assert validated(folder) == ""
    assert not list(folder.glob("sub-T01/**/*_physio.tsv.gz"))
    part = export_bids(select(results, 0, 45, name="baseline"), tmp_path / "c")
    assert validated(part) == ""
    assert (part / "task-baseline_events.json").exists()


@pytest.mark.slow
def test_events_of_every_kind_with_open_ends_and_odd_phases_stay_valid(
    session: SessionResults, tmp_path: Path
):
    odd = (
        Event("e1", "ph.a.b-c_d", -2.0, 4.0, EventKind.CONDITION),
        Event("e2", "ev.challenge", 5.0, None, EventKind.INTERVAL),
        Event("e3", "x", 5.0),
        Event("e4", "x", 500.0),
    )
    results = dataclasses.replace(sampled(session), events=odd)
    folder = export_bids(results, tmp_path, options=TidyOptions(hed=True))
    assert validated(folder) == ""
    assert events(folder)["duration"].tolist()[1] == "n/a"


def test_intervals_of_a_strap_are_written_as_behaviour_and_stay_valid(
    session: SessionResults, tmp_path: Path
):
    strap = tuple(dataclasses.replace(beat, source="rr") for beat in session.beats)
    folder = export_bids(dataclasses.replace(session, beats=strap), tmp_path)
    assert validated(folder) == ""
    path = folder / BEH / f"{STEM}_acq-rr_beh.tsv"
    read = pd.read_csv(path, sep="\t")
    truth = [b.rr_ms for b in strap if b.person == "client" and b.rr_ms is not None]
    assert read["rr"].tolist() == truth


def test_two_people_of_one_code_or_none_are_refused_before_anything_is_written(
    session: SessionResults, tmp_path: Path
):
    for codes in (("P01", "p01"), ("--", "T01")):
        people = tuple(
            Participant(label, code, label)
            for label, code in zip(("client", "therapist"), codes, strict=True)
        )
        with pytest.raises(ExportError) as caught:
            export_bids(dataclasses.replace(session, participants=people), tmp_path)
        assert "study code" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def _damage_gz(path: Path, change) -> None:
    path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes()))))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "change", "word"),
    [
        ("*ecg_physio.tsv.gz", lambda b: b[:0], "empty"),
        ("*ecg_physio.tsv.gz", lambda b: b.replace(b"\n", b"\r\n"), "carriage"),
        ("*ecg_physio.tsv.gz", lambda b: b + b"\n", "blank line"),
        ("*ecg_physio.tsv.gz", lambda b: b.replace(b"\n", b"\t1\n"), "sidecar names"),
        ("*_scans.tsv", lambda b: b.replace(b"beh/", b"nosuch/"), "not there"),
        ("participants.tsv", lambda b: b"\xef\xbb\xbf" + b, "byte order mark"),
        ("participants.tsv", lambda b: b.replace(b"age", b"sex", 1), "two columns"),
    ],
)
def test_our_own_checks_find_what_the_validator_passes(
    exported: Path, pattern: str, change, word: str
):
    assert problems(exported) == []
    path = next(exported.rglob(pattern))
    if path.suffix == ".gz":
        _damage_gz(path, change)
    else:
        path.write_bytes(change(path.read_bytes()))
    assert any(word in sentence for sentence in problems(exported)), problems(exported)


def test_a_session_that_one_subject_lacks_is_found(exported: Path):
    (exported / "sub-P01" / "ses-02").mkdir()
    assert any("lacks sessions" in sentence for sentence in problems(exported))


def test_a_failure_while_writing_leaves_nothing_behind(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("recordings.bids.check.problems", lambda _: ["something is wrong"])
    with pytest.raises(ExportError, match="something is wrong"):
        export_bids(sampled(session), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_leaves_nothing_behind(session: SessionResults, tmp_path: Path):
    def cancel(share: float, _text: str) -> None:
        if share > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_bids(sampled(session), tmp_path, progress=cancel)
    assert list(tmp_path.iterdir()) == []
