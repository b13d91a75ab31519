"""Why a processed session should be looked at by a person before its numbers are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from processing.measures.baseline_doubt import baseline_doubt
from processing.measures.review_queue import review_queue, unseen
from processing.zones.zones import usable
from recordings.tidy.recorded import RecordedWords
from safehold.checks.validation import end_baseline_spans
from safehold.core.correction import Corrected
from safehold.core.edits import Seen
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS, Reason, explain
from safehold.core.results import SessionResults

SHOWN = ("hr", "ln_rmssd", "p2t", "resp_rate")
"""Indices of which it is said how much of a session is valid."""
NEEDED = ("hr", "ln_rmssd")
"""Of these, the ones that zones rest on."""
LEAST_VALID = 0.6
"""Below this share of valid seconds process measures are missing."""
LOST_S = 60
"""Doubtful beats that cost less than this many seconds of vagal values may stay as they are."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of one index of one person is valid."""

    participant: str
    index: str
    seconds: int
    """Seconds of the session for which it was computed."""
    valid: int
    reason: Reason | None
    """Most frequent first reason of the missing ones."""

    @property
    def share(self) -> float:
        """Valid seconds by all, 0-1; 0 where none was computed."""
        return self.valid / self.seconds if self.seconds else 0.0


def qualities(results: SessionResults) -> tuple[Quality, ...]:
    """Return how much of each person's indices is valid."""
    found = []
    for person in results.participants:
        ticks = results.ticks_of(person.label)
        for index in SHOWN:
            values = [value for tick in ticks if (value := tick.index(index)) is not None]
            missing = [value for value in values if usable(value) is None]
            why = Counter(value.reasons[0] for value in missing if value.reasons)
            common = min(why, key=lambda reason: (-why[reason], reason), default=None)
            n = len(values)
            found.append(Quality(person.label, index, n, n - len(missing), common))
    return tuple(found)


def to_review(
    results: SessionResults, quality: tuple[Quality, ...], recorded_hash: str
) -> tuple[Message, ...]:
    """Return, the gravest first, what of a session should be looked at; empty where nothing.

    Parameters
    ----------
    results : SessionResults
        As processed, with ``recorded``.
    quality : tuple of Quality
        Of the same.
    recorded_hash : str
        Hash of the parameters that the session was recorded with.
    """
    said = [*_recording(results), *_baselines(results), *_validity(results, quality)]
    said += _beats(results)
    if recorded_hash != results.settings.params_hash:
        said.append(
            Message(
                "recorded with other parameters ({recorded}) than it was processed with: what was "
                "shown live differs",
                code="review_other_parameters",
                recorded=recorded_hash,
            )
        )
    if not results.live:
        said.append(Message("no live engine ran", code="review_no_live_engine"))
    return tuple(said)


def _recording(results: SessionResults) -> Iterator[Message]:
    words = RecordedWords(results)
    if words.recorded is not None and not words.recorded.whole:
        yield Message("recording: {what}", code="review_recording", what=words.headline().clause())


def _baselines(results: SessionResults) -> Iterator[Message]:
    for person in results.participants:
        ticks = results.ticks_of(person.label)
        own = [b for b in results.baselines if b.person == person.label]
        if not ticks:
            yield Message(
                "{person}: no heart or breathing was recorded",
                code="review_no_streams", person=person.label,
            )  # fmt: skip
            continue
        if not own:
            yield Message(
                "{person}: no baseline, so no zones and no process measures",
                code="review_no_baseline", person=person.label,
            )  # fmt: skip
        elif own[-1].provisional:
            yield Message(
                "{person}: the baseline is provisional ({why})",
                code="review_provisional_baseline", person=person.label,
                why=explain(own[-1].reasons),
            )  # fmt: skip
        settings = results.settings_of(person.label)
        doubt = baseline_doubt(ticks, own, settings, end_baseline_spans(results))
        if doubt is not None:
            yield Message(
                "{person}: the baseline looks too low", code="review_low_baseline",
                person=person.label,
            ) if doubt.too_low else Message(
                "{person}: the baseline looks too high", code="review_high_baseline",
                person=person.label,
            )  # fmt: skip


def _validity(results: SessionResults, quality: tuple[Quality, ...]) -> Iterator[Message]:
    heard = {tick.person for tick in results.ticks}
    for found in quality:
        if found.index in NEEDED and found.participant in heard and found.share < LEAST_VALID:
            yield Message(
                "{person}: {index} is valid in {share:.0f} % of the session ({why})",
                code="review_little_valid", person=found.participant, index=found.index,
                share=100 * found.share,
                why=EXPLANATIONS[found.reason or Reason.NO_TICKS],
            )  # fmt: skip


def _beats(results: SessionResults) -> Iterator[Message]:
    """Say how many stretches of doubtful beats nobody has looked at, and what they cost."""
    seen = [e.what for e in results.edits if e.in_force and isinstance(e.what, Seen)]
    for person in results.participants:
        label = person.label
        queue = review_queue(
            [b for b in results.beats if b.person == label],
            [b for b in results.breaths if b.person == label],
            results.ticks_of(label),
            [c for c in results.conditions if c.person == label],
            results.settings_of(label).windows.vagal_s,
        )
        left = [one for one in unseen(queue, seen) if one.what is Corrected.BEAT and one.lost_s]
        lost = sum(one.lost_s for one in left)
        if lost >= LOST_S:
            yield Message(
                "{person}: {n} stretches of doubtful beats that nobody has looked at cost "
                "{lost} s of vagal values",
                code="review_doubtful_beats", person=label, n=len(left), lost=lost,
            )  # fmt: skip
