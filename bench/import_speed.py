"""How long an hour of each format takes to be drawn, to be a session, and to have its indices.

``python bench/import_speed.py [--minutes 60] [--out FILE]`` writes the same simulated hour of one
person (ECG 250 Hz, belt 25 Hz) in every format that can be written here, imports it as the
window does, and computes it. Beside it stands the usual way: the reference reader, then NeuroKit2
over the whole ECG, in the same run. Wall time, s.

With ``--recordings`` it imports every real recording of ``../shared``, each whole, cut in three
places and damaged in one, and says what became of it and how long it took.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import edfio
import mne
import neurokit2 as nk
import numpy as np
import openpyxl
import pandas as pd
import pyxdf
import wfdb
import xlsxwriter
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from acquisition.simulator.script import CLIENT_REST, THERAPIST_REST, Script, ScriptPhase
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import SafeholdError
from safehold.core.study import Study
from safehold.core.types import Role
from safehold.desk.importing import ImportDesk
from safehold.desk.workbench import Correction
from safehold.offline.analysis import analyse
from safehold.recorder.reading import open_session

SHARED = Path(__file__).resolve().parents[2] / "shared"
RATE, BELT_RATE = 250, 25
LARGEST_SHEET_S = 1_000_000 / RATE
"""A sheet of Excel has a million rows."""
ENDINGS = (".npz", ".csv", ".acq", ".xdf", ".hea", ".gz", ".txt")


def main() -> None:
    """Measure, and tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--recordings", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="import-speed-") as place:
        if options.recordings:
            tell(real(Path(place)), options.out)
        else:
            tell(hour(Path(place), 60 * options.minutes), options.out)


def signals(seconds: float) -> tuple[np.ndarray, np.ndarray]:
    """Return ECG (mV, 250 Hz) and belt (25 Hz)."""
    script = Script("hour", (ScriptPhase("rest", seconds, CLIENT_REST, THERAPIST_REST),), ())
    ecg, belt, *_ = make_sources(
        simulate(script, ("client",), seed=4), signals=("ecg", "respiration")
    )
    times, values = ecg.take(seconds)
    belt_times, belt_values = belt.take(seconds)
    n = int(seconds * RATE)
    even = np.arange(n) / RATE
    slow = np.arange(int(seconds * BELT_RATE)) / BELT_RATE
    wave = np.interp(even, times, np.ravel(values))
    return wave, np.interp(slow, belt_times, np.ravel(belt_values))


def files(
    place: Path, ecg: np.ndarray, belt: np.ndarray
) -> Iterator[tuple[str, Path, Callable[[], Any]]]:
    """Yield format, file and the usual way to its ECG."""
    slow = np.repeat(belt, RATE // BELT_RATE)[: ecg.size]
    times = np.arange(ecg.size) / RATE
    rows = np.column_stack([times, ecg, slow])
    path = place / "hour.csv"
    np.savetxt(path, rows, "%.4f", ",", header="time_s,ECG [mV],respiration", comments="")
    yield "csv", path, lambda: pd.read_csv(path)["ECG [mV]"].to_numpy()
    yield "npz", _npz(place, ecg, slow), lambda: np.load(place / "hour.npz")["ecg_mV"]
    edf = place / "hour.edf"
    edfio.Edf([
        edfio.EdfSignal(ecg, RATE, label="ECG", physical_dimension="mV"),
        edfio.EdfSignal(belt, BELT_RATE, label="RESP", physical_dimension="a.u."),
    ]).write(edf)  # fmt: skip
    yield "edf", edf, lambda: edfio.read_edf(edf).signals[0].data
    wfdb.wrsamp("hour", fs=RATE, units=["mV", "NU"], sig_name=["ECG", "RESP"],
                p_signal=rows[:, 1:], fmt=["16", "16"], write_dir=str(place))  # fmt: skip
    yield "wfdb", place / "hour.hea", lambda: wfdb.rdrecord(str(place / "hour")).p_signal[:, 0]
    xdf = _xdf(place, ecg, belt)
    yield "xdf", xdf, lambda: pyxdf.load_xdf(str(xdf))[0][0]["time_series"][:, 0]
    fif = place / "hour_raw.fif"
    info = mne.create_info(["ECG", "RESP"], RATE, ["ecg", "resp"])
    mne.io.RawArray(rows[:, 1:].T * 1e-3, info, verbose="ERROR").save(fif, verbose="ERROR")
    yield "fif", fif, lambda: mne.io.read_raw_fif(fif, verbose="ERROR").get_data(picks=[0])[0]
    if ecg.size <= LARGEST_SHEET_S * RATE:
        sheet = _workbook(place, rows)
        yield "xlsx", sheet, lambda: _sheet(sheet)


def _npz(place: Path, ecg: np.ndarray, slow: np.ndarray) -> Path:
    np.savez(place / "hour.npz", fs=RATE, ecg_mV=ecg, respiration=slow)
    return place / "hour.npz"


def _xdf(place: Path, ecg: np.ndarray, belt: np.ndarray) -> Path:
    writer = XdfWriter(place / "hour.xdf")
    for name, values, rate in (("ECG", ecg, RATE), ("Respiration", belt, BELT_RATE)):
        stream = writer.add_stream(StreamHeader(name, 1, "float32", rate, name, name))
        stamps = 500 + np.arange(values.size) / rate
        for first in range(0, values.size, 250):
            cut = slice(first, first + 250)
            writer.write_samples(stream, stamps[cut], values[cut, None].astype(np.float32))
        for at in np.arange(500, 500 + values.size / rate, 5):
            writer.write_offset(stream, at, 0.01)
    writer.close()
    return place / "hour.xdf"


def _workbook(place: Path, rows: np.ndarray) -> Path:
    book = xlsxwriter.Workbook(place / "hour.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["time_s", "ECG [mV]", "respiration"])
    for k, row in enumerate(rows.tolist()):
        sheet.write_row(k + 1, 0, row)
    book.close()
    return place / "hour.xlsx"


def _sheet(path: Path) -> np.ndarray:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return np.array([row[1] for row in sheet.iter_rows(min_row=2, values_only=True)])


def hour(place: Path, seconds: float) -> dict[str, Any]:
    """Return seconds by format and step."""
    ecg, belt = signals(seconds)
    found: dict[str, Any] = {"minutes": seconds / 60}
    for name, path, usual in files(place, ecg, belt):
        began = time.perf_counter()
        desk = ImportDesk(place / name, Study())
        desk.add([path], lambda *_: None)
        desk.say_person(0, "client")
        row = next(row for row in desk.rows if row.role is Role.ECG)
        desk.first_seconds(row)
        drawn = time.perf_counter() - began
        folder = desk.write("hour", {}, lambda *_: None)
        session = time.perf_counter() - began
        analyse(open_session(folder, lambda _: None))
        indices = time.perf_counter() - began
        began = time.perf_counter()
        values = usual()
        read = time.perf_counter() - began
        nk.ecg_process(np.asarray(values, np.float64), sampling_rate=RATE)
        found[name] = {
            "drawn_s": round(drawn, 2), "session_s": round(session, 2),
            "indices_s": round(indices, 2), "reference_reader_s": round(read, 2),
            "reference_reader_and_neurokit2_s": round(time.perf_counter() - began, 2),
        }  # fmt: skip
    return found


def real(place: Path) -> dict[str, Any]:
    """Return what became of every real recording: whole, cut, and damaged."""
    paths = [p for p in sorted(SHARED.rglob("*")) if p.suffix in ENDINGS and p.is_file()]
    paths = [p for p in paths if p.name != "README.txt" and "pictures" not in p.parts]
    whole = {str(p.relative_to(SHARED)): _outcome(place, p, k) for k, p in enumerate(paths)}
    broken: Counter[str] = Counter()
    longest = 0.0
    for k, path in enumerate(paths):
        data = path.read_bytes()
        for part, bad in enumerate(_broken(data)):
            (place / "broken").mkdir(exist_ok=True)
            made = place / "broken" / path.name
            made.write_bytes(bad)
            told = _outcome(place, made, 1000 + 10 * k + part)
            broken[told["became"]] += 1
            longest = max(longest, told["seconds"])
            made.unlink()
    return {
        "whole": whole,
        "whole_counts": dict(Counter(told["became"] for told in whole.values())),
        "slowest_s": max(told["seconds"] for told in whole.values()),
        "broken_counts": dict(broken),
        "slowest_broken_s": longest,
    }


def _broken(data: bytes) -> Iterator[bytes]:
    for share in (0.02, 0.5, 0.97):
        yield data[: int(share * len(data))]
    damaged = bytearray(data)
    damaged[len(data) // 3 : len(data) // 3 + 64] = b"\xff\x00" * 32
    yield bytes(damaged)


def _outcome(place: Path, path: Path, number: int) -> dict[str, Any]:
    began = time.perf_counter()
    told: list[str] = []
    try:
        desk = ImportDesk(place / f"study-{number}", Study())
        desk.add([path], lambda *_: None)
        if desk.waiting is not None:
            desk.say_times(desk.waiting, "rate=100", lambda *_: None)
            told.append("the rate was asked for")
        desk.say_person(0, "client")
        if desk.trouble:
            desk.correct(desk.rows[0], Correction(role=Role.PPG, person="client"))
            told.append("what the first signal is was asked for")
        desk.write("one", {}, lambda *_: None)
        told += map(str, desk.oddities)
        became = "a session" if not desk.oddities else "a session, and what is odd is told"
    except SafeholdError as error:
        became = "refused in words"
        told.append(str(error.message))
    except Exception as error:  # noqa: BLE001  what this bench looks for
        became = f"TRACEBACK {type(error).__name__}"
        told.append(str(error))
    return {"became": became, "seconds": round(time.perf_counter() - began, 2), "told": told}


if __name__ == "__main__":
    main()
