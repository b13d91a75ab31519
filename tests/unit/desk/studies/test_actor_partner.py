"""Half minutes of two people: values, lags, who they are, and models that read them."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.tidy.actor_partner import actor_partner_table
from recordings.tidy.stacked import StackedSession
from recordings.tidy.writing import write_csv, write_parquet
from safehold.core.errors import ConfigError
from safehold.core.pair_bin import VALUES, PairBin
from safehold.core.results import SessionResults
from safehold.core.study_file import parse_study
from safehold.core.types import Event, EventKind
from safehold.desk.studies.actor_partner import actor_partner
from safehold.desk.studies.moderators import Moderators, read_moderators
from safehold.offline.pair_bins import session_bins
from tests.helpers import ROOT
from tests.unit._around import REST, beats

PAGE = ROOT / "docs" / "studies.md"
ACTOR, PARTNER, SPEECH = 0.4, 0.25, 3.0


def long(session: SessionResults, *events: Event) -> SessionResults:
    """Return four minutes of constant heart rates, that of the client higher from 60 s on."""
    rates = {p: np.full(240, rate) for p, rate in REST.items()}
    rates["client"][60:] += 12.0
    made = [b for p, x in rates.items() for b in beats(p, x)]
    return dataclasses.replace(session, beats=tuple(made), breaths=(), t_end=240.0, events=events)


def test_each_bin_holds_its_own_beats_and_the_bin_before(session: SessionResults):
    bins = session_bins(long(session))
    assert len(bins) == 2 * 8
    client = [b for b in bins if b.person == "client"]
    assert [b.number for b in client] == list(range(8))
    assert client[1].own["hr"] == pytest.approx(72.0, abs=0.3)
    assert client[3].own["hr"] == pytest.approx(84.0, abs=0.3)
    assert client[0].own_before == {}
    for before, now in itertools.pairwise(client):
        assert now.own_before == before.own
        assert now.other_before == before.other
    therapist = [b for b in bins if b.person == "therapist"]
    assert [b.other for b in client] == [b.own for b in therapist]
    assert {b.own["ln_p2t"] for b in client} == {None}


def test_speech_and_phases_are_of_the_bin(session: SessionResults):
    events = (
        Event("p", "ph.talk", 30.0, 75.0, EventKind.CONDITION),
        Event("s", "cf.speech_client", 45.0, 30.0, EventKind.INTERVAL),
    )
    client = [b for b in session_bins(long(session, *events)) if b.person == "client"]
    assert [b.own["speech"] for b in client[:4]] == pytest.approx([0, 0.5, 0.5, 0])
    assert client[0].other["speech"] is None
    assert [b.phase for b in client[:4]] == ["", "talk", "talk", ""]


def test_one_person_and_less_than_a_bin_have_none(session: SessionResults):
    whole = long(session)
    alone = dataclasses.replace(whole, participants=whole.participants[:1])
    assert session_bins(alone) == ()
    assert session_bins(dataclasses.replace(whole, t_end=20.0)) == ()
    late = session_bins(dataclasses.replace(whole, t_start=31.0))
    assert {b.number for b in late} == set(range(2, 8))


def test_moderators_are_joined_by_code_and_what_holds_for_all_fills_them(tmp_path: Path):
    (tmp_path / "participants.csv").write_text(
        "Participant;Orientation;Attachment style\nP01;;anxious\nT01;CBT;\n"
    )
    known = read_moderators(tmp_path, {"orientation": "psychodynamic", "Setting": "clinic"})
    assert known.names == ("attachment_style", "orientation", "setting")
    assert known.of("P01") == ("anxious", "psychodynamic", "clinic")
    assert known.of("T01") == (None, "CBT", "clinic")
    assert known.of("P99") == (None, "psychodynamic", "clinic")
    assert read_moderators(tmp_path / "nowhere", {}).names == ()


@pytest.mark.parametrize(
    ("text", "why"), [("name,age\nA,3\n", "whose"), ("code,x\nP1,a\nP1,b\n", "P1 stands there")]
)
def test_a_table_of_nobody_or_of_somebody_twice_is_refused(tmp_path: Path, text: str, why: str):
    (tmp_path / "participants.csv").write_text(text)
    with pytest.raises(ConfigError, match=why):
        read_moderators(tmp_path, {})


def test_the_study_file_says_what_holds_for_everybody():
    study = parse_study('[moderators]\norientation = "CBT"\nsite = ""\n', source="study.toml")
    assert study.moderators == {"orientation": "CBT"}
    with pytest.raises(ConfigError, match="orientation"):
        parse_study("[moderators]\norientation = 3\n", source="study.toml")


def simulated(rng: np.random.Generator, n: int) -> list[PairBin]:
    """Return a session in which effects are known: client and therapist move each other."""
    x = np.zeros((2, n))
    speech = rng.uniform(size=(2, n))
    for k in range(1, n):
        x[:, k] = ACTOR * x[:, k - 1] + PARTNER * x[::-1, k - 1] + rng.normal(0, 2, 2)
        x[:, k] += SPEECH * (speech[:, k] - 0.5)
    x += np.array([[75.0], [68.0]]) + rng.normal(0, 4, (2, 1))

    def of(who: int, k: int) -> dict[str, float | None]:
        if k < 0:
            return {}
        told = {"hr": float(x[who, k]), "speech": float(speech[who, k])}
        return {name: told.get(name) for name in VALUES}

    people = ("client", "therapist")
    return [
        PairBin(people[i], people[1 - i], k, "", of(i, k), of(1 - i, k), of(i, k - 1),
                of(1 - i, k - 1))
        for i in (0, 1) for k in range(n)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of 16 dyads by two sessions of 45 minutes, as its table is written."""
    rng = np.random.default_rng(11)
    folder = tmp_path_factory.mktemp("bins")
    sessions = []
    for d in range(16):
        for k in (1, 2):
            place = folder / f"d{d}-{k}"
            place.mkdir()
            write_parquet(actor_partner_table(simulated(rng, 90)), place / "actor_partner.parquet")
            codes = {"client": f"P{d}", "therapist": f"T{d}"}
            sessions.append(StackedSession(place, place.name, k, "+".join(codes.values()), codes))
    style = {f"P{d}": {"attachment": ("secure", "anxious")[d % 2]} for d in range(16)}
    table = actor_partner(sessions, Moderators({"orientation": "CBT"}, style))
    write_csv(table, folder / "actor_partner.csv")
    return folder


def test_the_table_of_a_study_says_who_and_what_is_known_of_both(known: Path):
    table = pd.read_csv(known / "actor_partner.csv")
    assert len(table) == 16 * 2 * 2 * 90
    row = table[(table["session_id"] == "d3-2") & (table["participant"] == "therapist")].iloc[5]
    assert (row["study_code"], row["dyad"], row["session_number"]) == ("T3", "P3+T3", 2)
    assert row["partner_mod_attachment"] == "anxious"
    assert pd.isna(row["mod_attachment"])
    assert row["mod_orientation"] == row["partner_mod_orientation"] == "CBT"
    own = table[(table["session_id"] == "d3-2") & (table["participant"] == "client")]
    assert row["partner_hr_lag1"] == own[own["bin"] == row["bin"] - 1].iloc[0]["hr"]


def blocks(language: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in found if "actor_partner" in block]
    return block


def run_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec(compile(blocks("python"), str(PAGE), "exec"), names)
    return names


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::Warning")
def test_the_python_script_recovers_actor_and_partner(known: Path, monkeypatch):
    pytest.importorskip("statsmodels", reason="of the extra 'test'")
    names = run_python(known, monkeypatch)
    fit = names["fit"]
    bias = 0.03  # of centred lags
    for name, truth in (("hr_lag1_within", ACTOR), ("partner_hr_lag1_within", PARTNER),
                        ("speech", SPEECH)):  # fmt: skip
        assert abs(fit.params[name] - truth) < 3 * fit.bse[name] + bias, name
        assert fit.params[name] > 4 * fit.bse[name], name
    moderated = names["moderated"]
    effect = "partner_hr_lag1_within:mod_attachment[T.secure]"
    assert abs(moderated.params[effect]) < 3.5 * moderated.bse[effect], "there is none"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::Warning")
def test_the_r_script_gives_what_the_python_script_gives(known: Path, monkeypatch, tmp_path):
    pytest.importorskip("statsmodels", reason="of the extra 'test'")
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    has = subprocess.run([program, "-e", "library(nlme); library(lme4)"], capture_output=True,
                         check=False)  # fmt: skip
    if has.returncode:
        pytest.skip("R has no nlme or lme4")
    script = tmp_path / "model.R"
    more = "\nwrite.csv(fixef(fit), 'fixed.csv')\nwrite.csv(lme4::fixef(both), 'both.csv')\n"
    script.write_text(blocks("r") + more)
    ran = subprocess.run([program, "--vanilla", str(script)], cwd=known, capture_output=True,
                         text=True, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    fit = run_python(known, monkeypatch)["fit"]
    same = {"(Intercept)": "Intercept", "actor": "hr_lag1_within",
            "other": "partner_hr_lag1_within"}  # fmt: skip
    rows = list(csv.reader(io.StringIO((known / "fixed.csv").read_text())))[1:]
    assert len(rows) == 5
    for name, value in rows:
        assert float(value) == pytest.approx(fit.params[same.get(name, name)], abs=2e-2)
    both = dict(list(csv.reader(io.StringIO((known / "both.csv").read_text())))[1:])
    for person in ("client", "therapist"):
        assert float(both[f"participant{person}:actor"]) == pytest.approx(ACTOR, abs=0.08)
        assert float(both[f"participant{person}:other"]) == pytest.approx(PARTNER, abs=0.08)
