"""Codes for ELAN: an ``.eaf`` file with a tier for each code of each coder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from recordings.disk.atomic_export import Progress, check_length, export_name, silent, write_export
from recordings.exports.companions import write_companions
from recordings.tidy import TidyOptions
from recordings.tidy.join import check_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.tables import events_table
from recordings.tidy.writing import write_text
from safehold.core.messages import Message
from safehold.core.results import SessionResults

POINT_MS = 40
"""Length of a point: ELAN shows nothing shorter."""
FORMAT = "3.0"
AUTHOR = "safehold"
TYPE = "code"
AFTERWARDS = "edited"
"""In the name of a tier: its events were coded or changed after the session."""
TO_SAY = (
    f"ELAN has no points: those of safehold last {POINT_MS} ms in the file.",
    f"Tiers whose name ends in '{AFTERWARDS}' hold what was coded or changed after the session.",
    "Times count from session time 0; in ELAN, set the media offset to where the video begins.",
)


@dataclass(frozen=True, slots=True)
class _Annotation:
    begin_ms: int
    end_ms: int
    tier: str
    coder: str
    text: str


def export_elan(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write ``<session>.eaf`` with ``events.csv`` and ``manifest.json`` beside.

    Raises
    ------
    ExportError
        When the folder cannot be written.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        report(0.0, Message("codes"))
        name = f"{export_name(results, 'codes')}.eaf"
        write_text(eaf(list(_annotations(results, options))), folder / name)
        write_companions(results, folder, options, profile="elan", limits=TO_SAY)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "elan"), fill, check=search.check)


def _annotations(results: SessionResults, options: TidyOptions) -> Iterator[_Annotation]:
    """Yield the events as the table ``events`` has them, with what it withholds withheld."""
    scrubber = Scrubber(results.streams)
    table = events_table(results, scrubber, notes=options.notes, dates=False)
    columns = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    notes = columns.get("note", [""] * table.rows)
    named = ("code", "label", "t_s", "end_s", "coder", "edited")
    cells = (columns[name] for name in named)
    for code, label, onset, end, coder, edited, note in zip(*cells, notes, strict=True):
        begin = max(round(1000 * onset), 0)
        last = round(1000 * (results.t_end if end is None else end))
        about = ", ".join(filter(None, (coder, AFTERWARDS if edited else "")))
        tier = f"{code} ({about})" if about else str(code)
        yield _Annotation(begin, max(last, begin + POINT_MS), tier, coder, note or label)


def eaf(annotations: list[_Annotation]) -> str:
    """Return annotations as an ELAN document; those that overlap stand in tiers of their own."""
    root = ElementTree.Element(
        "ANNOTATION_DOCUMENT", AUTHOR=AUTHOR, DATE="1970-01-01T00:00:00+00:00", FORMAT=FORMAT,
        VERSION=FORMAT,
    )  # fmt: skip
    header = ElementTree.SubElement(root, "HEADER", MEDIA_FILE="", TIME_UNITS="milliseconds")
    ElementTree.SubElement(header, "PROPERTY", NAME="lastUsedAnnotationId").text = str(
        len(annotations)
    )
    order = ElementTree.SubElement(root, "TIME_ORDER")
    edges = sorted(
        (at, k, end)
        for k, one in enumerate(annotations)
        for end, at in enumerate((one.begin_ms, one.end_ms))
    )
    slots: dict[tuple[int, int], str] = {}
    for number, (at, k, end) in enumerate(edges, start=1):
        slots[k, end] = f"ts{number}"
        ElementTree.SubElement(order, "TIME_SLOT", TIME_SLOT_ID=f"ts{number}", TIME_VALUE=str(at))
    tiers: dict[str, ElementTree.Element] = {}
    free_from: dict[str, int] = {}
    for k, one in sorted(enumerate(annotations), key=lambda pair: pair[1].begin_ms):
        name, copy = one.tier, 1
        while free_from.get(name, 0) > one.begin_ms:
            copy += 1
            name = f"{one.tier} {copy}"
        free_from[name] = one.end_ms
        if name not in tiers:
            tiers[name] = ElementTree.SubElement(
                root, "TIER", LINGUISTIC_TYPE_REF=TYPE, TIER_ID=name, ANNOTATOR=one.coder
            )
        place = ElementTree.SubElement(tiers[name], "ANNOTATION")
        place = ElementTree.SubElement(
            place, "ALIGNABLE_ANNOTATION", ANNOTATION_ID=f"a{k + 1}",
            TIME_SLOT_REF1=slots[k, 0], TIME_SLOT_REF2=slots[k, 1],
        )  # fmt: skip
        ElementTree.SubElement(place, "ANNOTATION_VALUE").text = one.text
    ElementTree.SubElement(
        root, "LINGUISTIC_TYPE", LINGUISTIC_TYPE_ID=TYPE, TIME_ALIGNABLE="true",
        GRAPHIC_REFERENCES="false",
    )  # fmt: skip
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
