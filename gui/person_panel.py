"""Everything about one person: zone, numbers, river, trends, heart and breath."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.number_tile import NumberTile
from gui.river_plot import RiverPlot
from gui.style import Theme
from gui.time_window import TimeWindow
from gui.trend_plot import Line, TrendPlot, heart_rate_band, vagal_band
from gui.wave_plot import Detection, WavePlot
from gui.zone_label import ZoneLabel
from safehold.app.model import PersonView, SessionModel
from safehold.core.codebook import Codebook
from safehold.core.types import BeatStatus, Event, StreamSpec

LEAST_BREATH = 0.3
"""Least range of the breath plot, as a share of this person's breaths in the baseline."""
HEART_SECONDS = 12.0
BREATH_SECONDS = 40.0
STALE_AFTER_S = 15.0
"""A number whose tick is older than this, beyond the pipeline's own delay, is not shown."""
PIPELINE_DELAY_S = 7.0


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
        self._model, self._person = model, person
        hue = theme.person(list(model.people).index(person))
        settings = model.settings
        self.zone = ZoneLabel(theme, hue, person, codebook, settings.lag_s)
        self.tiles = self._make_tiles()
        self.river = RiverPlot(theme, hue, settings.zones, window)
        self.heart_rate = TrendPlot(
            theme, hue, [Line("hr", "HR")], window, caption=self.tr("HR · bpm"),
            rest_range=(50.0, 90.0), step=10.0,
        )  # fmt: skip
        self.vagal = TrendPlot(
            theme, hue, _vagal_lines(""), window,
            caption=_vagal_caption(_vagal_lines("")), rest_range=(0.0, 80.0), step=20.0,
        )  # fmt: skip
        self.heart = WavePlot(
            theme, hue, seconds=HEART_SECONDS, caption=self.tr("Heart"),
            explanation=self.tr("The last seconds of the heart signal; strokes mark the beats."),
        )  # fmt: skip
        self.breath = WavePlot(
            theme, hue, seconds=BREATH_SECONDS, caption=self.tr("Breath"),
            explanation=self.tr("The last seconds of respiration; strokes below mark where "
                                "inspiration begins, strokes above where expiration begins."),
        )  # fmt: skip
        self._explain_plots()
        self._arrange()

    def _make_tiles(self) -> dict[str, NumberTile]:
        span = self._model.settings.windows
        return {
            "hr": NumberTile("HR", self.tr("Heart rate: mean over {0:.0f} s.").format(span.hr_s)),
            "rmssd": NumberTile(
                "RMSSD", self.tr("Beat-to-beat variability over {0:.0f} s.").format(span.vagal_s)
            ),
            "p2t": NumberTile(
                "RSA", self.tr("Respiratory sinus arrhythmia, peak to trough, mean of the breaths "
                               "in {0:.0f} s.").format(span.vagal_s),
            ),
            "resp_rate": NumberTile(
                self.tr("Breath"),
                self.tr("Respiration rate over {0:.0f} s.").format(span.vagal_s),
                digits=1,
            ),
        }  # fmt: skip

    def _explain_plots(self) -> None:
        self.river.setToolTip(
            self.tr("Position x = (a − v) / 2 against the own baseline, with one standard error. "
                    "Background: zone by colour and pattern; crossed grey: unknown; dotted grey "
                    "on a zone: held, inputs missing. No line in it is a threshold.")
        )  # fmt: skip
        self.heart_rate.setToolTip(self.tr("Heart rate; band: own baseline, centre and spread."))
        self.vagal.setToolTip(
            self.tr("Line: the index on the vagal axis, with its own baseline band. Dashed: the "
                    "other index, which the band says nothing about.")
        )  # fmt: skip

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.zone, 1)
        top.setStretchFactor(self.zone, 9)
        for tile in self.tiles.values():
            top.addWidget(tile, 2)
        plots = QGridLayout()
        plots.setHorizontalSpacing(10)
        plots.setVerticalSpacing(3)
        for row, (plot, stretch) in enumerate(
            ((self.river, 20), (self.heart_rate, 11), (self.vagal, 11))
        ):
            plots.addWidget(plot, row, 0)
            plots.setRowStretch(row, stretch)
        waves = QVBoxLayout()
        waves.setSpacing(3)
        waves.addWidget(self.heart, 1)
        waves.addWidget(self.breath, 1)
        plots.addLayout(waves, 0, 1, 3, 1)
        plots.setColumnStretch(0, 63)
        plots.setColumnStretch(1, 37)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 8, 7)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(plots, 1)

    def refresh_slow(self, events: tuple[Event, ...], now: float) -> None:
        """Show what changes once a second."""
        person = self._model.people[self._person]
        self._show_numbers(person, now)
        baseline = person.baseline
        provisional = bool(self._model.settings.marks) or (
            baseline is not None and baseline.provisional
        )
        self.river.show_person(person, events, provisional=provisional)
        self.heart_rate.show_person(person, events, heart_rate_band(baseline))
        lines = _vagal_lines(baseline.vagal_index if baseline else "")
        self.vagal.set_lines(lines, _vagal_caption(lines))
        self.vagal.show_person(person, events, vagal_band(baseline))
        self._caption_wave(self.heart, self.tr("Heart"), person.heart)
        self._caption_wave(self.breath, self.tr("Breath"), person.respiration)
        for plot in (self.heart, self.breath):
            plot.show_events(events, now)

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
        tick = person.last_tick
        age = None if tick is None else now - tick.t - PIPELINE_DELAY_S
        if tick is None or age is None or age > STALE_AFTER_S:
            why = self._stale_text(age)
            self.zone.show_zone(None, stale=why)
            for tile in self.tiles.values():
                tile.show_missing(why)
            return
        self.zone.show_zone(tick.zone, stale="")
        for name, tile in self.tiles.items():
            tile.show_value(tick.index(name))

    def _stale_text(self, age: float | None) -> str:
        if age is None:
            return self.tr("nothing has been computed yet")
        return self.tr("no new value for {0:.0f} s").format(age + PIPELINE_DELAY_S)

    def refresh_fast(self, now: float) -> None:
        """Show the waveforms as they are this moment."""
        person = self._model.people[self._person]
        front = float(person.last_tick.t) if person.last_tick else -1e9
        if person.heart is not None:
            beats = [
                Detection(b.time, flagged=b.status is BeatStatus.FLAGGED)
                for b in self._model.recent_beats(self._person)
                if b.time >= now - HEART_SECONDS
            ]
            times, values = self._model.snapshot(person.heart.stream_id, HEART_SECONDS)
            self.heart.show_signal(times, values, beats, now=now, front=front)
        if person.respiration is not None:
            own = person.baseline.resp_amplitude if person.baseline else None
            self.breath.least_span = LEAST_BREATH * (own or 0.0)
            breaths = self._breaths(now)
            times, values = self._model.snapshot(person.respiration.stream_id, BREATH_SECONDS)
            self.breath.show_signal(times, values, breaths, now=now, front=front)

    def _breaths(self, now: float) -> list[Detection]:
        result = []
        for breath in self._model.recent_breaths(self._person):
            flagged = breath.status != "ok"
            result += [
                Detection(breath.t_insp, above=False, flagged=flagged),
                Detection(breath.t_exp, above=True, flagged=flagged),
            ]
        return [d for d in result if d.time >= now - BREATH_SECONDS]


def _vagal_lines(index: str) -> list[Line]:
    """Return the index that the baseline band belongs to, then the other one."""
    rmssd, rsa = ("rmssd", "RMSSD"), ("p2t", "RSA")
    first, second = (rsa, rmssd) if index == "ln_p2t" else (rmssd, rsa)
    return [Line(*first), Line(*second, dashed=True)]


def _vagal_caption(lines: list[Line]) -> str:
    return f"{lines[0].label} — · {lines[1].label} - - · ms"
