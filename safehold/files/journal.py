"""The engine's journal: what the live engine used and did, so that replay can do it again.

One JSON line per fact in ``engine.jsonl`` (``recordings.folder.journal_file``), written before the
fact takes effect:

=========  ===================================================================================
kind       says
=========  ===================================================================================
start      a run of the engine began: session zero, first tick, settings, streams, software, clock
           anchor, and the intervals that were open
segment    sample ``index`` of a stream (0: the first one used) has this raw stamp; written at
           the start and after every break, so that replay finds the same samples in the file
skip       ``n`` samples from ``index`` on were not processed live (they are recorded)
offset     from sample ``index`` on this clock offset holds
rebase     from this raw stamp on (none: all so far) the stamps of a stream are on a foreign
           clock: this constant is its offset; null: on the LSL clock again. Of a stream that the
           engine uses it stands as an ``offset`` line too, which is what replay uses
take_up    from here on a stream's samples are those of another run of its program (uid)
mark       an event, or one end of it, written when it was made
acts       per person the first tick on which the mark with number ``mark`` acts (its ``n`` in the
           run); none for one that no engine took. Older journals say it in the mark itself
stall      these ticks of a person were given up as missing
parameters from this tick on a person's zones and baselines have these parameters; who, why
turn       from this tick on a respiration stream is read this way up; who said so
baseline   a baseline came into force (a restart continues with it)
calibration   so did a breathing calibration (likewise)
alarm      an alarm was raised, acknowledged, cleared or raised again (changes no tick)
anchor     LSL clock and UTC read together
display    what each window shows of the values: full, reduced or blind
stop       the run ended in order: samples used per stream
=========  ===================================================================================
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from recordings.folder.journal_file import JournalPlace
from safehold.core.alarms import AlarmChange
from safehold.core.calibration import BreathingCalibration
from safehold.core.canonical import plain
from safehold.core.messages import beside
from safehold.core.types import Baseline, ClockOffset, Mark, MissingTicks, Parameters, Turn
from safehold.core.worker import RetiredError
from safehold.files.engine_run import EngineRun
from safehold.files.journal_lines import JournalLines


class Journal:
    """Writes the facts of one run.

    Parameters
    ----------
    path : Path
        ``engine.jsonl`` of the session.
    publish : callable, optional
        Gets every line as text, for the LSL copy of the journal.
    lines : JournalLines, optional
        Go on in these lines instead (see :meth:`next_run`).
    """

    def __init__(
        self,
        path: Path,
        publish: Callable[[str], None] | None = None,
        *,
        lines: JournalLines | None = None,
    ) -> None:
        self._path = path
        self._lines = lines or JournalLines(path, publish)
        self._n_marks = 0
        self._retired = False

    @property
    def trouble(self) -> str:
        """Why the disk does not take lines now; empty when it does."""
        return self._lines.trouble

    @property
    def n_waiting(self) -> int:
        """Lines that wait for the disk."""
        return self._lines.n_waiting

    @property
    def place(self) -> JournalPlace:
        """Where the file is, should somebody have moved or deleted it."""
        return self._lines.place

    def next_run(self) -> Journal:
        """Return a journal for another run in the same file; this one takes nothing any more.

        A thread of this run that wakes up later gets a :class:`RetiredError`.
        """
        with self._lines.lock:
            self._retired = True
            return Journal(self._path, lines=self._lines)

    def _write(self, kind: str, *, fenced: bool = True, **fields: Any) -> None:
        with self._lines.lock:
            if self._retired and fenced:
                raise RetiredError(f"{kind}: another run writes the journal")
            self._lines.write(kind, fields)

    def start(self, run: EngineRun) -> None:
        """Write the start of a run."""
        self._write(
            "start",
            run=run.run,
            session_zero=run.session_zero,
            first_tick=run.first_tick,
            settings=plain(run.settings),
            params_hash=run.settings.params_hash,
            streams=plain(run.streams),
            people=list(run.people),
            baselines=plain(run.baselines),
            taken=dict(run.taken),
            calibrations=plain(run.calibrations),
            open=plain(run.open),
            software=dict(run.software),
            utc_anchor=[None if math.isnan(clock) else clock for clock in run.utc_anchor],
            **({} if run.live else {"live": False}),
        )

    def display(self, modes: Mapping[str, str]) -> None:
        """Write what each window shows of the values."""
        self._write("display", windows={window: str(mode) for window, mode in modes.items()})

    def segment(self, stream_id: str, index: int, stamp: float) -> None:
        """Write that a sample index has this raw stamp."""
        self._write("segment", stream_id=stream_id, index=index, stamp=stamp)

    def skip(self, stream_id: str, index: int, n: int | None) -> None:
        """Write that samples were not processed live.

        ``n``: how many, which count in the index; None for those before the next segment, which
        do not.
        """
        self._write("skip", stream_id=stream_id, index=index, n=n)

    def offset(self, item: ClockOffset) -> None:
        """Write a clock offset and from which sample on it holds."""
        self._write(
            "offset",
            stream_id=item.stream_id,
            index=item.index,
            offset=item.offset,
            uncertainty=None if math.isnan(item.uncertainty) else item.uncertainty,
        )

    def rebase(
        self, stream_id: str, constant: float | None, clock: str, stamp: float | None = None
    ) -> None:
        """Write on which clock a stream is, and what is added to its stamps.

        Parameters
        ----------
        stream_id : str
            The stream.
        constant : float, optional
            To be added, s; None: its stamps are on the LSL clock again.
        clock : str
            What clock that is.
        stamp : float, optional
            Raw stamp of the sample from which on this holds, s; None for all so far.
        """
        self._write("rebase", stream_id=stream_id, constant=constant, clock=clock, stamp=stamp)

    def take_up(self, stream_id: str, uid: str) -> None:
        """Write that a stream continues with another run of its program."""
        self._write("take_up", stream_id=stream_id, uid=uid)

    def mark(self, item: Mark) -> int:
        """Write a mark; return its number in this run, from 0."""
        with self._lines.lock:
            self._write("mark", n=self._n_marks, **plain(item))
            self._n_marks += 1
            return self._n_marks - 1

    def acts(self, number: int, act_from: Mapping[str, int]) -> None:
        """Write from which tick on a mark acts, per person."""
        self._write("acts", mark=number, act_from=dict(act_from))

    def parameters(self, item: Parameters) -> None:
        """Write that a person's parameters change, with the tick from which they act."""
        self._write("parameters", **plain(item))

    def turn(self, item: Turn) -> None:
        """Write that a respiration stream is read the other way up."""
        self._write("turn", **plain(item))

    def stall(self, item: MissingTicks) -> None:
        """Write ticks that were given up."""
        last = None if math.isnan(item.last_stamp) else item.last_stamp
        self._write("stall", **{**_fields(item), "last_stamp": last})

    def baseline(self, item: Baseline) -> None:
        """Write a baseline that came into force."""
        self._write("baseline", **plain(item))

    def calibration(self, item: BreathingCalibration) -> None:
        """Write a breathing calibration that came into force."""
        self._write("calibration", **plain(item))

    def alarm(self, change: AlarmChange) -> None:
        """Write a step of an alarm, the codes and fields of its words beside their English."""
        alarm = {**plain(change.alarm), "said": beside((change.alarm.what, change.alarm.remedy))}
        self._write("alarm", fenced=False, **{**plain(change), "alarm": alarm})

    def anchor(self, lsl: float) -> None:
        """Write the LSL clock and UTC, read together."""
        self._write("anchor", fenced=False, lsl=lsl, utc=time.time())

    def stop(self, run: int, used: Mapping[str, int]) -> None:
        """Write that the run ended in order."""
        self._write("stop", run=run, used=dict(used))

    def sync(self) -> None:
        """Try again what waits for the disk, and bring what was written to it."""
        self._lines.sync()

    def close(self) -> None:
        """Sync and close."""
        self._lines.close()


def _fields(item: MissingTicks) -> dict[str, Any]:
    return {
        name: getattr(item, name) for name in ("person", "first_tick", "last_tick", "stream_id")
    }
