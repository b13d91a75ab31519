"""What the check of the sensors found, as one state for each sensor, the disk and the recorder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from gui.look.translation import say, say_message
from safehold.core.findings import Finding, Verdict
from safehold.core.wording import role_words
from safehold.live.sensor_traces import SensorTrace

TOGETHER = {"disk space": "disk"}
"""What is looked at under two names and is one thing."""
ALWAYS = ("disk", "recorder")
"""Of this computer these are always shown, others where they are not in order."""


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


class State(Enum):
    """How a sensor is, in a word."""

    READY = "ready"
    LOOK = "look"
    BAD = "bad"

    @property
    def glyph(self) -> str:
        """A sign that is told apart without colour."""
        return {State.READY: "●", State.LOOK: "▲", State.BAD: "■"}[self]

    @property
    def word(self) -> str:
        """The word, in the language of the window."""
        return say(WORDS[self])


WORDS = {State.READY: _tr("Ready"), State.LOOK: _tr("Look"), State.BAD: _tr("Bad")}
OF_VERDICT = {Verdict.OK: State.READY, Verdict.WARN: State.LOOK, Verdict.FAIL: State.BAD}
WORST_FIRST = (Verdict.FAIL, Verdict.WARN, Verdict.OK)


@dataclass(frozen=True, slots=True)
class SensorState:
    """One thing on the page: a sensor, one that is missing, or a part of this computer."""

    key: str
    name: str
    detail: str
    """The name of its stream; empty where there is none."""
    state: State
    found: str = ""
    remedy: str = ""
    trace: SensorTrace | None = None


def sensor_states(findings: Sequence[Finding], traces: Sequence[SensorTrace]) -> list[SensorState]:
    """Return a state for each sensor, in the order of the people, then for this computer.

    Parameters
    ----------
    findings : sequence of Finding
        All that was looked at.
    traces : sequence of SensorTrace
        Of the sensors that are there.
    """
    groups: dict[str, list[Finding]] = {trace.spec.stream_id: [] for trace in traces}
    shown = {trace.spec.stream_id: trace for trace in traces}
    for finding in sorted(findings, key=lambda f: f.person is None and f.stream_id is None):
        key = _key(finding)
        if key in groups or _own_row(finding):
            groups.setdefault(key, []).append(finding)
    return [_state(key, found, shown.get(key)) for key, found in groups.items()]


def _key(finding: Finding) -> str:
    if finding.stream_id is not None:
        return finding.stream_id
    what = str(finding.what)
    return TOGETHER.get(what, what)


def _own_row(finding: Finding) -> bool:
    """Return whether it is shown: that a sensor is there is said by its own row."""
    always = finding.stream_id is not None or _key(finding) in ALWAYS
    return always or finding.verdict is not Verdict.OK


def _state(key: str, found: Sequence[Finding], trace: SensorTrace | None) -> SensorState:
    worst = min(found, key=lambda f: WORST_FIRST.index(f.verdict), default=None)
    if trace is None:
        name, detail = _large(say_message(found[0].what) if found else key), ""
    else:
        spec = trace.spec
        role = say_message(role_words(spec.role))
        name = f"{_large(say(spec.person or ''))} · {role.upper() if len(role) < 4 else role}"
        detail = spec.name
    if worst is None or worst.verdict is Verdict.OK:
        return SensorState(key, name, detail, State.READY, trace=trace)
    return SensorState(
        key, name, detail, OF_VERDICT[worst.verdict], say_message(worst.found),
        say_message(worst.remedy), trace,
    )  # fmt: skip


def _large(name: str) -> str:
    return name[:1].upper() + name[1:]


def worst_state(states: Sequence[SensorState]) -> State:
    """Return the state of all together."""
    found = {one.state for one in states}
    return next((s for s in (State.BAD, State.LOOK) if s in found), State.READY)
