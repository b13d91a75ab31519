"""Two people compared as one asks for it: presets, surrogates, series, methods."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from recordings.tidy.dyad_course import dyad_course_table
from recordings.tidy.synchrony import synchrony_table
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.across import pseudo_of
from safehold.offline.synchrony import Wanted, synchrony
from tests.unit._around import beats


def long(session: SessionResults, *events: Event, seed: int = 1) -> SessionResults:
    """Return fifteen minutes in which the therapist follows the client by 3 s."""
    rng = np.random.default_rng(seed)
    one, two = rng.normal(0, 2, (2, 900))
    two[3:] += one[:-3]
    made = [*beats("client", 72 + one), *beats("therapist", 66 + two)]
    return dataclasses.replace(session, beats=tuple(made), t_end=900.0, events=events)


def test_the_seed_kind_and_number_of_surrogates_stand_in_every_row(session: SessionResults):
    wanted = Wanted("rmea", "phase_randomised", n=99, seed=7)
    found = synchrony(long(session), wanted)
    for table in (synchrony_table(found.tests), dyad_course_table(found.maps)):
        cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
        assert table.rows
        assert set(cells["surrogate"]) == {"phase_randomised"}
        assert (set(cells["n_surrogates"]), set(cells["seed"])) == ({99}, {7})
        assert set(cells["preset"]) == {"rmea"}
    again = synchrony(long(session), wanted)
    assert found.tests == again.tests
    assert synchrony(long(session), Wanted("rmea", "phase_randomised", n=99)).tests != found.tests


def test_a_link_is_found_by_the_map_and_all_p_are_one_family(session: SessionResults):
    methods = ("map", "recurrence", "wavelet_coherence")
    told: list[tuple[float, Message]] = []

    def tell(share: float, what: Message) -> None:
        told.append((share, what))

    found = synchrony(long(session), Wanted(methods=methods, n=39), told=tell)
    tests = {(t.method, t.statistic): t for t in found.tests}
    assert len(tests) == 8
    assert tests["map", "lead"].value > 0
    assert tests["map", "lead"].effect > 2
    assert tests["map", "lead"].p <= 0.05
    least = min(t.p for t in found.tests)
    assert min(t.p_adjusted for t in found.tests) == pytest.approx(min(1, 8 * least))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_speech_that_is_known_is_taken_out_of_innovations_and_said_of_all_else(
    session: SessionResults,
):
    turns = [
        Event(f"{who}{t}", f"cf.speech_{who}", float(t), 15.0, EventKind.INTERVAL)
        for who, first in (("client", 20), ("therapist", 50)) for t in range(first, 880, 60)
    ]  # fmt: skip
    spoken = long(session, *turns)
    assert synchrony(spoken, Wanted(n=39)).maps[0].reasons == ()
    assert synchrony(spoken, Wanted(n=39)).maps[0].speech_out
    for wanted in (Wanted("susy", n=39), Wanted(methods=("recurrence",), n=39)):
        tests = synchrony(spoken, wanted).tests
        assert {t.reasons for t in tests} == {(Reason.SPEECH_INCLUDED,)}


def test_pseudo_pairs_come_from_other_sessions(session: SessionResults):
    others = [long(session, seed=k) for k in range(2, 22)]
    wanted = Wanted(surrogate="pseudo_pairs", methods=("map", "recurrence"))
    found = synchrony(long(session), wanted, others)
    assert {(t.n_surrogates, t.seed) for t in found.tests} == {(20, None)}
    assert found.maps[0].beyond.any()
    alone = synchrony(long(session), wanted)
    assert all(Reason.TOO_FEW_SEGMENTS in t.reasons for t in alone.tests)
    assert alone.maps[0].limit is None


WRONG = (
    {"preset": "own"}, {"surrogate": "none"}, {"measure": "hr"}, {"methods": ("sync",)}, {"n": 9},
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_there_is_not_is_refused(wrong: dict[str, object]):
    with pytest.raises(ConfigError):
        Wanted(**wrong)


def test_one_person_cannot_be_compared(session: SessionResults):
    alone = dataclasses.replace(session, participants=session.participants[:1])
    with pytest.raises(ConfigError, match="Two people"):
        synchrony(alone)


def spoken(session: SessionResults, seed: int, *, polite: bool) -> SessionResults:
    """Return a session in which people take turns, or speak whenever they like."""
    rng = np.random.default_rng(seed)
    events, t = [], 5.0
    while t < 850:
        for who in ("client", "therapist"):
            length = float(rng.uniform(3, 12))
            begin = t if polite else float(rng.uniform(0, 860))
            code = f"cf.speech_{who}"
            events.append(Event(f"{who}{begin}", code, begin, length, EventKind.INTERVAL))
            t += length + float(rng.uniform(0.2, 1.5))
    return long(session, *events, seed=seed)


def test_people_who_take_turns_overlap_less_than_pseudo_pairs(session: SessionResults):
    def of(polite: bool) -> dict[str, object]:
        made = [spoken(session, seed, polite=polite) for seed in range(6)]
        rows = pseudo_of(made, "client", "therapist")
        return {r.statistic: r for r in rows if r.measure == "speech"}

    polite, wild = of(True), of(False)
    assert polite["overlap_share"].value == 0 < 0.2 < polite["overlap_share"].pseudo
    assert polite["overlap_share"].p < 0.01
    assert polite["latency_median_s"].value > 0
    assert wild["overlap_share"].p > 0.05
    assert (polite["overlap_share"].n_pairs, polite["overlap_share"].n_pseudo) == (6, 30)


def test_sessions_without_speech_have_no_pseudo_pairs_of_it(session: SessionResults):
    made = [long(session, seed=k) for k in range(5)]
    assert {row.measure for row in pseudo_of(made, "client", "therapist")} == {
        "hr_bpm", "ln_rmssd_30s", "ln_p2t_30s",
    }  # fmt: skip
