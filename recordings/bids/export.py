"""Write a BIDS export: physiology, events, derivatives and the tables of the dyad."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from recordings.bids import descriptions
from recordings.bids.check import check_dataset
from recordings.bids.names import Names, recording_labels
from recordings.bids.writing import (
    as_events,
    describe,
    sidecar,
    write_json,
    write_physio,
    write_tsv,
)
from recordings.disk.atomic_export import Progress, check_length, export_name, silent, write_export
from recordings.exports.companions import outside_events, write_companions
from recordings.exports.regular import on_grid, steady_rate
from recordings.tidy import tables, values
from recordings.tidy.aligned import heart_rate_of
from recordings.tidy.export import write_tables
from recordings.tidy.grid import make_grid
from recordings.tidy.join import check_events
from recordings.tidy.manifest import warnings
from recordings.tidy.name_search import NameSearch
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.quality import quality_table
from recordings.tidy.straps import strap_rows
from recordings.tidy.table import Table
from recordings.tidy.writing import write_text
from safehold.core.messages import Message
from safehold.core.results import SessionResults, StreamSamples

_LOG = logging.getLogger("safehold.recordings")

DERIVATIVES = Path("derivatives", "safehold")
DYADS = Path("derivatives", "dyads")
HIDDEN_ZERO = datetime.datetime(1900, 1, 1)
"""Session zero where dates are removed; BIDS wants such dates in 1925 or earlier."""


def export_bids(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write one session as a BIDS dataset, physiology only, and check it.

    Parameters
    ----------
    results : SessionResults
        With ``samples``; nothing is recomputed here.
    out_root : Path
        Folder that receives the dataset as ``<session-id>_bids``.
    options : TidyOptions, optional
        Grid rate, privacy, and whether codes carry HED tags.
    progress : callable, optional
        Called with the share done (0-1) and a short text.

    Raises
    ------
    ExportError
        When the folder cannot be written, two people share a study code, or the dataset that was
        written is not what the session holds.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)
    names = Names.of(results)

    def fill(folder: Path) -> None:
        _Dataset(results, folder, options, names).write(report)
        report(0.95, Message("checking"))
        check_dataset(folder, results, names)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "bids"), fill, check=search.check)


class _Dataset:
    """One dataset being written."""

    def __init__(
        self, results: SessionResults, folder: Path, options: TidyOptions, names: Names
    ) -> None:
        self.results, self.folder, self.options, self.names = results, folder, options, names
        self.scrubber = Scrubber(results.streams)
        self.people = [participant.label for participant in results.participants]

    def write(self, report: Progress) -> None:
        results, folder, names = self.results, self.folder, self.names
        write_json(descriptions.dataset_description(results), folder / "dataset_description.json")
        self._participants()
        report(0.05, Message("events"))
        self._events()
        for k, person in enumerate(self.people):
            report(
                0.1 + 0.4 * k / len(self.people), Message("physiology of {person}", person=person)
            )
            self._physiology(person)
        report(0.5, Message("derivatives"))
        if self.people:
            self._derivatives()
        report(0.6, Message("tables of the dyad"))
        dyad = folder / DYADS / f"dyad-{names.dyad}"
        dyad.mkdir(parents=True)
        plain = dataclasses.replace(self.options, formats=("csv",), native=False)
        write_tables(results, dyad, plain)
        left_out = [
            f"{samples.spec.stream_id} belongs to nobody and is not in the dataset."
            for samples in results.samples
            if samples.spec.person not in self.people
        ]
        said = [*warnings(results, outside_events(results), self.scrubber), *left_out]
        write_text(descriptions.read_me(results, names, said), folder / "README.md")
        write_companions(
            results, folder, self.options, profile="bids", limits=left_out, events=False,
            manifest=(DYADS / "manifest.json").as_posix(),
        )  # fmt: skip
        _LOG.info("BIDS export of %s", results.session_id)

    def _participants(self) -> None:
        rows = [
            (
                f"sub-{self.names.subjects[p.label]}", "homo sapiens", None, "", "",
                self.names.dyad, p.role,
            )
            for p in self.results.participants
        ]  # fmt: skip
        table = Table.from_rows("participants", descriptions.PARTICIPANTS, rows)
        write_tsv(table, self.folder / "participants.tsv")
        write_json(describe(table.fields), self.folder / "participants.json")

    def _events(self) -> None:
        dates = self.options.dated
        table = tables.events_table(
            self.results, self.scrubber, notes=self.options.notes, dates=dates
        )
        fields = tuple(
            dataclasses.replace(f, name="trial_type") if f.name == "code" else f
            for f in table.fields
        )
        table = as_events(
            dataclasses.replace(table, fields=fields),
            range(table.rows),
            onset="t_s",
            duration="duration_s",
            leave_out=("end_s",) if dates else ("end_s", "t_utc", "entered_utc"),
            exact=("t_lsl_s", "t_original_s", "t_entered_s"),
        )
        for person in self.people:
            write_tsv(table, self.folder / self.names.file(person, "events.tsv"))
        said = descriptions.events_sidecar(
            self.results, self.names, table.fields, hed=self.options.hed
        )
        if self.people:
            write_json(said, self.folder / f"task-{self.names.task}_events.json")

    def _physiology(self, person: str) -> None:
        streams = [
            samples
            for samples in self.results.samples
            if samples.spec.person == person and steady_rate(samples) > 0
        ]
        rows = [
            self._physio(person, samples, name)
            for samples, name in zip(streams, recording_labels(streams), strict=True)
        ]
        self._device_intervals(person)
        if rows:
            scans = self.names.folder(person) / f"{self.names.stem(person)}_scans.tsv"
            table = Table.from_rows("scans", descriptions.SCANS, rows)
            write_tsv(table, self.folder / scans)
            described = describe(table.fields)
            described.pop("filename")
            write_json(described, self.folder / "scans.json")

    def _physio(
        self, person: str, samples: StreamSamples, name: str
    ) -> tuple[str, str, float, str]:
        rate, start = steady_rate(samples), float(samples.times[0])
        n = round((float(samples.times[-1]) - start) * rate) + 1
        path = self.names.file(person, f"recording-{name}_physio.tsv.gz")
        write_physio(on_grid(samples, rate, start, n), self.folder / path)
        said = descriptions.physio_sidecar(
            samples, self.names, self.scrubber, rate=rate, start=start
        )
        write_json(said, sidecar(self.folder / path))
        inside = path.relative_to(self.names.folder(person)).as_posix()
        return inside, self._acq_time(start), n / rate, self.names.session

    def _acq_time(self, t: float) -> str:
        utc = self.results.clock.utc_at_zero
        if self.options.dated and utc is not None:
            moment = datetime.datetime.fromtimestamp(utc + t, datetime.UTC).replace(tzinfo=None)
            return moment.isoformat(timespec="microseconds") + "Z"
        return (HIDDEN_ZERO + datetime.timedelta(seconds=t)).isoformat(timespec="microseconds")

    def _device_intervals(self, person: str) -> None:
        """Write the RR intervals of a strap: irregular, so no physio file can hold them."""
        rows = [
            (beat.time, beat.rr_ms)
            for beat in self.results.beats
            if beat.person == person and beat.source == "rr" and beat.rr_ms is not None
        ]
        straps = [strap for strap in self.results.straps if strap.spec.person == person]
        if rows:
            table = Table.from_rows("rr", descriptions.RR_BEH, sorted(rows))
        elif straps:
            named = [(t, rr, at, stream) for stream, _, t, rr, at in strap_rows(straps)]
            table = Table.from_rows("rr", descriptions.STRAP_BEH, named)
        else:
            return
        stem = f"{self.names.stem(person)}_task-{self.names.task}_acq-rr_beh.tsv"
        path = self.folder / self.names.folder(person) / "beh" / stem
        write_tsv(table, path)
        write_json({**descriptions.task_keys(self.names), **describe(table.fields)}, sidecar(path))

    def _derivatives(self) -> None:
        root = self.folder / DERIVATIVES
        write_json(
            descriptions.derivative_description(self.results), root / "dataset_description.json"
        )
        write_text(
            "# Derivatives of safehold\n\nBeats, breaths, windows, zones and doubtful spans as "
            "events; heart rate on a\nregular grid, for plotting only. Settings stand in "
            "`../dyads/manifest.json`.\n",
            root / "README.md",
        )
        for desc, what, table, shape in self._derived():
            person_of = _column(table, "participant")
            for person in self.people:
                rows = [k for k, owner in enumerate(person_of) if owner == person]
                if not rows:
                    continue
                made = shape(table, rows)
                path = root / self.names.file(person, f"desc-{desc}_events.tsv")
                write_tsv(made, path)
                said = descriptions.derived_sidecar(self.names, what, made.fields)
                write_json(said, sidecar(path))
        self._heart_rate(root)

    def _derived(self) -> Iterator[tuple[str, str, Table, Callable[..., Table]]]:
        """Yield label, description, table and form of every table that becomes events."""
        results = self.results
        yield (
            "beats",
            "Heart beats and the RR intervals they end: flagged; corrected only where edited = 1.",
            tables.beats_table(results), partial(as_events, onset="t_s", exact=("rr_ms",)),
        )  # fmt: skip
        yield (
            "breaths", "Breaths, from the onset of inspiration to the next.",
            tables.breaths_table(results), partial(as_events, onset="t_insp_s", end="t_end_s"),
        )  # fmt: skip
        yield (
            "windows", "Indices over 60-s windows, NeuroKit2's beside ours.",
            values.windows_table(results),
            partial(as_events, onset="win_start_s", end="win_end_s"),
        )  # fmt: skip
        spans = partial(as_events, onset="t_s", duration="duration_s")
        yield (
            "zones", "Runs of one zone: the result of a stated rule, not a measured state.",
            values.zones_table(results), spans,
        )  # fmt: skip
        yield (
            "quality", "Spans in which a signal is missing or doubtful.",
            quality_table(results), spans,
        )  # fmt: skip

    def _heart_rate(self, root: Path) -> None:
        grid = make_grid(self.options.rate_hz, self.results.t_start, self.results.t_end)
        with_beats = {beat.person for beat in self.results.beats}
        if not grid.rows or not with_beats:
            return
        for person in self.people:
            if person not in with_beats:
                continue
            rate = heart_rate_of(self.results, person, grid)
            path = root / self.names.file(person, f"recording-hr{grid.rate_hz}hz_physio.tsv.gz")
            write_physio(rate[:, None], path)
            said = {
                "Description": "Heart rate on a regular grid, for plotting and regression.",
                "TaskName": self.names.task,
                "SamplingFrequency": grid.rate_hz,
                "StartTime": float(grid.times[0]),
                "PhysioType": "generic",
                "Columns": ["cardiac"],
                "cardiac": {
                    "Description": "heart rate, PCHIP between usable beats, at most 3 s bridged; "
                    "heart rate variability must come from desc-beats",
                    "Units": "1/min",
                },
            }
            write_json(said, sidecar(path))


def _column(table: Table, name: str) -> Any:
    return table.columns[[field.name for field in table.fields].index(name)]
