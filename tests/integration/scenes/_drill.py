"""A short fire drill: ``python -m tests.integration.scenes._drill FOLDER``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from safehold.checks.drill import run_drill


def main() -> None:
    results = run_drill(
        Path(sys.argv[1]), lambda line: print(line, file=sys.stderr, flush=True), pace=0.4
    )
    print(json.dumps([asdict(result) for result in results]))


if __name__ == "__main__":
    main()
