"""Recordings of other programs become sessions: who wore what, and one folder of it."""

from safehold.offline.importing.plan import ImportPlan, PlannedSignal, Wanted, plan_session
from safehold.offline.importing.write import import_session

__all__ = ["ImportPlan", "PlannedSignal", "Wanted", "import_session", "plan_session"]
