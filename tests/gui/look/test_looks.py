"""How zones and detections look: read back from pixels and curves."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.look.style import DARK, LIGHT, color
from gui.look.zone_paint import finite_segments, paint_zone, river_error, thin_river, zone_runs
from gui.plots.plot import DeviceItem
from gui.session.main_window import MainWindow
from safehold.core.types import ZONE_CODES, ZoneName
from tests.gui._fake_session import make_session

LOOKS = [(zone, False) for zone in ZoneName] + [(ZoneName.WITHIN, True), (ZoneName.HIGH, True)]


def picture(theme, zone: ZoneName, held: bool, *, grey: bool) -> np.ndarray:
    image = QImage(48, 48, QImage.Format.Format_RGB32)
    image.fill(color(theme.plot))
    painter = QPainter(image)
    paint_zone(painter, QRectF(0, 0, 48, 48), theme, zone, held=held, strength=0.85)
    painter.end()
    if grey:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        return np.frombuffer(image.constBits(), np.uint8).reshape(48, -1)[:, :48].astype(float)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(48, 48, 4)
    return flat[:, :, :3].astype(float)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(LOOKS, 2)))
def test_two_looks_differ_even_without_colour(qapp, theme, one, two):
    first, second = (picture(theme, *look, grey=True) for look in (one, two))
    pattern = np.abs((first - first.mean()) - (second - second.mean())).mean()
    assert pattern + abs(first.mean() - second.mean()) > 8


def test_unknown_is_crossed_and_as_visible_as_the_other_zones(qapp):
    for theme in (DARK, LIGHT):
        ground = np.array(color(theme.plot).getRgb()[2::-1], dtype=float)
        strength = {
            zone: np.abs(picture(theme, zone, False, grey=False) - ground).mean()
            for zone in ZoneName
        }
        assert strength[ZoneName.UNKNOWN] > 0.5 * strength[ZoneName.WITHIN]
        assert picture(theme, ZoneName.UNKNOWN, False, grey=True).std() > 10


def test_runs_part_where_state_hold_or_time_changes():
    t = np.array([1, 2, 3, 4, 5, 9, 10], dtype=float)
    within, high = float(ZONE_CODES[ZoneName.WITHIN]), float(ZONE_CODES[ZoneName.HIGH])
    state = np.array([within, within, within, high, high, high, high])
    held = np.array([0, 0, 1, 0, 0, 0, 0], dtype=float)
    runs = [(r.t0, r.t1, r.state, r.held) for r in zone_runs(t, state, held)]
    assert runs == [
        (0.5, 2.5, ZoneName.WITHIN, False),
        (2.5, 3.5, ZoneName.WITHIN, True),
        (3.5, 5.5, ZoneName.HIGH, False),
        (8.5, 10.5, ZoneName.HIGH, False),
    ]


def test_the_river_breaks_where_nothing_is_known():
    t = np.arange(8, dtype=float)
    x = np.array([0, 0, np.nan, 1, 1, 1, 1, 1])
    t[6:] += 5
    assert finite_segments(x, longest=1.5, t=t) == [slice(0, 2), slice(3, 6), slice(6, 8)]


def test_the_river_s_error_is_that_of_a_difference_of_independent_axes():
    rng = np.random.default_rng(1)
    a, v = 0.4 * rng.standard_normal(200_000), 0.7 * rng.standard_normal(200_000)
    predicted = float(river_error(np.array(0.4), np.array(0.7)))
    assert predicted == pytest.approx(float(np.std((a - v) / 2)), rel=0.01)


def test_thinning_the_river_never_narrows_its_band_nor_hides_a_gap():
    rng = np.random.default_rng(5)
    t = np.arange(3000, dtype=float)
    x, error = rng.standard_normal(t.size), rng.uniform(0.1, 0.5, t.size)
    x[1000:1100] = np.nan
    columns, low, line, high = thin_river(t, x, error, column_s=10.0)
    assert columns.size == 300
    for i, start in enumerate(columns):
        inside = slice(int(start), int(start) + 10)
        if np.isnan(x[inside]).all():
            assert np.isnan([low[i], line[i], high[i]]).all()
            continue
        assert low[i] == np.nanmin(x[inside] - error[inside])
        assert high[i] == np.nanmax(x[inside] + error[inside])
        assert line[i] == pytest.approx(np.nanmean(x[inside]))
    assert np.isnan(line).sum() == 10


def test_beats_stand_over_their_peaks_and_breaths_at_their_ends(keep):
    session = make_session("activation")
    window = keep(MainWindow(session))
    window.prepare()
    window.acts.perform("signals")
    now = session.now
    x, _ = window.parts.people[0].heart._marks.getData()
    beats = [b.time for b in session.model.recent_beats("client") if b.time >= now - 12]
    assert np.allclose(x[::2] + now, beats)
    x, y = window.parts.people[0].breath._marks.getData()
    breaths = session.model.recent_breaths("client")
    ends = sorted({t for b in breaths for t in (b.t_insp, b.t_exp) if t >= now - 40})
    assert np.allclose(sorted(x[::2] + now), ends)
    below = {round(float(u + now), 3) for u, v0, v1 in zip(x[::2], y[::2], y[1::2], strict=True)
             if v1 < v0}  # fmt: skip
    assert below == {round(b.t_insp, 3) for b in breaths if b.t_insp >= now - 40}


def test_items_cover_the_whole_plot_after_the_time_scale_changed(keep):
    window = keep(MainWindow(make_session("activation")))
    window.resize(1366, 1200)
    window.prepare()
    window.acts.perform("signals")
    window.prepare()
    for steps in (2, -4):
        window.window_time.zoom(steps)
        window.refresh()
        window.grab()
        for plot in (
            window.parts.people[0].river,
            window.parts.people[0].heart_rate,
            window.parts.ribbon,
        ):
            left, right = window.window_time.range
            (seen_left, seen_right), _ = plot.getViewBox().viewRange()
            assert (seen_left, seen_right) == pytest.approx((left, right))
            for item in plot.items():
                if isinstance(item, DeviceItem):
                    area = item.boundingRect()
                    assert (area.left(), area.right()) == pytest.approx((left, right)), item
