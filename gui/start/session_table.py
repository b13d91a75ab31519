"""The sessions of a study as a table: what is known of each, sorted and filtered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTime,
)

from gui.look.formatting import bytes_text
from gui.look.translation import Translator, say_message
from safehold.desk.session_details import SessionDetails
from safehold.desk.workbench import RowState, SessionRow

Index = QModelIndex | QPersistentModelIndex
SESSION, DATE, PEOPLE, LENGTH, VALID, CODED, REVIEWED, EXPORTED, RECEIPT = range(9)
ORDER = Qt.ItemDataRole.UserRole
"""What a column is sorted by: a number or a text; None where there is none."""
WAITING, NOTHING_TOLD = "…", "–"


class SessionTable(QAbstractTableModel):
    """Sessions as they are listed; what takes longer to read comes later.

    A cell without a value says ``–``, one that is still being read ``…``; neither is a number.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SessionRow, ...] = ()
        self._details: dict[str, SessionDetails] = {}
        self._heads = (
            self.tr("session"), self.tr("date"), self.tr("people"), self.tr("length"),
            self.tr("valid"), self.tr("coded"), self.tr("reviewed"), self.tr("exported"),
            self.tr("receipt"),
        )  # fmt: skip
        self._meanings = (
            self.tr("Code of the session"), self.tr("When it began"), self.tr("Study codes"),
            self.tr("From start to stop"),
            self.tr("Least share of valid seconds of anybody's heart rate and RMSSD"),
            self.tr("Codes and notes, without phases, ratings and markers of programs"),
            self.tr("Edits of beats and breaths, and stretches that were looked at"),
            self.tr("What was exported"), self.tr("How the recording is"),
        )  # fmt: skip

    # -- what is shown -------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[SessionRow]) -> None:
        """Show other sessions; what was read of one that is still there stays."""
        self.beginResetModel()
        self._rows = tuple(rows)
        known = {row.session_id for row in rows}
        self._details = {key: value for key, value in self._details.items() if key in known}
        self.endResetModel()

    def tell(self, details: SessionDetails) -> None:
        """Show what was read of a session."""
        self._details[details.session_id] = details
        for place, row in enumerate(self._rows):
            if row.session_id == details.session_id:
                self.dataChanged.emit(self.index(place, 0), self.index(place, RECEIPT))

    def row_at(self, place: int) -> SessionRow:
        """Return the session of a row."""
        return self._rows[place]

    @property
    def rows(self) -> tuple[SessionRow, ...]:
        """All sessions, as they were given."""
        return self._rows

    # -- Qt's questions ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many sessions there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column, and what it says."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._meanings[section] if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, tooltip or order of a cell."""
        row, column = self._rows[index.row()], index.column()
        details = self._details.get(row.session_id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, details, column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(row, details, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._heads[column]}: {self._text(row, details, column)}"
            case _ if role == ORDER:
                return self._order(row, details, column)
        return None

    def _text(self, row: SessionRow, details: SessionDetails | None, column: int) -> str:
        if column == SESSION:
            return row.session_id
        if column == RECEIPT:
            return self.receipt_of(row)
        if details is None:
            return WAITING
        return self._told(details, column) or NOTHING_TOLD

    def _told(self, told: SessionDetails, column: int) -> str:
        match column:
            case _ if column == DATE:
                return "" if told.began is None else _date_text(told.began)
            case _ if column == PEOPLE:
                return ", ".join(told.people)
            case _ if column == LENGTH:
                least = "≥ " if told.at_least else ""
                return "" if told.length_s is None else least + _length_text(told.length_s)
            case _ if column == VALID:
                # rounded down: 59.9 % is not yet what 60 % is
                return "" if told.valid is None else f"{int(100 * told.valid)} %"
            case _ if column == CODED:
                return "" if told.coded is None else str(told.coded)
            case _ if column == REVIEWED:
                return str(told.edited) if told.edited else ""
        return ", ".join(told.exports)

    def receipt_of(self, row: SessionRow) -> str:
        """Return how the recording of a session is, in words."""
        if row.state is RowState.RECORDED and row.headline:
            return say_message(row.headline)
        return self.state_of(row)

    def state_of(self, row: SessionRow) -> str:
        """Return what is on the disk of a session, in words."""
        return {
            RowState.RECORDING: self.tr("is being recorded"),
            RowState.CUT: self.tr("did not end properly; the recording is safe"),
            RowState.RECORDED: self.tr("recorded, {0}").format(bytes_text(row.n_bytes)),
            RowState.EMPTY: self.tr("nothing recorded"),
            RowState.HALF: self.tr("half changed: a withdrawal was interrupted"),
        }[row.state]

    def _tip(self, row: SessionRow, details: SessionDetails | None, column: int) -> str:
        if details is not None and column == VALID and details.valid is None:
            return say_message(details.why_not)
        if details is not None and column == LENGTH and details.length_s is None:
            return self.tr("Not known: the recording has no receipt yet. Check the session.")
        if details is not None and column == LENGTH and details.at_least:
            return self.tr("It did not end properly: this is the time up to its last sample.")
        return self._text(row, details, column)

    def _order(
        self, row: SessionRow, details: SessionDetails | None, column: int
    ) -> float | str | None:
        if column in (SESSION, RECEIPT):
            return self._text(row, details, column).casefold()
        if details is None:
            return None
        if column == DATE:
            return None if details.began is None else details.began.timestamp()
        if column in (PEOPLE, EXPORTED):
            return self._told(details, column).casefold() or None
        numbers = {LENGTH: details.length_s, VALID: details.valid, CODED: details.coded}
        return numbers.get(column, details.edited)


class SessionFilter(QSortFilterProxyModel):
    """Sorts sessions, those without a value last, and keeps what has every word of a filter."""

    def __init__(self, table: SessionTable) -> None:
        super().__init__()
        self._table = table
        self._words: tuple[str, ...] = ()
        self.setSourceModel(table)

    def keep(self, text: str) -> None:
        """Keep the sessions that have every word somewhere."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether a session has every word."""
        del parent
        cells = [self._table.index(row, k) for k in range(self._table.columnCount())]
        whole = " ".join(str(self._table.data(cell)) for cell in cells).casefold()
        return all(word in whole for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Tell whether one cell comes before another."""
        one, other = (self._table.data(index, ORDER) for index in (left, right))
        if one is None or other is None:
            rising = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (other is None and one is not None) if rising else one is None
        return bool(one < other)


def _date_text(when: datetime.datetime) -> str:
    local = when.astimezone() if when.tzinfo else when
    locale = QLocale(Translator.in_use)
    shown = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    return locale.toString(shown, QLocale.FormatType.ShortFormat)


def _length_text(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
