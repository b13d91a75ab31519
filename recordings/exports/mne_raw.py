"""A session as an MNE Raw object, and as a FIF file.

All streams with a sampling rate stand on one grid, that of the fastest; events are annotations,
and gaps and doubtful signal are ``BAD_`` spans.
"""

from __future__ import annotations

import datetime
import logging
import struct
from pathlib import Path
from typing import Any

import numpy as np

from recordings.disk.atomic_export import (
    Progress,
    check_length,
    export_name,
    silent,
    sync_file,
    write_export,
)
from recordings.exports.companions import doubtful_spans, write_companions
from recordings.exports.regular import empty_spans, filled, on_grid, steady_rate
from recordings.tidy import TidyOptions
from recordings.tidy.event_columns import annotation_name, told_text
from recordings.tidy.join import by_onset, check_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.native import channel_names
from recordings.tidy.pseudonyms import Scrubber
from safehold.core.afterwards import came_afterwards, edited_afterwards
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.results import SessionResults, StreamSamples
from safehold.core.types import Event, FloatArray, Role

_LOG = logging.getLogger("safehold.recordings")

CHANNEL_TYPES = {
    Role.ECG: "ecg",
    Role.PPG: "bio",
    Role.RESPIRATION: "resp",
    Role.EDA: "gsr",
}
"""MNE's type of a stream's channel in use; ``misc`` for all others."""
_SI = {
    "v": ("V", 1.0), "volt": ("V", 1.0), "volts": ("V", 1.0),
    "mv": ("V", 1e-3), "millivolt": ("V", 1e-3), "millivolts": ("V", 1e-3),
    "uv": ("V", 1e-6), "µv": ("V", 1e-6), "μv": ("V", 1e-6), "microvolts": ("V", 1e-6),
    "us": ("S", 1e-6), "µs": ("S", 1e-6), "μs": ("S", 1e-6), "microsiemens": ("S", 1e-6),
}  # fmt: skip
"""Unit as senders write it, to the SI unit and the factor."""
_NOBODY = struct.pack(">iiii", 0, 0, 0, 2**31 - 1)
"""Machine address, and the time that MNE takes for none."""


def make_raw(results: SessionResults, options: TidyOptions | None = None) -> Any:
    """Return the session as an :class:`mne.io.RawArray`.

    Parameters
    ----------
    results : SessionResults
        With ``samples``.
    options : TidyOptions, optional
        ``notes`` and ``dates`` are looked at; by default neither is kept.

    Returns
    -------
    mne.io.RawArray
        Volts and siemens where the sender's unit is known; otherwise numbers as sent, which
        ``info["description"]`` names. Raw time 0 is session time ``results.t_start``. Gaps hold
        straight lines and are annotated ``BAD_gap``. Each annotation is
        an event's code, or ``marker/`` with the text of a foreign marker, and carries
        ``event_id``, exact ``t_s``, ``kind``, ``target``, ``actor`` and ``source`` as extras.

    Raises
    ------
    ExportError
        When the session has no stream with a sampling rate.
    """
    import mne

    options = options or TidyOptions()
    rated = [(s, steady_rate(s)) for s in results.samples]
    usable = [samples for samples, rate in rated if rate > 0]
    if not usable:
        raise ExportError(
            Message(
                "The session has no stream with a sampling rate, so there is no signal to write."
            ),
            remedy=Message("Use the profile tidy: it has beats and events."),
        )
    sfreq = max(rate for _, rate in rated)
    last = max(float(samples.times[-1]) for samples in usable)
    n = max(1, round((last - results.t_start) * sfreq) + 1)
    names: list[str] = []
    types: list[str] = []
    said: list[str] = []
    data: list[FloatArray] = []
    bad: list[tuple[float, float, str, tuple[str, ...]]] = []
    for samples in usable:
        own = channel_labels(samples, taken=names)
        values = on_grid(samples, sfreq, results.t_start, n)
        for first, stop in empty_spans(values):
            bad.append((first / sfreq, (stop - first) / sfreq, "BAD_gap", own))
        scales = [_SI.get(unit.strip().lower(), ("", 1.0)) for unit in samples.units]
        said += [
            f"{name} in {si} (sent as {unit or 'a number without unit'}, times {scale:g})"
            if si
            else f"{name} as sent, {unit or 'without unit'}, NOT in V"
            for name, unit, (si, scale) in zip(own, samples.units, scales, strict=True)
        ]
        names += own
        types += [
            CHANNEL_TYPES.get(samples.spec.role, "misc") if k == samples.spec.channel else "misc"
            for k in range(len(own))
        ]
        data.append((filled(values) * [scale for _, scale in scales]).T)
        bad += [
            (t - results.t_start, duration, f"BAD_{reason}", own)
            for t, duration, reason in doubtful_spans(results, samples.spec.stream_id)
        ]
    info = mne.create_info(names, sfreq, types)
    raw = mne.io.RawArray(np.concatenate(data), info, verbose="error")
    clean = Scrubber(results.streams).clean
    raw.info["description"] = clean(
        f"safehold {export_name(results, '')}: session time t_s = raw time + "
        f"{results.t_start!r} s. " + "; ".join(said)
    )
    if options.dated and results.clock.utc_at_zero is not None:
        began = results.clock.utc_at_zero + results.t_start
        raw.set_meas_date(datetime.datetime.fromtimestamp(began, datetime.UTC))
    raw.set_annotations(_annotations(results, options, bad), verbose="error")
    return raw


def channel_labels(samples: StreamSamples, *, taken: list[str]) -> tuple[str, ...]:
    """Return a name per channel: the stream's id, and its label where there are several."""
    stream_id = samples.spec.stream_id
    names = channel_names(samples)
    own = [stream_id if len(names) == 1 else f"{stream_id}-{name}" for name in names]
    return tuple(f"{name}-2" if name in taken else name for name in own)


def event_extras(event: Event, scrubber: Scrubber, *, notes: bool) -> dict[str, str | float]:
    """Return what an annotation carries beside onset, duration and code."""
    extras: dict[str, str | float] = {
        "event_id": event.event_id,
        "t_s": event.onset,
        "kind": event.kind.value,
        "target": event.target,
        "actor": event.actor,
        "source": scrubber.source(event.source),
        "coder": scrubber.clean(event.coder),
        "edited": str(int(edited_afterwards(event))),
        "afterwards": str(int(came_afterwards(event))),
        "end": "unknown" if event.duration is None else "known",
    }
    if notes:
        extras["note"] = scrubber.clean(event.note or event.attributes.get("note", ""))
    if text := told_text(event, scrubber, notes=notes):
        extras["value"] = text
    return {key: _one_line(value) for key, value in extras.items()}


def _one_line(value: str | float) -> str | float:
    """FIF keeps neither lone surrogates nor NUL."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\u2400")
    return value


def _annotations(
    results: SessionResults,
    options: TidyOptions,
    bad: list[tuple[float, float, str, tuple[str, ...]]],
) -> Any:
    import mne

    scrubber = Scrubber(results.streams)
    inside = [e for e in by_onset(results.events) if results.t_start <= e.onset <= results.t_end]
    left_out = len(results.events) - len(inside)
    if left_out:
        _LOG.warning("%d events begin outside of the signal and are no annotations", left_out)
    end = results.t_end - results.t_start
    rows: list[tuple[float, float, str, tuple[str, ...], dict[str, str | float]]] = [
        (
            event.onset - results.t_start,
            event.duration or 0.0,
            annotation_name(event, scrubber, notes=options.notes),
            (),
            event_extras(event, scrubber, notes=options.notes),
        )
        for event in inside
    ]
    rows += [
        (max(onset, 0.0), min(onset + length, end) - max(onset, 0.0), word, names, {})
        for onset, length, word, names in bad
        if onset < end and onset + length > 0
    ]
    rows.sort(key=lambda row: row[:3])
    columns: list[Any] = list(map(list, zip(*rows, strict=True))) or [[], [], [], [], []]
    onset, duration, description, ch_names, extras = columns
    return mne.Annotations(
        onset, duration, description, ch_names=ch_names or None, extras=extras or None
    )


def export_fif(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write ``<session>_raw.fif`` with ``events.csv`` and ``manifest.json`` beside it.

    FIF keeps one rate for all channels and float32 samples. The machine's network address and
    the time of making, which MNE writes into every FIF file, are blanked.

    Raises
    ------
    ExportError
        When the folder cannot be written, or the session has no signal.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)
    raw = make_raw(results, options)

    def fill(folder: Path) -> None:
        report(0.3, Message("signals"))
        stem = export_name(results, "")
        raw.save(folder / f"{stem}_raw.fif", verbose="error")
        report(0.8, Message("manifest"))
        for path in folder.glob("*.fif"):
            blank_ids(path)
            sync_file(path)
        write_companions(
            results, folder, options, profile="fif",
            limits=("Samples are float32; all channels share one rate.",
                    "Gaps hold straight lines and are annotated BAD_gap."),
        )  # fmt: skip
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "fif"), fill, check=search.check)


def blank_ids(path: Path) -> None:
    """Overwrite machine address and time in the id tags of a FIF file (type 31, 20 bytes)."""
    header = struct.Struct(">iiii")  # kind, type, size, next
    with path.open("rb+") as file:
        while len(read := file.read(header.size)) == header.size:
            _, kind_of_data, size, following = header.unpack(read)
            at = file.tell()
            if kind_of_data == 31 and size == 20:
                file.seek(at + 4)  # the version of the format stays
                file.write(_NOBODY)
            if following < 0:
                return
            file.seek(following if following > 0 else at + size)
