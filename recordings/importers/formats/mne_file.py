"""What MNE-Python reads: BrainVision, FIF, EEGLAB, GDF, Neuroscan, Persyst and others.

MNE gives volts whatever the file says; the unit is given as MNE has it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    evenly,
    unlike,
    unusable,
)
from safehold.core.messages import Message
from safehold.core.types import FloatArray

ENDINGS: Final = (
    ".vhdr", ".fif", ".fif.gz", ".set", ".gdf", ".cnt", ".lay", ".nxe", ".mff", ".snirf", ".data",
)  # fmt: skip
_FIRST: Final = {".vhdr": b"Brain Vision", ".gdf": b"GDF ", ".cnt": b"Version "}
_LOCAL: Final = (".vhdr", ".cnt", ".set")
"""Formats that say a wall clock, which MNE takes for UTC."""
_KINDS: Final = {"ecg": "ECG", "resp": "Respiration", "gsr": "EDA", "eeg": "EEG", "eog": "EOG",
                 "emg": "EMG", "bio": "", "misc": "", "stim": "stim"}  # fmt: skip


def sniff(path: Path, head: bytes) -> float:
    """Tell by the ending, and by the first bytes where the format has some."""
    ending = next((one for one in ENDINGS if path.name.lower().endswith(one)), None)
    if ending is None:
        return 0.0
    first = _FIRST.get(ending)
    return 0.8 if first is None else 1.0 if head.lstrip(b"\xef\xbb\xbf").startswith(first) else 0.2


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a file with ``mne.io.read_raw``; samples are read when they are wanted.

    Raises
    ------
    RecordingCorruptError
        When MNE does not read it.
    """
    import mne

    heard = io.StringIO()
    try:
        with (
            warnings.catch_warnings(record=True) as warned,
            contextlib.redirect_stdout(heard),
            mne.utils.use_log_level("ERROR"),
        ):
            warnings.simplefilter("always")
            raw = mne.io.read_raw(path, preload=False)
    except Exception as error:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        if any(text in said for text in ("Could not find measurement data", "No raw data in")):
            raise unusable(
                path,
                Message("it is a FIF file without a recording, or its beginning is damaged"),
                Message("Choose the file that holds the recording (its name ends in _raw.fif)."),
            ) from error
        raise broken(path, Message("MNE does not read it ({error})", error=said)) from error
    wish.report(0.5)
    odd = [
        Message("MNE says: {text}.", code="import_mne_says", text=_line(str(one.message)))
        for one in warned
        if issubclass(one.category, RuntimeWarning)
    ]
    rate = float(raw.info["sfreq"])
    names = unlike(list(raw.ch_names))
    kinds = raw.get_channel_types()
    signals = tuple(
        ImportedSignal(
            name, _unit(raw, k), rate, int(raw.n_times),
            evenly(functools.partial(_values, raw, k, path), rate), clock="all",
            kind=_KINDS.get(kinds[k], ""),
        )
        for k, name in enumerate(names)
        if kinds[k] != "stim"
    )  # fmt: skip
    triggers = _triggers(raw, [n for k, n in enumerate(raw.ch_names) if kinds[k] == "stim"], odd)
    began = raw.info["meas_date"]
    local = any(path.name.lower().endswith(one) for one in _LOCAL)
    start = began.timestamp() + raw.first_time if began is not None else None
    return ImportedRecording(
        path, "mne", signals, (*_events(raw), *triggers), start, local=local, oddities=tuple(odd)
    )


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")[:200]


def _unit(raw: Any, k: int) -> str:
    import mne

    unit = int(raw.info["chs"][k]["unit"])
    named = {
        int(mne.io.constants.FIFF.FIFF_UNIT_V): "V",
        int(mne.io.constants.FIFF.FIFF_UNIT_S): "S",
    }
    return named.get(unit, "")


def _values(raw: Any, k: int, path: Path) -> FloatArray:
    try:
        return np.asarray(raw.get_data(picks=[k], verbose="ERROR")[0], np.float64)
    except Exception as error:
        why = Message("its samples cannot be read ({error})", error=str(error)[:200])
        raise broken(path, why) from error


def _events(raw: Any) -> Iterator[ImportedEvent]:
    shift = raw.first_time if raw.annotations.orig_time is not None else 0.0
    for onset, duration, text in zip(
        raw.annotations.onset, raw.annotations.duration, raw.annotations.description, strict=True
    ):
        yield ImportedEvent(str(text), float(onset) - shift, float(duration))


def _triggers(raw: Any, channels: Sequence[str], odd: list[Message]) -> list[ImportedEvent]:
    """Return the steps of trigger channels as events, from the sample on which each begins."""
    import mne

    found = []
    for name in channels:
        try:
            steps = mne.find_events(
                raw, stim_channel=name, shortest_event=1, consecutive=True, verbose="ERROR"
            )
        except Exception as error:  # noqa: BLE001  MNE may raise anything
            said = _line(str(error))
            odd.append(
                Message(
                    "{name}: its triggers cannot be read ({error}).",
                    code="import_triggers_unreadable", name=name, error=said,
                )
            )  # fmt: skip
            continue
        rate = float(raw.info["sfreq"])
        found += [
            ImportedEvent(f"{name}: {value}", (at - raw.first_samp) / rate)
            for at, _, value in steps.tolist()
        ]
    return found


IMPORTER = Importer("mne", "BrainVision, FIF, EEGLAB and others (MNE)", ENDINGS, sniff, read)
