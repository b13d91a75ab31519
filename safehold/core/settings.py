"""Settings of the engine: frozen, validated, hashed into every tick.

Every default is that of the methods specification; every range is checked when the object is
made, so that an impossible setting never reaches a computation.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from safehold.core.canonical import digest
from safehold.core.errors import ConfigError
from safehold.core.messages import Message

PIPELINE_DELAY_S = 7.0
"""A tick is computed from the samples before this long after its moment, s (methods 2.1)."""

Ranges: TypeAlias = dict[str, tuple[float, float]]
"""Least and largest value of each setting."""
VAGAL_AXES = ("ln_rmssd", "ln_cvsd")
"""Indices that may be the vagal axis: RMSSD as it is, and in relation to the mean RR interval."""


@dataclass(frozen=True, slots=True)
class Retired:
    """A setting of earlier versions: read where it stands, and of no effect."""

    default: float
    why: Message
    """Why there is none any more."""


def _check(owner: Any) -> None:
    """Refuse values out of range; make whole numbers of float fields floats.

    30 and 30.0 must be the same setting, and have the same hash.
    """
    for entry in dataclasses.fields(owner):
        if entry.type == "float":
            object.__setattr__(owner, entry.name, float(getattr(owner, entry.name)))
    for name, choices in getattr(owner, "CHOICES", {}).items():
        if getattr(owner, name) not in choices:
            raise ConfigError(
                Message(
                    "{settings}.{name} = {value!r} is unknown.",
                    settings=type(owner).__name__,
                    name=name,
                    value=getattr(owner, name),
                ),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(choices)
                ),
            )
    for name, (low, high) in owner.RANGES.items():
        value = getattr(owner, name)
        if not low <= value <= high:
            raise ConfigError(
                Message(
                    "{settings}.{name} = {value!r} is out of range.",
                    settings=type(owner).__name__,
                    name=name,
                    value=value,
                ),
                remedy=Message(
                    "Choose a value from {low} to {high}.", low=f"{low:g}", high=f"{high:g}"
                ),
            )


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Lengths of the windows that indices are computed over."""

    RANGES: ClassVar[Ranges] = {"hr_s": (15, 60), "vagal_s": (30, 120)}

    hr_s: float = 30.0
    """Heart rate window, s."""
    vagal_s: float = 60.0
    """RMSSD, P2T and respiration window, s."""

    def __post_init__(self) -> None:
        _check(self)

    @property
    def ultra_short(self) -> bool:
        """True when the vagal window is below the 60 s of the specification."""
        return self.vagal_s < 60


@dataclass(frozen=True, slots=True)
class BaselineSettings:
    """Acceptance rules and floors of a baseline (methods 4.3)."""

    RANGES: ClassVar[Ranges] = {
        "settling_s": (0, 600), "used_s": (30, 1800), "min_valid_s": (20, 1800),
        "max_flagged": (0, 0.10), "min_coverage": (0.8, 1), "max_drift_bpm": (1, 20),
        "hr_floor_bpm": (1, 20), "ln_rmssd_floor": (0.05, 1), "resp_rate_floor": (0.5, 5),
    }  # fmt: skip
    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {"vagal_axis": VAGAL_AXES}
    RETIRED: ClassVar[dict[str, Retired]] = {
        "ln_p2t_floor": Retired(
            0.30, Message("peak-to-trough RSA is no longer an axis of the zones")
        ),
    }

    settling_s: float = 60.0
    """Discarded at the start of the baseline phase, s."""
    used_s: float = 240.0
    """Length of the used span, s."""
    min_valid_s: float = 120.0
    """Least number of valid seconds in the used span."""
    max_flagged: float = 0.05
    min_coverage: float = 0.90
    max_drift_bpm: float = 4.0
    hr_floor_bpm: float = 3.0
    ln_rmssd_floor: float = 0.20
    """Of either vagal axis, ln."""
    resp_rate_floor: float = 1.5
    vagal_axis: str = "ln_rmssd"
    """Index of the vagal axis, one of :data:`VAGAL_AXES`."""

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True, slots=True)
class ZoneSettings:
    """Thresholds of the zone rule (methods 4.4)."""

    RANGES: ClassVar[Ranges] = {
        "th": (1.5, 3), "th_hr_only": (2, 5), "tv": (0.5, 2), "tl": (-3, 0),
        "hysteresis": (0, 0.5), "dwell_in_s": (5, 30), "dwell_out_s": (5, 30),
        "unknown_after_s": (5, 60), "near_baseline_below": (0.1, 1), "near_upper_from": (0.6, 2),
        "band_dwell_s": (5, 30),
    }  # fmt: skip
    FORMER: ClassVar[Mapping[str, str]] = {
        "comfort_below": "near_baseline_below", "band_hysteresis": "hysteresis",
    }  # fmt: skip
    """Names that sessions and study files of earlier versions have, with those of now."""
    RETIRED: ClassVar[dict[str, Retired]] = {
        "p_in": Retired(0.70, Message("a zone is entered at its thresholds")),
        "p_out": Retired(0.40, Message("a zone is left where hysteresis says")),
    }

    th: float = 2.25
    """Heart-rate threshold, z."""
    th_hr_only: float = 3.25
    """Heart-rate threshold in the HR-only mode, z."""
    tv: float = 1.5
    """Vagal drop for ``high``, z."""
    tl: float = -1.5
    """Vagal threshold for ``low``, z."""
    hysteresis: float = 0.2
    """A zone or a band is left so much nearer to rest than it is entered, z."""
    dwell_in_s: int = 10
    dwell_out_s: int = 10
    unknown_after_s: int = 15
    """Missing inputs are bridged (and hatched) for this long."""
    near_baseline_below: float = 0.5
    near_upper_from: float = 1.25
    band_dwell_s: int = 10

    def __post_init__(self) -> None:
        _check(self)
        if self.near_upper_from - self.near_baseline_below <= self.hysteresis:
            raise ConfigError(
                Message(
                    "ZoneSettings.near_upper_from = {near_upper_from!r} leaves no band above "
                    "near_baseline_below = {near_baseline_below!r}.",
                    near_upper_from=self.near_upper_from,
                    near_baseline_below=self.near_baseline_below,
                ),
                remedy=Message(
                    "The band between the two must be wider than hysteresis = {hysteresis!r}.",
                    hysteresis=self.hysteresis,
                ),
            )


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """What beats and breaths depend on besides the data: all else comes after they are found."""

    mains_hz: int = 50
    """Mains frequency for the ECG cleaner: 50 or 60."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """All that the engine's numbers depend on besides the data."""

    RANGES: ClassVar[Ranges] = {
        "start_up_s": (0, 600), "ppg_delay_s": (0, 0.6), "stall_after_s": (2, 60)
    }  # fmt: skip

    profile: str = "standard"
    windows: WindowSettings = field(default_factory=WindowSettings)
    baseline: BaselineSettings = field(default_factory=BaselineSettings)
    zones: ZoneSettings = field(default_factory=ZoneSettings)
    start_up_s: float = 60.0
    """Values of the first seconds after the start are missing (methods 3.4)."""
    mains_hz: int = 50
    """Mains frequency for the ECG cleaner: 50 or 60."""
    ppg_delay_s: float = 0.25
    """Pulse arrival after the R peak, subtracted before beats are given to breath phases."""
    stall_after_s: float = 5.0
    """Wall time without progress after which a live tick is given up as missing."""

    def __post_init__(self) -> None:
        _check(self)
        if self.mains_hz not in (50, 60):
            raise ConfigError(
                Message(
                    "EngineSettings.mains_hz = {mains_hz} is not a mains frequency.",
                    mains_hz=self.mains_hz,
                ),
                remedy=Message(
                    "Choose 50 (most of the world) or 60 (the Americas, parts of Asia)."
                ),
            )

    @property
    def detection(self) -> DetectionSettings:
        """What the first stage of the engine reads."""
        return DetectionSettings(self.mains_hz)

    @property
    def lag_s(self) -> float:
        """Seconds by which a shown zone lags the body: pipeline, half a window, dwell."""
        windows = max(self.windows.hr_s, self.windows.vagal_s)
        return PIPELINE_DELAY_S + windows / 2 + self.zones.dwell_in_s

    @property
    def params_hash(self) -> str:
        """First 12 hex digits of the SHA-256 of these settings as canonical JSON."""
        return digest(dataclasses.asdict(self))[:12]

    @property
    def marks(self) -> tuple[str, ...]:
        """Standing remarks that every number made with these settings carries."""
        return ("ultra_short", "provisional") if self.windows.ultra_short else ()


STANDARD = EngineSettings()

DEMO = EngineSettings(
    profile="demo",
    windows=WindowSettings(hr_s=30, vagal_s=30),
    baseline=BaselineSettings(settling_s=0, used_s=40, min_valid_s=20),
    zones=ZoneSettings(dwell_in_s=5, dwell_out_s=5, band_dwell_s=5),
    start_up_s=0,
)
"""The demo profile (methods 6.4): 30-s windows, dwell 5 s, baseline 5-45 s. Ultra-short."""

PROFILES = {settings.profile: settings for settings in (STANDARD, DEMO)}
