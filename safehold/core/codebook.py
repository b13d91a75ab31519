"""The codebook: which events can be coded, with which keys, of which shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from safehold.core.errors import ConfigError
from safehold.core.markers import is_code
from safehold.core.messages import Message
from safehold.core.toml_text import TomlTable, TomlText
from safehold.core.types import EventKind

CONFOUND_PREFIX = "cf."
PHASE_PREFIX = "ph."
RATING_PREFIX = "rate."
SPEECH_OF = {"client": "cf.speech_client", "therapist": "cf.speech_therapist"}
"""The code of a person's turns of speech, by label."""
SPEECH = tuple(SPEECH_OF.values())
JUDGEMENT_PREFIX = "ar."
"""Codes by which an observer judges arousal."""
DISPLAY = "display"
"""Attribute of a judgement: what the observer's window showed, as in ``[display]`` of a study."""
AUTO_PREFIX = "auto."
"""Codes of what samples themselves tell: no codebook has one."""
BREATH_HOLD = f"{AUTO_PREFIX}breath_hold"
SHIPPED = ("minimal", "full", "rupture-resolution")
"""Codebooks that ship with safehold."""

ACTORS = {"": "nobody in particular", "C": "client", "T": "therapist", "O": "observer"}
KINDS = {
    "point": (EventKind.POINT, False),
    "interval": (EventKind.INTERVAL, False),
    "point-or-interval": (EventKind.POINT, True),
    "interval-or-point": (EventKind.INTERVAL, True),
}
"""Shapes of a code; of two, the first is what a plain press gives."""
RESERVED_KEYS = "nb ,.+-"
"""Keys that the window has for itself."""
WORD = r"[a-z][a-z0-9_]{0,29}"
_WORD_HINT = Message("Use a-z, 0-9 and _, a letter first, at most 30 characters.")


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that belong together."""

    name: str
    label: str
    key: str = ""
    """First of two keys for codes of the group that have two; empty for none."""


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that can be coded."""

    code: str
    label: str
    group: str
    kind: EventKind
    """What a plain press gives: a point, or the start of an interval."""
    key: str
    """One key that sets it, or two to press one after the other; empty for none."""
    actor: str
    """``C``, ``T``, ``O`` or empty: who does it."""
    meaning: str
    target: str = ""
    """Label of the person it is about; empty: the one who does it."""
    either: bool = False
    """True where it can be coded in the other shape too."""
    subtypes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    exclusive: str = ""
    """Name of a set of which one interval at most is open: starting one ends the others."""
    source: str = ""
    """The publication that the meaning is taken from; empty for none."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How one press of a code is meant, where it is not as plain as can be."""

    onset: float | None = None
    """Session time that is meant, s (a retro-stamp); None for the moment of the press."""
    actor: str = ""
    """Instead of the codebook's."""
    target: str = ""
    subtype: str = ""
    modifiers: tuple[str, ...] = ()
    confidence: int | None = None
    """1 not sure, 2 rather sure, 3 sure; None where nobody said."""
    interval: bool | None = None
    """The shape, for codes that can have either."""
    note: str = ""

    def __post_init__(self) -> None:
        if self.confidence not in (None, 1, 2, 3):
            raise ValueError(f"confidence {self.confidence!r} is not 1, 2 or 3")

    @property
    def attributes(self) -> dict[str, str]:
        """What goes into the event's attributes."""
        said = {
            "subtype": self.subtype,
            "modifiers": "|".join(self.modifiers),
            "confidence": "" if self.confidence is None else str(self.confidence),
        }
        return {key: text for key, text in said.items() if text}


PLAIN = Coding()
"""A press as plain as can be."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named, versioned set of codes."""

    name: str
    version: str
    codes: tuple[Code, ...]
    groups: tuple[Group, ...] = ()

    def find(self, code: str) -> Code | None:
        """Return the entry of a code, or None."""
        return next((entry for entry in self.codes if entry.code == code), None)

    def by_key(self, key: str) -> Code | None:
        """Return the entry of a key, or of two keys one after the other, or None."""
        return next((entry for entry in self.codes if entry.key and entry.key == key), None)

    def group_by_key(self, key: str) -> Group | None:
        """Return the group whose codes wait for a second key after this one, or None."""
        return next((group for group in self.groups if group.key and group.key == key), None)

    def following(self, key: str) -> dict[str, Code]:
        """Return the codes that a second key gives after this one, by that second key."""
        two = (entry for entry in self.codes if len(entry.key) == 2 and entry.key[0] == key)
        return {entry.key[1]: entry for entry in two}

    def rivals(self, code: str) -> tuple[str, ...]:
        """Return the other codes of the exclusive set of a code."""
        entry = self.find(code)
        if entry is None or not entry.exclusive:
            return ()
        return tuple(
            other.code
            for other in self.codes
            if other.exclusive == entry.exclusive and other.code != code
        )


def _words(table: TomlTable, key: str) -> tuple[str, ...]:
    words = table.strings(key)
    for word in words:
        if not word.replace("_", "a").isalnum() or word != word.lower() or not word.isascii():
            raise table.error(
                key,
                Message("{word!r} in {key} cannot be used.", word=word, key=key),
                remedy=_WORD_HINT,
            )
    if len(set(words)) < len(words):
        raise table.error(key, Message("{key} holds a word twice.", key=key))
    return words


def _code(table: TomlTable, groups: Mapping[str, Group]) -> Code:
    code = table.string("code", "")
    if not is_code(code):
        raise table.error(
            "code",
            Message("{event_code!r} is not an event code.", event_code=code),
            remedy=Message(
                "Codes start with a letter: a-z, 0-9, '_', '.', '-', at most 40 characters."
            ),
        )
    if code.startswith(AUTO_PREFIX):
        raise table.error(
            "code",
            Message(
                "{event_code!r} is the code of something that safehold finds by itself.",
                event_code=code,
            ),
            remedy=Message("Choose one that does not begin with {prefix!r}.", prefix=AUTO_PREFIX),
        )
    group = table.string("group", "")
    if groups and group not in groups:
        raise table.error(
            "group",
            Message(
                "group {group!r} of {event_code!r} is not declared.", group=group, event_code=code
            ),
            remedy=Message(
                "Choose one of: {groups}; or declare it with [[group]].", groups=", ".join(groups)
            ),
        )
    kind, either = KINDS[table.choice("kind", "point", KINDS)]
    exclusive = table.string("exclusive", "", pattern=f"({WORD})?", hint=_WORD_HINT)
    if exclusive and kind is EventKind.POINT and not either:
        raise table.error(
            "exclusive",
            Message(
                "{event_code!r} is a point: it has no end that another code could bring.",
                event_code=code,
            ),
            remedy=Message('Only intervals exclude one another: kind = "interval".'),
        )
    entry = Code(
        code=code,
        label=table.string("label", code),
        group=group,
        kind=kind,
        key=_key(table, code, groups.get(group)),
        actor=table.choice("actor", "", ACTORS),
        meaning=table.string("meaning", ""),
        target=table.string(
            "target", "", pattern=r"([a-z][a-z0-9]{0,15})?", hint=Message("A label.")
        ),
        either=either,
        subtypes=_words(table, "subtypes"),
        modifiers=_words(table, "modifiers"),
        exclusive=exclusive,
        source=table.string("source", ""),
    )
    table.done()
    return entry


def _key(table: TomlTable, code: str, group: Group | None) -> str:
    key = table.string("key", "")
    if not key:
        return ""
    if len(key) > 2 or any(not c.isprintable() or c.isupper() for c in key):
        raise table.error(
            "key",
            Message("key {key!r} of {event_code!r} cannot be pressed.", key=key, event_code=code),
            remedy=Message(
                "Give one lower-case letter or digit, two for two presses, or leave it out."
            ),
        )
    if key[0] in RESERVED_KEYS:
        raise table.error(
            "key",
            Message(
                "key {key!r} of {event_code!r} begins with a key of the window.",
                key=key,
                event_code=code,
            ),
            remedy=Message(
                "These are taken: {keys}.", keys=" ".join(repr(c) for c in RESERVED_KEYS)
            ),
        )
    if len(key) == 2 and (group is None or key[0] != group.key):
        first = group.key if group else ""
        raise table.error(
            "key",
            Message(
                "key {key!r} of {event_code!r} does not begin with the key of its group.",
                key=key,
                event_code=code,
            ),
            remedy=Message(
                "The group's key is {first!r}; it is given in its [[group]].", first=first
            ),
        )
    return key


def _groups(file: TomlTable) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for table in file.list_of("group"):
        name = table.string("name", "")
        if not name or name in groups:
            raise table.error(
                "name",
                Message("group {name!r} has no name, or one that is used twice.", name=name),
            )
        key = table.string(
            "key", "", pattern=r"([^A-Z\s])?", hint=Message("One lower-case letter.")
        )
        if key and (key in RESERVED_KEYS or any(g.key == key for g in groups.values())):
            raise table.error(
                "key", Message("key {key!r} of group {name!r} is taken.", key=key, name=name)
            )
        groups[name] = Group(name, table.string("label", name), key)
        table.done()
    return groups


def parse_codebook(text: str, *, source: str) -> Codebook:
    """Return the codebook in a TOML text.

    Raises
    ------
    ConfigError
        With file, line, code and valid choices, when the text is not a codebook.
    """
    file = TomlText(text, source)
    table = file.table()
    name, version = table.string("name", ""), table.string("version", "")
    for key, value in (("name", name), ("version", version)):
        if not value:
            raise table.error(
                key,
                Message("the codebook has no {key}.", key=key),
                remedy=Message('Begin the file with {key} = "...".', key=key),
            )
    groups = _groups(table)
    entries = table.list_of("code")
    codes: list[Code] = []
    for entry in entries:
        code = _code(entry, groups)
        _refuse_twice(entry, code, codes, groups)
        codes.append(code)
    table.done()
    if not codes:
        raise ConfigError(
            Message("{source} holds no [[code]].", source=source),
            remedy=Message("Add one [[code]] at least."),
        )
    return Codebook(name, version, tuple(codes), tuple(groups.values()))


def _refuse_twice(
    table: TomlTable, code: Code, earlier: list[Code], groups: Mapping[str, Group]
) -> None:
    if any(other.code == code.code for other in earlier):
        raise table.error(
            "code", Message("code {event_code!r} is used twice.", event_code=code.code)
        )
    taken = {other.key: other.code for other in earlier if other.key}
    taken |= {group.key: group.name for group in groups.values() if group.key}
    if code.key in taken:
        raise table.error(
            "key",
            Message(
                "key {key!r} of {event_code!r} is used twice.", key=code.key, event_code=code.code
            ),
            remedy=Message("It is the key of {owner!r}.", owner=taken[code.key]),
        )


def shipped_codebook(name: str) -> Codebook:
    """Return a codebook of :data:`SHIPPED`."""
    packaged = files("safehold.core") / "codebooks" / f"{name}.toml"
    return parse_codebook(packaged.read_text(encoding="utf-8"), source=f"{name}.toml")


def load_codebook(path: Path | None = None) -> Codebook:
    """Return the codebook in a file; without one the minimal one that ships with safehold.

    Raises
    ------
    ConfigError
        When the file cannot be read, or is not a codebook.
    """
    if path is None:
        return shipped_codebook("minimal")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Message("{path} cannot be read: {error}.", path=path, error=error)
        ) from error
    return parse_codebook(text, source=str(path))
