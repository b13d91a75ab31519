"""The same simulated hour of one person in every format that can be written here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import edfio
import mne
import neurokit2 as nk
import numpy as np
import openpyxl
import pandas as pd
import pyxdf
import wfdb
import xlsxwriter
from numpy.typing import NDArray

from acquisition.simulator.script import CLIENT_REST, THERAPIST_REST, Script, ScriptPhase
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter

Values = NDArray[np.float64]
RATE, BELT_RATE, PULSE_RATE = 250, 25, 64
LARGEST_SHEET = 1_000_000
"""A sheet of Excel has so many rows."""
NANOVOLTS = 100
"""Step of the whole numbers in the BrainVision file."""


@dataclass(frozen=True)
class Hour:
    """What the person's sensors gave."""

    ecg: Values
    """mV, 250 Hz."""
    belt: Values
    """25 Hz."""
    pulse: Values
    """64 Hz."""
    rr: Values
    """ms."""


@dataclass(frozen=True)
class Made:
    """A file, and the usual way with it."""

    name: str
    path: Path
    read: Callable[[], Values]
    """The reference reader: gives the signal of the heart."""
    compute: Callable[[Values], object]
    """NeuroKit2 on all of it."""


def simulated(seconds: float) -> Hour:
    """Return an hour of rest."""
    script = Script("hour", (ScriptPhase("rest", seconds, CLIENT_REST, THERAPIST_REST),), ())
    truth = simulate(script, ("client",), seed=4)
    sources = make_sources(truth, signals=("ecg", "respiration", "ppg", "rr"))
    found = []
    for source, rate in zip(sources, (RATE, BELT_RATE, PULSE_RATE, 0), strict=False):
        times, values = source.take(seconds)
        even = np.arange(int(seconds * rate)) / rate if rate else None
        flat = np.ravel(values).astype(np.float64)
        found.append(flat if even is None else np.interp(even, times, flat))
    return Hour(*found)


def _of_ecg(values: Values) -> object:
    return nk.ecg_process(np.asarray(values, np.float64), sampling_rate=RATE)


def _of_pulse(values: Values) -> object:
    return nk.ppg_process(np.asarray(values, np.float64), sampling_rate=PULSE_RATE)


def _of_intervals(values: Values) -> object:
    return nk.hrv_time({"RRI": values, "RRI_Time": np.cumsum(values) / 1000})


def files(place: Path, hour: Hour) -> Iterator[Made]:
    """Yield the hour in each format."""
    slow = np.repeat(hour.belt, RATE // BELT_RATE)[: hour.ecg.size]
    rows = np.column_stack([np.arange(hour.ecg.size) / RATE, hour.ecg, slow])
    yield _csv(place, rows)
    np.savez(place / "hour.npz", fs=RATE, ecg_mV=hour.ecg, respiration=slow)
    yield Made("npz", place / "hour.npz", lambda: np.load(place / "hour.npz")["ecg_mV"], _of_ecg)
    yield from _edf_and_bdf(place, hour)
    yield _wfdb(place, rows)
    yield _xdf(place, hour)
    yield _fif(place, rows)
    yield _brainvision(place, rows)
    yield _opensignals(place, rows)
    yield _bids(place, rows)
    yield _e4(place, hour)
    yield _intervals(place, hour)
    if hour.ecg.size <= LARGEST_SHEET:
        yield _workbook(place, rows)


def _csv(place: Path, rows: Values) -> Made:
    path = place / "hour.csv"
    np.savetxt(path, rows, "%.4f", ",", header="time_s,ECG [mV],respiration", comments="")
    return Made("csv", path, lambda: pd.read_csv(path)["ECG [mV]"].to_numpy(), _of_ecg)


def _edf_and_bdf(place: Path, hour: Hour) -> Iterator[Made]:
    edf, bdf = place / "hour.edf", place / "hour.bdf"
    edfio.Edf([
        edfio.EdfSignal(hour.ecg, RATE, label="ECG", physical_dimension="mV"),
        edfio.EdfSignal(hour.belt, BELT_RATE, label="RESP", physical_dimension="a.u."),
    ]).write(edf)  # fmt: skip
    yield Made("edf", edf, lambda: edfio.read_edf(edf).signals[0].data, _of_ecg)
    edfio.Bdf([
        edfio.BdfSignal(hour.ecg, RATE, label="ECG", physical_dimension="mV"),
        edfio.BdfSignal(hour.belt, BELT_RATE, label="RESP", physical_dimension="a.u."),
    ]).write(bdf)  # fmt: skip
    yield Made("bdf", bdf, lambda: edfio.read_bdf(bdf).signals[0].data, _of_ecg)


def _wfdb(place: Path, rows: Values) -> Made:
    wfdb.wrsamp("hour", fs=RATE, units=["mV", "NU"], sig_name=["ECG", "RESP"],
                p_signal=rows[:, 1:], fmt=["16", "16"], write_dir=str(place))  # fmt: skip
    record = str(place / "hour")
    return Made("wfdb", place / "hour.hea", lambda: wfdb.rdrecord(record).p_signal[:, 0], _of_ecg)


def _xdf(place: Path, hour: Hour) -> Made:
    path = place / "hour.xdf"
    write_xdf(path, (("ECG", hour.ecg, RATE), ("Respiration", hour.belt, BELT_RATE)))
    return Made("xdf", path, lambda: pyxdf.load_xdf(str(path))[0][0]["time_series"][:, 0], _of_ecg)


def write_xdf(path: Path, streams: tuple[tuple[str, Values, int], ...]) -> None:
    """Write signals as LabRecorder does: chunks of a second, an offset every five."""
    writer = XdfWriter(path)
    for name, values, rate in streams:
        stream = writer.add_stream(StreamHeader(name, 1, "float32", rate, name, name))
        stamps = 500 + np.arange(values.size) / rate
        for first in range(0, values.size, 250):
            cut = slice(first, first + 250)
            writer.write_samples(stream, stamps[cut], values[cut, None].astype(np.float32))
        for at in np.arange(500, 500 + values.size / rate, 5):
            writer.write_offset(stream, at, 0.01)
    writer.close()


def _fif(place: Path, rows: Values) -> Made:
    path = place / "hour_raw.fif"
    info = mne.create_info(["ECG", "RESP"], RATE, ["ecg", "resp"])
    mne.io.RawArray(rows[:, 1:].T * 1e-3, info, verbose="ERROR").save(path, verbose="ERROR")
    return Made(
        "fif", path,
        lambda: mne.io.read_raw_fif(path, verbose="ERROR").get_data(picks=[0])[0], _of_ecg,
    )  # fmt: skip


def _brainvision(place: Path, rows: Values) -> Made:
    path = place / "hour.vhdr"
    whole = np.round(rows[:, 1:] * 1e6 / NANOVOLTS).astype("<i2")
    (place / "hour.eeg").write_bytes(whole.tobytes())
    path.write_text(
        "Brain Vision Data Exchange Header File Version 1.0\n\n[Common Infos]\n"
        "Codepage=UTF-8\nDataFile=hour.eeg\nMarkerFile=hour.vmrk\nDataFormat=BINARY\n"
        "DataOrientation=MULTIPLEXED\nNumberOfChannels=2\n"
        f"SamplingInterval={1_000_000 // RATE}\n\n[Binary Infos]\nBinaryFormat=INT_16\n\n"
        f"[Channel Infos]\nCh1=ECG,,{NANOVOLTS / 1000},µV\nCh2=RESP,,{NANOVOLTS / 1000},µV\n",
        encoding="utf-8",
    )
    (place / "hour.vmrk").write_text(
        "Brain Vision Data Exchange Marker File, Version 1.0\n\n[Common Infos]\n"
        "Codepage=UTF-8\nDataFile=hour.eeg\n\n[Marker Infos]\n"
        f"Mk1=Stimulus,S  1,{RATE * 60},1,0\n",
        encoding="utf-8",
    )
    return Made(
        "brainvision", path,
        lambda: mne.io.read_raw_brainvision(path, verbose="ERROR").get_data(picks=[0])[0],
        _of_ecg,
    )  # fmt: skip


def _opensignals(place: Path, rows: Values) -> Made:
    path = place / "opensignals.txt"
    told = {
        "00:07:80:3B:46:61": {
            "sensor": ["ECG", "RESP"], "device name": "00:07:80:3B:46:61",
            "column": ["nSeq", "DI", "CH1", "CH2"], "sync interval": 2, "time": "9:30:0.000",
            "date": "2018-5-28", "comments": "", "device connection": "", "channels": [1, 2],
            "device": "biosignalsplux", "position": 0, "sampling rate": RATE,
            "label": ["CH1", "CH2"], "resolution": [16, 16], "special": [{}, {}],
        }
    }  # fmt: skip
    counts = np.round(32768 + rows[:, 1:] * 4000).astype(int)
    lines = [f"{k % 16}\t0\t{ecg}\t{belt}\t\n" for k, (ecg, belt) in enumerate(counts.tolist())]
    head = f"# OpenSignals Text File Format\n# {json.dumps(told)}\n# EndOfHeader\n"
    path.write_text(head + "".join(lines), encoding="utf-8")
    return Made("opensignals", path, lambda: np.loadtxt(path)[:, 2], _of_ecg)


def _bids(place: Path, rows: Values) -> Made:
    path = place / "sub-01_task-rest_physio.tsv.gz"
    text = "".join(f"{ecg:.4f}\t{belt:.4f}\n" for ecg, belt in rows[:, 1:].tolist())
    with gzip.open(path, "wt", compresslevel=5) as file:
        file.write(text)
    (place / "sub-01_task-rest_physio.json").write_text(
        json.dumps({"SamplingFrequency": RATE, "StartTime": 0, "Columns": ["ecg", "respiratory"]})
    )
    return Made(
        "bids", path, lambda: pd.read_csv(path, sep="\t", header=None)[0].to_numpy(), _of_ecg
    )


def _e4(place: Path, hour: Hour) -> Made:
    folder = place / "e4"
    folder.mkdir()
    text = "\n".join(f"{value:.2f}" for value in 100 * hour.pulse)
    (folder / "BVP.csv").write_text(f"1527500000.00\n{PULSE_RATE:.6f}\n{text}\n")
    return Made(
        "e4", folder,
        lambda: pd.read_csv(folder / "BVP.csv", header=None, skiprows=2)[0].to_numpy(), _of_pulse,
    )  # fmt: skip


def _intervals(place: Path, hour: Hour) -> Made:
    path = place / "rr.txt"
    path.write_text("".join(f"{value:.0f}\n" for value in hour.rr))
    return Made("rr text", path, lambda: np.loadtxt(path), _of_intervals)


def _workbook(place: Path, rows: Values) -> Made:
    path = place / "hour.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["time_s", "ECG [mV]", "respiration"])
    for k, row in enumerate(rows.tolist()):
        sheet.write_row(k + 1, 0, row)
    book.close()

    def column() -> Values:
        found = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        return np.array([row[1] for row in found.iter_rows(min_row=2, values_only=True)])

    return Made("xlsx", path, column, _of_ecg)
