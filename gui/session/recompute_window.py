"""Computes a replayed session again, and shows where that differs from what was seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.actions.action import Place
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_message
from gui.panels.difference_table import CellTable, DifferenceTable, SummaryTable
from gui.panels.parameter_form import ParameterForm
from gui.qt.number_field import number_field
from gui.qt.side_window import SideWindow
from recordings.tidy.differences import differences_table, summary_table
from recordings.tidy.writing import write_csv
from safehold.core.differences import Recomputed
from safehold.core.recipe import EVERYBODY, Recipe, Span
from safehold.core.settings import PIPELINE_DELAY_S
from safehold.session.ports import View

SIZE = (1120, 760)
LOOK_MS = 150
EDITORS = (QAbstractSpinBox, QComboBox)
"""What takes characters itself."""
LONGEST_S = 172_800.0


class RecomputeWindow(SideWindow):
    """Parameters on top, what differs below.

    Parameters
    ----------
    view : View
        A replay.
    drawn : (float, float) or None
        The span that was drawn last over the session, s: offered as rest values.
    """

    place = Place.RECOMPUTE

    def __init__(self, view: View, drawn: Span | None, *, theme: Theme = DARK) -> None:
        super().__init__(theme, every_ms=LOOK_MS)
        playback = view.playback
        assert playback is not None
        self.setWindowTitle(self.tr("Recompute"))
        self._playback, self._work = playback, playback.recomputing
        self._drawn = drawn
        self._shown: Recomputed | None = None
        recipe = Recipe() if self._work.found is None else self._work.found.recipe
        self._rests = dict(recipe.rests)
        self.person = QComboBox()
        self.person.setAccessibleName(self.tr("For whom"))
        self.person.addItem(self.tr("everybody"), EVERYBODY)
        for label in view.model.people:
            self.person.addItem(say(label), label)
        self.form = ParameterForm(theme, self._work.settings, recipe.changes)
        self.rest = QCheckBox(self.tr("rest values from"))
        self.rest_from, self.rest_to = _seconds(), _seconds()
        self.rest_from.setAccessibleName(self.tr("Rest values from, s"))
        self.rest_to.setAccessibleName(self.tr("Rest values to, s"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.told = QLabel("")
        self.told.setWordWrap(True)
        self.go = QPushButton(self.tr("Recompute"))
        self.end = QPushButton(self.tr("Cancel"))
        self.reset = QPushButton(self.tr("As in the session"))
        self.span = QPushButton(self.tr("Take the span that was drawn"))
        self.differences = DifferenceTable(theme, self.tr("Differences"))
        self.summary = SummaryTable(theme, self.tr("The session in both readings"))
        self.tabs = QTabWidget()
        self.tabs.addTab(self.differences, self.tr("Differences"))
        self.tabs.addTab(self.summary, self.tr("Session"))
        self.copy, self.save = QPushButton(self.tr("Copy")), QPushButton(self.tr("Save as CSV"))
        self._arrange()
        self._connect()
        self._show_rest()
        self.step()
        self.resize(*SIZE)

    def _arrange(self) -> None:
        heading = QLabel(
            self.tr("Other parameters or rest values, beside what was seen. The recording stays "
                    "as it is; which reading is true, none of this can say.")
        )  # fmt: skip
        heading.setFont(font(13))
        heading.setWordWrap(True)
        whose = _row(QLabel(self.tr("For")), self.person, self.rest, self.rest_from,
                     QLabel(self.tr("to")), self.rest_to, QLabel("s"), self.span)  # fmt: skip
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addLayout(whose)
        upper.addWidget(self.form, 1)
        upper.addLayout(_row(self.go, self.end, self.reset, self.bar))
        upper.addWidget(self.told)
        bottom = QWidget()
        lower = QVBoxLayout(bottom)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self.tabs, 1)
        lower.addLayout(_row(self.copy, self.save))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(top)
        split.addWidget(bottom)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.person.currentIndexChanged.connect(self._on_person)
        self.go.clicked.connect(self._on_go)
        self.end.clicked.connect(self._work.cancel)
        self.reset.clicked.connect(self._on_reset)
        self.span.clicked.connect(self._on_span)
        self.rest.toggled.connect(self._on_rest)
        for field in (self.rest_from, self.rest_to):
            field.valueChanged.connect(self._on_rest)
        self.differences.chosen.connect(self._on_chosen)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)

    # -- what is asked for ---------------------------------------------------------------------

    @property
    def recipe(self) -> Recipe:
        """What is to be other."""
        changes = {person: dict(mine) for person, mine in self.form.changes.items() if mine}
        return Recipe(changes, dict(self._rests))

    def _whose(self) -> str:
        return str(self.person.currentData())

    @Slot()
    def _on_go(self) -> None:
        self._work.begin(self.recipe)
        self.step()

    @Slot()
    def _on_reset(self) -> None:
        self.form.reset()
        self._rests = {}
        self._show_rest()

    @Slot()
    def _on_person(self) -> None:
        self.form.show_person(self._whose())
        self._show_rest()

    def _show_rest(self) -> None:
        """Show the rest values of the person that is chosen; those of all are nobody's."""
        person = self._whose()
        span = self._rests.get(person, self._drawn or self._playback.span)
        for part in (self.rest, self.rest_from, self.rest_to):
            part.blockSignals(True)
            part.setEnabled(bool(person))
        self.rest.setChecked(person in self._rests)
        self.rest_from.setValue(span[0])
        self.rest_to.setValue(span[1])
        for part in (self.rest, self.rest_from, self.rest_to):
            part.blockSignals(False)
        self.span.setEnabled(bool(person) and self._drawn is not None)
        self.rest.setToolTip(
            "" if person else self.tr("Rest values are a person's own: choose one first.")
        )
        self.span.setToolTip(
            "" if self._drawn else self.tr("Hold Shift and drag over the strip of the session.")
        )

    @Slot()
    def _on_rest(self) -> None:
        if self.rest.isChecked():
            self._rests[self._whose()] = (self.rest_from.value(), self.rest_to.value())
        else:
            self._rests.pop(self._whose(), None)

    @Slot()
    def _on_span(self) -> None:
        if self._drawn is not None:
            self._rests[self._whose()] = self._drawn
            self._show_rest()

    # -- what came of it -----------------------------------------------------------------------

    def step(self) -> None:
        """Show how far it is, and what was found."""
        state, found = self._work.state, self._work.found
        self.bar.setVisible(state.running)
        self.bar.setValue(round(1000 * state.share))
        self.end.setEnabled(state.running)
        self.go.setEnabled(not state.running)
        self.told.setObjectName("warning" if state.failure else "muted")
        if state.failure:
            self.told.setText(say_message(state.failure))
        elif state.running:
            left = "" if state.left_s is None else self._left(state.left_s)
            self.told.setText(f"{say_message(state.what)}{left}")
        else:
            self.told.setText(self._result(found))
        if found is not self._shown:
            self._shown = found
            self.differences.show_differences(() if found is None else found.differences)
            rows = () if found is None else found.summary
            self.summary.show_summary(sorted(rows, key=lambda one: one.before == one.after))
        for part in (self.copy, self.save):
            part.setEnabled(found is not None)

    def _left(self, seconds: float) -> str:
        return self.tr(", {0:.0f} s left").format(max(seconds, 1.0))

    def _result(self, found: Recomputed | None) -> str:
        if found is None:
            return self.tr("Nothing has been computed again yet.")
        if not found.differences:
            return self.tr("Both readings are the same, bit for bit.")
        parts = []
        for person in dict.fromkeys(one.person for one in found.differences):
            zones = sum(d.seconds for d in found.differences
                        if d.person == person and d.what == "zone")  # fmt: skip
            spans = found.spans(person)
            whole = sum(t1 - t0 for t0, t1 in spans)
            parts.append(
                self.tr("{0}: {1:.0f} s differ, {2} s of them in the zone").format(
                    say(person), whole, zones
                )
            )
        text = "; ".join(parts) + "."
        if not found.published:
            text += " " + self.tr("Nothing was published live: compared with its own parameters.")
        return text

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        """Go to where a difference begins."""
        if self._shown is not None and row < len(self._shown.differences):
            self._playback.seek(self._shown.differences[row].t0 + PIPELINE_DELAY_S)

    @Slot()
    def _on_copy(self) -> None:
        table = self.tabs.currentWidget()
        if isinstance(table, CellTable):
            QGuiApplication.clipboard().setText(table.text())

    @Slot()
    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as CSV"), "differences.csv", self.tr("Tables (*.csv)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the table on show; say so where that fails."""
        found = self._shown
        if found is None:
            return
        session = self.tabs.currentWidget() is self.summary
        table = summary_table(found.summary) if session else differences_table(found.differences)
        try:
            write_csv(table, path)
        except OSError as error:
            told = self.tr("{0} cannot be written: {1}.")
            self.refusals.say(told.format(path, error.strerror))

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the characters that are typed into a field to the field."""
        if isinstance(watched, EDITORS) and event.type() == QEvent.Type.KeyPress:
            return False
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Never take for a code what was typed into a field."""
        text = event.text()
        if isinstance(self.focusWidget(), EDITORS) and text.isprintable() and text.strip():
            return
        super().keyPressEvent(event)


def _seconds() -> QDoubleSpinBox:
    return number_field(0, LONGEST_S, decimals=1, step=5)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, QProgressBar) else 0)
    row.addStretch(1)
    return row
