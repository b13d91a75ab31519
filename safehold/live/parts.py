"""What a live session is started with, and what it is made of once it is prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.core.codebook import Codebook
from safehold.core.life_cycle import LifeCycle
from safehold.core.settings import EngineSettings
from safehold.core.study import Display, Study
from safehold.files.engine_run import EngineRun
from safehold.live.guide import Guide
from safehold.live.publishing import Outlets
from safehold.live.remote import RemoteControl
from safehold.live.session_recorder import SessionRecorder
from safehold.live.streams.connecting import Connection
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.status import SessionState


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """What a live session is started with."""

    root: Path
    """Study folder that session folders are made in."""
    session_id: str
    study: Study
    """People, parameters, phases; goes into ``session.json`` as a whole."""
    codebook: Codebook
    record: bool = True
    keep_recorder: bool = True
    """Whether a recorder that dies is started again."""
    copy_to: Path | None = None
    """Where the recorder writes a second copy at the same time."""
    wait_s: float = 10.0
    """How long to look for streams, s."""
    remote: RemoteControl | None = None
    """Has a socket of its own already, because the session waited for its start."""
    min_streams: int = 0
    """Stop looking as soon as so many streams were found; 0 looks until one is usable."""

    @property
    def people(self) -> tuple[str, ...]:
        """Participant labels."""
        return tuple(person.label for person in self.study.people)


@dataclass(frozen=True, slots=True)
class SessionParts:
    """What is there before the session begins; all of it is open, nothing runs."""

    options: LiveOptions
    life: LifeCycle[SessionState]
    """From prepared to ended: of the preparation and of the session that comes of it."""
    connection: Connection
    folder: SessionFolder
    runs: Sequence[EngineRun]
    """Earlier runs of the engine in this folder."""
    settings: EngineSettings
    book: EventBook
    full: SessionModel
    """Everything, whatever is shown."""
    views: Mapping[str, SessionModel]
    """What ``main``, ``map`` and ``therapist`` show of it."""
    display: Mapping[str, Display]
    recorder: SessionRecorder
    outlets: Outlets
    guide: Guide
