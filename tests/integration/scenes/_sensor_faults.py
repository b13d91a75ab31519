"""A dyad whose sensors fail in every way at once, a live session, and its recorder.

``python -m tests.integration.scenes._sensor_faults FOLDER [SEED]`` runs simulator, workbench and
recorder in processes of their own and prints one JSON object: per stream what the recording holds
against what the simulator's truth says was sent, and what the user was told, when.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np

from acquisition import lsl
from acquisition.simulator import SCRIPTS, SimulatedStreams, parse_fault, simulate
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.cli.commands.simulate import WAITING
from safehold.core.markers import decode_marker
from safehold.files.receipt import check_session
from tests.helpers import wait_until
from tests.integration._session import (
    Network,
    end,
    go,
    journal_lines,
    private_network,
    recorder_report,
)

SIGNALS = ("ecg", "respiration", "ppg", "rr")
FAULTS = (
    "client-respiration:flat@6-22",
    "client-ppg:burst@6-18,3",
    "client-rr:nan@5-15",
    "therapist-ecg:loss@4-20,20",
    "therapist-ecg:drift@0-30,500",
    "therapist-respiration:dropout@6-18",
    "therapist-ppg:jump@8-14,-40",
    "therapist-rr:loss@4-22,40",
    "therapist-rr:jitter@0-30,8",
)
COMMAND = "client-ecg:dropout"
"""Given by hand while everything runs, and again, which ends it, once the user was told."""
COMMAND_AT_S = 9.0
LAST_S = 23.0
DROPOUTS = ("client-ecg", "therapist-respiration")
WHOLE = (*DROPOUTS, "client-ppg")
"""Streams that give samples at the end, among them the one that held some back."""
STALL_S = 0.5
"""Whoever looks every 10 ms and was kept from it for so long is on a machine that stood still."""
N_STREAMS = 9


def play(folder: Path, network: Network, seed: int) -> tuple[float, list[float]]:
    """Run it all; what it leaves behind is in the folder.

    What comes next waits for what was seen, as a busy machine is late. Return when the senders
    ended, and when the machine stood still, s of the script.
    """
    faults = [part for fault in FAULTS for part in ("--fault", fault)]
    log = folder / "simulate.log"
    source = network.start(
        "simulate", "--hold", "--seed", str(seed), "--signals", ",".join(SIGNALS),
        "--truth", str(folder / "truth"), *faults, log=log,
    )  # fmt: skip
    wait_until(lambda: WAITING in log.read_text(), 60, "the streams are there")
    live = network.start(
        "live", "--headless", "--profile", "demo", "--wait", "40", "--session", "s-01",
        "--people", "client,therapist", "--study", str(folder), log=folder / "live.log",
    )  # fmt: skip
    session = folder / "s-01"
    try:
        wait_until(lambda: recorded_streams(session) >= N_STREAMS, 60, "all streams are recorded")
        wait_until(lambda: bool(journal_lines(session)), 30, "the session has begun")
        go(source)
        truth = folder / "truth" / "truth.json"
        wait_until(truth.exists, 20, "the truth")
        wait_until(lambda: bool(read_truth(folder)), 10, "the whole truth")
        t0 = read_truth(folder)["lsl_t0"]
        looks = [lsl.local_clock() - t0]
        stalls: list[float] = []

        def reached(time: float) -> bool:
            looks.append(lsl.local_clock() - t0)
            if looks[-1] - looks[-2] > STALL_S:
                stalls.append(looks[-1])
            assert source.poll() is None, log.read_text()
            assert live.poll() is None, (folder / "live.log").read_text()
            return looks[-1] >= time

        wait_until(lambda: reached(COMMAND_AT_S), 30, "the moment for the command")
        send(source, COMMAND)
        wait_until(
            lambda: reached(COMMAND_AT_S) and told_silent(session, "client-ecg"),
            30, "recorder and workbench tell of the silent sensor",
        )  # fmt: skip
        send(source, COMMAND)
        wait_until(
            lambda: reached(LAST_S) and all_back(session, t0 + LAST_S - 1),
            60, "all samples are there again, and no alarm is on",
        )  # fmt: skip
        ended = lsl.local_clock() - t0
        send(source, "q")
        assert source.wait(60) == 0, log.read_text()
        live.send_signal(signal.SIGTERM)
        live.wait(240)
        wait_until(lambda: recorder_report(session)["state"] == "stopped", 60, "a whole file")
        return ended, stalls
    finally:
        end(source)
        end(live)


def send(process: subprocess.Popen[bytes], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")
    process.stdin.flush()


def simulated(session: Path) -> dict[str, dict]:
    """Return what the recorder says of each simulated stream, by the stream's short name."""
    streams = recorder_report(session).get("streams", [])
    return {s["name"].removeprefix("simulated-"): s for s in streams if "simulated-" in s["name"]}


def recorded_streams(session: Path) -> int:
    return sum(stream["state"] == "live" for stream in simulated(session).values())


def alarmed(session: Path) -> set[str]:
    """Return the streams whose alarm of a dropout is on."""
    last = {a["stream"]: a["step"] for a in alarms(session, 0.0) if a["kind"] == "dropout"}
    return {stream for stream, step in last.items() if step != "cleared"}


def told_silent(session: Path, name: str) -> bool:
    return simulated(session)[name]["state"] == "silent" and name in alarmed(session)


def all_back(session: Path, stamp: float) -> bool:
    streams = simulated(session)
    return not alarmed(session) & set(WHOLE) and all(
        streams[name]["state"] == "live" and streams[name]["last_stamp"] > stamp for name in WHOLE
    )


def read_truth(folder: Path) -> dict:
    try:
        return json.loads((folder / "truth" / "truth.json").read_text())
    except json.JSONDecodeError:
        return {}


def judge(folder: Path, ended: float, stalls: list[float]) -> dict:
    """Compare what was recorded and told with what was done."""
    truth = read_truth(folder)
    session = SessionFolder.open(folder / "s-01")
    file = read_xdf(session.recording_path)
    recorder = file.stream(name="safehold-recorder")
    events = [decode_marker(row[0]) for row in recorder.values]
    silent = [
        (float(stamp - truth["lsl_t0"]), fields.get("stream"))
        for stamp, (code, fields) in zip(recorder.stamps, events, strict=True)
        if code == "rec.silent"
    ]
    faults = [parse_fault(text) for text in truth["faults"]]
    again = SimulatedStreams(
        simulate(SCRIPTS["demo"], seed=truth["seed"]), signals=SIGNALS, faults=faults
    )
    made = {way["stream"]: way for way in truth["streams"]}
    streams = {}
    for source in again.sources[:-1]:
        stamps, values = source.take(1e9)
        way = made[source.info.name]
        found = file.stream(name=source.info.name)
        expected = truth["lsl_t0"] + stamps[: way["n_sent"]]
        n = min(len(found.stamps), len(expected))
        streams[source.info.name.removeprefix("simulated-")] = {
            "n_made": way["n_made"], "n_sent": way["n_sent"], "n_lost": way["n_lost"],
            "n_held": way["n_held"], "n_recorded": len(found.stamps),
            # the live fault's times are told to the microsecond only
            "n_wrong": int(
                np.count_nonzero(np.abs(found.stamps[:n] - expected[:n]) > 1e-8)
                + np.count_nonzero(
                    ~np.isclose(found.values[:n], values[:n], rtol=0, atol=0, equal_nan=True)
                )
            ),
            "silent_at": [at for at, stream in silent if stream == str(found.stream_id)],
            "told_by_recorder": sorted(
                {code for code, f in events if f.get("stream") == str(found.stream_id)}
            ),
        }  # fmt: skip
    check = check_session(session)
    return {
        "seed": truth["seed"],
        "faults": truth["faults"],
        "streams": streams,
        "alarms": alarms(session.path, truth["lsl_t0"]),
        "ended": ended,
        "stalls": stalls,
        "receipt_wrong": list(check.wrong),
    }


def alarms(session: Path, t0: float) -> list[dict]:
    """Return every step of every alarm, its time in seconds of the script."""
    lines = journal_lines(session)
    zero = next(line["session_zero"] for line in lines if "session_zero" in line)
    return [
        {"at": line["at"] + zero - t0, "step": line["step"], "kind": line["alarm"]["kind"],
         "stream": line["alarm"]["stream_id"], "what": line["alarm"]["what"]}
        for line in lines
        if line["kind"] == "alarm"
    ]  # fmt: skip


def run(folder: Path, seed: int) -> dict:
    with private_network(folder) as network:
        ended, stalls = play(folder, network, seed)
    return judge(folder, ended, stalls)


def main() -> None:
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(json.dumps(run(Path(sys.argv[1]), seed)))


if __name__ == "__main__":
    main()
