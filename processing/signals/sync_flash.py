"""Where a word of bright and dark stands in a film (:mod:`processing.signals.sync_code`).

The screen may be anywhere in the picture, or only light a wall. So the brightness of many blocks
of the picture is compared with the word by normalised correlation, which neither the share of the
block that flashes nor its brightness changes. Slow changes, as of automatic exposure, are taken
off first. What a correlation is worth is told by the film itself: 16 words that were never shown
are looked for in the same way, and a word that does not stand out against the best of them is not
taken to be there, however well it fits. The best place is then refined on the frames as they are,
by least squares, with the time stamps of the frames and never their count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

from processing.signals.sync_code import FLASH_S, GUARD_S, Word, draw_word, flash_mean
from safehold.core.types import FloatArray

GRIDS = ((9, 16), (3, 4), (1, 1))
"""Rows and columns of the blocks of a picture: a small screen fills one of them, light on a wall
large ones."""
STEP_S = 0.04
SLOW_S = 2.0
"""What changes more slowly than a mean of so many seconds is taken off."""
LONGEST_GAP_S = 0.25
LEAST_FIT = 0.6
"""Correlation that a word must reach."""
LEAST_LEAD = 0.3
"""By how much its Fisher z must exceed that of the best word that was never shown."""
DECOYS = 16
SAME_LIGHT = 0.8
"""Blocks that fit at least so well, as a share of the best one, are added up."""
NEAR_S = FLASH_S + 2 * GUARD_S
"""Nothing else is looked for this close to a word that was found, s."""
FINE_S = 0.002
READOUT_S = 0.02
"""From the first to the last row of a picture: cameras of phones need 5 to 20 ms."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word that was found in a film or a sound."""

    at: float
    """File time at which its first symbol began, s."""
    own_s: float
    """How far this time may be off, by the noise of the file alone, s."""
    fit: float
    """Correlation, 0-1."""
    rival: float
    """Correlation of the best other thing in the file."""


def frame_doubt(period: float) -> float:
    """Return how far a frame's light may be from the middle of where it can be, s.

    A stamp is taken to be the beginning or the middle of the exposure of the first row: the middle
    of a row's exposure follows it by nothing up to the readout of the sensor and half a frame.

    Parameters
    ----------
    period : float
        Time between two frames, s.
    """
    return max(period, min(READOUT_S, period) + period / 2) / 2


def block_means(picture: NDArray[np.integer]) -> FloatArray:
    """Return the mean brightness of all blocks of a picture, shape (157,), in its unit.

    Parameters
    ----------
    picture : ndarray, shape (height, width)
        Brightness; at least 9 high and 16 wide.
    """
    rows, columns = GRIDS[0]
    height, width = (n // k for n, k in zip(picture.shape, (rows, columns), strict=True))
    inner = picture[: rows * height, : columns * width].reshape(rows, height, columns, width)
    fine = inner.mean(axis=(1, 3))
    means = [
        fine.reshape(r, rows // r, c, columns // c).mean(axis=(1, 3)).ravel() for r, c in GRIDS
    ]
    return np.concatenate(means)


def find_flashes(
    times: FloatArray, light: NDArray[np.floating], words: Sequence[Word]
) -> list[Found | None]:
    """Return where words stand in a film; None for one that is not there beyond doubt.

    Parameters
    ----------
    times : ndarray, shape (n_frames,)
        Time stamps of the frames, s, ascending; gaps and uneven steps are as they are.
    light : ndarray, shape (n_frames, n_blocks)
        Mean brightness of each block of each frame, any unit.
    words : sequence of ndarray
        Words that were shown.
    """
    found: list[Found | None] = [None] * len(words)
    if times.size < 2 or times[-1] - times[0] < FLASH_S + 2 * GUARD_S:
        return found
    film = _Film(times, light)
    fits_of = film.best_fits([*words, *_decoys()])
    best, rivals = fits_of[: len(words)], fits_of[len(words) :]
    free = np.ones(film.n_places, dtype=bool)
    order = sorted(range(len(words)), key=lambda k: -float(best[k].max()))
    for k in order:  # the clearest first: near it nothing else is looked for
        fits = np.where(free, best[k], 0.0)
        top = int(np.argmax(fits))
        near = np.abs(np.arange(film.n_places) - top) * STEP_S < NEAR_S
        rival = max(float(other[free & ~near].max(initial=0.0)) for other in (*rivals, fits))
        lead = math.atanh(fits[top]) - math.atanh(rival)
        if lead < LEAST_LEAD:
            continue
        at, fit, own = film.refined(words[k], top)
        if fit >= LEAST_FIT:
            found[k] = Found(at, own, fit, rival)
            free &= ~near
    return found


def _decoys() -> list[Word]:
    rng = np.random.default_rng(20_141)
    words: list[Word] = []
    for _ in range(DECOYS):
        words.append(draw_word(lambda n: int(rng.integers(n))))
    return words


class _Film:
    """The brightness of blocks, on a grid for the search and as it is for what was found."""

    def __init__(self, times: FloatArray, light: NDArray[np.floating]) -> None:
        self._times, self._light = times, light
        self.period = float(np.median(np.diff(times)))
        length = np.minimum(np.diff(times, append=times[-1] + self.period), LONGEST_GAP_S)
        n = int((times[-1] - times[0]) / STEP_S)
        edges = times[0] + np.arange(n + 1) * STEP_S
        ends = np.concatenate(([times[0]], np.maximum(np.append(times[1:], times[-1]), times[0])))
        ends[-1] = max(times[-1] + self.period, edges[-1])
        sums = np.zeros((len(times) + 1, light.shape[1]))
        np.cumsum(light * np.diff(ends)[:, None], axis=0, out=sums[1:])
        rows = np.clip(np.searchsorted(ends, edges, side="right") - 1, 0, len(times) - 1)
        at_edges = sums[rows] + light[rows] * (edges - ends[rows])[:, None]
        grid = np.diff(at_edges, axis=0).T / STEP_S
        self._grid = self._quick(grid)
        unseen = self._unseen(edges[:-1], times, length)
        self._width = round((FLASH_S + 2 * GUARD_S) / STEP_S)
        self.n_places = max(n - self._width + 1, 1)
        self._power = self._windowed(self._grid)
        self._floor = 1e-6 + 1e-9 * float(self._power.max(initial=0.0))
        gone = np.convolve(unseen, np.ones(self._width), "valid") > 0.1 * self._width
        self._usable = ~gone if n >= self._width else np.zeros(1, dtype=bool)

    @staticmethod
    def _quick(rows: FloatArray) -> FloatArray:
        width = round(SLOW_S / STEP_S) | 1
        slow = ndimage.uniform_filter1d(rows, width, axis=-1, mode="nearest")
        return np.asarray(rows - slow)

    @staticmethod
    def _unseen(at: FloatArray, times: FloatArray, length: FloatArray) -> NDArray[np.bool_]:
        rows = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 1)
        return np.asarray(at > times[rows] + length[rows])

    def _windowed(self, rows: FloatArray) -> FloatArray:
        """Return the sum of squares about the mean in each window, shape (n_blocks, n_places)."""
        sums = [np.cumsum(np.pad(a, ((0, 0), (1, 0))), axis=1) for a in (rows, rows**2)]
        first, second = (s[:, self._width :] - s[:, : -self._width] for s in sums)
        return np.asarray(np.maximum(second - first**2 / self._width, 0.0))

    def best_fits(self, words: Sequence[Word]) -> FloatArray:
        """Return correlations at every place, in its best block each, (n_words, n_places)."""
        size = fft.next_fast_len(self._grid.shape[1] + self._width, real=True)
        shapes = np.array([self._shape(word) for word in words], dtype=np.float32)
        spectra = np.conj(fft.rfft(shapes, size))
        best = np.zeros((len(words), self.n_places), dtype=np.float32)
        for row, power in zip(self._grid, self._power, strict=True):
            spectrum = fft.rfft(row.astype(np.float32), size)
            moved = fft.irfft(spectrum * spectra, size)[:, : self.n_places]
            np.maximum(best, moved / np.sqrt(power + self._floor), out=best)
        return np.where(self._usable, np.clip(best, 0.0, 0.9999), 0.0).astype(np.float64)

    def _shape(self, word: Word) -> FloatArray:
        """Return what a word looks like on the grid, with mean 0 and norm 1."""
        margin = round(SLOW_S / STEP_S)
        since = np.arange(-margin, self._width + margin, dtype=np.float64) * STEP_S - GUARD_S
        shape = self._quick(flash_mean(word, since, STEP_S)[None, :])[0, margin:-margin]
        shape -= shape.mean()
        return np.asarray(shape / np.linalg.norm(shape))

    def refined(self, word: Word, place: int) -> tuple[float, float, float]:
        """Return file time, correlation and standard error of a word near a place of the grid.

        Each frame is taken as the light from its stamp to the next frame's usual one; a parabola
        in time goes for what exposure does meanwhile.
        """
        fits = self._grid[:, place : place + self._width] @ self._shape(word)
        fits /= np.sqrt(self._power[:, place] + self._floor)
        start = self._times[0] + place * STEP_S + GUARD_S
        inside = (self._times > start - GUARD_S) & (self._times < start + FLASH_S + GUARD_S)
        t = self._times[inside]
        chosen = fits >= SAME_LIGHT * fits.max()
        y = self._light[np.ix_(inside, chosen)].sum(axis=1, dtype=np.float64)
        x = (t - t.mean()) / FLASH_S
        slow = np.linalg.qr(np.stack([np.ones_like(x), x, x**2], axis=1))[0]
        y = y - slow @ (slow.T @ y)
        shifts = np.arange(-0.1, 0.1 + FINE_S / 2, FINE_S)
        shapes = flash_mean(word, t[None, :] - start - shifts[:, None], self.period)
        shapes -= (shapes @ slow) @ slow.T
        norms = np.linalg.norm(shapes, axis=1)
        fit = shapes @ y / (norms * np.linalg.norm(y) + 1e-12)
        top = int(np.argmax(fit))
        at = start + shifts[top]
        steep = np.gradient(shapes, FINE_S, axis=0)[top]
        size = float(shapes[top] @ y) / float(norms[top] ** 2)
        noise = float(np.sum((y - size * shapes[top]) ** 2)) / max(t.size - 5, 1)
        own = math.sqrt(noise / (size**2 * float(steep @ steep) + 1e-12))
        if 0 < top < shifts.size - 1:
            before, here, after = fit[top - 1 : top + 2]
            bend = before - 2 * here + after
            at += 0.5 * FINE_S * (before - after) / bend if bend < 0 else 0.0
        at += frame_doubt(self.period) - self.period / 2
        return float(at), float(fit[top]), own
