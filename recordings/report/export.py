"""Write a session report beside the session, never over an earlier one."""

from __future__ import annotations

from pathlib import Path

from recordings.disk.atomic_export import Progress, export_name, write_export
from recordings.report.content import ReportInput, make_document
from recordings.report.document import Picture
from recordings.report.html import to_html
from recordings.report.pdf import write_pdf
from recordings.tidy.name_search import NameSearch
from recordings.tidy.options import TidyOptions
from safehold.core.messages import Message


def write_report(given: ReportInput, out_root: Path, *, progress: Progress | None = None) -> Path:
    """Write ``report.html`` and ``report.pdf`` into a folder of their own.

    Parameters
    ----------
    given : ReportInput
        What the report tells.
    out_root : Path
        Folder that receives ``<session-id>_report`` (blinded: ``..._report_blind``; computed
        otherwise than in the session: ``..._recomputed_report``).
    progress : callable, optional
        Called with the share done and what is being done; may raise to cancel.

    Returns
    -------
    Path
        The folder made.

    Raises
    ------
    ExportError
        When it cannot be written.
    """
    tell = progress or (lambda _share, _what: None)

    def fill(folder: Path) -> None:
        tell(0.1, Message("Writing the report"))
        document = make_document(given)
        pictures = [block for block in document.blocks if isinstance(block, Picture)]
        for k, picture in enumerate(pictures):
            tell(0.1 + 0.7 * k / len(pictures), Message("Drawing the figures"))
            _ = picture.png  # drawn here, once for both files
        (folder / "report.html").write_text(to_html(document), encoding="utf-8")
        tell(0.8, Message("Writing the PDF"))
        write_pdf(document, folder / "report.pdf")
        tell(1.0, Message("Writing the PDF"))

    profile = "report_blind" if given.blind else "report"
    search = NameSearch.of(given.results, TidyOptions())
    return write_export(out_root, export_name(given.results, profile), fill, check=search.check)
