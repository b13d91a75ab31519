"""Sensors that were turned while a session ran: which way up they are, what no longer counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from processing.indices.indices import BREATHED, without
from safehold.core.reasons import Reason
from safehold.core.types import Breath, EngineOutput, Role, StreamSpec, Tick
from safehold.files.engine_run import EngineRun


def specs_in_force(runs: Sequence[EngineRun]) -> dict[str, StreamSpec]:
    """Return all streams of these runs by id, each the way up that was said last."""
    found: dict[str, StreamSpec] = {}
    for run in runs:
        found.update({spec.stream_id: spec for spec in run.streams})
        for item in run.turns:
            found[item.stream_id] = replace(found[item.stream_id], inverted=item.inverted)
    return found


def turned_at(runs: Sequence[EngineRun]) -> dict[str, int]:
    """Return per person the tick from which the belt has its last way up, where it was turned.

    Of an ECG that was turned all stays: beats that were found the wrong way up are missing, or
    the same beats by another wave.
    """
    whose = {
        spec.stream_id: spec.person
        for run in runs
        for spec in run.streams
        if spec.role is Role.RESPIRATION
    }
    found: dict[str, int] = {}
    for run in runs:
        for item in run.turns:
            person = whose.get(item.stream_id)
            if person is not None and item.act_from is not None:
                found[person] = item.act_from
    return found


Output = TypeVar("Output", bound=EngineOutput)


def without_turned(output: Output, turned: Mapping[str, int]) -> Output:
    """Return an output without what breathing told before a belt was turned.

    The user has said that it was upside down, not since when: nobody knows which of the breaths
    before are right. Zones stay as they were shown.
    """
    if isinstance(output, Breath) and output.t_insp < turned.get(output.person, -math.inf):
        return replace(output, p2t_ms=None, status="invalid", reasons=(Reason.RESP_TURNED,))
    if isinstance(output, Tick) and output.t < turned.get(output.person, -math.inf):
        indices = tuple(
            without(index, (Reason.RESP_TURNED,)) if index.name in BREATHED else index
            for index in output.indices
        )
        return replace(output, indices=indices)
    return output
