"""One rule of validity: a tick and a window of the same seconds say the same, for every reason."""

from __future__ import annotations

import pytest

from processing.indices.summary import PersonRecord
from safehold.core.conditions import Conditions
from safehold.core.reasons import Reason
from safehold.core.types import Beat, Breath, EngineOutput
from tests.unit.processing._synthetic import ticks_of
from tests.unit.processing.indices._reason_cases import CASES, outputs

TICKS_ONLY = {
    Reason.STALL: "samples came too late for the tick, not for the table",
    Reason.NOT_CALIBRATED: "adjusted RSA needs the calibration of the moment",
    Reason.RESP_FROM_ECG: "of an index that tables do not have",
    Reason.RESP_NOT_IN_ECG: "the same",
    Reason.INDEX_FAILED: "of indices of other packages, which tables do not have",
}
NOT_OF_AN_INDEX = {
    # of intervals and breaths, not of indices
    Reason.IMPLAUSIBLE_RR, Reason.DEVIANT_RR, Reason.ALTERNATING_RR, Reason.BEAT_QUALITY,
    Reason.GAP_IN_INTERVAL, Reason.MISSED_BEAT, Reason.EXTRA_BEAT, Reason.ECTOPIC_BEAT,
    Reason.EDITED,
    # of streams and people
    Reason.RATE_MISMATCH, Reason.LATE_DATA, Reason.MEDICATION,
    # of zones, changes and baselines
    Reason.NO_BASELINE, Reason.DWELL, Reason.PAST_SHORT, Reason.HR_ONLY, Reason.CORROBORATED,
    Reason.CORROBORATED_BLIND, Reason.CORROBORATED_SEEN, Reason.BASELINE_SHORT,
    Reason.BASELINE_FLAGGED, Reason.BASELINE_COVERAGE, Reason.BASELINE_DRIFT,
    Reason.BASELINE_CONFOUNDED, Reason.BASELINE_PROVISIONAL,
    # of measures and of two people
    Reason.NO_TICKS, Reason.MOSTLY_UNKNOWN, Reason.NONE_FOUND, Reason.CENSORED, Reason.POOR_FIT,
    Reason.SHORT_PERIOD, Reason.TOO_FEW_EVENTS, Reason.TOO_FEW_EPISODES,
    Reason.NO_MATCHED_MOMENTS, Reason.TOO_FEW_SHIFTS, Reason.TOO_FEW_SEGMENTS, Reason.DEGENERATE,
    Reason.SPEECH_NOT_CODED, Reason.SPEECH_INCLUDED, Reason.SPEECH_PARTLY_HEARD,
    Reason.OTHER_SPEECH_UNKNOWN, Reason.COMPARED_SHORT, Reason.COMPARED_FLAT,
}  # fmt: skip
STEP_S = 5


def record(made: list[EngineOutput]) -> PersonRecord:
    return PersonRecord(
        "client",
        [o for o in made if isinstance(o, Beat)],
        [o for o in made if isinstance(o, Breath)],
        [o for o in made if isinstance(o, Conditions)],
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_tick_and_a_window_of_the_same_seconds_say_the_same(name: str) -> None:
    made = outputs(name)
    mine = record(made)
    compared = 0
    for tick in ticks_of(made):
        if tick.t % STEP_S:
            continue
        for live in tick.indices:
            window = mine.indices(live.t0, live.t1).get(live.name)
            if window is None or live.name == "ln_p2t_adjusted":
                continue
            assert window == live, (tick.t, live.name)
            compared += 1
    assert compared > 200


@pytest.mark.slow
def test_every_reason_that_an_index_can_have_went_both_ways() -> None:
    """A reason that is added without a recording that gives it fails here."""
    seen = {
        reason
        for name in CASES
        for tick in ticks_of(outputs(name))
        if tick.t % STEP_S == 0
        for value in tick.indices
        if value.name != "ln_p2t_adjusted"
        for reason in value.reasons
    }
    assert set(Reason) - NOT_OF_AN_INDEX - set(TICKS_ONLY) - seen == set()
    assert seen & NOT_OF_AN_INDEX == set()


def test_no_beat_or_breath_from_before_a_turn_counts_in_a_window_that_ends_after_it() -> None:
    heart, chest = record(outputs("turned_ecg")), record(outputs("turned_belt"))
    found = heart.summary(80.0, 140.0)
    assert found.hr_mean_bpm is None
    assert found.n_beats < 35, "those of the last 26 s"
    assert Reason.ECG_TURNED.value in found.exclude_reason
    assert heart.summary(120.0, 180.0).hr_mean_bpm == pytest.approx(72.4, abs=0.3)
    assert chest.indices(80.0, 140.0)["p2t"].n_breaths == 6
    assert chest.indices(40.0, 100.0)["p2t"].n_breaths >= 13


def test_a_belt_upside_down_gives_no_rsa_in_the_table() -> None:
    row = record(outputs("upside_down")).summary(90.0, 150.0)
    assert row.rsa_p2t_ms is None
    assert row.exclude_reason


def test_an_ecg_of_90_samples_a_second_gives_no_variability_in_the_table() -> None:
    row = record(outputs("low_rate")).summary(90.0, 150.0)
    assert row.rmssd_ms is None
    assert row.hr_mean_bpm is not None
    assert Reason.LOW_RATE.value in row.exclude_reason


def test_clipping_stands_beside_what_it_leaves() -> None:
    row = record(outputs("clipped")).summary(90.0, 150.0)
    assert Reason.CLIPPED in row.reservations


def test_marked_movement_takes_windows_of_which_it_fills_more_than_a_fifth() -> None:
    mine = record(outputs("marks"))
    assert mine.summary(60.0, 120.0).reservations == (Reason.SPEECH,)
    filled = mine.summary(120.0, 180.0)
    assert (filled.hr_mean_bpm, filled.rmssd_ms) == (None, None)
    assert Reason.MOVEMENT.value in filled.exclude_reason
    touched = mine.summary(140.0, 200.0)
    assert touched.hr_mean_bpm is not None
    assert touched.reservations == (Reason.MOVEMENT,)
