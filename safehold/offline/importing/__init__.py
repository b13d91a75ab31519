"""Recordings of other programs become sessions: who wore what, and one folder of it."""

from safehold.offline.importing.plan import (
    EventsBeside,
    ImportPlan,
    PlannedSignal,
    Wanted,
    meant_by,
    plan_session,
)
from safehold.offline.importing.playing import played_signals
from safehold.offline.importing.write import import_session, span_of

__all__ = [
    "EventsBeside", "ImportPlan", "PlannedSignal", "Wanted", "import_session", "meant_by",
    "plan_session", "played_signals", "span_of",
]  # fmt: skip
