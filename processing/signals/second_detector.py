"""A second look at every heart beat: a QRS complex stands where the first detector saw one.

The first detector (NeuroKit2's own) thresholds a smoothed gradient of the cleaned ECG. This one
compares the energy between 8 and 20 Hz over the length of a QRS complex with that over the length
of a beat (Elgendi, Jonkman & De Boer 2010). What both find within 50 ms is a beat; what one alone
finds is a guess. Both see the same samples of the same second, so live and replay agree.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from processing.clock.grid import ZeroPhase
from processing.clock.rows import in_rows
from safehold.core.types import FloatArray

BAND_HZ = (8.0, 20.0)
QRS_S, BEAT_S = 0.12, 0.6
"""Lengths of a QRS complex and of a beat, over which energies are compared."""
LEAST_S = 0.06
"""A stretch of energy shorter than this is no QRS complex."""
OFFSET_SHARE = 0.2
"""By this share of the mean energy a complex must stand out.

Elgendi takes .08 of squared energies. On MIT-BIH 100, 118e24 and garcia, with and without noise,
.2 of plain ones loses no beat and adds few between beats; .5 loses one in 700.
"""
AGREE_S = 0.05
"""Beats of two detectors within this are the same (methods 3.1)."""


@functools.cache
def _band(sfreq: int) -> ZeroPhase:
    return ZeroPhase(2, BAND_HZ, "bandpass", sfreq)


def centred_average(values: FloatArray, length: int) -> FloatArray:
    """Return the centred average over an odd number of samples, of what is there at the ends."""
    half, n = length // 2, values.shape[-1]
    total = np.zeros((*values.shape[:-1], n + 1))
    np.cumsum(values, axis=-1, out=total[..., 1:])
    averages = np.empty(values.shape)
    inner = max(min(half, n), n - half)
    for at in (np.arange(min(half, n)), np.arange(inner, n)):  # what the ends cut short
        stop, start = np.minimum(at + half + 1, n), np.maximum(at - half, 0)
        averages[..., at] = (total[..., stop] - total[..., start]) / (stop - start)
    if inner > half:
        whole = total[..., 2 * half + 1 :] - total[..., : n - 2 * half]
        averages[..., half:inner] = whole / (2 * half + 1)
    return averages


def qrs_samples(ecg: FloatArray, sfreq: int) -> NDArray[np.intp]:
    """Return where QRS complexes stand: :func:`qrs_of` of one ECG."""
    return qrs_of([ecg], sfreq)[0]


def qrs_of(blocks: Sequence[FloatArray], sfreq: int) -> list[NDArray[np.intp]]:
    """Return for each block where its QRS complexes stand.

    Parameters
    ----------
    blocks : sequence of ndarray, shape (n,)
        Runs without gaps on a uniform grid, raw or cleaned, of either polarity.
    sfreq : int
        Rate of the grid, Hz; at least 50.

    Returns
    -------
    list of ndarray of int, shape (n_beats,)
        The samples of the largest energy of each complex, ascending.
    """

    def energies(rows: FloatArray) -> FloatArray:
        """Return the energy of each row, and where it is large: 1 there, shape ``(k, 2, n)``."""
        if rows.shape[1] <= _band(sfreq).padding:
            return np.zeros((len(rows), 2, 0))
        energy = np.abs(_band(sfreq)(rows))
        level = OFFSET_SHARE * energy.mean(axis=-1, keepdims=True)
        usual = centred_average(energy, round(BEAT_S * sfreq)) + level
        busy = centred_average(energy, round(QRS_S * sfreq)) > usual
        return np.stack((energy, busy), axis=1)

    return [_places(energy, busy, sfreq) for energy, busy in in_rows(blocks, energies)]


def _places(energy: FloatArray, busy: FloatArray, sfreq: int) -> NDArray[np.intp]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0.0], busy, [0.0]))))
    places = [
        start + int(energy[start:stop].argmax())
        for start, stop in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True)
        if stop - start >= LEAST_S * sfreq
    ]
    return np.array(places, dtype=np.intp)


def agrees(sample: int, others: NDArray[np.intp], sfreq: int) -> bool:
    """Tell whether the other detector has a beat within 50 ms of a sample."""
    return bool(len(others)) and int(np.abs(others - sample).min()) <= AGREE_S * sfreq
