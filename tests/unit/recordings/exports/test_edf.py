"""EDF+ keeps rates, units, events and gaps, and says what it cannot keep."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import edfio
import numpy as np
import pandas as pd
import pytest

from recordings.exports.edf import export_edf
from recordings.tidy import TidyOptions
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from tests.unit.recordings._sampled import sampled


@pytest.fixture
def exported(session: SessionResults, tmp_path: Path) -> Path:
    return export_edf(sampled(session), tmp_path)


def texts(file: edfio.Edf) -> list[tuple[float, float | None, str]]:
    return [(a.onset, a.duration, a.text) for a in file.annotations]


def test_each_person_has_a_file_with_channels_at_their_own_rates(exported: Path):
    client = edfio.read_edf(exported / "client.edf")
    therapist = edfio.read_edf(exported / "therapist.edf")
    assert [(s.label, s.sampling_frequency, s.physical_dimension) for s in client.signals] == [
        ("ecg", 250, "mV"), ("respiration", 50, "a.u."),
    ]  # fmt: skip
    assert [(s.label, s.physical_dimension) for s in therapist.signals] == [
        ("eda", "uS"), ("temp", "C"),
    ]  # fmt: skip


def test_values_come_back_within_one_step_of_16_bits(exported: Path):
    signal = edfio.read_edf(exported / "client.edf").signals[0]
    truth = np.sin(2 * np.pi * np.arange(250 * 119) / 250)
    assert np.abs(signal.data[: truth.size] - truth).max() <= 2 / 65535


def test_events_and_the_gap_are_annotations_at_session_time(
    exported: Path, session: SessionResults
):
    found = texts(edfio.read_edf(exported / "client.edf"))
    for event in session.events:
        assert any(
            text.partition("/")[0] == event.code and onset == pytest.approx(event.onset, abs=1e-6)
            and (duration or 0.0) == event.duration
            for onset, duration, text in found
        ), event  # fmt: skip
    (gap,) = ((onset, length) for onset, length, text in found if text == "BAD_gap respiration")
    assert gap[0] == pytest.approx(60, abs=0.03)
    assert gap[1] == pytest.approx(10, abs=0.05)


def test_a_rate_that_is_no_whole_number_is_resampled_and_told(
    session: SessionResults, tmp_path: Path
):
    folder = export_edf(sampled(session, ecg_hz=275.16), tmp_path)
    signal = edfio.read_edf(folder / "client.edf").signals[0]
    assert signal.sampling_frequency == 276
    truth = np.sin(2 * np.pi * np.arange(276 * 119) / 276)
    assert np.abs(signal.data[: truth.size] - truth).max() < 1e-3
    said = json.loads((folder / "manifest.json").read_text())["warnings"]
    assert any("276 Hz (recorded at 275.16)" in sentence for sentence in said)


def test_a_file_begins_on_a_whole_second_and_its_edges_are_told(
    session: SessionResults, tmp_path: Path
):
    results = sampled(session)
    late = dataclasses.replace(
        results,
        t_start=3.5,
        samples=tuple(
            dataclasses.replace(s, times=s.times[s.times >= 3.5], values=s.values[s.times >= 3.5])
            for s in results.samples
        ),
    )
    file = edfio.read_edf(export_edf(late, tmp_path) / "client.edf")
    found = texts(file)
    assert any(t == "BAD_gap ecg" and on == 0 and d == pytest.approx(0.5) for on, d, t in found)
    assert any(t == "int.support" and on == pytest.approx(47.25) for on, _, t in found)
    signal = file.signals[0]
    assert signal.data[250] == pytest.approx(np.sin(2 * np.pi * 4.0), abs=1e-4)


def test_dates_and_persons_and_machines_are_hidden(
    exported: Path, secrets_of_headers: tuple[str, ...]
):
    file = edfio.read_edf(exported / "client.edf")
    assert file.startdatetime == datetime.datetime(1985, 1, 1)
    assert file.local_patient_identification == "X X X X"
    everything = b"".join(path.read_bytes() for path in exported.glob("*.*df"))
    everything += (exported / "events.csv").read_bytes()
    for word in (*secrets_of_headers, "Anna", "2026"):
        assert word.lower().encode() not in everything.lower()


def test_dates_stand_in_it_when_asked_for(session: SessionResults, tmp_path: Path):
    folder = export_edf(sampled(session), tmp_path, options=TidyOptions(dates="as recorded"))
    file = edfio.read_edf(folder / "client.edf")
    assert file.startdatetime == datetime.datetime(2026, 9, 21, 14, 13, 20)


def test_the_same_session_gives_the_same_bytes(session: SessionResults, tmp_path: Path):
    one, two = (export_edf(sampled(session), tmp_path) for _ in range(2))
    for name in ("client.edf", "therapist.edf"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_events_before_the_start_an_open_end_and_none_at_all_are_written(
    session: SessionResults, tmp_path: Path
):
    results = sampled(session)
    odd = dataclasses.replace(
        results,
        events=(
            Event("e1", "int.support", -5.0),
            Event("e2", "ev.challenge", 5.0, None, EventKind.INTERVAL),
        ),
    )
    folder = export_edf(odd, tmp_path)
    found = texts(edfio.read_edf(folder / "client.edf"))
    assert (-5.0, 0.0, "int.support") in found
    assert (5.0, None, "ev.challenge") in found
    assert pd.read_csv(folder / "events.csv")["event_id"].tolist() == ["e1", "e2"]
    none = export_edf(dataclasses.replace(results, events=()), tmp_path)
    assert {t for *_, t in texts(edfio.read_edf(none / "client.edf"))} == {"BAD_gap respiration"}


def test_a_person_without_signal_has_no_file_and_the_manifest_says_so(
    session: SessionResults, tmp_path: Path
):
    results = dataclasses.replace(sampled(session), samples=sampled(session).samples[:2])
    folder = export_edf(results, tmp_path)
    assert [path.name for path in folder.glob("*.edf")] == ["client.edf"]
    said = json.loads((folder / "manifest.json").read_text())["warnings"]
    assert "No signal, so no file: therapist." in said


def test_labels_that_are_too_long_or_equal_and_foreign_units_fit(
    session: SessionResults, tmp_path: Path
):
    samples = sampled(session).samples[2]
    wide = dataclasses.replace(
        samples,
        values=np.hstack((samples.values, samples.values)),
        labels=("é" * 30, "a very long label of a channel", "a very long label of another", "ß"),
        units=("microsiemens", "µV", "μV/√Hz per something", ""),
    )
    folder = export_edf(dataclasses.replace(session, samples=(wide,)), tmp_path)
    signals = edfio.read_edf(folder / "therapist.edf").signals
    assert len({signal.label for signal in signals}) == 4
    assert [s.physical_dimension for s in signals] == ["uS", "uV", "uV/Hz pe", ""]


def test_values_that_edf_cannot_hold_are_refused_with_a_remedy(
    session: SessionResults, tmp_path: Path
):
    samples = sampled(session).samples[0]
    broken = dataclasses.replace(samples, values=samples.values * 1e200)
    with pytest.raises(ExportError, match="ecg") as caught:
        export_edf(dataclasses.replace(session, samples=(broken,)), tmp_path)
    assert "--native" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_session_without_signal_is_refused_with_a_remedy(
    session: SessionResults, tmp_path: Path
):
    with pytest.raises(ExportError) as caught:
        export_edf(session, tmp_path)
    assert "tidy" in caught.value.remedy
