"""A count on the terminal, and as JSON."""

import math
from typing import Any

from qantar.cli.output import Output
from qantar.counting import (
    Assessment,
    Family,
    LatentPosterior,
    Stratum,
    number_word,
    page_word,
    quotable,
    reason_sentence,
    times_word,
    verdict_words,
    word,
)

__all__ = ["count_row", "say_count", "title_of"]

MOST_CELLS = 20
"""Overlaps that are drawn; a table with more shows the largest."""

WIDTH = 30


def title_of(stratum: Stratum) -> str:
    """The stratum's labels; empty for a whole table."""
    return ", ".join(f"{key}: {value}" for key, value in stratum.labels)


def say_count(out: Output, stratum: Stratum, assessed: Assessment) -> None:
    """Print a count: the verdict first."""
    lang = out.lang
    if stratum.labels:
        out.say(f"== {title_of(stratum)} ==")
    out.say(f"{verdict_words(assessed, lang)}.")
    for reason in assessed.reasons:
        out.say(f"  · {reason_sentence(reason, lang)}")
    out.say(f"\n{page_word('quote-title', lang)}:\n  {quotable(assessed, lang)}")
    persons = number_word(assessed.overlaps.persons, lang)
    out.say(f"\n{word('persons', lang)}: {persons}")
    _say_overlaps(out, assessed)
    if assessed.families:
        out.say(f"\n{word('families', lang)}:")
        for family in assessed.families:
            out.say(_family_line(family, lang))
    _say_checks(out, assessed)
    out.say(f"\n{word('assumptions', lang)}:")
    for key in ("all", *(family.name for family in assessed.families)):
        out.say(f"  · {word(f'assumes-{key}', lang)}")
    out.say("")


def _say_overlaps(out: Output, assessed: Assessment) -> None:
    """Lists as columns of dots, one row a combination, with bars."""
    overlaps = assessed.overlaps
    cells = sorted(overlaps.cells, key=lambda cell: -cell[1])[:MOST_CELLS]
    most = max((count for _, count in cells), default=1)
    out.say(f"\n{word('overlaps', out.lang)}:")
    for j, (name, size) in enumerate(
        zip(overlaps.lists, overlaps.sizes(), strict=True)
    ):
        out.say("  " + "│ " * j + f"┌ {name} ({number_word(size, out.lang)})")
    for cell, count in cells:
        dots = " ".join(
            "●" if cell >> j & 1 else "·" for j in range(len(overlaps.lists))
        )
        bar = "█" * max(1, round(WIDTH * count / most))
        out.say(f"  {dots}  {number_word(count, out.lang):>9} {bar}")
    if len(overlaps.cells) > len(cells):
        out.say(f"  … +{len(overlaps.cells) - len(cells)}")


def _family_line(family: Family, lang: str) -> str:
    name = word(f"family-{family.name}", lang)
    if not math.isfinite(family.total):
        return f"  {name:<28} {word('no-estimate', lang):>9}"
    ends = f"[{number_word(family.lower, lang)}, {number_word(family.upper, lang)}]"
    line = f"  {name:<28} {number_word(family.total, lang):>9}  {ends:<20}"
    return f"{line} {family.detail}".rstrip()


def _say_checks(out: Output, assessed: Assessment) -> None:
    lang = out.lang
    if assessed.left_out:
        out.say(f"\n{word('left-out', lang)}:")
        for left in assessed.left_out:
            total = word("no-estimate", lang)
            if left.total is not None:
                total = number_word(left.total, lang)
            out.say(f"  - {left.listed:<26} {total:>9}  {left.model}".rstrip())
    for times, dialled in assessed.dial:
        shown, total = times_word(times, lang), number_word(dialled, lang)
        out.say(word("dial", lang, times=shown, total=total))
    for other in assessed.priors:
        family = word(f"family-{other.family}", lang)
        prior = page_word(f"prior-{other.prior}", lang)
        ends = f"[{number_word(other.lower, lang)}, {number_word(other.upper, lang)}]"
        median = number_word(other.median, lang)
        kept = f" ({other.effective:.0%})" if other.effective < 1 else ""
        out.say(f"  {family}, {prior}: {median} {ends}{kept}")


def _finite(value: float | None) -> float | None:
    """JSON knows no infinity: what has no end is null."""
    return value if value is not None and math.isfinite(value) else None


def count_row(stratum: Stratum, assessed: Assessment, *, lang: str) -> dict[str, Any]:
    """A count for machines."""
    overlaps = assessed.overlaps
    return {
        "stratum": dict(stratum.labels),
        "verdict": assessed.standing.value,
        "says": verdict_words(assessed, lang),
        "quote": quotable(assessed, lang),
        "reasons": [
            {"reason": reason.key, "says": reason_sentence(reason, lang)}
            for reason in assessed.reasons
        ],
        "lower": assessed.lower,
        "upper": assessed.upper,
        "persons": overlaps.persons,
        "lists": dict(zip(overlaps.lists, overlaps.sizes(), strict=True)),
        "cells": [
            {
                "lists": [n for j, n in enumerate(overlaps.lists) if cell >> j & 1],
                "count": count,
            }
            for cell, count in overlaps.cells
        ],
        "families": [
            _family_row(family, assessed, lang) for family in assessed.families
        ],
        "left_out": [
            {"list": left.listed, "total": left.total, "model": left.model}
            for left in assessed.left_out
        ],
        "dial": [{"times": times, "total": total} for times, total in assessed.dial],
        "priors": [
            {
                "family": other.family,
                "prior": other.prior,
                "lower": other.lower,
                "median": other.median,
                "upper": other.upper,
                "effective": other.effective,
            }
            for other in assessed.priors
        ],
        "latent": assessed.latent and _latent_row(assessed.latent, overlaps.lists),
        "assumes": word("assumes-all", lang),
    }


def _family_row(family: Family, assessed: Assessment, lang: str) -> dict[str, Any]:
    return {
        "family": family.name,
        "verdict": assessed.standing.value,
        "total": _finite(family.total),
        "lower": _finite(family.lower),
        "upper": _finite(family.upper),
        "usable": family.usable,
        "detail": family.detail,
        "reasons": [reason.key for reason in family.reasons],
        "assumes": word(f"assumes-{family.name}", lang),
    }


def _latent_row(latent: LatentPosterior, lists: tuple[str, ...]) -> dict[str, Any]:
    return {
        "converged": latent.converged,
        "mean": latent.mean,
        "median": latent.median,
        "lower": latent.lower,
        "upper": latent.upper,
        "errors": list(latent.errors),
        "r_hat": _finite(latent.r_hat),
        "bulk_ess": latent.bulk,
        "tail_ess": latent.tail,
        "chain_means": list(latent.chains),
        "groups": latent.occupied,
        "groups_r_hat": _finite(latent.occupied_r_hat),
        "rounds": latent.rounds,
        "trips": latent.trips,
        "prior_on_total": "1/N, no upper end",
        "checks": [
            {
                "kind": check.kind,
                "lists": [lists[j] for j in check.lists]
                if check.kind != "times"
                else check.lists[0],
                "seen": check.seen,
                "lower": check.lower,
                "upper": check.upper,
                "holds": check.holds,
            }
            for check in latent.checks
        ],
    }
