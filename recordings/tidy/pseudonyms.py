"""Keep what names a machine, a device or a person out of an export."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safehold.core.messages import Message
from safehold.core.results import StreamReport

_MAC_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z])"
)


class Scrubber:
    """Replace source ids, host names, uids and device serials in free text.

    Parameters
    ----------
    streams : sequence of StreamReport
        The session's streams; their headers name the words that must not leave.
    """

    def __init__(self, streams: Sequence[StreamReport]) -> None:
        words: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for report in streams:
            spec = report.spec
            for name in (spec.name, spec.source_id, spec.stream_id):
                same = self._names.setdefault(name, spec.stream_id) == spec.stream_id
                # two streams of one name: which one sent the marker cannot be told
                self._names[name] = spec.stream_id if same else "device"
            for word in (spec.source_id, spec.uid):
                words[word] = spec.stream_id
            words[spec.hostname] = "host"
            # "Polar H10 9C2B3A21": a name with a serial; "ECG" is just a word
            if any(sign.isdigit() for sign in spec.name):
                words[spec.name] = spec.stream_id
        known = {report.spec.stream_id for report in streams}
        known |= {report.spec.person or "" for report in streams}
        self._words = {k.casefold(): v for k, v in words.items() if k and k not in known}
        longest_first = sorted(self._words, key=lambda word: (-len(word), word))
        alternatives = "|".join(re.escape(word) for word in longest_first)
        self._pattern = (
            re.compile(rf"(?<![0-9A-Za-z])(?:{alternatives})(?![0-9A-Za-z])", re.IGNORECASE)
            if alternatives
            else None
        )

    @property
    def words(self) -> frozenset[str]:
        """The words that are replaced, in lower case."""
        return frozenset(self._words)

    def clean(self, text: str) -> str:
        """Return the text without device addresses and the words of the stream headers."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda m: self._words.get(m[0].casefold(), "device"), text)
        return _MAC_ADDRESS.sub("device", text)

    def clean_message(self, message: Message) -> Message:
        """Return a message whose fields are cleaned; its words are safehold's own."""
        return message.rewritten(self.clean)

    def source(self, text: str) -> str:
        """Return an event's source with a stream's name replaced by its id."""
        kind, sep, name = text.partition(":")
        if kind == "lsl" and name in self._names:
            return f"{kind}{sep}{self._names[name]}"
        return self.clean(text)
