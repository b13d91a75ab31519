"""The tables of what people did around coded events, and from each rupture to its repair."""

from __future__ import annotations

from collections.abc import Iterable

from recordings.tidy.schema import PARTICIPANT, REASONS, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.around import QUANTITIES, Around, Estimate, Repair

_NONE = "not known of any event; see reasons"
_TESTED = "not tested: only a, v and synchrony are; or see reasons"
_MATCHED = "only a and v have matched moments; or see reasons"
_FEW = "below two events"

AROUND = (
    text("span", "code:<code>; event:<event_id> or span:<from>-<to>s where one was asked for",
         allowed="code:*;event:*;span:*"),
    integer("n_events", "events of the code"),
    number("lasted_s", "s", "how long they lasted together; of points 0", decimals=3),
    text("participant", "label of the person; of synchrony both, joined by ' - '"),
    text("quantity", "; ".join(f"{name}: {words}" for name, (words, _) in QUANTITIES.items()),
         allowed=";".join(QUANTITIES)),
    text("unit", "of before, during, after and change"),
    number("before", "by unit", "mean over the 60 s before the onset (felt safety: the "
           "last answer within 300 s), over the n events of which after is known too",
           decimals=6, missing=_NONE),
    number("during", "by unit", "mean from onset to end, over the events that last", decimals=6,
           missing="points, or not known"),
    number("after", "by unit", "mean over the 60 s after the end (felt safety: the first answer "
           "within 300 s)", decimals=6, missing=_NONE),
    integer("n", "events of which before and after are known"),
    number("change", "by unit", "after minus before: high falls and low rises by itself, read it "
           "with adjusted only", decimals=6, missing=_NONE),
    number("change_low", "by unit", "lower end of its interval of 95 % (Student's t over events)",
           decimals=6, missing=_FEW),
    number("change_high", "by unit", "upper end", decimals=6, missing=_FEW),
    number("matched", "z", "what matched moments did: mean 10 to 60 s after them minus the "
           "level that they share with the event", decimals=6, missing=_MATCHED),
    number("adjusted", "z", "effect size: change from the level at the onset minus that of "
           "matched moments, in spreads of the own baseline; event_change_*_adjusted of measures",
           decimals=6, missing=_MATCHED),
    number("adjusted_low", "z", "lower end of its interval of 95 %", decimals=6,
           missing=f"{_MATCHED}; {_FEW}"),
    number("adjusted_high", "z", "upper end", decimals=6, missing=f"{_MATCHED}; {_FEW}"),
    integer("n_adjusted", "events with matched moments"),
    number("p_rotation", "1", "share of rotations of the events that change as much, either way, "
           "from the onset on; of this row alone", decimals=4, missing=_TESTED),
    number("p_adjusted", "1", "adjusted for all codes: a and v of everybody are one family, "
           "synchrony of all pairs another; the one to report", decimals=4, missing=_TESTED,
           how="Holm 1979"),
    REASONS,
)  # fmt: skip

REPAIRS = (
    PARTICIPANT,
    seconds("rupture_s", "onset of the rupture", decimals=3),
    number("repair_s", "s", "onset of its repair", decimals=3, missing="no repair was coded"),
    number("change_a", "z", "a, mean 10 to 60 s after the repair minus that after the rupture",
           decimals=6, missing="not known, or less than a minute in between"),
    number("change_v", "z", "v, the same", decimals=6,
           missing="not known, or less than a minute in between"),
    number("change_safety", "points", "first answer within 300 s after the repair minus the "
           "last within 300 s before the rupture", decimals=3,
           missing="not asked or not answered"),
    number("to_within_s", "s", "from the repair until the zone is within the own range; 0 where "
           "it is already", decimals=0, missing="the zone is not known, or the end comes first"),
    number("change_synchrony", "z", "mean z of the minute after the repair minus that after the "
           "rupture; of the first two people", decimals=6, missing="not known"),
)  # fmt: skip


def around_table(found: Iterable[Around]) -> Table:
    """Return a row for each quantity of everybody around the events of each code."""
    rows = [
        (
            one.name, one.n_events, one.seconds, row.person, row.quantity,
            QUANTITIES[row.quantity][1], row.before, row.during, row.after, row.n,
            *_three(row.change), row.matched, *_three(row.adjusted), row.n_adjusted, row.p,
            row.p_adjusted, joined(row.reasons),
        )
        for one in found
        for row in one.rows
    ]  # fmt: skip
    return Table.from_rows("around_codes", AROUND, rows)


def _three(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    return estimate.value, estimate.low, estimate.high


def repairs_table(found: Iterable[Repair]) -> Table:
    """Return a row for each person and rupture."""
    rows = [
        (r.person, r.rupture, r.repair, r.a, r.v, r.safety, r.to_within_s, r.synchrony)
        for r in found
    ]
    return Table.from_rows("rupture_repair", REPAIRS, rows)
