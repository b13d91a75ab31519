"""Codes of other programs: every event at its time, and what has none is told."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import openpyxl
import pytest

from recordings.importers.coded import UNITS, CodedRow, read_coded
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


@pytest.mark.parametrize(
    ("text", "onsets", "lengths"),
    [
        ("onset,code,end\n12:30,a,12:45\n75:10,b,75:10\n", [750, 4510], [15, 0]),
        ("Beginn;Verhalten;Dauer\n0:01:15,5;a;2,5\n0:02:00,0;b;0\n", [75.5, 120], [2.5, 0]),
        ("Beginn [s];Ende [s];Kode\n75,5;78,0;a\n120,0;121,0;b\n", [75.5, 120], [2.5, 1]),
        ("von\tbis\tKategorie\tBeobachter\n1:15.25\t1:16\ta\tR1\n59.5\t60\tb\tR1\n",
         [59.5, 75.25], [0.5, 0.75]),
        ("Zeit;Ereignis;Status\n1:00;a;Beginn\n1:30;a;Ende\n2:00;b;Beginn\n2:10;b;Ende\n",
         [60, 120], [30, 10]),
        ("onset,code\n01:02:03.5,a\n01:02:04,b\n", [3723.5, 3724], [0, 0]),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(
    tmp_path: Path, text: str, onsets: list[float], lengths: list[float]
) -> None:
    rows, problems = read(tmp_path, "x.csv", text)
    assert not problems
    assert [row.onset for row in rows] == pytest.approx(onsets)
    assert [row.duration for row in rows] == pytest.approx(lengths)


def test_times_of_excel_are_read_from_a_workbook_and_told_as_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Beginn", "Ende", "Code"])
    sheet.append([datetime.time(0, 1, 15, 500_000), datetime.time(0, 1, 20), "a"])
    sheet.append([datetime.time(1, 0, 0), datetime.time(1, 0, 1), "b"])
    book.save(tmp_path / "x.xlsx")
    rows = read_coded(tmp_path / "x.xlsx").rows
    assert [(r.text, r.onset, r.duration) for r in rows] == [
        ("a", pytest.approx(75.5), pytest.approx(4.5)),
        ("b", pytest.approx(3600), pytest.approx(1)),
    ]
    days = "onset,code\n0.000868055556,a\n0.041666666667,b\n"
    path = tmp_path / "days.csv"
    path.write_text(days, encoding="utf-8")
    found = read_coded(path)
    assert found.unit == "days"
    assert [round(row.onset * UNITS["days"], 2) for row in found.rows] == [75.0, 3600.0]
    path.write_text("onset,code\n0.25,a\n0.5,b\n", encoding="utf-8")
    assert read_coded(path).unit == "s", "quarters of a second are as likely"
