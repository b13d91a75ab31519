"""The columns of the physiological tables of the Tidy export."""

from __future__ import annotations

from recordings.tidy.schema import (
    PARTICIPANT,
    REASONS,
    REMARKS,
    Field,
    flag,
    integer,
    number,
    seconds,
    text,
)

_RULE = "the result of a stated rule on heart rate and RSA, not a measured state"
_ZONES = "high;within;low;unknown"
_HELD = "value of the last complete window (tick at or before t_s) held, never interpolated"
_SEE_TICKS = "not valid at this moment; the reasons stand in ticks"
_ZONE_ROW = "a zone_* row: it has no window of its own"
_CARD = "ok;interpolated;gap;artifact;saturated;flat;outside"

BEATS = (
    text("beat_id", "unique id of the beat in the session"),
    PARTICIPANT,
    seconds("t_s", "time of the beat, which ends the interval", bids="onset",
            neurokit="ECG_R_Peaks"),
    number("rr_ms", "ms", "interval from the beat before",
           missing="first beat of a run: no interval ends here"),
    text("flag_reason", "why the interval is flagged, codes joined by ';'", missing="not flagged"),
    text("source", "signal the beat comes from", allowed="ecg;ppg;device_rr"),
    text("status", "use only 'ok' intervals; flagged ones are left as they were measured",
         allowed="ok;first;flagged", how="methods 3.2: flag and exclude, never correct"),
    flag("edited", "1 when a person changed the beat, or the interval that it ends, afterwards"),
    number("height", "as the heart stream", "range of the cleaned wave from 0.25 s before the "
           "beat to 0.45 s after it", decimals=6, missing="not all there, or no wave (device_rr)"),
)  # fmt: skip

BREATHS = (
    text("breath_id", "unique id of the breath in the session"),
    PARTICIPANT,
    seconds("t_insp_s", "onset of inspiration (trough)", bids="onset", neurokit="RSP_Troughs"),
    seconds("t_exp_s", "onset of expiration (peak)", neurokit="RSP_Peaks"),
    seconds("t_end_s", "next onset of inspiration"),
    number("ti_ms", "ms", "time of inspiration", how="t_exp_s - t_insp_s"),
    number("te_ms", "ms", "time of expiration", how="t_end_s - t_exp_s"),
    number("ttot_ms", "ms", "length of the breath", how="t_end_s - t_insp_s"),
    number("amplitude", "as the belt", "peak minus the trough before; within a person and a "
           "session only", decimals=6, missing="not finite", neurokit="RSP_Amplitude"),
    text("status", "whether the breath counts for RSA", allowed="ok;invalid"),
    number("rsa_p2t_ms", "ms", "peak-to-trough RSA of this breath",
           missing="breath or its beats not valid", how="methods 1.4"),
    REASONS,
    flag("edited", "1 when a person changed or rejected the breath afterwards"),
)  # fmt: skip

TICKS = (
    PARTICIPANT,
    seconds("t_s", "tick: a whole second; the windows of its indices end here", decimals=3),
    integer("run", "1 for the first start of the workbench in the session, 2 after a restart"),
    text("index", "name of the index; zone_* are the coordinates of the zone rule, "
         "change is x against the own last five minutes"),
    number("value", "see unit", "value of the index, exact", decimals=None,
           missing="not valid: status is 'missing' and reasons say why",
           how="methods 1.1 and 4.4, once a second, from final beats and breaths"),
    text("unit", "unit of the value"),
    text("status", "validity", allowed="ok;degraded;missing"),
    REASONS,
    seconds("win_start_s", "start of the window", decimals=3, missing="no window of its own"),
    seconds("win_end_s", "end of the window", decimals=3, missing="no window of its own"),
    text("source", "signal the index comes from", allowed="ecg;ppg;device_rr;respiration",
         missing="not of one signal"),
    integer("n_beats", "usable intervals in the window", missing=_ZONE_ROW),
    integer("n_pairs", "usable pairs of successive intervals in the window", missing=_ZONE_ROW),
    integer("n_breaths", "breaths in the window", missing=_ZONE_ROW),
    number("pct_flagged", "share 0-1", "flagged intervals among all of the window", decimals=6,
           missing=_ZONE_ROW),
    number("coverage", "share 0-1", "sum of usable intervals divided by the window length",
           decimals=6, missing=_ZONE_ROW),
    number("se", "see unit", "standard error of the value", decimals=None,
           missing="the method gives none"),
    number("at_most", "see unit", "of a missing rate: what it is at most at the tick, because a "
           "breath or an RR interval has lasted so long without an end", decimals=None,
           missing="no such bound", how="60 / seconds since the last inspiration began, or since "
           "the last beat"),
    REMARKS,
)  # fmt: skip

ALIGNED_TIME = seconds(
    "t_s",
    "start of the row's cell [t_s, t_s + 1/rate)",
    decimals=3,
    how="t_s = k / rate with whole k, so that all exports share a phase",
)
ALIGNED_PERSON = (
    number("hr_bpm", "1/min", "heart rate for plotting, synchrony and regression; HRV must come "
           "from beats, never from this column", neurokit="ECG_Rate", bids="cardiac",
           missing="see card_status",
           how="60000/rr_ms of 'ok' intervals at the closing beat, PCHIP, at most 3 s bridged"),
    number("resp", "as the belt", "respiration signal", decimals=6, neurokit="RSP_Clean",
           bids="respiratory", missing="see resp_status",
           how="zero-phase Butterworth low-pass (order 8 forward and backward) at 0.4 x rate on "
           "regularised samples, then linear; at most 3 sample periods bridged, stretches shorter "
           "than 2.5 cells left out"),
    number("resp_phase", "cycle 0-1", "phase of the breath: 0 onset of inspiration, 0.5 onset of "
           "expiration", decimals=4, neurokit="RSP_Phase_Completion",
           missing="no complete breath here",
           how="linear from inspiration to expiration onset and from there to the next "
           "inspiration (methods 1.1)"),
    number("resp_rate_bpm", "1/min", "respiration rate", neurokit="RSP_Rate", missing=_SEE_TICKS,
           how=_HELD),
    number("rsa_p2t_ms", "ms", "peak-to-trough RSA: vagally mediated, depends on respiration",
           neurokit="RSA_P2T", missing=_SEE_TICKS, how=_HELD),
    number("ln_rmssd", "ln ms", "natural logarithm of RMSSD", decimals=4, missing=_SEE_TICKS,
           how=_HELD),
    number("rmssd_ms", "ms", "RMSSD", neurokit="HRV_RMSSD", missing=_SEE_TICKS, how=_HELD),
    number("eda_us", "uS", "skin conductance", decimals=4,
           missing="no skin conductance is taken in by this version"),
    text("zone", "zone in force at the start of the cell; " + _RULE, allowed=_ZONES,
         missing="no tick for this second", how="methods 4.4"),
    text("card_status", "what hr_bpm of this cell is: 'interpolated' bridges flagged intervals, "
         "'outside' lies before the first or after the last sample or has no stream",
         allowed=_CARD),
    text("resp_status", "what resp of this cell is", allowed=_CARD),
    REMARKS,
)  # fmt: skip
ALIGNED_EVENTS = (
    text("ev_active", "codes of all events that overlap the cell, sorted, joined by ';'",
         missing="no event", how="interval overlap with the cell, in whole microseconds"),
    text("ev_onset_ids", "ids of the events that begin in the cell, joined by ';'",
         missing="no onset"),
    text("ev_edited_ids", "ids of the events that overlap the cell and were coded or changed "
         "after the session, joined by ';'", missing="none of the events in ev_active"),
)  # fmt: skip


def interval_field(column: str, code: str) -> Field:
    """Return the 0/1 field of an interval code in the aligned table."""
    return flag(
        column,
        f"1 while an event '{code}' overlaps the cell",
        missing="an event of this code began and its end is unknown",
        how="interval overlap with the cell, in whole microseconds",
    )


def count_field(column: str, code: str) -> Field:
    """Return the count field of a point code in the aligned table."""
    return integer(column, f"point events '{code}' that fall into the cell")


def recall_field(person: str, scale: str) -> Field:
    """Return the field of a continuous rating in the aligned table."""
    return number(
        f"{person}_recall_{scale}", "scale's own",
        f"{scale} as {person} rated it when seeing the session again: the last word of the last "
        "take; not delayed to any measure", missing="nothing was said of this moment",
    )  # fmt: skip


WINDOWS = (
    text("window_id", "unique id of the window in the session"),
    PARTICIPANT,
    seconds("win_start_s", "start of the window", decimals=3, bids="onset"),
    seconds("win_end_s", "end of the window", decimals=3),
    integer("n_beats", "usable intervals in the window"),
    number("pct_valid", "%", "usable time of the window, 0-100", decimals=2),
    number("hr_mean_bpm", "1/min", "60000 / rr_mean_ms", missing="see exclude_reason"),
    number("rr_mean_ms", "ms", "mean of the usable intervals", missing="see exclude_reason",
           neurokit="HRV_MeanNN"),
    number("rmssd_ms", "ms", "RMSSD over usable successive pairs", decimals=6,
           missing="see exclude_reason", neurokit="HRV_RMSSD", how="methods 1.1"),
    number("sdnn_ms", "ms", "standard deviation (n-1) of the usable intervals; never compare it "
           "between window lengths", decimals=6, missing="see exclude_reason",
           neurokit="HRV_SDNN"),
    number("rsa_p2t_ms", "ms", "median peak-to-trough RSA of the valid breaths", decimals=6,
           missing="see exclude_reason", neurokit="RSA_P2T", how="methods 1.4"),
    number("rsa_hf_ln_ms2", "ln ms^2", "logarithm of the high-frequency power of heart period: "
           "vagally mediated, depends on respiration", decimals=6, missing="see hf_reasons",
           how="methods 1.3"),
    number("hf_lo_hz", "Hz", "lower edge of that band", missing="see hf_reasons"),
    number("hf_hi_hz", "Hz", "upper edge of that band", missing="see hf_reasons"),
    number("resp_rate_bpm", "1/min", "respiration rate", missing="see exclude_reason",
           neurokit="RSP_Rate"),
    flag("resp_in_band", "1 when at least 80 % of the breaths lie inside the band",
         missing="fewer than three breaths, or no usable respiration"),
    text("hf_reasons", "why rsa_hf_ln_ms2 is missing, or with what reservations it stands, joined "
         "by ';'", missing="nothing to remark"),
    text("zone", "zone of more than half of the window's ticks, else 'mixed'; " + _RULE,
         allowed=_ZONES + ";mixed", missing="no tick in the window"),
    text("ev_active", "codes of all events that overlap the window, sorted, joined by ';'",
         missing="no event"),
    flag("exclude", "1 when an index of the window other than HF is not valid"),
    text("exclude_reason", "why", missing="every index but HF is valid"),
    text("reservations", "with what reservations the valid indices other than HF stand, codes "
         "joined by ';'", missing="none"),
)  # fmt: skip
WINDOW_NEUROKIT = {
    "rmssd_ms": "rmssd_ms",
    "sdnn_ms": "sdnn_ms",
    "hr_bpm": "hr_mean_bpm",
    "hf_ln_ms2": "rsa_hf_ln_ms2",
}
"""NeuroKit2's values that are always shown, and our column each is compared with."""


def neurokit_fields(key: str) -> tuple[Field, ...]:
    """Return the fields of one value of NeuroKit2: the value, and ours minus it."""
    units = {"_bpm": "1/min", "_ms": "ms", "_ln_ms2": "ln ms^2"}
    unit = next((unit for ending, unit in units.items() if key.endswith(ending)), "")
    value = number(
        f"neurokit_{key}", unit, f"NeuroKit2's {key} on the same usable intervals", decimals=6,
        missing="not computed for this window",
    )  # fmt: skip
    ours = WINDOW_NEUROKIT.get(key)
    if ours is None:
        return (value,)
    difference = number(
        f"neurokit_diff_{key}", unit, f"{ours} minus neurokit_{key}", decimals=6,
        missing="one of the two is missing",
    )  # fmt: skip
    return value, difference


ZONES = (
    PARTICIPANT,
    seconds("t_s", "first tick of the run", decimals=3, bids="onset"),
    seconds("duration_s", "length of the run: one second per tick", decimals=3, bids="duration"),
    text("zone", _RULE, allowed=_ZONES, how="methods 4.4"),
    text("rule_id", "hash of the settings of the rule; they stand in manifest.json"),
    text("baseline_id", "baseline the rule compares with", missing="no baseline yet"),
    text("substate", "descriptive band inside 'within'",
         allowed="near_baseline;elevated;near_upper;near_lower;activated_vagal_kept;settled",
         missing="none"),
    flag("provisional", "1 when the baseline does not meet its acceptance rules"),
    flag("held", "1 while inputs are missing and the last zone is held"),
    flag("hr_only", "1 when the rule uses heart rate alone"),
    REASONS,
    text("confounds", "codes of the confounds in force, joined by ';'", missing="none marked"),
    REMARKS,
)  # fmt: skip
