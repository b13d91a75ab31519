"""The folder and the settings that a live session begins, or goes on, with."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from acquisition.lsl import local_clock
from recordings.folder.session import SessionFolder
from safehold.core.canonical import plain
from safehold.core.codebook import Codebook
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.settings import EngineSettings
from safehold.core.study import Study
from safehold.core.types import StreamSpec
from safehold.files.engine_run import EngineRun, software
from safehold.files.study import participants_of

SAME_CLOCK_S = 60.0
"""LSL clock and UTC may differ by this much since a session began: UTC is set now and then."""


def open_folder(
    root: Path,
    session_id: str,
    study: Study,
    codebook: Codebook,
    specs: Sequence[StreamSpec],
    say: Callable[[Message], None],
) -> SessionFolder:
    """Return the folder of a session, made again or that of the session to continue with.

    Raises
    ------
    RecordingError
        When it cannot be made or read.
    """
    if (root / session_id).exists():
        say(Message("Resuming session {session_id} ...", session_id=session_id))
        return SessionFolder.open(root / session_id)
    return SessionFolder.create(
        root,
        session_id,
        {
            "participants": plain(participants_of(study)),
            "study": plain(study),
            "streams": plain(specs),
            "settings": plain(study.settings),
            "params_hash": study.settings.params_hash,
            "codebook": plain(codebook),
            "software": software(),
        },
    )


def settings_in_force(
    runs: Sequence[EngineRun],
    wanted: EngineSettings,
    session_id: str,
    say: Callable[[Message], None],
) -> EngineSettings:
    """Return the settings a session continues with: those it began with, else those wanted.

    Raises
    ------
    RecordingError
        When this computer's LSL clock is not the one the session was recorded with.
    """
    if not runs:
        return wanted
    last = runs[-1]
    lsl, utc = last.utc_anchor
    if abs((local_clock() - lsl) - (time.time() - utc)) > SAME_CLOCK_S:
        raise RecordingError(
            Message(
                "Session {session_id} cannot be resumed: it was recorded on a clock "
                "that ended when this computer restarted, or on another computer's "
                "clock.",
                session_id=session_id,
            ),
            remedy=Message("Start a new session; the recording of this one is safe."),
        )
    if last.settings != wanted:
        say(
            Message(
                "Keeping the settings of the session ({profile}).",
                profile=last.settings.profile,
            )
        )
    return last.settings
