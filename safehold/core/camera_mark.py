"""A camera mark: a word that was flashed and played, with its times, as marker text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

CAMERA_MARK = "sync"
"""Code of the marker and of the event."""
CAMERA_STREAM = "camera-marks"
"""LSL name of the stream that carries them."""


@dataclass(frozen=True, slots=True)
class CameraMark:
    """What the recording holds of a camera mark; the marker's stamp is when its flash began."""

    word: str
    """Six hexadecimal digits (:func:`processing.signals.sync_code.write_word`)."""
    flash_s: float
    """How far the flash may be from its stamp: a refresh of the screen, and its worst symbol."""
    sound_after_s: float | None = None
    """When the sound began, s after the stamp; None where nothing was played."""
    sound_s: float = 0.0
    """How far the sound may be from that: what is not known of the loudspeaker's delay."""

    @property
    def attributes(self) -> dict[str, str]:
        """What the marker says besides its code."""
        said = {"word": self.word, "flash_uncertainty": f"{self.flash_s:.4f}"}
        if self.sound_after_s is not None:
            said["sound_after"] = f"{self.sound_after_s:.4f}"
            said["sound_uncertainty"] = f"{self.sound_s:.4f}"
        return said


def read_camera_mark(code: str, attributes: Mapping[str, str]) -> CameraMark | None:
    """Return the mark of a marker; None where it is none, or not a whole one."""
    if code != CAMERA_MARK:
        return None
    try:
        word, flash_s = attributes["word"], float(attributes["flash_uncertainty"])
        after = float(attributes["sound_after"]) if "sound_after" in attributes else None
        sound_s = float(attributes.get("sound_uncertainty", "0"))
    except (KeyError, ValueError):
        return None
    finite = all(map(math.isfinite, (flash_s, after or 0.0, sound_s)))
    return CameraMark(word, flash_s, after, sound_s) if finite else None
