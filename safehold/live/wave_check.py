"""What pre-flight says of a person's waves beyond their signal: beats, and which way up they are.

Beats and breaths are found as in the analysis of a whole record, and judged as the engine judges.
No number is said from which a heart rate could be read: pre-flight is seen before a blind session.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from processing.clock.grid import GridRun, grid_values, heart_grid_rate
from processing.measures.whole_record import whole_beats, whole_breaths
from processing.signals.ecg_polarity import ecg_score, judge_ecg
from processing.signals.polarity import LEAST_BREATHS, Polarity, judge
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import HowTo, Message
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import Beat, Breath, FloatArray, Role, StreamSpec

POLARITY = "polarity"
"""Code of what was looked at, where it was which way up a sensor is worn."""
MARGIN_S = 5.0
"""Beats are sought from so long before they are asked for."""
ENOUGH_HZ = 250.0
HEART_S = 8.0
"""A shorter look shows too few beats."""
NEWEST_S, MENDED_S = 15.0, 3.0
"""Beats are asked for in so much of the end of the look; what was mended is well when those of the
3 s before the last beat are good."""
EDGE_S, LONGEST_RR_S = 0.5, 2.0
"""The detectors do not agree yet on a beat that is so new; the last one is not so long ago."""
BELT_S = 20.0
"""A shorter look at a belt shows too few breaths."""
NEWEST_BREATHS = 12
"""The last so many breaths are judged: what was put on again the other way is soon forgotten."""
FEW_BEATS, HARDLY_ANY = 0.8, 0.5
"""Shares of the time that good beats must cover, as for an index, and for it to be of any use."""


@dataclass(frozen=True, slots=True)
class WaveLook:
    """A waveform as it was looked at, moving and not clipped."""

    name: Message
    """The person and the sensor."""
    spec: StreamSpec
    times: FloatArray
    """Host clock, s, ascending, since the last break, shape (n,)."""
    values: FloatArray
    """As the sensor sent them, shape (n,)."""

    @property
    def seconds(self) -> float:
        """Length, s."""
        return float(self.times[-1] - self.times[0]) if self.times.size > 1 else 0.0

    @property
    def upright(self) -> FloatArray:
        """The values the way up that they are read."""
        return -self.values if self.spec.inverted else self.values


def wave_findings(looks: Sequence[WaveLook], settings: EngineSettings) -> list[Finding]:
    """Return whether hearts give beats, and which way up ECGs and belts are.

    Parameters
    ----------
    looks : sequence of WaveLook
        Of any people; of each the streams that the engine would use are judged.
    settings : EngineSettings
        Mains frequency, delay of the pulse.
    """
    found: list[Finding] = []
    for person in dict.fromkeys(look.spec.person for look in looks):
        mine = {look.spec.stream_id: look for look in looks if look.spec.person == person}
        heart, belt = choose_streams([look.spec for look in mine.values()])
        pulse = mine[heart.stream_id] if heart is not None else None
        if pulse is not None and pulse.seconds >= HEART_S:
            found.append(_about(pulse, _heart(pulse, settings)))
        if belt is not None and (look := mine[belt.stream_id]).seconds >= BELT_S:
            found.append(_about(look, _belt(look, _votes(look, pulse, settings))))
    return found


def _votes(belt: WaveLook, heart: WaveLook | None, settings: EngineSettings) -> list[float]:
    """Return what the newest breaths say of a belt's polarity, the heart's part included."""

    def breaths(beats: list[Beat]) -> list[Breath]:
        delay = settings.ppg_delay_s if heart and heart.spec.role is Role.PPG else 0.0
        found = whole_breaths(belt.spec, belt.times, belt.upright, beats, delay_s=delay)
        return [breath for breath in found if breath.status == "ok"][-NEWEST_BREATHS:]

    found = breaths([])
    if heart is not None and len(found) >= LEAST_BREATHS:
        found = breaths(_beats(heart, found[0].t_insp - MARGIN_S, settings))
    return [breath.vote for breath in found]


def _beats(look: WaveLook, since: float, settings: EngineSettings) -> list[Beat]:
    """Return the beats from a time on."""
    late = look.times >= since
    times, values = look.times[late], look.upright[late]
    return whole_beats(look.spec, times, values, mains_hz=settings.mains_hz)


def _about(look: WaveLook, finding: Finding) -> Finding:
    return replace(finding, person=look.spec.person, stream_id=look.spec.stream_id)


def _heart(look: WaveLook, settings: EngineSettings) -> Finding:
    end = float(look.times[-1])
    since = max(float(look.times[0]), end - NEWEST_S)
    beats = _beats(look, since - MARGIN_S, settings)
    settled = (beat.time for beat in reversed(beats) if beat.time < end - EDGE_S)
    last = next(settled, -math.inf)
    last = last if last > end - EDGE_S - LONGEST_RR_S else end
    share = max(_covered(beats, since, end), _covered(beats, last - MENDED_S, last))
    if look.spec.role is Role.ECG and _side(look, since, settings.mains_hz) is Polarity.TURNED:
        return fail(
            Message("{name} polarity", code=POLARITY, name=look.name),
            Message("the large waves of the heart beats point down: the ECG seems upside down"),
            Message(
                "Swap the two electrodes, or turn the signal over: in the window{how}, "
                "or with safehold streams set NAME --invert.",
                how=HowTo("turn_sensor"),
            ),
        )
    what = Message("{name} beats", name=look.name)
    if share >= FEW_BEATS:
        return ok(what, Message("heart beats are found"))
    return (warn if share >= HARDLY_ANY else fail)(
        what,
        Message("heart beats are found in {share:.0f} % of the time only", share=100 * share),
        Message("Wet the electrodes, press them on, or change the sensor's place."),
    )


def _covered(beats: Sequence[Beat], since: float, end: float) -> float:
    """Return the share of a time that intervals between good beats cover, 0-1."""
    good = [b for b in beats if b.time > since and Reason.BEAT_QUALITY not in b.reasons]
    covered = sum(min(b.rr_ms / 1000, b.time - since) for b in good if b.rr_ms)
    return min(1.0, covered / (end - since))


def _side(look: WaveLook, since: float, mains_hz: int) -> Polarity:
    sfreq = heart_grid_rate(look.spec.nominal_rate)
    first, stop = math.ceil(since * sfreq), math.floor(float(look.times[-1]) * sfreq) + 1
    grid = grid_values(GridRun(look.times, look.upright), sfreq, first, stop)
    return judge_ecg(ecg_score(grid, sfreq, mains_hz=mains_hz))


def _belt(look: WaveLook, votes: Sequence[float]) -> Finding:
    what = Message("{name} polarity", code=POLARITY, name=look.name)
    side = judge(votes)
    if side is Polarity.TURNED:
        return fail(
            what,
            Message("{n} breaths say that it is upside down", n=len(votes)),
            Message(
                "Wear it the other way round, or turn the signal over: in the "
                "window{how}, or with safehold streams set NAME --invert.",
                how=HowTo("turn_sensor"),
            ),
        )
    if side is Polarity.UNKNOWN:
        few = len(votes) < LEAST_BREATHS
        return warn(
            what,
            Message(
                "{n} of {least} breaths seen to tell which way up it is",
                n=len(votes),
                least=LEAST_BREATHS,
            )
            if few
            else Message("{n} breaths do not tell which way up it is", n=len(votes)),
            Message(
                "Let the person breathe quietly, without a pacer. RSA by breath is "
                "missing until it is known; everything else works without it."
            ),
        )
    text = Message("{n} breaths say that it is the right way up", n=len(votes))
    if look.spec.inverted:
        text = Message("{text} (turned over by your correction)", text=text)
    return ok(what, text)


def wave_look(name: Message, spec: StreamSpec, stamps: FloatArray, values: FloatArray) -> WaveLook:
    """Return a waveform for a look at it.

    Parameters
    ----------
    name : Message
        The person and the sensor.
    spec : StreamSpec
    stamps, values : ndarray, shape (n,)
        Since the last break, at least three; stamps on the host's clock, s, may come in bursts.

    Notes
    -----
    Faster signals are averaged to about 250 Hz: the list is made anew twice a second.
    """
    step = max(1, int(spec.nominal_rate // ENOUGH_HZ))
    times = np.linspace(stamps[0], stamps[-1], stamps.size)
    n = stamps.size // step * step
    times, values = (x[:n].reshape(-1, step).mean(axis=1) for x in (times, values))
    return WaveLook(name, replace(spec, nominal_rate=spec.nominal_rate / step), times, values)
