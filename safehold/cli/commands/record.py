"""``safehold record``: the recorder alone, in this terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.cli.commands._common import add_copy, add_network
from safehold.cli.commands.live import stop_on_signals
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.files.engine_run import software
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions, run_recorder


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "record",
        help="record every LSL stream into a session folder, without view or engine",
        description="Records raw samples and stamps of all streams, later ones too, "
        "append-only and synced within 250 ms. Ctrl-C or --stop ends it "
        "properly. Exit code 4 when something was lost.",
    )
    parser.add_argument("session", type=Path, help="session folder; made when it does not exist")
    parser.add_argument(
        "--select", action="append", default=[], metavar="PATTERN", help="only streams like Polar*"
    )
    parser.add_argument(
        "--wait", type=float, default=10.0, help=("search for streams for this long, s")
    )
    add_copy(parser)
    parser.add_argument("--stop", action="store_true", help="stop the recorder of this session")
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record until Ctrl-C, or stop the recorder that is running."""
    path: Path = options.session
    if options.stop:
        return _stop(path)
    if path.exists():
        SessionFolder.open(path)
    else:
        SessionFolder.create(path.parent, path.name, {"participants": [], "software": software()})
    with stop_on_signals() as stopped:
        sys.stdout.write(f"Recording into {path} until Ctrl-C.\n")
        sys.stdout.flush()
        code = run_recorder(
            RecorderOptions(
                path,
                select=tuple(options.select),
                network=options.network,
                wait_s=options.wait,
                resume=True,
                copy_to=options.copy_to,
            ),
            stopped,
        )
    return say_end(path, code)


def say_end(path: Path, code: int) -> int:
    """Print how a recording ended; return its exit code."""
    report = RecorderClient(path).report()
    n_samples = sum(stream["n_samples"] for stream in report.get("streams", ()))
    sys.stdout.write(
        f"Recorded {n_samples} samples of {len(report.get('streams', ()))} streams in {path}.\n"
    )
    if report.get("message"):
        sys.stdout.write(f"{report['message']}\n")
    for loss in report.get("losses", ()):
        sys.stdout.write(f"LOST: {loss}\n")
    sys.stdout.write(f"'safehold check {path}' shows the receipt.\n")
    return code


def _stop(path: Path) -> int:
    client = RecorderClient(path)  # found even where its folder was renamed or deleted
    if not client.running():
        SessionFolder.open(path)
        raise RecordingError(Message("No recorder is recording into {path}.", path=path))
    client.request_stop()
    if not client.wait_stopped():
        raise RecordingError(
            Message("The recorder has not confirmed its stop."),
            remedy=Message("See {log}.", code="see_log", log=path / "recorder.log"),
        )
    return say_end(path, int(client.report().get("exit_code", 0)))
