"""Which fields a study has, in the words of whoever plans one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from gui.look.translation import say
from gui.start.design_fields import Field, Kind
from safehold.core.study import ACCESS, Display, PhaseKind
from safehold.core.study_file import ROLES, unit_of


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


GROUPS = ("zones", "baseline", "windows", "engine")
"""Tables of parameters, the most asked for first."""
DISPLAYS = {
    Display.FULL: _tr("everything"),
    Display.REDUCED: _tr("no number: signal quality, phase and events"),
    Display.BLIND: _tr("nothing of the physiology (blind)"),
}
PHASE_KINDS = {
    PhaseKind.BASELINE: _tr("resting baseline"),
    PhaseKind.PACED: _tr("breathing to a pacer"),
    PhaseKind.TASK: _tr("task of known length"),
    PhaseKind.SESSION: _tr("session, until it is ended"),
    PhaseKind.END_BASELINE: _tr("resting baseline at the end"),
}
PARAMETERS = {
    "th": _tr("heart rate for high activation"),
    "th_hr_only": _tr("heart rate for high, without a vagal index"),
    "tv": _tr("drop of the vagal index for high"),
    "tl": _tr("vagal index for low"),
    "hysteresis": _tr("left so much nearer to rest"),
    "dwell_in_s": _tr("holds before a zone is entered"),
    "dwell_out_s": _tr("holds before a zone is left"),
    "unknown_after_s": _tr("missing inputs are bridged"),
    "near_baseline_below": _tr("near baseline below"),
    "near_upper_from": _tr("near the upper threshold from"),
    "band_dwell_s": _tr("holds before a band changes"),
    "settling_s": _tr("settling, not used"),
    "used_s": _tr("used span"),
    "min_valid_s": _tr("least valid time"),
    "max_flagged": _tr("most flagged intervals, share"),
    "min_coverage": _tr("least coverage, share"),
    "max_drift_bpm": _tr("most drift of heart rate"),
    "hr_floor_bpm": _tr("least spread of heart rate"),
    "ln_rmssd_floor": _tr("least spread of the vagal axis"),
    "resp_rate_floor": _tr("least spread of breathing"),
    "vagal_axis": _tr("vagal axis"),
    "hr_s": _tr("window of heart rate"),
    "vagal_s": _tr("window of RMSSD, RSA, breathing"),
    "mains_hz": _tr("mains frequency"),
    "start_up_s": _tr("first seconds without values"),
    "ppg_delay_s": _tr("delay of the pulse"),
    "stall_after_s": _tr("a tick is given up after"),
}
NAME_HINT = _tr("a-z, 0-9 and _, a letter first.")
AFTER_WORDS = _tr("zone, rupture, change: separated by commas")


def _choices(words: dict[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, say(text)) for one, text in words.items())


def general() -> tuple[Field, ...]:
    """Return the fields of the study itself."""
    return (
        Field("name", say(_tr("Name of the study"))),
        Field("profile", say(_tr("Settings")), Kind.CHOICE,
              (("standard", say(_tr("standard"))), ("demo", say(_tr("demo: short windows"))))),
        Field("coder", say(_tr("Study code of the coder")),
              hint=say(_tr("Letters and digits, no name; may be empty."))),
        Field("access", say(_tr("Who may read the files")), Kind.CHOICE,
              tuple((one, say(text)) for one, text in
                    zip(ACCESS, (_tr("only who records"), _tr("the group of the files")),
                        strict=True))),
        Field("conduct", say(_tr("Marker stream that conducts")),
              hint=say(_tr("LSL name of the one program that may start and end phases."))),
        Field("camera_marks", say(_tr("Marks for cameras")), Kind.FLAG,
              hint=say(_tr("A flash and a chirp at each change of phase."))),
    )  # fmt: skip


def display() -> tuple[Field, ...]:
    """Return the fields of what each window shows."""
    shown = _choices(DISPLAYS)
    return (
        Field("main", say(_tr("Main window shows")), Kind.CHOICE, shown),
        Field("map", say(_tr("Map shows")), Kind.CHOICE, shown),
        Field("therapist", say(_tr("Window of the therapist shows")), Kind.CHOICE, shown),
    )


def _person() -> tuple[Field, ...]:
    return (
        Field("label", say(_tr("Label in tables")),
              hint=say(_tr("Lower-case letters and digits: client, therapist, client2."))),
        Field("code", say(_tr("Study code")), hint=say(_tr("Letters and digits, never a name."))),
        Field("role", say(_tr("Role")), Kind.CHOICE, tuple((r, say(r)) for r in ROLES)),
        Field("why", say(_tr("Why with parameters of their own")),
              hint=say(_tr("Needed when the file gives this person other thresholds."))),
    )  # fmt: skip


def _phase() -> tuple[Field, ...]:
    return (
        Field("kind", say(_tr("Kind")), Kind.CHOICE, _choices(PHASE_KINDS)),
        Field("label", say(_tr("Title"))),
        Field("name", say(_tr("Name in tables")), hint=say(NAME_HINT)),
        Field("seconds", say(_tr("Length, s")), Kind.NUMBER,
              hint=say(_tr("0: until it is ended. A resting baseline is as long as its span in "
                           "the thresholds."))),
        Field("instruction", say(_tr("Instruction"))),
        Field("breaths_per_min", say(_tr("Breaths a minute")), Kind.NUMBER,
              hint=say(_tr("Of a pacer: 4 to 30."))),
        Field("marks", say(_tr("Confounds that hold")), Kind.NAMES,
              hint=say(_tr("Codes such as cf.speech_client, separated by commas."))),
    )  # fmt: skip


def _scale() -> tuple[Field, ...]:
    return (
        Field("label", say(_tr("Question"))),
        Field(
            "name", say(_tr("Name in tables")), hint=say(_tr("a-z, 0-9 and _, a letter first."))
        ),
        Field("who", say(_tr("Who answers")), Kind.CHOICE, tuple((r, say(r)) for r in ROLES[:2])),
        Field("low", say(_tr("Lowest value")), Kind.NUMBER),
        Field("high", say(_tr("Highest value")), Kind.NUMBER),
        Field("step", say(_tr("Step")), Kind.NUMBER),
        Field("low_anchor", say(_tr("Words at the lowest"))),
        Field("high_anchor", say(_tr("Words at the highest"))),
        Field("recall", say(_tr("Also with the video afterwards")), Kind.FLAG),
    )


def _prompt() -> tuple[Field, ...]:
    return (
        Field("scales", say(_tr("Questions asked")), Kind.NAMES,
              hint=say(_tr("Their names in tables, separated by commas."))),
        Field("every_s", say(_tr("Every so many seconds")), Kind.NUMBER,
              hint=say(_tr("30 or more; 0: on demand only."))),
        Field("phases", say(_tr("In these phases")), Kind.NAMES),
        Field("at_end", say(_tr("At their end too")), Kind.FLAG),
        Field("after", say(_tr("After these events")), Kind.NAMES, hint=say(AFTER_WORDS)),
        Field("at_most", say(_tr("So often at most")), Kind.NUMBER),
        Field("apart_s", say(_tr("Seconds between questions")), Kind.NUMBER),
    )  # fmt: skip


ENTRIES: dict[str, Callable[[], tuple[Field, ...]]] = {
    "person": _person, "phase": _phase, "scale": _scale, "prompt": _prompt,
}  # fmt: skip
NEW: dict[str, dict[str, Any]] = {
    "person": {"role": "client"},
    "phase": {"kind": "task", "seconds": 120, "instruction": ""},
    "scale": {"who": "client", "low": 0, "high": 10, "step": 1},
    "prompt": {"every_s": 300, "phases": ("session",)},
}
"""What a new entry of each list begins with; its names are made so that they are new."""
NAMED = {"person": "label", "phase": "name", "scale": "name"}
"""The key of each list that tells its entries apart."""


def parameters(group: str, settings: Any) -> tuple[Field, ...]:
    """Return the fields of a table of parameters with their ranges and units."""
    fields = []
    for entry in dataclasses.fields(settings):
        key = entry.name
        if key in settings.RANGES:
            low, high = settings.RANGES[key]
            unit = unit_of(key)
            label = f"{say(PARAMETERS[key])}, {unit}" if unit else say(PARAMETERS[key])
            fields.append(Field(key, label, Kind.NUMBER, hint=f"{key}: {low:g} … {high:g} {unit}"))
        elif key in getattr(settings, "CHOICES", {}):
            words = tuple((one, one) for one in settings.CHOICES[key])
            fields.append(Field(key, say(PARAMETERS[key]), Kind.CHOICE, words, hint=key))
    if group == "engine":
        choices = Field(
            "mains_hz", f"{say(PARAMETERS['mains_hz'])}, Hz", Kind.NUMBER, hint="50, 60"
        )
        fields.insert(0, choices)
    return tuple(fields)
