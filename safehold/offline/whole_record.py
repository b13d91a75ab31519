"""The product ``offline``: a session analysed as a whole, and how far live numbers are from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.indices.summary import person_records
from processing.measures.whole_record import ALGORITHM, whole_beats, whole_breaths, whole_polarity
from processing.signals.polarity import Polarity
from safehold.core.results import SessionResults, StreamSamples, WindowSummary
from safehold.core.stream_choice import choose_streams
from safehold.core.types import Beat, Breath, FloatArray, Role, StreamSpec
from safehold.files.turned import without_turned
from safehold.offline.analysis import windows_of

COMPARED: dict[str, tuple[str, bool]] = {
    "hr_mean_bpm": ("heart rate, bpm", False),
    "rmssd_ms": ("RMSSD", True),
    "rsa_p2t_ms": ("RSA, peak to trough", True),
    "resp_rate_bpm": ("respiration rate, 1/min", False),
}
"""Columns of the windows that are compared, and whether as shares of the value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far live and whole-record values of one index are apart over all 60-s windows."""

    person: str
    index: str
    """Column of the windows table."""
    n: int
    """Windows in which both have a value."""
    median: float | None
    """Median absolute difference: a share of the whole-record value for RMSSD and RSA, else in
    the unit of the index."""
    largest: float | None


@dataclass(frozen=True, slots=True)
class OfflineResults:
    """A session analysed as a whole. Never mix its numbers with those that were shown live."""

    algorithm: str
    beats: tuple[Beat, ...]
    breaths: tuple[Breath, ...]
    windows: tuple[WindowSummary, ...]
    """60-s windows, NeuroKit2's values of the same intervals beside ours."""
    differences: tuple[Difference, ...]
    """Empty where no live engine ran."""
    upside_down: tuple[str, ...] = ()
    """People whose ECG is upside down over the whole record: it gives no beats here."""


def offline(results: SessionResults) -> OfflineResults:
    """Return the whole-record analysis of a session computed with its samples.

    Parameters
    ----------
    results : SessionResults
        From ``analyse(folder, samples=True)``; the edits of the session are in its events.

    Notes
    -----
    Persons with an RR stream as their heart keep its beats: there is no signal to detect in.
    """
    beats: list[Beat] = []
    breaths: list[Breath] = []
    specs = [samples.spec for samples in results.samples]
    people = [participant.label for participant in results.participants]
    upside_down: list[str] = []
    for person in people:
        mine = [spec for spec in specs if spec.person == person]
        heart, belt = choose_streams(mine)
        found = [b for b in results.beats if b.person == person]
        if heart is not None and heart.regular:
            times, values = _channel(results.samples, heart)
            upright = -values if heart.inverted else values
            mains_hz = results.settings.mains_hz
            ecg = heart.role is Role.ECG
            if ecg and whole_polarity(heart, times, upright, mains_hz=mains_hz) is Polarity.TURNED:
                upside_down.append(person)
                found = []
            else:
                found = whole_beats(heart, times, upright, mains_hz=mains_hz)
        if belt is not None:
            pulse = heart is not None and heart.role is Role.PPG
            delay = results.settings.ppg_delay_s if pulse else 0.0
            times, values = _channel(results.samples, belt)
            upright = -values if belt.inverted else values
            breaths += [
                without_turned(breath, results.turned)
                for breath in whole_breaths(belt, times, upright, found, delay_s=delay)
            ]
        beats += found
    records = person_records(people, beats, breaths, results.conditions)
    windows = windows_of(records.values(), 0.0, results.t_end)
    return OfflineResults(
        ALGORITHM, tuple(beats), tuple(breaths), windows,
        tuple(_differences(people, results.windows, windows)) if results.live else (),
        tuple(upside_down),
    )  # fmt: skip


def _channel(samples: Sequence[StreamSamples], spec: StreamSpec) -> tuple[FloatArray, FloatArray]:
    of_stream = next(item for item in samples if item.spec == spec)
    return of_stream.times, of_stream.values[:, spec.channel]


def _differences(
    people: Sequence[str], live: Sequence[WindowSummary], whole: Sequence[WindowSummary]
) -> list[Difference]:
    by_key = {(window.person, window.t0): window for window in whole}
    found = []
    for person in people:
        pairs = [
            (mine, by_key[person, mine.t0])
            for mine in live
            if mine.person == person and (person, mine.t0) in by_key
        ]
        for name, (_, relative) in COMPARED.items():
            off = [
                abs(one - two) / (two if relative else 1.0)
                for a, b in pairs
                if (one := getattr(a, name)) is not None
                and (two := getattr(b, name)) is not None
                and (two != 0 or not relative)
            ]
            median = float(np.median(off)) if off else math.nan
            found.append(
                Difference(person, name, len(off), median if off else None, max(off, default=None))
            )
    return found
