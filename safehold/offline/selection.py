"""A part of a session: a phase, or a span of time."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

import numpy as np

from processing.indices.summary import person_records
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import (
    RecallTake,
    SessionResults,
    Signal,
    StrapIntervals,
    StreamSamples,
)
from safehold.core.types import Event, Notice
from safehold.offline.analysis import windows_of
from safehold.offline.around import session_around, session_repairs
from safehold.offline.dyads import session_dyads
from safehold.offline.measures import session_epochs, session_measures
from safehold.offline.pair_bins import session_bins
from safehold.offline.pair_maps import session_pair_maps
from safehold.offline.partings import session_partings
from safehold.offline.phases import phase_spans
from safehold.offline.turns import session_turns


def parse_span(text: str) -> tuple[float, float]:
    """Return the limits of a ``60-300`` text, session time s.

    Raises
    ------
    ConfigError
        When it is not two numbers, the first below the second.
    """
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)", text.strip())
    if found is None or not float(found[1]) < float(found[2]):
        raise ConfigError(
            Message("{text!r} is not a span of time.", text=text),
            remedy=Message(
                "Give the seconds of session time from which and to which, for example 60-300."
            ),
        )
    return float(found[1]), float(found[2])


def parts_of(
    results: SessionResults, phases: Sequence[str], spans: Sequence[str]
) -> list[SessionResults]:
    """Return the parts asked for; the whole session where none is.

    Raises
    ------
    ConfigError
        For an unknown phase, or a span that holds nothing of the recording.
    """
    wanted: dict[str, tuple[float, float]] = {}
    for phase in phases:
        wanted |= phase_spans(results, phase)
    for text in spans:
        t0, t1 = parse_span(text)
        wanted[f"{t0:g}-{t1:g}s"] = (t0, t1)
    return [select(results, *span, name=name) for name, span in wanted.items()] or [results]


def select(results: SessionResults, t0: float, t1: float, *, name: str) -> SessionResults:
    """Return what lies in ``[t0, t1)`` of a session, on the clock of the whole session.

    Beats and ticks by their time, breaths and windows only when they lie inside as a whole,
    events when they touch the span (with their own times); windows begin with the span. What the
    numbers rest on is unchanged: a tick of the first minute looks back beyond the start. Process
    measures are those of the part.

    Raises
    ------
    ConfigError
        When the span holds nothing of the recording.
    """
    t0, t1 = max(t0, results.t_start), min(t1, results.t_end)
    if not t0 < t1:
        raise ConfigError(
            Message("{name} holds nothing of the recording.", name=name),
            remedy=Message(
                "It goes from {t_start:g} to {t_end:g} s.",
                t_start=results.t_start,
                t_end=results.t_end,
            ),
        )
    beats = tuple(beat for beat in results.beats if t0 <= beat.time < t1)
    breaths = tuple(b for b in results.breaths if t0 <= b.t_insp and b.t_end <= t1)
    people = dict.fromkeys(w.person for w in results.windows)
    records = person_records(people, beats, breaths, results.conditions)
    part = dataclasses.replace(
        results,
        part=name,
        t_start=t0,
        t_end=t1,
        beats=beats,
        breaths=breaths,
        ticks=tuple(tick for tick in results.ticks if t0 <= tick.t < t1),
        events=tuple(event for event in results.events if _touches(event, t0, t1)),
        notices=tuple(n for n in results.notices if _within(n, t0, t1)),
        windows=windows_of(records.values(), t0, t1),
        respiration=_cut_signals(results.respiration, t0, t1),
        samples=tuple(_cut_samples(samples, t0, t1) for samples in results.samples),
        straps=tuple(_cut_strap(strap, t0, t1) for strap in results.straps),
        recall=tuple(_cut_take(take, t0, t1) for take in results.recall),
    )
    part = dataclasses.replace(
        part,
        measures=session_measures(part),
        epochs=session_epochs(part),
        dyads=session_dyads(part),
        pair_maps=session_pair_maps(part),
        bins=session_bins(part),
        partings=session_partings(part),
        turns=session_turns(part),
    )
    return dataclasses.replace(part, around=session_around(part), repairs=session_repairs(part))


def _touches(event: Event, t0: float, t1: float) -> bool:
    if event.duration is None:
        return event.onset < t1
    end = event.onset + event.duration
    return event.onset < t1 and (end > t0 or event.onset >= t0)


def _within(notice: Notice, t0: float, t1: float) -> bool:
    return notice.t is None or (notice.t < t1 and notice.t + (notice.duration or 0.0) >= t0)


def _cut_signals(signals: Mapping[str, Signal], t0: float, t1: float) -> dict[str, Signal]:
    cut = {}
    for person, signal in signals.items():
        rows = slice(*np.searchsorted(signal.times, (t0, t1)))
        cut[person] = Signal(signal.times[rows], signal.values[rows], signal.unit)
    return cut


def _cut_samples(samples: StreamSamples, t0: float, t1: float) -> StreamSamples:
    rows = slice(*np.searchsorted(samples.times, (t0, t1)))
    return dataclasses.replace(samples, times=samples.times[rows], values=samples.values[rows])


def _cut_strap(strap: StrapIntervals, t0: float, t1: float) -> StrapIntervals:
    rows = slice(*np.searchsorted(strap.times, (t0, t1)))
    return dataclasses.replace(
        strap, times=strap.times[rows], rr_ms=strap.rr_ms[rows], beat_times=strap.beat_times[rows]
    )


def _cut_take(take: RecallTake, t0: float, t1: float) -> RecallTake:
    inside = (take.t >= t0) & (take.t < t1)  # a take may jump back: its times are not in order
    return dataclasses.replace(take, t=take.t[inside], values=take.values[inside])


__all__ = ["parse_span", "parts_of", "phase_spans", "select"]
