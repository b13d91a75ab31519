"""The check of readers passes ours, cut and damaged too, and finds what is wrong in others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import edfio
import mne
import numpy as np
import pytest
import wfdb

from recordings.importers.registry import importers
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.api import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    all_right,
    broken,
    check_importer,
    evenly,
)
from safehold.core.messages import Message

WAVE = np.sin(2 * np.pi * 1.2 * np.arange(2000) / 100)


def edf(folder: Path) -> Path:
    signal = edfio.EdfSignal(WAVE, 100, label="ECG", physical_dimension="mV")
    notes = [edfio.EdfAnnotation(2.5, None, "go")]
    edfio.Edf([signal], annotations=notes).write(folder / "a.edf")
    return folder / "a.edf"


def xdf(folder: Path) -> Path:
    writer = XdfWriter(folder / "a.xdf")
    stream = writer.add_stream(StreamHeader("ECG", 1, "float32", 100.0, "ECG", "ecg-1"))
    for first in range(0, 2000, 100):
        stamps = 50 + (first + np.arange(100)) / 100
        rows = WAVE[first : first + 100, None].astype(np.float32)
        writer.write_samples(stream, stamps, rows)
    writer.write_offset(stream, 50.0, 0.5)
    writer.close()
    return folder / "a.xdf"


def record(folder: Path) -> Path:
    wfdb.wrsamp(
        "rec", fs=100, units=["mV"], sig_name=["ECG"], p_signal=WAVE[:, None], fmt=["16"],
        write_dir=str(folder),
    )  # fmt: skip
    return folder / "rec.hea"


def opensignals(folder: Path) -> Path:
    told = {"x": {"sensor": ["ECG"], "label": ["A1"], "column": ["nSeq", "A1"],
                  "sampling rate": 100, "device": "bitalino"}}  # fmt: skip
    rows = "".join(f"{k % 16}\t{int(500 + 400 * v)}\t\n" for k, v in enumerate(WAVE))
    text = f"# OpenSignals Text File Format\n# {json.dumps(told)}\n# EndOfHeader\n{rows}"
    (folder / "a.txt").write_text(text)
    return folder / "a.txt"


def table(folder: Path) -> Path:
    rows = "".join(f"{k / 100:.2f};{v:.3f}\n".replace(".", ",") for k, v in enumerate(WAVE))
    (folder / "a.csv").write_text("Zeit;EKG (mV)\n" + rows)
    return folder / "a.csv"


def polar(folder: Path) -> Path:
    rows = "\n".join(f"{800 + 50 * v:.0f}" for v in WAVE)
    (folder / "a.hrm").write_text(f"[Params]\nInterval=238\n\n[HRData]\n{rows}\n")
    return folder / "a.hrm"


def bids(folder: Path) -> Path:
    told = {"SamplingFrequency": 100, "StartTime": 0, "Columns": ["cardiac"]}
    (folder / "sub-1_task-a_physio.json").write_text(json.dumps(told))
    path = folder / "sub-1_task-a_physio.tsv"
    path.write_text("".join(f"{v:.4f}\n" for v in WAVE))
    return path


def e4(folder: Path) -> Path:
    rows = "".join(f"{v:.4f}\n" for v in WAVE)
    (folder / "BVP.csv").write_text(f"1560279825.0\n100.0\n{rows}")
    return folder / "BVP.csv"


def fif(folder: Path) -> Path:
    info = mne.create_info(["ECG"], 100, ["ecg"])
    raw = mne.io.RawArray(WAVE[None], info, verbose="ERROR")
    raw.save(folder / "a_raw.fif", verbose="ERROR")
    return folder / "a_raw.fif"


@pytest.mark.parametrize(
    ("name", "make"),
    [("edf", edf), ("xdf", xdf), ("wfdb", record), ("opensignals", opensignals),
     ("table", table), ("polar", polar), ("bids", bids), ("e4", e4),
     pytest.param("mne", fif, marks=pytest.mark.slow)],
)  # fmt: skip
def test_our_readers_pass(tmp_path: Path, name: str, make: Callable[[Path], Path]):
    importer = next(one for one in importers().importers if one.name == name)
    findings = check_importer(importer, make(tmp_path))
    assert all_right(findings), [str(one.found) for one in findings]


def read(path: Path, _wish: ReadWish) -> ImportedRecording:
    try:
        first, *rows = path.read_text().split("\n")
        rate, values = float(first.split()[1]), np.array([float(row) for row in rows if row])
    except (ValueError, IndexError) as error:
        raise broken(path, f"a line is no number ({error})") from error
    signal = ImportedSignal("ECG", "mV", rate, values.size, evenly(lambda: values, rate))
    return ImportedRecording(path, "mylab", (signal,))


MINE = Importer("mylab", "My lab", (".mylab",), lambda _, head: float(head[:5] == b"MYLAB"), read)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "a.mylab"
    path.write_text("MYLAB 100\n" + "".join(f"{v:.3f}\n" for v in WAVE))
    return path


def told(importer: Importer, example: Path) -> str:
    return "; ".join(str(one.found) for one in check_importer(importer, example))


def changed(example: Path, change: Callable[[ImportedRecording], ImportedRecording]) -> str:
    return told(replace(MINE, read=lambda path, wish: change(read(path, wish))), example)


def test_the_reader_of_the_docs_passes(example: Path):
    assert all_right(check_importer(MINE, example)), told(MINE, example)


def test_a_reader_that_breaks_on_a_cut_file_is_found(example: Path):
    def careless(path: Path, _wish: ReadWish) -> ImportedRecording:
        values = np.array([float(row) for row in path.read_text().split("\n")[1:] if row])
        signal = ImportedSignal("ECG", "mV", 100.0, values.size, evenly(lambda: values, 100.0))
        return ImportedRecording(path, "mylab", (signal,))

    assert "Error" in told(replace(MINE, read=careless), example)


def test_a_reader_that_is_sure_of_everything_is_found(example: Path):
    assert "not its own" in told(replace(MINE, sniff=lambda *_: 1.0), example)


def test_a_wrong_rate_another_name_and_oddities_without_a_code_are_found(example: Path):
    def slow(found: ImportedRecording) -> ImportedRecording:
        return replace(found, signals=(replace(found.signals[0], rate=50.0),))

    assert "50 Hz are stated" in changed(example, slow)
    assert "calls itself" in changed(example, lambda found: replace(found, importer="other"))
    odd = Message("odd")
    assert "no code" in changed(example, lambda found: replace(found, oddities=(odd,)))
    event = ImportedEvent("go", float("nan"))
    assert "no possible time" in changed(example, lambda found: replace(found, events=(event,)))


def test_a_reader_that_changes_the_file_is_found(example: Path):
    def writes(path: Path, wish: ReadWish) -> ImportedRecording:
        found = read(path, wish)
        path.write_text(path.read_text() + "1.0\n")
        return found

    assert "changed the file" in told(replace(MINE, read=writes), example)
