"""What people did around what was coded, computed beside a replay's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.core.around import Surroundings
from safehold.core.messages import NOTHING, Message
from safehold.core.study import Display
from safehold.core.types import Event
from safehold.offline.analysis import analyse
from safehold.offline.around import session_around, session_repairs, surroundings
from safehold.offline.background import BackgroundWork, Report, work
from safehold.offline.measures import session_epochs, session_measures
from safehold.session.model import SessionModel
from safehold.session.ports import WorkState

VEILED = Message("Nothing is compared while values are not shown.")
COMPUTED = 0.9
"""Share of the work after which the session is computed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    folder: Path
    events: tuple[Event, ...]
    """Those that the window shows: who codes alone compares no one else's."""
    span: tuple[float, float] | None


class SurroundingBeside:
    """Computes in the background (:class:`safehold.session.ports.Surrounding`).

    Parameters
    ----------
    folder : SessionFolder
        The session; nothing in it changes.
    events : callable
        Returns the events that the window shows.
    model : SessionModel
        Says what may be shown.
    """

    def __init__(
        self, folder: SessionFolder, events: Callable[[], Sequence[Event]], model: SessionModel
    ) -> None:
        self._folder, self._events, self._model = folder, events, model
        self._work: BackgroundWork | None = None
        self._refused = NOTHING
        self.found: Surroundings | None = None

    @property
    def state(self) -> WorkState:
        """How far it is."""
        state = WorkState() if self._work is None else self._work.state
        return replace(state, failure=self._refused) if self._refused else state

    def begin(self, span: tuple[float, float] | None = None) -> None:
        """Compute every code and event as they are now, and a span; what ran is given up."""
        self._refused = NOTHING
        if self._model.display is not Display.FULL:
            self._refused = VEILED
            return
        self.cancel()
        self._work = BackgroundWork(
            __name__, _Asked(self._folder.path, tuple(self._events()), span), self._take,
            ended=Message("The computation ended early.", code="around_ended"),
        )  # fmt: skip

    def _take(self, found: Surroundings) -> None:
        self.found = found

    def cancel(self) -> None:
        """Let it end; what was found before stays."""
        if self._work is not None and self._work.running:
            self._work.cancel()

    def stop(self) -> None:
        """End what runs."""
        if self._work is not None:
            self._work.stop()


def main() -> None:
    """Compute what comes on standard input; say how far it is, and then what was found."""
    work(_found)


def _found(asked: _Asked, report: Report) -> Surroundings:
    results = analyse(
        SessionFolder(asked.folder), lambda share, what: report(COMPUTED * share, what)
    )
    report(COMPUTED, Message("Summarising", code="summarising"))
    if asked.events != results.events:
        results = replace(results, events=asked.events)
        results = replace(
            results, measures=session_measures(results), epochs=session_epochs(results)
        )
        results = replace(
            results, around=session_around(results), repairs=session_repairs(results)
        )
    return surroundings(results, asked.span)


if __name__ == "__main__":
    from safehold.offline.replay.surrounding import main as _main  # as the parent knows it

    _main()
