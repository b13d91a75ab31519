"""From marks to a place: a line, its drift, how far it holds, and every reason to refuse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.sync_place import LIMIT_S, Placement, Refusal, Seen, place

HALF = 1 / 60


def flash(number: int, session_s: float, file_s: float, common_s: float = HALF + 0.008) -> Seen:
    return Seen(number, session_s, file_s, 0.001, common_s)


def sound(number: int, session_s: float, file_s: float) -> Seen:
    return Seen(number, session_s, file_s, 0.002, 0.035, sound=True)


def placed(*seen: Seen) -> Placement:
    found = place(seen)
    assert isinstance(found, Placement), found
    return found


def refused(*seen: Seen) -> str:
    found = place(seen)
    assert isinstance(found, Refusal), found
    assert found.remedy
    return str(found.why)


@settings(max_examples=25, deadline=None)
@given(st.floats(-500, 500), st.floats(-90, 90), st.integers(1, 3))
def test_marks_on_a_line_give_offset_and_drift(offset: float, ppm: float, delays: int) -> None:
    file_s = (10.0, 1500.0, 3100.0)
    at = [offset + f * (1 + ppm * 1e-6) for f in file_s]
    late = 0.05 * (delays - 1)
    marks = [flash(k + 1, s, f) for k, (s, f) in enumerate(zip(at, file_s, strict=True))]
    marks += [sound(k + 1, s, f + late) for k, (s, f) in enumerate(zip(at, file_s, strict=True))]
    found = placed(*marks)
    assert found.offset_s == pytest.approx(offset, abs=1e-6)
    assert found.drift_ppm == pytest.approx(ppm, abs=1e-3)
    assert found.residual_s == pytest.approx(0, abs=1e-6)
    assert found.sound_delay_s == pytest.approx(late, abs=1e-4)
    assert found.holds[0] < at[0] < at[-1] < found.holds[1]


def test_one_mark_gives_the_offset_and_says_for_how_long_it_holds() -> None:
    found = placed(flash(2, 1000.0, 900.0))
    assert (found.offset_s, found.drift_ppm, found.residual_s) == (100.0, None, None)
    reach = found.holds[1] - 1000.0
    assert reach == pytest.approx((LIMIT_S - found.uncertainty_s) / 100e-6)
    assert 1000.0 - found.holds[0] == pytest.approx(reach)
    assert 60 < reach < 300


def test_two_marks_give_the_drift_and_nothing_tells_how_exact_it_is() -> None:
    found = placed(flash(1, 100.0, 10.0), flash(3, 3100.15, 3010.0))
    assert found.drift_ppm == pytest.approx(50.0)
    assert found.residual_s is None


def test_two_marks_within_a_minute_give_no_drift() -> None:
    found = placed(flash(1, 100.0, 10.0), flash(2, 150.01, 60.0))
    assert found.drift_ppm is None
    assert found.residual_s == pytest.approx(0.005)


def test_sounds_give_the_drift_and_one_flash_the_offset() -> None:
    found = placed(flash(1, 100.0, 10.0), sound(1, 100.0, 10.07), sound(3, 3100.15, 3010.07))
    assert found.offset_s + 10.0 * (1 + found.drift_ppm * 1e-6) == pytest.approx(100.0)
    assert found.drift_ppm == pytest.approx(50.0)
    assert found.sound_delay_s == pytest.approx(0.07, abs=1e-4)


def test_a_flash_and_the_sound_of_another_mark_tell_no_drift() -> None:
    found = placed(flash(1, 100.0, 10.0), sound(3, 3100.15, 3010.07))
    assert found.drift_ppm is None
    assert found.offset_s == pytest.approx(90.0)
    assert found.holds[1] < 400.0


def test_sounds_alone_place_a_file_where_the_loudspeaker_is_known_well_enough() -> None:
    found = placed(sound(1, 100.0, 10.0), sound(3, 3100.0, 3010.0))
    assert found.sound_delay_s is None
    assert found.uncertainty_s == pytest.approx(0.037)


def test_marks_that_tell_the_drift_worse_than_nothing_leave_it_unknown() -> None:
    found = placed(flash(1, 20.0, 10.0), flash(2, 60.0, 50.001), flash(3, 100.012, 90.0))
    assert found.drift_ppm is None
    assert found.residual_s == pytest.approx(0.0083, abs=0.001)


def test_a_sound_that_is_doubtful_counts_for_little() -> None:
    echo = Seen(2, 1500.0, 1410.03, 0.03, 0.035, sound=True)
    flashes = flash(1, 100.0, 10.0), flash(3, 3100.0, 3010.0)
    found = placed(*flashes, sound(1, 100.0, 10.05), echo, sound(3, 3100.0, 3010.05))
    assert found.offset_s == pytest.approx(90.0, abs=1e-3)
    assert found.sound_delay_s == pytest.approx(0.05, abs=1e-3)
    assert found.uncertainty_s < 0.035


def test_no_mark_is_no_place() -> None:
    assert "None of the session's camera marks" in refused()


def test_a_file_that_was_paused_is_refused() -> None:
    marks = [flash(1, 0.0, 0.0), flash(2, 1500.0, 1500.0), flash(3, 3000.0, 2999.7)]
    assert "do not lie on one line" in refused(*marks)


def test_two_marks_of_a_file_that_was_paused_are_refused() -> None:
    assert "wrong by 333 ppm" in refused(flash(1, 0.0, 0.0), flash(3, 3000.0, 2999.0))


def test_three_marks_may_say_that_a_file_runs_a_tenth_of_a_percent_too_fast() -> None:
    marks = [flash(k, 1000.0 * k * 1.001, 1000.0 * k) for k in (1, 2, 3)]
    assert placed(*marks).drift_ppm == pytest.approx(1000.0)


def test_a_slow_camera_is_refused() -> None:
    assert "within" in refused(flash(1, 0.0, 0.0, common_s=1 / 30 + 0.01))


def test_a_sound_that_is_not_of_its_flash_is_refused() -> None:
    assert "contradict" in refused(flash(1, 0.0, 0.0), sound(1, 0.0, 0.9))
    assert "contradict" in refused(flash(1, 0.0, 0.0), sound(3, 3000.0, 3002.0))
