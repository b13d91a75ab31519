"""What stands in the exported tables, read back as a user would."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.writing import guarded
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.settings import DEMO
from safehold.core.types import Beat, BeatStatus, Event, EventKind, Level, Notice

PANDAS_TYPES = {"number": "float64", "integer": "int64", "0/1": "int64"}


@pytest.fixture(scope="session")
def folder(session: SessionResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_tidy(session, tmp_path_factory.mktemp("tidy"))


def read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv")


def table_files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"*.{ending}"))


def test_every_exported_column_is_in_the_dictionary_and_nothing_else(folder: Path) -> None:
    words = read(folder, "data_dictionary")
    listed = {(row.table, row.column) for row in words.itertuples()}
    found = {(p.stem, name) for p in table_files(folder, "csv") for name in read(folder, p.stem)}
    found |= {
        (p.stem, name) for p in table_files(folder, "parquet") for name in pd.read_parquet(p)
    }
    assert found == listed
    assert words["description"].notna().all()
    assert words.loc[words["type"] == "number", "unit"].notna().all()


def test_pandas_reads_the_types_the_dictionary_states(folder: Path) -> None:
    words = read(folder, "data_dictionary")
    for (table, column), row in words.set_index(["table", "column"]).iterrows():
        cells = read(folder, table)[column]
        if cells.empty:
            continue
        if row["type"] == "text":
            assert cells.dtype == object or cells.isna().all()
        elif cells.isna().any():
            assert cells.dtype == "float64", f"{table}.{column}"
            assert pd.notna(row["missing_meaning"]), f"{table}.{column}"
        else:
            assert cells.dtype == PANDAS_TYPES[row["type"]], f"{table}.{column}"


def test_parquet_holds_the_same_cells_as_csv(folder: Path) -> None:
    for path in table_files(folder, "parquet"):
        exact, text = pd.read_parquet(path), read(folder, path.stem)
        assert list(exact) == list(text)
        assert (exact.isna() == text.isna()).all(axis=None), path.stem
        for name in exact:
            if exact[name].dtype == "float64":
                assert exact[name].to_numpy() == pytest.approx(
                    text[name].to_numpy(dtype=float), abs=5.1e-4, nan_ok=True
                )


def test_the_columns_stand_in_the_specified_order(folder: Path) -> None:
    assert list(read(folder, "beats")) == [
        "beat_id", "participant", "t_s", "rr_ms", "flag_reason", "source", "status", "edited",
        "height",
    ]  # fmt: skip
    assert list(read(folder, "events"))[:14] == (
        [
            "event_id",
            "code",
            "label",
            "kind",
            "t_s",
            "duration_s",
            "end_s",
            "target",
            "source",
            "value",
            "edited",
            "t_original_s",
            "t_lsl_s",
            "t_utc",
        ]
    )
    aligned = list(read(folder, "aligned_4hz"))
    own = [
        "hr_bpm",
        "resp",
        "resp_phase",
        "resp_rate_bpm",
        "rsa_p2t_ms",
        "ln_rmssd",
        "rmssd_ms",
        "eda_us",
        "zone",
        "card_status",
        "resp_status",
        "remarks",
    ]
    assert aligned == [
        "t_s", *(f"{p}_{c}" for p in ("client", "therapist") for c in own),
        "ev_active", "ev_onset_ids", "ev_edited_ids", "ev_al_rupture_withdrawal",
        "ev_int_support_n", "ev_marker_n", "ev_note_n", "ev_ph_baseline",
    ]  # fmt: skip


def test_rows_are_sorted_by_time_and_the_grid_has_no_hole(folder: Path) -> None:
    for table in ("events", "beats", "ticks", "zones", "quality"):
        assert read(folder, table)["t_s"].is_monotonic_increasing
    assert np.diff(read(folder, "aligned_4hz")["t_s"]) == pytest.approx(0.25)


def test_beats_and_breaths_come_back_from_parquet_exactly(
    folder: Path, session: SessionResults
) -> None:
    beats = pd.read_parquet(folder / "beats.parquet")
    for person in ("client", "therapist"):
        own = [beat for beat in session.beats if beat.person == person]
        rows = beats[beats.participant == person]
        assert rows["t_s"].tolist() == [beat.time for beat in own]
        assert rows["status"].tolist() == [beat.status.value for beat in own]
        intervals = [np.nan if beat.rr_ms is None else beat.rr_ms for beat in own]
        np.testing.assert_array_equal(rows["rr_ms"].to_numpy(), intervals)
    breaths = pd.read_parquet(folder / "breaths.parquet")
    assert sorted(breaths["t_end_s"]) == sorted(breath.t_end for breath in session.breaths)


def test_a_gap_of_ten_seconds_is_empty_everywhere_and_named_in_quality(folder: Path) -> None:
    aligned = read(folder, "aligned_4hz").set_index("t_s")
    off = aligned.loc[60.25:69.75]
    for person in ("client", "therapist"):
        assert off[f"{person}_hr_bpm"].isna().all()
        assert off[f"{person}_resp"].isna().all()
        assert off[f"{person}_resp_phase"].isna().all()
        assert set(off[f"{person}_card_status"]) == {"gap"}
        assert set(off[f"{person}_resp_status"]) == {"gap"}
    quality = read(folder, "quality")
    for stream in ("client-ecg", "client-respiration", "therapist-ecg"):
        span = quality[quality.stream_id == stream].iloc[0]
        assert span.reason == "gap"
        assert span.t_s <= 60
        assert span.t_s + span.duration_s >= 70


def test_heart_rate_over_a_flagged_interval_is_called_interpolated(folder: Path) -> None:
    beats = read(folder, "beats")
    flagged = beats[(beats.status == "flagged") & (beats.participant == "client")].iloc[0]
    assert flagged.flag_reason == "deviant_rr"
    row = read(folder, "aligned_4hz").query("t_s < @flagged.t_s").iloc[-1]
    assert row.client_card_status == "interpolated"
    assert 60 < row.client_hr_bpm < 90


def status_of(results: SessionResults, folder: Path) -> pd.Series:
    table = read(export_tidy(results, folder), "aligned_4hz").set_index("t_s")
    return table["client_card_status"]


def test_an_empty_heart_rate_always_has_a_status_that_says_why(
    session: SessionResults, tmp_path: Path
) -> None:
    def spoiled(beat: Beat) -> Beat:
        bad = 30 < beat.time < 36
        return dataclasses.replace(beat, status=BeatStatus.FLAGGED) if bad else beat

    beats = tuple(spoiled(beat) for beat in session.beats if beat.time < 100)
    clipped = (("client-ecg", 0.0, (Reason.CLIPPED,)),)
    ticks = tuple(
        dataclasses.replace(tick, quality=clipped) if 105 <= tick.t < 107 else tick
        for tick in session.ticks
    )
    streams = tuple(dataclasses.replace(r, t_last=110.0) for r in session.streams)
    results = dataclasses.replace(session, beats=beats, ticks=ticks, streams=streams)
    status = status_of(results, tmp_path)
    assert set(status.loc[31.5:34.5]) == {"artifact"}
    assert set(status.loc[101.0:104.75]) == {"gap"}, "recorded, but without beats"
    assert set(status.loc[105.0:106.75]) == {"saturated"}, "the tick knows better"
    assert set(status.loc[110.25:]) == {"outside"}
    assert status.iloc[0] == "gap", "before the first beat"
    assert status[70.5] == "gap", "the first interval after a gap has no start"


def test_ticks_hold_every_index_exactly_and_say_why_one_is_missing(
    folder: Path, session: SessionResults
) -> None:
    ticks = read(folder, "ticks")
    rmssd = ticks[(ticks["index"] == "rmssd") & (ticks.participant == "client")]
    truth = [t.index("rmssd").value for t in session.ticks if t.person == "client"]
    np.testing.assert_array_equal(rmssd["value"].to_numpy(), np.array(truth, dtype=float))
    missing = ticks[ticks["value"].isna()]
    assert set(missing["status"]) == {"missing"}
    assert set(missing["reasons"]) == {"starting"}
    assert set(ticks[ticks["index"] == "p2t"].dropna(subset="value")["status"]) == {"degraded"}


def test_a_windowed_index_is_held_from_the_last_tick_never_interpolated(folder: Path) -> None:
    aligned = read(folder, "aligned_4hz").set_index("t_s")
    assert aligned.loc[40.0:40.75, "client_rmssd_ms"].tolist() == [60.123] * 4
    assert aligned.loc[41.0, "client_rmssd_ms"] == 61.123
    assert aligned.loc[:29.75, "client_rmssd_ms"].isna().all()
    assert "degraded:rsa_p2t_ms" in aligned.loc[40.0, "client_remarks"]


def test_zones_are_runs_of_ticks_that_add_up_to_all_ticks(
    folder: Path, session: SessionResults
) -> None:
    zones = read(folder, "zones")
    client = zones[zones.participant == "client"]
    assert client["zone"].tolist() == ["unknown", "within", "high", "within"]
    assert client["t_s"].tolist() == [1, 30, 80, 100]
    assert client["duration_s"].tolist() == [29, 50, 20, 20]
    assert zones["duration_s"].sum() == len(session.ticks)
    assert client["provisional"].tolist() == [0, 0, 0, 1]
    assert client["remarks"].tolist()[3] == "provisional"


def test_a_hole_in_the_ticks_splits_a_zone_run(session: SessionResults, tmp_path: Path) -> None:
    ticks = tuple(tick for tick in session.ticks if tick.t not in (50, 51))
    folder = export_tidy(dataclasses.replace(session, ticks=ticks), tmp_path)
    zones = read(folder, "zones").query("participant == 'client' and zone == 'within'")
    assert zones["t_s"].tolist() == [30, 52, 100]
    aligned = read(folder, "aligned_4hz").set_index("t_s")
    assert aligned.loc[50.0:51.75, "client_zone"].isna().all()
    assert aligned.loc[50.0:51.75, "client_rmssd_ms"].isna().all()


def test_windows_show_neurokit_beside_ours_with_the_difference(folder: Path) -> None:
    first = read(folder, "windows").iloc[0]
    assert (first.sdnn_ms, first.neurokit_sdnn_ms, first.neurokit_diff_sdnn_ms) == (
        40.25,
        40,
        0.25,
    )
    assert first.ev_active == "int.support;ph.baseline"
    assert first.zone == "within"
    assert first.exclude == 0


def test_a_window_without_a_zone_of_more_than_half_is_mixed_and_a_short_one_says_so(
    session: SessionResults, tmp_path: Path
) -> None:
    short = dataclasses.replace(session.windows[0], t0=27.0, t1=31.0, exclude_reason="gap")
    folder = export_tidy(dataclasses.replace(session, windows=(short,)), tmp_path)
    row = read(folder, "windows").iloc[0]
    assert (row.zone, row.remarks) == ("mixed", "ultra_short")
    assert (row.exclude, row.exclude_reason) == (1, "gap")


def test_remarks_of_the_demo_profile_stand_wherever_its_numbers_stand(
    session: SessionResults, tmp_path: Path
) -> None:
    folder = export_tidy(dataclasses.replace(session, settings=DEMO), tmp_path)
    for table in ("ticks", "windows", "zones"):
        assert read(folder, table)["remarks"].str.contains("ultra_short").all(), table
        assert read(folder, table)["remarks"].str.contains("provisional").all(), table
    aligned = read(folder, "aligned_4hz")
    shown = aligned["client_zone"].notna()
    assert aligned.loc[shown, "client_remarks"].str.contains("ultra_short;provisional").all()
    for name in ("README.txt", "manifest.json"):
        text = (folder / name).read_text("utf-8")
        assert "ultra_short" in text
        assert "provisional" in text


def test_windows_carry_the_remarks_of_the_profile_even_without_ticks(
    session: SessionResults, tmp_path: Path
) -> None:
    folder = export_tidy(dataclasses.replace(session, settings=DEMO, ticks=()), tmp_path)
    assert set(read(folder, "windows")["remarks"]) == {"ultra_short;provisional"}


def test_the_source_of_an_event_names_the_stream_by_its_id_or_not_at_all(
    session: SessionResults, tmp_path: Path
) -> None:
    only = dataclasses.replace(session, streams=session.streams[:2])
    sources = read(export_tidy(only, tmp_path), "events").set_index("event_id")["source"]
    assert sources["e0006"] == "lsl:client-ecg"
    shared = read(export_tidy(session, tmp_path), "events").set_index("event_id")["source"]
    assert shared["e0006"] == "lsl:device", "two streams carry this name"


def test_the_long_layout_holds_the_same_values_as_the_wide_one(
    session: SessionResults, folder: Path, tmp_path: Path
) -> None:
    other = export_tidy(session, tmp_path, options=TidyOptions(layout="long", formats=("csv",)))
    long, wide = read(other, "aligned_4hz"), read(folder, "aligned_4hz")
    assert len(long) == 2 * len(wide)
    for person in ("client", "therapist"):
        own = long[long.participant == person].reset_index(drop=True)
        for column in ("hr_bpm", "resp", "zone", "card_status", "remarks"):
            pd.testing.assert_series_equal(
                own[column], wide[f"{person}_{column}"], check_names=False
            )
        pd.testing.assert_series_equal(own["ev_active"], wide["ev_active"])
    assert "aligned_4hz,participant" in (other / "data_dictionary.csv").read_text()


@pytest.mark.parametrize("rate", [1, 2, 10, 25, 50])
def test_every_offered_rate_gives_its_grid(
    session: SessionResults, tmp_path: Path, rate: int
) -> None:
    folder = export_tidy(session, tmp_path, options=TidyOptions(rate_hz=rate, formats=("csv",)))
    aligned = read(folder, f"aligned_{rate}hz")
    assert len(aligned) == 120 * rate
    assert aligned["client_hr_bpm"].notna().mean() > 0.85


def test_a_notice_with_a_duration_becomes_a_quality_span(
    session: SessionResults, tmp_path: Path
) -> None:
    notices = (
        Notice(Level.WARNING, "clipped", Message("…"), "client", "client-ecg", 10.0, 4.0),
        Notice(Level.WARNING, "clipped", Message("…"), "client", "client-ecg", 13.0, 4.0),
        Notice(Level.WARNING, "rate_mismatch", Message("…"), "client", "client-ecg", 10.0, 4.0),
        Notice(Level.WARNING, Reason.GAP.value, Message("…"), "client", "client-ecg", 60.0, 10.0),
    )
    # a tick's window holds the gap for a minute after it; the gap itself does not last so long
    after = (("client-ecg", 1.0, (Reason.GAP,)),)
    ticks = tuple(
        dataclasses.replace(tick, quality=after) if tick.t >= 70 else tick
        for tick in session.ticks
    )
    results = dataclasses.replace(session, notices=notices, ticks=ticks)
    rows = read(export_tidy(results, tmp_path), "quality").query("stream_id == 'client-ecg'")
    assert rows["duration_s"].max() < 12
    assert rows["reason"].tolist() == ["saturated", "gap"], "overlapping spans are one"
    assert (rows.iloc[0].t_s, rows.iloc[0].duration_s) == (10.0, 7.0)


def test_an_open_interval_has_no_end_and_the_manifest_warns(
    with_events: Callable[..., SessionResults], tmp_path: Path
) -> None:
    results = with_events(Event("e1", "ev.challenge", 100.0, None, EventKind.INTERVAL))
    folder = export_tidy(results, tmp_path)
    event = read(folder, "events").iloc[0]
    assert np.isnan(event.duration_s)
    assert np.isnan(event.end_s)
    column = read(folder, "aligned_4hz").set_index("t_s")["ev_ev_challenge"]
    assert column[100.0] == 1
    assert column.loc[100.25:].isna().all()
    assert "never closed (e1)" in (folder / "manifest.json").read_text("utf-8")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_text_that_starts_like_a_formula_is_guarded(sign: str) -> None:
    assert guarded(f"{sign}1").startswith("'")


def test_empty_and_plain_text_is_left_as_it_is() -> None:
    assert guarded("") == ""
    assert guarded("a=b") == "a=b"
