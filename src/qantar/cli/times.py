"""``qantar times``: the times of a text, as vaguely as they were said."""

import json
import sys
from pathlib import Path

import click

from qantar.case.times import times_of
from qantar.cli.output import Output, common

__all__ = ["times_command"]


@click.command("times")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--lang", "of_lang", default="", help="Language of the text.")
@click.option("--published", default="", help="When it was written: 2022-01-06.")
@click.option("--zone", default="", help="IANA time zone: Asia/Almaty.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    help="One a line.",
)
@common(lang=False)
def times_command(
    out: Output, file: Path, of_lang: str, published: str, zone: str, form: str
) -> None:
    """Read the times of one text.

    Example: qantar times report.txt --lang de --published 2022-01-06 --zone Asia/Almaty
    """
    count = 0
    for row in times_of(file, language=of_lang, published=published, zone=zone):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    out.warn(f"times: {count}")
