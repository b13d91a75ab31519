"""What the first stage found of a recording, kept beside it: computed once, used by everything.

A file is of use for exactly what it was made of: samples, stamps, offsets, stalls and turns of a
person's streams, the settings of the first stage, this program's own code and the libraries below
it. All that is in its key; nothing goes by dates. A file of another key, a damaged or a foreign
one is passed over and written anew. It holds numbers and texts, and nothing that could run.

It lies in the session's ``derived/``, where the withdrawal of a participant finds it, and nowhere
else: where that folder cannot be written, nothing is kept on disk.
"""

from __future__ import annotations

import functools
import hashlib
import io
import logging
import platform
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

import numpy as np

import processing
import safehold
from processing.zones.found import Second
from recordings.disk.private_files import make_folder
from recordings.folder.session import write_bytes
from safehold.core.canonical import canonical_json
from safehold.core.errors import SafeholdError
from safehold.core.types import StreamSpec
from safehold.offline.inputs import RunInputs, UsedSamples
from safehold.offline.kept_format import from_arrays, to_arrays

logger = logging.getLogger("safehold.offline.kept")

FROM_S = 300.0
"""What a shorter recording holds is found about as fast as it is read, s."""
MAGIC = b"safehold found 1\n"
REMEMBERED = 8
"""So many are held in memory too."""
BELOW = ("numpy", "scipy", "neurokit2")


@functools.cache
def made_by() -> str:
    """Return what stands for the code that finds: ours, the libraries below it, the machine."""
    told = hashlib.sha256()
    for package, part in ((processing, ""), (safehold, "core")):
        root = Path(next(iter(package.__path__))) / part
        for path in sorted(root.rglob("*.py")):
            told.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    machine = (platform.machine(), platform.system(), platform.python_version())
    libraries = [version(name) for name in BELOW]
    told.update(repr((safehold.__version__, machine, libraries)).encode())
    return told.hexdigest()


def key_of(inputs: RunInputs) -> str:
    """Return what the first stage's results of one person depend on, as a hash.

    Parameters
    ----------
    inputs : RunInputs
        What the person's engine was fed with (:func:`safehold.offline.stages.of_person`).
    """
    run, told = inputs.run, hashlib.sha256()
    ids = {used.spec.stream_id for used in inputs.streams}
    about = {
        "by": made_by(),
        "streams": [_spec(spec) for spec in run.streams],
        "used": [used.spec.stream_id for used in inputs.streams],
        "zero": run.session_zero,
        "run": [run.run, run.first_tick],
        "settings": asdict(run.settings.detection),
        "offsets": [[o.stream_id, o.index, repr(o.offset)] for o in run.offsets
                    if o.stream_id in ids],
        "turns": [[o.stream_id, o.inverted, o.act_from] for o in run.turns if o.stream_id in ids],
        "stalls": [[o.first_tick, o.last_tick] for o in run.stalls],
    }  # fmt: skip
    told.update(canonical_json(about).encode())
    for used in inputs.streams:
        for array in (_jumps(used), used.stamps, used.values):
            told.update(repr((array.shape, array.dtype.str)).encode())
            told.update(np.ascontiguousarray(array).data)
    return told.hexdigest()


def _spec(spec: StreamSpec) -> dict[str, object]:
    return {**asdict(spec), "nominal_rate": repr(spec.nominal_rate)}


def _jumps(used: UsedSamples) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return where the index of samples jumps, and what it is there."""
    at = np.flatnonzero(np.diff(used.index, prepend=np.int64(-1)) != 1)
    return np.concatenate((at, used.index[at], [used.index.size]))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what was found of a session is kept."""

    folder: Path
    """``derived/`` of the session; made when something is kept."""
    _memory: ClassVar[OrderedDict[str, list[Second]]] = OrderedDict()

    def load(self, inputs: RunInputs) -> list[Second] | None:
        """Return what was found of one person; None where it is not known."""
        if not _is_long(inputs.streams):
            return None
        key = key_of(inputs)
        found = self._memory.get(key)
        if found is None and (found := self._read(self._path(inputs), key)) is not None:
            self._remember(key, found)
        return found

    def keep(self, inputs: RunInputs, found: list[Second]) -> None:
        """Keep what was found of one person; without effect where nothing can be written."""
        if not found or not _is_long(inputs.streams):
            return
        key = key_of(inputs)
        self._remember(key, found)
        raw = io.BytesIO()
        np.savez(raw, allow_pickle=False, **to_arrays(found))
        content = raw.getbuffer()
        head = MAGIC + f"{key}\n{hashlib.sha256(content).hexdigest()}\n".encode()
        try:
            make_folder(self.folder)
            write_bytes(self._path(inputs), head + content, durable=False)
        except (OSError, SafeholdError) as error:
            logger.info("what was found is not kept: %s", error)

    @classmethod
    def forget(cls) -> None:
        """Let go of what is held in memory; the files stay."""
        cls._memory.clear()

    def _path(self, inputs: RunInputs) -> Path:
        """Return the one file of a person and a run; its name does not tell whose."""
        whose = repr((inputs.run.run, [spec.person for spec in inputs.run.streams][:1]))
        return self.folder / f"found-{hashlib.sha256(whose.encode()).hexdigest()[:16]}.npz"

    def _remember(self, key: str, found: list[Second]) -> None:
        self._memory[key] = found
        self._memory.move_to_end(key)
        while len(self._memory) > REMEMBERED:
            self._memory.popitem(last=False)

    @staticmethod
    def _read(path: Path, key: str) -> list[Second] | None:
        try:
            raw = path.read_bytes()
            head = MAGIC + f"{key}\n".encode()
            content = raw[len(head) + 65 :]
            checked = hashlib.sha256(content).hexdigest().encode() + b"\n"
            if not raw.startswith(head) or raw[len(head) : len(head) + 65] != checked:
                return None
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                return from_arrays(dict(arrays))
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, it is found anew
            logger.info("%s is not used: %s", path, error)
            return None


def _is_long(streams: Iterable[UsedSamples]) -> bool:
    spans = [float(s.stamps[-1] - s.stamps[0]) for s in streams if s.stamps.size]
    return max(spans, default=0.0) >= FROM_S
