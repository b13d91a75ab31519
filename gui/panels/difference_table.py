"""Where two readings of a session differ, and the session in both, as tables of a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.look.formatting import clock_text, number_text
from gui.look.style import Theme
from gui.look.translation import say, say_message, say_reasons
from safehold.core.differences import TICK, ZONE, Difference, Summary
from safehold.core.messages import joined
from safehold.core.reasons import Reason
from safehold.core.types import ZoneName
from safehold.core.wording import ZONE_LABELS

Cell = tuple[str, object]
"""What is written, and what it is sorted by."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class _Cells(QAbstractTableModel):
    """Rows of cells under headings."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__()
        self._headings, self._rows = list(headings), list(rows)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or what it is sorted by."""
        words, value = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        return value if role == Qt.ItemDataRole.UserRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        across = orientation == Qt.Orientation.Horizontal
        return self._headings[section] if across and role == Qt.ItemDataRole.DisplayRole else None


class CellTable(QTableView):
    """A table that is sorted by a click on its heading; a click on a row tells which."""

    chosen = Signal(int)
    """Number of the row, as it was given."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Cells((), ())
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(Qt.ItemDataRole.UserRole)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.setShowGrid(False)
        self.setStyleSheet(
            f"QTableView {{ background: {theme.plot}; color: {theme.text};"
            f" border: 1px solid {theme.line}; border-radius: 6px; }}"
            f"QTableView::item:selected {{ background: {theme.line}; color: {theme.text}; }}"
        )
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)

    def show_cells(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show rows of cells; those before are gone."""
        old, self._cells = self._cells, _Cells(headings, rows)
        self._sorted.setSourceModel(self._cells)
        old.deleteLater()
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)

    def text(self) -> str:
        """Return the table as it is sorted, with tabs between the cells."""
        rows, columns = self._sorted.rowCount(), self._sorted.columnCount()
        across = Qt.Orientation.Horizontal
        lines = [[str(self._sorted.headerData(column, across)) for column in range(columns)]]
        lines += [
            [str(self._sorted.index(row, column).data()) for column in range(columns)]
            for row in range(rows)
        ]
        return "\n".join("\t".join(line) for line in lines)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._sorted.mapToSource(index).row())


class DifferenceTable(CellTable):
    """A row for each stretch in which something is not as it was seen."""

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show these."""
        headings = (
            self.tr("who"), self.tr("from"), self.tr("to"), self.tr("what"), self.tr("as seen"),
            self.tr("recomputed"), self.tr("why"),
        )  # fmt: skip
        self.show_cells(headings, [self._row(one) for one in found])

    def _row(self, one: Difference) -> list[Cell]:
        why = say_message(joined("; ", one.why))
        return [
            (say(one.person), one.person),
            (clock_text(one.t0), one.t0),
            (clock_text(one.t1), one.t1),
            (self.what(one.what), one.what),
            self._side(one, one.before, one.before_reasons),
            self._side(one, one.after, one.after_reasons),
            (why, why),
        ]

    def what(self, name: str) -> str:
        """Return what differs, in words."""
        known = {
            ZONE: self.tr("zone"), TICK: self.tr("any number"), "hr": self.tr("heart rate"),
            "rmssd": "RMSSD", "p2t": "RSA", "resp_rate": self.tr("respiration rate"),
            "a": self.tr("arousal axis a"), "v": self.tr("vagal axis v"),
            "resp_amplitude": self.tr("depth of breathing"), "ln_cvsd": "ln CVSD",
            "ln_p2t_adjusted": self.tr("RSA, adjusted"),
        }  # fmt: skip
        return known.get(name, name.replace("_", " "))

    def _side(
        self, one: Difference, value: str | float | None, reasons: tuple[Reason, ...]
    ) -> Cell:
        if isinstance(value, float):
            unit = f" {one.unit}" if one.unit else ""
            return number_text(value, ".4g") + unit, value
        if value is None or value == TICK:
            words = self.tr("there") if value else self.tr("missing")
            told = f"{words}: {say_reasons(reasons)}" if reasons else words
            return told, float("-inf")
        name, _, held = value.partition(", ")
        words = say(ZONE_LABELS[ZoneName(name)])
        return (self.tr("{0}, held").format(words) if held else words), value


class SummaryTable(CellTable):
    """The means and measures of the session in both readings."""

    def show_summary(self, found: Sequence[Summary]) -> None:
        """Show these."""
        headings = (self.tr("who"), self.tr("what"), self.tr("as seen"), self.tr("recomputed"))
        self.show_cells(headings, [self._row(one) for one in found])

    def _row(self, one: Summary) -> list[Cell]:
        return [
            (say(one.person), one.person),
            (one.what.replace("_", " "), one.what),
            self._number(one.before, one),
            self._number(one.after, one),
        ]

    def _number(self, value: float | None, one: Summary) -> Cell:
        if value is None:
            return self.tr("missing"), float("-inf")
        share = one.unit == "1" and "share" in one.what
        words = number_text(100 * value, ".1f") if share else number_text(value, ".4g")
        unit = "%" if share else one.unit if one.unit != "1" else ""
        return (f"{words} {unit}" if unit else words), value
