"""The page of codes is that of the codebook, and every source of a code has its reference."""

from __future__ import annotations

import re
from pathlib import Path

from safehold.core.codebook import shipped_codebook
from tests.helpers import script

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_made_of_the_codebook():
    """``python docs/update_codes.py`` writes it."""
    made = script("docs/update_codes.py")
    assert made.PAGE.read_text(encoding="utf-8") == made.page()


def test_every_source_of_a_code_is_among_the_references():
    references = script("docs/update_codes.py").REFERENCES
    for code in shipped_codebook("full").codes:
        for source in filter(None, code.source.split("; ")):
            author, year = re.match(r"(\w+).*?(\d{4})", source).groups()
            assert re.search(rf"- {author},.*?\({year}\)", references), f"{code.code}: {source}"


def test_what_claims_a_construct_says_where_it_is_from():
    confounds = ("confound",)
    missing = [
        code.code
        for code in shipped_codebook("full").codes
        if not code.source and code.group not in confounds
    ]
    assert missing == []
