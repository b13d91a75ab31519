"""Five minutes of two people against chance, moving (methods 6.4)."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.measures import moving_pair
from processing.measures.coregulation import WCC, measure_pair
from processing.measures.moving_pair import (
    EVERY_S,
    SPAN_S,
    MovingPair,
    PairMoment,
)
from processing.measures.pair_series import pair_series
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Beat,
    BeatStatus,
    EngineOutput,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)

PEOPLE = ("client", "therapist")
END = 341


def tick(person: str, t: int) -> Tick:
    zone = ZoneState(
        ZoneName.UNKNOWN, SubZone.NONE, ZoneName.UNKNOWN, 0, False, None, None, None, None, (),
        (), "", False, False, STANDARD.params_hash,
    )  # fmt: skip
    return Tick(person, t, 1, (), zone)


def heartbeats(person: str, rate: np.ndarray) -> list[Beat]:
    """Return beats whose rate follows a series, one value a second, 1/min."""
    made, t = [Beat(person, 0.5, None, BeatStatus.FIRST, (), "ecg")], 0.5
    while t < rate.size - 1:
        rr_s = 60 / float(np.interp(t, np.arange(rate.size), rate))
        t += rr_s
        made.append(Beat(person, t, 1000 * rr_s, BeatStatus.OK, (), "ecg"))
    return made


def outputs_of(person: str, rate: np.ndarray, *, first: int = 1) -> list[EngineOutput]:
    """Return what the engine says of a person: each beat before the tick that it belongs to."""
    beats, made = iter(heartbeats(person, rate)), []
    beat = next(beats, None)
    for t in range(1, rate.size):
        while beat is not None and beat.time <= t:
            made.append(beat)
            beat = next(beats, None)
        if t >= first:
            made.append(tick(person, t))
    return made


def rates(coupling: float, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    noise = np.cumsum(rng.normal(size=(2, END)), axis=1)
    wave = [np.convolve(x, np.full(4, 0.25), "same") for x in rng.normal(size=(2, END))]
    one = 65 + 0.1 * noise[0] + 4 * wave[0]
    return one, 65 + 0.1 * noise[1] + 4 * wave[1] + coupling * (one - 65)


@pytest.fixture(scope="module")
def said() -> tuple[list[EngineOutput], list[EngineOutput]]:
    one, two = rates(1.5)
    return outputs_of("client", one), outputs_of("therapist", two)


def test_the_first_moment_is_told_after_five_minutes_and_then_one_every_ten_seconds(said):
    moments = MovingPair(PEOPLE).take([*said[0], *said[1]])
    assert [moment.t for moment in moments] == list(range(SPAN_S, END, EVERY_S))


def test_a_moment_has_the_number_that_tables_have_of_the_same_five_minutes(said):
    beats = [[item for item in mine if isinstance(item, Beat)] for mine in said]
    for moment in MovingPair(PEOPLE).take([*said[0], *said[1]]):
        limits = (moment.t - 300.0, float(moment.t))
        known = [[b for b in mine if b.time <= limits[1]] for mine in beats]
        rows = measure_pair(PEOPLE, "", pair_series(*known, limits=limits), limits)
        (row,) = (r for r in rows if (r.method, r.statistic) == (WCC, "mean_z"))
        if row.effect is None or moment.effect is None:
            assert moment.effect is row.effect
        else:
            assert math.isclose(moment.effect, row.effect, rel_tol=1e-9)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(1, END - 1), max_size=12), st.booleans())
def test_moments_do_not_depend_on_how_outputs_come(said, cuts, swapped):
    """A second of each in turn, or minutes of one before the other."""
    one, two = reversed(said) if swapped else said
    pair, found = MovingPair(PEOPLE), []
    edges = sorted({0, *cuts, END})
    for since, until in pairwise(edges):
        for mine in (one, two):
            ticks = [item for item in mine if isinstance(item, Tick)]
            part = mine[_place(mine, ticks, since) : _place(mine, ticks, until)]
            found += pair.take(part)
    assert found == MovingPair(PEOPLE).take([*said[0], *said[1]])


def _place(mine: list[EngineOutput], ticks: list[Tick], t: int) -> int:
    if t <= 0:
        return 0
    return len(mine) if t > len(ticks) else mine.index(ticks[t - 1]) + 1


def test_of_another_reading_only_moments_with_other_beats_are_made_again(said, monkeypatch):
    known: moving_pair.Effects = {}
    whole = MovingPair(PEOPLE, known).take([*said[0], *said[1]])
    made: list[float] = []
    original = moving_pair._effect

    def effect(beats: list[list[Beat]], limits: tuple[float, float]) -> float | None:
        made.append(limits[1])
        return original(beats, limits)

    monkeypatch.setattr(moving_pair, "_effect", effect)
    assert MovingPair(PEOPLE, known).take([*said[0], *said[1]]) == whole
    assert made == []
    other = [item for item in said[0] if not (isinstance(item, Beat) and 322 < item.time < 324)]
    found = MovingPair(PEOPLE, known).take([*other, *said[1]])
    assert made == [330, 340]
    assert found == MovingPair(PEOPLE).take([*other, *said[1]])


def told(monkeypatch: pytest.MonkeyPatch, values: list[float | None]) -> list[PairMoment]:
    """Return the moments of two people whose comparisons give these values."""
    given_values = iter(values)
    monkeypatch.setattr(moving_pair, "_effect", lambda *_: next(given_values))
    last = SPAN_S + EVERY_S * len(values)
    return MovingPair(PEOPLE).take(tick(p, t) for t in range(1, last) for p in PEOPLE)


def test_what_is_outside_the_band_stands_after_a_minute_on_one_side(monkeypatch):
    moments = told(monkeypatch, [1.9, *[-2.1] * 9])
    assert [m.outside_s for m in moments] == [0, 0, 10, 20, 30, 40, 50, 60, 70, 80]
    assert [m.stands for m in moments] == [False] * 7 + [True] * 3


def test_a_change_of_side_and_a_missing_value_begin_anew(monkeypatch):
    moments = told(monkeypatch, [2.5, 3.0, -2.5, -2.6, 1.0, None, 2.5, 2.5])
    assert [m.outside_s for m in moments] == [0, 10, 0, 10, 0, 0, 0, 10]


def test_without_a_heart_rate_for_five_minutes_there_is_no_number():
    one, two = rates(1.5)
    gappy, lost = [], False
    for item in outputs_of("client", one):
        if isinstance(item, Beat):
            if 200 < item.time < 210:
                lost = True
                continue
            if lost:
                item = replace(item, rr_ms=None, status=BeatStatus.FIRST)
            lost = False
        gappy.append(item)
    moments = MovingPair(PEOPLE).take([*gappy, *outputs_of("therapist", two)])
    assert moments
    assert all(moment.effect is None and not moment.stands for moment in moments)


def test_a_run_that_begins_later_needs_its_own_five_minutes():
    one, two = rates(1.5)
    late = [
        item
        for person, rate in zip(PEOPLE, (one, two), strict=True)
        for item in outputs_of(person, rate, first=38)
    ]
    assert MovingPair(PEOPLE).take(late)[0].t == 340


def test_one_person_alone_has_no_moments():
    one, _ = rates(1.5)
    assert MovingPair(PEOPLE[:1]).take(outputs_of("client", one)) == []
