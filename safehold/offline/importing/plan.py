"""Which imported signal is what, and whose; and how several files lie to each other in time.

Roles are proposed by the same words as those of live streams (:mod:`acquisition.roles`), and
corrected by the user. A person has one signal of each role: the first that is proposed or the one
that is named. Everything else is kept as recorded and used for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from acquisition.description import ChannelInfo, StreamDescription
from acquisition.roles import normalise_unit, propose, propose_person, too_slow
from recordings.importers.imported import ImportedRecording, ImportedSignal
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Event, Role

NO_ROLE = Message("nothing says what it is", code="import_no_role")
_SINGLE = frozenset({Role.ECG, Role.PPG, Role.RR, Role.HEART_RATE, Role.RESPIRATION, Role.EDA})
"""Roles that a person has one signal of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of a signal; None where nothing is said."""

    signal: str
    """Its name; any letter case."""
    role: Role | None = None
    person: str | None = None
    """Label; empty for nobody."""
    unit: str | None = None
    inverted: bool = False
    file: int | None = None
    """Position of its recording; None: any."""


@dataclass(frozen=True, slots=True)
class PlannedSignal:
    """A signal and what it is taken for."""

    file: int
    """Position of its recording in the plan."""
    signal: ImportedSignal
    role: Role
    person: str | None
    unit: str
    reason: Message
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class EventsBeside:
    """Events of a file that lies beside the recordings."""

    path: Path
    events: tuple[Event, ...]
    """Without ids, at times of the shifted recordings."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a session will be made of."""

    recordings: tuple[ImportedRecording, ...]
    shifts: tuple[float, ...]
    """Per recording what is to be added to its times, s."""
    signals: tuple[PlannedSignal, ...]
    start: float | None
    """Unix time at time 0 of the shifted recordings, s; None where no file says it for certain."""
    oddities: tuple[Message, ...] = ()
    beside: tuple[EventsBeside, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has a signal, in the order of the signals."""
        return tuple(dict.fromkeys(s.person for s in self.signals if s.person))


def plan_session(
    recordings: Sequence[ImportedRecording],
    *,
    people: Sequence[str],
    persons: Sequence[str] = (),
    wanted: Sequence[Wanted] = (),
    offsets: Sequence[float | None] = (),
) -> ImportPlan:
    """Return what a session of these recordings will be.

    Parameters
    ----------
    recordings : sequence of ImportedRecording
        As they were read.
    people : sequence of str
        Labels of everybody who may have a signal.
    persons : sequence of str
        Whose each recording is, where it is one person's; empty texts for recordings of several.
    wanted : sequence of Wanted
        What the user says; it wins over every proposal.
    offsets : sequence of float or None
        Per recording where its time 0 lies in the session, s; None for what the files say.

    Raises
    ------
    ConfigError
        When nothing says how the files lie to each other in time, or a signal that was named is
        not there.
    """
    shifts, start = _placed(recordings, offsets)
    planned = [
        _proposed(k, signal, recording, people, persons[k] if k < len(persons) else "")
        for k, recording in enumerate(recordings)
        for signal in recording.signals
    ]
    for item in wanted:
        planned = _said(planned, item, people)
    said = {_key(found) for item in wanted for found in planned if _names(item, found)}
    kept, odd = _one_each(planned, said)
    told = [(k, text) for k, recording in enumerate(recordings) for text in recording.oddities]
    oddities = tuple(
        text if len(recordings) == 1 else _of(k, recordings[k], text) for k, text in (*told, *odd)
    )
    return ImportPlan(tuple(recordings), tuple(shifts), tuple(kept), start, oddities)


def _of(k: int, recording: ImportedRecording, text: Message) -> Message:
    """Return a remark with its file, by number: names of files may be names of people."""
    return Message(
        "File {number} ({reader}): {text}",
        code="import_of_file",
        number=k + 1,
        reader=recording.importer,
        text=text,
    )


def _key(item: PlannedSignal) -> tuple[int, str]:
    return item.file, item.signal.name


def describe(signal: ImportedSignal, recording: ImportedRecording) -> StreamDescription:
    """Return a signal as a live stream of one channel would describe itself."""
    return StreamDescription(
        name=recording.device,
        type=signal.kind,
        source_id="",
        uid="",
        hostname="",
        session_id="",
        nominal_rate=signal.rate,
        channel_format="double64",
        channel_count=1,
        channels=(ChannelInfo(signal.name, signal.kind, signal.unit),),
        person=signal.person,
    )


def _proposed(
    file: int,
    signal: ImportedSignal,
    recording: ImportedRecording,
    people: Sequence[str],
    person: str,
) -> PlannedSignal:
    description = describe(signal, recording)
    found = propose(description)[0]
    whose = person or propose_person(replace(description, name=signal.name), people)
    role = found.role if found.role is not Role.DERIVED else Role.OTHER
    return PlannedSignal(file, signal, role, whose, normalise_unit(signal.unit), found.reason)


def _names(item: Wanted, found: PlannedSignal) -> bool:
    same = item.signal.casefold() == found.signal.name.casefold()
    return same and item.file in (None, found.file)


def meant_by(
    item: Wanted, planned: Sequence[PlannedSignal], people: Sequence[str]
) -> list[PlannedSignal]:
    """Return the signals that the user speaks of.

    Raises
    ------
    ConfigError
        When there is none of that name, or nobody of that label.
    """
    found = [one for one in planned if _names(item, one)]
    if not found:
        names = ", ".join(dict.fromkeys(one.signal.name for one in planned))
        raise ConfigError(
            Message("There is no signal {signal!r}.", signal=item.signal),
            remedy=Message("The signals are: {names}.", names=names),
        )
    if item.person and item.person not in people:
        raise ConfigError(
            Message("Nobody is called {person!r}.", person=item.person),
            remedy=Message("The people are: {people}.", people=", ".join(people)),
        )
    return found


def _said(
    planned: list[PlannedSignal], item: Wanted, people: Sequence[str]
) -> list[PlannedSignal]:
    found = meant_by(item, planned, people)
    return [_taken(one, item) if one in found else one for one in planned]


def _taken(one: PlannedSignal, item: Wanted) -> PlannedSignal:
    return replace(
        one,
        role=one.role if item.role is None else item.role,
        person=one.person if item.person is None else item.person or None,
        unit=one.unit if item.unit is None else normalise_unit(item.unit),
        inverted=item.inverted,
        reason=Message("you said so", code="import_you_said_so"),
    )


def _one_each(
    planned: Iterable[PlannedSignal], said: set[tuple[int, str]]
) -> tuple[list[PlannedSignal], list[tuple[int, Message]]]:
    """Leave each person one signal of a role: what was said first, then the first proposed.

    One that is too slow for its role has none. What was left out is told with the position of its
    recording.
    """
    odd: list[tuple[int, Message]] = []
    kept = []
    ordered = []
    for one in planned:
        slow = too_slow(one.role, one.signal.rate)
        ordered.append(replace(one, role=Role.OTHER) if slow else one)
        if slow:
            text = Message(
                "{name} is not used: {why}.", code="import_too_slow",
                name=one.signal.name, why=slow,
            )  # fmt: skip
            odd.append((one.file, text))
    taken: dict[tuple[str | None, Role], PlannedSignal] = {}
    for one in sorted(ordered, key=lambda one: _key(one) not in said):
        if one.role in _SINGLE and one.person is not None:
            taken.setdefault((one.person, one.role), one)
    for one in ordered:
        first = taken.get((one.person, one.role))
        if first is None or first is one:
            kept.append(one)
            continue
        text = Message(
            "{name} is not used: the person has {other} for the same.",
            code="import_second_of_role",
            name=one.signal.name,
            other=first.signal.name,
        )
        odd.append((one.file, text))
        kept.append(replace(one, role=Role.OTHER))
    return kept, odd


def _placed(
    recordings: Sequence[ImportedRecording], offsets: Sequence[float | None]
) -> tuple[list[float], float | None]:
    """Return the shift of each recording, and the Unix time of their common 0."""
    given = [offsets[k] if k < len(offsets) else None for k in range(len(recordings))]
    starts = [recording.start for recording in recordings]
    if len(recordings) == 1:
        first = recordings[0]
        return [given[0] or 0.0], None if first.local else first.start
    if all(offset is not None for offset in given):
        return [float(offset or 0.0) for offset in given], None
    known = [start for start in starts if start is not None]
    if len({recording.local for recording in recordings}) > 1 or len(known) < len(recordings):
        silent = [r.path.name for r, s in zip(recordings, starts, strict=True) if s is None]
        raise ConfigError(
            Message(
                "Nothing says how the files lie to each other in time: {names} names no start.",
                names=", ".join(silent),
            )
            if silent
            else Message("Some files begin in local time and others in UTC."),
            remedy=Message(
                "Say for each file where it begins, in seconds of the session: --offset 0 "
                "--offset 12.5."
            ),
        )
    zero = min(known)
    shifts = [start - zero + (offset or 0.0) for start, offset in zip(known, given, strict=True)]
    return shifts, None if recordings[0].local else zero
