"""Copies of recordings for others: all samples, no name of a machine, a device or a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyxdf

from recordings.exports.scrubbed_xdf import export_xdf
from recordings.tidy import TidyOptions
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.results import SessionResults

XML = """<info><name>Belt SN-7731</name><type>ECG</type><hostname>labhost-unit9</hostname>
<v4address>10.20.30.40</v4address><source_id>SN-7731</source_id><session_id>anna-room2</session_id>
<created_at>123.4</created_at><desc><acquisition><manufacturer>Acme</manufacturer><model>M1</model>
<serial_number>SN-7731</serial_number></acquisition><operator>Dr Anna Meyer</operator>
<channels><channel><label>chest</label><unit>mV</unit><type>ECG</type><contact>Anna</contact>
<range><minimum>0</minimum><minimum_anchor>not at all</minimum_anchor></range></channel></channels>
<safehold><person>client</person><original_header>QW5uYQ==</original_header></safehold>
</desc></info>"""
SECRETS = (b"SN-7731", b"labhost", b"10.20.30.40", b"Anna", b"anna", b"QW5uYQ", b"uid-", b"BENCH")


@pytest.fixture(scope="module")
def recorded(session: SessionResults, tmp_path_factory) -> tuple[SessionResults, Path]:
    """A recording of an ECG, markers and streams that nobody mapped; results that know the ECG."""
    path = tmp_path_factory.mktemp("recorded") / "recording.xdf"
    writer = XdfWriter(path)
    rng = np.random.default_rng(5)
    ecg = StreamHeader("Belt SN-7731", 1, "float32", 100.0, "ECG", "SN-7731", "uid-of-it",
                       "labhost", "anna-room2", (Channel("chest", "ECG", "mV"),), XML)  # fmt: skip
    number = writer.add_stream(ecg)
    values = rng.normal(size=(500, 1)).astype(np.float32)
    values[7] = np.nan
    writer.write_samples(number, 100 + np.arange(500) / 100, values)
    writer.write_offset(number, 100.0, 0.25)
    marks = StreamHeader("safehold-events", 1, "string", 0.0, "Markers", "safehold-events-x")
    texts = ["ev.challenge;id=e1;note=Anna cried", "note;id=e2;value=call Anna", "from SN-7731",
             "al.repair;id=e3"]  # fmt: skip
    writer.write_samples(writer.add_stream(marks), np.array([101.0, 102.0, 103.0, 104.0]),
                         [[text] for text in texts])  # fmt: skip
    for name, kind in (("Anna's BENCH", "EEG"), ("safehold-engine", "safehold-engine")):
        header = StreamHeader(name, 1, "int16", 10.0, kind, "SN-9", "u", "labhost")
        number = writer.add_stream(header)
        writer.write_samples(
            number, 100 + np.arange(3) / 10, np.arange(3, dtype=np.int16)[:, None]
        )
    writer.close()
    (first, *rest) = session.streams
    spec = replace(first.spec, name="Belt SN-7731", source_id="SN-7731", stream_id="client-ecg",
                   hostname="labhost", uid="uid-of-it")  # fmt: skip
    return replace(session, streams=(replace(first, spec=spec), *rest)), path


def copied(recorded, out: Path, **options) -> Path:
    results, path = recorded
    folder = export_xdf(results, out, recordings=[path], options=TidyOptions(**options))
    return folder / "recording.xdf"


def test_no_name_of_machine_device_or_person_is_in_any_byte(recorded, tmp_path: Path):
    folder = copied(recorded, tmp_path).parent
    everything = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert [word for word in SECRETS if word in everything] == []


def test_every_sample_stamp_and_offset_is_that_of_the_recording(recorded, tmp_path: Path):
    old, _ = pyxdf.load_xdf(str(recorded[1]), synchronize_clocks=False, dejitter_timestamps=False)
    new, header = pyxdf.load_xdf(
        str(copied(recorded, tmp_path)), synchronize_clocks=False, dejitter_timestamps=False
    )
    assert "datetime" not in header["info"]
    wanted = {len(s["time_stamps"]): s for s in old}[500]
    found = {s["info"]["name"][0]: s for s in new}
    assert set(found) == {"client-ecg", "safehold-events", "EEG"}
    ecg = found["client-ecg"]
    assert ecg["time_series"].tobytes() == wanted["time_series"].tobytes()
    np.testing.assert_array_equal(ecg["time_stamps"], wanted["time_stamps"])
    assert ecg["clock_values"] == wanted["clock_values"] == [0.25]


def test_what_an_analysis_needs_is_still_told(recorded, tmp_path: Path):
    stream = read_xdf(copied(recorded, tmp_path)).stream(name="client-ecg")
    assert stream.header.channels == (Channel("chest", "ECG", "mV"),)
    assert (stream.header.type, stream.header.source_id) == ("ECG", "client-ecg")
    for kept in ("Acme", "M1", "<person>client</person>", "not at all"):
        assert kept in stream.header.xml


def test_notes_go_and_other_markers_stay_at_their_moments(recorded, tmp_path: Path):
    stream = read_xdf(copied(recorded, tmp_path)).stream(name="safehold-events")
    assert [row[0] for row in stream.values] == [
        "ev.challenge;id=e1", "note;id=e2", "from client-ecg", "al.repair;id=e3",
    ]  # fmt: skip
    assert stream.stamps.tolist() == [101.0, 102.0, 103.0, 104.0]
    kept = read_xdf(copied(recorded, tmp_path, notes=True)).stream(name="safehold-events")
    assert kept.values[0][0] == "ev.challenge;id=e1;note=Anna cried"
