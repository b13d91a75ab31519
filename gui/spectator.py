"""The controller of a picture: shows a model and changes nothing of it."""

from __future__ import annotations

from collections.abc import Mapping

from safehold.app.model import SessionModel
from safehold.core.codebook import PLAIN, Coding, load_codebook
from safehold.core.measures import ProcessMeasure
from safehold.core.protocol import ProtocolState, progress
from safehold.core.settings import BaselineSettings, ZoneSettings
from safehold.core.study import Study


class Spectator:
    """A ``safehold.app.model.Controller`` for rendering: every request is left undone.

    Parameters
    ----------
    model : SessionModel
        What is shown.
    """

    def __init__(self, model: SessionModel) -> None:
        self.model = self.map_model = self.therapist_model = model
        self.codebook = load_codebook()

    def clock(self) -> float:
        """Return the session time of the last status, s."""
        status = self.model.status
        return 0.0 if status is None else status.now

    def open_codes(self) -> Mapping[str, float]:
        """Return the events of the model that are still open."""
        return {e.code: e.onset for e in self.model.events() if e.duration is None}

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        """Leave the model as it is."""

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        """Leave the model as it is."""

    def add_note(self, text: str, *, at: float) -> None:
        """Leave the model as it is."""

    def undo(self) -> None:
        """Leave the model as it is."""

    def redo(self) -> None:
        """Leave the model as it is."""

    def undoable(self) -> str:
        """Return nothing: there is nothing to undo in a picture."""
        return ""

    def redoable(self) -> str:
        """Return nothing."""
        return ""

    def measures_of(self, _t0: float, _t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return none: a picture holds no ticks."""
        return ()

    def set_coder(self, coder: str) -> None:
        """Leave the model as it is."""

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Leave the session as it is."""

    def ask_rating(self, role: str) -> None:
        """Ask nobody."""

    def start_baseline(self, *, at: float) -> None:
        """Leave the session as it is."""

    def stop_baseline(self, *, at: float) -> None:
        """Leave the session as it is."""

    def turn_belt(self, person: str) -> None:
        """Leave the model as it is."""

    def take_up(self, stream_id: str) -> None:
        """Leave the stream as it is."""

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Leave the alarm as it is."""

    def start_phase(self, name: str, *, at: float) -> None:
        """Leave the session as it is."""

    def stop_phase(self, *, at: float) -> None:
        """Leave the session as it is."""

    def protocol(self) -> ProtocolState:
        """Return the default protocol as far as the events tell."""
        return progress(Study().phases, self.model.events(), self.clock())

    def start_recording(self) -> None:
        """Leave the recorder as it is."""

    def stop_recording(self) -> None:
        """Leave the recorder as it is."""

    def set_speed(self, factor: float) -> None:
        """Leave the speed as it is."""

    def pause(self, *, paused: bool) -> None:
        """Leave the replay as it is."""

    def stop(self) -> None:
        """Leave the session as it is."""
