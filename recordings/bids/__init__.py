"""The BIDS export: one session as a dataset that the official validator accepts."""

from recordings.bids.export import export_bids

__all__ = ["export_bids"]
