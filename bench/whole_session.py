"""One study session over real LSL from the study file to the map, against the script's truth.

Simulated client and therapist, the guided protocol (baseline with its verdict, a task, a paced
phase with the pacer's two streams, a second baseline), a rating window of each, codes with one set
later, undo and redo, stop and receipt; then replay, export, measures and map. Takes about 4 min:
``python bench/whole_session.py --out bench/results/whole_session.json``.

The tests run the same with phases of a few seconds, in which no baseline and no zone can come
about.
"""

from __future__ import annotations

import argparse
import csv
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from acquisition.lsl import local_clock
from acquisition.simulator.script import CLIENT_ACTIVATED, CLIENT_REST, THERAPIST_REST, Script
from acquisition.simulator.script import ScriptPhase as Stretch
from acquisition.simulator.stream import stream_simulation
from acquisition.simulator.truth import simulate
from recordings.tidy.export import export_tidy
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.codebook import PLAIN, Coding
from safehold.core.protocol import BaselineVerdict, Judgement, pacer_position
from safehold.core.results import SessionResults
from safehold.core.types import ZoneName
from safehold.desk.side_sources import PacerSource, RatingSource
from safehold.files.receipt import check_session
from safehold.files.study import load_study, study_codebook
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from safehold.offline.analysis import analyse
from safehold.offline.axes_map import session_maps
from safehold.offline.check import check_replay

PACE = 12.0
LAG_S = 60
"""After a change of the script windows and dwell still hold what came before, s."""
STUDY = """
schema = 1
name = "rehearsal"
profile = "demo"
codebook = "full"
coder = "C01"
[[person]]
label = "client"
[[person]]
label = "therapist"
[[phase]]
kind = "baseline"
[[phase]]
kind = "task"
name = "task_challenge"
seconds = "{task} s"
[[phase]]
kind = "paced"
name = "paced"
breaths_per_min = {pace}
seconds = "{paced} s"
[[phase]]
kind = "end_baseline"
seconds = "{baseline} s"
"""


@dataclass(frozen=True)
class Plan:
    """How long the parts of the session last, s."""

    baseline: float = 40.0
    verdicts: bool = True
    """Wait for the verdicts; else each baseline is ended where it stands."""
    task: float = 110.0
    paced: float = 12.0


SHORT = Plan(baseline=40.0, verdicts=False, task=4.0, paced=3.0)
CUT_AFTER_S = 2.0
"""A baseline that is not waited for is ended after so long."""


@dataclass
class Rehearsal:
    """What was done when; session times, s."""

    session: LiveSession
    plan: Plan
    zero: float = 0.0
    """LSL time of session time 0, s."""
    activation: tuple[float, float] = (0.0, 0.0)
    verdicts: dict[str, dict[str, BaselineVerdict]] = field(default_factory=dict)
    answers: list[tuple[str, str, float, float]] = field(default_factory=list)
    meant: float = 0.0
    """Time that the code set later is meant for."""
    pressed: float = 0.0


def wait_until(condition: Callable[[], Any], timeout: float, what: str) -> None:
    """Wait for a condition with a bounded deadline."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(0.01)


def script_of(plan: Plan) -> Script:
    """Return rest, activation during the task, rest until everything is over."""
    lead = plan.baseline + 20 if plan.verdicts else 2 * CUT_AFTER_S
    rest = lead + plan.paced + 30
    return Script(
        "rehearsal",
        (
            Stretch("rest", lead, CLIENT_REST, THERAPIST_REST),
            Stretch("activation", plan.task, CLIENT_ACTIVATED, THERAPIST_REST),
            Stretch("after", rest, CLIENT_REST, THERAPIST_REST),
        ),
        (),
    )


def rehearse(root: Path, plan: Plan, tag: str) -> Rehearsal:
    """Run the session in a study folder; LSL must be set up."""
    root.mkdir(parents=True, exist_ok=True)
    text = STUDY.format(baseline=plan.baseline, task=plan.task, paced=plan.paced, pace=PACE)
    (root / "study.toml").write_text(text, encoding="utf-8")
    study = load_study(root)
    options = LiveOptions(root, "r1", study, study_codebook(study, root), wait_s=30, min_streams=4)
    go, stop, began = threading.Event(), threading.Event(), threading.Event()
    start: list[float] = []

    def on_start(t0: float) -> None:
        start.append(t0)
        began.set()

    script = script_of(plan)
    source = threading.Thread(
        target=stream_simulation, args=(simulate(script, seed=4),), daemon=True,
        kwargs={"tag": tag, "stop": stop, "begin": go.is_set, "on_start": on_start},
    )  # fmt: skip
    source.start()
    sources = {
        "client": RatingSource("client", [s for s in study.scales if s.name == "safety"]),
        "therapist": RatingSource("therapist", [s for s in study.scales if s.name == "dose"]),
    }
    pacer = PacerSource("client")
    try:
        with prepare(options) as prepared:
            live = prepared.begin()
        done = Rehearsal(live, plan)
        try:
            go.set()
            wait_until(began.is_set, 10, "the streams begin")
            done.zero = local_clock() - live.clock()
            shift = start[0] - done.zero
            lead = script.phases[0].duration
            done.activation = (shift + lead, shift + lead + plan.task)
            _run(done, sources, pacer)
        finally:
            live.stop()
    finally:
        stop.set()
        source.join(10)
        for source in (*sources.values(), pacer):
            source.close()
    return done


def _run(done: Rehearsal, sources: dict[str, RatingSource], pacer: PacerSource) -> None:
    live, plan = done.session, done.plan
    _baseline(done, "baseline")
    wait_until(lambda: live.clock() >= done.activation[0], 60, "the activation begins")
    live.conduct.start_phase("task_challenge", at=live.clock())
    live.coding.press_code("ev.challenge", at=live.clock(), how=PLAIN)
    done.pressed = live.clock()
    done.meant = done.pressed - 1.5
    how = Coding(onset=done.meant, subtype="exposure", confidence=2)
    live.coding.press_code("int.change", at=done.pressed, how=how)
    live.coding.press_code("cl.insight", at=live.clock())
    live.coding.undo()
    live.coding.press_code("cl.disclosure", at=live.clock())
    live.coding.undo()
    live.coding.redo()
    for person, scale, value in (("client", "safety", 3.4), ("therapist", "dose", -1.0)):
        at = local_clock()
        sources[person].answer(scale, value, at=at)
        done.answers.append((person, scale, at - done.zero, float(round(value))))
    wait_until(
        lambda: [source.deliver() for source in sources.values()] and not any(
            source.waiting for source in sources.values()
        ), 30, "the answers are read",
    )  # fmt: skip
    wait_until(lambda: _phase(live) == "", plan.task + 20, "the task ends by itself")
    if "ev.challenge" in live.model.open_codes():
        live.coding.press_code("ev.challenge", at=live.clock())
    live.conduct.start_phase("paced", at=live.clock())
    wait_until(lambda: _breathe(live, pacer), plan.paced + 20, "the paced phase ends by itself")
    if not plan.verdicts:
        _verdict(done, "baseline")
    _baseline(done, "end_baseline")


def _phase(live: LiveSession) -> str:
    current = live.protocol().current
    return "" if current is None else current.phase.name


def _breathe(live: LiveSession, pacer: PacerSource) -> bool:
    """Paint as the window would; tell whether the phase is over."""
    at = pacer.clock()
    pacer.drew(pacer.now(at), at=at)
    return _phase(live) == ""


def _baseline(done: Rehearsal, name: str) -> None:
    live = done.session
    began = live.clock()
    live.conduct.start_phase(name, at=began)
    if done.plan.verdicts:
        _verdict(done, name)
        return
    wait_until(lambda: live.clock() >= began + CUT_AFTER_S, 30, "some time")
    live.conduct.stop_phase(at=live.clock())


def _verdict(done: Rehearsal, name: str) -> None:
    live = done.session
    over = (Judgement.ACCEPTED, Judgement.PROVISIONAL, Judgement.FAILED)

    def judged() -> dict[str, BaselineVerdict]:
        return {v.person: v for v in live.protocol().verdicts if v.phase == name}

    wait_until(
        lambda: len(judged()) == 2 and all(v.judgement in over for v in judged().values()),
        done.plan.baseline + 40, f"a verdict on the {name}",
    )  # fmt: skip
    done.verdicts[name] = judged()


def facts(done: Rehearsal, out: Path) -> dict[str, Any]:
    """Return what the recorded session says, beside what was done."""
    live = done.session
    folder = live.folder
    replay = check_replay(folder)
    results = analyse(folder)
    tables = export_tidy(results, out)
    with (tables / "ratings.csv").open(encoding="utf-8") as file:
        ratings = [
            (row["participant"], row["scale"], float(row["t_s"]), float(row["value"]))
            for row in csv.DictReader(file)
        ]
    phases = {
        e.code.removeprefix("ph."): (e.onset, e.duration)
        for e in results.events if e.code.startswith("ph.")
    }  # fmt: skip
    return {
        "receipt": check_session(folder).passes,
        "replay_different": len(replay.different),
        "replay_equal": replay.equal_ticks,
        "verdicts": {
            name: {v.person: [v.judgement.value, *map(str, v.reasons)] for v in found.values()}
            for name, found in done.verdicts.items()
        },
        "phases": phases,
        "codes": [
            (e.code, e.onset, e.duration, e.t_entered, e.coder, dict(e.attributes))
            for e in results.events
            if not e.code.startswith(("ph.", "rate.", "cf."))
        ],
        "confounds": [e.code for e in results.events if e.code.startswith("cf.")],
        "ratings": ratings,
        "pacer": _pacer(done, phases["paced"][0]),
        **(_zones(done, results) if done.plan.verdicts else {}),
    }


def _pacer(done: Rehearsal, onset: float) -> dict[str, float]:
    """Return how far what was recorded of the pacer lies from where it should be."""
    streams = {s.header.name: s for s in read_xdf(done.session.folder.recording_path).streams}
    found = {}
    for name in ("safehold-pacer", "pacer-drawn-client"):
        values = np.asarray(streams[name].values, dtype=float)
        moving = np.isfinite(values[:, 0])
        since = streams[name].stamps[moving] - done.zero - onset
        wanted = np.array([pacer_position(float(t), PACE) for t in since])
        found[f"{name} samples"] = float(moving.sum())
        found[f"{name} seconds"] = float(np.ptp(since)) if since.size else 0.0
        found[f"{name} error"] = float(np.abs(values[moving, 0] - wanted).max(initial=0.0))
    return found


def _zones(done: Rehearsal, results: SessionResults) -> dict[str, Any]:
    t0, t1 = done.activation
    states = {
        person: [
            (t.t, t.zone.state) for t in results.ticks
            if t.person == person and t.zone.state is not ZoneName.UNKNOWN
        ]
        for person in ("client", "therapist")
    }  # fmt: skip

    def share(person: str, start: float, end: float) -> float:
        inside = [state for t, state in states[person] if start <= t < end]
        return sum(state is ZoneName.HIGH for state in inside) / max(len(inside), 1)

    made = {(m.person, m.span, m.name): m for m in results.measures}
    maps = {m.person: m for m in session_maps(results)}
    return {
        "client_high_in_activation": share("client", t0 + LAG_S, t1),
        "client_high_before": share("client", 0, t0),
        "client_high_after": share("client", t1 + LAG_S, results.t_end),
        "therapist_high": share("therapist", 0, results.t_end),
        "first_high_after_onset_s": next(
            (t - t0 for t, state in states["client"] if state is ZoneName.HIGH), None
        ),
        "excursions": {p: made[p, "session", "excursions"].value for p in states},
        "excursion_s": made["client", "session", "excursion_duration"].value,
        "share_high": made["client", "session", "share_high"].value,
        "map_share_high": (maps["client"].whole.shares or {}).get("high"),
        "map_parts": [part.label for part in maps["client"].parts],
        "map_peak_a": float(np.nanmax(maps["client"].path_a)),
        "true_hr_step_bpm": CLIENT_ACTIVATED.hr_bpm - CLIENT_REST.hr_bpm,
        "baseline_hr": {b.person: b.hr for b in results.baselines},
        "activation_s": [t0, t1],
    }


def main() -> None:
    """Run the long session and tell what came of it."""
    from _own_network import own_network, tell  # beside this file; tests load it by path

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--short", action="store_true", help="the one of the tests")
    options = parser.parse_args()
    plan = SHORT if options.short else Plan()
    with own_network("rehearsal") as folder:
        began = time.process_time(), time.monotonic()
        done = rehearse(folder / "study", plan, f"bench-{local_clock():.0f}")
        result = facts(done, folder / "out")
        result["cpu_s"] = round(time.process_time() - began[0], 1)
        result["wall_s"] = round(time.monotonic() - began[1], 1)
        tell(result, options.out)


if __name__ == "__main__":
    main()
