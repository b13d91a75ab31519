"""Reason codes: why a value is missing or degraded, each with a sentence for people."""

from __future__ import annotations

from enum import StrEnum

from safehold.core.messages import Message, joined


class Reason(StrEnum):
    """Why a value is missing, degraded or provisional. The codes stand in every file."""

    # data that is not there
    NO_STREAM = "no_stream"
    NO_BASELINE = "no_baseline"
    DWELL = "dwell"
    PAST_SHORT = "past_short"
    STARTING = "starting"
    STALL = "stall"
    GAP = "gap"
    LOW_COVERAGE = "low_coverage"
    TOO_FEW_INTERVALS = "too_few_intervals"
    TOO_FEW_PAIRS = "too_few_pairs"
    TOO_FEW_BREATHS = "too_few_breaths"
    TOO_FEW_VALID_BREATHS = "too_few_valid_breaths"
    NOT_CALIBRATED = "not_calibrated"
    # intervals
    FLAGGED_INTERVALS = "flagged_intervals"
    IMPLAUSIBLE_RR = "implausible_rr"
    DEVIANT_RR = "deviant_rr"
    ALTERNATING_RR = "alternating_rr"
    BEAT_QUALITY = "beat_quality"
    GAP_IN_INTERVAL = "gap_in_interval"
    MISSED_BEAT = "missed_beat"
    EXTRA_BEAT = "extra_beat"
    ECTOPIC_BEAT = "ectopic_beat"
    ARRHYTHMIA = "arrhythmia"
    BELOW_FLOOR = "below_floor"
    LONG_INTERVAL = "long_interval"
    ULTRA_SHORT = "ultra_short"
    PPG_PRV = "ppg_prv"
    RR_TIME_UNCERTAIN = "rr_time_uncertain"
    RR_REANCHORED = "rr_reanchored"
    RR_HELD = "rr_held"
    RR_RESAMPLED = "rr_resampled"
    RR_AHEAD = "rr_ahead"
    RR_BEHIND = "rr_behind"
    RR_STUCK = "rr_stuck"
    RR_CONSTANT = "rr_constant"
    RR_UNIT = "rr_unit"
    BEYOND_RANGE = "beyond_range"
    LOW_RATE = "low_rate"
    EDITED = "edited"
    REJECTED = "rejected"
    # signals
    FLAT = "flat"
    CLIPPED = "clipped"
    RAILED = "railed"
    LOW_BAND_RATIO = "low_band_ratio"
    LOW_AMPLITUDE = "low_amplitude"
    POOR_SIGNAL = "poor_signal"
    RATE_MISMATCH = "rate_mismatch"
    DETECTOR_FAILED = "detector_failed"
    LATE_DATA = "late_data"
    # respiration
    RESP_OUT_OF_BAND = "resp_out_of_band"
    RESP_IRREGULAR = "resp_irregular"
    RESP_UNKNOWN = "resp_unknown"
    RESP_FROM_ECG = "resp_from_ecg"
    RESP_NOT_IN_ECG = "resp_not_in_ecg"
    RESP_DISPERSED = "resp_dispersed"
    RESP_INVERTED = "resp_inverted"
    RESP_SIDE_UNKNOWN = "resp_side_unknown"
    RESP_TURNED = "resp_turned"
    ECG_INVERTED = "ecg_inverted"
    ECG_TURNED = "ecg_turned"
    RESP_NEAR_EDGE = "resp_near_edge"
    BREATH_TOO_SHORT = "breath_too_short"
    BREATH_TOO_LONG = "breath_too_long"
    OPEN_BREATH = "open_breath"
    TOO_FEW_BEATS_IN_BREATH = "too_few_beats_in_breath"
    FLAGGED_IN_BREATH = "flagged_in_breath"
    # confounds
    SPEECH = "speech"
    MOVEMENT = "movement"
    POSTURE_CHANGE = "posture_change"
    PACED_BREATHING = "paced_breathing"
    MEDICATION = "medication"
    SENSOR = "sensor"
    # baseline
    BASELINE_SHORT = "baseline_short"
    BASELINE_FLAGGED = "baseline_flagged"
    BASELINE_COVERAGE = "baseline_coverage"
    BASELINE_DRIFT = "baseline_drift"
    BASELINE_CONFOUNDED = "baseline_confounded"
    BASELINE_PROVISIONAL = "baseline_provisional"
    HR_ONLY = "hr_only"
    CORROBORATED = "corroborated"
    CORROBORATED_BLIND = "corroborated_blind"
    CORROBORATED_SEEN = "corroborated_seen"
    # indices that others add
    INDEX_FAILED = "index_failed"
    # process measures
    NO_TICKS = "no_ticks"
    MOSTLY_UNKNOWN = "mostly_unknown"
    NONE_FOUND = "none_found"
    CENSORED = "censored"
    POOR_FIT = "poor_fit"
    SHORT_PERIOD = "short_period"
    TOO_FEW_EVENTS = "too_few_events"
    TOO_FEW_EPISODES = "too_few_episodes"
    NO_MATCHED_MOMENTS = "no_matched_moments"
    TOO_FEW_SHIFTS = "too_few_shifts"
    COMPARED_SHORT = "compared_short"
    COMPARED_FLAT = "compared_flat"
    # two people
    TOO_FEW_SEGMENTS = "too_few_segments"
    DEGENERATE = "degenerate"
    SPEECH_NOT_CODED = "speech_not_coded"
    SPEECH_INCLUDED = "speech_included"
    SPEECH_PARTLY_HEARD = "speech_partly_heard"
    OTHER_SPEECH_UNKNOWN = "other_speech_unknown"


_EXPLANATIONS: dict[Reason, str] = {
    Reason.NO_STREAM: "no stream of this kind is connected for this person",
    Reason.NO_BASELINE: "no resting baseline has been taken yet",
    Reason.PAST_SHORT: "less than half of the last five minutes is known",
    Reason.DWELL: "the inputs are there; a zone is given once it has held for the dwell time",
    Reason.STARTING: "too soon after the start or a change of posture",
    Reason.STALL: "the stream stood still, so this moment could not be computed in time",
    Reason.GAP: "samples are missing in the window",
    Reason.LOW_COVERAGE: "usable intervals cover less than 80 % of the window",
    Reason.TOO_FEW_INTERVALS: "too few usable intervals in the window",
    Reason.TOO_FEW_PAIRS: "too few usable pairs of intervals in the window",
    Reason.TOO_FEW_BREATHS: "too few complete breaths in the window",
    Reason.TOO_FEW_VALID_BREATHS: "too few breaths with usable beats in the window",
    Reason.NOT_CALIBRATED: "no paced-breathing calibration was made",
    Reason.FLAGGED_INTERVALS: "too many intervals are flagged as artefact or ectopic",
    Reason.IMPLAUSIBLE_RR: "interval outside 300-2000 ms",
    Reason.DEVIANT_RR: "interval far from its neighbours",
    Reason.ALTERNATING_RR: "short-long pair, as after an ectopic or a missed beat",
    Reason.BEAT_QUALITY: "a beat at one end of the interval is not certain",
    Reason.GAP_IN_INTERVAL: "samples are missing inside the interval",
    Reason.MISSED_BEAT: "about twice the length around it: a beat was probably missed",
    Reason.EXTRA_BEAT: "makes up one interval with its neighbour: probably a false beat between",
    Reason.ECTOPIC_BEAT: "short, then long: as around an ectopic or displaced beat",
    Reason.ARRHYTHMIA: "many irregular beats in a good signal: inspect this person's rhythm",
    Reason.LONG_INTERVAL: "no beat for so long that the rate of the others would be too high",
    Reason.BELOW_FLOOR: "variation is below what can be measured",
    Reason.ULTRA_SHORT: "window shorter than 60 s",
    Reason.PPG_PRV: "from a pulse wave: pulse rate variability, not heart rate variability",
    Reason.RR_TIME_UNCERTAIN: "beat times of an RR stream are uncertain by about half a second",
    Reason.RR_REANCHORED: "the RR stream lost a packet and was re-anchored in the window",
    Reason.RR_HELD: "RR values were sent more than once, and not all beats can be told from that",
    Reason.RR_RESAMPLED: "the RR values follow a clock, not the heart: resampled or averaged",
    Reason.RR_AHEAD: "the RR intervals add up to more than the time that passed: sent twice",
    Reason.RR_BEHIND: "the RR intervals add up to less than the time that passed: some are lost",
    Reason.RR_STUCK: "one RR value for too long: its program stands still, or a pacemaker paces",
    Reason.RR_CONSTANT: "the RR intervals never vary: a pacemaker, or a program that stands still",
    Reason.RR_UNIT: "the RR values cannot be intervals in this unit: they do not fit the time",
    Reason.BEYOND_RANGE: "the heart rate is beyond the range for which indices are defined",
    Reason.LOW_RATE: "sampled below 100 Hz: heart rate only",
    Reason.EDITED: "corrected by hand after the session",
    Reason.REJECTED: "in a span that was rejected by hand after the session",
    Reason.FLAT: "the signal is flat",
    Reason.CLIPPED: "the signal is clipped",
    Reason.RAILED: "the signal is stuck at its limit",
    Reason.LOW_BAND_RATIO: "the signal carries little at breathing frequencies",
    Reason.LOW_AMPLITUDE: "the amplitude is far below this person's own",
    Reason.POOR_SIGNAL: "the signal does not look like this person's beats",
    Reason.RATE_MISMATCH: "the real sampling rate differs from the one the sender states",
    Reason.DETECTOR_FAILED: "the detector failed on this signal",
    Reason.LATE_DATA: "samples came after their moment had been computed",
    Reason.RESP_OUT_OF_BAND: "breathing lies outside the frequency band of the index",
    Reason.RESP_IRREGULAR: "breathing is irregular, as in speech",
    Reason.RESP_UNKNOWN: "no usable respiration to interpret the index with",
    Reason.RESP_FROM_ECG: "from the height of the R waves, not from a respiration sensor",
    Reason.RESP_NOT_IN_ECG: "the height of the R waves shows no one breathing rate",
    Reason.RESP_INVERTED: "the respiration sensor seems upside down",
    Reason.RESP_SIDE_UNKNOWN: "the breaths so far do not tell whether the sensor is upside down",
    Reason.RESP_TURNED: (
        "the sensor was turned over by the user: earlier breathing cannot be used"
    ),
    Reason.ECG_INVERTED: "the ECG seems upside down",
    Reason.ECG_TURNED: "the ECG was turned over by the user: earlier beats do not count",
    Reason.RESP_DISPERSED: "breaths differ too much in length",
    Reason.RESP_NEAR_EDGE: "breathing lies near an edge of the band, where part of it is lost",
    Reason.BREATH_TOO_SHORT: "breath or one of its phases is too short",
    Reason.BREATH_TOO_LONG: "breath is longer than 12 s",
    Reason.OPEN_BREATH: (
        "the current breath has lasted too long for the rate of the earlier ones"
    ),
    Reason.TOO_FEW_BEATS_IN_BREATH: "fewer than two beats in a phase of the breath",
    Reason.FLAGGED_IN_BREATH: "a flagged interval or a gap lies in the breath",
    Reason.SPEECH: "speech is marked",
    Reason.MOVEMENT: "movement is marked",
    Reason.POSTURE_CHANGE: "a change of posture is marked",
    Reason.PACED_BREATHING: "paced breathing is marked",
    Reason.MEDICATION: "medication is noted for this person",
    Reason.SENSOR: "sensor trouble is marked",
    Reason.BASELINE_SHORT: "the baseline has too little valid time",
    Reason.BASELINE_FLAGGED: "more than 5 % of the baseline's intervals are flagged",
    Reason.BASELINE_COVERAGE: "usable intervals cover less than 90 % of the baseline",
    Reason.BASELINE_DRIFT: "heart rate drifted by more than 4 bpm during the baseline",
    Reason.BASELINE_CONFOUNDED: "speech or movement is marked in the baseline",
    Reason.BASELINE_PROVISIONAL: "the baseline does not meet its acceptance rules",
    Reason.HR_ONLY: "no vagal index: heart rate alone, stricter threshold",
    Reason.CORROBORATED: "an observer judged hypoarousal within 60 s",
    Reason.CORROBORATED_BLIND: "an observer who could not see the zone judged hypoarousal "
    "within 60 s",
    Reason.CORROBORATED_SEEN: "an observer who could see the zone judged hypoarousal within 60 s",
    Reason.INDEX_FAILED: "the program that computes this index failed",
    Reason.NO_TICKS: "nothing was computed for this span",
    Reason.MOSTLY_UNKNOWN: "less than 60 % of the span is valid",
    Reason.NONE_FOUND: "nothing of the kind lies in the span",
    Reason.CENSORED: "cut off by unknown time or by the limits of the span",
    Reason.POOR_FIT: "no exponential decay can be fitted",
    Reason.SHORT_PERIOD: "less than 10 min of valid time: a rate from it is rough",
    Reason.TOO_FEW_EVENTS: "fewer than 5 usable events",
    Reason.TOO_FEW_EPISODES: "fewer than 5 usable episodes",
    Reason.NO_MATCHED_MOMENTS: "too few moments of the same level without the event",
    Reason.TOO_FEW_SHIFTS: "too short to shift the events in time",
    Reason.COMPARED_SHORT: "fewer than ten minutes in which both courses are known",
    Reason.COMPARED_FLAT: "one of the two courses never changes",
    Reason.TOO_FEW_SEGMENTS: "fewer than 10 segments in which both people have values",
    Reason.DEGENERATE: "the formula has no finite value here",
    Reason.SPEECH_NOT_CODED: "nobody coded speech, and shared turns of speech look the same",
    Reason.SPEECH_INCLUDED: "turns of speech are in it, and look the same",
    Reason.SPEECH_PARTLY_HEARD: "the microphone was not heard all the time",
    Reason.OTHER_SPEECH_UNKNOWN: "when the other person spoke is not known",
}
CORROBORATIONS = frozenset(
    {Reason.CORROBORATED, Reason.CORROBORATED_BLIND, Reason.CORROBORATED_SEEN}
)
"""An observer judged what low activation only hints at; told by what the observer could see."""
EXPLANATIONS = {reason: Message(text, code=reason) for reason, text in _EXPLANATIONS.items()}
"""One plain sentence for every code."""


def explain(reasons: tuple[Reason, ...]) -> Message:
    """Return the reasons as one line of text, most important first as given."""
    return joined("; ", (EXPLANATIONS[reason] for reason in reasons))
