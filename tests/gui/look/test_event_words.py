"""Events in the list are words, never the text that travels between programs."""

from __future__ import annotations

import pytest

from gui.look.event_words import event_label
from safehold.core.codebook import shipped_codebook
from safehold.core.markers import FOREIGN_CODE
from safehold.core.types import Event
from safehold.session.event_book import EventBook

BOOK = shipped_codebook("full")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ask;scales=safety;target=client", "asked to rate: safety (client)"),
        ("ask;scales=felt_safe,closeness;target=therapist",
         "asked to rate: felt safe, closeness (therapist)"),
        ("ask;scales=;target=client", "asked to rate: all scales (client)"),
        ("rate.safety;actor=C;target=client;value=6", "rated safety: 6 (client)"),
        ("pace;breaths_per_min=6", "pacer: 6 breaths a minute"),
        ("pace", "pacer"),
        ("task.stroop_2;block=3", "task stroop 2"),
        ("picture shown; 4=yes", "picture shown; 4=yes"),
    ],
)  # fmt: skip
def test_a_marker_of_any_program_is_told_in_words(text: str, words: str):
    (mark,) = EventBook(BOOK).marker(text, at=10.0, stream="x")
    assert event_label(mark.event, BOOK) == words
    unread = Event("e1", FOREIGN_CODE, 10.0, value=text)
    assert event_label(unread, BOOK) == words


def test_an_answer_that_a_display_hides_is_still_told():
    hidden = Event("e1", "rate.safety", 10.0, target="client")
    assert event_label(hidden, BOOK) == "rated safety (client)"
