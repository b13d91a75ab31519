"""What is proposed for flagged intervals is what is wrong with them, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.flags import FLAG_REASONS, flag_intervals
from processing.signals.proposals import Proposal, best_place, changed, propose
from safehold.core.correction import CorrectionKind
from safehold.core.types import Beat, BeatStatus, FloatArray
from tests.unit.processing._synthetic import ECG_SHAPE, beats_g, noise, wave

RATE = 250
NONE = (np.empty(0), np.empty(0))


def flagged_beats(times: Sequence[float], source: str = "ecg") -> list[Beat]:
    """Return beats with the flags of their lengths, as the engine gives them."""
    rr = 1000 * np.diff(times)
    joined = np.r_[False, np.ones(rr.size - 1, dtype=bool)]
    rows = flag_intervals(rr, joined=joined, beats_ok=np.ones(rr.size, dtype=bool))
    first = Beat("client", float(times[0]), None, BeatStatus.FIRST, (), source)
    return [first] + [
        Beat(
            "client", float(t), float(length),
            BeatStatus.FLAGGED if row.any() else BeatStatus.OK,
            tuple(reason for reason, on in zip(FLAG_REASONS, row, strict=True) if on), source,
        )
        for t, length, row in zip(times[1:], rr, rows, strict=True)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def truth() -> FloatArray:
    return beats_g(0.8, 0.04, 0.25, 0.3, duration=90.0)


@pytest.fixture(scope="module")
def ecg(truth: FloatArray) -> tuple[FloatArray, FloatArray]:
    times = np.arange(0, 92, 1 / RATE)
    return times, wave(truth, times, ECG_SHAPE) + noise(times.size, 0.02, 3)


def proposals(times: Sequence[float], ecg: tuple[FloatArray, FloatArray]) -> tuple[Proposal, ...]:
    return propose(flagged_beats(times), 40.0, 50.0, ecg)


def test_a_missed_beat_is_proposed_where_it_is(truth, ecg) -> None:
    gone = truth[55]
    (found,) = proposals(np.delete(truth, 55), ecg)
    assert found.kind is CorrectionKind.ADD
    assert found.t0 == pytest.approx(gone, abs=0.004)


def test_two_beats_missed_in_a_row_are_proposed_together(truth, ecg) -> None:
    found = proposals(np.delete(truth, [55, 56]), ecg)
    assert [p.kind for p in found] == [CorrectionKind.ADD] * 2
    assert [p.t0 for p in found] == pytest.approx(list(truth[55:57]), abs=0.004)


def test_a_beat_too_many_is_to_go(truth, ecg) -> None:
    false = truth[55] + 0.33
    (found,) = proposals(np.sort(np.r_[truth, false]), ecg)
    assert found == Proposal(CorrectionKind.DELETE, pytest.approx(false))


def test_a_displaced_beat_is_to_move_to_its_place(truth, ecg) -> None:
    times = truth.copy()
    times[55] += 0.18
    (found,) = proposals(times, ecg)
    assert found.kind is CorrectionKind.MOVE
    assert found.t0 == pytest.approx(times[55])
    assert found.t1 == pytest.approx(truth[55], abs=0.004)


def test_an_early_beat_of_another_shape_is_called_ectopic_and_kept(truth) -> None:
    early = truth.copy()
    early[55] -= 0.3
    times = np.arange(0, 92, 1 / RATE)
    values = wave(np.delete(early, 55), times, ECG_SHAPE)
    values += wave(early[55:56], times, [(0.0, -1.4, 0.05), (0.2, 0.6, 0.06)])
    (found,) = proposals(early, (times, values + noise(times.size, 0.02, 3)))
    assert found == Proposal(CorrectionKind.ECTOPIC, pytest.approx(early[55]))


def test_nothing_is_proposed_where_the_wave_shows_nothing(truth, ecg) -> None:
    times, values = ecg[0], ecg[1].copy()
    buried = (times > truth[54] + 0.2) & (times < truth[56] - 0.2)
    values[buried] = noise(int(buried.sum()), 1.0, 5)
    assert proposals(np.delete(truth, 55), (times, values)) == ()


@pytest.mark.parametrize(
    ("gone", "kind"), [(True, CorrectionKind.ADD), (False, CorrectionKind.DELETE)]
)
def test_intervals_of_a_strap_are_split_or_joined_by_their_lengths(truth, gone, kind) -> None:
    times = np.delete(truth, 55) if gone else np.sort(np.r_[truth, truth[55] + 0.4])
    (found,) = propose(flagged_beats(times, "rr"), 40.0, 50.0, NONE)
    assert found.kind is kind
    expected = (truth[54] + truth[56]) / 2 if gone else truth[55] + 0.4
    assert found.t0 == pytest.approx(expected)


@given(st.sets(st.integers(30, 80), min_size=1, max_size=4), st.booleans())
@settings(max_examples=15, deadline=None)
def test_what_is_proposed_never_flags_more(truth, ecg, places: set[int], gone: bool) -> None:
    chosen = sorted(places)
    times = np.delete(truth, chosen) if gone else np.sort(np.r_[truth, truth[chosen] + 0.3])
    beats = flagged_beats(times)
    found = propose(beats, 0.0, 90.0, ecg)
    after = list(times)
    for proposal in found:
        after = changed(after, proposal)
    before = sum(beat.status is BeatStatus.FLAGGED for beat in beats)
    assert sum(b.status is BeatStatus.FLAGGED for b in flagged_beats(after)) <= before


def test_the_best_place_between_two_beats_is_where_the_wave_has_one(truth, ecg) -> None:
    beats = flagged_beats(np.delete(truth, 55))
    assert best_place(beats, truth[54] + 0.25, truth[56] - 0.25, ecg) == pytest.approx(
        truth[55], abs=0.004
    )
    assert best_place(beats, truth[60] + 0.3, truth[61] - 0.2, ecg) is None
    assert best_place(beats, truth[54], truth[56], NONE) is None
