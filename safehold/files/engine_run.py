"""One run of the live engine as its journal tells it, and what was in force at its end."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

import safehold
from processing.zones.baseline import baseline_number, choose_baseline
from safehold.core.alarms import AlarmChange
from safehold.core.calibration import BreathingCalibration
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    Baseline,
    ClockOffset,
    Event,
    Mark,
    MissingTicks,
    Parameters,
    StreamSpec,
    Turn,
)


def software() -> dict[str, str]:
    """Return the versions that numbers depend on."""
    packages = ("numpy", "scipy", "neurokit2", "pylsl")
    return {
        "safehold": safehold.__version__,
        "python": platform.python_version(),
        "platform": platform.system(),
        **{package: version(package) for package in packages},
    }


@dataclass(frozen=True, slots=True)
class Rebased:
    """From a sample of a stream on, a constant stands in the place of its clock offset."""

    stream_id: str
    constant: float | None
    """s; None where the stamps are on the LSL clock again."""
    clock: str
    stamp: float | None = None
    """Raw stamp of that sample, s; None for all so far."""


@dataclass(slots=True)
class EngineRun:
    """One run of the live engine as its journal tells it."""

    run: int
    session_zero: float
    first_tick: int
    settings: EngineSettings
    streams: tuple[StreamSpec, ...]
    people: tuple[str, ...]
    software: Mapping[str, str]
    utc_anchor: tuple[float, float]
    """LSL time and Unix time read together at the start; NaN where no clock was known."""
    baselines: dict[str, Baseline] = field(default_factory=dict)
    """Baselines the run started with."""
    taken: dict[str, int] = field(default_factory=dict)
    """Per person the highest number that a baseline had before the run."""
    calibrations: dict[str, BreathingCalibration] = field(default_factory=dict)
    """Breathing calibrations the run started with."""
    open: tuple[Event, ...] = ()
    """Intervals that were open when the run started."""
    segments: list[tuple[str, int, float]] = field(default_factory=list)
    skips: list[tuple[str, int, int | None]] = field(default_factory=list)
    """Stream id, index and number of samples that were not processed; None: those before the
    next segment, which do not count in the index."""
    offsets: list[ClockOffset] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stalls: list[MissingTicks] = field(default_factory=list)
    parameters: list[Parameters] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    new_baselines: list[Baseline] = field(default_factory=list)
    new_calibrations: list[BreathingCalibration] = field(default_factory=list)
    alarms: list[AlarmChange] = field(default_factory=list)
    rebases: list[Rebased] = field(default_factory=list)
    """Foreign clocks of streams, in the order in which they were told."""
    taken_up: list[tuple[str, str]] = field(default_factory=list)
    """Stream ids with the uids of further runs of their programs."""
    numbered: dict[int, int] = field(default_factory=dict)
    """Positions in ``marks`` by the numbers that the journal gives them."""
    used: dict[str, int] | None = None
    """Samples used per stream; None when the run did not end in order."""
    live: bool = True
    """False for a recording without a live engine: the run is made up from its headers, or was
    written when the session was imported."""


def baselines_taken(runs: Sequence[EngineRun]) -> dict[str, int]:
    """Return per person the highest number that a baseline has had, provisional ones included."""
    taken: dict[str, int] = {}
    for run in runs:
        for baseline in (*run.baselines.values(), *run.new_baselines):
            number = max(taken.get(baseline.person, 0), baseline_number(baseline))
            taken[baseline.person] = number
    return taken


def parameters_in_force(runs: Sequence[EngineRun]) -> dict[str, Parameters]:
    """Return per person the parameters in force at the end of these runs, where they changed."""
    return {item.person: item for run in runs for item in run.parameters}


def baselines_in_force(runs: Sequence[EngineRun]) -> dict[str, Baseline]:
    """Return per person the baseline in force at the end of these runs."""
    found: dict[str, Baseline] = {}
    for run in runs:
        found.update(run.baselines)
        for baseline in run.new_baselines:
            found[baseline.person] = choose_baseline(found.get(baseline.person), baseline)
    return found


def calibrations_in_force(runs: Sequence[EngineRun]) -> dict[str, BreathingCalibration]:
    """Return per person the breathing calibration in force at the end of these runs.

    One made before its belt was turned does not count.
    """
    made = [c for run in runs for c in (*run.calibrations.values(), *run.new_calibrations)]
    return still_valid(made, [turn for run in runs for turn in run.turns])


def still_valid(
    made: Sequence[BreathingCalibration], turns: Sequence[Turn]
) -> dict[str, BreathingCalibration]:
    """Return each person's last calibration, where its belt was not turned after it."""
    last = {calibration.person: calibration for calibration in made}
    turned = {turn.stream_id: turn.act_from or 0 for turn in turns}
    return {
        person: calibration
        for person, calibration in last.items()
        if calibration.t >= turned.get(calibration.stream_id, 0)
    }
