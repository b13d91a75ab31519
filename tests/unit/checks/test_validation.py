"""The validation kit: quiet over rest, reasons over tasks, the artefact of a tense baseline."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import numpy as np

from processing.measures.sensitivity import zone_sensitivity
from processing.zones.zones import ZoneTracker
from safehold.checks.validation import end_baseline_spans, validate
from safehold.checks.validation_report import as_html, as_json, as_text, conclusion
from safehold.core.results import ClockAnchor, Participant, SessionResults
from safehold.core.settings import STANDARD
from safehold.core.types import Baseline, Event, EventKind, IndexValue, Status, Tick
from safehold.core.wording import disclaimer

BASE = Baseline(
    "client-b1", "client", 60.0, 300.0, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8.0, 4.0, False, ()
)
SPEECH = Event("e3", "cf.speech_client", 300.0, 100.0, EventKind.INTERVAL)


def resting_rate(_t: int) -> float:
    return 70.0


def resting_vagal(_t: int) -> float:
    return 3.5


def phase(code: str, t0: float, t1: float) -> Event:
    return Event(f"e{t0:.0f}", code, t0, t1 - t0, EventKind.CONDITION)


def session(
    hr: Callable[[int], float], vagal: Callable[[int], float], *events: Event, marked: bool = True
) -> SessionResults:
    """Return 600 s with a baseline 60-300 s, a task 300-400 s and an end baseline 420-600 s."""
    rng = np.random.default_rng(3)
    tracker, ticks = ZoneTracker(STANDARD), []
    for t in range(1, 601):
        values = (("hr", hr(t), 30.0), ("ln_rmssd", vagal(t), 60.0))
        indices = tuple(
            IndexValue(
                name, value + 0.1 * rng.standard_normal(), "", Status.OK, (), t - length, float(t),
                "ecg", n_pairs=70, coverage=1.0,
            )
            for name, value, length in values
        )  # fmt: skip
        confounds = ("cf.speech_client",) if marked and 300 < t <= 400 else ()
        zone = tracker.update(
            t, {i.name: i for i in indices}, BASE if t > 300 else None, confounds
        )
        ticks.append(Tick("client", t, 1, indices, zone))
    phases = (phase("ph.baseline", 0, 300), phase("ph.end_baseline", 420, 600), *events)
    return SessionResults(
        session_id="v1", participants=(Participant("client", "P1", "client"),), streams=(),
        beats=(), breaths=(), ticks=tuple(ticks), baselines=(BASE,), events=phases, notices=(),
        windows=(), respiration={}, settings=STANDARD, clock=ClockAnchor(0.0, None, None),
        t_start=0.0, t_end=600.0,
    )  # fmt: skip


def test_a_quiet_rest_passes():
    found = validate(session(resting_rate, resting_vagal))
    assert [check.what.split(",")[0] for check in found.null] == [
        "second half of the baseline", "end baseline",
    ]  # fmt: skip
    assert all(check.outside == 0 for check in found.null)
    assert found.passes
    assert "PASSES: 2 checks" in as_text(found)


def test_a_tense_baseline_fails_by_the_end_baseline_and_says_what_to_do():
    found = validate(
        session(lambda t: 70.0 if t <= 300 else 60.0, lambda t: 3.5 if t <= 300 else 3.0)
    )
    end = found.null[-1]
    assert end.outside > 0.9
    assert "Mostly low" in end.advice
    assert conclusion(found).startswith("DOES NOT PASS: 1 of 2")


def test_either_half_and_the_end_baseline_stand_in_the_sensitivity():
    results = session(lambda t: 80.0 if t <= 180 else 70.0, lambda t: 4.2 if t <= 180 else 3.5)
    rows = {
        row.baseline: row
        for row in zone_sensitivity(
            results.ticks, results.baselines, STANDARD, end_baseline_spans(results)
        )
    }
    assert rows["first half of client-b1"].low > 0.4
    assert rows["second half of client-b1"].low == 0
    assert rows["end baseline"].within == 1 - rows["end baseline"].high
    assert "pooled" in rows


def test_a_marked_task_passes_only_where_its_ticks_carry_the_confound():
    task = phase("ph.task_read_aloud", 300, 400)
    aloud = {"hr": lambda t: 95.0 if 300 < t <= 400 else 70.0,
             "vagal": lambda t: 2.4 if 300 < t <= 400 else 3.5}  # fmt: skip
    (good,) = validate(session(*aloud.values(), task, SPEECH)).tasks
    assert (good.task, good.marked, good.passes) == (
        "task_read_aloud", ("cf.speech_client",), True,
    )  # fmt: skip
    assert good.mean_a > 5
    assert good.outside_s > 50
    (bad,) = validate(session(*aloud.values(), task, SPEECH, marked=False)).tasks
    assert (bad.explained, bad.passes) == (0.0, False)
    (unmarked,) = validate(session(*aloud.values(), task, marked=False)).tasks
    assert unmarked.passes is None


def test_the_report_is_text_json_and_a_page():
    found = validate(session(resting_rate, resting_vagal, phase("ph.task_rest", 300, 400)))
    assert json.loads(as_json(found))["passes"] is True
    page = as_html(found)
    assert page.count("<table>") == 2
    assert "validates" not in page
    assert "task rest" in as_text(found)
    sentence = disclaimer(STANDARD.lag_s)
    assert sentence in as_text(found)
    assert sentence in json.loads(as_json(found))["limits"]
    assert html.escape(sentence) in page
    assert page.count("<th class=words>") == 3 + 4, "words begin at the left, numbers end right"
