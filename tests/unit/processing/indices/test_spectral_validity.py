"""When an index of the report is missing, and that live, replay and tables say the same."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from processing.indices import registry as registry_module
from processing.indices.registry import Material, Registry, ReportIndex, compute, registry
from processing.indices.report_indices import INDICES, SDNN
from processing.indices.spectral import porges_bohrer_gain, spline_gain
from processing.indices.summary import PersonRecord, summarise_windows
from processing.indices.window import Gates
from safehold.core.canonical import digest
from safehold.core.conditions import Conditions
from safehold.core.reasons import Reason
from safehold.core.types import (
    Beat,
    Breath,
    EngineOutput,
    FloatArray,
    IndexValue,
    MissingTicks,
    Notice,
    Status,
)
from tests.unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    beats_g,
    belt,
    cut,
    ecg,
    interleave,
    run,
    ticks_of,
    whole,
)
from tests.unit.processing.indices.test_indices import intervals_of

NAMES = tuple(index.name for index in INDICES)
OWN = ("ln_hf", "ln_hf_tracked", "ln_pb", "ln_pb_corrected", "sdnn", "resp_rate_ecg")
"""Every index of the report that is ours, in order."""
F, PHASE = 0.25, 0.4


def breaths(f: float, until: float, *, totals: Sequence[float] | None = None) -> list[Breath]:
    lengths = np.full(int(until * f), 1 / f) if totals is None else np.asarray(totals)
    ends = np.concatenate(([0.0], np.cumsum(lengths)))
    return [
        Breath("client", a, (a + b) / 2, b, 100.0, 50.0, "ok")
        for a, b in itertools.pairwise(ends)
        if b <= until
    ]


def material(
    f: float = F, *, flagged: tuple[int, ...] = (), beats: FloatArray | None = None,
    m: float = 0.85, **changes: object,
) -> Material:  # fmt: skip
    times = beats_g(m, 0.05, f, PHASE, duration=305) if beats is None else beats
    made = Material(300.0, intervals_of(times, flagged), breaths(f, 300), "ecg")
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def at(made: Material) -> dict[str, IndexValue]:
    return {i.name: compute(i, made, i.window_s) for i in INDICES}


def test_all_are_valid_at_rest_and_name_their_window() -> None:
    values = at(material())
    assert tuple(values) == NAMES
    for value in values.values():
        assert value.status is Status.OK, value
        assert value.t1 == 300
    assert values["ln_hf"].value == pytest.approx(np.log(1250), abs=0.05)
    assert values["ln_hf_tracked"].value == pytest.approx(np.log(1250), abs=0.05)
    gain = 2 * np.log(porges_bohrer_gain(F) * spline_gain(F * 0.85))
    assert values["ln_pb"].value - values["ln_pb_corrected"].value == pytest.approx(
        gain, abs=0.002
    )
    assert values["sdnn"].value == pytest.approx(50 / np.sqrt(2), rel=0.01)
    assert (values["sdnn"].t0, values["ln_hf"].t0) == (0, 240)


def test_flags_beyond_five_percent_forbid_spectral_indices_only() -> None:
    values = at(material(flagged=tuple(range(284, 350, 15))))
    assert {Reason.FLAGGED_INTERVALS} <= set(values["ln_hf"].reasons)
    assert values["ln_pb"].value is None
    assert values["sdnn"].status is Status.OK


def test_a_hole_of_more_than_three_seconds_forbids_spectral_indices() -> None:
    beats = beats_g(0.85, 0.05, F, PHASE, duration=305)
    holed = intervals_of(beats)
    first = int(np.searchsorted(holed.start, 270))
    for lost, reason in ((3, ()), (4, (Reason.GAP,))):
        keep = np.ones(len(holed), dtype=bool)
        keep[first : first + lost] = False
        values = at(dataclasses.replace(material(), intervals=holed.where(keep)))
        assert values["ln_hf"].reasons == reason


def test_low_coverage_forbids_all() -> None:
    kept = intervals_of(beats_g(0.85, 0.05, F, PHASE, duration=305))
    kept = kept.where((np.arange(len(kept)) % 8) != 0)
    for value in at(dataclasses.replace(material(), intervals=kept)).values():
        assert value.value is None
        assert Reason.LOW_COVERAGE in value.reasons


def test_breathing_outside_the_band_leaves_the_tracked_band() -> None:
    values = at(material(0.12))
    assert values["ln_hf"].reasons == (Reason.RESP_OUT_OF_BAND,)
    assert values["ln_pb"].reasons == (Reason.RESP_OUT_OF_BAND,)
    assert values["ln_pb_corrected"].value is None
    assert values["ln_hf_tracked"].value == pytest.approx(np.log(1250), abs=0.06)


def test_breathing_near_an_edge_is_told() -> None:
    values = at(material(0.16))
    assert values["ln_hf"].status is Status.DEGRADED
    assert values["ln_hf"].reasons == (Reason.RESP_NEAR_EDGE,)


def test_breathing_faster_than_half_the_heart_cannot_be_tracked() -> None:
    values = at(material(0.48, m=1.0))
    assert values["ln_hf_tracked"].reasons == (Reason.RESP_OUT_OF_BAND,)


def test_dispersed_breaths_cannot_be_tracked() -> None:
    totals = np.tile([2.6, 4.0, 6.2], 30)
    values = at(material(breaths=breaths(F, 300, totals=totals)))
    assert values["ln_hf_tracked"].reasons == (Reason.RESP_DISPERSED,)
    assert Reason.RESP_IRREGULAR in values["ln_hf"].reasons


@pytest.mark.parametrize(
    "changes", [{"breaths": ()}, {"gates": Gates(missing_resp=(Reason.RAILED,))}]
)
def test_without_respiration_the_fixed_band_is_degraded(changes: dict[str, object]) -> None:
    values = at(material(**changes))
    assert values["ln_hf"].status is Status.DEGRADED
    assert values["ln_hf"].reasons == (Reason.RESP_UNKNOWN,)
    assert values["ln_hf_tracked"].reasons[0] is Reason.RESP_UNKNOWN
    assert values["ln_pb_corrected"].value is None


@pytest.mark.oracle("O17")
def test_o17_constant_intervals_are_below_the_floor() -> None:
    values = at(material(beats=np.arange(0.3, 305, 0.8)))
    for name in ("ln_hf", "ln_hf_tracked", "ln_pb", "ln_pb_corrected"):
        assert values[name].reasons == (Reason.BELOW_FLOOR,)
    assert values["sdnn"].value == pytest.approx(0, abs=1e-6)


@pytest.mark.oracle("O11")
def test_o11_drift_alone_is_below_the_floor() -> None:
    times = [0.0]
    while times[-1] < 305:
        times.append(times[-1] + 0.8 + 0.2 * times[-1] / 300)
    values = at(material(beats=np.array(times)))
    assert values["ln_pb"].reasons == (Reason.BELOW_FLOOR,)
    assert values["ln_hf"].reasons == (Reason.BELOW_FLOOR,)


def test_gates_marks_and_sources_act() -> None:
    gates = Gates(missing=(Reason.MOVEMENT,), poor=(Reason.POOR_SIGNAL,))
    for value in at(material(gates=gates)).values():
        assert value.reasons == (Reason.MOVEMENT, Reason.POOR_SIGNAL)
    for value in at(material(heart="")).values():
        assert value.reasons == (Reason.NO_STREAM,)
    assert Reason.PPG_PRV in at(material(heart="ppg"))["ln_hf"].reasons


def test_windows_below_a_minute_have_no_hf() -> None:
    value = compute(INDICES[0], material(), 30)
    assert value.reasons == (Reason.ULTRA_SHORT,)


# ---- live and offline


def outputs(duration: float = 330.0, *extra: MissingTicks) -> list[EngineOutput]:
    times = np.arange(0, duration, 1 / 250)
    beats = beats_g(0.85, 0.05, F, PHASE, duration=duration)
    slow = np.arange(0, duration, 1 / 25)
    chunks = [
        whole(ECG_SPEC, times, ecg(beats, times)),
        whole(BELT_SPEC, slow, belt(slow, f=F, phase=PHASE)),
    ]
    return run([ECG_SPEC, BELT_SPEC], [*extra, *chunks])


@pytest.fixture(scope="module")
def session() -> list[EngineOutput]:
    return outputs()


@pytest.mark.slow
def test_every_tenth_tick_carries_them(session: list[EngineOutput]) -> None:
    for tick in ticks_of(session):
        names = tuple(v.name for v in tick.indices if v.name in NAMES)
        assert names == (NAMES if tick.t % 10 == 0 else ())
    last = next(tick for tick in ticks_of(session) if tick.t == 320)
    assert {name: last.index(name).status for name in NAMES} == dict.fromkeys(NAMES, Status.OK)
    assert last.index("ln_hf").value == pytest.approx(np.log(1250), abs=0.06)
    assert last.index("sdnn").value == pytest.approx(50 / np.sqrt(2), rel=0.02)


@pytest.mark.slow
def test_the_windows_table_holds_what_was_shown_live(session: list[EngineOutput]) -> None:
    windows = summarise_windows(
        PersonRecord(
            "client",
            [o for o in session if isinstance(o, Beat)],
            [o for o in session if isinstance(o, Breath)],
            [o for o in session if isinstance(o, Conditions)],
        ),
        t_start=0,
        t_end=320,
    )
    ticks = {tick.t: tick for tick in ticks_of(session)}
    compared = 0
    for window in windows:
        live = ticks[int(window.t1)].index("ln_hf")
        if live.value is not None:
            assert window.rsa_hf_ln_ms2 == live.value
            assert window.resp_in_band is True
            assert window.neurokit["hf_ln_ms2"] == pytest.approx(live.value, abs=0.2)
            compared += 1
    assert compared >= 4
    assert windows[0].hf_band_hz == (0.15, 0.40)


@pytest.mark.slow
def test_they_do_not_depend_on_the_chunks() -> None:
    duration = 150.0
    times = np.arange(0, duration, 1 / 250)
    beats = beats_g(0.85, 0.05, F, PHASE, duration=duration)
    chunk = whole(ECG_SPEC, times, ecg(beats, times))
    sizes = np.random.default_rng(5).integers(1, 2000, 400).tolist()
    digests = {
        digest(ticks_of(run([ECG_SPEC], pieces)))
        for pieces in ([chunk], list(cut(chunk, sizes)), interleave(cut(chunk, [250] * 200)))
    }
    assert len(digests) == 1


def test_a_stalled_tick_names_them_as_missing() -> None:
    stall = MissingTicks("client", 100, 120, "client-ecg", 100.0)
    tick = next(tick for tick in ticks_of(outputs(150.0, stall)) if tick.t == 110)
    assert [tick.index(name).reasons for name in NAMES] == [(Reason.STALL,)] * len(NAMES)


# ---- indices of others


class Entry:
    """An installed entry point."""

    def __init__(self, name: str, loaded: object) -> None:
        self.name, self.value, self._loaded = name, f"lab:{name}", loaded

    def load(self) -> object:
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


def mean_rr(window: Material, length_s: float) -> IndexValue:
    base = window.base("mean_rr", "ms", length_s)
    rr = window.intervals.between(base.t0, base.t1).rr
    return dataclasses.replace(base, value=float(rr.mean()), status=Status.OK)


def broken(window: Material, length_s: float) -> IndexValue:
    raise ZeroDivisionError


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch):
    def install(*entries: Entry) -> Registry:
        monkeypatch.setattr(registry_module, "entry_points", lambda **_group: entries)
        registry.cache_clear()
        return registry()

    yield install
    registry.cache_clear()


def test_an_index_of_another_package_needs_one_registration(plugins) -> None:
    found = plugins(Entry("mean", ReportIndex("mean_rr", "ms", 60, mean_rr)))
    assert [index.name for index in found.indices] == [*OWN, "mean_rr"]
    tick = next(tick for tick in ticks_of(outputs(90.0)) if tick.t == 80)
    assert tick.index("mean_rr").value == pytest.approx(850, abs=5)


def test_one_that_cannot_be_used_is_listed_and_stops_nothing(plugins) -> None:
    found = plugins(
        Entry("a", ImportError("no such package")),
        Entry("b", "not an index"),
        Entry("c", ReportIndex("rmssd", "ms", 60, mean_rr)),
        Entry("d", ReportIndex("long", "ms", 3600, mean_rr)),
    )
    assert tuple(index.name for index in found.indices) == OWN
    assert len(found.failures) == 4
    for text, why in zip(
        found.failures, ("ImportError", "ReportIndex", "taken", "3600"), strict=True
    ):
        assert why in text


def test_one_that_fails_is_missing_and_told_once(plugins) -> None:
    plugins(
        Entry("x", ReportIndex("broken", "ms", 60, broken)),
        Entry("y", ReportIndex("other_name", "ms", 60, mean_rr)),
    )
    out = outputs(120.0)
    tick = next(tick for tick in ticks_of(out) if tick.t == 100)
    assert tick.index("broken").reasons == (Reason.INDEX_FAILED,)
    assert tick.index("other_name").reasons == (Reason.INDEX_FAILED,)
    assert tick.index("ln_hf").value is not None
    told = [o for o in out if isinstance(o, Notice) and o.code == "index_failed"]
    assert len(told) == 2


@pytest.mark.oracle("O62")
def test_breathing_too_fast_for_the_heart_is_near_an_edge_and_not_corrected() -> None:
    for m, expected in ((0.85, Status.OK), (1.30, Status.DEGRADED)):
        values = at(material(0.31, m=m))
        assert values["ln_pb"].status is expected
        assert values["ln_hf"].status is expected
        assert (values["ln_pb_corrected"].value is None) is (m > 1)
    assert values["ln_pb"].reasons == (Reason.RESP_NEAR_EDGE,)
    assert values["ln_pb_corrected"].reasons == (Reason.RESP_OUT_OF_BAND,)


def test_one_interval_has_no_spread() -> None:
    """A window as short as a beat, as in a course that ends there, is missing, not nan."""
    found = compute(SDNN, material(), 1.0)
    assert found.value is None
    assert Reason.TOO_FEW_INTERVALS in found.reasons
