"""A picture of a session: shows a model and has nothing that could change it."""

from __future__ import annotations

from safehold.core.codebook import load_codebook
from safehold.core.messages import Message
from safehold.core.protocol import ProtocolState, progress
from safehold.core.study import Study
from safehold.core.types import Level
from safehold.session.model import SessionModel


class Spectator:
    """A :class:`safehold.session.ports.View` without any other port, for rendering.

    Parameters
    ----------
    model : SessionModel
        What is shown.
    """

    coding = None
    editing = None
    conduct = None
    playback = None

    def __init__(self, model: SessionModel) -> None:
        self.model = self.map_model = self.therapist_model = model
        self.codebook = load_codebook()

    def clock(self) -> float:
        """Return the session time of the last status, s."""
        status = self.model.status
        return 0.0 if status is None else status.now

    def protocol(self) -> ProtocolState:
        """Return the default protocol as far as the events tell."""
        return progress(Study().phases, self.model.events(), self.clock())

    def report_failure(self, text: Message) -> None:
        """Note what failed in the window."""
        self.model.notify(Level.ERROR, "window", text)
