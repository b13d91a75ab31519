"""EDF+ files, one per person: every channel at its own whole rate, events as annotations."""

from __future__ import annotations

import datetime
import math
from pathlib import Path
from typing import TYPE_CHECKING

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
from recordings.tidy.event_columns import annotation_name
from recordings.tidy.join import by_onset, check_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.native import channel_names
from recordings.tidy.pseudonyms import Scrubber
from safehold.core.errors import ExportError
from safehold.core.messages import Message, verbatim
from safehold.core.results import SessionResults, StreamSamples

if TYPE_CHECKING:
    import edfio

HIDDEN_DATE = datetime.datetime(1985, 1, 1)
"""The first date that EDF can hold: stands for 'no date'."""
_DIMENSIONS = {
    "millivolt": "mV", "millivolts": "mV", "microvolts": "uV", "volts": "V",
    "microsiemens": "uS",
}  # fmt: skip
_LABEL_LENGTH, _DIMENSION_LENGTH = 16, 8


def export_edf(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write ``<person>.edf`` per person with ``events.csv`` and ``manifest.json`` beside it.

    EDF+ holds 16-bit samples, whole samples per record of one second, and no missing value. So a
    rate that is no whole number is resampled to the next one above, gaps are bridged by straight
    lines and annotated ``BAD_gap <channel>``, and the last second is filled. The file begins on
    the whole second of session time at or before the first sample; the manifest names it.

    Parameters
    ----------
    results : SessionResults
        With ``samples``.
    out_root : Path
        Folder that receives the export.
    options : TidyOptions, optional
        ``dates``: the start is 1985-01-01 00:00 unless dates are as recorded (EDF knows no
        date before 1985, where shifted ones lie).
    progress : callable, optional
        Called with the share done (0-1) and a short text.

    Raises
    ------
    ExportError
        When nobody has a signal, a channel cannot be held, or the folder cannot be written.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)
    people = {
        participant.label: own
        for participant in results.participants
        if (own := _usable(results, participant.label))
    }
    if not people:
        raise ExportError(
            Message("Nobody has a stream with a sampling rate, so there is no signal to write."),
            remedy=Message("Use the profile tidy: it has beats and events."),
        )

    def fill(folder: Path) -> None:
        limits = [f"Second 0 of every file is session time {math.floor(results.t_start)} s."]
        for k, (person, own) in enumerate(people.items()):
            report(0.9 * k / len(people), verbatim(person))
            path = folder / f"{person}.edf"
            file = _person(results, own, options, limits)
            file.write(path)
            sync_file(path)
        silent_people = [p.label for p in results.participants if p.label not in people]
        if silent_people:
            limits.append(f"No signal, so no file: {', '.join(silent_people)}.")
        write_companions(results, folder, options, profile="edf", limits=limits)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "edf"), fill, check=search.check)


def _usable(results: SessionResults, person: str) -> list[StreamSamples]:
    return [
        samples
        for samples in results.samples
        if samples.spec.person == person and steady_rate(samples) > 0
    ]


def _person(
    results: SessionResults,
    own: list[StreamSamples],
    options: TidyOptions,
    limits: list[str],
) -> edfio.Edf:
    import edfio

    t0 = math.floor(results.t_start)
    end = max(float(samples.times[-1]) + 1 / steady_rate(samples) for samples in own)
    length = max(1, math.ceil(end - t0 - 1e-6))
    signals: list[edfio.EdfSignal] = []
    annotations: list[edfio.EdfAnnotation] = []
    scrubber = Scrubber(results.streams)
    for samples in own:
        rate = math.ceil(steady_rate(samples) - 1e-6)
        values = on_grid(samples, rate, t0, rate * length)
        labels = _labels(samples, {signal.label for signal in signals})
        for label, unit, column, raw in zip(
            labels, samples.units, filled(values).T, values.T, strict=True
        ):
            signals.append(_signal(column, rate, label, scrubber.clean(unit)))
            low, high = signals[-1].physical_range
            limits.append(
                f"{own[0].spec.person} {label}: {rate} Hz (recorded at {steady_rate(samples):g}), "
                f"step {(high - low) / 65535:.3g} {unit}."
            )
            annotations += [
                edfio.EdfAnnotation(first / rate, (stop - first) / rate, f"BAD_gap {label}")
                for first, stop in empty_spans(raw[:, None])
            ]
        annotations += [
            edfio.EdfAnnotation(max(t - t0, 0.0), duration, f"BAD_{reason} {labels[0]}")
            for t, duration, reason in doubtful_spans(results, samples.spec.stream_id)
        ]
    annotations += [
        edfio.EdfAnnotation(
            event.onset - t0,
            event.duration,
            annotation_name(event, scrubber, notes=options.notes),
        )
        for event in by_onset(results.events)
    ]
    start = HIDDEN_DATE
    if options.dates == "as recorded" and results.clock.utc_at_zero is not None:
        start = datetime.datetime.fromtimestamp(results.clock.utc_at_zero + t0, datetime.UTC)
    return edfio.Edf(
        signals,
        patient=edfio.Patient(),
        recording=edfio.Recording(startdate=start.date()),
        starttime=start.time(),
        data_record_duration=1,
        annotations=annotations,
    )


def _labels(samples: StreamSamples, taken: set[str]) -> list[str]:
    labels: list[str] = []
    for name in channel_names(samples):
        label, number = name[:_LABEL_LENGTH], 1
        while label in taken or label in labels:
            number += 1
            label = f"{name[: _LABEL_LENGTH - 1 - len(str(number))]}_{number}"
        labels.append(label)
    return labels


def _signal(values: np.ndarray, rate: int, label: str, unit: str) -> edfio.EdfSignal:
    import edfio

    plain = _DIMENSIONS.get(unit.strip().lower(), unit.strip())
    plain = plain.replace("µ", "u").replace("μ", "u")
    dimension = plain.encode("ascii", "ignore").decode()[:_DIMENSION_LENGTH]
    try:
        return edfio.EdfSignal(values, rate, label=label, physical_dimension=dimension)
    except ValueError as error:
        raise ExportError(
            Message(
                "The channel {label} cannot be held by EDF: {error}.", label=label, error=error
            ),
            remedy=Message(
                "Its values may be broken; the profile tidy with --native holds any number."
            ),
        ) from error
