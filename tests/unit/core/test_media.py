"""Where a file of the laboratory lies in a session: by an offset, or by moments that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace, PlacedBy, place_by_marks, place_words

TIMES = st.floats(0, 7200)


@given(
    offset=st.floats(-3600, 3600), ppm=st.floats(-500, 500),
    moments=st.lists(TIMES, min_size=2, max_size=6, unique=True),
)  # fmt: skip
def test_exact_marks_give_the_place_they_were_made_of(offset, ppm, moments):
    truth = MediaPlace("a.mp4", offset, ppm)
    found = place_by_marks("a.mp4", [(t, truth.session_time(t)) for t in moments])
    wide = max(moments) - min(moments) >= 60
    assert (found.drift_ppm is not None) == wide
    if wide:
        assert found.drift_ppm == pytest.approx(ppm, abs=0.5)
        assert found.session_time(3000) == pytest.approx(truth.session_time(3000), abs=0.002)
    assert (found.residual_s is None) == (len(moments) <= 1 + wide)


@given(offset=st.floats(-3600, 3600), ppm=st.floats(-500, 500), t=TIMES)
def test_there_and_back_is_the_same_moment(offset, ppm, t):
    place = MediaPlace("a.mp4", offset, ppm)
    assert place.file_time(place.session_time(t)) == pytest.approx(t, abs=1e-6)


def test_one_mark_gives_the_offset_and_no_drift():
    place = place_by_marks("clap.wav", [(12.5, 300.0)])
    assert (place.offset_s, place.drift_ppm, place.residual_s) == (287.5, None, None)
    assert place.how is PlacedBy.MARKS
    assert "drift not known" in place_words(place)


def test_a_third_mark_tells_how_far_off_the_worst_lies():
    place = place_by_marks("a.mp4", [(0, 10.0), (600, 610.06), (1200, 1210.0)])
    assert place.residual_s == pytest.approx(0.04)
    assert "worst of 3 marks 40 ms off" in place_words(place)


@pytest.mark.parametrize("marks", [[], [(float("nan"), 1.0)], [(0, 10), (100, 111)]])
def test_marks_that_no_clock_explains_are_refused(marks):
    with pytest.raises(ConfigError):
        place_by_marks("a.mp4", marks)
