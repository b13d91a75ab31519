"""Reads the runs of the live engine from a session's journal (:mod:`safehold.files.journal`)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from recordings.folder.journal_file import read_journal
from recordings.folder.json_text import count, number, text
from safehold.core.alarms import AlarmChange
from safehold.core.calibration import BreathingCalibration
from safehold.core.canonical import build, plain
from safehold.core.errors import RecordingCorruptError
from safehold.core.messages import Message, from_beside, said_by
from safehold.core.types import (
    Baseline,
    Boundary,
    ClockOffset,
    Mark,
    MissingTicks,
    Parameters,
    Turn,
)
from safehold.files.engine_run import EngineRun, Rebased


def read_runs(path: Path) -> list[EngineRun]:
    """Return the runs that an engine journal tells of, in order.

    Raises
    ------
    RecordingCorruptError
        When a line does not fit; a cut last line is not an error.
    """
    return runs_of(read_journal(path), str(path))


def runs_of(
    lines: Sequence[Mapping[str, Any]], name: str, problems: list[Message] | None = None
) -> list[EngineRun]:
    """Return the runs that the lines of a journal tell of, in order.

    Parameters
    ----------
    lines : sequence of mapping
        From :func:`recordings.folder.journal_file.read_journal`.
    name : str
        Of the journal, for what is said of it.
    problems : list of Message, optional
        Gets what is not understood, as sentences without a full stop: everything else is used.

    Raises
    ------
    RecordingCorruptError
        Without `problems`: when a line does not fit.
    """
    runs: list[EngineRun] = []
    begun = True
    for line in lines:
        begun = begun or line["kind"] == "start"
        if not begun:
            continue  # of a run whose start is not understood
        try:
            _take(runs, dict(line))
        except (
            KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError,
        ) as error:  # fmt: skip
            why = (
                Message("the key {error} is missing", code="journal_key_missing", error=error)
                if isinstance(error, KeyError)
                else said_by(error)
            )
            said = Message(
                "{name}, line {seq}: {kind!r} is not understood ({why})",
                code="journal_line_not_understood",
                name=name,
                seq=line["seq"],
                kind=line["kind"],
                why=why,
            )
            if problems is None:
                raise RecordingCorruptError(
                    Message("{said}.", said=said),
                    remedy=Message(
                        "The file may come from a newer version of safehold.",
                        code="file_may_come_newer_version",
                    ),
                ) from error
            problems.append(said)
            begun = bool(runs) and line["kind"] != "start"
    return runs


_BUILT: dict[str, tuple[type, str]] = {
    "parameters": (Parameters, "parameters"),
    "turn": (Turn, "turns"),
    "baseline": (Baseline, "new_baselines"),
    "calibration": (BreathingCalibration, "new_calibrations"),
    "alarm": (AlarmChange, "alarms"),
}
"""Lines that hold one value as it is, and where a run keeps them."""


def _take(runs: list[EngineRun], line: dict[str, Any]) -> None:
    kind = line["kind"]
    seq = {"seq", "kind"}
    line = {key: value for key, value in line.items() if key not in seq}
    if kind == "start":
        runs.append(_run(line))
        return
    if not runs:
        raise ValueError(
            Message("it comes before the start of a run", code="stands_before_start_run")
        )
    run = runs[-1]
    _check_names(run, kind, line)
    if kind in ("mark", "acts"):
        _take_mark(run, kind, line)
    elif kind in _BUILT:
        what, attribute = _BUILT[kind]
        getattr(run, attribute).append(_alarm(line) if what is AlarmChange else build(what, line))
    elif kind == "segment":
        run.segments.append(_segment(run, line))
    elif kind == "skip":
        n = line["n"]
        left = None if n is None else count(n)
        run.skips.append((line["stream_id"], count(line["index"]), left))
    elif kind == "offset":
        uncertainty = line.pop("uncertainty")
        line["uncertainty"] = math.nan if uncertainty is None else uncertainty
        item = build(ClockOffset, line)
        count(item.index), number(item.offset)
        run.offsets.append(item)
    elif kind == "stall":
        run.stalls.append(_stall(line))
    elif kind == "rebase":
        run.rebases.append(build(Rebased, line))
    elif kind == "take_up":
        run.taken_up.append((line["stream_id"], text(line["uid"])))
    elif kind == "stop":
        run.used = {key: count(n) for key, n in build(Mapping[str, int], line["used"]).items()}


def _run(line: dict[str, Any]) -> EngineRun:
    line.pop("params_hash", None)
    clocks = line.get("utc_anchor")
    if isinstance(clocks, list):  # an imported file may name no date
        line["utc_anchor"] = [math.nan if clock is None else clock for clock in clocks]
    return _checked(build(EngineRun, line))


def _alarm(line: Mapping[str, Any]) -> AlarmChange:
    """Return a step of an alarm, its words as the messages that were written beside them."""
    alarm = dict(line["alarm"])
    said = alarm.pop("said", None)
    change: AlarmChange = build(AlarmChange, {**line, "alarm": alarm})
    what, remedy = from_beside([change.alarm.what, change.alarm.remedy], said)
    return replace(change, alarm=replace(change.alarm, what=what, remedy=remedy))


def _segment(run: EngineRun, line: Mapping[str, Any]) -> tuple[str, int, float]:
    segment = (line["stream_id"], count(line["index"]), number(line["stamp"]))
    before = [item[1] for item in run.segments if item[0] == segment[0]]
    if before and segment[1] < before[-1]:
        raise ValueError(
            Message(
                "it begins again: the start of a later run is missing",
                code="start_of_run_missing",
            )
        )
    return segment


def _stall(line: dict[str, Any]) -> MissingTicks:
    last = line.pop("last_stamp")
    stall: MissingTicks = build(
        MissingTicks, {**line, "last_stamp": math.nan if last is None else last}
    )
    if not -MAX_TICK < stall.first_tick <= stall.last_tick + 1 < MAX_TICK:
        raise ValueError(Message("its ticks are not valid", code="impossible_ticks"))
    return stall


MAX_TICK: Final = 10**9
"""Seconds of a session, thirty years: what is beyond is damage."""


def _checked(run: EngineRun) -> EngineRun:
    """Return a run whose numbers a session can have.

    Raises
    ------
    ValueError
        When it has others.
    """
    if abs(run.session_zero) > MAX_CLOCK_S or abs(run.first_tick) > MAX_TICK:
        raise ValueError(
            Message(
                ("its session zero or first tick is not a valid time"),
                code="impossible_session_zero",
            )
        )
    ids = [spec.stream_id for spec in run.streams]
    if len(set(ids)) < len(ids) or any(spec.channel < 0 for spec in run.streams):
        raise ValueError(
            Message(("its streams cannot be told apart"), code="streams_not_distinct")
        )
    for spec in run.streams:
        if not 0 <= spec.nominal_rate <= MAX_RATE:
            raise ValueError(
                Message(
                    "{stream_id} has the rate {nominal_rate!r}",
                    code="impossible_rate",
                    stream_id=spec.stream_id,
                    nominal_rate=spec.nominal_rate,
                )
            )
    number(run.utc_anchor[0]), number(run.utc_anchor[1])
    return run


MAX_CLOCK_S: Final = 1e11
MAX_RATE: Final = 1e6


def _check_names(run: EngineRun, kind: str, line: Mapping[str, Any]) -> None:
    """Refuse a line about a person that the run does not have, or a stream without a name."""
    if kind in ("segment", "skip", "take_up"):
        text(line["stream_id"])
    if kind == "stall" and line["person"] not in people_of_run(run):
        raise ValueError(
            Message("the run has nobody {person!r}", code="run_nobody", person=line["person"])
        )


def people_of_run(run: EngineRun) -> set[str]:
    """Return everybody whose streams a run has."""
    return {*run.people, *(spec.person for spec in run.streams if spec.person)}


def _take_mark(run: EngineRun, kind: str, line: dict[str, Any]) -> None:
    if kind == "mark":
        if "n" in line:
            run.numbered[count(line.pop("n"))] = len(run.marks)
        run.marks.append(_in_its_time(build(Mark, line), run))
        return
    position = run.numbered.get(count(line["mark"]))
    if position is not None:  # else a mark of somebody who withdrew
        acting = {**plain(run.marks[position]), "act_from": line["act_from"]}
        run.marks[position] = build(Mark, acting)


def _in_its_time(mark: Mark, run: EngineRun) -> Mark:
    """Return a mark that acts from its own time on, until the journal says when it did.

    No engine took it, so no tick was shown with it; fed ahead of the samples it must not act from
    the first tick on.
    """
    if mark.act_from is not None:
        return mark
    event = mark.event
    at = event.onset + (event.duration or 0.0 if mark.boundary is Boundary.STOP else 0.0)
    return replace(mark, act_from=dict.fromkeys(run.people, math.floor(at) + 1))
