"""Why something cannot be done now: the ``when`` of the table of actions."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QObject

from gui.actions.table import action, key_of
from gui.look.translation import say
from gui.panels.alarm_bar import most_urgent
from gui.panels.coding import NextPress, last_pressed
from gui.panels.guide import BASELINES, to_repeat
from gui.session.event_editing import EventEditing
from safehold.core.alarms import AlarmKind
from safehold.core.codebook import PHASE_PREFIX, Code
from safehold.core.protocol import Judgement
from safehold.core.study import Display
from safehold.core.types import Event, Role, StreamSpec
from safehold.session.ports import View
from safehold.session.status import EngineState

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 60.0)
"""Speeds of a replay, in multiples of the speed of time."""


class Availability(QObject):
    """Answers for each action why it is not possible now; an empty text where it is.

    Parameters
    ----------
    session : View
        Whose state decides.
    pending : NextPress
        What is set for the next code.
    """

    def __init__(self, session: View, pending: NextPress, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self.pending = session, pending
        self.drawn: tuple[float, float] | None = None
        """The span that was drawn last over a replay, session time, s."""
        self.signals_shown = False
        """Whether trends and waves are on show; set by the window that shows them."""
        self.editing: EventEditing
        """What can be done to the events that are chosen; set by who makes it."""

    def why_not(self, action_id: str, number: int = 0) -> str:
        """Return why an action cannot be done now, in the language; empty where it can.

        Parameters
        ----------
        action_id : str
            Of the table.
        number : int
            Which of its keys, from 0, for one with a list.
        """
        row = action(action_id)
        if not row.when:
            return ""
        when = attrgetter(row.when)(self)
        return str(when(number) if row.numbered else when())

    # -- ports ---------------------------------------------------------------------------------

    def why_not_code(self) -> str:
        """Tell that nothing can be coded."""
        return self._not_begun() if self._view.coding is None else ""

    def why_not_conduct(self) -> str:
        """Tell that there is no session to act on."""
        if self._view.playback is not None:
            return self.tr("This is a recorded session: it can be coded, but not conducted.")
        begun = self._view.conduct is not None and self._view.model.status is not None
        return "" if begun else self._not_begun()

    def why_not_play(self) -> str:
        """Tell that there is no replay."""
        if self._view.playback is None:
            return self.tr("A live session runs in real time, without a pause.")
        return "" if self._view.model.status is not None else self._not_begun()

    def _not_begun(self) -> str:
        return self.tr("The session has not begun yet.")

    # -- replay --------------------------------------------------------------------------------

    def why_not_slower(self) -> str:
        """Tell that the replay is as slow as it gets."""
        return self.why_not_play() or self._at_the_end(SPEEDS[0])

    def why_not_faster(self) -> str:
        """Tell that the replay is as fast as it gets."""
        return self.why_not_play() or self._at_the_end(SPEEDS[-1])

    def _at_the_end(self, end: float) -> str:
        status = self._view.model.status
        if status is None or status.speed != end:
            return ""
        told = self.tr("A replay runs at {0:g} to {1:g} times real time.")
        return told.format(SPEEDS[0], SPEEDS[-1])

    def loopable(self) -> tuple[float, float] | None:
        """Return the span to loop: the one that was drawn, else the shortest code that holds."""
        if self.drawn is not None:
            return self.drawn
        now = self._view.clock()
        spans = [
            (event.onset, event.onset + event.duration)
            for event in ([] if self._view.playback is None else self._view.playback.events())
            if event.duration and not event.code.startswith(PHASE_PREFIX)
        ]
        holding = [span for span in spans if span[0] <= now <= span[1]]
        return min(holding, key=lambda span: span[1] - span[0], default=None)

    def why_not_loop(self) -> str:
        """Tell that there is no span to loop."""
        if why := self.why_not_play():
            return why
        playback = self._view.playback
        if (playback is None or playback.looped is None) and self.loopable() is None:
            return self.tr("Draw a span over the strip of the whole session (Shift and drag), or "
                           "go to where a code holds: that is what is looped.")  # fmt: skip
        return ""

    def why_not_review(self) -> str:
        """Tell that beats are reviewed in a replay that shows values."""
        if why := self.why_not_play():
            return why
        if self._view.model.display is not Display.FULL:
            return self.tr("Values are not shown in this replay: beats cannot be reviewed.")
        return ""

    def why_not_beside(self) -> str:
        """Tell that nothing is looked at again while it happens."""
        return "" if self._view.playback is not None else self.why_not_play()

    def why_not_media(self) -> str:
        """Tell that no file lies beside the session."""
        playback = self._view.playback
        if playback is None or playback.beside.media():
            return self.why_not_beside()
        told = self.tr("No video or sound lies beside this session yet; {0} adds one.")
        return told.format(key_of("add_media"))

    def why_not_recompute(self) -> str:
        """Tell that there is no replay, or that its values are not shown."""
        if why := self.why_not_play():
            return why
        if self._view.model.display is not Display.FULL:
            return self.tr("Nothing is computed again while values are not shown.")
        return ""

    def why_not_around(self) -> str:
        """Tell that there is no replay, or that its values are not shown."""
        if why := self.why_not_play():
            return why
        if self._view.model.display is not Display.FULL:
            return self.tr("Nothing is compared while values are not shown.")
        return ""

    def why_not_reading(self) -> str:
        """Tell that there is no other reading yet."""
        playback = self._view.playback
        if (why := self.why_not_recompute()) or playback is None:
            return why
        nothing = self.tr("The session has not been computed again yet: {0} does.")
        return "" if playback.recomputing.found else nothing.format(key_of("recompute"))

    def why_not_measure(self) -> str:
        """Tell that measures are for replays."""
        if self._view.playback is None:
            return self.tr("Measures are shown in a replay: live they would change the session.")
        return ""

    # -- coding --------------------------------------------------------------------------------

    def why_not_undo(self) -> str:
        """Tell that no press is there to be taken back."""
        coding = self._view.coding
        if coding is None or coding.undoable():
            return self.why_not_code()
        if self._view.playback is not None:
            return self.tr("Nothing was coded in this replay that could be undone.")
        return self.tr("There is no key press to undo.")

    def why_not_redo(self) -> str:
        """Tell that nothing was taken back."""
        coding = self._view.coding
        if coding is None or coding.redoable():
            return self.why_not_code()
        return self.tr("There is nothing to redo.")

    def last_coded(self) -> tuple[Event | None, Code | None]:
        """Return the event that was coded last by key, and its code."""
        event = last_pressed(self._view.model.events())
        return event, None if event is None else self._view.codebook.find(event.code)

    def why_not_more(self) -> str:
        """Tell that there is no event of which more could be said."""
        if self.last_coded()[0] is None:
            return self.tr("No event has been coded by key yet: there is none to add to.")
        return self.why_not_code()

    def why_not_subtype(self, place: int) -> str:
        """Tell that the last event has no subtype at this place."""
        code = self.last_coded()[1]
        return self._why_not_word(place, () if code is None else code.subtypes)

    def why_not_modifier(self, place: int) -> str:
        """Tell that the last event has no modifier at this place."""
        code = self.last_coded()[1]
        return self._why_not_word(place, () if code is None else code.modifiers)

    def _why_not_word(self, place: int, words: tuple[str, ...]) -> str:
        event, code = self.last_coded()
        if event is None or place < len(words):
            return self.why_not_more()
        told = self.tr("{0} has {1} words of this kind: there is no number {2}.")
        label = event.code if code is None else say(code.label)
        return told.format(label, len(words), place + 1)

    # -- session -------------------------------------------------------------------------------

    def why_not_repeat(self) -> str:
        """Tell why no baseline can be taken again."""
        if why := self.why_not_conduct():
            return why
        state = self._view.protocol()
        if to_repeat(state) is not None:
            return ""
        if state.current is not None and state.current.phase.kind in BASELINES:
            return self.tr("A baseline is running: take it again when it is over.")
        if not state.verdicts:
            return self.tr("No baseline has been taken yet: there is none to take again.")
        if all(verdict.judgement is Judgement.ACCEPTED for verdict in state.verdicts):
            return self.tr("The baseline was accepted: it need not be taken again.")
        return self.tr("The baseline is being computed: its verdict follows in seconds.")

    def why_not_record(self) -> str:
        """Tell that the recorder is just starting or stopping."""
        status = self._view.model.status
        if status is not None and status.recorder.state.in_between:
            told = self.tr("The recorder is just starting or stopping: press again then.")
            return self.why_not_conduct() or told
        return self.why_not_conduct()

    def why_not_restart(self) -> str:
        """Tell that nothing has failed."""
        model = self._view.model
        failed = any(a.active and a.kind is AlarmKind.ENGINE for a in model.alarms())
        if why := self.why_not_conduct():
            return why
        if failed or model.engine is EngineState.STOPPED:
            return ""
        return self.tr("Everything is computed as it should be; nothing was restarted.")

    def turnable(self) -> list[StreamSpec]:
        """Return the belts and ECGs that are used, person by person."""
        used = [(view.respiration, view.heart) for view in self._view.model.people.values()]
        return [
            spec
            for pair in used
            for spec in pair
            if spec is not None and spec.role in (Role.RESPIRATION, Role.ECG)
        ]

    def why_not_turn(self) -> str:
        """Tell that nobody wears a belt or an ECG."""
        nobody = self.tr("Nobody wears a belt or an ECG in this session.")
        return self.why_not_conduct() or ("" if self.turnable() else nobody)

    # -- alarms --------------------------------------------------------------------------------

    def why_not_acknowledge(self) -> str:
        """Tell that no alarm waits to be seen."""
        alarm = most_urgent(self._view.model.alarms())
        if why := self.why_not_conduct():
            return why
        if alarm is None:
            return self.tr("There is no alarm.")
        if alarm.acknowledged is not None:
            return self.tr("The alarm has been seen; it stays until it is over.")
        return ""

    def offered(self) -> str | None:
        """Return the stream that an alarm offers for a missing one."""
        alarm = most_urgent([a for a in self._view.model.alarms() if a.active and a.offer])
        return None if alarm is None else alarm.stream_id

    def why_not_take_up(self) -> str:
        """Tell that no stream is offered."""
        nothing = self.tr("No stream is offered for a missing one.")
        return self.why_not_conduct() or ("" if self.offered() is not None else nothing)

    def why_not_signals(self) -> str:
        """Tell that this display shows neither trends nor waves."""
        full = self._view.model.display is Display.FULL
        return "" if full else self.tr("Trends and waves are not shown in this display.")

    def why_not_waves(self) -> str:
        """Tell that no waves are on show."""
        folded = self.tr("Trends and waves are folded away: {0} shows them.")
        missing = "" if self.signals_shown else folded.format(key_of("signals"))
        return self.why_not_signals() or missing
