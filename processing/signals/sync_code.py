"""The signal that aligns a camera: a word of bright and dark, and the same word as chirps.

A *camera mark* is a word of 24 symbols, drawn at random and kept in the recording. Whoever looks
for it knows all of them, so each is a check digit: a light that is switched, another screen or
somebody in front of the camera would have to repeat the word by chance, 1 in 2^24 for each try.

The flash shows each symbol for 0.2 s, bright or dark: twelve of each, never more than three alike
in a row, which a camera's automatic exposure does not level out. A symbol lasts four frames at 24
frames per second. At most five changes a second are 2.5 flashes; WCAG 2.3.1 allows three
(https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold).

The sound is the word as direct-sequence spread spectrum: 24 chirps of 40 ms, each a linear
sweep from 2 to 6 kHz, upright or with its sign turned. A matched filter (Turin 1960,
doi:10.1109/TIT.1960.1057571) compresses 1 s of sound to 0.25 ms. Phones keep this band; hum,
voices and steps are mostly below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import FloatArray

SYMBOLS = 24
SYMBOL_S = 0.2
FLASH_S = SYMBOLS * SYMBOL_S
GUARD_S = 0.4
"""Dark before and after the word, s."""
LONGEST_RUN = 3
CHIRP_S = 0.04
SWEEP_HZ = (2000.0, 6000.0)
SOUND_S = SYMBOLS * CHIRP_S
LARGEST_ECHO = 8
"""Symbols, of 24, by which a moved word may agree with itself more than it disagrees."""
LARGEST_LIKENESS = 12
"""The same for another word of the session."""

Word = NDArray[np.int8]
"""Shape ``(24,)``: 1 bright, -1 dark."""


def draw_word(below: Callable[[int], int], used: Sequence[Word] = ()) -> Word:
    """Return a new word.

    Parameters
    ----------
    below : callable
        ``below(n)`` returns a random whole number from 0 to ``n`` - 1, as ``secrets.randbelow``.
    used : sequence of ndarray
        Words of the session so far: the new one is unlike each of them, however moved.
    """
    while True:
        word = np.repeat(np.array([1, -1], dtype=np.int8), SYMBOLS // 2)
        for k in range(SYMBOLS - 1, 0, -1):  # Fisher and Yates
            other = below(k + 1)
            word[[k, other]] = word[[other, k]]
        if word[0] == 1 and _fits(word, used):
            return word


def _fits(word: Word, used: Sequence[Word]) -> bool:
    changes = np.flatnonzero(np.diff(word, prepend=-word[0], append=-word[-1]))
    if np.diff(changes).max() > LONGEST_RUN:
        return False
    echoes = _moved(word, word)
    echoes[SYMBOLS - 1] = 0
    if echoes.max() > LARGEST_ECHO:
        return False
    return all(_moved(word, other).max() <= LARGEST_LIKENESS for other in used)


def _moved(one: Word, other: Word) -> NDArray[np.int64]:
    return np.correlate(one.astype(np.int64), other.astype(np.int64), "full")


def write_word(word: Word) -> str:
    """Return a word as six hexadecimal digits, its first symbol in the highest bit."""
    return f"{int(''.join('1' if s > 0 else '0' for s in word), 2):06x}"


def read_word(text: str) -> Word | None:
    """Return the word of six hexadecimal digits; None where the text is none."""
    try:
        bits = f"{int(text, 16):024b}" if len(text) == SYMBOLS // 4 else ""
    except ValueError:
        return None
    word = np.array([1 if bit == "1" else -1 for bit in bits], dtype=np.int8)
    return word if word.size == SYMBOLS and word.sum() == 0 else None


def flash_level(word: Word, since: float) -> bool:
    """Tell whether the flash is bright, ``since`` seconds after the word's first symbol began."""
    k = int(np.floor(since / SYMBOL_S))
    return bool(0 <= k < SYMBOLS and word[k] > 0)


def flash_mean(word: Word, since: FloatArray, length: FloatArray | float) -> FloatArray:
    """Return the mean light of spans of time, -1 dark to 1 bright; dark around the word.

    Parameters
    ----------
    word : ndarray, shape (24,)
        As drawn.
    since : ndarray, any shape
        Beginnings of the spans, s after the word's first symbol began.
    length : ndarray or float
        Lengths, s, > 0.
    """
    edges = np.arange(SYMBOLS + 1) * SYMBOL_S
    light = np.concatenate(([0.0], np.cumsum((word > 0) * SYMBOL_S)))
    share = (np.interp(since + length, edges, light) - np.interp(since, edges, light)) / length
    return np.asarray(2 * share - 1, dtype=np.float64)


def chirp(word: Word, rate: float) -> FloatArray:
    """Return the sound of a word, between -1 and 1.

    Parameters
    ----------
    word : ndarray, shape (24,)
        As drawn.
    rate : float
        Samples per second; more than twice the highest tone, 6 kHz.
    """
    n = round(SOUND_S * rate)
    t = np.arange(n) / rate
    within = t % CHIRP_S
    low, high = SWEEP_HZ
    phase = 2 * np.pi * (low * within + (high - low) / (2 * CHIRP_S) * within**2)
    edge = np.minimum(within, CHIRP_S - within) / (0.1 * CHIRP_S)
    fade = 0.5 - 0.5 * np.cos(np.pi * np.clip(edge, 0, 1))
    signs = word[np.minimum((t / CHIRP_S).astype(int), SYMBOLS - 1)]
    return np.asarray(signs * fade * np.sin(phase), dtype=np.float64)
