"""Events in words: label from the codebook, the code where it has none."""

from __future__ import annotations

from gui.formatting import clock_text
from gui.translation import say
from safehold.core.codebook import CONFOUND_PREFIX, PHASE_PREFIX, Codebook
from safehold.core.types import Event


def event_label(event: Event, codebook: Codebook) -> str:
    """Return the words for an event."""
    if event.note:
        return f"“{event.note}”"
    entry = codebook.find(event.code)
    if entry is not None:
        return say(entry.label)
    if event.code.startswith(PHASE_PREFIX):
        return phase_words(event.code.removeprefix(PHASE_PREFIX))
    if event.code.startswith(CONFOUND_PREFIX):
        return say(event.code.removeprefix(CONFOUND_PREFIX).replace("_", " "))
    return event.value or event.code


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
    return "  ".join(parts)
