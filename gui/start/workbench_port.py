"""What the start window asks for: the real workbench, or one that a test gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from recordings.importers.imported import Samples
from safehold.core.axes_map import AxesMap
from safehold.core.findings import Finding
from safehold.core.messages import Message
from safehold.core.study import Study
from safehold.core.types import Event
from safehold.desk.exports import ExportWish, Preview
from safehold.desk.importing import EventsLook, OpenFile
from safehold.desk.session_details import SessionDetails
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.one import Outcome
from safehold.desk.studies.outcomes import Score
from safehold.desk.studies.overview import Overview
from safehold.desk.studies.score_file import Entry
from safehold.desk.studies.specifications import Question
from safehold.desk.study_draft import StudyDraft
from safehold.desk.workbench import Correction, SessionRow, Setup, StreamRow
from safehold.files.receipt import SessionCheck
from safehold.live.sensor_traces import SensorTrace
from safehold.offline.analysis import Progress
from safehold.offline.importing import EventsBeside
from safehold.session.ports import Session, WorkState

Say = Callable[[Message], None]


class ScoutLike(Protocol):
    """Looks for streams until it is closed."""

    @property
    def rows(self) -> tuple[StreamRow, ...]:
        """The streams that are there now."""
        ...

    @property
    def trouble(self) -> str:
        """Why nothing can be found; empty while the search goes on."""
        ...

    def correct(self, row: StreamRow, said: Correction) -> None:
        """Remember what the user says of a stream."""
        ...

    def forget(self, row: StreamRow) -> None:
        """Have a stream proposed again."""
        ...

    def close(self) -> None:
        """End the search."""
        ...


class PreparedLike(Protocol):
    """A session whose streams are open and that has not begun."""

    def preflight(self, seconds: float) -> list[Finding]:
        """Look at the streams for that many seconds and return what is right and wrong."""
        ...

    def host_findings(self) -> list[Finding]:
        """Return at once how disk and recorder were when they were last tried."""
        ...

    def traces(self) -> tuple[SensorTrace, ...]:
        """Return the last seconds of each sensor, as they were at the last look."""
        ...

    def turn(self, stream_ids: Sequence[str]) -> None:
        """Remember that these sensors are upside down; acts from the next preparation on."""
        ...

    def start_recorder(self) -> list[Finding]:
        """Start the recorder, and return how disk and recorder are."""
        ...

    def begin(self) -> Session:
        """Begin the session, and return it."""
        ...

    def stop(self) -> None:
        """End what was prepared, where it has not begun."""
        ...


class ExportableLike(Protocol):
    """A computed session that can be exported."""

    @property
    def preview(self) -> Preview:
        """What would be exported."""
        ...

    def export(self, wish: ExportWish, progress: Progress) -> list[Path]:
        """Write what is wished for; return the folders made."""
        ...


class ImportLike(Protocol):
    """An import under way; see :class:`safehold.desk.importing.ImportDesk`."""

    files: list[OpenFile]
    beside: dict[Path, EventsBeside]
    trouble: Message

    @property
    def people(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def codes(self) -> dict[str, str]: ...  # noqa: D102
    @property
    def oddities(self) -> tuple[Message, ...]: ...  # noqa: D102
    @property
    def waiting(self) -> OpenFile | None: ...  # noqa: D102
    @property
    def rows(self) -> tuple[StreamRow, ...]: ...  # noqa: D102
    def add(self, paths: Sequence[Path], progress: Progress) -> None: ...  # noqa: D102
    def say_times(self, one: OpenFile, columns: str, progress: Progress) -> None: ...  # noqa: D102
    def say_offset(self, number: int, offset: float | None) -> None: ...  # noqa: D102
    def say_person(self, number: int, person: str) -> None: ...  # noqa: D102
    def correct(self, row: StreamRow, said: Correction) -> None: ...  # noqa: D102
    def forget(self, row: StreamRow) -> None: ...  # noqa: D102
    def first_seconds(self, row: StreamRow) -> Samples: ...  # noqa: D102
    def look_at_events(self, path: Path, progress: Progress) -> EventsLook: ...  # noqa: D102
    def take_events(  # noqa: D102
        self, path: Path, events: Sequence[Event], progress: Progress
    ) -> None: ...
    def write(self, session_id: str, codes: Mapping[str, str], progress: Progress) -> Path: ...  # noqa: D102


class WorkLike(Protocol):
    """Work beside the window; see :class:`safehold.offline.background.BackgroundWork`."""

    @property
    def state(self) -> WorkState: ...  # noqa: D102
    @property
    def gone(self) -> bool: ...  # noqa: D102
    def cancel(self) -> None: ...  # noqa: D102
    def leave(self) -> None: ...  # noqa: D102


class ScoresLike(Protocol):
    """Scores typed in; see :class:`safehold.desk.studies.score_file.ScoreFile`."""

    @property
    def undoable(self) -> bool: ...  # noqa: D102
    def scores(self) -> tuple[Score, ...]: ...  # noqa: D102
    def enter(self, entry: Entry) -> None: ...  # noqa: D102
    def undo(self) -> None: ...  # noqa: D102


class StudyDeskLike(Protocol):
    """A study as a whole; see :class:`safehold.desk.studies.beside.StudyDesk`."""

    folder: Path

    @property
    def scores(self) -> ScoresLike: ...  # noqa: D102

    def check(self, done: Callable[[Overview], None]) -> WorkLike: ...  # noqa: D102
    def process(  # noqa: D102
        self, done: Callable[[Overview], None], part: Callable[[Outcome], None]
    ) -> WorkLike: ...
    def multiverse(  # noqa: D102
        self, question: Question, done: Callable[[Multiverse], None]
    ) -> WorkLike: ...


class WorkbenchPort(Protocol):
    """What the window asks of :class:`safehold.desk.workbench.Workbench`; a test gives its own."""

    folder: Path
    network: str

    def sessions(self, folder: Path) -> tuple[SessionRow, ...]: ...  # noqa: D102
    def details(self, path: Path) -> SessionDetails: ...  # noqa: D102
    def report(self, path: Path, progress: Progress) -> Path: ...  # noqa: D102
    def maps(self, path: Path, progress: Progress) -> tuple[AxesMap, ...]: ...  # noqa: D102
    def study(self, folder: Path) -> Study: ...  # noqa: D102
    def draft(self, folder: Path) -> StudyDraft: ...  # noqa: D102
    def codebooks(self, folder: Path) -> tuple[str, ...]: ...  # noqa: D102
    def free_code(self, folder: Path) -> str: ...  # noqa: D102
    def gaps(self, setup: Setup) -> dict[str, str]: ...  # noqa: D102
    def scout(self, setup: Setup) -> ScoutLike: ...  # noqa: D102
    def prepare(self, setup: Setup, say: Say) -> PreparedLike: ...  # noqa: D102
    def forget(self, setup: Setup) -> None: ...  # noqa: D102
    def again(self, row: SessionRow) -> Setup: ...  # noqa: D102
    def replay(self, path: Path, say: Say) -> Session: ...  # noqa: D102
    def exportable(self, path: Path, progress: Progress) -> ExportableLike: ...  # noqa: D102
    def importing(self, folder: Path) -> ImportLike: ...  # noqa: D102
    def studying(self, folder: Path) -> StudyDeskLike: ...  # noqa: D102
    def stop_recorder(self, row: SessionRow) -> None: ...  # noqa: D102
    def check(self, path: Path, say: Say) -> SessionCheck: ...  # noqa: D102
    def verify(self, say: Say) -> str: ...  # noqa: D102
