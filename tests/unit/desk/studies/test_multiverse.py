"""A finding under every choice of method: computed once, joined to the right session, written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.core.settings import DEMO
from safehold.desk.purge.look import survey
from safehold.desk.purge.plan import make_plan
from safehold.desk.studies import multiverse as module
from safehold.desk.studies.multiverse import (
    MULTIVERSE,
    compute,
    kept_values,
    run_multiverse,
)
from safehold.desk.studies.one import PROCESSED
from safehold.desk.studies.run import StudyWish
from safehold.desk.studies.specifications import Question, parse_vary, specifications, usual
from safehold.desk.studies.values import OUTSIDE, values_of
from tests.unit.desk.studies.conftest import GOOD, Processed

CLIENTS, SESSIONS = 5, 6
VARY = {"zones.th": (2.25, 2.0, 2.5)}


def silent(*_: object) -> None:
    """Nothing is told."""


# -- specifications -----------------------------------------------------------------------------


def test_every_combination_is_a_specification_and_the_studys_own_is_the_first(tmp_path: Path):
    (tmp_path / "study.toml").write_text(
        'profile = "demo"\n[[person]]\nlabel = "client"\ncode = "x"\nrole = "client"\n'
        'why = "w"\n[person.zones]\nth = 3\n'
    )
    _, frozen = StudyWish(tmp_path, tmp_path / "out").load()
    vary = {"zones.th": (2.25, 2.5), "windows.vagal_s": (30.0, 60.0)}
    found = specifications(Question(("share_high", OUTSIDE), "q_depth", vary=vary), frozen)
    assert len(found) == 8
    assert found[1].choices == (("zones.th", 2.25), ("windows.vagal_s", 30.0))
    last = found[-1].frozen
    assert (last.settings.zones.th, last.settings.windows.vagal_s) == (2.5, 60)
    own = last.own["client"]  # what is varied is varied for everybody
    assert (own.zones.th, own.windows.vagal_s) == (2.5, 60)
    usual_first = {name: values[0] for name, values in usual(DEMO).items()}
    assert usual_first["zones.th"] == DEMO.zones.th
    assert usual_first["baseline.used_s"] == DEMO.baseline.used_s


def test_values_are_read_as_numbers_or_names():
    assert parse_vary(["zones.th=2, 2.5,2", "baseline.vagal_axis=ln_cvsd"]) == {
        "zones.th": (2.0, 2.5), "baseline.vagal_axis": ("ln_cvsd",),
    }  # fmt: skip
    with pytest.raises(ConfigError):
        parse_vary(["zones.th"])


@pytest.mark.parametrize(
    "asked",
    [{"predictors": ("heart",)}, {"predictors": ()}, {"lag": -1}, {"permutations": 10},
     {"vary": {"zones.nothing": (1.0,)}}, {"vary": {"zones.th": (99.0,)}},
     {"vary": {"zones.th": tuple(np.linspace(1.5, 3, 1001))}}],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(tmp_path: Path, asked: dict[str, Any]):
    (tmp_path / "study.toml").write_text('profile = "demo"\n')
    _, frozen = StudyWish(tmp_path, tmp_path / "out").load()
    with pytest.raises(ConfigError):
        specifications(
            Question(**{"predictors": (OUTSIDE,), "outcome": "q_depth", **asked}), frozen
        )


# -- joining ------------------------------------------------------------------------------------


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study of sessions without recordings whose measures are given; `strength` is an effect."""
    rng = np.random.default_rng(7)
    study = tmp_path / "study"
    rows, scores, given = ["participant,session_number,session_id"], [], {}
    for c in range(1, CLIENTS + 1):
        for k in range(1, SESSIONS + 1):
            name = f"c{c}-s{k}"
            (study / name).mkdir(parents=True)
            people = [{"label": "client", "code": f"P{c}", "role": "client"},
                      {"label": "therapist", "code": "T1", "role": "therapist"}]  # fmt: skip
            (study / name / "session.json").write_text(json.dumps({"participants": people}))
            rows.append(f"P{c},{k},{name}")
            truth = rng.normal() + c
            given[name] = truth
            scores += [f"P{c},{k},depth,{2 * truth + 0.3 * rng.normal():.6f}",
                       f"P{c},{k},null,{rng.normal() + c:.6f}",
                       f"P{c},{k + 1},later,{truth:.6f}"]  # fmt: skip
    (study / "study.toml").write_text('profile = "demo"\n')
    (study / "sessions.csv").write_text("\n".join(rows) + "\n")
    (study / "outcomes.csv").write_text(
        "participant,session_number,measure,value\n" + "\n".join(scores) + "\n"
    )

    def known(_out: Path, session_id: str, _content: object) -> Any:
        noise = np.random.default_rng(int(session_id[1]) * 100 + int(session_id[4]))

        class Ways(dict[str, Any]):
            def get(self, _way: str, _default: Any = None) -> Any:
                return {"client": {OUTSIDE: given[session_id] + 0.2 * noise.normal()},
                        "therapist": {OUTSIDE: 1.0}}  # fmt: skip

        return Ways()

    monkeypatch.setattr(module, "kept_values", known)
    monkeypatch.setattr(module, "compute", lambda *_: iter(()))
    return study


def asked(study: Path, outcome: str, **more: Any) -> module.Multiverse:
    question = Question((OUTSIDE,), outcome, vary=VARY, permutations=499, **more)
    return run_multiverse(StudyWish(study, study / PROCESSED), question, 1, silent)


def test_a_known_effect_is_found_in_every_specification(made: Path):
    found = asked(made, "q_depth")
    assert found.sessions == CLIENTS * SESSIONS
    assert [effect.n for effect in found.curve.effects] == [CLIENTS * SESSIONS] * 3
    assert found.curve.share == 1
    assert found.curve.p == pytest.approx(1 / 500)
    assert found.own == (0,)
    html = found.report.read_text()
    assert "It holds in 3 of 3 specifications (100 %), 3 are positive" in html
    assert "not locked before the data" in html
    frame = found.frame()
    assert list(frame["zones_th"]) == ["2.25", "2", "2.5"]
    assert frame["r"].min() > 0.9
    assert found.picture.read_bytes().startswith(b"\x89PNG")


def test_what_is_unrelated_is_not_found_although_clients_differ_in_both(made: Path):
    found = asked(made, "q_null")
    assert found.curve.p is not None
    assert found.curve.p > 0.05
    assert found.curve.share == 0


def test_with_a_lag_the_outcome_is_that_of_a_later_session(made: Path):
    found = asked(made, "q_later", lag=1)
    assert found.curve.effects[0].r is not None
    assert found.curve.effects[0].r > 0.9
    assert found.sessions == CLIENTS * SESSIONS  # the last score is of a session to come
    assert asked(made, "q_later").sessions == CLIENTS * (SESSIONS - 1)


def test_the_outcome_may_be_another_persons(made: Path):
    found = asked(made, "q_depth", role="therapist", outcome_role="client")
    assert found.sessions == CLIENTS * SESSIONS
    assert {effect.lacks for effect in found.curve.effects} == {"predictor_does_not_vary"}
    assert found.curve.p is None
    assert "No specification has enough sessions" in found.report.read_text()


def test_an_outcome_that_is_not_there_names_those_that_are(made: Path):
    with pytest.raises(ConfigError) as caught:
        asked(made, "q_mood")
    assert "q_depth" in str(caught.value.remedy)


def test_the_command_tells_it_as_json_and_a_withdrawal_finds_what_it_wrote(made: Path, capsys):
    call = ["study", "multiverse", str(made), "--predictor", OUTSIDE, "--outcome", "q_depth",
            "--vary", "zones.th=2.25,2.5", "--permutations", "199", "--jobs", "1"]  # fmt: skip
    assert main([*call, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["share"], told["joint_p"]) == (1.0, pytest.approx(0.005))
    assert [one["choices"] for one in told["specifications"]] == [
        {"zones.th": 2.25}, {"zones.th": 2.5},
    ]  # fmt: skip
    assert main(call) == 0
    assert "Holds in       2 of 2 (100 %)" in capsys.readouterr().out
    gone = make_plan(survey(made, "P1")).deleted
    folder = Path(told["folder"])
    assert {path for path in folder.iterdir() if path.is_file()} <= set(gone)


# -- sessions -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_studys_own_measures_come_out_and_each_way_is_computed_once(
    processed: Processed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wish = StudyWish(processed.study, tmp_path, ("d1-s01", "d3-s01"))
    _, frozen = wish.load()
    calls: list[str] = []
    original = module.analyse

    def counted(folder: Any, **more: Any) -> Any:
        calls.append(folder.session_id)
        return original(folder, **more)

    monkeypatch.setattr(module, "analyse", counted)
    ways = specifications(Question((OUTSIDE,), "q_depth", vary={"zones.th": (2.25, 2.5)}), frozen)
    failed = dict(compute(wish, ways, 1, silent))
    assert list(failed) == ["d3-s01"]
    assert calls == ["d1-s01", "d1-s01", "d3-s01"]
    (found,) = [one for one in wish.folders() if one.session_id == "d1-s01"]
    content = module._content(found, frozen)
    own = kept_values(tmp_path, "d1-s01", content)[frozen.params_hash]
    gathered = module.gather(wish.study, processed.out, wish.folders(), frozen)
    (session,) = gathered.done
    assert session.placed is not None
    values = {
        (one.study_code, one.measure): one.value
        for one in values_of(processed.out / "sessions" / "d1-s01", session.placed, session.roles)
        if one.source == "measure"
    }
    assert len(values) > 40
    for label, code in session.placed.codes.items():
        for name, value in own[label].items():
            expected = values[code, name]
            assert value == (None if expected is None else pytest.approx(expected, abs=1e-6))
    more = specifications(Question((OUTSIDE,), "q_depth", vary={"zones.th": (2.5, 3.0)}), frozen)
    dict(compute(wish, more, 1, silent))
    assert calls[3:] == ["d1-s01", "d3-s01"]  # what failed is tried again
    shutil.rmtree(tmp_path / MULTIVERSE)
    assert GOOD  # the others were not asked for
