"""The text view: the same session in a terminal, for machines without a display."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from safehold.app.model import Controller, SessionModel, SessionStatus
from safehold.core.alarms import Alarm
from safehold.core.reasons import EXPLANATIONS
from safehold.core.study import Display
from safehold.core.types import Level, Status, Tick, ZoneName
from safehold.core.wording import certainty, disclaimer, zone_text

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
BLIND_WORDS = "not shown (blind display); recorded"
_REFRESH_S = 0.5
_PLAIN_EVERY_S = 10.0


def value_text(tick: Tick, name: str) -> str:
    """Return an index of a tick as text with its unit, or the first reason why it is missing."""
    index = tick.index(name)
    if index is None:
        return "-"
    if index.value is None:
        reason = EXPLANATIONS[index.reasons[0]] if index.reasons else "missing"
        return f"missing: {reason}"
    decimals = 0 if index.unit == "bpm" else 1
    degraded = " (degraded)" if index.status is Status.DEGRADED else ""
    return f"{index.value:.{decimals}f} {index.unit}{degraded}"


def clock_text(seconds: float) -> str:
    """Return session time as ``h:mm:ss``."""
    sign, total = ("-", -seconds) if seconds < 0 else ("", seconds)
    minutes, second = divmod(int(total), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{second:02d}"


def header_text(status: SessionStatus) -> str:
    """Return the header line of a session."""
    recorder = status.recorder
    parts = [
        status.session_id,
        status.phase or "no phase",
        clock_text(status.now),
        f"zones lag about {status.lag_s:.0f} s",
    ]
    if status.mode == "live":
        megabytes = recorder.bytes_written / 1e6
        parts.append(f"recorder {recorder.state}, {megabytes:.1f} MB")
    else:
        parts.append(f"replay {status.speed:g}x")
    if status.marks:
        parts.append(" and ".join(mark.replace("_", "-") for mark in status.marks).upper())
    return " | ".join(parts)


def alarm_text(alarm: Alarm) -> str:
    """Return an alarm as a line: since when, what, and what to do (or when it was over)."""
    text = f"{clock_text(alarm.since)}  {alarm.what}"
    if alarm.cleared is not None:
        return f"{text} (over at {clock_text(alarm.cleared)})"
    return f"{text} -> {alarm.remedy}" if alarm.remedy else text


def render(model: SessionModel) -> Group:
    """Return the whole view as a renderable."""
    status = model.status
    table = Table(expand=True, title=header_text(status) if status else "connecting ...")
    table.add_column("")
    for label in model.people:
        table.add_column(label)
    zones: list[Text] = []
    for person in model.people.values():
        if person.last_tick is None:
            zones.append(Text("no value yet", style="dim"))
            continue
        if model.display is Display.BLIND:
            zones.append(Text(BLIND_WORDS, style="dim"))
            continue
        state = person.last_tick.zone
        word = certainty(state)
        text = zone_text(state) + (f" ({word} certainty)" if word else "")
        zones.append(Text(text, style=_ZONE_STYLES[state.state]))
    table.add_row("zone", *zones)
    for name, label in INDEX_LABELS.items() if model.display is Display.FULL else ():
        cells = [
            value_text(person.last_tick, name) if person.last_tick else "-"
            for person in model.people.values()
        ]
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
        parts.append(Text(f"  {clock_text(event.onset)}{end}  {event.code}  {event.note}"))
    parts.extend(
        Text(f"  ! {notice.message}", style=_LEVEL_STYLES[notice.level])
        for notice in model.notices()[-3:]
    )
    parts.append(Text(disclaimer(model.settings.lag_s), style="dim italic"))
    return Group(*parts)


def _plain_line(model: SessionModel) -> str:
    status = model.status
    parts = [clock_text(status.now) if status else "", status.phase if status else ""]
    for person in model.people.values():
        tick = person.last_tick
        if tick is None:
            continue
        words = {
            Display.FULL: f"HR {value_text(tick, 'hr')}, RSA {value_text(tick, 'p2t')}, "
            f"{zone_text(tick.zone)}",
            Display.REDUCED: zone_text(tick.zone),
            Display.BLIND: BLIND_WORDS,
        }[model.display]
        parts.append(f"{person.label}: {words}")
    return " | ".join(part for part in parts if part)


class _AlarmTeller:
    """Tells each alarm once: a line where there is no terminal, a bell where one is wanted."""

    def __init__(self, model: SessionModel, console: Console, *, bell: bool) -> None:
        self._model, self._console, self._bell = model, console, bell
        self._told: set[tuple[str, int]] = set()

    def tell(self) -> None:
        for alarm in self._model.alarms():
            key = alarm.alarm_id, alarm.count
            if key in self._told or not alarm.standing:
                continue
            self._told.add(key)
            if self._bell and alarm.audible:
                self._console.bell()
            if not self._console.is_terminal:
                self._console.print(f"ALARM {alarm_text(alarm)}", soft_wrap=True, highlight=False)


def watch(
    controller: Controller, *, until: Callable[[], bool], console: Console, bell: bool = False
) -> None:
    """Show the session until ``until`` says so or the session ends.

    On a terminal the view refreshes in place; into a file or pipe it prints a line now and then,
    and alarms at once. ``bell`` rings the terminal's bell for every alarm.
    """
    model = controller.model
    alarms = _AlarmTeller(model, console, bell=bell)

    def over() -> bool:
        status = model.status
        return until() or (status is not None and status.state in ("ended", "failed"))

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
