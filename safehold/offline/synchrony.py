"""Two people compared as one asks for it: preset, surrogates, series and methods of choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from processing.measures.outcomes import holm
from processing.measures.pair_map import pair_map
from processing.measures.pair_methods import LEAST_S, METHODS, compared, longest_whole
from processing.measures.pair_series import HEART_RATE, MEASURES, PairSeries
from processing.measures.surrogates import N_SURROGATES, SEED, Surrogate, surrogates
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.pair_map import PRESETS, PairMap, Synchrony, SynchronyTest
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.offline.dyads import series_of
from safehold.offline.pair_maps import known_speech

MAP = "map"
SLOW_SURROGATES = 199
"""Of wavelets and recurrence at most: each takes some hundredths of a second of a core."""
Told = Callable[[float, Message], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How two people are to be compared."""

    preset: str = "safehold"
    surrogate: str = Surrogate.SHIFT
    measure: str = HEART_RATE
    methods: tuple[str, ...] = (MAP,)
    """``map``, ``wavelet_coherence``, ``recurrence``."""
    n: int = N_SURROGATES
    seed: int = SEED

    def __post_init__(self) -> None:
        """Refuse what there is not.

        Raises
        ------
        ConfigError
            For an unknown preset, series or method, or too few surrogates.
        """
        for what, known in (
            (self.preset, tuple(PRESETS)),
            (self.surrogate, tuple(Surrogate)),
            (self.measure, MEASURES),
            *((method, (MAP, *METHODS)) for method in self.methods),
        ):
            if what not in known:
                raise ConfigError(
                    Message("{what!r} is none of {known}.", what=what, known=", ".join(known))
                )
        if not 19 <= self.n <= 99_999:
            raise ConfigError(
                Message("{n} surrogates: give 19 to 99999.", n=self.n),
                remedy=Message("With fewer than 19 nothing can be beyond 95 % of them."),
            )


def synchrony(
    results: SessionResults,
    wanted: Wanted | None = None,
    others: Sequence[SessionResults] = (),
    told: Told = lambda _share, _what: None,
) -> Synchrony:
    """Compare every two people of a session as asked for.

    Parameters
    ----------
    results : SessionResults
        The session.
    wanted : Wanted, optional
        How; by default the map of the report.
    others : sequence of SessionResults
        Other sessions with the same labels, for pseudo-pairs.
    told : callable
        Gets the share done (0-1) and what is being done; what it raises ends it.

    Raises
    ------
    ConfigError
        When nobody can be compared: one person, or no time.
    """
    wanted = wanted or Wanted()
    pairs = list(combinations((p.label for p in results.participants), 2))
    if not pairs or not results.t_start < results.t_end:
        raise ConfigError(Message("Two people are compared; this session has one."))
    maps: list[PairMap] = []
    tests: list[SynchronyTest] = []
    steps = [(people, method) for people in pairs for method in wanted.methods]
    for k, (people, method) in enumerate(steps):
        what = Message("Comparing {one} and {two}", one=people[0], two=people[1])
        told(k / len(steps), what)
        series = _series(results, people, wanted.measure)
        strangers = [_series(other, people, wanted.measure) for other in others]
        speech, reasons = known_speech(results, people, series.times)
        if method == MAP:
            made = pair_map(
                people, series, PRESETS[wanted.preset], surrogate=Surrogate(wanted.surrogate),
                others=strangers, speech=speech, n=wanted.n, seed=wanted.seed, reasons=reasons,
            )  # fmt: skip
            if speech is not None and not made.speech_out:
                made = replace(made, reasons=(Reason.SPEECH_INCLUDED, *made.reasons))
            maps.append(made)
            tests += _of_map(made, series.times.size)
            continue
        if speech is not None:
            reasons = (Reason.SPEECH_INCLUDED, *reasons)

        def done(share: float, k: int = k, what: Message = what) -> None:
            told((k + share) / len(steps), what)

        tests += _methodical(people, series, strangers, method, wanted, reasons, done)
    told(1.0, Message("done"))
    known = [k for k, test in enumerate(tests) if test.p is not None]
    for k, p in zip(known, holm([tests[k].p or 0.0 for k in known]), strict=True):
        tests[k] = replace(tests[k], p_adjusted=p)
    return Synchrony(tuple(maps), tuple(tests))


def _series(results: SessionResults, people: tuple[str, str], measure: str) -> PairSeries:
    return next(s for s in series_of(results, *people) if s.measure == measure)


def _of_map(made: PairMap, seconds: int) -> list[SynchronyTest]:
    return [
        SynchronyTest(
            made.people, made.measure, MAP, one.statistic, made.recipe.name, one.value, one.effect,
            one.p, made.surrogate, made.n_surrogates, made.seed, seconds, made.reasons,
        )
        for one in made.overall
    ]  # fmt: skip


def _methodical(
    people: tuple[str, str],
    series: PairSeries,
    strangers: Sequence[PairSeries],
    method: str,
    wanted: Wanted,
    reasons: tuple[Reason, ...],
    done: Callable[[float], None],
) -> list[SynchronyTest]:
    """Return the tests of a method that needs series without a gap."""
    whole = longest_whole(series.one, series.two)
    one, two = series.one[whole], series.two[whole]
    surrogate = Surrogate(wanted.surrogate)
    seed = None if surrogate is Surrogate.PSEUDO else wanted.seed
    strange = [other.two[whole] for other in strangers]
    strange = [x for x in strange if x.size == one.size and np.isfinite(x).all()]
    few = surrogate is Surrogate.PSEUDO and len(strange) < 19
    if one.size < LEAST_S or few:
        return [
            SynchronyTest(
                people, series.measure, method, "", "", None, None, None, surrogate.value,
                0, seed, one.size, (Reason.TOO_FEW_SEGMENTS,),
            )
        ]  # fmt: skip
    drawn = surrogates(
        two, surrogate, others=strange, n=min(wanted.n, SLOW_SURROGATES), seed=wanted.seed
    )
    n = len(strange) or min(wanted.n, SLOW_SURROGATES)
    found = compared(method, one, two, drawn, lambda count: done(min(count / n, 1.0)))
    return [
        SynchronyTest(
            people, series.measure, method, c.statistic, "", c.value, c.effect, c.p,
            surrogate.value, c.n_surrogates, seed, c.n_seconds,
            reasons if c.value is not None else (Reason.TOO_FEW_SEGMENTS, *reasons),
        )
        for c in found
    ]  # fmt: skip
