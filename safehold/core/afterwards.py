"""What events say that were coded or changed after the session: their attributes."""

from __future__ import annotations

from safehold.core.types import Event

EDITED = "edited"
"""``1`` where an event was coded or changed after the session."""
AFTERWARDS = "afterwards"
"""``1`` where it was coded after the session."""
EDITED_BY = "edited_by"
"""Study code of the one who coded or changed it after the session; empty where nobody said."""
EDITED_UTC = "edited_utc"
"""When that was, s since 1970, UTC."""
ORIGINAL = "t_original"
"""Onset before it was changed, session time, s."""
CODER_FROM = "coder_from"
"""How the coder is known; see the constants below."""
ASKED = "asked"
"""The coder was asked who codes, or gave it with ``--coder``."""
FROM_FILE = "file"
"""The file that the code came from names the coder."""
IN_SESSION = "session"
"""The session or its study names the coder."""
CONSENSUS = "consensus"
"""Source of an event on which two coders came to agree."""


def edited_afterwards(event: Event) -> bool:
    """Tell whether an event was coded or changed after the session."""
    return event.attributes.get(EDITED, "") not in ("", "0")


def came_afterwards(event: Event) -> bool:
    """Tell whether an event was coded after the session."""
    return event.attributes.get(AFTERWARDS, "") not in ("", "0")


def coder_from(event: Event) -> str:
    """Return how an event's coder is known: ``session``, ``asked``, ``file``, or empty."""
    if not event.coder:
        return ""
    if came_afterwards(event):
        return event.attributes.get(CODER_FROM, "")
    return IN_SESSION
