"""Where the chirps of a word stand in a sound (:mod:`processing.signals.sync_code`).

A matched filter whose output is divided by the power of the sound around it: loud noise, claps
and an automatic gain do not look like the word. As for the flash, words that were never played are
looked for too, and the word must stand out against them. In a room the direct sound comes first
and is not always the strongest: the first arrival of at least 0.6 of its height, up to 30 ms
earlier, is taken, and how much earlier it is counts as doubt. A chirp of 40 ms earlier would be
the word's own echo.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from processing.signals.sync_code import SOUND_S, SWEEP_HZ, Word, chirp, draw_word
from processing.signals.sync_flash import Found
from safehold.core.types import FloatArray

RATE_HZ = 16_000
BLOCK = 1 << 17
MARGIN = 2048
CELL = 64
"""Samples (4 ms) of which the search keeps the best one."""
LEAST_FIT = 0.1
"""Noise alone reaches 0.07 in an hour."""
LEAST_RATIO = 1.5
"""How many times better than the best rival the word must fit."""
FIRST_S = 0.03
FIRST_SHARE = 0.6
DECOYS = 3
NEAR_S = 2 * SOUND_S
OWN_S = 0.002


def find_chirps(
    sound: NDArray[np.floating], rate: float, words: Sequence[Word], *, start: float = 0.0
) -> list[Found | None]:
    """Return where words stand in a sound; None for one that is not there beyond doubt.

    Parameters
    ----------
    sound : ndarray, shape (n,)
        One channel, any unit.
    rate : float
        Samples per second; at least 13 kHz, or nothing is found.
    words : sequence of ndarray
        Words that were played.
    start : float
        File time of the first sample, s.
    """
    found: list[Found | None] = [None] * len(words)
    if rate < 2.1 * SWEEP_HZ[1] or sound.size < 2 * SOUND_S * rate:
        return found
    heard = _at_rate(sound, rate)
    rng = np.random.default_rng(20_142)
    decoys = [draw_word(lambda n: int(rng.integers(n)), words) for _ in range(DECOYS)]
    fits = _fits(heard, [*words, *decoys])
    cells = np.arange(fits.shape[1])
    free = np.ones(cells.size, dtype=bool)
    for k in sorted(range(len(words)), key=lambda k: -float(fits[k].max())):
        top = int(np.argmax(np.where(free, fits[k], 0.0)))
        near = np.abs(cells - top) * CELL < NEAR_S * RATE_HZ
        rivals = fits[[k, *range(len(words), len(fits))]][:, free & ~near]
        fit, rival = float(fits[k, top]), float(rivals.max(initial=0.0))
        if free[top] and fit >= max(LEAST_FIT, LEAST_RATIO * rival):
            at, later = _first(heard, words[k], top * CELL)
            own = OWN_S + later / RATE_HZ
            found[k] = Found(start + at / RATE_HZ, own, fit, rival)
            free &= ~near
    return found


def _at_rate(sound: NDArray[np.floating], rate: float) -> NDArray[np.floating]:
    if rate == RATE_HZ:
        return sound
    ratio = Fraction(RATE_HZ / rate).limit_denominator(1000)
    return np.asarray(signal.resample_poly(sound, ratio.numerator, ratio.denominator))


def _fits(heard: NDArray[np.floating], words: Sequence[Word]) -> FloatArray:
    """Return the best fit in each cell of 4 ms, shape (n_words, n_cells)."""
    shapes = [_spectrum(word) for word in words]
    step = (BLOCK - round(SOUND_S * RATE_HZ) - 2 * MARGIN) // CELL * CELL
    blocks = []
    for begin in range(0, heard.size, step):  # overlap-save: an hour needs no more memory
        n = -(-min(step, heard.size - begin) // CELL) * CELL
        fits = _envelopes(heard, begin, n, shapes)
        blocks.append(fits.reshape(len(words), -1, CELL).max(axis=2))
    return np.concatenate(blocks, axis=1)


def _envelopes(
    heard: NDArray[np.floating], begin: int, n: int, shapes: Sequence[NDArray[np.complex64]]
) -> FloatArray:
    """Return the envelope of the normalised correlation at n samples, shape (n_words, n)."""
    part = np.zeros(BLOCK)
    first = max(begin - MARGIN, 0)
    piece = heard[first : begin - MARGIN + BLOCK]
    part[first - begin + MARGIN :][: piece.size] = piece
    band = fft.fft(part.astype(np.complex64)) * _BAND
    length = round(SOUND_S * RATE_HZ)
    power = np.cumsum(np.concatenate(([0.0], 4 * fft.ifft(band).real.astype(np.float64) ** 2)))
    level = np.sqrt(np.maximum(power[length:] - power[:-length], 0.0))[MARGIN : MARGIN + n]
    level += 0.05 * math.sqrt(power[-1] * length / BLOCK) + 1e-12
    moved = np.array([np.abs(fft.ifft(band * shape))[MARGIN : MARGIN + n] for shape in shapes])
    return np.asarray(np.minimum(moved / level, 1.0), dtype=np.float64)


def _spectrum(word: Word) -> NDArray[np.complex64]:
    wave = chirp(word, RATE_HZ)
    shape = signal.hilbert(wave) / np.linalg.norm(wave)
    return np.asarray(np.conj(fft.fft(shape, BLOCK)), dtype=np.complex64)


def _band() -> NDArray[np.float32]:
    """Return the gain at the frequencies of a block: those of the sweep, positive ones only."""
    hz = fft.fftfreq(BLOCK, 1 / RATE_HZ)
    low, high = SWEEP_HZ
    gain = np.clip((hz - 0.85 * low) / 200, 0, 1) * np.clip((1.1 * high - hz) / 200, 0, 1)
    return np.asarray(gain, dtype=np.float32)


_BAND = _band()


def _first(heard: NDArray[np.floating], word: Word, near: int) -> tuple[float, float]:
    """Return the sample of the first arrival, in parts, and how many later the strongest is."""
    begin = max(near - round(FIRST_S * RATE_HZ), 0)
    (fits,) = _envelopes(heard, begin, near + CELL - begin, [_spectrum(word)])
    early, _ = signal.find_peaks(fits, height=FIRST_SHARE * fits.max())
    top = int(np.argmax(fits))
    at = int(early[0]) if early.size else top
    if not 0 < at < fits.size - 1:
        return float(begin + at), float(top - at)
    before, here, after = fits[at - 1 : at + 2]
    bend = before - 2 * here + after
    part = 0.5 * float((before - after) / bend) if bend < 0 else 0.0
    return begin + at + part, float(top - at)
