"""The phases of a live session: begun and ended by hand or by their own length, with the pacer."""

from __future__ import annotations

from safehold.core.messages import Message
from safehold.core.study import Study
from safehold.live.guide import Guide, paced_phase
from safehold.live.mark_writer import MarkWriter
from safehold.live.publishing import Outlets
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel

BASELINE = "ph.baseline"


class LivePhases:
    """Writes down what the guide of a session makes of requests and of time.

    Parameters
    ----------
    study : Study
        Declares the phases.
    guide : Guide
        Makes the marks that start and end them.
    book : EventBook
        Holds them as events.
    marks : MarkWriter
        Writes the marks down.
    outlets : Outlets
        Publish the pacer.
    model : SessionModel
        Gets what is refused.
    """

    def __init__(
        self,
        study: Study,
        guide: Guide,
        book: EventBook,
        marks: MarkWriter,
        *,
        outlets: Outlets,
        model: SessionModel,
    ) -> None:
        self._study, self._guide, self._book = study, guide, book
        self._marks, self._outlets, self._model = marks, outlets, model

    def start_baseline(self, *, at: float) -> None:
        """Start the baseline phase at session time ``at``, s."""
        if BASELINE in self._book.open_codes():
            self._model.refuse(
                Message("The baseline is already running: end it first to take it again.")
            )
        elif any(phase.code == BASELINE for phase in self._study.phases):
            self.start("baseline", at=at)
        else:
            self._marks.write(lambda book: [book.phase_edge(BASELINE, at=at, attributes={})])

    def stop_baseline(self, *, at: float) -> None:
        """End the baseline phase."""
        if BASELINE in self._book.open_codes():
            self._marks.write(lambda book: [book.phase_edge(BASELINE, at=at, attributes={})])
        else:
            self._model.refuse(Message("No baseline is running: nothing was ended."))

    def start(self, name: str, *, at: float) -> None:
        """Start a phase of the study, again if it was there before; the running one ends."""
        self._marks.write(lambda _: self._guide.start(name, at=at))

    def stop(self, *, at: float) -> None:
        """End the phase that runs."""
        if not self._marks.write(lambda _: self._guide.stop(at=at)):
            self._model.refuse(Message("No phase is running: nothing was ended."))

    def go_on(self, now: float) -> None:
        """End the phase whose time is over, and publish the pacer."""
        state = self._guide.state(now)
        current, paced = state.current, paced_phase(state)
        if paced is not None and current is not None and current.onset is not None:
            until = now if paced.seconds is None else min(now, current.onset + paced.seconds)
            self._outlets.pace(current.onset, paced.breaths_per_min or 12.0, until)
        self._marks.write(lambda _: self._guide.advance(now))
