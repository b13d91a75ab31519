"""Which tests of a session hold, when all of them are counted.

Three families of tests are made in a session: changes around the events of codes (circular
shifts), two people (random orders of segments, adjusted among themselves by maxT) and continuous
ratings (circular shifts). Each is adjusted within (Holm 1979, where it is not already), then by
the number of families (Bonferroni): where nothing is linked to anything, at most 5 % of sessions
have any outcome at all, whatever the tests have to do with one another.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence

from scipy import stats

from safehold.core.measures import ProcessMeasure
from safehold.core.outcomes import Outcome, Outcomes
from safehold.core.results import Parting, SessionResults
from safehold.core.types import Status

LEVEL = 0.05
_STEM = "event_change_"


def holm(p: Sequence[float]) -> list[float]:
    """Return p values adjusted for one another (Holm 1979), in the order given."""
    order = sorted(range(len(p)), key=p.__getitem__)
    adjusted, largest = [0.0] * len(p), 0.0
    for rank, k in enumerate(order):
        largest = max(largest, min(1.0, p[k] * (len(p) - rank)))
        adjusted[k] = largest
    return adjusted


def outcomes(results: SessionResults) -> Outcomes:
    """Return what holds of the tests of a session.

    Numbers that are marked as no results (ultra-short windows) are tested by nobody: then nothing
    holds. Of one person and code, one pair and series, or one comparison, only the test with the
    smallest p is given.
    """
    families = (_events(results), _dyads(results), _ratings(results))
    tested = [family for family in families if family]
    n_tests = sum(map(len, tested))
    if results.settings.marks:
        return Outcomes(n_tests, ())
    found: dict[Hashable, Outcome] = {}
    for family in tested:
        for key, outcome in family:
            p = min(1.0, outcome.p * len(tested))
            if p <= LEVEL and _clear(outcome) and (key not in found or p < found[key].p):
                found[key] = Outcome(outcome.what, p, outcome.interval)
    return Outcomes(n_tests, tuple(sorted(found.values(), key=lambda outcome: outcome.p)))


_Family = list[tuple[Hashable, Outcome]]


def _clear(outcome: Outcome) -> bool:
    """Tell whether an interval, where there is one, leaves 0 out."""
    return outcome.interval is None or outcome.interval[0] * outcome.interval[1] > 0


def _events(results: SessionResults) -> _Family:
    """Give the changes around events: chance of the raw change, interval of the adjusted one."""
    by_key = {(m.person, m.span, m.name): m for m in results.measures}
    tests = _event_tests(results.measures)
    made: _Family = []
    for test, p in zip(tests, holm([m.value or 0.0 for m in tests]), strict=True):
        stem = test.name.removesuffix("_p")
        raw = by_key.get((test.person, test.span, stem))
        change = by_key.get((test.person, test.span, f"{stem}_adjusted"))
        what = change or test
        agreed = _same_way(raw, change) and test.status is not Status.MISSING
        interval = _interval(change) if change is not None and agreed else None
        # without an interval that agrees a change is tested and counted, and never holds
        made.append(((test.person, test.span), Outcome(what, p, interval or (0.0, 0.0))))
    return made


def _event_tests(measures: Iterable[ProcessMeasure]) -> list[ProcessMeasure]:
    return [
        m for m in measures
        if m.name.startswith(_STEM) and m.name.endswith("_p") and m.value is not None
    ]  # fmt: skip


def adjusted_event_p(measures: Iterable[ProcessMeasure]) -> dict[tuple[str, str, str], float]:
    """Return the p of the changes around events, adjusted for one another (Holm 1979).

    By person, span and name of the change (``event_change_a``): everybody, every code and both
    axes of a session are one family.
    """
    tests = _event_tests(measures)
    return {
        (test.person, test.span, test.name.removesuffix("_p")): p
        for test, p in zip(tests, holm([m.value or 0.0 for m in tests]), strict=True)
    }


def _same_way(raw: ProcessMeasure | None, change: ProcessMeasure | None) -> bool:
    if raw is None or change is None or raw.value is None or change.value is None:
        return False
    return raw.value * change.value > 0


def _interval(change: ProcessMeasure) -> tuple[float, float] | None:
    if change.value is None or change.se is None or change.n < 2:
        return None
    reach = float(stats.t.ppf(1 - LEVEL / 2, change.n - 1)) * change.se
    return change.value - reach, change.value + reach


def _dyads(results: SessionResults) -> _Family:
    return [
        ((row.people, row.measure), Outcome(row, row.p_adjusted))
        for row in results.dyads
        if row.p_adjusted is not None
    ]


def _ratings(results: SessionResults) -> _Family:
    tests: list[Parting] = [
        found for found in results.partings
        if found.p is not None and not found.reasons and math.isfinite(found.p)
    ]  # fmt: skip
    adjusted = holm([found.p or 0.0 for found in tests])
    return [
        ((found.people, found.first, found.second), Outcome(found, p))
        for found, p in zip(tests, adjusted, strict=True)
    ]
