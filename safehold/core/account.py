"""Every second of every stream of a session: received, missing and where, dropped by us.

Made from the receipts of the parts of a recording, which are made from the files alone. The
receipt, ``safehold check``, the report, the export and the home page all show these figures.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from safehold.core.messages import NOTHING, Message, joined, verbatim

MISSING_S: Final = 2.0
"""Senders deliver in packets and open in their own time: less than this is shown, not told."""
SHOWN_S: Final = 0.05
"""Less than this is nothing when figures have one decimal."""
_OVERLAP_S: Final = 1.0
_CLOCKS_APART_S: Final = 60.0
"""LSL's clock starts over with the computer: then the files' dates tell the time between parts."""
OWN_PREFIX: Final = "safehold-"


def is_own(stream: Mapping[str, Any]) -> bool:
    """Tell whether a stream is one that safehold itself sends."""
    return str(stream["name"]).startswith(OWN_PREFIX)


def duration_text(seconds: float) -> Message:
    """Return a length of time: ``4.2 s``, ``7:07``, ``1:02:03``."""
    if seconds < 59.95:
        return Message("{seconds:.1f} s", code="seconds", seconds=seconds)
    return minutes_text(seconds)


def minutes_text(seconds: float) -> Message:
    """Return a time: ``0:04``, ``7:07``, ``1:02:03``."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return verbatim(f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}")


@dataclass(frozen=True, slots=True)
class StreamAccount:
    """One stream from start to stop, over all parts of the recording."""

    name: str
    type: str
    source_id: str
    own: bool
    """True for a stream that safehold itself sends."""
    covers: str
    """``stamps``, ``intervals`` (RR), or empty: events, of which no time can be missing."""
    stream_ids: tuple[tuple[str, int], ...]
    """File and id of what it is made of."""
    n_samples: int
    span_s: float
    """From start to stop, s; the next four add up to it."""
    received_s: float | None
    before_s: float | None
    """Missing before the first sample; this and the next two are None where only the length is
    known, since the stream's clock was never compared with the computer's."""
    between_s: float | None
    after_s: float | None
    dropped_s: float
    """Of what is missing: given up by us while the disk was full."""
    n_sent_lost: int | None
    """Samples lost on the way, by the sender's own counter; None where it has none."""

    @property
    def missing_s(self) -> float:
        """Time that is missing, s; 0 for a stream of events."""
        return 0.0 if self.received_s is None else max(0.0, self.span_s - self.received_s)

    @property
    def is_missing(self) -> bool:
        """True where so much of a sensor is missing that it is said."""
        return not self.own and self.missing_s >= MISSING_S

    @property
    def received_text(self) -> Message:
        """``7:07 of 12:38``; empty for events."""
        if self.received_s is None:
            return NOTHING
        return Message(
            "{time} of {whole}",
            code="time_of_whole",
            time=duration_text(self.received_s),
            whole=duration_text(self.span_s),
        )

    def where(self) -> Message:
        """Return where time is missing, in words; empty where nothing is."""
        if self.before_s is None or self.between_s is None or self.after_s is None:
            return Message(
                "its clock was never compared with this computer's",
                code="clock_never_compared",
            )
        parts = (
            (
                self.before_s,
                Message(
                    "{time} before the first sample",
                    code="missing_before_first_sample",
                    time=duration_text(self.before_s),
                ),
            ),
            (
                self.between_s,
                Message(
                    "{time} between samples",
                    code="missing_between_samples",
                    time=duration_text(self.between_s),
                ),
            ),
            (
                self.after_s,
                Message(
                    "{time} after the last sample",
                    code="missing_after_last_sample",
                    time=duration_text(self.after_s),
                ),
            ),
        )
        return joined(", ", (text for seconds, text in parts if seconds >= SHOWN_S))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every second of a session."""

    streams: tuple[StreamAccount, ...]
    """Sensors first, then streams of events, then our own."""
    span_s: float
    """From the first start to the last stop, the time between parts included, s."""
    pauses_s: float
    """Time between the parts: nothing was recorded."""
    start_known: bool
    stop_known: bool

    @property
    def sensors(self) -> tuple[StreamAccount, ...]:
        """Streams of sensors that cover time."""
        return tuple(s for s in self.streams if s.covers and not s.own)

    @property
    def missing(self) -> tuple[StreamAccount, ...]:
        """Sensors of which time is missing, the worst first."""
        found = [s for s in self.sensors if s.is_missing]
        return tuple(sorted(found, key=lambda s: -s.missing_s))

    def stream(self, name: str, type_: str, source_id: str) -> StreamAccount | None:
        """Return the account of a stream by its header's words, or None."""
        wanted = (name, type_, source_id)
        found = [s for s in self.streams if (s.name, s.type, s.source_id) == wanted]
        return found[0] if found else None

    def worst(self) -> Message:
        """Return in one sentence what is missing most; empty where nothing is."""
        if not self.missing:
            return NOTHING
        one = self.missing[0]
        got, whole = duration_text(one.received_s or 0.0), duration_text(one.span_s)
        if len(self.missing) == 1:
            return Message(
                "{name} delivered {got} of {whole}",
                code="delivered_part",
                name=one.name,
                got=got,
                whole=whole,
            )
        if early := self._ended_together():
            return Message(
                "{n_sensors} sensors, all there were, ended {time} before the recording did",
                code="sensors_ended_together",
                n_sensors=len(self.sensors),
                time=duration_text(early),
            )
        n_missing, n_sensors = len(self.missing), len(self.sensors)
        return Message(
            "{n_missing} of {n_sensors} sensors did not deliver all the time; the "
            "worst, {name}, delivered {got} of {whole}",
            code="sensors_did_not_deliver",
            n_missing=n_missing,
            n_sensors=n_sensors,
            name=one.name,
            got=got,
            whole=whole,
        )

    def _ended_together(self) -> float:
        """Return how long before the recording all sensors ended at one time, s; 0 if not so.

        Nothing else is missing then: they were switched off, or their programs closed, and the
        recording went on.
        """
        after = [s.after_s for s in self.sensors if s.after_s is not None]
        alone = all(
            s.after_s is not None and s.missing_s - s.after_s < MISSING_S and s.dropped_s < SHOWN_S
            for s in self.sensors
        )
        together = alone and max(after) - min(after) < MISSING_S
        return min(after) if together and min(after) >= SHOWN_S else 0.0

    def remarks(self) -> list[Message]:
        """Return what should be known of the account, the worst first."""
        said: list[Message] = [
            Message(
                "{name}: {time} missing: {where}",
                code="time_missing",
                name=s.name,
                time=duration_text(s.missing_s),
                where=s.where(),
            )
            for s in self.missing
        ]
        if self.pauses_s >= MISSING_S:
            said.append(
                Message(
                    "nothing was recorded for {time} between parts",
                    code="pause_between_parts",
                    time=duration_text(self.pauses_s),
                )
            )
        if not self.start_known:
            said.append(
                Message(
                    "the file does not say when the recording was started: counted from "
                    "the first sample of any stream",
                    code="start_not_known",
                )
            )
        if not self.stop_known:
            said.append(
                Message(
                    "the file does not say when the recording was stopped: counted to "
                    "the last sample of any stream",
                    code="stop_not_known",
                )
            )
        return said


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the check of a session found, for the report and the exports."""

    account: Account
    wrong: tuple[Message, ...] = ()
    """What was lost by us, is damaged or was changed; empty when the session passes."""
    remarks: tuple[Message, ...] = ()
    withdrawn: bool = False
    """A participant withdrew, and files were rewritten without them."""
    changed: tuple[Message, ...] = ()
    """Of `wrong`: what was changed since it was recorded."""
    head: str = ""
    """Head of the session's chain of hashes; empty where there is none."""

    @property
    def whole(self) -> bool:
        """True when the session passes and no sensor is missing time worth saying."""
        return not self.wrong and not self.account.missing

    @property
    def headline(self) -> Message:
        """The worst of it in one sentence."""
        return verdict_line(self.account, self.wrong, withdrawn=self.withdrawn)


def verdict_line(account: Account, wrong: Sequence[str], *, withdrawn: bool = False) -> Message:
    """Return the worst of a session in one sentence: our own losses and damage come first."""
    worst = account.worst()
    if wrong and worst:
        return Message(
            "Not everything is as it should be: {wrong}. Besides, {worst}.",
            code="not_as_it_should_be_besides",
            wrong=wrong[0],
            worst=worst,
        )
    if wrong:
        return Message(
            "Not everything is as it should be: {wrong}.",
            code="not_as_it_should_be",
            wrong=wrong[0],
        )
    if worst:
        return Message(
            "{worst}. The recorder kept everything that reached it.",
            code="recorder_kept_everything",
            worst=worst,
        )
    if withdrawn:
        return Message(
            "Nothing is missing. A participant withdrew since: see the note.",
            code="nothing_missing_but_withdrawn",
        )
    if not account.sensors:
        return Message("No sensor was recorded.", code="no_sensor_recorded")
    most_s = max(one.missing_s for one in account.sensors)
    if most_s >= SHOWN_S:
        most = duration_text(most_s)
        return Message(
            "Every sensor delivered from start to stop; at most {most} is missing.",
            code="nearly_nothing_missing",
            most=most,
        )
    return Message(
        "Nothing is missing: every sensor delivered from start to stop.",
        code="nothing_missing",
    )


def account_of(parts: Sequence[Mapping[str, Any]]) -> Account:
    """Return the account of a session from the receipts of its parts, in their order."""
    placed = [part for part in parts if "start_stamp" in part]
    lengths = [max(0.0, part["stop_stamp"] - part["start_stamp"]) for part in placed]
    pauses = [_pause(one, other) for one, other in itertools.pairwise(placed)]
    begins = [sum(lengths[:k]) + sum(pauses[:k]) for k in range(len(placed))]
    whole = sum(lengths) + sum(pauses)
    streams = [
        _stream(pieces, begins, lengths, whole) for pieces in _same_streams(placed).values()
    ]
    streams.sort(key=lambda s: (s.own, not s.covers))
    return Account(
        tuple(streams),
        whole,
        sum(pauses),
        all(part["start_from"] == "recorder" for part in placed[:1]),
        all(part["stop_from"] == "recorder" for part in placed[-1:]),
    )


MAX_TWINS: Final = 50
"""Streams of one identity in one part that are compared with each other."""
_Piece = tuple[int, Mapping[str, Any], str]
"""Number of the part, facts of the stream in it, name of the file."""


def _same_streams(parts: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], list[_Piece]]:
    """Bring together what one sender sent: in several parts, or after a restart of its own.

    Two senders that claim one identity at the same time stay two.
    """
    found: dict[tuple[Any, ...], list[_Piece]] = {}
    for k, part in enumerate(parts):
        twins: Counter[tuple[Any, ...]] = Counter()
        length = part["stop_stamp"] - part["start_stamp"]
        for stream in part["streams"]:
            key: tuple[Any, ...] = (stream["name"], stream["type"], stream.get("source_id", ""))
            twins[key] += 1
            if twins[key] > MAX_TWINS:  # damage, not senders; comparing all takes the square of it
                key = (*key, k, twins[key])
            while any(
                j == k and not _one_after_the_other(other, stream, length)
                for j, other, _ in found.get(key, ())
            ):
                key = (*key, "twin")
            found.setdefault(key, []).append((k, stream, part["file"]))
    return found


def _one_after_the_other(one: Mapping[str, Any], other: Mapping[str, Any], length: float) -> bool:
    keys = ("received_s", "before_s", "after_s")
    if any(stream.get(key) is None for stream in (one, other) for key in keys):
        return False
    received = float(one["received_s"] + other["received_s"])
    edges = float(min(one["before_s"], other["before_s"]) + min(one["after_s"], other["after_s"]))
    return received + edges <= length + _OVERLAP_S


def _stream(
    pieces: Sequence[_Piece], begins: Sequence[float], lengths: Sequence[float], whole: float
) -> StreamAccount:
    first = pieces[0][1]
    covers = next((s["covers"] for _, s, _ in pieces if s["covers"]), "")
    timed = [(k, s) for k, s, _ in pieces if s.get("received_s") is not None]
    received = min(whole, sum(s["received_s"] for _, s in timed)) if covers else None
    with_data = [(k, s) for k, s in timed if s["received_s"] > 0]
    before: float | None = whole if covers else None
    between = after = 0.0 if covers else None
    if any(s["before_s"] is None for _, s in with_data):
        before = between = after = None
    elif received is not None and with_data:
        before = min(begins[k] + s["before_s"] for k, s in with_data)
        after = min(whole - begins[k] - lengths[k] + s["after_s"] for k, s in with_data)
        between = max(0.0, whole - received - before - after)
    lost = [s["n_sent_lost"] for _, s, _ in pieces if s.get("n_sent_lost") is not None]
    return StreamAccount(
        name=str(first["name"]),
        type=str(first["type"]),
        source_id=str(first.get("source_id", "")),
        own=is_own(first),
        covers=covers,
        stream_ids=tuple((file, s["stream_id"]) for _, s, file in pieces),
        n_samples=sum(s["n_samples"] for _, s, _ in pieces),
        span_s=whole,
        received_s=received,
        before_s=before,
        between_s=between,
        after_s=after,
        dropped_s=sum(s.get("dropped_s") or 0.0 for _, s in timed),
        n_sent_lost=sum(lost) if lost else None,
    )


def _pause(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Return the time between two parts, s."""
    by_clock = float(other["start_stamp"] - one["stop_stamp"])
    try:
        begun = datetime.fromisoformat(one["started"])
        by_date = (datetime.fromisoformat(other["started"]) - begun).total_seconds()
    except (KeyError, TypeError, ValueError):
        return max(0.0, by_clock)
    by_date -= float(one["stop_stamp"] - one["start_stamp"])
    if by_clock >= 0 and abs(by_clock - by_date) <= _CLOCKS_APART_S:
        return by_clock
    return max(0.0, float(by_date))
