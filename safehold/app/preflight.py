"""Pre-flight: is everything as it must be, before Start is pressed.

:class:`Looks` keeps the last minute of what opened inlets give; :func:`stream_findings` is a plain
function of it. Both can be asked again and again, so that a window shows a list that follows what
the hands do at the sensors. Nothing seen here reaches the engine: it starts with later samples.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk, RawInlet
from acquisition.lsl import local_clock
from processing.first_look import (
    LEAST_S,
    effective_rate,
    inspiration_share,
    signal_reasons,
    unit_doubt,
)
from processing.flags import DEFAULT_LIMITS_MS
from processing.indices import MAX_DUTY
from safehold.app.doctor import Finding, Verdict, fail, ok, warn
from safehold.app.model import RecorderStatus
from safehold.app.pipeline import ENGINE_ROLES
from safehold.core.errors import StreamError
from safehold.core.reasons import EXPLANATIONS
from safehold.core.types import HEART_ROLES, FloatArray, Role, StreamSpec

KEPT_S = 60.0
POLL_S = 0.02
RATE_WARN, RATE_FAIL = 0.02, 0.10
"""Shares by which the real rate may differ from the stated one."""
ROUGH_CLOCK_S = 0.02
FOREIGN_CLOCK_S = 60.0
"""A stamp further than this from now is not on the LSL clock."""
POLARITY = "polarity"
"""Last word of what was looked at, where it was which way up a belt is worn."""
BELT_S = 20.0
"""A shorter look at a belt shows too few breaths."""
RR_WAIT_S = 5.0
_WAVES = (Role.ECG, Role.PPG, Role.RESPIRATION)
_WORDS = {Role.RESPIRATION: "belt", Role.RR: "RR", Role.ECG: "ECG", Role.PPG: "PPG"}


@dataclass(slots=True)
class Look:
    """What one channel gave in the last minute."""

    spec: StreamSpec
    offset: ClockMeasurement | None = None
    seconds: float = 0.0
    """How long it has been looked at, s."""
    newest: float = math.nan
    """LSL time at which the newest sample arrived."""
    stamps: FloatArray = field(default_factory=lambda: np.empty(0))
    """Raw stamps, shape (n,)."""
    values: FloatArray = field(default_factory=lambda: np.empty(0))
    """The channel in use, shape (n,)."""

    def add(self, chunk: RawChunk, now: float) -> None:
        """Take in samples; those older than a minute go."""
        self.newest = now
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
        self._looks = [Look(spec, offsets.get(spec.uid)) for spec in specs]

    def look(self, seconds: float) -> tuple[Look, ...]:
        """Look for so long (blocks), and return all there is of the last minute."""
        begin = time.monotonic()
        while True:
            self._pull()
            passed = time.monotonic() - begin
            if passed >= seconds:
                break
            time.sleep(min(POLL_S, seconds - passed))
        for look in self._looks:
            look.seconds = min(look.seconds + passed, KEPT_S)
        return tuple(self._looks)

    def respecify(self, specs: Sequence[StreamSpec]) -> None:
        """Go on with corrected specifications; a channel that is new begins without samples."""
        old = {(look.spec.uid, look.spec.channel): look for look in self._looks}
        self._looks = [
            replace(old[spec.uid, spec.channel], spec=spec)
            if (spec.uid, spec.channel) in old
            else Look(spec, self._offsets.get(spec.uid))
            for spec in specs
        ]

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
    people: Sequence[str], looks: Sequence[Look], *, now: float | None = None
) -> list[Finding]:
    """Return what is right and wrong with the streams of these people, person by person.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    looks : sequence of Look
        See :meth:`Looks.look`.
    now : float or None
        LSL time at the end of the look, s.
    """
    at = local_clock() if now is None else now
    findings: list[Finding] = []
    for person in people:
        findings += _required(person, [look.spec for look in looks if look.spec.person == person])
    for look in looks:
        if look.spec.role in ENGINE_ROLES and look.spec.person in people:
            findings += [
                replace(finding, person=look.spec.person, stream_id=look.spec.stream_id)
                for finding in _of_stream(look, at)
            ]
    findings += [_unassigned(look.spec) for look in looks if _is_nobodys(look.spec, people)]
    return findings


def _is_nobodys(spec: StreamSpec, people: Sequence[str]) -> bool:
    return spec.role in ENGINE_ROLES and spec.person not in people


def _unassigned(spec: StreamSpec) -> Finding:
    return replace(
        warn(
            f"{spec.role.value} {spec.name!r}",
            "it is not said whose it is: it is recorded, but not used",
            "Say whose it is: safehold streams set NAME --person client",
        ),
        stream_id=spec.stream_id,
    )


def _required(person: str, specs: Sequence[StreamSpec]) -> list[Finding]:
    roles = {spec.role for spec in specs}
    heart = next((role for role in HEART_ROLES if role in roles), None)
    found = [
        fail(
            f"{person}: heart",
            "no heart signal was found",
            "Start the sensor's program; if it runs, 'safehold doctor' says why it is not seen.",
        )
        if heart is None
        else ok(f"{person}: heart", f"{_WORDS[heart]} is there")
    ]
    found.append(
        ok(f"{person}: respiration", "belt is there")
        if Role.RESPIRATION in roles
        else warn(
            f"{person}: respiration",
            "no respiration signal was found",
            "RSA by breath and respiration rate will be missing; all else works without.",
        )
    )
    return [replace(finding, person=person) for finding in found]


def _of_stream(look: Look, now: float) -> list[Finding]:
    spec = look.spec
    name = f"{spec.person}: {_WORDS[spec.role]} ({spec.name})"
    silent = math.isnan(look.newest) or now - look.newest > 2.0
    if silent and not (spec.role is Role.RR and look.seconds < RR_WAIT_S):
        return [
            fail(
                name,
                f"no data in {look.seconds:.0f} s",
                "Check that the sensor is on, charged, worn and in reach.",
            )
        ]
    findings = [_clock(name, look)]
    if look.stamps.size and spec.role in _WAVES:
        findings += [_rate(name, look), _signal(name, look)]
    if spec.role is Role.ECG and (doubt := unit_doubt(spec.unit, look.stamps, look.values)):
        findings.append(
            warn(
                f"{name} unit", doubt,
                "Heart rate and RSA do not depend on it; say what it is before amplitudes are "
                "used: safehold streams set NAME --unit a.u.",
            )
        )  # fmt: skip
    if spec.role is Role.RR:
        findings += _rr(name, look)
    if spec.role is Role.RESPIRATION and look.seconds >= BELT_S:
        findings.append(_polarity(name, look))
    return findings


def _clock(name: str, look: Look) -> Finding:
    what = f"{name} clock"
    if look.offset is None:
        return fail(
            what,
            "it could not be compared with this computer's",
            "Check the network; a firewall may block UDP ('safehold doctor').",
        )
    apart = look.newest - float(look.stamps[-1]) - look.offset.offset if look.stamps.size else 0.0
    if abs(apart) > FOREIGN_CLOCK_S:
        return warn(
            what,
            f"its stamps are {apart:+.0f} s away: not on the LSL clock",
            "Better let its program stamp with the LSL clock (push_sample without a time).",
        )
    text = (
        f"offset {1000 * look.offset.offset:+.2f} ms, "
        f"known to {1000 * look.offset.uncertainty:.2f} ms"
    )
    if look.offset.uncertainty > ROUGH_CLOCK_S:
        return warn(what, text, "The network is slow: use a cable, or a network of your own.")
    return ok(what, text)


def _rate(name: str, look: Look) -> Finding:
    what, nominal = f"{name} rate", look.spec.nominal_rate
    rate = effective_rate(look.stamps)
    if rate is None or look.stamps[-1] - look.stamps[0] < LEAST_S:
        return warn(what, "too few samples to tell", "Wait some seconds and look again.")
    if nominal <= 0:
        return warn(
            what,
            f"{rate:.1f} Hz by its stamps; its program states none",
            "It is used by its stamps. If its program has a setting for the rate, set it.",
        )
    text = f"{rate:.2f} Hz, {nominal:g} Hz are stated"
    off = abs(rate / nominal - 1)
    if off > RATE_FAIL:
        return fail(what, text, "Samples are lost, or the program states a wrong rate. Mend it.")
    if off > RATE_WARN:
        return warn(what, text, "The stamps are used, not the stated rate.")
    return ok(what, text)


def _signal(name: str, look: Look) -> Finding:
    reasons = signal_reasons(look.stamps, look.values)
    if not reasons:
        return ok(f"{name} signal", "it moves, and is not at its limit")
    belt = look.spec.role is Role.RESPIRATION
    return (warn if reasons[0].value == "gap" else fail)(
        f"{name} signal",
        EXPLANATIONS[reasons[0]],
        "Wear the belt tighter or looser, and breathe in deeply once."
        if belt
        else "Wet the electrodes, press them on, or change the sensor's place.",
    )


def _rr(name: str, look: Look) -> list[Finding]:
    if look.stamps.size == 0:
        return [warn(f"{name} signal", "no beat yet", "Wait some seconds and look again.")]
    median = float(np.median(look.values)) * (1000.0 if look.spec.unit == "s" else 1.0)
    if not DEFAULT_LIMITS_MS[0] <= median <= DEFAULT_LIMITS_MS[1]:
        return [
            warn(
                f"{name} signal",
                f"median {median:g} ms: no interval between heart beats",
                "Say what its unit is: safehold streams set NAME --unit s.",
            )
        ]
    # no number: this page is seen before a blind session too
    return [ok(f"{name} signal", "beats arrive, at intervals that a heart can have")]


def upside_down(findings: Sequence[Finding]) -> list[str]:
    """Return the ids of the streams whose sensor seems to be worn upside down."""
    return [
        finding.stream_id
        for finding in findings
        if finding.stream_id
        and finding.verdict is Verdict.FAIL
        and finding.what.endswith(f" {POLARITY}")
    ]


def _polarity(name: str, look: Look) -> Finding:
    what = f"{name} {POLARITY}"
    share = inspiration_share(look.spec, look.stamps, look.values)
    if share is None:
        return warn(what, "too few breaths to tell", "Let the person breathe quietly for 20 s.")
    text = f"breathing in takes {100 * share:.0f} % of a breath"
    if share > MAX_DUTY:
        return fail(
            what,
            f"{text}: the belt seems upside down",
            "Wear it the other way round, or have it turned: Ctrl+B in the window, or safehold "
            "streams set NAME --invert.",
        )
    return ok(what, text + (" (turned by your correction)" if look.spec.inverted else ""))


def recorder_finding(status: RecorderStatus, *, wanted: bool = True) -> Finding:
    """Return whether the recorder is up."""
    if not wanted:
        return warn("recorder", "off: nothing will be kept", "Start without --no-record.")
    if status.state == "recording":
        return ok("recorder", f"recording to {Path(status.path).name}")
    return fail(
        "recorder",
        status.message or f"it is {status.state}",
        "Start it again; its log stands in the session folder.",
    )
