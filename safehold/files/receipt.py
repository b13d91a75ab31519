"""The integrity receipt of a session: what was recorded, what was lost, and whether it holds.

The recorder writes a receipt of each part of a recording into ``session.json`` when it stops,
from what it counted while it wrote. :func:`check_session` makes it again from the file alone and
compares the two, so a file that was changed, cut or damaged since is found out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recordings.folder.chain import check_chain, head_text
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_format import STRING_FORMAT
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_index import Bytes, MappedFile, StreamIndex, index_chunks
from recordings.xdf.xdf_problems import Problems
from recordings.xdf.xdf_reader import load_parts, load_stream, note_damage
from safehold.core.account import Account, Recorded, account_of
from safehold.core.errors import (
    ChangedSessionError,
    RecordingCorruptError,
    RecordingError,
    SafeholdError,
)
from safehold.core.messages import Message, beside, from_beside, joined
from safehold.core.types import FloatArray
from safehold.files.coverage import WHERE, shares
from safehold.files.known_session import RECEIPT_LOST, known_info
from safehold.files.part_findings import differences, verdict
from safehold.files.recorder_notes import RECORDER_STREAM as RECORDER_STREAM
from safehold.files.recorder_notes import RecordedSpan, counters_of, notes_of, span_facts, span_of
from safehold.files.stamp_check import StampCheck


def stream_facts(
    stream_id: int,
    header: Mapping[str, Any],
    check: StampCheck,
    offsets: FloatArray,
    counters: Mapping[str, float],
    span: RecordedSpan,
) -> dict[str, Any]:
    """Return the receipt of one stream.

    Parameters
    ----------
    stream_id : int
        In the file.
    header : mapping
        ``name``, ``type``, ``channel_format``, ``channel_count``, ``nominal_rate``.
    check : StampCheck
        That has seen all samples.
    offsets : ndarray, shape (m, 2)
        Clock offsets: time on the sender's clock and offset, s.
    counters : mapping
        What only the recorder knows (restarts, overruns, late samples ...).
    span : RecordedSpan
        Of the recording; every second of it is accounted for.
    """
    values = offsets[:, 1]
    return {
        "stream_id": stream_id,
        **header,
        **check.facts(),
        "n_offsets": len(offsets),
        "max_offset_step_s": float(np.diff(offsets[:, 0]).max()) if len(offsets) > 1 else None,
        "offset_min_s": float(values.min()) if len(values) else None,
        "offset_max_s": float(values.max()) if len(values) else None,
        "covers": check.covers,
        **_shares(check, offsets, span, int(counters.get("n_dropped", 0))),
        **{key: counters[key] for key in sorted(counters)},
    }


def _shares(
    check: StampCheck, offsets: FloatArray, span: RecordedSpan, n_dropped: int
) -> dict[str, float | None]:
    """Return what of the span a stream covers, what is missing where, and what we dropped, s."""
    if not check.covers:
        return dict.fromkeys(("received_s", *WHERE, "dropped_s"))
    tail = 1 / check.rate if check.rate > 0 else 0.0
    covered = check.coverage.on_host(offsets, tail)
    found = shares(covered, span.start, span.stop, placed=len(offsets) > 0)
    return {**found, "dropped_s": round(n_dropped * tail, 6)}


def examine(path: Path) -> dict[str, Any]:
    """Make the receipt of one part of a recording from its file.

    Raises
    ------
    RecordingError
        When it cannot be read.
    RecordingCorruptError
        When it is no XDF file.
    """
    with MappedFile(path) as data:
        digest = hashlib.sha256(data).hexdigest()
        index = index_chunks(data, name=str(path))
        notes = notes_of(data, index)
        counters = counters_of(notes.texts)
        looked = [
            (stream_id, *_looked_at(data, stream_id, found, index.problems))
            for stream_id, found in index.streams.items()
            if found.header.name != RECORDER_STREAM
        ]
    span = span_of(notes, [(check, offsets) for _, _, check, offsets in looked])
    streams = [
        stream_facts(
            stream_id, header_facts(header), check, offsets, counters.get(str(stream_id), {}), span
        )
        for stream_id, header, check, offsets in looked
    ]
    problems = list(index.problems)
    if beyond := index.size - index.n_bytes_used:
        problems.append(
            Message(
                "{beyond} bytes are not part of a whole chunk",
                code="bytes_not_in_chunk",
                beyond=beyond,
            )
        )
    if any(found.footer is None for found in index.streams.values()) or not index.streams:
        problems.append(
            Message(
                "the recording did not end properly: footers are missing",
                code="recording_without_footers",
            )
        )
    return {
        "file": path.name,
        "n_bytes": index.size,
        "sha256": digest,
        "started": index.datetime,
        **span_facts(span),
        "streams": streams,
        "problems": problems,
    }


def header_facts(header: StreamHeader) -> dict[str, Any]:
    """Return what a receipt says of a stream's header."""
    return {
        "name": header.name,
        "type": header.type,
        "channel_format": header.channel_format,
        "channel_count": header.channel_count,
        "nominal_rate": header.nominal_rate,
        "source_id": header.source_id,
    }


def _looked_at(
    data: Bytes, stream_id: int, found: StreamIndex, problems: Problems
) -> tuple[StreamHeader, StampCheck, FloatArray]:
    """Check a stream, of numbers part by part: it may be larger than memory."""
    check = StampCheck(0.0)
    check.describe(found.header)
    if found.header.channel_format == STRING_FORMAT:
        stream = load_stream(data, stream_id, found, problems)
        if len(stream.stamps):
            check.update(stream.stamps, stream.values)
    else:
        for part in load_parts(data, found):
            if len(part.stamps):
                check.update(part.stamps, part.values)
        note_damage(stream_id, found, problems)
    return found.header, check, np.array(found.offsets, np.float64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """What :func:`check_session` found."""

    session_id: str
    parts: tuple[Mapping[str, Any], ...]
    """Receipts made from the files."""
    wrong: tuple[Message, ...]
    """What was lost, damaged, or is not as the receipt says; empty when the session passes."""
    remarks: tuple[Message, ...]
    """What should be known; no loss of the recorder's."""
    software: Mapping[str, str]
    """With which the recording was made, as its receipt says."""
    changed: tuple[Message, ...] = ()
    """Of `wrong`: what is not as it was recorded, since somebody or something changed it."""
    head: str = ""
    """Head of the session's chain of hashes, to be written down; empty where there is none."""
    veiled: bool = False
    """True where the session's main window showed less than everything."""
    withdrawn: bool = False
    """True where a participant withdrew, and files were rewritten without them."""

    @property
    def passes(self) -> bool:
        """True when we lost nothing and every file is what its receipt says.

        What a sensor did not deliver does not count here: see :attr:`account`.
        """
        return not self.wrong

    @property
    def account(self) -> Account:
        """Every second of every stream from start to stop."""
        return account_of(self.parts)

    @property
    def recorded(self) -> Recorded:
        """What the report and the exports say of it."""
        return Recorded(
            self.account, self.wrong, self.remarks, self.withdrawn, self.changed, self.head
        )

    @property
    def headline(self) -> str:
        """The worst of it in one sentence."""
        return self.recorded.headline


def check_session(folder: SessionFolder, *, head: str = "") -> SessionCheck:
    """Make the receipt of a session again from its files; compare it and the chain of hashes.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    head : str
        Head of its chain as it was written down; empty: not compared.

    Raises
    ------
    RecordingError
        When the session has no recording, or `head` is too short.
    """
    found_out = known_info(folder)
    info = found_out.info
    told = info.get("receipt")
    receipts = {part["file"]: part for part in told["parts"]} if isinstance(told, dict) else {}
    if not folder.recording_paths and not receipts:
        raise RecordingError(
            Message(
                "{path} holds no recording.", code="folder_holds_no_recording", path=folder.path
            ),
            remedy=Message("Was it made with --no-record?", code="made_no_record"),
        )
    parts: list[dict[str, Any]] = []
    wrong, remarks, changed = list(found_out.problems), list[Message](), list[Message]()
    rebuilt = info.get("rebuilt")
    if rebuilt and not told and RECEIPT_LOST not in wrong:
        wrong.append(RECEIPT_LOST)
    software: Mapping[str, str] = {}
    for path in folder.recording_paths:
        receipt = receipts.pop(path.name, None)
        try:
            found = examine(path)
        except RecordingCorruptError as error:
            (wrong if receipt is None else changed).append(error.message)
            continue
        parts.append(found)
        lost, known = verdict(found)
        wrong += lost
        remarks += known
        if receipt is None:
            if not rebuilt and RECEIPT_LOST not in wrong:
                wrong.append(
                    Message(
                        "{name}: no receipt: the recorder did not end properly",
                        code="no_receipt",
                        name=path.name,
                    )
                )
            continue
        software = receipt.get("software", software)
        losses = from_beside(receipt.get("losses", ()), receipt.get("said"))
        wrong += [text for text in losses if text not in wrong]
        # of the disk, which the file cannot know
        remarks += from_beside(receipt.get("remarks", ()), receipt.get("said"))
        wrong += differences(receipt, found)
        if any(receipt.get(key) != found[key] for key in ("n_bytes", "sha256")):
            changed.append(
                Message(
                    "{name} is not what was recorded", code="recording_changed", name=path.name
                )
            )
    changed += [
        Message("{name} is missing; there is a receipt of it", code="missing_receipt", name=name)
        for name in receipts
    ]
    chain = check_chain(
        folder, _as_it_stands(folder), {part["file"]: part for part in parts}, head=head
    )
    changed += chain.changed
    wrong = list(dict.fromkeys([*changed, *wrong]))
    remarks += chain.remarks
    remarks = [*withdrawals_told(info), *account_of(parts).remarks(), *remarks]
    return SessionCheck(
        folder.session_id, tuple(parts), tuple(wrong), tuple(remarks), software,
        tuple(dict.fromkeys(changed)), head_text(chain.head) if chain.head else "",
        veiled=was_veiled(folder), withdrawn=bool(withdrawals_told(info)),
    )  # fmt: skip


def _as_it_stands(folder: SessionFolder) -> dict[str, Any]:
    """Return session.json without what was found out otherwise; empty where it cannot be read."""
    try:
        return folder.read_info()
    except RecordingError:
        return {}


def refuse_changed(check: SessionCheck, *, allowed: bool) -> None:
    """Refuse to make numbers of a session that was changed since it was recorded.

    Raises
    ------
    ChangedSessionError
        When it was, and that is not allowed.
    """
    if check.changed and not allowed:
        raise ChangedSessionError(
            Message(
                "{session_id} is not what was recorded: {changed}.",
                code="session_changed",
                session_id=check.session_id,
                changed=joined("; ", check.changed),
            ),
            remedy=Message(
                "Restore it from a backup; 'safehold check' says more. To use it as it "
                "is, run 'safehold export' or 'safehold report' with --changed: the "
                "files will say so.",
                code="restore_backup_safehold_check_says",
            ),
        )


def receipt_of_copy(
    old: Mapping[str, Any],
    part: Mapping[str, Any],
    lost_before: Iterable[str],
    *,
    fitted: bool,
    n_damaged_bytes: int,
) -> dict[str, Any]:
    """Return the receipt of a recording that was rewritten when a participant withdrew.

    Parameters
    ----------
    old : mapping
        Receipt of the recording, without what is the person's in it.
    part : mapping
        What :func:`examine` says of the copy.
    lost_before : iterable of str
        Losses that the old receipt tells of what is in the copy.
    fitted : bool
        The recording was what its receipt said.
    n_damaged_bytes : int
        Bytes that are not in the copy because they made no sense.
    """
    told, name = list(lost_before), part["file"]
    if not fitted:
        told.append(
            Message(
                "{name}: before a participant withdrew it was not what its receipt said",
                code="changed_before_withdrawal",
                name=name,
            )
        )
    if n_damaged_bytes:
        told.append(
            Message(
                "{name}: {n_damaged_bytes} damaged bytes were left out when a "
                "participant withdrew",
                code="damaged_bytes_left_out",
                name=name,
                n_damaged_bytes=n_damaged_bytes,
            )
        )
    losses = list(dict.fromkeys([*verdict(part)[0], *told]))
    return {
        **{key: value for key, value in old.items() if key not in ("copy", "said")},
        **part,
        "losses": losses,
        "said": beside(losses),
        "rewritten": True,
    }


def withdrawals_told(info: Mapping[str, Any]) -> list[Message]:
    """Return, in sentences, that a session was changed because somebody withdrew."""
    told = info.get("withdrawals")
    return [
        Message(
            "changed on {date} because a participant withdrew: {n} files were "
            "rewritten without them; the others' samples are as recorded "
            "(certificate {certificate})",
            code="changed_by_withdrawal",
            date=entry.get("date"),
            n=n,
            certificate=entry.get("certificate"),
        )
        for entry in (told if isinstance(told, list) else [])
        if isinstance(entry, dict)
        for n in [len(entry.get("files", ()))]
    ]


def told_headline(folder: SessionFolder) -> str:
    """Return the worst of a session by its receipt, without a look at the recording.

    Empty where there is no receipt, or one of a safehold that did not account for every second.
    """
    try:
        info = folder.read_info()
        parts = info["receipt"]["parts"]
        if not all("start_stamp" in part for part in parts):
            return ""
        losses = tuple(
            text
            for part in parts
            for text in from_beside(part.get("losses", ()), part.get("said"))
        )
        return Recorded(account_of(parts), losses, (), bool(withdrawals_told(info))).headline
    except (SafeholdError, KeyError, TypeError, AttributeError):
        return ""


def was_veiled(folder: SessionFolder) -> bool:
    """Return whether the main window showed less than everything in a session."""
    study = known_info(folder).info.get("study") or {}
    display = study.get("display", {}).get("main", "full")
    return bool(display != "full")
