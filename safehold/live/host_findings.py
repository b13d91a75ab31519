"""What the check before a session finds of this computer: ports, and the recorder."""

from __future__ import annotations

from pathlib import Path

from acquisition.ports import PortUse
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message
from safehold.session.status import RecorderState, RecorderStatus


def port_finding(sensors: int, use: PortUse | None) -> Finding:
    """Return whether liblsl's port range has room for a session's sensors to come back.

    Parameters
    ----------
    sensors : int
        Streams of all people, whose outlets stand already.
    use : PortUse or None
        What is free; None where it could not be counted.
    """
    if use is None:
        return warn(
            Message("LSL ports"),
            Message("they could not be counted"),
            Message("See 'safehold doctor'."),
        )
    count, free = use.range.count, use.udp_free
    needed = use.range.wanted(sensors) - sensors
    if needed > count:  # more than it ever holds, as liblsl's own on the LAN: others serve as well
        needed = count // 4
    if free >= needed:
        return ok(
            Message("LSL ports"),
            Message("{free} of {count} UDP ports are free", free=free, count=count),
        )
    return warn(
        Message("LSL ports"),
        Message(
            "{free} of {count} UDP ports are free, {needed} should be",
            free=free,
            count=count,
            needed=needed,
        ),
        Message("Close LSL programs that are not needed: restarted sensors may not be found."),
    )


def recorder_finding(status: RecorderStatus, *, wanted: bool = True) -> Finding:
    """Return whether the recorder is up."""
    if not wanted:
        return warn(
            Message("recorder"),
            Message("off: nothing will be kept"),
            Message("Start without --no-record."),
        )
    if status.state is RecorderState.RECORDING:
        return ok(Message("recorder"), Message("recording to {name}", name=Path(status.path).name))
    return fail(
        Message("recorder"),
        status.message or Message("it is {state}", state=status.state.value),
        Message("Start it again; its log is in the session folder."),
    )
