"""What pre-flight says of a stream of RR intervals: whether they are intervals, one per beat.

The verdict is the engine's own (:func:`processing.signals.rr_form.rr_form`) on what was looked
at. No number is said: pre-flight is seen before a blind session too.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from processing.signals.beats import RR_UNITS_MS
from processing.signals.flags import DEFAULT_LIMITS_MS
from processing.signals.rr_form import AT_BEATS_S, fitting_unit, looks_like_rate, rr_form
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.silence import RR_SILENT_S
from safehold.core.types import FloatArray, StreamSpec

_REMEDIES: Final = {
    Reason.RR_HELD: Message("Let its program send each RR interval once, when its beat has come."),
    Reason.RR_RESAMPLED: Message(
        "Let its program send each RR interval once, when its beat has come."
    ),
    Reason.RR_AHEAD: Message(
        "Let its program send each RR interval once, when its beat has come."
    ),
    Reason.RR_BEHIND: Message(
        "Bring sensor and receiver nearer together; its program may skip beats."
    ),
    Reason.RR_STUCK: Message(
        "Check that its program still receives the sensor, or start it again."
    ),
}


STUCK_VALUES: Final = 5
"""So many equal intervals are those of a program that stands still. It is over where the newest
are right beyond doubt:"""
MENDED_STEPS: Final = 3
"""so many differ, and end where they are stamped."""


def rr_finding(what: Message, spec: StreamSpec, stamps: FloatArray, values: FloatArray) -> Finding:
    """Return whether a stream of RR intervals can be used, and how it is taken.

    Parameters
    ----------
    what : str
        What was looked at, in two or three words.
    spec : StreamSpec
        The stream; its unit is one of ``RR_UNITS_MS``.
    stamps, values : ndarray, shape (n,)
        What was looked at: raw stamps in s, and values in the stream's unit.
    """
    usable = values > 0
    stamps, values = stamps[usable], values[usable]
    if stamps.size == 0:
        return warn(what, Message("no beat yet"), Message("Wait some seconds and look again."))
    rr_ms = values * RR_UNITS_MS.get(spec.unit, 1.0)
    since = _over(stamps, rr_ms)
    stamps, values, rr_ms = stamps[since:], values[since:], rr_ms[since:]
    form = rr_form(np.maximum.accumulate(stamps), rr_ms)
    if form is None or (form.reason is None and not form.held):
        last = slice(-STUCK_VALUES, None)
        long = stamps.size >= STUCK_VALUES and np.ptp(stamps[last]) > RR_SILENT_S
        if long and np.ptp(rr_ms[last]) == 0:
            return warn(what, EXPLANATIONS[Reason.RR_STUCK], _REMEDIES[Reason.RR_STUCK])
    low, high = DEFAULT_LIMITS_MS
    possible = low <= float(np.median(rr_ms)) <= high
    if form is None:
        return _early(what, spec, possible=possible, unit=fitting_unit(stamps, values))
    if form.held:
        return warn(
            what,
            Message(
                "it repeats each interval until the next beat; one beat is taken per "
                "change of value"
            ),
            _REMEDIES[Reason.RR_HELD],
        )
    if form.reason is Reason.RR_UNIT:
        return _other_unit(what, spec, values, fitting_unit(stamps, values))
    if form.reason is not None:
        say = warn if form.rate_holds else fail
        return say(what, EXPLANATIONS[form.reason], _REMEDIES[form.reason])
    if not possible:
        return fail(
            what,
            EXPLANATIONS[Reason.BEYOND_RANGE],
            Message("The intervals are recorded; heart rate and RMSSD will be missing."),
        )
    if form.remark is not None:
        return warn(what, EXPLANATIONS[form.remark], _REMEDIES[form.remark])
    return ok(what, Message("beats arrive at plausible intervals"))


def _over(stamps: FloatArray, rr_ms: FloatArray) -> int:
    """Return from which value on to judge: after the last time that a program stood still."""
    steps, newest = np.diff(stamps)[-MENDED_STEPS:], rr_ms[-MENDED_STEPS:]
    if steps.size < MENDED_STEPS or np.unique(newest).size < MENDED_STEPS:
        return 0
    if np.any(np.abs(steps - newest / 1000) > AT_BEATS_S):
        return 0
    runs = np.convolve(np.diff(rr_ms) == 0, np.ones(STUCK_VALUES - 1), "valid") == STUCK_VALUES - 1
    return int(np.flatnonzero(runs)[-1]) + STUCK_VALUES if runs.any() else 0


def _early(what: Message, spec: StreamSpec, *, possible: bool, unit: str | None) -> Finding:
    """Return what can be said before the intervals can be held against time."""
    if not possible and unit != spec.unit:
        return warn(what, EXPLANATIONS[Reason.RR_UNIT], _SAY_UNIT)
    if spec.nominal_rate > 0:
        return warn(
            what,
            Message("declared regular: not yet known whether values are repeated between beats"),
            Message("Wait some seconds and look again."),
        )
    if not possible:
        return warn(
            what, EXPLANATIONS[Reason.BEYOND_RANGE], Message("Wait some seconds and look again.")
        )
    return ok(what, Message("beats arrive at plausible intervals"))


_SAY_UNIT: Final = Message("Set its unit: safehold streams set NAME --unit s.")


def _other_unit(what: Message, spec: StreamSpec, values: FloatArray, unit: str | None) -> Finding:
    if unit is not None and unit != spec.unit:
        return fail(
            what,
            Message(
                "its values are not intervals in {stated}, but fit the time in {unit}",
                stated=spec.unit,
                unit=unit,
            ),
            Message("Set it: safehold streams set NAME --unit {unit}.", unit=unit),
        )
    if looks_like_rate(values):
        return fail(
            what,
            Message("its values are not intervals; they look like a heart rate"),
            Message("Set it: safehold streams set NAME --role heart_rate."),
        )
    return fail(what, EXPLANATIONS[Reason.RR_UNIT], _SAY_UNIT)
