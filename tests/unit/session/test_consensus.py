"""One version of two coders' events: what is agreed, and what is settled one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.types import Event, EventKind
from safehold.session.consensus import (
    Take,
    agreed_events,
    coder_of,
    is_coded,
    pairs_of,
    settled,
    taken,
)

BOTH = ("A1", "B2")


def event(name: str, onset: float, end: float, coder: str, **more) -> Event:
    code = more.pop("code", "ev.challenge")
    kind = EventKind.INTERVAL if end > onset else EventKind.POINT
    return Event(name, code, onset, end - onset, kind, coder=coder, source="hotkey", **more)


EVENTS = (
    event("e1", 10, 20, "A1", note="a"),
    event("e2", 11, 21, "B2", note="b"),
    event("e3", 40, 60, "A1"),
    event("e4", 41, 50, "B2"),
    event("e5", 80, 80, "B2"),
    event("e6", 90, 90, "C3"),
    event("e7", 10, 10, "A1", code="note"),
)


def test_what_begins_and_ends_together_is_agreed_and_the_rest_is_told_by_time() -> None:
    pairs = pairs_of(EVENTS, BOTH, tolerance_s=2.0)
    assert [(pair.name, pair.agreed(2.0)) for pair in pairs] == [
        ("e1|e2", True), ("e3|e4", False), ("e5", False),
    ]  # fmt: skip
    (made,) = agreed_events(pairs, "team", tolerance_s=2.0)
    assert (made.onset, made.duration, made.note) == (10.5, 10.0, "a; b")
    assert (made.coder, made.source, made.event_id) == ("team", "consensus", "")
    assert made.attributes["made_of"] == "e1|e2"
    assert not is_coded(made), "a consensus is no third coder"
    assert settled([*EVENTS, made], "team") == {"e1|e2"}
    assert settled([made], "others") == set()


def test_one_is_taken_or_the_other_or_both_as_one_or_none() -> None:
    _, apart, alone = pairs_of(EVENTS, BOTH, tolerance_s=2.0)
    spans = {
        take: (made.onset, made.duration)
        for take in (Take.FIRST, Take.SECOND, Take.BOTH)
        if (made := taken(apart, take, "team"))
    }
    assert spans == {
        Take.FIRST: (40, 20), Take.SECOND: (41, 9), Take.BOTH: (40, 20),
    }  # fmt: skip
    assert taken(apart, Take.NEITHER, "team") is None
    point = taken(alone, Take.SECOND, "team")
    assert (point.onset, point.duration, point.kind) == (80, 0, EventKind.POINT)
    with pytest.raises(ValueError, match="no first event"):
        taken(alone, Take.FIRST, "team")


DRAWN = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 30), st.sampled_from(["A1", "B2", ""]),
              st.sampled_from(["ev.challenge", "int.support"])),
    max_size=20,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(DRAWN)
def test_every_event_of_both_is_in_one_pair_and_no_other_is(drawn) -> None:
    events = [
        event(f"e{k}", t, t + length, coder, code=code)
        for k, (t, length, coder, code) in enumerate(drawn)
    ]
    pairs = pairs_of(events, BOTH, tolerance_s=2.0)
    found = sorted(e.event_id for pair in pairs for e in pair.events)
    assert found == sorted(e.event_id for e in events if coder_of(e) in BOTH)
    for made in agreed_events(pairs, "team", tolerance_s=2.0):
        assert made.duration >= 0
