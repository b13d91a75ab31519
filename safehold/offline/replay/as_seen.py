"""What a session showed while it ran, as its recording holds it: nothing is computed anew.

The live engine published every tick, as canonical JSON, and the recorder took it. All ticks are
read at once as the rows that plots draw; the one that stood in the window at a moment is made
whole when somebody goes there.
"""

from __future__ import annotations

import json
import math
import pickle
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.xdf.xdf_reader import XdfStream
from safehold.core.canonical import MisfitError, build
from safehold.core.settings import PIPELINE_DELAY_S, EngineSettings
from safehold.core.types import (
    ZONE_CODES,
    Boundary,
    Change,
    FloatArray,
    Mark,
    Tick,
    ZoneName,
)
from safehold.files.recorder_notes import RECORDER_STREAM
from safehold.offline.inputs import RunInputs, used_times
from safehold.offline.recorded_span import recorded_span
from safehold.offline.recording import Recording
from safehold.session.person_view import CHANGE_SIGNS, TREND_COLUMNS, trend_row

INDICES = ("hr", "rmssd", "ln_rmssd", "p2t", "resp_rate")
TICKS = "safehold-ticks"
"""Type of the stream of ticks."""
NUMBERS = ("a", "v", "sa", "sv", "change")


NOT_OURS = (
    KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
"""What a text that is no tick may raise on its way into a row."""


class SeenTicks:
    """One person's ticks in the order of their seconds.

    Parameters
    ----------
    seconds : sequence of int
        Session seconds, ascending.
    rows : ndarray of float32, shape (n, n_columns)
        As :data:`safehold.session.model.TREND_COLUMNS` has them.
    told : sequence
        Each tick, or what :func:`whole_tick` makes one of.
    """

    def __init__(
        self,
        seconds: Sequence[int] = (),
        rows: NDArray[np.float32] | None = None,
        told: Sequence[Tick | str | bytes] = (),
    ) -> None:
        self.seconds = list(seconds)
        self.rows = _no_rows() if rows is None else rows
        self._told = list(told)

    def at(self, t: float) -> Tick | None:
        """Return the tick that was on show at session time ``t``, s; None before the first."""
        place = self.place(t)
        return None if place < 0 else self._whole(place)

    def place(self, t: float) -> int:
        """Return which tick was on show at session time ``t``, s; -1 before the first."""
        return bisect_right(self.seconds, t - PIPELINE_DELAY_S) - 1

    def take(self, ticks: Iterable[Tick]) -> None:
        """Add ticks that come after those that are there."""
        new = list(ticks)
        self.seconds += [tick.t for tick in new]
        self._told += new
        rows = np.array([trend_row(tick) for tick in new], dtype=np.float32)
        self.rows = np.concatenate([self.rows, rows.reshape(-1, len(TREND_COLUMNS))])

    def _whole(self, place: int) -> Tick | None:
        told = self._told[place]
        if isinstance(told, str | bytes):
            tick = whole_tick(told)
            if tick is None:
                return None
            self._told[place] = told = tick
        return told

    def excursions(self) -> list[float]:
        """Return the session times at which a zone other than the own range begins."""
        states = self.rows[:, TREND_COLUMNS.index("state")]
        away = np.isin(states, [ZONE_CODES[ZoneName.HIGH], ZONE_CODES[ZoneName.LOW]])
        begins = away & np.r_[True, states[1:] != states[:-1]]
        return [float(self.seconds[place]) for place in np.flatnonzero(begins)]


def whole_tick(told: str | bytes) -> Tick | None:
    """Return a tick from its JSON, or from what this program packed; None for neither."""
    if isinstance(told, bytes):
        made: Tick = pickle.loads(told)  # from our own process, nobody else
        return made
    try:
        built: Tick = build(Tick, json.loads(told))
    except (MisfitError, ValueError):
        return None
    return built


def seen_ticks(streams: Iterable[XdfStream], people: Sequence[str]) -> dict[str, SeenTicks]:
    """Return everybody's ticks as they were published; without any where none was recorded.

    A second that was published twice (the workbench was started again in it) counts as the later
    run has it.
    """
    texts = [
        text
        for stream in streams
        if stream.header.type == TICKS
        for text, *_ in stream.values
        if isinstance(text, str)
    ]
    places: dict[str, list[int]] = {person: [] for person in people}
    rows = np.empty((len(texts), len(TREND_COLUMNS)))
    runs = np.zeros(len(texts), dtype=np.int64)
    for place, text in enumerate(texts):
        try:
            tick = json.loads(text)
            if [type(tick[name]) for name in ("run", "person", "t")] != [int, str, int]:
                continue
            rows[place], runs[place] = _row(tick), tick["run"]
            places[tick["person"]].append(place)
        except NOT_OURS:
            continue
    return {
        person: _in_order(rows[at], runs[at], [texts[place] for place in at])
        for person, at in places.items()
    }


def _in_order(rows: FloatArray, runs: NDArray[np.int64], texts: Sequence[str]) -> SeenTicks:
    """Return one person's ticks by their seconds, each second once."""
    order = np.lexsort((runs, rows[:, 0]))
    seconds = rows[order, 0]
    order = order[np.r_[seconds[1:] != seconds[:-1], True][: order.size]]
    kept = rows[order]
    return SeenTicks(
        kept[:, 0].astype(np.int64).tolist(),
        kept.astype(np.float32),
        [texts[place] for place in order.tolist()],
    )


def _row(tick: dict[str, Any]) -> tuple[float, ...]:
    """Return a tick's JSON as :func:`safehold.session.model.trend_row` returns the tick."""
    values = {item["name"]: item["value"] for item in tick["indices"]}
    zone = tick["zone"]
    a, v, sa, sv, change = (_number(zone.get(name)) for name in NUMBERS)
    return (
        float(tick["t"]),
        *(_number(values.get(name)) for name in INDICES),
        a,
        v,
        (a - v) / 2,
        sa,
        sv,
        float(ZONE_CODES[zone["state"]]),
        float(zone["held"]),
        change,
        CHANGE_SIGNS[Change(zone.get("changed", ""))],
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _no_rows() -> NDArray[np.float32]:
    return np.empty((0, len(TREND_COLUMNS)), dtype=np.float32)


def last_tick(recording: Recording) -> float:
    """Return the session time of the last tick that was published, s; -inf without any."""
    ticks = [s.stamps[np.isfinite(s.stamps)] for s in recording.streams if s.header.type == TICKS]
    last = max((float(stamps.max()) for stamps in ticks if stamps.size), default=-math.inf)
    return last - recording.session_zero


def seen_span(recording: Recording) -> tuple[float, float]:
    """Return the first and last session time that there is, s: of ticks and used samples.

    A sample that is stamped later than anything came (its clock jumped) ends no session, where
    ticks or the recorder's notes say how far it went.
    """
    begin, last = float(recording.runs[0].run.first_tick - 1), last_tick(recording)
    noted = any(s.header.name == RECORDER_STREAM and s.stamps.size for s in recording.streams)
    latest = math.inf
    if noted or math.isfinite(last):
        latest = recorded_span(recording.streams, recording.session_zero, last).last
    end = max(begin, last + 1)
    for inputs in recording.runs:
        for used in inputs.streams:
            times = used_times(inputs.run, used)
            came = np.isfinite(times) & (times <= latest)
            end = max(end, float(np.max(times, initial=end, where=came)))
    return begin, end


def marks_in_order(marks: Iterable[Mark]) -> list[tuple[float, Mark]]:
    """Return marks as they were made, each with the session time at which it was seen, s."""
    found: list[tuple[float, Mark]] = []
    for mark in marks:
        before = found[-1][0] if found else -math.inf
        found.append((max(before, _made_at(mark)), mark))
    return found


def _made_at(mark: Mark) -> float:
    """Return the session time at which a mark was made, s."""
    event = mark.event
    if mark.at is not None:
        return mark.at
    if mark.boundary is Boundary.STOP and event.duration is not None:
        return event.onset + event.duration
    return event.onset if event.t_entered is None else max(event.onset, event.t_entered)


def settings_at(runs: Sequence[RunInputs], person: str, t: float) -> EngineSettings:
    """Return the settings that were in force for a person at a session time, s."""
    settings = runs[0].run.settings
    for inputs in runs:
        for item in inputs.run.parameters:
            if item.person == person and (item.act_from or 0) + PIPELINE_DELAY_S <= t:
                settings = replace(settings, zones=item.zones, baseline=item.baseline)
    return settings


def turned_at(runs: Sequence[RunInputs], t: float) -> dict[str, bool]:
    """Return which streams were read upside down at a session time, s, by stream id."""
    turned = {spec.stream_id: spec.inverted for spec in runs[0].run.streams}
    for inputs in runs:
        for turn in inputs.run.turns:
            if (turn.act_from or 0) <= t:
                turned[turn.stream_id] = turn.inverted
    return turned
