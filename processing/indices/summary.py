"""Indices over whole windows of final beats and breaths, beside NeuroKit2's own values.

Validity is not decided here: :func:`processing.indices.window.look` says what forbids or degrades
a window, :func:`processing.indices.indices.compute_indices` what its beats and breaths allow, as
they do for every tick.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from processing.indices.breathed import BreathLog, scored
from processing.indices.indices import beat_intervals, by_name, compute_indices
from processing.indices.registry import Material, compute
from processing.indices.report_indices import LN_HF, MIN_IN_BAND, SDNN, SPECTRAL_S, breathing
from processing.indices.spectral import HF_BAND_HZ
from processing.indices.window import ConditionLog, look, unique
from processing.signals import neurokit_hrv
from processing.signals.intervals import Intervals
from safehold.core.conditions import Conditions
from safehold.core.results import WindowSummary
from safehold.core.types import Beat, Breath, FloatArray, IndexValue, Status

_Made: TypeAlias = tuple[tuple[IndexValue, ...], Material]

WINDOWS_KEPT = 4
HEART_SHOWN, BREATH_SHOWN = ("hr", "rmssd", "sdnn"), ("p2t", "resp_rate")
"""Indices whose reasons a window names; those of breaths where there is a belt."""
TURNED_BEATS_S = 3.75
"""An ECG is searched 5 s ahead of a tick: beats from so long after a turn on are of the ECG as it
is read since then. (From 4 s on; a beat is placed between samples, and none is 250 ms long.)"""


class PersonRecord:
    """Everything final about one person, from which the indices of any window are made.

    Parameters
    ----------
    person : str
        Whose; what is of others is left out.
    beats, breaths : iterable
        Final beats and breaths in order of time.
    conditions : iterable of Conditions
        What the engine noted, ascending. Without any, only beats and breaths are judged.
    """

    def __init__(
        self,
        person: str,
        beats: Iterable[Beat],
        breaths: Iterable[Breath],
        conditions: Iterable[Conditions],
    ) -> None:
        self.person = person
        self._beats = [beat for beat in beats if beat.person == person]
        self._beat_times = [beat.time for beat in self._beats]
        self._intervals = beat_intervals(self._beats)
        self._breaths = [breath for breath in breaths if breath.person == person]
        self._read = [scored(breath) for breath in self._breaths]
        self._breath_ends = [breath.t_end for breath in self._breaths]
        noted = [item for item in conditions if item.person == person]
        self._noted = ConditionLog(noted)
        self._turns = [item.t + TURNED_BEATS_S for item in noted if item.heart_turned]
        self._belt_turns = [item.t - 1.0 for item in noted if item.turned]
        self._heart = self._beats[0].source if self._beats else ""
        self._made: dict[tuple[float, float], _Made] = {}
        """Of the windows that were asked for last: of one there are several rows."""

    def indices(self, t0: float, t1: float) -> Mapping[str, IndexValue]:
        """Return the indices of the ticks, SDNN and HF over one window, by name.

        Parameters
        ----------
        t0, t1 : float
            Limits, session time s.

        Returns
        -------
        mapping of str to IndexValue
            Each with its validity, as a tick at ``t1`` has it whose windows begin at ``t0``.
        """
        made, material = self._of_window(t0, t1)
        report = (compute(index, material, t1 - t0) for index in (SDNN, LN_HF))
        return by_name((*made, *report))

    def of_ticks(self, t0: float, t1: float) -> Mapping[str, IndexValue]:
        """Return the indices of the ticks alone, as of :meth:`indices`."""
        return by_name(self._of_window(t0, t1)[0])

    def _of_window(self, t0: float, t1: float) -> _Made:
        """Return the indices of the ticks over one window, and what others are made of."""
        made = self._made.get((t0, t1))
        if made is None:
            if len(self._made) >= WINDOWS_KEPT:
                self._made = {}
            made = self._made[t0, t1] = self._make(t0, t1)
        return made

    def _make(self, t0: float, t1: float) -> _Made:
        length, ended = t1 - t0, self._ended(t0, t1)
        inside, beats = self._inside(t0, t1)
        breathed = BreathLog(self._read[ended]).between(t1 - length, t1)
        window, gates = look(self._noted, breathed, t1, length, length)
        if self._noted.last(t1) is None:
            window = replace(window, heart=self._heart, resp_unit="" if self._breaths else None)
        material = Material(t1, inside, self._breaths[ended], window.heart, gates, beats)
        return compute_indices(window, inside, breathed, gates), material

    def _inside(self, t0: float, t1: float) -> tuple[Intervals, list[Beat]]:
        """Return intervals and beats of a window; none that was found before an ECG was turned."""
        since = max(t0, _last_by(self._turns, t1, TURNED_BEATS_S))
        first, stop = bisect_left(self._beat_times, since), bisect_right(self._beat_times, t1)
        return self._intervals.between(since, t1), self._beats[first:stop]

    def _ended(self, t0: float, t1: float) -> slice:
        """Return which breaths ended in a window, and after the belt was turned."""
        since = _last_by(self._belt_turns, t1, -1.0)
        first = max(bisect_left(self._breath_ends, t0), bisect_right(self._breath_ends, since))
        return slice(first, max(first, bisect_right(self._breath_ends, t1)))

    def _has_belt(self, t1: float) -> bool:
        now = self._noted.last(t1)
        return bool(self._breaths) if now is None else now.resp_unit is not None

    def summary(self, t0: float, t1: float, *, compare: bool = True) -> WindowSummary:
        """Return the row of one window.

        Parameters
        ----------
        t0, t1 : float
            Limits, session time s.
        compare : bool
            With NeuroKit2's values of the same usable intervals, which take ten times as long.
        """
        found, length = self.indices(t0, t1), t1 - t0
        material = self._of_window(t0, t1)[1]
        inside, breathed = material.intervals, breathing(material, length)
        ok = inside.ok
        names = HEART_SHOWN + (BREATH_SHOWN if self._has_belt(t1) else ())
        shown = [found[name] for name in names]
        why = unique(*(v.reasons for v in shown if v.status is Status.MISSING))
        hr, hf = found["hr"].value, found["ln_hf"]
        return WindowSummary(
            person=self.person,
            t0=t0,
            t1=t1,
            n_beats=len(inside) + 1 if len(inside) else 0,
            pct_valid=float(np.clip(100 * found["hr"].coverage, 0, 100)),
            hr_mean_bpm=hr,
            rr_mean_ms=None if hr is None else 60000 / hr,
            rmssd_ms=found["rmssd"].value,
            sdnn_ms=found["sdnn"].value,
            rsa_p2t_ms=found["p2t"].value,
            resp_rate_bpm=found["resp_rate"].value,
            neurokit=_neurokits(inside.rr[ok], inside.end[ok], length) if compare else {},
            exclude_reason=";".join(reason.value for reason in why),
            rsa_hf_ln_ms2=hf.value,
            hf_band_hz=HF_BAND_HZ,
            resp_in_band=breathed.share(*HF_BAND_HZ) >= MIN_IN_BAND if breathed.known else None,
            hf_reasons=hf.reasons,
            reservations=unique(*(v.reasons for v in shown if v.status is Status.DEGRADED)),
            indices=found,
        )


def _last_by(times: Sequence[float], t1: float, after: float) -> float:
    """Return the last of times whose turn came by ``t1``; they stand so long after it."""
    place = bisect_right(times, t1 + after)
    return times[place - 1] if place else -math.inf


def person_records(
    people: Iterable[str],
    beats: Sequence[Beat],
    breaths: Sequence[Breath],
    conditions: Sequence[Conditions],
) -> dict[str, PersonRecord]:
    """Return the records of people by their labels."""
    return {person: PersonRecord(person, beats, breaths, conditions) for person in people}


def _neurokits(rr: FloatArray, ends: FloatArray, length: float) -> dict[str, float | None]:
    hf = neurokit_hrv.ln_hf(rr, ends) if length >= SPECTRAL_S else None
    return {**neurokit_hrv.time_domain(rr, ends), "hf_ln_ms2": hf}


def summarise_windows(
    record: PersonRecord,
    *,
    t_start: float,
    t_end: float,
    length_s: float = 60.0,
    step_s: float = 60.0,
) -> list[WindowSummary]:
    """Return indices over windows [t_start + k step, + length] that end by ``t_end``.

    Parameters
    ----------
    record : PersonRecord
        Whose.
    t_start, t_end : float
        Limits, session time s.
    length_s, step_s : float
        Length of a window and distance of their starts, s.

    Returns
    -------
    list of WindowSummary
        Values by the rules of the ticks; None where one is not met, and ``exclude_reason`` names
        the rules. NeuroKit2's values are of the same usable intervals.

    Raises
    ------
    ValueError
        When a length or step is not positive.
    """
    if length_s <= 0 or step_s <= 0:
        raise ValueError(f"length_s = {length_s} and step_s = {step_s} must be positive")
    count = int(np.floor((t_end - t_start - length_s) / step_s + 1e-9)) + 1
    starts = [t_start + k * step_s for k in range(max(count, 0))]
    return [record.summary(t0, t0 + length_s) for t0 in starts]
