"""What a live session does with key presses and phases: each becomes marks in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from safehold.app.events import EventBook
from safehold.app.protocol import Protocol, paced_phase
from safehold.app.publishing import Outlets
from safehold.app.runner import Runner
from safehold.core.codebook import PLAIN, Coding
from safehold.core.measures import ProcessMeasure
from safehold.core.protocol import ProtocolState
from safehold.core.settings import BaselineSettings, EngineSettings, ZoneSettings
from safehold.core.study import Display, Study
from safehold.core.types import Mark, Parameters

BASELINE = "ph.baseline"


class LiveCoding:
    """The half of a live session that codes; :class:`safehold.app.live_session.LiveSession`."""

    settings: EngineSettings
    display: Mapping[str, Display]
    _study: Study
    _book: EventBook
    _protocol: Protocol
    _outlets: Outlets
    _runner: Runner | None

    def clock(self) -> float:
        """Return the session time now, s."""
        raise NotImplementedError

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        """Set a point code, or start or end an interval code."""
        self._code(*self._book.press(code, at=at, how=how))

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        """Say more of an event: subtype, modifiers, confidence, note."""
        self._code(*self._book.amend(event_id, at=at, how=how))

    def add_note(self, text: str, *, at: float) -> None:
        """Add a free note."""
        self._code(*self._book.press("note", at=at, how=Coding(note=text)))

    def undo(self) -> None:
        """Take the last key press back."""
        self._code(*self._book.undo(at=self.clock()))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._code(*self._book.redo(at=self.clock()))

    def undoable(self) -> str:
        """Return the code that undo would act on; empty for none."""
        return self._book.undoable()

    def redoable(self) -> str:
        """Return the code that redo would act on; empty for none."""
        return self._book.redoable()

    def measures_of(self, _t0: float, _t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return none: shown live they would change the session that they measure."""
        return ()

    def set_coder(self, coder: str) -> None:
        """Say who codes from now on, by study code."""
        self._book.coder = coder

    def open_codes(self) -> Mapping[str, float]:
        """Return the interval codes that are open now."""
        return self._book.open_codes()

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Change a person's parameters from the next tick on."""
        if self._runner is not None:
            item = Parameters(person, zones, baseline, by=self._book.coder, why=why)
            self._judge_by(item)
            self._runner.change(item)

    def _judge_by(self, item: Parameters) -> None:
        settings = replace(self.settings, zones=item.zones, baseline=item.baseline)
        self._protocol.use(item.person, settings)

    def start_baseline(self, *, at: float) -> None:
        """Start the baseline phase."""
        if BASELINE in self._book.open_codes():
            return
        if any(phase.code == BASELINE for phase in self._study.phases):
            self.start_phase("baseline", at=at)
        else:
            self._code(self._book.phase_edge(BASELINE, at=at, attributes={}))

    def stop_baseline(self, *, at: float) -> None:
        """End the baseline phase."""
        if BASELINE in self._book.open_codes():
            self._code(self._book.phase_edge(BASELINE, at=at, attributes={}))

    def start_phase(self, name: str, *, at: float) -> None:
        """Start a phase of the study, again if it was there before; the running one ends."""
        self._code(*self._protocol.start(name, at=at))

    def stop_phase(self, *, at: float) -> None:
        """End the phase that runs."""
        self._code(*self._protocol.stop(at=at))

    def protocol(self) -> ProtocolState:
        """Return where the protocol stands now; without heart rates where they are not shown."""
        state = self._protocol.state(self.clock())
        return state if self.display["main"] is Display.FULL else state.without_values()

    def _code(self, *marks: Mark) -> None:
        if self._runner is not None:
            for mark in marks:
                self._runner.code(mark)

    def _go_on(self) -> None:
        """End the phase whose time is over, and publish the pacer."""
        now = self.clock()
        state = self._protocol.state(now)
        current, paced = state.current, paced_phase(state)
        if paced is not None and current is not None and current.onset is not None:
            until = now if paced.seconds is None else min(now, current.onset + paced.seconds)
            self._outlets.pace(current.onset, paced.breaths_per_min or 12.0, until)
        self._code(*self._protocol.advance(now))
