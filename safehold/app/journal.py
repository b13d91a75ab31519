"""The engine's journal: what the live engine used and did, so that replay can do it again.

One JSON line per fact in ``engine.jsonl`` (``recordings.engine_log``), written before the fact
takes effect:

=========  ===================================================================================
kind       says
=========  ===================================================================================
start      a run began: session zero, first tick, settings, streams, software, clock anchor
segment    sample ``index`` of a stream (0: the first one used) has this raw stamp; written at
           the start and after every break, so that replay finds the same samples in the file
skip       ``n`` samples from ``index`` on were not processed live (they are recorded)
offset     from sample ``index`` on this clock offset holds
rebase     the stamps of a stream are on a foreign clock: this constant is its offset (it stands
           as an ``offset`` line too, which is what replay uses)
take_up    from here on a stream's samples are those of another run of its program (uid)
mark       an event, and per person the first tick on which it acts
stall      these ticks of a person were given up as missing
parameters from this tick on a person's zones and baselines have these parameters; who, why
turn       from this tick on a respiration stream is read this way up; who said so
baseline   a baseline came into force (a restart goes on with it)
calibration   so did a breathing calibration (likewise)
alarm      an alarm was raised, acknowledged, cleared or raised again (changes no tick)
anchor     LSL clock and UTC read together
display    what each window shows of the values: full, reduced or blind
stop       the run ended in order: samples used per stream
=========  ===================================================================================
"""

from __future__ import annotations

import math
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import safehold
from processing.baseline import baseline_number, choose_baseline
from recordings.engine_log import EngineLogWriter, read_engine_log
from safehold.core.alarms import AlarmChange
from safehold.core.canonical import build, canonical_json, plain
from safehold.core.errors import RecordingCorruptError
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    Baseline,
    BreathingCalibration,
    ClockOffset,
    Mark,
    Parameters,
    Stall,
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
    """LSL time and Unix time read together at the start."""
    baselines: dict[str, Baseline] = field(default_factory=dict)
    """Baselines the run started with."""
    taken: dict[str, int] = field(default_factory=dict)
    """Per person the highest number that a baseline had before the run."""
    calibrations: dict[str, BreathingCalibration] = field(default_factory=dict)
    """Breathing calibrations the run started with."""
    segments: list[tuple[str, int, float]] = field(default_factory=list)
    skips: list[tuple[str, int, int]] = field(default_factory=list)
    offsets: list[ClockOffset] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stalls: list[Stall] = field(default_factory=list)
    parameters: list[Parameters] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    new_baselines: list[Baseline] = field(default_factory=list)
    new_calibrations: list[BreathingCalibration] = field(default_factory=list)
    alarms: list[AlarmChange] = field(default_factory=list)
    taken_up: list[tuple[str, str]] = field(default_factory=list)
    """Stream ids with the uids of further runs of their programs."""
    used: dict[str, int] | None = None
    """Samples used per stream; None when the run did not end in order."""


class Journal:
    """Writes the facts of one run.

    Parameters
    ----------
    path : Path
        ``engine.jsonl`` of the session.
    publish : callable, optional
        Gets every line as text, for the LSL copy of the journal.
    """

    def __init__(self, path: Path, publish: Callable[[str], None] | None = None) -> None:
        self._writer = EngineLogWriter(path)
        self._publish = publish

    def _write(self, kind: str, **fields: Any) -> None:
        self._writer.append(kind, **fields)
        if self._publish is not None:
            self._publish(canonical_json({"kind": kind, **fields}))

    def start(self, run: EngineRun) -> None:
        """Write the start of a run."""
        self._write(
            "start",
            run=run.run,
            session_zero=run.session_zero,
            first_tick=run.first_tick,
            settings=plain(run.settings),
            params_hash=run.settings.params_hash,
            streams=plain(run.streams),
            people=list(run.people),
            baselines=plain(run.baselines),
            taken=dict(run.taken),
            calibrations=plain(run.calibrations),
            software=dict(run.software),
            utc_anchor=list(run.utc_anchor),
        )

    def display(self, modes: Mapping[str, str]) -> None:
        """Write what each window shows of the values."""
        self._write("display", windows={window: str(mode) for window, mode in modes.items()})

    def segment(self, stream_id: str, index: int, stamp: float) -> None:
        """Write that a sample index has this raw stamp."""
        self._write("segment", stream_id=stream_id, index=index, stamp=stamp)

    def skip(self, stream_id: str, index: int, n: int) -> None:
        """Write that samples were not processed live."""
        self._write("skip", stream_id=stream_id, index=index, n=n)

    def offset(self, item: ClockOffset) -> None:
        """Write a clock offset and from which sample on it holds."""
        self._write(
            "offset",
            stream_id=item.stream_id,
            index=item.index,
            offset=item.offset,
            uncertainty=None if math.isnan(item.uncertainty) else item.uncertainty,
        )

    def rebase(self, stream_id: str, constant: float, clock: str) -> None:
        """Write that a stream is on a foreign clock, and what is added to its stamps."""
        self._write("rebase", stream_id=stream_id, constant=constant, clock=clock)

    def take_up(self, stream_id: str, uid: str) -> None:
        """Write that a stream goes on with another run of its program."""
        self._write("take_up", stream_id=stream_id, uid=uid)

    def mark(self, item: Mark) -> None:
        """Write a mark with the ticks from which it acts."""
        self._write("mark", **plain(item))

    def parameters(self, item: Parameters) -> None:
        """Write that a person's parameters change, with the tick from which they act."""
        self._write("parameters", **plain(item))

    def turn(self, item: Turn) -> None:
        """Write that a respiration stream is read the other way up."""
        self._write("turn", **plain(item))

    def stall(self, item: Stall) -> None:
        """Write ticks that were given up."""
        last = None if math.isnan(item.last_stamp) else item.last_stamp
        self._write("stall", **{**_fields(item), "last_stamp": last})

    def baseline(self, item: Baseline) -> None:
        """Write a baseline that came into force."""
        self._write("baseline", **plain(item))

    def calibration(self, item: BreathingCalibration) -> None:
        """Write a breathing calibration that came into force."""
        self._write("calibration", **plain(item))

    def alarm(self, change: AlarmChange) -> None:
        """Write a step of an alarm."""
        self._write("alarm", **plain(change))

    def anchor(self, lsl: float) -> None:
        """Write the LSL clock and UTC, read together."""
        self._write("anchor", lsl=lsl, utc=time.time())

    def stop(self, run: int, used: Mapping[str, int]) -> None:
        """Write that the run ended in order."""
        self._write("stop", run=run, used=dict(used))

    def sync(self) -> None:
        """Bring what was written to the disk."""
        self._writer.sync()

    def close(self) -> None:
        """Sync and close."""
        self._writer.sync()
        self._writer.close()


def _fields(item: Stall) -> dict[str, Any]:
    return {
        name: getattr(item, name) for name in ("person", "first_tick", "last_tick", "stream_id")
    }


def read_runs(path: Path) -> list[EngineRun]:
    """Return the runs that an engine journal tells of, in order.

    Raises
    ------
    RecordingCorruptError
        When a line does not fit; a cut last line is not an error.
    """
    runs: list[EngineRun] = []
    for number, line in enumerate(read_engine_log(path), start=1):
        try:
            _take(runs, dict(line))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise RecordingCorruptError(
                f"{path}, line {number}: {line.get('kind')!r} is not understood ({error}).",
                remedy="The file may come from a newer version of safehold.",
            ) from error
    return runs


_BUILT: dict[str, tuple[type, str]] = {
    "mark": (Mark, "marks"),
    "parameters": (Parameters, "parameters"),
    "turn": (Turn, "turns"),
    "baseline": (Baseline, "new_baselines"),
    "calibration": (BreathingCalibration, "new_calibrations"),
    "alarm": (AlarmChange, "alarms"),
}
"""Lines that hold one value as it is, and where a run keeps them."""


def _take(runs: list[EngineRun], line: dict[str, Any]) -> None:
    kind = line.pop("kind")
    line.pop("seq", None)
    if kind == "start":
        line.pop("params_hash")
        runs.append(build(EngineRun, line))
        return
    run = runs[-1]
    if kind in _BUILT:
        what, attribute = _BUILT[kind]
        getattr(run, attribute).append(build(what, line))
    elif kind == "segment":
        run.segments.append((line["stream_id"], line["index"], line["stamp"]))
    elif kind == "skip":
        run.skips.append((line["stream_id"], line["index"], line["n"]))
    elif kind == "offset":
        uncertainty = line.pop("uncertainty")
        line["uncertainty"] = math.nan if uncertainty is None else uncertainty
        run.offsets.append(build(ClockOffset, line))
    elif kind == "stall":
        last = line.pop("last_stamp")
        run.stalls.append(build(Stall, {**line, "last_stamp": math.nan if last is None else last}))
    elif kind == "take_up":
        run.taken_up.append((line["stream_id"], line["uid"]))
    elif kind == "stop":
        run.used = dict(line["used"])


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
