"""What comes next in the protocol, and how the phase that runs is doing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.look.translation import say, say_reasons
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.protocol import BaselineVerdict, Judgement, PhaseProgress, ProtocolState
from safehold.core.study import Phase, PhaseKind

NOW_PX = (240, 40)
"""Least width and height of the button for the next step: the largest target of the window."""
BASELINES = (PhaseKind.BASELINE, PhaseKind.END_BASELINE)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """What the key of the guide does now."""

    action: str
    """``start`` the phase, ``stop`` the one that runs, or ``close`` the session."""
    phase: Phase | None = None


def next_step(state: ProtocolState) -> GuideStep:
    """Return the next step: a phase of fixed length is ended, an open one followed by the next."""
    current = state.current
    if current is not None and (current.phase.seconds is not None or state.next is None):
        return GuideStep("stop", current.phase)
    if state.next is not None:
        return GuideStep("start", state.next)
    return GuideStep("close")


def to_repeat(state: ProtocolState) -> Phase | None:
    """Return the baseline that should be taken again: the last one, while none runs."""
    if not state.redo or (state.current is not None and state.current.phase.kind in BASELINES):
        return None
    names = {verdict.phase for verdict in state.verdicts}
    found: list[PhaseProgress] = [p for p in state.phases if p.phase.name in names]
    return found[-1].phase if found else None


class GuidePanel(QFrame):
    """The next step on one large button, the time left, and the verdict on the baseline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = ActionButton(theme, "next_step")
        self.repeat = ActionButton(theme, "repeat_baseline")
        self.step.setMinimumSize(*NOW_PX)
        self.told = ElidedLabel(lines=2, grow=True)
        self.told.setFont(font(13))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button in (self.step, self.repeat):
            button.keep_to_one_line()
            layout.addWidget(button)
        layout.addWidget(self.told, 1)

    def show_state(self, state: ProtocolState) -> None:
        """Show where the protocol stands."""
        step = next_step(state)
        name = "" if step.phase is None else say(step.phase.label or step.phase.name)
        self.step.set_label({
            "start": self.tr("Start: {0}").format(name),
            "stop": self.tr("End: {0}").format(name),
            "close": self.tr("End the session"),
        }[step.action])  # fmt: skip
        self.repeat.setVisible(to_repeat(state) is not None)
        lines = [*self._time(state), *(self._verdict(v) for v in state.verdicts)]
        self.told.set_text(" · ".join(lines))
        self.told.setAccessibleName("; ".join(lines))

    def _time(self, state: ProtocolState) -> list[str]:
        current = state.current
        if current is None:
            return []
        if state.settling_s > 0:
            return [self.tr("settling, {0} left").format(clock_text(state.settling_s))]
        if state.remaining_s is not None:
            return [self.tr("{0} left").format(clock_text(max(state.remaining_s, 0.0)))]
        return []

    def _verdict(self, verdict: BaselineVerdict) -> str:
        so_far = self.tr("{0:.0f} s valid so far").format(verdict.valid_s)
        words = {
            Judgement.SETTLING: self.tr("settling"),
            Judgement.COLLECTING: so_far
            if verdict.valid_s
            else self.tr("first window not full yet"),
            Judgement.COMPUTING: self.tr("being computed"),
            Judgement.ACCEPTED: self.tr("baseline accepted"),
            Judgement.PROVISIONAL: self.tr("provisional"),
            Judgement.FAILED: self.tr("no baseline could be taken"),
        }[verdict.judgement]
        why = say_reasons(verdict.reasons)
        return f"{say(verdict.person)}: {words}" + (f" ({why})" if why else "")
