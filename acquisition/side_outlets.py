"""Streams of the small windows beside the main one, and what the workbench asks them for."""

from __future__ import annotations

import math
import platform
import re
from collections.abc import Mapping, Sequence

from acquisition.outlets import Outlet, OutletChannel, OutletInfo, source_id
from safehold.core.camera_mark import CAMERA_MARK, CAMERA_STREAM, CameraMark
from safehold.core.markers import encode_marker
from safehold.core.study import Scale

REQUESTS_TYPE = "safehold-requests"


def _here(text: str) -> str:
    return re.sub("[^A-Za-z0-9_.-]", "_", f"{text}-{platform.node()}")


class RatingOutlet(Outlet):
    """One person's ratings: a channel per scale, NaN for the scales that were not answered.

    Irregular: one sample per answer, stamped with the moment of the gesture.

    Parameters
    ----------
    person : str
        Label of the one who rates; stands in ``desc/safehold/person``.
    scales : sequence of Scale
        One channel each, in this order.
    rate : float
        Samples per second of a continuous rating; 0 for answers.
    """

    def __init__(self, person: str, scales: Sequence[Scale], *, rate: float = 0.0) -> None:
        self._names = [scale.name for scale in scales]
        channels = tuple(
            OutletChannel(
                scale.name, "", "Rating", (scale.low, scale.high),
                (scale.low_anchor, scale.high_anchor),
            )
            for scale in scales
        )  # fmt: skip
        super().__init__(
            OutletInfo(
                f"rating-{person}", "Rating", _here(f"rating-{person}"), channels, rate=rate,
                format="double64", person=person,
                remarks=(
                    ("questions", " | ".join(f"{s.name}: {s.label}" for s in scales)),
                    ("missing", "NaN: this scale was not answered"),
                ),
            )
        )  # fmt: skip

    def send(self, scale: str, value: float, stamp: float) -> None:
        """Send one answer with the LSL time of the gesture."""
        self.push([value if name == scale else math.nan for name in self._names], stamp)


class SpeechOutlet(Outlet):
    """What a microphone tells of one person: whether they speak, and how loud it is; no sound.

    Parameters
    ----------
    person : str
        Label of the one whose voice it is.
    rate : float
        Frames per second.
    """

    def __init__(self, person: str, rate: float) -> None:
        super().__init__(
            OutletInfo(
                f"speech-{person}", "Speech", _here(f"speech-{person}"),
                (
                    OutletChannel("speech", "1", "Speech", (0.0, 1.0), ("silent", "speaks")),
                    OutletChannel("voice probability", "1", "Probability", (0.0, 1.0)),
                    OutletChannel("sound level", "dBFS", "Level"),
                ),
                rate=rate, person=person,
                remarks=(
                    ("method", "Silero VAD in frames of 32 ms; the sound itself is not kept"),
                    ("stamp", "beginning of a frame, from when the computer had it"),
                ),
            )
        )  # fmt: skip


class RequestOutlet(Outlet):
    """What the workbench asks its side windows for, as marker text: ``ask;...``, ``pace;...``."""

    def __init__(self, session: str) -> None:
        super().__init__(
            OutletInfo(
                "safehold-requests", REQUESTS_TYPE, source_id("requests", session),
                (OutletChannel("request", "", "Marker"),), format="string",
                remarks=(("form", "ask;scales=a,b;target=person  or  pace;breaths_per_min=12"),),
            )
        )  # fmt: skip

    def send(self, code: str, attributes: Mapping[str, str], stamp: float) -> None:
        """Send a request with its LSL time."""
        self.push([encode_marker(code, attributes)], stamp)


class DrawnPacerOutlet(Outlet):
    """What a pacer window drew: one sample per painted picture, stamped when it was painted."""

    def __init__(self, person: str) -> None:
        super().__init__(
            OutletInfo(
                f"pacer-drawn-{person}", "safehold-pacer", f"safehold-{_here(f'drawn-{person}')}",
                (OutletChannel("position", "1", "pacer"), OutletChannel("pace", "1/min", "pacer")),
                format="double64", person=person,
                remarks=(
                    ("position", "0 = breathed out, 1 = breathed in, as drawn; NaN: at rest"),
                ),
            )
        )  # fmt: skip

    def send(self, position: float, pace: float, stamp: float) -> None:
        """Send what was drawn at an LSL time, with the pace in breaths per minute."""
        self.push([position, pace], stamp)


class CameraOutlet(Outlet):
    """Camera marks: a marker each, stamped with the moment at which its flash began."""

    def __init__(self) -> None:
        super().__init__(
            OutletInfo(
                CAMERA_STREAM, "Markers", _here(CAMERA_STREAM),
                (OutletChannel("mark", "", "Marker"),), format="string",
                remarks=(
                    ("form", "sync;word=a5c3f0;flash_uncertainty=0.01;sound_after=0.7;..."),
                    ("stamp", "when the first of 24 symbols of 0.2 s began on the screen"),
                ),
            )
        )  # fmt: skip

    def send(self, mark: CameraMark, stamp: float) -> None:
        """Send a mark with the LSL time of its flash."""
        self.push([encode_marker(CAMERA_MARK, mark.attributes)], stamp)
