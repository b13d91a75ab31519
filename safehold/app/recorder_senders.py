"""Who a sender is: the same one again, the same one changed, an heir, or a stranger."""

from __future__ import annotations

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
