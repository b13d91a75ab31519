"""A synthetic study is what its truth says, and a study like any other."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from processing.measures.multilevel import fit_intercepts
from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.core.types import Role
from safehold.desk.studies.simulated import TRUTH_FILE, write_study
from safehold.desk.studies.synthetic import (
    Drawn,
    StudyDesign,
    StudyEffects,
    draw_study,
    script_of,
)
from safehold.offline.analysis import analyse
from safehold.recorder.reading import open_session

SMALL = StudyDesign(2, 2, 15.0)


def fitted(drawn: tuple[Drawn, ...], outcome: str) -> tuple[np.ndarray, np.ndarray]:
    """Return estimates and errors of: one, change, trait by change; or of depth's predictors."""
    rows = [one for one in drawn if outcome != "depth" or one.depth is not None]
    dyads = sorted({one.client for one in drawn})
    group = np.array([dyads.index(one.client) for one in rows])
    last = max(one.number for one in drawn)
    change = np.array([(one.number - 1) / (last - 1) - 0.5 for one in rows])
    trait = np.array([one.trait for one in rows])
    y = np.array([getattr(one, outcome) for one in rows], float)

    def mean(name: str) -> np.ndarray:
        of = {d: np.mean([getattr(o, name) for o in drawn if o.client == d]) for d in dyads}
        return np.array([of[one.client] for one in rows])

    columns = [np.ones(y.size), change, trait, trait * change]
    if outcome == "depth":
        share = np.array([one.share for one in rows])
        follow = np.array([one.follow_bpm for one in rows])
        columns = [np.ones(y.size), (share - mean("share")) / 0.1, (mean("share") - 0.3) / 0.1,
                   follow - mean("follow_bpm")]  # fmt: skip
    x = np.stack(columns, axis=1)
    found = fit_intercepts(y[None], x[None], group, np.ones((1, y.size), bool))
    return found.estimate[0], found.error[0]


def test_known_effects_are_recovered_from_what_was_drawn():
    true = StudyEffects(share_change=-0.10, share_moderated=-0.05)
    drawn = draw_study(StudyDesign(90, 12), true, seed=4)
    share, share_error = fitted(drawn, "share")
    assert abs(share[1] - true.share_change) < 4 * share_error[1]
    assert abs(share[3] - true.share_moderated) < 4 * share_error[3]
    depth, error = fitted(drawn, "depth")
    expected = [4.0, true.outcome_within, true.outcome_between, true.outcome_follow]
    assert (np.abs(depth - expected) < 4 * error).all()
    assert (error < [0.1, 0.05, 0.2, 0.02]).all()
    back, back_error = fitted(drawn, "return_s")
    assert back[1] == pytest.approx(true.return_change_s, abs=30)
    assert back_error[1] < 15


def test_without_effects_something_is_found_at_the_nominal_rate():
    found = 0
    n = 400
    for seed in range(n):
        drawn = draw_study(StudyDesign(12, 6), StudyEffects().without(), seed)
        depth, error = fitted(drawn, "depth")
        found += abs(depth[1] / error[1]) > 2.0
    assert abs(found / n - 0.05) < 4 * np.sqrt(0.05 * 0.95 / n)


def test_a_session_is_whole_and_its_share_and_episodes_are_as_drawn():
    for one in draw_study(SMALL, StudyEffects(), seed=2):
        script = script_of(one, 15.0)
        assert script.duration == pytest.approx(900.0)
        high = sum(phase.duration for phase in script.phases if phase.name == "high")
        assert high == pytest.approx(one.share * (900 - 310))
        assert sum(phase.name == "high" for phase in script.phases) == one.episodes


def test_a_written_study_holds_what_was_drawn(tmp_path: Path):
    made = write_study(tmp_path / "study", SMALL, seed=5)
    truth = json.loads((tmp_path / "study" / TRUTH_FILE).read_text())
    assert truth["effects"]["share_change"] == -0.2
    assert [path.name for path in made] == [one["session_id"] for one in truth["sessions"]]
    with (tmp_path / "study" / "outcomes.csv").open() as file:
        scores = {(r["participant"], r["session_number"], r["measure"]): r["value"]
                  for r in csv.DictReader(file)}  # fmt: skip
    first = truth["sessions"][0]
    assert float(scores["P01", "1", "depth"]) == first["depth"]
    folder = open_session(made[0], lambda _: None)
    results = analyse(folder)
    assert [(s.spec.person, s.spec.role) for s in results.streams if s.spec.person] == [
        ("client", Role.RR), ("client", Role.RESPIRATION),
        ("therapist", Role.RR), ("therapist", Role.RESPIRATION),
    ]  # fmt: skip
    assert [p.code for p in results.participants] == ["P01", "T01"]
    codes = [event.code for event in results.events]
    assert {"ph.baseline", "int.support", "rate.safety"} <= set(codes)
    assert "Simulated: nobody was recorded." in map(str, results.warnings)
    (high,) = [m for m in results.measures
               if (m.person, m.span, m.name) == ("client", "session", "time_high")]  # fmt: skip
    assert high.value == pytest.approx(first["share"] * 590, abs=45)


def test_the_same_seed_writes_the_same_samples(tmp_path: Path):
    design = StudyDesign(1, 2, 15.0, ("rr",))
    for name in "ab":
        write_study(tmp_path / name, design, seed=7)
    one, other = ((tmp_path / name / "d01-s02" / "recording.xdf").read_bytes() for name in "ab")
    assert one == other
    assert draw_study(design, StudyEffects(), 7) != draw_study(design, StudyEffects(), 8)


def test_what_cannot_be_simulated_is_refused_before_anything_is_written(tmp_path: Path, capsys):
    with pytest.raises(ConfigError, match="one of ecg"):
        write_study(tmp_path / "a", StudyDesign(1, 2, 15.0, ("respiration",)))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match="never overwritten"):
        write_study(tmp_path / "b", SMALL)
    for change in ({"dyads": 0}, {"minutes": 2.0}, {"missing": 1.0}):
        with pytest.raises(ConfigError):
            StudyDesign(**change)  # type: ignore[arg-type]
    assert main(["simulate", "--study", str(tmp_path / "c"), "--effect", "luck=3"]) == 2
    assert "share_change" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


def test_the_command_writes_a_null_study_but_for_what_is_said(tmp_path: Path, capsys):
    short = ["--dyads", "1", "--sessions", "2", "--minutes", "15", "--signals", "rr"]
    said = ["--null", "--effect", "follow_bpm=6"]
    assert main(["simulate", "--study", str(tmp_path / "s"), *short, *said]) == 0
    effects = json.loads((tmp_path / "s" / TRUTH_FILE).read_text())["effects"]
    assert (effects["share_change"], effects["follow_bpm"]) == (0.0, 6.0)
    assert "study process" in capsys.readouterr().out
