"""What became of every second of a recording, said without names of devices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recordings.tidy.pseudonyms import Scrubber
from safehold.core.account import Recorded, StreamAccount
from safehold.core.messages import NOTHING, Message, beside
from safehold.core.results import SessionResults


class RecordedWords:
    """Says what the check of a session found by the session's own ids of its streams.

    Parameters
    ----------
    results : SessionResults
        The session; its ``recorded`` may be None: then nothing is said.
    """

    def __init__(self, results: SessionResults) -> None:
        self._recorded = results.recorded
        self._scrubber = Scrubber(results.streams)
        self._ids = {
            (r.spec.name, r.spec.type, r.spec.source_id): r.spec.stream_id for r in results.streams
        }
        streams = results.recorded.account.streams if results.recorded is not None else ()
        self._names = {s.name: self._name(s, k) for k, s in enumerate(streams, 1)}

    def _name(self, stream: StreamAccount, number: int) -> str:
        known = self._ids.get((stream.name, stream.type, stream.source_id))
        return known or (stream.name if stream.own else f"other stream {number}")

    def text(self, message: Message) -> Message:
        """Return a message with ids in place of the names of streams."""
        return message.rewritten(self._plain_text)

    def _plain_text(self, text: str) -> str:
        for name in sorted(self._names, key=len, reverse=True):
            text = text.replace(name, self._names[name])
        return self._scrubber.clean(text)

    @property
    def recorded(self) -> Recorded | None:
        """What was found."""
        return self._recorded

    def headline(self) -> Message:
        """Return the worst of it in one sentence."""
        return NOTHING if self._recorded is None else self.text(self._recorded.headline)

    def rows(self) -> Iterator[tuple[str, StreamAccount]]:
        """Give the streams by their ids, sensors first."""
        streams = self._recorded.account.streams if self._recorded is not None else ()
        for number, stream in enumerate(streams, 1):
            yield self._name(stream, number), stream

    def plain(self) -> dict[str, Any] | None:
        """Return it in plain JSON types, for a manifest."""
        if self._recorded is None:
            return None
        account, headline = self._recorded.account, self.headline()
        wrong = [self.text(message) for message in self._recorded.wrong]
        remarks = [self.text(message) for message in self._recorded.remarks]
        return {
            "headline": headline,
            "passes": not self._recorded.wrong,
            "changed": [self.text(message) for message in self._recorded.changed],
            "chain_head": self._recorded.head or None,
            "wrong": wrong,
            "remarks": remarks,
            "said": beside((headline, *wrong, *remarks)),
            "from_start_to_stop_s": round(account.span_s, 3),
            "between_parts_s": round(account.pauses_s, 3),
            "start_known": account.start_known,
            "stop_known": account.stop_known,
            "streams": [
                {
                    "stream": name,
                    "covered_by": stream.covers or "events",
                    "received_s": _rounded(stream.received_s),
                    "missing_before_s": _rounded(stream.before_s),
                    "missing_between_s": _rounded(stream.between_s),
                    "missing_after_s": _rounded(stream.after_s),
                    "dropped_s": _rounded(stream.dropped_s),
                    "n_lost_by_sender_count": stream.n_sent_lost,
                    "n_samples": stream.n_samples,
                }
                for name, stream in self.rows()
            ],
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
