"""Sentences that the core puts together, in the language of the window.

The core knows no language: it makes ``"client: ecg ('H10'): no data for 4 s"`` from templates
and numbers. Here such a text is taken apart by the templates in the catalogue, and put together
again from their translations. A text that no template fits is looked at in its parts, at the
first colon and at brackets; what is not known stays as it is.
"""

from __future__ import annotations

import functools
import re

from gui.translation import SOURCE, Translator, load_catalogue, say

PLACE = re.compile(r"\{(\d)\}")
LEAST_LETTERS = 4
"""A template with fewer letters of its own would fit anything."""
_DEEPEST = 4
_PARTS = (re.compile(r"(.+?)(: )(.+)", re.S), re.compile(r"(.+)( \()(.+?)(\))", re.S))


def is_template(text: str) -> bool:
    """Tell whether a source text has places for values and enough words to be known again."""
    words = PLACE.sub("", text)
    plain = words != text and "{" not in words
    return plain and sum(map(str.isalpha, words)) >= LEAST_LETTERS


def say_message(text: str) -> str:
    """Return a sentence of the core in the language of the window."""
    return text if Translator.in_use == SOURCE else _say(text, Translator.in_use, 0)


@functools.lru_cache(maxsize=2048)
def _say(text: str, language: str, depth: int) -> str:
    """Return what is said; remembered, for panels ask many times a second."""
    if not text or depth > _DEEPEST:
        return text
    known = say(text)
    if known != text:
        return known
    for pattern, template in _patterns(language):
        match = pattern.fullmatch(text)
        if match is not None:
            return template.format(*(_say(value, language, depth + 1) for value in match.groups()))
    for parts in _PARTS:
        match = parts.fullmatch(text)
        if match is not None:
            return "".join(_say(part, language, depth + 1) for part in match.groups())
    return text


@functools.cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Return patterns and translations, those with most words of their own first."""
    found = [entry for entry in load_catalogue(language).items() if is_template(entry[0])]
    found.sort(key=lambda entry: len(PLACE.sub("", entry[0])), reverse=True)
    return [(_pattern(source), told) for source, told in found]


def _pattern(source: str) -> re.Pattern[str]:
    """Return what a template can become; its places are numbered as they come."""
    pieces = PLACE.split(source)
    text = "".join(re.escape(piece) if k % 2 == 0 else "(.+?)" for k, piece in enumerate(pieces))
    return re.compile(text, re.S)
