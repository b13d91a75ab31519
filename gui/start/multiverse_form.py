"""A finding under every choice of method: two measures, and what varies."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.look.formatting import decimal_text
from gui.look.style import font
from gui.look.translation import say, say_error
from gui.start.page import StepButton, words
from safehold.core.errors import ConfigError
from safehold.core.measures import MEASURES
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.outcomes import Score, column_name
from safehold.desk.studies.overview import Overview
from safehold.desk.studies.specifications import Question, parse_vary
from safehold.desk.studies.values import OUTSIDE

ROLES = ("client", "therapist")
PARTS = "; "
"""Between the parameters that vary."""


class MultiverseForm(QWidget):
    """Asks whether two measures go together within dyads, and shows the specification curve."""

    asked = Signal(object)
    """A :class:`Question`."""

    def __init__(self) -> None:
        super().__init__()
        self._curve = QPixmap()
        self.predictor, self.role = QComboBox(), QComboBox()
        self.outcome, self.outcome_role = QComboBox(), QComboBox()
        self.vary = QLineEdit()
        self.start = StepButton("study.multiverse")
        self.hint = words("", 14, bold=True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumHeight(120)
        self.predictor.addItems([OUTSIDE, *MEASURES])
        self.outcome.setEditable(True)
        self.outcome.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for box in (self.role, self.outcome_role):
            for role in ROLES:
                box.addItem(say(role), role)
        self._arrange()
        self.start.clicked.connect(self._on_start)
        self.vary.returnPressed.connect(self._on_start)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        fields = (
            (self.predictor, self.tr("More of"), self.tr("Process measure of the session"), 0, 0),
            (self.role, self.tr("of"), self.tr("Whose process measure"), 0, 1),
            (self.outcome, self.tr("goes with more of"),
             self.tr("Score, rating or process measure, as the table study_long names it"), 0, 2),
            (self.outcome_role, self.tr("of whom"), self.tr("Whose outcome"), 0, 3),
            (self.vary, self.tr("under every combination of"),
             self.tr("Parameters with their values: zones.th=2,2.5; windows.vagal_s=30,60"), 2, 0),
        )  # fmt: skip
        for widget, text, tip, row, column in fields:
            widget.setFont(font(14))
            widget.setAccessibleName(text)
            widget.setToolTip(tip)
            grid.addWidget(words(text, 13, name="muted"), row, column)
            grid.addWidget(widget, row + 1, column, 1, 3 if widget is self.vary else 1)
        field = self.outcome.lineEdit()
        if field is not None:
            field.setAccessibleName(self.outcome.accessibleName())
            field.setToolTip(self.outcome.toolTip())
        grid.addWidget(self.start, 3, 3)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self.hint)
        layout.addWidget(self.picture, 1)

    # -- what is shown -------------------------------------------------------------------------

    def begin(self) -> None:
        """Show nothing of another study."""
        self.vary.clear()
        self._show("", QPixmap())

    def show_study(self, study: Overview) -> None:
        """Offer what can be varied in a study."""
        if not self.vary.text():
            told = (f"{name}={','.join(map(_text, values))}" for name, values in study.usual)
            self.vary.setText(PARTS.join(told))
        self._offer(f"rated_{scale}" for scale in study.scales)

    def show_scores(self, scores: Iterable[Score]) -> None:
        """Offer the scores of a study as outcomes."""
        self._offer(column_name(one.measure) for one in scores)

    def _offer(self, names: Iterable[str]) -> None:
        before = self.outcome.currentText()
        for name in dict.fromkeys(names):
            if self.outcome.findText(name) < 0:
                self.outcome.addItem(name)
        if before:
            self.outcome.setEditText(before)

    def show_result(self, found: Multiverse) -> None:
        """Show what came of it."""
        curve = found.curve
        if curve.share is None or curve.median is None or curve.p is None:
            self._show(self.tr("No specification has enough sessions to say anything."), QPixmap())
            return
        told = self.tr(
            "Holds in {0} of {1} specifications ({2:.0f} %); median r {3} within dyads, "
            "joint p {4}."
        ).format(
            curve.holding, curve.known, 100 * curve.share, decimal_text(f"{curve.median:+.2f}"),
            decimal_text(f"{curve.p:.3g}"),
        )  # fmt: skip
        self._show(told, QPixmap(str(found.picture)))

    def hide_result(self) -> None:
        """Show no result any more: whoever looks may have to stay blind."""
        self._show("", QPixmap())

    def _show(self, text: str, curve: QPixmap) -> None:
        self.hint.setText(text)
        self.hint.setAccessibleName(text)
        self._curve = curve
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the curve as large as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._curve.isNull():
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        fitted = self._curve.scaled(
            self.picture.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(fitted)

    # -- what is asked -------------------------------------------------------------------------

    def question(self) -> Question:
        """Return what is asked; raises ConfigError where something is wrong."""
        role, other = str(self.role.currentData()), str(self.outcome_role.currentData())
        told = [part.strip() for part in self.vary.text().split(";") if part.strip()]
        return Question(
            (self.predictor.currentText(),), self.outcome.currentText().strip(), role,
            "" if other == role else other, vary=parse_vary(told),
        )  # fmt: skip

    @Slot()
    def _on_start(self) -> None:
        if not self.start.isEnabled():
            self.start.refused.emit()
            return
        try:
            question = self.question()
        except ConfigError as error:
            self._show(say_error(error), QPixmap())
            return
        self.asked.emit(question)


def _text(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float | int) else value
