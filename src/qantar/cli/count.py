"""``qantar count``: how many, including those nobody listed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from qantar import __version__
from qantar.cli.count_input import Counted, counted_of, replicates_of
from qantar.cli.count_lines import count_row, say_count, title_of
from qantar.cli.output import Output, common
from qantar.counting import (
    Assessment,
    LatentOptions,
    Sampler,
    Standing,
    assess,
    count_page,
    page_word,
    report_html,
    stored,
    unlabelled,
    word,
)
from qantar.errors import InputError

__all__ = ["count_command"]


@click.command("count")
@click.argument("table", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--strata",
    multiple=True,
    metavar="COLUMN",
    help="Column that divides the table; may be given again.",
)
@click.option(
    "--merge",
    multiple=True,
    metavar="A+B",
    help="Lists to take as one; may be given again.",
)
@click.option(
    "--drop",
    multiple=True,
    metavar="LIST",
    help="A list to leave out; may be given again.",
)
@click.option(
    "--replicate",
    "replicates",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The same persons joined otherwise: another table; may be given again.",
)
@click.option(
    "--imputations",
    type=click.IntRange(2, 1000),
    default=10,
    show_default=True,
    help="How often the stratum of a person without one is drawn.",
)
@click.option(
    "--open",
    "is_open",
    is_flag=True,
    help="People came or went between the lists: nothing can be estimated.",
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
@click.option(
    "--resume",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the sampler's chains in FILE (.npz), and go on from it if it is there.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="Also write a report with pictures: one HTML file.",
)
@common
def count_command(
    out: Output,
    table: Path,
    strata: tuple[str, ...],
    merge: tuple[str, ...],
    drop: tuple[str, ...],
    replicates: tuple[Path, ...],
    imputations: int,
    report: Path | None,
    **settings: object,
) -> int:
    """Estimate how many there are from lists that overlap, with a verdict.

    TABLE is a CSV file: 0/1 columns for the lists and a column count, or one row a
    person; or a case whose register says who is on which list. Exit status 1 if no part
    of it allows more than a refusal.

    Example: qantar count lists.csv --strata region --report count.html
    """
    seed, draws = int(str(settings["seed"])), int(str(settings["draws"]))
    counted = counted_of(table, strata, merged=merge, dropped=drop)
    others = [
        counted_of(path, strata, merged=merge, dropped=drop) for path in replicates
    ]
    parts = replicates_of(
        counted, others, imputations=imputations, generator=np.random.default_rng(seed)
    )
    found = []
    for number, part in enumerate(parts):
        assessed = _assessed(out, part, number, len(parts), settings)
        found.append((part[0], assessed))
        say_count(out, part[0], assessed)
    if missing := unlabelled(counted):
        said = word(
            "unlabelled", out.lang, persons=str(missing), times=str(imputations)
        )
        out.say(said)
    if counted.unlisted:
        out.say(word("unlisted", out.lang, persons=str(counted.unlisted)))
    if counted.ignored:
        out.say(word("ignored", out.lang, columns=", ".join(counted.ignored)))
    if report is not None:
        pages = [count_page(a, out.lang, title=title_of(s)) for s, a in found]
        made = {"name": table.name, "seed": str(seed), "draws": str(draws)}
        said = page_word("made", out.lang, version=__version__, **made)
        report.write_text(report_html(pages, made=said), encoding="utf-8")
    out.result(
        {
            "seed": seed,
            "draws": draws,
            "unlisted": counted.unlisted,
            "unlabelled": unlabelled(counted),
            "ignored": list(counted.ignored),
            "strata": [count_row(*each, lang=out.lang) for each in found],
        }
    )
    return int(all(each.standing is Standing.REFUSED for _, each in found))


def _assessed(
    out: Output, part: Counted, number: int, parts: int, settings: dict[str, object]
) -> Assessment:
    stratum, replicates = part
    with ThreadPoolExecutor() as pool:
        options = LatentOptions(
            rounds=int(str(settings["rounds"])),
            mapper=pool.map,
            report=lambda done, total: out.listener("sample", done, total),
        )
        if isinstance(file := settings["resume"], Path):
            options = _resuming(options, file, number if parts > 1 else None)
        return assess(
            stratum.overlaps,
            # Each stratum starts anew, so that its numbers do not depend on the others.
            generator=np.random.default_rng(int(str(settings["seed"]))),
            draws=int(str(settings["draws"])),
            latent=options,
            open_population=bool(settings["is_open"]),
            replicates=replicates,
        )


def _resuming(options: LatentOptions, file: Path, number: int | None) -> LatentOptions:
    """Options that keep chains in a file; each stratum has its own."""
    if number is not None:
        file = file.with_stem(f"{file.stem}-{number + 1}")

    def save(samplers: list[Sampler]) -> None:
        part = file.with_suffix(".part")
        with part.open("wb") as target:
            np.savez_compressed(target, allow_pickle=False, **stored(samplers))
        part.replace(file)

    options = replace(options, save=save)
    if not file.exists():
        return options
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return replace(options, stored=dict(arrays))
    except (ValueError, OSError) as error:
        raise InputError(
            f"{file.name} holds no chains that this version can go on with; delete it to"
            " start anew."
        ) from error
