"""A workbench that the start window is developed and tested against: no network, no disk."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from gui.qt.questions import LeavesRecorder
from gui.start.workbench_port import (
    ExportableLike,
    ImportLike,
    PreparedLike,
    Say,
    ScoutLike,
    StudyDeskLike,
    WorkbenchPort,
)
from safehold.core.axes_map import AxesMap
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.study import Person, Study
from safehold.core.types import Role
from safehold.desk.exports import ExportWish, Preview, ValidShare
from safehold.desk.importing import ImportDesk
from safehold.desk.session_details import SessionDetails
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.one import Outcome
from safehold.desk.studies.overview import Overview
from safehold.desk.studies.score_file import ScoreFile
from safehold.desk.studies.specifications import Question
from safehold.desk.study_draft import StudyDraft
from safehold.desk.workbench import Correction, SessionRow, Setup, StreamRow, setup_gaps
from safehold.files.receipt import SessionCheck
from safehold.live.sensor_traces import SensorTrace
from safehold.live.wave_check import POLARITY
from safehold.offline.analysis import Progress
from safehold.session.ports import WorkState
from safehold.session.status import RecorderState, RecorderStatus
from tests.fakes import FakeSession
from tests.gui._fake_session import make_session
from tests.gui._sensor_scene import HOST

ROWS = (
    StreamRow("Polar H10 client", "sensors", Role.ECG, "client", 130.0, "h10-1"),
    StreamRow("belt client", "sensors", Role.RESPIRATION, "client", 50.0, "belt-1"),
    StreamRow("Polar H10 therapist", "sensors", Role.ECG, "therapist", 130.0, "h10-2"),
    StreamRow("spare belt", "sensors", Role.RESPIRATION, "", 50.0, "belt-3"),
)
GOOD = (
    ok(Message("client: heart"), Message("ECG is there")),
    ok(Message("client: respiration"), Message("belt is there")),
    ok(
        Message("client: ECG (Polar H10 client) signal"),
        Message("it moves and does not clip"),
    ),
    ok(Message("therapist: heart"), Message("ECG is there")),
    warn(
        Message("therapist: respiration"), Message("no respiration signal was found"),
        Message("RSA by breath and respiration rate will be missing; everything else "
            "works without it."),
    ),
)  # fmt: skip
BAD = (
    fail(
        Message("client: ECG (Polar H10 client)"), Message("no data in 4 s"),
        Message("Check that the sensor is on, charged, worn and in range."),
    ),
    *GOOD[1:],
)  # fmt: skip
UPSIDE_DOWN = (
    dataclasses.replace(
        fail(
            Message("client: belt polarity", code=POLARITY),
            Message("the belt seems upside down"),
            Message("Turn it."),
        ),
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
            "started": "2026-03-02T10:00:00", "start_stamp": 100.0, "stop_stamp": 3400.0,
            "start_from": "recorder", "stop_from": "recorder", "streams": [
                {"stream_id": 1, "name": "Polar H10 client", "n_samples": 429_000,
                 "type": "ECG", "covers": "stamps", "received_s": 3300.0, "before_s": 0.0,
                 "between_s": 0.0, "after_s": 0.0, "dropped_s": 0.0},
                {"stream_id": 2, "name": "belt client", "n_samples": 164_900,
                 "type": "Resp", "covers": "stamps", "received_s": 3298.1, "before_s": 0.0,
                 "between_s": 1.9, "after_s": 0.0, "dropped_s": 0.0},
            ],
        },
    ),
    (), (Message("belt client: one gap of 2.1 s, as the sensor sent it"),), {"safehold": "0.1"},
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

    def export(self, wish: ExportWish, progress: Progress) -> list[Path]:
        self.wishes.append(wish)
        progress(0.5, Message("events"))
        assert self.go_on.wait(20)
        progress(0.6, Message("beats"))
        return [Path(f"/studies/dyads/d07-s03/exports/d07-s03_{name}") for name in wish.profiles]


class FakeScout:
    """Finds what it is told to, and takes it for what it is told."""

    def __init__(self, rows: tuple[StreamRow, ...]) -> None:
        self.rows, self.trouble, self.closed = rows, "", False

    def correct(self, row: StreamRow, said: Correction) -> None:
        told = {key: value for key, value in dataclasses.asdict(said).items() if value is not None}
        self.rows = tuple(
            dataclasses.replace(r, corrected=True, **told) if r.source_id == row.source_id else r
            for r in self.rows
        )

    def forget(self, row: StreamRow) -> None:
        (proposed,) = [r for r in ROWS if r.source_id == row.source_id]
        self.rows = tuple(proposed if r.source_id == row.source_id else r for r in self.rows)

    def close(self) -> None:
        self.closed = True


class FakePrepared(FakeSession):
    """A session that can be prepared, left and stopped."""

    findings: Sequence[Finding] = GOOD

    def preflight(self, seconds: float) -> list[Finding]:
        self.calls.append(("preflight", seconds))
        return list(self.findings)

    def host_findings(self) -> list[Finding]:
        return list(HOST)

    def traces(self) -> tuple[SensorTrace, ...]:
        return ()

    def start_recorder(self) -> list[Finding]:
        self.calls.append(("start_recorder",))
        return []

    def begin(self) -> FakePrepared:
        self.calls.append(("begin",))
        return self

    def turn(self, stream_ids: Sequence[str]) -> None:
        self.calls.append(("turn", stream_ids))

    def leave(self) -> None:
        self.calls.append(("leave",))


class FakeWork:
    """Work that goes on until the test ends it."""

    def __init__(self) -> None:
        self.state, self.gone, self.cancelled = WorkState(running=True), False, False

    def cancel(self) -> None:
        self.cancelled = True

    def leave(self) -> None:
        self.cancelled = self.gone = True


class FakeStudyDesk:
    """A study whose work is done when the test says so."""

    def __init__(self, folder: Path, overview: Overview) -> None:
        self.folder, self.overview = folder, overview
        self.works: list[FakeWork] = []
        self.scores = ScoreFile(folder)
        self.done: Callable[[Overview], None] | None = None
        self.part: Callable[[Outcome], None] | None = None
        self.questions: list[Question] = []
        self.answered: Callable[[Multiverse], None] | None = None

    def check(self, done: Callable[[Overview], None]) -> FakeWork:
        self.done = done
        work = self._begin()
        self.end()
        return work

    def process(
        self, done: Callable[[Overview], None], part: Callable[[Outcome], None]
    ) -> FakeWork:
        self.done, self.part = done, part
        return self._begin()

    def multiverse(self, question: Question, done: Callable[[Multiverse], None]) -> FakeWork:
        self.questions.append(question)
        self.answered = done
        return self._begin()

    def _begin(self) -> FakeWork:
        self.works.append(FakeWork())
        return self.works[-1]

    def end(self) -> None:
        assert self.done is not None
        self.done(self.overview)
        self.works[-1].gone = True


class FakeWorkbench:
    """Keeps what was asked for."""

    def __init__(self, folder: Path = Path("/studies/dyads")) -> None:
        self.folder, self.network = folder, "loopback"
        self.rows: list[SessionRow] = []
        self.found = ROWS
        self.findings: Sequence[Finding] = GOOD
        self.calls: list[tuple[object, ...]] = []
        self.session: FakePrepared | None = None
        self.study_error: Exception | None = None
        self.prepared = FakeExportable()
        self.told: dict[str, SessionDetails] = {}
        self.read: list[str] = []
        self.drawn: tuple[AxesMap, ...] = ()
        self.study_desk: FakeStudyDesk | None = None

    def sessions(self, folder: Path) -> tuple[SessionRow, ...]:
        return tuple(self.rows)

    def details(self, path: Path) -> SessionDetails:
        self.read.append(path.name)
        return self.told.get(path.name, SessionDetails(path.name))

    def report(self, path: Path, progress: Progress) -> Path:
        self.calls.append(("report", path))
        progress(0.4, Message("Drawing the figures"))
        assert self.prepared.go_on.wait(20)
        progress(0.9, Message("Writing the PDF"))
        return path / "exports" / f"{path.name}_report" / "report.html"

    def maps(self, path: Path, progress: Progress) -> tuple[AxesMap, ...]:
        self.calls.append(("maps", path))
        progress(0.4, Message("Computing beats and indices"))
        return self.drawn

    def study(self, folder: Path) -> Study:
        if self.study_error:
            raise self.study_error
        people = (Person("client", "client", "client"), Person("therapist", "T02", "therapist"))
        return dataclasses.replace(Study(), people=people)

    def draft(self, folder: Path) -> StudyDraft:
        return StudyDraft(folder)

    def codebooks(self, folder: Path) -> tuple[str, ...]:
        return ("minimal", "full")

    def free_code(self, folder: Path) -> str:
        return "session-001"

    def gaps(self, setup: Setup) -> dict[str, str]:
        return setup_gaps(setup)

    def scout(self, setup: Setup) -> FakeScout:
        self.calls.append(("scout", setup))
        return FakeScout(self.found)

    def prepare(self, setup: Setup, say: Say) -> FakePrepared:
        self.calls.append(("prepare", setup))
        say(Message("Opening 3 streams ..."))
        made = make_session("before_baseline")
        self.session = FakePrepared(made.model, now=made.now)
        self.session.findings = self.findings
        self.session.set_status(
            session_id=setup.session_id,
            recorder=RecorderStatus(RecorderState.RECORDING, elapsed_s=2.0),
        )
        return self.session

    def forget(self, setup: Setup) -> None:
        self.calls.append(("forget", setup.session_id))

    def again(self, row: SessionRow) -> Setup:
        self.calls.append(("again", row.session_id))
        return Setup(row.path.parent, row.session_id)

    def replay(self, path: Path, say: Say) -> FakeSession:
        self.calls.append(("replay", path))
        return make_session("replay")

    def exportable(self, path: Path, progress: Progress) -> FakeExportable:
        self.calls.append(("exportable", path))
        progress(0.4, Message("Computing beats and indices"))
        return self.prepared

    def importing(self, folder: Path) -> ImportLike:
        return ImportDesk(folder, self.study(folder))

    def studying(self, folder: Path) -> StudyDeskLike:
        assert self.study_desk is not None
        return self.study_desk

    def stop_recorder(self, row: SessionRow) -> None:
        self.calls.append(("stop_recorder", row.session_id))

    def check(self, path: Path, say: Say) -> SessionCheck:
        self.calls.append(("check", path))
        return CHECK

    def verify(self, say: Say) -> str:
        return "PASSES: all indices lie within their tolerance."


_scout: type[ScoutLike] = FakeScout
_prepared: type[PreparedLike] = FakePrepared
_leaves: type[LeavesRecorder] = FakePrepared
_exportable: type[ExportableLike] = FakeExportable
_workbench: type[WorkbenchPort] = FakeWorkbench
