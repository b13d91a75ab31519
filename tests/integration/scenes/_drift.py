"""Half a minute of the ten in ``bench/recorder_drift.py``."""

from __future__ import annotations

from pathlib import Path

from tests.integration.scenes._campaign import short_form


def library() -> Path | None:
    """Return where libfaketime is, None where it is not installed."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


if __name__ == "__main__":
    found = library()
    assert found is not None
    short_form("recorder_drift.py", "--library", str(found), "--minutes", "0.5")
