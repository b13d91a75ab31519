"""Names in letters that every file system takes."""

from __future__ import annotations

import unicodedata

import pytest

from safehold.core.plain_text import spelled_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Übung", "Uebung"), ("Größe", "Groesse"), ("Zoë", "Zoe"), ("plain_1", "plain_1"),
     ("Ærø", "Aeroe"), ("漢", "漢")],
)  # fmt: skip
def test_umlauts_are_spelled_out_in_either_form(text: str, plain: str) -> None:
    assert spelled_plain(text) == plain
    assert spelled_plain(unicodedata.normalize("NFD", text)) == plain
