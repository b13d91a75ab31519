"""Scores between sessions typed in by hand: whose, which session, which measure, which value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.style import font, sized
from gui.look.translation import decimal_point, say_error
from gui.start.page import StepButton, words
from gui.start.study_lists import StudyList
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies.outcomes import Score, column_name
from safehold.desk.studies.overview import Overview, SessionLine
from safehold.desk.studies.score_file import Entry, measure_of, number_of, ranges, same_code

VALUE_PX = 120


class _ValueField(QLineEdit):
    """Takes a value; while it is empty, undo is that of the whole form."""

    def event(self, event: QEvent) -> bool:
        undo = QKeySequence.StandardKey.Undo
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)


class ScoreForm(QWidget):
    """One line to type a score in, and below it those that stand in the file.

    Return enters the value and goes to the next measure of the session, then to the next session.
    """

    entered = Signal(object)
    """An :class:`Entry`."""
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._study: Overview | None = None
        self._scores: tuple[Score, ...] = ()
        self._trouble = ""
        self.participant, self.session, self.measure = QComboBox(), QComboBox(), QComboBox()
        self.measure.setEditable(True)
        self.measure.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.value = _ValueField()
        self.value.setMaximumWidth(sized(VALUE_PX))
        self.enter, self.undo = StepButton("study.enter"), StepButton("study.undo")
        self.hint = words("", 13, name="muted")
        self.list = StudyList()
        self.list.setAccessibleName(self.tr("Scores of the study"))
        self.list.setToolTip(self.tr("Return or a double click takes a score up to correct it."))
        self.list.name_columns(
            self.tr("participant"), self.tr("session"), self.tr("measure"), self.tr("value")
        )
        self._arrange()
        self.participant.currentIndexChanged.connect(self._show_sessions)
        self.session.currentIndexChanged.connect(self._show_hint)
        self.measure.editTextChanged.connect(self._show_hint)
        self.value.textChanged.connect(self._show_hint)
        self.value.returnPressed.connect(self._on_enter)
        self.enter.clicked.connect(self._on_enter)
        self.undo.clicked.connect(self.undo_asked)
        self.list.itemActivated.connect(self._on_chosen)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for column, (widget, text, tip) in enumerate((
            (self.participant, self.tr("Participant"), self.tr("Whose score it is")),
            (self.session, self.tr("Session"), self.tr("Session that it belongs to")),
            (self.measure, self.tr("Measure"), self.tr("One of the file, or a new name")),
            (self.value, self.tr("Value"), self.tr("A number; Return enters it")),
        )):  # fmt: skip
            widget.setFont(font(14))
            widget.setAccessibleName(text)
            widget.setToolTip(tip)
            grid.addWidget(words(text, 13, name="muted"), 0, column)
            grid.addWidget(widget, 1, column)
        field = self.measure.lineEdit()
        if field is not None:
            field.setAccessibleName(self.measure.accessibleName())
            field.setToolTip(self.measure.toolTip())
        grid.addWidget(self.enter, 1, 4)
        grid.addWidget(self.undo, 1, 5)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)

    # -- what is shown -------------------------------------------------------------------------

    def show_study(self, study: Overview) -> None:
        """Offer the people and sessions of a study."""
        changed = self._study is None or self._study.people != study.people
        self._study = study
        if changed:
            before = self.participant.currentText()
            self.participant.blockSignals(True)
            self.participant.clear()
            self.participant.addItems(list(study.people))
            self.participant.setCurrentText(before)
            self.participant.blockSignals(False)
        self._show_sessions()

    def show_scores(self, scores: Sequence[Score], *, undoable: bool) -> None:
        """Show what stands in the file."""
        self._scores, self._trouble = tuple(scores), ""
        known = list(dict.fromkeys(one.measure for one in scores))
        before = self.measure.currentText()
        self.measure.blockSignals(True)
        self.measure.clear()
        self.measure.addItems(known)
        self.measure.setEditText(before or (known[0] if known else ""))
        self.measure.blockSignals(False)
        self.list.show_rows([(self._cells(one), None) for one in scores])
        self.undo.setEnabled(undoable)
        self._show_hint()

    def show_trouble(self, why: str) -> None:
        """Say why nothing can be typed in."""
        self._scores, self._trouble = (), why
        self.list.clear()
        self.undo.setEnabled(False)
        self._show_hint()

    def _cells(self, score: Score) -> tuple[str, ...]:
        number = "" if score.number is None else str(score.number)
        which = " · ".join(filter(None, (number, score.session_id, score.client)))
        value = "–" if score.value is None else _text(score.value)
        return score.participant, which, score.measure, value

    @Slot()
    def _show_sessions(self) -> None:
        """Offer the sessions of the participant that is chosen; the same one stays chosen."""
        before: SessionLine | None = self.session.currentData()
        self.session.blockSignals(True)
        self.session.clear()
        for line in self._sessions():
            which = line.session_id or self.tr("not recorded")
            number = "–" if line.number is None else str(line.number)
            several = (line.client,) if self._client(line) else ()
            self.session.addItem(" · ".join((number, *several, which)), line)
            if before is not None and (line.client, line.number, line.session_id) == (
                before.client, before.number, before.session_id,
            ):  # fmt: skip
                self.session.setCurrentIndex(self.session.count() - 1)
        self.session.blockSignals(False)
        self._show_hint()

    def _sessions(self) -> list[SessionLine]:
        code = self.participant.currentText()
        lines = () if self._study is None else self._study.sessions
        return [line for line in lines if code and code in line.codes]

    def _client(self, line: SessionLine) -> str:
        """Return whose therapy it is, where the participant has several clients."""
        return line.client if len({one.client for one in self._sessions()}) > 1 else ""

    # -- what is typed -------------------------------------------------------------------------

    def _entry(self, value: float = 0.0) -> Entry:
        """Return what is chosen; raises ConfigError where something is missing."""
        line = self.session.currentData()
        if not isinstance(line, SessionLine):
            raise ConfigError(Message("Choose a session of this participant."))
        return Entry(
            self.participant.currentText(), line.number, line.session_id, self._client(line),
            measure_of(self.measure.currentText()), value,
        )  # fmt: skip

    @Slot()
    def _show_hint(self) -> None:
        """Say beside the fields what stands there already, and what is wrong."""
        text, wrong, replaces = self._hint()
        self.hint.setText(text)
        self.hint.setObjectName("warning" if wrong else "muted")
        self.hint.style().polish(self.hint)
        self.enter.setEnabled(not self._trouble and bool(self.value.text().strip()))
        self.enter.rename(self.tr("Replace") if replaces else self.tr("Enter"))

    def _hint(self) -> tuple[str, bool, bool]:
        if self._trouble:
            return self._trouble, True, False
        typed = self.value.text().strip()
        try:
            entry = self._entry()
            value = number_of(typed) if typed else None
        except ConfigError as error:
            return (say_error(error), True, False) if typed else ("", False, False)
        standing = self._standing(entry)
        if standing is not None and standing.value is not None:
            told = self.tr("{0} stands there already.").format(_text(standing.value))
            return told, False, True
        between = ranges(self._scores).get(column_name(entry.measure))
        if between is None:
            return self.tr("A new measure."), False, False
        low, high = between
        beyond = max(high - low, (abs(low) + abs(high)) / 4)
        outside = value is not None and not low - beyond <= value <= high + beyond
        told = self.tr("Values of this measure so far: {0} to {1}.")
        return told.format(_text(low), _text(high)), outside, False

    def _standing(self, entry: Entry) -> Score | None:
        return next((one for one in self._scores if entry.is_of(one)), None)

    @Slot()
    def _on_enter(self) -> None:
        try:
            entry = self._entry(number_of(self.value.text()))
        except ConfigError as error:
            self.hint.setText(say_error(error))
            return
        if not self._trouble:
            self.entered.emit(entry)

    def go_on(self) -> None:
        """Go to the next measure of the session, or to the first one of the next session."""
        self.value.clear()
        place = self.measure.findText(self.measure.currentText())
        if place + 1 < self.measure.count():
            self.measure.setCurrentIndex(place + 1)
        elif self.session.currentIndex() + 1 < self.session.count():
            self.measure.setCurrentIndex(0)
            self.session.setCurrentIndex(self.session.currentIndex() + 1)
        self.value.setFocus()

    @Slot(QTreeWidgetItem)
    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        """Take a score that stands there into the fields, to be corrected."""
        score = self._scores[self.list.indexOfTopLevelItem(item)]
        for code in self._study.people if self._study is not None else ():
            if same_code(code, score.participant):
                self.participant.setCurrentText(code)
        for place, line in enumerate(self._sessions()):
            if (
                line.session_id == score.session_id
                if score.session_id
                else (line.number == score.number and score.client in ("", line.client))
            ):
                self.session.setCurrentIndex(place)
        self.measure.setEditText(score.measure)
        self.value.setText("" if score.value is None else _text(score.value))
        self.value.setFocus()
        self.value.selectAll()


def _text(value: float) -> str:
    return f"{value:.15g}".replace(".", decimal_point())
