"""What a window may show: reduced and blind copies of the session model.

The views read one model. In the reduced and the blind display they read a copy that never gets the
values, so no widget, title, tooltip or text line, present or future, can show one. Recording,
journal and streams rest on the full model and are the same in every display.

=========  =====================================================================================
reduced    the zone in words, whether signals are good, events, phase;
           no number, no curve, no beat, and of a baseline only whether it is provisional
blind      whether signals are good, events, phase, and whether there is a baseline; nothing
           that depends on what the body does, and no rating
=========  =====================================================================================
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recordings.folder.session import SessionFolder
from safehold.core.calibration import BreathingCalibration
from safehold.core.codebook import RATING_PREFIX
from safehold.core.conditions import Conditions
from safehold.core.markers import FOREIGN_CODE, decode_marker
from safehold.core.messages import Message
from safehold.core.study import Display, Study
from safehold.core.types import (
    Baseline,
    Beat,
    Breath,
    Change,
    EngineOutput,
    Event,
    FloatArray,
    Notice,
    Role,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)
from safehold.session.model import SessionModel
from safehold.session.person_view import TREND_COLUMNS, PersonMoment
from safehold.session.status import SessionStatus

_PACE_ROLES = (Role.RR, Role.HEART_RATE)
"""Streams with one sample a beat: their rate is the heart rate."""


def veiled(output: EngineOutput, display: Display) -> EngineOutput | None:
    """Return what a display may know of an output of the engine, or None."""
    if display is Display.FULL or (isinstance(output, Notice) and _harmless(output, display)):
        return output
    if isinstance(output, Tick):
        quality = tuple((stream, None, reasons) for stream, _, reasons in output.quality)
        return replace(output, indices=(), zone=_zone(output.zone, display), quality=quality)
    if isinstance(output, Baseline):
        return replace(
            output, hr=math.nan, hr_spread=math.nan, vagal=None, vagal_spread=None, vagal_sd=None,
            resp_rate=None, resp_amplitude=None, n_hr=math.nan, n_vagal=math.nan, reasons=(),
        )  # fmt: skip
    if isinstance(output, Notice):
        told = (
            Message(
                "The baseline of {person} gave no result. Take it again.", person=output.person
            )
            if output.person
            else Message("The baseline gave no result. Take it again.")
        )
        return replace(output, message=told)
    assert isinstance(output, Beat | Breath | BreathingCalibration | Conditions | Event)
    return None


def veiled_event(event: Event, display: Display) -> Event:
    """Return an event without what somebody answered."""
    code = event.code
    if code == FOREIGN_CODE:  # another program's text may be an answer too
        code, _ = decode_marker(event.value)
    if display is Display.FULL or not code.startswith(RATING_PREFIX):
        return event
    kept = {key: text for key, text in event.attributes.items() if key != "value"}
    return replace(event, value="", attributes=kept)


def veiled_status(status: SessionStatus, display: Display) -> SessionStatus:
    """Return the status without rates that are heart rates."""
    if display is Display.FULL:
        return status
    streams = tuple(
        replace(stream, rate=None) if stream.spec.role in _PACE_ROLES else stream
        for stream in status.streams
    )
    return replace(status, streams=streams)


class VeiledModel(SessionModel):
    """The copy of a session model that a reduced or blind window reads.

    Parameters
    ----------
    full : SessionModel
        What it is a copy of; passes on from now what it takes in.
    streams : sequence of StreamSpec
        Streams of the session.
    display : Display
        What may be shown.
    """

    def __init__(self, full: SessionModel, display: Display) -> None:
        super().__init__(tuple(full.people), full.streams, full.settings)
        self.display = display
        full.pass_on(self)

    def waveform(self, stream_id: str, times: FloatArray, values: FloatArray) -> None:
        """Leave a curve out: the heart rate can be read from it."""

    def apply(self, outputs: Sequence[EngineOutput]) -> None:
        """Take in what may be known of the outputs."""
        known = (veiled(output, self.display) for output in outputs)
        super().apply([output for output in known if output is not None])

    def fill_ticks(self, person: str, rows: NDArray[np.float32]) -> None:
        """Take in of all ticks what may be known; no row of zones that nobody may see."""
        if self.display is Display.REDUCED:
            kept = np.isin(TREND_COLUMNS, ("t", "state", "held"))
            super().fill_ticks(person, np.where(kept, rows, np.float32(np.nan)))

    def show_moment(self, moment: PersonMoment) -> None:
        """Take in of a moment what may be known: no beat and no breath."""
        tick, baseline = (
            None if output is None else veiled(output, self.display)
            for output in (moment.tick, moment.baseline)
        )
        assert tick is None or isinstance(tick, Tick)
        assert baseline is None or isinstance(baseline, Baseline)
        super().show_moment(replace(moment, tick=tick, baseline=baseline, beats=(), breaths=()))

    def set_events(self, events: Sequence[Event]) -> None:
        """Take in all events without what somebody answered."""
        super().set_events([veiled_event(event, self.display) for event in events])

    def set_notices(self, notices: Sequence[Notice]) -> None:
        """Take in of all notices what may be known."""
        known = (veiled(notice, self.display) for notice in notices)
        super().set_notices([notice for notice in known if isinstance(notice, Notice)])

    def set_event(self, event: Event) -> None:
        """Take in an event without what somebody answered."""
        super().set_event(veiled_event(event, self.display))

    def set_status(self, status: SessionStatus) -> None:
        """Take in the status without rates that are heart rates."""
        super().set_status(veiled_status(status, self.display))


def shown(model: SessionModel, display: Display) -> SessionModel:
    """Return the model that a window of this display reads; make it before data flow."""
    return model if display is Display.FULL else VeiledModel(model, display)


def display_of(
    study: Study, folder: SessionFolder, say: Callable[[Message], None], *, again: bool
) -> dict[str, Display]:
    """Return what each window shows: chosen before the session, kept when it is resumed."""
    wanted = dict(study.display)
    if not again:
        return wanted
    began = folder.read_info().get("study", {}).get("display", {})
    kept = wanted | {window: Display(mode) for window, mode in began.items()}
    if kept != wanted:
        say(Message("Keeping the display that the session began with."))
    return kept


def _harmless(notice: Notice, display: Display) -> bool:
    """Tell whether a notice speaks of devices only; in the blind display no verdict on a body."""
    return display is Display.REDUCED or notice.code != "baseline_failed"


def _zone(zone: ZoneState, display: Display) -> ZoneState:
    if display is Display.REDUCED:
        return replace(
            zone, a=None, v=None, sa=None, sv=None, change=None, changed=Change.NONE,
            change_reasons=(),
        )  # fmt: skip
    return replace(
        zone, state=ZoneName.UNKNOWN, substate=SubZone.NONE, candidate=ZoneName.UNKNOWN, since=0,
        held=False, a=None, v=None, sa=None, sv=None, reasons=(), provisional=False,
        hr_only=False, change=None, changed=Change.NONE, change_reasons=(),
    )  # fmt: skip
