"""What people said themselves is exported: live answers, and recall as it was drawn."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from recordings.tidy import export_tidy
from safehold.core.results import RecallTake, SessionResults
from safehold.core.types import Event


def test_answers_and_recall_stand_in_one_table_named_in_the_read_me(
    session: SessionResults, tmp_path: Path
) -> None:
    said = (
        Event("e8", "rate.safety", 40.25, target="client", attributes={"value": "3"}),
        Event("e9", "rate.dose", 30.0, target="therapist", attributes={"value": "-1"}),
        Event("e10", "rate.safety", 50.0, target="client", attributes={"value": ""}),
    )
    take = RecallTake(1, "client", "safety", np.array([0.0, 0.1]), np.array([np.nan, 6.5]))
    rated = dataclasses.replace(session, events=(*session.events, *said), recall=(take,))
    folder = export_tidy(rated, tmp_path)
    table = pd.read_csv(folder / "ratings.csv")
    assert table[["participant", "scale", "t_s", "source"]].values.tolist() == [
        ["therapist", "dose", 30.0, "live"],
        ["client", "safety", 40.25, "live"],
        ["client", "safety", 0.0, "recall-1"],
        ["client", "safety", 0.1, "recall-1"],
    ]
    assert table["value"].fillna(-99).tolist() == [-1.0, 3.0, -99.0, 6.5]
    assert "  ratings  " in (folder / "README.txt").read_text()
