"""The last look before an export is given out: no name of a machine, device or user in any byte.

Each profile replaces such names where it writes them. This looks for them in what was written,
whoever wrote it. A word counts where no letter or digit stands beside it, so ``lab2`` is not found
in ``slab21``; a word that safehold's own texts are made of (a computer called ``movement``) tells
nothing and is not looked for.

Searched are names of files and their bytes, opened where they are packed
(:mod:`recordings.xdf.byte_search`), and of everything that is not text only words that are no
chance in numbers.
"""

from __future__ import annotations

import functools
import getpass
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.xdf.byte_search import SHORTEST_IN_NUMBERS, pieces, stands_alone
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.results import SessionResults

SHORTEST = 4
"""Signs of a word that is looked for in texts."""
SHORTEST_NUMBER = 10
"""Signs of a word that could be a number (``20481`` or ``1e05``)."""
_ADDRESS = re.compile(
    rb"[:-](?<=(?<![0-9a-z:-])[0-9a-f]{2}[:-])(?:[0-9a-f]{2}[:-]){4}[0-9a-f]{2}(?![0-9a-z:-])"
)
"""From its first separator on."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class NameFinding:
    """A word that should not leave."""

    path: str
    """File, relative to the export."""
    kind: Message
    """What the word names."""


@dataclass(frozen=True, slots=True)
class NameSearch:
    """Words that no export may hold, and what each names.

    Parameters
    ----------
    words : mapping of str to Message
        In lower case, with the kind of thing that each names.
    """

    words: dict[str, Message]
    allowed: bool = False
    """The user wants the export whatever is found."""

    @classmethod
    def of(cls, results: SessionResults, options: TidyOptions) -> NameSearch:
        """Return the search for a session: its devices and senders, this machine and its user."""
        words = dict.fromkeys(
            Scrubber(results.streams).words, Message("a device or a sending computer")
        )
        words |= dict.fromkeys(_machine(), Message("this computer"))
        if not options.notes:  # notes may name people, and are wanted
            words |= dict.fromkeys(_user(), Message("who is logged in"))
        found = {word.casefold(): kind for word, kind in words.items() if tells(word.casefold())}
        return cls(found, options.names)

    def check(self, folder: Path) -> None:
        """Look through an export.

        Raises
        ------
        ExportError
            When something was found and is not wanted.
        """
        if self.allowed:
            return
        for found in self.look(folder):
            raise ExportError(
                Message(
                    "{path} would hold the name of {kind}; nothing was exported.",
                    path=found.path,
                    kind=found.kind,
                ),
                remedy=Message(
                    "Most likely it is in a marker of another program or in the session's "
                    "name. If it may be exported, allow it (--names, or the box in the "
                    "window): the manifest then says so."
                ),
            )

    def look(self, folder: Path) -> Iterator[NameFinding]:
        """Yield what is found, file by file."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            inside = path.relative_to(folder).as_posix()
            kinds = {self._named(word) for word in self._hits(inside.encode(), text=True)}
            pdf = path.suffix == ".pdf"  # made of words of its own: root, font, page
            for piece in pieces(path):
                found = self._hits(piece.data, text=piece.text and not pdf)
                kinds |= {self._named(word) for word in found}
            yield from (NameFinding(inside, kind) for kind in sorted(kinds))

    def _named(self, word: str) -> Message:
        return self.words.get(word, Message("a device (its address)"))

    def _hits(self, data: bytes, *, text: bool) -> Iterator[str]:
        low = data.lower()
        for word in self.words:
            if not text and len(word) < SHORTEST_IN_NUMBERS:
                continue
            if stands_alone(low, word.encode()) and not is_ours(word):
                yield word
        if text and (address := _address(low)):
            yield address


def _address(low: bytes) -> str | None:
    """Return the first address of a device in bytes in lower case.

    Tables are full of separators; only where five of them stand as in an address is it read.
    """
    signs = np.frombuffer(low, np.uint8)
    between = (signs == ord(":")) | (signs == ord("-"))
    n = max(signs.size - 12, 0)
    five = between[:n].copy()
    for place in (3, 6, 9, 12):
        five &= between[place : place + n]
    found = (_ADDRESS.match(low, at) for at in np.flatnonzero(five).tolist())
    return next((low[a.start() - 2 : a.end()].decode() for a in found if a), None)


def tells(word: str) -> bool:
    """Tell whether a word found in a table can only be the name it is."""
    number = not set(word) - set("0123456789abcdef.+-")
    return len(word) >= (SHORTEST_NUMBER if number else SHORTEST)


def _machine() -> set[str]:
    host = socket.gethostname()
    return {host, host.partition(".")[0]} - {"localhost", ""}


def _user() -> set[str]:
    try:
        return {getpass.getuser(), str(Path.home())}
    except (KeyError, OSError, RuntimeError):  # a user without an entry or a home
        return set()


@functools.cache
def _own_texts() -> bytes:
    """Return all that safehold's own texts are made of: its modules and codebooks."""
    places = (ROOT / room for room in ("recordings", "safehold", "processing"))
    files = (path for place in places for path in sorted(place.rglob("*"))
             if path.suffix in (".py", ".toml"))  # fmt: skip
    return b"\n".join(path.read_bytes().lower() for path in files)


@functools.cache
def is_ours(word: str) -> bool:
    """Tell whether a word, in lower case, stands in safehold's own texts: it names nobody."""
    return stands_alone(_own_texts(), word.encode())
