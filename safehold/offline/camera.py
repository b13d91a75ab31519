"""A lab's film or sound laid beside a session by the session's camera marks, without a hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from processing.signals.sync_code import Word, read_word
from processing.signals.sync_flash import find_flashes, frame_doubt
from processing.signals.sync_place import Placement, Refusal, Seen, place
from processing.signals.sync_sound import find_chirps
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.camera_mark import CAMERA_STREAM, CameraMark, read_camera_mark
from safehold.core.film import FilmSignals
from safehold.core.markers import decode_marker
from safehold.core.media import MediaPlace, PlacedBy
from safehold.core.messages import Message
from safehold.core.session_time import session_time
from safehold.core.types import FloatArray
from safehold.offline.recording import Recording

WAY_S = 0.01
"""A sound takes so long for 3 m; how far away camera and loudspeaker are nobody says."""


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A camera mark of the recording."""

    number: int
    """In order of time, from 1."""
    session_s: float
    """When its flash began."""
    word: Word
    mark: CameraMark


def recorded_marks(recording: Recording) -> list[ShownMark]:
    """Return the camera marks of a session, in order of time."""
    found: list[tuple[float, Word, CameraMark]] = []
    for stream in recording.streams:
        if stream.header.name != CAMERA_STREAM:
            continue
        for (text, *_), at in zip(stream.values, _times(recording, stream), strict=True):
            said = text if isinstance(text, str) else ""
            mark = read_camera_mark(*decode_marker(said))
            word = None if mark is None else read_word(mark.word)
            if mark is not None and word is not None and np.isfinite(at):
                found.append((float(at), word, mark))
    found.sort(key=lambda row: row[0])
    return [ShownMark(k + 1, *row) for k, row in enumerate(found)]


def _times(recording: Recording, stream: XdfStream) -> FloatArray:
    """Return session times of marks by the clock offset measured around each; NaN without any.

    Its sender is safehold itself, so its stamps are on the LSL clock, whatever the engine made of
    a marker that came late; and it may have been opened when the engine had chosen its streams.
    """
    if not stream.clock_offsets.size:
        return np.full(stream.stamps.shape, np.nan)
    offsets = np.interp(stream.stamps, *stream.clock_offsets.T)
    return session_time(stream.stamps, offsets, recording.session_zero)


def find_marks(marks: list[ShownMark], film: FilmSignals) -> list[Seen]:
    """Return which camera marks are in a film or sound, and where."""
    seen: list[Seen] = []
    period = float(np.median(np.diff(film.times))) if film.times.size > 1 else 0.0
    flashes = find_flashes(film.times, film.light, [shown.word for shown in marks])
    for shown, flash in zip(marks, flashes, strict=True):
        if flash is not None:
            common = frame_doubt(period) + shown.mark.flash_s
            seen.append(Seen(shown.number, shown.session_s, flash.at, 2 * flash.own_s, common))
    played = [shown for shown in marks if shown.mark.sound_after_s is not None]
    chirps = find_chirps(
        film.sound, film.rate, [shown.word for shown in played], start=film.sound_start
    )
    for shown, chirp in zip(played, chirps, strict=True):
        if chirp is not None:
            at = shown.session_s + (shown.mark.sound_after_s or 0.0)
            common = shown.mark.sound_s + WAY_S
            seen.append(Seen(shown.number, at, chirp.at, chirp.own_s, common, sound=True))
    return seen


def align(marks: list[ShownMark], film: FilmSignals) -> Placement | Refusal:
    """Return where a film or sound lies in the session, or why that cannot be told."""
    if not marks:
        return Refusal(
            Message("The session has no camera marks."),
            Message(
                "Show them during the session with 'safehold sync'. This file can be placed by "
                "hand: 'safehold media'."
            ),
        )
    if not film.times.size and not film.sound.size:
        return Refusal(
            Message("The file holds no picture and no sound that can be read."),
            Message("Convert it to MP4, with H.264 and AAC."),
        )
    return place(find_marks(marks, film))


def media_place(path: str, placement: Placement) -> MediaPlace:
    """Return what a session keeps of a placement.

    Parameters
    ----------
    path : str
        As it is kept (:func:`safehold.files.media.kept_path`).
    placement : Placement
        As found.
    """
    sounds = all(mark.sound for mark in placement.seen)  # beside flashes they are late
    seen = [mark for mark in placement.seen if mark.sound == sounds]
    marks = tuple((mark.file_s, mark.session_s) for mark in seen)
    return MediaPlace(
        path, placement.offset_s, placement.drift_ppm, PlacedBy.CAMERA, placement.residual_s, marks
    )
