"""The picture of docs/studies.md: the sessions of one client of a simulated study.

``python docs/study_screenshot.py`` simulates and processes a study of one dyad by twelve sessions.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


from recordings.report.document import Picture  # noqa: E402
from recordings.report.study import study_document  # noqa: E402
from safehold.desk.studies import report  # noqa: E402
from safehold.desk.studies.run import StudyWish, group, process_all, workers  # noqa: E402
from safehold.desk.studies.simulated import write_study  # noqa: E402
from safehold.desk.studies.synthetic import StudyDesign  # noqa: E402

IMAGE = ROOT / "docs" / "images" / "study-report.png"


def main() -> None:
    """Simulate, process, and keep the first picture of the report."""
    place = Path(tempfile.mkdtemp(prefix="study-picture-"))
    pictures = []

    def seen(given: report.StudyReport) -> object:
        document = study_document(given)
        pictures.extend(block for block in document.blocks if isinstance(block, Picture))
        return document

    original, report.study_document = report.study_document, seen
    try:
        made = write_study(place / "study", StudyDesign(1, 12, 20.0), seed=11)
        shutil.rmtree(made[6])
        with (place / "study" / "sessions.csv").open("w", newline="") as file:
            rows = [("P01", k, path.name if k != 7 else "", "client was ill" if k == 7 else "")
                    for k, path in enumerate(made, start=1)]  # fmt: skip
            head = ("participant", "session_number", "session_id", "reason")
            csv.writer(file).writerows([head, *rows])
        wish = StudyWish(place / "study", place / "out")
        process_all(wish, workers(None), lambda *_: None)
        group(wish)
    finally:
        report.study_document = original
        shutil.rmtree(place)
    pictures[0].plot.savefig(IMAGE, dpi=100)


if __name__ == "__main__":
    main()
