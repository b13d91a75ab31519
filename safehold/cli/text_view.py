"""The text view: the same session in a terminal, for machines without a display."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from safehold.core.alarms import Alarm
from safehold.core.markers import FOREIGN_CODE
from safehold.core.messages import word
from safehold.core.reasons import EXPLANATIONS
from safehold.core.study import Display
from safehold.core.types import Level, Status, Tick, ZoneName
from safehold.core.wording import disclaimer, zone_text
from safehold.session.model import SessionModel
from safehold.session.ports import View
from safehold.session.status import EngineState, SessionStatus

INDEX_LABELS = {
    "hr": "HR",
    "rmssd": "RMSSD",
    "p2t": "RSA (peak-to-trough)",
    "resp_rate": "Respiration",
}
_ZONE_STYLES = {
    ZoneName.HIGH: "bold yellow",
    ZoneName.WITHIN: "cyan",
    ZoneName.LOW: "bold blue",
    ZoneName.UNKNOWN: "dim",
}
_LEVEL_STYLES = {Level.INFO: "dim", Level.WARNING: "yellow", Level.ERROR: "bold magenta"}
OLD_WORDS = "no new value"
BLIND_WORDS = "not shown (blind display); recorded"
HOW_TO = {
    "restart_engine": " (done here by itself)",
    "take_up": " (in the window only)",
    "toggle_recording": " (safehold record FOLDER)",
}
"""How an action that a remedy names is asked for where there are no keys."""
_REFRESH_S = 0.5
_PLAIN_EVERY_S = 10.0
RESTARTS, RESTART_AFTER_S = 3, 3.0
"""The text view restarts an engine that stopped so often, after so many seconds."""


def value_text(tick: Tick, name: str) -> str:
    """Return an index of a tick as text with its unit, or the first reason why it is missing."""
    index = tick.index(name)
    if index is None:
        return "-"
    if index.value is None:
        reason = EXPLANATIONS[index.reasons[0]] if index.reasons else "missing"
        bound = "" if index.at_most is None else f", at most {index.at_most:.1f} {index.unit}"
        return f"missing{bound}: {reason}"
    decimals = 0 if index.unit == "bpm" else 1
    degraded = " (degraded)" if index.status is Status.DEGRADED else ""
    return f"{index.value:.{decimals}f} {index.unit}{degraded}"


def clock_text(seconds: float) -> str:
    """Return session time as ``h:mm:ss``."""
    sign, total = ("-", -seconds) if seconds < 0 else ("", seconds)
    minutes, second = divmod(int(total), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{second:02d}"


def header_text(status: SessionStatus, engine: EngineState = EngineState.RUNNING) -> str:
    """Return the header line of a live session."""
    recorder = status.recorder
    parts = [
        status.session_id,
        status.phase or "no phase",
        clock_text(status.now),
        f"zones lag about {status.lag_s:.0f} s",
        f"recorder {recorder.state.value}, {recorder.bytes_written / 1e6:.1f} MB",
    ]
    if not engine.computing:
        parts.insert(0, {EngineState.STOPPED: "NOT COMPUTING"}.get(engine, "RESTARTING"))
    if status.marks:
        parts.append(" and ".join(mark.replace("_", "-") for mark in status.marks).upper())
    return " | ".join(parts)


def alarm_text(alarm: Alarm) -> str:
    """Return an alarm as a line: since when, what, and what to do (or when it was over)."""
    text = f"{clock_text(alarm.since)}  {alarm.what}"
    if alarm.cleared is not None:
        return f"{text} (over at {clock_text(alarm.cleared)})"
    remedy = word(alarm.remedy, str, how=lambda action: HOW_TO.get(action, ""))
    return f"{text} -> {remedy}" if remedy else text


def render(model: SessionModel) -> Group:
    """Return the whole view as a renderable."""
    status = model.status
    table = Table(
        expand=True, title=header_text(status, model.engine) if status else "connecting ..."
    )
    table.add_column("")
    for label in model.people:
        table.add_column(label)
    zones: list[Text] = []
    ticks = _ticks_of_now(model)
    for person in model.people.values():
        tick = ticks[person.label]
        if tick is None:
            ever = person.last_tick is not None
            zones.append(Text(OLD_WORDS if ever else "no value yet", style="dim"))
            continue
        if model.display is Display.BLIND:
            zones.append(Text(BLIND_WORDS, style="dim"))
            continue
        state = tick.zone
        text = zone_text(state)
        zones.append(Text(text, style=_ZONE_STYLES[state.state]))
    table.add_row("zone", *zones)
    for name, label in INDEX_LABELS.items() if model.display is Display.FULL else ():
        cells = [value_text(tick, name) if tick else "-" for tick in ticks.values()]
        table.add_row(label, *cells)
    parts: list[Table | Text] = [
        Text(f"ALARM {alarm_text(alarm)}", style=_LEVEL_STYLES[alarm.level])
        for alarm in model.alarms()
        if alarm.standing
    ]
    parts.append(table)
    if status:
        trouble = [f"{s.spec.stream_id}: {s.remark}" for s in status.streams if s.remark]
        if trouble:
            parts.append(Text("streams: " + "; ".join(trouble), style="yellow"))
    for event in model.events()[-4:]:
        end = "" if event.duration == 0 else " ..." if event.duration is None else (
            f" to {clock_text(event.onset + event.duration)}"
        )  # fmt: skip
        words = event.note or (event.value if event.code == FOREIGN_CODE else "")
        parts.append(Text(f"  {clock_text(event.onset)}{end}  {event.code}  {words}"))
    if model.refusal.message:
        parts.append(Text(f"  not done: {model.refusal.message}", style="yellow"))
    parts.extend(
        Text(f"  ! {notice.message}", style=_LEVEL_STYLES[notice.level])
        for notice in model.notices()[-3:]
    )
    parts.append(Text(disclaimer(model.settings.lag_s), style="dim italic"))
    return Group(*parts)


def _ticks_of_now(model: SessionModel) -> dict[str, Tick | None]:
    now = model.status.now if model.status else 0.0
    return {label: model.tick_of_now(label, now) for label in model.people}


def _plain_line(model: SessionModel) -> str:
    status = model.status
    parts = [clock_text(status.now) if status else "", status.phase if status else ""]
    for label, tick in _ticks_of_now(model).items():
        if tick is None:
            if model.people[label].last_tick is not None:
                parts.append(f"{label}: {OLD_WORDS}")
            continue
        words = {
            Display.FULL: f"HR {value_text(tick, 'hr')}, RSA {value_text(tick, 'p2t')}, "
            f"{zone_text(tick.zone)}",
            Display.REDUCED: zone_text(tick.zone),
            Display.BLIND: BLIND_WORDS,
        }[model.display]
        parts.append(f"{label}: {words}")
    return " | ".join(part for part in parts if part)


class _EngineKeeper:
    """Restarts what failed where nobody sits at a keyboard: after some seconds, a few times."""

    def __init__(self, session: View) -> None:
        self._session, self._left, self._since = session, RESTARTS, math.inf

    def look(self, now: float) -> None:
        conduct, engine = self._session.conduct, self._session.model.engine
        if conduct is None or engine not in (EngineState.STOPPED, EngineState.PARTLY):
            self._since = math.inf
            return
        self._since = min(self._since, now)
        if self._left and now - self._since >= RESTART_AFTER_S:
            self._left, self._since = self._left - 1, math.inf
            conduct.restart_engine()


class _AlarmTeller:
    """Tells each alarm and refusal once: a line where there is no terminal, a bell if wanted."""

    def __init__(self, model: SessionModel, console: Console, *, bell: bool) -> None:
        self._model, self._console, self._bell = model, console, bell
        self._told: set[tuple[str, int]] = set()
        self._refused = 0

    def tell(self) -> None:
        refusal = self._model.refusal
        if refusal.number != self._refused and not self._console.is_terminal:
            self._console.print(f"not done: {refusal.message}", soft_wrap=True, highlight=False)
        self._refused = refusal.number
        for alarm in self._model.alarms():
            key = alarm.alarm_id, alarm.count
            if key in self._told or not alarm.standing:
                continue
            self._told.add(key)
            if alarm.insistent or (self._bell and alarm.audible):
                self._console.bell()
            if not self._console.is_terminal:
                self._console.print(f"ALARM {alarm_text(alarm)}", soft_wrap=True, highlight=False)


def watch(
    session: View, *, until: Callable[[], bool], console: Console, bell: bool = False
) -> None:
    """Show the session until ``until`` says so or the session ends.

    On a terminal the view refreshes in place; into a file or pipe it prints a line now and then,
    and alarms at once. ``bell`` rings the terminal's bell for every alarm. An engine that stopped
    is restarted after three seconds, three times at most: there is no key for it here.
    """
    model = session.model
    alarms = _AlarmTeller(model, console, bell=bell)
    keeper = _EngineKeeper(session)

    def over() -> bool:
        keeper.look(time.monotonic())
        status = model.status
        return until() or (status is not None and status.state.over)

    if not console.is_terminal:
        next_line = 0.0
        while not over():
            if time.monotonic() >= next_line:
                next_line = time.monotonic() + _PLAIN_EVERY_S
                console.print(_plain_line(model), soft_wrap=True, highlight=False)
            alarms.tell()
            time.sleep(_REFRESH_S)
        console.print(_plain_line(model), soft_wrap=True, highlight=False)
        return
    with Live(render(model), console=console, refresh_per_second=4) as live:
        while not over():
            time.sleep(_REFRESH_S)
            alarms.tell()
            live.update(render(model))
        live.update(render(model))
