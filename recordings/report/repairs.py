"""From each rupture to its repair, as a report says it."""

from __future__ import annotations

from collections.abc import Iterator

from recordings.report.document import Block, Heading
from recordings.report.words import clock, number, table_of
from safehold.core.results import SessionResults

COLUMNS = (
    "person", "rupture", "repair", "heart rate, spreads", "vagal index, spreads", "felt safety",
    "back within, s", "going together, z",
)  # fmt: skip


def repair_blocks(results: SessionResults) -> Iterator[Block]:
    """Give a row for each person and rupture."""
    if not results.repairs:
        return
    yield Heading("From rupture to repair")
    yield table_of(
        COLUMNS,
        [
            (
                one.person, clock(one.rupture), "none coded" if one.repair is None
                else clock(one.repair), _signed(one.a), _signed(one.v), _signed(one.safety, 0),
                number(one.to_within_s, 0), _signed(one.synchrony, 3),
            )
            for one in results.repairs
        ],
        "Each as it was coded. Heart rate, vagal index, going together: after the repair minus "
        "after the rupture; felt safety: first answer after minus last before; back within: from "
        "the repair until the zone is within the own range, 0 where it is already. Empty: not "
        "known, or less than a minute in between. There is no control and no test: what was high "
        "when a rupture was coded falls by itself.",
    )  # fmt: skip


def _signed(value: float | None, decimals: int = 2) -> str:
    return "" if value is None else f"{value:+.{decimals}f}"
