"""Anomalies in a stream's timestamps and values; nothing is ever changed.

The recorder uses it while samples come, chunk by chunk; ``safehold check`` uses it again on the
whole stream of a file. Counts do not depend on how the samples are cut into chunks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recordings.xdf.xdf_header import StreamHeader
from safehold.core.types import FloatArray, sampling_rate
from safehold.files.coverage import (
    RR_SLACK_S,
    Coverage,
    IntervalChannel,
    SentCount,
    counter_channel,
    interval_channel,
)

GAP_MIN_S: Final = 0.25
"""Shorter steps between stamps are the sender's own jitter or bursts."""
GAP_INTERVALS: Final = 2.5
FLAT_S: Final = 5.0
"""A channel of a waveform that gives one and the same value for this long is flat."""
FLAT_MIN_RATE: Final = 10.0
"""Slower regular streams are often held values: heart rate once a second, for example."""

Values = NDArray[Any] | Sequence[Sequence[bytes | str]]


@dataclass(frozen=True, slots=True)
class StampFinding:
    """Something about a chunk's stamps or values that a reader of the file should know."""

    code: str
    """``gap backward duplicate not_finite zero_stamp flat flat_end``."""
    at: float
    """Raw stamp of the sample it was noticed at, s."""
    size: float
    """Gap, step back or flat time, s; number of samples for the others."""
    channels: tuple[int, ...] = ()
    """Channels that are meant, counted from 0; empty where all are."""


@dataclass(slots=True)
class StampCheck:
    """Counts gaps, steps back, and values that are not finite.

    A step between two stamps is a gap when it is longer than `GAP_INTERVALS` nominal intervals
    and `GAP_MIN_S`. Irregular streams have no gaps.
    """

    rate: float
    """Nominal rate, Hz; 0 for irregular."""
    n_samples: int = 0
    first: float = math.nan
    """First raw stamp, s."""
    last: float = math.nan
    """Last raw stamp, s."""
    n_gaps: int = 0
    gap_s: float = 0.0
    """Time without samples inside gaps, s."""
    max_gap_s: float = 0.0
    n_backward: int = 0
    n_duplicates: int = 0
    """Samples with the stamp of the one before."""
    n_not_finite: int = 0
    """Samples with a stamp or value that is not finite."""
    n_zero_stamps: int = 0
    """Samples stamped exactly 0.0: the sender did not know the time."""
    n_flat: int = 0
    """Times that channels became flat."""
    coverage: Coverage = field(default_factory=Coverage)
    """Which time the samples cover; empty for a stream of events."""
    sent: SentCount | None = None
    """By the sender's own counter; None where it has none."""
    _intervals: IntervalChannel | None = None
    _counter: int = -1
    _n_steps: int = 0
    _sum: float = 0.0
    _sum_squares: float = 0.0
    _row: NDArray[Any] | None = None
    _flat_since: FloatArray = field(default_factory=lambda: np.empty(0))
    _flat: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, bool))

    def describe(self, header: StreamHeader) -> None:
        """Take from a stream's header what its samples are; before the first of them."""
        self.rate = sampling_rate(header.nominal_rate, header.channel_format)
        self._intervals = interval_channel(header)
        counter = counter_channel(header)
        if counter is not None:
            self._counter, self.sent = counter, SentCount()

    @property
    def covers(self) -> str:
        """By what the stream covers time: ``stamps``, ``intervals``, or empty for events."""
        return "stamps" if self.rate > 0 else "intervals" if self._intervals else ""

    def update(self, stamps: FloatArray, values: Values) -> list[StampFinding]:
        """Take the next samples and return what a reader should know of them.

        Parameters
        ----------
        stamps : ndarray of float64, shape (n,)
            Raw stamps, s; at least one.
        values : ndarray, shape (n, channels), or rows of texts
            Texts are not looked at.
        """
        steps = np.empty(len(stamps))
        with np.errstate(invalid="ignore"):  # infinite stamps: counted as odd ones
            steps[0] = stamps[0] - self.last
            np.subtract(stamps[1:], stamps[:-1], out=steps[1:])
        if not self.n_samples:
            self.first = float(stamps[0])
        self.n_samples += len(stamps)
        self.last = float(stamps[-1])
        found: list[StampFinding] = []
        limit = max(GAP_INTERVALS / self.rate, GAP_MIN_S) if self.rate > 0 else math.inf
        # a stamp that is not a number makes the comparison false, as it must
        if not (steps.min() > 0 and steps.max() <= limit and stamps[0] > 0):
            found += self._odd_stamps(stamps, steps, limit)
            if self.rate > 0:
                self.coverage.add(stamps, limit)
        elif self.rate > 0:
            self._add_steps(steps)
            self.coverage.go_on(self.last)
        if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
            if self._intervals is not None:
                self.coverage.add(stamps, RR_SLACK_S, self._intervals.lengths(values))
            if self.sent is not None:
                self.sent.add(values[:, self._counter].astype(np.float64))
            found += self._look_at_values(stamps, values)
        return found

    def facts(self) -> dict[str, float | None]:
        """Return what was counted, in plain JSON types."""

        def finite(value: float | None, digits: int = 9) -> float | None:
            return round(value, digits) if value is not None and math.isfinite(value) else None

        interval = self.interval_s
        return {
            "n_samples": self.n_samples,
            "first_stamp": finite(self.first),
            "last_stamp": finite(self.last),
            "mean_rate": finite(1 / interval if interval else None),
            "jitter_s": finite(self.jitter_s),
            "n_gaps": self.n_gaps,
            "gap_s": finite(self.gap_s, 6),
            "max_gap_s": finite(self.max_gap_s, 6),
            "n_backward": self.n_backward,
            "n_duplicates": self.n_duplicates,
            "n_not_finite": self.n_not_finite,
            "n_zero_stamps": self.n_zero_stamps,
            "n_sent_lost": None if self.sent is None else self.sent.n_lost,
        }

    @property
    def interval_s(self) -> float | None:
        """Mean time between samples outside gaps, s; None for an irregular stream."""
        return 1 / self.rate + self._sum / self._n_steps if self._n_steps else None

    @property
    def jitter_s(self) -> float | None:
        """SD of the time between samples outside gaps, s; None for an irregular stream."""
        if not self._n_steps:
            return None
        mean = self._sum / self._n_steps
        return math.sqrt(max(0.0, self._sum_squares / self._n_steps - mean * mean))

    def _add_steps(self, steps: FloatArray) -> None:
        deviation = steps - 1 / self.rate
        self._n_steps += len(deviation)
        self._sum += float(deviation.sum())
        self._sum_squares += float(np.dot(deviation, deviation))

    def _odd_stamps(
        self, stamps: FloatArray, steps: FloatArray, limit: float
    ) -> list[StampFinding]:
        found: list[StampFinding] = []
        for k in np.flatnonzero(steps > limit).tolist():
            self.n_gaps += 1
            self.gap_s += float(steps[k]) - 1 / self.rate
            self.max_gap_s = max(self.max_gap_s, float(steps[k]))
            found.append(StampFinding("gap", float(stamps[k]), float(steps[k])))
        for k in np.flatnonzero(steps < 0).tolist():
            self.n_backward += 1
            found.append(StampFinding("backward", float(stamps[k]), -float(steps[k])))
        if n_same := int((steps == 0).sum()):
            self.n_duplicates += n_same
            found.append(StampFinding("duplicate", float(stamps[steps == 0][0]), n_same))
        if n_bad := int((~np.isfinite(stamps)).sum()):
            self.n_not_finite += n_bad
            found.append(StampFinding("not_finite", float(stamps[~np.isfinite(stamps)][0]), n_bad))
        if n_zero := int((stamps == 0).sum()):
            self.n_zero_stamps += n_zero
            found.append(StampFinding("zero_stamp", 0.0, n_zero))
        if self.rate > 0:
            self._add_steps(steps[(steps >= 0) & (steps <= limit)])
        return found

    def _look_at_values(self, stamps: FloatArray, values: NDArray[Any]) -> list[StampFinding]:
        found: list[StampFinding] = []
        if values.dtype.kind == "f":
            finite = np.isfinite(values)
            if not finite.all():
                bad = ~finite.all(axis=1) & np.isfinite(stamps)  # odd stamps are counted already
                if n_bad := int(bad.sum()):
                    self.n_not_finite += n_bad
                    found.append(
                        StampFinding("not_finite", float(stamps[int(bad.argmax())]), n_bad)
                    )
        if self.rate >= FLAT_MIN_RATE:
            found += self._flat_channels(stamps, values)
        return found

    def _flat_channels(self, stamps: FloatArray, values: NDArray[Any]) -> list[StampFinding]:
        """Follow constant channels; to the precision of a chunk."""
        before = self._row
        if before is None:
            before = values[0]
            self._flat_since = np.full(len(before), stamps[0])
            self._flat = np.zeros(len(before), bool)
        changed = (values != before).any(axis=0)
        self._row = values[-1].copy()
        if changed.all() and not self._flat.any():
            self._flat_since[:] = self.last
            return []
        found: list[StampFinding] = []
        ended = changed & self._flat
        if ended.any():
            since = float(self._flat_since[ended].min())
            which = tuple(np.flatnonzero(ended).tolist())
            found.append(StampFinding("flat_end", self.last, self.last - since, which))
        self._flat &= ~changed
        self._flat_since[changed] = self.last
        became = ~self._flat & (self.last - self._flat_since >= FLAT_S)
        if became.any():
            self._flat |= became
            self.n_flat += 1
            since = float(self._flat_since[became].min())
            which = tuple(np.flatnonzero(became).tolist())
            found.append(StampFinding("flat", since, self.last - since, which))
        return found
