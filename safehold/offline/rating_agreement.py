"""Continuous ratings of a session on one grid, a column for each rater."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import RecallTake
from safehold.core.types import FloatArray

STEP_S = 1.0


def takes_of(
    takes: Sequence[RecallTake], scale: str, wanted: Sequence[int] = ()
) -> list[RecallTake]:
    """Return the continuous ratings of a scale, each of them one rater's.

    Parameters
    ----------
    takes : sequence of RecallTake
        Those of the session.
    scale : str
        Name of the scale.
    wanted : sequence of int
        Numbers of takes; all of the scale where it is empty.

    Raises
    ------
    ConfigError
        For fewer than two.
    """
    found = [t for t in takes if t.scale == scale and (not wanted or t.take in wanted)]
    if len(found) < 2:
        there = [f"{t.take} ({t.person}, {t.scale})" for t in takes]
        raise ConfigError(
            Message("{scale!r} was not rated continuously by two.", scale=scale),
            remedy=Message(
                "Ratings of this session: {there}.", there=", ".join(there) or Message("none")
            ),
        )
    return found


def on_grid(
    takes: Sequence[RecallTake], whole: tuple[float, float], *, step_s: float = STEP_S
) -> FloatArray:
    """Return ratings as means of cells of equal length, shape ``(n_cells, n_raters)``.

    A cell that a rater did not reach is NaN. What was rated twice, after a jump back, counts as
    it was rated last.
    """
    n = int((whole[1] - whole[0]) // step_s)
    grid = np.full((n, len(takes)), np.nan)
    for column, take in enumerate(takes):
        later = np.append(np.minimum.accumulate(take.t[::-1])[::-1][1:], np.inf)
        last = (take.t < later) & np.isfinite(take.values)
        cells = np.floor((take.t[last] - whole[0]) / step_s).astype(np.int64)
        inside = (cells >= 0) & (cells < n)
        sums = np.bincount(cells[inside], take.values[last][inside], minlength=n)
        counts = np.bincount(cells[inside], minlength=n)
        rated = counts > 0
        grid[rated, column] = sums[rated] / counts[rated]
    return grid
