"""An export is whole or not there, the same twice, and gives nobody away."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import pickle
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from recordings.tidy import TidyOptions, export_tidy
from safehold.core.errors import ConfigError, ExportError
from safehold.core.media import MediaPlace, PlacedBy
from safehold.core.messages import Message, from_beside
from safehold.core.results import ClockAnchor, SessionResults
from safehold.core.types import Event, EventKind
from tests.unit.recordings._sampled import of_client


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def all_text(folder: Path) -> str:
    """Everything a reader can see: the bytes as text, and Parquet decompressed."""
    text = [path.read_bytes().decode("utf-8", "replace") for path in folder.iterdir()]
    for path in folder.glob("*.parquet"):
        table = pq.read_table(path)
        text += [str(table.schema), table.to_pandas().to_csv()]
    return "\n".join(text)


def test_the_same_session_gives_the_same_bytes_but_for_the_time_of_making(
    session: SessionResults, tmp_path: Path
) -> None:
    one = contents(export_tidy(session, tmp_path / "a"))
    two = contents(export_tidy(session, tmp_path / "b"))
    first, second = json.loads(one.pop("manifest.json")), json.loads(two.pop("manifest.json"))
    assert one == two
    first.pop("created_utc"), second.pop("created_utc")
    assert first == second


def test_the_order_in_which_results_are_given_does_not_matter(
    session: SessionResults, tmp_path: Path
) -> None:
    shuffled = dataclasses.replace(
        session,
        beats=session.beats[::-1],
        breaths=session.breaths[::-1],
        ticks=session.ticks[::-1],
        events=session.events[::-1],
        windows=session.windows[::-1],
    )
    one, two = contents(export_tidy(session, tmp_path)), contents(export_tidy(shuffled, tmp_path))
    one.pop("manifest.json"), two.pop("manifest.json")
    assert one == two


def test_an_earlier_export_is_never_written_over(session: SessionResults, tmp_path: Path) -> None:
    first = export_tidy(session, tmp_path)
    before = contents(first)
    second, third = export_tidy(session, tmp_path), export_tidy(session, tmp_path)
    assert [p.name for p in (first, second, third)] == [
        "d1-s01_tidy", "d1-s01_tidy_v2", "d1-s01_tidy_v3",
    ]  # fmt: skip
    assert contents(first) == before
    assert len(list(tmp_path.iterdir())) == 3, "no temporary folder is left"


def test_the_manifest_lists_every_file_with_its_hash_and_size(
    session: SessionResults, tmp_path: Path
) -> None:
    folder = export_tidy(session, tmp_path)
    outputs = {entry["path"]: entry for entry in manifest(folder)["outputs"]}
    assert set(outputs) | {"manifest.json"} == {path.name for path in folder.iterdir()}
    for name, entry in outputs.items():
        path = folder / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
        if name.endswith(".csv"):
            assert pd.read_csv(path).shape == (entry["rows"], entry["columns"])


def test_the_manifest_tells_settings_clock_inputs_and_checks(
    session: SessionResults, tmp_path: Path
) -> None:
    said = manifest(export_tidy(session, tmp_path))
    assert said["parameters"]["engine"]["zones"]["th"] == 2.25
    assert said["parameters"]["params_hash"] == session.settings.params_hash
    assert said["time"]["lsl_at_zero_s"] == 98_765.0
    assert said["time"]["utc_at_zero"] is None, "dates are removed unless asked for"
    assert said["inputs"] == [{"path": "recording.xdf", "sha256": "00" * 32, "bytes": 1234}]
    checks = said["checks"]
    assert checks["events_in"] == checks["events_on_grid"] == 6
    assert checks["grid_rows"] == 480
    assert sum(checks["beats_by_status"].values()) == len(session.beats)
    assert said["pseudonymised"] is True


def test_a_warning_of_the_manifest_keeps_its_code_and_fields_without_names_of_devices(
    session: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
) -> None:
    warning = Message("{name} stands still.", code="stands_still", name=secrets_of_headers[0])
    folder = export_tidy(dataclasses.replace(session, warnings=(warning,)), tmp_path)
    said = manifest(folder)
    (kept,) = [told for told in said["said"] if told["code"] == "stands_still"]
    warnings = from_beside(said["warnings"], said["said"])
    assert [warning.code for warning in warnings].count("stands_still") == 1
    assert secrets_of_headers[0] not in json.dumps(kept)


def test_no_word_of_a_stream_header_nor_a_note_nor_a_date_leaves(
    session: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
) -> None:
    folder = export_tidy(session, tmp_path)
    made = manifest(folder)["created_utc"]
    text = all_text(folder).replace(made, "")
    for word in (*secrets_of_headers, "Anna", "2026-09", platform.node(), str(tmp_path)):
        assert word.lower() not in text.lower(), word


def test_notes_and_dates_leave_only_when_asked_for_and_without_machine_names(
    session: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
) -> None:
    options = TidyOptions(notes=True, dates="as recorded")
    folder = export_tidy(session, tmp_path, options=options)
    events = pd.read_csv(folder / "events.csv").set_index("event_id")
    assert events.loc["e0005", "note"] == "Anna at host cried"
    assert events.loc["e0001", "t_utc"] == "2026-09-21T14:13:20.000Z"
    assert events.loc["e0002", "t_utc"] == "2026-09-21T14:14:10.250Z"
    assert manifest(folder)["pseudonymised"] is False
    text = all_text(folder)
    assert not [word for word in secrets_of_headers if word in text]


def test_without_an_anchor_there_is_no_utc_even_when_asked_for(
    session: SessionResults, tmp_path: Path
) -> None:
    bare = dataclasses.replace(session, clock=ClockAnchor(5.0, None, None))
    folder = export_tidy(bare, tmp_path, options=TidyOptions(dates="as recorded"))
    assert pd.read_csv(folder / "events.csv")["t_utc"].isna().all()
    assert manifest(folder)["time"]["utc_anchor"] == "none"


def test_hostile_text_comes_back_as_one_cell(
    with_events: Callable[..., SessionResults], tmp_path: Path
) -> None:
    hostile = [
        '=HYPERLINK("http://x","y")', "a,b;c\n\"d\"\r\ne", "\u202eright to left", "'quoted",
        "x" * 1_000_000, "NA", "-1", "+1", "@x", "\ttab", "nul\0inside", "lone \ud800 surrogate",
    ]  # fmt: skip
    events = [Event(f"e{i:02d}", "note", float(i), note=text) for i, text in enumerate(hostile)]
    folder = export_tidy(with_events(*events), tmp_path, options=TidyOptions(notes=True))
    read = pd.read_csv(folder / "events.csv", keep_default_na=False)
    assert len(read) == len(hostile)
    written = read["note"].tolist()
    assert written[0] == "'" + hostile[0]
    assert [text.lstrip("'") for text in written[6:10]] == ["-1", "+1", "@x", "\ttab"]
    assert all(text.startswith("'") for text in written[6:10])
    assert written[1].replace("\r\n", "\n") == hostile[1].replace("\r\n", "\n")
    assert written[2:6] == hostile[2:6]
    assert "\0" not in (folder / "events.csv").read_text("utf-8")
    exact = pq.read_table(folder / "events.parquet")["note"].to_pylist()
    assert exact[:11] == hostile[:11]


def test_a_session_without_any_event_exports(
    with_events: Callable[..., SessionResults], tmp_path: Path
) -> None:
    folder = export_tidy(with_events(), tmp_path)
    assert len(pd.read_csv(folder / "events.csv")) == 0
    aligned = pd.read_csv(folder / "aligned_4hz.csv")
    assert list(aligned)[-3:] == ["ev_active", "ev_onset_ids", "ev_edited_ids"]
    assert len(aligned) == 480


def test_a_person_without_data_keeps_all_columns_empty_with_a_status(
    session: SessionResults, tmp_path: Path
) -> None:
    streams = tuple(r for r in session.streams if r.spec.person == "client")
    results = dataclasses.replace(of_client(session), streams=streams)
    aligned = pd.read_csv(export_tidy(results, tmp_path) / "aligned_4hz.csv")
    empty = ["hr_bpm", "resp", "resp_phase", "rmssd_ms", "zone", "remarks"]
    assert aligned[[f"therapist_{name}" for name in empty]].isna().all(axis=None)
    assert set(aligned["therapist_card_status"]) == {"outside"}
    assert set(aligned["therapist_resp_status"]) == {"outside"}
    assert aligned["client_hr_bpm"].notna().any()


def test_an_empty_session_exports_tables_without_rows(
    session: SessionResults, tmp_path: Path
) -> None:
    nothing = dataclasses.replace(
        session, participants=(), streams=(), beats=(), breaths=(), ticks=(), baselines=(),
        events=(), windows=(), respiration={}, t_start=0.0, t_end=0.0, codebook=None,
    )  # fmt: skip
    folder = export_tidy(nothing, tmp_path)
    for path in folder.glob("*.csv"):
        if path.stem != "data_dictionary":
            assert len(pd.read_csv(path)) == 0, path.name


def test_events_that_share_an_id_stop_the_export_before_anything_is_written(
    with_events: Callable[..., SessionResults], tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="Two events"):
        export_tidy(with_events(Event("e1", "ev.a", 1.0), Event("e1", "ev.a", 2.0)), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("t_end", [653_188.0, float("nan"), float("inf")])
def test_a_span_of_broken_stamps_is_refused(
    session: SessionResults, tmp_path: Path, t_end: float
) -> None:
    with pytest.raises(ExportError, match="spans"):
        export_tidy(dataclasses.replace(session, t_end=t_end), tmp_path)


def test_a_file_in_place_of_the_folder_is_refused_with_a_remedy(
    session: SessionResults, tmp_path: Path
) -> None:
    target = tmp_path / "exports"
    target.write_text("in the way")
    with pytest.raises(ExportError) as caught:
        export_tidy(session, target)
    assert "another folder" in caught.value.remedy
    assert target.read_text() == "in the way"


@pytest.mark.parametrize("fails_at", [1, 7, 20])
def test_a_full_disk_leaves_nothing_behind_and_says_what_to_do(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    calls, real = [0], os.fsync

    def fsync(handle: int) -> None:
        calls[0] += 1
        if calls[0] == fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ExportError, match="No space left") as caught:
        export_tidy(session, tmp_path)
    assert "Free space" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


_ON_A_TINY_DISK = """
import sys
from pathlib import Path
from recordings.tidy.table import Table
from recordings.tidy.schema import seconds
from recordings.tidy import export as module
from safehold.core.errors import ExportError
module.tables.beats_table = lambda results: Table(
    "beats", (seconds("t_s", "time"),), ([k / 7 for k in range(200_000)],))
import pickle
results = pickle.loads(Path(sys.argv[1]).read_bytes())
try:
    module.export_tidy(results, Path(sys.argv[2]))
except ExportError as error:
    left = [p.name for p in Path(sys.argv[2]).iterdir()]
    print("refused" if "No space left" in str(error) and not left else f"{error} {left}")
"""


@pytest.mark.slow
def test_a_disk_that_is_really_full_leaves_nothing_behind(
    session: SessionResults, tmp_path: Path
) -> None:
    disk, pickled = tmp_path / "disk", tmp_path / "session.pickle"
    disk.mkdir()
    pickled.write_bytes(pickle.dumps(session))
    script = tmp_path / "run.py"
    script.write_text(_ON_A_TINY_DISK)
    unshare = shutil.which("unshare")
    mount = f"mount -t tmpfs -o size=256k tmpfs {disk}"
    if not unshare or subprocess.run([unshare, "-rm", "sh", "-c", mount], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    line = f"{mount} && {sys.executable} {script} {pickled} {disk}"
    root = Path(__file__).resolve().parents[4]
    ran = subprocess.run(
        [unshare, "-rm", "sh", "-c", line], capture_output=True, text=True, check=False,
        timeout=120, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert ran.stdout.strip() == "refused", ran.stderr


def test_a_cancel_from_the_progress_call_leaves_nothing_behind(
    session: SessionResults, tmp_path: Path
) -> None:
    def cancel(share: float, _text: str) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_tidy(session, tmp_path, progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_one_and_names_each_table(
    session: SessionResults, tmp_path: Path
) -> None:
    said: list[tuple[float, str]] = []
    export_tidy(session, tmp_path, progress=lambda *step: said.append(step))
    shares = [share for share, _ in said]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {"beats", "ticks", "aligned_4hz"} <= {text for _, text in said}


def test_session_ids_that_are_no_folder_names_are_made_safe(
    session: SessionResults, tmp_path: Path
) -> None:
    odd = dataclasses.replace(session, session_id="../D1 Sitzung/1")
    folder = export_tidy(odd, tmp_path)
    assert folder.parent == tmp_path
    assert folder.name == "d1-sitzung-1_tidy"


@pytest.mark.parametrize(
    "choice",
    [{"rate_hz": 3}, {"formats": ()}, {"formats": ("ods",)}, {"layout": "tall"}, {"dates": "?"}],
)
def test_impossible_options_are_refused_with_the_choices(choice: dict) -> None:
    with pytest.raises(ConfigError) as caught:
        TidyOptions(**choice)
    assert "Choose one of" in caught.value.remedy


def test_ten_thousand_events_export(
    with_events: Callable[..., SessionResults], tmp_path: Path
) -> None:
    events = [
        Event(f"e{i:05d}", "ev.challenge", i * 0.0119, 3.0, EventKind.INTERVAL)
        for i in range(10_000)
    ]
    folder = export_tidy(with_events(*events), tmp_path, options=TidyOptions(formats=("csv",)))
    ids = pd.read_csv(folder / "aligned_4hz.csv")["ev_onset_ids"].dropna()
    assert sorted(i for cell in ids for i in cell.split(";")) == [e.event_id for e in events]


def test_the_manifest_says_that_a_video_lay_beside_and_nothing_says_its_name(
    session: SessionResults, tmp_path: Path
):
    place = MediaPlace("", 12.5, -20.0, PlacedBy.CAMERA, 0.004, ((1.0, 13.5),))
    folder = export_tidy(dataclasses.replace(session, media=(place,)), tmp_path)
    assert manifest(folder)["media"] == [
        {"begins_at_s": 12.5, "drift_ppm": -20.0, "placed_by": "camera", "worst_mark_s": 0.004}
    ]
    assert any("lay beside this session (1)" in text for text in manifest(folder)["warnings"])
    assert manifest(export_tidy(session, tmp_path / "without"))["media"] == []
