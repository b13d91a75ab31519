"""Every measure of every session that was processed, for models of sessions in dyads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from recordings.tidy.stacked import rows_of
from recordings.tidy.study_long import StudyValue
from safehold.desk.studies.numbers import Placed

SERIES = {"hr_bpm": "hr", "ln_rmssd_30s": "ln_rmssd", "ln_p2t_30s": "ln_p2t"}
STATISTICS = ("mean_z", "mean_abs_z", "lead")
OUTSIDE = "share_outside"
"""Share of valid time outside the own range: share_high + share_low."""
NO_ANSWER = "no_answer"


def values_of(folder: Path, placed: Placed, roles: Mapping[str, str]) -> list[StudyValue]:
    """Return the measures of one session from its tables.

    Parameters
    ----------
    folder : Path
        Where its tables are.
    placed : Placed
        Whose it is.
    roles : mapping of str to str
        Role by study code.
    """
    return [
        *_measures(folder, placed, roles),
        *_together(folder, placed),
        *_ratings(folder, placed, roles),
    ]


def _where(placed: Placed) -> tuple[str, int | None, str, str, str]:
    return placed.session_id, placed.number, placed.dyad, placed.client, placed.therapist


def _measures(folder: Path, placed: Placed, roles: Mapping[str, str]) -> Iterator[StudyValue]:
    shares: dict[str, dict[str, Any]] = {}
    for row in rows_of(folder, "measures"):
        if row["span"] not in ("session", "rupture-repair"):
            continue
        code = placed.codes.get(row["participant"], "")
        yield _measure(row, row["measure"], row["value"], placed, code, roles)
        if row["measure"] in ("share_high", "share_low"):
            own = shares.setdefault(code, {})
            own[row["measure"]] = row
            if len(own) == 2:
                parts = [one["value"] for one in own.values()]
                outside = None if None in parts else sum(parts)
                yield _measure({**row, "se": None}, OUTSIDE, outside, placed, code, roles)


def _measure(
    row: Mapping[str, Any],
    name: str,
    value: float | None,
    placed: Placed,
    code: str,
    roles: Mapping[str, str],
) -> StudyValue:
    return StudyValue(
        *_where(placed), code, roles.get(code, ""), "measure", name, value, row["unit"],
        row["status"], row["reasons"] or "", row["valid_seconds"], row["n"], row["se"],
    )  # fmt: skip


def _together(folder: Path, placed: Placed) -> Iterator[StudyValue]:
    """Give how client and therapist go together over the session, as effects against chance."""
    for row in rows_of(folder, "dyad_windows"):
        pair = {row["participant_1"], row["participant_2"]}
        wanted = row["method"] == "wcc_segshuffle" and row["statistic"] in STATISTICS
        if not wanted or row["span"] != "session" or pair != {"client", "therapist"}:
            continue
        value = row["es_surrogate"]
        yield StudyValue(
            *_where(placed), "", "dyad", "together",
            f"{SERIES[row['measure']]}_{row['statistic']}_effect", value, "1",
            "missing" if value is None else "ok", row["reasons"] or "", None, row["n_pairs"],
        )  # fmt: skip


def _ratings(folder: Path, placed: Placed, roles: Mapping[str, str]) -> Iterator[StudyValue]:
    """Give the mean of the answers that each person gave in the session, scale by scale."""
    answers: dict[tuple[str, str], list[float]] = {}
    for row in rows_of(folder, "ratings"):
        if row["source"] == "live" and row["value"] is not None:
            answers.setdefault((row["participant"] or "", row["scale"]), []).append(row["value"])
    for (label, scale), given in answers.items():
        code = placed.codes.get(label, "")
        yield StudyValue(
            *_where(placed), code, roles.get(code, ""), "rating", f"rated_{scale}",
            fmean(given), "scale's own", n=len(given),
        )  # fmt: skip


def with_unanswered(
    values: Sequence[StudyValue], sessions: Sequence[tuple[Placed, Mapping[str, str]]]
) -> list[StudyValue]:
    """Return values with a missing one where a scale that others answered was not answered.

    Parameters
    ----------
    values : sequence of StudyValue
        Of all sessions.
    sessions : sequence of (Placed, roles)
        Those that were processed, with the role of each study code.
    """
    asked = {(v.role, v.measure) for v in values if v.source == "rating"}
    given = {(v.session_id, v.study_code, v.measure) for v in values if v.source == "rating"}
    missing = [
        StudyValue(
            *_where(placed), code, role, "rating", measure, None, "scale's own", "missing",
            NO_ANSWER, n=0,
        )
        for placed, roles in sessions
        for code, role in roles.items()
        for asked_of, measure in sorted(asked)
        if asked_of == role and (placed.session_id, code, measure) not in given
    ]  # fmt: skip
    return [*values, *missing]
