"""The word of a camera mark: safe to look at, unlike itself when moved, written and read again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.sync_code import (
    LONGEST_RUN,
    SOUND_S,
    SYMBOL_S,
    SYMBOLS,
    chirp,
    flash_level,
    flash_mean,
    read_word,
    write_word,
)
from tests.camera import words


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_a_word_never_flashes_more_than_three_times_a_second(seed: int) -> None:
    (word,) = words(1, np.random.default_rng(seed))
    dark = [-1] * 5
    light = np.array([*dark, *word, *dark])
    changes = np.flatnonzero(np.diff(light)) * SYMBOL_S
    for first in changes:  # a flash is a pair of opposing changes
        assert np.sum((changes >= first) & (changes <= first + 1.0)) <= 6


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_a_word_is_as_long_bright_as_dark_and_without_long_runs(seed: int) -> None:
    (word,) = words(1, np.random.default_rng(seed))
    assert word.sum() == 0
    runs = np.diff(np.flatnonzero(np.diff(word, prepend=0, append=0)))
    assert runs.max() <= LONGEST_RUN


def test_words_of_a_session_are_unlike_each_other_however_moved() -> None:
    drawn = words(6, np.random.default_rng(5))
    for k, one in enumerate(drawn):
        for other in drawn[k + 1 :]:
            assert np.correlate(one.astype(int), other.astype(int), "full").max() <= 12


@given(st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_a_written_word_is_read_again(seed: int) -> None:
    (word,) = words(1, np.random.default_rng(seed))
    read = read_word(write_word(word))
    assert read is not None
    assert np.array_equal(read, word)


@pytest.mark.parametrize("text", ["", "12345", "zzzzzz", "ffffff", "1234567"])
def test_what_is_no_word_is_not_read_as_one(text: str) -> None:
    assert read_word(text) is None


def test_the_mean_light_of_a_symbol_is_what_the_flash_showed() -> None:
    (word,) = words(1, np.random.default_rng(1))
    middles = (np.arange(SYMBOLS) + 0.25) * SYMBOL_S
    assert np.allclose(flash_mean(word, middles, SYMBOL_S / 2), word)
    assert [flash_level(word, float(t)) for t in middles] == [s > 0 for s in word]
    assert not flash_level(word, -0.01)
    assert not flash_level(word, SYMBOLS * SYMBOL_S)
    assert np.allclose(flash_mean(word, np.array([-3.0, 9.0]), 0.5), -1)


def test_the_mean_light_over_two_symbols_is_their_mean() -> None:
    (word,) = words(1, np.random.default_rng(2))
    assert flash_mean(word, np.array([0.0]), 2 * SYMBOL_S)[0] == pytest.approx(word[:2].mean())


def test_a_chirp_lies_in_its_band_and_is_compressed_to_a_quarter_of_a_millisecond() -> None:
    (word,) = words(1, np.random.default_rng(3))
    wave = chirp(word, 48_000)
    assert wave.size == round(SOUND_S * 48_000)
    assert np.abs(wave).max() <= 1
    power = np.abs(np.fft.rfft(wave)) ** 2
    hz = np.fft.rfftfreq(wave.size, 1 / 48_000)
    assert power[(hz > 1900) & (hz < 6100)].sum() > 0.98 * power.sum()
    echo = np.abs(np.correlate(wave, wave, "same"))
    middle = int(np.argmax(echo))
    far = np.abs(np.arange(echo.size) - middle) > 0.001 * 48_000
    assert echo[far].max() < 0.4 * echo.max()


def test_words_are_drawn_with_the_given_chance_alone() -> None:
    first, again = (words(3, np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(first, again)
