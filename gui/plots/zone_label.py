"""The zone in words, with its colour and pattern beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, color, font
from gui.look.translation import say, say_disclaimer, say_reasons, say_zone
from gui.look.zone_paint import paint_zone
from gui.qt.elided_label import ElidedLabel
from gui.qt.fitting_label import FittingLabel
from safehold.core.codebook import Codebook
from safehold.core.study import Display
from safehold.core.types import Baseline, SubZone, ZoneName, ZoneState
from safehold.core.wording import alternatives

ZONE_PARTS = 2
"""So much of a zone's words is written large: the zone and its band."""


class ZoneSwatch(QWidget):
    """A field in the look of a zone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.zone, self.held = ZoneName.UNKNOWN, False
        self.setFixedWidth(30)
        self.setMinimumHeight(40)

    def set_zone(self, zone: ZoneName, *, held: bool) -> None:
        """Show this zone."""
        if (zone, held) != (self.zone, self.held):
            self.zone, self.held = zone, held
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint colour, pattern and frame."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        strength = 0.35 if self.zone is ZoneName.UNKNOWN else 0.85
        paint_zone(painter, area, self._theme, self.zone, held=self.held, strength=strength)
        painter.setPen(QPen(color(self._theme.text, 0.35), 1, Qt.PenStyle.SolidLine))
        painter.drawRect(area)


class ZoneLabel(QWidget):
    """Name of the person, zone now, and why or what else.

    Parameters
    ----------
    lag_s : float
        Seconds by which a zone lags, for the standing sentence of the tooltip.
    """

    def __init__(
        self,
        theme: Theme,
        hue: str,
        person: str,
        codebook: Codebook,
        lag_s: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._codebook, self._lag_s, self._person = codebook, lag_s, person
        self.why = ""
        """Why the zone is unknown: its first reason; empty for a known one."""
        self.swatch = ZoneSwatch(theme)
        self._name = name = QLabel(say(person).upper())
        name.setFont(font(18 if theme.large else 12, bold=True))
        self.recolour(hue)
        self.zone = FittingLabel(46, 34, 18) if theme.large else FittingLabel(26, 19, 12)
        self.detail = ElidedLabel(lines=1 if theme.large else 2, grow=not theme.large)
        self.detail.setObjectName("muted")
        self.detail.setFont(font(16 if theme.large else 12))
        self.present = QLabel(self.tr("now"))
        self.present.setObjectName("mark")
        self.present.setFont(font(12, bold=True))
        self.present.setToolTip(
            self.tr("Zone and numbers are of this moment; the plots look back.")
        )
        self.present.hide()
        self.baseline = ElidedLabel(whole=True)
        self.baseline.setObjectName("muted")
        self.baseline.setFont(font(16 if theme.large else 12))
        whose = QHBoxLayout()
        whose.setSpacing(8)
        whose.addWidget(name)
        whose.addWidget(self.present)
        whose.addWidget(self.baseline, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 0, 0, 0)
        words.addLayout(whose)
        for label in (self.zone, self.detail):
            words.addWidget(label)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.swatch)
        layout.addLayout(words, 1)
        self.show_zone(None, stale="")

    def recolour(self, hue: str) -> None:
        """Write the name in the person's hue."""
        self._name.setStyleSheet(f"color: {hue};")
        self.swatch.update()

    def show_present(self, present: bool) -> None:
        """Say that the zone is of now, while the plots beside it are not."""
        self.present.setVisible(present)

    def show_baseline(self, baseline: Baseline | None, display: Display) -> None:
        """Say what the zone is relative to; in no numbers where the display has none."""
        self.baseline.setVisible(baseline is not None)  # an unknown zone says it
        if baseline is None:
            self.baseline.set_text(self.tr("no baseline yet"))
            return
        words = self.tr("baseline taken")
        if display is Display.FULL:
            told = self.tr("baseline {0:.0f} ± {1:.0f} bpm")
            words = told.format(baseline.hr, baseline.hr_spread)
        if baseline.provisional:
            why = say_reasons(baseline.reasons) if display is Display.FULL else ""
            words += self.tr(", provisional") + (f" · {why}" if why else "")
        self.baseline.set_text(words)

    def show_zone(self, state: ZoneState | None, *, stale: str) -> None:
        """Show a zone state; ``stale`` says why there is none to show."""
        self.zone.set_quiet(state is None or bool(stale) or state.state is ZoneName.UNKNOWN)
        if state is None or stale:
            self.swatch.set_zone(ZoneName.UNKNOWN, held=False)
            self.zone.setText(self.tr("unknown"))
            self.why = stale or self.tr("nothing has been computed yet")
            self.detail.set_text(self.why)
            self._explain(ZoneName.UNKNOWN)
            return
        self.swatch.set_zone(state.state, held=state.held)
        words = say_zone(state).split(" · ")
        self.zone.setText(" · ".join(words[:ZONE_PARTS]))
        self.detail.set_text(" · ".join([*words[ZONE_PARTS:], *self._details(state)]))
        unknown = state.state is ZoneName.UNKNOWN
        self.why = say_reasons(state.reasons[:1]) if unknown else ""
        why = say_reasons(state.reasons) if unknown else ""
        self._explain(state.state, state.substate, why)

    def _details(self, state: ZoneState) -> list[str]:
        parts = []
        if state.state is not ZoneName.UNKNOWN:
            parts.append(self.tr("since {0}").format(clock_text(state.since)))
        if state.reasons and state.held:
            parts.append(say_reasons(state.reasons))
        elif state.state is ZoneName.UNKNOWN and state.reasons:
            parts.append(say_reasons(state.reasons[:1]))
        if state.confounds:
            names = ", ".join(self._code_label(code) for code in state.confounds)
            parts.append(self.tr("marked now: {0}").format(names))
        if state.state is not ZoneName.UNKNOWN and not state.held:
            parts.append(say(alternatives(state.state, state.substate)).split(". ", 1)[1])
        return parts

    def _code_label(self, code: str) -> str:
        entry = self._codebook.find(code)
        return say(entry.label) if entry else code

    def _explain(self, zone: ZoneName, band: SubZone = SubZone.NONE, why: str = "") -> None:
        told = (why, say(alternatives(zone, band)), say_disclaimer(self._lag_s))
        text = "\n\n".join(part for part in told if part)
        self.setToolTip(text)
        self.detail.setToolTip(f"{self.detail.full_text}\n\n{text}")
        self.setAccessibleName(
            self.tr("Zone of {0}: {1}").format(say(self._person), self.zone.text())
        )
        self.setAccessibleDescription(text)
