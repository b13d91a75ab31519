"""Low activation is called hypoarousal only where a human said so within 60 s."""

from __future__ import annotations

from dataclasses import replace

from processing.confounds import MarkBook
from safehold.core.reasons import Reason
from safehold.core.types import Boundary, Event, Mark, SubZone, ZoneName, ZoneState
from safehold.core.wording import zone_text

JUDGED = Event("e1", "ar.hypo", 100.0, target="client", actor="O")
LOW = ZoneState(
    ZoneName.LOW, SubZone.NONE, ZoneName.LOW, 90, False, -3.0, -2.0, 0.3, 0.3, 0.0, 0.9, 0.1,
    (), (), "client-b1", False, False, "hash",
)  # fmt: skip


def held_at(*marks: Mark, person: str = "client") -> list[int]:
    """Return the ticks at which low activation is corroborated."""
    book = MarkBook(person)
    found = []
    for t in range(1, 200):
        for mark in marks if t == 110 else ():
            book.add(mark, t)
        book.begin_tick(t)
        if book.corroborates_low(t):
            found.append(t)
    return found


def test_a_judgement_corroborates_for_60_s_from_when_it_was_made():
    assert held_at(Mark(JUDGED)) == list(range(110, 161))


def test_a_judgement_of_somebody_else_or_one_taken_back_corroborates_nothing():
    assert held_at(Mark(JUDGED), person="therapist") == []
    undo = replace(JUDGED, attributes={"undone": "point"})
    assert held_at(Mark(JUDGED), Mark(undo, Boundary.UNDO)) == []


def test_the_word_hypoarousal_needs_the_observer():
    assert "hypo" not in zone_text(LOW)
    assert "ambiguous" in zone_text(LOW)
    said = replace(LOW, reasons=(Reason.CORROBORATED,))
    assert "observer judged hypoarousal" in zone_text(said)
