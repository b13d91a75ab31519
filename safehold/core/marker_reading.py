"""What a marker text says, and how much of it counts: foreign programs steer nothing.

A marker that uses a word of safehold (``ph.baseline_stop``, ``cf.movement``, ``rate.safety``,
``note``, a code of the codebook) means what it says only when safehold itself sends it, or the
stream that the study names (``conduct``). From any other program it is the point event ``marker``
with the text as its value: recorded and shown, and without effect on phases, confounds, ratings or
codes. That is decided once, before the mark is logged, so a replay cannot decide otherwise.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from safehold.core.codebook import (
    AUTO_PREFIX,
    CONFOUND_PREFIX,
    PHASE_PREFIX,
    RATING_PREFIX,
    SHIPPED,
    Codebook,
    shipped_codebook,
)
from safehold.core.markers import (
    FOREIGN_CODE,
    ONSET_UNCERTAINTY,
    STAMP,
    STAMP_CLOCK,
    decode_marker,
    encode_marker,
)
from safehold.core.types import Boundary, Event

STOPPED_BY = "stopped_by"
"""Attribute of an event of another program that was ended by a key press here."""
UNDONE = "undone"
"""Attribute of an undoing mark: the boundary that it takes back."""
UNMATCHED = "unmatched"
"""Attribute of a marker without its other end: ``stop`` of what was not open, or ``point`` where a
phase should have said whether it starts or stops."""
NOTE = "note"
ORDERS = frozenset({NOTE, "ask", "pace"})
"""Codes of safehold that stand in no codebook and have no prefix."""
_UNCODED = (PHASE_PREFIX, RATING_PREFIX, AUTO_PREFIX, "rec.")
_OWN_PREFIXES = (PHASE_PREFIX, CONFOUND_PREFIX, RATING_PREFIX, "rec.")
_BOOKKEEPING = frozenset(
    {STOPPED_BY, UNDONE, UNMATCHED, "t_end_entered", STAMP, STAMP_CLOCK, ONSET_UNCERTAINTY}
)
"""Attributes that only safehold's own marks carry."""
_ABOUT = frozenset({"actor", "target", NOTE})
"""Kept of a marker that does not count: whose it is, for whoever takes a person's data out."""
_EDGE = re.compile(r"(?P<code>ph\.[a-z0-9_]+)_(?P<edge>start|stop)")


@dataclass(frozen=True, slots=True)
class MarkerReading:
    """What a marker text comes to."""

    code: str
    boundary: Boundary
    """``POINT``, ``START`` or ``STOP``."""
    attributes: dict[str, str]
    held_back: bool = False
    """It uses a word of safehold, but comes from a program that may not conduct."""


def read_marker(text: str, codebook: Codebook, *, conducts: bool) -> MarkerReading:
    """Return what a marker text comes to.

    Parameters
    ----------
    text : str
        As it came.
    codebook : Codebook
        The session's; its codes are words of safehold.
    conducts : bool
        It is safehold's own, or of the stream that the study lets conduct.
    """
    code, attributes = decode_marker(text)
    boundary = attributes.pop("boundary", "")
    edge = _EDGE.fullmatch(code)
    if edge:
        code, boundary = edge["code"], edge["edge"]
    if not conducts and is_own_word(code, codebook):
        about = {key: said for key, said in attributes.items() if key in _ABOUT}
        return MarkerReading(
            FOREIGN_CODE, Boundary.POINT, {**about, "value": text}, held_back=True
        )
    attributes = {key: said for key, said in attributes.items() if key not in _BOOKKEEPING}
    found = {"start": Boundary.START, "stop": Boundary.STOP}.get(boundary, Boundary.POINT)
    if code.startswith(PHASE_PREFIX) and found is Boundary.POINT:  # a phase has two ends
        return MarkerReading(FOREIGN_CODE, found, {"value": text, UNMATCHED: "point"})
    return MarkerReading(code, found, attributes)


def is_own_word(code: str, codebook: Codebook) -> bool:
    """Tell whether a code is one that safehold gives a meaning to."""
    if code in ORDERS or code.startswith(_OWN_PREFIXES):
        return True
    family = code.partition(".")[0] if "." in code else None
    return family in _families() or any(
        entry.code == code or (family and entry.code.startswith(f"{family}."))
        for entry in codebook.codes
    )


def is_coded(event: Event, codebook: Codebook | None = None) -> bool:
    """Tell whether an event is a code or a note: somebody gave it, or the program that conducts.

    No phase, rating or finding of safehold's own, and no marker of another program.

    Parameters
    ----------
    event : Event
        Of a session.
    codebook : Codebook, optional
        The session's; the one with all codes that ship where it is not known.
    """
    if event.source == "protocol" or event.code.startswith(_UNCODED):
        return False
    return not is_foreign(event, codebook)


def is_foreign(event: Event, codebook: Codebook | None = None) -> bool:
    """Tell whether an event is a marker of another program, without a meaning here."""
    book = codebook or shipped_codebook("full")
    came = event.source.startswith(("lsl:", "file:")) and not is_own_word(event.code, book)
    return came or event.code == FOREIGN_CODE


@functools.cache
def _families() -> frozenset[str]:
    """Return the first words of the codes that ship with safehold: ``int``, ``al``, ..."""
    codes = [entry.code for name in SHIPPED for entry in shipped_codebook(name).codes]
    return frozenset(code.partition(".")[0] for code in codes if "." in code)


def joined_marker(texts: Sequence[str], channels: Sequence[int]) -> str:
    """Return the marker that the channels of one sample make together.

    Parameters
    ----------
    texts : sequence of str
        What each channel holds, that of the channel in use first; empty for nothing.
    channels : sequence of int
        Their indices.

    Returns
    -------
    str
        A code with the others as attributes (``stim;channel2=left``); texts that are no code are
        joined by commas (``S 5,left``); one alone as it is.
    """
    said = [(c, text) for c, text in zip(channels, texts, strict=True) if text]
    if not said:
        return ""
    (_, first), *more = said
    if more and decode_marker(first)[0] == FOREIGN_CODE:
        return ",".join(text for _, text in said)
    others = encode_marker(FOREIGN_CODE, {f"channel{c + 1}": text for c, text in more})
    return first + others.removeprefix(FOREIGN_CODE)
