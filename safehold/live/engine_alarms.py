"""What stopped inside the workbench, what goes on, and what to do: alarms of its own threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recordings.folder.journal_file import JournalPlace
from safehold.core.alarms import AlarmKind
from safehold.core.messages import HowTo, Message
from safehold.core.types import Level
from safehold.live.alarms import Condition
from safehold.live.supervisor import Breakdown, WorkerFault

PROCESS, ACQUIRE = "process", "acquire"
RESTART = HowTo("restart_engine")
SHOWN_S = 10.0
"""That a deleted journal was written again is an alarm for this long, if nobody has seen it, s."""

_STOPPED: Mapping[str, tuple[Level, Message, Message]] = {
    PROCESS: (
        Level.ERROR,
        Message(
            "Nothing is computed; curves, zones and numbers stand still.", code="nothing_computed"
        ),
        Message(
            "Recording, codes, notes and ratings continue. Restart the computing{how}.",
            code="recording_and_coding_continue",
            how=RESTART,
        ),
    ),
    ACQUIRE: (
        Level.ERROR,
        Message(
            "No samples are read; curves, zones and numbers stand still.",
            code="no_samples_arrive",
        ),
        Message(
            "The recorder has its own connection and continues; so do codes, notes "
            "and ratings. Restart the computing{how}.",
            code="recorder_continues",
            how=RESTART,
        ),
    ),
    "markers": (
        Level.ERROR,
        Message("Markers and ratings of other programs are not read.", code="markers_not_read"),
        Message(
            "They are recorded. Your own codes and notes continue. Restart the computing{how}.",
            code="markers_are_recorded",
            how=RESTART,
        ),
    ),
    "offsets": (
        Level.WARNING,
        Message("The clocks of the senders are not compared.", code="clocks_not_compared"),
        Message(
            "Everything else continues; the recorder compares them itself. Restart "
            "the computing{how}.",
            code="recorder_compares_clocks",
            how=RESTART,
        ),
    ),
    "status": (
        Level.ERROR,
        Message(
            "The status line stands still, and the guide does not move on by itself.",
            code="status_stands_still",
        ),
        Message(
            "Recording, numbers and codes continue. Restart the computing{how}.",
            code="numbers_and_codes_continue",
            how=RESTART,
        ),
    ),
    "journal": (
        Level.WARNING,
        Message("The journal is not synced to the disk.", code="journal_not_synced"),
        Message(
            "Its lines are written, and the recording has a copy. Restart the computing{how}.",
            code="journal_lines_are_written",
            how=RESTART,
        ),
    ),
    "returning": (
        Level.WARNING,
        Message(
            "Restarted sensors are not offered.",
            code="restarted_sensors_not_offered",
        ),
        Message(
            "Those with a source id reconnect by themselves. Restart the computing{how}.",
            code="known_sensors_reconnect",
            how=RESTART,
        ),
    ),
    "ratings": (
        Level.WARNING,
        Message("Rating windows opened now are not read.", code="new_ratings_not_read"),
        Message(
            "They are recorded; those that were open continue. Restart the computing{how}.",
            code="ratings_are_recorded",
            how=RESTART,
        ),
    ),
}
"""Per worker: how grave its end is, what stopped, what goes on."""


def conditions_of_threads(troubles: Sequence[Breakdown]) -> Iterator[Condition]:
    """Yield a condition per worker that does not work now: what stopped, what goes on."""
    for trouble in troubles:
        level, what, remedy = _STOPPED.get(
            trouble.worker,
            (
                Level.WARNING,
                Message(
                    "A part of the workbench has stopped: {worker}.",
                    code="worker_stopped",
                    worker=trouble.worker,
                ),
                Message(
                    "Restart the computing{how}.",
                    code="restart_computing",
                    how=RESTART,
                ),
            ),
        )
        why = (
            Message("it has not moved on for some seconds", code="no_sign_of_life")
            if trouble.fault is WorkerFault.HANGS
            else trouble.why
        )
        yield Condition(
            AlarmKind.ENGINE,
            level,
            Message("{what} Cause: {why}.", code="with_cause", what=what, why=why)
            if why
            else what,
            remedy,
            stream_id=f"thread:{trouble.worker}",
        )


def conditions_of_journal(trouble: str, n_waiting: int) -> Iterator[Condition]:
    """Yield the condition of a journal that the disk does not take.

    Parameters
    ----------
    trouble : str
        Why; empty where it does.
    n_waiting : int
        Lines that wait in memory.
    """
    if trouble:
        yield Condition(
            AlarmKind.ENGINE,
            Level.ERROR,
            Message(
                "The journal of this session cannot be written; {n_waiting} lines wait "
                "in memory: {trouble}",
                code="journal_cannot_be_written",
                n_waiting=n_waiting,
                trouble=trouble,
            ),
            Message(
                "Codes are kept and go into the recording too. Free space on the disk; "
                "the journal then continues by itself. Do not close the window until "
                "then.",
                code="codes_kept_free_space",
            ),
            stream_id="journal",
        )


def conditions_of_journal_place(place: JournalPlace, now: float) -> Iterator[Condition]:
    """Yield the condition of a journal that somebody moved or deleted while it was written.

    Parameters
    ----------
    place : JournalPlace
        Where the journal is.
    now : float
        ``time.monotonic()``.
    """
    if place.why:
        yield Condition(
            AlarmKind.ENGINE,
            Level.ERROR,
            Message(
                "The journal of this session was deleted while it was written. All of it "
                "is still held open, but it could not be written again yet: {why}",
                code="journal_deleted_not_saved",
                why=place.why,
            ),
            Message(
                "Coding continues, and codes are recorded too. Do not close the "
                "window; free space on the disk and let this user write to the session "
                "folder. Writing is retried by itself.",
                code="codes_kept_allow_writing",
            ),
            stream_id="journal",
            cause="file_unsaved",
        )
        return
    if place.deleted_at is not None and now - place.deleted_at < SHOWN_S:
        yield Condition(
            AlarmKind.ENGINE,
            Level.WARNING,
            Message(
                "The journal of this session was deleted while it was written. All of it "
                "was written again: {where}.",
                code="journal_deleted_saved",
                where=place.where,
            ),
            Message(
                "Find out which program or person deletes files there, and stop it.",
                code="find_who_deletes",
            ),
            stream_id="journal",
            cause="file_deleted",
        )
    if place.where != place.made_as:
        yield Condition(
            AlarmKind.ENGINE,
            Level.WARNING,
            Message(
                "The journal of this session was moved or renamed while it was "
                "written. It continues in {where}; nothing is lost.",
                code="journal_moved",
                where=place.where,
            ),
            Message(
                "Leave it there until the end, then move it back to {made_as}.",
                code="leave_journal_until_end",
                made_as=place.made_as,
            ),
            stream_id="journal",
            cause="file_moved",
        )


def conditions_of_outlets(troubles: Mapping[str, str]) -> Iterator[Condition]:
    """Yield the condition of own streams that cannot be sent, by name with the reason."""
    if troubles:
        names = ", ".join(sorted(troubles))
        why = next(iter(troubles.values()))
        yield Condition(
            AlarmKind.ENGINE,
            Level.ERROR,
            Message(
                "Own streams cannot be sent, so the recording misses them: {names} ({why}).",
                code="own_streams_cannot_be_sent",
                names=names,
                why=why,
            ),
            Message(
                "The journal keeps every code. End the session properly when you can, "
                "and start it again under the same id.",
                code="journal_keeps_codes",
            ),
            stream_id="outlets",
        )


def conditions_of_window(failure: str) -> Iterator[Condition]:
    """Yield the condition of a part of the window that failed; empty where none did."""
    if failure:
        yield Condition(
            AlarmKind.ENGINE,
            Level.ERROR,
            Message(
                "A part of the window failed. Cause: {failure}.",
                code="window_part_failed",
                failure=failure,
            ),
            Message(
                "Recording, numbers and codes continue. If a key does nothing, use its "
                "menu entry; you can close the window and open it again, and the "
                "recording continues.",
                code="use_menu_or_reopen_window",
            ),
            stream_id="window",
        )
