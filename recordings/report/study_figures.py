"""Figures of a study's report: the sessions of one client side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from recordings.report.figures import INK, LINE, MUTED, ZONE_FACES, person_ink
from safehold.core.types import ZoneName

CHANCE = 1.96
"""Effects within so many standard deviations are what 95 % of random orders give."""
ZONES = (
    ("share_high", ZoneName.HIGH, "high activation"),
    ("share_within", ZoneName.WITHIN, "within own range"),
    ("share_low", ZoneName.LOW, "low activation (ambiguous)"),
)
WIDEST = 40
"""With more sessions not every number stands below its place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A course over the sessions of a client."""

    label: str
    values: tuple[float | None, ...]
    """One a session; None where missing."""
    person: int = 0
    """0 the client, 1 the therapist, 2 both."""
    se: tuple[float | None, ...] = ()
    """Standard errors, where there are any."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn over one scale."""

    label: str
    lines: tuple[Line, ...]
    low: float | None = None
    high: float | None = None
    chance: bool = False
    """Draw what chance alone gives."""


def client_figure(
    labels: Sequence[str], shares: Sequence[Sequence[float | None]], panels: Sequence[Panel]
) -> Figure:
    """Return the sessions of a client: shares of zones as bars, and a panel for each course.

    Parameters
    ----------
    labels : sequence of str
        Of the sessions: their numbers.
    shares : sequence of sequence of float or None
        For each of :data:`ZONES` the share in every session, 0-1.
    panels : sequence of Panel
        Below the bars.
    """
    wide = min(11.0, 3.5 + 0.42 * len(labels))
    figure = Figure(figsize=(max(6.0, wide), 2.2 + 1.15 * len(panels)), layout="constrained")
    ratios = [1.7, *([1.0] * len(panels))]
    rows = figure.subplots(
        1 + len(panels), sharex=True, squeeze=False, gridspec_kw={"height_ratios": ratios}
    )[:, 0]
    _shares(rows[0], shares, len(labels))
    for axes, panel in zip(rows[1:], panels, strict=True):
        _panel(axes, panel)
    step = max(1, math.ceil(len(labels) / WIDEST))
    rows[-1].set_xticks(range(0, len(labels), step), list(labels)[::step])
    rows[-1].set_xlim(-0.6, len(labels) - 0.4)
    rows[-1].set_xlabel("session")
    for axes in rows:
        axes.tick_params(colors=MUTED, labelsize=8)
        axes.grid(visible=True, axis="x", color="#eef0f2", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(LINE)
    figure.align_ylabels()
    return figure


def _shares(axes: Axes, shares: Sequence[Sequence[float | None]], n: int) -> None:
    bottom = np.zeros(n)
    for (_, zone, _), values in zip(ZONES, shares, strict=True):
        heights = np.array([v or 0.0 for v in values])
        face, hatch = ZONE_FACES[zone]
        axes.bar(range(n), heights, 0.8, bottom=bottom, facecolor=face, edgecolor="white",
                 hatch=hatch, linewidth=0.4)  # fmt: skip
        bottom += heights
    for k in range(n):
        if all(values[k] is None for values in shares):
            axes.text(k, 0.5, "missing", rotation=90, ha="center", va="center", fontsize=7,
                      color=MUTED)  # fmt: skip
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of\nvalid time", fontsize=8, color=INK)
    handles = [
        Patch(facecolor=ZONE_FACES[zone][0], hatch=ZONE_FACES[zone][1], edgecolor="white",
              label=words)
        for _, zone, words in ZONES
    ]  # fmt: skip
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, fontsize=7.5,
                frameon=False)  # fmt: skip


def _panel(axes: Axes, panel: Panel) -> None:
    if panel.chance:
        axes.axhspan(-CHANCE, CHANCE, color="#eceff2", linewidth=0)
        axes.axhline(0, color=LINE, linewidth=0.6)
    for line in panel.lines:
        ink = INK if line.person == 2 else person_ink(line.person)
        values = np.array([math.nan if v is None else v for v in line.values])
        places = np.arange(len(values))
        if line.se:
            se = np.array([math.nan if v is None else v for v in line.se])
            axes.errorbar(places, values, yerr=se, fmt="none", ecolor=ink, alpha=0.45,
                          linewidth=1)  # fmt: skip
        dashes, mark = (("-", "o"), ("--", "s"), ("-", "D"))[line.person]
        axes.plot(places, values, color=ink, linestyle=dashes, marker=mark, markersize=4,
                  linewidth=1.2, label=line.label)  # fmt: skip
        gone = places[np.isnan(values)]
        axes.plot(gone, np.full(gone.size, 0.04), linestyle="", marker="x", markersize=4,
                  color=ink, alpha=0.6, transform=axes.get_xaxis_transform())  # fmt: skip
    if len(panel.lines) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 0.98), ncols=3, fontsize=7.5,
                    frameon=False)  # fmt: skip
    if (panel.low, panel.high) == (0, 1):
        axes.set_yticks((0, 0.5, 1))
    low, high = axes.get_ylim()
    axes.set_ylim(panel.low if panel.low is not None else low,
                  panel.high if panel.high is not None else high)  # fmt: skip
    axes.set_ylabel(panel.label, fontsize=8, color=INK)
