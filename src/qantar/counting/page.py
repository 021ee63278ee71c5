"""A count as a page: verdict, quotable sentence, pictures and tables, in one language."""

import math

from qantar.counting.assessment import Assessment, Family, Standing
from qantar.counting.latent import Check, LatentPosterior
from qantar.counting.pictures import (
    MOST_CELLS,
    Interval,
    histogram_picture,
    interval_picture,
    overlap_picture,
)
from qantar.counting.words import (
    number_word,
    page_word,
    reason_sentence,
    times_word,
    word,
)
from qantar.vocabulary.count_page import CountPage, CountSection

__all__ = ["count_page", "quotable", "verdict_words"]

MOST_CHECKS = 16


def verdict_words(assessed: Assessment, lang: str) -> str:
    """The verdict with its numbers, ends rounded outwards to whole persons."""
    return word(
        assessed.standing,
        lang,
        lower=number_word(math.floor(assessed.lower or 0), lang),
        upper=number_word(math.ceil(assessed.upper or 0), lang),
    )


def quotable(assessed: Assessment, lang: str) -> str:
    """A sentence that a newspaper may print: with its condition, ends rounded outwards.

    An estimate's ends are rounded to a tenth of the order of its width, a bound to two
    digits, so that no digit is printed that the interval does not carry.
    """
    persons = assessed.overlaps.persons
    lower, upper = assessed.lower or 0, assessed.upper or 0
    width = upper - lower if assessed.upper is not None else lower
    step = 10 ** max(math.floor(math.log10(max(width, 1))) - 1, 0)
    lower = max(math.floor(lower / step) * step, persons)
    return page_word(
        f"quote-{assessed.standing}",
        lang,
        lower=number_word(lower, lang),
        upper=number_word(math.ceil(upper / step) * step, lang),
        persons=number_word(persons, lang),
    )


def count_page(assessed: Assessment, lang: str, *, title: str = "") -> CountPage:
    """Everything about a count, ready to be shown.

    Args:
        assessed: The count.
        lang: de, en, ru or kk.
        title: What was counted, if it has a name.
    """
    sections = [_overlaps(assessed, lang)]
    if assessed.families:
        sections.append(_families(assessed, lang))
    if assessed.latent is not None:
        sections.append(_posterior(assessed.latent, lang))
    if assessed.left_out:
        sections.append(_left_out(assessed, lang))
    if assessed.dial:
        sections.append(_dial(assessed, lang))
    if assessed.priors:
        sections.append(_priors(assessed, lang))
    if assessed.latent is not None and assessed.latent.converged:
        sections.append(_checks(assessed, assessed.latent, lang))
    sections.append(_assumptions(assessed, lang))
    return CountPage(
        lang=lang,
        title=title or page_word("title", lang),
        standing=assessed.standing.value,
        verdict=verdict_words(assessed, lang),
        quote=quotable(assessed, lang),
        reasons=tuple(reason_sentence(reason, lang) for reason in assessed.reasons),
        sections=tuple(sections),
    )


def _overlaps(assessed: Assessment, lang: str) -> CountSection:
    overlaps = assessed.overlaps
    title = word("overlaps", lang)
    text = page_word(
        "overlaps-text",
        lang,
        persons=number_word(overlaps.persons, lang),
        lists=str(len(overlaps.lists)),
        shown=str(min(MOST_CELLS, len(overlaps.cells))),
        cells=str(len(overlaps.cells)),
    )
    picture = ""
    if overlaps.cells:
        picture = overlap_picture(overlaps, lambda n: number_word(n, lang), title=title)
    return CountSection(key="overlaps", title=title, text=(text,), picture=picture)


def _band(assessed: Assessment) -> tuple[float, float] | None:
    if assessed.standing is not Standing.ESTIMATE:
        return None
    return (assessed.lower or 0, assessed.upper or 0)


def _families(assessed: Assessment, lang: str) -> CountSection:
    rows = [
        Interval(
            label=word(f"family-{family.name}", lang),
            point=family.total,
            lower=family.lower,
            upper=family.upper,
            tone="i" if family.usable else "n",
        )
        for family in assessed.families
    ]
    title = word("families", lang)
    picture = interval_picture(
        rows,
        lambda n: number_word(n, lang),
        title=title,
        band=_band(assessed),
        floor=assessed.overlaps.persons,
    )
    return CountSection(
        key="families",
        title=title,
        text=(page_word("families-text", lang),),
        picture=picture,
        head=_head(lang, "family", "total", "interval", "for-verdict", "detail"),
        rows=tuple(_family_row(family, lang) for family in assessed.families),
    )


def _head(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(page_word(key, lang) for key in keys)


def _between(lower: float, upper: float, lang: str) -> str:
    return f"{number_word(lower, lang)} – {number_word(upper, lang)}"


def _family_row(family: Family, lang: str) -> tuple[str, ...]:
    used = page_word("yes" if family.usable else "no", lang)
    name = word(f"family-{family.name}", lang)
    if not math.isfinite(family.total):
        return (name, word("no-estimate", lang), "–", used, family.detail)
    interval = _between(family.lower, family.upper, lang)
    return (name, number_word(family.total, lang), interval, used, family.detail)


def _posterior(latent: LatentPosterior, lang: str) -> CountSection:
    text = page_word(
        "posterior-text",
        lang,
        chains=str(len(latent.chains)),
        rounds=str(latent.rounds),
        r_hat=f"{latent.r_hat:.3f}",
        bulk=number_word(latent.bulk, lang),
        tail=number_word(latent.tail, lang),
        errors=", ".join(times_word(error, lang) for error in latent.errors),
        occupied=times_word(latent.occupied, lang),
    )
    means = "; ".join(number_word(mean, lang) for mean in sorted(latent.chains))
    edges, shares = latent.histogram
    title = page_word("posterior-title", lang)
    picture = histogram_picture(
        edges,
        shares,
        lambda n: number_word(n, lang),
        title=title,
        marks=(latent.lower, latent.median, latent.upper),
    )
    return CountSection(
        key="posterior",
        title=title,
        text=(text, page_word("chains-text", lang, means=means)),
        picture=picture,
    )


def _log_linear(assessed: Assessment) -> float:
    return next(f.total for f in assessed.families if f.name == "log-linear")


def _left_out(assessed: Assessment, lang: str) -> CountSection:
    rows = [Interval(label=page_word("all-lists", lang), point=_log_linear(assessed))]
    rows += [
        Interval(
            label=page_word("without", lang, list=left.listed),
            point=left.total,
            tone="n",
        )
        for left in assessed.left_out
    ]
    title = word("left-out", lang)
    return CountSection(
        key="left-out",
        title=title,
        text=(page_word("left-out-text", lang),),
        picture=interval_picture(
            rows,
            lambda n: number_word(n, lang),
            title=title,
            floor=assessed.overlaps.persons,
        ),
    )


def _dial(assessed: Assessment, lang: str) -> CountSection:
    every = sorted([*assessed.dial, (1.0, _log_linear(assessed))])
    rows = [
        Interval(
            label=page_word("dial-row", lang, times=times_word(times, lang)),
            point=total,
            tone="i" if times == 1 else "n",
        )
        for times, total in every
    ]
    title = page_word("dial-title", lang)
    return CountSection(
        key="dial",
        title=title,
        text=(page_word("dial-text", lang),),
        picture=interval_picture(
            rows,
            lambda n: number_word(n, lang),
            title=title,
            floor=assessed.overlaps.persons,
        ),
    )


def _priors(assessed: Assessment, lang: str) -> CountSection:
    rows = [
        (
            word(f"family-{family.name}", lang),
            page_word("prior-used", lang),
            number_word(family.total, lang),
            _between(family.lower, family.upper, lang),
            "",
        )
        for family in assessed.families
        if family.name in {other.family for other in assessed.priors}
    ]
    rows += [
        (
            word(f"family-{other.family}", lang),
            page_word(f"prior-{other.prior}", lang),
            number_word(other.median, lang),
            _between(other.lower, other.upper, lang),
            f"{other.effective:.0%}" if other.family == "latent-class" else "",
        )
        for other in assessed.priors
    ]
    return CountSection(
        key="priors",
        title=page_word("priors-title", lang),
        text=(page_word("priors-text", lang),),
        head=_head(lang, "family", "prior", "total", "interval", "kept"),
        rows=tuple(sorted(rows, key=lambda row: row[0])),
    )


def _checks(assessed: Assessment, latent: LatentPosterior, lang: str) -> CountSection:
    names = assessed.overlaps.lists
    farthest = sorted(latent.checks, key=lambda check: -abs(_off(check)))[:MOST_CHECKS]
    text = page_word(
        "checks-text",
        lang,
        held=str(sum(check.holds for check in latent.checks)),
        checks=str(len(latent.checks)),
        shown=str(len(farthest)),
    )
    rows = [_check_row(check, names, lang) for check in farthest]
    title = page_word("checks-title", lang)
    return CountSection(
        key="checks",
        title=title,
        text=(text,),
        picture=interval_picture(rows, lambda n: number_word(n, lang), title=title),
    )


def _off(check: Check) -> float:
    """How far a count is from what is expected: within -1 and 1 it is as expected."""
    middle = (check.lower + check.upper) / 2
    return (check.seen - middle) / ((check.upper - check.lower + 1) / 2)


def _check_row(check: Check, names: tuple[str, ...], lang: str) -> Interval:
    seen = number_word(check.seen, lang)
    return Interval(
        label=_check_words(check, names, lang),
        point=_off(check),
        lower=-1.0,
        upper=1.0,
        tone="n" if check.holds else "w",
        words=f"{seen} [{_between(check.lower, check.upper, lang)}]",
    )


def _check_words(check: Check, names: tuple[str, ...], lang: str) -> str:
    if check.kind == "times":
        return page_word("check-times", lang, times=str(check.lists[0]))
    lists = " + ".join(names[j] for j in check.lists)
    return page_word(f"check-{check.kind}", lang, lists=lists)


def _assumptions(assessed: Assessment, lang: str) -> CountSection:
    keys = ("all", *(family.name for family in assessed.families))
    return CountSection(
        key="assumptions",
        title=word("assumptions", lang),
        text=tuple(word(f"assumes-{key}", lang) for key in keys),
    )
