"""Half minutes of two people, lagged: the table that actor-partner models read (methods 6.2)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import permutations

import numpy as np

from processing.indices.summary import PersonRecord, person_records
from processing.measures.speech_parted import speech_shares
from safehold.core.pair_bin import BIN_S, VALUES, PairBin
from safehold.core.results import SessionResults
from safehold.offline.phases import phase_names, phase_spans
from safehold.offline.turns import speech_spans

Values = Mapping[str, float | None]


def session_bins(results: SessionResults) -> tuple[PairBin, ...]:
    """Return every person beside every other in each whole half minute of a session.

    Each value rests on the beats and breaths inside its own bin, so neighbouring bins share
    nothing; those of the bin before stand in the same row. Where an index is not valid over half a
    minute it is missing, and nothing is filled in.
    """
    people = [p.label for p in results.participants]
    first, last = math.ceil(results.t_start / BIN_S), math.floor(results.t_end / BIN_S)
    if len(people) < 2 or first >= last:
        return ()
    numbers = range(first, last)
    records = person_records(people, results.beats, results.breaths, results.conditions)
    speech = speech_spans(results)
    values: dict[str, dict[int, Values]] = {}
    for person in people:
        spoken = None
        if person in speech:
            ends = np.arange(first * BIN_S + 1.0, last * BIN_S + 1)
            spoken = speech_shares(speech[person], ends).reshape(-1, BIN_S).mean(axis=1)
        values[person] = {
            k: _values(records[person], k, None if spoken is None else float(spoken[k - first]))
            for k in numbers
        }
    spans = [
        (t0, t1, phase)
        for phase in phase_names(results)
        for t0, t1 in phase_spans(results, phase).values()
    ]
    return tuple(
        PairBin(
            person, partner, k, _phase(spans, k), values[person][k], values[partner][k],
            values[person].get(k - 1, {}), values[partner].get(k - 1, {}),
        )
        for person, partner in permutations(people, 2)
        for k in numbers
    )  # fmt: skip


def _values(record: PersonRecord, number: int, spoken: float | None) -> Values:
    window = record.summary(number * BIN_S, (number + 1) * BIN_S, compare=False)
    found: dict[str, float | None] = {
        "hr": window.hr_mean_bpm,
        "ln_rmssd": _log(window.rmssd_ms),
        "ln_p2t": None if window.rsa_p2t_ms is None else math.log1p(window.rsa_p2t_ms),
        "resp_rate": window.resp_rate_bpm,
        "speech": spoken,
    }
    return {name: found[name] for name in VALUES}


def _log(value: float | None) -> float | None:
    return math.log(value) if value else None


def _phase(spans: list[tuple[float, float, str]], number: int) -> str:
    """Return the phase that holds throughout a bin; empty where none does."""
    t0, t1 = number * BIN_S, (number + 1) * BIN_S
    return next((name for a, b, name in spans if a <= t0 and t1 <= b), "")
