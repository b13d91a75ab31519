"""Events in words: label from the codebook, the code where it has none."""

from __future__ import annotations

from collections.abc import Mapping

from gui.look.formatting import clock_text
from gui.look.translation import say
from safehold.core.afterwards import came_afterwards, edited_afterwards
from safehold.core.codebook import (
    BREATH_HOLD,
    CONFOUND_PREFIX,
    PHASE_PREFIX,
    RATING_PREFIX,
    Codebook,
)
from safehold.core.markers import FOREIGN_CODE, decode_marker
from safehold.core.types import Event
from safehold.session.pacing import PACE
from safehold.session.ratings import ASK


def event_label(event: Event, codebook: Codebook) -> str:
    """Return the words for an event."""
    if event.note:
        return f"“{event.note}”"
    entry = codebook.find(event.code)
    if entry is not None:
        return say(entry.label)
    if event.code == BREATH_HOLD:
        return say("Breath hold")
    if event.code.startswith(PHASE_PREFIX):
        return phase_words(event.code.removeprefix(PHASE_PREFIX))
    if event.code.startswith(CONFOUND_PREFIX):
        return say(event.code.removeprefix(CONFOUND_PREFIX).replace("_", " "))
    code, attributes = event.code, dict(event.attributes)
    if code == FOREIGN_CODE:  # words of another program, unless it writes as we do
        code, attributes = decode_marker(event.value)
        if code == FOREIGN_CODE:
            return event.value or say("marker")
    return _code_words(code, attributes, event.target or attributes.get("target", ""))


def _code_words(code: str, attributes: Mapping[str, str], target: str) -> str:
    """Return the words for what the program and its side windows send as text."""
    whom = f" ({say(target)})" if target else ""
    if code == ASK:
        names = [name for name in attributes.get("scales", "").split(",") if name]
        scales = ", ".join(map(_plain, names)) or say("all scales")
        return say("asked to rate: {0}").format(scales) + whom
    if code == PACE:
        pace = attributes.get("breaths_per_min", "")
        return say("pacer: {0} breaths a minute").format(pace) if pace else say("pacer")
    if code.startswith(RATING_PREFIX):
        scale = _plain(code.removeprefix(RATING_PREFIX))
        value = attributes.get("value", "")
        told = say("rated {0}: {1}") if value else say("rated {0}")
        return told.format(scale, value) + whom
    return say(_plain(code))


def _plain(name: str) -> str:
    """Return a name as words."""
    return name.replace("_", " ").replace(".", " ")


def phase_words(phase: str) -> str:
    """Return the name of a phase in the language of the window; empty for none."""
    return say(phase.replace("_", " ").capitalize())


def event_line(event: Event, codebook: Codebook) -> str:
    """Return an event as a line of the list: time, label, actor, and how long."""
    parts = [clock_text(event.onset), event_label(event, codebook)]
    if event.actor:
        parts.append(f"({event.actor})")
    if event.duration is None:
        parts.append("▶")
    elif event.duration > 0:
        parts.append(f"{clock_text(event.duration)}")
    if edited_afterwards(event) or came_afterwards(event):
        parts.append("✎")
    return "  ".join(parts)
