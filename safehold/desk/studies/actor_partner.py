"""Half minutes of all sessions of a study, with what is known of both people."""

from __future__ import annotations

from collections.abc import Sequence

from recordings.tidy.actor_partner import ACTOR_PARTNER
from recordings.tidy.stacked import WHOSE, StackedSession, rows_of
from recordings.tidy.table import Table
from safehold.desk.studies.moderators import Moderators

NAME = "actor_partner"


def actor_partner(sessions: Sequence[StackedSession], moderators: Moderators) -> Table:
    """Return a row for each person, partner, session and half minute.

    Parameters
    ----------
    sessions : sequence of StackedSession
        Those that were processed.
    moderators : Moderators
        Joined by study code, of the person and of the partner.
    """
    names = [field.name for field in ACTOR_PARTNER]
    rows = []
    for one in sessions:
        for row in rows_of(one.folder, NAME):
            own, other = (one.codes.get(row[who], "") for who in ("participant", "partner"))
            rows.append(
                (
                    one.session_id,
                    one.number,
                    one.dyad,
                    own,
                    *(row[name] for name in names),
                    *moderators.of(own),
                    *moderators.of(other),
                )
            )
    return Table.from_rows(NAME, (*WHOSE, *ACTOR_PARTNER, *moderators.fields()), rows)
