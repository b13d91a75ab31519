"""The table of who spoke how much, and of how turns passed."""

from __future__ import annotations

from recordings.tidy.schema import PARTICIPANT, REASONS, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.results import SessionResults

_KNOWN = "see reasons; or there is none"
_HOW = "Heldner and Edlund 2010; docs/speech.md"

TURN_TAKING = (
    PARTICIPANT,
    text("span", "session; phase:<name>, each occurrence by itself; part:<name> of an export of a "
         "part", allowed="session;part:*;phase:*"),
    seconds("t_s", "start of the span", decimals=3, bids="onset"),
    seconds("end_s", "end of the span", decimals=3),
    text("source", "who said when the person spoke: coders, sensor (a microphone during the "
         "session), voice-activity (a file afterwards)", missing="the person said nothing"),
    integer("n_turns", "turns that began in the span; silences of one person below 0.5 s are "
            "part of a turn that was heard", missing=_KNOWN),
    number("speech_s", "s", "time in turns", decimals=3, missing=_KNOWN),
    number("talk_share", "1", "speech_s / length of the span, 0-1", decimals=4, missing=_KNOWN),
    number("speech_share", "1", "speech_s / that of everybody together, 0-1", decimals=4,
           missing=_KNOWN),
    number("turn_median_s", "s", "median length of a turn within the span", decimals=3,
           missing=_KNOWN),
    integer("n_taken", "turns that passed to this person from another", missing=_KNOWN, how=_HOW),
    number("latency_median_s", "s", "median time from the end of the other's turn to the "
           "beginning of this person's; negative: it began before the other's end",
           decimals=3, missing=_KNOWN, how="floor transfer offset, Levinson and Torreira 2015"),
    integer("n_gaps", "silences after the other and before this person", missing=_KNOWN, how=_HOW),
    number("gap_median_s", "s", "their median", decimals=3, missing=_KNOWN, how=_HOW),
    integer("n_overlaps", "overlaps by which the turn passed to this person", missing=_KNOWN,
            how=_HOW),
    number("overlap_median_s", "s", "their median", decimals=3, missing=_KNOWN, how=_HOW),
    integer("n_within", "times this person spoke within another's turn, which went on",
            missing=_KNOWN, how=_HOW),
    integer("n_pauses", "silences between two turns of this person, nobody else speaking; of "
            "speech that was heard those from 0.5 s on", missing=_KNOWN, how=_HOW),
    number("pause_median_s", "s", "their median", decimals=3, missing=_KNOWN, how=_HOW),
    number("overlap_s", "s", "time in which this person and another speak", decimals=3,
           missing=_KNOWN),
    REASONS,
)  # fmt: skip


def turn_taking_table(results: SessionResults) -> Table:
    """Return a row for each person and span."""
    rows = [
        (
            t.person, t.span, t.t0, t.t1, joined(t.sources), t.n_turns, t.speech_s, t.talk_share,
            t.speech_share, t.turn_median_s, t.n_taken, t.latency_median_s, t.n_gaps,
            t.gap_median_s, t.n_overlaps, t.overlap_median_s, t.n_within, t.n_pauses,
            t.pause_median_s, t.overlap_s, joined(t.reasons),
        )
        for t in results.turns
    ]  # fmt: skip
    return Table.from_rows("turn_taking", TURN_TAKING, rows)
