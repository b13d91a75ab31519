"""The table of how two people go together from moment to moment."""

from __future__ import annotations

import math
from collections.abc import Iterable

from recordings.tidy.schema import REASONS, flag, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.pair_map import PairMap

_NONE = "a second of the window has no value; or see reasons"
_NO_PEAK = "no lag stands out from its neighbours; or as for z_lag_0"

DYAD_COURSE = (
    text("participant_1", "label of the first person"),
    text("participant_2", "label of the second person; a positive lag means that the second "
         "follows the first"),
    text("measure", "series of both people, once a second",
         allowed="hr_bpm;ln_rmssd_30s;ln_p2t_30s"),
    text("preset", "windows, lags and series: 'safehold': 60 s every 10 s, lags to 10 s, what a "
         "person's own past does not foretell; 'susy': 30 s, lags to 3 s within them, as they "
         "are; 'rmea': 60 s every 30 s, lags to 5 s, as they are", allowed="safehold;susy;rmea"),
    flag("speech_out", "1: what speech foretells was taken out"),
    text("surrogate", "what chance is taken from",
         allowed="shuffled_segments;circular_shift;phase_randomised;pseudo_pairs"),
    integer("n_surrogates", "how many; 0: not tested"),
    integer("seed", "where they were drawn from", missing="nothing was drawn: pseudo-pairs"),
    seconds("win_start_s", "start of the window", decimals=3),
    seconds("win_end_s", "its end; at other lags the follower's window begins and ends later",
            decimals=3),
    number("z_lag_0", "1", "Fisher z without delay", decimals=6, missing=_NONE),
    number("peak_lag_s", "s", "lag of the peak nearest to 0: larger, either way, than the four "
           "lags on either side; positive: the second person follows", decimals=0,
           missing=_NO_PEAK, how="after Boker, Rotondo, Xu and King 2002"),
    number("peak_z", "1", "Fisher z there; negative: they go against each other. A window has "
           "such a peak by chance too: read p_adjusted", decimals=6, missing=_NO_PEAK),
    number("p_adjusted", "1", "least p of the window's lags, adjusted for all windows and lags "
           "of the map: share of surrogates whose largest value is as large", decimals=4,
           missing=_NONE, how="maximum statistic, Westfall and Young 1993"),
    flag("beyond", "1: the window is beyond chance at some lag, at 5 % for the whole map"),
    number("z_limit", "1", "Fisher z beyond which, either way, a window counts as more than "
           "chance", decimals=6, missing="not tested, see reasons"),
    number("slope_concordance", "1", "mean of the running correlations (15 s) of slopes (5 s) in "
           "the window, -1 to 1; not tested by itself", decimals=6, missing=_NONE,
           how="Marci, Ham, Moran and Orr 2007"),
    REASONS,
)  # fmt: skip


def dyad_course_table(maps: Iterable[PairMap]) -> Table:
    """Return a row for each window of every two people."""
    rows = [row for one in maps for row in _rows(one)]
    return Table.from_rows("dyad_course", DYAD_COURSE, rows)


def _rows(one: PairMap) -> list[tuple[object, ...]]:
    head = (
        *one.people, one.measure, one.recipe.name, int(one.speech_out), one.surrogate,
        one.n_surrogates, one.seed,
    )  # fmt: skip
    middle, beyond, why = one.recipe.max_lag_s, one.beyond, joined(one.reasons)
    rows: list[tuple[object, ...]] = []
    for k, start in enumerate(one.starts.tolist()):
        p = [x for x in one.p[k].tolist() if not math.isnan(x)]
        rows.append(
            (
                *head, start, start + one.recipe.window_s, _known(one.z[k, middle]),
                _known(one.peak_lag[k]), _known(one.peak_z[k]), min(p, default=None),
                int(beyond[k].any()), one.limit, _known(one.concordance[k]), why,
            )
        )  # fmt: skip
    return rows


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
