"""Zones: where a person is relative to the own resting baseline (methods 4.4).

A pure state machine over consecutive ticks: the state depends on the sequence of ticks and on
nothing else. Two axes, heart rate and one vagal index, each in units of the person's own resting
spread; a threshold on each; hysteresis and dwell against flicker; and ``unknown`` as a state of
its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from processing.indices.indices import SE_PER_PAIR
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings, ZoneSettings
from safehold.core.types import Baseline, IndexValue, Status, SubZone, ZoneName, ZoneState

SA_FLOOR = 0.25
"""Least standard error of the arousal axis, z (methods 4.4)."""
LOWER_BAND_A = -1.5
"""Arousal at or below which the lower bands inside ``within`` begin, z."""


@quick
@dataclass(frozen=True, slots=True)
class Axes:
    """Position relative to the baseline in z, with standard errors; None = not known."""

    a: float | None = None
    v: float | None = None
    sa: float | None = None
    sv: float | None = None

    def from_rest(self, errors: float) -> Axes:
        """Return the place so many standard errors farther from rest on both axes.

        Rest is no change of the heart rate, and the vagal index high; negative: nearer to it.
        """
        a, v = self.a, self.v
        if a is not None and self.sa is not None:
            a = math.copysign(max(0.0, abs(a) + errors * self.sa), a)
        if v is not None and self.sv is not None:
            v -= errors * self.sv
        return Axes(a, v, self.sa, self.sv)


def usable(value: IndexValue | None) -> float | None:
    """Return the number of an index that may enter a computation, or None."""
    if value is None or value.status is Status.MISSING or value.value is None:
        return None
    return value.value if math.isfinite(value.value) else None


def standard_error(vagal: IndexValue) -> float | None:
    """Return the standard error of the vagal index in its unit, or None when it is not known.

    The index's own, where it gives one; else ``0.9 / sqrt(pairs)``.
    """
    if vagal.se is not None and math.isfinite(vagal.se):
        return abs(vagal.se)
    return SE_PER_PAIR / math.sqrt(vagal.n_pairs) if vagal.n_pairs >= 1 else None


def axes(indices: Mapping[str, IndexValue], baseline: Baseline) -> Axes:
    """Return both axes in z; an axis whose index is not valid is None.

    ``a = (HR - HR_b) / s_HR`` with ``sa = sqrt(.25^2 + 1/n_HR)``;
    ``v = (V - V_b) / s_V`` with ``sv = sqrt((SE_V/s_V)^2 + (flagged/s_V)^2 + 1/n_V)``.
    """
    a = sa = v = sv = None
    hr = usable(indices.get("hr"))
    if hr is not None:
        a = (hr - baseline.hr) / baseline.hr_spread
        sa = math.hypot(SA_FLOOR, 1 / math.sqrt(baseline.n_hr))
    index = indices.get(baseline.vagal_index)
    value = usable(index)
    if index is not None and value is not None:
        se = standard_error(index)
        if se is not None and baseline.vagal is not None and baseline.vagal_spread is not None:
            spread = baseline.vagal_spread
            v = (value - baseline.vagal) / spread
            sv = math.hypot(
                se / spread, index.pct_flagged / spread, 1 / math.sqrt(baseline.n_vagal)
            )
    return Axes(a, v, sa, sv)


def next_zone(
    state: ZoneName, place: Axes, settings: ZoneSettings, *, hr_only: bool
) -> ZoneName | None:
    """Return the candidate, or None while an input is missing; unknown acts as within.

    High needs ``a >= th`` and ``v <= -tv``, low ``a <= -th`` and ``v <= tl``. A zone is left
    ``hysteresis`` nearer to rest, on either axis. In the HR-only mode ``a >= th_hr_only`` is
    high, and there is no low zone.
    """
    a, v = place.a, place.v
    if a is None or (v is None and not hr_only):
        return None
    high = settings.hysteresis if state is ZoneName.HIGH else 0.0
    low = settings.hysteresis if state is ZoneName.LOW else 0.0
    if v is None or hr_only:
        return ZoneName.HIGH if a >= settings.th_hr_only - high else ZoneName.WITHIN
    if a >= settings.th - high and v <= high - settings.tv:
        return ZoneName.HIGH
    if a <= low - settings.th and v <= low + settings.tl:
        return ZoneName.LOW
    return ZoneName.WITHIN


def next_band(band: SubZone, a: float, v: float, settings: ZoneSettings) -> SubZone:
    """Return the descriptive band inside ``within`` (methods 4.4 and 6.4).

    Precedence: activated with the vagal index kept, near lower, settled, then the bands of
    ``x = (a - v) / 2``. A band is entered at its threshold and left ``hysteresis`` nearer to rest.
    """
    ease = settings.hysteresis

    def eased(*bands: SubZone) -> float:
        return ease if band in bands else 0.0

    kept = eased(SubZone.ACTIVATED_VAGAL_KEPT)
    if a >= settings.th - kept and v > -settings.tv - kept:
        return SubZone.ACTIVATED_VAGAL_KEPT
    near = eased(SubZone.NEAR_LOWER)
    if a <= LOWER_BAND_A + near and v <= near:
        return SubZone.NEAR_LOWER
    if a <= LOWER_BAND_A + eased(SubZone.SETTLED, SubZone.NEAR_LOWER):
        return SubZone.SETTLED
    x = (a - v) / 2
    if x >= settings.near_upper_from - eased(SubZone.NEAR_UPPER):
        return SubZone.NEAR_UPPER
    if x >= settings.near_baseline_below - eased(SubZone.ELEVATED, SubZone.NEAR_UPPER):
        return SubZone.ELEVATED
    return SubZone.NEAR_BASELINE


class _Dwell:
    """Since which tick the same candidate has been held without interruption."""

    def __init__(self) -> None:
        self._candidate: str | None = None
        self._since = 0

    def held(self, candidate: str, t: int) -> int:
        """Return for how many seconds the candidate has been held at tick ``t``."""
        if candidate != self._candidate:
            self._candidate, self._since = candidate, t
        return t - self._since

    def interrupt(self) -> None:
        """Forget the candidate."""
        self._candidate = None


class ZoneTracker:
    """The zone of one person from tick to tick.

    Parameters
    ----------
    settings : EngineSettings
        Thresholds, dwell times; their hash stands in every state.

    Notes
    -----
    A missing input is bridged for ``unknown_after_s`` (state held, ``held`` true), then the
    state is ``unknown``. Any missing tick interrupts a dwell. From ``unknown`` every state,
    ``within`` too, is entered only after its dwell time; until then the reason is ``dwell``.
    A vagal index that is missing while the baseline has one is a missing input: the HR-only mode
    belongs to the baseline and is never slipped into.
    """

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings.zones
        self._params_hash = settings.params_hash
        self._state = ZoneName.UNKNOWN
        self._since: int | None = None
        self._band = SubZone.NONE
        self._zone_dwell = _Dwell()
        self._band_dwell = _Dwell()
        self._last_tick: int | None = None
        self._last_valid: int | None = None
        self._baseline_id = ""

    def use(self, settings: EngineSettings) -> None:
        """Judge by other settings from the next tick on; state and dwell go on."""
        self._settings = settings.zones
        self._params_hash = settings.params_hash

    def update(
        self,
        t: int,
        indices: Mapping[str, IndexValue],
        baseline: Baseline | None,
        confounds: tuple[str, ...],
    ) -> ZoneState:
        """Return the zone at tick ``t``.

        Parameters
        ----------
        t : int
            Session time in whole seconds; larger than in the call before. A step of more than
            one second counts as missing ticks.
        indices : mapping of str to IndexValue
            The indices of this tick by name.
        baseline : Baseline or None
            The baseline in force; another one than before restarts the dwell, not the state.
        confounds : tuple of str
            Codes of confound events in force; passed through.

        Raises
        ------
        ValueError
            When ``t`` does not grow.
        """
        self._step(t, baseline)
        hr_only = baseline is not None and not baseline.vagal_index
        place = Axes() if baseline is None else axes(indices, baseline)
        found = next_zone(self._state, place, self._settings, hr_only=hr_only)
        if found is None:
            self._bridge(t, has_baseline=baseline is not None)
            reasons = missing_reasons(indices, baseline)
        else:
            self._advance(t, found, place)
            reasons = (Reason.DWELL,) if self._state is ZoneName.UNKNOWN else ()
        return ZoneState(
            state=self._state,
            substate=self._band if self._state is ZoneName.WITHIN else SubZone.NONE,
            candidate=ZoneName.UNKNOWN if found is None else found,
            since=t if self._since is None else self._since,
            held=found is None and self._state is not ZoneName.UNKNOWN,
            a=place.a,
            v=place.v,
            sa=place.sa,
            sv=place.sv,
            reasons=reasons + _standing_reasons(baseline),
            confounds=confounds,
            baseline_id="" if baseline is None else baseline.baseline_id,
            provisional=baseline is not None and baseline.provisional,
            hr_only=hr_only,
            params_hash=self._params_hash,
        )

    def _step(self, t: int, baseline: Baseline | None) -> None:
        if self._last_tick is not None and t <= self._last_tick:
            raise ValueError(f"tick {t} does not follow tick {self._last_tick}")
        baseline_id = "" if baseline is None else baseline.baseline_id
        jumped = self._last_tick is not None and t != self._last_tick + 1
        if jumped or baseline_id != self._baseline_id:
            self._interrupt()
        if jumped and self._bridged_too_long(t - 1):
            self._commit(ZoneName.UNKNOWN, t)
        if self._since is None:
            self._since = t
        self._last_tick, self._baseline_id = t, baseline_id

    def _bridged_too_long(self, t: int) -> bool:
        last = self._last_valid
        return last is None or t - last > self._settings.unknown_after_s

    def _bridge(self, t: int, *, has_baseline: bool) -> None:
        self._interrupt()
        if not has_baseline or self._bridged_too_long(t):
            self._commit(ZoneName.UNKNOWN, t)

    def _advance(self, t: int, candidate: ZoneName, place: Axes) -> None:
        settings = self._settings
        self._last_valid = t
        dwell = settings.dwell_out_s if candidate is ZoneName.WITHIN else settings.dwell_in_s
        if self._zone_dwell.held(candidate, t) >= dwell:
            self._commit(candidate, t)
        if place.a is None or place.v is None:  # without a vagal index there are no bands
            self._band = SubZone.NONE
            self._band_dwell.interrupt()
        else:
            band = next_band(self._band, place.a, place.v, settings)
            if self._band_dwell.held(band, t) >= settings.band_dwell_s:
                self._band = band

    def _interrupt(self) -> None:
        self._zone_dwell.interrupt()
        self._band_dwell.interrupt()

    def _commit(self, state: ZoneName, t: int) -> None:
        if state is not self._state:
            self._state, self._since = state, t
        if state is ZoneName.UNKNOWN:
            self._band = SubZone.NONE


def missing_reasons(
    indices: Mapping[str, IndexValue], baseline: Baseline | None
) -> tuple[Reason, ...]:
    """Return why the zone has no inputs: the reasons of the indices it needs, each once."""
    if baseline is None:
        return (Reason.NO_BASELINE,)
    needed = ("hr", baseline.vagal_index) if baseline.vagal_index else ("hr",)
    found: list[Reason] = []
    for name in needed:
        value = indices.get(name)
        if value is None:
            found.append(Reason.NO_STREAM)
        elif usable(value) is None:
            found.extend(value.reasons or (Reason.DETECTOR_FAILED,))
        elif name != "hr" and standard_error(value) is None:
            found.append(Reason.TOO_FEW_PAIRS)
    return tuple(dict.fromkeys(found))


def _standing_reasons(baseline: Baseline | None) -> tuple[Reason, ...]:
    if baseline is None:
        return ()
    hr_only = () if baseline.vagal_index else (Reason.HR_ONLY,)
    return hr_only + ((Reason.BASELINE_PROVISIONAL,) if baseline.provisional else ())
