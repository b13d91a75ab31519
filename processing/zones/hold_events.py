"""Breath holds as events of the session, told by the samples and by nobody's key."""

from __future__ import annotations

from processing.signals.breath_hold import Hold
from safehold.core.codebook import BREATH_HOLD
from safehold.core.messages import Message
from safehold.core.types import Event, EventKind, Level, Notice, StreamSpec

SOURCE = "auto:breath_hold"
"""No coder's: whoever reads the events sees that the belt says so."""
UNCERTAIN = "uncertain"
"""Subtype of a hold of 2 min or more: a belt that came loose looks the same."""


class HoldEvents:
    """Gives the holds of one belt as events: open when recognised, closed when over.

    Parameters
    ----------
    spec : StreamSpec
        The belt.
    run : int
        Number of the engine's run: an event keeps its id, and no later run has the same.
    """

    def __init__(self, spec: StreamSpec, run: int) -> None:
        self._spec = spec
        self._run = run
        self._event_id = ""

    def say(self, hold: Hold, t: int, *, usable: bool) -> list[Event | Notice]:
        """Return what is to be said of a hold at tick ``t``.

        Parameters
        ----------
        hold : Hold
            As it was recognised, or as it ended.
        t : int
            The tick.
        usable : bool
            Whether the belt's signal is good enough for numbers; if not, no hold begins.
        """
        if hold.end is None:
            self._event_id = ""
            if not usable:
                return []
            if not hold.certain:
                return [self._doubt(hold, t)]
            self._event_id = f"h{self._run}-{self._spec.person}-{hold.onset:.2f}"
        if not self._event_id:
            return []
        return [
            Event(
                event_id=self._event_id,
                code=BREATH_HOLD,
                onset=hold.onset,
                duration=None if hold.end is None else hold.end - hold.onset,
                kind=EventKind.INTERVAL,
                target=self._spec.person or "",
                source=SOURCE,
                t_entered=float(t),
                attributes={} if hold.certain else {"subtype": UNCERTAIN},
            )
        ]

    def _doubt(self, hold: Hold, t: int) -> Notice:
        text = Message(
            "{stream} has stood still since {onset} s, and its noise is different: "
            "a held breath and a dead sensor cannot be told apart.",
            stream=self._spec.name,
            onset=f"{hold.onset:.0f}",
        )
        return Notice(
            Level.WARNING, "belt_still", text, self._spec.person, self._spec.stream_id, float(t)
        )
