"""Ratings: samples to events, and when which scale is asked."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.codebook import load_codebook
from safehold.core.markers import encode_marker
from safehold.core.study import SCALES, Prompt, Study
from safehold.core.types import Role, StreamSpec
from safehold.session.event_book import EventBook
from safehold.session.ratings import (
    Ask,
    PromptSchedule,
    asked_scales,
    fitting,
    on_demand,
    rating_texts,
    read_ask,
)

SPEC = StreamSpec(
    "client-rating", "rating-client", "Rating", "rating-client-x", Role.RATING, "client", "", 0.0,
    labels=("safety", "suds"),
)  # fmt: skip
SAFETY, SUDS = SCALES[0], SCALES[1]


def test_a_sample_becomes_one_event_per_scale_it_answers():
    assert list(rating_texts(SPEC, [6.0, math.nan])) == [
        "rate.safety;actor=C;target=client;value=6"
    ]
    assert len(list(rating_texts(SPEC, [6.0, 40.0]))) == 2
    assert list(rating_texts(SPEC, [math.nan, math.inf])) == []


def test_the_event_of_a_rating_says_who_and_how_much():
    book = EventBook(load_codebook())
    (text,) = rating_texts(SPEC, [7.0, math.nan])
    (mark,) = book.marker(text, at=12.5, stream="client-rating", arrived=12.6, conducts=True)
    event = mark.event
    assert (event.code, event.onset, event.target, event.actor) == (
        "rate.safety", 12.5, "client", "C",
    )  # fmt: skip
    assert event.attributes["value"] == "7"


def test_a_foreign_rating_stream_gets_codes_that_can_be_read():
    foreign = replace(SPEC, labels=("Valence Score!", ""), person=None)
    codes = [text.split(";")[0] for text in rating_texts(foreign, [1.25, 2.0])]
    assert codes == ["rate.valence_score", "rate.channel2"]


@given(st.sampled_from(SCALES), st.floats(-1e6, 1e6))
def test_an_answer_lies_on_a_step_and_is_the_nearest(scale, value):
    found = fitting(scale, value)
    assert scale.low <= found <= scale.high
    assert ((found - scale.low) / scale.step) == pytest.approx(
        round((found - scale.low) / scale.step)
    )
    inside = min(max(value, scale.low), scale.high)
    assert abs(found - inside) <= scale.step / 2 + 1e-9


def test_felt_safety_is_asked_every_five_minutes_of_the_session_only():
    schedule = PromptSchedule(Study())
    asked = [
        t
        for t in range(3000)
        for ask in schedule.due(float(t), "baseline" if t < 400 else "session")
        if ask.target == "client"
    ]
    assert asked == list(range(700, 3000, 300))


def test_a_prompt_missed_for_long_is_asked_once():
    schedule = PromptSchedule(Study())
    schedule.due(0.0, "session")
    assert len(schedule.due(1000.0, "session")) == 1
    assert schedule.due(1001.0, "session") == []
    assert len(schedule.due(1200.0, "session")) == 1


def test_a_phase_that_ends_asks_each_person_the_own_scales():
    study = replace(Study(), prompts=(Prompt(("safety", "dose"), 0.0, ("session",), at_end=True),))
    schedule = PromptSchedule(study)
    assert schedule.due(0.0, "session") == []
    assert schedule.due(5.0, "session") == []
    assert schedule.due(9.0, "end_baseline") == [
        Ask("client", ("safety",)),
        Ask("therapist", ("dose",)),
    ]


def test_on_demand_asks_what_the_window_shows():
    assert on_demand(Study(), "client") == [Ask("client", ("safety",))]
    assert [scale.name for scale in asked_scales(Study(), "therapist")] == [
        "client_arousal", "own_arousal", "own_safety", "dose",
    ]  # fmt: skip
    assert asked_scales(replace(Study(), prompts=()), "client") == SCALES[:4]


def test_a_request_is_read_as_it_was_sent_and_nothing_else_is_one():
    ask = Ask("client2", ("safety", "suds"))
    assert read_ask(encode_marker("ask", ask.attributes)) == ask
    for other in ("pace;breaths_per_min=12", "ask", "hello world", "ask;scales=safety"):
        assert read_ask(other) is None
