"""The files that a study has for all of its sessions, without one person.

Each function returns what a file is to become, or None where it stays as it is, byte for byte.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator

from recordings.xdf.byte_search import WordSearch
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study_file import STUDY_FILE, parse_study
from safehold.desk.purge.files import Change, as_json
from safehold.desk.purge.person import telling_code

ID_COLUMNS = frozenset(
    {"code", "study_code", "studycode", "participant", "participant_id", "person", "subject",
     "subject_id", "id", "pseudonym", "vp", "vpn", "proband"}
)  # fmt: skip
"""Heads of columns that say whose a row is, in lower case."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def changed_table(raw: bytes, code: str) -> Change | None:
    """Return a list of participants without the person's rows.

    A row is the person's where the code stands in a column that says whose it is, or, in a table
    without such a column, anywhere. The other rows keep their bytes, however they are coded,
    quoted or ended.
    """
    coding, errors = "utf-8", "surrogateescape"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        coding = "utf-16-le" if raw.startswith(b"\xff\xfe") else "utf-16-be"
        errors = "strict"
    try:
        records = list(_records(raw.decode(coding, errors)))
    except (csv.Error, UnicodeDecodeError):
        return None
    heads = [_clean(cell).casefold() for cell in records[0][0]] if records else []
    columns = [k for k, head in enumerate(heads) if head in ID_COLUMNS]
    if not columns and not telling_code(code):
        return None

    def is_theirs(row: list[str]) -> bool:
        cells = [row[k] for k in columns if k < len(row)] if columns else row
        texts = {_clean(cell) for cell in cells}
        return code in texts or f"sub-{code}" in texts

    kept = [text for row, text in records if not is_theirs(row)]
    if len(kept) == len(records):
        return None
    data = "".join(kept).encode(coding, errors)
    return Change(Message("rows: {n} go", code="rows_go", n=len(records) - len(kept)), data)


def _records(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield cells and text of each row; a line end between quotes does not end a row."""
    lines = _LINE.findall(text)
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    start, reader = 0, csv.reader(iter(lines), delimiter=delimiter)
    for row in reader:
        own, start = lines[start : reader.line_num], reader.line_num
        whole = "".join(own)
        if len(own) > 1 and whole.count('"') % 2:  # a lone quote: rows were taken for one cell
            yield from ((line.replace('"', "").split(delimiter), line) for line in own)
        else:
            yield row, whole


def _clean(cell: str) -> str:
    return cell.strip().strip("\ufeff\"'").strip()


def changed_study(raw: bytes, code: str, search: WordSearch, *, name: str) -> Change | None:
    """Return a study file in which only label and role stay of the person's entry.

    Comments with the code go. Where the rest would be no study any more, nothing changes.
    """
    old = raw.decode("utf-8", "surrogateescape")
    kept: list[str] = []
    blocks: list[list[str]] = [[]]
    for line in _LINE.findall(old):
        if line.lstrip().startswith("[") and not _inside(line, blocks[-1]):
            blocks.append([])
        blocks[-1].append(line)
    for block in blocks:
        entry = _entry_of(block) if _has_code(block, code) else block
        kept += [x for x in entry if not (x.lstrip().startswith("#") and search.in_text(x))]
    new = "".join(kept)
    if new == old:
        return None
    try:
        tomllib.loads(new)
        if name == STUDY_FILE and _is_study(old):
            parse_study(new, source=name)
    except (tomllib.TOMLDecodeError, ConfigError):
        return None
    what = Message(
        "the person's entry keeps its label and role only; comments with the code go",
        code="entry_of_person_reduced",
    )
    return Change(what, new.encode("utf-8", "surrogateescape"))


def _is_study(text: str) -> bool:
    try:
        parse_study(text, source="")
    except ConfigError:
        return False
    return True


def _inside(line: str, block: list[str]) -> bool:
    """Tell whether a table header belongs to the entry before it (``[person.zones]``)."""
    heads = (text.strip() for text in block if text.lstrip().startswith("[["))
    name = next(heads, "").removeprefix("[[").partition("]]")[0].strip()
    return bool(name) and line.lstrip().startswith((f"[{name}.", f"[[{name}."))


def _has_code(block: list[str], code: str) -> bool:
    pattern = re.compile(rf"""\s*code\s*=\s*(["']){re.escape(code)}\1\s*(#.*)?$""")
    return any(pattern.match(line) for line in block)


def _entry_of(block: list[str]) -> list[str]:
    """Return the lines of an entry that say nothing of the person: header, label, role."""
    kept = []
    for line in block:
        text = line.lstrip()
        if text.startswith("[") and not text.startswith("[["):
            break
        if text.startswith("[[") or re.match(r"(label|role)\s*=", text) or not text.strip():
            kept.append(line)
    if kept[-1].strip() and not block[-1].strip():
        kept.append(block[-1])
    return kept


def changed_shifts(raw: bytes, code: str) -> Change | None:
    """Return the secret shifts of dates without those of the person and the others."""
    try:
        told = json.loads(raw)
        shifts = told["weeks_back"]
        kept = {people: n for people, n in shifts.items() if code not in people.split("+")}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if len(kept) == len(shifts):
        return None
    return Change(
        Message("shifts: {n} go", code="shifts_go", n=len(shifts) - len(kept)),
        as_json({**told, "weeks_back": kept}),
    )


def changed_corrections(raw: bytes, search: WordSearch) -> Change | None:
    """Return what was said of streams without the entries on the person's own sensors."""
    text = raw.decode("utf-8", "surrogateescape")
    head, *entries = re.split(r"(?m)^(?=[ \t]*\[\[stream\]\])", text)
    kept = [entry for entry in entries if not search.in_text(entry)]
    if len(kept) == len(entries):
        return None
    data = (head + "".join(kept)).encode("utf-8", "surrogateescape")
    return Change(Message("entries: {n} go", code="entries_go", n=len(entries) - len(kept)), data)
