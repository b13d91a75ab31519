"""What may be asked of a session: a port for each kind of request, and which session has which.

============  ================  ===========================================================
port          in                for
============  ================  ===========================================================
``View``      every session     what is read: models, codes, time, where the protocol stands
``Coder``     live, replay      events by key, notes, undo (:mod:`safehold.session.coder`)
``Editor``    replay            moves, splits, relabels events (:mod:`safehold.session.editor`)
``Conduct``   live              phases, recording, alarms, sensors, engine
                                (:mod:`safehold.session.conduct`)
``Playback``  replay            pause, speed, any moment, loops, measures of a span
``Beside``    replay            videos and sounds of the laboratory, continuous ratings afterwards
============  ================  ===========================================================

Whoever wants something asks whether the port is there, never what kind of session it is. All calls
return at once. What cannot be done is left undone, and the model says why
(:meth:`safehold.session.model.SessionModel.refuse`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from safehold.core.around import Surroundings
from safehold.core.codebook import Codebook
from safehold.core.differences import Recomputed
from safehold.core.measures import ProcessMeasure
from safehold.core.media import MediaPlace
from safehold.core.messages import NOTHING, Message
from safehold.core.protocol import ProtocolState
from safehold.core.recipe import Recipe
from safehold.core.settings import EngineSettings
from safehold.core.study import Scale
from safehold.core.types import Event
from safehold.session.coder import Coder
from safehold.session.conduct import Conduct
from safehold.session.editor import Editor
from safehold.session.model import SessionModel
from safehold.session.reviewer import Reviewer


class Step(StrEnum):
    """To what a replay goes next, or goes back."""

    EVENT = "event"
    """The onset of an event; notes are events."""
    EXCURSION = "excursion"
    """Where somebody's zone became another one than the own range, as it was shown."""
    BEAT = "beat"
    BREATH = "breath"
    PARTED = "parted"
    """Where felt and measured, or two people's ratings, begin to part ways."""
    DIFFERENCE = "difference"
    """Where a session that was computed again differs from what was seen."""


class Transport(Protocol):
    """The play head: one time for all that is looked at together, whoever asks for another."""

    @property
    def span(self) -> tuple[float, float]:
        """First and last session time there is, s."""
        ...

    @property
    def paused(self) -> bool:
        """True while it is halted."""
        ...

    @property
    def speed(self) -> float:
        """Multiple of the speed of time."""
        ...

    @property
    def looped(self) -> tuple[float, float] | None:
        """The span that is played again and again, session time, s; None for none."""
        ...

    def now(self) -> float:
        """Return the session time, s."""
        ...

    def seek(self, t: float) -> None:
        """Go to a session time, s, and go on from there."""
        ...

    def loop(self, span: tuple[float, float] | None) -> None:
        """Play a span (session time, s) again and again, or no longer."""
        ...

    def set_speed(self, factor: float) -> None:
        """Play at this multiple of the speed of time."""
        ...

    def pause(self, *, paused: bool) -> None:
        """Halt or go on; from the end, go on from the beginning."""
        ...


class Taker(Protocol):
    """Who keeps the samples of a continuous rating."""

    person: str
    session_id: str
    scale: Scale

    def sample(self, t: float, value: float | None) -> None:
        """Keep what the person says of session time ``t``, s; None before the first touch."""
        ...

    def close(self) -> None:
        """Bring everything to the disk."""
        ...


@dataclass(frozen=True, slots=True)
class WorkState:
    """How far work in the background is."""

    running: bool = False
    share: float = 0.0
    left_s: float | None = None
    """Time that it will take, s; None while that cannot be told."""
    what: Message = NOTHING
    """What it does just now."""
    failure: Message = NOTHING
    """Why nothing came of it."""


class Placing(Protocol):
    """Looks in a file for the session's camera marks or for a clap, in the background."""

    @property
    def state(self) -> WorkState:
        """How far it is."""
        ...

    @property
    def found(self) -> MediaPlace | None:
        """Where the file lies; None while that is not known."""
        ...

    def stop(self) -> None:
        """End it, done or not."""
        ...


class Beside(Protocol):
    """What lies beside a recorded session: files of the laboratory, and ratings afterwards."""

    def media(self) -> tuple[MediaPlace, ...]:
        """Return where videos and sounds lie."""
        ...

    def file_of(self, place: MediaPlace) -> Path:
        """Return where a file should be; it may be missing."""
        ...

    def add(self, file: Path) -> MediaPlace:
        """Take a file beside the session, at its beginning; a known one keeps its place."""
        ...

    def put(self, place: MediaPlace) -> None:
        """Keep another place of a file."""
        ...

    def moved(self, place: MediaPlace, file: Path) -> MediaPlace:
        """Say that a file lies elsewhere now, and return its place."""
        ...

    def forget(self, place: MediaPlace) -> None:
        """Take a file away from the session; the file itself stays."""
        ...

    def find_place(self, place: MediaPlace) -> Placing:
        """Begin to look where a file lies by the camera marks in it; nothing is kept."""
        ...

    def find_clap(self, place: MediaPlace, file_s: float, session_s: float) -> Placing:
        """Begin to look for the clap near a moment of the file; nothing is kept."""
        ...

    def scales(self) -> Mapping[str, tuple[Scale, ...]]:
        """Return the scales that each person may rate continuously, by label."""
        ...

    def rate(self, person: str, scale: Scale) -> Taker:
        """Begin a take."""
        ...


class Reading(StrEnum):
    """Which reading of a session a replay shows."""

    SEEN = "seen"
    """As it was seen while it ran."""
    BOTH = "both"
    """As it was computed again, over what was seen."""
    AGAIN = "again"
    """As it was computed again."""


class Recomputing(Protocol):
    """What computes a session again beside its replay; nothing on disk changes."""

    @property
    def settings(self) -> EngineSettings:
        """The parameters that the session began with."""
        ...

    @property
    def state(self) -> WorkState:
        """How far it is."""
        ...

    @property
    def found(self) -> Recomputed | None:
        """What came of it last; None for nothing yet."""
        ...

    @property
    def reading(self) -> Reading:
        """Which reading is on show."""
        ...

    def begin(self, recipe: Recipe) -> None:
        """Compute under a recipe, in place of what is being computed; both readings follow."""
        ...

    def cancel(self) -> None:
        """Let it end; what was found before stays."""
        ...

    def show(self, reading: Reading) -> None:
        """Show a reading; refuse where nothing was computed yet."""
        ...


class Surrounding(Protocol):
    """Computes what people did around what was coded, beside a replay."""

    @property
    def state(self) -> WorkState:
        """How far it is."""
        ...

    @property
    def found(self) -> Surroundings | None:
        """What came of it last; None for nothing yet."""
        ...

    def begin(self, span: tuple[float, float] | None = None) -> None:
        """Compute every code and event, and a span (session time, s)."""
        ...

    def cancel(self) -> None:
        """Let it end; what was found before stays."""
        ...


class Playback(Protocol):
    """What steers a replay."""

    @property
    def transport(self) -> Transport:
        """Its play head."""
        ...

    @property
    def beside(self) -> Beside:
        """What lies beside the session."""
        ...

    @property
    def span(self) -> tuple[float, float]:
        """First and last session time there is, s."""
        ...

    @property
    def looped(self) -> tuple[float, float] | None:
        """The span that is played again and again, session time, s; None for none."""
        ...

    @property
    def recomputing(self) -> Recomputing:
        """Computes it again beside what was seen."""
        ...

    @property
    def surrounding(self) -> Surrounding:
        """Computes what people did around what was coded."""
        ...

    @property
    def computed(self) -> float:
        """Share of the session whose beats and breaths have been computed, 0 to 1."""
        ...

    def events(self) -> tuple[Event, ...]:
        """Return the events of the whole session, those after the moment on show too."""
        ...

    def seek(self, t: float) -> None:
        """Go to a session time, s, and go on from there."""
        ...

    def step(self, what: Step, *, forth: bool) -> None:
        """Go to the next of its kind, or back to the one before."""
        ...

    def loop(self, span: tuple[float, float] | None) -> None:
        """Play a span (session time, s) again and again, or no longer."""
        ...

    def set_speed(self, factor: float) -> None:
        """Play at this multiple of the speed of time, 0.1 to 1000."""
        ...

    def pause(self, *, paused: bool) -> None:
        """Halt or go on."""
        ...

    @property
    def review(self) -> Reviewer:
        """Edits beats and breaths."""
        ...

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return everybody's process measures of what was computed of a span (session time, s).

        Empty where nothing of it was computed yet, or values are not shown.
        """
        ...


class View(Protocol):
    """What every view reads, and the other ports where the session has them."""

    @property
    def model(self) -> SessionModel:
        """What the session's window reads."""
        ...

    @property
    def map_model(self) -> SessionModel:
        """What the map reads: its display is chosen apart."""
        ...

    @property
    def therapist_model(self) -> SessionModel:
        """What the therapist's display reads; chosen apart too."""
        ...

    @property
    def codebook(self) -> Codebook:
        """The session's codes."""
        ...

    @property
    def coding(self) -> Coder | None:
        """Codes events; None where nothing can be coded."""
        ...

    @property
    def editing(self) -> Editor | None:
        """Changes events; None while the session runs, and where nothing can be coded."""
        ...

    @property
    def conduct(self) -> Conduct | None:
        """Steers the session; None where none runs."""
        ...

    @property
    def playback(self) -> Playback | None:
        """Steers the replay; None where this is none."""
        ...

    def clock(self) -> float:
        """Return the session time now, s (call it first thing in a key handler)."""
        ...

    def protocol(self) -> ProtocolState:
        """Return where the protocol stands: phase, time left, verdicts, what comes next."""
        ...

    def report_failure(self, text: Message) -> None:
        """Make known that a part of the view failed."""
        ...


class Session(View, Protocol):
    """A view of something that runs and can be ended."""

    def stop(self) -> None:
        """End it; a view closes when the status says ``ended``. Safe to call twice."""
        ...


@dataclass(frozen=True, slots=True)
class SidePlace:
    """Where and how a window beside a session is shown, and how long."""

    screen: int = 1
    """Counted from 1."""
    fullscreen: bool = False
    dark: bool = False
    until: Callable[[], bool] | None = None
    """Says when it is to be closed; None: whoever looks at it closes it."""
