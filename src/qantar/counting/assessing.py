"""The verdict: whether the overlaps allow an estimate, a lower bound, or neither.

The number of persons on no list is never in the data; each family of models assumes it.
An estimate is given only where families that assume different things agree. The
thresholds here are our own judgement and err towards saying less.
"""

import math
from collections.abc import Sequence

import numpy as np

from qantar.counting.assessment import Assessment, Family, Reason, Standing
from qantar.counting.families import (
    decomposable_family,
    latent_family,
    log_linear_family,
    moment_family,
    replicates_family,
)
from qantar.counting.latent import LatentOptions, LatentPosterior, latent_posterior
from qantar.counting.loglinear import ALL_MODELS, MOST_LISTS, comparable
from qantar.counting.moments import Moment, chao_lower_bound, chapman, sample_coverage
from qantar.counting.overlaps import Overlaps
from qantar.counting.sensitivity import dialled, other_priors, without_each_list

__all__ = ["assess"]

FEWEST = 30
"""Persons below which nothing is estimated."""

EMPTY_PAIRS = 1 / 3
"""Share of pairs of lists without a shared person from which only a bound is given."""

MISFIT = 0.2
"""Share of predictive checks that may fail; one in twenty does by chance."""


def assess(
    overlaps: Overlaps,
    *,
    generator: np.random.Generator,
    draws: int = 1000,
    latent: LatentOptions | None = None,
    open_population: bool = False,
    replicates: Sequence[Overlaps] = (),
) -> Assessment:
    """Estimate by every family that applies, and say what it amounts to.

    Args:
        overlaps: Who is on which lists.
        generator: Randomness of bootstrap and sampler.
        draws: Tables that are drawn; fewer where models must be searched for.
        latent: How long to sample latent classes.
        open_population: Whether people came or went between the lists, as far as is
            known; overlaps of such a group show nothing.
        replicates: The same persons joined or labelled otherwise: doubt about that is
            carried into the answer.
    """
    sizes = overlaps.sizes()
    empty = [overlaps.lists[j] for j, size in enumerate(sizes) if not size]
    notes = [Reason.of("empty-list", list=name) for name in empty]
    overlaps = overlaps.keep([j for j, size in enumerate(sizes) if size])
    families: tuple[Family, ...] = ()
    refusals = _refusals(overlaps)
    if open_population:
        refusals.insert(0, Reason.of("open-population"))
    if refusals:
        if len(overlaps.lists) == 2 and overlaps.sharing(3) and not open_population:
            families = (moment_family("chapman", chapman(overlaps)),)
        return Assessment(
            overlaps=overlaps,
            standing=Standing.REFUSED,
            reasons=(*refusals, *notes),
            lower=None,
            upper=None,
            families=families,
        )
    families += (log_linear_family(overlaps, draws, generator),)
    if len(overlaps.lists) <= ALL_MODELS:
        families += (decomposable_family(overlaps),)
    posterior = latent_posterior(overlaps, generator=generator, options=latent)
    families += (latent_family(posterior, overlaps.persons),)
    if replicates:
        others = [
            latent_posterior(
                other.named(overlaps.lists), generator=generator, options=latent
            )
            for other in replicates
        ]
        families += (replicates_family([posterior, *others]),)
    covered = sample_coverage(overlaps, draws=draws, generator=generator)
    if covered is not None:
        families += (moment_family("sample-coverage", covered),)
    bound = chao_lower_bound(overlaps)
    if bound is not None:
        families += (moment_family("chao", bound),)
    return _judge(overlaps, families, bound, posterior, notes)


def _refusals(overlaps: Overlaps) -> list[Reason]:
    lists, found = len(overlaps.lists), []
    if lists < 2:
        found.append(Reason.of("one-list"))
    elif lists == 2:
        found.append(Reason.of("two-lists"))
    if overlaps.persons < FEWEST:
        found.append(
            Reason.of("few-persons", persons=str(overlaps.persons), least=str(FEWEST))
        )
    if lists > 1 and not any(overlaps.pairs().values()):
        found.append(Reason.of("no-overlap"))
    if lists > 1 and (twins := overlaps.identical()):
        one, other = (overlaps.lists[j] for j in twins)
        found.append(Reason.of("identical", one=one, other=other))
    return found


def _judge(
    overlaps: Overlaps,
    families: tuple[Family, ...],
    bound: Moment | None,
    posterior: LatentPosterior,
    notes: list[Reason],
) -> Assessment:
    usable = [family for family in families if family.usable]
    reasons = _doubts(overlaps, families, usable)
    lower = upper = None
    if not reasons:
        standing = Standing.ESTIMATE
        reasons.append(Reason.of("agree"))
        lower = min(family.lower for family in usable)
        upper = max(family.upper for family in usable)
    elif bound is not None:
        standing = Standing.LOWER_BOUND
        # A bound above what some model allows would claim more than the lists show.
        lower = min(f.lower for f in families if math.isfinite(f.lower))
    else:
        standing = Standing.REFUSED
        reasons.append(Reason.of("no-bound"))
    first = next((f for f in families if f.name == "log-linear" and f.total > 0), None)
    return Assessment(
        overlaps=overlaps,
        standing=standing,
        reasons=(*reasons, *_notes(overlaps, posterior), *notes),
        lower=lower,
        upper=upper,
        families=families,
        left_out=without_each_list(overlaps) if first else (),
        dial=dialled(overlaps.persons, first.total) if first else (),
        priors=other_priors(overlaps, posterior),
        latent=posterior,
    )


def _doubts(
    overlaps: Overlaps, families: tuple[Family, ...], usable: list[Family]
) -> list[Reason]:
    """Why there is no estimate; empty if there is one."""
    pairs = comparable(overlaps).pairs()
    found = []
    if sum(not shared for shared in pairs.values()) >= EMPTY_PAIRS * len(pairs):
        found.append(Reason.of("sparse", pairs=str(len(pairs))))
    for family in families:
        found += [reason for reason in family.reasons if reason not in found]
    if len(usable) > 1 and max(f.lower for f in usable) > min(f.upper for f in usable):
        found.append(Reason.of("disagree"))
    return found


def _notes(overlaps: Overlaps, posterior: LatentPosterior) -> list[Reason]:
    """What a reader should know beside the verdict."""
    found = []
    if len(overlaps.lists) > MOST_LISTS:
        found.append(
            Reason.of(
                "merged-lists",
                lists=str(len(overlaps.lists)),
                most=str(ALL_MODELS),
            )
        )
    if none := sum(not shared for shared in overlaps.pairs().values()):
        found.append(Reason.of("empty-pairs", pairs=str(none)))
    missed = sum(not check.holds for check in posterior.checks)
    if missed > MISFIT * len(posterior.checks):
        found.append(
            Reason.of("misfit", missed=str(missed), checks=str(len(posterior.checks)))
        )
    return found
