"""The window's side of the recorder: start it, find it again, ask it to stop."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from acquisition import lsl
from recordings.disk.private_files import opener
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, from_beside
from safehold.core.types import Level
from safehold.recorder import control
from safehold.recorder.process import RecorderOptions
from safehold.recorder.recorded_stream import PULLED
from safehold.session.status import RecorderState, RecorderStatus, Trouble

_POLL_S = 0.05
NO_ANSWER_S = 2.0
"""The recorder writes its status twice a second; one that has not for this long is frozen."""
NOT_SEEN_S = 1.5
"""The recorder itself may be about to say so, or to write a deleted file again."""


class RecorderClient:
    """The recorder of a session folder, running or not.

    The recorder is a separate process session: it lives on when the one that started it dies,
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
        self._not_seen = 0.0

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
                Message(
                    "Another recorder is recording into {folder}.",
                    code="another_recorder",
                    folder=self.folder,
                ),
                remedy=Message("Continue with it, or stop it first.", code="go_stop_first"),
            )
        options = replace(options or self._defaults(), session=self.folder)
        log = self.folder / control.LOG_NAME
        command = [sys.executable, "-m", "safehold.recorder.process", *options.argv()]
        try:
            with open(log, "ab", opener=opener) as output:
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
                Message(
                    "The recorder cannot be started in {folder}: {why}.",
                    code="recorder_cannot_started",
                    folder=self.folder,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Choose a session folder that this user may write to.",
                    code="choose_session_folder_user_may",
                ),
            ) from error
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            code = self._process.poll()
            status = self._read()
            own = status.get("pid") == self._process.pid
            if code is None and own and status.get("state") == RecorderState.RECORDING:
                return
            if code is not None:
                said = status if own else {}
                texts = [said.get("message", ""), said.get("remedy", "")]
                what, remedy = from_beside(texts, said.get("said"))
                raise RecordingError(
                    what or _last_words(log),
                    remedy=remedy or Message("See {log}.", code="see_log", log=log),
                )
            time.sleep(_POLL_S)
        raise RecordingError(
            Message(
                "The recorder has not begun to record after {timeout_s:g} s.",
                code="recorder_not_begun_record_after",
                timeout_s=timeout_s,
            ),
            remedy=Message("See {log}; it may still begin.", code="see_may_still_begin", log=log),
        )

    def start_again(self) -> None:
        """Start a recorder that died, at once: streams are taken up as they are found.

        Raises
        ------
        RecordingError
            As :meth:`start`.
        """
        self.start(replace(self._defaults(), wait_s=0.0, min_streams=0))

    def _defaults(self) -> RecorderOptions:
        network = "lan" if lsl.configuration() == "" else "loopback"
        return RecorderOptions(self.folder, network=network, resume=True, copy_to=self._copy_to)

    def status(self) -> RecorderStatus:
        """Return what the recorder says of itself; says so when it died without a word."""
        report = self.report()
        if not report:
            return RecorderStatus()
        since = max(0.0, time.time() - report.get("updated_utc", 0.0))
        age = report.get("last_sync_age_s")
        state = RecorderState(report["state"])
        active = state.at_work
        troubles = tuple(_trouble(told) for told in report.get("troubles", ()))
        path = self._recording(report)
        if state is RecorderState.RECORDING:
            troubles = (*self._seen_from_here(report, path, since), *troubles)
        (message,) = from_beside([report.get("message", "")], report.get("said"))
        return RecorderStatus(
            state=state,
            path=str(path),
            bytes_written=report.get("bytes_written", 0),
            last_sync_age_s=age + since if active and age is not None else age,
            elapsed_s=report.get("elapsed_s", 0.0) + (since if active else 0.0),
            disk_free_bytes=report.get("disk_free_bytes"),
            disk_left_s=report.get("disk_left_s"),
            message=troubles[0].what if troubles and not message else message,
            troubles=troubles,
        )

    def _recording(self, report: Mapping[str, Any]) -> Path:
        return Path(report.get("path") or self.folder / report.get("recording", ""))

    def _seen_from_here(
        self, report: Mapping[str, Any], path: Path, since: float
    ) -> Iterator[Trouble]:
        """Tell what the recorder cannot: that it is frozen, or that its file is not there.

        The recorder's word is not enough: the disk is asked too.
        """
        if since > NO_ANSWER_S:
            yield Trouble(
                "no_answer",
                Message(
                    "The recorder has not answered for {since:.0f} s: nobody knows "
                    "whether it records.",
                    code="recorder_does_not_answer",
                    since=since,
                ),
                Message(
                    "Close other programs. If it does not come back, stop the recording "
                    "and start it again.",
                    code="close_other_programs",
                ),
            )
        told = {trouble["cause"] for trouble in report.get("troubles", ())}
        if told & {"file_deleted", "file_moved", "file_unknown", "file_changed"}:
            return
        try:
            n_bytes = path.stat().st_size
        except OSError as error:
            self._not_seen = self._not_seen or time.monotonic()
            if time.monotonic() - self._not_seen > NOT_SEEN_S:
                yield Trouble(
                    "file_unknown",
                    Message(
                        "Nobody can tell whether the recording is still on the disk: {why}.",
                        code="recording_place_unknown",
                        why=error.strerror,
                    ),
                    Message(
                        "Check the disk, its cable, or the network that it is on.",
                        code="check_disk_and_cable",
                    ),
                )
            return
        self._not_seen = 0.0
        if n_bytes < report.get("bytes_written", 0):
            yield Trouble(
                "file_changed",
                Message(
                    "Another program changes the recording: its size is off by {surplus} bytes.",
                    code="size_changes_by_program",
                    surplus=n_bytes - report["bytes_written"],
                ),
                Message(
                    (
                        "Stop that program, and start the recording again: it continues in a "
                        "new part."
                    ),
                    code="stop_that_program",
                ),
            )

    def report(self) -> dict[str, Any]:
        """Return everything the status file says, streams included; empty where there is none.

        A recorder that ended without saying so is reported as ``failed``.
        """
        report = self._read()
        if report and RecorderState(report["state"]).at_work:
            if self.running():
                return report
            report = self._read()  # it may have ended properly between the two looks
            if RecorderState(report["state"]).at_work:
                report["state"] = RecorderState.FAILED
                report["message"] = Message(
                    "The recorder ended unexpectedly. Everything up to the last quarter of "
                    "a second is on the disk. Start it again to continue.",
                    code="recorder_ended_unexpectedly",
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
                    Message(
                        "The recorder does not record: {names}.",
                        code="recorder_does_not_record",
                        names=names,
                    ),
                    remedy=Message(
                        "See {folder}. Start again, or use --no-record if nothing needs "
                        "to be kept.",
                        code="see_start_again_use_no",
                        folder=self.folder / control.LOG_NAME,
                    ),
                )
            time.sleep(_POLL_S)

    def _opened(self) -> set[tuple[str, str]]:
        streams = self.report().get("streams", [])
        return {(s["name"], s["source_id"]) for s in streams if s["state"] in PULLED}

    def request_stop(self) -> None:
        """Ask the recorder to stop; returns at once."""
        if not self.running():
            return
        post, asked = control.Post.of(self.folder), False
        for path in (self.folder / control.STOP_NAME, post.stop_path):
            with contextlib.suppress(OSError):  # no space even for that, or no such folder
                path.touch()
                asked = True
        if not asked:
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
        """Return the newest status, from the folder or, where that has gone, from the post."""
        here = control.read_status(self.folder / control.STATUS_NAME)
        there = control.Post.of(self.folder).read()
        try:
            made = (self.folder / "session.json").stat().st_mtime
        except OSError:
            made = 0.0
        if there.get("updated_utc", 0.0) < max(made, here.get("updated_utc", 0.0)):
            return here  # the post's is of an earlier session of this name
        return there or here

    def _environment(self) -> dict[str, str]:
        """Return an environment in which the recorder joins this process's LSL network."""
        environment = dict(os.environ)
        text = lsl.configuration()
        if text and lsl.CONFIG_VARIABLE not in environment:
            path = self.folder / control.LSL_NAME
            with open(path, "w", encoding="utf-8", opener=opener) as file:
                file.write(text)
            environment[lsl.CONFIG_VARIABLE] = str(path)
        return environment


def _trouble(told: Mapping[str, Any]) -> Trouble:
    level = Level(told["level"]) if told["level"] in list(Level) else Level.ERROR
    what, remedy = from_beside([told["what"], told["remedy"]], told.get("said"))
    return Trouble(told["cause"], what, remedy, level)


def _last_words(log: Path) -> Message:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line for line in lines if line and not line.startswith(" ")]  # no remedy, no traceback
    return (
        Message("The recorder ended: {said}", code="recorder_ended_saying", said=said[-1])
        if said
        else Message(("The recorder ended without a message."), code="recorder_ended_without_word")
    )
