"""No text that a person reads says what cannot be measured: interface, docs, reports, tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")
CATALOGUE = ROOT / "gui" / "languages" / "de.ts"

FORBIDDEN = {
    "vagal tone": r"vagal tone|vagotonus|vagustonus|vagaler tonus|vagale[rn]? tonus",
    "branches of the vagus": r"\bventral|\bdorsal",
    "a theory nobody needs here": r"polyvagal",
    "safe as a measured state": (
        r"\b(is|was|are|were|becomes?|became|looks?|being) (un)?safe\b(?! enough)"
        r"|\b(un)?safe (zone|state|range)|\bsafety (score|index|level|zone|state|value)"
        r"|(measures?|shows?|indicates?|detects?) (felt )?safety"
        r"|\bist (un)?sicher\b|sicherheits(wert|zustand|zone|index)"
    ),
    "diagnosis": r"diagnos",
    "one person ranked against another": (
        r"\brank(s|ed|ing)?\b|rangliste|leaderboard|percentile rank"
        r"|(higher|lower|safer|calmer|better|worse) than (other|another|most) "
        r"(people|persons?|clients?|therapists?)"
    ),
}
"""What is looked for, case-insensitive, in text whose white space is one blank each."""

ALLOWED = (
    r"not a measurement of safety, emotion, dissociation or vagal tone(, and not a diagnosis)?",
    r"keine Messung von Sicherheit, Gefühl, Dissoziation oder Vagustonus und keine Diagnose",
    r"RSA is not (a measure of )?vagal tone",
    r"Polyvagal theory is contested",
    r"Why the polyvagal theory is untenable",
    r"nobody is ranked against anybody|ranks nobody",
    r"recording (of this one )?is safe|die Aufzeichnung ist sicher",
    r"an einem Ende des Intervalls ist unsicher",
)
"""Sentences that deny such a thing, the title of a paper, and what is said of files and beats.

They are cut out first; everything else that names it is found.
"""


def _literals(path: Path) -> Iterator[str]:
    """Yield the string literals of a module, docstrings and comments left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    inside = {
        id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values
    }
    skipped = bare | inside
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "" if id(node) in skipped else node.value


def _texts() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py":
                yield from ((name, text) for text in _literals(path))
            elif path.suffix in {".toml", ".html", ".css", ".json"}:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix == ".ts":
                for part in ElementTree.parse(path).iter():
                    if part.tag in {"source", "translation", "numerusform"} and part.text:
                        yield name, part.text
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


TEXTS = [(name, re.sub(r"[\s>*_]+", " ", text)) for name, text in _texts()]


def offending(text: str, pattern: str) -> list[str]:
    """Return what a pattern finds in a text once what is allowed is cut out."""
    for sentence in ALLOWED:
        text = re.sub(sentence, "", text, flags=re.I)
    return [text[max(m.start() - 40, 0) : m.end() + 30] for m in re.finditer(pattern, text, re.I)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_text_that_a_person_reads_says(what: str) -> None:
    found = [
        f"{name}: ...{place}..." for name, text in TEXTS
        for place in offending(text, FORBIDDEN[what])
    ]  # fmt: skip
    assert found == []


def test_interface_translation_reports_and_docs_are_all_looked_at() -> None:
    names = {name for name, _ in TEXTS}
    expected = {
        "gui/languages/de.ts", "safehold/core/wording.py", "recordings/report/texts.py",
        "docs/numbers.md", "README.md", "safehold/core/codebooks/full.toml",
    }  # fmt: skip
    assert expected <= names


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Vagal tone is up", "vagal tone"),
        ("RSA is not vagal tone, but vagal tone is low", "vagal tone"),
        ("im ventralen Zustand: ventral", "branches of the vagus"),
        ("The client is safe", "safe as a measured state"),
        ("a safety score of 7", "safe as a measured state"),
        ("supports the diagnosis", "diagnosis"),
        ("ranked third of all clients", "one person ranked against another"),
        ("calmer than other people", "one person ranked against another"),
    ],
)
def test_a_forbidden_text_is_found_beside_an_allowed_one(text: str, what: str) -> None:
    assert offending(text, FORBIDDEN[what])
    assert not offending("RSA is not vagal tone; this is not a verdict. Enough.", FORBIDDEN[what])


UNUSED = {
    "en": r"\banew\b|\bgo(es|ing|ne)? on\b|\b(is|are) told\b(?! apart)|\bit is said\b"
    r"|\ball the same\b|\bin reach\b|\bforth\b|\bof before\b|\bthe own\b",
    "de": r"\bKode|Kodierbuch|\b[Kk]odier|\bBaseline|\bPlatte\b|[Ss]tröme?n?\b|\bHerzrate\b"
    r"|\bRechner|\bSource-ID\b|\bAbtastwert|\bStempel\b|RR-Abst|\bAufnahme|\bStudiencode",
}
"""Words of which the window has others for the same thing, or that are no English."""


@pytest.mark.parametrize("language", UNUSED)
def test_the_window_has_one_word_for_one_thing(language: str) -> None:
    tag = "source" if language == "en" else "translation"
    texts = [part.text or "" for part in ElementTree.parse(CATALOGUE).iter(tag)]
    assert len(texts) > 1000
    assert [text for text in texts if re.search(UNUSED[language], text)] == []
