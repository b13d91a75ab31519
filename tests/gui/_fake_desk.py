"""A desk that the start window is developed and tested against: no network, no disk."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

from _fake_session import FakeController, make_session

from safehold.app.desk import SessionRow, Setup, StreamRow, setup_gaps
from safehold.app.doctor import Finding, fail, ok, warn
from safehold.app.exporting import ExportWish, Preview, ValidShare
from safehold.app.model import RecorderStatus
from safehold.app.preflight import POLARITY
from safehold.app.receipt import SessionCheck
from safehold.core.reasons import Reason
from safehold.core.study import Person, Study
from safehold.core.types import Role

ROWS = (
    StreamRow("Polar H10 client", "sensors", Role.ECG, "client", 130.0, "h10-1"),
    StreamRow("belt client", "sensors", Role.RESPIRATION, "client", 50.0, "belt-1"),
    StreamRow("Polar H10 therapist", "sensors", Role.ECG, "therapist", 130.0, "h10-2"),
    StreamRow("spare belt", "sensors", Role.RESPIRATION, "", 50.0, "belt-3"),
)
GOOD = (
    ok("client: heart", "ECG is there"),
    ok("client: respiration", "belt is there"),
    ok("client: ECG (Polar H10 client) signal", "it moves, and is not at its limit"),
    ok("therapist: heart", "ECG is there"),
    warn(
        "therapist: respiration", "no respiration signal was found",
        "RSA by breath and respiration rate will be missing; all else works without.",
    ),
)  # fmt: skip
BAD = (
    fail(
        "client: ECG (Polar H10 client)", "no data in 4 s",
        "Check that the sensor is on, charged, worn and in reach.",
    ),
    *GOOD[1:],
)  # fmt: skip
UPSIDE_DOWN = (
    dataclasses.replace(
        fail(f"client: belt (belt client) {POLARITY}", "the belt seems upside down", "Turn it."),
        person="client",
        stream_id="client-respiration",
    ),
    *GOOD,
)
CHECK = SessionCheck(
    "d07-s03",
    (
        {
            "file": "recording.xdf", "n_bytes": 41_300_000, "sha256": "5b" * 32,
            "started": "2026-03-02T10:00:00", "streams": [
                {"stream_id": 1, "name": "Polar H10 client", "n_samples": 429_000,
                 "mean_rate": 130.0, "n_gaps": 0, "gap_s": 0.0},
                {"stream_id": 2, "name": "belt client", "n_samples": 164_900,
                 "mean_rate": 50.0, "n_gaps": 1, "gap_s": 2.1},
            ],
        },
    ),
    (), ("belt client: one gap of 2.1 s, as the sensor sent it",), {"safehold": "0.1"},
)  # fmt: skip


PREVIEW = Preview(
    "d07-s03", 0.0, 3300.0, 4123, 871, 64, ("baseline", "session"),
    (
        ValidShare("client", "hr", 3300, 3201, Reason.GAP),
        ValidShare("client", "p2t", 3300, 1650, Reason.RESP_UNKNOWN),
        ValidShare("therapist", "hr", 3300, 3300, None),
    ),
    (),
)  # fmt: skip


class FakeExportable:
    """A computed session; writing waits until the test lets it go on."""

    def __init__(self) -> None:
        self.preview = PREVIEW
        self.go_on = threading.Event()
        self.wishes: list[ExportWish] = []

    def export(self, wish, progress):
        self.wishes.append(wish)
        progress(0.5, "events")
        assert self.go_on.wait(20)
        progress(0.6, "beats")
        return [Path(f"/studies/dyads/d07-s03/exports/d07-s03_{name}") for name in wish.profiles]


class Scout:
    """Finds what it is told to, and takes it for what it is told."""

    def __init__(self, rows: tuple[StreamRow, ...]) -> None:
        self.rows, self.trouble, self.closed = rows, "", False

    def correct(self, row, said):
        told = {key: value for key, value in dataclasses.asdict(said).items() if value is not None}
        self.rows = tuple(
            dataclasses.replace(r, corrected=True, **told) if r.source_id == row.source_id else r
            for r in self.rows
        )

    def forget(self, row):
        (proposed,) = [r for r in ROWS if r.source_id == row.source_id]
        self.rows = tuple(proposed if r.source_id == row.source_id else r for r in self.rows)

    def close(self) -> None:
        self.closed = True


class FakeSession(FakeController):
    """A session that can be prepared, left and stopped."""

    def preflight(self, seconds: float) -> list[Finding]:
        self.calls.append(("preflight", seconds))
        return list(self.findings)

    def start_recorder(self) -> list[Finding]:
        self.calls.append(("start_recorder",))
        return []

    def begin(self) -> None:
        self.calls.append(("begin",))

    def turn(self, stream_ids) -> None:
        self.calls.append(("turn", stream_ids))

    def leave(self) -> None:
        self.calls.append(("leave",))


class FakeDesk:
    """Keeps what was asked for."""

    def __init__(self, folder: Path = Path("/studies/dyads")) -> None:
        self.folder, self.network = folder, "loopback"
        self.rows: list[SessionRow] = []
        self.found = ROWS
        self.findings = GOOD
        self.calls: list[tuple[object, ...]] = []
        self.session: FakeSession | None = None
        self.study_error: Exception | None = None
        self.prepared = FakeExportable()

    def sessions(self, folder):
        return tuple(self.rows)

    def study(self, folder):
        if self.study_error:
            raise self.study_error
        people = (Person("client", "client", "client"), Person("therapist", "T02", "therapist"))
        return dataclasses.replace(Study(), people=people)

    def codebooks(self, folder):
        return ("minimal", "full")

    def free_code(self, folder):
        return "session-001"

    def gaps(self, setup: Setup):
        return setup_gaps(setup)

    def scout(self, setup):
        self.calls.append(("scout", setup))
        return Scout(self.found)

    def connect(self, setup, say):
        self.calls.append(("connect", setup))
        say("Opening 3 streams ...")
        made = make_session("before_baseline")
        self.session = FakeSession(made.model, now=made.now)
        self.session.findings = self.findings
        self.session.set_status(
            session_id=setup.session_id, recorder=RecorderStatus("recording", elapsed_s=2.0)
        )
        return self.session

    def forget(self, setup):
        self.calls.append(("forget", setup.session_id))

    def again(self, row):
        self.calls.append(("again", row.session_id))
        return Setup(row.path.parent, row.session_id)

    def replay(self, path, say):
        self.calls.append(("replay", path))
        return make_session("replay")

    def exportable(self, path, progress):
        self.calls.append(("exportable", path))
        progress(0.4, "Computing beats and indices")
        return self.prepared

    def stop_recorder(self, row):
        self.calls.append(("stop_recorder", row.session_id))

    def check(self, path, say):
        self.calls.append(("check", path))
        return CHECK

    def verify(self, say):
        return "PASSES: all indices lie within their tolerance."
