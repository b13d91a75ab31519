"""The picture of the dose page: how much of each kind of work, when, and what the body did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recordings.report.figures import INK, LINE, MUTED, draw_zones, person_ink, plain
from safehold.core.around import Around, AroundRow
from safehold.core.results import SessionResults

LEFT = "a"
"""What the three points show: heart rate against the own baseline."""
_STEP = 0.24
_MARKS = ("o", "s", "D", "^")


def dose_figure(
    results: SessionResults, chosen: Sequence[tuple[str, Around]], people: Sequence[str]
) -> Figure:
    """Return a row for each code: when it was, before-during-after, against matched moments.

    Parameters
    ----------
    results : SessionResults
        For the client's zones behind the times.
    chosen : sequence of (str, Around)
        Name and numbers of each code, from the top.
    people : sequence of str
        Everybody with a baseline, in their order.
    """
    height = 1.15 + 0.5 * len(chosen)
    figure = Figure(figsize=(10.0, height), layout="constrained")
    when, course, effect = figure.subplots(
        1, 3, sharey=True, gridspec_kw={"width_ratios": (1.5, 1.0, 1.0)}
    )
    _when(when, results, chosen)
    _course(course, chosen, people)
    _effect(effect, chosen, people)
    when.set_ylim(len(chosen) - 0.5, -0.5)
    when.set_yticks(range(len(chosen)), [f"{name}\n{_dose(one)}" for name, one in chosen],
                    fontsize=7.5)  # fmt: skip
    for axes in (when, course, effect):
        plain(axes)
        axes.set_title(axes.get_title(loc="left"), loc="left", fontsize=8.5, color=INK)
        for k in range(1, len(chosen)):
            axes.axhline(k - 0.5, color=LINE, linewidth=0.4)
    when.tick_params(axis="y", labelsize=7.5, colors=INK)
    return figure


def _dose(one: Around) -> str:
    lasted = f", {one.seconds / 60:.1f} min" if one.seconds else ""
    return f"{one.n_events} ×{lasted}"


def _when(axes: Axes, results: SessionResults, chosen: Sequence[tuple[str, Around]]) -> None:
    first = results.participants[0].label
    draw_zones(axes, results.ticks_of(first))
    for k, (_, one) in enumerate(chosen):
        for t0, t1 in one.spans:
            if t1 - t0 > 1:
                axes.barh(k, (t1 - t0) / 60, left=t0 / 60, height=0.42, color=INK, alpha=0.8)
            else:
                axes.plot([t0 / 60], [k], marker="|", color=INK, markersize=9)
    axes.set_xlim(results.t_start / 60, max(results.t_end, results.t_start + 1) / 60)
    axes.set(xlabel="session time, min")
    axes.set_title(f"when, over the zones of the {first}", loc="left")


def _course(axes: Axes, chosen: Sequence[tuple[str, Around]], people: Sequence[str]) -> None:
    """Draw before, during and after from left to right, heart rate as height within the row."""
    rows = [(k, p, one.row(person, LEFT)) for k, (_, one) in enumerate(chosen)
            for p, person in enumerate(people)]  # fmt: skip
    known = [v for _, _, row in rows if row for v in (row.before, row.during, row.after)
             if v is not None]  # fmt: skip
    reach = max([abs(v) for v in known], default=1.0) or 1.0
    for k, p, row in rows:
        if row is None:
            continue
        shown = [(x, v) for x, v in enumerate((row.before, row.during, row.after))
                 if v is not None]  # fmt: skip
        x = [place + 0.05 * (p - (len(people) - 1) / 2) for place, _ in shown]
        y = [k - 0.4 * v / reach for _, v in shown]
        axes.plot(x, y, color=person_ink(p), marker=_MARKS[p % 4], markersize=3.5, linewidth=1.1,
                  linestyle="-" if row.n >= 5 else ":")  # fmt: skip
    for k in range(len(chosen)):
        axes.plot([-0.3, 2.3], [k, k], color=LINE, linewidth=0.5, linestyle="--")
    axes.set_xlim(-0.4, 2.4)
    axes.set_xticks([0, 1, 2], ["before", "during", "after"])
    axes.set_title(
        f"heart rate; dashed: own baseline,\nrow height ±{reach:.1f} spreads", loc="left"
    )


def _effect(axes: Axes, chosen: Sequence[tuple[str, Around]], people: Sequence[str]) -> None:
    """Draw the change against matched moments with its interval, and p beside it."""
    ends = [1.0]
    for k, (_, one) in enumerate(chosen):
        for p, person in enumerate(people):
            row = one.row(person, LEFT)
            y = k + _STEP * (p - (len(people) - 1) / 2)
            if row is None or row.adjusted is None:
                axes.annotate("–", (0, y), fontsize=7, color=MUTED, ha="center", va="center")
                continue
            ends.append(_bar(axes, row, y, p))
    reach = min(1.15 * max(ends), 8.0)
    axes.axvline(0, color=LINE, linewidth=0.8)
    axes.set_xlim(-reach, reach)
    axes.set(xlabel="spreads of the own baseline")
    axes.set_title("heart rate after the onset\nagainst matched moments, 95 %", loc="left")
    for p, person in enumerate(people):
        axes.plot([], [], color=person_ink(p), marker=_MARKS[p % 4], linestyle="-", label=person)
    if people:
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=7, frameon=False)


def _bar(axes: Axes, row: AroundRow, y: float, p: int) -> float:
    """Draw one estimate; return how far it reaches."""
    adjusted = row.adjusted
    assert adjusted is not None
    ink, value = person_ink(p), adjusted.value
    firm = row.n_adjusted >= 5
    low, high = adjusted.low, adjusted.high
    if low is not None and high is not None:
        axes.plot([low, high], [y, y], color=ink, linewidth=1.3, linestyle="-" if firm else ":")
    axes.plot([value], [y], marker=_MARKS[p % 4], markersize=4.5, color=ink,
              markerfacecolor=ink if firm else "white", linestyle="")  # fmt: skip
    if row.p_adjusted is not None and row.p_adjusted <= 0.05:
        axes.annotate("*", (value, y - 0.08), fontsize=9, color=INK, ha="center", va="bottom")
    return float(np.max(np.abs([v for v in (value, low, high) if v is not None])))
