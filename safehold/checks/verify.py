"""Known truth through the installed engine: what ``safehold verify`` finds.

The truth comes from :mod:`safehold.checks.verify_truth`, which imports nothing of the engine.
Every case is played through the same pipeline as a session.
"""

from __future__ import annotations

import datetime
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata

import numpy as np

import safehold
from processing.indices.registry import STEP_S, registry
from processing.indices.report_indices import INDICES
from processing.indices.summary import PersonRecord
from processing.signals import neurokit
from processing.zones.pipeline import Pipeline
from safehold.checks.verify_cases import all_cases
from safehold.checks.verify_dyads import UNLINKED, chance_rows
from safehold.checks.verify_row import Row
from safehold.checks.verify_truth import Case, Expected
from safehold.core.conditions import Conditions
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Beat,
    Breath,
    Chunk,
    EngineOutput,
    FloatArray,
    IndexValue,
    Role,
    StreamSpec,
    Tick,
)

MATCH_S = 0.05
MAX_BEAT_SD_MS = 1.0
MIN_VALID = 0.8
"""Share of the ticks at which a value with a known truth must be there."""
PACKAGES = ("neurokit2", "numpy", "scipy")


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything that was found."""

    rows: tuple[Row, ...]
    software: dict[str, str]
    params_hash: str
    made_utc: str
    others: tuple[str, ...]
    """Indices of other packages: present, not verified."""
    failures: tuple[str, ...]
    """Registered indices that cannot be loaded."""

    @property
    def passes(self) -> bool:
        """True when every row passed."""
        return all(row.passed for row in self.rows)


def verify(
    cases: Sequence[Case] | None = None, on_case: Callable[[Case, list[Row]], None] | None = None
) -> Verification:
    """Play every case to the engine and compare.

    Parameters
    ----------
    cases : sequence of Case, optional
        Others than the packaged ones.
    on_case : callable, optional
        Called with each case and its rows as soon as they are known.
    """
    rows: list[Row] = []
    for case in all_cases() if cases is None else cases:
        found = judge(case, play(case), _neurokit_values(case))
        rows += found
        if on_case is not None:
            on_case(case, found)
    if cases is None:
        case, found = UNLINKED, chance_rows()
        rows += found
        if on_case is not None:
            on_case(case, found)
    others = [index.name for index in registry().indices if index not in INDICES]
    versions = {name: metadata.version(name) for name in PACKAGES}
    return Verification(
        rows=tuple(rows),
        software={
            "safehold": safehold.__version__,
            "Python": platform.python_version(),
            **versions,
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        },
        params_hash=STANDARD.params_hash,
        made_utc=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        others=tuple(others),
        failures=registry().failures,
    )


def play(case: Case) -> list[EngineOutput]:
    """Return everything the engine says about a case."""
    specs = [
        StreamSpec(
            stream_id=f"p-{stream.role.value}", name=stream.role.value, type=stream.role.value,
            source_id="verify", role=stream.role, person="p", unit=stream.unit,
            nominal_rate=stream.rate,
        )
        for stream in case.streams
    ]  # fmt: skip
    pipeline = Pipeline(specs, STANDARD, session_zero=0.0)
    out: list[EngineOutput] = []
    for spec, stream in zip(specs, case.streams, strict=True):
        out += pipeline.feed(Chunk(spec.stream_id, 0, stream.times, stream.values))
    return out


def judge(
    case: Case, outputs: Sequence[EngineOutput], theirs: dict[str, float | None]
) -> list[Row]:
    """Return the rows of a case."""
    ticks = [output for output in outputs if isinstance(output, Tick)]
    rows = [_judge_index(case, expected, ticks, theirs) for expected in case.expected]
    if case.beats is not None:
        rows += _judge_beats(case, case.beats, outputs, ticks)
    return [*rows, _judge_tables(case, outputs, ticks)]


def _judge_index(
    case: Case, expected: Expected, ticks: Sequence[Tick], theirs: dict[str, float | None]
) -> Row:
    first, last = expected.ticks
    inside = [tick.index(expected.index) for tick in ticks if first <= tick.t <= last]
    found = [value for value in inside if value is not None]
    valid = [value.value for value in found if value.value is not None]
    truth = expected.truth
    tolerance = expected.tolerance * abs(truth or 0.0 if expected.relative else 1.0)
    value = error = None
    if valid:
        value = statistics.fmean(valid)
        if truth is not None:
            if expected.each:
                value = max(valid, key=lambda x: abs(x - truth))
            error = value - truth
    if truth is None:
        passed = bool(found) and not valid and all(v.reasons for v in found)
    else:
        enough = bool(found) and len(valid) >= MIN_VALID * len(found)
        passed = enough and error is not None and abs(error) <= tolerance
    return Row(
        case=case.key,
        title=case.title,
        index=expected.index,
        unit=expected.unit or _unit(found),
        truth=truth,
        how=expected.how,
        value=value,
        n_valid=len(valid),
        n_ticks=len(found),
        neurokit=theirs.get(expected.index),
        error=error,
        tolerance=tolerance,
        passed=passed,
        reason=_commonest(found),
    )


def _unit(found: Sequence[IndexValue]) -> str:
    return found[0].unit.replace("^2", "²") if found else ""


def _commonest(found: Sequence[IndexValue]) -> str:
    reasons = [value.reasons[0].value for value in found if value.value is None and value.reasons]
    return statistics.mode(reasons) if reasons else ""


def _judge_beats(
    case: Case, truth: FloatArray, outputs: Sequence[EngineOutput], ticks: Sequence[Tick]
) -> list[Row]:
    """Compare the beats themselves with those the signal was made of."""
    last = max((tick.t for tick in ticks), default=0)
    known = truth[(truth > 10) & (truth < last)]
    found = np.array([o.time for o in outputs if isinstance(o, Beat) and 10 < o.time < last])
    off = np.array([t - truth[np.argmin(np.abs(truth - t))] for t in found])
    matched = off[np.abs(off) <= MATCH_S]
    spread = float(1000 * np.std(matched)) if matched.size else None
    numbers = (
        ("beats missed", "", float(len(known) - len(matched)), 0.0),
        ("beats invented", "", float(len(found) - len(matched)), 0.0),
        ("beat time, sd of error", "ms", spread, MAX_BEAT_SD_MS),
    )
    return [
        Row(case.key, case.title, name, unit, 0.0, "as rendered", value, len(matched), len(known),
            None, value, limit, value is not None and abs(value) <= limit)
        for name, unit, value, limit in numbers
    ]  # fmt: skip


def _judge_tables(case: Case, outputs: Sequence[EngineOutput], ticks: Sequence[Tick]) -> Row:
    """Compare every tenth tick with a table's window of the same seconds: value and validity."""
    record = PersonRecord(
        "p",
        [o for o in outputs if isinstance(o, Beat)],
        [o for o in outputs if isinstance(o, Breath)],
        [o for o in outputs if isinstance(o, Conditions)],
    )
    pairs = [
        (live, record.indices(live.t0, live.t1).get(live.name))
        for tick in ticks
        if tick.t % STEP_S == 0
        for live in tick.indices
        if live.name != "ln_p2t_adjusted"  # it needs the calibration of the moment
    ]
    known = [(live, table) for live, table in pairs if table is not None]
    other = float(sum(live != table for live, table in known))
    return Row(
        case=case.key,
        title=case.title,
        index="tables unlike live",
        unit="",
        truth=0.0,
        how="value, status, reasons and counts of the same seconds",
        value=other,
        n_valid=len(known),
        n_ticks=len(known),
        neurokit=None,
        error=other,
        tolerance=0.0,
        passed=bool(known) and not other,
    )


def _neurokit_values(case: Case) -> dict[str, float | None]:
    """Return what NeuroKit2 makes of the same samples, cut to the ticks that are judged."""
    first = max(0, min(expected.ticks[0] for expected in case.expected) - 60)
    last = max(expected.ticks[1] for expected in case.expected)
    by_role = {stream.role: stream for stream in case.streams}
    if Role.RR in by_role:
        rr = by_role[Role.RR]
        values = neurokit.hrv_time(rr.values, rr.times)
        return {"hr": values["hr_bpm"], "rmssd": values["rmssd_ms"], "sdnn": values["sdnn_ms"]}
    if Role.ECG not in by_role:
        return {}
    heart = by_role[Role.ECG]
    inside = (heart.times >= first) & (heart.times < last)
    times, belt = heart.times[inside], by_role.get(Role.RESPIRATION)
    breath = None if belt is None else np.interp(times, belt.times, belt.values)
    return neurokit.whole_signal(heart.values[inside], breath, round(heart.rate))
