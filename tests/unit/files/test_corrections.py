"""What the user says of a stream is kept per study, and found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquisition.description import StreamDescription
from acquisition.specs import Correction
from processing.clock.timeline import Timeline
from safehold.core.errors import ConfigError
from safehold.core.settings import STANDARD
from safehold.core.types import Chunk, ClockOffset, Role, StreamSpec
from safehold.desk.stream_list import find_listed, list_streams
from safehold.files.corrections import FILE, forget, load_corrections, remember, save_corrections
from safehold.session.model import SessionModel

BELT = StreamDescription("belt", "RESP", "b-1", "u1", "lab", "s", 50.0, "float32", 1)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(
    st.builds(
        Correction, texts, texts, texts, texts,
        st.none() | st.integers(0, 63), st.none() | st.sampled_from([Role.ECG, Role.OTHER]),
        st.none() | st.just("") | st.just("client"), st.none() | texts, st.none() | st.booleans(),
    )
)  # fmt: skip
def test_any_correction_comes_back_from_its_file(tmp_path_factory, correction):
    folder = tmp_path_factory.mktemp("study")
    save_corrections(folder, [correction, correction])
    assert load_corrections(folder) == (correction, correction)


def test_what_is_said_adds_up_and_can_be_forgotten(tmp_path: Path):
    assert load_corrections(tmp_path) == ()
    remember(tmp_path, BELT, person="client")
    remember(tmp_path, replace(BELT, source_id="b-2"), person="therapist")
    remember(tmp_path, BELT, inverted=True)
    remember(tmp_path, BELT, inverted=False, unit="N")
    mine = [c for c in load_corrections(tmp_path) if c.source_id == "b-1"]
    assert [(c.person, c.inverted, c.unit, c.role) for c in mine] == [("client", False, "N", None)]
    assert forget(tmp_path, BELT) == 1
    assert [c.source_id for c in load_corrections(tmp_path)] == ["b-2"]
    assert forget(tmp_path, BELT) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[stream]]\nrole = 'heart'", "ecg"),
        ("[[stream]]\nchannel = 0", "from 1"),
        ("[[stream]]\nchannel = true", "from 1"),
        ("[[stream]]\ninverted = 'yes'", "true or false"),
        ("[[stream]]\nname = 3", "must be a text"),
        ("[[stream]]\nspeed = 3", "speed"),
        ("[stream]\nname = 'x'", "[[stream]]"),
        ("other = 1", "[[stream]]"),
        ("[[stream", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, told: str):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ConfigError, match=FILE) as refused:
        load_corrections(tmp_path)
    assert told in str(refused.value)


def test_a_turned_belt_is_turned_for_engine_and_display_alike():
    spec = StreamSpec("b", "belt", "RESP", "b-1", Role.RESPIRATION, "client", "", 50.0)
    stamps, values = np.arange(200) / 50, np.arange(200.0)
    shown = {}
    for inverted in (False, True):
        turned = replace(spec, inverted=inverted)
        timeline = Timeline(turned, session_zero=0.0)
        timeline.set_offset(ClockOffset("b", 0, 0.0, 0.0))
        timeline.push(Chunk("b", 0, stamps, values))
        timeline.close(2.0)
        model = SessionModel(("client",), (turned,), STANDARD)
        model.waveform("b", stamps, values)
        shown[inverted] = timeline.samples(0, 2)[1], model.snapshot("b", 60.0)[1]
    for upright, upside_down in zip(shown[False], shown[True], strict=True):
        assert upright.size
        np.testing.assert_array_equal(upside_down, -upright)
    np.testing.assert_array_equal(values, np.arange(200.0))


def test_duplicates_changed_headers_and_missing_source_ids_are_told():
    before: dict = {}
    (first,) = list_streams([BELT], ("client",), (), before)
    assert first.remarks == ()
    (changed,) = list_streams(
        [replace(BELT, uid="u2", nominal_rate=25.0)], ("client",), (), before
    )
    assert "25 Hz" in changed.remarks[0]
    assert "50 Hz" in changed.remarks[0]
    twins = list_streams([BELT, replace(BELT, uid="u3")], ("client",), (), {})
    assert all("2 streams" in item.remarks[0] for item in twins)
    (bare,) = list_streams([replace(BELT, source_id="")], ("client",), (), {})
    assert "no source id" in bare.remarks[0]


def test_a_stream_is_named_by_source_id_or_name():
    other = replace(BELT, source_id="b-2", uid="u2")
    listed = list_streams([BELT, other], ("client",), (), {})
    assert find_listed(listed, "b-2").description is other
    with pytest.raises(ConfigError, match="Several"):
        find_listed(listed, "belt")
    with pytest.raises(ConfigError, match="no stream"):
        find_listed(listed, "ecg")
