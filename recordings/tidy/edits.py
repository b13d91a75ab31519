"""What was edited by hand after the session: line by line, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recordings.tidy import schema
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.table import Table
from safehold.core.correction import Correction
from safehold.core.edits import Edit, Seen
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Beat, Breath, Turn

BY_HAND = frozenset({Reason.EDITED, Reason.REJECTED})


def is_edited(found: Beat | Breath) -> bool:
    """Tell whether a person changed a beat, an interval beside it, or a breath."""
    return not BY_HAND.isdisjoint(found.reasons)


@dataclass(frozen=True, slots=True)
class EditedShare:
    """How much of one person's beats and breaths was edited or rejected by hand."""

    person: str
    beats: int
    beats_edited: int
    breaths: int
    breaths_edited: int
    by: tuple[str, ...]
    """Study codes of those who edited, or looked and left it as it was; sorted."""

    @property
    def any(self) -> bool:
        """Whether somebody looked at this person at all."""
        return bool(self.beats_edited or self.breaths_edited or self.by)

    def words(self) -> str:
        """Return the shares in a sentence."""
        who = ", ".join(self.by) or "nobody who gave a study code"
        return (
            f"{self.person}: {_share(self.beats_edited, self.beats)} of the beats and "
            f"{_share(self.breaths_edited, self.breaths)} of the breaths were edited or rejected "
            f"by hand after the session (by {who})."
        )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole if whole else 0:.1f} %)"


def edited_shares(results: SessionResults) -> list[EditedShare]:
    """Return the share of every participant, in their order; beats and breaths of the tables."""
    found = []
    for participant in results.participants:
        label = participant.label
        beats = [is_edited(beat) for beat in results.beats if beat.person == label]
        breaths = [is_edited(breath) for breath in results.breaths if breath.person == label]
        by = {edit.by or "unnamed" for edit in results.edits
              if edit.in_force and _person(edit, results) == label}  # fmt: skip
        found.append(
            EditedShare(
                label, len(beats), sum(beats), len(breaths), sum(breaths), tuple(sorted(by))
            )
        )
    return found


def edits_table(results: SessionResults, scrubber: Scrubber, *, notes: bool, dates: bool) -> Table:
    """Return every edit of beats, breaths and sides of sensors, as it was written.

    Without notes the reasons are withheld: they are free text.
    """
    fields = tuple(f for f in schema.EDITS if notes or f.name != "why")

    def cells(edit: Edit) -> Iterator[Any]:
        what = edit.what
        yield from (edit.edit_id, _kind(edit), _person(edit, results) or "")
        if isinstance(what, Correction | Seen):
            yield from (what.what.value, what.t0, what.t1)
        elif isinstance(what, Turn):
            yield from (what.stream_id, None, None)
        else:
            yield from ("", None, None)
        yield ";".join(getattr(what, "edits", ()))
        yield edit.in_force
        yield from (scrubber.clean(edit.by), edit.at if dates else "")
        if notes:
            yield scrubber.clean(edit.why)

    return Table.from_rows("edits", fields, [tuple(cells(edit)) for edit in results.edits])


def _kind(edit: Edit) -> str:
    what = edit.what
    return what.kind.value if isinstance(what, Correction) else type(what).__name__.lower()


def _person(edit: Edit, results: SessionResults) -> str | None:
    what = edit.what
    if isinstance(what, Correction | Seen):
        return what.person
    if isinstance(what, Turn):
        whose = {report.spec.stream_id: report.spec.person for report in results.streams}
        return whose.get(what.stream_id)
    return None
