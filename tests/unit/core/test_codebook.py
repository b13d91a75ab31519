"""Codebooks: those that ship can be worked with, and wrong ones say where and why."""

from __future__ import annotations

import json

import pytest

from safehold.core.canonical import build, plain
from safehold.core.codebook import (
    RESERVED_KEYS,
    SHIPPED,
    Codebook,
    Coding,
    parse_codebook,
    shipped_codebook,
)
from safehold.core.errors import ConfigError

HEAD = 'name = "x"\nversion = "1"\n'

VOCABULARY = [
    "fs.survival",
    "fs.restoration",
    "fs.exploration",
    "fs.risk",
    "fs.integration",
    "int.support",
    "int.change",
    "int.mixed",
    "cl.disclosure",
    "cl.explore",
    "cl.risk",
    "cl.defense",
    "cl.safetybehavior",
    "cl.safeness",
    "cl.selfsoothe",
    "cl.coregulate_seek",
    "cl.insight",
    "dose.lack",
    "dose.enough",
    "dose.excess",
    "dose.mistimed",
    "dose.misattuned",
    "dose.exploited",
    "ev.trigger",
    "ev.challenge",
    "ev.safe_emergency",
    "al.rupture.withdrawal",
    "al.rupture.confrontation",
    "al.repair",
    "ar.hyper",
    "ar.hypo",
    "ar.within",
    "ar.unsure",
    "cf.speech_client",
    "cf.speech_therapist",
    "cf.movement",
    "cf.posture",
    "cf.laugh",
    "cf.cry",
    "cf.cough",
    "cf.paced",
    "cf.sensor",
]
"""Methods 5.2, without phases: those are the study's."""
CONSTRUCTS = [
    "cl.coregulated",
    "cl.mentalizing",
    "th.mentalizing",
    "th.selfregulate",
    "th.coregulate",
    "bond.trust",
    "bond.mistrust",
    "bond.safe_haven",
    "bond.secure_base",
]
"""Constructs of Podolan & Gelo 2023 that methods 5.2 leaves out."""


@pytest.mark.parametrize("name", SHIPPED)
def test_every_code_of_a_shipped_codebook_has_a_meaning_and_a_key_that_is_free(name: str):
    book = shipped_codebook(name)
    assert book.name == name
    assert all(code.meaning and code.key for code in book.codes)
    one = {code.key for code in book.codes if len(code.key) == 1}
    first = {code.key[0] for code in book.codes if len(code.key) == 2}
    assert not one & first
    assert not (one | first) & set(RESERVED_KEYS)


def test_the_full_codebook_holds_the_whole_vocabulary():
    book = shipped_codebook("full")
    assert sorted(code.code for code in book.codes) == sorted(VOCABULARY + CONSTRUCTS)
    assert "invitation" in book.find("int.change").subtypes
    assert set(book.rivals("fs.risk")) == {
        "fs.survival", "fs.restoration", "fs.exploration", "fs.integration",
    }  # fmt: skip
    assert book.find("ar.hypo").target == "client"


def test_the_second_key_of_a_group_is_looked_up_after_the_first():
    book = shipped_codebook("full")
    assert book.group_by_key("j").name == "dose"
    assert book.following("j")["x"].code == "dose.excess"
    assert book.by_key("jx").code == "dose.excess"
    assert book.following("q") == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_codebook_survives_the_session_file(name: str):
    book = shipped_codebook(name)
    assert build(Codebook, json.loads(json.dumps(plain(book)))) == book


CODE = '[[code]]\ncode = "int.x"\n'
WRONG = [
    ('version = "1"\n' + CODE, "line 1", "no name", "name ="),
    (HEAD, "holds no", "", "[[code]]"),
    (HEAD + '[[code]]\ncode = "Int"\n', "line 4", "Int", "a-z"),
    (HEAD + '[[code]]\ncode = "auto.breath_hold"\n', "line 4", "auto.breath_hold", "begin with"),
    (HEAD + CODE + 'kind = "span"\n', "line 5", "span", "interval-or-point"),
    (HEAD + CODE + 'actor = "X"\n', "line 5", "X", "T"),
    (HEAD + CODE + 'key = "n"\n', "line 5", "'n'", "taken"),
    (HEAD + CODE + 'key = "xyz"\n', "line 5", "xyz", "two"),
    (HEAD + CODE + 'key = "lx"\n', "line 5", "lx", "[[group]]"),
    (HEAD + CODE + 'colour = "red"\n', "line 5", "colour", "meaning"),
    (HEAD + CODE + 'subtypes = ["On edge"]\n', "line 5", "On edge", "a-z"),
    (HEAD + CODE + 'exclusive = "set"\n', "line 5", "point", "interval"),
    (HEAD + CODE + CODE, "line 6", "twice", ""),
    (HEAD + CODE + 'key = "q"\n[[code]]\ncode = "b.c"\nkey = "q"\n', "line 8", "twice", "int.x"),
    (HEAD + '[[group]]\nname = "g"\n' + CODE + 'group = "h"\n', "line 7", "'h'", "g"),
    (HEAD + '[[group]]\nname = "g"\nkey = "b"\n' + CODE, "line 5", "taken", ""),
]


@pytest.mark.parametrize(("text", "line", "value", "choices"), WRONG)
def test_a_wrong_codebook_is_refused_with_line_and_reason(
    text: str, line: str, value: str, choices: str
):
    with pytest.raises(ConfigError) as caught:
        parse_codebook(text, source="own.toml")
    said = str(caught.value)
    for part in ("own.toml", line, value, choices):
        assert part in said


def test_confidence_has_three_steps():
    with pytest.raises(ValueError, match="1, 2 or 3"):
        Coding(confidence=4)
