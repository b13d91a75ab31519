"""The small session of the export tests, for the tests of what stands above the exports."""

from tests.unit.recordings.conftest import session

__all__ = ["session"]
