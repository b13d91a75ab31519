"""What the installed NeuroKit2 makes of hearts with known truth, by its own functions.

``python -m bench.neurokit_versions [--out FILE]``, some ten seconds: hearts that follow the
breath, whose RMSSD, peak-to-trough RSA, HF power and Porges-Bohrer value are known in closed form
(``safehold.checks.verify_truth``). The results stand under the version that was installed; those
of other versions stay as they are: run it with each to compare two.
"""

from __future__ import annotations

import argparse
import json
import warnings
from importlib import metadata
from pathlib import Path

import neurokit2 as nk
import numpy as np
import pandas as pd

from safehold.checks.verify_truth import Heart

FS, SECONDS = 250, 120
HEARTS = (
    Heart(1.00, 0.05, 0.20),
    Heart(0.85, 0.05, 0.25),
    Heart(0.75, 0.05, 0.30),
    Heart(0.85, 0.05, 0.15),
)
RESULTS = Path(__file__).parent / "results" / "neurokit_versions.json"


def truth(heart: Heart) -> dict[str, float]:
    """Return the closed forms."""
    return {
        "rmssd": heart.rmssd_ms,
        "p2t": heart.p2t_ms,
        "ln_hf": heart.ln_power,
        "ln_pb": heart.ln_pb,
    }


def found(heart: Heart) -> dict[str, float]:
    """Return NeuroKit2's values of the same names, by the calls that are right."""
    n = SECONDS * FS
    beats = np.round(heart.beats(SECONDS - 1) * FS).astype(int)
    beats = beats[beats < n]
    peaks = np.zeros(n, dtype=int)
    peaks[beats] = 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rate = nk.signal_rate(beats, sampling_rate=FS, desired_length=n)
        breath, _ = nk.rsp_process(heart.belt(np.arange(n) / FS), sampling_rate=FS)
        signals = pd.DataFrame({"ECG_Rate": rate, "ECG_R_Peaks": peaks})
        rsa = nk.hrv_rsa(signals, breath, rpeaks=None, sampling_rate=FS)
        time = nk.hrv_time(beats, sampling_rate=FS)
        frequency = nk.hrv_frequency(beats, sampling_rate=FS, normalize=False)
    return {
        "rmssd": float(time["HRV_RMSSD"].iloc[0]),
        "p2t": float(rsa["RSA_P2T_Mean"]),
        "ln_hf": float(np.log(frequency["HRV_HF"].iloc[0])),
        "ln_pb": float(rsa["RSA_PorgesBohrer"]),
    }


def name(heart: Heart) -> str:
    """Return how a heart is called in the results."""
    return f"{60 / heart.m:.0f} bpm, {60 * heart.f:.0f}/min"


def rounded(values: dict[str, float]) -> dict[str, float]:
    """Return values with two decimals."""
    return {index: round(value, 2) for index, value in values.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=RESULTS)
    out = parser.parse_args().out
    results = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    results["truth"] = {name(heart): rounded(truth(heart)) for heart in HEARTS}
    results[metadata.version("neurokit2")] = {name(h): rounded(found(h)) for h in HEARTS}
    text = json.dumps(results, indent=1)
    out.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
