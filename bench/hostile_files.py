"""Time to read, examine and repair files that lie, by their size: it must grow as the size does.

``python bench/hostile_files.py`` prints JSON: for each kind of file the CPU seconds at `N` and at
`2 N` parts, and their ratio (2 is linear, 4 quadratic).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recordings.xdf.repair import repair
from recordings.xdf.xdf_reader import read_xdf
from safehold.files.receipt import examine
from tests.unit.recordings.xdf._hostile import MANY, file_of

N = 100_000


def cpu_seconds(content: bytes, folder: Path) -> dict[str, float]:
    path, mended = folder / "a.xdf", folder / "mended.xdf"
    path.write_bytes(content)
    mended.unlink(missing_ok=True)
    found = {}
    for name, call in (
        ("read", lambda: read_xdf(path)),
        ("examine", lambda: examine(path)),
        ("repair", lambda: repair(path, mended)),
    ):
        begun = time.process_time()
        call()
        found[name] = time.process_time() - begun
    return found


def main() -> None:
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, parts in MANY.items():
            content, double = file_of(parts(N)), file_of(parts(2 * N))
            once, twice = (cpu_seconds(c, Path(folder)) for c in (content, double))
            rows[kind] = {
                "bytes": [len(content), len(double)],
                "seconds": {key: [round(once[key], 2), round(twice[key], 2)] for key in once},
                "ratio": round(sum(twice.values()) / sum(once.values()), 2),
            }
    print(json.dumps({"parts": [N, 2 * N], "kinds": rows}, indent=1))


if __name__ == "__main__":
    main()
