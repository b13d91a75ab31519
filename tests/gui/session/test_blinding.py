"""Blind and reduced display: what the body does changes nothing that is not to be seen."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from rich.console import Console

from gui.look.style import DARK, LIGHT
from gui.panels.veiled_panel import VeiledPanel
from gui.session.main_window import MainWindow
from gui.start.receipt_page import ReceiptPage
from safehold.cli.text_view import _plain_line, render
from safehold.core.messages import Message
from safehold.core.study import Display
from safehold.core.types import Change, Level, ZoneName
from safehold.core.wording import ZONE_LABELS
from safehold.files.receipt import SessionCheck
from safehold.session.veil import veiled
from tests.gui._fake_session import make_session
from tests.gui._leaks import all_texts, disturb


@pytest.fixture
def window(keep):
    def build(display: Display, hr: float, state: ZoneName, theme=DARK) -> MainWindow:
        session = make_session("activation", display)
        disturb(session, hr=hr, state=state)
        made = keep(MainWindow(session, theme=theme))
        made.resize(1366, 768)
        made.prepare()
        return made

    return build


@pytest.mark.slow
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
    panel = made.parts.people[0]
    assert isinstance(panel, VeiledPanel)
    assert panel.zone.zone.text().startswith("high activation")
    assert panel.zone.detail.full_text.startswith("since ")


@pytest.mark.slow
def test_numbers_that_mean_the_same_zone_change_nothing_in_the_reduced_window(window, keep):
    one = window(Display.REDUCED, 111.0, ZoneName.HIGH)
    session = make_session("activation", Display.REDUCED)
    disturb(session, hr=111.0, state=ZoneName.HIGH)
    for view in session.full.people.values():
        tick = view.last_tick
        zone = dataclasses.replace(tick.zone, a=2.2, v=-1.3, sa=0.9)
        session.full.apply([dataclasses.replace(tick, zone=zone)])
    other = keep(MainWindow(session))
    other.resize(1366, 768)
    other.prepare()
    assert all_texts(one) == all_texts(other)


@pytest.mark.parametrize("display", [Display.REDUCED, Display.BLIND])
def test_a_veiled_window_is_not_given_change(display):
    session = make_session("activation", display)
    assert np.isfinite(session.full.people["client"].ticks.column("change")).any()
    veiled = session.model.people["client"]
    assert not np.isfinite(veiled.ticks.column("change")).any()
    assert not veiled.ticks.column("changed").any()
    assert veiled.last_tick.zone.changed is Change.NONE


@pytest.mark.parametrize("display", [Display.REDUCED, Display.BLIND])
def test_the_text_view_tells_no_value(display):
    session = make_session("activation", display)
    disturb(session, hr=119.0, state=ZoneName.HIGH)
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(render(session.model))
    shown = capture.get() + _plain_line(session.model)
    assert "119" not in shown
    assert "bpm" not in shown
    assert ("high activation" in shown) == (display is Display.REDUCED)
    assert ("not shown (blind display)" in shown) == (display is Display.BLIND)


def test_a_failed_baseline_is_told_blind_without_its_reasons():
    session = make_session("activation", Display.BLIND)
    message = Message("The baseline of client gave no result: heart rate drifted. Take it again.")
    session.full.notify(Level.WARNING, "baseline_failed", message, person="client")
    told = session.model.notices()[-1].message
    assert "drifted" not in told
    assert "client" in told
    assert session.full.notices()[-1].message == message


def test_the_full_model_loses_nothing_by_being_shown_blind():
    blind, full = make_session("activation", Display.BLIND), make_session("activation")
    for person in full.model.people:
        assert blind.full.people[person].last_tick == full.model.people[person].last_tick
        assert len(blind.full.people[person].ticks) == len(full.model.people[person].ticks)
    assert veiled(full.model.people["client"].last_tick, Display.FULL) is (
        full.model.people["client"].last_tick
    )


def receipt_texts(page: ReceiptPage, found: SessionCheck) -> list[str]:
    page.show_check(found)
    rows = [page.list.topLevelItem(k) for k in range(page.list.topLevelItemCount())]
    texts = [row.text(c) for row in rows for c in range(page.list.columnCount())]
    return texts + all_texts(page)


def strap_check(n_beats: int, *, veiled: bool) -> SessionCheck:
    covered = {"received_s": 3600.0, "before_s": 0.0, "between_s": 0.0, "after_s": 0.0}
    streams = [
        {"name": "belt", "n_samples": 180_000, "mean_rate": 50.0, "n_gaps": 0, "gap_s": 0.0,
         "nominal_rate": 50.0, "stream_id": 1, "type": "Resp", "covers": "stamps", **covered},
        {"name": "strap", "n_samples": n_beats, "mean_rate": n_beats / 3600, "n_gaps": n_beats,
         "gap_s": 2.0, "nominal_rate": 0.0, "stream_id": 2, "type": "RR", "covers": "intervals",
         **covered},
    ]  # fmt: skip
    part = {
        "file": "recording.xdf", "n_bytes": 100, "sha256": "5b" * 32, "streams": streams,
        "start_stamp": 0.0, "stop_stamp": 3600.0, "start_from": "recorder",
        "stop_from": "recorder",
    }  # fmt: skip
    return SessionCheck("d07-s03", (part,), (), (), {}, veiled=veiled)


def test_the_receipt_after_a_blind_session_tells_no_number_of_beats(keep):
    slow, fast = (
        receipt_texts(keep(ReceiptPage()), strap_check(n, veiled=True)) for n in (3600, 6600)
    )
    assert slow == fast
    assert "180000" in slow
    assert "6600" in receipt_texts(keep(ReceiptPage()), strap_check(6600, veiled=False))
