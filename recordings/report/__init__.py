"""The session report: one HTML file and a PDF, from the same document."""

from recordings.report.content import ReportInput, make_document
from recordings.report.export import write_report

__all__ = ["ReportInput", "make_document", "write_report"]
