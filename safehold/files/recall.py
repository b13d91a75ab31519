"""Continuous rating while a session is looked at again (video-cued recall).

Kept in ``recall.jsonl`` of the session, which only grows: a line ``take`` per rating with its
scale, then a line ``v`` per sample. Nothing recorded before is touched.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from recordings.folder.chain import note_appended
from recordings.folder.journal_file import JournalWriter, read_journal
from recordings.folder.json_text import count, number, text, understood
from recordings.folder.session import SessionFolder
from safehold.core.canonical import plain
from safehold.core.errors import RecordingCorruptError
from safehold.core.messages import NOTHING, Message, Sentence
from safehold.core.results import RECALL_HZ, RecallTake
from safehold.core.study import Scale

SYNC_EVERY = 10
"""Samples after which the file is brought to the disk: one second."""


class RecallRecorder:
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
        self.session_id, self._folder = folder.session_id, folder
        path = folder.recall_path
        self._writer = JournalWriter(path)
        with self._writer.alone():  # somebody else may rate at the same time
            self.take = 1 + sum(line["kind"] == "take" for line in read_journal(path))
            self._writer.append(
                "take", take=self.take, person=person, scale=plain(scale), rate_hz=RECALL_HZ
            )
        self._writer.sync()
        self.count = 0
        """Samples taken."""

    def sample(self, t: float, value: float | None) -> None:
        """Keep what the person says of session time ``t``; None before the first touch."""
        with self._writer.alone():
            self._writer.append(
                "v", take=self.take, t=round(t, 3), x=None if value is None else round(value, 4)
            )
        self.count += 1
        if self.count % SYNC_EVERY == 0:
            self._writer.sync()

    def close(self) -> None:
        """Bring everything to the disk; the chain of hashes covers it from now on."""
        self._writer.close()
        note_appended(self._folder, "recall")


def read_takes(path: Path, said: list[Message] | None = None) -> tuple[RecallTake, ...]:
    """Return the takes in a ``recall.jsonl``; none where there is no file or no sample.

    What cannot be read is left out; `said` gets a sentence about it.

    Raises
    ------
    RecordingError
        When the file cannot be read.
    """
    if not path.exists():
        return ()
    heads: dict[int, tuple[str, str]] = {}
    samples: dict[int, list[tuple[float, float]]] = {}
    problems: list[Message] = []
    for line in read_journal(path, problems):
        try:
            with understood(
                path, Message("line {seq}", code="line", seq=line["seq"]), remedy=NOTHING
            ):
                if line["kind"] == "take":
                    heads[count(line["take"])] = (
                        text(line["person"]),
                        text(line["scale"]["name"]),
                    )
                elif line["kind"] == "v":
                    value = math.nan if line["x"] is None else number(line["x"])
                    samples.setdefault(count(line["take"]), []).append((number(line["t"]), value))
        except RecordingCorruptError as error:
            problems.append(
                Message(
                    "{message}: it is not used",
                    code="part_not_used",
                    message=error.message.clause(),
                )
            )
    headless = sorted(samples.keys() - heads.keys())
    problems += [
        Message(
            "{name}: take {take} does not say who rated what: it is not used",
            code="take_without_rater",
            name=path.name,
            take=take,
        )
        for take in headless
    ]
    if said is not None:
        said += map(Sentence, problems)
    return tuple(
        RecallTake(take, *heads[take], *np.array(samples[take], dtype=np.float64).T)
        for take in sorted(samples.keys() & heads.keys())
    )
