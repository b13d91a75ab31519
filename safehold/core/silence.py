"""After how long a stream that gives nothing is called silent: before, in and after a session."""

from __future__ import annotations

from typing import Final

from safehold.core.types import Role

SILENT_S: Final = 2.0
"""A regular stream: an alarm in under 3 s."""
RR_SILENT_S: Final = 2.5
"""One of RR intervals: an interval lasts at most 2 s, and straps send once a second."""


def silent_after_s(role: Role | None = None) -> float:
    """Return after how many seconds without samples a stream of a role is silent.

    Only streams that must give samples all the time can be silent: regular ones, and RR intervals.
    ``None`` stands for a role that is not known, as in the recorder.
    """
    return RR_SILENT_S if role is Role.RR else SILENT_S
