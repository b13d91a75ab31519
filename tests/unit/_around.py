"""A session of half an hour in which events do to bodies what a test says they do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.signal import lfilter

from safehold.core.results import SessionResults
from safehold.core.types import Baseline, Beat, BeatStatus, Event, FloatArray, Tick, ZoneName
from safehold.offline.around import session_around, session_repairs
from safehold.offline.measures import session_epochs, session_measures
from safehold.offline.pair_maps import session_pair_maps

REST = {"client": 72.0, "therapist": 66.0}
SPREAD = 3.0


def beats(person: str, rates: FloatArray) -> list[Beat]:
    """Return the beats of heart rates of each second, 1/min."""
    t, made = 0.2, [Beat(person, 0.2, None, BeatStatus.FIRST, (), "ecg")]
    while t < rates.size - 2:
        rr = 60_000 / float(rates[int(t)])
        t += rr / 1000
        made.append(Beat(person, t, rr, BeatStatus.OK, (), "ecg"))
    return made


def slow(rng: np.random.Generator, n: int) -> FloatArray:
    """Return a series that wanders, SD 1."""
    made = lfilter([1], [1, -0.97], rng.normal(size=n + 300))[300:] * np.sqrt(1 - 0.97**2)
    return np.asarray(made, dtype=np.float64)


def around_session(
    session: SessionResults,
    events: Sequence[Event],
    effects: Mapping[str, float] | None = None,
    *,
    seconds: int = 1800,
    seed: int = 3,
) -> SessionResults:
    """Return a computed session of two people.

    Parameters
    ----------
    session : SessionResults
        Whose people, streams and settings it has.
    events : sequence of Event
        What was coded.
    effects : mapping of str to float
        By code by how much the client's heart rate lies higher for a minute after an onset, bpm.
    """
    rng = np.random.default_rng(seed)
    rates = {p: REST[p] + SPREAD * slow(rng, seconds) for p in REST}
    for event in events:
        k = int(event.onset)
        rates["client"][k : k + 70] += (effects or {}).get(event.code, 0.0)
    ticks: list[Tick] = []
    for person, rate in rates.items():
        a = (lfilter(np.full(30, 1 / 30), [1], rate - REST[person])) / SPREAD
        v = slow(rng, seconds)
        like = next(t for t in session.ticks if t.person == person and t.t == 60)
        for t in range(1, seconds):
            state = ZoneName.HIGH if a[t] > 1.0 else ZoneName.WITHIN
            zone = dataclasses.replace(
                like.zone, state=state, a=float(a[t]), v=float(v[t]), baseline_id=f"{person}-b1",
                provisional=False,
            )  # fmt: skip
            ticks.append(dataclasses.replace(like, t=t, zone=zone))
    whole = dataclasses.replace(
        session,
        beats=tuple(b for p, rate in rates.items() for b in beats(p, rate)),
        ticks=tuple(ticks),
        baselines=tuple(
            Baseline(f"{p}-b1", p, 0.0, 120.0, REST[p], SPREAD, SPREAD, 0.2, "ln_rmssd", 3.0, 1.0,
                     0.5, False, ())
            for p in REST
        ),
        t_end=float(seconds),
        events=tuple(sorted(events, key=lambda e: e.onset)),
    )  # fmt: skip
    whole = dataclasses.replace(
        whole, measures=session_measures(whole), epochs=session_epochs(whole),
        pair_maps=session_pair_maps(whole),
    )  # fmt: skip
    return dataclasses.replace(whole, around=session_around(whole), repairs=session_repairs(whole))
