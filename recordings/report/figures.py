"""The figures of the report, in colours that hold up in print and for colour-blind readers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from recordings.report.map_svg import INDEX_NAMES, fewest
from recordings.report.names import code_name
from safehold.core.axes_map import AxesMap
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind, FloatArray, Tick, ZoneName
from safehold.core.wording import ZONE_LABELS

ZONE_FACES = {
    ZoneName.HIGH: ("#e69f00", "///"),
    ZoneName.WITHIN: ("#c3c9cf", ""),
    ZoneName.LOW: ("#56b4e9", "---"),
    ZoneName.UNKNOWN: ("#f4f4f4", "xxx"),
}
"""Colour and pattern of each zone: never colour alone."""
MOST_ROWS, OTHERS = 12, "other codes"
INK, MUTED, LINE = "#14181d", "#535d68", "#8a949f"
PERSON_INK = ("#9b2f8a", "#00664a", "#5b4bc4", "#7d6410")


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


def both(results: SessionResults) -> Figure:
    """Return everybody's zones and activation one above the other, with what was coded."""
    people = [p.label for p in results.participants if results.ticks_of(p.label)]
    ribbon_in = 0.25 + 0.13 * max(len(shown_codes(results)), 1)
    figure = Figure(figsize=(10.0, 0.7 + 1.35 * len(people) + ribbon_in), layout="constrained")
    rows = figure.subplots(
        len(people) + 1, 1, sharex=True,
        gridspec_kw={"height_ratios": (*(1.35 for _ in people), ribbon_in)},
    )  # fmt: skip
    for axes, person in zip(rows, people, strict=False):
        _activation(axes, results, person)
        axes.sharey(rows[0])
    rows[0].legend(
        handles=_legend(), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, fontsize=8,
        frameon=False, borderaxespad=0.2,
    )  # fmt: skip
    draw_events(rows[-1], results)
    _time_axis(rows, results)
    return figure


def _activation(axes: Axes, results: SessionResults, person: str) -> None:
    ticks = results.ticks_of(person)
    number = [p.label for p in results.participants].index(person)
    ink, minutes = person_ink(number), np.array([tick.t for tick in ticks]) / 60
    draw_zones(axes, ticks)
    x, sx = series(ticks, "x"), series(ticks, "sx")
    axes.fill_between(minutes, x - sx, x + sx, color=ink, alpha=0.25, linewidth=0)
    axes.plot(minutes, x, color=ink, linewidth=1.3)
    axes.axhline(0, color=LINE, linewidth=0.6)
    axes.set_ylabel(f"{person}\nspreads", color=ink)


HR_LABEL = "HR, bpm"
COURSE_PANELS = (
    (HR_LABEL, 1.3, (("hr", "heart rate", "-"),)),
    ("ms", 1.3, (("p2t", "RSA (peak to trough)", "-"), ("rmssd", "RMSSD", "--"))),
    ("breaths/min", 1.0, (("resp_rate", "respiration rate", "-"),)),
)
"""Label, height, and lines: index, words, style."""


def course(results: SessionResults, person: str, *, ink: str) -> Figure:
    """Return one person's course: zones as a strip, and a panel for each of what was measured.

    Heart rate with its baselines; RSA and RMSSD; breathing.
    """
    ticks = results.ticks_of(person)
    minutes = np.array([tick.t for tick in ticks]) / 60
    panels = [
        (label, height, known, len(names) > 1)
        for label, height, names in COURSE_PANELS
        if (known := [(words, line, values) for name, words, line in names
                      if np.isfinite(values := series(ticks, name)).any()])
    ]  # fmt: skip
    heights = (0.25, *(panel[1] for panel in panels))
    figure = Figure(figsize=(10.0, 0.45 + sum(heights)), layout="constrained")
    rows = list(
        figure.subplots(
            len(heights), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights}
        ).flat
    )
    draw_zones(rows[0], ticks)
    rows[0].set(yticks=[], ylabel="zone")
    for axes, (label, _, known, several) in zip(rows[1:], panels, strict=True):
        for words, line, values in known:
            axes.plot(minutes, values, line, color=ink, linewidth=1, label=words)
        axes.set_ylabel(label)
        if several:
            axes.legend(
                loc="lower right", bbox_to_anchor=(1, 0.98), ncols=2, fontsize=7, frameon=False,
                borderaxespad=0,
            )  # fmt: skip
        if label == HR_LABEL:
            _baseline_bands(axes, results, person)
    _time_axis(rows, results)
    return figure


def _time_axis(rows: Sequence[Axes], results: SessionResults) -> None:
    for axes in rows:
        plain(axes)
    rows[-1].set_xlabel("session time, min")
    rows[-1].set_xlim(results.t_start / 60, max(results.t_end, results.t_start + 1) / 60)
    rows[0].figure.align_ylabels()


LEVELS = ((0.95, 0.82), (0.75, 0.68), (0.5, 0.52))
"""Shares of time that the shades enclose, and how light each is."""


def planes(made: Sequence[AxesMap], inks: Sequence[str]) -> Figure:
    """Return maps as the window draws them: arousal to the right, vagal index upwards.

    Parameters
    ----------
    made : sequence of AxesMap
        Maps with a density, the same as in the window.
    inks : sequence of str
        Colour of each path.
    """
    columns = min(len(made), 2)
    rows = math.ceil(len(made) / columns)
    figure = Figure(figsize=(5.0 * columns, 4.9 * rows), layout="constrained")
    places = list(figure.subplots(rows, columns, squeeze=False).flat)
    for axes, one, ink in zip(places, made, inks, strict=False):
        _plane(axes, one, ink)
    for axes in places[len(made) :]:
        axes.set_visible(False)
    return figure


def _plane(axes: Axes, made: AxesMap, ink: str) -> None:
    edge, rules = made.limit, made.zones
    density = made.whole.density if made.whole.density is not None else np.zeros((1, 1))
    for share, grey in LEVELS:
        mask = np.where(fewest(density, share), 1.0, np.nan)
        axes.pcolormesh(made.edges, made.edges, mask, cmap=ListedColormap([str(grey)]))
    for zone, (a0, a1), (v0, v1) in (
        (ZoneName.HIGH, (rules.th, edge), (-edge, -rules.tv)),
        (ZoneName.LOW, (-edge, -rules.th), (-edge, rules.tl)),
    ):
        face, hatch = ZONE_FACES[zone]
        axes.fill_between([a0, a1], v0, v1, facecolor="none", edgecolor=face, hatch=hatch,
                          linewidth=0)  # fmt: skip
        side = "right" if zone is ZoneName.HIGH else "left"
        place = (0.97 * edge if side == "right" else -0.97 * edge, -0.97 * edge)
        axes.annotate(ZONE_LABELS[zone], place, fontsize=7.5, color=INK, ha=side, va="bottom",
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
    whole = np.array([-edge, edge])
    for band in (rules.near_baseline_below, rules.near_upper_from):
        axes.plot(whole, whole - 2 * band, color=LINE, linewidth=0.8, linestyle=":")
    _path(axes, made, ink)
    index = INDEX_NAMES.get(made.vagal_index, "vagal index")
    axes.set(xlim=(-edge, edge), ylim=(-edge, edge), aspect="equal",
             xlabel="arousal: heart rate against own baseline, spreads",
             ylabel=f"vagal index: {index} against own baseline, spreads")  # fmt: skip
    axes.axhline(0, color=LINE, linewidth=0.6)
    axes.axvline(0, color=LINE, linewidth=0.6)
    axes.set_title(made.person, fontsize=9, loc="left", color=ink)
    plain(axes)


def _path(axes: Axes, made: AxesMap, ink: str) -> None:
    known = np.flatnonzero(np.isfinite(made.path_a))
    if not known.size:
        return
    a, v = (np.clip(axis, -made.limit, made.limit) for axis in (made.path_a, made.path_v))
    first, last = known[0], known[-1]
    points = np.column_stack((a, v))[first : last + 1]
    ages = np.linspace(0.3, 0.95, max(len(points) - 1, 1))
    segments = np.stack((points[:-1], points[1:]), axis=1)
    axes.add_collection(LineCollection(list(segments), colors=ink, linewidths=1.3, alpha=ages))
    axes.plot(a[first], v[first], marker="o", color=ink, markerfacecolor="white", linestyle="")
    axes.plot(a[last], v[last], marker="o", color=ink, linestyle="")


def grand_average(
    lags: FloatArray, panels: Mapping[str, Sequence[tuple[str, FloatArray, FloatArray]]]
) -> Figure:
    """Return mean courses around events with their standard errors, a panel per y label.

    A person has the same ink in every panel.
    """
    figure = Figure(figsize=(10.0, 2.3), layout="constrained")
    rows = figure.subplots(1, len(panels), squeeze=False)[0]
    people = list(dict.fromkeys(label for means in panels.values() for label, _, _ in means))
    for axes, (ylabel, means) in zip(rows, panels.items(), strict=True):
        for label, mean, se in means:
            number = people.index(label)
            ink, dashes = person_ink(number), ("-", "--", ":", "-.")[number % 4]
            axes.plot(lags, mean, color=ink, linestyle=dashes, label=label)
            axes.fill_between(lags, mean - se, mean + se, color=ink, alpha=0.2, linewidth=0)
        axes.axvline(0, color=LINE, linewidth=0.8)
        axes.set(ylabel=ylabel, xlabel="seconds from onset")
        plain(axes)
    rows[-1].legend(fontsize=7, frameon=False)
    return figure


def _runs(ticks: Sequence[Tick]) -> Iterator[tuple[ZoneName, float, float]]:
    def shown(tick: Tick) -> ZoneName:
        return ZoneName.UNKNOWN if tick.zone.held else tick.zone.state

    for state, group in groupby(ticks, key=shown):
        members = list(group)
        yield state, members[0].t - 1, members[-1].t


def draw_zones(axes: Axes, ticks: Sequence[Tick]) -> None:
    """Draw the zones of a person as bands over the height of axes."""
    for state, t0, t1 in _runs(ticks):
        face, hatch = ZONE_FACES[state]
        axes.axvspan(t0 / 60, t1 / 60, facecolor=face, alpha=0.55, hatch=hatch,
                     edgecolor=_strokes(state), linewidth=0)  # fmt: skip


def _strokes(zone: ZoneName) -> str:
    """Return the colour of a zone's pattern: one that can be seen on its face."""
    return "#c9ced4" if zone is ZoneName.UNKNOWN else "#ffffff"


def _legend() -> list[Patch]:
    return [
        Patch(facecolor=face, hatch=hatch, edgecolor=_strokes(zone), label=ZONE_LABELS[zone])
        for zone, (face, hatch) in ZONE_FACES.items()
    ]


def _baseline_bands(axes: Axes, results: SessionResults, person: str) -> None:
    for baseline in results.baselines:
        if baseline.person == person:
            low, high = baseline.hr - baseline.hr_spread, baseline.hr + baseline.hr_spread
            axes.axhspan(low, high, color=LINE, alpha=0.2, linewidth=0)
            axes.axvspan(baseline.t0 / 60, baseline.t1 / 60, color=LINE, alpha=0.15, linewidth=0)


def shown_codes(results: SessionResults) -> list[str]:
    """Return the codes that have a row of their own, in the order in which they came.

    With more than :data:`MOST_ROWS` codes those with fewest events share the last row.
    """
    counts = Counter(event.code for event in results.events)
    order = list(dict.fromkeys(e.code for e in sorted(results.events, key=lambda e: e.onset)))
    if len(order) <= MOST_ROWS:
        return order
    own = {code for code, _ in counts.most_common(MOST_ROWS - 1)}
    return [*(code for code in order if code in own), OTHERS]


def draw_events(axes: Axes, results: SessionResults) -> None:
    """Draw intervals as bars, one row a code, and points as marks."""
    shown = sorted(results.events, key=lambda event: event.onset)
    rows = shown_codes(results)
    for event in shown:
        row = rows.index(event.code if event.code in rows else OTHERS)
        confound = event.code.startswith("cf.")
        if event.kind is EventKind.POINT:
            axes.plot([event.onset / 60], [row], marker="|", color=INK, markersize=7)
        else:
            length = _length(event, results.t_end) / 60
            axes.barh(row, length, left=event.onset / 60, height=0.6,
                      color=LINE if confound else INK, hatch="xx" if confound else "",
                      alpha=0.6)  # fmt: skip
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_yticks(
        range(len(rows)), [code_name(code, results.codebook) for code in rows], fontsize=6
    )


def _length(event: Event, t_end: float) -> float:
    return t_end - event.onset if event.duration is None else event.duration


def plain(axes: Axes) -> None:
    """Draw axes without what is not needed."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=7, colors=MUTED)
    axes.xaxis.label.set_fontsize(8)
    axes.yaxis.label.set_fontsize(8)
