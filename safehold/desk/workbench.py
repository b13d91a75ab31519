"""What is around a session: choose it, look at its streams, begin it, and read its receipt.

The window's start page and any other front end ask here; nothing of it is drawn.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from acquisition.lsl import configure
from recordings.folder.session import SESSION_ID, SessionFolder, half_changed
from recordings.xdf.repair import ended_in_order
from safehold.checks.verify import verify
from safehold.checks.verify_report import verdict
from safehold.core.axes_map import AxesMap
from safehold.core.codebook import SHIPPED, load_codebook
from safehold.core.errors import ConfigError, RecordingError, SafeholdError, StreamNotFoundError
from safehold.core.messages import NOTHING, Message, verbatim
from safehold.core.study import Study
from safehold.core.study_file import STUDY_CODE
from safehold.core.types import Role
from safehold.desk.exports import Exportable
from safehold.desk.reports import report_session
from safehold.desk.session_details import SessionDetails, details_of
from safehold.desk.stream_list import ListedStream, StreamList
from safehold.desk.study_draft import StudyDraft
from safehold.files.corrections import forget, remember
from safehold.files.known_session import known_info
from safehold.files.receipt import SessionCheck, check_session, told_headline, was_veiled
from safehold.files.study import load_study, recorded_codebook, study_codebook
from safehold.live.parts import LiveOptions
from safehold.live.preparing import Prepared, prepare
from safehold.offline.analysis import Progress, analyse
from safehold.offline.axes_map import session_maps
from safehold.offline.replay.playback import ReplaySession
from safehold.recorder.client import RecorderClient
from safehold.recorder.control import is_recording
from safehold.recorder.reading import open_session

if TYPE_CHECKING:
    from safehold.desk.importing import ImportDesk
    from safehold.desk.studies.beside import StudyDesk

STOP_S = 15.0
REPORT_FILE = "report.html"
Say = Callable[[Message], None]


class RowState(StrEnum):
    """What is on the disk of a session."""

    RECORDING = "recording"
    """A recorder is at work."""
    RECORDED = "recorded"
    CUT = "cut"
    """The recording did not end in order."""
    EMPTY = "empty"
    """Nothing was recorded."""
    HALF = "half"
    """A withdrawal was interrupted."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a study folder."""

    session_id: str
    path: Path
    state: RowState
    n_bytes: int
    finish: str = ""
    """The command that finishes a withdrawal that was interrupted."""
    headline: str = ""
    """The worst of its receipt in one sentence; empty where there is no receipt."""


def sessions_in(folder: Path) -> tuple[SessionRow, ...]:
    """Return the sessions of a study folder, those being recorded first, then the newest."""
    rows = []
    if folder.is_dir():
        for path in folder.iterdir():
            try:
                session = SessionFolder.open(path, whole=False)
            except SafeholdError:
                if path.is_dir() and (finish := half_changed(path)):
                    row = SessionRow(path.name, path, RowState.HALF, 0, finish=finish)
                    rows.append((path.stat().st_mtime, row))
                continue
            rows.append((_made_at(session), _row(session)))
    rows.sort(key=lambda pair: (pair[1].state is not RowState.RECORDING, -pair[0]))
    return tuple(row for _, row in rows)


def _made_at(session: SessionFolder) -> float:
    """Return when a session was written last; of one without session.json, its folder."""
    path = session.info_path if session.info_path.exists() else session.path
    return path.stat().st_mtime


def _row(session: SessionFolder) -> SessionRow:
    parts = session.recording_paths
    if is_recording(session.path):
        state = RowState.RECORDING
    elif not parts:
        state = RowState.EMPTY
    else:
        state = RowState.RECORDED if ended_in_order(parts[-1]) else RowState.CUT
    size = sum(part.stat().st_size for part in parts)
    headline = told_headline(session) if state is RowState.RECORDED else ""
    return SessionRow(session.path.name, session.path, state, size, headline=headline)


@dataclass(frozen=True, slots=True)
class Setup:
    """What is decided on the first page."""

    folder: Path
    session_id: str
    study: Study = field(default_factory=Study)
    network: str = "loopback"
    """``loopback`` or ``lan``."""


def setup_gaps(setup: Setup) -> dict[str, str]:
    """Return what is missing or wrong by field (``folder``, ``session``, ``people``, ...)."""
    gaps: dict[str, str] = {}
    if setup.folder.exists() and not setup.folder.is_dir():
        gaps["folder"] = Message("This is a file. Choose a folder.")
    if not setup.session_id:
        gaps["session"] = Message("Give the session a code.")
    elif not SESSION_ID.fullmatch(setup.session_id):
        gaps["session"] = Message(
            "Use a-z, 0-9, _ and -, at most 64 characters; no name, no date."
        )
    elif (setup.folder / setup.session_id).exists():
        gaps["session"] = Message("There is a session with this code already. Choose another one.")
    codes = [person.code for person in setup.study.people]
    if not codes:
        gaps["people"] = Message("Nobody takes part.")
    elif any(not code for code in codes):
        gaps["people"] = Message("Give everybody a study code.")
    elif any(not re.fullmatch(STUDY_CODE, code) for code in codes):
        gaps["people"] = Message("Use letters and digits only, at most 16; never a name.")
    elif len(set(codes)) < len(codes):
        gaps["people"] = Message("Two people have the same study code.")
    return gaps


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A channel of a stream that was found, and what it would be in the session."""

    name: str
    host: str
    role: Role
    person: str
    """Label, or empty."""
    rate: float
    """Nominal, Hz; 0 for an irregular one."""
    source_id: str
    unit: str = ""
    inverted: bool = False
    channel: int = 0
    """Index of the channel that carries the role."""
    channels: int = 1
    """How many the stream has."""
    reason: Message = NOTHING
    """Why it is taken for this."""
    corrected: bool = False
    """The user has said something about it."""
    uid: str = ""


def stream_rows(listed: Sequence[ListedStream]) -> tuple[StreamRow, ...]:
    """Return the streams as rows, those of people first; not what safehold itself publishes."""
    rows = [
        StreamRow(
            name=item.description.name,
            host=item.description.hostname,
            role=assignment.proposal.role,
            person=assignment.person or "",
            rate=item.description.nominal_rate,
            source_id=item.description.source_id,
            unit=assignment.proposal.unit,
            inverted=assignment.inverted,
            channel=assignment.proposal.channel,
            channels=item.description.channel_count,
            reason=assignment.proposal.reason,
            corrected=assignment.corrected,
            uid=item.description.uid,
        )
        for item in listed
        if not item.own
        for assignment in item.assignments
    ]
    return tuple(sorted(rows, key=lambda r: (not r.person, r.person, r.role.value, r.name)))


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of a stream; None where nothing is said."""

    role: Role | None = None
    person: str | None = None
    """Label, or empty for nobody."""
    unit: str | None = None
    inverted: bool | None = None
    channel: int | None = None
    """Index of the channel that carries the role."""


class Scout:
    """Looks for streams in its own thread until it is closed; takes corrections.

    Parameters
    ----------
    people : sequence of str
        Labels that streams are given to.
    folder : Path
        Study folder, which remembers what the user says of streams.
    """

    def __init__(self, people: Sequence[str], folder: Path) -> None:
        self._folder = folder
        self._list = StreamList(people, folder)
        self._list.start()

    @property
    def rows(self) -> tuple[StreamRow, ...]:
        """The streams that are there now, corrections applied."""
        return stream_rows(self._list.streams())

    @property
    def trouble(self) -> str:
        """Why nothing can be found, in words; empty while the search goes on."""
        return self._list.trouble

    def correct(self, row: StreamRow, said: Correction) -> None:
        """Remember what the user says of a stream; the next look takes it up.

        Raises
        ------
        RecordingError
            When it cannot be kept in the study folder.
        StreamNotFoundError
            When the stream is not there any more.
        """
        found = self._found(row)
        if said.channel is not None:  # another channel carries the same of the same person
            said = dataclasses.replace(said, role=row.role, person=row.person)
        remember(
            self._folder,
            found.description,
            channel=row.channel if said.channel is None else said.channel,
            role=said.role,
            person=said.person,
            unit=said.unit,
            inverted=said.inverted,
        )

    def forget(self, row: StreamRow) -> None:
        """Have a stream proposed again; raises like :meth:`correct`."""
        forget(self._folder, self._found(row).description)

    def _found(self, row: StreamRow) -> ListedStream:
        for item in self._list.streams():
            if item.description.uid == row.uid:
                return item
        raise StreamNotFoundError(
            Message("{name!r} is gone: nothing was changed.", name=row.name),
            remedy=Message("Start its program again, then set it."),
        )

    def close(self) -> None:
        """End the search."""
        self._list.stop()


class Workbench:
    """The real thing behind the start page (:class:`gui.start.workbench_port.WorkbenchPort`).

    Parameters
    ----------
    folder : Path
        Study folder to begin with.
    network : str
        ``loopback`` or ``lan``; one per process.
    wait_s : float
        How long a session looks for its streams, s.
    """

    def __init__(self, folder: Path, *, network: str = "loopback", wait_s: float = 10.0) -> None:
        self.folder, self.network = folder, network
        self._wait_s = wait_s

    def sessions(self, folder: Path) -> tuple[SessionRow, ...]:
        """Return the sessions of a study folder."""
        return sessions_in(folder)

    def details(self, path: Path) -> SessionDetails:
        """Return what the small files of a session say of it."""
        return details_of(path)

    def study(self, folder: Path) -> Study:
        """Return the study of a folder."""
        return load_study(folder)

    def draft(self, folder: Path) -> StudyDraft:
        """Return the study of a folder, to be changed by forms."""
        return StudyDraft(folder)

    def codebooks(self, folder: Path) -> tuple[str, ...]:
        """Return the codebooks that a study in this folder can name."""
        own = sorted(path.name for path in folder.glob("*.toml") if path.name != "study.toml")
        usable = [name for name in own if name != "streams.toml"]
        return (*SHIPPED, *usable)

    def gaps(self, setup: Setup) -> dict[str, str]:
        """Return what the set-up lacks; a codebook that cannot be read included."""
        gaps = setup_gaps(setup)
        try:
            study_codebook(setup.study, setup.folder)
        except ConfigError as error:
            gaps["codebook"] = str(error)
        return gaps

    def scout(self, setup: Setup) -> Scout:
        """Begin to look for the streams of a set-up.

        Raises
        ------
        ConfigError
            When this process is on another network already.
        """
        self._join(setup.network)
        return Scout([person.label for person in setup.study.people], setup.folder)

    def prepare(self, setup: Setup, say: Say) -> Prepared:
        """Find and open the streams of a set-up, for the pre-flight; blocks."""
        self._join(setup.network)
        return prepare(
            LiveOptions(
                root=setup.folder,
                session_id=setup.session_id,
                study=setup.study,
                codebook=study_codebook(setup.study, setup.folder),
                wait_s=self._wait_s,
            ),
            progress=say,
        )

    def forget(self, setup: Setup) -> None:
        """Take back the folder of a session that never began: it holds nothing but its form."""
        path = setup.folder / setup.session_id
        with contextlib.suppress(OSError):
            if [entry.name for entry in path.iterdir()] == [SessionFolder(path).info_path.name]:
                SessionFolder(path).info_path.unlink()
                path.rmdir()

    def free_code(self, folder: Path) -> str:
        """Return the first session code that is free."""
        number = 1
        while (folder / f"session-{number:03d}").exists():
            number += 1
        return f"session-{number:03d}"

    def verify(self, say: Say) -> str:
        """Hold every index against known truth; return the verdict in words."""
        return verdict(verify(on_case=lambda case, _: say(verbatim(case.title))))

    def again(self, row: SessionRow) -> Setup:
        """Return the set-up to continue with a session: its people, and the study's rest."""
        folder = row.path.parent
        study = _study_of(SessionFolder.open(row.path), load_study(folder))
        return Setup(folder, row.session_id, study, self.network)

    def _join(self, network: str) -> None:
        try:
            configure(network)
        except RuntimeError as error:
            raise ConfigError(
                Message("The network cannot be changed any more."),
                remedy=Message("Close safehold and start it again."),
            ) from error
        self.network = network

    def replay(self, path: Path, say: Say) -> ReplaySession:
        """Open a recorded session and begin to play it."""
        folder = open_session(path, say)
        codebook = recorded_codebook(known_info(folder).info) or load_codebook()
        session = ReplaySession(folder, codebook)
        session.begin()
        return session

    def exportable(self, path: Path, progress: Progress) -> Exportable:
        """Compute a recorded session, to be exported."""
        return Exportable(open_session(path, lambda text: progress(0.0, text)), progress)

    def report(self, path: Path, progress: Progress) -> Path:
        """Write a session's report beside it; return its HTML file."""
        folder = open_session(path, lambda text: progress(0.0, text))
        return report_session(folder, progress=progress, blind=was_veiled(folder)) / REPORT_FILE

    def maps(self, path: Path, progress: Progress) -> tuple[AxesMap, ...]:
        """Compute the map of everybody in a session.

        Raises
        ------
        ConfigError
            Where the session was blind: who asks may be, too.
        """
        folder = open_session(path, lambda text: progress(0.0, text))
        if was_veiled(folder):
            raise ConfigError(
                Message("{session_id} was blind: no map is shown.", session_id=path.name),
                remedy=Message("'safehold map' draws it for those who may see it."),
            )
        return session_maps(analyse(folder, progress))

    def importing(self, folder: Path) -> ImportDesk:
        """Begin an import into a study folder."""
        from safehold.desk.importing import ImportDesk  # which takes rows and corrections of ours

        return ImportDesk(folder, load_study(folder))

    def studying(self, folder: Path) -> StudyDesk:
        """Return a study as a whole, to be processed."""
        from safehold.desk.studies.beside import StudyDesk  # which takes long to import

        return StudyDesk(folder)

    def stop_recorder(self, row: SessionRow) -> None:
        """Ask a recorder to stop, and wait until it has.

        Raises
        ------
        RecordingError
            When it does not stop in time.
        """
        client = RecorderClient(row.path)
        client.request_stop()
        if not client.wait_stopped(STOP_S):
            raise RecordingError(
                Message(
                    "The recorder of {session_id} has not stopped yet.", session_id=row.session_id
                ),
                remedy=Message("It may still be writing. Look again in a minute."),
            )

    def check(self, path: Path, say: Say) -> SessionCheck:
        """Return the receipt of a session, made again from its files."""
        return check_session(open_session(path, say))


def _study_of(session: SessionFolder, study: Study) -> Study:
    """Return the study with the people that a session was begun with."""
    told = session.read_info().get("participants", [])
    codes = {str(one.get("label")): str(one.get("code")) for one in told if isinstance(one, dict)}
    if not codes:
        return study
    people = tuple(
        dataclasses.replace(person, code=codes[person.label])
        for person in study.people
        if person.label in codes
    )
    return dataclasses.replace(study, people=people or study.people)
