"""A recorded session computed again: what a recipe changes, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from processing.measures.sensitivity import rest_over
from processing.zones.zones import ZoneTracker
from recordings.folder.session import SessionFolder
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.differences import TICK, ZONE
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.recipe import EVERYBODY, Recipe, changed
from safehold.core.types import Baseline, Tick, ZoneName
from safehold.offline.analysis import analyse
from safehold.offline.check import published_ticks
from safehold.offline.inputs import RunInputs, edited
from safehold.offline.recompute.compare import NOT_EXPLAINED
from safehold.offline.recompute.runs import baselines_of, compute_runs, compute_under, under
from safehold.offline.recompute.steps import UNSEEN, Recomputation, recompute
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.as_seen import whole_tick
from safehold.offline.stages import of_person
from tests.unit._folder import make_session, record_ticks

HIGHER = Recipe({EVERYBODY: {"zones.th": 3.0}})
REST = Recipe({}, {"client": (60.0, 110.0)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    made, _ = make_session(tmp_path_factory.mktemp("study"))
    record_ticks(made)
    return made


@pytest.fixture(scope="module")
def recording(folder: SessionFolder) -> Recording:
    return read_recording(folder)


@pytest.fixture(scope="module")
def higher(recording: Recording) -> Recomputation:
    return recompute(recording, HIGHER)


@pytest.fixture(scope="module")
def rested(recording: Recording) -> Recomputation:
    return recompute(recording, REST)


def seen_ticks(recording: Recording, person: str) -> list[Tick]:
    texts = published_ticks(recording.streams)
    ticks = [whole_tick(text) for (_, whose, _), text in sorted(texts.items()) if whose == person]
    return [tick for tick in ticks if tick is not None]


def zones(reading) -> dict[int, tuple[int, bool]]:
    columns = (reading.seconds, reading.zones, reading.held)
    return {int(t): (int(zone), bool(held)) for t, zone, held in zip(*columns, strict=True)}


def test_with_the_sessions_own_parameters_nothing_differs(recording) -> None:
    found = recompute(recording, Recipe())
    assert found.differences == ()
    assert found.published
    assert all(one.before == one.after for one in found.summary)
    texts = published_ticks(recording.streams)
    for person in found.people:
        for tick in seen_ticks(recording, person):
            place = int(np.searchsorted(found.again[person].seconds, tick.t))
            assert found.again[person].tick(place) == tick
    assert sum(found.again[p].seconds.size for p in found.people) == len(texts)


def test_another_threshold_changes_the_seconds_that_the_zone_rule_says(recording, higher) -> None:
    settings = changed(recording.runs[0].run.settings, {"zones.th": 3.0})
    baselines = {b.baseline_id: b for b in recording.runs[0].run.new_baselines}
    for person in higher.people:
        tracker, expected = ZoneTracker(settings), set()
        for tick in seen_ticks(recording, person):
            indices = {value.name: value for value in tick.indices}
            baseline = baselines.get(tick.zone.baseline_id)
            zone = tracker.update(tick.t, indices, baseline, tick.zone.confounds)
            if (zone.state, zone.held) != (tick.zone.state, tick.zone.held):
                expected.add(tick.t)
        rows = [row for row in higher.differences if row.person == person]
        assert {row.what for row in rows} <= {ZONE}
        assert {t for row in rows for t in range(row.t0, row.t1 + 1)} == expected
    (row, *_) = higher.differences
    assert row.why == ("zones.th: 2.25 → 3",)


def test_what_one_person_has_of_the_own_leaves_the_other_as_they_were(recording) -> None:
    runs, outputs = compute_under(
        recording.runs, Recipe({"client": {"zones.th": 3.0}}), lambda _: None
    )
    assert runs[0].run.settings == recording.runs[0].run.settings
    own = {o.zone.params_hash for o in outputs if isinstance(o, Tick) and o.person == "client"}
    assert own == {changed(runs[0].run.settings, {"zones.th": 3.0}).params_hash}
    again = [o for o in outputs if isinstance(o, Tick) and o.person == "therapist"]
    assert again == seen_ticks(recording, "therapist")


def test_other_rest_values_hold_from_the_first_second_to_the_last(recording, rested) -> None:
    settings = recording.runs[0].run.settings
    rest, _ = rest_over(seen_ticks(recording, "client"), REST.rests["client"], settings, 2)
    assert rest is not None
    assert [b for b in rested.baselines.values() if b.person == "client"] == [rest]
    tracker = ZoneTracker(settings)
    now = zones(rested.again["client"])
    for tick in seen_ticks(recording, "client"):
        indices = {value.name: value for value in tick.indices}
        zone = tracker.update(tick.t, indices, rest, tick.zone.confounds)
        place = int(np.searchsorted(rested.again["client"].seconds, tick.t))
        again = rested.again["client"].tick(place)
        assert again is not None
        assert again.zone.state is zone.state
        assert again.zone.a == zone.a
        assert tick.t in now
    rows = [row for row in rested.differences if row.person == "client"]
    assert {row.what for row in rows} == {ZONE, "a", "v"}
    assert all("from 60 to 110 s, not from 5-45 s" in row.why[0] for row in rows)
    assert not [row for row in rested.differences if row.person == "therapist"]


def test_a_missing_number_has_its_reasons_in_the_row(rested) -> None:
    row = next(row for row in rested.differences if row.what == "a" and row.before is None)
    assert row.before_reasons == ("no_baseline",)
    assert row.after_reasons == ()


@pytest.mark.slow
def test_the_summary_has_the_measures_of_both_readings(higher, recording) -> None:
    measures = {
        (m.person, m.name): m.value
        for m in analyse(recording.folder, recipe=HIGHER, recording=recording).measures
        if m.span == "session"
    }
    rows = {(one.person, one.what): one for one in higher.summary}
    row = rows["client", "time_high"]
    assert row.before > row.after == measures["client", "time_high"]
    assert rows["client", "mean hr"].before == rows["client", "mean hr"].after


def test_what_was_seen_otherwise_than_it_computes_is_said_not_to_be_explained(
    recording, monkeypatch
) -> None:
    texts = published_ticks(recording.streams)
    key = next(key for key in texts if key[1:] == ("client", 100))
    gone = next(key for key in texts if key[1:] == ("client", 120))
    forged = texts | {key: texts[key].replace('"state":"high"', '"state":"low"')}
    del forged[gone]
    monkeypatch.setattr("safehold.offline.recompute.steps.published_ticks", lambda _: forged)
    found = recompute(recording, Recipe())
    rows = {row.what: row for row in found.differences}
    assert (rows[ZONE].t0, rows[ZONE].t1) == (100, 100)
    assert (rows[ZONE].before, rows[ZONE].after) == ("low", "high")
    assert rows[ZONE].why == (NOT_EXPLAINED,)
    assert (rows[TICK].t0, rows[TICK].why) == (120, (UNSEEN,))


def test_without_anything_seen_it_is_compared_with_the_sessions_own_parameters(
    recording, monkeypatch, higher
) -> None:
    monkeypatch.setattr("safehold.offline.recompute.steps.published_ticks", lambda _: {})
    found = recompute(recording, HIGHER)
    assert not found.published
    assert found.differences == higher.differences


def contents(folder: SessionFolder) -> dict[Path, str]:
    files = (path for path in folder.path.glob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_cancelling_half_way_leaves_nothing(folder, recording) -> None:
    before, shares = contents(folder), []

    def cancel(share: float, what: Message) -> None:
        shares.append(share)
        if share > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recompute(recording, HIGHER, cancel)
    assert contents(folder) == before
    assert shares == sorted(shares)
    assert shares[-1] < 0.9


@pytest.mark.parametrize(
    ("recipe", "why"),
    [
        (Recipe({"observer": {"zones.th": 2.0}}), "not in the session"),
        (Recipe({"client": {"windows.hr_s": 20.0}}), "same for everybody"),
        (Recipe({EVERYBODY: {"zones.th": 9.0}}), "out of range"),
        (Recipe({}, {"client": (90.0, 60.0)}), "ends before"),
        (Recipe({}, {"client": (9000.0, 9100.0)}), "gives no rest values for client"),
    ],
)
def test_a_recipe_that_does_not_fit_is_refused(recording, recipe, why) -> None:
    with pytest.raises(ConfigError, match=why):
        recompute(recording, recipe)


@pytest.fixture
def two_runs(recording: Recording) -> list[RunInputs]:
    """The session as if the workbench had been started again at 80 s."""
    whole = of_person(recording.runs[0], "client")
    first = replace(whole.run, marks=[m for m in whole.run.marks if m.event.onset < 80])
    later = replace(whole.run, run=2, first_tick=80, marks=[], baselines={"client": _other()})
    return [replace(whole, run=first), replace(whole, run=later)]


def _other() -> Baseline:
    return Baseline(
        "client-b1", "client", 5.0, 45.0, 60.0, 3.0, 3.5, 0.3, "ln_rmssd", 0.3, 2.0, 2.0,
        provisional=False, reasons=(),
    )  # fmt: skip


@pytest.mark.slow
def test_a_later_run_goes_on_from_what_the_earlier_one_finds_now(two_runs) -> None:
    recipe = Recipe({EVERYBODY: {"baseline.hr_floor_bpm": 8.0}})
    runs, outputs = compute_runs(two_runs, lambda _: None, under(recipe, {}))
    found = [o for o in outputs if isinstance(o, Baseline) and o.person == "client"]
    assert runs[1].run.baselines["client"] == found[-1]
    assert found[-1].hr_spread == 8.0
    ticks = [o for o in outputs if isinstance(o, Tick) and o.person == "client"]
    assert {tick.run for tick in ticks if tick.t >= 80} == {2}
    assert {tick.zone.state for tick in ticks} & {ZoneName.WITHIN, ZoneName.HIGH}


def test_a_provisional_baseline_of_a_later_run_does_not_replace_an_accepted_one() -> None:
    accepted = Baseline(
        "p-b1", "p", 0.0, 240.0, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8.0, 4.0, False, ()
    )
    provisional = replace(accepted, baseline_id="p-b2", hr=80.0, provisional=True)
    assert baselines_of([accepted, provisional]) == {"p": accepted}
    assert baselines_of([provisional, accepted]) == {"p": accepted}


def test_corrections_by_hand_are_a_step_of_their_own(recording) -> None:
    made = Correction("c0001", "client", Corrected.BEAT, CorrectionKind.REJECT, 95.0, 110.0)
    corrected = replace(recording, runs=edited(recording.runs, [made], []))
    found = recompute(corrected, HIGHER)
    assert {row.person for row in found.differences if row.what == "hr"} == {"client"}
    assert all(
        row.why == ("corrections by hand: 1",) for row in found.differences if row.what == "hr"
    )
    whys = {why for row in found.differences if row.what == ZONE for why in row.why}
    assert whys == {"corrections by hand: 1", "zones.th: 2.25 → 3"}
    late = [row for row in found.differences if row.t0 < 90]
    assert {row.why for row in late} == {("zones.th: 2.25 → 3",)}
