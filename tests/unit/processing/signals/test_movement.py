"""Movement from a worn accelerometer: begins, ends, and is not breathing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.movement import LIMIT_MG, MovementWatch, mean_amplitude_deviation

RATE = 50.0
TIMES = np.arange(0.01, 120, 1 / RATE)


def sitting(seed: int = 0, scale: float = 1.0):
    """Gravity, breathing, the heart, and a little restlessness, mg."""
    dice = np.random.default_rng(seed)
    tilt = 40 * scale * np.sin(2 * np.pi * 0.25 * TIMES)
    heart = 8 * scale * np.sin(2 * np.pi * 1.2 * TIMES)
    values = np.column_stack((np.full(TIMES.size, 950.0), 200 + tilt, 150 + heart))
    return values + dice.normal(0, 10 * scale, values.shape)


def walking(values, t0: float, t1: float, size: float = 250.0):
    inside = (t0 <= TIMES) & (t1 > TIMES)
    moved = values.copy()
    moved[inside, 0] += size * np.sin(2 * np.pi * 2.0 * TIMES[inside])
    return moved


def test_sitting_breathing_and_the_heart_are_no_movement():
    assert MovementWatch().feed(TIMES, sitting()) == []


def test_walking_about_is_marked_in_epochs_of_five_seconds():
    watch = MovementWatch()
    assert watch.feed(TIMES, walking(sitting(), 42, 68)) == [(40.0, True), (70.0, False)]


def test_the_measure_does_not_depend_on_how_the_sensor_sits():
    values = walking(sitting(), 0, 120)
    turn, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))
    assert mean_amplitude_deviation(values @ turn) == pytest.approx(
        mean_amplitude_deviation(values)
    )
    assert mean_amplitude_deviation(values) > LIMIT_MG


def test_who_sits_less_still_has_a_higher_limit():
    restless = walking(sitting(scale=1.0), 0, 120, size=70)  # MAD 45: below everybody's limit
    watch = MovementWatch()
    assert watch.feed(TIMES, walking(restless, 60, 80, size=180)) == []
    assert watch.limit_mg > 2 * LIMIT_MG
    assert MovementWatch().feed(TIMES, walking(sitting(), 60, 80, size=250)) != []


def test_a_gap_ends_it_and_what_is_no_number_is_left_out():
    values = walking(sitting(), 40, 120)
    values[100:110] = np.nan
    kept = (TIMES < 63) | (TIMES > 90)
    edges = MovementWatch().feed(TIMES[kept], values[kept])
    assert edges == [(40.0, True), (65.0, False), (90.0, True)]


def test_a_movement_ends_when_nothing_comes_any_more():
    values, watch = walking(sitting(), 40, 120), MovementWatch()
    before = TIMES < 63
    assert watch.feed(TIMES[before], values[before]) == [(40.0, True)]
    assert watch.unseen(69.9) == []
    assert watch.unseen(70.0) == [(65.0, False)]
    assert watch.unseen(75.0) == []
    after = TIMES > 90
    assert watch.feed(TIMES[after], values[after]) == [(90.0, True)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, TIMES.size - 1), max_size=12))
def test_the_same_in_any_chunking(cuts):
    values = walking(sitting(), 42, 68)
    watch, edges = MovementWatch(), []
    for part in np.split(np.arange(TIMES.size), sorted(set(cuts))):
        edges += watch.feed(TIMES[part], values[part])
    assert edges == [(40.0, True), (70.0, False)]


def test_a_real_wrist_moves_now_and_then(shared_data: Path):
    counts = np.loadtxt(shared_data / "single" / "e4" / "ACC.csv", delimiter=",", skiprows=2)
    times = np.arange(len(counts)) / 32
    mad = np.array([
        mean_amplitude_deviation(counts[n : n + 160] * 1000 / 64)
        for n in range(0, len(counts) - 160, 160)
    ])  # fmt: skip
    edges = MovementWatch().feed(times, counts * 1000 / 64)
    begun = sum(begins for _, begins in edges)
    print(f"{(mad > LIMIT_MG).sum()} of {mad.size} epochs above 91 mg, {begun} movements")
    assert begun <= (mad > LIMIT_MG).sum() < mad.size / 2
