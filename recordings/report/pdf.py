"""A report as PDF, by ReportLab: the same document on A4 pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    ListFlowable,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text

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

MARGIN, BOTTOM = 16 * mm, 24 * mm
PADDING = 6
"""Reportlab's own around all that flows, in points: text and tables begin at the margin."""
HEADED = 90
"""A heading stands above at least as much of what it heads, in points."""
_WIDTH = A4[0] - 2 * MARGIN
_HEIGHT = A4[1] - MARGIN - BOTTOM
_SIZES = (7.0, 6.4, 5.8, 5.2)
"""Type of a table: the first in which each word has room."""
_GAP = 4
"""Between columns, in points."""
_INK, _MUTED, _LINE = (colors.HexColor(c) for c in ("#14181d", "#535d68", "#cdd3da"))


def write_pdf(document: Document, path: Path) -> None:
    """Write the report to a PDF file; the same document gives the same bytes."""
    _fonts()
    rl_config.useA85 = 0  # packed streams as letters: slow, a quarter larger, and never searched
    pages = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=MARGIN - PADDING, rightMargin=MARGIN - PADDING,
        topMargin=MARGIN, bottomMargin=BOTTOM, title=document.title, author="safehold",
        invariant=1,
    )  # fmt: skip

    def footer(canvas: Any, made: Any) -> None:
        canvas.saveState()
        note = Text(escape(document.footer), _style(6.5, _MUTED))
        _, height = note.wrap(_WIDTH - 18 * mm, 20 * mm)
        note.drawOn(canvas, MARGIN, 20 * mm - height)
        canvas.setFont("report", 7)
        canvas.drawRightString(A4[0] - MARGIN, 14 * mm, str(made.page))
        canvas.restoreState()

    story: list[Flowable] = []
    for block, after in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        if isinstance(block, Heading) and isinstance(after, Picture):
            story.append(CondPageBreak(_shown(after)[1] + 80))  # no heading without its picture
        story += _flow(block)
    pages.build(story, onFirstPage=footer, onLaterPages=footer)


def _fonts() -> None:
    """Use the fonts that matplotlib ships: PDF's own lack Greek and many scripts."""
    if "report" not in pdfmetrics.getRegisteredFontNames():
        folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
        pdfmetrics.registerFont(TTFont("report", folder / "DejaVuSans.ttf"))
        pdfmetrics.registerFont(TTFont("report-bold", folder / "DejaVuSans-Bold.ttf"))


def _style(size: float, ink: Any = _INK, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}{bold}", fontName="report-bold" if bold else "report", fontSize=size,
        leading=1.35 * size, textColor=ink, **more,
    )  # fmt: skip


def _flow(block: Block) -> list[Flowable]:
    match block:
        case Heading():
            size = {1: 18.0, 2: 13.0}.get(block.level, 11.0)
            style = _style(size, bold=True, spaceBefore=10, spaceAfter=4)
            # with keepWithNext a long table would begin on a page of its own
            return [CondPageBreak(HEADED), Text(escape(block.text), style)]
        case Paragraph():
            return [_paragraph(block)]
        case Items():
            items = [Text(escape(item), _style(8.5)) for item in block.items]
            return [ListFlowable(items, bulletType="bullet", bulletFontSize=6), Spacer(1, 4)]
        case ReportTable():
            return _grid(block)
        case Picture():
            words = Text(escape(block.caption), _style(7.5, _MUTED))
            return [KeepTogether([_image(block), words]), Spacer(1, 6)]
        case NewPage():
            return [CondPageBreak(_HEIGHT - 20)]  # none where the page has just begun


def _paragraph(block: Paragraph) -> Flowable:
    if block.style == "banner":
        return Text(
            escape(block.text),
            _style(9, bold=True, backColor=colors.HexColor("#faf4e8"), borderPadding=5,
                   spaceBefore=6, spaceAfter=8),
        )  # fmt: skip
    small = block.style == "small"
    return Text(escape(block.text), _style(7.5 if small else 9, _MUTED if small else _INK,
                                           spaceAfter=5))  # fmt: skip


def _grid(grid: ReportTable) -> list[Flowable]:
    size, widths = _widths(grid)
    head = [Text(escape(column), _style(size, _MUTED, bold=True)) for column in grid.columns]
    body = [[Text(escape(cell), _style(size)) for cell in row] for row in grid.rows]
    table = Table([head, *body], colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), _GAP),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return [table, Text(escape(grid.caption), _style(7, _MUTED)), Spacer(1, 8)]


def _widths(grid: ReportTable) -> tuple[float, list[float]]:
    """Return the size of the type, and the widths of the columns, in points.

    Each column has room for its longest word; what is left goes to those that would need lines.
    """
    for size in _SIZES:
        sides = [_room(grid, place, size) for place in range(len(grid.columns))]
        least = [word for word, _ in sides]
        left = _WIDTH - sum(least)
        if left >= 0:
            break
    else:
        return size, [_WIDTH * word / sum(least) for word in least]
    wanted = [line - word for word, line in sides]
    share = left / max(sum(wanted), 1e-9)
    if share < 1:
        return size, [word + share * more for word, more in zip(least, wanted, strict=True)]
    spare = (left - sum(wanted)) / len(sides)
    return size, [line + spare for _, line in sides]


def _room(grid: ReportTable, place: int, size: float) -> tuple[float, float]:
    """Return the width of a column's longest word and of its longest cell, in points."""
    cells = [(grid.columns[place], "report-bold"), *((row[place], "report") for row in grid.rows)]

    def wide(text: str, font: str) -> float:
        return float(pdfmetrics.stringWidth(text, font, size)) + _GAP + 0.5

    words = (wide(word, font) for cell, font in cells for word in cell.split(" "))
    return max(words), max(wide(*cell) for cell in cells)


def _image(picture: Picture) -> Flowable:
    width, height = _shown(picture)
    return Image(io.BytesIO(picture.png), width=width, height=height)


def _shown(picture: Picture) -> tuple[float, float]:
    """Return how wide and high a picture is on the page, in points."""
    width, height = picture.plot.get_size_inches()
    shown = min(_WIDTH, 72 * width)
    return shown, shown * height / width
