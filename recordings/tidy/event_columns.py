"""Names for what other programs call their events: columns, and texts of annotations.

A code becomes part of a column's name, and the text of a foreign marker that of an annotation.
Both are made here, so that no two codes share a column and a text is never taken for a code.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.schema_physiology import ALIGNED_EVENTS, ALIGNED_PERSON
from safehold.core.markers import FOREIGN_CODE
from safehold.core.results import SessionResults
from safehold.core.types import Event

NOTE_CODE = "note"
LONGEST_NAME = 200
"""Characters of an annotation: EDF+ leaves room for the longest one in every second."""
_DIGITS = 6


def column_stems(results: SessionResults) -> dict[str, str]:
    """Return the stem of the columns of every code of a session in the aligned table.

    A code's interval column is the stem, its count column the stem with ``_n``.
    """
    ours = {code.code for code in results.codebook.codes} if results.codebook else set()
    taken = [f"{p.label}_{f.name}" for p in results.participants for f in ALIGNED_PERSON]
    taken += [f.name for f in ALIGNED_EVENTS]
    return unique_stems(ours, {event.code for event in results.events} - ours, taken)


def unique_stems(
    ours: Iterable[str], foreign: Iterable[str], taken: Iterable[str] = ()
) -> dict[str, str]:
    """Return a column stem per code; no two share a column.

    Parameters
    ----------
    ours : iterable of str
        Codes of the codebook: they keep their plain name (``ev_`` and the code, with ``_`` for
        ``.`` and ``-``) unless two of them share it.
    foreign : iterable of str
        All other codes. Those that would share a column with another code get a suffix that
        comes from the code alone, so that it is the same in every session.
    taken : iterable of str
        Columns that are there already.
    """
    used, stems = set(taken), {}
    for codes in (sorted(set(ours)), sorted(set(foreign) - set(ours))):
        wish = {code: "ev_" + re.sub(r"[.-]", "_", code) for code in codes}
        wanted = Counter(name for stem in wish.values() for name in _columns(stem))
        for code, plain in wish.items():
            names, stem, digits = _columns(plain), plain, _DIGITS
            if any(wanted[name] > 1 for name in names) or used & names:
                digest = hashlib.sha256(code.encode()).hexdigest()
                stem = f"{plain}_{digest[:digits]}"
                while used & _columns(stem):
                    digits += 1
                    stem = f"{plain}_{digest[:digits]}"
            stems[code] = stem
            used |= _columns(stem)
    return stems


def _columns(stem: str) -> set[str]:
    return {stem, f"{stem}_n"}


def told_text(event: Event, scrubber: Scrubber, *, notes: bool) -> str:
    """Return the text that an event's marker came as; empty where it may repeat a note."""
    private = event.note or event.attributes.get("note", "") or event.code == NOTE_CODE
    return "" if private and not notes else scrubber.clean(event.value)


def annotation_name(event: Event, scrubber: Scrubber, *, notes: bool) -> str:
    """Return what an annotation calls an event: its code, or ``marker/`` and the foreign text.

    The slash keeps texts apart from codes, and lets MNE select all of them as ``marker``. A text
    is one line of at most ``LONGEST_NAME`` characters; the whole of it stands in ``events.csv``.
    """
    if event.code != FOREIGN_CODE:
        return event.code
    text = told_text(event, scrubber, notes=notes).encode("utf-8", "replace").decode()
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) > LONGEST_NAME:
        text = f"{text[: LONGEST_NAME - 3]}..."
    return f"{FOREIGN_CODE}/{text}" if text else FOREIGN_CODE
