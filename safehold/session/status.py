"""How streams, recorder and session are doing: the values of the header."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from safehold.core.life_cycle import Table
from safehold.core.messages import NOTHING, Message
from safehold.core.types import Level, StreamSpec


class EngineState(StrEnum):
    """Whether the numbers of a live session are computed now."""

    RUNNING = "running"
    PARTLY = "partly"
    """They are; a thread that they do not need has died or hangs."""
    STOPPED = "stopped"
    """A thread that it needs has died or hangs; it can be started again."""
    RESTARTING = "restarting"

    @property
    def computing(self) -> bool:
        """True while numbers are computed."""
        return self in (EngineState.RUNNING, EngineState.PARTLY)


class SessionState(StrEnum):
    """Where a session stands between its preparation and its end."""

    PREPARED = "prepared"
    """Its streams are open; nothing is computed."""
    BEGINNING = "beginning"
    LIVE = "live"
    """It runs; a replay plays, or is paused."""
    STOPPING = "stopping"
    ENDED = "ended"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """True when it has ended, in order or not."""
        return self in (SessionState.ENDED, SessionState.FAILED)


class RecorderState(StrEnum):
    """What a recorder says of itself in its status file, and ``off`` where there is none."""

    OFF = "off"
    STARTING = "starting"
    RECORDING = "recording"
    STOPPING = "stopping"
    STOPPED = "stopped"
    """It ended in order."""
    FAILED = "failed"
    """It could not begin, or ended without a word."""

    @property
    def at_work(self) -> bool:
        """True while its process should run."""
        return self is RecorderState.RECORDING or self.in_between

    @property
    def in_between(self) -> bool:
        """True while it is just starting or stopping."""
        return self in (RecorderState.STARTING, RecorderState.STOPPING)

    @property
    def writing(self) -> bool:
        """True while samples are written."""
        return self in (RecorderState.RECORDING, RecorderState.STOPPING)


LIVE_TABLE: Table[SessionState] = {
    SessionState.PREPARED: (SessionState.BEGINNING, SessionState.ENDED),
    SessionState.BEGINNING: (SessionState.LIVE, SessionState.PREPARED, SessionState.ENDED),
    SessionState.LIVE: (SessionState.STOPPING,),
    SessionState.STOPPING: (SessionState.ENDED,),
}
"""A live session; one that could not begin is prepared still."""
REPLAY_TABLE: Table[SessionState] = {
    SessionState.LIVE: (SessionState.ENDED, SessionState.FAILED),
}
"""A replay."""
RECORDER_TABLE: Table[RecorderState] = {
    RecorderState.STARTING: (
        RecorderState.RECORDING, RecorderState.STOPPING, RecorderState.FAILED,
    ),
    RecorderState.RECORDING: (RecorderState.STOPPING, RecorderState.FAILED),
    RecorderState.STOPPING: (RecorderState.STOPPED, RecorderState.FAILED),
}  # fmt: skip
"""A recorder's process; one that ended without a word is said by others to have failed."""


class StreamState(StrEnum):
    """Whether a stream's samples come and can be used."""

    LIVE = "live"
    WAITING = "waiting"
    """Nothing has come yet, and nothing need have."""
    SILENT = "silent"
    """Samples are overdue."""
    ENDED = "ended"
    """Its outlet is gone."""
    NO_OFFSET = "no_offset"
    """Its clock has not been compared with this computer's yet."""
    FOREIGN_CLOCK = "foreign_clock"
    """Its stamps cannot be placed in time."""


@dataclass(frozen=True, slots=True)
class StreamHealth:
    """What was counted and measured on a live stream since the start."""

    n_samples: int
    n_gaps: int
    """Breaks of a regular stream's stamps by more than half a second."""
    gap_s: float
    """Their sum, s."""
    n_missing: int
    """Samples that would have filled them, by the stated rate."""
    n_late: int
    """Samples stamped earlier than the one before."""
    n_overrun: int
    """Samples not processed live because the computer was too slow, or lost in a full buffer."""
    jitter_ms: float | None
    """How far stamps scatter around even steps: 1.4826 * MAD, ms; None where irregular."""
    delay_ms: float | None
    """Median time from a sample's stamp to its arrival over the last chunks, ms."""
    offset_s: float | None
    """Clock offset in force, s, with any rebase."""
    offset_uncertainty_s: float | None
    rebase_s: float = 0.0
    """Constant added because the stamps are on a foreign clock, s; 0 for the LSL clock."""
    rr_lag_s: float | None = None
    """How long after their beats in the same person's ECG RR intervals are stamped, s."""


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """How a stream is doing right now."""

    spec: StreamSpec
    alive: bool
    last_sample_age_s: float | None
    """Seconds since the last sample arrived; None before the first."""
    rate: float | None
    """Effective rate over the last seconds, samples per second."""
    remark: Message = NOTHING
    """Plain words when something is wrong (``irregular``, ``flat``, ``no data for 4 s``)."""
    state: StreamState = StreamState.LIVE
    offer: str = ""
    """Uid of a stream that is there and may be this one again: only the user can say so."""
    doubled: bool = False
    """Another stream that liblsl takes for the same is there beside it."""
    hangs: bool = False
    """It is silent because its program does not answer; else only its sensor is silent."""
    health: StreamHealth | None = None
    """None in a replay."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that endangers the recording now."""

    cause: str
    """``disk_full``, ``disk_io`` ... (``disk_`` and a key of ``recordings.disk.disk_errors``),
    ``disk_io_unsynced`` ... (it takes data, and does not confirm it), ``disk_slow``, ``disk_low``,
    ``file_moved``, ``file_deleted``, ``file_changed``,
    ``file_unknown``, ``copy_failed``, ``no_answer``."""
    what: Message
    remedy: Message
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """How the recorder process is doing, as its status file says."""

    state: RecorderState = RecorderState.OFF
    path: str = ""
    bytes_written: int = 0
    last_sync_age_s: float | None = None
    elapsed_s: float = 0.0
    disk_free_bytes: int | None = None
    disk_left_s: float | None = None
    """Recording time until the disk is full, at the present rate."""
    message: Message = NOTHING
    """What the user should know now; the first trouble's, where there is one."""
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionStatus:
    """The header line."""

    session_id: str
    state: SessionState
    phase: str
    """Phase in force (``baseline``, ``session``, ...), empty before the first."""
    now: float
    """Session time, s."""
    lag_s: float
    recorder: RecorderStatus
    streams: tuple[StreamStatus, ...]
    marks: tuple[str, ...]
    """Standing remarks on all numbers: ``ultra_short``, ``provisional``."""
    speed: float = 1.0
    """Replay speed; 1 in a live session."""
    paused: bool = False
    message: Message = NOTHING
    """What failed, for ``failed``."""
