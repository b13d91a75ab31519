"""Half minutes of two people, lagged, as actor-partner models want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recordings.tidy.schema import PARTICIPANT, Field, integer, number, seconds, text
from recordings.tidy.table import Table
from safehold.core.pair_bin import BIN_S, VALUES, PairBin

WORDS = {
    "hr": ("1/min", "heart rate"),
    "ln_rmssd": ("ln ms", "ln RMSSD"),
    "ln_p2t": ("ln ms", "ln(1 + RSA, peak to trough)"),
    "resp_rate": ("1/min", "respiration rate"),
    "speech": ("1", "share of the bin in which the person speaks, 0-1"),
}
WHOSE = (("", "own"), ("partner_", "the partner's"))
WHEN = (("", "in this bin"), ("_lag1", f"in the bin before, {BIN_S} s earlier"))


def _fields() -> tuple[Field, ...]:
    return tuple(
        number(
            f"{prefix}{name}{ending}", unit, f"{words}, {whose}, {when}; from beats and breaths "
            "inside that bin alone", decimals=6,
            missing="not valid over half a minute, not recorded, or there is no bin before",
        )
        for ending, when in WHEN
        for prefix, whose in WHOSE
        for name, (unit, words) in WORDS.items()
    )  # fmt: skip


ACTOR_PARTNER = (
    PARTICIPANT,
    text("partner", "label of the other person"),
    integer("bin", f"number of the bin: from {BIN_S} s times it on, session time"),
    seconds("t_s", "begin of the bin", decimals=3),
    text("phase", "phase that holds throughout", missing="none does"),
    *_fields(),
)


def actor_partner_table(bins: Iterable[PairBin]) -> Table:
    """Return a row for each person, partner and bin."""
    rows = [
        (
            b.person, b.partner, b.number, float(b.number * BIN_S), b.phase or None,
            *(
                _of(values, name)
                for values in (b.own, b.other, b.own_before, b.other_before)
                for name in VALUES
            ),
        )
        for b in bins
    ]  # fmt: skip
    return Table.from_rows("actor_partner", ACTOR_PARTNER, rows)


def _of(values: Mapping[str, float | None], name: str) -> float | None:
    return values.get(name)
