"""From a stream's stamps to session time: the one place where the correction is applied."""

from __future__ import annotations

from typing import overload

from safehold.core.types import FloatArray


@overload
def session_time(stamps: float, offset: float, zero: float) -> float: ...


@overload
def session_time(stamps: FloatArray, offset: FloatArray | float, zero: float) -> FloatArray: ...


def session_time(
    stamps: FloatArray | float, offset: FloatArray | float, zero: float
) -> FloatArray | float:
    """Return session times of raw stamps: ``stamp + offset - zero``.

    Parameters
    ----------
    stamps : float or ndarray, shape (n,)
        As the sender wrote them, s.
    offset : float or ndarray of shape (n,)
        What brings them to this computer's LSL clock, s: the clock offset, or the constant of a
        foreign clock in its place, never both.
    zero : float
        LSL time of session zero, s.

    Returns
    -------
    float or ndarray, shape (n,)
        Seconds from session zero; not finite where a stamp is not.
    """
    return stamps + offset - zero
