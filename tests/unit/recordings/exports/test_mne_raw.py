"""MNE gets volts, events with what they carry, and BAD spans; nothing that names a machine."""

from __future__ import annotations

import dataclasses
import uuid
from pathlib import Path

import mne
import numpy as np
import pandas as pd
import pytest

from recordings.exports.mne_raw import export_fif, make_raw
from recordings.tidy import TidyOptions
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from tests.unit.recordings._sampled import sampled as with_samples


@pytest.fixture
def sampled(session: SessionResults) -> SessionResults:
    return with_samples(session)


def test_channels_have_types_and_si_units_and_others_say_so(sampled: SessionResults):
    raw = make_raw(sampled)
    assert dict(zip(raw.ch_names, raw.get_channel_types(), strict=True)) == {
        "client-ecg": "ecg",
        "client-respiration": "resp",
        "therapist-eda-eda": "gsr",
        "therapist-eda-temp": "misc",
    }
    assert raw.info["sfreq"] == 250
    largest = np.abs(raw.get_data()).max(axis=1)
    np.testing.assert_allclose(largest, [1e-3, 1.0, 1e-6, 2.0], rtol=1e-2)
    assert "client-respiration as sent, a.u., NOT in V" in raw.info["description"]
    assert "client-ecg in V (sent as mV, times 0.001)" in raw.info["description"]


def test_a_slower_stream_is_interpolated_onto_the_grid_of_the_fastest(sampled: SessionResults):
    raw = make_raw(sampled)
    values = raw.get_data("client-respiration")[0][: 250 * 59]
    truth = np.sin(2 * np.pi * np.arange(values.size) / 250)
    assert np.abs(values - truth).max() < 0.002


def test_events_come_with_code_times_and_extras(sampled: SessionResults):
    annotations = make_raw(sampled).annotations
    found = {
        extras["event_id"]: (row["onset"], row["duration"], row["description"], extras)
        for row, extras in zip(annotations, annotations.extras, strict=True)
        if "event_id" in extras
    }
    assert set(found) == {event.event_id for event in sampled.events}
    for event in sampled.events:
        onset, duration, code, extras = found[event.event_id]
        assert onset == pytest.approx(event.onset - sampled.t_start, abs=1e-6)
        assert (duration, code.partition("/")[0]) == (event.duration, event.code)
        assert extras["t_s"] == event.onset
    assert "note" not in found["e0005"][3]
    assert "value" not in found["e0005"][3]


def test_an_event_that_never_ended_says_so(sampled: SessionResults):
    results = dataclasses.replace(
        sampled, events=(Event("e1", "ev.challenge", 5.0, None, EventKind.INTERVAL),)
    )
    annotations = make_raw(results).annotations
    (extras,) = (e for e in annotations.extras if "event_id" in e)
    assert extras["end"] == "unknown"


def test_a_gap_is_bad_for_its_channel_only_and_holds_numbers(sampled: SessionResults):
    raw = make_raw(sampled)
    gaps = [a for a in raw.annotations if a["description"] == "BAD_gap"]
    assert [a["ch_names"] for a in gaps] == [("client-respiration",)]
    assert gaps[0]["onset"] == pytest.approx(60, abs=0.03)
    assert gaps[0]["duration"] == pytest.approx(10, abs=0.05)
    assert np.isfinite(raw.get_data()).all()


def test_a_fif_file_comes_back_with_all_of_it(sampled: SessionResults, tmp_path: Path):
    folder = export_fif(sampled, tmp_path)
    assert folder.name == "d1-s01_fif"
    raw, read = make_raw(sampled), mne.io.read_raw_fif(folder / "d1-s01_raw.fif", verbose="error")
    np.testing.assert_allclose(read.get_data(), raw.get_data(), rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(read.annotations.onset, raw.annotations.onset, atol=1e-6)
    assert list(read.annotations.description) == list(raw.annotations.description)
    assert list(read.annotations.extras) == list(raw.annotations.extras)
    assert sorted(pd.read_csv(folder / "events.csv")["event_id"]) == [
        e.event_id for e in sampled.events
    ]


def test_no_machine_device_note_or_date_stands_in_a_fif_export(
    sampled: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
):
    folder = export_fif(sampled, tmp_path)
    fif = (folder / "d1-s01_raw.fif").read_bytes()
    address = bytes.fromhex(f"{uuid.getnode():012x}")
    assert address not in fif
    assert address[::-1] not in fif
    text = fif.decode("latin-1") + (folder / "events.csv").read_text()
    for word in (*secrets_of_headers, "Anna", "2026-09"):
        assert word.lower() not in text.lower()
    info = mne.io.read_raw_fif(folder / "d1-s01_raw.fif", verbose="error").info
    assert info["meas_date"] is None
    assert (info["file_id"]["machid"] == 0).all()


def test_the_same_session_gives_the_same_fif_bytes(sampled: SessionResults, tmp_path: Path):
    one, two = (export_fif(sampled, tmp_path) / "d1-s01_raw.fif" for _ in range(2))
    assert one.read_bytes() == two.read_bytes()


def test_dates_stand_in_it_only_when_asked_for(sampled: SessionResults):
    raw = make_raw(sampled, TidyOptions(dates="as recorded"))
    assert raw.info["meas_date"].isoformat() == "2026-09-21T14:13:20+00:00"
    assert raw.annotations[0]["onset"] == 0.0


def test_hostile_notes_survive_a_fif_file(sampled: SessionResults, tmp_path: Path):
    hostile = 'a;b,"c"\n{"x": 1}\t\u202ertl \ud800 \0 =1+1'
    results = dataclasses.replace(sampled, events=(Event("e1", "note", 1.0, note=hostile),))
    folder = export_fif(results, tmp_path, options=TidyOptions(notes=True))
    read = mne.io.read_raw_fif(folder / "d1-s01_raw.fif", verbose="error")
    (extras,) = (e for e in read.annotations.extras if "event_id" in e)
    assert extras["note"].startswith('a;b,"c"\n{"x": 1}\t\u202ertl ? ')


def test_a_session_without_events_and_a_person_without_signal_export(
    sampled: SessionResults, tmp_path: Path
):
    results = dataclasses.replace(sampled, events=(), samples=sampled.samples[:1])
    read = mne.io.read_raw_fif(export_fif(results, tmp_path) / "d1-s01_raw.fif", verbose="error")
    assert read.ch_names == ["client-ecg"]
    assert len(read.annotations) == 0


def test_a_session_without_any_signal_is_refused_with_a_remedy(
    session: SessionResults, tmp_path: Path
):
    with pytest.raises(ExportError) as caught:
        export_fif(session, tmp_path)
    assert "tidy" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
