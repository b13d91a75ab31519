"""Makes a small BIDS dataset of a simulated dyad: ``python docs/bids_example.py FOLDER``.

Two people in two sessions, RR intervals without a waveform, a belt each, coded events with HED:
everything that two people of one session need in BIDS, and nobody's data.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recordings.bids.study import AboutDataset
from recordings.tidy import TidyOptions
from safehold.desk.studies.bids import BidsWish, export_study
from safehold.desk.studies.simulated import write_study
from safehold.desk.studies.synthetic import StudyDesign


def main() -> None:
    """Simulate the study, and write its dataset."""
    about = AboutDataset(
        "Two people of one session: a simulated dyad", ("The safehold developers", "and nobody"),
        "CC0-1.0",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        study = Path(place) / "study"
        write_study(study, StudyDesign(1, 2, 15.0), seed=1)
        wish = BidsWish(study, Path(sys.argv[1]), TidyOptions(hed=True), about)
        sys.stdout.write(f"{export_study(wish, lambda *_: None).path}\n")


if __name__ == "__main__":
    main()
