"""The verdict: whether the overlaps allow an estimate, a lower bound, or neither.

The number of persons on no list is never in the data; each family of models assumes it.
An estimate is given only where two families that assume different things agree. The
thresholds here are our own judgement and err towards saying less.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qantar.counting.bootstrap import bootstrap
from qantar.counting.decomposable import EDGE, average_adaptively
from qantar.counting.loglinear import ALL_MODELS, MOST_LISTS, Selector, select
from qantar.counting.models import notation
from qantar.counting.moments import Moment, chao_lower_bound, chapman, sample_coverage
from qantar.counting.overlaps import Overlaps

__all__ = ["Assessment", "Family", "LeftOut", "Reason", "Standing", "assess"]

FEWEST = 30
"""Persons below which nothing is estimated."""

FARTHEST = 10.0
"""Largest total, in persons seen, that overlaps can carry; beyond it the model speaks."""

EMPTY_PAIRS = 1 / 3
"""Share of pairs of lists without a shared person from which only a bound is given."""

BEST_MODELS = 60
SEARCH_DRAWS = 100


class Standing(StrEnum):
    """What may be said."""

    ESTIMATE = "estimate"
    LOWER_BOUND = "lower-bound"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason by its key in ``data/words.toml``, with what fills its gaps."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What one family of models says.

    ``usable``: whether the verdict may rest on it. ``upper`` may be infinite.
    """

    name: str
    total: float
    lower: float
    upper: float
    usable: bool
    detail: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The log-linear total as if one list had not been there; ``None``: no estimate."""

    listed: str
    total: float | None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Estimates side by side under one verdict.

    Attributes:
        overlaps: What was counted, without lists that name nobody.
        standing: What may be said.
        reasons: Why, most important first.
        lower: Lower end of the estimate; or the bound, the lowest lower end of all
            families; ``None`` if refused.
        upper: Upper end of the estimate; ``None`` unless there is one.
        families: Side by side; none of them is an answer without the verdict.
        left_out: Leave-one-list-out, with four lists or more.
        dial: Log-linear total if the unlisted were this many times as many: what the
            interaction of all lists, which no data can show, would do to it.
    """

    overlaps: Overlaps
    standing: Standing
    reasons: tuple[Reason, ...]
    lower: float | None
    upper: float | None
    families: tuple[Family, ...]
    left_out: tuple[LeftOut, ...] = ()
    dial: tuple[tuple[float, float], ...] = ()


def assess(
    overlaps: Overlaps, *, generator: np.random.Generator, draws: int = 1000
) -> Assessment:
    """Estimate by every family that applies, and say what it amounts to.

    Args:
        overlaps: Who is on which lists.
        generator: Randomness of the bootstrap.
        draws: Tables that are drawn; fewer where models must be searched for.
    """
    sizes = overlaps.sizes()
    empty = [overlaps.lists[j] for j, size in enumerate(sizes) if not size]
    notes = [_reason("empty-list", list=name) for name in empty]
    overlaps = overlaps.keep([j for j, size in enumerate(sizes) if size])
    families: tuple[Family, ...] = ()
    refusals = _refusals(overlaps)
    if refusals:
        if len(overlaps.lists) == 2 and overlaps.sharing(3):
            families = (_of_moment("chapman", chapman(overlaps)),)
        return Assessment(
            overlaps=overlaps,
            standing=Standing.REFUSED,
            reasons=(*refusals, *notes),
            lower=None,
            upper=None,
            families=families,
        )
    lists = len(overlaps.lists)
    if lists <= MOST_LISTS:
        families += (_log_linear(overlaps, draws, generator),)
    if lists <= ALL_MODELS:
        families += (_decomposable(overlaps),)
    covered = sample_coverage(overlaps, draws=draws, generator=generator)
    if covered is not None:
        families += (_of_moment("sample-coverage", covered),)
    bound = chao_lower_bound(overlaps)
    if bound is not None:
        families += (_of_moment("chao", bound),)
    return _judge(overlaps, families, bound, notes)


def _reason(key: str, **values: str) -> Reason:
    return Reason(key=key, values=tuple(values.items()))


def _refusals(overlaps: Overlaps) -> list[Reason]:
    lists, found = len(overlaps.lists), []
    if lists < 2:
        found.append(_reason("one-list"))
    elif lists == 2:
        found.append(_reason("two-lists"))
    if overlaps.persons < FEWEST:
        found.append(
            _reason("few-persons", persons=str(overlaps.persons), least=str(FEWEST))
        )
    if lists > 1 and not any(overlaps.pairs().values()):
        found.append(_reason("no-overlap"))
    if lists > 1 and (twins := overlaps.identical()):
        one, other = (overlaps.lists[j] for j in twins)
        found.append(_reason("identical", one=one, other=other))
    return found


def _of_moment(name: str, moment: Moment) -> Family:
    detail = "" if moment.coverage is None else f"{moment.coverage:.1%}"
    return Family(
        name=name,
        total=moment.total,
        lower=moment.lower,
        upper=moment.upper,
        usable=False,
        detail=detail,
    )


def _checked(family: Family, persons: int) -> Family:
    """The family, unusable if it goes farther than overlaps can carry."""
    reasons = family.reasons
    if not family.upper <= FARTHEST * persons:
        reasons += (_reason("beyond", times=f"{FARTHEST:.0f}"),)
    return Family(
        name=family.name,
        total=family.total,
        lower=family.lower,
        upper=family.upper,
        usable=not reasons,
        detail=family.detail,
        reasons=reasons,
    )


def _log_linear(
    overlaps: Overlaps, draws: int, generator: np.random.Generator
) -> Family:
    table = overlaps.table()
    selector = Selector(len(overlaps.lists))
    best = select(table, selector)
    if best is None:
        return Family(
            name="log-linear",
            total=math.nan,
            lower=math.nan,
            upper=math.nan,
            usable=False,
            reasons=(_reason("not-identified"),),
        )
    narrow = selector
    if len(selector.models) > 2 * BEST_MODELS:
        narrow = selector.narrowed(table, BEST_MODELS)
    drawn = bootstrap(
        table,
        lambda tables: narrow.totals(tables)[0],
        draws=draws if selector.models else min(draws, SEARCH_DRAWS),
        generator=generator,
    )
    family = Family(
        name="log-linear",
        total=best.total,
        lower=drawn.lower,
        upper=drawn.upper,
        usable=True,
        detail=notation(best.model),
    )
    return _checked(family, overlaps.persons)


def _decomposable(overlaps: Overlaps) -> Family:
    found = average_adaptively(overlaps.table())
    family = Family(
        name="decomposable",
        total=found.quantile(0.5),
        lower=found.quantile(0.025),
        upper=found.quantile(0.975),
        usable=True,
        reasons=(_reason("grid-edge"),) if found.at_edge > EDGE else (),
    )
    return _checked(family, overlaps.persons)


def _judge(
    overlaps: Overlaps,
    families: tuple[Family, ...],
    bound: Moment | None,
    notes: list[Reason],
) -> Assessment:
    usable = [family for family in families if family.usable]
    reasons = _doubts(overlaps, families, usable)
    lower = upper = None
    if not reasons:
        standing = Standing.ESTIMATE
        reasons.append(_reason("agree"))
        lower = min(family.lower for family in usable)
        upper = max(family.upper for family in usable)
    elif bound is not None:
        standing = Standing.LOWER_BOUND
        # A bound above what some model allows would claim more than the lists show.
        lower = min(f.lower for f in families if math.isfinite(f.lower))
    else:
        standing = Standing.REFUSED
        reasons.append(_reason("no-bound"))
    if none := sum(not shared for shared in overlaps.pairs().values()):
        notes.append(_reason("empty-pairs", pairs=str(none)))
    first = next((f for f in families if f.name == "log-linear" and f.total > 0), None)
    return Assessment(
        overlaps=overlaps,
        standing=standing,
        reasons=(*reasons, *notes),
        lower=lower,
        upper=upper,
        families=families,
        left_out=_left_out(overlaps) if first else (),
        dial=_dial(overlaps.persons, first.total) if first else (),
    )


def _doubts(
    overlaps: Overlaps, families: tuple[Family, ...], usable: list[Family]
) -> list[Reason]:
    """Why there is no estimate; empty if there is one."""
    pairs = overlaps.pairs()
    found = []
    if len(overlaps.lists) > ALL_MODELS:
        found.append(_reason("many-lists", lists=str(len(overlaps.lists))))
    if sum(not shared for shared in pairs.values()) >= EMPTY_PAIRS * len(pairs):
        found.append(_reason("sparse", pairs=str(len(pairs))))
    for family in families:
        found += [reason for reason in family.reasons if reason not in found]
    if len(usable) > 1 and max(f.lower for f in usable) > min(f.upper for f in usable):
        found.append(_reason("disagree"))
    return found


def _left_out(overlaps: Overlaps) -> tuple[LeftOut, ...]:
    lists = len(overlaps.lists)
    if lists < 4:
        return ()
    selector = Selector(lists - 1)
    found = []
    for j, name in enumerate(overlaps.lists):
        rest = overlaps.without(j)
        best = select(rest.table(), selector) if all(rest.sizes()) else None
        found.append(
            LeftOut(listed=name, total=None)
            if best is None
            else LeftOut(listed=name, total=best.total, model=notation(best.model))
        )
    return tuple(found)


def _dial(persons: int, total: float) -> tuple[tuple[float, float], ...]:
    return tuple((times, persons + times * (total - persons)) for times in (0.5, 2.0))
