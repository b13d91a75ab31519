"""A person's part of the window in the reduced and the blind display: words, no numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.look.translation import say
from gui.look.zone_paint import paint_zone, zone_runs
from gui.panels.person_panel import PersonPanel
from gui.plots.time_window import TimeWindow
from gui.plots.zone_label import ZoneLabel
from safehold.core.codebook import Codebook
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.study import Display
from safehold.core.types import Event, Tick
from safehold.session.model import SessionModel
from safehold.session.person_view import PersonView


def person_panel(
    theme: Theme, model: SessionModel, person: str, codebook: Codebook, window: TimeWindow
) -> PersonPanel | VeiledPanel:
    """Return the panel of a person that fits what the model's display may show."""
    if model.display is Display.FULL:
        return PersonPanel(theme, model, person, codebook, window)
    return VeiledPanel(theme, model, person, codebook, window)


class ZoneStrip(QWidget):
    """The zones of the time in view, by colour and pattern; no axis, so no value."""

    def __init__(self, theme: Theme, window: TimeWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._window = theme, window
        self._person: PersonView | None = None
        self.setMinimumHeight(56)
        self.setMaximumHeight(130)
        self.setAccessibleName(self.tr("Zones over time"))
        self.setToolTip(
            self.tr("Zones of the time in view: warm with strokes is high activation, grey within "
                    "own range, cool with lines low activation (ambiguous), crossed unknown.")
        )  # fmt: skip

    def show_person(self, person: PersonView) -> None:
        """Take in new ticks."""
        self._person = person
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the runs of zones and the times at both ends."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0, 0, 0, -18)
        painter.fillRect(area, QColor(self._theme.plot))
        left, right = self._window.range
        if self._person is not None:
            t = self._person.ticks.column("t")
            columns = [self._person.ticks.column(name)[: t.size] for name in ("state", "held")]
            scale = area.width() / (right - left)
            for run in zone_runs(t, *columns):
                x0 = max(0.0, (run.t0 - left) * scale)
                x1 = min(area.width(), (run.t1 - left) * scale)
                if x1 > x0:
                    box = QRectF(x0, area.top(), x1 - x0, area.height())
                    paint_zone(painter, box, self._theme, run.state, held=run.held, strength=0.7)
        painter.setFont(font(12))
        painter.setPen(QColor(self._theme.muted))
        foot = QRectF(0, area.bottom() + 2, self.width(), 16)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), clock_text(max(left, 0)))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), clock_text(right))


class VeiledPanel(QFrame):
    """Reduced: the zone in words and its strip. Blind: only whether the signals are good.

    Takes the place of :class:`~gui.panels.person_panel.PersonPanel`; its model holds no values.
    """

    def __init__(
        self,
        theme: Theme,
        model: SessionModel,
        person: str,
        codebook: Codebook,
        window: TimeWindow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._model, self._person, self._window = model, person, window
        self.blind = model.display is Display.BLIND
        self._theme = theme
        hue = theme.person(list(model.people).index(person))
        self.zone = ZoneLabel(theme, hue, person, codebook, model.settings.lag_s)
        self.strip = ZoneStrip(theme, window)
        self.name = QLabel(person.upper())
        self.name.setFont(font(12, bold=True))
        self.name.setStyleSheet(f"color: {hue};")
        self.taken = QLabel("")
        self.taken.setObjectName("muted")
        self.taken.setFont(font(13))
        self.note = QLabel(
            self.tr("Blind display: everything is recorded, nothing of the body is shown.")
            if self.blind
            else self.tr("Reduced display: zones in words; numbers and curves are recorded only.")
        )
        self.note.setObjectName("muted")
        self.note.setFont(font(13))
        self.note.setWordWrap(True)
        self.signals = QLabel("")
        self.signals.setFont(font(18 if self.blind else 16))
        self.signals.setTextFormat(Qt.TextFormat.PlainText)
        self.signals.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for widget in (self.name, self.zone, self.strip, self.signals, self.taken, self.note):
            layout.addWidget(widget, 1 if widget is self.strip else 0)
        layout.addStretch(1)
        self.name.setVisible(self.blind)
        self.taken.setVisible(self.blind)
        self.zone.setVisible(not self.blind)
        self.strip.setVisible(not self.blind)

    signals_shown = False
    """This display has none."""

    def show_signals(self, _wanted: bool | None) -> None:
        """Show nothing more: this display has neither trends nor waves."""

    def recolour(self) -> None:
        """Take the theme's present colours."""
        hue = self._theme.person(list(self._model.people).index(self._person))
        self.zone.recolour(hue)
        self.name.setStyleSheet(f"color: {hue};")
        self.strip.update()

    def refresh_slow(self, _events: tuple[Event, ...], now: float) -> None:
        """Show what changes once a second."""
        person = self._model.people[self._person]
        self.zone.show_present(not self._window.following)
        self.zone.show_baseline(person.baseline, self._model.display)
        self.taken.setText(self.zone.baseline.full_text)
        tick = self._model.tick_of_now(self._person, now)
        self.signals.setText(self._signals_text(tick, ever=person.last_tick is not None))
        if self.blind:
            return
        self.strip.show_person(person)
        if tick is None:
            self.zone.show_zone(None, stale=self.tr("no new value"))
        else:
            self.zone.show_zone(tick.zone, stale="")

    def refresh_fast(self, _now: float) -> None:
        """Show nothing between the seconds: there is nothing that moves."""

    def _signals_text(self, tick: Tick | None, *, ever: bool) -> str:
        if tick is None:
            return (
                self.tr("Signals: nothing new arrives")
                if ever
                else self.tr("Signals: nothing has arrived yet")
            )
        parts = []
        for stream_id, _, reasons in tick.quality:
            told = [reason for reason in reasons if reason is not Reason.STARTING]
            words = say(EXPLANATIONS[told[0]]) if told else self.tr("good")
            parts.append(f"{stream_id.removeprefix(self._person + '-')}: {words}")
        return self.tr("Signals: {0}").format(" · ".join(parts) or self.tr("none"))
