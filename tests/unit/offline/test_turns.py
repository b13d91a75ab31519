"""Turns of a session: one table, whoever told; missing where a microphone was not heard."""

from __future__ import annotations

import dataclasses

import pytest

from recordings.report.document import Heading, Paragraph, ReportTable
from recordings.report.speech import speech_blocks
from recordings.tidy.turns import turn_taking_table
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults, StreamReport, TurnTaking
from safehold.core.types import Event, EventKind, Role, StreamSpec
from safehold.offline.turns import session_turns

CLIENT, THERAPIST = "cf.speech_client", "cf.speech_therapist"


def turn(code: str, onset: float, length: float, *, coder: str = "R1", source: str = "key"):
    return Event(
        f"{code}{onset}", code, onset, length, EventKind.INTERVAL, coder=coder, source=source
    )


def made(session: SessionResults, *events: Event, heard=()) -> dict[tuple[str, str], TurnTaking]:
    whole = dataclasses.replace(
        session, events=events, t_start=0.0, t_end=100.0, streams=(*session.streams, *heard)
    )
    return {(t.person, t.span): t for t in session_turns(whole)}


def microphone(person: str, first: float, last: float, share: float = 1.0) -> StreamReport:
    spec = StreamSpec(f"{person}-speech", "s", "Speech", "x", Role.SPEECH, person, "1", 31.25)
    n = round(31.25 * (last - first) * share)
    return StreamReport(spec, n, first, last, 31.25, 0, 0.0, 1, None, synced=True)


def test_coded_and_heard_speech_are_one_and_what_overlaps_counts_once(session: SessionResults):
    found = made(
        session,
        turn(CLIENT, 10, 10), turn(CLIENT, 15, 10, coder="sensor", source="lsl:client-speech"),
        turn(THERAPIST, 26, 4), turn(CLIENT, 29, 6),
        heard=[microphone("client", 0, 100)],
    )  # fmt: skip
    client, therapist = found["client", "session"], found["therapist", "session"]
    assert client.sources == ("R1", "sensor")
    assert (client.n_turns, client.speech_s, client.talk_share) == (2, 21.0, 0.21)
    assert client.speech_share == pytest.approx(21 / 25)
    assert (client.n_taken, client.latency_median_s, client.n_overlaps) == (1, -1.0, 1)
    assert (therapist.n_taken, therapist.latency_median_s, therapist.n_gaps) == (1, 1.0, 1)
    assert client.overlap_s == therapist.overlap_s == 1.0
    assert client.reasons == therapist.reasons == ()


def test_phases_have_rows_of_their_own(session: SessionResults):
    phase = Event("p", "ph.task", 20.0, 50.0, EventKind.CONDITION)
    found = made(session, phase, turn(CLIENT, 10, 20), turn(THERAPIST, 40, 5))
    client = found["client", "phase:task"]
    assert (client.n_turns, client.speech_s, client.talk_share) == (0, 10.0, 0.2)
    assert found["therapist", "phase:task"].latency_median_s == 10.0


def test_where_the_others_speech_is_not_known_only_the_own_is_told(session: SessionResults):
    (client,) = made(session, turn(CLIENT, 10, 20)).values()
    assert (client.speech_s, client.latency_median_s, client.speech_share) == (20.0, None, None)
    assert client.reasons == (Reason.OTHER_SPEECH_UNKNOWN,)


@pytest.mark.parametrize(
    "heard", [microphone("client", 0, 60), microphone("client", 0, 100, share=0.7)]
)
def test_a_microphone_that_was_not_heard_all_the_time_tells_nothing(session, heard):
    speech = turn(CLIENT, 10, 20, coder="sensor", source="lsl:client-speech")
    found = made(session, speech, turn(THERAPIST, 40, 5), heard=[heard])
    client, therapist = found["client", "session"], found["therapist", "session"]
    assert (client.n_turns, client.talk_share) == (None, None)
    assert client.reasons == (Reason.SPEECH_PARTLY_HEARD,)
    assert (therapist.speech_s, therapist.latency_median_s) == (5.0, None)


def test_who_was_heard_and_said_nothing_is_silent_and_not_unknown(session: SessionResults):
    found = made(session, turn(CLIENT, 10, 20), heard=[microphone("therapist", 0, 100)])
    assert found["therapist", "session"].talk_share == 0.0
    assert found["client", "session"].speech_share == 1.0


def test_the_table_and_the_report_say_the_same_and_why_values_are_missing(session: SessionResults):
    whole = dataclasses.replace(
        session, t_start=0.0, t_end=100.0, events=(turn(CLIENT, 10, 20), turn(THERAPIST, 28, 12)),
    )  # fmt: skip
    whole = dataclasses.replace(whole, turns=session_turns(whole))
    table = turn_taking_table(whole)
    cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    assert list(cells["talk_share"]) == [0.2, 0.12]
    assert list(cells["latency_median_s"]) == [None, -2.0]
    heading, shown = speech_blocks(whole)
    assert isinstance(heading, Heading)
    assert isinstance(shown, ReportTable)
    assert shown.rows[1][5:10] == ("12 %", "38 %", "-2.00", "0", "1")
    alone = dataclasses.replace(whole, events=whole.events[:1])
    alone = dataclasses.replace(alone, turns=session_turns(alone))
    *_, why = speech_blocks(alone)
    assert isinstance(why, Paragraph)
    assert "is not known" in why.text


def test_without_any_speech_there_is_no_table(session: SessionResults):
    assert made(session) == {}
    assert turn_taking_table(session).rows == 0
