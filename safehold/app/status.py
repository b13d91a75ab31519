"""How streams, recorder and session are doing: the values of the header."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from safehold.core.types import StreamSpec


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
    remark: str = ""
    """Plain words when something is wrong (``irregular``, ``flat``, ``no data for 4 s``)."""
    state: StreamState = StreamState.LIVE
    offer: str = ""
    """Uid of a stream that is there and may be this one again: only the user can say so."""
    doubled: bool = False
    """Another stream that liblsl takes for the same is there beside it."""
    health: StreamHealth | None = None
    """None in a replay."""


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """How the recorder process is doing, as its status file says."""

    state: str = "off"
    """``off``, ``starting``, ``recording``, ``stopping``, ``stopped``, ``failed``."""
    path: str = ""
    bytes_written: int = 0
    last_sync_age_s: float | None = None
    elapsed_s: float = 0.0
    disk_free_bytes: int | None = None
    disk_left_s: float | None = None
    """Recording time until the disk is full, at the present rate."""
    message: str = ""


@dataclass(frozen=True, slots=True)
class SessionStatus:
    """The header line."""

    session_id: str
    mode: str
    """``live`` or ``replay``."""
    state: str
    """``idle``, ``connecting``, ``live``, ``stopping``, ``ended``, ``failed``."""
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
    message: str = ""
    """What failed, for ``failed``."""
