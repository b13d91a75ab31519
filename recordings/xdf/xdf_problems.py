"""What is wrong with a file, as sentences: each once, and never more than can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from safehold.core.messages import Message

MAX_OF_A_KIND: Final = 20
"""Sentences that differ only in their numbers are counted from here on."""
MAX_LENGTH: Final = 300
"""Characters of one sentence; it may quote what stands in the file."""

_NUMBER: Final = re.compile(r"\d+")


class Problems:
    """Problems in the order they were found. A damaged file can have one for every few bytes."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}
        self._counts: Counter[str] = Counter()

    def append(self, text: str) -> None:
        """Take in a problem; what was said already is not said again."""
        text = text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]} ..."
        if text in self._told:
            return
        kind = _NUMBER.sub("...", text)
        self._counts[kind] += 1
        if self._counts[kind] <= MAX_OF_A_KIND:
            self._told[text] = None

    def __iter__(self) -> Iterator[str]:
        yield from self._told
        for kind, count in self._counts.items():
            if count > MAX_OF_A_KIND:
                yield Message(
                    "{count} more like this: {kind}", count=count - MAX_OF_A_KIND, kind=kind
                )

    def __bool__(self) -> bool:
        return bool(self._told)
