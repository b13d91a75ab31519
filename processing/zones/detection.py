"""The first stage of a person's engine: from samples to beats and breaths, second by second.

Everything is driven by ticks. What is found for tick T is found when all samples before T+7 have
their times, and knows no later ones. Where more have arrived, the signals of many seconds are
computed at once; what a tick may know of them is the same. So it depends on the samples, the clock
offsets, the turns and the stalls, on :class:`safehold.core.settings.DetectionSettings`, and on
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from processing.zones.channels import AT_ONCE_S, BeltChannel, HeartChannel
from processing.zones.found import Quality, Second
from safehold.core.messages import Message
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.settings import PIPELINE_DELAY_S, DetectionSettings
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import Chunk, ClockOffset, Level, MissingTicks, Notice, Role, Turn

QUIET = frozenset({Reason.GAP, Reason.STARTING, Reason.POOR_SIGNAL})
"""Quality reasons without a notice of their own: told otherwise, or by the indices."""


class Detection:
    """Finds one person's beats and breaths.

    Parameters
    ----------
    person : str
        Participant label.
    streams : StreamChoice
        The person's streams that are used.
    settings : DetectionSettings
        All that it depends on besides the data.
    session_zero : float
        Host clock at session time 0, s.
    run : int
        1 for the first start of the workbench in the session, 2 after a restart, ...
    first_tick : int
        First tick of this run.

    Raises
    ------
    ConfigError
        When an RR stream has an unknown unit.
    """

    def __init__(
        self,
        person: str,
        streams: StreamChoice,
        settings: DetectionSettings,
        *,
        session_zero: float,
        run: int = 1,
        first_tick: int = 1,
    ) -> None:
        self._person = person
        self.next_tick = first_tick
        """The first tick that has not been given."""
        heart, belt = streams
        self._heart: HeartChannel | None = None
        self._belt: BeltChannel | None = None
        self._channels: list[HeartChannel | BeltChannel] = []
        if heart is not None:
            self._heart = HeartChannel(
                heart, settings, session_zero=session_zero, first_tick=first_tick
            )
            self._channels.append(self._heart)
        if belt is not None:
            self._belt = BeltChannel(
                belt, session_zero=session_zero, first_tick=first_tick, run=run
            )
            self._channels.append(self._belt)
        self._lines = [channel.timeline for channel in self._channels]
        self._stalls: list[MissingTicks] = []
        self._turns: list[Turn] = []
        self._turned: set[Role] = set()
        self._told: dict[str, tuple[Reason, ...]] = {}

    def feed(self, item: Chunk | ClockOffset | Turn | MissingTicks) -> None:
        """Take in one input; see :meth:`advance`."""
        if isinstance(item, MissingTicks):
            if item.person == self._person:
                self._stalls.append(item)
            return
        for channel in self._channels:
            if channel.spec.stream_id == item.stream_id:
                if isinstance(item, Chunk):
                    channel.timeline.push(item)
                elif isinstance(item, ClockOffset):
                    channel.timeline.set_offset(item)
                else:
                    self._turns.append(item)

    def advance(self) -> Iterator[Second]:
        """Give every second that became final, in order; all of them must be taken."""
        while self._channels:
            t = last = self.next_tick
            if self._stalls and any(x.first_tick <= t <= x.last_tick for x in self._stalls):
                self._begin_turns(t)
                yield self._handed(
                    Second(t, quality=self._quality(t), stalled=True, turned=self._fresh_turns())
                )
            else:
                last = self._last_ready(t)
                if last < t:
                    break
                self._begin_turns(t)
                for channel in self._channels:
                    channel.look_ahead(t, last)
                for tick in range(t, last + 1):
                    yield self._handed(self._second(tick))
            self._stalls = [stall for stall in self._stalls if stall.last_tick > last]

    def _handed(self, second: Second) -> Second:
        self.next_tick = second.t + 1
        return second

    def _last_ready(self, t: int) -> int:
        """Return the last of the ticks from ``t`` on that can be computed at once.

        Less than ``t`` when not even that one has its samples. Stalls and turns begin anew.
        """
        lines = self._lines
        for line in lines:
            if not line.close(t + PIPELINE_DELAY_S):
                return t - 1
        begins = [stall.first_tick for stall in self._stalls]
        begins += [item.act_from for item in self._turns if item.act_from is not None]
        last = min([t + AT_ONCE_S, *(tick for tick in begins if tick > t)]) - 1
        closed = min(line.run_ahead(last + PIPELINE_DELAY_S) for line in lines)
        return min(last, int(closed - PIPELINE_DELAY_S))

    def _begin_turns(self, t: int) -> None:
        """Turn the belt or the ECG; nothing that its breaths or beats gave before goes on."""
        due = [item for item in self._turns if (item.act_from or 0) <= t]
        for item in due:
            self._turns.remove(item)
            heart, belt = self._heart, self._belt
            if heart is not None and item.stream_id == heart.spec.stream_id:
                if item.inverted != heart.inverted and heart.spec.role is Role.ECG:
                    heart.turn(inverted=item.inverted)
                    self._turned.add(Role.ECG)
            elif belt is not None and item.inverted != belt.inverted:
                belt.turn(inverted=item.inverted)
                self._turned.add(Role.RESPIRATION)

    def _fresh_turns(self) -> frozenset[Role]:
        """Return what was turned since this was asked last."""
        found, self._turned = frozenset(self._turned), set()
        return found

    def _second(self, t: int) -> Second:
        heart = self._heart.advance(t) if self._heart else None
        belt = self._belt.advance(t) if self._belt else None
        held = self._belt.held(t) if self._belt else ()
        until = t + PIPELINE_DELAY_S
        drained = [n for channel in self._channels for n in channel.timeline.notices(until)]
        quality = self._quality(t)
        notices = (*drained, *self._quality_notices(t, quality))
        for channel in self._channels:
            channel.prune(t)
        return Second(t, heart, belt, held, notices, quality, self._fresh_turns())

    def _quality(self, t: int) -> tuple[Quality, ...]:
        return tuple(channel.quality(t) for channel in self._channels)

    def _quality_notices(self, t: int, quality: tuple[Quality, ...]) -> list[Notice]:
        """Say once, when it begins, what is wrong with a signal."""
        out = []
        for channel, (stream_id, _, reasons) in zip(self._channels, quality, strict=True):
            before = self._told.get(stream_id, ())
            if reasons == before:
                continue
            for reason in sorted(frozenset(reasons) - QUIET - frozenset(before)):
                text = Message("{name}: {why}.", name=channel.spec.name, why=EXPLANATIONS[reason])
                out.append(
                    Notice(Level.WARNING, reason.value, text, self._person, stream_id, float(t))
                )
            self._told[stream_id] = reasons
        return out
