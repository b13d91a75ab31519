"""The report of a multiverse: the specification curve, its joint test, and what it cannot say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recordings.report.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    ReportTable,
)
from recordings.report.figures import INK, LINE, MUTED, person_ink
from recordings.report.locked import lock_blocks
from recordings.tidy.multiverse import SpecificationLine

ALPHA = 0.05
ROW_IN, CURVE_IN, WIDE_IN = 0.19, 2.6, 7.4
TESTS = {
    "median": "median effect",
    "significant": "specifications significant in one direction",
    "mean_z": "mean effect in its standard deviations under chance",
}
LACKS = {
    "too_few_sessions": "too few sessions have both",
    "predictor_does_not_vary": "the predictor does not vary",
}
CRITIQUES = (
    "Specifications rest on the same sessions: the share in which the finding holds is no "
    "probability, and many that agree are not many studies. Only the joint p knows how they "
    "depend on one another.",
    "The joint p to report is that of the median effect; the other two are there for comparison. "
    "Choosing the smallest of the three makes it wrong.",
    "It is about the choices that were listed. A choice that nobody would defend widens the "
    "curve, one that was left out may be the one that matters.",
    "Sessions of a dyad count as exchangeable once a shared trend is out. Where neighbouring "
    "sessions resemble each other beyond that, p is too small.",
    "It says that two things go together within dyads over sessions, not which makes which, and "
    "nothing about differences between dyads.",
    "One question, one test: asking it of many measures until one holds is what this was made "
    "against. State how many were asked.",
)
REFERENCES = (
    "Simonsohn, U., Simmons, J. P., & Nelson, L. D. (2020). Specification curve analysis. Nature "
    "Human Behaviour, 4, 1208-1214.",
    "Steegen, S., Tuerlinckx, F., Gelman, A., & Vanpaemel, W. (2016). Increasing transparency "
    "through a multiverse analysis. Perspectives on Psychological Science, 11, 702-712.",
    "Freedman, D., & Lane, D. (1983). A nonstochastic interpretation of reported significance "
    "levels. Journal of Business & Economic Statistics, 1, 292-298.",
)


@dataclass(frozen=True, slots=True)
class MultiverseReport:
    """Everything that a report of a multiverse tells."""

    study: str
    outcome: str
    predictors: tuple[str, ...]
    role: str
    outcome_role: str
    lag: int
    trend: bool
    sessions: int
    lines: tuple[SpecificationLine, ...]
    median: float | None
    direction: int
    agreeing: int
    holding: int
    tests: tuple[tuple[str, float, float], ...]
    """Statistic, observed, p."""
    envelope: tuple[tuple[float, float], ...]
    permutations: int
    failed: tuple[tuple[str, str], ...]
    lock: str = ""
    departures: tuple[str, ...] = ()


def multiverse_document(given: MultiverseReport, picture: Picture) -> Document:
    """Return the report of a multiverse."""
    title = f"{given.outcome} and {' / '.join(given.predictors)} in {len(given.lines)} ways"
    blocks: list[Block] = [Heading(title, 1), *_opening(given), picture]
    blocks += [*_tests(given), *_table(given), *_failed(given)]
    blocks += [Heading("Methods, ready to paste"), Paragraph(_methods(given))]
    blocks += [Heading("What this cannot mean"), Items(CRITIQUES)]
    blocks += [Heading("References"), Items(REFERENCES)]
    name = f"Study {given.study}. " if given.study else ""
    return Document(title, tuple(blocks), f"{name}Numbers of a study, not of a person.")


def _opening(given: MultiverseReport) -> Iterator[Block]:
    known = sum(line.r is not None for line in given.lines)
    when = "the same session" if not given.lag else f"{given.lag} sessions later"
    yield Paragraph(
        f"Do sessions in which the {given.role} has more {' or '.join(given.predictors)} than "
        f"usual in this dyad have more {given.outcome} of the {given.outcome_role}, {when}? "
        f"{given.sessions} sessions have the outcome."
    )
    if not known or given.median is None:
        yield Paragraph("No specification has enough sessions to say anything.", "banner")
    else:
        p = next(p for name, _, p in given.tests if name == "median")
        sign = "positive" if given.direction > 0 else "negative"
        yield Paragraph(
            f"It holds in {given.holding} of {known} specifications "
            f"({100 * given.holding / known:.0f} %), {given.agreeing} are {sign}. Median partial "
            f"correlation within dyads {given.median:+.2f}; joint p = {_p(p)}.",
            "banner",
        )
    yield from lock_blocks(given.lock, given.departures)


def _tests(given: MultiverseReport) -> Iterator[Block]:
    if given.tests:
        rows = tuple(
            (TESTS[name], f"{value:.0f}" if name == "significant" else f"{value:+.2f}",
             _p(p))
            for name, value, p in given.tests
        )  # fmt: skip
        yield Heading("The curve as a whole against chance")
        yield ReportTable(("statistic", "observed", "joint p"), rows)


def _table(given: MultiverseReport) -> Iterator[Block]:
    names = [name for name, _ in given.lines[0].choices]
    order = sorted(given.lines, key=lambda line: math.inf if line.r is None else line.r)
    rows = tuple(
        (line.predictor, *(value for _, value in line.choices), str(line.n),
         "" if line.r is None else f"{line.r:+.2f}",
         "" if line.p is None else _p(line.p),
         "the study's own" if line.own else LACKS.get(line.lacks, ""))
        for line in order
    )  # fmt: skip
    yield Heading("Every specification, by effect")
    yield ReportTable(("predictor", *names, "sessions", "r", "p alone", ""), rows)


def _failed(given: MultiverseReport) -> Iterator[Block]:
    if given.failed:
        yield Heading("Sessions that are in no specification")
        yield Items(tuple(f"{name}: {why}" for name, why in given.failed))


def _methods(given: MultiverseReport) -> str:
    varied = "; ".join(
        f"{name} ({', '.join(dict.fromkeys(dict(line.choices)[name] for line in given.lines))})"
        for name, _ in given.lines[0].choices
    )
    trend = " and a linear trend over session numbers" if given.trend else ""
    return (
        f"The association of {given.outcome} with {' or '.join(given.predictors)} was computed "
        f"under {len(given.lines)} specifications, all combinations of the predictor and "
        f"{varied}. Each effect is the partial correlation over sessions with dyad means{trend} "
        "taken out. "
        f"For joint inference (Simonsohn et al., 2020) the residuals of the outcome given dyad"
        f"{trend} were exchanged among the sessions of each dyad (Freedman & Lane, 1983), "
        f"{given.permutations} times, all specifications seeing the same exchange; p values are "
        "two-sided, (1 + exchanges at least as extreme) / (1 + exchanges). A specification holds "
        "where its own p is below .05 and its effect lies in the direction of the median."
    )


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else f"{p:.1g}"


# -- the picture --------------------------------------------------------------------------------


def curve_figure(given: MultiverseReport) -> Picture:
    """Return the curve: effects by size over what chance gives, and below it the choices."""
    known = sorted((line for line in given.lines if line.r is not None), key=_effect)
    groups = _groups(given)
    height = CURVE_IN + ROW_IN * sum(len(values) + 1 for _, values in groups)
    figure = Figure(figsize=(WIDE_IN, height), layout="constrained")
    top, below = figure.subplots(
        2, 1, sharex=True, height_ratios=(CURVE_IN, max(0.1, height - CURVE_IN))
    )
    place = np.arange(1, len(known) + 1)
    if known:
        low, high = np.array(given.envelope).T
        top.fill_between(place, low, high, color=LINE, alpha=0.5, linewidth=0, step="mid")
    top.axhline(0, color=MUTED, linewidth=0.8)
    for line, x in zip(known, place, strict=True):
        holds = line.p is not None and line.p < ALPHA
        ink = person_ink(0) if holds else MUTED
        top.plot(x, line.r, "D" if line.own else "o", color=ink, markersize=6 if line.own else 4,
                 markeredgecolor=INK if line.own else ink)  # fmt: skip
    top.set_ylabel("partial r within dyads")
    _choices(below, known, groups)
    below.set_xlabel("specifications by effect")
    return Picture(figure, _caption(given, len(known)))


def _choices(
    axes: Axes, known: Sequence[SpecificationLine], groups: list[tuple[str, list[str]]]
) -> None:
    rows: list[tuple[int, list[int]]] = []
    labels: list[tuple[int, str, bool]] = []
    y = 0
    for name, values in groups:
        labels.append((y, name, True))
        y += 1
        for value in values:
            labels.append((y, value, False))
            at = [
                x for x, line in enumerate(known, start=1)
                if dict((*line.choices, ("predictor", line.predictor)))[name] == value
            ]  # fmt: skip
            rows.append((y, at))
            y += 1
    for place, at in rows:
        axes.plot(at, [place] * len(at), "|", color=INK, markersize=5)
    axes.set_yticks([place for place, _, _ in labels])
    axes.set_yticklabels([text for _, text, _ in labels], fontsize=7)
    for (_, _, head), tick in zip(labels, axes.get_yticklabels(), strict=True):
        tick.set_fontweight("bold" if head else "normal")
    axes.set_ylim(y - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)


def _groups(given: MultiverseReport) -> list[tuple[str, list[str]]]:
    """Return each choice that was varied, with its values."""
    found: dict[str, dict[str, None]] = {}
    for line in given.lines:
        for name, value in (("predictor", line.predictor), *line.choices):
            found.setdefault(name, {})[value] = None
    return [(name, list(values)) for name, values in found.items() if len(values) > 1]


def _effect(line: SpecificationLine) -> float:
    return line.r if line.r is not None else math.inf


def _caption(given: MultiverseReport, known: int) -> str:
    return (
        f"{known} of {len(given.lines)} specifications, the smallest effect first. Coloured: p "
        "below .05 by itself; diamond: the study's own parameters. Band: where 95 % of the curves "
        "lie that exchanged outcomes give, place by place. Below: what each specification chose."
    )
