"""Read back what safehold has exported, and the codes that other programs wrote."""

from recordings.importers.exported import Imported
from recordings.importers.exported_bids import read_bids
from recordings.importers.exported_tidy import read_tidy

__all__ = ["Imported", "read_bids", "read_tidy"]
