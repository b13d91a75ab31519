"""How long an hour of each format takes to be drawn, to be a session, and to have its indices.

``python bench/import_speed.py [--minutes 60] [--times 3] [--out FILE]`` writes the same simulated
hour of one person (ECG 250 Hz, belt 25 Hz; pulse 64 Hz or RR intervals where the format has no
ECG) in every format that can be written here, imports it as the window does, and computes it.
Beside it stands the usual way: the reference reader, then NeuroKit2 over the whole signal of the
heart, in the same run. Times are CPU times, for the computer is shared; only the ratios are
meant. AcqKnowledge, which nothing here writes, is timed on the real files of ``../shared``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bioread
import numpy as np
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from _import_files import Made, files, simulated

from safehold.core.study import Study
from safehold.core.types import Role
from safehold.desk.importing import ImportDesk
from safehold.offline.analysis import analyse
from safehold.recorder.reading import open_session

SHARED = Path(__file__).resolve().parents[2] / "shared"
_HEART = (Role.ECG, Role.PPG, Role.RR)


def main() -> None:
    """Measure, and tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument(
        "--times", type=int, default=3, help="so often each is drawn and read; the shortest counts"
    )
    parser.add_argument("--out", type=Path, help="kept after each format")
    options = parser.parse_args()
    result: dict[str, Any] = {"minutes": options.minutes, "times": options.times, "formats": {}}
    with tempfile.TemporaryDirectory(prefix="import-speed-") as name:
        place = Path(name)
        _warm(place)
        for made in files(place, simulated(60 * options.minutes)):
            result["formats"][made.name] = _timed(place, made, options.times)
            tell(result, options.out)
        result["acknowledge_real_files"] = {path.name: _acq(place, path) for path in _acq_files()}
    tell(result, options.out)


def _warm(place: Path) -> None:
    """Have everything imported and compiled before it is timed."""
    (place / "warm").mkdir()
    for made in files(place / "warm", simulated(120.0)):
        _timed(place / "warm", made, 1)


def _timed(place: Path, made: Made, times: int) -> dict[str, float]:
    study = place / f"study-{made.name.replace(' ', '-')}"
    again = [_drawn(study, made) for _ in range(times)]
    reading = [_took(made.read) for _ in range(times)]
    began = time.process_time()
    desk = _opened(study, made)
    folder = desk.write("hour", {}, lambda *_: None)
    session = time.process_time() - began
    analyse(open_session(folder, lambda _: None))
    indices = time.process_time() - began
    began = time.process_time()
    made.compute(made.read())
    usual = time.process_time() - began
    drawn, read = min(again), min(reading)
    return {
        "drawn_s": round(drawn, 3), "session_s": round(session, 2),
        "indices_s": round(indices, 2), "reference_reader_s": round(read, 3),
        "reference_reader_and_neurokit2_s": round(usual, 2),
        "drawn_to_reader": round(drawn / read, 2),
        "session_to_usual": round(session / usual, 3),
        "indices_to_usual": round(indices / usual, 2),
    }  # fmt: skip


def _opened(study: Path, made: Made) -> ImportDesk:
    """Return the import when the signal of the heart is drawn."""
    desk = ImportDesk(study, Study())
    desk.add([made.path], lambda *_: None)
    desk.say_person(0, "client")
    desk.first_seconds(next(row for row in desk.rows if row.role in _HEART))
    return desk


def _drawn(study: Path, made: Made) -> float:
    return _took(lambda: _opened(study, made))


def _took(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _acq_files() -> Iterator[Path]:
    yield from sorted((SHARED / "data" / "single" / "acq").glob("*.acq"))


def _acq(place: Path, path: Path) -> dict[str, Any]:
    began = time.process_time()
    desk = ImportDesk(place / f"study-{path.stem}", Study())
    desk.add([path], lambda *_: None)
    desk.say_person(0, "client")
    desk.first_seconds(desk.rows[0])
    drawn = time.process_time() - began
    desk.write("acq", {}, lambda *_: None)
    session = time.process_time() - began
    began = time.process_time()
    file = bioread.read_file(str(path))
    seconds = max(float(np.max(channel.time_index)) for channel in file.channels)
    read = time.process_time() - began
    return {
        "seconds": round(seconds, 1), "drawn_s": round(drawn, 3),
        "session_s": round(session, 2), "reference_reader_s": round(read, 3),
        "drawn_to_reader": round(drawn / read, 2),
    }  # fmt: skip


if __name__ == "__main__":
    main()
