"""Everything about one person: zone and river first; numbers; trends and waves that fold away."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.look.event_words import event_label
from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.plots.felt_plot import FeltPlot, shows
from gui.plots.number_tile import NumberTile
from gui.plots.river_plot import RiverPlot
from gui.plots.time_window import TimeWindow
from gui.plots.trend_plot import Line, TrendPlot, heart_rate_band, vagal_band
from gui.plots.wave_plot import NO_DETECTIONS, Detections, WavePlot
from gui.plots.zone_label import ZoneLabel
from gui.qt.elided_label import PART, ElidedLabel
from safehold.core.codebook import Codebook
from safehold.core.reasons import Reason
from safehold.core.types import BeatStatus, Event, StreamSpec
from safehold.session.model import WAVEFORM_SECONDS, SessionModel
from safehold.session.person_view import PersonView

LEAST_BREATH = 0.3
"""Least range of the breath plot, as a share of this person's breaths in the baseline."""
HEART_SECONDS = 12.0
BREATH_SECONDS = 40.0
LONGEST_S = 10_800.0
LARGE_NUMBERS = ("hr", "p2t")
VAGAL_LINES = [Line("rmssd", "RMSSD"), Line("p2t", "RSA", dashed=True)]
VAGAL_CAPTION = "RMSSD — · RSA - - · ms"
"""Numbers of the large type; a small laptop has room for two."""
MARKS_S = 130.0
"""Longest stretch of a wave on which beats and breaths can be told apart."""
LOW_PX = 250
"""A panel lower than this has no room for the trends beside the waves."""
CRAMPED_PX = 150
"""A panel lower than this (three people on a laptop) says in one line what else it could be."""
ROOMY_PX = 480
"""A panel of this height shows trends and waves unless somebody folded them away."""
RIVER_SHARE, TREND_SHARE, WAVE_SHARE = 20, 9, 17
"""Heights of the plots below one another, as parts."""


class PersonPanel(QFrame):
    """A person's part of the window; reads the model, holds nothing of it."""

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
        self._beats = self._breaths = NO_DETECTIONS
        self._outlines: dict[WavePlot, tuple[str, float, float]] = {}
        self._theme = theme
        self._signals: bool | None = None
        hue = self._hue()
        settings = model.settings
        self.zone = ZoneLabel(theme, hue, person, codebook, settings.lag_s)
        self._large = theme.large
        self.tiles = self._make_tiles()
        self.reasons = ElidedLabel(lines=2, grow=True)
        self.reasons.setObjectName("muted")
        self.reasons.setFont(font(12))
        self.river = RiverPlot(theme, hue, settings.zones, window)
        self.river.overlay.words = partial(event_label, codebook=codebook)
        self.heart_rate = TrendPlot(
            theme, hue, [Line("hr", "HR")], window, caption=self.tr("HR · bpm"),
            rest_range=(50.0, 90.0), step=10.0, name="hr",
        )  # fmt: skip
        self.vagal = TrendPlot(
            theme, hue, VAGAL_LINES, window, caption=VAGAL_CAPTION,
            rest_range=(0.0, 80.0), step=20.0, name="vagal",
        )  # fmt: skip
        self.felt = FeltPlot(theme, hue, window)
        self.heart = WavePlot(
            theme, hue, seconds=HEART_SECONDS, caption=self.tr("Heart"),
            explanation=self.tr("The last seconds of the heart signal; strokes mark the beats. "
                                "Ctrl with plus and minus changes the stretch. Outline: smallest "
                                "and largest value of each moment, where not all samples are "
                                "kept; beats and breaths are marked in the last minutes."),
        )  # fmt: skip
        self.breath = WavePlot(
            theme, hue, seconds=BREATH_SECONDS, caption=self.tr("Breath"),
            explanation=self.tr("The last seconds of respiration; strokes below mark where "
                                "inspiration begins, strokes above where expiration begins."),
        )  # fmt: skip
        self._explain_plots()
        self._arrange()

    def _hue(self) -> str:
        return self._theme.person(list(self._model.people).index(self._person))

    def recolour(self) -> None:
        """Take the theme's present colours."""
        hue = self._hue()
        self.zone.recolour(hue)
        for plot in (self.river, self.heart_rate, self.vagal, self.felt, self.heart, self.breath):
            plot.recolour(hue)

    def _make_tiles(self) -> dict[str, NumberTile]:
        span, large = self._model.settings.windows, self._large
        return {
            "hr": NumberTile(
                "HR",
                self.tr("Heart rate: mean over {0:.0f} s.").format(span.hr_s),
                large=large,
            ),
            "rmssd": NumberTile(
                "RMSSD", self.tr("Beat-to-beat variability over {0:.0f} s.").format(span.vagal_s),
                large=large,
            ),
            "p2t": NumberTile(
                "RSA", self.tr("Respiratory sinus arrhythmia, peak to trough, mean of the breaths "
                               "in {0:.0f} s.").format(span.vagal_s),
                large=large,
            ),
            "resp_rate": NumberTile(
                self.tr("Breath"),
                self.tr("Respiration rate over {0:.0f} s.").format(span.vagal_s),
                digits=1,
                large=large,
            ),
        }  # fmt: skip

    @property
    def signals_shown(self) -> bool:
        """Whether trends and waves are on show."""
        return not self._waves.isHidden()

    def show_signals(self, wanted: bool | None) -> None:
        """Show trends and waves, fold them away, or (None) do what the height has room for."""
        self._signals = wanted
        self._share_out(self.height() if self.isVisible() else 0)

    def _explain_plots(self) -> None:
        self.river.setToolTip(
            self.tr("Position x = (a − v) / 2 against the person's own baseline, with one "
                "standard error. Background: zone by colour and pattern; crossed grey: "
                "unknown; dotted grey on a zone: held, inputs missing. None of the "
                "lines is a threshold.")
        )  # fmt: skip
        self.heart_rate.setToolTip(self.tr("Heart rate; band: own baseline, centre and spread."))
        self.vagal.setToolTip(
            self.tr("Line: the index on the vagal axis, with its own baseline band. Dashed: the "
                    "other index, which the band says nothing about.")
        )  # fmt: skip

    def _arrange(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for name, tile in self.tiles.items():
            if self._large and name not in LARGE_NUMBERS:
                tile.hide()
            numbers.addWidget(tile)
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addLayout(numbers)
        row.addWidget(self.reasons)
        row.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.zone, 1)
        top.addLayout(row)
        self._waves = QWidget()
        waves = QHBoxLayout(self._waves)
        waves.setContentsMargins(0, 0, 0, 0)
        waves.setSpacing(8)
        waves.addWidget(self.heart)
        waves.addWidget(self.breath)
        layout = self._rows = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        for plot in (self.river, self.heart_rate, self.vagal, self.felt):
            layout.addWidget(plot)
        layout.addWidget(self._waves)
        layout.setStretchFactor(self.river, RIVER_SHARE)
        for plot in (self.heart_rate, self.vagal, self.felt):
            layout.setStretchFactor(plot, TREND_SHARE)
        layout.setStretchFactor(self._waves, WAVE_SHARE)
        self._share_out(0)  # until it has a height of its own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what the new height has room for."""
        super().resizeEvent(event)
        before = self.signals_shown
        self._share_out(event.size().height())
        if self.signals_shown and not before:
            self._window.advance(self._window.now)  # a replay that stands still asks for nothing

    def _share_out(self, height: int) -> None:
        """Show as many rows as are wanted and the height has room for."""
        cramped = height < CRAMPED_PX
        self._rows.setContentsMargins(8, 4 if cramped else 8, 8, 4 if cramped else 8)
        self.zone.zone.keep_to_one_line(cramped)
        self.zone.detail.set_lines(1 if cramped or self._large else 2)
        wanted = height >= ROOMY_PX if self._signals is None else self._signals
        waves = wanted and not self._large and not cramped
        trends = waves and height >= LOW_PX
        self.felt.setVisible(shows(self._model.people[self._person].felt) and not self._large)
        for plot, seen in (
            (self.heart_rate, trends), (self.vagal, trends), (self._waves, waves),
        ):  # fmt: skip
            plot.setVisible(seen)
        self._rows.setStretchFactor(self._waves, WAVE_SHARE if trends else RIVER_SHARE)

    def refresh_slow(self, events: tuple[Event, ...], now: float) -> None:
        """Show what changes once a second."""
        person = self._model.people[self._person]
        self._show_numbers(person, now)
        baseline = person.baseline
        provisional = bool(self._model.settings.marks) or (
            baseline is not None and baseline.provisional
        )
        self.river.show_person(person, events, provisional=provisional)
        self._show_felt(person, events)
        if self.signals_shown:
            self._show_signals(person, events, now)

    def _show_signals(self, person: PersonView, events: tuple[Event, ...], now: float) -> None:
        """Show trends, and what waves change once a second; what is folded away costs nothing."""
        baseline = person.baseline
        self._take_detections()
        self.heart_rate.show_person(person, events, heart_rate_band(baseline))
        self.vagal.show_person(person, events, vagal_band(baseline))
        self._caption_wave(self.heart, self.tr("Heart"), person.heart)
        self._caption_wave(self.breath, self.tr("Breath"), person.respiration)
        for plot in (self.heart, self.breath):
            end = self._window.wave_end(now, plot.seconds)
            plot.show_events(events, end)
            outline = end - plot.seconds < now - WAVEFORM_SECONDS
            past = "" if self._window.following else self.tr("to {0}").format(clock_text(end))
            kind = self.tr("outline") if outline else ""
            plot.caption.set(remark=" · ".join(part for part in (past, kind) if part))

    def _show_felt(self, person: PersonView, events: tuple[Event, ...]) -> None:
        """Give what was said afterwards a row of its own, once there is any."""
        if shows(person.felt) == self.felt.isHidden():
            self._share_out(self.height())
        self.felt.show_felt(person.felt, events)

    def _caption_wave(self, plot: WavePlot, label: str, spec: StreamSpec | None) -> None:
        if spec is None:
            plot.caption.set(text=self.tr("{0}: no stream").format(label))
            return
        unit = f" · {spec.unit}" if spec.unit else ""
        plot.caption.set(
            text=f"{label} · {spec.role.value.upper()}{unit}"
            if spec is self._model.people[self._person].heart
            else label + unit
        )

    def _show_numbers(self, person: PersonView, now: float) -> None:
        self.zone.show_present(not self._window.following)
        self.zone.show_baseline(person.baseline, self._model.display)
        tick = self._model.tick_of_now(person.label, now)
        if tick is None:
            why = self._stale_text(person, now)
            self.zone.show_zone(None, stale=why)
            for tile in self.tiles.values():
                tile.show_missing(why)
        else:
            self.zone.show_zone(tick.zone, stale="")
            for name, tile in self.tiles.items():
                tile.show_value(tick.index(name))
        self.reasons.set_text(self._reasons())

    def _reasons(self) -> str:
        """Return why numbers are missing or doubtful, each reason once; none the zone tells."""
        which: dict[str, list[str]] = {}
        shown = [tile for tile in self.tiles.values() if not tile.isHidden()]
        for tile in shown:
            if tile.why:
                which.setdefault(tile.why, []).append(tile.label)
        which.pop(self.zone.why, None)
        return PART.join(
            why if len(names) == len(shown) else f"{', '.join(names)}: {why}"
            for why, names in which.items()
        )

    def _stale_text(self, person: PersonView, now: float) -> str:
        if person.last_tick is None:
            return self.tr("nothing has been computed yet")
        if not self._model.engine.computing:
            return self.tr("nothing is computed now")
        return self.tr("no new value for {0:.0f} s").format(now - person.last_tick.t)

    def refresh_fast(self, now: float) -> None:
        """Show the waveforms as they are this moment."""
        if not self.signals_shown:
            return
        person = self._model.people[self._person]
        if person.heart is not None:
            self._show_wave(self.heart, person.heart, HEART_SECONDS, self._beats, now)
        if person.respiration is not None:
            own = person.baseline.resp_amplitude if person.baseline else None
            self.breath.least_span = LEAST_BREATH * (own or 0.0)
            self._show_wave(self.breath, person.respiration, BREATH_SECONDS, self._breaths, now)

    def _show_wave(
        self,
        plot: WavePlot,
        spec: StreamSpec,
        usual_s: float,
        detections: Detections,
        now: float,
    ) -> None:
        """Show the last samples, or the outline of the session where they are not enough."""
        seconds = min(usual_s * self._window.wave_factor, LONGEST_S)
        if seconds != plot.seconds:
            plot.set_span(seconds)
        end = self._window.wave_end(now, seconds)
        marks = detections if seconds <= MARKS_S else NO_DETECTIONS
        if end - seconds >= now - WAVEFORM_SECONDS:
            tick = self._model.people[self._person].last_tick
            front = float(tick.t) if tick else -1e9
            times, values = self._model.snapshot(spec.stream_id, now - end + seconds)
            fresh = times <= end
            plot.show_signal(times[fresh], values[fresh], marks, now=end, front=front)
            return
        view = (spec.stream_id, end // plot.column_s, seconds)
        if self._outlines.get(plot) != view:
            self._outlines[plot] = view
            x, y = self._model.history(spec.stream_id, end - seconds, end, column_s=plot.column_s)
            plot.show_outline(x, y, marks, end=end)

    def _take_detections(self) -> None:
        """Take beats and breaths once a second: they come seconds after their moment anyway."""
        self._beats = Detections.of(
            [(b.time, True, b.status is BeatStatus.FLAGGED, Reason.EDITED in b.reasons)
             for b in self._model.recent_beats(self._person)]
        )  # fmt: skip
        ends = []
        for breath in self._model.recent_breaths(self._person):
            how = (breath.status != "ok", Reason.EDITED in breath.reasons)
            ends += [(breath.t_insp, False, *how), (breath.t_exp, True, *how)]
        self._breaths = Detections.of(ends)
