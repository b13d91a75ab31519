"""The Tidy export: one session as CSV and Parquet tables on one clock."""

from recordings.tidy.export import export_tidy
from recordings.tidy.options import TidyOptions

__all__ = ["TidyOptions", "export_tidy"]
