"""The study file: ``study.toml`` into a :class:`Study`, refusing what cannot be meant."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from safehold.core.errors import ConfigError
from safehold.core.markers import is_code
from safehold.core.messages import Message
from safehold.core.settings import PROFILES, EngineSettings
from safehold.core.study import (
    ACCESS,
    AFTER,
    END_BASELINE_S,
    PEOPLE,
    PROMPTS,
    REST,
    SCALES,
    WINDOWS,
    Display,
    Person,
    Phase,
    PhaseKind,
    Prompt,
    Remote,
    Scale,
    Study,
    protocol,
    veiled_as,
)
from safehold.core.toml_text import TomlTable, TomlText

STUDY_FILE = "study.toml"
SCHEMA = 1
LABEL = r"[a-z][a-z0-9]{0,15}"
STUDY_CODE = r"[A-Za-z0-9]{0,16}"
ROLES = ("client", "therapist", "other")
PER_PERSON = {"zones": (), "baseline": ("settling_s", "used_s", "vagal_axis")}
"""Groups that a person may have of the own, and the keys of them that only the study has."""
UNITS = {"resp_rate_floor": "1/min", "th": "z", "th_hr_only": "z", "tv": "z", "tl": "z"}
OWN_STREAMS = "safehold-"
"""How the names of the streams begin that safehold publishes."""
LONGEST_S = 4 * 3600.0
Group = TypeVar("Group")


def parse_study(text: str, *, source: str) -> Study:
    """Return the study that a TOML text declares; what it leaves out has its default.

    Raises
    ------
    ConfigError
        With file, line, key, value and the valid choices.
    """
    file = TomlText(text, source)
    table = file.table()
    schema = table.whole("schema", SCHEMA, low=1, high=1000)
    if schema != SCHEMA:
        raise table.error(
            "schema",
            Message("schema = {schema} is of another version.", schema=schema),
            remedy=Message("This one reads {schema}.", schema=SCHEMA),
        )
    name = table.string("name", "")
    settings = _settings(table, PROFILES[table.choice("profile", "standard", PROFILES)])
    people = _people(table, settings)
    scales = _scales(table)
    phases = _phases(table, settings)
    study = Study(
        name=name,
        people=people,
        settings=settings,
        moderators=_moderators(table),
        codebook=table.string("codebook", "minimal"),
        coder=table.string(
            "coder", "", pattern=STUDY_CODE, hint=Message("Letters and digits, no name.")
        ),
        conduct=_conduct(table),
        remote=_remote(table),
        camera_marks=table.flag("camera_marks", default=False),
        phases=phases,
        scales=scales,
        prompts=_prompts(table, scales, phases),
        display=_display(table),
        access=table.choice("access", "owner", ACCESS),
    )
    table.done()
    return study


def _conduct(table: TomlTable) -> str:
    """Return the name of the marker stream that may conduct; empty where none may."""
    remedy = Message(
        "Write the LSL name of one marker stream, as 'safehold streams' lists it, or leave the "
        "key out: then no program conducts."
    )
    try:
        name = table.string("conduct", "")
    except ConfigError as error:
        again = ConfigError(error.message, remedy=remedy)
        again.place = error.place
        raise again from error
    if name != name.strip() or (name and not name.isprintable()):
        raise table.error(
            "conduct",
            Message(
                "conduct = {name!r} begins or ends with a space, or holds a line break.", name=name
            ),
            remedy=remedy,
        )
    if name.startswith(OWN_STREAMS):
        raise table.error(
            "conduct",
            Message(
                "conduct = {name!r} is a stream of safehold, which always follows its own marks.",
                name=name,
            ),
            remedy=remedy,
        )
    return name


def _moderators(table: TomlTable) -> dict[str, str]:
    """Return what is said of everybody, by name."""
    inner = table.inner("moderators")
    found = {name: inner.string(name, "") for name in inner}
    inner.done()
    return {name: value for name, value in found.items() if value}


def _remote(table: TomlTable) -> Remote:
    """Return how other programs may start and stop the recording; nothing where it is not said."""
    inner = table.inner("remote")
    port = inner.whole("port", 0, low=0, high=65535)
    if 0 < port < 1024:
        raise inner.error(
            "port",
            Message("port = {port} belongs to the system.", port=port),
            remedy=Message("Choose 1024 to 65535, or 0."),
        )
    remote = Remote(port, inner.string("start", ""), inner.string("stop", ""))
    for key in ("start", "stop"):
        if getattr(remote, key) and not table.string("conduct", ""):
            raise inner.error(
                key,
                Message("{key} is a marker, but no program conducts.", key=key),
                remedy=Message('Write conduct = "..." with the LSL name of its marker stream.'),
            )
    if remote.start and remote.start == remote.stop:
        raise inner.error("stop", Message("one marker cannot start and stop the recording."))
    inner.done()
    return remote


def unit_of(key: str) -> str:
    """Return the unit of a parameter, by its name without its group."""
    for ending, unit in (("_s", "s"), ("_bpm", "bpm")):
        if key.endswith(ending):
            return unit
    return UNITS.get(key, "")


def _group(table: TomlTable, base: Group, *, without: tuple[str, ...] = ()) -> Group:
    """Return a group of settings with what a table changes."""
    ranges: dict[str, tuple[float, float]] = base.RANGES  # type: ignore[attr-defined]
    former: Mapping[str, str] = getattr(base, "FORMER", {})
    for entry in dataclasses.fields(base):  # type: ignore[arg-type]
        key = entry.name
        if key in without or key not in ranges:
            continue
        low, high = ranges[key]
        read: Any = table.whole if entry.type == "int" else table.number
        written = next((old for old, new in former.items() if new == key and old in table), key)
        value = read(written, getattr(base, key), low=low, high=high, unit=unit_of(key))
        if written in table:
            base = _changed(table, base, key, value)
    for key, choices in getattr(base, "CHOICES", {}).items():
        if key not in without:
            chosen = table.choice(key, getattr(base, key), choices)
            base = _changed(table, base, key, chosen)
    for key, retired in getattr(base, "RETIRED", {}).items():
        if key in table and table.number(key, retired.default, low=-1e9, high=1e9) != (
            retired.default
        ):
            raise table.error(
                key,
                Message("{key} no longer has an effect: {why}.", key=key, why=retired.why),
                remedy=Message("Delete the line."),
            )
    table.done()
    return base


def _changed(table: TomlTable, base: Group, key: str, value: Any) -> Group:
    """Return settings with one value changed; what it contradicts is an error of its line."""
    try:
        changed: Group = dataclasses.replace(base, **{key: value})  # type: ignore[type-var]
    except ConfigError as error:
        raise table.error(
            key,
            Message(
                "{key} = {value!r} is impossible: {message}",
                key=key,
                value=value,
                message=error.message,
            ),
            remedy=error.remedy,
        ) from error
    return changed


def _settings(table: TomlTable, profile: EngineSettings) -> EngineSettings:
    engine = table.inner("engine")
    settings = profile
    mains = engine.whole("mains_hz", profile.mains_hz, low=50, high=60, unit="Hz")
    settings = _changed(engine, settings, "mains_hz", mains)
    settings = _group(engine, settings)
    return dataclasses.replace(
        settings,
        windows=_group(table.inner("windows"), settings.windows),
        baseline=_group(table.inner("baseline"), settings.baseline),
        zones=_group(table.inner("zones"), settings.zones),
    )


def _people(table: TomlTable, settings: EngineSettings) -> tuple[Person, ...]:
    entries = table.list_of("person")
    if not entries:
        return tuple(dataclasses.replace(person, settings=settings) for person in PEOPLE)
    people: list[Person] = []
    for entry in entries:
        label = entry.string(
            "label",
            "",
            pattern=LABEL,
            hint=Message("Lower-case letters and digits: client, therapist."),
        )
        if any(person.label == label for person in people):
            raise entry.error("label", Message("the label {label!r} is used twice.", label=label))
        code = entry.string(
            "code", label, pattern=STUDY_CODE, hint=Message("Letters and digits, no name.")
        )
        role = label.rstrip("0123456789")
        role = entry.choice("role", role if role in ROLES else "other", ROLES)
        own = dataclasses.replace(
            settings,
            **{
                group: _group(entry.inner(group), getattr(settings, group), without=without)
                for group, without in PER_PERSON.items()
            },
        )
        why = entry.string("why", "")
        if own != settings and not why:
            raise entry.error(
                "why",
                Message(
                    "{label} has parameters of their own, but no reason for them.", label=label
                ),
                remedy=Message(
                    'Add why = "..." to this [[person]]: the journal of each session keeps it.'
                ),
            )
        entry.done()
        people.append(Person(label, code or label, role, own, why))
    return tuple(people)


def _phases(table: TomlTable, settings: EngineSettings) -> tuple[Phase, ...]:
    entries = table.list_of("phase")
    phases: list[Phase] = []
    for entry in entries:
        phase = _phase(entry, settings)
        if any(other.name == phase.name for other in phases):
            raise entry.error(
                "name", Message("the phase {phase!r} is declared twice.", phase=phase.name)
            )
        phases.append(phase)
    return tuple(phases) or protocol(settings)


def _phase(entry: TomlTable, settings: EngineSettings) -> Phase:
    kind = PhaseKind(entry.choice("kind", "task", [kind.value for kind in PhaseKind]))
    fixed = kind in (PhaseKind.BASELINE, PhaseKind.END_BASELINE)
    name = entry.string(
        "name",
        kind.value,
        pattern=r"[a-z][a-z0-9_]{0,29}",
        hint=Message("a-z, 0-9 and _, a letter first."),
    )
    if fixed and name != kind.value:
        raise entry.error(
            "name",
            Message(
                "a phase of kind {kind!r} is named {kind!r}, not {name!r}.",
                kind=kind.value,
                name=name,
            ),
        )
    seconds, settling, pace = _timing(entry, kind, settings)
    marks = entry.strings("marks", ("cf.paced",) if kind is PhaseKind.PACED else ())
    for code in marks:
        if not is_code(code) or not code.startswith("cf."):
            raise entry.error(
                "marks",
                Message("{event_code!r} is not a confound code.", event_code=code),
                remedy=Message(
                    "Codes of confounds begin with 'cf.', for example cf.speech_client."
                ),
            )
    label = entry.string("label", name.replace("_", " ").capitalize())
    instruction = entry.string("instruction", REST if fixed else "")
    entry.done()
    return Phase(name, kind, seconds, settling, label, instruction, pace, marks)


def _timing(
    entry: TomlTable, kind: PhaseKind, settings: EngineSettings
) -> tuple[float | None, float, float | None]:
    """Return length, settling time and breathing pace of a phase."""
    rules = settings.baseline
    if kind is PhaseKind.BASELINE:
        return rules.settling_s + rules.used_s, rules.settling_s, None
    pace = None
    if kind is PhaseKind.PACED:
        pace = entry.number("breaths_per_min", 12.0, low=4, high=30, unit="1/min")
    default = {PhaseKind.END_BASELINE: END_BASELINE_S, PhaseKind.PACED: 60.0}.get(kind)
    if "seconds" not in entry and kind is PhaseKind.TASK:
        raise entry.error(
            "seconds", Message("a task needs its length."), remedy=Message("Add seconds = 60.")
        )
    seconds = entry.number("seconds", default or 0.0, low=0, high=LONGEST_S, unit="s") or None
    settling = 0.0
    if kind is PhaseKind.END_BASELINE:
        settling = entry.number("settling_s", 0.0, low=0, high=600, unit="s")
        least = settings.windows.vagal_s
        if seconds is None or seconds - settling < least:
            raise entry.error(
                "seconds",
                Message(
                    "{seconds:g} s with {settling:g} s of settling are too short.",
                    seconds=seconds or 0,
                    settling=settling,
                ),
                remedy=Message("At least one window of {least:g} s must be left.", least=least),
            )
    return seconds, float(settling), pace


def _scales(table: TomlTable) -> tuple[Scale, ...]:
    scales: list[Scale] = []
    for entry in table.list_of("scale"):
        name = entry.string(
            "name",
            "",
            pattern=r"[a-z][a-z0-9_]{0,29}",
            hint=Message("a-z, 0-9 and _, a letter first."),
        )
        low = entry.number("low", 0, low=-1000, high=1000)
        high = entry.number("high", 10, low=-1000, high=1000)
        if not low < high:
            raise entry.error(
                "high",
                Message(
                    "high = {high} is not above low = {low}.", high=f"{high:g}", low=f"{low:g}"
                ),
            )
        step = entry.number("step", 1, low=0, high=high - low)
        scales.append(
            Scale(
                name=name,
                who=entry.choice("who", "client", ROLES[:2]),
                label=entry.string("label", name),
                low=float(low),
                high=float(high),
                step=float(step),
                low_anchor=entry.string("low_anchor", ""),
                high_anchor=entry.string("high_anchor", ""),
                recall=entry.flag("recall", default=True),
            )
        )
        entry.done()
    names = [scale.name for scale in scales]
    for k, name in enumerate(names):
        if name in names[:k]:
            raise table.text.error(
                ("scale", k, "name"), Message("the scale {name!r} is declared twice.", name=name)
            )
    return tuple(scales) or SCALES


def _prompts(
    table: TomlTable, scales: tuple[Scale, ...], phases: tuple[Phase, ...]
) -> tuple[Prompt, ...]:
    prompts: list[Prompt] = []
    known = [scale.name for scale in scales]
    names = [phase.name for phase in phases]
    for entry in table.list_of("prompt"):
        asked = entry.strings("scales")
        for key, given, choices in (
            ("scales", asked, known),
            ("phases", entry.strings("phases", ("session",)), names),
        ):
            for name in given:
                if name not in choices:
                    raise entry.error(
                        key,
                        Message("{name!r} in {key} is not declared.", name=name, key=key),
                        remedy=Message(
                            "Choose one of: {choices}.",
                            code="choose_one",
                            choices=", ".join(choices),
                        ),
                    )
        every = entry.number("every_s", 0.0, low=0, high=LONGEST_S, unit="s")
        if 0 < every < 30:
            raise entry.error(
                "every_s",
                Message("every_s = {every} is too often.", every=f"{every:g}"),
                remedy=Message("30 s or more."),
            )
        phases_asked = entry.strings("phases", ("session",))
        after = entry.strings("after")
        for name in after:
            if name not in AFTER:
                raise entry.error(
                    "after",
                    Message("{name!r} is nothing that a question can follow.", name=name),
                    remedy=Message(
                        "Choose one of: {choices}.", code="choose_one", choices=", ".join(AFTER)
                    ),
                )
        prompts.append(
            Prompt(
                asked,
                float(every),
                phases_asked,
                entry.flag("at_end", default=False),
                after,
                int(entry.number("at_most", 6, low=1, high=30)),
                float(entry.number("apart_s", 180.0, low=60, high=LONGEST_S, unit="s")),
            )
        )
        entry.done()
    if prompts or "prompt" in table:
        return tuple(prompts)
    return tuple(p for p in PROMPTS if set(p.scales) <= set(known) and set(p.phases) <= set(names))


def _display(table: TomlTable) -> dict[str, Display]:
    entry = table.inner("display")
    modes = [mode.value for mode in Display]
    main = Display(entry.choice("main", WINDOWS["main"].value, modes))
    usual = veiled_as(WINDOWS, main)  # the map is opened from the main window
    found = {w: Display(entry.choice(w, mode.value, modes)) for w, mode in usual.items()}
    entry.done()
    return found


__all__ = ["STUDY_FILE", "parse_study"]
