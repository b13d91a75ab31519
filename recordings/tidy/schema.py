"""What a column of the Tidy export is, and the tables about the session itself.

A table is built from its fields, and the data dictionary is written from the same fields, so
no column can be exported that the dictionary does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class FieldType(StrEnum):
    """Type of a column, as the dictionary names it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "0/1"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type, its unit and its row in the data dictionary."""

    name: str
    type: FieldType
    unit: str
    """Unit of a number; empty for text, flags and pure counts."""
    description: str
    decimals: int | None = None
    """Decimals of a number in CSV; None writes the shortest text that gives the same float64."""
    allowed: str = ""
    missing: str = ""
    """What an empty cell means; empty where no cell can be empty."""
    how: str = ""
    neurokit: str = ""
    bids: str = ""

    def named(self, name: str, *, unit: str | None = None) -> Field:
        """Return the same field under another column name (and unit)."""
        return replace(self, name=name, unit=self.unit if unit is None else unit)


def text(name: str, description: str, **more: str) -> Field:
    """Return a text field."""
    return Field(name, FieldType.TEXT, "", description, None, **more)


def integer(name: str, description: str, **more: str) -> Field:
    """Return an integer field."""
    return Field(name, FieldType.INTEGER, "", description, None, **more)


def flag(name: str, description: str, **more: str) -> Field:
    """Return a field of 0 and 1."""
    return Field(name, FieldType.FLAG, "", description, None, allowed="0;1", **more)


def number(
    name: str, unit: str, description: str, *, decimals: int | None = 3, **more: str
) -> Field:
    """Return a float64 field."""
    return Field(name, FieldType.NUMBER, unit, description, decimals, **more)


def seconds(name: str, description: str, *, decimals: int = 6, **more: str) -> Field:
    """Return a time field: seconds from session zero."""
    return number(name, "s", description, decimals=decimals, **more)


PARTICIPANT = text(
    "participant",
    "label of the person in this session",
    missing="belongs to nobody in particular",
    bids="participant_id",
)
REASONS = text(
    "reasons",
    "reason codes, most important first, joined by ';'",
    missing="nothing to remark",
)
REMARKS = text(
    "remarks",
    "standing remarks on the numbers of this row, joined by ';': 'ultra_short' (windows shorter "
    "than 60 s), 'provisional' (not to be taken as a result), 'held' (the zone is an earlier one, "
    "its inputs are missing now), 'degraded:<index>' (usable with the reservations in ticks)",
    missing="nothing to remark",
)

EVENTS = (
    text("event_id", "unique id of the event in the session"),
    text("code", "what happened", allowed="[a-z][a-z0-9_.-]{0,39}", bids="trial_type"),
    text("label", "name of the code in the codebook, else the code"),
    text("kind", "shape in time", allowed="point;interval;condition"),
    seconds("t_s", "onset", bids="onset"),
    seconds(
        "duration_s",
        "duration; 0 for a point",
        missing="the end is unknown (never closed)",
        bids="duration",
    ),
    seconds("end_s", "t_s + duration_s", missing="the end is unknown (never closed)"),
    text("target", "participant or 'dyad'", missing="not stated"),
    text("source", "where it came from", allowed="hotkey;lsl:*;coder:*;import:*;auto:*;consensus",
         missing="not stated"),
    text("value", "raw marker text", missing="none, or withheld because it holds a note"),
    flag("edited", "1 when the event was coded or changed after the session"),
    seconds("t_original_s", "onset before it was changed", missing="not changed"),
    seconds("t_lsl_s", "onset on the recording host's LSL clock, after clock offsets"),
    text("t_utc", "onset in UTC, ISO 8601", missing="dates removed, or no UTC in the recording"),
    text("note", "free text of the person who coded", missing="no note"),
    text("actor", "who did it: C client, T therapist, O observer", allowed="C;T;O",
         missing="not stated"),
    text("subtype", "subtype of the code; 'uncertain' of a breath hold of 2 min or more: a loose "
         "belt looks the same", missing="none"),
    text("coder", "id of the coder", missing="not stated"),
    text("confidence", "confidence as the coder gave it", missing="not stated"),
    text("coder_display", "what the coder's window showed of the physiology when arousal "
         "was judged (codes ar.*)", allowed="full;reduced;blind",
         missing="not a judgement, or not known"),
    seconds("t_entered_s", "when the key was pressed or the marker arrived; later than t_s for "
            "an event that was stamped back", missing="not known"),
    number("onset_uncertainty_s", "s", "how far the event may be from t_s: its stamp is on a "
           "clock that is not understood, or says something else than its arrival",
           missing="pressed here, or its stamp and its arrival are within 10 s"),
    text("stamp_clock", "clock of the stamp where it is not simply the LSL clock: 'unix', "
         "'unix_scaled' (milliseconds or the like), 'other' (placed by how its events arrive), "
         "'arrival' (placed by its arrival), 'lsl' (late or early)",
         allowed="lsl;unix;unix_scaled;other;arrival", missing="placed by the LSL clock"),
    text("stamp_raw", "stamp as the sender wrote it, where stamp_clock says something",
         missing="placed by the LSL clock, or dates removed"),
    flag("afterwards", "1 when the event was coded after the session: in a replay, from a file, "
         "by a consensus, or cut off from another event"),
    text("coder_from", "how the coder is known: the session or its study names them, they were "
         "asked who codes, or a file names them", allowed="session;asked;file",
         missing="no coder is stated"),
    text("edited_by", "id of the one who coded or changed it after the session",
         missing="not edited, or they gave no id"),
    text("entered_utc", "when it was entered, or last changed, in UTC, ISO 8601",
         missing="not known, or dates removed"),
)  # fmt: skip

EVENT_TYPES = (
    text("code", "event code"),
    text("label", "name of the code"),
    text("group", "group in the codebook", missing="not in the codebook"),
    text("kind", "shape in time in the codebook, else in the session",
         allowed="point;interval;condition"),
    text("actor", "who does it: C, T or O", missing="not fixed"),
    text("meaning", "meaning in the codebook", missing="not in the codebook"),
    text("source", "publication that the meaning is taken from", missing="none is named"),
    flag("in_codebook", "1 when the codebook has the code"),
    integer("n_events", "events of this code in the session"),
    text("aligned_interval", "0/1 column of the code in the aligned table",
         missing="no interval of this code"),
    text("aligned_count", "count column of the code in the aligned table",
         missing="no point event of this code"),
)  # fmt: skip

PARTICIPANTS = (
    PARTICIPANT,
    text("code", "study code; never a name"),
    text("role", "role in the session", allowed="client;therapist;other"),
)

STREAMS = (
    text("stream_id", "id of the stream in the session"),
    PARTICIPANT,
    text("signal", "what the stream was used as", allowed="ecg;ppg;rr;heart_rate;respiration;eda;"
         "accelerometer;speech;events;rating;derived;other", bids="MeasureType"),
    text("unit", "unit as the sender wrote it", missing="the sender gave none", bids="Units"),
    number("fs_nominal_hz", "Hz", "sampling rate the sender states; 0 for irregular",
           bids="SamplingFrequency"),
    number("fs_effective_hz", "Hz", "sampling rate measured from the time stamps", decimals=4,
           missing="irregular or empty stream"),
    seconds("t_first_s", "first sample", missing="empty stream", bids="StartTime"),
    seconds("t_last_s", "last sample", missing="empty stream"),
    integer("n_samples", "samples recorded"),
    integer("n_gaps", "gaps in the time stamps"),
    number("longest_gap_s", "s", "longest gap"),
    integer("n_clock_segments", "segments between resets of the sender's clock"),
    number("clock_offset_sd_ms", "ms", "standard deviation of the measured clock offsets",
           missing="too few offsets"),
    number("span_s", "s", "length of the whole session from start to stop of the recording; the "
           "next four add up to it", missing="the recording was not looked at"),
    number("received_s", "s", "time of it that the samples cover (RR: that the intervals cover)",
           missing="events cover no time"),
    number("missing_before_s", "s", "time without samples before the first one",
           missing="events, or a clock that was never compared"),
    number("missing_between_s", "s", "time without samples between the first and the last one",
           missing="as missing_before_s"),
    number("missing_after_s", "s", "time without samples after the last one",
           missing="as missing_before_s"),
    number("dropped_s", "s", "of what is missing, given up by the recorder on a full disk",
           missing="as missing_before_s"),
    flag("synced", "0 when no clock offset was recorded: times may be shifted"),
    number("rr_lag_s", "s", "of a strap whose wearer has an ECG: how long after its beat an "
           "interval is stamped, median; strap_intervals has the beats",
           missing="no strap beside an ECG, or its intervals were not found there"),
    number("rr_lag_spread_s", "s", "1.4826 * MAD of rr_lag_s", missing="as rr_lag_s"),
    text("file", "file with the native samples in this export",
         missing="native samples are not part of this export"),
)  # fmt: skip

QUALITY = (
    PARTICIPANT,
    text("stream_id", "stream that is affected", missing="not tied to one stream"),
    seconds("t_s", "start of the span", bids="onset"),
    seconds("duration_s", "length of the span", bids="duration"),
    text("reason", "what is wrong", allowed="gap;artifact;saturated;flat;clock_jump;excluded"),
    text("source", "who says so", allowed="auto;coder"),
    text("detail", "the program's own codes behind the reason, joined by ';'"),
)

EDITS = (
    text("edit_id", "id of the edit, as in edits.jsonl"),
    text("kind", "what was done",
         allowed="add;delete;move;ectopic;reject;turn;seen;undone"),
    text("participant", "whose signal", missing="undone: see undoes"),
    text("signal", "beat, breath, or the stream that was turned over", missing="undone"),
    seconds("t_s", "time of the beat or turning point, or begin of the span",
            missing="turn, undone"),
    seconds("t_to_s", "where it was moved to, end of the span, or expiration onset of a breath",
            missing="there is none"),
    text("undoes", "ids of the edits that it takes back, joined by ';'", missing="none"),
    flag("in_force", "0 when it was taken back later: it changes nothing"),
    text("by", "study code of who did it", missing="not given"),
    text("at_utc", "when it was done", missing="not given, or dates are withheld or shifted"),
    text("why", "reason as it was given", missing="none given"),
)  # fmt: skip

DICTIONARY = (
    text("table", "table (file name without its ending)"),
    text("column", "column"),
    text("type", "type of the column", allowed="text;integer;number;0/1"),
    text("unit", "unit of a number", missing="no unit"),
    text("description", "what the column holds"),
    text("allowed_values", "values or pattern allowed, joined by ';'", missing="any"),
    text("missing_meaning", "what an empty cell means", missing="no cell is empty"),
    text("how_computed", "how the value is computed", missing="as recorded"),
    text("neurokit_name", "name of the same quantity in NeuroKit2", missing="none"),
    text("bids_name", "name of the same quantity in BIDS", missing="none"),
)
