"""Recordings for others: the samples as they are, headers and texts without machines and people.

Of a stream's header only what is needed to read its samples is taken over: name, content type,
channels with label, type and unit, whose it is, maker and model of the device. Host name, address,
session, uid, serial number and everything else a sender wrote is not. The journal of the workbench
and the recorder's own notes name every stream and machine, and stay behind.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from recordings.disk.atomic_export import Progress, export_name, silent, write_export
from recordings.exports.companions import write_companions
from recordings.tidy import TidyOptions
from recordings.tidy.event_columns import NOTE_CODE
from recordings.tidy.name_search import NameSearch
from recordings.tidy.pseudonyms import Scrubber
from recordings.xdf.xdf_copy import Rewrite, copy_recording
from recordings.xdf.xdf_header import Channel, StreamHeader, parse_xml
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.markers import FOREIGN_CODE, decode_marker, encode_marker
from safehold.core.messages import Message, verbatim
from safehold.core.results import SessionResults

LEFT_BEHIND = ("safehold-engine", "safehold-recorder")
"""Content types of streams that name machines and devices throughout."""
KEPT_DESCRIPTION = ("desc/acquisition/manufacturer", "desc/acquisition/model",
                    "desc/safehold/person", "desc/safehold/role")  # fmt: skip
OWN_NAMES = ("safehold-", "pacer-drawn-")
"""How names of streams begin that safehold gave itself."""
LIMITS = (
    "Headers hold names, channels, units, person, maker and model only; the engine's journal and "
    "the recorder's notes are left out.",
    "Free texts of other programs' markers are kept, without names of machines and devices.",
)


def export_xdf(
    results: SessionResults,
    out_root: Path,
    *,
    recordings: Sequence[Path],
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write scrubbed copies of the recordings of a session, always of the whole of it.

    Parameters
    ----------
    recordings : sequence of Path
        The recordings; they are read only.

    Raises
    ------
    ExportError
        When the folder cannot be written.
    RecordingCorruptError
        When a copy does not hold exactly the samples of its recording.
    """
    options, report = options or TidyOptions(), progress or silent
    scrubber = Scrubber(results.streams)
    date = _date(results, options)

    def fill(folder: Path) -> None:
        for k, path in enumerate(recordings):
            report(0.9 * k / len(recordings), verbatim(path.name))
            copy_recording(
                path,
                folder / path.name,
                header_of=partial(scrubbed_header, results, scrubber),
                rewrite_of=partial(_rewrite_of, scrubber, notes=options.notes),
                datetime=date,
            )
        report(0.9, Message("manifest"))
        write_companions(results, folder, options, profile="xdf", limits=LIMITS)

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "xdf"), fill, check=search.check)


def scrubbed_header(
    results: SessionResults, scrubber: Scrubber, stream: XdfStream
) -> StreamHeader | None:
    """Return what may be told of a stream; None where the stream stays behind."""
    header = stream.header
    if header.type in LEFT_BEHIND or header.name in LEFT_BEHIND:
        return None
    known = {report.spec.source_id: report.spec.stream_id for report in results.streams}
    source_id = known.get(header.source_id, "")
    own = header.name.startswith(OWN_NAMES)
    # a stream that the session did not use: nobody knows what its name tells
    name = header.name if source_id or own else header.type or "stream"
    return StreamHeader(
        name=scrubber.clean(name),
        type=scrubber.clean(header.type),
        channel_count=header.channel_count,
        channel_format=header.channel_format,
        nominal_rate=header.nominal_rate,
        source_id=source_id,
        channels=tuple(
            Channel(
                *(scrubber.clean(text) for text in (channel.label, channel.type, channel.unit))
            )
            for channel in header.channels
        ),
        xml=_description(header, scrubber, name, source_id),
    )


def _description(header: StreamHeader, scrubber: Scrubber, name: str, source_id: str) -> str:
    """Return XML with the few elements of a header's description that are kept, and channels."""
    root, old = ET.Element("info"), parse_xml(header.xml) if header.xml else None
    for tag, text in (("name", name), ("type", header.type)):
        ET.SubElement(root, tag).text = scrubber.clean(text)
    ET.SubElement(root, "source_id").text = source_id
    described = ET.SubElement(root, "desc")
    for path in KEPT_DESCRIPTION if old is not None else ():
        text = scrubber.clean((old.findtext(path) or "").strip()) if old is not None else ""
        if text:
            group, tag = path.split("/")[1:]
            found = described.find(group)
            parent = ET.SubElement(described, group) if found is None else found
            ET.SubElement(parent, tag).text = text
    channels = ET.SubElement(described, "channels")
    told = old.findall("desc/channels/channel") if old is not None else []
    for k, channel in enumerate(header.channels):
        entry = ET.SubElement(channels, "channel")
        for tag in ("label", "type", "unit"):
            ET.SubElement(entry, tag).text = scrubber.clean(getattr(channel, tag))
        scale = told[k].find("range") if k < len(told) else None
        if scale is not None:  # of a rating: its ends and what they mean
            entry.append(_cleaned(scale, scrubber))
    return ET.tostring(root, encoding="unicode")


def _cleaned(element: ET.Element, scrubber: Scrubber) -> ET.Element:
    kept = copy.deepcopy(element)
    for part in kept.iter():
        part.text = scrubber.clean(part.text or "")
        part.attrib.clear()
    return kept


def _rewrite_of(scrubber: Scrubber, _stream: XdfStream, *, notes: bool) -> Rewrite:
    return partial(_rewritten, scrubber, notes=notes)


def _rewritten(scrubber: Scrubber, text: str, *, notes: bool) -> str:
    """Return a text without names of machines and, unless notes are wanted, without its note."""
    code, attributes = decode_marker(text)
    if not notes and code != FOREIGN_CODE and (attributes.pop("note", "") or code == NOTE_CODE):
        attributes.pop("value", None)
        text = encode_marker(code, attributes)
    return scrubber.clean(text)


def _date(results: SessionResults, options: TidyOptions) -> str:
    """Return what the copies say of their date: the session's, shifted where it is, or nothing."""
    utc = results.clock.utc_at_zero
    if not options.dated or utc is None:
        return ""
    moment = datetime.datetime.fromtimestamp(utc + results.t_start, datetime.UTC)
    return moment.isoformat(timespec="seconds")
