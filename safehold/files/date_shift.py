"""Shifted dates: one constant for all sessions of the same people, kept outside every export.

Intervals between sessions, weekdays and times of day stay as they were; which days they were is
told by ``date-shifts.json`` in the study folder alone, which no export holds.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import replace
from pathlib import Path

from recordings.disk.file_lock import changing
from recordings.folder.session import read_json, write_json
from safehold.core.afterwards import EDITED_UTC
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import SessionResults
from safehold.core.types import Event

FILE = "date-shifts.json"
EARLIEST, SPREAD_WEEKS = datetime.datetime(1915, 1, 1, tzinfo=datetime.UTC), 5 * 52
"""Where the first session of people comes to lie: BIDS wants shifted dates in 1925 or earlier, and
their last session may be years later."""
ABOUT = "Weeks by which exported dates are moved back. Secret: who has it knows the real dates."
WEEK_S = 7 * 86400


def with_shifted_dates(results: SessionResults, study: Path) -> SessionResults:
    """Return results with their clock moved back by the constant of these people.

    Parameters
    ----------
    results : SessionResults
        As analysed; without a known date they come back as they are.
    study : Path
        Study folder, in which the constant is looked up or, the first time, drawn and kept.

    Raises
    ------
    RecordingError
        When the constant cannot be kept.
    ConfigError
        When the file of constants is not one.
    """
    utc = results.clock.utc_at_zero
    if utc is None:
        return results
    people = "+".join(sorted(person.code for person in results.participants))
    weeks = _weeks(study / FILE, people, utc)
    back_s = weeks * WEEK_S
    return replace(
        results,
        clock=replace(results.clock, utc_at_zero=utc - back_s),
        events=tuple(_moved_back(event, back_s) for event in results.events),
    )


def _moved_back(event: Event, back_s: float) -> Event:
    """Return an event that was coded or changed afterwards as much earlier as the session."""
    said = event.attributes.get(EDITED_UTC)
    if said is None:
        return event
    moved = {EDITED_UTC: f"{float(said) - back_s:.3f}"}
    return replace(event, attributes={**event.attributes, **moved})


def _weeks(path: Path, people: str, utc: float) -> int:
    if (known := read_shifts(path).get(people)) is not None:
        return known
    with changing(path):  # many exports may run at once
        shifts = read_shifts(path)
        if people not in shifts:
            target = EARLIEST.timestamp() + secrets.randbelow(SPREAD_WEEKS) * WEEK_S
            shifts[people] = int((utc - target) // WEEK_S)
            _keep(path, shifts)
    return shifts[people]


def read_shifts(path: Path) -> dict[str, int]:
    """Return the weeks that dates are moved back, by the codes of the people (``P07+T01``)."""
    if not path.exists():
        return {}
    shifts = read_json(path).get("weeks_back")
    if not isinstance(shifts, dict) or not all(type(weeks) is int for weeks in shifts.values()):
        raise ConfigError(
            Message("{path} does not say by how many weeks dates are shifted.", path=path),
            remedy=Message(
                "Restore it from a copy. Without it, later exports cannot be joined by "
                "date with earlier ones. Delete it only if there is no copy: new "
                "shifts are then drawn."
            ),
        )
    return shifts


def _keep(path: Path, shifts: dict[str, int]) -> None:
    write_json(path, {"schema": 1, "about": ABOUT, "weeks_back": dict(sorted(shifts.items()))})
