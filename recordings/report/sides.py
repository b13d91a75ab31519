"""Which way up the sensors were, in sentences of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recordings.report.words import clock, percent
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Role, Tick

LEAST_SHARE = 0.02
"""Less of the session than this is not worth a sentence: the first breaths never tell."""


def side_sentences(results: SessionResults, upside_down: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what is to be known of sensors that were turned, or might be.

    Parameters
    ----------
    results : SessionResults
        Of the session.
    upside_down : iterable of str
        People whose ECG is upside down over the whole record.
    """
    turned = set(upside_down)
    found: list[str] = []
    for person in results.participants:
        ticks = [tick for tick in results.ticks if tick.person == person.label]
        found += _of_person(results, person.label, ticks, whole=person.label in turned)
    return tuple(found)


def _of_person(
    results: SessionResults, person: str, ticks: Sequence[Tick], *, whole: bool
) -> Iterator[str]:
    if person in results.turned:
        yield (
            f"{person}: the belt was turned by the user at {clock(results.turned[person])}. "
            "Breathing of before does not count, because nobody knows since when it was upside "
            "down."
        )
    inverted = _share(ticks, "p2t", Reason.RESP_INVERTED)
    if inverted >= LEAST_SHARE:
        yield (
            f"{person}: the respiration sensor seemed upside down for {percent(inverted)} of the "
            "session; there is no peak-to-trough RSA there."
        )
    unknown = _share(ticks, "p2t", Reason.RESP_SIDE_UNKNOWN)
    if unknown >= LEAST_SHARE:
        yield (
            f"{person}: for {percent(unknown)} of the session the breaths do not tell which way "
            "up the respiration sensor is; there is no peak-to-trough RSA there."
        )
    ecg_inverted = _share(ticks, "hr", Reason.ECG_INVERTED)
    if ecg_inverted >= LEAST_SHARE:
        yield (
            f"{person}: the ECG seemed upside down for {percent(ecg_inverted)} of the session, "
            "and gave no beats there: exchanged electrodes, or a lead whose QRS points down."
        )
    if any(Reason.ECG_TURNED in _reasons(tick, "hr") for tick in ticks):
        yield f"{person}: the ECG was turned by the user; beats of before do not count after it."
    if whole:
        yield (
            f"{person}: the ECG of the whole record is upside down, so the whole-record analysis "
            "has no beats of it."
        )
    if any(r.spec.person == person and r.spec.role is Role.PPG for r in results.streams):
        yield f"{person}: which way up a pulse wave is, is not judged."


def _reasons(tick: Tick, index: str) -> tuple[Reason, ...]:
    value = tick.index(index)
    return () if value is None else value.reasons


def _share(ticks: Sequence[Tick], index: str, reason: Reason) -> float:
    return sum(reason in _reasons(tick, index) for tick in ticks) / max(len(ticks), 1)
