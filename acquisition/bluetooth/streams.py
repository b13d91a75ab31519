"""The LSL streams of one strap.

Every frame goes out twice: as it came, as hexadecimal text with its arrival time, and as samples
with estimated times. The estimates can be made again, better, from the first; so a recording of
all streams holds everything the strap said.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from acquisition.bluetooth.clocks import BeatClock, SensorClock
from acquisition.bluetooth.heart_rate import HeartRateFrame
from acquisition.bluetooth.polar import Measurement, PolarFrame
from acquisition.breathing import BreathingMovement
from acquisition.outlets import Outlet, OutletChannel, OutletInfo
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.acquisition.bluetooth.streams")

_SENSOR_STAMPS = "the sensor's times, mapped to arrivals by their smallest delay"
_WAVES: dict[Measurement, tuple[str, str, tuple[OutletChannel, ...]]] = {
    Measurement.ECG: ("ECG", "ECG", (OutletChannel("ECG", "uV", "ECG"),)),
    Measurement.PPG: (
        "PPG",
        "PPG",
        (
            *(OutletChannel(f"PPG{i}", "a.u.", "PPG") for i in range(3)),
            OutletChannel("ambient", "a.u.", "ambient light"),
        ),
    ),
    Measurement.ACC: (
        "ACC",
        "Accelerometer",
        tuple(OutletChannel(f"ACC_{axis}", "mg", "Accelerometer") for axis in "XYZ"),
    ),
}


class Sink(Protocol):
    """What takes samples: an :class:`acquisition.outlets.Outlet`."""

    def push(self, values: Sequence[float] | Sequence[str], stamp: float) -> None:
        """Take one sample."""

    def push_chunk(self, values: Any, stamps: Sequence[float] | FloatArray) -> None:
        """Take samples, shape ``(n, channels)``."""

    def close(self) -> None:
        """Go away."""


class StrapStreams:
    """Outlets of one strap, opened when their first sample comes, kept over losses of the link.

    Parameters
    ----------
    name : str
        The strap's name; opens the name of every stream.
    address : str
        Makes the source ids, so that readers find the streams again after a restart.
    person : str or None
        Label of who wears it; stands in the headers.
    breathing : bool
        Derive respiration from the acceleration.
    open_outlet : callable
        Opens an outlet.
    """

    def __init__(
        self,
        name: str,
        address: str,
        *,
        person: str | None = None,
        breathing: bool = False,
        open_outlet: Callable[[OutletInfo], Sink] = Outlet,
    ) -> None:
        # liblsl does not find a stream with a quotation mark in its name again.
        self._name = re.sub(r"[^\w .:()-]", "_", name or address).strip()
        self._id = "bluetooth-" + re.sub(r"[^0-9a-z]", "", address.casefold())
        self._person = person
        self._with_breathing = breathing
        self._open_outlet = open_outlet
        self._outlets: dict[str, Sink] = {}
        self._beats = BeatClock()
        self._rates: dict[Measurement, float] = {}
        self._clocks: dict[Measurement, SensorClock] = {}
        self._breathing: BreathingMovement | None = None
        self.sent: dict[str, int] = {}
        """Samples sent, by the last word of the stream's name."""

    @property
    def lost(self) -> int:
        """Samples of ECG, PPG and acceleration that the strap took and that never came."""
        return sum(clock.lost for clock in self._clocks.values())

    def link_up(self, rates: dict[Measurement, float], stamp: float) -> None:
        """Begin a connection: new clocks, for the strap's own clock may have been restarted."""
        self._beats = BeatClock()
        for measurement, rate in rates.items():
            if self._rates.get(measurement, rate) != rate:
                self._close(_WAVES[measurement][0])
            changed = self._rates.get(measurement) != rate
            if measurement is Measurement.ACC and self._with_breathing and changed:
                self._close("respiration")
                self._breathing = BreathingMovement(rate)
            lost = self._clocks[measurement].lost if measurement in self._clocks else 0
            self._clocks[measurement] = SensorClock(rate)
            self._clocks[measurement].lost = lost
        self._rates.update(rates)
        self.raw("link", "up", stamp)

    def link_down(self, stamp: float) -> None:
        """End a connection: send what the clocks still hold back."""
        for measurement, clock in self._clocks.items():
            self._send(measurement, clock.flush())
        self.raw("link", "down", stamp)

    def raw(self, what: str, text: str, stamp: float) -> None:
        """Send a frame as it came, or a change of the link."""
        self._push(
            "frames",
            lambda: OutletInfo(
                f"{self._name} frames", "safehold-bluetooth-frames", f"{self._id}-frames",
                (
                    OutletChannel("characteristic", "", "text"),
                    OutletChannel("frame", "", "hexadecimal"),
                ),
                format="string", person=self._person,
                remarks=(("stamps", "arrival"), ("device", self._name)),
            ),
            [[what, text]],
            [stamp],
        )  # fmt: skip

    def heart_rate(self, frame: HeartRateFrame, arrival: float) -> None:
        """Send heart rate, contact and RR intervals."""
        contact = math.nan if frame.contact is None else float(frame.contact)
        self._push(
            "HR",
            lambda: OutletInfo(
                f"{self._name} HR", "HeartRate", f"{self._id}-hr",
                (OutletChannel("HR", "bpm", "HeartRate"), OutletChannel("contact", "", "status")),
                person=self._person,
                remarks=(
                    ("stamps", "arrival; the strap averages over an unstated time"),
                    ("missing", "HR: NaN where the strap says 0; contact: NaN where unstated"),
                ),
            ),
            [[float(frame.heart_rate) or math.nan, contact]],
            [arrival],
        )  # fmt: skip
        if frame.rr_ms:
            self._push(
                "RR",
                lambda: OutletInfo(
                    f"{self._name} RR", "RR", f"{self._id}-rr", (OutletChannel("RR", "ms", "RR"),),
                    format="double64", person=self._person,
                    remarks=(
                        ("stamps", "estimated from arrival"),
                        ("values", "exactly as sent in 1/1024 s, times 1000/1024"),
                    ),
                ),
                [[value] for value in frame.rr_ms],
                self._beats.place(arrival, frame.rr_ms),
            )  # fmt: skip

    def wave(self, frame: PolarFrame, arrival: float) -> None:
        """Send the samples of a Polar frame; those of a measurement not started are left out."""
        clock = self._clocks.get(frame.measurement)
        if clock is not None:
            placed = clock.place(arrival, frame.end_s, frame.values)
            self._send(frame.measurement, placed)

    def _send(self, measurement: Measurement, placed: Sequence[Any]) -> None:
        word, kind, channels = _WAVES[measurement]
        for part in placed:
            self._push(
                word,
                lambda: OutletInfo(
                    f"{self._name} {word}", kind, f"{self._id}-{word.casefold()}", channels,
                    rate=self._rates[measurement], person=self._person,
                    remarks=(("stamps", _SENSOR_STAMPS),),
                ),
                part.values,
                part.times,
            )  # fmt: skip
            if measurement is Measurement.ACC and self._breathing is not None:
                self._send_breathing(self._breathing, part.times, part.values)

    def _send_breathing(
        self, breathing: BreathingMovement, times: FloatArray, values: FloatArray
    ) -> None:
        at, wave = breathing.feed(times, values)
        if breathing.axis is None or len(at) == 0:
            return
        axis = " ".join(f"{number:.3f}" for number in breathing.axis)
        self._push(
            "respiration",
            lambda: OutletInfo(
                f"{self._name} respiration derived from accelerometer", "Respiration",
                f"{self._id}-respiration",
                (OutletChannel("respiration from accelerometer", "mg", "Respiration"),),
                rate=breathing.rate, person=self._person,
                remarks=(
                    ("derived_from", "accelerometer: movement of the strap along one direction"),
                    ("polarity", "unknown: up may be inspiration or expiration"),
                    ("axis", axis),
                    ("axis_share", f"{breathing.share:.2f}"),
                    ("stamps", _SENSOR_STAMPS),
                ),
            ),
            wave[:, None],
            at,
        )  # fmt: skip

    def _push(
        self,
        word: str,
        info: Callable[[], OutletInfo],
        rows: Any,
        stamps: Sequence[float] | FloatArray,
    ) -> None:
        outlet = self._outlets.get(word)
        if outlet is None:
            outlet = self._outlets[word] = self._open_outlet(info())
        if isinstance(rows, np.ndarray):
            rows = rows.astype(np.float32)
        outlet.push_chunk(rows, stamps)
        self.sent[word] = self.sent.get(word, 0) + len(stamps)

    def _close(self, word: str) -> None:
        outlet = self._outlets.pop(word, None)
        if outlet is not None:
            outlet.close()

    def close(self) -> None:
        """Take every stream off the network."""
        for word in list(self._outlets):
            self._close(word)
