"""Whether a reader of recordings behaves: what ``safehold importers --check`` runs.

It reads an example whole, cut at many places, empty and damaged. A reader that behaves gives
what it can and says what is odd, or refuses in words; it never guesses who wears what, changes
no file, and reads the same twice.
"""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from recordings.importers.imported import (
    HEAD_BYTES,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
)
from recordings.importers.registry import importers, refusal
from safehold.core.codebook import load_codebook
from safehold.core.errors import SafeholdError
from safehold.core.findings import Finding, fail, ok
from safehold.core.messages import Message, unforeseen
from safehold.core.results import Participant
from safehold.core.study import Study
from safehold.core.types import Role
from safehold.files.receipt import check_session
from safehold.offline.importing import Wanted, import_session, plan_session

Wrong = Iterator[tuple[Message, Message]]
"""What is wrong, and what to do."""
N_CUTS = 12
"""Places at which the example is cut, and damaged."""
STEP_OFF = 0.2
"""Share by which the median step may differ from the stated rate."""
FOREIGN_HEADS = (b"", b"XDF:" + bytes(200), b"0       " + b" " * 248, bytes(range(256)) * 8)


def check_importer(importer: Importer, example: Path) -> list[Finding]:
    """Try a reader on an example file.

    Parameters
    ----------
    importer : Importer
        As it is registered under ``safehold.importers``.
    example : Path
        A file that it reads; a small one will do. It is not changed.

    Returns
    -------
    list of Finding
        One for each thing that is wrong, or one that says that nothing is.
    """
    what = Message("reader {name!r}", name=getattr(importer, "name", importer))
    why = refusal(importer, set())
    if why:
        return [fail(what, why, Message("See docs/import.md."))]
    wrong = []
    for check in CHECKS:
        try:
            wrong += [fail(what, found, remedy) for found, remedy in check(importer, example)]
        except Exception as error:  # noqa: BLE001  foreign code may raise anything
            found = Message("{error} ({what})", error=unforeseen(error), what=_words(check))
            wrong.append(fail(what, found, Message("Raise RecordingError with the cause.")))
    return wrong or [ok(what, Message("passes all {n} checks", n=len(CHECKS)))]


def check_loaded() -> list[Finding]:
    """Return which readers could not be loaded."""
    return [
        fail(Message("reader"), text, Message("Mend its package, or uninstall it."))
        for text in importers().failures
    ]


def _words(check: Callable[[Importer, Path], Wrong]) -> str:
    return (check.__doc__ or "").rstrip(".").lower()


def _sniffs(importer: Importer, example: Path) -> Wrong:
    """Ask it which files are its own."""
    head = b""
    if example.is_file():
        with example.open("rb") as file:
            head = file.read(HEAD_BYTES)
    if not 0 < importer.sniff(example, head) <= 1:
        yield (
            Message("does not know the example"),
            Message("Return how sure it is, above 0 and up to 1."),
        )
    for foreign in FOREIGN_HEADS:
        sure = importer.sniff(Path("unknown.bin"), foreign)
        if not (isinstance(sure, int | float) and 0 <= sure <= 1):
            yield Message("sniff returned {sure!r}", sure=sure), Message("Return 0 to 1.")
        elif sure >= 1 and not (foreign and head.startswith(foreign[:4])):
            yield (
                Message("is sure of a file that is not its own"),
                Message("Look at the first bytes."),
            )


def _reads(importer: Importer, example: Path) -> Wrong:
    """Read the example twice."""
    before = _digest(example)
    found: object = importer.read(example, ReadWish())
    if not isinstance(found, ImportedRecording):
        kind = type(found).__name__
        yield Message("returned a {kind}", kind=kind), Message("Return an ImportedRecording.")
        return
    yield from _form(importer, found)
    again = importer.read(example, ReadWish())
    if len(again.signals) != len(found.signals) or any(
        not np.array_equal(one, two, equal_nan=True)
        for mine, theirs in zip(found.signals, again.signals, strict=True)
        for one, two in zip(mine.load(), theirs.load(), strict=True)
    ):
        yield Message("gives two answers for one file"), Message("Keep nothing between calls.")
    if _digest(example) != before:
        yield Message("changed the file"), Message("Open it for reading only.")


def _form(importer: Importer, found: ImportedRecording) -> Wrong:
    if found.importer != importer.name:
        yield (
            Message("calls itself {name!r} in what it returns", name=found.importer),
            Message("Name the reader."),
        )
    names = [signal.name for signal in found.signals]
    if not names or len(set(names)) < len(names) or not all(names):
        yield (
            Message("has no signals, or several of one name: {names}", names=", ".join(names)),
            Message("Use unlike(names)."),
        )
    for signal in found.signals:
        yield from _signal(signal)
    for event in found.events:
        if not (math.isfinite(event.onset) and event.duration >= 0):
            yield (
                Message("event {text!r} has no possible time", text=event.text),
                Message("Leave it out and say so in the oddities."),
            )
    for text in found.oddities:
        if not (isinstance(text, Message) and text.code):
            yield (
                Message("the oddity {text!r} has no code", text=str(text)),
                Message("Give each a Message with code=."),
            )


def _signal(signal: ImportedSignal) -> Wrong:
    times, values = signal.load()
    name = signal.name
    if not times.shape == values.shape == (signal.n,):
        yield (
            Message("{name}: {n} samples are promised, {m} are there", name=name, n=signal.n,
                    m=values.size),
            Message("Return times and values of shape (n,)."),
        )  # fmt: skip
        return
    if times.dtype != np.float64 or values.dtype != np.float64:
        yield Message("{name}: not float64", name=name), Message("Return float64.")
    steps = np.diff(times)
    if not np.isfinite(times).all() or (steps < 0).any():
        yield (
            Message("{name}: its times are not all numbers, or run backwards", name=name),
            Message("Leave such samples out and say so in the oddities."),
        )
    elif signal.rate > 0 and steps.size > 3:
        usual = float(np.median(steps))
        if abs(usual * signal.rate - 1) > STEP_OFF:
            yield (
                Message("{name}: {rate:g} Hz are stated, its steps are {step:g} s", name=name,
                        rate=signal.rate, step=usual),
                Message("State the rate of the samples, or 0."),
            )  # fmt: skip


def _broken(importer: Importer, example: Path) -> Wrong:
    """Read it cut, damaged and empty."""
    if not example.is_file():
        return
    data = example.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / example.name
        for place in range(N_CUTS + 1):
            at = place * len(data) // (N_CUTS + 1)
            damaged = bytearray(data)
            damaged[at : at + 8] = b"\xff\0\x7f\xfe" * 2
            for bad in (data[:at], bytes(damaged)):
                path.write_bytes(bad)
                try:
                    found = importer.read(path, ReadWish())
                    for signal in found.signals:
                        yield from _whole(signal)
                except SafeholdError:
                    continue


def _whole(signal: ImportedSignal) -> Wrong:
    times, values = signal.load()
    if not times.shape == values.shape == (signal.n,):
        yield (
            Message("{name}: other samples than promised, of a damaged file", name=signal.name),
            Message("Give what is whole, or raise RecordingError."),
        )


def _becomes_session(importer: Importer, example: Path) -> Wrong:
    """Make a session of it."""
    found = importer.read(example, ReadWish())
    client = Participant("client", "P01", "client")
    name = found.signals[0].name
    plan = plan_session([found], people=["client"], wanted=[Wanted(name, Role.PPG, "client")])
    with tempfile.TemporaryDirectory() as folder:
        session = import_session(
            Path(folder), "check-001", plan, participants=(client,), study=Study(),
            codebook=load_codebook(),
        )  # fmt: skip
        for text in check_session(session).wrong:
            yield Message("its session does not pass: {text}", text=text), Message("See above.")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


CHECKS = (_sniffs, _reads, _broken, _becomes_session)
