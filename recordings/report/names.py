"""Plain names for what a report tells: no column names, no codes."""

from __future__ import annotations

from recordings.report.words import number, percent
from safehold.core.codebook import PHASE_PREFIX, Codebook
from safehold.core.measures import ProcessMeasure

SPREADS = "spreads"
"""Unit of both axes: the spread of the person's own baseline."""
MEASURE_NAMES: dict[str, tuple[str, str]] = {
    "share_high": ("time in high activation", ""),
    "share_within": ("time within the own range", ""),
    "share_low": ("time in low activation (ambiguous)", ""),
    "mean_a": ("heart rate against the own baseline, mean", SPREADS),
    "mean_v": ("vagal index against the own baseline, mean", SPREADS),
    "excursions": ("times outside the own range, 10 s or more", ""),
    "excursions_per_hour": ("the same in an hour", ""),
    "excursion_duration": ("their usual length", "s"),
    "excursion_peak": ("farthest from the baseline", SPREADS),
    "excursion_area": ("sum beyond the threshold", f"{SPREADS} x s"),
    "return_latency": ("from the farthest point back into the range", "s"),
    "restoration_half_life": ("half-life of the return", "s"),
    "oscillations_per_10min": ("swings in ten minutes", ""),
    "oscillation_amplitude": ("their usual size", SPREADS),
    "elevation_within": ("elevation inside the own range, above that of rest", f"{SPREADS} x min"),
    "elevation_high": ("elevation in high activation", f"{SPREADS} x min"),
    "near_baseline_share": ("time near the own baseline", ""),
    "near_baseline_longest": ("longest time near it", "s"),
    "ruptures": ("ruptures coded", ""),
    "ruptures_repaired": ("of them repaired", ""),
    "repair_change_a": ("heart rate after repair minus after rupture", SPREADS),
    "repair_change_v": ("vagal index after repair minus after rupture", SPREADS),
    "repair_change_safety": ("felt safety after repair minus before rupture", "points"),
    "repair_to_within": ("from repair back into the own range", "s"),
}
"""What each process measure is called, and its unit; shares are in per cent."""
SHARES = ("share_high", "share_within", "share_low", "near_baseline_share")
SERIES = {
    "hr_bpm": "heart rate", "ln_rmssd_30s": "RMSSD", "ln_p2t_30s": "RSA, peak to trough",
}  # fmt: skip
STATISTICS = {
    "mean_z": "together or against", "mean_abs_z": "linked either way", "lead": "who leads",
    "index": "slopes together",
}  # fmt: skip
SURROGATES = {
    "shuffled_segments": "shuffled segments",
    "circular_shift": "one person's series begun elsewhere",
    "phase_randomised": "random phases", "pseudo_pairs": "people of other sessions",
}  # fmt: skip
INDICES = {"ln_rmssd": "ln RMSSD", "ln_cvsd": "ln of RMSSD / mean RR"}
COURSES = {"x": "activation", "a": "heart rate against the own baseline"}
AXES = {"a": "heart rate against the own baseline", "v": "vagal index against the own baseline"}


def code_name(code: str, book: Codebook | None) -> str:
    """Return what a code is called in the codebook; the code itself where it has no name."""
    found = book.find(code) if book is not None else None
    if found is None and code.startswith(PHASE_PREFIX):
        return f"phase {code.removeprefix(PHASE_PREFIX).replace('_', ' ')}"
    return found.label if found is not None else code


def span_name(span: str, book: Codebook | None = None) -> str:
    """Return what a span of measures is called."""
    kind, _, name = span.partition(":")
    match kind:
        case "session":
            return "session"
        case "phase":
            return code_name(f"{PHASE_PREFIX}{name}", None)
        case "code":
            return code_name(name, book)
    return name or span.replace("-", " and ")


def span_words(span: str) -> str:
    """Return what a span of two people is called: ``phase talk, without speech``."""
    name, _, part = span.partition(";")
    return ", ".join(filter(None, (span_name(name), part.replace("_", " "))))


def measure_words(measure: ProcessMeasure) -> str:
    """Return the value of a measure with its error and how often it was cut off."""
    shares = measure.name in SHARES
    if shares:
        words = percent(measure.value)
        error = percent(measure.se).removesuffix(" %") if measure.se is not None else ""
    else:
        words = number(measure.value, 0 if measure.unit == "s" else 2)
        if measure.name in ("excursions", "ruptures", "ruptures_repaired"):
            words = number(measure.value, 0)
        error = number(measure.se, 2)
    parts = [words, f"± {error}" if error else "",
             f"({measure.censored} cut off)" if measure.censored else ""]  # fmt: skip
    return " ".join(part for part in parts if part)


class Footnotes:
    """Gives each reason a letter, so that a table says it once."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def letter(self, why: str) -> str:
        """Return the letter of a reason."""
        return self._letters.setdefault(why, _letter(len(self._letters)))

    def mark(self, why: str) -> str:
        """Return what stands in a cell that is missing for a reason."""
        return f"– ({self.letter(why)})"

    def words(self, before: str = "Missing") -> str:
        """Return what the letters mean; empty where none was given."""
        told = [f"({letter}) {why}" for why, letter in self._letters.items()]
        return f" {before}: {'; '.join(told)}." if told else ""


def _letter(n: int) -> str:
    return chr(ord("a") + n) if n < 26 else f"{_letter(n // 26 - 1)}{chr(ord('a') + n % 26)}"
