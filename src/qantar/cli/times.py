"""``qantar times``: the times of a text, as vaguely as they were said."""

import json
from pathlib import Path

import click

from qantar.case.times import times_of
from qantar.cli.output import Output, common
from qantar.text.times import CONVENTIONS, Convention

__all__ = ["times_command"]


@click.command("times")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--lang",
    "of_lang",
    default="",
    help="Language of the text: de, en, ru, kk or uk; found out if not given"
    " (never uk).",
)
@click.option(
    "--published",
    default="",
    help='When it was written, which "yesterday" counts from: 2022-01-06 or'
    " 2022-01-06T15:50+06:00. Without it relative times are not read.",
)
@click.option(
    "--zone",
    default="",
    help="Where it happened: an IANA zone (Asia/Almaty) or an offset (+06:00).",
)
@click.option(
    "--anchor",
    default="",
    help="Day, month or year the story is in when the text begins: 2022-01-05.",
)
@click.option(
    "--convention",
    type=click.Choice(CONVENTIONS),
    default="testimony",
    show_default=True,
    help="How a time is cut into spans: alone, as corpora of named entities have it,"
    " or as TIMEX.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line; offsets are code points of the text.",
)
@common(lang=False)
def times_command(
    out: Output,
    file: Path,
    of_lang: str,
    published: str,
    zone: str,
    anchor: str,
    convention: Convention,
    form: str,
) -> None:
    """Read the times of one text.

    Example: qantar times report.txt --lang de --published 2022-01-06 --zone Asia/Almaty
    """
    rows = times_of(
        file,
        language=of_lang,
        published=published,
        zone=zone,
        anchor=anchor,
        convention=convention,
    )
    if out.json:
        out.result({"times": list(rows)})
        return
    count = 0
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
        count += 1
    if not out.quiet:
        click.echo(f"times: {count}", err=True)
