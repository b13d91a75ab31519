"""``safehold review`` without a window: what is left, and taking all back."""

from __future__ import annotations

from pathlib import Path

from safehold.cli.main import main
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Seen
from safehold.files.edits import Edits
from safehold.offline.review import review_state
from tests.unit._folder import make_session


def test_the_list_shrinks_as_stretches_are_looked_at_and_all_can_be_taken_back(
    tmp_path: Path, capsys
) -> None:
    folder, _ = make_session(tmp_path, people=("client",), faults=("client-ecg:noise@70-70.6,8",))
    state = review_state(folder)
    first = state.left[0]
    assert [one.cost for one in state.queue] == sorted((s.cost for s in state.queue), reverse=True)
    edits = Edits(folder.edits_path)
    edits.write(
        [
            Correction("", "client", Corrected.BEAT, CorrectionKind.REJECT, first.t0, first.t1),
            Seen("client", first.t0, first.t1, first.what),
        ],
        by="RA1",
    )
    edits.close()
    assert main(["review", str(folder.path), "--list"]) == 0
    told = capsys.readouterr().out
    n = len(state.queue)
    assert told.startswith(f"{n - 1} of {n} stretches left, 1 edits in force.")
    assert told.count("client") == n - 1
    assert main(["review", str(folder.path), "--undo-all", "--coder", "RA2"]) == 0
    assert capsys.readouterr().out == "2 edits taken back.\n"
    assert Edits(folder.edits_path).corrections() == []
    assert Edits(folder.edits_path).edits()[-1].by == "RA2"
    assert main(["review", str(folder.path), "--undo-all"]) == 0
    assert "no edit" in capsys.readouterr().out
