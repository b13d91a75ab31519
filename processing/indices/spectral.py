"""Power of heart period at breathing frequencies: HF and Porges-Bohrer (methods 1.3, 1.5).

Pure functions of usable intervals. An interval stands at the time of the beat that ends it,
because it is not known before. Grids hang from the end of the window, so that a value depends on
the window alone. Filters are designed once; nothing is carried from one window to the next.
"""

from __future__ import annotations

import functools
import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.linalg.lapack import dgtsv

from processing.clock.grid import ZeroPhase
from processing.clock.order import mean
from safehold.core.types import FloatArray

Counts: TypeAlias = NDArray[np.int_]

HF_BAND_HZ = (0.15, 0.40)
CURVE_HZ = 4.0
"""Grid of the cubic spline through the beats; Porges-Bohrer RSA takes every second point."""
NFFT = 1024
PB_HZ = 2.0
PB_BAND_HZ = (0.12, 0.40)
PB_EPOCH_S = 30.0
PB_POLYNOMIAL, PB_POINTS = 3, 21
PB_GAIN_HZ = (0.15, 0.38)
"""Breathing frequencies for which the gain of the filter may be taken out."""
MAX_CYCLES_PER_BEAT = 0.38
"""Faster breathing than this share of the beats is seen too coarsely (half of them is the limit of
what beats can show): the curve between them loses a fifth of the power and more."""
IMAGES = np.arange(1, 9)


def spline(x: FloatArray, y: FloatArray, at: FloatArray) -> FloatArray:
    """Return a cubic spline at ``at``, not-a-knot: scipy's bit by bit, in a quarter of its time.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        Places, ascending, and values; at least two.
    at : ndarray, shape (m,)
        Places within those of ``x``.
    """
    if len(x) < 4:
        return np.asarray(CubicSpline(x, y)(at), dtype=np.float64)
    step = x[1:] - x[:-1]
    secant = (y[1:] - y[:-1]) / step
    below, middle, above = np.empty(len(x) - 1), np.empty(len(x)), np.empty(len(x) - 1)
    right = np.empty(len(x))
    middle[1:-1] = 2 * (step[:-1] + step[1:])
    above[1:], below[:-1] = step[:-1], step[1:]
    right[1:-1] = 3 * (step[1:] * secant[:-1] + step[:-1] * secant[1:])
    two = x[2] - x[0]
    middle[0], above[0] = step[1], two
    right[0] = ((step[0] + 2 * two) * step[1] * secant[0] + step[0] ** 2 * secant[1]) / two
    two = x[-1] - x[-3]
    middle[-1], below[-1] = step[-2], two
    right[-1] = step[-1] ** 2 * secant[-2] + (2 * two + step[-1]) * step[-2] * secant[-1]
    right[-1] /= two
    slope = dgtsv(below, middle, above, right)[3]
    bend = (slope[:-1] + slope[1:] - 2 * secant) / step
    i = np.minimum(x.searchsorted(at, "right") - 1, len(x) - 2)
    u = at - x[i]
    square = (secant - slope[:-1]) / step - bend
    cube = bend / step
    found: FloatArray = y[i] + slope[i] * u + square[i] * (u * u) + cube[i] * (u * u * u)
    return found


def curve(ends: FloatArray, values: FloatArray, *, t1: float, length_s: float) -> FloatArray:
    """Return a cubic spline through values at beats, at 4 Hz, shape ``(n,)``; the last at ``t1``.

    Held inside the beats at both edges: a spline runs wild where it extrapolates, and the first
    and last second weigh next to nothing.

    Parameters
    ----------
    ends, values : ndarray, shape (n,)
        Times of the beats that end the usable intervals of the window, s, ascending; lengths of
        the intervals, ms, or what else is known of the beats. At least two.
    t1, length_s : float
        End and length of the window, s.
    """
    times = _grid_times(round(length_s * CURVE_HZ))
    held = np.minimum(np.maximum(times, ends[0] - t1), ends[-1] - t1)
    return spline(ends - t1, values, held)


@functools.lru_cache(maxsize=8)
def _grid_times(n: int) -> FloatArray:
    return np.arange(1 - n, 1) / CURVE_HZ


def power_spectrum(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return frequencies (Hz) and one-sided power density of a :func:`curve` (ms^2/Hz of ms).

    Notes
    -----
    Straight line removed, periodic Hann window, padded to 1024 points (to the next power of two
    for windows above 256 s): methods 1.3.
    """
    place, squares, window, weight, freqs = _spectrum_of(len(x))
    x = x - mean(x)
    x = x - place * (np.add.reduce(place * x) / squares)
    transform = np.fft.rfft(x * window, 2 * len(freqs) - 2)
    power = 2 * np.abs(transform) ** 2 / weight
    return freqs, np.asarray(power, dtype=np.float64)


@functools.lru_cache(maxsize=8)
def _spectrum_of(n: int) -> tuple[FloatArray, float, FloatArray, float, FloatArray]:
    """Return what a spectrum of n points needs.

    Places about the middle, the sum of their squares, a window, its weight, and frequencies.
    """
    count = np.arange(n, dtype=np.float64)
    window: FloatArray = 0.5 - 0.5 * np.cos(2 * np.pi * count / n)
    nfft = max(NFFT, 1 << (n - 1).bit_length())
    freqs = np.fft.rfftfreq(nfft, 1 / CURVE_HZ).astype(np.float64)
    freqs.setflags(write=False)  # whoever asks for a spectrum has them too
    place = count - (n - 1) / 2
    weight = CURVE_HZ * float(np.add.reduce(window * window))
    return place, float(np.add.reduce(place * place)), window, weight, freqs


def band_power(freqs: FloatArray, density: FloatArray, band_hz: tuple[float, float]) -> float:
    """Return the power in a band, limits included, ms^2."""
    first, stop = int(freqs.searchsorted(band_hz[0])), int(freqs.searchsorted(band_hz[1], "right"))
    return float(np.add.reduce(density[first:stop]) * (freqs[1] - freqs[0]))


@functools.cache
def _pb_bandpass() -> ZeroPhase:
    return ZeroPhase(4, PB_BAND_HZ, "bandpass", PB_HZ)


@functools.cache
def _pb_polynomial() -> FloatArray:
    """Return the matrix that fits a cubic to 21 points, shape ``(21, 21)``."""
    place = np.linspace(-1, 1, PB_POINTS)
    columns, _ = np.linalg.qr(np.vander(place, PB_POLYNOMIAL + 1))
    fit: FloatArray = columns @ columns.T
    return fit


def _without_polynomial(x: FloatArray) -> FloatArray:
    """Return a signal minus its moving cubic (Savitzky-Golay; at the edges the outermost fit)."""
    fit, half = _pb_polynomial(), PB_POINTS // 2
    smooth = np.empty(len(x))
    smooth[half:-half] = np.convolve(x, fit[half], mode="valid")
    smooth[:half] = fit[:half] @ x[:PB_POINTS]
    smooth[-half:] = fit[-half:] @ x[-PB_POINTS:]
    return x - smooth


def porges_bohrer(x: FloatArray) -> float:
    """Return Porges-Bohrer RSA on heart *period*, ln ms^2; minus infinity without variation.

    Parameters
    ----------
    x : ndarray, shape (n,)
        RR intervals as a :func:`curve` of at least one 30-s epoch, ms.

    Notes
    -----
    Cubic spline at 2 Hz, moving cubic polynomial (Savitzky-Golay, 21 points) removed, 0.12-0.40 Hz
    (Butterworth, order 4, both ways), mean over 30-s epochs of the logarithm of the variance:
    methods 1.5, after Lewis et al. 2012, but for the spline: a monotone one (PCHIP) flattens every
    turn and loses up to .9 ln units (decision 41). The first epochs may be cut where the length
    is not a multiple of 30 s.
    """
    x = x[:: -int(CURVE_HZ / PB_HZ)][::-1].copy()  # the last is at the end of the window
    x = _pb_bandpass()(_without_polynomial(x))
    size = round(PB_EPOCH_S * PB_HZ)
    epochs = x[len(x) % size :].reshape(-1, size)
    off = epochs - np.add.reduce(epochs, 1, keepdims=True) / size
    variances = np.add.reduce(off * off, 1) / (size - 1)
    if np.minimum.reduce(variances) <= 0:
        return -math.inf
    return mean(np.log(variances))


def porges_bohrer_gain(f_hz: float) -> float:
    """Return by what the Porges-Bohrer filter multiplies an amplitude at a frequency.

    The moving polynomial is not flat in the band: 0.24 at 0.12 Hz, 1.23 at 0.20, 0.86 at 0.30.
    A value therefore changes with breathing rate at constant RSA: by ``2 ln gain`` in ln ms^2.
    """
    kernel, place, (upper, lower), power = _pb_response()
    smoothed = float(np.add.reduce(kernel * np.cos(2 * np.pi * f_hz / PB_HZ * place)))
    z = np.exp(-2j * np.pi * f_hz / PB_HZ) ** power
    response = np.multiply.reduce(np.add.reduce(upper * z, 1) / np.add.reduce(lower * z, 1))
    return abs(1 - smoothed) * float(np.abs(response)) ** 2


@functools.cache
def _pb_response() -> tuple[FloatArray, Counts, tuple[FloatArray, FloatArray], Counts]:
    """Return what the gain of the filter is made of.

    The polynomial's middle row, its places, both polynomials of each section, their powers.
    """
    sections, half = _pb_bandpass().sos, PB_POINTS // 2
    place = np.arange(PB_POINTS) - half
    return _pb_polynomial()[half], place, (sections[:, :3], sections[:, 3:]), np.arange(3)


def spline_gain(cycles_per_beat: float) -> float:
    """Return what a cubic spline through the beats leaves of the amplitude of a sine, 0-1.

    ``1 / sum over k of (u / (u - k))^4``, ``u`` cycles a beat: the response of a cardinal cubic
    spline (Unser 1999, IEEE Signal Processing Magazine 16(6):22). 0.98 at .25, 0.88 at .38.

    Parameters
    ----------
    cycles_per_beat : float
        Breathing frequency times mean RR interval, 0-0.5.
    """
    u = cycles_per_beat
    images = np.add.reduce((u / (u - IMAGES)) ** 4 + (u / (u + IMAGES)) ** 4)
    return float(1 / (1 + images))
