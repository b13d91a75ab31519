"""An XDF file that is larger than the memory it is imported with.

``python bench/import_large.py [--gigabytes 1.5] [--data-mb 1000] [--out FILE]`` makes a file of an
EEG (32 channels at 1000 Hz) with an ECG, and imports it in a process whose data memory is limited
(``RLIMIT_DATA``: what is mapped from the file does not count, all that is loaded does).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.study import Study
from safehold.desk.importing import ImportDesk

CHANNELS, RATE = 32, 1000
ROW_BYTES = 9 + 4 * CHANNELS


def main() -> None:
    """Make the file, and import it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=1.5)
    parser.add_argument("--data-mb", type=int, default=1000)
    parser.add_argument("--import", dest="path", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.path is not None:
        limit = options.data_mb * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        print(json.dumps(imported(options.path)))
        return
    with tempfile.TemporaryDirectory(prefix="import-large-") as name:
        path = Path(name) / "large.xdf"
        seconds = make(path, options.gigabytes)
        command = [sys.executable, __file__, "--import", str(path)]
        found = subprocess.run(
            [*command, "--data-mb", str(options.data_mb)], capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        last = found.stdout.strip().rsplit("\n", 1)[-1]
        result = json.loads(last) if found.returncode == 0 else found.stderr[-600:]
        tell(
            {
                "file_bytes": path.stat().st_size, "hours": round(seconds / 3600, 2),
                "data_limit_mb": options.data_mb, "import": result,
            },
            options.out,
        )  # fmt: skip


def make(path: Path, gigabytes: float) -> float:
    """Write the file; return how long it lasts, s."""
    n_blocks = int(gigabytes * 1e9 / (ROW_BYTES * RATE * 10))
    writer = XdfWriter(path)
    eeg = writer.add_stream(StreamHeader("EEG", CHANNELS, "float32", RATE, "EEG", "eeg"))
    ecg = writer.add_stream(StreamHeader("ECG", 1, "float32", 250, "ECG", "ecg"))
    noise = np.random.default_rng(1).normal(0, 10, (RATE, CHANNELS)).astype(np.float32)
    for block in range(n_blocks):
        for second in range(10 * block, 10 * block + 10):
            stamps = 1000 + second + np.arange(RATE) / RATE
            writer.write_samples(eeg, stamps, np.roll(noise, second, axis=0))
            beat = np.sin(np.arange(250) / 40 + second).astype(np.float32)[:, None]
            writer.write_samples(ecg, stamps[::4], beat)
        for stream in (eeg, ecg):
            writer.write_offset(stream, 1000.0 + 10 * block, 0.01)
    writer.close()
    return 10.0 * n_blocks


def imported(path: Path) -> dict[str, Any]:
    """Import the file as the window does; return what it took."""
    began = time.process_time()
    desk = ImportDesk(path.parent / "study", Study())
    desk.add([path], lambda *_: None)
    desk.say_person(0, "client")
    desk.first_seconds(desk.rows[0])
    drawn = time.process_time() - began
    folder = desk.write("large", {}, lambda *_: None)
    return {
        "signals": len(desk.rows), "drawn_cpu_s": round(drawn, 1),
        "session_cpu_s": round(time.process_time() - began, 1),
        "session_bytes": (folder / "recording.xdf").stat().st_size,
    }  # fmt: skip


if __name__ == "__main__":
    main()
