"""The parameters of a session with their present values, to be changed for everybody or one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gui.look.formatting import number_text
from gui.look.style import Theme, font
from gui.qt.number_field import number_field
from safehold.core.recipe import (
    EVERYBODY,
    OWN_GROUPS,
    Changes,
    Parameter,
    ParameterValue,
    changed,
    parameters_of,
)
from safehold.core.settings import EngineSettings
from safehold.core.study_file import unit_of

SMALL_STEPS = 40
"""The arrows of a field go through its range in about so many steps."""
FINE = 0.1
"""A range as small as this has a third decimal."""
STEPS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0)


class ParameterForm(QTableWidget):
    """A row per parameter: what it is, its value in the session, its value here, its limits.

    Parameters
    ----------
    settings : EngineSettings
        Those of the session.
    changes : mapping of str to mapping
        By person what is other to begin with.
    """

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: EngineSettings,
        changes: Mapping[str, Changes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._person = settings, EVERYBODY
        self.changes = {person: dict(mine) for person, mine in changes.items()}
        """By person, those of everybody under the empty name."""
        self.parameters = parameters_of(settings)
        self.editors: dict[str, QDoubleSpinBox | QSpinBox | QComboBox] = {}
        headings = (self.tr("parameter"), self.tr("in the session"), self.tr("here"),
                    self.tr("may be"))  # fmt: skip
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(len(self.parameters))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.setShowGrid(False)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Parameters"))
        self.setStyleSheet(
            f"QTableWidget {{ background: {theme.plot}; border: 1px solid {theme.line};"
            f" border-radius: 6px; }} QComboBox {{ padding: 2px 6px; }}"
        )
        words = self._words()
        for row, parameter in enumerate(self.parameters):
            self._add_row(row, parameter, words.get(parameter.name, parameter.name))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.show_person(EVERYBODY)

    def _add_row(self, row: int, parameter: Parameter, words: str) -> None:
        unit = unit_of(parameter.name.partition(".")[2])
        limits = ", ".join(parameter.choices)
        if parameter.low is not None and parameter.high is not None:
            limits = f"{number_text(parameter.low)} – {number_text(parameter.high)}"
        cells = (words, _written(parameter.value), "", limits)
        for column, text in enumerate(cells):
            shown = f"{text} {unit}" if unit and column == 1 else text
            item = QTableWidgetItem(shown)
            item.setToolTip(parameter.name)
            self.setItem(row, column, item)
        editor = self.editors[parameter.name] = _editor(parameter)
        editor.setAccessibleName(words)
        editor.setToolTip(parameter.name)
        editor.installEventFilter(self)
        self.setCellWidget(row, 2, editor)
        tell = partial(self._on_changed, parameter)
        if isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(tell)
        else:
            editor.valueChanged.connect(tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the table: a value must not change under a scrolling finger."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def show_person(self, person: str) -> None:
        """Show the values of a person, or of everybody under the empty name."""
        self._person = person
        common = changed(self._settings, self.changes.get(EVERYBODY, {}))
        own = changed(common, self.changes.get(person, {}))
        for row, parameter in enumerate(parameters_of(own)):
            editor = self.editors[parameter.name]
            editor.blockSignals(True)
            if isinstance(editor, QComboBox):
                editor.setCurrentText(str(parameter.value))
            elif isinstance(editor, QSpinBox):
                editor.setValue(int(parameter.value))
            else:
                editor.setValue(float(parameter.value))
            editor.blockSignals(False)
            editor.setEnabled(person == EVERYBODY or parameter.group in OWN_GROUPS)
            self._mark(row, other=parameter.value != self.parameters[row].value)

    def reset(self) -> None:
        """Go back to the values of the session, for everybody."""
        self.changes = {}
        self.show_person(self._person)

    def _mark(self, row: int, *, other: bool) -> None:
        for column in range(2):
            item = self.item(row, column)
            if item is not None:
                item.setFont(font(13, bold=other))

    def _on_changed(self, parameter: Parameter, value: ParameterValue) -> None:
        mine = self.changes.setdefault(self._person, {})
        base = parameter.value
        if self._person:
            base = self.changes.get(EVERYBODY, {}).get(parameter.name, base)
        if isinstance(value, float):
            value = round(value, 6)
        if value == base:
            mine.pop(parameter.name, None)
        else:
            mine[parameter.name] = value
        self._mark(self.parameters.index(parameter), other=value != parameter.value)
        self.edited.emit()

    def _words(self) -> dict[str, str]:
        return {
            "zones.th": self.tr("Zones: heart-rate threshold"),
            "zones.th_hr_only": self.tr("Zones: heart-rate threshold without a vagal index"),
            "zones.tv": self.tr("Zones: vagal drop for high activation"),
            "zones.tl": self.tr("Zones: vagal threshold for low activation"),
            "zones.hysteresis": self.tr("Zones: hysteresis"),
            "zones.dwell_in_s": self.tr("Zones: dwell time before one is entered"),
            "zones.dwell_out_s": self.tr("Zones: dwell time before one is left"),
            "zones.unknown_after_s": self.tr("Zones: missing inputs are bridged for"),
            "zones.near_baseline_below": self.tr("Zones: near baseline below"),
            "zones.near_upper_from": self.tr("Zones: near upper threshold from"),
            "zones.band_dwell_s": self.tr("Zones: dwell time of the bands"),
            "baseline.settling_s": self.tr("Baseline: discarded at its start"),
            "baseline.used_s": self.tr("Baseline: length used"),
            "baseline.min_valid_s": self.tr("Baseline: least valid time"),
            "baseline.max_flagged": self.tr("Baseline: largest share of flagged intervals"),
            "baseline.min_coverage": self.tr("Baseline: least coverage"),
            "baseline.max_drift_bpm": self.tr("Baseline: largest drift of heart rate"),
            "baseline.hr_floor_bpm": self.tr("Baseline: least spread of heart rate"),
            "baseline.ln_rmssd_floor": self.tr("Baseline: least spread of the vagal index"),
            "baseline.resp_rate_floor": self.tr("Baseline: least spread of respiration rate"),
            "baseline.vagal_axis": self.tr("Baseline: index of the vagal axis"),
            "windows.hr_s": self.tr("Windows: heart rate"),
            "windows.vagal_s": self.tr("Windows: RMSSD, RSA, respiration"),
            "engine.start_up_s": self.tr("Missing at the start for"),
            "engine.mains_hz": self.tr("Mains frequency"),
            "engine.ppg_delay_s": self.tr("Pulse arrival after the R peak"),
        }


def _written(value: ParameterValue) -> str:
    return value if isinstance(value, str) else number_text(value)


def _editor(parameter: Parameter) -> QDoubleSpinBox | QSpinBox | QComboBox:
    """Return a field that takes what the parameter may be, and nothing else."""
    if parameter.low is None or parameter.high is None:
        box = QComboBox()
        box.addItems(list(parameter.choices))
        return box
    if parameter.whole:
        whole = QSpinBox()
        whole.setKeyboardTracking(False)
        whole.setRange(int(parameter.low), int(parameter.high))
        if parameter.name == "engine.mains_hz":
            whole.setSingleStep(10)
        return whole
    width = parameter.high - parameter.low
    decimals = 3 if width <= FINE else 2
    return number_field(parameter.low, parameter.high, decimals=decimals, step=_step(width))


def _step(width: float, steps: Sequence[float] = STEPS) -> float:
    return next((step for step in steps if step * SMALL_STEPS >= width), steps[-1])
