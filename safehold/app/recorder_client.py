"""The window's side of the recorder: start it, find it again, ask it to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from acquisition import lsl
from recordings.session import read_json
from safehold.app import recorder_control as control
from safehold.app.model import RecorderStatus
from safehold.app.recorder import RecorderOptions
from safehold.core.errors import RecordingError

_POLL_S = 0.05


class RecorderClient:
    """The recorder of a session folder, running or not.

    The recorder is a process of its own session: it lives on when the one that started it dies,
    and any later client of the same folder finds it again.

    Parameters
    ----------
    folder : Path
        Session folder.
    copy_to : Path or None
        Where a recorder that is started without options writes its second copy.
    """

    def __init__(self, folder: Path, copy_to: Path | None = None) -> None:
        self.folder = folder
        self._copy_to = copy_to
        self._process: subprocess.Popen[bytes] | None = None

    def running(self) -> bool:
        """Tell whether a recorder is at work in this session."""
        return control.is_recording(self.folder)

    def start(self, options: RecorderOptions | None = None, *, timeout_s: float = 30.0) -> None:
        """Start the recorder and wait until it records.

        Without options everything on this process's LSL network is recorded, as a new part when
        the session was recorded before.

        Raises
        ------
        RecordingError
            When it does not begin to record, in its own words; also when one is at work already.
        """
        if self.running():
            raise RecordingError(
                f"Another recorder is recording into {self.folder}.",
                remedy="Go on with it, or stop it first.",
            )
        network = "lan" if lsl.configuration() == "" else "loopback"
        options = replace(
            options
            or RecorderOptions(self.folder, network=network, resume=True, copy_to=self._copy_to),
            session=self.folder,
        )
        log = self.folder / control.LOG_NAME
        command = [sys.executable, "-m", "safehold.app.recorder", *options.argv()]
        try:
            with log.open("ab") as output:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    env=self._environment(),
                    start_new_session=True,
                )
        except OSError as error:
            raise RecordingError(
                f"The recorder cannot be started in {self.folder}: {error.strerror}.",
                remedy="Choose a session folder that this user may write to.",
            ) from error
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            code = self._process.poll()
            status = self._read()
            own = status.get("pid") == self._process.pid
            if code is None and own and status.get("state") == "recording":
                return
            if code is not None:
                said = status if own else {}
                raise RecordingError(
                    said.get("message") or _last_words(log),
                    remedy=said.get("remedy") or f"See {log}.",
                )
            time.sleep(_POLL_S)
        raise RecordingError(
            f"The recorder has not begun to record after {timeout_s:g} s.",
            remedy=f"See {log}; it may still begin.",
        )

    def status(self) -> RecorderStatus:
        """Return what the recorder says of itself; says so when it died without a word."""
        report = self.report()
        if not report:
            return RecorderStatus()
        age = report.get("last_sync_age_s")
        since = max(0.0, time.time() - report.get("updated_utc", 0.0))
        active = report["state"] in ("starting", "recording", "stopping")
        return RecorderStatus(
            state=report["state"],
            path=str(self.folder / report.get("recording", "")),
            bytes_written=report.get("bytes_written", 0),
            last_sync_age_s=age + since if active and age is not None else age,
            elapsed_s=report.get("elapsed_s", 0.0) + (since if active else 0.0),
            disk_free_bytes=report.get("disk_free_bytes"),
            disk_left_s=report.get("disk_left_s"),
            message=report.get("message", ""),
        )

    def report(self) -> dict[str, Any]:
        """Return everything the status file says, streams included; empty where there is none.

        A recorder that ended without saying so is reported as ``failed``.
        """
        report = self._read()
        if report and report["state"] in ("starting", "recording", "stopping"):
            if self.running():
                return report
            report = self._read()  # it may have ended properly between the two looks
            if report["state"] not in ("stopped", "failed"):
                report["state"] = "failed"
                report["message"] = (
                    "The recorder ended unexpectedly. Everything up to the last quarter of a "
                    "second is on the disk. Start it again to go on."
                )
        return report

    def wait_for(self, streams: Set[tuple[str, str]], timeout_s: float) -> None:
        """Wait until it has opened all of these streams, named by name and source id.

        Raises
        ------
        RecordingError
            When some are missing after the time-out.
        """
        deadline = time.monotonic() + timeout_s
        while missing := streams - self._opened():
            if time.monotonic() > deadline:
                names = ", ".join(sorted(name for name, _ in missing))
                raise RecordingError(
                    f"The recorder does not record: {names}.",
                    remedy=f"See {self.folder / control.LOG_NAME}. Start again, or use "
                    "--no-record if nothing needs to be kept.",
                )
            time.sleep(_POLL_S)

    def _opened(self) -> set[tuple[str, str]]:
        streams = self.report().get("streams", [])
        return {(s["name"], s["source_id"]) for s in streams if s["state"] in ("live", "silent")}

    def request_stop(self) -> None:
        """Ask the recorder to stop; returns at once."""
        if self.running():
            try:
                (self.folder / control.STOP_NAME).touch()
            except OSError:  # no space even for that
                self._terminate()

    def wait_stopped(self, timeout_s: float = 10.0) -> bool:
        """Wait until no recorder is at work; False when that takes longer."""
        deadline = time.monotonic() + timeout_s
        while self.running():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_S)
        if self._process is not None:
            try:
                self._process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                return False
        return True

    def _terminate(self) -> None:
        pid = self._read().get("pid")
        if isinstance(pid, int) and self.running():
            os.kill(pid, signal.SIGTERM)

    def _read(self) -> dict[str, Any]:
        try:
            return read_json(self.folder / control.STATUS_NAME)
        except RecordingError:
            return {}

    def _environment(self) -> dict[str, str]:
        """Return an environment in which the recorder joins this process's LSL network."""
        environment = dict(os.environ)
        text = lsl.configuration()
        if text and lsl.CONFIG_VARIABLE not in environment:
            path = self.folder / control.LSL_NAME
            path.write_text(text, encoding="utf-8")
            environment[lsl.CONFIG_VARIABLE] = str(path)
        return environment


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line for line in lines if line and not line.startswith(" ")]  # no remedy, no traceback
    return f"The recorder ended: {said[-1]}" if said else "The recorder ended without a word."
