"""The process measures of a span that was drawn by hand, in a window of its own; in replays only.

Shown live they would change the session that they measure.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from gui.look.formatting import clock_text, number_text, value_text
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_disclaimer, say_reasons
from gui.qt.side_window import SideWindow
from safehold.core.measures import MEASURES, ProcessMeasure

SIZE = (900, 640)


def cell_words(measure: ProcessMeasure) -> str:
    """Return a value, or why there is none."""
    if measure.value is None:
        return f"– ({say_reasons(measure.reasons)})"
    share = measure.unit == "1" and measure.name.endswith(("_share", "_high", "_within", "_low"))
    words = (
        f"{value_text(100 * measure.value, 1)} %" if share else number_text(measure.value, ".4g")
    )
    return words if share or measure.unit == "1" else f"{words} {measure.unit}"


class SpanWindow(SideWindow):
    """A row per measure, a column per person.

    Parameters
    ----------
    measures : sequence of ProcessMeasure
        Of one span.
    span : (float, float)
        Session time, s.
    lag_s : float
        How late zones are, s, for the standing sentence.
    """

    def __init__(
        self,
        measures: Sequence[ProcessMeasure],
        span: tuple[float, float],
        lag_s: float,
        *,
        theme: Theme = DARK,
    ) -> None:
        super().__init__(theme)
        self.setWindowTitle(self.tr("Measures of a span"))
        heading = QLabel(
            self.tr("From {0} to {1}").format(*(clock_text(max(t, 0.0)) for t in span))
        )
        heading.setFont(font(18, bold=True))
        footer = QLabel(say_disclaimer(lag_s))
        footer.setObjectName("muted")
        footer.setFont(font(12))
        footer.setWordWrap(True)
        self.table = self._make_table(measures)
        self.table.setStyleSheet(
            f"QTableWidget {{ background: {theme.plot}; color: {theme.text};"
            f" gridline-color: {theme.line}; border: 1px solid {theme.line}; }}"
            f"QTableWidget::item:selected {{ background: {theme.line}; color: {theme.text}; }}"
        )
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self.table, 1)
        layout.addWidget(footer)
        self.resize(*SIZE)

    def _make_table(self, measures: Sequence[ProcessMeasure]) -> QTableWidget:
        people = list(dict.fromkeys(m.person for m in measures))
        names = list(dict.fromkeys(m.name for m in measures))
        table = QTableWidget(len(names), 1 + len(people))
        table.setHorizontalHeaderLabels([self.tr("measure"), *map(say, people)])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAccessibleName(self.windowTitle())
        table.setToolTip(self.tr("A row per measure, a column per person."))
        for row, name in enumerate(names):
            kind = MEASURES[name]
            item = QTableWidgetItem(name.replace("_", " "))
            item.setToolTip(self.tr("{0}. Cannot mean: {1}.").format(
                kind.meaning, kind.cannot_mean
            ))  # fmt: skip
            table.setItem(row, 0, item)
        for measure in measures:
            item = QTableWidgetItem(cell_words(measure))
            item.setToolTip(
                self.tr("{0} valid seconds").format(measure.valid_s)
                + (f"; {say_reasons(measure.reasons)}" if measure.reasons else "")
            )
            table.setItem(names.index(measure.name), 1 + people.index(measure.person), item)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table
