"""Whether an index of another package behaves: what ``safehold verify --plugins`` runs.

An index of the report is a pure function of a window (:mod:`processing.indices.registry`). What
the engine takes for granted is tried here on made-up windows: the index answers under its own
name, says why a value is missing, reads its window and nothing else, keeps nothing, changes
nothing, and calls no number valid whose data are not there.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from processing.indices.indices import beat_intervals
from processing.indices.registry import LONGEST_WINDOW_S, Material, ReportIndex, refusal, registry
from processing.indices.window import Gates
from safehold.core.findings import Finding, fail, ok
from safehold.core.messages import Message, unforeseen
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Breath, IndexValue, Status

T1 = 900.0
"""End of the windows, session time s; there are data from long before."""
RR_MS, RSA_MS, BREATH_S = 850.0, 40.0, 4.0
SAME = 1e-6
"""Relative difference that rounding may make."""

Wrong = Iterator[tuple[Message, Message]]
"""What is wrong, and what to do."""


def check_index(index: ReportIndex) -> list[Finding]:
    """Try one index on made-up windows.

    Parameters
    ----------
    index : ReportIndex
        As it is registered under ``safehold.indices``.

    Returns
    -------
    list of Finding
        One for each thing that is wrong, or one that says that nothing is. The test of a package
        that brings an index asserts ``all_right(check_index(index))``.
    """
    what = Message("index {name!r}", name=getattr(index, "name", index))
    why = refusal(index, set())
    if why:
        return [fail(what, why, Message("See docs/plugins.md."))]
    wrong = []
    for check in CHECKS:
        try:
            wrong += [fail(what, found, remedy) for found, remedy in check(index)]
        except Exception as error:  # noqa: BLE001  foreign code may raise anything
            found = Message("{error} ({what})", error=unforeseen(error), what=_words(check))
            wrong.append(
                fail(what, found, Message("An index never raises: return without(base, why)."))
            )
    return wrong or [ok(what, Message("passes all {n} checks", n=len(CHECKS)))]


def check_installed() -> list[Finding]:
    """Return what :func:`check_index` says of every index that is not safehold's own."""
    found = [
        fail(Message("plug-in"), text, Message("Mend its package, or uninstall it."))
        for text in registry().failures
    ]
    for index in registry().foreign:
        found += check_index(index)
    return found or [ok(Message("plug-ins"), Message("none is installed"))]


def all_right(findings: Sequence[Finding]) -> bool:
    """Tell whether no finding asks for anything."""
    return not any(finding.remedy for finding in findings)


def window(
    *, t1: float = T1, seed: int = 1, flagged: float = 0.0, last_minute: float = 1.0
) -> Material:
    """Return quiet breathing at 15 breaths a minute with respiratory sinus arrhythmia.

    Parameters
    ----------
    t1 : float
        End of the window, session time s.
    seed : int
        Of the scatter of the beats.
    flagged : float
        Share of intervals that are flagged, 0-1.
    last_minute : float
        Share of the last minute that there are data of, 0-1.
    """
    dice = np.random.default_rng(seed)
    start, stop = t1 - LONGEST_WINDOW_S - 30, t1 - 60 * (1 - last_minute)
    times = [start]
    while times[-1] < stop:
        phase = 2 * math.pi * (times[-1] - t1) / BREATH_S
        times.append(times[-1] + (RR_MS + RSA_MS * math.sin(phase) + dice.normal(0, 5)) / 1000)
    poor = dice.random(len(times)) < flagged
    beats = [Beat("client", times[0], None, BeatStatus.FIRST, (), "ecg", 1.0)]
    for (before, time), bad in zip(pairwise(times), poor[1:], strict=True):
        status = BeatStatus.FLAGGED if bad else BeatStatus.OK
        why = (Reason.BEAT_QUALITY,) if bad else ()
        height = 1 + 0.06 * math.sin(2 * math.pi * (time - t1) / BREATH_S)
        beats.append(Beat("client", time, 1000 * (time - before), status, why, "ecg", height))
    onsets = t1 - BREATH_S * np.arange(int((t1 - start) / BREATH_S), 0, -1)
    breaths = tuple(
        Breath("client", t, t + 0.4 * BREATH_S, t + BREATH_S, 1.0, 2 * RSA_MS, "ok")
        for t in onsets.tolist()
        if t + BREATH_S <= stop
    )
    return Material(t1, beat_intervals(beats), breaths, "ecg", Gates(), tuple(beats))


def without_beats(material: Material) -> Material:
    """Return a window in which no beat was found."""
    return dataclasses.replace(material, intervals=beat_intervals(()), beats=())


def _answers(index: ReportIndex) -> Wrong:
    """In a window in which all is well."""
    value = index.compute(window(), index.window_s)
    yield from _form(index, value, index.window_s)
    if isinstance(value, IndexValue) and value.value is None:
        yield (
            Message(
                "has no value in quiet breathing with every beat found: {reasons}",
                reasons=", ".join(value.reasons),
            ),
            Message("Its gates are so narrow that nobody would ever see it."),
        )


def _form(index: ReportIndex, value: object, length_s: float) -> Wrong:
    if not isinstance(value, IndexValue):
        yield (
            Message("returned a {kind}", kind=type(value).__name__),
            Message("Return an IndexValue."),
        )
        return
    if (value.name, value.unit) != (index.name, index.unit):
        yield (
            Message("returned {name!r} in {unit!r}", name=value.name, unit=value.unit),
            Message(
                "Start from material.base({name!r}, {unit!r}, length_s).",
                name=index.name,
                unit=index.unit,
            ),
        )
    if (value.t0, value.t1) != (T1 - length_s, T1):
        yield (
            Message("names another window than it was given"),
            Message("Start from material.base(...)."),
        )
    if (value.value is None) != (value.status is Status.MISSING):
        yield (
            Message("its status does not go with its value"),
            Message("Use valued(...) and without(...)."),
        )
    if value.value is None and not value.reasons:
        yield (
            Message("is missing without a reason"),
            Message("Give one: without(base, [Reason...])."),
        )
    if value.value is not None and not math.isfinite(value.value):
        yield (
            Message("returned {value}", value=str(value.value)),
            Message("Values that are not valid are missing, with a reason."),
        )


def _empty(index: ReportIndex) -> Wrong:
    """In windows without beats and breaths, or without a heart stream."""
    nothing = dataclasses.replace(without_beats(window()), breaths=())
    for made in (nothing, dataclasses.replace(nothing, heart="")):
        value = index.compute(made, index.window_s)
        yield from _form(index, value, index.window_s)
        if value.value is not None:
            yield (
                Message("has a value without beats and breaths"),
                Message("Count what is in the window first."),
            )


def _gated(index: ReportIndex) -> Wrong:
    """In windows whose signal the engine does not trust."""
    why = (Reason.POOR_SIGNAL,)
    heart = Gates(missing=why, missing_vagal=why)
    gates = heart if _reads_beats(index) else Gates(missing_resp=why)
    value = index.compute(dataclasses.replace(window(), gates=gates), index.window_s)
    if value.value is not None:
        yield (
            Message("has a value although its signal cannot be trusted"),
            Message("Return without(base, reasons) for what material.gates gives as missing."),
        )


def _reads_beats(index: ReportIndex) -> bool:
    found = (index.compute(made, index.window_s) for made in (window(), without_beats(window())))
    return len({value.value for value in found}) > 1


def _thin(index: ReportIndex) -> Wrong:
    """In windows of which most is flagged or lost."""
    if not _reads_beats(index):
        return
    cases = [(Message("seven of ten intervals are flagged"), window(flagged=0.7))]
    if index.window_s <= 60:
        cases.append((Message("three quarters of its minute are lost"), window(last_minute=0.25)))
    for what, made in cases:
        if index.compute(made, index.window_s).status is Status.OK:
            yield (
                Message("calls a number valid although {what}", what=what),
                Message("Look at base.coverage and base.pct_flagged; say degraded or missing."),
            )


def _lengths(index: ReportIndex) -> Wrong:
    """Over the windows of tables, which are longer or shorter than its own."""
    for length_s in (10.0, 30.0, LONGEST_WINDOW_S):
        yield from _form(index, index.compute(window(), length_s), length_s)


def _pure(index: ReportIndex) -> Wrong:
    """Twice over the same window, with another one between."""
    made = window()
    for array in (made.intervals.start, made.intervals.end, made.intervals.rr):
        array.setflags(write=False)
    first = index.compute(made, index.window_s)
    index.compute(window(seed=2), index.window_s)
    if first != index.compute(window(), index.window_s):
        yield (
            Message("gives two answers for one window"),
            Message(
                "Keep nothing between calls and read no clock: replay must find what was seen "
                "live."
            ),
        )


def _own_window(index: ReportIndex) -> Wrong:
    """With other data before its window."""
    if index.window_s > LONGEST_WINDOW_S - 60:
        return
    made, t0 = window(), T1 - index.window_s - 10
    cut = dataclasses.replace(
        made,
        intervals=made.intervals.where(made.intervals.start >= t0),
        beats=tuple(beat for beat in made.beats if beat.time >= t0),
        breaths=tuple(breath for breath in made.breaths if breath.t_insp >= t0),
    )
    if not _alike(*(index.compute(one, index.window_s) for one in (made, cut))):
        yield (
            Message("depends on data from before its window"),
            Message("Use intervals.between(t1 - length_s, t1) and breaths_since(t1 - length_s)."),
        )


def _any_time(index: ReportIndex) -> Wrong:
    """Over the same window at another time of the session."""
    made = (window(), window(t1=T1 + 1000))
    if not _alike(*(index.compute(one, index.window_s) for one in made)):
        yield (
            Message("depends on when in the session its window is"),
            Message("Use differences of times only."),
        )


def _alike(one: IndexValue, two: IndexValue) -> bool:
    if one.value is None or two.value is None:
        return one.value is two.value
    return math.isclose(one.value, two.value, rel_tol=SAME, abs_tol=1e-9)


def _words(check: Callable[[ReportIndex], Wrong]) -> str:
    return (check.__doc__ or "").rstrip(".").lower()


CHECKS = (_answers, _empty, _gated, _thin, _lengths, _pure, _own_window, _any_time)
