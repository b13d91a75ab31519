"""The table of tests of two people that were asked for with a method, preset and surrogates."""

from __future__ import annotations

from collections.abc import Iterable

from recordings.tidy.schema import REASONS, integer, number, text
from recordings.tidy.table import Table, joined
from safehold.core.pair_map import SynchronyTest

_NO_TEST = "see reasons"

SYNCHRONY = (
    text("participant_1", "label of the first person"),
    text("participant_2", "label of the second person; a positive lead means that the second "
         "follows the first"),
    text("measure", "series of both people, once a second, without their five-minute moving "
         "median", allowed="hr_bpm;ln_rmssd_30s;ln_p2t_30s"),
    text("method", "map: windows by lags; wavelet_coherence: by period; recurrence: of both "
         "people's joint course", allowed="map;wavelet_coherence;recurrence"),
    text("statistic", "map: mean_z, mean_abs_z, lead over all windows and lags; "
         "wavelet_coherence: mean squared coherence in a band of periods; recurrence: "
         "determinism, mean_line",
         missing="nothing could be compared, see reasons"),
    text("preset", "windows and lags of a map", missing="not a map"),
    number("value", "1", "the statistic; mean_line in points (seconds, or means over a few in "
           "long sessions). Never to be read without es_surrogate", decimals=6, missing=_NO_TEST),
    number("es_surrogate", "1", "(value - mean) / sd over the surrogates", decimals=4,
           missing=_NO_TEST),
    number("p_surrogate", "1", "two-sided share of surrogates at least as far from their mean, "
           "the observed one counted in both; of this test alone", decimals=4, missing=_NO_TEST),
    number("p_adjusted", "1", "adjusted for all tests of this table; the one to report",
           decimals=4, missing=_NO_TEST, how="Holm 1979"),
    text("surrogate", "what chance is taken from",
         allowed="shuffled_segments;circular_shift;phase_randomised;pseudo_pairs"),
    integer("n_surrogates", "how many; 0: not tested"),
    integer("seed", "where they were drawn from", missing="nothing was drawn: pseudo-pairs"),
    integer("n_seconds", "seconds that were compared: of a map all, of other methods the longest "
            "stretch without a missing second"),
    REASONS,
)  # fmt: skip


def synchrony_table(tests: Iterable[SynchronyTest]) -> Table:
    """Return a row for each test."""
    rows = [
        (
            *t.people, t.measure, t.method, t.statistic or None, t.preset or None, t.value,
            t.effect, t.p, t.p_adjusted, t.surrogate, t.n_surrogates, t.seed, t.n_seconds,
            joined(t.reasons),
        )
        for t in tests
    ]  # fmt: skip
    return Table.from_rows("synchrony", SYNCHRONY, rows)
