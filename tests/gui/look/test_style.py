"""The palette, computed: contrast, and distances under colour-vision deficiencies.

Deficiencies are simulated in linear RGB with the matrices of Machado, Oliveira & Fernandes
(2009) at full severity; distances are CIEDE2000, where about 1 is just noticeable.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from gui.look.style import DARK, LIGHT, THEMES, Theme, mix
from tests.gui._colours import TO_XYZ, contrast, linear

MACHADO = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip


def lab(colour: str, deficiency: str) -> np.ndarray:
    seen = np.clip(MACHADO[deficiency] @ linear(colour), 0, 1)
    xyz = (TO_XYZ @ seen) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: Sequence[float], two: Sequence[float]) -> float:
    """Colour difference of Sharma, Wu & Dalal (2005), kL = kC = kH = 1."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    p1, p2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(p1, b1), np.hypot(p2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, p1)) % 360, np.degrees(np.arctan2(b2, p2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(w * np.cos(np.radians(k * hm + shift)) for w, k, shift in waves)
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    swing = np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(cm**7 / (cm**7 + 25.0**7)) * np.sin(swing)
    dl, dc, dh = dl / sl, dc / sc, dh / sh
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + rt * dc * dh))


def distance(one: str, two: str, deficiency: str) -> float:
    return ciede2000(lab(one, deficiency), lab(two, deficiency))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_colour_difference_agrees_with_published_pairs(one, two, expected):
    assert ciede2000(one, two) == pytest.approx(expected, abs=1e-4)


def test_the_measures_are_right_on_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert lab("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=1e-3)
    red, green = "#c00000", "#5a7000"
    assert distance(red, green, "protanopia") < 0.55 * distance(red, green, "normal")


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_text_reaches_the_contrast_that_wcag_asks_for(theme: Theme):
    raised = mix(theme.panel, theme.text, 0.07)
    for ground in (theme.window, theme.panel, theme.plot, raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
        assert contrast(theme.warn, ground) >= 4.5
        for hue in theme.people:
            assert contrast(hue, ground) >= 4.5
    assert contrast(theme.plot, theme.event) >= 7
    assert contrast(theme.window if theme is DARK else theme.panel, theme.warn) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_graphics_reach_the_contrast_that_wcag_asks_for(theme: Theme):
    for hue in (theme.high, theme.low, theme.within, theme.event, theme.record, theme.confound):
        assert contrast(hue, theme.plot) >= 3


@pytest.mark.parametrize("deficiency", MACHADO)
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_zones_stay_apart_for_every_eye(theme: Theme, deficiency: str):
    for one, two in itertools.combinations((theme.high, theme.within, theme.low), 2):
        assert distance(one, two, deficiency) >= 13
    for zone in (theme.high, theme.within, theme.low):
        assert distance(zone, theme.unknown, deficiency) >= 10


@pytest.mark.parametrize("deficiency", MACHADO)
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_client_and_therapist_stay_apart_for_every_eye(theme: Theme, deficiency: str):
    client, therapist = theme.people[:2]
    assert distance(client, therapist, deficiency) >= 17
    for one, two in itertools.combinations(theme.people, 2):
        assert distance(one, two, deficiency) >= 8


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_high_is_warm_and_low_is_cool_and_within_is_neither(theme: Theme):
    warmth = {name: lab(getattr(theme, name), "normal")[2] for name in ("high", "within", "low")}
    assert warmth["high"] > 30
    assert abs(warmth["within"]) < 12
    assert warmth["low"] < -20
