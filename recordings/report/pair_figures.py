"""Figures of two people: what goes together when, and who follows whom."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from recordings.report.figures import INK, LINE, draw_events, plain, shown_codes
from safehold.core.pair_map import PairMap
from safehold.core.results import SessionResults
from safehold.core.types import FloatArray

COLOURS = "PuOr"
"""Two hues of the same weight: neither going together nor going against is good or bad."""


def course_of_two(results: SessionResults, one: PairMap) -> Figure:
    """Return windows by lags with what is beyond chance, over the events on the same time."""
    ribbon_in = 0.25 + 0.13 * max(len(shown_codes(results)), 1)
    figure = Figure(figsize=(10.0, 2.9 + ribbon_in), layout="constrained")
    lags, ribbon = figure.subplots(
        2, 1, sharex=True, gridspec_kw={"height_ratios": (2.5, ribbon_in)}
    )
    minutes = (one.starts + one.recipe.window_s / 2) / 60
    limit = max(one.limit or 0.0, float(np.nanmax(np.abs(one.z), initial=0.5)))
    shades = lags.pcolormesh(
        minutes, one.lags, one.z.T, cmap=COLOURS, vmin=-limit, vmax=limit, shading="nearest",
        rasterized=True,
    )  # fmt: skip
    beyond = one.beyond
    if beyond.any():
        step = one.recipe.step_s / 60
        edges = _outline(beyond, minutes[0] - step / 2, step, one.lags[0] - 0.5)
        lags.add_collection(LineCollection(edges, colors=INK, linewidths=1.1))
        rows = np.flatnonzero(np.abs(np.nan_to_num(one.peak_z)) > (one.limit or 0.0))
        lags.plot(minutes[rows], one.peak_lag[rows], linestyle="", marker="o", markersize=2.5,
                  color=INK)  # fmt: skip
    lags.axhline(0, color=LINE, linewidth=0.6)
    first, second = one.people
    most = one.recipe.max_lag_s
    ticks = [-most, -(most // 2), 0, most // 2, most]
    lags.set(ylim=(-most - 0.5, most + 0.5), yticks=ticks,
             ylabel=f"lag, s\n{first} follows | {second} follows")  # fmt: skip
    bar = figure.colorbar(shades, ax=lags, pad=0.01, fraction=0.03)
    bar.set_label("against | together\nFisher z", fontsize=7)
    bar.ax.tick_params(labelsize=7)
    draw_events(ribbon, results)
    for axes in (lags, ribbon):
        plain(axes)
    ribbon.set_xlabel("session time, min")
    ribbon.set_xlim(results.t_start / 60, max(results.t_end, results.t_start + 1) / 60)
    return figure


Edge = list[tuple[float, float]]


def _outline(beyond: FloatArray, left: float, step: float, bottom: float) -> list[Edge]:
    """Return the edges between cells that are beyond chance and cells that are not.

    Cells of shape ``(w, lags)`` are `step` wide and 1 high from `left` and `bottom` on.
    """
    padded = np.pad(beyond, 1)
    edges: list[Edge] = []
    for k, m in np.argwhere(np.diff(padded[:, 1:-1], axis=0)):
        x, y = left + k * step, bottom + m
        edges.append([(x, y), (x, y + 1)])
    for k, m in np.argwhere(np.diff(padded[1:-1], axis=1)):
        x, y = left + k * step, bottom + m
        edges.append([(x, y), (x + step, y)])
    return edges
