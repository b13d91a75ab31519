"""What a report is made of, whatever it is written as."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from matplotlib.figure import Figure as Plot


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the title), 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; ``small`` for remarks, ``banner`` for what must not be overlooked."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table; empty cells are missing values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


FIGURE_DPI = 200


@dataclass(frozen=True)
class Picture:
    """A figure with what it shows in words, for those who cannot see it."""

    plot: Plot
    caption: str

    @cached_property
    def png(self) -> bytes:
        """The figure, drawn once for every file it stands in; the same bytes again."""
        data = io.BytesIO()
        self.plot.savefig(data, format="png", dpi=FIGURE_DPI, metadata={"Software": None})
        return data.getvalue()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Block: TypeAlias = Heading | Paragraph | Items | ReportTable | Picture | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    blocks: tuple[Block, ...]
    footer: str
    """Stands at the end of every page."""


def said(blocks: Iterable[Block]) -> str:
    """Return all running text of blocks, what tables and pictures are said to show included."""
    texts: list[str] = []
    for item in blocks:
        match item:
            case Heading() | Paragraph():
                texts.append(item.text)
            case Items():
                texts += item.items
            case ReportTable() | Picture():
                texts.append(item.caption)
            case NewPage():
                pass
    return "\n".join(texts)


def cleaned(document: Document, clean: Callable[[str], str]) -> Document:
    """Return a report with a function applied to each of its texts."""

    def block(item: Block) -> Block:
        match item:
            case Heading() | Paragraph():
                return replace(item, text=clean(item.text))
            case Items():
                return replace(item, items=tuple(map(clean, item.items)))
            case ReportTable():
                rows = tuple(tuple(map(clean, row)) for row in item.rows)
                return replace(item, rows=rows, caption=clean(item.caption))
            case Picture() | NewPage():
                return item

    return replace(document, blocks=tuple(map(block, document.blocks)))
