"""What the streams of a session are: the proposed roles, and the user's corrections of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from acquisition.description import StreamDescription
from acquisition.roles import Proposal, normalise_unit, propose, propose_person
from safehold.core.messages import Message, verbatim
from safehold.core.plain_text import spelled_plain
from safehold.core.types import Role, StreamSpec


class StreamIdentity(Protocol):
    """What a stream is known again by: a header, or the specification made from it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def source_id(self) -> str: ...  # noqa: D102
    @property
    def hostname(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of a stream, or of one of its channels; None where nothing is said.

    A stream is known again by name, type and source id (some senders give all their streams one
    source id); without a source id by name, type and computer.
    """

    name: str
    type: str
    source_id: str
    hostname: str = ""
    """Matters only without a source id."""
    channel: int | None = None
    """Index of the channel it speaks of; None for the channel or channels proposed."""
    role: Role | None = None
    person: str | None = None
    """Participant label; empty for nobody's."""
    unit: str | None = None
    inverted: bool | None = None

    def matches(self, stream: StreamIdentity) -> bool:
        """Tell whether it speaks of this stream."""
        if (self.name, self.type, self.source_id) != (stream.name, stream.type, stream.source_id):
            return False
        return bool(self.source_id) or self.hostname in ("", stream.hostname)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one channel of a stream is taken for."""

    proposal: Proposal
    person: str | None
    inverted: bool = False
    corrected: bool = False
    """The user has said something about it."""


def assign(
    description: StreamDescription,
    people: Sequence[str],
    corrections: Sequence[Correction] = (),
) -> tuple[Assignment, ...]:
    """Return what the channels of a stream are: as proposed, and as the user has corrected it.

    A later correction wins over an earlier one. A role is held by one channel of a stream: where
    the user gives it to another, the first one loses it.
    """
    proposals = propose(description)
    nobody = proposals[0].role in (Role.EVENTS, Role.DERIVED)
    person = description.person if nobody else propose_person(description, people)
    found = {proposal.channel: Assignment(proposal, person) for proposal in proposals}
    for correction in corrections:
        if correction.matches(description):
            _correct(found, correction, description, person)
    return tuple(found[channel] for channel in sorted(found))


def _correct(
    found: dict[int, Assignment],
    correction: Correction,
    description: StreamDescription,
    person: str | None,
) -> None:
    first = min(found)
    channel = first if correction.channel is None else correction.channel
    if channel >= description.channel_count:
        return  # the stream has fewer channels than it had
    if correction.role is not None:
        for other in [k for k in found if k != channel]:
            if found[other].proposal.role in (correction.role, Role.OTHER):
                del found[other]
    if channel not in found:
        unit = description.units[channel] if channel < len(description.units) else ""
        proposal = Proposal(
            Role.OTHER, channel, normalise_unit(unit), Message("nothing says what it is")
        )
        found[channel] = Assignment(proposal, person)
    targets = list(found) if correction.channel is None else [channel]
    for k in targets:
        old, main = found[k], k == channel
        proposal = old.proposal
        role = correction.role if main and correction.role is not None else proposal.role
        unit = correction.unit if main and correction.unit is not None else proposal.unit
        reason = proposal.reason
        if (role, unit) != (proposal.role, proposal.unit):
            was = verbatim(proposal.role.value)
            if proposal.unit:
                was = Message("{role} in {unit}", role=was, unit=proposal.unit)
            reason = Message(
                "your correction (proposed: {was}, from {why})", was=was, why=proposal.reason
            )
        found[k] = Assignment(
            Proposal(role, proposal.channel, normalise_unit(unit), reason),
            old.person if correction.person is None else correction.person or None,
            old.inverted if correction.inverted is None or not main else correction.inverted,
            corrected=True,
        )


def specs_for(
    descriptions: Sequence[StreamDescription],
    people: Sequence[str],
    corrections: Sequence[Correction] = (),
) -> list[StreamSpec]:
    """Return specifications for streams, with unique ids such as ``client-respiration``.

    A stream with several usable channels gives several specifications; ``uid`` says which
    stream each belongs to. The order is that of names and source ids, not of discovery, so that
    the same streams always get the same ids.
    """
    specs: list[StreamSpec] = []
    used: set[str] = set()
    ordered = sorted(descriptions, key=lambda d: (d.name, d.type, d.source_id, d.hostname, d.uid))
    for description in ordered:
        for assignment in assign(description, people, corrections):
            stem = id_stem(description.name, assignment.proposal.role, assignment.person)
            stream_id = unused_id(stem, used)
            specs.append(_make_spec(description, assignment, stream_id))
    return specs


def _make_spec(
    description: StreamDescription, assignment: Assignment, stream_id: str
) -> StreamSpec:
    proposal = assignment.proposal
    return StreamSpec(
        stream_id=stream_id,
        name=description.name,
        type=description.type,
        source_id=description.source_id,
        role=proposal.role,
        person=assignment.person,
        unit=proposal.unit,
        nominal_rate=description.nominal_rate,
        channel_format=description.channel_format,
        labels=description.labels,
        channel=proposal.channel,
        uid=description.uid,
        hostname=description.hostname,
        inverted=assignment.inverted,
    )


def id_stem(name: str, role: Role, person: str | None) -> str:
    """Return what the id of a stream begins with: whose it is and its role, else its name.

    Words of the name with a digit are left out: they may be the serial number of a device, and
    ids stand in every export.
    """
    if role not in (Role.OTHER, Role.DERIVED) and person is not None:
        return re.sub(r"[^a-z0-9_-]+", "-", spelled_plain(f"{person}-{role.value}").casefold())
    words = [word for word in re.split(r"[^a-z0-9]+", spelled_plain(name).casefold()) if word]
    if role is Role.DERIVED and words:
        return "-".join(words)
    plain = [w for w in words if w == person or not any(sign.isdigit() for sign in w)]
    return "-".join([*(plain or ["stream"]), role.value])


def unused_id(stem: str, used: set[str]) -> str:
    """Return the stem, or with the first number that makes it another id; it is then used."""
    number, stream_id = 1, stem
    while stream_id in used:
        number += 1
        stream_id = f"{stem}-{number}"
    used.add(stream_id)
    return stream_id
