"""The figures of the report, in colours that hold up in print and for colour-blind readers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from safehold.core.results import SessionResults
from safehold.core.settings import ZoneSettings
from safehold.core.types import Event, EventKind, FloatArray, Tick, ZoneName
from safehold.core.wording import ZONE_LABELS

ZONE_FACES = {
    ZoneName.HIGH: ("#e69f00", "///"),
    ZoneName.WITHIN: ("#c3c9cf", ""),
    ZoneName.LOW: ("#56b4e9", "---"),
    ZoneName.UNKNOWN: ("#f4f4f4", "xxx"),
}
"""Colour and pattern of each zone: never colour alone."""
INK, MUTED, LINE = "#14181d", "#535d68", "#8a949f"
PERSON_INK = ("#9b2f8a", "#00664a", "#5b4bc4", "#7d6410")
MAX_LABELS = 40
"""With more events, only their marks are drawn."""


def person_ink(number: int) -> str:
    """Return the colour of the n-th person."""
    return PERSON_INK[number % len(PERSON_INK)]


def series(ticks: Sequence[Tick], name: str) -> FloatArray:
    """Return an index, or ``a``, ``v``, ``x``, ``sx`` of the zone, per tick; NaN where missing."""

    def value(tick: Tick) -> float | None:
        zone = tick.zone
        match name:
            case "a":
                return zone.a
            case "v":
                return zone.v
            case "x":
                return zone.x
            case "sx":
                known = zone.sa is not None and zone.sv is not None
                return math.hypot(zone.sa or 0.0, zone.sv or 0.0) / 2 if known else None
        index = tick.index(name)
        return None if index is None else index.value

    return np.array([math.nan if v is None else v for v in map(value, ticks)], dtype=np.float64)


def river(results: SessionResults, person: str, *, ink: str) -> Figure:
    """Return one person's course: the river with zones, heart rate, RSA and RMSSD, and events."""
    ticks = results.ticks_of(person)
    figure = Figure(figsize=(10.0, 6.0), layout="constrained")
    top, heart, vagal, ribbon = figure.subplots(
        4, 1, sharex=True, gridspec_kw={"height_ratios": (3, 1.5, 1.5, 1)}
    )
    minutes = np.array([tick.t for tick in ticks]) / 60
    _zones(top, ticks)
    x, sx = series(ticks, "x"), series(ticks, "sx")
    top.fill_between(minutes, x - sx, x + sx, color=ink, alpha=0.25, linewidth=0)
    top.plot(minutes, x, color=ink, linewidth=1.3)
    _bands(top, results.settings.zones)
    top.set_ylabel("x = (a − v)/2, z")
    top.legend(handles=_legend(), loc="upper left", ncols=4, fontsize=7, frameon=False)
    heart.plot(minutes, series(ticks, "hr"), color=ink, linewidth=1)
    heart.set_ylabel("HR, bpm")
    vagal.plot(minutes, series(ticks, "p2t"), color=ink, linewidth=1, label="RSA (peak to trough)")
    vagal.plot(minutes, series(ticks, "rmssd"), color=ink, linewidth=1, linestyle="--",
               label="RMSSD")  # fmt: skip
    vagal.set_ylabel("ms")
    vagal.legend(loc="upper left", ncols=2, fontsize=7, frameon=False)
    _baseline_bands(heart, results, person)
    _events(ribbon, results)
    ribbon.set_xlabel("session time, min")
    for axes in (top, heart, vagal, ribbon):
        _plain(axes)
    ribbon.set_xlim(results.t_start / 60, max(results.t_end, results.t_start + 1) / 60)
    return figure


def plane(results: SessionResults, person: str, *, ink: str) -> Figure | None:
    """Return the map of arousal by vagal axis: path, density, bands; None without both axes."""
    ticks = [t for t in results.ticks_of(person) if t.zone.x is not None and not t.zone.held]
    if len(ticks) < 10:
        return None
    a, v = series(ticks, "a"), series(ticks, "v")
    figure = Figure(figsize=(5.6, 5.0), layout="constrained")
    axes = figure.subplots()
    reach = max(3.0, float(np.nanmax(np.abs(np.concatenate((a, v))))) + 0.5)
    counts = axes.hist2d(
        v, a, bins=np.arange(-reach, reach + 0.5, 0.5), cmap="Greys", cmin=1, vmin=0, alpha=0.6
    )
    figure.colorbar(counts[3], ax=axes, label="seconds", shrink=0.8)
    axes.plot(v, a, color=ink, linewidth=0.6, alpha=0.7)
    axes.plot(v[:1], a[:1], marker="o", color=ink, markersize=6, linestyle="")
    axes.plot(v[-1:], a[-1:], marker="s", color=ink, markersize=6, linestyle="")
    rules = results.settings.zones
    for zone, right, bottom, top in (
        (ZoneName.HIGH, -rules.tv, rules.th, reach),
        (ZoneName.LOW, rules.tl, -reach, -rules.th),
    ):
        face, hatch = ZONE_FACES[zone]
        axes.fill_between(
            [-reach, right], bottom, top, facecolor="none", edgecolor=face, hatch=hatch,
            linewidth=0,
        )  # fmt: skip
    edge = np.array([-reach, reach])
    for band, words in (
        (rules.near_baseline_below, "elevated"),
        (rules.near_upper_from, "near the upper threshold"),
    ):
        axes.plot(edge, edge + 2 * band, color=LINE, linewidth=0.8, linestyle=":")
        axes.annotate(
            words, (reach - 2 * band - 0.2, reach - 0.2), fontsize=6.5, color=MUTED, ha="right",
            va="bottom", rotation=45, rotation_mode="anchor",
        )  # fmt: skip
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="vagal axis v, z",
             ylabel="arousal axis a, z")  # fmt: skip
    _plain(axes)
    return figure


def grand_average(
    lags: FloatArray, panels: Mapping[str, Sequence[tuple[str, FloatArray, FloatArray]]]
) -> Figure:
    """Return mean courses around events with their standard errors, a panel per y label.

    A person has the same ink in every panel.
    """
    figure = Figure(figsize=(6.5, 1.0 + 1.8 * len(panels)), layout="constrained")
    rows = figure.subplots(len(panels), sharex=True, squeeze=False)[:, 0]
    people = list(dict.fromkeys(label for means in panels.values() for label, _, _ in means))
    for axes, (ylabel, means) in zip(rows, panels.items(), strict=True):
        for label, mean, se in means:
            number = people.index(label)
            ink, dashes = person_ink(number), ("-", "--", ":", "-.")[number % 4]
            axes.plot(lags, mean, color=ink, linestyle=dashes, label=label)
            axes.fill_between(lags, mean - se, mean + se, color=ink, alpha=0.2, linewidth=0)
        axes.axvline(0, color=LINE, linewidth=0.8)
        axes.set(ylabel=ylabel)
        _plain(axes)
    rows[-1].set(xlabel="seconds from onset")
    rows[0].legend(fontsize=7, frameon=False)
    figure.align_ylabels()
    return figure


def _runs(ticks: Sequence[Tick]) -> Iterator[tuple[ZoneName, float, float]]:
    def shown(tick: Tick) -> ZoneName:
        return ZoneName.UNKNOWN if tick.zone.held else tick.zone.state

    for state, group in groupby(ticks, key=shown):
        members = list(group)
        yield state, members[0].t - 1, members[-1].t


def _zones(axes: Axes, ticks: Sequence[Tick]) -> None:
    for state, t0, t1 in _runs(ticks):
        face, hatch = ZONE_FACES[state]
        axes.axvspan(t0 / 60, t1 / 60, facecolor=face, alpha=0.55, hatch=hatch,
                     edgecolor="#ffffff", linewidth=0)  # fmt: skip


def _legend() -> list[Patch]:
    return [
        Patch(facecolor=face, hatch=hatch, edgecolor="#ffffff", label=ZONE_LABELS[zone])
        for zone, (face, hatch) in ZONE_FACES.items()
    ]


def _bands(axes: Axes, rules: ZoneSettings) -> None:
    for value, words in (
        (rules.near_baseline_below, "elevated from here"),
        (rules.near_upper_from, "near the upper threshold from here"),
    ):
        axes.axhline(value, color=LINE, linewidth=0.8, linestyle=":")
        axes.annotate(words, (1.0, value), xycoords=("axes fraction", "data"), fontsize=6.5,
                      color=MUTED, ha="right", va="bottom")  # fmt: skip


def _baseline_bands(axes: Axes, results: SessionResults, person: str) -> None:
    for baseline in results.baselines:
        if baseline.person == person:
            low, high = baseline.hr - baseline.hr_spread, baseline.hr + baseline.hr_spread
            axes.axhspan(low, high, color=LINE, alpha=0.2, linewidth=0)
            axes.axvspan(baseline.t0 / 60, baseline.t1 / 60, color=LINE, alpha=0.15, linewidth=0)


def _events(axes: Axes, results: SessionResults) -> None:
    """Draw intervals as bars, one row a code, and points as marks."""
    names = {c.code: c.label for c in results.codebook.codes} if results.codebook else {}
    shown = sorted(results.events, key=lambda event: event.onset)
    rows = list(dict.fromkeys(event.code for event in shown))
    for event in shown:
        row = rows.index(event.code)
        confound = event.code.startswith("cf.")
        if event.kind is EventKind.POINT:
            axes.plot([event.onset / 60], [row], marker="|", color=INK, markersize=7)
        else:
            length = _length(event, results.t_end) / 60
            axes.barh(row, length, left=event.onset / 60, height=0.6,
                      color=LINE if confound else INK, hatch="xx" if confound else "",
                      alpha=0.6)  # fmt: skip
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [names.get(code, code) for code in rows], fontsize=6)


def _length(event: Event, t_end: float) -> float:
    return t_end - event.onset if event.duration is None else event.duration


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=7, colors=MUTED)
    axes.xaxis.label.set_fontsize(8)
    axes.yaxis.label.set_fontsize(8)
