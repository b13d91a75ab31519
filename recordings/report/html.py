"""A report as one HTML file that needs nothing else: no script, no network."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape

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

STYLE = """
body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #14181d; background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.9rem; margin-bottom: .4rem; } h2 { font-size: 1.3rem; margin-top: 2.4rem;
  border-bottom: 1px solid #cdd3da; padding-bottom: .2rem; } h3 { font-size: 1.05rem; }
table { border-collapse: collapse; font-size: .82rem; margin: .6rem 0 .3rem; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid #e4e7eb; } th { color: #535d68; font-weight: 600; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.scroll { overflow-x: auto; } .caption, .small, footer { color: #535d68; font-size: .82rem; }
.banner { border-left: 5px solid #b86a00; background: #faf4e8; padding: .6rem .9rem; }
figure { margin: 1rem 0; } figure img { max-width: 100%; height: auto; }
footer { border-top: 1px solid #cdd3da; margin-top: 2.5rem; padding-top: .8rem; }
@page { size: A4; margin: 13mm 14mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.4; }
  h1 { font-size: 16pt; } h2 { font-size: 12pt; margin-top: 1.2rem; } h3 { margin: .7rem 0 .2rem; }
  h1, h2, h3 { break-after: avoid; } .banner { padding: .3rem .6rem; margin: .5rem 0; }
  p, ul { margin: .4rem 0; } .scroll { overflow: visible; }
  figure, tr { break-inside: avoid; } .page + * { break-before: page; } }
"""
_NUMBER = re.compile(r"-?\d[\d.:]*( %)?")


def to_html(document: Document) -> str:
    """Return the report as HTML; the same document gives the same text."""
    body = "\n".join(part for block in document.blocks for part in _block(block))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style></head>\n<body>\n"
        f"{body}\n<footer>{escape(document.footer)}</footer>\n</body></html>\n"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            style = f' class="{block.style}"' if block.style else ""
            yield f"<p{style}>{escape(block.text)}</p>"
        case Items():
            yield "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
        case ReportTable():
            yield from _grid(block)
        case Picture():
            words = escape(block.caption)
            data = base64.b64encode(block.png).decode("ascii")
            wide = round(96 * block.plot.get_size_inches()[0])
            yield f'<figure><img width="{wide}" alt="{words}" src="data:image/png;base64,{data}">'
            yield f'<figcaption class="caption">{words}</figcaption></figure>'
        case NewPage():
            yield '<div class="page"></div>'


def _grid(grid: ReportTable) -> Iterator[str]:
    yield '<div class="scroll"><table><thead><tr>'
    yield "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    yield "</tr></thead><tbody>"
    for row in grid.rows:
        cells = (
            f'<td class="number">{escape(cell)}</td>'
            if _NUMBER.fullmatch(cell)
            else f"<td>{escape(cell)}</td>"
            for cell in row
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"
    if grid.caption:
        yield f'<p class="caption">{escape(grid.caption)}</p>'
