"""Luminance and contrast as WCAG 2.2 defines them."""

from __future__ import annotations

import numpy as np

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip


def linear(colour: str) -> np.ndarray:
    """Return linear red, green and blue of ``#rrggbb``, 0-1."""
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0-1."""
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio, 1-21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)
