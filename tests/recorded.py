"""Recordings of files as they are played."""

from __future__ import annotations

from pathlib import Path

from acquisition.player import PlayedSignal
from recordings.importers.imported import ReadWish
from recordings.importers.registry import read_any
from safehold.core.types import Role
from safehold.offline.importing import Wanted, plan_session, played_signals


def recorded_signals(
    path: Path, person: str = "client", *, columns: str = "", said: tuple[Wanted, ...] = ()
) -> list[PlayedSignal]:
    """Return the signals of a recording as they are played: all of them one person's."""
    recording = read_any(path, ReadWish(columns))
    plan = plan_session([recording], people=[person], persons=[person], wanted=said)
    return played_signals(plan)


def native_signals(path: Path, person: str = "client") -> list[PlayedSignal]:
    """Return belt and pulse of a recording of the dyads, in counts at the device's own stamps."""
    return recorded_signals(
        path, person, columns="time=native_ts_ms@ms,rate=fs,start=t_first",
        said=(Wanted("native_counts:2", Role.PPG, unit="counts"),
              Wanted("native_counts:0", Role.RESPIRATION, unit="counts")),
    )  # fmt: skip
