"""Names in letters that every file system and program takes."""

from __future__ import annotations

import unicodedata

_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa",
     "ł": "l", "đ": "d", "ð": "d", "þ": "th", "µ": "u", "μ": "u",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS", "Æ": "Ae", "Œ": "Oe", "Ø": "Oe", "Å": "Aa",
     "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th"}
)  # fmt: skip


def spelled_plain(text: str) -> str:
    """Return a text with its letters spelled in ASCII: ``Übung`` is ``Uebung``, ``é`` is ``e``.

    Characters without a spelling stay; who makes a file name of the text replaces them.
    """
    spelled = unicodedata.normalize("NFC", text).translate(_SPELLED)
    parts = unicodedata.normalize("NFD", spelled)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
