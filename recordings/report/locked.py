"""What a report says of the lock of its study, and of every departure from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recordings.report.document import Block, Items, Paragraph


def lock_blocks(lock: str, departures: Sequence[str]) -> Iterator[Block]:
    """Yield what was locked before the data, and in what this differs; nothing without a lock."""
    if lock:
        yield Paragraph(lock)
    if departures:
        many = "1 departure" if len(departures) == 1 else f"{len(departures)} departures"
        yield Paragraph(
            f"{many} from what was locked. A departure may be right; it belongs in the paper.",
            "banner",
        )
        yield Items(tuple(departures))
