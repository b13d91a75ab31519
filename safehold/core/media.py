"""Where a video or a sound lies in a session: a file of the laboratory, never ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from safehold.core.errors import ConfigError
from safehold.core.messages import Message

WORST_PPM = 2000.0
"""No clock of a camera or a recorder is that wrong: 0.1 % is a clip of 29.97 pictures a second
that was taken for one of 30. Beyond it a pair of marks is a mistake."""
DRIFT_FROM_S = 60.0
"""Marks that lie nearer to each other give a mean offset and no drift: half a picture at either
end of a minute are 500 ppm already, more than the clocks of two devices differ."""
SAME_S = 1.0
"""A mark so near to an older one is the older one, corrected."""


class PlacedBy(StrEnum):
    """How the place of a file was found."""

    TYPED = "typed"
    """Somebody gave the offset."""
    MARKS = "marks"
    """Somebody said of pictures or sounds which moments of the session they are."""
    CAMERA = "camera"
    """Found by itself, from flashes and chirps that the session showed."""


@dataclass(frozen=True, slots=True)
class MediaPlace:
    """A file of the laboratory and its time: session time = offset + file time * (1 + drift)."""

    path: str
    """Relative to the session folder where it lies in the study folder, else absolute; with
    ``/``."""
    offset_s: float
    """Session time of the file's beginning, s."""
    drift_ppm: float | None = None
    """By how much session time runs faster than the file, millionths; None: not known, and taken
    as 0."""
    how: PlacedBy = PlacedBy.TYPED
    residual_s: float | None = None
    """How far the worst mark lies off the line, s; None where no mark is left over to tell."""
    marks: tuple[tuple[float, float], ...] = ()
    """Pairs (file time, session time) it was made of, s."""

    @property
    def rate(self) -> float:
        """Seconds of the session in a second of the file."""
        return 1.0 + (self.drift_ppm or 0.0) * 1e-6

    def session_time(self, file_s: float) -> float:
        """Return the session time of a moment of the file, s."""
        return self.offset_s + file_s * self.rate

    def file_time(self, session_s: float) -> float:
        """Return the moment of the file at a session time, s; outside of it where it has none."""
        return (session_s - self.offset_s) / self.rate


def place_by_marks(path: str, marks: Sequence[tuple[float, float]]) -> MediaPlace:
    """Return the place of a file of which some moments are known.

    One mark gives the offset; two at least a minute apart the drift too; more a straight line by
    least squares, whose worst residual is told.

    Parameters
    ----------
    path : str
        As it is kept.
    marks : sequence of (float, float)
        File time and session time, s.

    Raises
    ------
    ConfigError
        Without any mark, for one that is not finite, or for marks that no clock explains.
    """
    pairs = tuple(sorted((float(f), float(s)) for f, s in marks))
    if not pairs or not np.isfinite(pairs).all():
        raise ConfigError(
            Message("A place needs a mark: a moment of the file, and the session's.")
        )
    file_s, session_s = np.array(pairs).T
    if file_s[-1] - file_s[0] < DRIFT_FROM_S:
        offset, drift, unknowns = float(np.mean(session_s - file_s)), None, 1
    else:
        centre = file_s.mean()
        slope, level = np.polyfit(file_s - centre, session_s - file_s, 1)
        offset, drift, unknowns = float(level - slope * centre), float(slope * 1e6), 2
        if abs(drift) > WORST_PPM:
            raise ConfigError(
                Message(
                    "By these marks the file's clock is wrong by {drift:.0f} millionths; no "
                    "camera is wrong by more than {worst:.0f}.",
                    drift=abs(drift), worst=WORST_PPM,
                ),
                remedy=Message("Look at each mark again: one belongs to another moment."),
            )  # fmt: skip
    place = MediaPlace(path, offset, drift, PlacedBy.MARKS, None, pairs)
    if len(pairs) <= unknowns:
        return place
    off = np.abs([s - place.session_time(f) for f, s in pairs])
    return MediaPlace(path, offset, drift, PlacedBy.MARKS, float(off.max()), pairs)


def marked(place: MediaPlace, file_s: float, session_s: float) -> MediaPlace:
    """Return the place of a file by one mark more; one within a second of an older replaces it.

    Raises
    ------
    ConfigError
        For marks that no clock explains.
    """
    kept = place.marks if place.how is PlacedBy.MARKS else ()
    others = [
        (old_file_s, old_session_s)
        for old_file_s, old_session_s in kept
        if min(abs(old_file_s - file_s), abs(old_session_s - session_s)) > SAME_S
    ]
    return place_by_marks(place.path, [*others, (file_s, session_s)])


def place_words(place: MediaPlace) -> Message:
    """Return in a sentence where a file lies, and how well that is known."""
    drift = (
        Message("drift not known")
        if place.drift_ppm is None
        else Message("drift {ppm:+.1f} ppm", ppm=place.drift_ppm)
    )
    return Message(
        "begins at {offset:.3f} s of the session, {drift}, {residual}",
        offset=place.offset_s,
        drift=drift,
        residual=_residual_words(place),
    )


def _residual_words(place: MediaPlace) -> Message:
    if place.residual_s is None:
        return Message("nothing tells how exact that is")
    return Message(
        "worst of {n} marks {ms:.0f} ms off", n=len(place.marks), ms=1000 * place.residual_s
    )
