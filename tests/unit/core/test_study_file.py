"""Study files: defaults, units, and refusals that say where and what is possible."""

from __future__ import annotations

import pytest

from safehold.core.canonical import build, plain
from safehold.core.errors import ConfigError
from safehold.core.settings import DEMO, EngineSettings
from safehold.core.study import Display, PhaseKind, Study, veiled_as
from safehold.core.study_file import parse_study
from safehold.files.study import TEMPLATES, template_text


def parse(text: str) -> Study:
    return parse_study(text, source="study.toml")


def test_an_empty_file_and_the_template_are_both_the_default_study():
    assert parse("") == Study()
    assert parse(template_text("template")) == Study()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_study_that_ships_can_be_used(name: str):
    assert parse(template_text(name)).people


def test_a_study_may_name_the_stream_that_conducts():
    assert parse('conduct = "PsychoPy"').conduct == "PsychoPy"
    assert parse("").conduct == ""


def test_a_study_asks_for_camera_marks_only_where_it_says_so():
    assert parse("camera_marks = true").camera_marks
    assert not parse("").camera_marks


def test_numbers_may_have_a_unit():
    study = parse('[baseline]\nused_s = "4 min"\nsettling_s = "30 s"\nmax_flagged = "5 %"\n')
    assert study.settings.baseline.used_s == 240.0
    assert study.settings.baseline.max_flagged == 0.05
    assert study.phases[0].seconds == 270.0


def test_a_former_name_of_a_setting_is_read_in_study_files_and_sessions():
    assert parse("[zones]\ncomfort_below = 0.4\n").settings.zones.near_baseline_below == 0.4
    with pytest.raises(ConfigError, match="near_baseline_below"):
        parse("[zones]\ncomfort_below = 0.4\nnear_baseline_below = 0.6\n")
    stored = plain(DEMO)
    stored["zones"]["comfort_below"] = stored["zones"].pop("near_baseline_below")
    assert build(EngineSettings, stored) == DEMO


def test_a_person_has_parameters_of_the_own_with_a_reason():
    study = parse(
        '[zones]\nth = 2.5\n[[person]]\nlabel = "client"\nwhy = "null calibration"\n'
        'code = "P07"\n[person.baseline]\nhr_floor_bpm = 5\n[[person]]\nlabel = "therapist"\n'
    )
    client = study.settings_of("client")
    assert (client.baseline.hr_floor_bpm, client.zones.th) == (5.0, 2.5)
    assert study.settings_of("therapist") == study.settings != client
    assert study.person("client").code == "P07"


def test_profile_phases_and_display_are_taken_over():
    study = parse(
        'profile = "demo"\n[display]\nmain = "blind"\n'
        '[[phase]]\nname = "aloud"\nseconds = 60\nmarks = ["cf.speech_client"]\n'
        '[[phase]]\nkind = "paced"\nname = "slow"\nbreaths_per_min = 9.2\n'
    )
    assert study.settings == DEMO
    assert study.display["main"] is Display.BLIND
    assert [phase.code for phase in study.phases] == ["ph.aloud", "ph.slow"]
    assert study.phases[1].kind is PhaseKind.PACED
    assert study.phases[1].marks == ("cf.paced",)
    assert study.prompts == ()


WRONG = [
    ("[zones]\n\nthreshold = 2", "line 3", "threshold", "dwell_in_s"),
    ("[zones]\nth = 9", "line 2", "th = 9", "1.5 to 3"),
    ('[baseline]\nused_s = "4 bpm"', "line 2", "4 bpm", "min"),
    ('[zones]\ndwell_in_s = "10.5 s"', "line 2", "whole", "5 to 30"),
    ("[zones]\nth = true", "line 2", "not a number", "1.5 to 3"),
    ("[zones]\nnear_baseline_below = 1\nnear_upper_from = 1.1", "line 3", "1.1", "wider"),
    ("[baseline]\nln_p2t_floor = 0.4", "line 2", "no longer has an effect", "Delete"),
    ('[baseline]\nvagal_axis = "ln_p2t"', "line 2", "ln_p2t", "ln_cvsd"),
    ("[zones]\np_in = 0.8", "line 2", "p_in", "Delete"),
    ('profile = "quick"', "line 1", "quick", "standard"),
    ('[display]\nmain = "dark"', "line 2", "dark", "reduced"),
    ("[display]\nscreen = 1", "line 2", "screen", "main"),
    ('[[person]]\nlabel = "Anna B"', "line 2", "Anna B", "Lower-case"),
    ('[[person]]\nlabel = "a"\n[[person]]\nlabel = "a"', "line 4", "twice", ""),
    ('[[person]]\nlabel = "a"\n[person.zones]\nth = 3', "line 1", "no reason", "why"),
    ('[[person]]\nlabel = "a"\n[person.baseline]\nused_s = 99', "line 4", "used_s", "floor"),
    ('[[phase]]\nkind = "task"\nname = "x"', "line 1", "length", "seconds"),
    ('[[phase]]\nkind = "end_baseline"\nseconds = 40', "line 3", "too short", "60 s"),
    ('[[phase]]\nname = "x"\nseconds = 5\nmarks = ["speech"]', "line 4", "speech", "cf."),
    ('[[prompt]]\nscales = ["joy"]', "line 2", "joy", "safety"),
    ('[[prompt]]\nscales = ["safety"]\nevery_s = 5', "line 3", "often", "30"),
    ('[[prompt]]\nscales = ["safety"]\nafter = ["joy"]', "line 3", "joy", "rupture"),
    ('[[scale]]\nname = "x"\nlow = 3\nhigh = 3', "line 4", "not above", ""),
    ("schema = 2", "line 1", "schema", "1"),
    ("[engine]\nmains_hz = 55", "line 2", "55", "50"),
    ("name = x", "line 1", "TOML", ""),
    ('conduct = ["a", "b"]', "line 1", "['a', 'b']", "one marker stream"),
    ('name = ""\nconduct = " PsychoPy"', "line 2", "space", "safehold streams"),
    ('conduct = "safehold-events"', "line 1", "own marks", "leave the key out"),
]


@pytest.mark.parametrize(("text", "line", "value", "choices"), WRONG)
def test_what_cannot_be_meant_is_refused_with_line_and_choices(
    text: str, line: str, value: str, choices: str
):
    with pytest.raises(ConfigError) as caught:
        parse(text)
    said = str(caught.value)
    assert "study.toml" in said
    for part in (line, value, choices):
        assert part in said


@pytest.mark.parametrize(
    ("said", "main", "map_", "therapist"),
    [
        ("", "full", "full", "blind"),
        ('main = "blind"', "blind", "blind", "blind"),
        ('main = "reduced"\nmap = "full"', "reduced", "full", "blind"),
        ('therapist = "reduced"', "full", "full", "reduced"),
    ],
)
def test_the_map_follows_the_main_window_and_the_therapist_is_blind_unless_said(
    said: str, main: str, map_: str, therapist: str
) -> None:
    shown = parse_study(f"schema = 1\n[display]\n{said}\n", source="study.toml").display
    assert shown == {"main": main, "map": map_, "therapist": therapist}
    assert veiled_as(shown, Display.BLIND)["map"] is Display.BLIND
    assert veiled_as({**shown, "map": Display.BLIND}, Display.FULL)["map"] is Display.BLIND


def test_settings_that_are_no_more_are_read_with_their_old_defaults():
    study = parse_study(
        "[baseline]\nln_p2t_floor = 0.3\n[zones]\np_in = 0.7\np_out = 0.4", source="study.toml"
    )
    assert study.settings == Study().settings


def test_a_study_chooses_its_vagal_axis():
    study = parse_study('[baseline]\nvagal_axis = "ln_cvsd"', source="study.toml")
    assert study.settings.baseline.vagal_axis == "ln_cvsd"
