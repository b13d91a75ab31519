"""Alarms of a live session, worked out from its status four times a second.

What is wrong now (:func:`conditions`) is a plain function of the header status, so an alarm
cannot say anything else than the streams panel. :class:`AlarmBook` turns conditions that come
and go into alarms that are raised once, stay until they are over and acknowledged, and are
reported step by step for the journal. Nothing here can change a tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from safehold.app.model import SessionStatus, StreamState, StreamStatus
from safehold.core.alarms import Alarm, AlarmChange, AlarmKind, AlarmStep
from safehold.core.types import HEART_ROLES, Level, Role

KEPT = 200
"""So many alarms are kept for display; of the older ones, those that are settled go."""
SYNC_LATE_S = 3.0
"""A recorder that syncs every quarter of a second and has not for this long hangs."""
DISK_WARNING_S = 3600.0
DISK_ERROR_S = 600.0
ROUGH_CLOCK_S = 0.02
"""Clocks known less exactly than this cannot line up beats of two people."""
_RAISE_AFTER_S = {AlarmKind.SIGNAL: 5.0, AlarmKind.CLOCK: 4.0, AlarmKind.DOUBLE: 3.0}
"""Other kinds are raised at once: their conditions have waited already."""
_CLEAR_AFTER_S = {AlarmKind.SIGNAL: 5.0, AlarmKind.DISK: 5.0, AlarmKind.CLOCK: 5.0}
_CLEAR_S = 1.0
_PERSON_ROLES = (*HEART_ROLES, Role.RESPIRATION)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong now."""

    kind: AlarmKind
    level: Level
    what: str
    remedy: str
    person: str | None = None
    stream_id: str | None = None
    offer: str = ""
    """See :class:`~safehold.core.alarms.Alarm`."""

    @property
    def key(self) -> tuple[AlarmKind, str | None]:
        """Conditions with the same key are one alarm, however the words change."""
        return self.kind, self.stream_id


def conditions(status: SessionStatus) -> tuple[Condition, ...]:
    """Return what is wrong now."""
    return (
        *(found for stream in status.streams for found in _of_stream(stream)),
        *_of_recorder(status),
    )


def _of_stream(stream: StreamStatus) -> Iterator[Condition]:
    spec = stream.spec
    whose = f"{spec.person}: " if spec.person else ""
    level = Level.ERROR if spec.role in _PERSON_ROLES else Level.WARNING
    name = f"{whose}{spec.role.value.replace('_', ' ')} ({spec.name})"

    def one(kind: AlarmKind, level: Level, what: str, remedy: str) -> Condition:
        return Condition(kind, level, f"{name}: {what}", remedy, spec.person, spec.stream_id)

    if stream.offer:
        found = one(
            AlarmKind.DROPOUT, level, "a stream of its name is there again",
            "If it is the same sensor on the same person, use it again (Ctrl+U).",
        )  # fmt: skip
        yield replace(found, offer=stream.offer)
    elif stream.state is StreamState.SILENT and not spec.regular and spec.role is not Role.RR:
        yield one(
            AlarmKind.DROPOUT, level, stream.remark or "no data",
            "Start its program again; it is taken up again by itself.",
        )  # fmt: skip
    elif stream.state is StreamState.SILENT:
        yield one(
            AlarmKind.DROPOUT, level, "no data",
            "Check the sensor, its battery and its distance; it is taken up again by itself.",
        )  # fmt: skip
    elif stream.state is StreamState.ENDED:
        yield one(
            AlarmKind.DROPOUT, level, "the stream has ended",
            "Start its program again.",
        )  # fmt: skip
    elif stream.state is StreamState.FOREIGN_CLOCK:
        yield one(
            AlarmKind.CLOCK, level, "its stamps cannot be placed in time",
            "It is recorded, but not processed. Let its program stamp with the LSL clock.",
        )  # fmt: skip
    elif stream.state is StreamState.NO_OFFSET:
        yield one(
            AlarmKind.CLOCK, level, "its clock cannot be compared with this computer's",
            "Check the network between the two computers.",
        )  # fmt: skip
    elif stream.state is StreamState.LIVE and stream.remark:
        yield one(
            AlarmKind.SIGNAL, Level.WARNING, stream.remark,
            "Check how the sensor sits; numbers without a good signal are missing.",
        )  # fmt: skip
    if stream.doubled:
        yield one(
            AlarmKind.DOUBLE, Level.WARNING, "there are two streams of its name and source id",
            "End one of them: after a dropout the other one might be taken for it.",
        )  # fmt: skip
    uncertainty = stream.health.offset_uncertainty_s if stream.health else None
    if uncertainty is not None and uncertainty > ROUGH_CLOCK_S:
        yield one(
            AlarmKind.CLOCK, Level.WARNING,
            f"its clock is known to {1000 * uncertainty:.0f} ms only",
            "The network is slow: use a cable, or a network of your own.",
        )  # fmt: skip


def _of_recorder(status: SessionStatus) -> Iterator[Condition]:
    recorder = status.recorder
    if recorder.state == "failed":
        yield Condition(
            AlarmKind.RECORDER, Level.ERROR, recorder.message or "The recorder has ended.",
            "Start the recording again: it goes on in a new part.",
        )  # fmt: skip
    elif recorder.state == "stopped" and status.state == "live":
        yield Condition(
            AlarmKind.RECORDER, Level.WARNING, "The recorder is stopped: nothing is kept now.",
            "Start the recording again if the session goes on.",
        )  # fmt: skip
    if recorder.state != "recording":
        return
    late = recorder.last_sync_age_s
    if late is not None and late > SYNC_LATE_S:
        yield Condition(
            AlarmKind.RECORDER, Level.ERROR, "The recorder has stopped writing to the disk.",
            "Data wait in memory. Close other programs; check a network or USB drive.",
        )  # fmt: skip
    left = recorder.disk_left_s
    if recorder.message:
        yield Condition(AlarmKind.DISK, Level.ERROR, recorder.message, "Free space on the disk.")
    elif left is not None and left < DISK_WARNING_S:
        level = Level.ERROR if left < DISK_ERROR_S else Level.WARNING
        yield Condition(
            AlarmKind.DISK, level, f"The disk is full in {max(left / 60, 1):.0f} min.",
            "Free space now; the recording must not be moved while it runs.",
        )  # fmt: skip


@dataclass(slots=True)
class _Watched:
    """A condition that was seen: how long it has lasted, or has been over."""

    condition: Condition
    seen_since: float
    gone_since: float | None = None
    alarm_id: str | None = None


@dataclass(slots=True)
class AlarmBook:
    """The alarms of one run of the workbench; owned by one thread.

    Parameters
    ----------
    prefix : str
        Begins every id, so that ids of a second run of a session are others.
    """

    prefix: str = "a"
    _watched: dict[tuple[AlarmKind, str | None], _Watched] = field(default_factory=dict)
    _alarms: dict[str, Alarm] = field(default_factory=dict)
    _count: int = 0

    def alarms(self) -> tuple[Alarm, ...]:
        """Return all kept alarms, oldest first."""
        return tuple(self._alarms.values())

    def update(self, found: Sequence[Condition], at: float) -> list[AlarmChange]:
        """Take in what is wrong now; return the alarms that were raised or cleared.

        Parameters
        ----------
        found : sequence of Condition
            Everything that is wrong at this moment.
        at : float
            Session time, s; never earlier than the call before.
        """
        changes: list[AlarmChange] = []
        now = {condition.key: condition for condition in found}
        for key, condition in now.items():
            watched = self._watched.setdefault(key, _Watched(condition, at))
            watched.condition, watched.gone_since = condition, None
            change = self._raise(watched, at)
            if change is not None:
                changes.append(change)
        for key in [key for key in self._watched if key not in now]:
            change = self._fade(key, at)
            if change is not None:
                changes.append(change)
        self._forget()
        return changes

    def acknowledge(self, alarm_id: str, at: float) -> AlarmChange | None:
        """Note that somebody has seen an alarm; None when it is unknown or was seen before."""
        alarm = self._alarms.get(alarm_id)
        if alarm is None or alarm.acknowledged is not None:
            return None
        return self._change(AlarmStep.ACKNOWLEDGED, replace(alarm, acknowledged=at), at)

    def _raise(self, watched: _Watched, at: float) -> AlarmChange | None:
        condition = watched.condition
        alarm = self._alarms.get(watched.alarm_id or "")
        if alarm is not None and alarm.active:
            worse = condition.level is Level.ERROR and alarm.level is not Level.ERROR
            if not worse and condition.offer == alarm.offer:
                return None
            again = replace(
                alarm, level=condition.level, what=condition.what, remedy=condition.remedy,
                acknowledged=None, count=alarm.count + 1, offer=condition.offer,
            )  # fmt: skip
            return self._change(AlarmStep.REOPENED, again, at)
        if at - watched.seen_since < _RAISE_AFTER_S.get(condition.kind, 0.0):
            return None
        old = self._unseen(condition)
        if old is not None:
            watched.alarm_id = old.alarm_id
            again = replace(
                old, level=condition.level, what=condition.what, remedy=condition.remedy,
                since=watched.seen_since, cleared=None, count=old.count + 1,
                offer=condition.offer,
            )  # fmt: skip
            return self._change(AlarmStep.REOPENED, again, at)
        self._count += 1
        watched.alarm_id = f"{self.prefix}{self._count:04d}"
        new = Alarm(
            watched.alarm_id, condition.kind, condition.level, condition.person,
            condition.stream_id, condition.what, condition.remedy, watched.seen_since,
            offer=condition.offer,
        )  # fmt: skip
        return self._change(AlarmStep.RAISED, new, at)

    def _unseen(self, condition: Condition) -> Alarm | None:
        """Return the alarm of this condition that is over but that nobody has seen yet."""
        for alarm in self._alarms.values():
            same = (alarm.kind, alarm.stream_id) == condition.key
            if same and not alarm.active and alarm.acknowledged is None:
                return alarm
        return None

    def _fade(self, key: tuple[AlarmKind, str | None], at: float) -> AlarmChange | None:
        watched = self._watched[key]
        if watched.gone_since is None:
            watched.gone_since = at
        if watched.alarm_id is None:
            del self._watched[key]
            return None
        if at - watched.gone_since < _CLEAR_AFTER_S.get(watched.condition.kind, _CLEAR_S):
            return None
        del self._watched[key]
        alarm = replace(self._alarms[watched.alarm_id], cleared=watched.gone_since)
        return self._change(AlarmStep.CLEARED, alarm, at)

    def _change(self, step: AlarmStep, alarm: Alarm, at: float) -> AlarmChange:
        self._alarms[alarm.alarm_id] = alarm
        return AlarmChange(step, at, alarm)

    def _forget(self) -> None:
        settled = [key for key, alarm in self._alarms.items() if not alarm.standing]
        for key in settled[: max(0, len(self._alarms) - KEPT)]:
            del self._alarms[key]
