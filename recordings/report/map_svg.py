"""Draws the map of heart rate and vagal index as SVG, for the window, the report and files.

Plain shapes and text only (SVG Tiny), so that every viewer shows the same. Zones carry a word and
a pattern besides their colour.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import numpy as np

from safehold.core.axes_map import AxesMap, MapPart
from safehold.core.messages import Message
from safehold.core.types import FloatArray

LEVELS = ((0.95, 0.16), (0.75, 0.26), (0.5, 0.40))
"""Shares of time that the three shades enclose, and how strong each is."""
LABEL_EVERY_S = (60, 300, 600, 1200, 1800, 3600)
INDEX_NAMES = {"ln_rmssd": "RMSSD", "ln_cvsd": "RMSSD / mean RR"}
SHADES = Message(
    "Shades: where half, 75 % and 95 % of the valid time were spent. Line: path, fainter where "
    "older; ring: begin, dot: end."
)
NOTE = Message(
    "Heart rate and vagal index relative to this person's own resting baseline, in its spreads. "
    "Not a measurement of safety or emotion; speech, breathing, posture and movement change it."
)
TOO_LITTLE = Message("too little valid time")
SMALLEST_PX = 12
"""Type."""
NOTE_PX = 6.6
"""Mean width of a letter of that type, rather too wide than too narrow."""


@dataclass(frozen=True, slots=True)
class MapLook:
    """Colours of the drawing, as ``#rrggbb``, and its language."""

    background: str = "#ffffff"
    line: str = "#cdd3da"
    text: str = "#14181d"
    muted: str = "#535d68"
    high: str = "#b86a00"
    low: str = "#0b6fb0"
    density: str = "#14181d"
    path: str = "#9b2f8a"
    family: str = "Inter, Segoe UI, Noto Sans, DejaVu Sans, sans-serif"
    words: Callable[[str], str] = field(default=str)
    """Says a message in the language of whoever looks."""


@dataclass(frozen=True, slots=True)
class _Plane:
    """A square panel on the page."""

    left: float
    top: float
    side: float
    limit: float

    def x(self, a: float) -> float:
        return self.left + (self._share(a) + 1) / 2 * self.side

    def y(self, v: float) -> float:
        return self.top + (1 - self._share(v)) / 2 * self.side

    def _share(self, z: float) -> float:
        return min(max(z, -self.limit), self.limit) / self.limit


def map_svg(
    made: AxesMap, *, width: int = 1040, height: int = 700, look: MapLook | None = None
) -> str:
    """Return the drawing as the text of an SVG file.

    Parameters
    ----------
    made : AxesMap
        What is drawn: the whole with its path at the left, the parts at the right.
    width, height : int
        Size in pixels, at least 640 by 420.
    look : MapLook, optional
        Colours and language.
    """
    look = look or MapLook()
    width, height = max(width, 640), max(height, 420)
    parts = made.parts[:8]
    side = min(height - 165.0, width * (0.6 if parts else 0.9) - 90)
    big = _Plane(70, 62, side, made.limit)
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{look.family}">',
        f"<title>{escape(f'Map of heart rate and vagal index: {made.person}')}</title>",
        f'<rect width="{width}" height="{height}" fill="{look.background}"/>',
        _text(24, 30, made.person.upper(), look.text, 17, weight="bold"),
        _text(24, 49, _subtitle(made, look), look.muted, 12),
        *_zones(made, big, look, words=True),
        *_density(made.whole, made.edges, big, look),
        *_path(made, big, look),
        *_axes(made, big, look),
        *_small(made, parts, (big.left + side + 46, 62.0, width - 20.0, height - 66.0), look),
        *_note(width, height, look),
        "</svg>",
    ]
    return "\n".join(pieces) + "\n"


def _text(
    x: float, y: float, words: str, hue: str, size: float, *, anchor: str = "start",
    weight: str = "normal", turn: bool = False,
) -> str:  # fmt: skip
    turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turn else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{hue}" font-size="{size:g}" '
        f'text-anchor="{anchor}" font-weight="{weight}"{turned}>{escape(words)}</text>'
    )


def _rect(x0: float, y0: float, x1: float, y1: float, hue: str, opacity: float) -> str:
    return (
        f'<rect x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}" '
        f'fill="{hue}" fill-opacity="{opacity:g}"/>'
    )


def _line(x0: float, y0: float, x1: float, y1: float, hue: str, more: str = "") -> str:
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{hue}" {more}/>'


def _subtitle(made: AxesMap, look: MapLook) -> str:
    whole, say = made.whole, look.words
    if whole.density is None or whole.shares is None:
        return say(
            Message("too little valid time: {valid} of {whole} s", valid=whole.seconds,
                    whole=whole.period)
        )  # fmt: skip
    valid, period = _minutes(whole.seconds), _minutes(whole.period)
    words = [say(Message("{valid} valid of {whole}", valid=valid, whole=period))]
    words.append(_shares(whole, look))
    if whole.outside >= 0.005:
        beyond = f"{100 * whole.outside:.0f}"
        words.append(say(Message("{share} % beyond the edge, drawn on it", share=beyond)))
    if made.provisional:
        words.append(say(Message("PROVISIONAL baseline")))
    return " · ".join(words)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"


def _shares(part: MapPart, look: MapLook) -> str:
    names = {"high": Message("high"), "within": Message("within"), "low": Message("low")}
    shares = part.shares or {}
    return ", ".join(f"{look.words(word)} {shares[name]:.0%}" for name, word in names.items())


def _zones(made: AxesMap, plane: _Plane, look: MapLook, *, words: bool) -> Iterator[str]:
    """Yield the corners of high and low activation, with strokes, and the bands of x."""
    zones, edge = made.zones, made.limit
    corners = (
        (look.high, zones.th, edge, -edge, -zones.tv, 1.0),
        (look.low, -edge, -zones.th, -edge, zones.tl, 0.0),
    )
    for hue, a0, a1, v0, v1, slope in corners:
        x0, x1, y0, y1 = plane.x(a0), plane.x(a1), plane.y(v1), plane.y(v0)
        yield _rect(x0, y0, x1, y1, hue, 0.13)
        yield from _strokes(x0, y0, x1, y1, hue, slope)
    for x in (zones.near_baseline_below, zones.near_upper_from):
        # (a - v) / 2 = x, from the left or lower edge to the upper or right one
        a0, a1 = max(-edge, 2 * x - edge), min(edge, 2 * x + edge)
        yield _line(plane.x(a0), plane.y(a0 - 2 * x), plane.x(a1), plane.y(a1 - 2 * x),
                    look.muted, 'stroke-width="0.8" stroke-dasharray="5 4"')  # fmt: skip
    if words:
        yield from _zone_words(made, plane, look)


def _zone_words(made: AxesMap, plane: _Plane, look: MapLook) -> Iterator[str]:
    zones, edge, say = made.zones, made.limit * 0.97, look.words
    right, left, low = plane.x(edge), plane.x(-edge), plane.y(-edge)
    yield _text(right, low, say(Message("high activation")), look.text, 13, anchor="end")
    yield _text(left, low, say(Message("low activation (ambiguous)")), look.text, 13)
    yield _text(right, plane.y(edge * 0.95), say(Message("activated, vagal index kept")),
                look.muted, 12, anchor="end")  # fmt: skip
    yield _text(left, plane.y(edge * 0.95), say(Message("settled")), look.muted, 12)
    at = -zones.th + 0.25
    for x, word in (
        (zones.near_baseline_below - 0.42, Message("near baseline")),
        ((zones.near_baseline_below + zones.near_upper_from) / 2, Message("elevated")),
        (zones.near_upper_from + 0.36, Message("near upper")),
    ):
        px, py = plane.x(at + 2 * x), plane.y(at)
        yield (
            f'<text x="{px:.1f}" y="{py:.1f}" fill="{look.muted}" font-size="{SMALLEST_PX}" '
            f'transform="rotate(-45 {px:.1f} {py:.1f})">{escape(say(word))}</text>'
        )


def _strokes(
    x0: float, y0: float, x1: float, y1: float, hue: str, slope: float, gap: float = 9.0
) -> Iterator[str]:
    """Yield parallel strokes inside a rectangle: level for slope 0, rising for 1."""
    more = 'stroke-width="0.9" stroke-opacity="0.45"'
    if slope == 0:
        for k in range(1, math.ceil((y1 - y0) / gap)):
            yield _line(x0, y0 + k * gap, x1, y0 + k * gap, hue, more)
        return
    span = (x1 - x0) + (y1 - y0)
    for k in range(1, math.ceil(span / gap)):
        d = k * gap  # distance along the upper and right sides, from the upper left corner
        ax, ay = (x0 + d, y0) if d < x1 - x0 else (x1, y0 + d - (x1 - x0))
        bx, by = (x0, y0 + d) if d < y1 - y0 else (x0 + d - (y1 - y0), y1)
        yield _line(ax, ay, bx, by, hue, more)


def _density(part: MapPart, edges: FloatArray, plane: _Plane, look: MapLook) -> Iterator[str]:
    if part.density is None:
        yield _text(plane.left + plane.side / 2, plane.top + plane.side / 2 - 10,
                    look.words(TOO_LITTLE), look.muted, SMALLEST_PX,
                    anchor="middle")  # fmt: skip
        return
    for share, opacity in LEVELS:
        mask = fewest(part.density, share)
        for row in range(mask.shape[0]):
            padded = np.concatenate(([0], mask[row].astype(np.int8), [0]))
            for start, stop in zip(
                np.flatnonzero(np.diff(padded) == 1), np.flatnonzero(np.diff(padded) == -1),
                strict=True,
            ):  # fmt: skip
                yield _rect(
                    plane.x(edges[start]), plane.y(edges[row + 1]),
                    plane.x(edges[stop]), plane.y(edges[row]), look.density, opacity * 0.6,
                )  # fmt: skip


def fewest(cells: FloatArray, share: float) -> FloatArray:
    """Return the mask of the fewest cells that hold at least a share of the whole."""
    order = np.sort(cells, axis=None)[::-1]
    at = min(int(np.searchsorted(np.cumsum(order), share - 1e-12)), order.size - 1)
    return np.asarray(cells >= order[at])


def _path(made: AxesMap, plane: _Plane, look: MapLook) -> Iterator[str]:
    """Yield the path through time: fainter where it is older, a ring first, a dot last."""
    known = np.isfinite(made.path_a)
    if not known.any():
        return
    t, a, v = made.path_t, made.path_a, made.path_v
    first, last = int(np.flatnonzero(known)[0]), int(np.flatnonzero(known)[-1])
    for k in range(first, last):
        if known[k] and known[k + 1]:
            age = 0.25 + 0.65 * (k - first) / max(1, last - first)
            yield _line(plane.x(a[k]), plane.y(v[k]), plane.x(a[k + 1]), plane.y(v[k + 1]),
                        look.path, f'stroke-width="1.5" stroke-opacity="{age:.2f}"')  # fmt: skip
    every = next((s for s in LABEL_EVERY_S if (t[last] - t[first]) / s <= 8), LABEL_EVERY_S[-1])
    minutes = np.floor(t / every)
    for k in range(first + 1, last):
        if known[k] and minutes[k] != minutes[k - 1]:
            yield _dot(plane.x(a[k]), plane.y(v[k]), 2.6, look.path, look.path)
            x, y, words = plane.x(a[k]) + 5, plane.y(v[k]) - 4, f"{minutes[k] * every / 60:g}'"
            wide = 7.0 * len(words)
            yield _rect(x - 1, y - SMALLEST_PX + 1, x + wide, y + 2, look.background, 0.75)
            yield _text(x, y, words, look.text, SMALLEST_PX)
    yield _dot(plane.x(a[first]), plane.y(v[first]), 5, look.background, look.path)
    yield _dot(plane.x(a[last]), plane.y(v[last]), 5, look.path, look.path)


def _dot(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{stroke}" '
        'stroke-width="1.6"/>'
    )


def _axes(made: AxesMap, plane: _Plane, look: MapLook) -> Iterator[str]:
    left, top, side = plane.left, plane.top, plane.side
    bottom = top + side
    yield from _frame(plane, look)
    for z in range(-8, 9, 2):
        if abs(z) >= made.limit:
            continue
        words = f"{z:+d}".replace("-", "−") if z else "0"
        yield _text(plane.x(z), bottom + 16, words, look.muted, SMALLEST_PX, anchor="middle")
        yield _text(left - 8, plane.y(z) + 4, words, look.muted, SMALLEST_PX, anchor="end")
    index = INDEX_NAMES.get(made.vagal_index, "")
    arousal = look.words(Message("arousal: heart rate against own baseline →"))
    vagal = look.words(Message("vagal index: {index} against own baseline →", index=index))
    yield _text(left + side / 2, bottom + 36, arousal, look.text, 12, anchor="middle")
    yield _text(left - 34, top + side / 2, vagal, look.text, 12, anchor="middle", turn=True)


def _frame(plane: _Plane, look: MapLook) -> Iterator[str]:
    left, top, side = plane.left, plane.top, plane.side
    yield _line(plane.x(0), top, plane.x(0), top + side, look.line)
    yield _line(left, plane.y(0), left + side, plane.y(0), look.line)
    yield (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}" fill="none" '
        f'stroke="{look.line}"/>'
    )


def _small(
    made: AxesMap, parts: Sequence[MapPart], box: tuple[float, float, float, float],
    look: MapLook,
) -> Iterator[str]:  # fmt: skip
    """Yield one small panel per part, each with the whole's bands."""
    if not parts:
        return
    left, top, right, bottom = box
    columns = 1 if len(parts) == 1 else 2
    rows = math.ceil(len(parts) / columns)
    side = min((right - left) / columns - 14, (bottom - top) / rows - 38, 250)
    for k, part in enumerate(parts):
        plane = _Plane(
            left + (k % columns) * (side + 14),
            top + 28 + (k // columns) * (side + 38),
            side,
            made.limit,
        )
        yield _text(plane.left, plane.top - 18, part.label, look.text, 12, weight="bold")
        words = _minutes(part.seconds)
        if part.shares is not None:
            words += f" · {look.words(Message('high'))} {part.shares['high']:.0%}"
        yield _text(plane.left, plane.top - 5, words, look.muted, SMALLEST_PX)
        yield from _zones(made, plane, look, words=False)
        yield from _density(part, made.edges, plane, look)
        yield from _frame(plane, look)


def _note(width: int, height: int, look: MapLook) -> Iterator[str]:
    words = f"{look.words(SHADES)} {look.words(NOTE)}"
    lines = textwrap.wrap(words, max(60, int((width - 48) / NOTE_PX)))
    for k, line in enumerate(lines):
        y = height - 10 - 16 * (len(lines) - 1 - k)
        yield _text(24, y, line, look.muted, SMALLEST_PX)
