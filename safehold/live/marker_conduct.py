"""Which program's markers may conduct a session, and what is said about those that may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from safehold.core.account import minutes_text
from safehold.core.codebook import Codebook
from safehold.core.marker_reading import UNMATCHED, read_marker
from safehold.core.messages import NOTHING, Message
from safehold.core.types import Event, Level, Mark, Role, StreamSpec
from safehold.session.event_changes import ended_by_key
from safehold.session.model import SessionModel

MARKER_UNMATCHED = "marker_unmatched"
"""Code of the notice of a marker without its other end."""
Tell = Callable[[StreamSpec, Level, str, Message], None]
"""Gets the stream, the weight, a short code and a sentence."""


def conductor_trouble(conduct: str, specs: Iterable[StreamSpec]) -> Message:
    """Return what is wrong with the stream that a study lets conduct; empty for nothing.

    Parameters
    ----------
    conduct : str
        Its LSL name; empty where the study names none.
    specs : iterable of StreamSpec
        All streams of the session.
    """
    if not conduct:
        return NOTHING
    named = [spec for spec in specs if spec.name == conduct]
    markers = {spec.uid or spec.stream_id for spec in named if spec.role is Role.EVENTS}
    if not named:
        return Message(
            "there is no stream {conduct!r}: phases are started by hand", conduct=conduct
        )
    if not markers:
        return Message(("{conduct!r} is not a marker stream: it starts no phase"), conduct=conduct)
    if len(markers) > 1:
        return Message(
            "there are {n_markers} streams {conduct!r}, and each of them starts phases",
            n_markers=len(markers),
            conduct=conduct,
        )
    return NOTHING


def tell_conductor_trouble(conduct: str, specs: Iterable[StreamSpec], model: SessionModel) -> None:
    """Show what is wrong with the stream that a study lets conduct."""
    if trouble := conductor_trouble(conduct, specs):
        text = Message("The study lets a program conduct, but {trouble}.", trouble=trouble)
        model.notify(Level.WARNING, "conductor", text)


class MarkerConduct:
    """Says whose markers count, and tells the user of those that do not.

    Parameters
    ----------
    conduct : str
        LSL name of the one marker stream that may conduct; empty for none.
    codebook : Codebook
        The session's.
    tell : callable
        Shows a notice.
    on_marker : callable, optional
        Gets the stream's name and the text of each marker of the one that conducts.
    """

    def __init__(
        self,
        conduct: str,
        codebook: Codebook,
        tell: Tell,
        on_marker: Callable[[str, str], object] | None = None,
    ) -> None:
        self._name, self._codebook, self._tell = conduct, codebook, tell
        self._on_marker = on_marker
        self._told: set[str] = set()

    def allows(self, spec: StreamSpec) -> bool:
        """Tell whether a stream's markers count: safehold made them, or the study names it."""
        return spec.role is not Role.EVENTS or spec.name == self._name

    def look(
        self, spec: StreamSpec, text: str, marks: Sequence[Mark], events: Iterable[Event] = ()
    ) -> None:
        """Pass on a marker of the one that conducts; tell of one that did nothing.

        Parameters
        ----------
        spec : StreamSpec
            The stream.
        text : str
            As it came.
        marks : sequence of Mark
            What the book made of it.
        events : iterable of Event
            Those of the session, where it made nothing of it.
        """
        conducts = self.allows(spec)
        if self._on_marker is not None and self._name and spec.name == self._name:
            self._on_marker(spec.name, text)
        word = text.partition(";")[0]  # without what was answered: a blind window tells it too
        if (
            not conducts
            and spec.stream_id not in self._told
            and read_marker(text, self._codebook, conducts=False).held_back
        ):
            self._told.add(spec.stream_id)
            self._tell(
                spec,
                Level.INFO,
                "marker_not_followed",
                Message(
                    "{name!r} sends markers that look like safehold's ({word}). They are "
                    "recorded and shown, and control nothing. If this program is to start "
                    'and end phases, write conduct = "{name}" into study.toml.',
                    name=spec.name,
                    word=word,
                ),
            )
        if not marks:
            self._tell_ended(spec, text, events)
            return
        lost = marks[-1].event.attributes.get(UNMATCHED, "")
        if lost and not conducts:  # it ends nothing of ours: once is enough
            what = f"{spec.stream_id} {word}"
            lost = "" if what in self._told else lost
            self._told.add(what)
        if lost == "stop":
            self._tell(
                spec,
                Level.WARNING if conducts else Level.INFO,
                MARKER_UNMATCHED,
                Message(
                    "{name!r} sent {word}, but nothing of that kind was open. It is "
                    "recorded as a marker; nothing was ended.",
                    name=spec.name,
                    word=word,
                ),
            )
        elif lost:
            self._tell(
                spec,
                Level.WARNING,
                MARKER_UNMATCHED,
                Message(
                    "{name!r} sent {word}, which says neither start nor stop. It is "
                    "recorded as a marker; no phase was started. Send {word}_start.",
                    name=spec.name,
                    word=word,
                ),
            )

    def _tell_ended(self, spec: StreamSpec, text: str, events: Iterable[Event]) -> None:
        """Say that a person had ended by key what a program wanted to end."""
        code = read_marker(text, self._codebook, conducts=self.allows(spec)).code
        source = f"lsl:{spec.stream_id}"
        event = ended_by_key(e for e in events if (e.code, e.source) == (code, source))
        if event is None:
            return
        self._tell(
            spec,
            Level.INFO,
            "marker_ended_by_key",
            Message(
                "{name!r} sent {word}; that was ended by hand at {time}, and stays so.",
                name=spec.name,
                word=text.partition(";")[0],
                time=minutes_text(event.onset + (event.duration or 0.0)),
            ),
        )
