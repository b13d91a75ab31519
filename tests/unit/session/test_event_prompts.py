"""Questions after events, each matched at random, within limits, and blind to who answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safehold.core.markers import encode_marker
from safehold.core.study import Prompt, Study
from safehold.core.types import Change, Event, EventKind, SubZone, Tick, ZoneName, ZoneState
from safehold.session.event_prompts import RANDOM, EventPrompts, Occurrences
from safehold.session.ratings import PromptSchedule, read_ask

PROMPT = Prompt(("safety",), 0.0, ("session",), after=("zone", "rupture"), at_most=3, apart_s=100)


def tick(
    zone: ZoneName, change: Change = Change.STEADY, *, held: bool = False, t: int = 1
) -> Tick:
    state = ZoneState(
        zone,
        SubZone.NONE,
        zone,
        0,
        held,
        None,
        None,
        None,
        None,
        (),
        (),
        "",
        False,
        False,
        "",
        changed=change,
    )
    return Tick("client", t, 1, (), state, (), ())


def asked(prompt: Prompt, happened: dict[int, str], seconds: int, seed: str = "s1"):
    """Return when a prompt is due, and why, second by second."""
    prompts, found, last = EventPrompts(prompt, seed), [], -np.inf
    for t in range(seconds):
        what = (happened[t],) if t in happened else ()
        if why := prompts.due(float(t), "session", what, last):
            found.append((t, why))
            last = float(t)
    return found


def test_every_question_after_an_event_is_matched_by_one_at_random():
    found = asked(PROMPT, {200: "zone", 1500: "rupture", 2500: "zone"}, 4000)
    assert [why for _, why in found].count(RANDOM) == 3
    assert [t for t, why in found if why != RANDOM] == [200, 1500, 2500]
    assert [why for _, why in found if why != RANDOM] == ["zone", "rupture", "zone"]


def test_random_moments_keep_away_from_events_and_from_other_questions():
    rng = np.random.default_rng(1)
    for seed in range(20):
        happened = {int(t): "zone" for t in rng.integers(0, 6000, 25)}
        found = asked(PROMPT, happened, 8000, str(seed))
        times = [t for t, _ in found]
        assert min(np.diff(times)) >= PROMPT.apart_s
        for t, why in found:
            if why == RANDOM:
                assert not any(0 <= t - e < PROMPT.apart_s for e in happened)


def test_there_are_no_more_than_the_study_allows_of_either():
    found = [why for _, why in asked(PROMPT, dict.fromkeys(range(0, 20_000, 250), "zone"), 30_000)]
    assert found.count("zone") == 3
    assert found.count(RANDOM) == 3


def test_random_moments_are_random_and_the_same_for_the_same_session():
    happened = {200: "zone", 1500: "zone", 2500: "zone"}
    one, two = asked(PROMPT, happened, 4000), asked(PROMPT, happened, 4000)
    assert one == two
    firsts = {
        next(t for t, why in asked(PROMPT, happened, 4000, str(seed)) if why == RANDOM)
        for seed in range(40)
    }
    assert len(firsts) > 20
    assert min(firsts) >= 300
    assert max(firsts) <= 601


def test_what_is_owed_when_a_phase_ends_stays_unasked():
    prompts = EventPrompts(PROMPT, "s")
    assert prompts.due(10, "session", ("zone",), -np.inf) == "zone"
    assert prompts.due(60, "task", (), 10) == ""
    assert all(prompts.due(t, "session", (), 10) == "" for t in range(61, 2000))


def test_a_schedule_says_why_to_the_session_and_not_to_the_one_who_answers():
    study = replace(Study(), prompts=(Prompt(("safety",), 300.0), PROMPT))
    schedule = PromptSchedule(study, "s1")
    schedule.due(0, "session")
    (ask,) = schedule.due(10, "session", ("zone",))
    assert (ask.target, ask.scales, ask.why) == ("client", ("safety",), "zone")
    assert ask.kept["why"] == "zone"
    sent = encode_marker("ask", ask.attributes)
    assert "zone" not in sent
    heard = read_ask(sent)
    assert heard is not None
    assert heard.why == ""
    (timed,) = schedule.due(300, "session", ())
    assert timed.why == ""
    assert schedule.due(350, "session", ("zone",)) == [], "too soon after a question by time"


def test_a_zone_is_left_when_a_known_one_becomes_another_known_one():
    look = Occurrences(("client",))

    def after(*ticks: Tick | None) -> list[tuple[str, ...]]:
        return [look.look({"client": one}, ()) for one in ticks]

    assert after(tick(ZoneName.WITHIN), tick(ZoneName.WITHIN), tick(ZoneName.HIGH)) == [
        (), (), ("zone",),
    ]  # fmt: skip
    unknown = (None, tick(ZoneName.UNKNOWN), tick(ZoneName.WITHIN, held=True))
    assert after(*unknown, tick(ZoneName.HIGH)) == [()] * 4
    assert after(tick(ZoneName.WITHIN)) == [("zone",)]


def test_change_that_rises_counts_once():
    look = Occurrences(("client",))
    words = (Change.RISEN, Change.STEADY, Change.RISEN, Change.RISEN, Change.NONE, Change.RISEN,
             Change.FALLEN, Change.RISEN)  # fmt: skip
    found = [look.look({"client": tick(ZoneName.WITHIN, word)}, ()) for word in words]
    assert found == [(), (), ("change",), (), (), (), (), ("change",)]


@pytest.mark.parametrize("code", ["al.rupture.withdrawal", "al.rupture.confrontation"])
def test_a_rupture_counts_when_it_is_coded_and_not_when_it_was_there(code: str):
    look = Occurrences(("client",))
    old = Event("e1", code, 1.0, 0.0, EventKind.POINT)
    new = Event("e2", code, 2.0, 0.0, EventKind.POINT)
    other = Event("e3", "al.repair", 3.0, 0.0, EventKind.POINT)
    assert look.look({}, (old,)) == ()
    assert look.look({}, (old, new, other)) == ("rupture",)
    assert look.look({}, (old,)) == (), "taken back"
    assert look.look({}, (old, new)) == (), "and set again"
