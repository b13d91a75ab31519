"""The recorder's session folder, followed wherever it goes while it is recorded into."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recordings.disk.private_files import make_folder, make_way
from recordings.disk.whereabouts import Place, whereabouts
from recordings.folder.chain import KEY as CHAIN
from recordings.folder.session import SessionFolder
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.recorder import control

logger = logging.getLogger("safehold.recorder.process")

LOOK_S = 0.5
WARS = 3
"""A file that was deleted so often in one place is written at the next."""


class RecorderHome:
    """Lock, status, stop request and ``session.json`` of a recorder at work.

    The folder is found by its lock, which is open: a renamed folder is followed, a deleted one
    is made again with its ``session.json``.

    Parameters
    ----------
    folder : SessionFolder
        The session.

    Raises
    ------
    RecordingError
        When another recorder is at work there, or the folder cannot be written.
    """

    def __init__(self, folder: SessionFolder) -> None:
        self.folder = folder
        """Where the session is now."""
        self._info = folder.read_info()
        self._locks = [control.RecorderLock(folder.path)]
        self._post: control.Post | None = control.Post.of(folder.path)
        self._n_places = 0
        self._next_look = 0.0
        try:
            self._post.make()
            self._locks.append(control.RecorderLock(self._post.folder, self._post.lock_name))
        except OSError as error:
            logger.warning("no second place to be found at: %s", error)
            self._post = None
        except RecordingError:
            self.release()
            raise
        self.forget_stop()

    def release(self) -> None:
        """Let the next recorder in."""
        for lock in self._locks:
            lock.release()
        self._locks = []

    def forget_stop(self) -> None:
        """Take away a request to stop."""
        for path in self._stop_paths():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def stop_wanted(self) -> bool:
        """Tell whether somebody has asked the recorder to stop, at either place."""
        return any(path.exists() for path in self._stop_paths())

    def look(self) -> None:
        """Follow a renamed folder."""
        state = whereabouts(self._locks[0].fd, self.folder.path / control.LOCK_NAME)
        if state.place is Place.MOVED and state.path is not None:
            logger.error("the session folder is %s now", state.path.parent)
            self.folder = SessionFolder(state.path.parent)

    def places(self, name: str) -> Iterator[Path]:
        """Yield where a deleted file may be written again, the best first; makes folders.

        In the session's folder, made again where it was deleted; beside it; in the home folder;
        in the temporary folder. A file that another program has put at its name is moved aside.
        """
        self.look()
        session = self.folder.path
        spare = f"{session.name}-rescued"
        folders = [
            session,
            session.with_name(spare),
            Path.home() / spare,
            Path(tempfile.gettempdir()) / spare,
        ]
        self._n_places += 1
        for folder in folders[min((self._n_places - 1) // WARS, len(folders) - 1) :]:
            try:
                self._furnish(folder)
                path = make_way(folder / name)
            except (OSError, RecordingError) as error:
                logger.warning("%s cannot be used: %s", folder, error)
            else:
                yield path  # the next one is made only where this one fails

    def read_info(self) -> dict[str, Any]:
        """Return what ``session.json`` says, or said at the start where it is gone."""
        try:
            return self.folder.read_info()
        except RecordingError:
            return dict(self._info)

    def write_status(self, status: Mapping[str, Any], *, durable: bool = False) -> None:
        """Write the status where it is looked for."""
        if self.folder.path.is_dir():
            control.write_status(self.folder.path, status, durable=durable)
        if self._post is not None:
            path = self._post.status_path
            control.write_status(path.parent, status, name=path.name)

    def _stop_paths(self) -> list[Path]:
        paths = [self.folder.path / control.STOP_NAME]
        return [*paths, self._post.stop_path] if self._post is not None else paths

    def _furnish(self, folder: Path) -> None:
        """Make a folder a session folder that this recorder holds, where it is not."""
        if not folder.is_dir():
            make_folder(folder)
        session = SessionFolder(folder)
        if not session.info_path.exists():
            session.write_info(self._info)
        lock = folder / control.LOCK_NAME
        if whereabouts(self._locks[0].fd, lock).place is not Place.IN_PLACE:
            self._locks.insert(0, control.RecorderLock(folder))
            self.folder = session


def copy_session_info(folder: SessionFolder, target: Path) -> None:
    """Make the folder of a second copy its own session folder.

    Raises
    ------
    RecordingError
        When it cannot be written, or is the session's own folder.
    """
    if target.resolve() == folder.path.resolve():
        raise RecordingError(
            Message(
                "The second copy cannot be made in {target}: that is the session itself.",
                code="second_copy_cannot_made_session",
                target=target,
            ),
            remedy=Message(
                "Choose another folder, best on another disk.",
                code="choose_another_folder_best_another",
            ),
        )
    try:
        make_folder(target)
    except OSError as error:
        raise RecordingError(
            Message(
                "The second copy cannot be made in {target}: {why}.",
                code="second_copy_cannot_made",
                target=target,
                why=error.strerror,
            ),
            remedy=Message(
                "Choose a folder that you may write to.", code="choose_folder_user_may_write"
            ),
        ) from error
    info = folder.read_info()
    info.pop(CHAIN, None)  # it covers files that are not in the copy
    SessionFolder(target).write_info(info)
