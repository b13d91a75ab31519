"""Does a recorded session give the same ticks again? The proof of live equals replay.

The ticks that were published live stand in the recording as canonical JSON. They are compared,
as text, with those that the engine computes from the raw samples in the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recordings.folder.json_text import parse_json
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.canonical import canonical_json
from safehold.core.messages import Message
from safehold.core.types import Tick
from safehold.offline.inputs import Chunker, whole_minutes
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import TICKS
from safehold.offline.stages import run_engine

TickKey = tuple[int, str, int]
"""Run, person, session second."""


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a comparison of live and replayed ticks found."""

    published: int
    """Ticks in the recording."""
    equal_ticks: int
    """Published ticks that replay gives again, bit for bit."""
    different: tuple[TickKey, ...]
    """Published ticks that replay gives otherwise, or not at all."""
    not_compared: tuple[tuple[TickKey, str], ...]
    """Published ticks whose inputs are not all in the file, each with the reason."""
    unpublished: int
    """Ticks that replay gives and the recording does not hold (after a kill, at the end)."""

    said: tuple[Message, ...] = ()
    """What is missing of the session, in sentences."""
    live: bool = True
    """False where no live engine ran: there is nothing to compare."""

    @property
    def equal(self) -> bool:
        """True when nothing differs and something was compared."""
        return not self.different and self.equal_ticks > 0

    def text(self) -> str:
        """Return the report in plain words."""
        if not self.live:
            computed = f"{self.unpublished} ticks were computed from the recording."
            return "\n".join(("Nothing to compare.", *self.said, computed))
        verdict = "Live equals replay" if self.equal else "Live and replay DIFFER"
        if not self.different and not self.equal_ticks:
            verdict = "Nothing could be compared"
        lines = [
            f"{verdict}: {self.equal_ticks} of {self.published} published ticks are the same, "
            "bit for bit."
        ]
        if self.different:
            shown = ", ".join(f"{person} at {t} s" for _, person, t in self.different[:10])
            lines.append(f"Different: {len(self.different)} ({shown} ...)")
        reasons: dict[str, int] = {}
        for _, reason in self.not_compared:
            reasons[reason] = reasons.get(reason, 0) + 1
        lines += [f"Not compared: {count} ({reason})" for reason, count in reasons.items()]
        if self.unpublished:
            lines.append(
                f"Computed now but not published live: {self.unpublished} (start, end, or while "
                "the workbench was down)."
            )
        lines += self.said
        return "\n".join(lines)


def published_ticks(recorded: Iterable[XdfStream]) -> dict[TickKey, str]:
    """Return the ticks that were published live and recorded, as canonical JSON text."""
    ticks: dict[TickKey, str] = {}
    for stream in recorded:
        if stream.header.type != TICKS:
            continue
        for sample in stream.values:
            try:
                text = sample[0] if isinstance(sample[0], str) else sample[0].decode("utf-8")
                tick = parse_json(text)
                key = (tick["run"], tick["person"], tick["t"])
            except (ValueError, TypeError, KeyError, IndexError):
                continue  # not one of ours
            if [type(part) for part in key] == [int, str, int]:
                ticks[key] = text
    return ticks


def check_replay(folder: SessionFolder, chunker: Chunker = whole_minutes) -> ReplayReport:
    """Compute every tick of a session again and compare it with the published one."""
    recording = read_recording(folder)
    published = published_ticks(recording.streams)
    replayed: dict[TickKey, str] = {}
    excused: dict[TickKey, str] = {}
    for inputs in (edited.without_edits() for edited in recording.runs):
        run = inputs.run.run
        for output in run_engine(inputs, chunker):
            if isinstance(output, Tick):
                replayed[(run, output.person, output.t)] = canonical_json(output)
        for person in inputs.run.people:
            disturbed = inputs.disturbed_ticks(person)
            excused.update({(run, person, t): why for t, why in disturbed.items()})
    same = {key for key, text in published.items() if replayed.get(key) == text}
    rest = [key for key in published if key not in same]
    return ReplayReport(
        published=len(published),
        equal_ticks=len(same),
        different=tuple(sorted(key for key in rest if key not in excused)),
        not_compared=tuple(sorted((key, excused[key]) for key in rest if key in excused)),
        unpublished=len(replayed.keys() - published.keys()),
        said=recording.problems,
        live=recording.runs[0].run.live,
    )
