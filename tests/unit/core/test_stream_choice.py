"""One rule says which of a person's streams give the numbers; engine, window and report ask it."""

from __future__ import annotations

import itertools

import pytest

from processing.signals import beats, respiration
from processing.zones.channels import BEATS_AHEAD_S
from processing.zones.pipeline import Pipeline
from safehold.core.settings import PIPELINE_DELAY_S, STANDARD
from safehold.core.stream_choice import choose_streams
from safehold.core.types import Role, StreamSpec
from safehold.session.model import SessionModel

RATES = {Role.ECG: 250.0, Role.RR: 0.0, Role.PPG: 64.0, Role.RESPIRATION: 25.0}
STREAMS = {
    role: StreamSpec(
        role.value, role.value, role.value, role.value, role, "client",
        "ms" if role is Role.RR else "mV", rate,
    )
    for role, rate in RATES.items()
}  # fmt: skip
BELT = STREAMS[Role.RESPIRATION]
SECOND_BELT = StreamSpec("spare", "spare", "Resp", "spare", Role.RESPIRATION, "client", "", 25.0)


@pytest.mark.parametrize("order", list(itertools.permutations((Role.ECG, Role.RR, Role.PPG))))
@pytest.mark.parametrize("without", [(), (Role.ECG,), (Role.ECG, Role.RR)])
def test_engine_and_window_take_the_best_heart_and_the_first_belt_in_any_order(order, without):
    there = [STREAMS[role] for role in order if role not in without]
    there = [*there, BELT, SECOND_BELT]
    best = next(role for role in (Role.ECG, Role.RR, Role.PPG) if role not in without)
    choice = choose_streams(there)
    assert choice == (STREAMS[best], BELT)
    assert choice.ids == (best.value, "respiration")
    assert Pipeline(there, STANDARD, session_zero=0.0).streams_of("client") == choice
    shown = SessionModel(("client",), there, STANDARD).people["client"]
    assert (shown.heart, shown.respiration) == choice


def test_who_has_no_stream_has_no_choice():
    assert choose_streams([]) == (None, None)
    assert choose_streams([BELT]).ids == ("respiration",)


def test_the_delay_is_what_beats_and_breaths_wait_for():
    assert PIPELINE_DELAY_S == BEATS_AHEAD_S + beats.RIGHT_S - 1
    assert PIPELINE_DELAY_S == 1 + respiration.RIGHT_S
