"""Codes of other programs: every event at its time, and what has none is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recordings.importers.coded import CodedRow, read_coded
from safehold.core.errors import ConfigError

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0">
 <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
 <TIME_ORDER>
  <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1500"/>
  <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="4250"/>
  <TIME_SLOT TIME_SLOT_ID="ts3"/>
  <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="500"/>
 </TIME_ORDER>
 <TIER ANNOTATOR="A1" TIER_ID="Rupture">
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
   <ANNOTATION_VALUE>withdraws</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">
   <ANNOTATION_VALUE>lost</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts4" TIME_SLOT_REF2="ts4">
   <ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a1">
   <ANNOTATION_VALUE>child</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
 </TIER>
</ANNOTATION_DOCUMENT>
"""
BORIS = {
    "observations": {
        "session 3": {
            "events": [
                [12.0, "client", "Challenge", "", ""], [3.5, "", "Repair", "", "at last"],
                [17.5, "client", "Challenge", "", ""], [20.0, "therapist", "Challenge", "", ""],
            ]
        }
    },
    "behaviors_conf": {
        "0": {"type": "State event", "code": "Challenge"},
        "1": {"type": "Point event", "code": "Repair"},
    },
}  # fmt: skip


def read(tmp_path: Path, name: str, text: str) -> tuple[list[CodedRow], list[str]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = read_coded(path)
    return found.rows, [str(problem) for problem in found.problems]


def test_elan_annotations_are_events_and_those_without_a_time_are_told(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "x.eaf", EAF)
    assert rows == [
        CodedRow("Rupture", 0.5, 0.0, "Rupture", "A1"),
        CodedRow("withdraws", 1.5, 2.75, "Rupture", "A1"),
    ]
    assert problems == [
        "Tier Rupture: 1 without a time.",
        "Tier Rupture: 1 without a time of their own.",
    ]


def test_states_of_a_boris_project_are_paired_by_subject(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "x.boris", json.dumps(BORIS))
    assert rows == [
        CodedRow("Repair", 3.5, 0.0, "", "", "at last"),
        CodedRow("Challenge", 12.0, 5.5, "client", "", ""),
    ]
    assert problems == ["Challenge begins at 20.0 s and never ends."]


@pytest.mark.parametrize(
    "text",
    [
        "onset,code,duration,coder\n3.5,Repair,0,A1\n12,Challenge,5.5,A1\n",
        "Beginn;Code;Ende;coder\n3,5;Repair;3,5;A1\n12,0;Challenge;17,5;A1\n",
        "time\tbehavior\tstatus\tobserver\n3.5\tRepair\tPOINT\tA1\n12\tChallenge\tSTART\tA1\n"
        "17.5\tChallenge\tSTOP\tA1\n",
        "Time_Relative_sf,Behavior,Event_Type,coder\n3.5,Repair,Point,A1\n"
        "12,Challenge,State start,A1\n17.5,Challenge,State stop,A1\n",
        "onset,code,duration,coder\n00:00:03.5,Repair,0,A1\n00:00:12,Challenge,5.5,A1\n",
    ],
    ids=["seconds", "german", "boris-table", "observer", "clock"],
)
def test_tables_of_all_kinds_say_the_same(tmp_path: Path, text: str) -> None:
    rows, problems = read(tmp_path, "codes.csv", text)
    assert [(r.text, r.onset, r.duration, r.coder) for r in rows] == [
        ("Repair", 3.5, 0.0, "A1"), ("Challenge", 12.0, 5.5, "A1"),
    ]  # fmt: skip
    assert problems == []


def test_rows_without_a_time_or_with_an_end_before_it_are_told(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "c.csv", "onset,code,end\n1,a,2\n,b,3\n5,c,4\n6,,7\n8,d,\n")
    assert [(row.text, row.duration) for row in rows] == [("a", 1.0), ("d", 0.0)]
    assert problems == [
        "Row 2 has no onset or no code.", "Row 3 ends before it begins.",
        "Row 4 has no onset or no code.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("x.eaf", "<broken", "not read as codes"),
        ("x.boris", "{}", "observations"),
        ("x.boris", json.dumps({"observations": {"a": {}, "b": {}}}), "2 observations"),
        ("x.boris", "[" * 100_000, "not read as codes"),
        ("x.boris", json.dumps({"observations": ["a"]}), "not read as codes"),
        ("x.csv", "a,b\n1,2\n", "no column with an onset"),
        ("x.csv", "", "empty"),
    ],
)
def test_what_is_no_file_of_codes_is_refused_with_the_cause(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    with pytest.raises(ConfigError, match=why):
        read(tmp_path, name, text)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_coded(tmp_path / "not there.csv")
