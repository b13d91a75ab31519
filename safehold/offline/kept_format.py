"""What the first stage found, as arrays and plain JSON and back: no code is in it, so none is run.

Numbers keep every bit. What comes again and again - reasons, qualities - stands once, and seconds
name it by its place; what is rare - notices, breath holds, troubles of a strap - is a line each.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from processing.clock.grid import RESP_GRID_HZ
from processing.signals.beats import DetectedBeat
from processing.signals.respiration import BreathCycle
from processing.zones.found import BeltSecond, HeartSecond, Second
from safehold.core.canonical import build, plain
from safehold.core.conditions import RrTrouble, Segment
from safehold.core.messages import from_json, to_json
from safehold.core.reasons import Reason
from safehold.core.types import Event, Level, Notice, Role

Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")


class _Words:
    """Plain JSON values that come again and again, each with a number."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def number(self, value: Any) -> int:
        return self.known.setdefault(json.dumps(value), len(self.known))


def to_arrays(seconds: Sequence[Second]) -> Arrays:
    """Return what was found as arrays without objects."""
    words = _Words()
    hearts = [s.heart for s in seconds if s.heart is not None]
    belts = [s.belt for s in seconds if s.belt is not None]
    blocks = [block for heart in hearts for block in heart.blocks]
    beats = [beat for block in blocks for beat in block]
    spans = [span for heart in hearts for span in heart.covered]
    segments = [segment for heart in hearts for segment in heart.segments]
    cycles = [cycle for belt in belts for cycle in belt.cycles]
    grids = [grid for belt in belts for grid in belt.grids]
    troubles = [
        [k, [t.t0, t.t1, t.reason, int(t.effect)]]
        for k, heart in enumerate(hearts)
        for t in heart.troubles
    ]
    said = [
        [k, row, _said(item)]
        for k, second in enumerate(seconds)
        for row, items in enumerate((second.held, second.notices))
        for item in items
    ]
    arrays = {
        "second": _table(
            [
                (
                    s.t, s.heart is not None, s.belt is not None, s.stalled, Role.ECG in s.turned,
                    Role.RESPIRATION in s.turned, words.number(plain(s.quality)),
                )
                for s in seconds
            ],
            7,
        ),
        "heart": _table(
            [
                (h.first, len(h.blocks), len(h.covered), len(h.segments), h.low_rate)
                for h in hearts
            ],
            5,
        ),
        "heart_open_s": np.array([h.open_s for h in hearts]),
        "block": np.array([len(block) for block in blocks], dtype=np.int64),
        "beat": _numbers([(b.time, b.rr_ms, b.height) for b in beats], 3),
        "beat_is": _table([(b.beat_ok, b.reanchored) for b in beats], 2),
        "covered": _numbers(spans, 2),
        "segment": _table([(s.start, words.number(s.reasons)) for s in segments], 2),
        "belt": _table(
            [(len(b.cycles), len(b.grids), words.number(b.reasons)) for b in belts], 3
        ),
        "belt_open_since": _numbers([(b.open_since,) for b in belts], 1),
        "cycle": _numbers([(*c.times, c.amplitude, c.vote) for c in cycles], 5),
        "cycle_reasons": np.array([words.number(c.reasons) for c in cycles], dtype=np.int64),
        "grid_at": np.array([at for at, _ in grids], dtype=np.int64),
        "grid": np.array([values for _, values in grids]).reshape(-1, RESP_GRID_HZ),
    }  # fmt: skip
    rest = {"words": list(words.known), "troubles": troubles, "said": said}
    arrays["rest"] = np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8)
    return arrays


def from_arrays(arrays: Arrays) -> list[Second]:
    """Return what :func:`to_arrays` made arrays of.

    Raises
    ------
    ValueError, TypeError, LookupError
        For arrays that are none of it.
    """
    rest = json.loads(arrays["rest"].tobytes())
    words = [json.loads(word) for word in rest["words"]]
    reasons = [_if_reasons(word) for word in words]
    said: dict[tuple[int, int], list[Any]] = {}
    for k, row, item in rest["said"]:
        said.setdefault((k, row), []).append(_said_again(item))
    hearts, belts = _hearts(arrays, reasons, rest["troubles"]), _belts(arrays, reasons)
    seconds = []
    for k, row in enumerate(arrays["second"].tolist()):
        t, has_heart, has_belt, stalled, heart_turned, belt_turned, quality = row
        turned = [Role.ECG] * heart_turned + [Role.RESPIRATION] * belt_turned
        seconds.append(
            Second(
                t,
                next(hearts) if has_heart else None,
                next(belts) if has_belt else None,
                tuple(said.get((k, 0), ())),
                tuple(said.get((k, 1), ())),
                tuple((i, q, tuple(map(Reason, why))) for i, q, why in words[quality]),
                frozenset(turned),
                bool(stalled),
            )
        )
    if next(hearts, None) is not None or next(belts, None) is not None:
        raise ValueError("seconds are missing")
    return seconds


def _hearts(
    arrays: Arrays, reasons: list[tuple[Reason, ...]], troubles: list[Any]
) -> Iterator[HeartSecond]:
    told: dict[int, list[RrTrouble]] = {}
    for k, row in troubles:
        told.setdefault(k, []).append(build(RrTrouble, dict(zip(_TROUBLE, row, strict=True))))
    beats = (
        DetectedBeat(time, rr, ok, again, height)
        for (time, rr, height), (ok, again) in zip(
            _rows(arrays["beat"]), arrays["beat_is"].astype(bool).tolist(), strict=True
        )
    )
    blocks = (tuple(_take(beats, n)) for n in arrays["block"].tolist())
    spans = ((begin, end) for begin, end in arrays["covered"].tolist())
    segments = (Segment(at, reasons[why]) for at, why in arrays["segment"].tolist())
    counts = zip(arrays["heart"].tolist(), arrays["heart_open_s"].tolist(), strict=True)
    for k, ((first, n, covered, judged, low), open_s) in enumerate(counts):
        yield HeartSecond(
            first=first,
            blocks=tuple(_take(blocks, n)),
            covered=tuple(_take(spans, covered)),
            segments=tuple(_take(segments, judged)),
            troubles=tuple(told.get(k, ())),
            low_rate=bool(low),
            open_s=open_s,
        )


def _belts(arrays: Arrays, reasons: list[tuple[Reason, ...]]) -> Iterator[BeltSecond]:
    cycles = (
        BreathCycle(a, p, e, depth, reasons[why], vote)
        for (a, p, e, depth, vote), why in zip(
            arrays["cycle"].tolist(), arrays["cycle_reasons"].tolist(), strict=True
        )
    )
    grids = zip(arrays["grid_at"].tolist(), arrays["grid"], strict=True)
    for (n, m, why), (since,) in zip(
        arrays["belt"].tolist(), _rows(arrays["belt_open_since"]), strict=True
    ):
        yield BeltSecond(tuple(_take(cycles, n)), since, reasons[why], tuple(_take(grids, m)))


_TROUBLE = ("t0", "t1", "reason", "effect")


def _take(things: Iterator[T], n: int) -> list[T]:
    found = list(itertools.islice(things, n))
    if len(found) < n:
        raise ValueError("rows are missing")
    return found


def _table(rows: Sequence[tuple[int, ...]], width: int) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def _numbers(rows: Sequence[tuple[float | None, ...]], width: int) -> NDArray[np.float64]:
    """Return rows of numbers, NaN for None."""
    return np.array(rows, dtype=np.float64).reshape(-1, width)


def _rows(table: NDArray[Any]) -> list[list[Any]]:
    """Return rows of numbers, None for NaN."""
    none: Callable[[float], float | None] = lambda x: x if x == x else None  # noqa: E731
    return [[none(x) for x in row] for row in table.tolist()]


def _if_reasons(word: list[Any]) -> tuple[Reason, ...]:
    """Return reasons; none where a word is a quality."""
    return tuple(map(Reason, word)) if all(isinstance(item, str) for item in word) else ()


def _said(item: Event | Notice) -> dict[str, Any]:
    if isinstance(item, Event):
        return {"event": plain(item)}
    notice = [item.level, item.code, item.message, item.person, item.stream_id, item.t]
    return {"notice": [*notice, item.duration], "words": to_json(item.message, coded=False)}


def _said_again(told: dict[str, Any]) -> Event | Notice:
    if "event" in told:
        found: Event = build(Event, told["event"])
        return found
    level, code, text, person, stream_id, t, duration = told["notice"]
    words = from_json(told["words"], text)
    return Notice(Level(level), code, words, person, stream_id, t, duration)
