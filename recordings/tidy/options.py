"""What a user can choose about an export."""

from __future__ import annotations

from dataclasses import dataclass

from safehold.core.errors import ConfigError
from safehold.core.messages import Message

RATES_HZ = (1, 2, 4, 10, 25, 50)
FORMATS = ("csv", "parquet", "csv-semicolon")
LAYOUTS = ("wide", "long")
DATES = ("removed", "shifted", "as recorded")


@dataclass(frozen=True, slots=True)
class TidyOptions:
    """Choices of an export; the defaults are the pseudonymous ones.

    All profiles take these; each looks at what concerns it.

    Raises
    ------
    ConfigError
        For a value that is not among the choices.
    """

    rate_hz: int = 4
    """Rows per second of the aligned table: 1, 2, 4, 10, 25 or 50."""
    formats: tuple[str, ...] = ("csv", "parquet")
    """File formats of the tables, one or more: ``csv``, ``parquet``, or ``csv-semicolon`` with
    ``;`` and decimal commas, as spreadsheets of many locales want it."""
    layout: str = "wide"
    """``wide``: a column per person; ``long``: a row per person."""
    notes: bool = False
    """Whether free notes are exported; they may name people."""
    dates: str = "removed"
    """``removed`` leaves ``t_utc`` empty; ``as recorded`` fills it; ``shifted`` fills it from a
    clock that was moved before (:mod:`safehold.files.date_shift`)."""
    native: bool = False
    """Whether the native samples are written too, one Parquet file per stream."""
    hed: bool = False
    """Whether the event codes of a BIDS export carry Hierarchical Event Descriptors."""

    names: bool = False
    """Whether files may hold names of devices, machines or users where such are found."""

    @property
    def dated(self) -> bool:
        """Whether files hold dates, real or shifted."""
        return self.dates != "removed"

    def __post_init__(self) -> None:
        for name, found, allowed in (
            ("rate_hz", (self.rate_hz,), RATES_HZ),
            ("formats", self.formats, FORMATS),
            ("layout", (self.layout,), LAYOUTS),
            ("dates", (self.dates,), DATES),
        ):
            wrong = [value for value in found if value not in allowed]
            if wrong or not found:
                raise ConfigError(
                    Message(
                        "TidyOptions.{name} = {value!r} is not possible.",
                        name=name,
                        value=wrong[0] if wrong else found,
                    ),
                    remedy=Message(
                        "Choose one of: {choices}.",
                        code="choose_one",
                        choices=", ".join(map(str, allowed)),
                    ),
                )
