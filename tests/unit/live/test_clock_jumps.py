"""Clocks that jump in mid-session: the session is as long as it was, live and in replay."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.zones.pipeline import Pipeline
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.canonical import canonical_json, plain
from safehold.core.codebook import load_codebook
from safehold.core.results import Participant
from safehold.core.settings import DEMO
from safehold.core.types import Mark, Role, StreamSpec, Tick
from safehold.desk.exports import ExportWish, export
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.files.recorder_notes import RECORDER_STREAM
from safehold.live.engine import LiveEngine
from safehold.live.mark_writer import MarkWriter
from safehold.offline.analysis import analyse
from safehold.offline.recording import read_recording
from safehold.offline.stages import run_engine
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel

ZERO, OFFSET, UNIX = 5000.0, 0.25, 1_790_000_000.0
WAY_S = 0.02
"""How long a sample is on its way, s."""
STEP_S = 0.4
RR = StreamSpec("client-rr", "Strap", "RR", "r", Role.RR, "client", "ms", 0.0, uid="rr")
BELT = StreamSpec(
    "client-respiration", "Belt", "RESP", "b", Role.RESPIRATION, "client", "a.u.", 20.0, uid="belt"
)  # fmt: skip
Stamp = Callable[[float], float]
"""From the LSL clock to what the sender writes, s."""


def jumping(*steps: tuple[float, float], to: float = -OFFSET) -> Stamp:
    """Return a clock, ``to`` s ahead, that is set by so much from each session time on."""
    return lambda t: t + to + sum(size for at, size in steps if t >= ZERO + at)


@dataclass
class Sender:
    """One stream of a person; some of its stamps may be odd."""

    spec: StreamSpec
    stamp: Stamp
    odd: dict[int, float] = field(default_factory=dict)
    """Stamps of single samples instead of those that the clock gives."""
    n: int = 0

    def chunk(self, first: float, stop: float) -> RawChunk:
        period = 0.8 if self.spec.role is Role.RR else 1 / self.spec.nominal_rate
        k = np.arange(*(math.ceil(edge / period - 1e-9) for edge in (first, stop)))
        times = period * k + ZERO
        stamps = np.array([self.stamp(t) for t in times.tolist()])
        for at, stamp in self.odd.items():
            stamps[k == at] = stamp
        belt = np.sin(2 * np.pi * (times - ZERO) / 4)
        values = belt if self.spec is BELT else 800 + 30 * belt
        return RawChunk(stamps, values[:, None].astype(np.float32))


class Session:
    """A live engine over senders, its recording, and what it gave."""

    def __init__(self, root: Path, seconds: float, senders: list[Sender]) -> None:
        self.now = ZERO
        self.ticks: list[Tick] = []
        specs = tuple(sender.spec for sender in senders)
        self.folder = SessionFolder.create(
            root, "s-01",
            {"participants": plain([Participant("client", "P01", "client")]),
             "codebook": {"name": "minimal", "version": load_codebook().version}},
        )  # fmt: skip
        self.model = SessionModel(("client",), specs, DEMO)
        journal = Journal(self.folder.engine_log_path)
        journal.start(EngineRun(1, ZERO, 1, DEMO, specs, ("client",), {}, (ZERO, ZERO + UNIX)))
        engine = LiveEngine(
            Pipeline(specs, DEMO, session_zero=ZERO), streams=specs, journal=journal,
            marks=MarkWriter(EventBook(load_codebook()), journal, self.model, self),
            model=self.model, publisher=self, clock=lambda: self.now,
            utc=lambda: self.now + UNIX, not_before=ZERO,
        )  # fmt: skip
        writer = XdfWriter(self.folder.recording_path)
        ids = {
            s.uid: writer.add_stream(
                StreamHeader(
                    s.name,
                    1,
                    "float32",
                    s.nominal_rate,
                    s.type,
                    s.source_id,
                    channels=(Channel(s.role.value, s.type, s.unit),),
                )
            )
            for s in specs
        }
        for step in range(round(seconds / STEP_S)):
            at = step * STEP_S
            self.now = ZERO + at + STEP_S + WAY_S
            for sender in senders:
                uid = sender.spec.uid
                if step % 12 == 0:
                    engine.measured(uid, ClockMeasurement(self.now - OFFSET, OFFSET, 0.001))
                    writer.write_offset(ids[uid], self.now - OFFSET, OFFSET)
                chunk = sender.chunk(at, at + STEP_S)
                if len(chunk):
                    writer.write_samples(ids[uid], chunk.stamps, chunk.values)
                    engine.samples(uid, chunk)
            engine.check_stalls()
        notes = writer.add_stream(
            StreamHeader(RECORDER_STREAM, 1, "string", 0.0, "Markers", "rec")
        )
        said = np.array([ZERO - 3, self.now + 0.1])
        writer.write_samples(notes, said, [[b"rec.start"], [b"rec.stop"]])
        writer.close()
        self.used = dict(engine.used)
        journal.stop(1, engine.used)
        journal.close()

    def tick(self, tick: Tick) -> None:
        self.ticks.append(tick)

    def mark(self, mark: Mark) -> None: ...

    def told(self) -> list[str]:
        return [n.message for n in self.model.notices() if n.code == "clock_jump"]

    def lines(self, kind: str) -> list[dict[str, object]]:
        found = map(json.loads, self.folder.engine_log_path.read_text().splitlines())
        return [line for line in found if line["kind"] == kind]


def _rate(tick: Tick) -> float | None:
    found = tick.index("hr")
    return None if found is None else found.value


def assert_as_long_as_it_was(session: Session, seconds: float) -> None:
    """Hold the ticks against the time that passed, and against the replay of the files."""
    assert [tick.t for tick in session.ticks] == list(range(1, len(session.ticks) + 1))
    assert len(session.ticks) <= seconds + 1
    (inputs,) = read_recording(session.folder).runs
    assert not inputs.disturbed_ticks("client")
    again = [item for item in run_engine(inputs) if isinstance(item, Tick)]
    assert [canonical_json(tick) for tick in again] == list(map(canonical_json, session.ticks))


JUMPS = {
    "ahead": 200_000.0,
    "back": -200_000.0,
    "a little ahead": 30.0,
    "a little back": -30.0,
}


@pytest.mark.slow
@pytest.mark.parametrize("clock", [-OFFSET, UNIX], ids=["lsl", "unix"])
@pytest.mark.parametrize("jump", JUMPS)
def test_streams_that_jump_together_keep_the_length_of_the_session(
    tmp_path: Path, jump: str, clock: float
):
    stamp = jumping((25.0, JUMPS[jump]), to=clock)
    session = Session(tmp_path, 60.0, [Sender(RR, stamp), Sender(BELT, stamp)])
    assert_as_long_as_it_was(session, 60.0)
    assert len(session.ticks) >= 50
    assert [line["n"] for line in session.lines("skip")] == [None, None]
    assert len(session.told()) == 2
    found = [float(text.split("jumped by ")[1].split(" s")[0]) for text in session.told()]
    assert found == pytest.approx([JUMPS[jump]] * 2, abs=STEP_S)
    assert sum(1 for tick in session.ticks if tick.t > 35 and _rate(tick)) >= 10
    results = analyse(session.folder, samples=True)
    assert results.t_end == pytest.approx(60.0, abs=1.5)
    for samples in results.samples:  # what was not processed live has its place all the same
        assert np.diff(samples.times).max() <= 1.3
        assert samples.times[-1] == pytest.approx(60.0, abs=1.0)
    assert export(session.folder, ExportWish(("tidy",), out=tmp_path / "out"), print)


def test_one_stray_stamp_is_skipped_and_told_and_nothing_else_changes(tmp_path: Path):
    stamp = jumping()
    odd = {400: ZERO + 200_000.0, 500: ZERO - 200_000.0}
    session = Session(tmp_path, 60.0, [Sender(RR, stamp), Sender(BELT, stamp, odd)])
    assert_as_long_as_it_was(session, 60.0)
    assert session.used["client-respiration"] == 60 * 20 - len(odd)
    assert session.lines("rebase") == []
    (told,) = session.told()  # the second one came within a minute
    assert told.startswith("1 samples of 'Belt' had stamps far from their arrival")


def test_a_clock_that_is_set_right_again_is_read_as_before(tmp_path: Path):
    stamp = jumping((20.0, 5000.0), (35.0, -5000.0))
    session = Session(tmp_path, 60.0, [Sender(RR, stamp), Sender(BELT, stamp)])
    assert_as_long_as_it_was(session, 60.0)
    belt = [line["constant"] for line in session.lines("rebase")
            if line["stream_id"] == BELT.stream_id]  # fmt: skip
    assert belt[0] == pytest.approx(OFFSET - 5000.0, abs=0.1)
    assert belt[-1] is None or belt[-1] == pytest.approx(OFFSET, abs=0.1)


def test_a_journal_that_was_cut_off_while_a_clock_was_wrong_replays_what_there_was(tmp_path: Path):
    stamp = jumping((50.0, 200_000.0))
    session = Session(tmp_path, 51.0, [Sender(RR, stamp)])
    path = session.folder.engine_log_path
    kept = [line for line in path.read_text().splitlines() if '"kind":"stop"' not in line]
    path.write_text("".join(line + "\n" for line in kept))
    assert_as_long_as_it_was(session, 51.0)


def test_a_recording_without_a_live_engine_is_as_long_as_its_recorder_ran(tmp_path: Path):
    stamp = jumping((40.0, 200_000.0))
    session = Session(tmp_path, 60.0, [Sender(RR, stamp), Sender(BELT, stamp)])
    session.folder.engine_log_path.unlink()
    results = analyse(session.folder)
    assert 25 <= len(results.ticks) <= 61 + 3  # from the recorder's start on, 3 s earlier
    assert results.t_end <= 65


sizes = st.one_of(
    st.sampled_from([-1e6, -3600.0, -100.0, -20.0, 20.0, 100.0, 3600.0, 1e6]),
    st.floats(-1e7, 1e7),
    st.floats(-10, 10),
)
jumps = st.lists(st.tuples(st.floats(3.0, 28.0), sizes), max_size=3)
strange = st.dictionaries(
    st.integers(0, 30),
    st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(0, 1e5)),
    max_size=4,
)
clocks = st.sampled_from([-OFFSET, UNIX, UNIX + 3600.0, 3e5, -OFFSET + 20.0])


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(together=jumps, alone=jumps, odd=strange, clock=clocks, belt=st.booleans())
def test_no_clock_makes_more_ticks_than_seconds(together, alone, odd, clock, belt):
    senders = [Sender(RR, jumping(*together, *alone, to=clock), odd)]
    if belt:
        senders.append(Sender(BELT, jumping(*together, to=clock)))
    with TemporaryDirectory() as root:
        session = Session(Path(root), 30.0, senders)
        assert_as_long_as_it_was(session, 30.0)
        results = analyse(session.folder)
        assert results.t_end <= 32.0
        assert export(session.folder, ExportWish(("tidy",), out=Path(root) / "out"), print)
