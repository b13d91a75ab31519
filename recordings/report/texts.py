"""The standing texts of a report: how the numbers were made, and what they cannot mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from recordings.tidy.edits import edited_shares
from safehold.core.results import SessionResults, StreamReport
from safehold.core.settings import EngineSettings
from safehold.core.types import Role

CRITIQUES = (
    "RSA is not vagal tone. It changes with breathing rate and depth, physical activity and "
    "beta-adrenergic tone; within a person it follows vagal control more closely than between "
    "persons, and the two can come apart (Grossman & Taylor 2007). So only changes against the "
    "person's own baseline are given, no norms, and nobody is ranked against anybody.",
    "Polyvagal theory is contested (Grossman et al. 2026; reply: Porges 2026). Nothing here needs "
    "it: the numbers are heart rate and RSA against a baseline.",
    "Dissociation has no established autonomic signature (systematic review 2022: 28 studies, "
    "N = 1300). Low activation is therefore called ambiguous until a person has seen more.",
    "Speech, breathing, posture, movement, age, medication and fitness change heart rate and RSA. "
    "Marked confounds are listed above; unmarked ones are in the numbers.",
    "That two people go together is neither good nor bad, and says no cause: a shared room, task "
    "or turn of speech does it without any bond. A large p is no proof of no link: weak links are "
    "missed in one session, and those that take longer than some twenty seconds most of all.",
    "A live display may change the session that it shows. Which display was used is part of the "
    "record.",
    "Zone thresholds are defaults that nobody has validated against clinical judgement. A "
    "baseline that was taken too high makes a whole session look low: see the sensitivity table.",
)

SENSORS = {
    Role.ECG: "ECG", Role.PPG: "pulse wave", Role.RR: "RR intervals",
    Role.RESPIRATION: "respiration",
}  # fmt: skip
BREATHS = (
    "Breaths were found as alternating turning points of the respiration signal at 25 Hz "
    "(zero-phase Butterworth band-pass of order 2, 0.08-0.8 Hz; prominence of at least 0.25, in "
    "an airflow 0.35, of the distance from the 10th to the 90th percentile) in blocks of 1 s with "
    "45 s of context before and 6 s after. Breaths shorter than 1.5 or longer than 12 s were not "
    "used."
)
"""Its numbers are held to the detector's by a test."""
VAGAL_NAMES = {"ln_rmssd": "ln RMSSD", "ln_cvsd": "ln of RMSSD / mean RR"}
REFERENCES = (
    "Berntson GG et al. (1997). Heart rate variability: origins, methods, and interpretive "
    "caveats. Psychophysiology 34, 623-648.",
    "Boker SM, Rotondo JL, Xu M, King K (2002). Windowed cross-correlation and peak picking for "
    "the analysis of variability in the association between behavioral time series. Psychological "
    "Methods 7, 338-355.",
    "Dean RT, Dunsmuir WTM (2016). Dangers and uses of cross-correlation in analyzing time "
    "series. Behavior Research Methods 48, 783-802.",
    "Grossman P, Taylor EW (2007). Toward understanding respiratory sinus arrhythmia. Biological "
    "Psychology 74, 263-285.",
    "Kothe C et al. (2025). The Lab Streaming Layer for synchronized multimodal recording. "
    "Imaging Neuroscience.",
    "Lewis GF, Furman SA, McCool MF, Porges SW (2012). Statistical strategies to quantify "
    "respiratory sinus arrhythmia. Biological Psychology 89, 349-364.",
    "Lipponen JA, Tarvainen MP (2019). A robust algorithm for heart rate variability time series "
    "artefact correction. Journal of Medical Engineering & Technology 43, 173-181.",
    "Makowski D et al. (2021). NeuroKit2: A Python toolbox for neurophysiological signal "
    "processing. Behavior Research Methods 53, 1689-1696.",
    "Podolan M, Gelo OCG (2023). The Functions of Safety in Psychotherapy. Clinical "
    "Neuropsychiatry 20, 193-204.",
    "Quigley KS et al. (2024). Publication guidelines for human heart rate and heart rate "
    "variability studies in psychophysiology, part 1. Psychophysiology 61, e14604.",
    "Tschacher W, Meier D (2020). Physiological synchrony in psychotherapy sessions. "
    "Psychotherapy Research 30, 558-573.",
    "Westfall PH, Young SS (1993). Resampling-Based Multiple Testing. Wiley.",
)


def cited(text: str) -> tuple[str, ...]:
    """Return the references that a text names by first author and year, in their order."""
    return tuple(
        entry
        for entry in REFERENCES
        if re.search(rf"\b{entry.split()[0]}\b[^()]{{0,60}}{_year(entry)}", text)
    )


def _year(entry: str) -> str:
    return entry.partition("(")[2].partition(")")[0]


def methods_text(results: SessionResults, software: Mapping[str, str]) -> tuple[str, ...]:
    """Return paragraphs for a methods section: what was done in this session, and nothing else."""
    roles = {report.spec.role for report in _used(results)}
    hearts = roles - {Role.RESPIRATION}
    return (
        f"{_source_words(results, software)} {_sensors(results)}".strip(),
        *((_beat_words(hearts, software),) if hearts else ()),
        *((BREATHS,) if Role.RESPIRATION in roles else ()),
        *((_window_words(results),) if hearts else ()),
        *_edit_words(results),
        *((_baseline_words(results.settings),) if results.baselines else ()),
        *((_zone_words(results.settings),) if results.baselines else ()),
        *_dyad_words(results),
    )


def _source_words(results: SessionResults, software: Mapping[str, str]) -> str:
    program = f"safehold ({software.get('safehold', 'unknown version')})"
    if results.imported:
        return (
            f"Recordings of other programs (read as: {', '.join(results.imported)}) were imported "
            f"into {program} and laid on one time line."
        )
    return (
        f"Physiology and events were recorded with {program} over Lab Streaming Layer (Kothe et "
        "al. 2025); all signals and event codes share one clock."
    )


def _beat_words(hearts: Set[Role], software: Mapping[str, str]) -> str:
    """Return how beats were found in the waves that there are, and judged."""
    waves = {Role.ECG: "R peaks", Role.PPG: "systolic peaks of the pulse wave"}
    found = " and ".join(words for role, words in waves.items() if role in hearts)
    told = []
    if found:
        told.append(
            f"{found[0].upper()}{found[1:]} were found with NeuroKit2 "
            f"({software.get('neurokit2', '')}; Makowski et al. 2021) in blocks of 1 s with 8 s "
            "of context before and 2 s after, and placed between samples by a parabola."
        )
    if Role.RR in hearts:
        told.append("RR intervals of straps were taken as they were sent.")
    told.append(
        "RR intervals were flagged by their deviation from the local median and from their "
        "neighbours (thresholds after Lipponen & Tarvainen 2019) and excluded, never corrected by "
        "the program; intervals, pairs and breaths never cross a gap."
    )
    return " ".join(told)


def _window_words(results: SessionResults) -> str:
    windows = results.settings.windows
    shifted = " and peak-to-trough RSA (phases of breathing shifted by 0.75 s; Lewis et al. 2012)"
    rsa = shifted if any(breath.p2t_ms is not None for breath in results.breaths) else ""
    return (
        f"Heart rate was computed over {windows.hr_s:g} s, RMSSD{rsa} over {windows.vagal_s:g} s, "
        "once a second. A value needed at least 0.5 usable intervals (pairs) per second, 80 % "
        "coverage, and at most 10 % flagged intervals; it is missing otherwise. How much is "
        "flagged and missing is reported (Berntson et al. 1997; Quigley et al. 2024)."
    )


def _edit_words(results: SessionResults) -> tuple[str, ...]:
    """Return that beats and breaths were reviewed by people, and how much they changed."""
    shares = [share for share in edited_shares(results) if share.any]
    if not shares:
        return ()
    return (
        "After the session beats and breaths were reviewed by hand, the stretches with most "
        "flagged beats first: added, deleted, moved, called ectopic or rejected. Flags, intervals "
        "and indices were computed from the edited beats by the same rules; the recording is "
        "unchanged and every edit is in the export. "
        + " ".join(share.words() for share in shares),
    )


def _used(results: SessionResults) -> list[StreamReport]:
    return [one for one in results.streams if one.spec.role in SENSORS and one.spec.person]


def _sensors(results: SessionResults) -> str:
    parts = []
    for report in _used(results):
        rate = f" at {report.fs_effective:.1f} Hz" if report.fs_effective else ""
        parts.append(f"{SENSORS[report.spec.role]} of the {report.spec.person}{rate}")
    return f"Recorded were: {', '.join(parts)}." if parts else ""


def _baseline_words(settings: EngineSettings) -> str:
    rules = settings.baseline
    return (
        f"Each person's baseline is the median over {rules.used_s:g} s of seated rest after "
        f"{rules.settling_s:g} s of settling; its spread is 1.4826 times the median absolute "
        f"deviation, at least {rules.hr_floor_bpm:g} bpm and {rules.ln_rmssd_floor:g} "
        f"({VAGAL_NAMES[rules.vagal_axis]}). It was accepted with at most "
        f"{100 * rules.max_flagged:g} % flagged intervals, {100 * rules.min_coverage:g} % "
        f"coverage and a drift of at most {rules.max_drift_bpm:g} bpm; else it is provisional."
    )


def _zone_words(settings: EngineSettings) -> str:
    zones = settings.zones
    return (
        "Zones follow from two axes in units of that spread: arousal a (heart rate) and v (the "
        f"vagal index, {VAGAL_NAMES[settings.baseline.vagal_axis]}). High activation: a above "
        f"{zones.th:g} and v below {-zones.tv:g}; low activation (ambiguous): a below "
        f"{-zones.th:g} and v below {zones.tl:g}; each entered "
        f"after {zones.dwell_in_s:g} s and left {zones.hysteresis:g} nearer to rest after "
        f"{zones.dwell_out_s:g} s; unknown after {zones.unknown_after_s:g} s without valid input. "
        f"A zone lags by about {settings.lag_s:.0f} s."
    )


def _dyad_words(results: SessionResults) -> tuple[str, ...]:
    n_tests = next((d.n_tests for d in results.dyads if d.n_tests), None)
    if n_tests is None:
        return ()
    return (
        "Two people's series (once a second) were compared by windowed cross-correlation over "
        "lags of -10 to 10 s (after Tschacher & Meier 2020) and, of heart rates, by the "
        "concordance of their slopes, in segments of 60 s (heart rate: 30 s in spans below 10 "
        "min). Each series was first rid of its five-minute moving median and of what its own "
        "last 20 s (vagal series: 40 s) foretell (autoregressive model by Burg's method; "
        "prewhitening, Dean & Dunsmuir 2016). Each statistic was held against 999 random orders "
        "of one person's segments, "
        f"two-sided. Its p was adjusted for all {n_tests} tests of this session, which are one "
        "family, by step-down maxT (Westfall & Young 1993).",
        *_map_words(results),
    )


def _map_words(results: SessionResults) -> tuple[str, ...]:
    tested = next((one for one in results.pair_maps if one.limit is not None), None)
    if tested is None:
        return ()
    return (
        f"From moment to moment, the same series of heart rates were compared in windows of "
        f"{tested.recipe.window_s} s every {tested.recipe.step_s} s over the same lags (Boker, "
        "Rotondo, Xu & King 2002). A window counts as more than chance where its largest |z| is "
        f"beyond the largest of the whole map in 95 % of {tested.n_surrogates} circular shifts of "
        "one person's series (maximum statistic).",
    )
