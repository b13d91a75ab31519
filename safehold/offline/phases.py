"""When phases and codes hold in a session."""

from __future__ import annotations

from safehold.core.codebook import PHASE_PREFIX
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind

Span = tuple[float, float]


def phase_names(results: SessionResults) -> list[str]:
    """Return the phases of a session by name, sorted."""
    return sorted({e.code.removeprefix(PHASE_PREFIX) for e in _phases(results)})


def _phases(results: SessionResults) -> list[Event]:
    return [e for e in results.events if e.code.startswith(PHASE_PREFIX) and e.duration != 0]


def phase_spans(results: SessionResults, phase: str) -> dict[str, Span]:
    """Return every occurrence of a phase by name: ``baseline``, ``baseline-2``, ...

    An occurrence that was never closed ends with the session.

    Raises
    ------
    ConfigError
        When the session holds no such phase; the remedy names those it holds.
    """
    wanted = phase.removeprefix(PHASE_PREFIX).replace(" ", "_")
    mine = sorted(
        (e for e in _phases(results) if e.code == PHASE_PREFIX + wanted), key=lambda e: e.onset
    )
    if not mine:
        raise ConfigError(
            Message("The session has no phase {phase!r}.", phase=phase),
            remedy=Message(
                "It has: {names}. Spans are possible too: --span 60-300",
                names=", ".join(phase_names(results)) or "-",
            ),
        )
    names = [wanted if k == 0 else f"{wanted}-{k + 1}" for k in range(len(mine))]
    return dict(zip(names, (_span(event, results) for event in mine), strict=True))


def _span(event: Event, results: SessionResults) -> Span:
    end = results.t_end if event.duration is None else event.onset + event.duration
    return event.onset, end


def code_spans(results: SessionResults) -> dict[str, list[Span]]:
    """Return when each interval code holds; occurrences of unknown end are left out.

    A code all of whose occurrences lack an end stands with no span.
    """
    found: dict[str, list[Span]] = {}
    for event in results.events:
        if event.kind is EventKind.INTERVAL and not event.code.startswith(PHASE_PREFIX):
            spans = found.setdefault(event.code, [])
            if event.duration is not None:
                spans.append((event.onset, event.onset + event.duration))
    return found
