"""Errors that come from outside the program.

::

    SafeholdError
    ├── ConfigError              a setting, study file or argument of the user's is wrong
    ├── StreamError              Lab Streaming Layer
    │   ├── StreamNotFoundError  no stream answers the description
    │   └── StreamLostError      a stream ended
    ├── RecordingError           a recording or session folder
    │   └── RecordingCorruptError  a file that cannot be read as what it claims to be
    ├── ExportError              an export could not be made
    └── DisplayError             no window can be opened here

A programmer's mistake is a ValueError, TypeError or RuntimeError; bad data is never an
exception but a status with reasons.
"""

from __future__ import annotations

from safehold.core.messages import NOTHING, Message


class SafeholdError(Exception):
    """Base of all outside failures: what failed, and what to do about it.

    Parameters
    ----------
    message : Message
        What failed, with the offending value and what would be allowed.
    remedy : Message
        What the user can do, as a sentence; may be empty.
    """

    exit_code = 1

    def __init__(self, message: Message, *, remedy: Message = NOTHING) -> None:
        super().__init__(
            Message("{what}\n  {remedy}", what=message, remedy=remedy) if remedy else message
        )
        self.message = message
        self.remedy = remedy


class ConfigError(SafeholdError):
    """A setting, study file or argument is wrong."""

    exit_code = 2
    place: tuple[str | int, ...] = ()
    """Way to the value in its file, where it stands in one."""


class StreamError(SafeholdError):
    """Lab Streaming Layer could not do what was asked."""

    exit_code = 3


class StreamNotFoundError(StreamError):
    """No stream answers the description."""


class StreamLostError(StreamError):
    """A stream ended and cannot be recovered."""


class RecordingError(SafeholdError):
    """A recording or session folder cannot be used as asked."""

    exit_code = 4


class RecordingCorruptError(RecordingError):
    """A file is not what it claims to be."""


class ChangedSessionError(RecordingError):
    """A session is not what was recorded, and nobody said that this does not matter."""


class ExportError(SafeholdError):
    """An export could not be made."""

    exit_code = 5


class DisplayError(SafeholdError):
    """No window can be opened on this machine."""

    exit_code = 6
