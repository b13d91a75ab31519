"""Who a sender is: the same one again, the same one changed, an heir, or a stranger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from acquisition.description import StreamDescription


class Kinship(Enum):
    """What a newly seen run of a sender is to a stream that is being recorded."""

    SAME = "same"
    """Another run that liblsl finds again by itself."""
    CHANGED = "changed"
    """Another run under the same identity, with another rate, channel count or format."""
    HEIR = "heir"
    """Looks the same, but cannot be known again by liblsl: no lasting source id."""
    STRANGER = "stranger"


def can_be_recovered(description: StreamDescription) -> bool:
    """Tell whether liblsl can find a restarted sender again by itself.

    It asks with an XPath of name, type and source id; an apostrophe in one breaks the query.
    """
    texts = (description.source_id, description.name, description.type)
    return bool(description.source_id) and "'" not in "".join(texts)


def kinship(recorded: StreamDescription, new: StreamDescription) -> Kinship:
    """Return what a new run of a sender is to a recorded stream."""

    def name(d: StreamDescription) -> tuple[str, str]:
        return d.name, d.type

    def kind(d: StreamDescription) -> tuple[int, str, float]:
        return d.channel_count, d.channel_format, d.nominal_rate

    if name(recorded) != name(new):
        return Kinship.STRANGER
    same_id = bool(new.source_id) and recorded.source_id == new.source_id
    if same_id and kind(recorded) != kind(new):
        return Kinship.CHANGED
    if same_id and can_be_recovered(new):
        return Kinship.SAME
    alike = recorded.hostname == new.hostname and kind(recorded) == kind(new)
    return Kinship.HEIR if alike else Kinship.STRANGER


def differences(opened: StreamDescription, new: StreamDescription) -> tuple[str, ...]:
    """Return, in plain words, what another run of a sender says otherwise than the one opened.

    Both with full headers. Only what changes the meaning of the samples or whose they are counts;
    empty where the new run can go on in the place of the old one.
    """
    return tuple(_differences(opened, new))


def _differences(opened: StreamDescription, new: StreamDescription) -> Iterator[str]:
    if opened.session_id != new.session_id:
        yield f"it is in LSL session {new.session_id!r}"
    for what, old, now in (
        ("channel count", opened.channel_count, new.channel_count),
        ("data format", opened.channel_format, new.channel_format),
        ("sampling rate", f"{opened.nominal_rate:g} Hz", f"{new.nominal_rate:g} Hz"),
        ("channel labels", _joined(opened.labels), _joined(new.labels)),
        ("channel units", _joined(opened.units), _joined(new.units)),
        ("whose it is", opened.person or "nobody", new.person or "nobody"),
    ):
        if old != now:
            yield f"{what}: {now} instead of {old}"


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
            other.uid != own.uid and kinship(own, other) in (Kinship.SAME, Kinship.CHANGED)
            for other in present
        )
    }
