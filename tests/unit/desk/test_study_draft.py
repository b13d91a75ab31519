"""A study by forms is the same file: its comments stay, its faults are told where they are."""

from __future__ import annotations

import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehold.core.errors import ConfigError
from safehold.core.study import Study
from safehold.core.study_file import parse_study
from safehold.desk.study_draft import StudyDraft

HAND = """# the lab's own study, do not tidy up
schema = 1
name = "Dyads"   # working title

[[person]]
label = "client"   # left chair
code = "P07"

[[person]]
label = "therapist"
code = "T02"

[zones]
th = 2.5   # agreed in March
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "study.toml").write_text(HAND, encoding="utf-8")
    return tmp_path


def test_a_first_study_is_written_without_a_line_of_toml(tmp_path):
    draft = StudyDraft(tmp_path / "new")
    draft.set(("name",), "Dyads")
    draft.set(("person", 0, "code"), "P07")
    draft.set(("phase", 1, "seconds"), 3000)
    draft.add("phase", 2, {"kind": "task", "name": "reading", "seconds": 120})
    path = draft.save()
    study = parse_study(path.read_text(encoding="utf-8"), source="study.toml")
    assert (study.name, study.people[0].code) == ("Dyads", "P07")
    assert [phase.name for phase in study.phases] == [
        "baseline", "session", "reading", "end_baseline"
    ]  # fmt: skip
    assert not draft.changed


def test_comments_and_what_is_not_changed_survive_saving(folder):
    draft = StudyDraft(folder)
    draft.set(("zones", "th"), 2.0)
    draft.set(("person", 1, "code"), "T09")
    draft.save()
    text = (folder / "study.toml").read_text(encoding="utf-8")
    assert text == HAND.replace("th = 2.5", "th = 2").replace('"T02"', '"T09"')


def test_a_list_that_has_its_defaults_is_written_whole_when_one_of_them_changes(folder):
    draft = StudyDraft(folder)
    usual = Study()
    draft.set(("scale", 0, "high"), 7)
    assert draft.study.scales[0].high == 7
    assert draft.study.scales[1:] == usual.scales[1:]
    draft.move("phase", 0, 2)
    assert [phase.name for phase in draft.study.phases] == ["session", "end_baseline", "baseline"]
    draft.set(("prompt", 0, "every_s"), 600)
    assert draft.study.prompts[1] == usual.prompts[1]


def test_a_fault_knows_its_place_and_nothing_faulty_is_written(folder):
    draft = StudyDraft(folder)
    draft.set(("zones", "th"), 9)
    assert draft.fault is not None
    assert draft.fault.place == ("zones", "th")
    assert "out of range" in draft.fault.message
    assert "line" not in draft.fault.message
    with pytest.raises(ConfigError, match="out of range"):
        draft.save()
    assert (folder / "study.toml").read_text(encoding="utf-8") == HAND
    draft.undo()
    assert draft.fault is None


def test_a_codebook_that_is_not_there_is_a_fault(folder):
    draft = StudyDraft(folder)
    draft.set(("codebook",), "mine.toml")
    assert draft.fault is not None
    assert "no codebook" in draft.fault.message


def test_of_drafts_that_are_saved_at_the_same_time_one_is_kept_and_the_others_refused(folder):
    drafts = [StudyDraft(folder) for _ in range(16)]
    for k, draft in enumerate(drafts):
        draft.set(("name",), f"Study {k}")
    ready = threading.Barrier(len(drafts))

    def save(draft):
        ready.wait(30)
        try:
            draft.save()
        except ConfigError:
            return None
        return draft.text

    with ThreadPoolExecutor(len(drafts)) as pool:
        saved = [text for text in pool.map(save, drafts) if text is not None]
    assert saved == [(folder / "study.toml").read_text(encoding="utf-8")]


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(folder):
    draft = StudyDraft(folder)
    draft.set(("name",), "Mine")
    (folder / "study.toml").write_text(HAND + "# theirs\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="meanwhile"):
        draft.save()
    assert (folder / "study.toml").read_text(encoding="utf-8").endswith("# theirs\n")


def test_the_last_entry_stays(folder):
    draft = StudyDraft(folder)
    draft.remove("person", 0)
    with pytest.raises(ConfigError, match="last one"):
        draft.remove("person", 0)


STEPS = st.lists(
    st.sampled_from(["code", "add", "remove", "move", "th", "undo", "redo"]), max_size=8
)  # fmt: skip


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_undo_and_redo_go_through_every_change(folder, steps):
    draft, texts = StudyDraft(folder), [HAND]
    for k, step in enumerate(steps):
        before = draft.text
        match step:
            case "code":
                draft.set(("person", 0, "code"), f"P{k}")
            case "th":
                draft.set(("zones", "th"), 2 + k / 10)
            case "add":
                draft.add("person", 0, {"label": f"other{k}"})
            case "remove" if draft.count("person") > 1:
                draft.remove("person", 0)
            case "move":
                draft.move("person", 0, draft.count("person") - 1)
            case "undo":
                draft.undo()
            case "redo":
                draft.redo()
        if step not in ("undo", "redo") and draft.text != before:
            texts = [*texts[: texts.index(before) + 1], draft.text]
        assert "# the lab's own study, do not tidy up" in draft.text
        tomllib.loads(draft.text)
    while draft.can_undo:
        draft.undo()
    assert draft.text == HAND
    while draft.can_redo:
        draft.redo()
    assert draft.text == texts[-1]
