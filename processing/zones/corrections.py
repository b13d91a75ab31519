"""What people corrected by hand, between the two stages: beats and breaths as they shall count.

Everything after it - flags, intervals, RSA, indices, baselines, zones - is made of corrected beats
and breaths by the code that makes it of those that were found.
"""

from __future__ import annotations

from collections.abc import Sequence

from processing.signals.respiration import is_airflow
from processing.zones.beat_corrections import Beats
from processing.zones.breath_corrections import Breaths
from processing.zones.found import Second
from safehold.core.correction import Corrected, Correction
from safehold.core.messages import Message
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import Level, Notice

NO_STREAM = Message("no stream of this kind is there")


def corrected(
    seconds: Sequence[Second], items: Sequence[Correction], streams: StreamChoice
) -> tuple[Sequence[Second], list[Notice]]:
    """Return what was found of one person, corrected, and what could not be done.

    Parameters
    ----------
    seconds : sequence of Second
        All that was found in a run.
    items : sequence of Correction
        Of this person, in the order in which they were made.
    streams : StreamChoice
        The person's streams that are used.
    """
    if not items:
        return seconds, []
    refused: list[Notice] = []
    for what, spec in ((Corrected.BEAT, streams.heart), (Corrected.BREATH, streams.belt)):
        mine = [item for item in items if item.what is what]
        if not mine:
            continue
        if spec is None:
            refused += [_refusal(item, NO_STREAM, "") for item in mine]
            continue
        working = (
            Beats(seconds)
            if what is Corrected.BEAT
            else Breaths(seconds, airflow=is_airflow(spec))
        )
        said = [(item, working.correct(item)) for item in mine]
        refused += [_refusal(item, why, spec.stream_id) for item, why in said if why]
        seconds = working.result()
    return seconds, refused


def _refusal(item: Correction, why: Message, stream_id: str) -> Notice:
    text = Message(
        "The correction {id} at {t:.2f} s is not used: {why}.",
        id=item.correction_id,
        t=item.t0,
        why=why,
    )
    return Notice(
        Level.WARNING, "correction_refused", text, item.person, stream_id or None, item.t0
    )
