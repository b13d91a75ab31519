"""Stored stamps come to session time in one way, and none of them ends a session late."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safehold.api as api
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import XdfStream, read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.settings import DEMO
from safehold.core.types import Role, StreamSpec
from safehold.desk.exports import ExportWish, export
from safehold.files.engine_run import EngineRun, Rebased
from safehold.files.journal import Journal
from safehold.files.receipt import RECORDER_STREAM
from safehold.offline.analysis import _stream_report, analyse, with_samples
from safehold.offline.inputs import RunInputs
from safehold.offline.recorded_span import recorded_span
from safehold.offline.recording import read_recording
from tests.unit._folder import CLOCK_OFFSET, ZERO, make_session

UNIX = 1_790_000_000.0
MARKERS = StreamSpec("task", "Task", "Markers", "t", Role.EVENTS, None, "", 0.0)


def rewritten(folder: SessionFolder, *, jump: dict[str, float], extra: list[float] = ()) -> None:
    """Write the recording anew: clocks that jump at 20 s, and a marker stream of these stamps."""
    streams = list(read_xdf(folder.recording_path).streams)
    folder.recording_path.unlink()
    writer = XdfWriter(folder.recording_path)
    for stream in streams:
        stream_id = writer.add_stream(stream.header)
        stamps = stream.stamps.copy()
        late = stamps > ZERO - CLOCK_OFFSET + 20
        stamps[late] += next((s for k, s in jump.items() if k == stream.header.type), 0.0)
        writer.write_samples(stream_id, stamps, stream.values)
        writer.write_offset(stream_id, float(stream.stamps[0]), CLOCK_OFFSET)
    notes = writer.add_stream(StreamHeader(RECORDER_STREAM, 1, "string", 0.0, "Markers", "rec"))
    writer.write_samples(notes, ZERO + np.array([-3.0, 151.0]), [[b"rec.start"], [b"rec.stop"]])
    if extra:
        stream_id = writer.add_stream(
            StreamHeader(MARKERS.name, 1, "string", 0.0, MARKERS.type, MARKERS.source_id)
        )
        writer.write_samples(
            stream_id, np.array(extra), [[f"m{k}".encode()] for k in range(len(extra))]
        )
        writer.write_offset(stream_id, ZERO, 0.25)
    writer.close()


def with_markers(folder: SessionFolder, constant: float) -> None:
    """Add the marker stream to the journal, with a constant as the engine writes it."""
    lines = [json.loads(line) for line in folder.engine_log_path.read_text().splitlines()]
    plain_spec = {**lines[0]["streams"][0], "stream_id": "task", "name": "Task", "person": None,
                  "type": "Markers", "source_id": "t", "role": "events", "nominal_rate": 0.0,
                  "unit": ""}  # fmt: skip
    lines[0]["streams"].append(plain_spec)
    folder.engine_log_path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    journal = Journal(folder.engine_log_path)
    journal.rebase("task", constant, "unix")
    journal.close()


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    return make_session(tmp_path, signals=("rr", "respiration"), people=("client",))[0]


@pytest.mark.slow
def test_unix_stamps_end_the_session_where_its_samples_do(folder: SessionFolder):
    before = analyse(folder).t_end
    rewritten(folder, jump={}, extra=[UNIX + 10.0, UNIX + 20.0])
    with_markers(folder, ZERO - UNIX)
    session = api.open_session(folder.path)
    (task,) = [r for r in session.results.streams if r.spec.stream_id == "task"]
    assert (task.t_first, task.t_last, task.n_outside) == (10.0, 20.0, 0)
    assert session.results.t_end == before < 160
    assert len(session.aligned(1)) == int(np.ceil(before))


@pytest.mark.slow
def test_stamps_that_nobody_understood_are_left_out_and_told(folder: SessionFolder):
    before = analyse(folder).t_end
    rewritten(folder, jump={}, extra=[ZERO + 10.0, UNIX, 1000 * UNIX, 0.0])
    with_markers(folder, 0.0)
    results = analyse(folder)
    (task,) = [r for r in results.streams if r.spec.stream_id == "task"]
    assert (task.t_first, task.n_samples, task.n_outside) == (10.0, 4, 3)
    assert results.t_end == before
    assert any("3 of 4 samples of task" in text for text in results.warnings)


@pytest.mark.slow
def test_a_clock_that_jumps_ahead_lengthens_nothing(folder: SessionFolder, tmp_path: Path):
    before = analyse(folder)
    rewritten(folder, jump={"RESPIRATION": 200_000.0})
    results = analyse(folder, samples=True)
    assert results.t_end == pytest.approx(before.t_end, abs=1.5)
    (belt,) = results.samples
    assert belt.times.max() < 20.1
    assert with_samples(read_recording(folder), results).samples[0].times.size == belt.times.size
    assert results.respiration["client"].times.max() < 20.1
    (told,) = [text for text in results.warnings if "clock jumped" in text]
    assert "client-respiration" in told
    made = export(folder, ExportWish(("tidy", "edf", "fif"), out=tmp_path / "out"), print)
    assert made


numbers = st.floats(allow_nan=True, allow_infinity=True)
near = st.floats(0, 1e4).map(lambda t: ZERO + t)
some = st.one_of(near, near.map(lambda t: t + UNIX), near.map(lambda t: 1e3 * t), numbers)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(some, min_size=1, max_size=20),
    st.lists(numbers, max_size=3),
    st.lists(st.tuples(st.none() | some, st.none() | numbers), max_size=6),
)
def test_no_stamp_and_no_offset_makes_a_session_longer_than_its_recorder_ran(
    stamps, offsets, rebases
):
    run = EngineRun(1, ZERO, 1, DEMO, (MARKERS,), (), {}, (ZERO, UNIX))
    run.rebases += [Rebased("task", constant, "other", stamp) for stamp, constant in rebases]
    runs = [RunInputs(run, ())]
    header = StreamHeader(MARKERS.name, 1, "string", 0.0, MARKERS.type, MARKERS.source_id)
    notes = StreamHeader(RECORDER_STREAM, 1, "string", 0.0, "Markers", "rec")
    measured = np.array([[ZERO, item] for item in offsets]).reshape(-1, 2)
    recorded = [
        XdfStream(1, header, np.array(stamps), [["x"]] * len(stamps), measured, None),
        XdfStream(
            2, notes, ZERO + np.array([-3.0, 90.0]), [["rec.start"], ["rec.stop"]],
            np.empty((0, 2)), None,
        ),
    ]  # fmt: skip
    span = recorded_span(recorded, ZERO, last_tick=80.0)
    assert span.last <= 91.0
    assert span.first >= -63.0
    with np.errstate(all="ignore"):
        report = _stream_report(MARKERS, recorded, runs, span)
    assert report.t_first is None or -63.0 <= report.t_first <= report.t_last <= 91.0
