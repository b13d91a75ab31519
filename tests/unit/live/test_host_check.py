"""Disk and recorder tried beside the looks at the sensors."""

from __future__ import annotations

from safehold.core.findings import Finding, Verdict, fail, ok
from safehold.core.messages import Message
from safehold.live.recorder_trial import AGAIN_S, HostCheck

DISK, RECORDER = Message("disk"), Message("recorder")


class Tried:
    """A disk and a recorder that are as they are told to be; the time is its own."""

    def __init__(self) -> None:
        self.now, self.well, self.asked = 0.0, True, list[str]()
        self.check = HostCheck(self.disk, self.recorder, lambda: self.now)

    def disk(self) -> list[Finding]:
        self.asked.append("disk")
        return [self._found(DISK)]

    def recorder(self) -> Finding:
        self.asked.append("recorder")
        return self._found(RECORDER)

    def _found(self, what: Message) -> Finding:
        text = Message("as it is")
        return ok(what, text) if self.well else fail(what, text, Message("Mend it."))

    def verdicts(self) -> dict[str, Verdict]:
        return {str(f.what): f.verdict for f in self.check.findings()}

    def later(self, seconds: float = AGAIN_S) -> dict[str, Verdict]:
        self.check.close()
        self.now += seconds
        self.check.findings()
        self.check.close()
        return self.verdicts()


def test_the_recorder_is_to_look_at_until_it_was_tried():
    tried = Tried()
    assert tried.verdicts() == {"recorder": Verdict.WARN}
    tried.check.close()
    assert tried.verdicts() == {"disk": Verdict.OK, "recorder": Verdict.OK}
    tried.check.close()


def test_the_disk_is_tried_again_and_a_recorder_that_is_well_is_not():
    tried = Tried()
    tried.verdicts()
    tried.later()
    tried.later()
    assert tried.asked == ["disk", "recorder", "disk", "disk"]


def test_what_is_wrong_is_said_and_gone_when_it_is_over():
    tried = Tried()
    tried.well = False
    tried.verdicts()
    tried.check.close()
    assert tried.verdicts() == {"disk": Verdict.FAIL, "recorder": Verdict.FAIL}
    tried.well = True
    assert tried.later(AGAIN_S / 2) == {"disk": Verdict.FAIL, "recorder": Verdict.FAIL}
    assert tried.later() == {"disk": Verdict.OK, "recorder": Verdict.OK}
