"""How far two coders of a recorded session agree, code by code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from processing.measures.agreement import (
    WIDTHS_S,
    Agreed,
    Span,
    kappa_of_spans,
    matched_share,
    matches,
)
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Event, FloatArray
from safehold.session.consensus import coder_of, is_coded

TOLERANCE_S = 2.0
WIDTH_S = 1.0


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Two coders' use of one code."""

    code: str
    n: tuple[int, int]
    """Events of each coder."""
    seconds: tuple[float, float]
    """For how long it holds, s."""
    kappa: Agreed | None
    """On bins; None where it is not defined."""
    by_width: tuple[tuple[float, Agreed | None], ...]
    """Kappa for other widths of the bins, s: it depends on them, and so does chance."""
    matched: Agreed | None
    """Share of onsets that are matched; None where nobody used the code."""
    onset_error_s: tuple[float, float] | None
    """Median of second minus first onset of matched events, and their interquartile range, s."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An event of one coder that the other does not have."""

    code: str
    onset: float
    duration: float
    coder: str


def coders_of(events: Iterable[Event]) -> list[str]:
    """Return who coded something, in order of their names."""
    return sorted({coder_of(event) for event in events if is_coded(event)})


def agreement(
    events: Sequence[Event],
    pair: tuple[str, str],
    whole: Span,
    *,
    width_s: float = WIDTH_S,
    tolerance_s: float = TOLERANCE_S,
) -> tuple[list[CodeAgreement], list[Disagreement]]:
    """Return how far two coders agree in each code, and where they do not.

    Parameters
    ----------
    events : sequence of Event
        Those of the session; an open interval holds to the end.
    pair : (str, str)
        The two coders, as their events name them.
    whole : (float, float)
        The time that both saw, session time, s.
    width_s : float
        Width of the bins for kappa, s; above 0.
    tolerance_s : float
        How far onsets of the same event may lie apart, s; 0 and more.

    Raises
    ------
    ConfigError
        When one of them coded nothing, or a parameter is out of range.
    """
    if not (width_s > 0 and tolerance_s >= 0 and whole[1] > whole[0]):
        raise ConfigError(Message("Bins and the time that was seen must be longer than 0 s."))
    known = coders_of(events)
    for coder in pair:
        if coder not in known:
            raise ConfigError(
                Message("{coder!r} coded nothing in this session.", coder=coder),
                remedy=Message("Coders are: {known}.", known=", ".join(known) or Message("none")),
            )
    codes = sorted({e.code for e in events if coder_of(e) in pair and is_coded(e)})
    results, apart = [], []
    for code in codes:
        mine = [
            [e for e in events if (e.code, coder_of(e)) == (code, coder) and _overlaps(e, whole)]
            for coder in pair
        ]
        begun = [
            sorted((e for e in part if e.onset >= whole[0]), key=lambda event: event.onset)
            for part in mine
        ]
        onsets = [np.array([e.onset for e in part]) for part in begun]
        spans = [[_span(e, whole) for e in part] for part in mine]
        pairs = matches(onsets[0], onsets[1], tolerance_s)
        by_width = tuple(
            (width, kappa_of_spans(spans[0], spans[1], whole, width_s=width)) for width in WIDTHS_S
        )
        results.append(
            CodeAgreement(
                code,
                (len(mine[0]), len(mine[1])),
                (_seconds(spans[0]), _seconds(spans[1])),
                kappa_of_spans(spans[0], spans[1], whole, width_s=width_s),
                by_width,
                matched_share(onsets[0], onsets[1], whole, tolerance_s=tolerance_s),
                _error(onsets[0], onsets[1], pairs),
            )
        )
        for side, part in enumerate(begun):
            met = {both[side] for both in pairs}
            apart += [
                Disagreement(code, e.onset, _span(e, whole)[1] - e.onset, pair[side])
                for place, e in enumerate(part)
                if place not in met
            ]
    return results, sorted(apart, key=lambda one: (one.onset, one.code, one.coder))


def _overlaps(event: Event, whole: Span) -> bool:
    end = whole[1] if event.duration is None else event.onset + event.duration
    return event.onset <= whole[1] and end >= whole[0]


def _span(event: Event, whole: Span) -> Span:
    """Return where an event holds of the time that both saw."""
    end = whole[1] if event.duration is None else min(event.onset + event.duration, whole[1])
    onset = max(event.onset, whole[0])
    return onset, max(onset, end)


def _seconds(spans: Sequence[Span]) -> float:
    return sum(end - onset for onset, end in spans)


def _error(
    first: FloatArray, second: FloatArray, pairs: Sequence[tuple[int, int]]
) -> tuple[float, float] | None:
    if not pairs:
        return None
    apart = np.array([second[j] - first[i] for i, j in pairs])
    low, middle, high = np.quantile(apart, [0.25, 0.5, 0.75])
    return float(middle), float(high - low)
