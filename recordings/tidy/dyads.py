"""The table of how two people go together."""

from __future__ import annotations

from recordings.tidy.schema import REASONS, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.results import SessionResults

_FEW = "see reasons"

DYAD_WINDOWS = (
    text("participant_1", "label of the first person"),
    text("participant_2", "label of the second person; a positive lag or lead means that the "
         "second follows the first"),
    text("span", "session; phase:<name>, each occurrence by itself; part:<name> of an export of a "
         "part. Where turns of speech are known also, what speech foretells taken out, with "
         "';speech_partialled': the whole span; ';silence': where nobody speaks; "
         "';<label>_speaks': where that person alone speaks; of two seconds that are compared the "
         "earlier one counts. With "
         "';rupture_to_repair': segments wholly between a coded rupture and its repair; with "
         "';no_rupture': segments free of both",
         allowed="session;part:*;phase:*"),
    seconds("win_start_s", "start of the span", decimals=3),
    seconds("win_end_s", "end of the span", decimals=3),
    text("measure", "series of both people, once a second; the vagal ones over the 30 s before, "
         "where the live index has a value. Compared is what is left of them without their "
         "five-minute moving median and without what their own last 20 s (vagal: 40 s) foretell",
         allowed="hr_bpm;ln_rmssd_30s;ln_p2t_30s"),
    text("method", "how the series are compared", allowed="wcc_segshuffle;concordance_index"),
    text("statistic", "what is given; z_at_lag is for drawing and has no p",
         allowed="mean_z;mean_abs_z;lead;z_at_lag;index"),
    number("lag_s", "s", "lag of a z_at_lag row; positive: the second person follows the first",
           decimals=0, missing="the statistic is over all lags"),
    number("value", "1", "the statistic: going together (positive) is not good, going against "
           "(negative) is not bad, and shared turns of speech give both; never to be read without "
           "es_surrogate", decimals=6, missing=_FEW, how="methods 6.2"),
    number("es_surrogate", "1", "(value - mean) / sd of the statistic over 999 random orders of "
           "one person's segments", decimals=4,
           missing="see reasons; z_at_lag has none"),
    number("p_surrogate", "1", "two-sided share of random orders at least as far from their "
           "mean, the observed one counted in both; of this test alone", decimals=4,
           missing="see reasons; z_at_lag has none"),
    number("p_adjusted", "1", "p_surrogate adjusted for all tests of the family: every p of this "
           "session, or of this part of one; the one to report", decimals=4,
           missing="see reasons; z_at_lag has none",
           how="step-down maxT, Westfall and Young 1993"),
    integer("n_tests", "tests of the family", missing="see reasons; z_at_lag has none"),
    integer("n_pairs", "segments in which both people have a value each second; by who speaks "
            "those of which at least 12 s count; at least 10"),
    integer("segment_s", "length of a segment, s"),
    REASONS,
)  # fmt: skip


def dyad_windows_table(results: SessionResults) -> Table:
    """Return every statistic of every two people and span."""
    rows = [
        (
            *d.people, d.span, d.t0, d.t1, d.measure, d.method, d.statistic, d.lag_s, d.value,
            d.effect, d.p_shuffled, d.p_adjusted, d.n_tests, d.n_segments, d.segment_s,
            joined(d.reasons),
        )
        for d in results.dyads
    ]  # fmt: skip
    return Table.from_rows("dyad_windows", DYAD_WINDOWS, rows)
