"""Who withdraws, as a study folder knows them: code, labels, streams, and the words of these."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from recordings.tidy.name_search import is_ours, tells
from recordings.xdf.byte_search import WordSearch
from safehold.core.canonical import canonical_json
from safehold.core.markers import (
    FOREIGN_CODE,
    ONSET_UNCERTAINTY,
    STAMP,
    STAMP_CLOCK,
    decode_marker,
    encode_marker,
)
from safehold.session.ratings import ACTORS

NOTE = "note"
_WHOSE = frozenset({"person", "stream_id", "stream"})
KEPT_WHOLE = frozenset({"codebook", "settings", "software", "windows", "display"})
"""Entries that tell of the study, not of people."""


def telling_code(code: str) -> bool:
    """Tell whether a study code, found in a text, can only be the person's.

    A single letter, a number or a word of safehold's own texts stands everywhere.
    """
    low, letters = code.casefold(), sum(sign.isalpha() for sign in code)
    if 0 < letters < len(code):
        return True
    return letters > 0 and tells(low) and not is_ours(low)


def telling_names(mine: Iterable[str], others: Collection[str]) -> set[str]:
    """Return the names of a person's streams that are nobody else's and no common word."""
    known = {name.casefold() for name in others}
    return {
        name
        for name in mine
        if name.casefold() not in known and tells(name.casefold()) and not is_ours(name.casefold())
    }


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A person in one session; without labels somebody who is only spoken of in it."""

    code: str
    labels: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    """Labels of the others."""
    stream_ids: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()
    """Names, source ids and uids of streams that nobody else has in the session."""
    search: WordSearch = field(default_factory=lambda: WordSearch.of(()))
    """Code and names of streams."""
    in_session: WordSearch = field(init=False)
    """Labels and ids of streams: words that name the person in this session only."""

    def __post_init__(self) -> None:
        words = WordSearch.of(self.labels | self.stream_ids)
        object.__setattr__(self, "in_session", words)

    @property
    def actors(self) -> frozenset[str]:
        """Letters that stand for the person in events."""
        return frozenset(map(_actor, self.labels)) - {""}

    def names(self, text: str) -> bool:
        """Tell whether a text that should name somebody names the person."""
        return bool(text) and (text in self.labels or text in self.stream_ids or text == self.code)

    def spoken_of(self, text: str) -> bool:
        """Tell whether a free text has the code, a stream or the label of the person in it."""
        return bool(text) and (self.search.in_text(text) or self.in_session.in_text(text))

    def concerns(self, code: str, attributes: Mapping[str, Any]) -> bool:
        """Tell whether an event is by the person, about them, or a free note.

        Where two people share the letter of its actor, its target says whose it is.
        """
        actor, target = str(attributes.get("actor") or ""), str(attributes.get("target") or "")
        if self.labels and (target in self.labels or code == NOTE):
            return True
        if actor in self.actors and not (target in self.others and _actor(target) == actor):
            return True
        value = str(attributes.get("value") or "")
        if self.names(value) or self.search.in_text(f"{code} {value}"):
            return True
        inner, more = decode_marker(value)
        if inner == FOREIGN_CODE:
            more = {"value": more["value"]}
        free = [str(attributes.get(key) or "") for key in ("source", "id")]
        free += [str(text) for key, text in attributes.items() if key not in _STRUCTURED]
        free += [text for key, text in more.items() if key == "value" or key not in _STRUCTURED]
        return any(self.spoken_of(text) for text in free)

    def without_note(self, attributes: Mapping[str, Any]) -> bool:
        """Tell whether the note of an event that stays must go: it may speak of the person."""
        note = str(attributes.get("note") or "")
        return bool(note) and (bool(self.labels) or self.spoken_of(note))

    def marker(self, text: str) -> str | None:
        """Return a marker text as it is to stand; None where it goes."""
        code, attributes = decode_marker(text)
        if code == FOREIGN_CODE:
            return None if self.spoken_of(text) else text
        rest = {key: value for key, value in attributes.items() if key not in ("note", "coder")}
        if self.concerns(code, rest):
            return None
        if attributes.get("note") and not self.without_note(attributes):
            rest["note"] = attributes["note"]
        if attributes.get("coder") and not self.spoken_of(attributes["coder"]):
            rest["coder"] = attributes["coder"]
        return text if rest == attributes else encode_marker(code, rest)

    def text(self, text: str) -> str | None:
        """Return a text of a stream of texts as it is to stand; None where it goes."""
        if not text.startswith("{"):
            return self.marker(text)
        try:
            line = json.loads(text)
            new = self.line(line, text)
            same = new is None or new == line
            return (None if new is None else text) if same else canonical_json(new)
        except (ValueError, RecursionError):  # no JSON, or none that can be written again
            return self.marker(text)

    def line(self, line: Mapping[str, Any], raw: str) -> dict[str, Any] | None:
        """Return a line of a log as it is to stand; None where it goes.

        What the engine used of the others stays, without free texts about the person.

        Parameters
        ----------
        line : mapping
            The line in plain JSON.
        raw : str
            The line as it is written; looked at first, for nearly all lines are others'.
        """
        kind = line.get("kind")
        if kind == "acts" and isinstance(line.get("act_from"), Mapping):
            ticks = {key: t for key, t in line["act_from"].items() if key not in self.labels}
            return {**line, "act_from": ticks}
        if kind != "mark" and not self.spoken_of(raw):
            return dict(line)
        if kind in ("start", "stop"):
            return dict(self.prune(line))
        if kind == "display":
            return dict(line)
        if kind == "mark" and "event" in (line.get("mark") or line):
            return self._mark(line)
        holders = [line, *(entry for entry in line.values() if isinstance(entry, Mapping))]
        named = [holder[key] for holder in holders for key in _WHOSE & holder.keys()]
        if any(isinstance(text, str) and self.names(text) for text in named):
            return None
        if any(named):
            return dict(self._silenced(line))
        return None if any(self.spoken_of(text) for text in _texts(line)) else dict(line)

    def _silenced(self, value: Any) -> Any:
        """Return plain JSON in which texts that speak of the person are empty."""
        if isinstance(value, Mapping):
            return {key: self._silenced(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self._silenced(entry) for entry in value]
        return "" if isinstance(value, str) and self.spoken_of(value) else value

    def _mark(self, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a mark as it is to stand: without ticks of the person, and without its note."""
        new: dict[str, Any] = json.loads(json.dumps(line))
        inner = new.get("mark") or new
        event = inner["event"]
        extra = event.get("attributes") or {}
        own = {**extra, **{key: value for key, value in event.items() if key != "attributes"}}
        own = {key: value for key, value in own.items() if key not in ("note", "coder")}
        if self.concerns(str(event.get("code")), own):
            return None
        for holder in (event, extra):
            if self.without_note(holder):
                holder["note"] = ""
            if self.spoken_of(str(holder.get("coder") or "")):
                holder["coder"] = ""
        value = str(event.get("value") or "")
        if decode_marker(value)[0] != FOREIGN_CODE:  # the text it came as
            event["value"] = self.marker(value) or ""
        if isinstance(inner.get("act_from"), dict):
            for label in self.labels:
                inner["act_from"].pop(label, None)
        return new

    def prune(self, value: Any) -> Any:
        """Return plain JSON without the entries that are the person's."""
        if isinstance(value, Mapping):
            return {
                key: entry if key in KEPT_WHOLE else self.prune(entry)
                for key, entry in value.items()
                if not self.names(key) and not self._goes(key, entry)
            }
        if isinstance(value, list):
            return [self.prune(entry) for entry in value if not self._goes("", entry)]
        return value

    def _goes(self, key: str, entry: Any) -> bool:
        if key in KEPT_WHOLE:
            return False
        if isinstance(entry, Mapping):
            told = {name: text for name, text in entry.items() if isinstance(text, str)}
            mine = told.get("stream_id") in self.stream_ids or told.get("code") == self.code != ""
            mine |= any(told.get(name) in self.streams for name in ("name", "source_id", "uid"))
            whose = entry.get("whose")  # of a file that was imported
            if isinstance(whose, list) and whose and all(isinstance(x, str) for x in whose):
                mine |= self.labels.issuperset(whose)
            return mine or any(
                told.get(name) in self.labels for name in ("label", "person", "target")
            )
        if isinstance(entry, str):
            return (not key and self.names(entry)) or self.search.in_text(entry)
        return False


_STRUCTURED = frozenset(
    {"actor", "target", "code", "kind", "note", "boundary", "event_id", "value", "source",
     "coder", "id", "onset", "duration", "t_entered", "t", STAMP, STAMP_CLOCK, ONSET_UNCERTAINTY}
)  # fmt: skip


def _actor(label: str) -> str:
    return ACTORS.get(label.rstrip("0123456789"), "")


def _texts(value: Any) -> Iterable[str]:
    """Yield all texts in plain JSON, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)


__all__ = ["Withdrawn", "telling_code", "telling_names"]
