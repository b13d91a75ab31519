"""The tables of event-locked windows: one row a window, and their means per code."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from recordings.tidy.schema import PARTICIPANT, Field, flag, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.results import EventEpoch, SessionResults

_SEE = "see exclude_reason"
_AXIS = "no baseline, or not valid: see exclude_reason"
_FAR = {"a": 60, "v": 70}
_NO_PRE = "it, or the value before the event, is missing"
_NO_MATCH = "no valid change, or fewer than three matched moments; only in post rows"
_REGRESSION = (
    "falls by itself after high and rises after low values (regression to the mean): never "
    "without the adjusted change"
)

MEASURES: tuple[tuple[Field, Callable[[EventEpoch], float | None]], ...] = (
    (number("hr_mean_bpm", "1/min", "mean heart rate", missing=_SEE),
     lambda e: e.window.hr_mean_bpm),
    (number("rmssd_ms", "ms", "RMSSD", decimals=6, missing=_SEE), lambda e: e.window.rmssd_ms),
    (number("rsa_p2t_ms", "ms", "median peak-to-trough RSA", decimals=6, missing=_SEE),
     lambda e: e.window.rsa_p2t_ms),
    (number("rsa_hf_ln_ms2", "ln ms^2", "ln high-frequency power of heart period", decimals=6,
            missing="shorter than 60 s, or not valid"), lambda e: e.window.rsa_hf_ln_ms2),
    (number("resp_rate_bpm", "1/min", "respiration rate", missing=_SEE),
     lambda e: e.window.resp_rate_bpm),
    (number("a_z", "z", "mean arousal axis, from the beats in the window", decimals=4,
            missing=_AXIS), lambda e: e.a),
    (number("v_z", "z", "mean vagal axis, from the beats and breaths in the window", decimals=4,
            missing=_AXIS), lambda e: e.v),
)  # fmt: skip


def _differences() -> Iterator[Field]:
    for field, _ in MEASURES:
        yield number(
            f"d_{field.name}", field.unit, f"{field.name} minus that of the pre window; "
            + _REGRESSION, decimals=field.decimals, missing=_NO_PRE,
        )  # fmt: skip


def _matched_fields() -> Iterator[Field]:
    for axis in "av":
        yield number(f"{axis}_from_level_z", "z", f"mean {axis} 10 to {_FAR[axis]} s after the "
                     "onset minus its level in the last 3 s", decimals=4,
                     missing=_NO_MATCH)  # fmt: skip
        yield number(f"{axis}_controls_z", "z", "mean of the same over the matched moments, "
                     "without what events after them added", decimals=4, missing=_NO_MATCH,
                     how="methods 5.1")  # fmt: skip
        yield number(f"{axis}_adjusted_z", "z", f"{axis}_from_level_z minus {axis}_controls_z; "
                     "matched moments may differ in all but their level", decimals=4,
                     missing=_NO_MATCH, how="methods 5.1")  # fmt: skip
        yield integer(f"{axis}_n_controls", "matched moments", missing=_NO_MATCH)


EPOCHS = (
    text("event_id", "the event"),
    text("code", "its code"),
    PARTICIPANT,
    text("phase", "before, while or after it", allowed="pre;during;post"),
    seconds("win_start_s", "start of the window: 60 s before the onset, the onset, or the end"),
    seconds("win_end_s", "end of the window"),
    flag("truncated", "1 when the recording begins or ends inside of it"),
    flag("overlaps_other", "1 when another event of the same code touches it"),
    integer("n_beats", "usable intervals in the window"),
    number("pct_valid", "%", "usable time of the window, 0-100", decimals=2),
    *(field for field, _ in MEASURES),
    *(number(f"{axis}_se_z", "z", f"standard error of {axis}_z, that of the baseline included",
             decimals=4, missing=_AXIS) for axis in "av"),
    *_differences(),
    *_matched_fields(),
    text("exclude_reason", "why an index of the window is missing",
         missing="every index but HF is valid"),
    text("reservations", "with what reservations the valid indices other than HF stand, codes "
         "joined by ';'", missing="none"),
)  # fmt: skip


def epochs_table(results: SessionResults) -> Table:
    """Return every person before, during and after every event."""
    before = {(e.event_id, e.window.person): e for e in results.epochs if e.phase == "pre"}
    rows = [
        _row(epoch, before.get((epoch.event_id, epoch.window.person)))
        for epoch in sorted(
            results.epochs, key=lambda e: (e.window.t0, e.window.t1, e.event_id, e.window.person)
        )
    ]
    return Table.from_rows("epochs", EPOCHS, rows)


def _row(epoch: EventEpoch, pre: EventEpoch | None) -> tuple[Any, ...]:
    window = epoch.window
    values = [value(epoch) for _, value in MEASURES]
    usual = [None] * len(values) if pre is None else [value(pre) for _, value in MEASURES]
    changes = [
        None if epoch is pre or one is None or two is None else one - two
        for one, two in zip(values, usual, strict=True)
    ]
    return (
        epoch.event_id, epoch.code, window.person, epoch.phase, window.t0, window.t1,
        epoch.truncated, epoch.overlaps_other, window.n_beats, window.pct_valid, *values,
        epoch.a_se, epoch.v_se, *changes, *_matched(epoch), window.exclude_reason,
        joined(window.reservations),
    )  # fmt: skip


def _matched(epoch: EventEpoch) -> Iterator[float | int | None]:
    for axis in "av":
        found = epoch.matched.get(axis)
        if found is None:
            yield from (None, None, None, None)
        else:
            change, control, n = found
            yield from (change, control, change - control, n)


GRAND_AVERAGES = (
    text("code", "event code"),
    PARTICIPANT,
    text("phase", "before, while or after the events", allowed="pre;during;post"),
    text("measure", "column of epochs", allowed=";".join(f.name for f, _ in MEASURES)),
    text("unit", "unit of the mean"),
    integer("n_events", "events with a valid value, windows cut by the recording left out"),
    number("mean", "see unit", "mean over those events; the table describes, it does not test",
           decimals=6, missing="no event with a valid value"),
    number("sd", "see unit", "standard deviation (n - 1) over those events", decimals=6,
           missing="fewer than two events with a valid value"),
)  # fmt: skip


def grand_averages_table(results: SessionResults) -> Table:
    """Return the mean of every measure before, during and after the events of each code."""
    groups: dict[tuple[str, str, str], list[EventEpoch]] = {}
    for epoch in results.epochs:
        groups.setdefault((epoch.code, epoch.window.person, epoch.phase), []).append(epoch)
    order = {"pre": 0, "during": 1, "post": 2}
    rows = []
    for code, person, phase in sorted(groups, key=lambda k: (k[0], k[1], order[k[2]])):
        whole = [e for e in groups[code, person, phase] if not e.truncated]
        for field, value in MEASURES:
            known = [found for e in whole if (found := value(e)) is not None]
            rows.append((code, person, phase, field.name, field.unit, *_summary(known)))
    return Table.from_rows("grand_averages", GRAND_AVERAGES, rows)


def _summary(values: Sequence[float]) -> tuple[int, float | None, float | None]:
    mean = float(np.mean(values)) if values else None
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else math.nan
    return len(values), mean, sd if math.isfinite(sd) else None
