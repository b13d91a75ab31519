"""What can be done in the window in which beats and breaths are reviewed."""

from __future__ import annotations

from gui.actions.action import Action, Group, Place


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


HERE = (Place.REVIEW,)

REVIEW_TABLE = (
    Action("review.accept", _tr("Accept and continue"), ("Return", "Enter", "Space"), Group.REVIEW,
           _tr("Does what is proposed, or leaves the stretch as it is; then the worst one left."),
           where=HERE),
    Action("review.next", _tr("Next stretch"), ("Down",), Group.REVIEW,
           _tr("Goes to the next stretch of the queue; this one stays open."),
           button=_tr("Next"), where=HERE),
    Action("review.previous", _tr("Previous stretch"), ("Up",), Group.REVIEW,
           _tr("Goes back to the stretch before."), button=_tr("Previous"), where=HERE),
    Action("review.left", _tr("Choose the beat before"), ("Left",), Group.REVIEW,
           _tr("A click on the wave chooses the nearest one."), where=HERE, repeats=True),
    Action("review.right", _tr("Choose the next beat"), ("Right",), Group.REVIEW,
           _tr("A click on the wave chooses the nearest one."), where=HERE, repeats=True),
    Action("review.add", _tr("Add"), ("A",), Group.REVIEW,
           _tr("Adds a beat where you clicked, or where the wave looks like one after the chosen "
               "beat; of a breath, its inspiration onset."), where=HERE),
    Action("review.delete", _tr("Delete"), ("D", "Del"), Group.REVIEW,
           _tr("Deletes what is chosen; a second press brings it back."), where=HERE),
    Action("review.move", _tr("Move"), ("M",), Group.REVIEW,
           _tr("Moves what is chosen to where you clicked, or to the beat in the wave; or drag "
               "it."), where=HERE),
    Action("review.ectopic", _tr("Ectopic"), ("E",), Group.REVIEW,
           _tr("The beat stays, the intervals about it are not used; a second press takes it "
               "back."), where=HERE),
    Action("review.reject", _tr("Reject"), ("R",), Group.REVIEW,
           _tr("Nothing in the span is used: the one drawn with Shift, else the stretch; a second "
               "press takes it back."), where=HERE),
    Action("review.split", _tr("Split"), ("S",), Group.REVIEW,
           _tr("Adds one in the middle of the interval that ends with what is chosen."),
           where=HERE),
    Action("review.turn", _tr("Turn over"), ("T",), Group.REVIEW,
           _tr("Reads this signal the other way up, over the whole session."), where=HERE),
    Action("review.switch", _tr("Beats or breaths"), ("B",), Group.REVIEW,
           _tr("Shows the breaths of the same time, or the beats again."), where=HERE),
    Action("review.closer", _tr("Closer"), ("+",), Group.REVIEW,
           _tr("Shows less time, in more detail."), where=HERE),
    Action("review.wider", _tr("Wider"), ("-",), Group.REVIEW, _tr("Shows more time."),
           where=HERE),
    Action("review.why", _tr("Why"), ("W",), Group.REVIEW,
           _tr("Opens the field for a reason; it is written with every edit from then on."),
           where=HERE),
)  # fmt: skip
