"""The aligned table: both people and the events on one regular grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.tidy import schema_physiology as columns
from recordings.tidy.event_columns import column_stems
from recordings.tidy.grid import Grid, breath_phase, heart_rate, waveform
from recordings.tidy.join import EventsOnGrid
from recordings.tidy.schema import PARTICIPANT, Field
from recordings.tidy.table import Cells, Table, joined
from recordings.tidy.values import by_time, zone_remarks
from safehold.core.reasons import Reason
from safehold.core.results import RECALL_HZ, Participant, SessionResults, Signal, last_takes
from safehold.core.types import (
    HEART_ROLES,
    Beat,
    BeatStatus,
    FloatArray,
    IndexValue,
    Role,
    Status,
    Tick,
)

HELD = {
    "resp_rate_bpm": "resp_rate",
    "rsa_p2t_ms": "p2t",
    "ln_rmssd": "ln_rmssd",
    "rmssd_ms": "rmssd",
}
"""Columns that hold a windowed index, and the index's name in the ticks."""

SIGNAL_REASONS = {
    Reason.FLAT: "flat",
    Reason.RAILED: "saturated",
    Reason.CLIPPED: "saturated",
    Reason.GAP: "gap",
    Reason.STALL: "gap",
    Reason.LOW_BAND_RATIO: "artifact",
    Reason.LOW_AMPLITUDE: "artifact",
    Reason.POOR_SIGNAL: "artifact",
    Reason.BEAT_QUALITY: "artifact",
}
"""What a reason on a signal is called in status columns and the quality table."""

_Texts = NDArray[np.object_]


def _texts(rows: int, value: str = "") -> _Texts:
    cells = np.empty(rows, dtype=object)
    cells[:] = value
    return cells


class _TickTable:
    """A person's ticks by whole second, looked up for every row of a grid."""

    def __init__(self, ticks: Sequence[Tick], grid: Grid) -> None:
        latest = {tick.t: tick for tick in ticks}  # of two runs the later one counts
        self._ticks = list(latest.values())
        position = {t: i for i, t in enumerate(latest)}
        self._rows = np.array([position.get(int(t), -1) for t in grid.ticks], dtype=np.int64)
        self._present = self._rows >= 0

    def numbers(self, index: str) -> FloatArray:
        values = [tick.index(index) for tick in self._ticks]
        numbers = np.array(
            [np.nan if v is None or v.value is None else v.value for v in values], dtype=float
        )
        result = np.full(self._rows.size, np.nan)
        result[self._present] = numbers[self._rows[self._present]]
        return result

    def texts(self, cells: Sequence[str]) -> _Texts:
        result = _texts(self._rows.size)
        result[self._present] = np.array(cells, dtype=object)[self._rows[self._present]]
        return result

    def zones(self) -> _Texts:
        return self.texts([tick.zone.state.value for tick in self._ticks])

    def remarks(self, results: SessionResults) -> _Texts:
        return self.texts([joined(_aligned_remarks(results, tick)) for tick in self._ticks])

    def signal_status(self, stream_ids: set[str]) -> _Texts:
        """Return what the tick says is wrong with the signal; empty where nothing."""
        return self.texts([_signal_status(tick, stream_ids) for tick in self._ticks])


def _aligned_remarks(results: SessionResults, tick: Tick) -> tuple[str, ...]:
    def degraded(value: IndexValue | None) -> bool:
        return value is not None and value.status is Status.DEGRADED

    weak = [f"degraded:{column}" for column, name in HELD.items() if degraded(tick.index(name))]
    return (*zone_remarks(results, tick), *weak)


def _signal_status(tick: Tick, stream_ids: set[str]) -> str:
    for stream_id, _, reasons in tick.quality:
        if stream_id in stream_ids:
            for reason, word in SIGNAL_REASONS.items():
                if reason in reasons:
                    return word
    return ""


def _recorded(results: SessionResults, person: str, roles: Sequence[Role], grid: Grid) -> Any:
    """Return per row whether a stream of these roles was being recorded."""
    inside = np.zeros(grid.rows, dtype=bool)
    for report in results.streams:
        if report.spec.person != person or report.spec.role not in roles:
            continue
        if report.t_first is not None and report.t_last is not None:
            inside |= (grid.times >= report.t_first) & (grid.times <= report.t_last)
    return inside


def _ids(results: SessionResults, person: str, roles: Sequence[Role]) -> set[str]:
    specs = (report.spec for report in results.streams)
    return {s.stream_id for s in specs if s.person == person and s.role in roles}


def _beats(results: SessionResults, person: str) -> list[Beat]:
    return sorted((b for b in results.beats if b.person == person), key=lambda b: b.time)


def heart_rate_of(results: SessionResults, person: str, grid: Grid) -> FloatArray:
    """Return a person's heart rate on the grid, 1/min; NaN where none is known."""
    beats = _beats(results, person)
    usable = [b for b in beats if b.status is BeatStatus.OK and b.rr_ms is not None]
    return heart_rate(
        grid.times,
        np.array([b.time for b in usable]),
        np.array([b.rr_ms for b in usable], dtype=float),
    )


def _heart(
    results: SessionResults, person: str, ticks: _TickTable, grid: Grid
) -> tuple[FloatArray, _Texts]:
    beats = _beats(results, person)
    values = heart_rate_of(results, person, grid)
    # the beat that closes the interval in which the cell starts says why there is no value
    words = _texts(len(beats) + 1, "gap")
    words[: len(beats)] = [_interval_word(beat) for beat in beats]
    closing = words[np.searchsorted([b.time for b in beats], grid.times, side="left")]
    status = np.where(np.isfinite(values) & (closing != "ok"), "interpolated", closing)
    missing = np.isnan(values)
    status[missing & (closing == "ok")] = "gap"  # half an interval at the edge of a run
    known = ticks.signal_status(_ids(results, person, HEART_ROLES))
    explained = missing & (known != "")
    status[explained] = known[explained]
    status[missing & ~_recorded(results, person, HEART_ROLES, grid)] = "outside"
    return values, status


def _interval_word(beat: Beat) -> str:
    if beat.status is BeatStatus.OK:
        return "ok"
    if Reason.REJECTED in beat.reasons:
        return "artifact"
    if beat.status is BeatStatus.FIRST or Reason.GAP_IN_INTERVAL in beat.reasons:
        return "gap"
    return "artifact"


def _respiration(
    results: SessionResults, person: str, ticks: _TickTable, grid: Grid
) -> tuple[FloatArray, _Texts]:
    signal = results.respiration.get(person)
    values = np.full(grid.rows, np.nan)
    if signal is not None:
        values = waveform(grid.times, signal, grid.rate_hz)
    missing = np.isnan(values)
    known = ticks.signal_status(_ids(results, person, (Role.RESPIRATION,)))
    status = np.where(known != "", known, np.where(missing, "gap", "ok")).astype(object)
    # a tick speaks of its whole window; a value that is there is not a gap
    status[~missing & (status == "gap")] = "ok"
    status[missing & ~_recorded(results, person, (Role.RESPIRATION,), grid)] = "outside"
    return values, status


def _phase(results: SessionResults, person: str, grid: Grid) -> FloatArray:
    breaths = [b for b in results.breaths if b.person == person and Reason.GAP not in b.reasons]
    times = np.array([(b.t_insp, b.t_exp, b.t_end) for b in breaths]).reshape(-1, 3)
    return breath_phase(grid.times, *times.T)


def _person_columns(
    results: SessionResults, participant: Participant, grid: Grid
) -> dict[Field, Cells]:
    person = participant.label
    ticks = _TickTable([t for t in by_time(results.ticks) if t.person == person], grid)
    hr, card_status = _heart(results, person, ticks, grid)
    resp, resp_status = _respiration(results, person, ticks, grid)
    cells: dict[str, Cells] = {
        "hr_bpm": hr,
        "resp": resp,
        "resp_phase": _phase(results, person, grid),
        "eda_us": np.full(grid.rows, np.nan),
        "zone": ticks.zones(),
        "card_status": card_status,
        "resp_status": resp_status,
        "remarks": ticks.remarks(results),
    }
    cells |= {column: ticks.numbers(index) for column, index in HELD.items()}
    return {field: cells[field.name] for field in columns.ALIGNED_PERSON}


def _belt_unit(signal: Signal | None) -> str:
    return signal.unit if signal is not None and signal.unit else "as the belt"


def _event_columns(results: SessionResults, events: EventsOnGrid) -> dict[Field, Cells]:
    active, onset_ids, edited_ids = columns.ALIGNED_EVENTS
    made: dict[Field, Cells] = {active: events.active, onset_ids: events.onset_ids}
    made[edited_ids] = events.edited_ids
    stems = column_stems(results)
    for code in sorted({*events.intervals, *events.counts}):
        stem = stems[code]
        if code in events.intervals:
            made[columns.interval_field(stem, code)] = events.intervals[code]
        if code in events.counts:
            made[columns.count_field(f"{stem}_n", code)] = events.counts[code]
    return made


def _recall_columns(results: SessionResults, grid: Grid) -> dict[Field, Cells]:
    """Return what stands of each person's last take of each scale, as it was said."""
    made: dict[Field, Cells] = {}
    for (person, scale), take in last_takes(results.recall).items():
        t, values = take.last_word()
        place = np.searchsorted(t, grid.times + 1e-6, side="right") - 1
        fresh = (place >= 0) & (grid.times - t[np.maximum(place, 0)] < 1.5 / RECALL_HZ)
        cells = np.where(fresh, values[np.maximum(place, 0)], np.nan)
        made[columns.recall_field(person, scale)] = cells
    return made


def aligned_table(
    results: SessionResults, grid: Grid, events: EventsOnGrid, *, layout: str
) -> Table:
    """Return the aligned table: one row per cell (wide), or per cell and person (long).

    Raises
    ------
    ExportError
        When two participants would give the same column.
    """
    name = f"aligned_{grid.rate_hz}hz"
    people = [(p, _person_columns(results, p, grid)) for p in results.participants]
    joint = {**_event_columns(results, events), **_recall_columns(results, grid)}
    if layout == "long":
        return _long(name, grid, people, joint)
    made: list[tuple[Field, Cells]] = [(columns.ALIGNED_TIME, grid.times)]
    for participant, own in people:
        unit = _belt_unit(results.respiration.get(participant.label))
        made += [
            (f.named(f"{participant.label}_{f.name}", unit=unit if f.name == "resp" else None), c)
            for f, c in own.items()
        ]
    made += joint.items()
    return Table(name, tuple(f for f, _ in made), tuple(c for _, c in made))


def _long(
    name: str,
    grid: Grid,
    people: Sequence[tuple[Participant, dict[Field, Cells]]],
    joint: dict[Field, Cells],
) -> Table:
    """Stack the people row by row: all people of a cell, then those of the next."""
    n = len(people)

    def interleaved(parts: Sequence[Cells]) -> Cells:
        return np.stack([np.asarray(part) for part in parts], axis=1).ravel() if parts else ()

    made: list[tuple[Field, Cells]] = [
        (columns.ALIGNED_TIME, np.repeat(grid.times, n)),
        (PARTICIPANT, [p.label for p, _ in people] * grid.rows),
    ]
    made += [
        (field, interleaved([own[field] for _, own in people])) for field in columns.ALIGNED_PERSON
    ]
    made += [
        (field, np.repeat(np.array(list(cells), dtype=object), n))
        for field, cells in joint.items()
    ]
    return Table(name, tuple(f for f, _ in made), tuple(c for _, c in made))
