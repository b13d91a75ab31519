"""The fire drill: record a simulated dyad on this very computer and disk, and break things.

Three recorders write the same streams at the same time: ``calm`` must lose nothing although its
window and one sender are killed; ``killed`` is killed itself; ``full`` runs out of disk space. At
the end all sensors are restarted while every window is open.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from acquisition import lsl
from acquisition.own_network import joined, own_network
from recordings.disk.disk_errors import CAUSES
from recordings.folder.session import SessionFolder
from recordings.xdf.repair import repair
from recordings.xdf.xdf_reader import read_xdf
from safehold.checks.drill_emptied import EXPECTED as TOLD_AND_READ
from safehold.checks.drill_emptied import TEST as EMPTIED
from safehold.checks.drill_emptied import emptied
from safehold.checks.drill_engine import kill_the_engine
from safehold.checks.drill_judge import (
    SCRIPT,
    SEED,
    SIGNALS,
    Result,
    Sent,
    compare_all,
    disk_times,
    event_codes,
    lost_before,
)
from safehold.checks.drill_windows import Senders, restart_sensors, wait_for
from safehold.core.errors import RecordingError, SafeholdError
from safehold.core.messages import Message
from safehold.files.receipt import check_session
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from safehold.session.status import RecorderState

PEOPLE = ("client", "therapist")
N_STREAMS = len(PEOPLE) * (len(SIGNALS) + 1)
LOSS_S = 0.25
FULL_AFTER_BYTES = 25_000
"""The disk ends so many bytes after this moment: about two seconds of a dyad."""

SENDERS_S = 40.0
"""The simulated people may take so long to start on a busy or slow computer, s."""
_WINDOW = """
import sys, time
from pathlib import Path
from safehold.recorder.process import RecorderOptions
from safehold.recorder.client import RecorderClient
RecorderClient(Path(sys.argv[1])).start(
    RecorderOptions(
        Path(sys.argv[1]), min_streams=int(sys.argv[2]), copy_to=Path(sys.argv[3]),
        wait_s=float(sys.argv[4]),
    ),
    timeout_s=2 * float(sys.argv[4]),
)
print("recording", flush=True)
time.sleep(600)
"""
"""Stands for the window: it starts the recorder, shows it, and is killed."""

Say = Callable[[Message], object]


@dataclass
class _Scene:
    """The processes of a drill and what is known of them."""

    root: Path
    environment: Mapping[str, str]
    say: Say
    pace: float = 1.0
    clients: dict[str, RecorderClient] = field(default_factory=dict)
    senders: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    moments: dict[str, float] = field(default_factory=dict)
    """LSL times, s."""
    results: list[Result] = field(default_factory=list)

    def run(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=dict(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def session(self, name: str) -> Path:
        return self.root / name

    def start_sender(self, person: str) -> None:
        """Start a simulated person; it begins at once."""
        self.senders[person] = self.run(
            "-m", "safehold.cli.main", "simulate", "--script", SCRIPT, "--people", person,
            "--signals", ",".join(SIGNALS), "--seed", str(SEED), "--tag", person,
            "--truth", str(self.root / f"truth-{person}"),
        )  # fmt: skip

    def truth_of(self, person: str) -> Sent:
        truth = json.loads((self.root / f"truth-{person}" / "truth.json").read_text())
        return Sent(person, float(truth["lsl_t0"]))

    def note(self, test: str, expected: str, found: str, passed: bool | None) -> None:
        self.results.append(Result(test, expected, found, passed))
        self.say(Message("{test}: {found}", test=test, found=found))


def run_drill(root: Path, say: Say, *, pace: float = 1.0) -> list[Result]:
    """Run the whole drill in an empty folder; about a minute and a half.

    Parameters
    ----------
    root : Path
        A new folder on the disk that is to be tried.
    say : callable
        Gets one line whenever something was found.
    pace : float
        Factor on the time between the faults.

    Raises
    ------
    RecordingError
        When the folder cannot be written, or nothing could be recorded at all.
    """
    with _own_network(root) as environment:
        scene = _Scene(root, environment, say, pace)
        try:
            _begin(scene)
            _disturb(scene)
            _judge(scene)
            _restart_sensors(scene)
            _kill_engine(scene)
        finally:
            _end(scene)
    return scene.results


@contextlib.contextmanager
def _own_network(root: Path) -> Iterator[dict[str, str]]:
    """Give an LSL network that no real sensor is on, for this process and its children."""
    with contextlib.ExitStack() as stack:
        try:
            network = stack.enter_context(own_network(root, "drill", small=False))
        except OSError as error:
            raise RecordingError(
                Message(
                    "{path} cannot be written: {why}.",
                    code="file_cannot_be_written",
                    path=root,
                    why=error.strerror,
                )
            ) from error
        environment = stack.enter_context(joined(network))
        lsl.configure()
        yield environment


def _begin(scene: _Scene) -> None:
    median, longest = disk_times(scene.root)
    scene.note(
        "disk: write and sync of 12 kB", "at most 100 ms",
        f"median {1000 * median:.1f} ms, at most {1000 * longest:.1f} ms", longest <= 0.1,
    )  # fmt: skip
    for person in PEOPLE:
        scene.start_sender(person)
    for name in ("calm", "killed", "full"):
        SessionFolder.create(scene.root, name, {"participants": []})
        scene.clients[name] = RecorderClient(scene.session(name))
    copy = scene.root / "copy"
    window = scene.run(
        "-c", _WINDOW, str(scene.session("calm")), str(N_STREAMS), str(copy), f"{SENDERS_S}"
    )
    scene.senders["window"] = window
    for name in ("killed", "full"):
        options = RecorderOptions(scene.session(name), min_streams=N_STREAMS, wait_s=SENDERS_S)
        scene.clients[name].start(options, timeout_s=2 * SENDERS_S)
    assert window.stdout is not None
    if not window.stdout.readline():
        raise RecordingError(
            Message("The recorder of the drill did not start."),
            remedy=Message(
                "See {log}.", code="see_log", log=scene.session("calm") / "recorder.log"
            ),
        )
    scene.say(Message("Three recorders write a client and a therapist."))
    time.sleep(8 * scene.pace)


def _disturb(scene: _Scene) -> None:
    _kill_window(scene)
    time.sleep(3 * scene.pace)
    _kill_sender(scene)
    _fill_disk(scene)
    _kill_recorder(scene)
    time.sleep(6 * scene.pace)
    for name, client in scene.clients.items():
        scene.moments[f"stop-{name}"] = lsl.local_clock()
        began = time.monotonic()
        client.request_stop()
        stopped = client.wait_stopped(20)
        scene.moments[f"stopping-{name}"] = time.monotonic() - began if stopped else 99.0


def _kill_window(scene: _Scene) -> None:
    window = scene.senders.pop("window")
    window.kill()
    window.wait()
    before = scene.clients["calm"].report().get("bytes_written", 0)
    wait_for(lambda: scene.clients["calm"].report().get("bytes_written", 0) > before, 5)
    running = scene.clients["calm"].running()
    status = scene.clients["calm"].status()
    going = running and status.bytes_written > before
    scene.note(
        "window killed", "the recorder goes on and is found again",
        f"{status.state}, {status.bytes_written - before} bytes more" if going else status.state,
        going,
    )  # fmt: skip


def _kill_sender(scene: _Scene) -> None:
    """Kill the therapist's sensors and start them again after 2 s."""
    sender = scene.senders.pop("therapist")
    scene.moments["sender-killed"] = lsl.local_clock()
    sender.kill()
    sender.wait()
    time.sleep(2 * scene.pace)
    scene.start_sender("therapist")

    def back() -> bool:
        streams = scene.clients["calm"].report().get("streams", ())
        waves = [s for s in streams if "therapist" in s["name"] and s["nominal_rate"] > 0]
        return bool(waves) and all(s["n_restarts"] and s["rate"] > 1 for s in waves)

    scene.moments["sender-back"] = float(wait_for(back, 2 * SENDERS_S))


def _fill_disk(scene: _Scene) -> None:
    """Let one recorder run into a full disk, and give the space back."""
    test, expected = "disk full for a while", "said within 1 s, nothing lost, goes on by itself"
    client = scene.clients["full"]
    pid = int(client.report()["pid"])
    try:
        import resource

        limit = resource.prlimit  # type: ignore[attr-defined, unused-ignore]
    except (ImportError, AttributeError):
        scene.note(test, expected, "not tried: this system cannot limit one program's disk", None)
        return
    path = SessionFolder.open(scene.session("full")).recording_path
    before = limit(pid, resource.RLIMIT_FSIZE)
    size = path.stat().st_size + FULL_AFTER_BYTES
    limit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    wait_for(lambda: path.stat().st_size > size - 1500, 30)  # what is left is for one write
    full_at = time.monotonic()
    # the limit on one program's files, which stands for the end of the disk, has words of its own
    words = [CAUSES[cause][0] for cause in ("full", "too_large")]
    said = wait_for(lambda: any(told in client.status().message for told in words), 5)
    scene.moments["full-said-after"] = time.monotonic() - full_at
    time.sleep(2 * scene.pace)
    limit(pid, resource.RLIMIT_FSIZE, before)
    resumed = wait_for(lambda: client.report().get("backlog_bytes") == 0, 10)
    scene.moments["full-said"] = float(said)
    scene.moments["full-resumed"] = float(resumed)


def _kill_recorder(scene: _Scene) -> None:
    client = scene.clients["killed"]
    pid = client.report()["pid"]
    scene.moments["killed"] = lsl.local_clock()
    os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    client.wait_stopped(5)
    scene.moments["state-told"] = float(client.status().state is RecorderState.FAILED)
    client.start(RecorderOptions(scene.session("killed"), min_streams=1, resume=True))


def _judge(scene: _Scene) -> None:
    sent = scene.truth_of("client")
    _judge_calm(scene, sent)
    _judge_killed(scene, sent)
    scene.note(EMPTIED, TOLD_AND_READ, *emptied(scene.session("calm"), scene.root / "emptied"))
    if "full-said" in scene.moments:
        full = read_xdf(scene.session("full") / "recording.xdf")
        missing, wrong, n = compare_all(full, sent, scene.moments["stop-full"])
        said, resumed = scene.moments["full-said"], scene.moments["full-resumed"]
        after = scene.moments["full-said-after"]
        scene.note(
            "disk full for a while", "said within 1 s, nothing lost, goes on by itself",
            f"{f'said after {after:.1f} s' if said else 'NOT said'}, {missing} missing, {wrong} "
            f"wrong of {n} samples{'' if resumed else ', does NOT go on'}",
            bool(said and resumed) and after <= 1.0 and not missing and not wrong,
        )  # fmt: skip


def _judge_calm(scene: _Scene, sent: Sent) -> None:
    folder = SessionFolder.open(scene.session("calm"))
    report = scene.clients["calm"].report()
    file = read_xdf(folder.recording_path)
    missing, wrong, n = compare_all(file, sent, scene.moments["stop-calm"])
    scene.note(
        "every sample until the stop", "0 missing, 0 wrong",
        f"{missing} missing, {wrong} wrong of {n} samples", not missing and not wrong,
    )  # fmt: skip
    taken = scene.moments["stopping-calm"]
    scene.note("stop", "at most 1 s", f"{taken:.2f} s", taken <= 1.0)
    age = float(report.get("max_unsynced_age_s", 99.0))
    scene.note(
        "data on the disk after its arrival", "at most 250 ms", f"{1000 * age:.0f} ms",
        age <= LOSS_S,
    )  # fmt: skip
    belt = [s for s in file.streams if s.header.name == "simulated-therapist-respiration"]
    codes = event_codes(file, belt[0]) if belt else []
    back = bool(scene.moments["sender-back"]) and len(belt) == 1 and "rec.restart" in codes
    scene.note(
        "sender killed and started again", "goes on in its stream; gap and restart noted",
        ", ".join(code for code in codes if code in ("rec.gap", "rec.restart")) or "nothing",
        back and "rec.gap" in codes,
    )  # fmt: skip
    found = check_session(folder)
    text = "passes" if found.passes else "; ".join(found.wrong)
    scene.note("integrity receipt", "passes", text, found.passes)
    whole = folder.recording_path.read_bytes()
    copy = (scene.root / "copy" / "calm" / "recording.xdf").read_bytes()
    same = whole == copy
    scene.note("second copy", "the same bytes", "the same" if same else f"{len(copy)} bytes", same)


def _judge_killed(scene: _Scene, sent: Sent) -> None:
    folder = SessionFolder.open(scene.session("killed"))
    path = folder.recording_path
    file = read_xdf(path)
    seconds, beats = lost_before(file, sent, scene.moments["killed"])
    _, wrong, _ = compare_all(file, sent, scene.moments["killed"])
    scene.note(
        "recorder killed", "at most 250 ms and one beat lost, nothing wrong",
        f"{1000 * max(0.0, seconds):.0f} ms and {beats} beats lost, {wrong} wrong",
        seconds <= LOSS_S and beats <= 1 and not wrong and file.n_bytes_beyond == 0,
    )  # fmt: skip
    mended = repair(path)
    whole = mended.repaired is not None and read_xdf(mended.repaired).complete
    scene.note(
        "killed recording repaired", "loads whole, the original kept",
        "whole" if whole else "NOT whole", whole and path.exists(),
    )  # fmt: skip
    second = folder.recording_paths[1:]
    again = len(second) == 1 and read_xdf(second[0]).complete
    told = bool(scene.moments["state-told"])
    scene.note(
        "recorder started again", "the death is told; a new part, the old one untouched",
        "told, new part" if again and told else "NOT as expected", again and told,
    )  # fmt: skip


def _restart_sensors(scene: _Scene) -> None:
    """Restart all sensors once while everything that searches for streams is open."""

    def start() -> None:
        for person in PEOPLE:
            (scene.root / f"truth-{person}" / "truth.json").unlink()
            scene.start_sender(person)

    def standing() -> bool:
        return all((scene.root / f"truth-{p}" / "truth.json").exists() for p in PEOPLE)

    def kill() -> None:
        for person in PEOPLE:
            scene.senders[person].kill()
            scene.senders[person].wait()

    senders = Senders(PEOPLE, start, standing, kill)
    result = restart_sensors(scene.root, scene.environment, senders)
    scene.note(result.test, result.expected, result.found, result.passed)


def _kill_engine(scene: _Scene) -> None:
    """Kill the thread that computes in a session of this process."""
    result = kill_the_engine(scene.root, PEOPLE, scene.say)
    scene.note(result.test, result.expected, result.found, result.passed)


def _end(scene: _Scene) -> None:
    for client in scene.clients.values():
        with contextlib.suppress(SafeholdError, OSError):
            client.request_stop()
            client.wait_stopped(5)
    for process in scene.senders.values():
        process.kill()
        process.wait()
