"""Low activation is called hypoarousal only where a human said so within 60 s."""

from __future__ import annotations

from dataclasses import replace

from processing.zones.confounds import MarkBook
from safehold.core.codebook import load_codebook
from safehold.core.reasons import CORROBORATIONS, Reason
from safehold.core.types import Boundary, Event, Mark, SubZone, ZoneName, ZoneState
from safehold.core.wording import zone_text
from safehold.session.event_book import EventBook

JUDGED = Event("e1", "ar.hypo", 100.0, target="client", actor="O")
LOW = ZoneState(
    ZoneName.LOW, SubZone.NONE, ZoneName.LOW, 90, False, -3.0, -2.0, 0.3, 0.3,
    (), (), "client-b1", False, False, "hash",
)  # fmt: skip


def held_at(*marks: Mark, person: str = "client") -> list[int]:
    """Return the ticks at which low activation is corroborated, whatever the observer saw."""
    book = MarkBook(person)
    found = []
    for t in range(1, 200):
        for mark in marks if t == 110 else ():
            book.add(mark, t)
        book.begin_tick(t)
        if book.low_corroborated(t):
            found.append(t)
    return found


def test_a_judgement_corroborates_for_60_s_from_when_it_was_made():
    assert held_at(Mark(JUDGED)) == list(range(110, 161))


def test_a_judgement_of_somebody_else_or_one_taken_back_corroborates_nothing():
    assert held_at(Mark(JUDGED), person="therapist") == []
    undo = replace(JUDGED, attributes={"undone": "point"})
    assert held_at(Mark(JUDGED), Mark(undo, Boundary.UNDO)) == []


def seen(*displays: str) -> tuple[Reason, ...]:
    """Return what judgements are worth whose windows showed this."""
    book = MarkBook("client")
    for k, display in enumerate(displays):
        about = {"display": display} if display else {}
        book.add(Mark(replace(JUDGED, event_id=f"e{k}", attributes=about)), 100)
    book.begin_tick(100)
    return book.low_corroborated(100)


def test_a_judgement_says_whether_the_zone_was_in_view():
    assert seen("blind") == (Reason.CORROBORATED_BLIND,)
    assert seen("full") == seen("reduced") == (Reason.CORROBORATED_SEEN,)
    assert seen("") == (Reason.CORROBORATED,), "a code of another program"
    assert seen() == ()


def test_of_several_judgements_the_most_independent_counts():
    assert seen("full", "", "blind") == (Reason.CORROBORATED_BLIND,)
    assert seen("full", "") == (Reason.CORROBORATED,)


def test_the_book_of_events_keeps_what_the_judge_could_see():
    book = EventBook(load_codebook())
    book.display = "blind"
    judged, spoke = book.press("ar.unsure", at=1.0)[0], book.press("cf.movement", at=2.0)[0]
    assert judged.event.attributes == {"display": "blind"}
    assert spoke.event.attributes == {}


def test_the_word_hypoarousal_needs_the_observer():
    assert "hypo" not in zone_text(LOW)
    assert "ambiguous" in zone_text(LOW)
    for reason in CORROBORATIONS:
        said = replace(LOW, reasons=(reason,))
        assert "observer judged hypoarousal" in zone_text(said)
