"""Two coders beside each other: how far they agree, where not, and one version of both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.formatting import clock_text, value_text
from gui.look.style import Theme, color, font
from gui.look.translation import say
from gui.session.event_editing import EventEditing
from processing.measures.agreement import WIDTHS_S, Agreed
from safehold.core.codebook import Codebook
from safehold.core.types import Event
from safehold.offline.agreement import TOLERANCE_S, CodeAgreement, agreement, coders_of
from safehold.session.consensus import (
    Pair,
    Take,
    agreed_events,
    coder_of,
    pairs_of,
    settled,
    taken,
)
from safehold.session.ports import View

NAME = "consensus"
SIZE = (900, 680)
CURVE_PX = 96


class KappaCurve(QWidget):
    """Kappa for each width of the bins, with what chance makes of it below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.values: tuple[tuple[float, Agreed | None], ...] = ()
        self.place = 1
        self.setFixedHeight(CURVE_PX)
        self.setAccessibleName(self.tr("Kappa by width of the bins"))
        self.setToolTip(
            self.tr("Cohen's kappa of the chosen code for bins of five widths. The grey band is "
                    "what chance reaches: a value inside it says nothing.")
        )  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band of chance, the curve, and the width that is chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12))
        area = QRectF(self.rect()).adjusted(34, 8, -30, -18)
        painter.fillRect(area, QColor(self._theme.plot))
        n = max(len(self.values) - 1, 1)

        def at(k: int, value: float) -> QPointF:
            share = min(max(value, 0.0), 1.0)
            return QPointF(
                area.left() + k / n * area.width(), area.bottom() - share * area.height()
            )

        painter.setPen(QColor(self._theme.muted))
        for value in (0.0, 0.5, 1.0):
            place = QRectF(0, at(0, value).y() - 8, 30, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), value_text(value, 1))
        known = [(k, found) for k, (_, found) in enumerate(self.values) if found is not None]
        for k, (width, _) in enumerate(self.values):
            place = QRectF(at(k, 0).x() - 30, area.bottom() + 2, 60, 16)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignHCenter), f"{value_text(width, 1)} s"
            )
        band = [at(k, found.chance) for k, found in known]
        if band:
            floor = [QPointF(p.x(), area.bottom()) for p in (band[-1], band[0])]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._theme.muted, 0.35))
            painter.drawPolygon([*band, *floor])
        painter.setPen(QPen(QColor(self._theme.text), 2))
        painter.drawPolyline([at(k, found.value) for k, found in known])
        x = at(self.place, 0).x()
        painter.setPen(QPen(QColor(self._theme.event), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


class AgreementDialog(QDialog):
    """Compares two coders of a replay and settles where they differ.

    Parameters
    ----------
    view : View
        A replay.
    editing : EventEditing
        Shows what is chosen.
    theme : Theme
        Its colours.
    """

    def __init__(
        self, view: View, editing: EventEditing, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._editing, self._codebook = view, editing, view.codebook
        self.codes: list[CodeAgreement] = []
        self.left: list[Pair] = []
        """Pairs that nobody settled yet, by time."""
        self._dropped: set[str] = set()
        """Pairs of which nothing is taken."""
        self.setWindowTitle(self.tr("Agreement of two coders"))
        self.first, self.second = QComboBox(), QComboBox()
        self.name = QLineEdit(NAME)
        self.bins = QSlider(Qt.Orientation.Horizontal)
        self.bins.setRange(0, len(WIDTHS_S) - 1)
        self.bins.setValue(1)
        self.told, self.progress = QLabel(), QLabel()
        self.told.setWordWrap(True)
        self.curve = KappaCurve(theme)
        self.table = self._make_table()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Where they differ"))
        self.takes: dict[Take, QPushButton] = {}
        self.begin = QPushButton(self.tr("Take over what is agreed"))
        self._lay_out()
        known = coders_of(self._events())
        for box, place in ((self.first, 0), (self.second, 1)):
            box.addItems(known)
            box.setCurrentIndex(min(place, len(known) - 1))
            box.currentIndexChanged.connect(self.compare)
        self.bins.valueChanged.connect(self._show_width)
        self.table.itemSelectionChanged.connect(self._show_curve)
        self.list.currentRowChanged.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.name.editingFinished.connect(self._show_pairs)
        self.begin.clicked.connect(self._take_agreed)
        editing.changed.connect(self._show_pairs)
        self.resize(*SIZE)
        self.compare()

    # -- parts ---------------------------------------------------------------------------------

    def _make_table(self) -> QTableWidget:
        headers = [self.tr("code"), self.tr("number"), self.tr("kappa"), self.tr("chance"),
                   self.tr("onsets matched"), self.tr("chance"), self.tr("later by")]  # fmt: skip
        table = QTableWidget(0, len(headers))
        table.setHorizontalHeaderLabels(headers)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)  # bold words would be cut off
        table.setAccessibleName(self.tr("Agreement by code"))
        return table

    def _lay_out(self) -> None:
        top = QGridLayout()
        rows = (
            (self.tr("First coder"), self.first),
            (self.tr("Second coder"), self.second),
            (self.tr("Width of the bins"), self.bins),
            (self.tr("Consensus is called"), self.name),
        )
        for k, (label, field) in enumerate(rows):
            field.setAccessibleName(label)
            field.setToolTip(label)
            top.addWidget(QLabel(label), k // 2, 2 * (k % 2))
            top.addWidget(field, k // 2, 2 * (k % 2) + 1)
        buttons = QGridLayout()
        words = {
            Take.FIRST: self.tr("Take the first"),
            Take.SECOND: self.tr("Take the second"),
            Take.BOTH: self.tr("Take both as one"),
            Take.NEITHER: self.tr("Take neither"),
        }
        buttons.addWidget(self.begin, 0, 0)
        for k, (take, text) in enumerate(words.items()):
            self.takes[take] = QPushButton(text)
            self.takes[take].clicked.connect(lambda _=False, take=take: self.settle(take))
            buttons.addWidget(self.takes[take], 0, k + 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 2)
        layout.addWidget(self.curve)
        layout.addWidget(self.progress)
        layout.addWidget(self.list, 3)
        layout.addLayout(buttons)
        self.setWindowModality(Qt.WindowModality.NonModal)

    def _events(self) -> Sequence[Event]:
        playback = self._view.playback
        return () if playback is None else playback.events()

    @property
    def coders(self) -> tuple[str, str]:
        """The two who are compared."""
        return self.first.currentText(), self.second.currentText()

    # -- how far -------------------------------------------------------------------------------

    @Slot()
    def compare(self) -> None:
        """Compare the two coders who are chosen."""
        self.codes = []
        playback, (one, two) = self._view.playback, self.coders
        if playback is None or not one or not two or one == two:
            self.told.setText(self.tr("Choose two coders. Who codes alone sees only their own."))
        else:
            self.told.setText(
                self.tr("Onsets within {0:g} s are one event. Two who agree may both be "
                        "wrong.").format(TOLERANCE_S)
            )  # fmt: skip
            self.codes, _ = agreement(self._events(), (one, two), playback.span)
        self._show_width()
        if self.codes:
            self.table.selectRow(0)
        self._show_pairs()

    @Slot()
    def _show_width(self) -> None:
        """Show every code with kappa for the width that is chosen."""
        place = self.bins.value()
        self.bins.setToolTip(self.tr("Bins of {0} s").format(value_text(WIDTHS_S[place], 1)))
        self.table.setRowCount(len(self.codes))
        for row, code in enumerate(self.codes):
            kappa, error = code.by_width[place][1], code.onset_error_s
            cells = (
                _label(code.code, self._codebook),
                f"{code.n[0]}, {code.n[1]}",
                *_said(kappa),
                *_said(code.matched),
                "–" if error is None else f"{value_text(error[0], 1)} s",
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self._show_curve()

    @Slot()
    def _show_curve(self) -> None:
        row = self.table.currentRow()
        self.curve.values = self.codes[row].by_width if 0 <= row < len(self.codes) else ()
        self.curve.place = self.bins.value()
        self.curve.update()

    # -- one version ---------------------------------------------------------------------------

    def _pairs(self) -> list[Pair]:
        one, two = self.coders
        if not one or not two or one == two:
            return []
        return pairs_of(self._events(), (one, two), tolerance_s=TOLERANCE_S)

    @Slot()
    def _show_pairs(self) -> None:
        """Show what is not settled, and how far one is."""
        pairs = self._pairs()
        done = settled(self._events(), self._name()) | self._dropped
        agreed = [pair for pair in pairs if pair.agreed(TOLERANCE_S)]
        apart = [pair for pair in pairs if not pair.agreed(TOLERANCE_S)]
        self.left = [pair for pair in apart if pair.name not in done]
        place = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._words(pair) for pair in self.left])
        self.list.setCurrentRow(min(place, len(self.left) - 1))
        self.list.blockSignals(False)
        told = self.tr("{0} of {1} disagreements settled; {2} of {3} agreed events taken over.")
        self.progress.setText(
            told.format(
                len(apart) - len(self.left), len(apart),
                sum(pair.name in done for pair in agreed), len(agreed),
            )
        )  # fmt: skip
        self.begin.setEnabled(any(pair.name not in done for pair in agreed))
        self._show_buttons()

    def _words(self, pair: Pair) -> str:
        told = [
            f"{coder_of(event)} {clock_text(event.onset)}"
            + ("" if not event.duration else f"–{clock_text(event.onset + event.duration)}")
            for event in pair.events
        ]
        return f"{_label(pair.events[0].code, self._codebook)}:  " + "  |  ".join(told)

    def _chosen(self) -> Pair | None:
        row = self.list.currentRow()
        return self.left[row] if 0 <= row < len(self.left) else None

    def _show_buttons(self) -> None:
        pair = self._chosen()
        self.takes[Take.FIRST].setEnabled(pair is not None and pair.first is not None)
        self.takes[Take.SECOND].setEnabled(pair is not None and pair.second is not None)
        self.takes[Take.BOTH].setEnabled(pair is not None and len(pair.events) == 2)
        self.takes[Take.NEITHER].setEnabled(pair is not None)

    @Slot()
    def _go(self) -> None:
        """Go to the disagreement that is chosen; its events are framed in the ribbon."""
        self._show_buttons()
        pair, playback = self._chosen(), self._view.playback
        if pair is None or playback is None:
            return
        playback.seek(pair.onset)
        self._editing.changed.disconnect(self._show_pairs)
        for k, event in enumerate(pair.events):
            self._editing.choose(event.event_id, k > 0)
        self._editing.changed.connect(self._show_pairs)

    @Slot()
    def _take_agreed(self) -> None:
        """Add what both agree on to the consensus."""
        done = settled(self._events(), self._name())
        left = [pair for pair in self._pairs() if pair.name not in done]
        self._add(agreed_events(left, self._name(), tolerance_s=TOLERANCE_S))

    def settle(self, take: Take) -> None:
        """Settle the disagreement that is chosen, and go to the next one."""
        pair = self._chosen()
        if pair is None:
            return
        event = taken(pair, take, self._name())
        if event is None:
            self._dropped.add(pair.name)
            self._show_pairs()
        else:
            self._add([event])
        self._go()

    def _name(self) -> str:
        return self.name.text().strip() or NAME

    def _add(self, events: Sequence[Event]) -> None:
        editor = self._view.editing
        if editor is not None and events and self._editing.signed():
            editor.add(events)
            editor.allow(self._name())
            self._editing.changed.emit()


def _label(code: str, codebook: Codebook) -> str:
    entry = codebook.find(code)
    return code if entry is None else say(entry.label)


def _said(found: Agreed | None) -> tuple[str, str]:
    if found is None:
        return "–", "–"
    return value_text(found.value, 2), value_text(found.chance, 2)
