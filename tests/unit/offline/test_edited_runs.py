"""Corrections and turned sensors reach whatever is computed from a recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from processing.zones.judgement import Judgement
from recordings.folder.journal_file import JournalWriter
from safehold.core.canonical import plain
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.settings import STANDARD
from safehold.core.types import Beat, Turn
from safehold.files.edits import Edits
from safehold.files.engine_run import EngineRun
from safehold.offline.analysis import analyse
from safehold.offline.check import check_replay
from safehold.offline.inputs import RunInputs, edited
from safehold.offline.recording import read_recording
from safehold.offline.replay.recomputed import Recomputed
from safehold.offline.stages import find, judge, remembering, run_engine
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks


def correction(
    t0: float, t1: float | None = None, *, kind: CorrectionKind = CorrectionKind.DELETE, n: int = 1
) -> Correction:
    return Correction(f"c{n:04d}", "client", Corrected.BEAT, kind, t0, t1, by="RA1")


def write(path: Path, *items: Correction | Turn) -> None:
    log = JournalWriter(path)
    for item in items:
        kind = "turn" if isinstance(item, Turn) else "correction"
        log.append(kind, **{kind: plain(item)})
    log.close()


def test_what_edits_say_is_in_what_the_engine_is_fed_with(tmp_path: Path) -> None:
    folder, _ = make_session(
        tmp_path, turns=[Turn("client-ecg", True, 40), Turn("therapist-ecg", True, 50)]
    )
    automatic = read_recording(folder).runs[0]
    assert automatic.corrections == ()
    assert automatic.without_edits() is automatic
    made = correction(30.0)
    write(folder.edits_path, made, Turn("client-ecg", False), Turn("client-respiration", True))
    (inputs,) = read_recording(folder).runs
    assert inputs.corrections == (made,)
    up = {spec.stream_id: spec.inverted for spec in inputs.run.streams}
    assert up["client-respiration"]
    assert not up["client-ecg"]
    assert up == {used.spec.stream_id: used.spec.inverted for used in inputs.streams}
    assert [turn.stream_id for turn in inputs.run.turns] == ["therapist-ecg"]
    assert inputs.without_edits().run == automatic.run


def test_each_run_has_the_corrections_of_its_time() -> None:
    runs = [
        RunInputs(EngineRun(1, 0.0, first, STANDARD, (), ("client",), {}, (0.0, 0.0)), ())
        for first in (5, 100, 200)
    ]
    items = [correction(t, n=n) for n, t in enumerate((-3.0, 99.9, 100.0, 250.0))]

    def split(runs: Sequence[RunInputs]) -> list[tuple[Correction, ...]]:
        return [inputs.corrections for inputs in runs]

    assert split(_edited(runs, items)) == [tuple(items[:2]), (items[2],), (items[3],)]
    assert _edited(_edited(runs, items), []) == tuple(runs)


def _edited(runs: Sequence[RunInputs], items: Sequence[Correction]) -> tuple[RunInputs, ...]:
    return edited(runs, items, [])


@pytest.mark.parametrize(
    ("kind", "what", "t0", "t1"),
    [
        ("move", "beat", 1.0, None),
        ("reject", "beat", 2.0, 2.0),
        ("delete", "beat", 1.0, 2.0),
        ("add", "breath", 1.0, None),
        ("ectopic", "breath", 1.0, None),
        ("add", "beat", float("nan"), None),
    ],
)
def test_a_correction_whose_times_do_not_fit_is_refused(
    kind: str, what: str, t0: float, t1: float | None
) -> None:
    with pytest.raises(ConfigError, match="c0001"):
        Correction("c0001", "client", Corrected(what), CorrectionKind(kind), t0, t1)


def test_a_damaged_correction_is_said_and_left_out(tmp_path: Path) -> None:
    path, said = tmp_path / "edits.jsonl", list[Message]()
    write(path, correction(3.0))
    log = JournalWriter(path)
    log.append("correction", correction={**plain(correction(4.0)), "kind": "guess"})
    log.close()
    assert Edits(path).corrections(said) == [correction(3.0)]
    assert len(said) == 1
    assert "line 2" in str(said[0])


def test_analysis_and_replay_are_made_of_corrected_beats_and_the_check_of_automatic_ones(
    tmp_path: Path,
) -> None:
    folder, _ = make_session(tmp_path, people=["client"])
    record_ticks(folder)
    automatic = analyse(folder)
    gone = next(beat.time for beat in automatic.beats if beat.time > 60)
    missing = Correction("c0002", "client", Corrected.BEAT, CorrectionKind.DELETE, gone + 0.2)
    write(folder.edits_path, correction(gone), missing)
    results = analyse(folder)
    left = [beat.time for beat in automatic.beats if beat.time != gone]
    assert [beat.time for beat in results.beats] == left
    assert any(notice.code == "correction_refused" for notice in results.notices)
    computed = Recomputed(read_recording(folder).runs, ["client"])
    computed.start()
    wait_until(lambda: computed.done)
    computed.stop()
    shown = [(b.time, b.rr_ms, b.reasons) for b in computed.beats("client", 0.0, 1e9)]
    assert shown == [(b.time, b.rr_ms, b.reasons) for b in results.beats]
    again = check_replay(folder)
    assert again.equal_ticks == again.published > 100


def test_found_once_a_run_is_judged_again_under_other_settings(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path, people=["client"])
    (inputs,) = read_recording(folder).runs
    shares: list[float] = []
    found = find(inputs, "client", report=shares.append)
    assert judge(inputs, "client", found, shares.append) == run_engine(inputs)
    assert shares[-1] == 1.0
    other = replace(inputs.run.settings, zones=replace(inputs.run.settings.zones, th=3.0))
    changed = replace(inputs, run=replace(inputs.run, settings=other))
    assert judge(changed, "client", found) == run_engine(changed)
    with pytest.raises(ZeroDivisionError):
        judge(changed, "client", found, lambda _: 1 / 0)


def test_who_has_no_other_corrections_than_before_is_not_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = make_session(tmp_path)
    anew = read_recording(folder).runs
    runs = remembering(anew)
    found = {person: find(runs[0], person) for person in ("client", "therapist")}
    before = {person: judge(runs[0], person, found[person]) for person in found}
    judged: list[int] = []
    original = Judgement.take
    monkeypatch.setattr(
        Judgement, "take", lambda self, second: judged.append(second.t) or original(self, second)
    )
    beat = next(o.time for o in before["client"] if isinstance(o, Beat) and o.time > 60)
    items = [correction(beat)]
    (other,), (plain_other,) = _edited(runs, items), _edited(anew, items)
    assert judge(other, "therapist", found["therapist"]) == before["therapist"]
    assert judged == []
    after = judge(other, "client", found["client"])
    assert judged
    assert after == judge(plain_other, "client", found["client"]) != before["client"]
    judged.clear()
    assert judge(other, "client", found["client"]) == after
    assert judged == []
    assert judge(runs[0], "client", found["client"]) == before["client"]
