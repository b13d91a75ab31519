"""Pre-flight: is everything as it must be, before Start is pressed.

:class:`Looks` keeps the last minute of what opened inlets give; :func:`stream_findings` is a plain
function of it. Both can be asked again and again, so that a window shows a list that follows what
the hands do at the sensors: what is said is said of the last seconds. Nothing seen here reaches
the engine: it starts with later samples.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from acquisition.lsl import local_clock
from processing.signals.signal_check import (
    BREAK_S,
    LEAST_S,
    LOSS_S,
    after_last_break,
    after_last_flat,
    effective_rate,
    signal_now,
    unit_doubt,
)
from processing.zones.pipeline import ENGINE_ROLES
from safehold.core.errors import StreamError
from safehold.core.event_clock import FOREIGN_CLOCK_S
from safehold.core.findings import Finding, Verdict, fail, ok, warn
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS
from safehold.core.settings import STANDARD, EngineSettings
from safehold.core.silence import silent_after_s
from safehold.core.stream_choice import choose_streams
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.core.wording import person_words, role_words
from safehold.live.marker_conduct import conductor_trouble
from safehold.live.rr_check import rr_finding
from safehold.live.wave_check import POLARITY, WaveLook, wave_findings, wave_look

KEPT_S, JUDGED_S, RR_JUDGED_S = 180.0, 60.0, 35.0
"""What is kept of a channel, long enough for twelve breaths of fifteen seconds; what signal and
unit are judged by; and RR intervals, by the shortest that tells their form, s."""
POLL_S = 0.02
MEASURE_S = 0.02
"""liblsl measures in the background; a look waits for its answer no longer than this, s."""
RATE_WARN, RATE_FAIL = 0.02, 0.10
"""Shares by which the real rate may differ from the stated one."""
ROUGH_CLOCK_S = 0.02
RR_WAIT_S = 5.0
RATE_S = 5.0
"""The rate is that of so many seconds, at the end of the look."""
_WAVES = (Role.ECG, Role.PPG, Role.RESPIRATION)
_WORDS = {Role.RESPIRATION: Message("belt"), Role.RR: "RR", Role.ECG: "ECG", Role.PPG: "PPG"}


@dataclass(slots=True)
class ChannelLook:
    """What one channel gave in the last three minutes."""

    spec: StreamSpec
    offset: ClockMeasurement | None = None
    seconds: float = 0.0
    """How long it has been looked at, s."""
    newest: float = math.nan
    """LSL time of the newest sample: when it arrived, or, of what had waited, when it was made."""
    stamps: FloatArray = field(default_factory=lambda: np.empty(0))
    """Raw stamps, shape (n,)."""
    values: FloatArray = field(default_factory=lambda: np.empty(0))
    """The channel in use, shape (n,)."""

    @property
    def judged(self) -> tuple[FloatArray, FloatArray]:
        """Stamps and values that it is judged by."""
        seconds = RR_JUDGED_S if self.spec.role is Role.RR else JUDGED_S
        last = self.stamps >= self.stamps[-1] - seconds if self.stamps.size else slice(0)
        return self.stamps[last], self.values[last]

    def add(self, chunk: RawChunk, now: float) -> None:
        """Take in samples; those older than three minutes go."""
        made = now
        if math.isnan(self.newest) and self.offset is not None and chunk.stamps.size:
            waited = now - float(chunk.stamps[-1]) - self.offset.offset
            if 0.0 < waited < FOREIGN_CLOCK_S:  # they lay in the inlet since it was opened
                made = now - waited
        self.newest = made
        if isinstance(chunk.values, list):
            return
        stamps = np.concatenate((self.stamps, chunk.stamps))
        values = np.concatenate((self.values, chunk.values[:, self.spec.channel].astype(float)))
        keep = np.isfinite(stamps) & np.isfinite(values)
        keep &= stamps >= stamps[-1] - KEPT_S if np.isfinite(stamps[-1]) else True
        self.stamps, self.values = stamps[keep], values[keep]


class Looks:
    """Looks at everything that a connection gives.

    Parameters
    ----------
    specs : sequence of StreamSpec
    inlets : mapping of str to RawInlet
        Opened, by uid. Nobody else may pull them meanwhile.
    offsets : mapping of str to ClockMeasurement
        Clock offsets measured so far, by uid.
    """

    def __init__(
        self,
        specs: Sequence[StreamSpec],
        inlets: Mapping[str, RawInlet],
        offsets: Mapping[str, ClockMeasurement],
        clock: Callable[[], float] = local_clock,
    ) -> None:
        self._clock = clock
        wanted = {spec.uid for spec in specs if spec.role in ENGINE_ROLES}
        # markers stay where they are: those from before Start are taken in after it
        self._inlets = {uid: inlet for uid, inlet in inlets.items() if uid in wanted}
        self._offsets = dict(offsets)
        self._looks = [ChannelLook(spec, offsets.get(spec.uid)) for spec in specs]
        self._since = {self._key(spec): clock() for spec in specs}

    def look(self, seconds: float) -> tuple[ChannelLook, ...]:
        """Look for ``seconds`` (blocking) and return all there is of the last minutes."""
        begin = time.monotonic()
        while True:
            self._pull()
            passed = time.monotonic() - begin
            if passed >= seconds:
                break
            time.sleep(min(POLL_S, seconds - passed))
        self._measure()
        now = self._clock()
        for look in self._looks:
            look.seconds = min(now - self._since[self._key(look.spec)], KEPT_S)
        return self.seen

    @property
    def seen(self) -> tuple[ChannelLook, ...]:
        """All there is of the last minutes, as it was at the last look."""
        return tuple(self._looks)

    def respecify(self, specs: Sequence[StreamSpec]) -> None:
        """Go on with corrected specifications; a channel that is new begins without samples."""
        old = {self._key(look.spec): look for look in self._looks}
        self._looks = [
            replace(old[self._key(spec)], spec=spec)
            if self._key(spec) in old
            else ChannelLook(spec, self._offsets.get(spec.uid))
            for spec in specs
        ]
        now = self._clock()
        self._since = {self._key(spec): self._since.get(self._key(spec), now) for spec in specs}

    @staticmethod
    def _key(spec: StreamSpec) -> tuple[str, int]:
        """Return what a look goes by: the same channel of the same stream."""
        return spec.uid, spec.channel

    def _measure(self) -> None:
        """Take in clock offsets that liblsl has measured since: a network may have got well."""
        for uid, inlet in self._inlets.items():
            try:
                measured = inlet.measure_offset(timeout=MEASURE_S)
            except StreamError:
                continue  # it ended: the next pull finds out
            if measured is not None:
                self._offsets[uid] = measured
                for look in self._looks:
                    if look.spec.uid == uid:
                        look.offset = measured

    def _pull(self) -> None:
        for uid, inlet in list(self._inlets.items()):
            try:
                chunk = inlet.pull()
            except StreamError:
                del self._inlets[uid]  # it ended: its silence is the finding
                continue
            if chunk is not None:
                for look in self._looks:
                    if look.spec.uid == uid:
                        look.add(chunk, self._clock())


def stream_findings(
    people: Sequence[str],
    looks: Sequence[ChannelLook],
    *,
    now: float | None = None,
    conduct: str = "",
    settings: EngineSettings = STANDARD,
) -> list[Finding]:
    """Return what is right and wrong with the streams of these people, person by person.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    looks : sequence of ChannelLook
        See :meth:`Looks.look`.
    now : float or None
        LSL time at the end of the look, s.
    conduct : str
        Name of the marker stream that the study lets conduct.
    settings : EngineSettings
        Mains frequency, delay of the pulse.
    """
    at = local_clock() if now is None else now
    findings: list[Finding] = []
    for person in people:
        findings += _required(person, [look.spec for look in looks if look.spec.person == person])
    mine = [
        look for look in looks if look.spec.role in ENGINE_ROLES and look.spec.person in people
    ]
    for look in mine:
        findings += [
            replace(finding, person=look.spec.person, stream_id=look.spec.stream_id)
            for finding in _of_stream(look, at)
        ]
    findings += wave_findings([wave for look in mine for wave in _waves(look, at)], settings)
    if trouble := conductor_trouble(conduct, [look.spec for look in looks]):
        remedy = Message(
            "Start its program and look for the streams again, or change it in study.toml."
        )
        findings.append(warn(Message("conductor"), trouble, remedy))
    findings += [_unassigned(look.spec) for look in looks if _is_nobodys(look.spec, people)]
    return findings


def _waves(look: ChannelLook, now: float) -> list[WaveLook]:
    """Return a look as a wave, where it is one that moves now."""
    heart = look.spec.role is not Role.RESPIRATION
    stamps = after_last_break(look.stamps, longest_s=LOSS_S if heart else BREAK_S)
    silent = math.isnan(look.newest) or now - look.newest > silent_after_s(look.spec.role)
    if look.spec.role not in _WAVES or stamps.size < 3 or silent or look.offset is None:
        return []
    if signal_now(*look.judged):
        return []
    if heart:
        stamps = after_last_flat(stamps, look.values[-stamps.size :])
    if stamps.size < 3:
        return []
    times, values = stamps + look.offset.offset, look.values[-stamps.size :]
    return [wave_look(_name(look.spec), look.spec, times, values)]


def _is_nobodys(spec: StreamSpec, people: Sequence[str]) -> bool:
    return spec.role in ENGINE_ROLES and spec.person not in people


def _unassigned(spec: StreamSpec) -> Finding:
    return replace(
        warn(
            Message("{role} {name!r}", role=role_words(spec.role), name=spec.name),
            Message("nothing says whose it is: it is recorded, but not used"),
            Message("Set whose it is: safehold streams set NAME --person client"),
        ),
        stream_id=spec.stream_id,
    )


def _required(person: str, specs: Sequence[StreamSpec]) -> list[Finding]:
    heart, belt = choose_streams(specs)
    found = [
        fail(
            Message("{person}: heart", person=person_words(person)),
            Message("no heart signal was found"),
            Message(
                "Start the sensor's program; if it runs, 'safehold doctor' says why it "
                "is not seen."
            ),
        )
        if heart is None
        else ok(
            Message("{person}: heart", person=person_words(person)),
            Message("{sensor} is there", sensor=_WORDS[heart.role]),
        )
    ]
    found.append(
        ok(Message("{person}: respiration", person=person_words(person)), Message("belt is there"))
        if belt is not None
        else warn(
            Message("{person}: respiration", person=person_words(person)),
            Message("no respiration signal was found"),
            Message(
                "RSA by breath and respiration rate will be missing; everything else "
                "works without it."
            ),
        )
    )
    return [replace(finding, person=person_words(person)) for finding in found]


def _name(spec: StreamSpec) -> Message:
    return Message(
        "{person}: {sensor} ({name})",
        person=person_words(spec.person or ""),
        sensor=_WORDS[spec.role],
        name=spec.name,
    )


def _of_stream(look: ChannelLook, now: float) -> list[Finding]:
    spec, name = look.spec, _name(look.spec)
    age = now - look.newest
    waiting = math.isnan(age) and spec.role is Role.RR and look.seconds < RR_WAIT_S
    if (math.isnan(age) or age > silent_after_s(spec.role)) and not waiting:
        return [
            fail(
                name,
                Message("no data yet, after {seconds:.0f} s", seconds=look.seconds)
                if math.isnan(age)
                else Message("no data for {age:.0f} s", code="no_data_for", age=age),
                Message("Check that the sensor is on, charged, worn and in range."),
            )
        ]
    findings = [_clock(name, look)]
    if look.stamps.size and spec.role in _WAVES:
        findings += [_rate(name, look), _signal(name, look)]
    if spec.role is Role.ECG and (doubt := unit_doubt(spec.unit, *look.judged)):
        findings.append(
            warn(
                Message("{name} unit", name=name),
                doubt,
                Message(
                    "Heart rate and RSA do not depend on it; set it before you use "
                    "amplitudes: safehold streams set NAME --unit a.u."
                ),
            )
        )
    if spec.role is Role.RR:
        findings.append(rr_finding(Message("{name} signal", name=name), spec, *look.judged))
    return findings


def _clock(name: str, look: ChannelLook) -> Finding:
    what = Message("{name} clock", name=name)
    if look.offset is None:
        return fail(
            what,
            Message("it could not be compared with this computer's"),
            Message("Check the network; a firewall may block UDP ('safehold doctor')."),
        )
    apart = look.newest - float(look.stamps[-1]) - look.offset.offset if look.stamps.size else 0.0
    if abs(apart) > FOREIGN_CLOCK_S:
        return warn(
            what,
            Message("its stamps are {apart:+.0f} s off: not on the LSL clock", apart=apart),
            Message("Have its program stamp with the LSL clock (push_sample without a time)."),
        )
    text = Message(
        "offset {offset:+.2f} ms, known to {uncertainty:.2f} ms",
        offset=1000 * look.offset.offset,
        uncertainty=1000 * look.offset.uncertainty,
    )
    if look.offset.uncertainty > ROUGH_CLOCK_S:
        return warn(
            what,
            text,
            Message(
                "The network is slow: use a cable, or a network of your own.",
                code="network_slow",
            ),
        )
    return ok(what, text)


def _rate(name: str, look: ChannelLook) -> Finding:
    what, nominal = Message("{name} rate", name=name), look.spec.nominal_rate
    stamps = after_last_break(look.stamps[look.stamps >= look.stamps[-1] - RATE_S])
    rate = effective_rate(stamps)
    if rate is None or stamps[-1] - stamps[0] < LEAST_S:
        return warn(
            what, Message("too few samples to tell"), Message("Wait some seconds and look again.")
        )
    if nominal <= 0:
        return warn(
            what,
            Message("{rate:.1f} Hz by its stamps; its program states none", rate=rate),
            Message(
                "It is used by its stamps. If its program has a setting for the rate, set it."
            ),
        )
    text = Message("{rate:.2f} Hz, {nominal:g} Hz are stated", rate=rate, nominal=nominal)
    off = abs(rate / nominal - 1)
    if off > RATE_FAIL:
        return fail(
            what, text, Message("Samples are lost, or the program states a wrong rate. Mend it.")
        )
    if off > RATE_WARN:
        return warn(what, text, Message("The stamps are used, not the stated rate."))
    return ok(what, text)


def _signal(name: str, look: ChannelLook) -> Finding:
    reasons = signal_now(*look.judged)
    if not reasons:
        return ok(Message("{name} signal", name=name), Message("it moves and does not clip"))
    belt = look.spec.role is Role.RESPIRATION
    return (warn if reasons[0].value == "gap" else fail)(
        Message("{name} signal", name=name),
        EXPLANATIONS[reasons[0]],
        Message("Wear the belt tighter or looser, and breathe in deeply once.")
        if belt
        else Message("Wet the electrodes, press them on, or change the sensor's place."),
    )


def upside_down(findings: Sequence[Finding]) -> list[str]:
    """Return the ids of the streams whose sensor seems to be worn upside down."""
    return [
        finding.stream_id
        for finding in findings
        if finding.stream_id and finding.verdict is Verdict.FAIL and finding.code == POLARITY
    ]
