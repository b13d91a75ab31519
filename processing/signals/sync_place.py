"""From camera marks that were found in a file to the file's place in the session, or to a refusal.

Session time = offset + file time * (1 + drift), a straight line by weighted least squares. Sounds
have a constant of their own where flashes were found too: the delay of the loudspeaker and of the
way through the room is measured, not believed. Three things can be wrong with a place: marks that
do not lie on one line (a file that was paused or cut), marks that are not known well enough, and
what lies far from any mark. The first two are refused; of the third is said from when to when the
place holds within 40 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safehold.core.media import DRIFT_FROM_S, WORST_PPM
from safehold.core.messages import NOTHING, Message
from safehold.core.types import FloatArray

LIMIT_S = 0.04
"""A place that may be off by more than this is refused."""
USUAL_PPM = 100.0
"""Clocks of cameras are usually less wrong: so much is reckoned with where the drift is not known.
Two marks alone may not say more either: a file that was paused would look like it."""
FLASH_OWN_S = 0.004
"""How well a flash can be placed at best: what one frame and one refresh leave."""
SOUND_DELAY_S = (-0.08, 0.6)
"""A sound that comes earlier or later after its flash belongs to something else, s."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A camera mark that was found in a file."""

    number: int
    """Which of the session's, from 1."""
    session_s: float
    """When it was shown or played, session time."""
    file_s: float
    own_s: float
    """How far its file time may be off by itself."""
    common_s: float
    """How far all of its kind may be off together: half a frame, a refresh, an unknown delay."""
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a file lies in the session."""

    offset_s: float
    drift_ppm: float | None
    """None: the marks do not tell it within 100 ppm. Not known, and taken as 0."""
    residual_s: float | None
    """How far the worst mark lies off; None where no mark is left over to tell."""
    uncertainty_s: float
    """How far the place may be off at its marks."""
    holds: tuple[float, float]
    """From when to when it is within 40 ms, session time."""
    seen: tuple[Seen, ...]
    sound_delay_s: float | None = None
    """How much later than its flash a sound is in the file; None where not both were found."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not placed, and what can be done."""

    why: Message
    remedy: Message = NOTHING


def place(seen: Sequence[Seen]) -> Placement | Refusal:
    """Return the place of a file by its marks, or why there is none.

    Parameters
    ----------
    seen : sequence of Seen
        What was found, flashes and sounds, in any order.
    """
    marks = sorted(seen, key=lambda mark: mark.file_s)
    if not marks:
        return Refusal(
            Message("None of the session's camera marks was found in the file."),
            Message(
                "Is it the file of this session? Could the camera see the flash or a wall that it "
                "lit, or hear the chirp? Place the file by hand."
            ),
        )
    line = _line(marks)
    doubt = _drift_doubt(marks, line)
    if line.tilt is not None and doubt > USUAL_PPM * 1e-6:  # less is known than without them
        line = _line(marks, drifts=False)
    if trouble := _sound_trouble(marks, line) or _line_trouble(marks, line):
        return trouble
    flashed = not all(mark.sound for mark in marks)
    common = max(mark.common_s for mark in marks if mark.sound != flashed)
    placing = [k for k, mark in enumerate(marks) if mark.sound != flashed]
    off = 0.0 if line.residual is None else float(line.off[placing].max())
    sure = common + max(float(np.median([_own(marks[k]) for k in placing])), off)
    if sure > LIMIT_S:
        return Refusal(
            Message("The marks place the file to within {ms:.0f} ms only.", ms=1000 * sure),
            Message(
                "A camera with 24 frames a second or more, and a loudspeaker on a cable, "
                "do better."
            ),
        )
    known = [m.session_s for m in marks if line.tilt is not None or m.sound != flashed]
    first, last = min(known), max(known)
    rate = USUAL_PPM * 1e-6 if line.tilt is None else doubt
    reach = (LIMIT_S - sure) / rate
    return Placement(
        offset_s=line.offset,
        drift_ppm=None if line.tilt is None else 1e6 * line.tilt,
        residual_s=line.residual,
        uncertainty_s=sure,
        holds=(first - reach, last + reach),
        seen=tuple(marks),
        sound_delay_s=line.delay,
    )


def _drift_doubt(marks: Sequence[Seen], line: _Line) -> float:
    """Return how far the drift may be off, as a share: by the outermost marks of a kind."""
    doubts = [np.inf]
    for kind in (False, True):
        mine = [mark for mark in marks if mark.sound == kind]
        if len(mine) > 1 and (span := mine[-1].file_s - mine[0].file_s) > 0:
            doubts.append((_own(mine[0]) + _own(mine[-1]) + 2 * (line.residual or 0.0)) / span)
    return float(min(doubts))


def _own(mark: Seen) -> float:
    return mark.own_s + (0.0 if mark.sound else FLASH_OWN_S)


def _line_trouble(marks: Sequence[Seen], line: _Line) -> Refusal | None:
    """Return what speaks against one line through all marks."""
    cut = Message("Was the camera paused, or the file cut? Place each part by hand.")
    worst = int(np.argmax(line.off))
    if line.off[worst] > LIMIT_S:
        return Refusal(
            Message(
                "The marks do not lie on one line: mark {number} is off by {off:.2f} s.",
                number=marks[worst].number,
                off=float(line.off[worst]),
            ),
            cut,
        )
    most = WORST_PPM if len({mark.number for mark in marks}) > 2 else USUAL_PPM
    if line.tilt is not None and abs(line.tilt) * 1e6 > most:
        return Refusal(
            Message(
                "By its marks the file's clock is wrong by {drift:.0f} ppm, more than {most:.0f}.",
                drift=abs(line.tilt) * 1e6,
                most=most,
            ),
            cut,
        )
    return None


def _sound_trouble(marks: Sequence[Seen], line: _Line) -> Refusal | None:
    """Return what speaks against sounds, beside the flashes."""
    flashes = {m.number: m for m in marks if not m.sound}
    if line.delay is not None and not _possible(line.delay):
        return _contradiction(marks[0].number, line.delay)
    for mark in marks:
        flash = flashes.get(mark.number)
        if flash is None or not mark.sound:
            continue
        delay = (mark.file_s - flash.file_s) - (mark.session_s - flash.session_s)
        if not _possible(delay):
            return _contradiction(mark.number, delay)
    return None


def _possible(delay: float) -> bool:
    return SOUND_DELAY_S[0] <= delay <= SOUND_DELAY_S[1]


def _contradiction(number: int, delay: float) -> Refusal:
    return Refusal(
        Message(
            "Flash and sound contradict each other by {delay:.2f} s at mark {number}.",
            number=number, delay=delay,
        ),
        Message("Are picture and sound of the file in step? Place the file by hand."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line through the marks says; drift and delay are None where they do not tell it."""

    offset: float
    tilt: float | None
    """Drift, as a share."""
    delay: float | None
    off: FloatArray
    """How far each mark lies off, s."""
    residual: float | None


def _line(marks: Sequence[Seen], *, drifts: bool = True) -> _Line:
    """Return the line through marks, by weighted least squares; ``drifts``: with its drift."""
    file_s = np.array([mark.file_s for mark in marks])
    behind = np.array([mark.session_s for mark in marks]) - file_s
    sound = np.array([float(mark.sound) for mark in marks])
    own = np.array([_own(mark) for mark in marks])
    since = file_s - file_s.mean()
    columns = [np.ones_like(file_s)]
    both = 0 < sound.sum() < sound.size
    if both:
        columns.append(-sound)
    whole = np.stack([*columns, since / max(float(np.ptp(since)), 1.0)], axis=1)
    told = np.linalg.matrix_rank(whole) == whole.shape[1]
    tilted = bool(drifts and told and np.ptp(since) >= DRIFT_FROM_S)
    if tilted:
        columns.append(since)
    model = np.stack(columns, axis=1)
    found = np.linalg.lstsq(model / own[:, None], behind / own)[0]
    off = np.abs(behind - model @ found)
    tilt = float(found[-1]) if tilted else None
    return _Line(
        offset=float(found[0]) - (tilt or 0.0) * float(file_s.mean()),
        tilt=tilt,
        delay=float(found[1]) if both else None,
        off=off,
        residual=float(off.max()) if file_s.size > len(columns) else None,
    )
