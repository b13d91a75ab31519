"""The session report: self-contained, repeatable, honest about what is missing, and blindable."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import LineCollection

from processing.clock.grid import RESP_GRID_HZ
from processing.measures.pair_map import pair_map
from processing.measures.pair_series import PairSeries
from processing.measures.surrogates import Surrogate
from processing.signals.breath_turns import BAND_HZ, FLOW_PROMINENCE, PROMINENCE
from processing.signals.respiration import LEFT_S, MAX_BREATH_S, MIN_BREATH_S, RIGHT_S
from recordings.report.content import ReportInput, make_document
from recordings.report.document import Items, Picture, ReportTable, said
from recordings.report.export import write_report
from recordings.report.figures import course
from recordings.report.html import to_html
from recordings.report.texts import REFERENCES, cited, methods_text
from recordings.report.two_people import two_people_blocks
from safehold.core.account import Account, Recorded, StreamAccount
from safehold.core.messages import Message, verbatim
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.results import DyadMeasure, EventCourse, SessionResults
from safehold.core.types import Event, Role
from safehold.core.wording import disclaimer

STREAM = {
    "stream_id": 1, "name": "Belt 5F3E21", "type": "x", "channel_format": "float32",
    "channel_count": 1, "nominal_rate": 25.0, "n_samples": 3000, "mean_rate": 25.01,
    "jitter_s": 0.0012, "n_gaps": 1, "max_gap_s": 10.0, "n_offsets": 24, "offset_min_s": -0.001,
    "offset_max_s": 0.002, "n_late": 4,
}  # fmt: skip


def given(session: SessionResults, **more: object) -> ReportInput:
    parts = ({"file": "recording.xdf", "streams": [STREAM]},)
    return ReportInput(session, {"safehold": "1.2.3", "neurokit2": "0.3.0"}, parts, **more)


def text_of(given: ReportInput) -> str:
    """Return the report without its figures, which take long to draw."""
    document = make_document(given)
    words = tuple(block for block in document.blocks if not isinstance(block, Picture))
    return unescape(to_html(dataclasses.replace(document, blocks=words)))


@pytest.fixture(scope="module")
def written(session: SessionResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(given(session), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def html(written: Path) -> str:
    return (written / "report.html").read_text(encoding="utf-8")


def test_it_says_how_well_each_stream_was_recorded(session: SessionResults):
    (row,) = (
        row
        for block in make_document(given(session)).blocks
        if isinstance(block, ReportTable) and "jitter ms" in block.columns
        for row in block.rows
    )
    assert row[0] == "client-respiration"
    assert row[1:] == ("3000", "25.0", "25.010", "1.20", "1", "10.00", "24", "-1.00 to 2.00", "4")


def test_five_minutes_say_with_what_reservations_they_stand(session: SessionResults):
    window = dataclasses.replace(
        session.windows[0], exclude_reason="gap", reservations=(Reason.SPEECH, Reason.CLIPPED)
    )
    (table,) = (
        block
        for block in make_document(given(session, five_minutes=(window,))).blocks
        if isinstance(block, ReportTable) and "reservations" in block.columns
    )
    assert table.rows[0][-2:] == ("a", "b, c")
    for letter, reason in zip("abc", (Reason.GAP, Reason.SPEECH, Reason.CLIPPED), strict=True):
        assert f"({letter}) {EXPLANATIONS[reason]}" in table.caption


def test_a_baseline_that_looks_too_high_is_said_before_any_zone(session: SessionResults):
    text = text_of(given(session, baseline_doubts=("client: the baseline looks too high.",)))
    assert text.index("looks too high") < text.index("Zones")
    blind = given(session, baseline_doubts=("client: looks too high.",), blind=True)
    assert "looks too high" not in text_of(blind)


def recorded(*wrong: str) -> Recorded:
    names = ("Belt 5F3E21", "x", "belt-5f")
    belt = StreamAccount(
        *names, False, "stamps", (("recording.xdf", 1),), 3000, 758.0, 427.0, 11.0, 0.0, 320.0,
        0.0, None,
    )  # fmt: skip
    account = Account((belt,), 758.0, 0.0, True, True)
    return Recorded(account, tuple(map(verbatim, wrong)), (verbatim("Belt 5F3E21: it stopped"),))


def test_what_is_missing_or_damaged_is_said_first_and_without_names(session: SessionResults):
    named = dataclasses.replace(
        session.streams[0].spec, name="Belt 5F3E21", type="x", source_id="belt-5f"
    )
    streams = (dataclasses.replace(session.streams[0], spec=named), *session.streams[1:])
    looked = dataclasses.replace(session, recorded=recorded(), streams=streams)
    text = text_of(given(looked))
    assert f"{named.stream_id} delivered 7:07 of 12:38" in text
    assert f"{named.stream_id}: it stopped" in text
    assert "5F3E21" not in text
    damaged = dataclasses.replace(looked, recorded=recorded("recording.xdf: cut off"))
    text = text_of(given(damaged))
    assert text.index("Not everything is as it should be") < text.index("What was recorded")
    assert "Not everything is as it should be: recording.xdf: cut off." in text
    assert "7:07 of 12:38" in text


def test_each_page_says_what_zones_are_not(session: SessionResults):
    assert disclaimer(session.settings.lag_s) in text_of(given(session))


@pytest.mark.slow
def test_html_needs_no_network_and_runs_no_program(html: str):
    loaded = re.findall(r"(?:src|href)\s*=\s*[\"']([^\"'#][^\"']*)", html)
    assert all(address.startswith("data:image/png;base64,") for address in loaded)
    assert html.count("<img") == 3
    assert "<script" not in html
    assert "url(http" not in html
    assert "@import" not in html


@pytest.mark.slow
def test_the_same_session_gives_the_same_bytes_and_keeps_the_earlier_report(
    session: SessionResults, written: Path
):
    again = write_report(given(session), written.parent)
    assert (written.name, again.name) == ("d1-s01_report", "d1-s01_report_v2")
    for name in ("report.html", "report.pdf"):
        assert (written / name).read_bytes() == (again / name).read_bytes()


def test_the_blinded_report_holds_no_physiological_value(session: SessionResults):
    document = make_document(given(session, blind=True))
    assert not any(isinstance(block, Picture) for block in document.blocks)
    text = text_of(given(session, blind=True))
    values = {f"{v.value:.1f}" for t in session.ticks for v in t.indices if v.value is not None}
    assert not values & set(re.findall(r">([\d.]+)<", text))
    for word in ("high activation", "RMSSD</td>", "75.0", "Process measures of"):
        assert word not in text.split("Methods, ready to paste")[0]
    assert "Supportive" in text  # the events are there


@pytest.mark.slow
def test_no_device_or_host_or_note_is_named(html: str, secrets_of_headers: tuple[str, ...]):
    for secret in (*secrets_of_headers, "Anna"):
        assert secret not in html


def test_hostile_text_stays_text(session: SessionResults, tmp_path: Path):
    nobody = dataclasses.replace(session, ticks=())  # no figures
    evil = Event("e1", "marker", 5.0, value="</td><script>alert(1)</script>", source="<b>&x")
    hostile = dataclasses.replace(nobody, events=(evil,), warnings=(Message("\u202eabc <i>"),))
    made = write_report(given(hostile), tmp_path)
    html = (made / "report.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;b&gt;&amp;x" in html


def test_nothing_recorded_of_a_person_is_said(session: SessionResults):
    alone = dataclasses.replace(
        session, ticks=tuple(t for t in session.ticks if t.person == "client"), events=()
    )
    text = text_of(given(alone))
    assert "No heart or respiration stream of this person was recorded." in text
    assert "No event was recorded." in text


@pytest.mark.parametrize("word", ["1.2.3", "0.3.0", "Parameter hash", "Lipponen"])
def test_the_methods_text_names_versions_and_parameters(session: SessionResults, word: str):
    assert word in text_of(given(session))


def methods_of(session: SessionResults) -> str:
    return " ".join(methods_text(session, {"safehold": "1.2.3", "neurokit2": "0.3.0"}))


def with_roles(session: SessionResults, *roles: Role) -> SessionResults:
    first = session.streams[0]
    streams = tuple(
        dataclasses.replace(first, spec=dataclasses.replace(first.spec, role=role))
        for role in roles
    )
    return dataclasses.replace(session, streams=streams)


def test_the_methods_say_of_an_imported_session_that_it_was_imported(session: SessionResults):
    assert "recorded with safehold (1.2.3) over Lab Streaming Layer" in methods_of(session)
    imported = dataclasses.replace(session, imported=("edf", "table"))
    text = methods_of(imported)
    assert "(read as: edf, table) were imported into safehold (1.2.3)" in text
    assert "Lab Streaming Layer" not in text
    assert "zero is the earliest sample" in text_of(given(imported))


def test_the_methods_tell_only_of_sensors_that_were_there(session: SessionResults):
    strap = methods_of(with_roles(session, Role.RR))
    assert "taken as they were sent" in strap
    assert "NeuroKit2" not in strap
    pulse = methods_of(with_roles(session, Role.PPG))
    assert "Systolic peaks of the pulse wave were found with NeuroKit2 (0.3.0" in pulse
    assert "R peaks" not in pulse
    assert "Breaths" not in strap + pulse
    belt = methods_of(with_roles(session, Role.RESPIRATION))
    assert "Heart rate was computed" not in belt
    for number in (
        f"at {RESP_GRID_HZ:g} Hz", f"{BAND_HZ[0]:g}-{BAND_HZ[1]:g} Hz",
        f"at least {PROMINENCE:g}, in an airflow {FLOW_PROMINENCE:g},", f"with {LEFT_S} s",
        f"and {RIGHT_S} s after", f"than {MIN_BREATH_S:g} or longer than {MAX_BREATH_S:g} s",
    ):  # fmt: skip
        assert number in belt
    ecg = with_roles(session, Role.ECG)
    assert "peak-to-trough RSA" in methods_of(ecg)
    assert "RSA" not in methods_of(dataclasses.replace(ecg, breaths=()))


def test_the_methods_tell_of_baselines_and_zones_only_where_one_was_taken(session: SessionResults):
    assert "Zones follow from two axes" in methods_of(session)
    text = methods_of(dataclasses.replace(session, baselines=()))
    assert "baseline" not in text
    assert "Zones" not in text


def test_references_are_those_that_the_report_names(session: SessionResults):
    document = make_document(given(session))
    *body, last = document.blocks
    assert isinstance(last, Items)
    assert last.items == cited(said(body))
    assert cited("Dean said so to Lewis. (Kothe et al. 2025)") == (
        next(x for x in REFERENCES if x.startswith("Kothe")),
    )
    assert any(x.startswith("Kothe") for x in last.items)
    imported = make_document(given(dataclasses.replace(session, imported=("edf",))))
    listed = imported.blocks[-1]
    assert isinstance(listed, Items)
    assert not any(x.startswith("Kothe") for x in listed.items)


def test_what_was_never_known_has_no_panel(session: SessionResults):
    whole = course(session, "client", ink="black")
    assert [axes.get_ylabel() for axes in whole.axes] == ["zone", "HR, bpm", "ms", "breaths/min"]
    ticks = tuple(
        dataclasses.replace(t, indices=tuple(v for v in t.indices if v.name != "resp_rate"))
        for t in session.ticks
    )
    part = course(dataclasses.replace(session, ticks=ticks), "client", ink="black")
    assert [axes.get_ylabel() for axes in part.axes] == ["zone", "HR, bpm", "ms"]


def test_the_median_of_an_even_number_of_seconds_lies_between_the_middle_two(
    session: SessionResults,
):
    mine = [tick for tick in session.ticks if tick.person == "client"]
    valid = [v for t in mine if (v := t.index("rmssd")) is not None and v.value is not None]
    dropped = len(valid) % 2
    even = dataclasses.replace(session, ticks=tuple(mine[: len(mine) - dropped]))
    numbers = sorted(
        v.value for t in even.ticks if (v := t.index("rmssd")) is not None and v.value is not None
    )
    half = len(numbers) // 2
    (row,) = (
        row
        for block in make_document(given(even)).blocks
        if isinstance(block, ReportTable) and "commonest reasons" in block.columns
        for row in block.rows
        if row[:2] == ("client", "RMSSD")
    )
    assert len(numbers) % 2 == 0
    assert row[2] == f"{(numbers[half - 1] + numbers[half]) / 2:.1f}" != f"{numbers[half]:.1f}"


def test_grand_averages_are_drawn_of_the_codes_with_most_events(session: SessionResults):
    lags = np.arange(-60.0, 61.0)
    courses = tuple(
        EventCourse(person, f"x.code{k}", index, 3 + k, lags, 70 + lags / 60, np.ones(121))
        for k in range(8)
        for index in ("hr", "ln_rmssd", "resp_rate")[: 1 + k]
        for person in ("client", "therapist")
    )
    document = make_document(given(session, courses=courses))
    drawn = [
        b for b in document.blocks if isinstance(b, Picture) and b.caption.startswith("x.code")
    ]
    assert len(drawn) == 6
    assert drawn[0].caption == "x.code7: 10 events"
    assert "Courses around events" not in text_of(given(session))
    assert "Courses around events" not in text_of(given(session, courses=courses, blind=True))


def test_the_map_of_two_people_says_what_its_contour_means(session: SessionResults):
    rng = np.random.default_rng(1)
    one = rng.normal(size=1200)
    two = rng.normal(size=1200)
    two[304:700] += one[300:696]
    made = pair_map(
        ("client", "therapist"), PairSeries(np.arange(1.0, 1201), one, two), n=199,
        surrogate=Surrogate.SHIFT, reasons=(Reason.SPEECH_NOT_CODED,),
    )  # fmt: skip
    whole = dataclasses.replace(session, pair_maps=(made,), t_end=1200.0)
    (picture,) = (
        b for b in two_people_blocks(whole) if isinstance(b, Picture) and "Encircled" in b.caption
    )
    held = int(made.beyond.any(axis=1).sum())
    assert held > 20
    assert f"|z| above {made.limit:.2f}" in picture.caption
    assert f"{held} of {len(made.starts)} windows" in picture.caption
    assert f"199 surrogates (one person's series begun elsewhere, seed {made.seed})" in (
        picture.caption
    )
    assert EXPLANATIONS[Reason.SPEECH_NOT_CODED] in picture.caption
    lags, _, bar = picture.plot.axes
    outlines = [c for c in lags.collections if isinstance(c, LineCollection)]
    assert len(outlines) == 1
    assert lags.get_ylabel().endswith("client follows | therapist follows")
    assert bar.get_ylabel().startswith("against | together")
    short = dataclasses.replace(whole, pair_maps=(dataclasses.replace(made, limit=None),))
    assert not [b for b in two_people_blocks(short) if isinstance(b, Picture)]


def test_every_test_of_two_people_stands_with_its_adjusted_p_and_its_family(
    session: SessionResults,
):
    def row(statistic: str, value: float | None, p: float | None, **more: object) -> DyadMeasure:
        why = () if value is not None else (Reason.TOO_FEW_SEGMENTS,)
        return DyadMeasure(
            ("client", "therapist"), "session", 0.0, 1800.0, "hr_bpm", "wcc_segshuffle", statistic,
            None, value, value, p, 30, 60, why, **more,
        )  # fmt: skip

    dyads = (
        row("mean_z", 0.012, 0.031, p_adjusted=0.204, n_tests=41),
        row("z_at_lag", 0.5, None),
        row("lead", None, None),
    )
    session = dataclasses.replace(session, dyads=dyads)
    (table,) = (
        block for block in make_document(given(session)).blocks
        if isinstance(block, ReportTable) and "p adjusted" in block.columns
    )  # fmt: skip
    (cells,) = table.rows
    said = dict(zip(table.columns, cells, strict=True))
    assert (said["people"], said["statistic"]) == (
        "client - therapist",
        "together or against",
    )
    assert (said["p adjusted"], said["p alone"]) == ("0.204", "0.031")
    text = text_of(given(session))
    assert "One family of 41 tests" in text
    assert "adjusted for all 41 tests" in text.split("Methods, ready to paste")[1]
    assert "Missing (fewer than 10 segments" in text
    assert "go together" not in text_of(given(session, blind=True)).split("Methods")[0]
