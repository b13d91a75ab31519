"""The second step: are the sensors there, right, and whose they must be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.actions.table import action
from gui.look.style import DARK, Theme, font, sized
from gui.look.translation import say, say_message
from gui.start.page import Page, StepButton, words
from gui.start.sensor_rows import SensorRows, show_as
from gui.start.sensor_states import State, sensor_states, worst_state
from gui.start.stream_editor import StreamEditor
from safehold.core.findings import Finding, Verdict
from safehold.desk.workbench import StreamRow
from safehold.live.preflight import upside_down
from safehold.live.sensor_traces import SensorTrace

GLYPHS = {Verdict.OK: "●", Verdict.WARN: "▲", Verdict.FAIL: "■"}
REMEDY = "      → "
CHECKS_WIDE_PX = 1160
"""What is to be done is a sentence or two: it takes the room of a large screen."""
LINE_MARGIN_PX = 10
"""Left and right of a text in a column, and above and below it together."""


class PreflightPage(Page):
    """A list of the streams found; then each sensor with its state and trace.

    Everything that was looked at, with what to do, is a list that is folded away.

    Parameters
    ----------
    theme : Theme
        Colours of the traces.
    """

    back_asked = Signal()
    check_asked = Signal()
    again_asked = Signal()
    start_asked = Signal()
    turn_asked = Signal(list)
    """Ids of the streams that seem to be upside down."""

    def __init__(self, theme: Theme = DARK) -> None:
        super().__init__("", "")
        self.setMaximumWidth(sized(CHECKS_WIDE_PX))
        self.title.setText(self.tr("Sensors"))
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.setUniformRowHeights(False)
        self.list.setWordWrap(True)
        self.list.setFont(font(14))
        self.list.setAccessibleName(self.tr("Streams and checks"))
        self.list.setToolTip(self.tr("What was found; follow it while you move the sensors."))
        self.rows = SensorRows(theme)
        self.rows.setAccessibleName(self.tr("Sensors and their states"))
        self.verdict = words("", 22, bold=True, name="state")
        self.verdict.setWordWrap(False)
        self.progress = words("", 13, name="muted")
        self.editor = StreamEditor()
        self._rows: tuple[StreamRow, ...] = ()
        self._people: tuple[str, ...] = ()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.content.addWidget(self.rows, 3)
        self.content.addWidget(self.list, 2)
        self.content.addWidget(self.editor)
        self.content.addWidget(self.progress)
        row = QHBoxLayout()
        self._layout.insertLayout(self._layout.indexOf(self.missing), row)
        self._layout.removeWidget(self.missing)
        row.addWidget(self.missing, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignRight)
        self.back = StepButton("sensors.back")
        self.again = StepButton("sensors.again")
        self.check = StepButton("sensors.check")
        self.start = StepButton("sensors.start")
        self.turn = StepButton("sensors.turn")
        self.details = StepButton("sensors.details")
        self.details.setCheckable(True)
        self.details.toggled.connect(self._on_details)
        self.turn.clicked.connect(self._on_turn)
        for button, signal in (
            (self.back, self.back_asked),
            (self.again, self.again_asked),
            (self.check, self.check_asked),
            (self.start, self.start_asked),
        ):
            button.clicked.connect(signal)
        self.add_buttons(self.back, self.turn, self.details, self.again, self.check, self.start)
        self.findings: tuple[Finding, ...] = ()
        self.wrong = 0
        """So many sensors, and parts of this computer, must be put right."""
        self.show_search()

    def first_focus(self) -> QWidget:
        """Return the button of the next step."""
        return self.start if self.start.isVisibleTo(self) else self.check

    def show_search(self, people: Sequence[str] = (), *, going_on: bool = False) -> None:
        """Begin to look for streams of these people; say so where a session only goes on."""
        start = action("home.go_on" if going_on else "sensors.start")
        self.start.rename(say(start.words))
        self.start.explain(say(start.meaning))
        self.findings, self._rows, self._people = (), (), tuple(people)
        self.editor.show_row(None, ())
        self.sentence.setText(
            self.tr("Switch the sensors and their programs on. Streams appear as they come.")
        )
        self.list.setColumnHidden(2, False)
        self.list.setHeaderLabels([self.tr("whose"), self.tr("what"), self.tr("stream")])
        self.list.clear()
        self._show_buttons(checking=False)
        self.check.setEnabled(False)
        self.say_progress("")

    def show_streams(self, rows: Sequence[StreamRow], trouble: str) -> None:
        """List the streams that are there now."""
        chosen = self._chosen()
        self._rows = tuple(rows)
        self._fill([self._stream_line(row) for row in rows])
        if chosen is not None:  # a correction may have moved it
            self.list.setCurrentIndex(self.list.model().index(self._place(chosen), 0))
        self._on_chosen()
        usable = any(row.person for row in rows)
        if usable and not self.check.isEnabled():
            self.check.setEnabled(True)
            self.check.setFocus()
        self.check.setEnabled(usable)
        if trouble:
            self.show_missing(trouble)
        elif not rows:
            self.show_missing(self.tr("No stream yet."))
        elif not usable:
            self.show_missing(
                self.tr("None of them is the heart or the respiration of a participant. Choose a "
                        "stream and say below whose it is.")
            )  # fmt: skip
        else:
            self.show_missing("")

    def _stream_line(self, row: StreamRow) -> tuple[str, str, str]:
        rate = self.tr("{0:.0f} Hz").format(row.rate) if row.rate else self.tr("irregular")
        whose = say(row.person) if row.person else self.tr("nobody's")
        role = say(row.role.value.replace("_", " "))
        if row.inverted:
            role = self.tr("{0}, turned over").format(role)
        return whose, f"{role} · {rate}", f"{row.name} · {row.host}"

    def _chosen(self) -> StreamRow | None:
        k = self.list.currentIndex().row()
        return self._rows[k] if 0 <= k < len(self._rows) else None

    def _place(self, row: StreamRow) -> int:
        """Return where a channel is now, or else its stream; -1 where it is gone."""
        stream = (row.uid, row.source_id, row.name)
        same = [k for k, r in enumerate(self._rows) if (r.uid, r.source_id, r.name) == stream]
        exact = [k for k in same if self._rows[k].channel == row.channel]
        return next(iter(exact or same), -1)

    @Slot()
    def _on_chosen(self) -> None:
        self.editor.show_row(self._chosen(), self._people)

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now, in words."""
        if self.progress.text():
            return self.progress.text()
        if button is self.turn:
            return self.tr("No sensor seems to be upside down.")
        return super().why_not(button)

    @Slot()
    def _on_turn(self) -> None:
        self.turn_asked.emit(upside_down(self.findings))

    def show_checks(self, findings: Sequence[Finding], traces: Sequence[SensorTrace] = ()) -> None:
        """Show each sensor as it is now; in the list all findings, what is wrong first."""
        self.findings, self._rows = tuple(findings), ()
        self.sentence.setText(self.tr("What you see follows what you do at the sensors."))
        states = sensor_states(findings, traces)
        self.rows.show_states(states)
        self._say_verdict(worst_state(states), sum(one.state is State.LOOK for one in states))
        self.list.setHeaderLabels([self.tr("what"), self.tr("found"), ""])
        self.list.setColumnHidden(2, True)
        order = (Verdict.FAIL, Verdict.WARN, Verdict.OK)
        lines = []
        for f in sorted(findings, key=lambda finding: order.index(finding.verdict)):
            what, found = say_message(f.what), say_message(f.found)
            lines.append((f"{GLYPHS[f.verdict]}  {what}", found, ""))
            if f.remedy and f.verdict is not Verdict.OK:
                lines.append((f"{REMEDY}{say_message(f.remedy)}", "", ""))
        self._fill(lines)
        self.wrong = wrong = sum(one.state is State.BAD for one in states)
        if wrong == 1:
            self.show_missing(self.tr("One thing must be put right; what to do stands beside it."))
        elif wrong:
            told = self.tr("{0} things must be put right; what to do stands beside each.")
            self.show_missing(told.format(wrong))
        else:
            self.show_missing("")
        self._show_buttons(checking=True)

    def _say_verdict(self, worst: State, looks: int) -> None:
        told = {
            State.READY: self.tr("Ready"),
            State.LOOK: self.tr("Ready; {0} to look at").format(looks),
            State.BAD: self.tr("Not ready"),
        }[worst]
        self.verdict.setText(f"{worst.glyph} {told}")
        show_as(self.verdict, worst)

    @Slot(bool)
    def _on_details(self, wanted: bool) -> None:
        self.list.setVisible(wanted or self.check.isVisibleTo(self))
        self._fit_heights()

    def _show_buttons(self, *, checking: bool) -> None:
        before = self.check.isVisibleTo(self)
        self.check.setVisible(not checking)
        self.check.setShortcut("" if checking else self.check.key)
        self.editor.setVisible(not checking)
        self.rows.setVisible(checking)
        self.verdict.setVisible(checking)
        self.details.setVisible(checking)
        self.list.setVisible(not checking or self.details.isChecked())
        self.turn.setVisible(checking and bool(upside_down(self.findings)))
        self.start.setVisible(checking)
        self.start.setShortcut(self.start.key if checking else "")
        if checking and before:
            self.start.setFocus()

    def _fill(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Replace the lines without moving the view."""
        while self.list.topLevelItemCount() > len(lines):
            self.list.takeTopLevelItem(len(lines))
        for i, line in enumerate(lines):
            item = self.list.topLevelItem(i)
            if item is None:
                item = QTreeWidgetItem()
                self.list.addTopLevelItem(item)
            for column, text in enumerate(line):
                if item.text(column) != text:
                    item.setText(column, text)
                    item.setToolTip(column, text)
            item.setFirstColumnSpanned(line[0].startswith(REMEDY))
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Give each line the height of its longest text: a tree breaks no lines by itself."""
        metrics, flags = self.list.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        for i in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(i)
            if item is None:
                continue
            if item.isFirstColumnSpanned():
                columns = [(item.text(0), self.list.header().length())]
            else:
                columns = [(item.text(k), self.list.columnWidth(k)) for k in range(3)]
            height = max(
                metrics.boundingRect(QRect(0, 0, max(w - 2 * LINE_MARGIN_PX, 40), 0), flags, text)
                .height()
                for text, w in columns
            )  # fmt: skip
            wanted = QSize(0, height + LINE_MARGIN_PX)
            if item.sizeHint(0) != wanted:
                item.setSizeHint(0, wanted)

    def lines(self) -> list[str]:
        """Return the lines of the list as text."""
        items = [self.list.topLevelItem(i) for i in range(self.list.topLevelItemCount())]
        return ["  ".join(item.text(k) for k in range(3)) for item in items if item is not None]

    def say_progress(self, line: str) -> None:
        """Say what is being done."""
        self.progress.setText(line)

    def show_busy(self, busy: bool) -> None:
        """Take no press while something is being done."""
        for button in (self.back, self.turn, self.details, self.again, self.check, self.start):
            button.setEnabled(not busy)
