"""The dyad_windows table of the Tidy export."""

from __future__ import annotations

import dataclasses

import numpy as np

from recordings.tidy.dyad_course import dyad_course_table
from recordings.tidy.dyads import dyad_windows_table
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure, SessionResults
from safehold.core.types import Beat, BeatStatus, Event, EventKind, IndexValue, Status, Tick
from safehold.offline.dyads import session_dyads
from safehold.offline.pair_maps import session_pair_maps


def _rates(session: SessionResults) -> list[DyadMeasure]:
    return [row for row in session_dyads(session) if row.measure == "hr_bpm"]


def _long(session: SessionResults, *events: Event) -> SessionResults:
    """Return a session of 25 minutes with independent beats of two people."""
    rng = np.random.default_rng(4)
    beats = []
    for person in ("client", "therapist"):
        t = 0.0
        beats.append(Beat(person, t, None, BeatStatus.FIRST, (), "ecg"))
        for rr in 800 + 40 * rng.normal(size=1850):
            t += float(rr) / 1000
            beats.append(Beat(person, t, float(rr), BeatStatus.OK, (), "ecg"))
    return dataclasses.replace(session, beats=tuple(beats), t_end=1450.0, events=events)


def test_session_and_phases_stand_with_the_reservation_about_speech(session: SessionResults):
    phase = Event("e1", "ph.task", 100.0, 700.0, EventKind.CONDITION)
    found = _rates(_long(session, phase))
    assert {row.span for row in found} == {"session", "phase:task"}
    assert {row.people for row in found} == {("client", "therapist")}
    assert all(row.reasons == (Reason.SPEECH_NOT_CODED,) for row in found)
    means = {row.span: row for row in found if row.statistic == "mean_z"}
    assert (means["session"].n_segments, means["phase:task"].n_segments) == (24, 11)
    assert means["session"].value is not None


def _turn(code: str, onset: float, length: float) -> Event:
    return Event(f"{code}{onset}", f"cf.speech_{code}", onset, length, EventKind.INTERVAL)


def test_with_speech_known_each_span_stands_by_who_speaks(session: SessionResults):
    turns = [
        _turn(who, t, 15.0) for who, first in (("client", 60.0), ("therapist", 90.0))
        for t in np.arange(first, 1200.0, 60.0)
    ]  # fmt: skip
    found = {(r.span, r.statistic): r for r in _rates(_long(session, *turns))}
    assert found["session", "mean_z"].reasons == (Reason.SPEECH_INCLUDED,)
    spans = ("speech_partialled", "silence", "client_speaks", "therapist_speaks")
    rows = [found[f"session;{name}", "mean_z"] for name in spans]
    assert [row.reasons for row in rows] == [()] * 4
    assert [row.n_segments for row in rows] == [24, 24, 19, 19]
    assert all(row.value is not None and row.p_adjusted is not None for row in rows)
    assert len({row.value for row in rows}) == 4


def test_where_one_persons_speech_is_unknown_nothing_is_called_silence(session: SessionResults):
    turns = [_turn("client", t, 15.0) for t in np.arange(60.0, 1200.0, 60.0)]
    found = {(r.span, r.statistic): r for r in _rates(_long(session, *turns))}
    assert {span for span, _ in found} == {"session", "session;speech_partialled"}
    row = found["session;speech_partialled", "mean_z"]
    assert row.reasons == (Reason.OTHER_SPEECH_UNKNOWN,)


def test_all_tests_of_a_session_are_one_family(session: SessionResults):
    phase = Event("e1", "ph.task", 100.0, 700.0, EventKind.CONDITION)
    made = session_dyads(_long(session, phase))
    tested = [row for row in made if row.p_shuffled is not None]
    assert len(tested) == 8, "of heart rates: four of the session and four of the phase"
    assert {row.n_tests for row in tested} == {8}
    assert all(row.p_shuffled <= row.p_adjusted <= 1 for row in tested)
    assert {(row.p_adjusted, row.n_tests) for row in made if row not in tested} == {(None, None)}
    table = dyad_windows_table(dataclasses.replace(session, dyads=made))
    cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    assert [p for p in cells["p_adjusted"] if p is not None] == [r.p_adjusted for r in tested]


def test_a_short_session_is_missing_with_its_reason(session: SessionResults):
    table = dyad_windows_table(dataclasses.replace(session, dyads=session_dyads(session)))
    cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    assert table.rows == 20  # of the session and of its phase: four of rates, twice three vagal
    assert set(cells["measure"]) == {"hr_bpm", "ln_rmssd_30s", "ln_p2t_30s"}
    assert set(cells["value"]) == {None}
    assert all(text.startswith("too_few_segments") for text in cells["reasons"])


def test_one_person_makes_no_pair(session: SessionResults):
    alone = dataclasses.replace(session, participants=session.participants[:1])
    assert session_dyads(alone) == ()


def test_the_time_from_rupture_to_repair_stands_beside_the_rest(session: SessionResults):
    rupture = Event("e1", "al.rupture.withdrawal", 60.0, 100.0, EventKind.INTERVAL)
    repair = Event("e2", "al.repair", 780.0, 30.0, EventKind.INTERVAL)
    open_one = Event("e3", "al.rupture.confrontation", 1320.0, 10.0, EventKind.INTERVAL)
    found = {
        (r.span, r.statistic): r.n_segments
        for r in _rates(_long(session, rupture, repair, open_one))
    }
    assert found["session;rupture_to_repair", "mean_z"] == 12
    assert found["session;no_rupture", "mean_z"] == 10, "without what follows the open rupture"
    assert not [span for span, _ in found if "rupture" in span and "session" not in span]


def test_vagal_series_are_there_only_where_the_live_index_is(session: SessionResults):
    long = _long(session)

    def n_segments(said: range) -> int:
        ticks = tuple(
            Tick(person, t, 1, (_ln_rmssd(t),), session.ticks[0].zone, (), ())
            for person in ("client", "therapist")
            for t in said
        )
        rows = session_dyads(dataclasses.replace(long, ticks=ticks))
        return next(r.n_segments for r in rows if r.measure == "ln_rmssd_30s")

    assert n_segments(range(1, 1451)) == 23, "the first minute has no full window"
    assert n_segments(range(1, 700)) == 10
    assert n_segments(range(0)) == 0


def _ln_rmssd(t: int) -> IndexValue:
    return IndexValue("ln_rmssd", 3.5, "ln ms", Status.OK, (), t - 60.0, float(t), "ecg")


def test_the_course_of_two_people_has_a_row_for_each_window(session: SessionResults):
    long = _long(session)
    (made,) = session_pair_maps(long)
    table = dyad_course_table([made])
    cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    assert table.rows == made.starts.size == 139
    assert list(cells["win_start_s"][:3]) == [0.0, 10.0, 20.0]
    assert set(cells["surrogate"]) == {"circular_shift"}
    assert set(cells["n_surrogates"]) == {999}
    assert set(cells["reasons"]) == {"speech_not_coded"}
    assert all(0 < p <= 1 for p in cells["p_adjusted"] if p is not None)
    assert [bool(b) for b in cells["beyond"]] == [
        p is not None and p <= 0.05 for p in cells["p_adjusted"]
    ]


def test_the_course_has_speech_taken_out_where_it_is_known(session: SessionResults):
    turns = [
        _turn(who, t, 15.0) for who, first in (("client", 60.0), ("therapist", 90.0))
        for t in np.arange(first, 1200.0, 60.0)
    ]  # fmt: skip
    (made,) = session_pair_maps(_long(session, *turns))
    assert (made.speech_out, made.reasons) == (True, ())
    (half,) = session_pair_maps(_long(session, *turns[:5]))
    assert half.reasons == (Reason.OTHER_SPEECH_UNKNOWN,)


def test_one_person_and_no_time_have_no_course(session: SessionResults):
    alone = dataclasses.replace(session, participants=session.participants[:1])
    assert session_pair_maps(alone) == ()
    assert session_pair_maps(dataclasses.replace(session, t_end=session.t_start)) == ()
