"""Around codes, events and spans of a session: the same numbers wherever they stand."""

from __future__ import annotations

import dataclasses

import pytest

from processing.measures.outcomes import holm, outcomes
from recordings.report.document import NewPage, Picture, ReportTable
from recordings.report.dose import dose_blocks
from recordings.report.process import event_change_blocks
from recordings.report.repairs import repair_blocks
from recordings.tidy.around import around_table, repairs_table
from safehold.core.around import QUANTITIES, Around
from safehold.core.errors import ConfigError
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.around import (
    around_event,
    around_span,
    session_around,
    session_repairs,
    surroundings,
)
from tests.unit._around import around_session

INTERVAL = EventKind.INTERVAL
RISK = (300, 520, 900, 1180, 1500, 1700)


def coded() -> list[Event]:
    rated = [
        Event(f"r{t}", "rate.safety", float(t), 0.0, target="client", value=str(v),
              attributes={"value": str(v)})
        for t, v in ((240, 6), (1000, 4), (1100, 7))
    ]  # fmt: skip
    return [
        Event("p1", "ph.talk", 120.0, 1500.0, EventKind.CONDITION),
        *(Event(f"f{t}", "fs.risk", float(t), 40.0, INTERVAL, actor="C") for t in RISK),
        *(Event(f"s{t}", "int.support", t + 90.0, 0.0, actor="T") for t in RISK),
        *(Event(f"c{t}", "int.change", float(t), 0.0, actor="T") for t in (450, 800)),
        Event("u1", "al.rupture.withdrawal", 640.0, 20.0, INTERVAL),
        Event("u2", "al.repair", 1050.0, 30.0, INTERVAL),
        Event("u3", "al.rupture.withdrawal", 1600.0, 20.0, INTERVAL),
        *rated,
    ]


@pytest.fixture(scope="module")
def made(session: SessionResults) -> SessionResults:
    """A session in which risk-taking raises the client's heart rate, and nothing else does."""
    return around_session(session, coded(), {"fs.risk": 6.0})


def code(made: SessionResults, name: str) -> Around:
    return next(one for one in made.around if one.name == f"code:{name}")


def test_every_code_that_happened_to_somebody_stands_there_by_its_first_event(made):
    assert [one.name.removeprefix("code:") for one in made.around] == [
        "fs.risk", "int.support", "int.change", "al.rupture.withdrawal", "al.repair",
    ]  # fmt: skip
    risk = code(made, "fs.risk")
    assert (risk.n_events, risk.seconds, risk.spans[0]) == (6, 240.0, (300.0, 340.0))
    assert {row.person for row in risk.rows} == {"client", "therapist", "client - therapist"}
    assert {row.quantity for row in risk.rows} == set(QUANTITIES)
    assert sum(risk.began["client"].values()) == 6


def test_what_risk_does_to_the_client_is_found_and_nobody_else_is_said_to_change(made):
    row = code(made, "fs.risk").row("client", "a")
    assert row.adjusted.low > 0.5
    assert row.p_adjusted <= 0.05
    assert row.after > row.before
    others = [
        r for one in made.around for r in one.rows
        if r.quantity in ("a", "v", "synchrony") and (one.name, r.person, r.quantity)
        != ("code:fs.risk", "client", "a")
    ]  # fmt: skip
    assert not [r for r in others if r.p_adjusted is not None and r.p_adjusted <= 0.05]


def test_tests_are_those_of_the_measures_and_of_the_first_page(made):
    measures = {(m.person, m.span, m.name): m for m in made.measures}
    tested = []
    for one in made.around:
        for row in one.rows:
            if row.quantity not in ("a", "v"):
                continue
            stem = f"event_change_{row.quantity}"
            adjusted = measures[row.person, one.name, f"{stem}_adjusted"]
            p = measures[row.person, one.name, f"{stem}_p"]
            assert (row.adjusted.value if row.adjusted else None) == adjusted.value
            assert row.p == p.value
            tested.append(row)
    known = [row for row in tested if row.p is not None]
    assert [r.p_adjusted for r in known] == pytest.approx(holm([r.p for r in known]))
    for outcome in outcomes(made).held:
        if getattr(outcome.what, "name", "") == "event_change_a_adjusted":
            row = code(made, outcome.what.span.removeprefix("code:")).row(outcome.what.person, "a")
            assert outcome.interval == pytest.approx((row.adjusted.low, row.adjusted.high))


def test_few_events_are_described_and_not_tested(made):
    change = code(made, "int.change")
    assert change.few
    row = change.row("client", "a")
    assert (row.p, row.p_adjusted) == (None, None)
    assert row.before is not None
    assert Reason.TOO_FEW_EVENTS in row.reasons


def test_felt_safety_is_of_who_answered(made):
    support = code(made, "int.support")
    assert support.row("therapist", "safety") is None
    assert support.row("client", "safety").n == 0, "no point of support has answers on both sides"
    rupture = code(made, "al.repair").row("client", "safety")
    assert (rupture.before, rupture.after, rupture.n) == (4.0, 7.0, 1)


def test_one_event_stands_beside_its_own_matched_moments(made):
    one = around_event(made, "f900")
    row = one.row("client", "a")
    epoch = next(
        e for e in made.epochs
        if (e.event_id, e.phase, e.window.person) == ("f900", "post", "client")
    )  # fmt: skip
    change, control, _ = epoch.matched["a"]
    assert row.adjusted.value == pytest.approx(change - control)
    assert (row.adjusted.low, row.p, one.n_events) == (None, None, 1)
    assert surroundings(made).events["f900"] == one


@pytest.mark.parametrize("event_id", ["p1", "r240", "nothing"])
def test_what_happens_to_nobody_has_no_surroundings(made, event_id: str):
    with pytest.raises(ConfigError, match=event_id):
        around_event(made, event_id)


def test_a_span_is_described_as_an_event_of_its_length_would_be(made):
    span, event = around_span(made, 900.0, 940.0), around_event(made, "f900")
    for row in span.rows:
        other = event.row(row.person, row.quantity)
        assert (row.before, row.during, row.after) == (other.before, other.during, other.after)
    assert surroundings(made, (900.0, 940.0)).span == span
    for wrong in ((900.0, 900.0), (-10.0, 40.0), (1700.0, 1900.0)):
        with pytest.raises(ConfigError, match="no span"):
            around_span(made, *wrong)


def test_each_rupture_stands_with_its_repair_or_without(made):
    repairs = [r for r in made.repairs if r.person == "client"]
    assert [(r.rupture, r.repair) for r in repairs] == [(640.0, 1050.0), (1600.0, None)]
    first, open_one = repairs
    assert first.safety is None, "6 was answered too long before the rupture"
    assert first.a is not None
    assert first.to_within_s is not None
    assert (open_one.a, open_one.safety, open_one.to_within_s) == (None, None, None)
    none = dataclasses.replace(made, events=tuple(e for e in made.events if e.code == "fs.risk"))
    assert session_repairs(none) == ()


def test_tables_have_a_row_for_each_quantity_and_each_rupture(made):
    table = around_table(made.around)
    cells = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    assert table.rows == sum(len(one.rows) for one in made.around)
    at = [
        k for k in range(table.rows)
        if (cells["span"][k], cells["participant"][k], cells["quantity"][k])
        == ("code:fs.risk", "client", "a")
    ]  # fmt: skip
    row = code(made, "fs.risk").row("client", "a")
    assert cells["adjusted"][at[0]] == row.adjusted.value
    assert cells["p_adjusted"][at[0]] == row.p_adjusted
    assert repairs_table(made.repairs).rows == len(made.repairs) == 4


def test_the_dose_page_says_how_much_when_and_what_the_body_did(made):
    page, _, picture, numbers, timing, _ = dose_blocks(made)
    assert isinstance(page, NewPage)
    assert isinstance(picture, Picture)
    assert "matched moments" in picture.caption
    when, _, effect = picture.plot.axes
    names = [label.get_text() for label in when.get_yticklabels()]
    assert names[0].endswith("6 ×, 4.0 min")
    assert names[1].endswith("6 ×")
    assert len(names) == 3, "ruptures are neither a function of safety nor an intervention"
    assert [text.get_text() for text in effect.texts].count("*") == 1
    assert isinstance(numbers, ReportTable)
    row = next(r for r in numbers.rows if r[0] == "client" and r[2] == "6/6")
    adjusted = code(made, "fs.risk").row("client", "a").adjusted
    assert row[6] == f"{adjusted.value:+.2f} [{adjusted.low:+.2f}, {adjusted.high:+.2f}]"
    assert isinstance(timing, ReportTable)
    assert timing.rows[0][1:4] == ("6", "4.0", "13 %")
    none = dataclasses.replace(made, around=made.around[3:])
    assert list(dose_blocks(none)) == []


def test_the_report_gives_the_p_to_report_and_a_row_for_each_rupture(made):
    table = next(b for b in event_change_blocks(made) if isinstance(b, ReportTable))
    k = table.columns.index("p adjusted")
    rows = {(r[0], r[1]): r for r in table.rows}
    risk = next(r for (person, _), r in rows.items() if person == "client" and r[2] == "6")
    assert risk[k] == f"{code(made, 'fs.risk').row('client', 'a').p_adjusted:.3f}"
    _, repairs = repair_blocks(made)
    assert [r[2] for r in repairs.rows].count("none coded") == 2


def test_nothing_coded_has_nothing_around_it(made):
    assert session_around(dataclasses.replace(made, events=())) == ()
