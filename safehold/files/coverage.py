"""Which time a stream's samples cover, on the clock of the recording computer.

A regular stream is covered by its stamps, a stream of RR intervals by its intervals. A stream of
events has no coverage: that nothing came says nothing.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from acquisition.description import ChannelInfo, StreamDescription
from acquisition.roles import propose
from recordings.xdf.xdf_header import StreamHeader
from safehold.core.types import FloatArray, Role

RR_SLACK_S: Final = 1.0
"""Straps send intervals in packets: stamps of successive beats may be this far off."""
LARGEST_RR_S: Final = 10.0
"""An interval without a unit that is a larger number is in milliseconds."""
_PER_UNIT: Final = {"ms": 1e-3, "s": 1.0, "1/1024 s": 1 / 1024}
ONE_BY_ONE: Final = 0.9
"""Share of steps of exactly one that makes a channel a count of samples."""
_COUNTER: Final = re.compile(
    r"(sample|packet|frame|seq|sequence)[ _-]?(counter|count|number|nr|no|index)"
    r"|counter|seq|nseq",
    re.I,
)


@dataclass(frozen=True, slots=True)
class IntervalChannel:
    """The channel of a stream that holds RR intervals."""

    channel: int
    seconds: float | None
    """Per unit; None where the header states no unit."""

    def lengths(self, values: NDArray[Any]) -> FloatArray:
        """Return the intervals, s; 0 where one is no possible interval."""
        found = values[:, self.channel].astype(np.float64)
        if self.seconds is not None:
            found = found * self.seconds
        else:
            found = np.where(found > LARGEST_RR_S, found / 1000, found)
        possible: FloatArray = np.where((found > 0) & (found <= LARGEST_RR_S), found, 0.0)
        return possible


def interval_channel(header: StreamHeader) -> IntervalChannel | None:
    """Return the channel of RR intervals of an irregular stream, or None."""
    if header.nominal_rate > 0 or header.channel_format == "string":
        return None
    described = StreamDescription(
        name=header.name,
        type=header.type,
        channel_count=header.channel_count,
        nominal_rate=header.nominal_rate,
        channel_format=header.channel_format,
        source_id=header.source_id,
        uid=header.uid,
        hostname=header.hostname,
        session_id=header.session_id,
        channels=tuple(ChannelInfo(c.label, c.type, c.unit) for c in header.channels),
    )
    for proposal in propose(described):
        if proposal.role is Role.RR:
            return IntervalChannel(proposal.channel, _PER_UNIT.get(proposal.unit))
    return None


def counter_channel(header: StreamHeader) -> int | None:
    """Return the channel in which a sender counts its own samples, or None."""
    if header.channel_format == "string" or header.channel_count < 2:
        return None
    for k, channel in enumerate(header.channels):
        if _COUNTER.fullmatch(channel.label) or _COUNTER.fullmatch(channel.type):
            return k
    return None


@dataclass(slots=True)
class SentCount:
    """Counts what a sender sent and did not arrive, by the sender's own counter."""

    _n_jumped: int = 0
    _n_ones: int = 0
    _n_steps: int = 0
    _last: float = np.nan

    @property
    def n_lost(self) -> int | None:
        """Samples that did not arrive; None where it is no count of single samples."""
        counts = self._n_ones >= ONE_BY_ONE * self._n_steps
        return self._n_jumped if counts else None

    def add(self, counts: FloatArray) -> None:
        """Take the next values of the counter; where it falls, it started over."""
        steps = np.diff(counts, prepend=self._last)
        self._last = float(counts[-1])
        steps = steps[np.isfinite(steps)]
        self._n_steps += len(steps)
        self._n_ones += int((steps == 1).sum())
        self._n_jumped += int((steps[steps > 1] - 1).sum())


@dataclass(slots=True)
class Coverage:
    """Collects the spans of raw time that samples cover; chunks may be cut anywhere."""

    spans: list[list[float]] = field(default_factory=list)
    """First and last raw stamp of each span, in the order of arrival, s."""
    _last: float = np.nan

    def go_on(self, last: float) -> None:
        """Prolong the span in hand to a later stamp: the quick way."""
        self.spans[-1][1] = max(self.spans[-1][1], last)
        self._last = last

    def add(self, stamps: FloatArray, limit: float, before: FloatArray | float = 0.0) -> None:
        """Take the next samples.

        Parameters
        ----------
        stamps : ndarray, shape (n,)
            Raw stamps, s; those that are not finite or 0.0 cover nothing.
        limit : float
            Longest step inside a span, s, beside the time that the sample covers itself.
        before : ndarray or float
            How long before its stamp each sample covers, s.
        """
        reach = np.broadcast_to(np.asarray(before, dtype=np.float64), stamps.shape)
        good = np.isfinite(stamps) & (stamps != 0)
        stamps, reach = stamps[good], reach[good]
        if not len(stamps):
            return
        steps = np.diff(stamps, prepend=self._last)
        breaks = np.flatnonzero(~(np.abs(steps) <= limit + reach)).tolist()
        self._last = float(stamps[-1])
        edges = [*([] if breaks and breaks[0] == 0 else [0]), *breaks, len(stamps)]
        for begin, end in itertools.pairwise(edges):
            low = float((stamps[begin:end] - reach[begin:end]).min())
            high = float(stamps[begin:end].max())
            if begin == 0 and not (breaks and breaks[0] == 0):
                low, high = min(low, self.spans[-1][0]), max(high, self.spans[-1][1])
                self.spans[-1] = [low, high]
            else:
                self.spans.append([low, high])

    def on_host(self, offsets: FloatArray, after: float) -> FloatArray:
        """Return the spans on the recording computer's clock, each prolonged by `after` seconds.

        Parameters
        ----------
        offsets : ndarray, shape (m, 2)
            Time on the sender's clock and the offset to be added, s. The nearest one holds.

        Returns
        -------
        ndarray, shape (k, 2)
            Sorted, without overlaps.
        """
        spans = np.array(self.spans, dtype=np.float64).reshape(-1, 2)
        if len(offsets):
            known = offsets[np.argsort(offsets[:, 0], kind="stable")]
            middles = (known[1:, 0] + known[:-1, 0]) / 2
            spans = spans + known[np.searchsorted(middles, spans), 1]
        spans[:, 1] += after
        spans = spans[np.argsort(spans[:, 0], kind="stable")]
        merged: list[list[float]] = []
        for low, high in spans.tolist():
            if merged and low <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], high)
            else:
                merged.append([low, high])
        return np.array(merged, dtype=np.float64).reshape(-1, 2)


def shares(spans: FloatArray, start: float, stop: float, *, placed: bool) -> dict[str, Any]:
    """Return how much of a recording a stream's samples cover, and where the rest is missing.

    Parameters
    ----------
    spans : ndarray, shape (k, 2)
        Covered time on the recording computer's clock; see :meth:`Coverage.on_host`.
    start, stop : float
        Of the recording, s.
    placed : bool
        False when the stream's clock was never compared with the computer's.

    Returns
    -------
    dict
        ``received_s``, ``before_s``, ``between_s``, ``after_s``: they add up to stop - start. All
        three but the first are None when only the length is known.
    """
    whole = max(0.0, stop - start)
    inside = np.clip(spans, start, stop)
    inside = inside[inside[:, 1] > inside[:, 0]]
    received = float((inside[:, 1] - inside[:, 0]).sum())
    if len(spans) and not len(inside) and not placed:
        length = min(whole, float((spans[:, 1] - spans[:, 0]).sum()))
        return {"received_s": round(length, 6), **dict.fromkeys(WHERE)}
    if not len(inside):
        return {"received_s": 0.0, **dict(zip(WHERE, (round(whole, 6), 0.0, 0.0), strict=True))}
    before, after = float(inside[0, 0]) - start, stop - float(inside[-1, 1])
    between = max(0.0, whole - received - before - after)
    missing = (round(before, 6), round(between, 6), round(after, 6))
    return {"received_s": round(received, 6), **dict(zip(WHERE, missing, strict=True))}


WHERE: Final = ("before_s", "between_s", "after_s")
"""Where time can be missing: before the first sample, between samples, after the last."""
