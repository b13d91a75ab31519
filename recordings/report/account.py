"""What a report says of every second of the recording: the worst first, sensors first."""

from __future__ import annotations

from collections.abc import Iterator

from recordings.report.document import Block, Items, Paragraph
from recordings.report.words import table_of
from recordings.tidy.recorded import RecordedWords
from safehold.core.account import StreamAccount, duration_text
from safehold.core.results import SessionResults


def account_blocks(results: SessionResults) -> Iterator[Block]:
    """Give the verdict on the recording, the account of every stream, and what to know of it."""
    words = RecordedWords(results)
    if words.recorded is None:
        return
    found = words.recorded
    if found.whole:  # else the first page has said it
        yield Paragraph(words.headline())
    rows = [(name, *_cells(stream)) for name, stream in words.rows()]
    yield table_of(
        ("stream", "received", "missing before", "between", "after", "dropped by us",
         "lost on the way"),
        rows,
        f"Every second of the {duration_text(found.account.span_s)} from start to stop: received, "
        "or missing before the first sample, between samples, after the last one; of what is "
        "missing, what the recorder gave up. RR intervals cover the time they measure; events "
        "cover none. Lost on the way: samples, by the sender's own count where it sends one.",
    )  # fmt: skip
    if found.head:
        yield Paragraph(
            f"Head of the session's chain of hashes: {found.head}. Compare it with what was "
            "written down after the session ('safehold check --head').",
            "small",
        )
    said = [words.text(text) for text in (*found.wrong, *found.remarks)]
    if said:
        yield Items(tuple(said))


def _cells(stream: StreamAccount) -> tuple[str, ...]:
    lost = "not counted" if stream.n_sent_lost is None else str(stream.n_sent_lost)
    if not stream.covers:
        return (f"{stream.n_samples} events", "", "", "", "", lost)
    missing = (stream.before_s, stream.between_s, stream.after_s)
    told = ("unknown" if seconds is None else duration_text(seconds) for seconds in missing)
    return (stream.received_text, *told, duration_text(stream.dropped_s), lost)
