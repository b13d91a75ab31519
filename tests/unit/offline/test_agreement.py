"""Two coders of one session: the second does not see the first, and both are compared."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.core.codebook import load_codebook
from safehold.core.errors import ConfigError
from safehold.core.types import Event, EventKind
from safehold.offline.agreement import agreement, coders_of
from safehold.offline.analysis import session_events
from safehold.offline.recording import read_recording
from safehold.offline.replay.playback import ReplaySession
from safehold.session.consensus import UNNAMED


def code(folder: SessionFolder, coder: str, presses: list[tuple[str, float]]) -> None:
    replay = ReplaySession(folder, load_codebook(), coder=coder, alone=True)
    for name, at in presses:
        replay.coding.press_code(name, at=at)
    replay.stop()


def events_of(folder: SessionFolder) -> tuple[Event, ...]:
    runs = [inputs.run for inputs in read_recording(folder).runs]
    return session_events(folder, runs)


def test_who_codes_alone_sees_no_code_and_no_note_of_others(strap_folder: SessionFolder) -> None:
    code(strap_folder, "A1", [("ev.challenge", 20.0), ("note", 30.0)])
    everybody = ReplaySession(strap_folder, load_codebook(), coder="B2")
    alone = ReplaySession(strap_folder, load_codebook(), coder="B2", alone=True)
    for replay in (everybody, alone):
        replay._moments.show(149.0)
    hidden = {e.event_id for e in everybody.model.events()} - {
        e.event_id for e in alone.model.events()
    }
    assert {e.code for e in everybody.events() if e.event_id in hidden} >= {"ev.challenge", "note"}
    assert {e.event_id for e in alone.events()} == {e.event_id for e in alone.model.events()}
    alone.coding.press_code("int.support", at=40.0)
    assert [e.code for e in alone.model.events() if e.coder == "B2"] == ["int.support"]
    assert any(e.code.startswith("ph.") for e in alone.model.events()), "phases are nobody's"
    alone.stop()
    everybody.stop()


def test_each_code_is_compared_and_disagreements_are_listed(strap_folder: SessionFolder) -> None:
    code(
        strap_folder, "A1", [("ev.challenge", 20.0), ("ev.challenge", 40.0), ("int.support", 60.0)]
    )
    code(
        strap_folder, "B2", [("ev.challenge", 21.0), ("ev.challenge", 41.0), ("int.support", 90.0)]
    )
    events = events_of(strap_folder)
    assert {"A1", "B2"} <= set(coders_of(events))
    codes, apart = agreement(events, ("A1", "B2"), (0.0, 150.0))
    found = {one.code: one for one in codes}
    assert found["ev.challenge"].n == (1, 1)
    assert found["ev.challenge"].seconds == (20.0, 20.0)
    assert found["ev.challenge"].kappa.value == pytest.approx(0.942, abs=0.005)
    assert found["ev.challenge"].onset_error_s == (1.0, 0.0)
    assert found["int.support"].matched.value == 0
    assert [(one.code, one.onset, one.coder) for one in apart] == [
        ("int.support", 60.0, "A1"), ("int.support", 90.0, "B2"),
    ]  # fmt: skip
    assert [width for width, _ in found["ev.challenge"].by_width] == [0.5, 1.0, 2.0, 5.0, 10.0]


def event(coder: str, onset: float, duration: float) -> Event:
    return Event(
        f"{coder}{onset}", "ev.challenge", onset, duration, EventKind.INTERVAL, coder=coder
    )


def test_only_the_time_that_both_saw_is_compared() -> None:
    """What lies outside is no disagreement; what reaches in counts as far as it does."""
    events = [event("A", 5.0, 10.0), event("A", 40.0, 20.0), event("A", 70.0, 5.0),
              event("B", 50.0, 15.0), event("B", 90.0, 5.0)]  # fmt: skip
    (found,), apart = agreement(events, ("A", "B"), (50.0, 80.0))
    assert found.n == (2, 1)
    assert found.seconds == (15.0, 15.0)
    assert found.kappa.value == pytest.approx((20 / 30 - 0.5) / 0.5)
    assert [(one.onset, one.coder) for one in apart] == [(50.0, "B"), (70.0, "A")]


def test_a_coder_who_is_not_there_is_refused_with_those_who_are() -> None:
    event = Event("e1", "ev.challenge", 3.0, 1.0, EventKind.INTERVAL)
    with pytest.raises(ConfigError, match="'B2' coded nothing") as refused:
        agreement([event], (UNNAMED, "B2"), (0.0, 10.0))
    assert UNNAMED in str(refused.value)


def test_the_command_prints_a_row_a_code_and_writes_what_is_apart(
    strap_folder: SessionFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(strap_folder, "A1", [("int.support", 60.0)])
    code(strap_folder, "B2", [("int.support", 90.0)])
    out = tmp_path / "apart.csv"
    assert main(["agreement", str(strap_folder.path), "A1", "B2", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "int.support" in printed
    assert "2 events without a partner" in printed
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["onset"], row["coder"]) for row in rows] == [("60.000", "A1"), ("90.000", "B2")]
    assert main(["replay", str(strap_folder.path), "--alone"]) != 0
    assert "--coder" in capsys.readouterr().err
