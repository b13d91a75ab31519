"""Codes of a file, looked at before they are added: offset, unit, which text is which code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.formatting import decimal_text
from gui.look.style import font
from gui.look.translation import say, say_message
from recordings.importers.coded import UNITS, CodedFile
from safehold.core.codebook import Codebook
from safehold.core.time_text import seconds_of, time_text
from safehold.core.types import Event
from safehold.offline.code_import import AS_MARKER, ImportPlan, meant, plan_import

SHOWN = 300
SIZE = (860, 640)


class CodeImport(QDialog):
    """Shows what a file of codes would add, and adds it when it is accepted.

    Parameters
    ----------
    path : Path
        The file.
    coded : CodedFile
        What it holds.
    events : sequence of Event
        Those of the session.
    codebook : Codebook
        Codes that there are.
    span : (float, float)
        First and last session time, s.
    coder : str
        Study code for events of which the file names no coder.
    offset : float
        Session time at the file's time 0, s, as far as it is known.
    markers : bool
        A text that is no code may be kept as a marker, and is unless something else is chosen.
    """

    planned = Signal(object)
    """The events that would be added, each time that it changes."""

    def __init__(
        self,
        path: Path,
        coded: CodedFile,
        events: Sequence[Event],
        codebook: Codebook,
        span: tuple[float, float],
        *,
        coder: str = "",
        offset: float = 0.0,
        markers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.path, self._coded, self._events = path, coded, events
        self._codebook, self._span, self._coder = codebook, span, coder
        self._markers = markers
        self.plan = ImportPlan("")
        self.setWindowTitle(self.tr("Codes of {0}").format(path.name))
        self.offset = QLineEdit(f"{offset:.3f}".rstrip("0").rstrip("."))
        self.unit = QComboBox()
        self.codes: dict[str, QComboBox] = {}
        """For each text of the file the code that it means."""
        self.preview = self._table([self.tr("onset"), self.tr("duration"), self.tr("code"),
                                    self.tr("coder"), self.tr("text in the file")])  # fmt: skip
        self.told = QLabel()
        self.told.setWordWrap(True)
        self._fill_units()
        self._lay_out(self._mapping())
        self.offset.textChanged.connect(self._show)
        self.unit.currentIndexChanged.connect(self._show)
        self._show()
        self.resize(*SIZE)

    def _fill_units(self) -> None:
        words = {
            "s": self.tr("seconds, mm:ss or hh:mm:ss"),
            "ms": self.tr("milliseconds"),
            "min": self.tr("minutes"),
            "days": self.tr("Excel times that are numbers (days)"),
            "hh:mm": self.tr("mm:ss that Excel took for hh:mm"),
        }
        for unit in UNITS:
            self.unit.addItem(words[unit], unit)
        self.unit.setCurrentIndex(self.unit.findData(self._coded.unit))
        self.unit.setToolTip(self.tr("What the times of the file are"))
        self.offset.setToolTip(
            self.tr("Session time at the file's time 0: seconds or mm:ss; may be negative")
        )

    def _table(self, headers: list[str]) -> QTableWidget:
        table = QTableWidget(0, len(headers))
        table.setHorizontalHeaderLabels(headers)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(", ".join(headers))
        return table

    def _mapping(self) -> QTableWidget:
        """Return a table with a row for each text of the file, and the code that it means."""
        table = self._table([self.tr("text in the file"), self.tr("times"), self.tr("code")])
        counts = Counter(row.text for row in self._coded.rows)
        first = {row.text: row for row in reversed(self._coded.rows)}
        table.setRowCount(len(counts))
        for place, (text, n) in enumerate(counts.most_common()):
            table.setItem(place, 0, QTableWidgetItem(text))
            table.setItem(place, 1, QTableWidgetItem(str(n)))
            box = QComboBox()
            box.setAccessibleName(self.tr("Code of {0}").format(text))
            if self._markers:
                box.addItem(self.tr("marker, as it stands"), AS_MARKER)
            box.addItem(self.tr("leave out"), "")
            for entry in self._codebook.codes:
                box.addItem(f"{say(entry.label)}  ({entry.code})", entry.code)
            found = meant(self._codebook, first[text])
            box.setCurrentIndex(box.findData(found.code) if found is not None else 0)
            box.currentIndexChanged.connect(self._show)
            table.setCellWidget(place, 2, box)
            self.codes[text] = box
        return table

    def _lay_out(self, mapping: QTableWidget) -> None:
        form = QFormLayout()
        for name, field in ((self.tr("Offset"), self.offset), (self.tr("Times"), self.unit)):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.told.setFont(font(13))
        buttons = QDialogButtonBox()
        self.add = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(mapping, 2)
        layout.addWidget(self.preview, 3)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.finished.connect(self._over)

    @Slot()
    def _over(self) -> None:
        self.planned.emit(())

    @Slot()
    def _show(self) -> None:
        """Work out what would be added, and show it."""
        text = self.offset.text().strip()
        offset = seconds_of(text.removeprefix("-"))
        if offset is None:
            self.plan = ImportPlan("")
            self.told.setText(self.tr("Write the offset as seconds or mm:ss."))
        else:
            offset = -offset if text.startswith("-") else offset
            self.plan = plan_import(
                self._coded.rows, self._events, self._codebook, name=self.path.name,
                span=self._span, offset_s=offset, scale=UNITS[self.unit.currentData()],
                coder=self._coder,
                mapping={said: box.currentData() for said, box in self.codes.items()},
                markers=self._markers,
            )  # fmt: skip
            self.told.setText(self._words())
        self._fill_preview()
        self.add.setEnabled(bool(self.plan.events))
        self.planned.emit(tuple(self.plan.events))

    def _words(self) -> str:
        plan = self.plan
        words = [self.tr("{0} events would be added.").format(len(plan.events))]
        if plan.outside:
            told = self.tr("{0} lie outside the session: are offset and times right?")
            words.append(told.format(plan.outside))
        if plan.known:
            words.append(self.tr("{0} are there already.").format(plan.known))
        if left := sum(plan.unknown.values()):
            words.append(self.tr("{0} are left out: their texts have no code.").format(left))
        if self._coded.unit != "s":
            words.append(self.tr("All onsets are below 1: they look like Excel's times."))
        words += [say_message(problem) for problem in self._coded.problems[:5]]
        return " ".join(words)

    def _fill_preview(self) -> None:
        events = self.plan.events[:SHOWN]
        self.preview.setRowCount(len(events))
        for place, event in enumerate(events):
            entry = self._codebook.find(event.code)
            cells = (
                decimal_text(time_text(event.onset)),
                decimal_text(time_text(event.duration)) if event.duration else "",
                say(entry.label) if entry else event.code,
                event.coder,
                event.value,
            )
            for column, text in enumerate(cells):
                self.preview.setItem(place, column, QTableWidgetItem(text))
