"""A replay computed again through real widgets: both readings, where they differ, and back."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.look.style import DARK
from gui.panels.parameter_form import ParameterForm
from gui.session.main_window import MainWindow
from gui.session.recompute_window import RecomputeWindow
from recordings.folder.session import SessionFolder
from safehold.core.codebook import load_codebook
from safehold.core.differences import Difference, Recomputed, Summary
from safehold.core.messages import Message
from safehold.core.recipe import EVERYBODY, Recipe, changed, parameters_of
from safehold.core.settings import STANDARD
from safehold.core.study import Display
from safehold.offline.replay.playback import ReplaySession
from safehold.session.ports import Reading, WorkState
from tests.gui._fake_session import make_session
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FOUND = Recomputed(
    Recipe({EVERYBODY: {"zones.th": 3.0}}),
    (Message("zones.th: 2.25 → 3"),),
    (
        Difference("client", 40, 49, "zone", "high", "within", why=(Message("because"),)),
        Difference("client", 60, 60, "hr", 70.5, None, "bpm"),
        Difference("therapist", 20, 22, "zone", "within", "unknown, held"),
    ),
    (Summary("client", "share_high", 0.5, 0.25, "1"), Summary("client", "mean hr", 70.0, 70.0)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_folder(tmp_path_factory.mktemp("study"), people=("client",))
    record_ticks(made)
    return made


def opened(keep, session) -> tuple[MainWindow, RecomputeWindow]:
    window = keep(MainWindow(session))
    window.resize(1366, 768)
    window.prepare()
    window.start()
    window.acts.perform("recompute")
    (beside,) = window.beside
    assert isinstance(beside, RecomputeWindow)
    return window, beside


@pytest.mark.slow
def test_a_session_is_computed_again_and_both_readings_are_there(
    keep, qtbot, replay, folder, tmp_path
) -> None:
    before = {path: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    window, beside = opened(keep, replay)
    zones = [(run.state, run.t0) for run in window.parts.overview._runs["client"]]
    beside.form.editors["zones.th"].setValue(3.0)
    beside.go.click()
    assert replay.recomputing.state.running
    qtbot.waitUntil(lambda: replay.recomputing.found is not None, timeout=400_000)
    qtbot.waitUntil(lambda: not window.parts.reading.isHidden())
    assert "zones.th: 2.25 → 3" in window.parts.reading.words.text()
    assert "The recording is unchanged" in window.parts.reading.words.text()
    qtbot.waitUntil(lambda: "3 s of them in the zone" in beside.told.text())
    client = replay.model.people["client"]
    assert client.differing["zone"] == [(81.5, 84.5)]
    assert client.differing["hr"] == []
    assert len(client.seen) == len(client.ticks)
    qtbot.waitUntil(lambda: not window.pending)
    now = [(run.state, run.t0) for run in window.parts.overview._runs["client"]]
    assert now != zones

    replay.seek(0.0)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
    assert replay.clock() == pytest.approx(82 + 7)
    qtbot.waitUntil(lambda: client.last_tick is not None and client.last_tick.t == 82)
    assert client.last_tick.zone.state.value == "within"
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)  # recomputed alone
    assert replay.recomputing.reading is Reading.AGAIN
    assert len(client.seen) == 0
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)  # as seen
    qtbot.waitUntil(lambda: client.last_tick.zone.state.value == "high")
    qtbot.waitUntil(lambda: "AS SEEN" in window.parts.reading.words.text())
    qtbot.waitUntil(
        lambda: [(r.state, r.t0) for r in window.parts.overview._runs["client"]] == zones
    )
    beside.write(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["why"] == "zones.th: 2.25 → 3"
    assert {p: p.read_bytes() for p in folder.path.iterdir() if p.is_file()} == before


@pytest.mark.slow
def test_what_was_cancelled_leaves_the_reading_as_it_was(keep, qtbot, replay) -> None:
    window, beside = opened(keep, replay)
    beside.form.editors["zones.th"].setValue(3.0)
    beside.go.click()
    beside.end.click()
    assert not replay.recomputing.state.running
    work = replay.recomputing._work
    work.stop()
    assert work._work._process.poll() is not None
    assert replay.recomputing.found is None
    assert replay.recomputing.reading is Reading.SEEN
    assert window.parts.reading.isHidden()


@pytest.mark.slow
def test_a_span_that_gives_no_rest_values_is_refused_in_words(keep, qtbot, replay) -> None:
    _, beside = opened(keep, replay)
    beside.person.setCurrentIndex(1)
    beside.rest.setChecked(True)
    beside.rest_from.setValue(60.0)
    beside.rest_to.setValue(65.0)
    beside.go.click()
    qtbot.waitUntil(lambda: "gives no rest values" in beside.told.text(), timeout=400_000)
    assert replay.recomputing.found is None


@pytest.mark.parametrize("display", [Display.REDUCED, Display.BLIND])
def test_nothing_is_computed_again_where_values_are_not_shown(keep, folder, display) -> None:
    session = ReplaySession(folder, load_codebook(), display=display)
    window = keep(MainWindow(session))
    window.acts.perform("recompute")
    assert not window.beside
    session.recomputing.begin(Recipe({EVERYBODY: {"zones.th": 3.0}}))
    assert not session.recomputing.state.running
    assert session.recomputing.state.failure
    session.stop()


@pytest.fixture
def fake(keep):
    session = make_session("replay")
    session.set_status()
    window = keep(MainWindow(session))
    window.prepare()
    return session, window


def test_the_rows_can_be_sorted_gone_to_and_copied(fake) -> None:
    session, window = fake
    session.playback.recomputing.found = FOUND
    window.acts.perform("recompute")
    (beside,) = window.beside
    table = beside.differences
    lines = table.text().splitlines()
    assert lines[0].split("\t")[:3] == ["who", "from", "to"]
    assert lines[1].split("\t")[4:] == ["high activation", "within own range", "because"]
    assert lines[2].split("\t")[4:6] == ["70.5 bpm", "missing"]
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.text().splitlines()[1].startswith("therapist\t0:20")
    table.clicked.emit(table.model().index(0, 0))
    assert session.calls[-1] == ("seek", 27.0)
    beside.copy.click()
    assert QApplication.clipboard().text() == table.text()
    beside.tabs.setCurrentIndex(1)
    assert beside.summary.text().splitlines()[1].split("\t")[2:] == ["50.0 %", "25.0 %"]


def test_the_window_says_how_far_it_is_and_can_cancel(fake) -> None:
    session, window = fake
    work = session.playback.recomputing
    work.state = WorkState(True, 0.4, 12.0, Message("Comparing"))
    window.acts.perform("recompute")
    (beside,) = window.beside
    assert beside.told.text() == "Comparing, 12 s left"
    assert beside.bar.value() == 400
    beside.end.click()
    assert session.calls[-1] == ("cancel",)
    work.state = WorkState(failure=Message("It failed."))
    beside.step()
    assert beside.told.text() == "It failed."


def test_what_is_asked_for_is_what_the_form_shows(fake) -> None:
    session, window = fake
    window.acts.available.drawn = (60.0, 110.0)
    window.acts.perform("recompute")
    (beside,) = window.beside
    beside.form.editors["zones.th"].setValue(3.0)
    beside.person.setCurrentIndex(1)
    assert not beside.form.editors["windows.hr_s"].isEnabled()
    assert beside.form.editors["zones.th"].value() == 3.0
    beside.form.editors["zones.tv"].setValue(1.0)
    beside.span.click()
    beside.go.click()
    recipe = Recipe(
        {EVERYBODY: {"zones.th": 3.0}, "client": {"zones.tv": 1.0}}, {"client": (60.0, 110.0)}
    )
    assert session.calls[-1] == ("recompute", recipe)
    beside.rest.setChecked(False)
    assert beside.recipe.rests == {}
    beside.reset.click()
    assert not beside.recipe


def test_a_digit_typed_into_a_field_is_no_code(fake, qtbot) -> None:
    session, window = fake
    window.acts.perform("recompute")
    (beside,) = window.beside
    field = beside.form.editors["zones.th"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "3")
    qtbot.keyClicks(field, "c")
    assert not [call for call in session.calls if call[0] == "press_code"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert beside.recipe == Recipe({EVERYBODY: {"zones.th": 3.0}})


def test_the_form_has_words_and_a_field_for_every_parameter(keep) -> None:
    form = keep(ParameterForm(DARK, STANDARD, {}))
    for row, parameter in enumerate(parameters_of(STANDARD)):
        assert form.item(row, 0).text() != parameter.name
    assert set(form.editors) == {parameter.name for parameter in parameters_of(STANDARD)}
    assert changed(STANDARD, form.changes.get(EVERYBODY, {})) == STANDARD


def test_before_anything_was_computed_again_the_keys_say_so(fake, qtbot) -> None:
    session, window = fake
    window.acts.perform("reading")
    assert "not been computed again yet" in window._view.model.refusal.message
    session.playback.recomputing.found = FOUND
    window.acts.perform("reading")
    assert session.calls[-1] == ("show", Reading.BOTH)
