"""Alarms of a live session, worked out from its status four times a second.

What is wrong now (:func:`conditions`) is a plain function of the header status, so an alarm
cannot say anything else than the streams panel. :class:`AlarmBook` turns conditions that come
and go into alarms that are raised once, stay until they are over and acknowledged, and are
reported step by step for the journal. Nothing here can change a tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from safehold.core.alarms import Alarm, AlarmChange, AlarmKind, AlarmStep
from safehold.core.messages import HowTo, Message
from safehold.core.types import HEART_ROLES, Level, Role, StreamSpec
from safehold.core.wording import person_words, role_words
from safehold.session.status import (
    RecorderState,
    SessionState,
    SessionStatus,
    StreamState,
    StreamStatus,
)

KEPT = 200
"""So many alarms are kept for display; of the older ones, those that are settled go."""
DISK_WARNING_S = 3600.0
DISK_ERROR_S = 600.0
ROUGH_CLOCK_S = 0.02
"""Clocks known less exactly than this cannot line up beats of two people."""
_RAISE_AFTER_S = {AlarmKind.SIGNAL: 5.0, AlarmKind.CLOCK: 4.0, AlarmKind.DOUBLE: 3.0}
"""Other kinds are raised at once: their conditions have waited already."""
_CLEAR_AFTER_S = {AlarmKind.SIGNAL: 5.0, AlarmKind.DISK: 5.0, AlarmKind.CLOCK: 5.0}
_CLEAR_S = 1.0
_PERSON_ROLES = (*HEART_ROLES, Role.RESPIRATION)


Key = tuple[AlarmKind, str | None, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is wrong now."""

    kind: AlarmKind
    level: Level
    what: Message
    remedy: Message
    person: str | None = None
    stream_id: str | None = None
    offer: str = ""
    """See :class:`~safehold.core.alarms.Alarm`."""
    cause: str = ""
    """Tells apart what is wrong with one recorder or disk."""

    @property
    def key(self) -> Key:
        """Conditions with the same key are one alarm, however the words change."""
        return self.kind, self.stream_id, self.cause


def conditions(status: SessionStatus) -> tuple[Condition, ...]:
    """Return what is wrong now."""
    return (
        *(found for stream in status.streams for found in _of_stream(stream)),
        *_of_recorder(status),
    )


def _of_stream(stream: StreamStatus) -> Iterator[Condition]:
    spec = stream.spec
    level = Level.ERROR if spec.role in _PERSON_ROLES else Level.WARNING
    name = _name(spec)

    def one(kind: AlarmKind, level: Level, what: str, remedy: Message) -> Condition:
        said = Message("{name}: {what}", name=name, what=what)
        return Condition(kind, level, said, remedy, spec.person, spec.stream_id)

    if stream.offer:
        found = one(
            AlarmKind.DROPOUT,
            level,
            Message("a stream of this name is back", code="stream_of_name_is_back"),
            Message(
                "If it is the same sensor on the same person, use it again{how}.",
                code="use_sensor_again",
                how=HowTo("take_up"),
            ),
        )
        yield replace(found, offer=stream.offer)
    elif stream.state is StreamState.SILENT and stream.hangs:
        found = one(
            AlarmKind.DROPOUT,
            level,
            Message("its program does not answer", code="program_does_not_answer"),
            Message(
                "It has ended or hangs, or the network is down: start it again and "
                "check the network. The stream reconnects by itself.",
                code="program_ended_or_network_cut",
            ),
        )
        yield replace(found, cause="program")
    elif stream.state is StreamState.SILENT and not spec.regular and spec.role is not Role.RR:
        yield one(
            AlarmKind.DROPOUT,
            level,
            stream.remark or Message("no data", code="no_data"),
            Message(
                "Start its program again; the stream reconnects by itself.",
                code="start_program_reconnects",
            ),
        )
    elif stream.state is StreamState.SILENT:
        yield one(
            AlarmKind.DROPOUT,
            level,
            Message("no data", code="no_data"),
            Message(
                "Check the sensor, its battery and its distance; it reconnects by itself.",
                code="check_sensor",
            ),
        )
    elif stream.state is StreamState.ENDED:
        yield one(
            AlarmKind.DROPOUT,
            level,
            Message("the stream has ended", code="stream_ended"),
            Message("Start its program again.", code="start_program_again"),
        )
    elif stream.state is StreamState.FOREIGN_CLOCK:
        yield one(
            AlarmKind.CLOCK,
            level,
            Message("its stamps cannot be placed in time", code="stamps_cannot_placed_time"),
            Message(
                "It is recorded, but not processed. Let its program stamp with the LSL clock.",
                code="let_program_use_lsl_clock",
            ),
        )
    elif stream.state is StreamState.NO_OFFSET:
        yield one(
            AlarmKind.CLOCK,
            level,
            Message(
                "its clock cannot be compared with this computer's",
                code="clock_not_comparable",
            ),
            Message(
                "Check the network between the two computers.",
                code="check_network_between",
            ),
        )
    elif stream.state is StreamState.LIVE and stream.remark:
        yield one(
            AlarmKind.SIGNAL,
            Level.WARNING,
            stream.remark,
            Message(
                "Check how the sensor sits; numbers without a good signal are missing.",
                code="check_how_sensor_sits",
            ),
        )
    if stream.doubled:
        yield one(
            AlarmKind.DOUBLE,
            Level.WARNING,
            Message("there are two streams of its name and source id", code="stream_doubled"),
            Message(
                "Stop one of them: after a dropout the other one could be mistaken for it.",
                code="end_one_of_two",
            ),
        )
    uncertainty = stream.health.offset_uncertainty_s if stream.health else None
    if uncertainty is not None and uncertainty > ROUGH_CLOCK_S:
        yield one(
            AlarmKind.CLOCK,
            Level.WARNING,
            Message(
                "its clock is known to {ms:.0f} ms only",
                code="clock_rough",
                ms=1000 * uncertainty,
            ),
            Message(
                "The network is slow: use a cable, or a network of your own.",
                code="network_slow",
            ),
        )


def _name(spec: StreamSpec) -> Message:
    name = Message("{role} ({name})", role=role_words(spec.role), name=spec.name)
    if not spec.person:
        return name
    return Message("{whose}: {name}", whose=person_words(spec.person), name=name)


def _of_recorder(status: SessionStatus) -> Iterator[Condition]:
    recorder = status.recorder
    if recorder.state is RecorderState.FAILED and not recorder.troubles:
        yield Condition(
            AlarmKind.RECORDER,
            Level.ERROR,
            recorder.message or Message("The recorder has ended.", code="recorder_has_ended"),
            Message(
                "Start the recording again: it continues in a new part.",
                code="start_recording_again",
            ),
        )
    elif recorder.state is RecorderState.STOPPED and status.state is SessionState.LIVE:
        yield Condition(
            AlarmKind.RECORDER,
            Level.WARNING,
            Message(
                "The recorder is stopped: nothing is kept now.",
                code="recorder_is_stopped",
            ),
            Message(
                "Start the recording again if the session continues.",
                code="start_recording_if_session_continues",
            ),
        )
    if recorder.state not in (RecorderState.RECORDING, RecorderState.FAILED):
        return
    for trouble in recorder.troubles:
        kind = AlarmKind.DISK if trouble.cause.startswith("disk_") else AlarmKind.RECORDER
        yield Condition(kind, trouble.level, trouble.what, trouble.remedy, cause=trouble.cause)
    left = recorder.disk_left_s
    if recorder.state is RecorderState.FAILED or any(
        trouble.cause in ("disk_low", "disk_full") for trouble in recorder.troubles
    ):
        return
    if left is not None and left < DISK_WARNING_S:
        level = Level.ERROR if left < DISK_ERROR_S else Level.WARNING
        yield Condition(
            AlarmKind.DISK,
            level,
            Message(
                "The disk is full in {minutes:.0f} min.",
                code="disk_full_min",
                minutes=max(left / 60, 1),
            ),
            Message(
                "Free space now; the recording must not be moved while it runs.",
                code="free_space_do_not_move",
            ),
            cause="disk_low",
        )


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
    _watched: dict[Key, _Watched] = field(default_factory=dict)
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
            offer=condition.offer, cause=condition.cause,
        )  # fmt: skip
        return self._change(AlarmStep.RAISED, new, at)

    def _unseen(self, condition: Condition) -> Alarm | None:
        """Return the alarm of this condition that is over but that nobody has seen yet."""
        for alarm in self._alarms.values():
            same = (alarm.kind, alarm.stream_id, alarm.cause) == condition.key
            if same and not alarm.active and alarm.acknowledged is None:
                return alarm
        return None

    def _fade(self, key: Key, at: float) -> AlarmChange | None:
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
