"""The report of a study: sessions side by side, what is missing and why, what it cannot mean."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from recordings.report.document import Document, Paragraph, Picture, ReportTable
from recordings.report.html import to_html
from recordings.report.study import SessionLine, StudyReport, study_document
from recordings.report.study_texts import CANNOT_MEAN
from recordings.tidy.study_long import StudyValue

VALID = {("client", "hr"): 0.9, ("client", "ln_rmssd"): 0.8}


def value(client: str, k: int, role: str, measure: str, x: float | None, **more) -> StudyValue:
    source = {"dyad": "together"}.get(role, "questionnaire" if measure[:2] == "q_" else "measure")
    made = StudyValue(
        f"{client}-{k}", k, f"{client}+T1", client, "T1", client, role, source, measure, x
    )
    return replace(made, **more)


def sessions(client: str, n: int) -> list[SessionLine]:
    return [SessionLine(f"{client}-{k}", k, client, "T1", "done", "", 50.0, 1, VALID)
            for k in range(1, n + 1)]  # fmt: skip


def values(client: str, k: int) -> list[StudyValue]:
    return [
        value(client, k, "client", "share_high", 0.2),
        value(client, k, "client", "share_within", 0.7),
        value(client, k, "client", "share_low", 0.1, status="degraded", reasons="ppg_prv"),
        value(client, k, "client", "share_outside", 0.3),
        value(client, k, "therapist", "share_outside", 0.05),
        value(client, k, "client", "return_latency", 40.0 + k, n=3),
        value(client, k, "dyad", "hr_mean_z_effect", 2.5 if k == 1 else 0.5),
    ]


@pytest.fixture(scope="module")
def given() -> StudyReport:
    lines = [*sessions("P1", 4), *sessions("P2", 2)]
    lines[1] = SessionLine("P1-2", 2, "P1", "T1", "failed", "the disk was wet", None, 0)
    lines.append(SessionLine("", 3, "P2", "", "not recorded", "client was ill", None, 0))
    found = [v for client, n in (("P1", 4), ("P2", 2)) for k in range(1, n + 1)
             if (client, k) != ("P1", 2) for v in values(client, k)]  # fmt: skip
    found[5] = value("P1", 1, "client", "return_latency", None, status="missing",
                     reasons="none_found", n=0)  # fmt: skip
    found += [value("P1", 1, "client", "q_depth", 4.2),
              value("P1", 3, "client", "q_depth", None, status="missing", reasons="not_answered"),
              replace(value("P2", 3, "client", "q_depth", 1.0), session_id="")]  # fmt: skip
    return StudyReport(
        "Trial", "abc123", (), {"safehold": "1"}, tuple(lines), tuple(found),
        (("P1-1", "client: no baseline"), ("P2-1", "client: no baseline"), ("P1-1;P2-2", "same")),
        (0.0, 10.0), unjoined=(("o.csv", "9", "P9", "1", "depth", "nobody has this code"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def document(given: StudyReport) -> Document:
    return study_document(given)


def table(document: Document, column: str) -> ReportTable:
    (found,) = (b for b in document.blocks if isinstance(b, ReportTable) and column in b.columns)
    return found


def rows(found: ReportTable) -> list[dict[str, str]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def of_client(document: Document, n: int) -> list[dict[str, str]]:
    found = [b for b in document.blocks if isinstance(b, ReportTable) and "together" in b.columns]
    return rows(found[n])


def test_every_session_of_a_client_stands_in_its_place_there_or_not(document: Document):
    first, second = of_client(document, 0), of_client(document, 1)
    assert [row["session"] for row in first] == ["1", "2", "3", "4"]
    assert (first[0]["outside"], first[0]["return s"], first[2]["return s"]) == (
        "30 %", "", "43 (n\u00a03)",
    )  # fmt: skip
    assert (first[1]["high"], first[1]["why missing"]) == ("", "the disk was wet")
    assert (first[0]["q_depth"], first[2]["q_depth"], first[0]["together"]) == ("4.2", "", "2.5")
    assert (second[2]["why missing"], second[2]["q_depth"]) == ("client was ill", "1.0")


def test_a_missing_value_is_drawn_as_missing_and_never_as_a_number(document: Document):
    picture = next(b for b in document.blocks if isinstance(b, Picture))
    bars, outside, back, *_ = picture.plot.axes
    assert [text.get_text() for text in bars.texts] == ["missing"]
    assert sorted({bar.get_x() + 0.4 for bar in bars.patches if bar.get_height()}) == [0, 2, 3]
    client, crosses = outside.lines[:2]
    assert [y != y for y in client.get_ydata()] == [False, True, False, False]
    assert list(crosses.get_xdata()) == [1]
    assert list(back.lines[1].get_xdata()) == [0, 1]


def test_what_is_missing_is_counted_with_its_reason(document: Document):
    told = {(row["whose"], row["measure"]): row for row in rows(table(document, "whose"))}
    back = told["client", "return_latency"]
    assert (back["sessions"], back["valid"], back["missing"]) == ("5", "4", "1")
    assert "nothing of the kind" in back["commonest reasons of missing ones"]
    assert told["client", "q_depth"]["commonest reasons of missing ones"] == "not answered (1)"
    gone = rows(table(document, "state"))
    assert [row["reason"] for row in gone] == ["the disk was wet", "client was ill"]


def test_what_holds_for_several_sessions_is_said_once(document: Document):
    assert [(r["n"], r["sessions"]) for r in rows(table(document, "what, and why"))] == [
        ("2", "P1-1, P2-1"), ("1", "P1-1 and P2-2"),
    ]  # fmt: skip


def test_sessions_beyond_chance_are_told_beside_how_many_chance_gives(document: Document):
    text = " ".join(b.text for b in document.blocks if isinstance(b, Paragraph))
    assert "Of 5 sessions in which heart rates could be compared, 2 lie beyond" in text
    assert "about 0.2 would" in text
    assert "5 of 7 sessions have numbers" in text


def test_it_says_what_it_cannot_mean_and_is_the_same_every_time(
    given: StudyReport, document: Document
):
    html = to_html(document)
    assert html == to_html(study_document(given))
    plain = unescape(html)
    assert all(sentence in plain for sentence in CANNOT_MEAN)
    assert "<script" not in html


def test_departures_from_what_was_locked_stand_on_the_first_page(given: StudyReport):
    told = replace(given, lock="Locked under abc.", departures=("parameter zones.th: 2 then",))
    text = unescape(to_html(replace(study_document(told), footer="")))
    first = text[: text.index("<h2>Clients")]
    assert "1 departure from what was locked" in first
    assert "parameter zones.th: 2 then" in first


def test_a_study_without_any_number_says_so():
    failed = SessionLine("x", None, "", "", "failed", "the folder is empty", None, 0)
    nothing = StudyReport("", "abc", ("client",), {}, (failed,), (), ())
    html = unescape(to_html(study_document(nothing)))
    assert "0 of 1 sessions have numbers" in html
    assert "the folder is empty" in html
