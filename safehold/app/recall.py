"""Continuous rating while a session is looked at again (video-cued recall).

Kept in ``recall.jsonl`` of the session, which only grows: a line ``take`` per rating with its
scale, then a line ``v`` per sample. Nothing recorded before is touched.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from recordings.engine_log import EngineLogWriter, read_engine_log
from recordings.session import SessionFolder
from safehold.core.canonical import plain
from safehold.core.results import RecallTake
from safehold.core.study import Scale

RATE_HZ = 10
SYNC_EVERY = 10
"""Samples after which the file is brought to the disk: one second."""


class RecallDesk:
    """Takes the samples of one continuous rating.

    Parameters
    ----------
    folder : SessionFolder
        The session that is looked at.
    person : str
        Label of the one who rates.
    scale : Scale
        What is rated.

    Raises
    ------
    RecordingError
        When the file cannot be written.
    """

    def __init__(self, folder: SessionFolder, person: str, scale: Scale) -> None:
        self.person, self.scale = person, scale
        self.session_id = folder.session_id
        path = folder.recall_path
        earlier = read_engine_log(path) if path.exists() else []
        self.take = 1 + sum(line["kind"] == "take" for line in earlier)
        self._writer = EngineLogWriter(path)
        self._writer.append(
            "take", take=self.take, person=person, scale=plain(scale), rate_hz=RATE_HZ
        )
        self._writer.sync()
        self.count = 0
        """Samples taken."""

    def sample(self, t: float, value: float | None) -> None:
        """Keep what the person says of session time ``t``; None before the first touch."""
        self._writer.append(
            "v", take=self.take, t=round(t, 3), x=None if value is None else round(value, 4)
        )
        self.count += 1
        if self.count % SYNC_EVERY == 0:
            self._writer.sync()

    def close(self) -> None:
        """Bring everything to the disk."""
        self._writer.close()


def read_takes(path: Path) -> tuple[RecallTake, ...]:
    """Return the takes in a ``recall.jsonl``; none where there is no file or no sample.

    Raises
    ------
    RecordingCorruptError
        When lines are missing in its middle.
    """
    if not path.exists():
        return ()
    heads: dict[int, tuple[str, str]] = {}
    samples: dict[int, list[tuple[float, float]]] = {}
    for line in read_engine_log(path):
        if line["kind"] == "take":
            heads[line["take"]] = (line["person"], line["scale"]["name"])
        elif line["kind"] == "v":
            value = math.nan if line["x"] is None else float(line["x"])
            samples.setdefault(line["take"], []).append((float(line["t"]), value))
    return tuple(
        RecallTake(take, *heads[take], *np.array(samples[take], dtype=np.float64).T)
        for take in sorted(samples)
    )
