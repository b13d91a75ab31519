"""An alarm: something that costs data now, until somebody has seen it and it is over.

A notice tells what happened; an alarm stands until it is over **and** acknowledged, so that a
dropout that mended itself while nobody looked is still told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from safehold.core.messages import Message
from safehold.core.types import Level


class AlarmKind(StrEnum):
    """What an alarm is about."""

    DROPOUT = "dropout"
    """A stream gives no samples."""
    SIGNAL = "signal"
    """Samples come, but their signal is bad."""
    CLOCK = "clock"
    """Samples cannot be placed in time, or only roughly."""
    DOUBLE = "double"
    """A stream is there twice: after a dropout the other one might be taken for it."""
    DISK = "disk"
    RECORDER = "recorder"
    """The recording is in danger or has ended."""
    ENGINE = "engine"
    """A part of the workbench itself has stopped."""


class AlarmStep(StrEnum):
    """What happened to an alarm."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    CLEARED = "cleared"
    REOPENED = "reopened"
    """The trouble came back before the alarm was acknowledged."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as it stands now. Times are session times, s."""

    alarm_id: str
    kind: AlarmKind
    level: Level
    """``error`` where data are lost now, else ``warning``."""
    person: str | None
    """Participant label; None where it concerns everybody."""
    stream_id: str | None
    what: Message
    """What is wrong, in plain words."""
    remedy: Message
    """What to do."""
    since: float
    """When it was raised (again)."""
    acknowledged: float | None = None
    """When somebody said to have seen it."""
    cleared: float | None = None
    """When the trouble was over; None while it lasts."""
    count: int = 1
    """How often it was raised before somebody acknowledged it."""
    offer: str = ""
    """Uid of a stream that may be the missing one: it can be taken up again."""
    cause: str = ""
    """Tells apart what is wrong with one recorder or disk (``disk_full``, ``file_moved`` ...)."""

    @property
    def active(self) -> bool:
        """True while the trouble lasts."""
        return self.cleared is None

    @property
    def audible(self) -> bool:
        """True while it should be heard, where sound is on: it lasts, and nobody has seen it."""
        return self.active and self.acknowledged is None

    @property
    def insistent(self) -> bool:
        """True while it should be heard even where sound is off: the workbench failed."""
        return self.audible and self.kind is AlarmKind.ENGINE and self.level is Level.ERROR

    @property
    def standing(self) -> bool:
        """True while it must be shown: it lasts, or nobody has seen it."""
        return self.active or self.acknowledged is None


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """One step of an alarm, as the journal keeps it."""

    step: AlarmStep
    at: float
    """Session time, s."""
    alarm: Alarm
    """The alarm after the step."""
