"""The lag of straps whose wearer has an ECG too: measured while the session runs, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from processing.signals.beats import RR_UNITS_MS
from processing.signals.rr_lag import RrLag, rr_lag
from safehold.core.messages import Message
from safehold.core.types import Level, Role, StreamSpec
from safehold.session.model import SessionModel
from safehold.session.status import StreamStatus

EVERY_S = 10.0
LOOK_S = 60.0
AHEAD_S = 1.0
"""Intervals stamped less than this before the ECG's last beat wait for the next look."""


class RrLags:
    """Keeps the last measured lag of every RR stream beside an ECG.

    Where there is an ECG, beat times are the ECG's, so the lag changes no number: it says what
    the strap's stamps are worth. Exports take it away (:mod:`safehold.offline.strap_intervals`).

    Parameters
    ----------
    model : SessionModel
        Has the beats of the ECG and the intervals of the strap.
    specs : sequence of StreamSpec
        Streams of the session.
    """

    def __init__(self, model: SessionModel, specs: Sequence[StreamSpec]) -> None:
        self._model = model
        people = {spec.person for spec in specs if spec.role is Role.ECG and spec.person}
        self._straps = [
            spec
            for spec in specs
            if spec.role is Role.RR and spec.person in people and spec.unit in RR_UNITS_MS
        ]
        self._lags: dict[str, RrLag] = {}
        self._next = 0.0

    def add_to(self, streams: Sequence[StreamStatus], now: float) -> tuple[StreamStatus, ...]:
        """Return the statuses with the lags in them; measures again now and then."""
        if self._straps and now >= self._next:
            self._next = now + EVERY_S
            for spec in self._straps:
                self._measure(spec, now)
        return tuple(
            replace(s, health=replace(s.health, rr_lag_s=self._lags[s.spec.stream_id].lag_s))
            if s.health is not None and s.spec.stream_id in self._lags
            else s
            for s in streams
        )

    def _measure(self, spec: StreamSpec, now: float) -> None:
        person = spec.person or ""
        beats = np.array([b.time for b in self._model.recent_beats(person) if b.source == "ecg"])
        times, values = self._model.snapshot(spec.stream_id, LOOK_S)
        if beats.size < 2:
            return
        done = times <= beats[-1] - AHEAD_S
        found = rr_lag(beats, times[done], values[done] * RR_UNITS_MS[spec.unit])
        if found is None:
            return
        if spec.stream_id not in self._lags:
            text = Message(
                "{name}: its RR intervals are stamped {lag_s:+.2f} s after their "
                "beats in the ECG (spread {spread_s:.2f} s, {n} intervals). Beat "
                "times are the ECG's; the strap is recorded as it came.",
                code="rr_lag",
                name=spec.name,
                lag_s=found.lag_s,
                spread_s=found.spread_s,
                n=found.n,
            )
            self._model.notify(
                Level.INFO, "rr_lag", text, person=person, stream_id=spec.stream_id, t=now
            )
        self._lags[spec.stream_id] = found
