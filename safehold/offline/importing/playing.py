"""Signals of imported recordings, as they are sent over LSL."""

from __future__ import annotations

from acquisition.player import SIGNAL_TYPES, PlayedSignal
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.offline.importing.plan import ImportPlan, PlannedSignal

_NAMES = {Role.HEART_RATE: "hr"}
"""Roles that are called otherwise where they are played."""


def played_signals(plan: ImportPlan) -> list[PlayedSignal]:
    """Return the signals of a plan that can be played: somebody's, and of a role that is sent.

    Parameters
    ----------
    plan : ImportPlan
        What the files hold, and whose it is.

    Returns
    -------
    list of PlayedSignal
        Times in s on the clock that all files share; values in the unit of the plan, turned over
        where that was said.

    Raises
    ------
    ConfigError
        When there is none.
    """
    found = [_played(plan, item) for item in plan.signals if item.person and _name(item)]
    if not found:
        names = ", ".join(item.signal.name for item in plan.signals)
        raise ConfigError(
            Message("No signal can be played: {signals}.", signals=names),
            remedy=Message("Say what one of them is, for example --as ecg=NAME@mV."),
        )
    return found


def _name(item: PlannedSignal) -> str:
    name = _NAMES.get(item.role, item.role.value)
    return name if name in SIGNAL_TYPES else ""


def _played(plan: ImportPlan, item: PlannedSignal) -> PlayedSignal:
    times, values = item.signal.load()
    return PlayedSignal(
        item.person or "", _name(item), times + plan.shifts[item.file],
        -values if item.inverted else values, item.unit, item.signal.rate,
        plan.recordings[item.file].path, item.signal.name,
    )  # fmt: skip
