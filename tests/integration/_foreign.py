"""Programs of others, each in a process of its own with a liblsl of its own.

``player``: mne-lsl's PlayerLSL plays a Raw with a person's ECG and annotations. ``stream``:
mne-lsl's StreamLSL reads an outlet by source id until it has as many samples as a line asks for,
and says what it got. ``example``: one of pylsl's example programs, as it stands.
"""

from __future__ import annotations

import json
import runpy
import sys
import time

RATE = 200
N_SAMPLES = 4000


def ecg():
    """A person's ECG in volts, as MNE has it; a ramp beside it counts the samples."""
    import numpy as np

    from acquisition.simulator import SCRIPTS, simulate
    from acquisition.simulator.signals import ecg_mv

    person = simulate(SCRIPTS["demo"], ("client",), seed=4).people[0]
    wave = 1e-3 * ecg_mv(person, np.arange(N_SAMPLES) / RATE)
    return np.array([wave, 1e-6 * np.arange(N_SAMPLES)])


def player(source_id: str) -> None:
    import mne
    from mne_lsl.player import PlayerLSL

    info = mne.create_info(["ECG 1", "count"], RATE, ["ecg", "misc"])
    raw = mne.io.RawArray(ecg(), info, verbose="error")
    raw.set_annotations(mne.Annotations([1.0, 2.5], [0.0, 0.0], ["challenge", "repair"]))
    sender = PlayerLSL(raw, chunk_size=20, n_repeat=1, name="mne player", source_id=source_id,
                       annotations=True, annotations_encoding="string")  # fmt: skip
    print("ready", flush=True)
    sys.stdin.readline()
    sender.start()
    sys.stdin.readline()


def stream(source_id: str) -> None:
    from mne_lsl.stream import StreamLSL

    reader = StreamLSL(bufsize=60, source_id=source_id).connect(acquisition_delay=0.01, timeout=20)
    print(json.dumps({"names": reader.ch_names, "types": reader.get_channel_types(),
                      "rate": reader.info["sfreq"], "units": reader.get_channel_units(),
                      }), flush=True)  # fmt: skip
    n_wanted = int(sys.stdin.readline())
    while reader.n_new_samples < n_wanted:
        time.sleep(0.01)
    data, times = reader.get_data()
    print(json.dumps({"data": data.tolist(), "times": times.tolist()}), flush=True)
    reader.disconnect()


def example(name: str) -> None:
    sys.argv = [name]
    runpy.run_module(f"pylsl.examples.{name}", run_name="__main__")


if __name__ == "__main__":
    {"player": player, "stream": stream, "example": example}[sys.argv[1]](sys.argv[2])
