"""How a stream is doing at this moment, in the words of the streams panel."""

from __future__ import annotations

from processing.signals.signal_check import effective_rate, signal_now
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.live.streams.stream import LiveStream
from safehold.session.model import SessionModel
from safehold.session.status import StreamState, StreamStatus

_WAVES = (Role.ECG, Role.PPG, Role.RESPIRATION)
_SEEN_NOW = frozenset({Reason.FLAT, Reason.CLIPPED, Reason.GAP})
"""What the samples of this moment say themselves; a tick says it some seconds late."""
_STATE_WORDS = {
    StreamState.ENDED: Message("ended", code="stream_over"),
    StreamState.FOREIGN_CLOCK: Message(
        "stamps are not on the LSL clock", code="stamps_not_lsl_clock"
    ),
    StreamState.NO_OFFSET: Message(
        "clock offset not yet measured", code="clock_offset_not_measured"
    ),
}


def status_of(
    stream: LiveStream, model: SessionModel, *, now: float, began: float
) -> StreamStatus:
    """Return how a stream is doing.

    Parameters
    ----------
    stream : LiveStream
        What is known of it.
    model : SessionModel
        Holds its last samples.
    now, began : float
        LSL time now, and since when samples may come, s.
    """
    times, values = model.snapshot(stream.spec.stream_id, 10.0)
    age = None if stream.last_arrival is None else now - stream.last_arrival
    state = stream.state(now, began)
    remark = _STATE_WORDS.get(state, NOTHING)
    if state is StreamState.SILENT and stream.gone:
        remark = Message("its program has ended", code="program_ended")
    elif state is StreamState.SILENT and stream.is_hanging(now):
        remark = Message("its program does not answer", code="program_does_not_answer")
    elif state is StreamState.SILENT:
        remark = (
            Message("no data yet", code="no_data_yet")
            if age is None
            else Message("no data for {age:.0f} s", code="no_data_for", age=age)
        )
    elif state is StreamState.LIVE:
        remark = _signal(stream.spec, model, times, values)
    return StreamStatus(
        spec=stream.spec,
        alive=state in (StreamState.LIVE, StreamState.WAITING, StreamState.NO_OFFSET),
        last_sample_age_s=age,
        rate=effective_rate(times),
        remark=remark,
        state=state,
        offer=stream.offer,
        doubled=stream.doubled,
        hangs=state is StreamState.SILENT and stream.is_hanging(now),
        health=stream.health(times),
    )


def _signal(
    spec: StreamSpec, model: SessionModel, times: FloatArray, values: FloatArray
) -> Message:
    """Return what is wrong with a signal now, in words, or nothing.

    Flat and clipped are read from the last seconds themselves. The rest needs the engine, whose
    newest tick is some seconds old; of that, what has changed since is not repeated.
    """
    found = model.signal_reasons(spec)
    if spec.role in _WAVES and times.size:
        now = [reason for reason in signal_now(times, values) if reason is not Reason.GAP]
        found = (*now, *(reason for reason in found if reason not in _SEEN_NOW))
    return EXPLANATIONS[found[0]] if found else NOTHING
