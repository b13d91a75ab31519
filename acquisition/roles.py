"""Which role a stream has and whose it is, from its header alone; every proposal with a reason.

Headers in the field are poor: types are vendor names or plainly wrong, labels stand in
``label``, ``name`` or ``sensor``, RR intervals are declared regular. So words decide, channel
labels before channel types before the stream's type before its name; the type ``EEG`` alone and
declared rates of RR and heart rate are never believed. What cannot be told is ``other``: the
user decides, and a proposal is always open to correction. The words of makers and languages stand
in ``vocabulary.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from acquisition.description import ChannelInfo, StreamDescription
from safehold.core.messages import NOTHING, Message, joined, template
from safehold.core.types import Role

OWN_PREFIX = "safehold-"
"""Source ids and types of what safehold itself publishes."""

_UNITS = {
    "V": ("v", "volt", "volts"),
    "mV": ("mv", "millivolt", "millivolts"),
    "uV": ("uv", "µv", "μv", "microvolt", "microvolts"),
    "s": ("s", "sec", "second", "seconds"),
    "ms": ("ms", "msec", "millisecond", "milliseconds"),
    "1/1024 s": ("1/1024 s", "1/1024s"),
    "bpm": ("bpm", "beats/min", "1/min"),
    "Hz": ("hz", "hertz"),
    "uS": ("us", "µs", "μs", "microsiemens"),
    "nS": ("ns", "nanosiemens"),
    "kOhm": ("kohm", "kohms", "kiloohm", "kiloohms"),
    "a.u.": ("au", "a.u.", "raw", "none", "unnormalized", "absorption", "counts", "arbitrary"),
}
_UNIT_OF = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}

_VOCABULARY = tomllib.loads((files("acquisition") / "vocabulary.toml").read_text(encoding="utf-8"))
_WORDS: dict[Role, frozenset[str]] = {
    Role(role): frozenset(words) for role, words in _VOCABULARY["roles"].items()
}
_EVENT_TYPES, _PULSE, _HEART, _RATE, _NOT_THE_SIGNAL = (
    frozenset(_VOCABULARY["kinds"][kind]) for kind in ("events", "pulse", "heart", "rate", "about")
)
_LEAST_RATE = {Role.ECG: 50.0, Role.PPG: 10.0, Role.RESPIRATION: 4.0}
"""A regular stream slower than this cannot be the waveform its words promise, samples/s."""
_BELTS = frozenset(_VOCABULARY["kinds"]["belts"])
_LEAD = re.compile(
    r"(?:lead[ _-]?)?(?:i{1,3}|av[rlf]|v[1-9]r?|ml(?:i{1,3}|v[1-6])|mcl[1-6])", re.I
)
"""Leads of an ECG; V7-V9 lie on the back, V3R and V4R on the right."""
_VOLTS = frozenset({"V", "mV", "uV"})
_NO_HEART = frozenset({"eeg", "emg", "eog", "meg", "ecog", "seeg", "ieeg"})
_CAMEL = re.compile(r"[A-ZÄÖÜ]+(?=[A-ZÄÖÜ][a-zäöüß])|[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+")
_PERSON_WORDS = {"client": "client", "patient": "client", "c": "client",
                 "therapist": "therapist", "t": "therapist"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed role of one channel of a stream."""

    role: Role
    channel: int
    unit: str
    """Normalised where known, else as the sender wrote it."""
    reason: Message
    """One line for people: what the proposal rests on."""


def normalise_unit(text: str) -> str:
    """Return the one spelling of a known unit; an unknown one as it is."""
    return _UNIT_OF.get(text.strip().casefold(), text.strip())


_MNE_VOLTS = {"0": "V", "-3": "mV", "-6": "uV"}
"""mne-lsl writes the power of ten of the SI unit in place of a unit."""


def _words(text: str) -> frozenset[str]:
    parts = re.split(r"[\W_\d]+", unicodedata.normalize("NFC", text))
    camel = (word for part in parts for word in _CAMEL.findall(part))
    return frozenset(word.casefold() for word in (*parts, *camel) if word)


def _role_of(words: frozenset[str], rate: float, context: frozenset[str]) -> Role | None:
    """Return the role that words speak of; ``context`` holds those of the stream's type, name."""
    if words & _NOT_THE_SIGNAL:
        return None
    if words & _RATE:  # a rate of breathing is not breathing
        return Role.HEART_RATE if words & (_HEART | _PULSE) else None
    if {"skin", "conductance"} <= words or {"skin", "resistance"} <= words:
        return Role.EDA
    if "force" in words and context & {"rb", "belt", "respiration", "resp"}:
        return Role.RESPIRATION
    if words & _PULSE and not words & _WORDS[Role.PPG]:
        return Role.PPG if rate >= _LEAST_RATE[Role.PPG] else Role.HEART_RATE
    for role, vocabulary in _WORDS.items():
        if words & vocabulary:
            slow = 0 < rate < _LEAST_RATE.get(role, 0)
            return None if slow else role
    return None


def role_of_label(text: str) -> Role | None:
    """Return the role that a label alone speaks of, or None."""
    return _role_of(_words(text), 0.0, frozenset())


def _from_channels(description: StreamDescription) -> Iterable[Proposal]:
    context = _words(description.type) | _words(description.name)
    taken: set[Role] = set()
    kinds: tuple[tuple[str, Callable[[ChannelInfo], str]], ...] = (
        (template("label {text!r} of channel {number}"), lambda channel: channel.label),
        (template("channel type {text!r} of channel {number}"), lambda channel: channel.type),
    )
    for reason, text_of in kinds:
        for index, channel in enumerate(description.channels):
            text = text_of(channel)
            role = _role_of(_words(text), description.nominal_rate, context)
            if role is not None and role not in taken:
                taken.add(role)
                unit = normalise_unit(channel.unit)
                if role is Role.ECG:
                    unit = _MNE_VOLTS.get(unit, unit)
                yield Proposal(role, index, unit, Message(reason, text=text, number=index + 1))
        if taken:
            return


def _from_unsure_words(description: StreamDescription) -> Proposal | None:
    """Return what leads of an ECG, and belts, are taken for where nothing says more."""
    context = _words(description.type) | _words(description.name)
    rate = description.nominal_rate
    for index, channel in enumerate(description.channels):
        unit, about = normalise_unit(channel.unit), context | _words(channel.type)
        number = index + 1
        said = Message("{text!r}, channel {number}", text=channel.label, number=number)
        if (
            _LEAD.fullmatch(channel.label.strip())
            and unit in _VOLTS
            and not about & _NO_HEART
            and (rate == 0 or rate >= _LEAST_RATE[Role.ECG])
        ):
            why = Message("{channel}: a lead of an ECG, in {unit}", channel=said, unit=unit)
            return Proposal(Role.ECG, index, unit, why)
        words = _words(channel.label) | context
        others = _HEART | _PULSE | _NOT_THE_SIGNAL | _NO_HEART
        if words & _BELTS and not words & others and rate >= _LEAST_RATE[Role.RESPIRATION]:
            return Proposal(
                Role.RESPIRATION, index, unit, Message("{channel}: a belt", channel=said)
            )
    return None


def too_slow(role: Role, rate: float) -> Message:
    """Return why a regular signal of this rate cannot have a role; nothing where it can."""
    least = _LEAST_RATE.get(role, 0.0)
    if not 0 < rate < least:
        return NOTHING
    return Message(
        "{rate:g} samples a second are too few; {least:g} are needed", code="role_too_slow",
        rate=rate, least=least,
    )  # fmt: skip


def _nothing_found(description: StreamDescription) -> Message:
    """Return why a stream has no role: too slow for what its words promise, or no word."""
    label = description.channels[0].label if description.channels else ""
    for text in (label, description.type, description.name):
        role = role_of_label(text)
        if role is not None and (slow := too_slow(role, description.nominal_rate)):
            return Message("{text!r}, but {slow}", text=text, slow=slow)
    return Message("nothing in the header says what it is")


def _from_stream(description: StreamDescription) -> Proposal | None:
    context = _words(description.type) | _words(description.name)
    unit = normalise_unit(description.units[0]) if description.units else ""
    for reason, text in (
        (template("stream type {text!r}"), description.type),
        (template("stream name {text!r}"), description.name),
    ):
        role = _role_of(_words(text), description.nominal_rate, context)
        if role is not None:
            return Proposal(role, 0, unit, Message(reason, text=text))
    return None


def _remarks(proposal: Proposal, description: StreamDescription) -> Proposal:
    """Add what a user should know about a header that cannot be taken at its word."""
    remarks = []
    rate = description.nominal_rate
    if proposal.role in (Role.RR, Role.HEART_RATE) and rate > 0:
        remarks.append(
            Message(
                "declared regular at {rate:g} Hz, so values may be held between events", rate=rate
            )
        )
    elif proposal.role in _LEAST_RATE and rate == 0:
        remarks.append(Message("declared irregular: its real rate must be taken from the stamps"))
    if proposal.role is Role.RR and proposal.unit not in ("s", "ms", "1/1024 s"):
        remarks.append(Message("unit not stated: to be checked on the data"))
    return Proposal(
        proposal.role, proposal.channel, proposal.unit, joined("; ", (proposal.reason, *remarks))
    )


def propose(description: StreamDescription) -> tuple[Proposal, ...]:
    """Return the proposed roles of a stream, one per role found, at least one.

    Parameters
    ----------
    description : StreamDescription
        Preferably the full header: labels and channel types are in no short one.
    """
    if description.source_id.startswith(OWN_PREFIX) or description.type.startswith(OWN_PREFIX):
        return (Proposal(Role.DERIVED, 0, "", Message("written by safehold")),)
    if _words(description.type) & _EVENT_TYPES:
        return (
            Proposal(Role.EVENTS, 0, "", Message("stream type {text!r}", text=description.type)),
        )
    if description.channel_format == "string":
        return (Proposal(Role.EVENTS, 0, "", Message("string stream")),)
    if _words(description.type) & _WORDS[Role.RATING]:  # a scale may be called "arousal" or "rr"
        return (
            Proposal(Role.RATING, 0, "", Message("stream type {text!r}", text=description.type)),
        )
    found = tuple(_from_channels(description))
    if not found:
        single = _from_stream(description) or _from_unsure_words(description)
        found = () if single is None else (single,)
    if not found:
        unit = normalise_unit(description.units[0]) if description.units else ""
        return (Proposal(Role.OTHER, 0, unit, _nothing_found(description)),)
    return tuple(_remarks(proposal, description) for proposal in found)


def propose_person(description: StreamDescription, people: Sequence[str]) -> str | None:
    """Return whose stream it is, or None.

    ``desc/safehold/person`` in the header, else a word of the name or source id (``client``,
    ``patient``, ``therapist``, ``c``, ``t``, ``p1``..., or a label of ``people``), else the only
    person there is. With ``people`` empty any person named in a header is taken.
    """
    if description.person is not None:
        return description.person if not people or description.person in people else None
    for text in (description.name, description.source_id):
        for word in re.split(r"[^a-z0-9]+", text.casefold()):
            person = _PERSON_WORDS.get(word, word)
            numbered = re.fullmatch(r"p([1-9])", word)
            if numbered and int(numbered[1]) <= len(people):
                return people[int(numbered[1]) - 1]
            if person in people or (not people and word in ("client", "therapist")):
                return person
    return people[0] if len(people) == 1 else None
