"""``qantar export``: open data, one kind of thing at a time."""

import sys
from pathlib import Path

import click

from qantar.case import Case
from qantar.case.entries import entry_rows
from qantar.cli.output import Output, common
from qantar.publishing.exports import EXPORTS, FORMATS, rows, write

__all__ = ["export_command"]


@click.command("export")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice([*EXPORTS, "entries"]))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or a table.",
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)
@common
def export_command(
    out: Output, case: Path, what: str, form: str, target: Path | None
) -> None:
    """Write one kind of thing as data. Ends with a count and a SHA-256 on stderr.

    Example: qantar export record/ statements --format jsonl --out statements.jsonl
    """
    with Case.open(case) as opened:
        found = (
            entry_rows(opened.ledger)
            if what == "entries"
            else rows(opened.view(), what, lang=out.lang)
        )
        if target is None:
            written = write(found, form, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            with target.open("wb") as stream:
                written = write(found, form, stream)
    out.warn(f"{what}: {written.count} rows, sha256 {written.sha256}")
