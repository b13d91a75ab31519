"""Canonical JSON: one text for one value, and back."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.canonical import build, canonical_json, digest, plain
from safehold.core.settings import DEMO, STANDARD, EngineSettings, ZoneSettings
from safehold.core.types import Boundary, Event, EventKind, Mark

finite = st.floats(allow_nan=False, allow_infinity=False)
text = st.text(max_size=20)
events = st.builds(
    Event,
    event_id=text,
    code=text,
    onset=finite,
    duration=st.none() | finite,
    kind=st.sampled_from(EventKind),
    note=text,
    t_entered=st.none() | finite,
    attributes=st.dictionaries(text, text, max_size=3),
)
marks = st.builds(
    Mark,
    event=events,
    boundary=st.sampled_from(Boundary),
    act_from=st.none() | st.dictionaries(text, st.integers(0, 10**6), max_size=2),
)


@settings(max_examples=100, deadline=None)
@given(marks)
def test_a_mark_survives_canonical_json_exactly(mark: Mark):
    import json

    assert build(Mark, json.loads(canonical_json(mark))) == mark


@pytest.mark.parametrize("profile", [STANDARD, DEMO])
def test_settings_survive_and_keep_their_hash(profile: EngineSettings):
    again = build(EngineSettings, plain(profile))
    assert again == profile
    assert again.params_hash == profile.params_hash


def test_settings_of_earlier_versions_are_still_read():
    """What a stored session says of a setting that is no more has no effect, and stops nothing."""
    stored = plain(STANDARD)
    stored["baseline"] = {**stored["baseline"], "ln_p2t_floor": 0.5}
    del stored["baseline"]["vagal_axis"]
    zones = {**stored["zones"], "p_in": 0.8, "p_out": 0.3, "th": 2.0, "band_hysteresis": 0.3}
    stored["zones"] = {key: value for key, value in zones.items() if key != "hysteresis"}
    expected = ZoneSettings(th=2.0, hysteresis=0.3)
    assert build(EngineSettings, stored) == dataclasses.replace(STANDARD, zones=expected)


def test_a_float_has_its_shortest_exact_text():
    assert canonical_json({"b": 0.1 + 0.2, "a": 1.0}) == '{"a":1.0,"b":0.30000000000000004}'


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_value_that_is_not_finite_is_refused(value: float):
    with pytest.raises(ValueError, match="missing"):
        canonical_json([value])


def test_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="no field 'colour'"):
        build(EngineSettings, {**plain(STANDARD), "colour": "red"})


def test_equal_settings_have_equal_digests_and_others_do_not():
    assert digest(plain(STANDARD)) == digest(plain(EngineSettings()))
    assert STANDARD.params_hash != DEMO.params_hash
