"""A simulated dyad with known phases: zones, measures and validation against the script."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.truth import event_texts, simulate
from processing.zones.person import PersonEngine
from safehold.checks.validation import validate
from safehold.core.codebook import load_codebook
from safehold.core.results import ClockAnchor, Participant, SessionResults
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Baseline,
    Chunk,
    ClockOffset,
    Role,
    StreamSpec,
    SubZone,
    Tick,
    ZoneName,
)
from safehold.offline.measures import session_measures
from safehold.session.event_book import EventBook

pytestmark = pytest.mark.slow
PEOPLE = ("client", "therapist")
LAG_S = 60
"""After a change of the script windows and dwell still hold what came before, s."""


@cache
def session() -> SessionResults:
    """Return the full script, 23 min, from its beats."""
    script = SCRIPTS["full"]
    simulation = simulate(script, PEOPLE, seed=3)
    book = EventBook(load_codebook())
    marks = [
        mark
        for at, text in event_texts(script)
        for mark in book.marker(text, at=at, stream="script", conducts=True)
    ]
    outputs = []
    for person in PEOPLE:
        truth = simulation.person(person)
        spec = StreamSpec(f"{person}-rr", "r", "RR", "x", Role.RR, person, "ms", 0.0)
        engine = PersonEngine(person, [spec], STANDARD, session_zero=0.0)
        engine.feed(ClockOffset(spec.stream_id, 0, 0.0, 0.0))
        for mark in marks:
            engine.feed(mark)
        times = np.asarray(truth.beats)
        rr, times = np.diff(times) * 1000, times[1:]
        inside = times > 0
        outputs += engine.feed(Chunk(spec.stream_id, 0, times[inside], rr[inside]))
    return SessionResults(
        session_id="full", streams=(), beats=(), breaths=(), notices=(), windows=(),
        participants=tuple(Participant(p, p, p) for p in PEOPLE), respiration={},
        ticks=tuple(o for o in outputs if isinstance(o, Tick)),
        baselines=tuple(o for o in outputs if isinstance(o, Baseline)),
        events=book.events(), settings=STANDARD, clock=ClockAnchor(0.0, None, None),
        t_start=0.0, t_end=script.duration,
    )  # fmt: skip


def states(person: str, t0: float, t1: float) -> list[Tick]:
    return [t for t in session().ticks if t.person == person and t0 <= t.t < t1]


def test_both_baselines_are_accepted_at_the_heart_rate_of_the_script():
    for baseline, hr in zip(session().baselines, (68, 63), strict=True):
        assert not baseline.provisional
        assert baseline.hr == pytest.approx(hr, abs=1.5)


def test_the_client_is_high_while_the_script_says_so_and_at_no_other_time():
    inside = states("client", 540 + LAG_S, 840)
    assert sum(t.zone.state is ZoneName.HIGH for t in inside) > 0.95 * len(inside)
    for t0, t1 in ((310, 540), (840 + LAG_S, 1372)):
        assert not [t for t in states("client", t0, t1) if t.zone.state is ZoneName.HIGH]
    assert {t.zone.state for t in states("client", 1200 + LAG_S, 1372)} == {ZoneName.WITHIN}
    quiet = {t.zone.substate for t in states("client", 1000 + LAG_S, 1372)}
    assert quiet <= {SubZone.NEAR_BASELINE, SubZone.ELEVATED, SubZone.SETTLED}


def test_the_therapist_leaves_the_own_range_at_no_time():
    outside = {ZoneName.HIGH, ZoneName.LOW}
    assert not [t for t in states("therapist", 310, 1372) if t.zone.state in outside]


def test_the_measures_tell_of_one_excursion_as_long_as_the_script():
    made = {
        (m.person, m.span, m.name): m for m in session_measures(session())
    }  # fmt: skip
    assert made["client", "session", "excursions"].value == 1
    assert made["client", "session", "excursion_duration"].value == pytest.approx(300, abs=45)
    assert made["therapist", "session", "excursions"].value == 0
    assert made["client", "code:ev.challenge", "share_high"].value > 0.6
    assert made["client", "phase:end_baseline", "share_within"].value == 1.0


def test_the_null_calibration_passes_for_both():
    found = validate(session())
    assert [check.passes for check in found.null] == [True] * 4
    assert found.passes
