"""What everybody did before, during and after a code, an event or a span, beside a replay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
)

from gui.actions.action import Place
from gui.look.formatting import clock_text
from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_disclaimer, say_message
from gui.panels.around_table import AroundTable, RepairTable
from gui.panels.difference_table import CellTable
from gui.qt.side_window import SideWindow
from gui.session.event_editing import EventEditing
from recordings.tidy.around import around_table, repairs_table
from recordings.tidy.writing import write_csv
from safehold.core.around import Around, Surroundings
from safehold.core.types import Event
from safehold.session.ports import View

SIZE = (1280, 700)
LOOK_MS = 150
Span = tuple[float, float]


class AroundWindow(SideWindow):
    """A code, an event or a span on top, everybody's numbers below.

    Parameters
    ----------
    view : View
        A replay.
    editing : EventEditing
        Tells which event is chosen.
    drawn : (float, float) or None
        The span that was drawn last over the session, s.
    """

    place = Place.AROUND

    def __init__(
        self, view: View, editing: EventEditing, drawn: Span | None, *, theme: Theme = DARK
    ) -> None:
        super().__init__(theme, every_ms=LOOK_MS)
        playback = view.playback
        assert playback is not None
        self._playback, self._work = playback, playback.surrounding
        self._codebook, self._editing = view.codebook, editing
        self._shown: Surroundings | None = None
        self._events: tuple[Event, ...] = ()
        self._wish = self._chosen_key() or ("span:" if drawn else "")
        """What is to be on show when it is there: ``event:<id>``, ``code:<code>``, ``span:``."""
        self._drawn = drawn
        self.setWindowTitle(self.tr("Around events"))
        self.what = QComboBox()
        self.what.setAccessibleName(self.tr("Around what"))
        self.what.setToolTip(
            self.tr("A code with all its events, the event that is chosen in the session, or the "
                    "span that was drawn over it.")
        )  # fmt: skip
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.go, self.end = QPushButton(self.tr("Compute again")), QPushButton(self.tr("Cancel"))
        self.told, self.warning = QLabel(""), QLabel("")
        self.table = AroundTable(theme, self.tr("Around events"))
        self.repairs = RepairTable(theme, self.tr("From rupture to repair"))
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, self.tr("Before, during, after"))
        self.tabs.addTab(self.repairs, self.tr("From rupture to repair"))
        self.copy, self.save = QPushButton(self.tr("Copy")), QPushButton(self.tr("Save as CSV"))
        self._arrange(view.model.settings.lag_s)
        self.what.currentIndexChanged.connect(self._on_what)
        self.go.clicked.connect(self._on_go)
        self.end.clicked.connect(self._work.cancel)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        self.repairs.chosen.connect(self._on_repair)
        editing.changed.connect(self._on_chosen)
        self._begin()
        self.step()
        self.resize(*SIZE)

    def _arrange(self, lag_s: float) -> None:
        for label in (self.told, self.warning):
            label.setWordWrap(True)
        self.warning.setObjectName("warning")
        top = QHBoxLayout()
        top.addWidget(QLabel(self.tr("Around")))
        top.addWidget(self.what, 2)
        top.addWidget(self.bar, 1)
        top.addWidget(self.go)
        top.addWidget(self.end)
        notes = QLabel(
            self.tr("Before: 60 s before the onset. After: 60 s after the end. High falls and low "
                    "rises by itself, so read the change against matched moments: others of the "
                    "same level that followed no such event. p: rotations of the events; adjusted "
                    "for all codes. The same numbers stand in the report and the export.")
        )  # fmt: skip
        notes.setWordWrap(True)
        footer = QLabel(say_disclaimer(lag_s))
        for label in (notes, footer):
            label.setObjectName("muted")
            label.setFont(font(11))
            label.setWordWrap(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy)
        bottom.addWidget(self.save)
        bottom.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.warning)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(notes)
        layout.addWidget(footer)
        layout.addLayout(bottom)

    # -- what is asked for ---------------------------------------------------------------------

    def _begin(self) -> None:
        self._events = tuple(self._playback.events())
        self._work.begin(self._drawn)

    @Slot()
    def _on_go(self) -> None:
        self._wish = str(self.what.currentData() or "")
        self._begin()
        self.step()

    def take_span(self, span: Span) -> None:
        """Compute what was around a span that was drawn over the session."""
        self._drawn, self._wish = span, "span:"
        self._begin()
        self.step()

    def _chosen_key(self) -> str:
        """Return the code of the event that is chosen, for the combo box; empty for none."""
        chosen = self._editing.events()
        return f"code:{chosen[-1].code}" if chosen else ""

    @Slot()
    def _on_chosen(self) -> None:
        """Show the code of the event that was chosen, and offer the event alone."""
        if self._shown is not None:
            self._fill(self._chosen_key() or str(self.what.currentData() or ""))
        else:
            self._wish = self._chosen_key()

    # -- what came of it -----------------------------------------------------------------------

    def step(self) -> None:
        """Show how far it is, and what was found."""
        state, found = self._work.state, self._work.found
        self.bar.setVisible(state.running)
        self.bar.setValue(round(1000 * state.share))
        self.end.setVisible(state.running)
        self.go.setVisible(not state.running)
        if found is not self._shown and not state.running:
            self._shown = found
            self._fill(self._wish)
            self.repairs.show_repairs(() if found is None else found.repairs)
        self.told.setObjectName("warning" if state.failure else "muted")
        if state.failure:
            self.told.setText(say_message(state.failure))
        elif state.running:
            self.told.setText(say_message(state.what))
        else:
            self.told.setText(self._state_words())
        self.told.setVisible(bool(self.told.text()))
        for part in (self.copy, self.save):
            part.setEnabled(self._shown is not None)

    def _state_words(self) -> str:
        if self._shown is None:
            return self.tr("Nothing has been computed.")
        if tuple(self._playback.events()) != self._events:
            return self.tr("Events have changed since: compute it again.")
        return ""

    def _fill(self, wish: str) -> None:
        """Offer what there is, and show what is wished for."""
        found = self._shown
        self.what.blockSignals(True)
        self.what.clear()
        if found is not None:
            for one in found.codes:
                code = one.name.removeprefix("code:")
                self.what.addItem(f"{self._label(code)} ({one.n_events})", one.name)
            chosen = self._editing.events()
            for event in chosen[-1:]:
                if event.event_id in found.events:
                    words = self.tr("This event: {0}, {1}").format(
                        self._label(event.code), clock_text(event.onset)
                    )
                    self.what.addItem(words, f"event:{event.event_id}")
            if found.span is not None and self._drawn is not None:
                words = self.tr("The span from {0} to {1}").format(*map(clock_text, self._drawn))
                self.what.addItem(words, "span:")
        place = self.what.findData(wish)
        self.what.setCurrentIndex(max(place, 0) if self.what.count() else -1)
        self.what.blockSignals(False)
        self._on_what()

    def _label(self, code: str) -> str:
        entry = self._codebook.find(code)
        return code if entry is None else say(entry.label)

    def on_show(self) -> Around | None:
        """Return what is on show; None for nothing."""
        found, wish = self._shown, str(self.what.currentData() or "")
        if found is None or not wish:
            return None
        if wish == "span:":
            return found.span
        if wish.startswith("event:"):
            return found.events.get(wish.removeprefix("event:"))
        return next((one for one in found.codes if one.name == wish), None)

    @Slot()
    def _on_what(self) -> None:
        one = self.on_show()
        self.table.show_around(one)
        self.warning.setText("" if one is None else self._warn(one))
        self.warning.setVisible(bool(self.warning.text()))

    def _warn(self, one: Around) -> str:
        if not one.name.startswith("code:"):
            return self.tr("One event or span is one: it is described, not tested.")
        if one.few:
            return self.tr("Only {0} events, fewer than 5: means of so few say little, and there "
                           "is no test.").format(one.n_events)  # fmt: skip
        return ""

    @Slot(int)
    def _on_repair(self, row: int) -> None:
        """Go to a rupture."""
        if self._shown is not None and row < len(self._shown.repairs):
            self._playback.seek(self._shown.repairs[row].rupture)

    # -- out of it -----------------------------------------------------------------------------

    @Slot()
    def _on_copy(self) -> None:
        table = self.tabs.currentWidget()
        if isinstance(table, CellTable):
            QGuiApplication.clipboard().setText(table.text())

    @Slot()
    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as CSV"), "around.csv", self.tr("Tables (*.csv)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the table of the tab on show; say so where that fails."""
        one, found = self.on_show(), self._shown
        if found is None:
            return
        repairs = self.tabs.currentWidget() is self.repairs
        table = repairs_table(found.repairs) if repairs else around_table([one] if one else [])
        try:
            write_csv(table, path)
        except OSError as error:
            told = self.tr("{0} cannot be written: {1}.")
            self.refusals.say(told.format(path, error.strerror))
