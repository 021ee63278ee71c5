"""``qantar count``: how many, including those nobody listed."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
import numpy as np

from qantar.case import Case
from qantar.cli.output import Output, common
from qantar.counting import (
    Assessment,
    CountTable,
    Family,
    LatentOptions,
    Standing,
    Stratum,
    assess,
    overlaps_of_persons,
    read_table,
    reason_sentence,
    word,
)
from qantar.errors import InputError

__all__ = ["count_command"]

MOST_CELLS = 20
"""Overlaps that are drawn; a table with more shows the largest."""

WIDTH = 30


@click.command("count")
@click.argument("table", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--strata",
    multiple=True,
    metavar="COLUMN",
    help="Column that divides the table; may be given again.",
)
@click.option("--seed", default=1, show_default=True, help="Start of the randomness.")
@click.option(
    "--draws",
    type=click.IntRange(100, 100_000),
    default=1000,
    show_default=True,
    help="Tables drawn for the bootstrap.",
)
@click.option(
    "--rounds",
    type=click.IntRange(100, 1_000_000),
    default=6000,
    show_default=True,
    help="Most rounds of the sampler of latent classes; it stops when its chains agree.",
)
@common
def count_command(
    out: Output,
    table: Path,
    strata: tuple[str, ...],
    seed: int,
    draws: int,
    rounds: int,
) -> int:
    """Estimate how many there are from lists that overlap, with a verdict.

    TABLE is a CSV file: 0/1 columns for the lists and a column count, or one row a
    person; or a case whose register says who is on which list. Exit status 1 if no part
    of it allows more than a refusal.

    Example: qantar count lists.csv --strata region
    """
    counted = _of_case(table, strata) if table.is_dir() else _of_file(table, strata)
    found = []
    for stratum in counted.strata:
        # Each stratum starts anew, so that its numbers do not depend on the others.
        generator = np.random.default_rng(seed)
        with ThreadPoolExecutor() as pool:
            assessed = assess(
                stratum.overlaps,
                generator=generator,
                draws=draws,
                latent=LatentOptions(rounds=rounds, mapper=pool.map),
            )
        found.append((stratum, assessed))
        _say(out, stratum, assessed)
    if counted.unlisted:
        out.say(word("unlisted", out.lang, persons=str(counted.unlisted)))
    if counted.ignored:
        out.say(word("ignored", out.lang, columns=", ".join(counted.ignored)))
    out.result(
        {
            "seed": seed,
            "draws": draws,
            "unlisted": counted.unlisted,
            "ignored": list(counted.ignored),
            "strata": [_row(*each, lang=out.lang) for each in found],
        }
    )
    return int(all(each.standing is Standing.REFUSED for _, each in found))


def _of_file(path: Path, strata: tuple[str, ...]) -> CountTable:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 at byte {error.start}; save the table as UTF-8."
        ) from error
    return read_table(text, strata=strata)


def _of_case(path: Path, strata: tuple[str, ...]) -> CountTable:
    if strata:
        raise InputError("--strata divides a table; a case has no such columns.")
    with Case.open(path) as case:
        lists = {entry.id: entry.lists for entry in case.view().register()}
    if len({name for names in lists.values() for name in names}) < 2:
        raise InputError(
            "The register of this case does not say who is on which list, so there are no"
            " lists to compare. Give a table: 0/1 columns for the lists, one row a person."
        )
    return CountTable(
        strata=(Stratum(labels=(), overlaps=overlaps_of_persons(lists)),),
        unlisted=sum(not names for names in lists.values()),
    )


def _number(value: float, lang: str) -> str:
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    return f"{value:,.0f}".replace(",", "," if lang == "en" else "\u202f")


def _verdict(assessed: Assessment, lang: str) -> str:
    return word(
        assessed.standing,
        lang,
        lower=_number(math.floor(assessed.lower or 0), lang),
        upper=_number(math.ceil(assessed.upper or 0), lang),
    )


def _say(out: Output, stratum: Stratum, assessed: Assessment) -> None:
    lang = out.lang
    if stratum.labels:
        out.say("== " + ", ".join(f"{k}: {v}" for k, v in stratum.labels) + " ==")
    out.say(f"{_verdict(assessed, lang)}.")
    for reason in assessed.reasons:
        out.say(f"  · {reason_sentence(reason, lang)}")
    persons = _number(assessed.overlaps.persons, lang)
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
        out.say("  " + "│ " * j + f"┌ {name} ({_number(size, out.lang)})")
    for cell, count in cells:
        dots = " ".join(
            "●" if cell >> j & 1 else "·" for j in range(len(overlaps.lists))
        )
        bar = "█" * max(1, round(WIDTH * count / most))
        out.say(f"  {dots}  {_number(count, out.lang):>9} {bar}")
    if len(overlaps.cells) > len(cells):
        out.say(f"  … +{len(overlaps.cells) - len(cells)}")


def _family_line(family: Family, lang: str) -> str:
    name = word(f"family-{family.name}", lang)
    if not math.isfinite(family.total):
        return f"  {name:<28} {word('no-estimate', lang):>9}"
    interval = f"[{_number(family.lower, lang)}, {_number(family.upper, lang)}]"
    line = f"  {name:<28} {_number(family.total, lang):>9}  {interval:<20}"
    return f"{line} {family.detail}".rstrip()


def _say_checks(out: Output, assessed: Assessment) -> None:
    lang = out.lang
    if assessed.left_out:
        out.say(f"\n{word('left-out', lang)}:")
        for left in assessed.left_out:
            total = word("no-estimate", lang)
            if left.total is not None:
                total = _number(left.total, lang)
            out.say(f"  - {left.listed:<26} {total:>9}  {left.model}".rstrip())
    for times, dialled in assessed.dial:
        shown = f"{times:g}".replace(".", "." if lang == "en" else ",")
        out.say(word("dial", lang, times=shown, total=_number(dialled, lang)))


def _finite(value: float | None) -> float | None:
    """JSON knows no infinity: what has no end is null."""
    return value if value is not None and math.isfinite(value) else None


def _row(stratum: Stratum, assessed: Assessment, *, lang: str) -> dict[str, Any]:
    overlaps = assessed.overlaps
    return {
        "stratum": dict(stratum.labels),
        "verdict": assessed.standing.value,
        "says": _verdict(assessed, lang),
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
            {
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
            for family in assessed.families
        ],
        "left_out": [
            {"list": left.listed, "total": left.total, "model": left.model}
            for left in assessed.left_out
        ],
        "dial": [{"times": times, "total": total} for times, total in assessed.dial],
        "assumes": word("assumes-all", lang),
    }
