"""A replayed session for a view: as it was seen, at any moment, faster or slower or paused."""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left, bisect_right

from recordings.folder.chain import note_appended
from recordings.folder.session import SessionFolder
from safehold.core.codebook import Codebook
from safehold.core.life_cycle import LifeCycle
from safehold.core.measures import ProcessMeasure
from safehold.core.messages import NOTHING, Message
from safehold.core.protocol import ProtocolState, progress
from safehold.core.study import Display
from safehold.core.types import Event, Level, Mark, Notice, Tick
from safehold.files.edits import Edits
from safehold.files.study import recorded_study
from safehold.offline.analysis import parameters_by_hash
from safehold.offline.measures import measures_of_outputs
from safehold.offline.recording import read_recording
from safehold.offline.replay.again import RecomputedBeside
from safehold.offline.replay.beside import BesideSession
from safehold.offline.replay.moments import Moments
from safehold.offline.replay.playhead import Playhead
from safehold.offline.replay.readings import Readings
from safehold.offline.replay.replay_coder import ReplayCoder
from safehold.offline.replay.surrounding import SurroundingBeside
from safehold.session.coder import Make
from safehold.session.editor import Editor
from safehold.session.event_book import EventBook
from safehold.session.history import History
from safehold.session.model import SessionModel
from safehold.session.ports import Playback, Reading, Step, Transport
from safehold.session.reviewer import Reviewer
from safehold.session.status import (
    REPLAY_TABLE,
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamStatus,
)
from safehold.session.veil import shown

logger = logging.getLogger("safehold.offline.replay.playback")

FRAME_S = 0.03
"""The moment on show is at most so much older than now, s."""
STATUS_EVERY_S = 0.25
AGAIN_S = 0.5
"""Going back from less than this after something goes to the one before it, s."""
NO_FURTHER = {
    (Step.EVENT, True): Message("There is no event after this moment."),
    (Step.EVENT, False): Message("There is no event before this moment."),
    (Step.EXCURSION, True): Message("Nobody leaves their own range after this moment."),
    (Step.EXCURSION, False): Message("Nobody leaves their own range before this moment."),
    (Step.BEAT, True): Message("No beat is known after this moment."),
    (Step.BEAT, False): Message("No beat is known before this moment."),
    (Step.BREATH, True): Message("No breath is known after this moment."),
    (Step.BREATH, False): Message("No breath is known before this moment."),
    (Step.PARTED, True): Message("No ratings part ways after this moment."),
    (Step.PARTED, False): Message("No ratings part ways before this moment."),
    (Step.DIFFERENCE, True): Message("The readings do not differ after this moment."),
    (Step.DIFFERENCE, False): Message("The readings do not differ before this moment."),
}


OTHERS_CODE = Message(
    "Somebody else is coding this session at the same time. Both are kept; open it again to see "
    "what the other coded."
)


class ReplaySession:
    """Plays a recorded session.

    Implements :class:`safehold.session.ports.Session` and, as its own playback,
    :class:`safehold.session.ports.Playback`.

    Parameters
    ----------
    folder : SessionFolder
        The recorded session.
    codebook : Codebook
        For coding afterwards; new codes go to the session's ``edits.jsonl``.
    speed : float
        1 is the speed of time.
    display : Display
        What the window may show; all of it as a rule, also of a session that ran blind.
    coder : str
        Study code of the one who codes now.
    alone : bool
        Show no code and no note of anybody else.
    """

    model: SessionModel
    codebook: Codebook
    conduct = None

    def __init__(
        self,
        folder: SessionFolder,
        codebook: Codebook,
        *,
        speed: float = 1.0,
        display: Display = Display.FULL,
        coder: str = "",
        alone: bool = False,
    ) -> None:
        self.codebook = codebook
        self._folder = folder
        recording = read_recording(folder)
        self.study = recorded_study(recording.info)
        self._edits = Edits(folder.edits_path)
        self._moments = Moments(
            recording, codebook, self._edits.marks(), only=coder if alone else None
        )
        self._runs = recording.runs
        self.settings = self._runs[0].run.settings
        self._full = self._moments.model
        self.model = self.map_model = self.therapist_model = shown(self._full, display)
        self._moments.fill()
        self._coded = EventBook(codebook)
        """All events from the start on: what is coded now gets the next number."""
        self._coded.display, self._coded.coder = display.value, coder
        self._coded.afterwards, self._coded.alone = True, alone
        self._coded.replay([*(mark for _, mark in self._moments.marks), *self._moments.edited])
        self._coded.forget_undone()
        self._history = History()
        self.coding = ReplayCoder(
            self._coded,
            self._edit,
            self._full,
            clock=self.clock,
            recorded=self._coded.last_action,
            history=self._history,
        )
        self._readings = Readings(self._edits, self._moments, coder=coder)
        self._review = Reviewer(
            self._readings, self._full.refuse,
            lambda person: self._full.people[person].settings.windows.vagal_s, self._history,
        )  # fmt: skip
        span = self._moments.begin, self._moments.end
        self.editing = Editor(self._coded, self._edit, self._full, codebook, span, alone=alone)
        self._head = Playhead(
            self._moments.begin, self._moments.end, limit=lambda: self._moments.limit, speed=speed
        )
        self.beside = BesideSession(folder, self.study, rated=self._show_felt)
        self._parted: list[float] = []
        self.recomputing = RecomputedBeside(folder, self._moments, self.model)
        self.surrounding = SurroundingBeside(folder, self.events, self.model)
        self._stopped = False
        self._life = LifeCycle("replay", SessionState.LIVE, REPLAY_TABLE)
        self._message = NOTHING
        self._thread = threading.Thread(target=self._play, name="safehold-replay", daemon=True)

    def begin(self) -> None:
        """Start to play, and to compute what was not recorded; say what the session lacks."""
        self._moments.show(self._head.now())
        self._refresh()
        self._head.wake()
        self._moments.computed.start()
        self._thread.start()

    # -- what views ask for --------------------------------------------------------------------

    def clock(self) -> float:
        """Return the session time that is being shown, s."""
        return self._head.now()

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        """Return the measures of what was computed of a span; none where values are not shown."""
        if self.model.display is not Display.FULL:
            return ()
        if self.recomputing.reading is not Reading.SEEN:
            return self.recomputing.measures_of(max(t0, 0.0), min(t1, self._head.end))
        said = list(self._moments.computed.measured)
        seen = max((o.t for o in said if isinstance(o, Tick)), default=-1) + 1
        span = (max(t0, 0.0), min(t1, float(seen)))
        if span[0] >= span[1]:
            return ()
        settings = {label: view.settings for label, view in self._full.people.items()}
        return measures_of_outputs(said, settings, parameters_by_hash(self._runs), span)

    def protocol(self) -> ProtocolState:
        """Return where the protocol stood at this moment."""
        return progress(self.study.phases, self._full.events(), self.clock())

    @property
    def playback(self) -> Playback:
        """Steers the replay."""
        return self

    @property
    def transport(self) -> Transport:
        """The play head."""
        return self._head

    @property
    def span(self) -> tuple[float, float]:
        """First and last session time there is, s."""
        return self._head.begin, self._head.end

    @property
    def looped(self) -> tuple[float, float] | None:
        """The span that is played again and again, session time, s; None for none."""
        return self._head.looped

    @property
    def computed(self) -> float:
        """Share of the session whose beats and breaths have been computed, 0 to 1."""
        begin, end = self.span
        if self._moments.computed.done or end <= begin:
            return 1.0
        return min((self._moments.computed.until - begin) / (end - begin), 1.0)

    def events(self) -> tuple[Event, ...]:
        """Return the events of the whole session, those after the moment on show too."""
        found = (*self._moments.visible(self._coded.events()), *self._moments.held)
        return tuple(sorted(found, key=lambda event: (event.onset, event.event_id)))

    @property
    def review(self) -> Reviewer:
        """Edits beats and breaths."""
        return self._review

    def report_failure(self, text: Message) -> None:
        """Note what failed in the window: nothing is lost by it."""
        self._moments.add_notice(Notice(Level.ERROR, "window", text))

    def set_speed(self, factor: float) -> None:
        """Change the speed; 0.1 to 1000."""
        self._head.set_speed(factor)

    def pause(self, *, paused: bool) -> None:
        """Halt or go on; from the end, go on from the beginning."""
        self._head.pause(paused=paused)

    def seek(self, t: float) -> None:
        """Go to a session time, s, and go on from there."""
        self._head.seek(t)

    def step(self, what: Step, *, forth: bool) -> None:
        """Go to the next of its kind, or back to the one before; refuse where there is none."""
        now = self.clock()
        parted = what is Step.PARTED
        times = self._parted if parted else self._moments.times_of(what, self.events())
        if forth:
            place = bisect_right(times, now + 1e-6)
        else:
            place = bisect_left(times, now - (0.0 if self._head.paused else AGAIN_S) - 1e-6) - 1
        if 0 <= place < len(times):
            self.seek(times[place])
        else:
            self._full.refuse(NO_FURTHER[what, forth])

    def loop(self, span: tuple[float, float] | None) -> None:
        """Play a span (session time, s) again and again, or no longer."""
        self._head.loop(span)

    def stop(self) -> None:
        """End the replay. Safe to call twice."""
        self._stopped = True
        self._head.wake()
        if self._thread.is_alive():
            self._thread.join(5.0)
        self.recomputing.stop()
        self.surrounding.stop()
        self._readings.stop()
        self._edits.close()
        note_appended(self._folder, "edited")

    # -- playing -------------------------------------------------------------------------------

    def _play(self) -> None:
        next_status = 0.0
        try:
            self._show_felt()
            while not self._stopped:
                now, asked = self._head.advance(FRAME_S, STATUS_EVERY_S)
                self._moments.show(now)
                if asked or time.monotonic() >= next_status:
                    next_status = time.monotonic() + STATUS_EVERY_S
                    self._refresh()
        except Exception as error:
            logger.exception("replay failed")
            self._message = Message("The replay stopped: {error}.", error=error)
            self._life.enter(SessionState.FAILED)
        finally:
            self._life.enter(SessionState.ENDED)
            self._refresh()

    def _show_felt(self) -> None:
        """Show what people said afterwards, beside what was measured."""
        felt = self.beside.felt(self._full)
        for label, person in self._full.people.items():
            person.felt = felt.get(label)
        spans = {span for one in felt.values() for span in (*one.apart, *one.between)}
        self._parted = sorted({t0 for t0, _ in spans})

    def _edit(self, make: Make) -> list[Mark]:
        """Write down what is coded afterwards: it goes to the edits, never into a tick."""
        before = self._coded.last_action
        marks = list(make(self._coded))
        if self._coded.last_action > before:
            self._history.did(self.coding.step())
        alone = not self._edits.others
        self._moments.add_edits(self._edits.append(*marks))
        if alone and self._edits.others:
            self._moments.add_notice(Notice(Level.WARNING, "window", OTHERS_CODE))
        return marks

    def _refresh(self) -> None:
        streams = tuple(
            StreamStatus(
                spec=spec,
                alive=True,
                last_sample_age_s=None,
                rate=None,
                remark=self._full.signal_remark(spec),
            )
            for spec in self._runs[0].run.streams
        )
        self._full.set_status(
            SessionStatus(
                session_id=self._folder.session_id,
                state=self._life.state,
                phase=self._moments.phase,
                now=self.clock(),
                lag_s=self.settings.lag_s,
                recorder=RecorderStatus(),
                streams=streams,
                marks=self.settings.marks,
                speed=self._head.speed,
                paused=self._head.paused,
                message=self._message,
            )
        )
