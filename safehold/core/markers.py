"""Marker text: ``code;key=value;...``, as it travels in LSL string streams and in XDF.

Written by safehold: ``al.rupture.withdrawal;boundary=start;id=e0007;actor=C;t=812.4``.
Foreign markers (PsychoPy, simple scripts) are taken as they are: text that is not a code of
this shape becomes the event ``marker`` with the text as its value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

CODE_PATTERN = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
FORBIDDEN_CODES = frozenset({"na", "nan", "null", "none", "inf", "true", "false", "t", "f"})
"""Codes that readers of tables take for missing or for a truth value."""
FOREIGN_CODE = "marker"
STAMP = "stamp"
"""Attribute: the raw stamp of an event that is not simply placed by it, s or whatever it is."""
STAMP_CLOCK = "stamp_clock"
"""Attribute: the clock which that stamp is on."""
ONSET_UNCERTAINTY = "onset_uncertainty"
"""Attribute: how far the event may be from its onset, s."""
_SAFE = " !\"#$&'()*+,-./:<>?@[]^_`{|}~"  # all but % ; = and control characters


def is_code(text: str) -> bool:
    """Tell whether a text can be an event code."""
    return bool(CODE_PATTERN.fullmatch(text)) and text not in FORBIDDEN_CODES


def encode_marker(code: str, attributes: Mapping[str, str]) -> str:
    """Return the marker text of a code with attributes (keys sorted, values escaped)."""
    if not is_code(code):
        raise ValueError(f"{code!r} is not an event code ({CODE_PATTERN.pattern})")
    parts = [code]
    parts += [f"{key}={quote(attributes[key], safe=_SAFE)}" for key in sorted(attributes)]
    return ";".join(parts)


def decode_marker(text: str) -> tuple[str, dict[str, str]]:
    """Return code and attributes of a marker text; never raises.

    A text that is not of safehold's form gives ``("marker", {"value": text})``.
    """
    head, *rest = text.split(";")
    pairs = [part.partition("=") for part in rest]
    if not is_code(head) or not all(sep for _, sep, _ in pairs):
        return FOREIGN_CODE, {"value": text}
    return head, {key: unquote(value) for key, _, value in pairs}
