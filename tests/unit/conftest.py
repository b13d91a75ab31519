"""A small session with known content, for the tests of the exports."""

from __future__ import annotations

import dataclasses
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.results import (
    ClockAnchor,
    InputFile,
    Participant,
    SessionResults,
    Signal,
    StreamReport,
    WindowSummary,
)
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    Breath,
    Event,
    EventKind,
    IndexValue,
    Role,
    Status,
    StreamSpec,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)

SECRETS = ("QX-7731-SERIAL", "labhost-unit9", "uid-90ab-77", "00:11:22:AA:BB:CC", "Belt 5F3E21")
"""What stands in stream headers and must not stand in an export."""


def _stream(person: str, role: Role, t_end: float, rate: float) -> StreamReport:
    spec = StreamSpec(
        stream_id=f"{person}-{role.value}", type="x",
        name="Belt 5F3E21" if role is Role.RESPIRATION else "E",
        source_id="QX-7731-SERIAL", role=role, person=person, unit="mV",
        nominal_rate=rate, uid="uid-90ab-77", hostname="labhost-unit9",
    )  # fmt: skip
    return StreamReport(spec, int(t_end * rate), 0.0, t_end, rate, 0, 0.0, 1, 0.05, True)


def _beats(person: str, t_end: float) -> list[Beat]:
    beats = [Beat(person, 0.4, None, BeatStatus.FIRST, (), "ecg")]
    while beats[-1].time < t_end - 1.2:
        t = beats[-1].time
        rr = 800 + 60 * math.sin(2 * math.pi * 0.25 * t)
        if 60 < t + rr / 1000 < 70:  # the sensor was off from 60 to 70 s
            beats.append(Beat(person, 70.3, None, BeatStatus.FIRST, (), "ecg"))
            continue
        beats.append(Beat(person, t + rr / 1000, rr, BeatStatus.OK, (), "ecg"))
    flagged = dataclasses.replace(
        beats[20], status=BeatStatus.FLAGGED, reasons=(Reason.DEVIANT_RR,)
    )
    return [*beats[:20], flagged, *beats[21:]]


def _tick(person: str, t: int) -> Tick:
    missing = t < 30
    values = []
    for name, unit, value in (
        ("hr", "bpm", 75.0), ("rmssd", "ms", 20.123456789 + t), ("ln_rmssd", "ln ms", 3.0),
        ("p2t", "ms", 55.0), ("resp_rate", "/min", 15.0),
    ):  # fmt: skip
        status = Status.MISSING if missing else Status.DEGRADED if name == "p2t" else Status.OK
        reasons = (Reason.STARTING,) if missing else (Reason.PPG_PRV,) if name == "p2t" else ()
        number = None if missing else value
        window = {"t0": t - 60.0, "t1": float(t), "source": "ecg", "coverage": 0.97}
        counts = {"n_beats": 70, "n_pairs": 69, "n_breaths": 15, "pct_flagged": 0.01}
        values.append(IndexValue(name, number, unit, status, reasons, **window, **counts))
    state = ZoneName.UNKNOWN if missing else ZoneName.HIGH if 80 <= t < 100 else ZoneName.WITHIN
    zone = ZoneState(
        state, SubZone.NEAR_BASELINE if state is ZoneName.WITHIN else SubZone.NONE, state, t,
        False, None if missing else 0.5, None if missing else -0.2, 0.3, 0.4,
        (Reason.STARTING,) if missing else (), (), f"{person}-b1", t >= 100, False, "abc123",
        change=None if missing else 0.3, change_reasons=(Reason.STARTING,) if missing else (),
    )  # fmt: skip
    return Tick(person, t, 1, tuple(values), zone, (), ((f"{person}-ecg", 1.0, ()),))


@pytest.fixture(scope="session")
def session() -> SessionResults:
    """A client and a therapist for 120 s; both belts and ECGs are off from 60 to 70 s."""
    t_end, people = 120.0, ("client", "therapist")
    t = np.arange(0, t_end, 1 / 25)
    t = t[(t < 60) | (t >= 70)]
    breaths = [
        Breath(p, k, k + 1.6, k + 4.0, 1.0, 54.0, "ok")
        for p in people
        for k in range(0, 116, 4)
        if not 56 < k + 4 <= 72
    ]
    events = (
        Event("e0001", "ph.baseline", 0.0, 45.0, EventKind.CONDITION, target="dyad"),
        Event("e0002", "int.support", 50.25, 0.0, EventKind.POINT, actor="T", source="hotkey"),
        Event("e0003", "al.rupture.withdrawal", 75.5, 10.0, EventKind.INTERVAL, actor="C"),
        Event("e0004", "int.support", 50.25, 0.0, EventKind.POINT, source="lsl:Belt 5F3E21"),
        Event("e0005", "note", 90.0, value="note;text=Anna", note="Anna at labhost-unit9 cried"),
        Event("e0006", "marker", 91.0, value="=1+1 00:11:22:AA:BB:CC", source="lsl:E"),
    )
    windows = tuple(
        WindowSummary(p, t0, t0 + 60.0, 74, 99.0, 75.0, 800.0, 30.5, 40.25, 54.0, 15.0,
                      {"rmssd_ms": 30.5, "sdnn_ms": 40.0, "hr_bpm": 75.0}, "")
        for p in people for t0 in (0.0, 60.0)
    )  # fmt: skip
    return SessionResults(
        session_id="d1-s01",
        participants=(Participant("client", "P01", "client"), Participant("therapist", "T01",
                                                                          "therapist")),
        streams=tuple(_stream(p, role, t_end, rate) for p in people
                      for role, rate in ((Role.ECG, 250.0), (Role.RESPIRATION, 25.0))),
        beats=tuple(beat for p in people for beat in _beats(p, t_end)),
        breaths=tuple(breaths),
        ticks=tuple(_tick(p, k) for p in people for k in range(1, 120)),
        baselines=(Baseline("client-b1", "client", 0.0, 45.0, 75.0, 3.0, 3.0, 0.2, "ln_rmssd",
                            0.1, 1.5, 0.75, True, (Reason.BASELINE_SHORT,)),),
        events=events,
        notices=(),
        windows=windows,
        respiration={p: Signal(t, np.sin(2 * np.pi * 0.25 * t), "a.u.") for p in people},
        settings=STANDARD,
        clock=ClockAnchor(98_765.0, 1_790_000_000.0, 0.001),
        t_start=0.0,
        t_end=t_end,
        inputs=("recording.xdf",),
        warnings=(Message("Stream on {host} was late.", code="late", host="labhost-unit9"),),
        codebook=load_codebook(),
        input_files=(InputFile("recording.xdf", "00" * 32, 1234),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def secrets_of_headers() -> tuple[str, ...]:
    """Words of the stream headers that must not stand in any exported byte."""
    return SECRETS


@pytest.fixture
def with_events(session: SessionResults) -> Callable[..., SessionResults]:
    """Return the session with other events."""

    def build(*events: Event) -> SessionResults:
        return dataclasses.replace(session, events=events)

    return build


@pytest.fixture
def copy(whole: SessionFolder, tmp_path: Path) -> SessionFolder:
    """Copy the session folder that the test's module made whole, to be damaged."""
    path = tmp_path / "study" / "demo-001"
    shutil.copytree(whole.path, path)
    return SessionFolder(path)
