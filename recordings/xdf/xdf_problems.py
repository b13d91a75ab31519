"""What is wrong with a file, as sentences: each once, and never more than can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from safehold.core.messages import Message, verbatim

MAX_OF_A_KIND: Final = 20
"""Sentences that differ only in their numbers are counted from here on."""
MAX_LENGTH: Final = 300
"""Characters of one sentence; it may quote what stands in the file."""

_NUMBER: Final = re.compile(r"\d+")


class Problems:
    """Problems in the order they were found. A damaged file can have one for every few bytes."""

    def __init__(self) -> None:
        self._told: dict[Message, None] = {}
        self._counts: Counter[str] = Counter()
        self._first: dict[str, Message] = {}

    def append(self, problem: Message) -> None:
        """Take in a problem; what was said already is not said again."""
        if len(problem) > MAX_LENGTH:
            problem = verbatim(f"{problem[:MAX_LENGTH]} ...")
        if problem in self._told:
            return
        kind = _NUMBER.sub("...", problem)
        self._first.setdefault(kind, problem)
        self._counts[kind] += 1
        if self._counts[kind] <= MAX_OF_A_KIND:
            self._told[problem] = None

    def __iter__(self) -> Iterator[Message]:
        yield from self._told
        for kind, count in self._counts.items():
            if count > MAX_OF_A_KIND:
                yield Message(
                    "{count} more like this: {first}",
                    code="more_like_this",
                    count=count - MAX_OF_A_KIND,
                    first=self._first[kind],
                )

    def __bool__(self) -> bool:
        return bool(self._told)
