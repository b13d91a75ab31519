"""What the model shows of clients makes questions, and the session keeps why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from safehold.core.settings import DEMO
from safehold.core.study import Prompt, Study
from safehold.core.types import Change, Event, EventKind, SubZone, Tick, ZoneName, ZoneState
from safehold.live.rating_prompts import LiveRatings
from safehold.session.model import SessionModel
from safehold.session.ratings import Ask


def tick(person: str, t: int, zone: ZoneName) -> Tick:
    state = ZoneState(
        zone, SubZone.NONE, zone, 0, False, None, None, None, None, (), (), "", False, False, "",
        changed=Change.STEADY,
    )  # fmt: skip
    return Tick(person, t, 1, (), state, (), ())


def test_a_client_who_leaves_a_zone_and_a_rupture_are_asked_after_and_a_therapist_is_not():
    prompt = Prompt(("safety",), 0.0, ("session",), after=("zone", "rupture"), apart_s=60)
    study = replace(Study(), prompts=(prompt,))
    model = SessionModel(("client", "therapist"), (), DEMO)
    asked: list[tuple[float, Ask]] = []
    now = 0.0
    ratings = LiveRatings(
        study, (), cast(Any, None), lambda ask: asked.append((now, ask)), seed="s-001"
    )

    def second(t: int, client: ZoneName, therapist: ZoneName = ZoneName.WITHIN) -> None:
        nonlocal now
        now = float(t)
        model.apply([tick("client", t, client), tick("therapist", t, therapist)])
        ratings.look(now, "session", model)

    for t in range(1, 20):
        second(t, ZoneName.WITHIN, ZoneName.HIGH if t > 10 else ZoneName.WITHIN)
    assert asked == []
    second(20, ZoneName.HIGH)
    assert [(t, ask.target, ask.why) for t, ask in asked] == [(20.0, "client", "zone")]
    for t in range(21, 400):
        second(t, ZoneName.HIGH)
    model.set_event(Event("r", "al.rupture.withdrawal", 399.0, 0.0, EventKind.POINT))
    for t in range(400, 900):
        second(t, ZoneName.HIGH)
    assert [ask.why for _, ask in asked] == ["zone", "random", "rupture", "random"]
    assert asked[2][0] == 400.0
