"""Who a sender is to the stream that we had: the same again, changed, an heir, or a stranger.

Recorder and workbench ask here; what each does with the answer is its own. The recorder writes
whatever was sent for this session, the workbench computes with nothing whose header it does not
know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum

from acquisition.description import FoundStream, StreamDescription
from safehold.core.messages import Message


class Kinship(Enum):
    """What a run of a sender is to a stream that we had."""

    SAME = "same"
    """The very run that we had."""
    RETURNED = "returned"
    """Another run that goes on in its place: liblsl finds it by itself."""
    DOUBLE = "double"
    """As ``RETURNED``, but the run that we had is still there: two under one identity."""
    TAKEN = "taken"
    """As ``RETURNED``, but another stream of ours has this run."""
    CHANGED = "changed"
    """The same identity, but other samples: rate, channels, format, units, or another person's."""
    FOREIGN = "foreign"
    """The same identity in another LSL session, for which liblsl does not ask."""
    HEIR = "heir"
    """Looks the same, but liblsl cannot find it: no source id, or one that breaks its query."""
    LOOKALIKE = "lookalike"
    """Looks the same under another source id: a new run, or a second sensor."""
    STRANGER = "stranger"


def can_be_recovered(description: StreamDescription) -> bool:
    """Tell whether liblsl can find a restarted sender again by itself.

    It asks with an XPath of name, type and source id; an apostrophe in one breaks the query.
    """
    texts = (description.source_id, description.name, description.type)
    return bool(description.source_id) and "'" not in "".join(texts)


def kinship(
    had: StreamDescription,
    new: StreamDescription,
    *,
    present: Collection[str] = (),
    taken: Collection[str] = (),
) -> Kinship:
    """Return what a run of a sender is to a stream that we had.

    Parameters
    ----------
    had, new : StreamDescription
        What the stream was opened on, and the run in question. Labels, units and person count
        where both headers are full.
    present : collection of str
        Uids of the runs that are there now.
    taken : collection of str
        Uids of the runs that our other streams have.
    """
    if had.uid == new.uid:
        return Kinship.SAME
    if (had.name, had.type) != (new.name, new.type):
        return Kinship.STRANGER
    same_id = had.source_id == new.source_id
    if same_id and new.source_id:
        if had.session_id != new.session_id:
            return Kinship.FOREIGN
        if differences(had, new):
            return Kinship.CHANGED
        if can_be_recovered(new):
            if had.uid in present:
                return Kinship.DOUBLE
            return Kinship.TAKEN if new.uid in taken else Kinship.RETURNED
    if had.hostname != new.hostname or differences(had, new):
        return Kinship.STRANGER
    return Kinship.HEIR if same_id else Kinship.LOOKALIKE


def reconnected(
    had: StreamDescription, answers: Sequence[FoundStream], *, taken: Collection[str] = ()
) -> tuple[Kinship, FoundStream] | None:
    """Return whom liblsl has connected a stream to again, and what that one is to it.

    liblsl leaves a run for one that is alone in its name, type and source id, whatever else it
    says. Where several answer by now it cannot be told which it was, so the worst is taken.

    Parameters
    ----------
    had : StreamDescription
        What the stream was connected to before.
    answers : sequence of FoundStream
        Who answers now (:func:`acquisition.discovery.runs_of`), of any LSL session.
    taken : collection of str
        Uids of the runs that our other streams have.

    Returns
    -------
    tuple of Kinship and FoundStream, or None
        ``FOREIGN``, ``CHANGED``, ``TAKEN`` or ``RETURNED``; ``SAME`` where only the run that we
        had answers, and None where nobody does.
    """
    found = {kinship(had, run.description, taken=taken): run for run in reversed(answers)}
    for kin in (
        Kinship.FOREIGN, Kinship.CHANGED, Kinship.TAKEN, Kinship.RETURNED, Kinship.SAME
    ):  # fmt: skip
        if kin in found:
            return kin, found[kin]
    return None


def differences(opened: StreamDescription, new: StreamDescription) -> tuple[str, ...]:
    """Return, in plain words, what another run of a sender says otherwise than the one opened.

    Only what changes the meaning of the samples or whose they are counts; of two headers of which
    one is short, only what both say. Empty where the new run can go on in the place of the old
    one.
    """
    return tuple(_differences(opened, new))


def _differences(opened: StreamDescription, new: StreamDescription) -> Iterator[Message]:
    if opened.session_id != new.session_id:
        yield Message(
            "it is in LSL session {session_id!r}", code="lsl_session", session_id=new.session_id
        )
    facts = [
        (Message("channel count", code="channel_count"), opened.channel_count, new.channel_count),
        (Message("data format", code="data_format"), opened.channel_format, new.channel_format),
        (
            Message("sampling rate", code="sampling_rate"),
            Message("{nominal_rate:g} Hz", code="rate_in_hz", nominal_rate=opened.nominal_rate),
            Message("{nominal_rate:g} Hz", code="rate_in_hz", nominal_rate=new.nominal_rate),
        ),
    ]
    if opened.channels and new.channels:
        nobody = Message("nobody", code="nobody")
        facts += [
            (
                Message("channel labels", code="channel_labels"),
                _joined(opened.labels),
                _joined(new.labels),
            ),
            (
                Message("channel units", code="channel_units"),
                _joined(opened.units),
                _joined(new.units),
            ),
            (
                Message("whose it is", code="whose_it_is"),
                opened.person or nobody,
                new.person or nobody,
            ),
        ]
    for what, old, now in facts:
        if old != now:
            yield Message(
                "{what}: {now} instead of {old}", code="what_changed", what=what, now=now, old=old
            )


def _joined(texts: tuple[str, ...]) -> str:
    return ", ".join(text or "-" for text in texts) or "none"


def doubles(
    opened: Mapping[str, StreamDescription], present: Sequence[StreamDescription]
) -> set[str]:
    """Return the inlets whose sender is there beside another one that liblsl takes for the same.

    Parameters
    ----------
    opened : mapping of str to StreamDescription
        What each inlet, by any key, is connected to now.
    present : sequence of StreamDescription
        What is there now; short headers will do.
    """
    there = {stream.uid for stream in present}
    return {
        key
        for key, own in opened.items()
        if own.uid in there
        and any(
            kinship(own, other, present=there) in (Kinship.DOUBLE, Kinship.CHANGED)
            for other in present
        )
    }
