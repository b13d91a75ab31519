"""The first page says what happened, what holds of it, and what must not be concluded."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from reportlab.pdfbase import pdfmetrics

from recordings.report.content import ReportInput, make_document
from recordings.report.document import (
    Block,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Picture,
    ReportTable,
)
from recordings.report.export import write_report
from recordings.report.figures import OTHERS, planes, shown_codes
from recordings.report.names import MEASURE_NAMES
from recordings.report.pdf import _WIDTH, _fonts, _widths, write_pdf
from recordings.report.words import number
from safehold.core.axes_map import AxesMap, MapPart
from safehold.core.measures import MEASURES, ProcessMeasure
from safehold.core.outcomes import Outcome, Outcomes
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.results import DyadMeasure, Parting, SessionResults
from safehold.core.settings import DEMO
from safehold.core.types import Event, Status


def measure(name: str, value: float | None, *, span: str = "session", person: str = "client",
            **more: object) -> ProcessMeasure:  # fmt: skip
    status, why = (Status.OK, ()) if value is not None else (Status.MISSING, (Reason.NONE_FOUND,))
    return ProcessMeasure(person, span, 0.0, 120.0, name, value, status, why, 90, 25.0, 90, **more)


CHANGE = measure("event_change_a_adjusted", 1.24, span="code:int.support", se=0.2)
PAIR = DyadMeasure(
    ("client", "therapist"), "session", 0.0, 1800.0, "hr_bpm", "wcc_segshuffle", "lead",
    None, -0.2, -4.0, 0.001, 30, 60, (), p_adjusted=0.002, n_tests=40,
)  # fmt: skip
RATING = Parting(("client",), "safety", "x", True, 1200, (), 3, 0.51, 0.3, 0.001)
HELD = Outcomes(
    47, (Outcome(PAIR, 0.004), Outcome(CHANGE, 0.012, (0.77, 1.71)), Outcome(RATING, 0.02),
         Outcome(PAIR, 0.03)),
)  # fmt: skip


def first_page(session: SessionResults, **more: object) -> Sequence[Block]:
    blocks = make_document(ReportInput(session, {"safehold": "1"}, **more)).blocks
    return blocks[: next(k for k, block in enumerate(blocks) if isinstance(block, NewPage))]


def words(blocks: Sequence[Block]) -> str:
    told = []
    for block in blocks:
        match block:
            case Items(items):
                told += items
            case ReportTable(columns, rows, caption):
                told += [*columns, *(cell for row in rows for cell in row), caption]
            case Paragraph(text) | Picture(_, text):
                told.append(text)
    return "\n".join(told).replace("\u00a0", " ")


def test_it_tells_what_was_recorded_and_how_much_of_it_is_valid(session: SessionResults) -> None:
    shares = [
        measure("share_high", 0.2, se=0.05),
        measure("share_within", 0.8, se=0.05),
        measure("share_low", 0.0, se=0.0),
    ]
    page = first_page(dataclasses.replace(session, measures=tuple(shares)))
    (table,) = (block for block in page if isinstance(block, ReportTable))
    row = [cell.replace("\u00a0", " ") for cell in table.rows[0]]
    assert row[0] == "client (P01)"
    assert "heart rate 76 %" in row[2]  # 90 of 119 seconds
    assert row[3:] == ["0:01:30 (76 %)", "20 % ± 5", "80 % ± 5", "0 % ± 0"]
    assert "Supportive (2)" in words(page)
    assert sum(isinstance(block, Picture) for block in page) == 1


def test_three_outcomes_at_most_stand_there_each_with_its_chance(session: SessionResults) -> None:
    told = words(first_page(session, held=HELD))
    assert "client's heart rate follows therapist's, session (effect -4.0" in told
    assert (
        "client: after Supportive (90 events) heart rate against the own baseline rose by 1.2 "
        "spreads against matched moments (95 % interval +0.8 to +1.7; p 0.012, adjusted)."
    ) in told
    assert "client: felt safety goes with less activation (r 0.51, by chance up to 0.30;" in told
    assert told.count("adjusted).") == 3
    assert "4 things hold of all 47 tests of this session" in told
    assert "The first 3 are shown." in told


def test_it_says_when_fewer_hold_and_why(session: SessionResults) -> None:
    assert "Nothing could be tested" in words(first_page(session))
    assert "Nothing: not one of all 9 tests" in words(first_page(session, held=Outcomes(9, ())))
    demo = dataclasses.replace(session, settings=DEMO)
    told = words(first_page(demo, held=Outcomes(9, ())))
    assert "numbers of this session are not results" in told
    blind = words(first_page(session, held=HELD, blind=True))
    assert "effect" not in blind
    assert "spreads" not in blind


def test_what_must_not_be_concluded_goes_by_the_session(session: SessionResults) -> None:
    told = words(first_page(session))
    assert "they are not held against each other or a norm" in told
    assert "none were marked" in told
    assert "shutdown" not in told
    speech = Event("e1", "cf.speech_client", 5.0, 3.0)
    assert "marked: Client speaks" in words(
        first_page(dataclasses.replace(session, events=(speech,)))
    )
    assert "is good" in words(first_page(session, held=HELD))


def test_no_measure_is_called_as_a_column_is(session: SessionResults) -> None:
    told = [name for name in MEASURES if not name.startswith(("event_change", "time_"))]
    assert sorted(MEASURE_NAMES) == sorted(told)
    every = tuple(measure(name, 1.0) for name in told)
    raw = {name for name in MEASURES if "_" in name} | {"hr_bpm", "mean_z", "ln_rmssd"}
    whole = dataclasses.replace(session, measures=(*every, CHANGE), dyads=(PAIR,))
    document = make_document(ReportInput(whole, {"safehold": "1"}, held=HELD))
    text = words(document.blocks)
    assert not {name for name in raw if name in text}


def test_a_reason_stands_once_under_a_table(session: SessionResults) -> None:
    missing = tuple(measure(name, None) for name in list(MEASURE_NAMES)[4:12])
    known = dataclasses.replace(session, measures=(measure("share_high", 0.2), *missing))
    document = make_document(ReportInput(known, {"safehold": "1"}))
    (table,) = (
        b for b in document.blocks if isinstance(b, ReportTable) and "measure" in b.columns
    )
    assert [row[1] for row in table.rows].count("– (a)") == 8
    assert table.caption.count(EXPLANATIONS[Reason.NONE_FOUND]) == 1


def test_the_map_has_the_axes_of_the_window(session: SessionResults) -> None:
    edges = np.arange(-6, 6.25, 0.25)
    density = np.zeros((48, 48))
    density[10, 40] = 1.0  # v in -3.5, a in +4
    whole = MapPart("", 100, 100, density, {}, 0.0)
    made = AxesMap("client", "ln_rmssd", session.settings.zones, edges, np.array([5.0, 15.0]),
                   np.array([4.1, 4.2]), np.array([-3.4, -3.3]), whole, ())  # fmt: skip
    (axes,) = planes([made], ["#9b2f8a"]).axes
    assert axes.get_xlim() == axes.get_ylim() == (-6, 6)
    assert axes.get_xlabel().startswith("arousal")
    assert axes.get_ylabel().startswith("vagal index: RMSSD")
    shade = axes.collections[0].get_array().reshape(48, 48)
    assert np.argwhere(~np.ma.getmaskarray(shade)).tolist() == [[10, 40]]  # rows are v, upwards


def test_codes_with_fewest_events_share_a_row(
    session: SessionResults,
) -> None:
    events = [
        Event(f"e{k}{n}", f"x.c{k:02d}", k + n / 10) for k in range(20) for n in range(1 + k)
    ]
    rows = shown_codes(dataclasses.replace(session, events=tuple(events)))
    assert rows == [*(f"x.c{k:02d}" for k in range(9, 20)), OTHERS]


def test_a_date_stands_there_only_where_one_is_given(session: SessionResults) -> None:
    assert "2026-09-21 14:13 UTC: client P01" in words(
        first_page(session, date="2026-09-21 14:13 UTC: ")
    )
    assert "2026" not in words(first_page(session))


@pytest.mark.slow
def test_every_figure_is_drawn_once_and_no_page_is_empty(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pytest.importorskip("PySide6.QtPdf")
    drawn: list[Figure] = []
    draw = Figure.savefig

    def watched(self: Figure, *arguments: object, **more: object) -> None:
        drawn.append(self)
        draw(self, *arguments, **more)

    monkeypatch.setattr(Figure, "savefig", watched)
    folder = write_report(ReportInput(session, {"safehold": "1"}, held=HELD), tmp_path)
    assert len(drawn) == len(set(map(id, drawn))) == 3
    html = unescape((folder / "report.html").read_text(encoding="utf-8"))
    assert html.index("What must not be concluded") < html.index('class="page"')
    found = pdf.QPdfDocument()
    found.load(str(folder / "report.pdf"))
    pages = [found.getAllText(k).text() for k in range(found.pageCount())]
    assert "What must not be concluded" in pages[0]
    assert "What was recorded, and how well" in pages[1]
    assert all(len(page) > 600 for page in pages[:-1])  # more than the footer
    found.close()


def test_a_number_that_is_zero_has_no_sign_and_a_long_table_begins_where_there_is_room(
    session: SessionResults, tmp_path: Path
) -> None:
    assert (number(-0.001, 2), number(-0.006, 2), number(0.0, 1)) == ("0.00", "-0.01", "0.0")
    pdf = pytest.importorskip("PySide6.QtPdf")
    rows = tuple((f"row {k}", "x") for k in range(90))
    blocks = (
        Heading("First"),
        Paragraph("little"),
        Heading("Long"),
        ReportTable(("a", "b"), rows),
    )
    write_pdf(Document("t", blocks, "footer"), tmp_path / "t.pdf")
    found = pdf.QPdfDocument()
    found.load(str(tmp_path / "t.pdf"))
    pages = [found.getAllText(k).text() for k in range(found.pageCount())]
    found.close()
    assert "row 0" in pages[0]
    assert len(pages) == 2


def test_the_first_sentence_counts_what_was_coded_and_names_markers_as_such(
    session: SessionResults,
) -> None:
    events = (
        Event("e1", "cf.speech_client", 5.0, 3.0, source="hotkey"),
        Event("e2", "cf.paced", 6.0, 3.0, source="protocol"),
        Event("e3", "marker", 7.0, source="lsl:lab", value="ev.challenge;boundary=stop"),
        Event("e4", "trial", 8.0, source="lsl:lab"),
        Event("e5", "note", 9.0, source="hotkey", note="x"),
    )
    told = words(first_page(dataclasses.replace(session, events=events))[:3])
    assert "coded: Client speaks, note" in told
    assert "; markers of other programs: 2." in told


def test_no_column_of_the_pdf_is_narrower_than_its_longest_word() -> None:
    columns = ("person", "received", "valid", "zone known", "high", "within own range", "low")
    row = ("client (P01)", "ECG 0:02:30 of 0:02:42, respiration 0:02:30 of 0:02:42, " * 3,
           "heart rate 97\N{NO-BREAK SPACE}%, RMSSD 88\N{NO-BREAK SPACE}%", "82 %", "1 ± 2 %",
           "98 ± 2 %", "0 %")  # fmt: skip
    _fonts()
    size, widths = _widths(ReportTable(columns, (row, row)))
    assert sum(widths) == pytest.approx(_WIDTH)
    for column, cell, wide in zip(columns, row, widths, strict=True):
        for word, font in ((column, "report-bold"), (cell, "report")):
            longest = max(pdfmetrics.stringWidth(part, font, size) for part in word.split(" "))
            assert longest < wide - 4
