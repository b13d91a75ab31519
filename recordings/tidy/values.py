"""The tables of indices and zones: ticks, zones, windows."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from recordings.tidy import schema_physiology as columns
from recordings.tidy.join import active_codes
from recordings.tidy.schema import REMARKS
from recordings.tidy.table import Table, joined
from recordings.tidy.tables import SOURCES
from safehold.core.results import SessionResults, WindowSummary
from safehold.core.types import Status, Tick

ZONE_VALUES = {
    "zone_a": ("a", "z"),
    "zone_v": ("v", "z"),
    "change": ("change", "z"),
}
"""Rows of the ticks table that come from the zone rule: attribute and unit."""


def standing(results: SessionResults, tick: Tick) -> tuple[str, ...]:
    """Return the remarks that hold for every number of a tick."""
    if not (results.settings.marks or tick.marks or tick.zone.provisional):
        return ()  # as a rule
    provisional = ("provisional",) if tick.zone.provisional else ()
    return tuple(dict.fromkeys((*results.settings.marks, *tick.marks, *provisional)))


def zone_remarks(results: SessionResults, tick: Tick) -> tuple[str, ...]:
    """Return the remarks on the zone of a tick."""
    return (*standing(results, tick), *(("held",) if tick.zone.held else ()))


def by_time(ticks: Sequence[Tick]) -> list[Tick]:
    """Return ticks in the order of the tables."""
    return sorted(ticks, key=lambda tick: (tick.t, tick.person, tick.run))


def _tick_rows(results: SessionResults, tick: Tick) -> Iterator[tuple[Any, ...]]:
    t, remarks = float(tick.t), joined(standing(results, tick))
    for value in tick.indices:
        yield (
            tick.person, t, tick.run, value.name, value.value, value.unit, value.status,
            joined(value.reasons), value.t0, value.t1, SOURCES.get(value.source, value.source),
            value.n_beats, value.n_pairs, value.n_breaths, value.pct_flagged, value.coverage,
            value.se, value.at_most, remarks,
        )  # fmt: skip
    on_zone = joined(zone_remarks(results, tick))
    errors = {"zone_a": tick.zone.sa, "zone_v": tick.zone.sv}
    for name, (attribute, unit) in ZONE_VALUES.items():
        number = getattr(tick.zone, attribute)
        status = Status.MISSING if number is None else Status.OK
        reasons = joined(tick.zone.change_reasons if name == "change" else tick.zone.reasons)
        yield (
            tick.person, t, tick.run, name, number, unit, status, reasons, None, None, "",
            None, None, None, None, None, errors.get(name), None, on_zone,
        )  # fmt: skip


def ticks_table(results: SessionResults) -> Table:
    """Return every index at every tick as it was published: the authoritative values."""
    rows = [row for tick in by_time(results.ticks) for row in _tick_rows(results, tick)]
    return Table.from_rows("ticks", columns.TICKS, rows)


def _zone_cells(results: SessionResults, tick: Tick) -> tuple[Any, ...]:
    zone = tick.zone
    return (
        zone.state, zone.params_hash, zone.baseline_id, zone.substate, zone.provisional,
        zone.held, zone.hr_only, joined(zone.reasons), joined(zone.confounds),
        joined(zone_remarks(results, tick)),
    )  # fmt: skip


def zones_table(results: SessionResults) -> Table:
    """Return the runs of consecutive ticks that say the same about the zone."""
    rows = []
    ordered = sorted(results.ticks, key=lambda tick: (tick.person, tick.run, tick.t))
    position = {id(tick): i for i, tick in enumerate(ordered)}
    keyed = groupby(
        ordered,
        # t minus position is constant while ticks follow each other without a hole
        key=lambda tick: (
            tick.person,
            tick.run,
            tick.t - position[id(tick)],
            _zone_cells(results, tick),
        ),
    )
    for (person, _, _, cells), group in keyed:
        ticks = list(group)
        rows.append((person, float(ticks[0].t), float(len(ticks)), *cells))
    rows.sort(key=lambda row: (row[1], row[0]))
    return Table.from_rows("zones", columns.ZONES, rows)


def _zone_of(ticks: Sequence[Tick]) -> str:
    if not ticks:
        return ""
    zone, seconds = Counter(tick.zone.state for tick in ticks).most_common(1)[0]
    return zone if seconds > len(ticks) / 2 else "mixed"


def _difference(window: WindowSummary, key: str) -> float | None:
    ours = getattr(window, columns.WINDOW_NEUROKIT[key])
    theirs = window.neurokit.get(key)
    return None if ours is None or theirs is None else ours - theirs


def _neurokit_cells(window: WindowSummary, keys: Sequence[str]) -> Iterator[float | None]:
    for key in keys:
        yield window.neurokit.get(key)
        if key in columns.WINDOW_NEUROKIT:
            yield _difference(window, key)


def windows_table(results: SessionResults) -> Table:
    """Return the window summaries with the zone and events of each window."""
    extra = {key for window in results.windows for key in window.neurokit}
    keys = (*columns.WINDOW_NEUROKIT, *sorted(extra - set(columns.WINDOW_NEUROKIT)))
    fields = (
        *columns.WINDOWS,
        *(field for key in keys for field in columns.neurokit_fields(key)),
        REMARKS,
    )
    ticks: dict[str, list[Tick]] = {}
    for tick in by_time(results.ticks):
        ticks.setdefault(tick.person, []).append(tick)
    times = {person: [tick.t for tick in mine] for person, mine in ticks.items()}
    number: Counter[str] = Counter()
    rows = []
    for w in sorted(results.windows, key=lambda w: (w.t0, w.person)):
        number[w.person] += 1
        low, high = w.hf_band_hz or (None, None)
        first, stop = (bisect_right(times.get(w.person, ()), t) for t in (w.t0, w.t1))
        inside = ticks.get(w.person, [])[first:stop]
        remarks = dict.fromkeys(("ultra_short",) if w.t1 - w.t0 < 60 else ())
        remarks |= dict.fromkeys(results.settings.marks)
        for tick in inside:
            remarks |= dict.fromkeys(zone_remarks(results, tick))
        rows.append((
            f"{w.person}-w{number[w.person]:04d}", w.person, w.t0, w.t1, w.n_beats,
            min(max(w.pct_valid, 0.0), 100.0), w.hr_mean_bpm, w.rr_mean_ms, w.rmssd_ms,
            w.sdnn_ms, w.rsa_p2t_ms, w.rsa_hf_ln_ms2, low, high, w.resp_rate_bpm,
            w.resp_in_band, joined(w.hf_reasons), _zone_of(inside),
            active_codes(results.events, w.t0, w.t1), bool(w.exclude_reason), w.exclude_reason,
            joined(w.reservations),
            *_neurokit_cells(w, keys), joined(remarks),
        ))  # fmt: skip
    return Table.from_rows("windows", fields, rows)
