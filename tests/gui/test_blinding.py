"""Blind and reduced display: what the body does changes nothing that is not to be seen."""

from __future__ import annotations

import dataclasses
import re

import pytest
from _fake_session import make_session
from _leaks import all_texts, disturb
from rich.console import Console

from gui.main_window import MainWindow
from gui.receipt_page import ReceiptPage
from gui.style import DARK, LIGHT
from gui.veiled_panel import VeiledPanel
from safehold.app.receipt import SessionCheck
from safehold.app.text_view import _plain_line, render
from safehold.app.veil import veiled
from safehold.core.study import Display
from safehold.core.types import Level, ZoneName
from safehold.core.wording import ZONE_LABELS


@pytest.fixture
def window(keep):
    def build(display: Display, hr: float, state: ZoneName, theme=DARK) -> MainWindow:
        controller = make_session("activation", display)
        disturb(controller, hr=hr, state=state)
        made = keep(MainWindow(controller, theme=theme))
        made.resize(1366, 768)
        made.prepare()
        return made

    return build


@pytest.mark.parametrize(
    "theme",
    [DARK, LIGHT, dataclasses.replace(DARK, large=True)],
    ids=["dark", "light", "large type"],
)
def test_the_blind_window_is_the_same_whatever_the_body_does(window, theme):
    calm = window(Display.BLIND, 61.0, ZoneName.WITHIN, theme)
    wild = window(Display.BLIND, 119.0, ZoneName.HIGH, theme)
    assert all_texts(calm) == all_texts(wild)
    assert calm.grab().toImage() == wild.grab().toImage()
    full = all_texts(window(Display.FULL, 119.0, ZoneName.HIGH, theme))
    assert any("119" in text for text in full)  # the search finds what is there


def test_no_text_of_the_blind_window_names_a_zone_or_a_value(window):
    texts = all_texts(window(Display.BLIND, 119.0, ZoneName.HIGH))
    assert not [text for text in texts if re.search(r"119|\bbpm\b|\d ms\b", text)]
    spoken = [ZONE_LABELS[zone] for zone in (ZoneName.HIGH, ZoneName.LOW, ZoneName.WITHIN)]
    visible = " ".join(texts).casefold()
    for label in spoken[:1]:
        assert f"zone of client: {label}" not in visible
    assert "blind" in visible


def test_the_reduced_window_shows_zones_in_words_and_no_number(window):
    made = window(Display.REDUCED, 119.0, ZoneName.HIGH)
    texts = all_texts(made)
    assert not [text for text in texts if re.search(r"119|\bbpm\b|\d ms\b", text)]
    panel = made.people[0]
    assert isinstance(panel, VeiledPanel)
    assert panel.zone.zone.text().startswith("high activation")
    assert "high certainty" in panel.zone.detail.full_text


def test_numbers_that_mean_the_same_zone_change_nothing_in_the_reduced_window(window):
    one = window(Display.REDUCED, 111.0, ZoneName.HIGH)
    controller = make_session("activation", Display.REDUCED)
    disturb(controller, hr=111.0, state=ZoneName.HIGH)
    for view in controller.full.people.values():
        tick = view.last_tick
        zone = dataclasses.replace(tick.zone, a=2.2, v=-1.3, p_high=0.97, sa=0.9)
        controller.full.apply([dataclasses.replace(tick, zone=zone)])
    other = MainWindow(controller)
    other.resize(1366, 768)
    other.prepare()
    assert all_texts(one) == all_texts(other)
    other._finished = True
    other.close()


@pytest.mark.parametrize("display", [Display.REDUCED, Display.BLIND])
def test_the_text_view_tells_no_value(display):
    controller = make_session("activation", display)
    disturb(controller, hr=119.0, state=ZoneName.HIGH)
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(render(controller.model))
    shown = capture.get() + _plain_line(controller.model)
    assert "119" not in shown
    assert "bpm" not in shown
    assert ("high activation" in shown) == (display is Display.REDUCED)
    assert ("not shown (blind display)" in shown) == (display is Display.BLIND)


def test_a_failed_baseline_is_told_blind_without_its_reasons():
    controller = make_session("activation", Display.BLIND)
    message = "The baseline of client gave no result: heart rate drifted. Take it again."
    controller.full.notify(Level.WARNING, "baseline_failed", message, person="client")
    told = controller.model.notices()[-1].message
    assert "drifted" not in told
    assert "client" in told
    assert controller.full.notices()[-1].message == message


def test_the_full_model_loses_nothing_by_being_shown_blind():
    blind, full = make_session("activation", Display.BLIND), make_session("activation")
    for person in full.model.people:
        assert blind.full.people[person].last_tick == full.model.people[person].last_tick
        assert len(blind.full.people[person].ticks) == len(full.model.people[person].ticks)
    assert veiled(full.model.people["client"].last_tick, Display.FULL) is (
        full.model.people["client"].last_tick
    )


def receipt_texts(found: SessionCheck) -> list[str]:
    page = ReceiptPage()
    page.show_check(found)
    rows = [page.list.topLevelItem(k) for k in range(page.list.topLevelItemCount())]
    texts = [row.text(c) for row in rows for c in range(page.list.columnCount())]
    return texts + all_texts(page)


def strap_check(n_beats: int, *, veiled: bool) -> SessionCheck:
    streams = [
        {"name": "belt", "n_samples": 180_000, "mean_rate": 50.0, "n_gaps": 0, "gap_s": 0.0,
         "nominal_rate": 50.0},
        {"name": "strap", "n_samples": n_beats, "mean_rate": n_beats / 3600, "n_gaps": n_beats,
         "gap_s": 2.0, "nominal_rate": 0.0},
    ]  # fmt: skip
    part = {"file": "recording.xdf", "n_bytes": 100, "sha256": "5b" * 32, "streams": streams}
    return SessionCheck("d07-s03", (part,), (), (), {}, veiled=veiled)


def test_the_receipt_after_a_blind_session_tells_no_number_of_beats(qtbot):
    slow, fast = (receipt_texts(strap_check(n, veiled=True)) for n in (3600, 6600))
    assert slow == fast
    assert "180000" in slow
    assert "6600" in receipt_texts(strap_check(6600, veiled=False))
