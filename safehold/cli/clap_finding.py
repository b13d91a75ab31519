"""Looks for the clap near a moment of a video or sound, as a process beside a window.

Started by :class:`safehold.offline.film_placing.ClapPlacing`. Nothing is written, and no sound is
kept beyond the search.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from processing.signals.clap import clap_onsets
from processing.signals.sync_sound import RATE_HZ
from safehold.cli.window import import_window
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace, marked
from safehold.core.messages import Message
from safehold.offline.background import Report, work

NEAR_S = 2.0
"""So far from the moment a clap may be, s."""


def main() -> None:
    """Do what comes on standard input."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nothing is shown
    work(_placed)


def _placed(asked: tuple[Path, MediaPlace, float, float], report: Report) -> MediaPlace:
    file, place, near, session_s = asked
    sound, first = _heard(file, near, report)
    found = clap_onsets(sound, RATE_HZ)
    if len(found) == 1:
        return marked(place, first + found[0].at, session_s)
    if not sound.size:
        why = Message("The file has no sound here.")
    elif not found:
        why = Message("There is no clap within {near:g} s of what is heard now.", near=NEAR_S)
    else:
        why = Message(
            "There are {n} sounds like a clap within {near:g} s of what is heard now.",
            n=len(found),
            near=NEAR_S,
        )
    raise ConfigError(
        why,
        remedy=Message("Move the picture near to the clap, or mark the moment by hand."),
    )


def _heard(file: Path, near: float, report: Report) -> tuple[NDArray[np.float32], float]:
    """Return the sound around a moment of a file, and the file time of its first sample, s."""
    pieces: list[NDArray[np.float32]] = []
    listening, n_read, stop = Message("Listening", code="listening"), 0, near + NEAR_S

    def take(piece: NDArray[np.float32]) -> bool:
        nonlocal n_read
        n_read += len(piece)
        # a file may begin its sound late, so a second more than that is read
        if n_read / RATE_HZ > near - NEAR_S - 2:
            pieces.append(piece[:, 0])
        report(min(1.0, n_read / RATE_HZ / max(stop, 1.0)), listening)
        return n_read / RATE_HZ > stop + 1

    start = import_window().read_sound(file, take, lambda _share: None)
    if not pieces:
        return np.zeros(0, np.float32), 0.0
    heard = np.concatenate(pieces)
    began = start + n_read / RATE_HZ - heard.size / RATE_HZ
    cut = slice(
        max(0, round((near - NEAR_S - began) * RATE_HZ)), max(0, round((stop - began) * RATE_HZ))
    )
    return heard[cut], began + cut.start / RATE_HZ


if __name__ == "__main__":
    main()
