"""``qantar export``: open data, one kind of thing at a time."""

import sys
from pathlib import Path
from typing import BinaryIO

import click

from qantar.case import Case
from qantar.case.editions import check_worked, with_secret
from qantar.case.entries import entry_rows
from qantar.case.profiles import load_profile
from qantar.cli.output import Output, common
from qantar.errors import InputError
from qantar.publishing.exports import (
    FORMATS,
    FORMS,
    WHATS,
    Written,
    check_export,
    export,
    form_for,
    write,
)
from qantar.publishing.exports.descriptors import write_tables
from qantar.publishing.exports.readme import LOST, PROTECTED, UNREAD
from qantar.publishing.profile import apply
from qantar.text.messages import translator
from qantar.vocabulary.record import RecordView

__all__ = ["export_command"]

ENTRIES = "entries"
"""The ledger's own entries: they come from the case, not from the record."""


@click.command("export")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("what", type=click.Choice([*WHATS, ENTRIES]))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="jsonl",
    show_default=True,
    help="JSON lines, a table, or the form of another program or standard.",
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)
@click.option(
    "--profile",
    help="public, internal, or a profile's file: only what it lets out. Without it"
    " everything is written, protected names too.",
)
@common
def export_command(
    out: Output,
    case: Path,
    what: str,
    form: str,
    target: Path | None,
    profile: str | None,
) -> None:
    """Write one kind of thing as data. Ends with a count and a SHA-256 on stderr.

    A format that cannot carry everything says what it loses. A file is read back and
    checked when it is written.

    Example: qantar export record/ statements --format jsonl --out statements.jsonl

    Example: qantar export record/ record --format ftm --profile public --out r.ftm.jsonl
    """
    _check_pair(what, form)
    chosen = load_profile(profile) if profile else None
    with Case.open(case) as opened:
        view: RecordView = opened.view()
        if chosen is not None:
            if chosen.for_publication:
                check_worked(opened)
            view = apply(view, with_secret(opened, chosen))
        _tell_unread(out, opened, what)
        if target is None:
            written = _write(opened, view, what, form, sys.stdout.buffer, out.lang)
            sys.stdout.buffer.flush()
        else:
            with target.open("wb") as stream:
                written = _write(opened, view, what, form, stream, out.lang)
            if form == "datapackage":
                write_tables(view, what, target.parent, lang=out.lang)
            check_export(target, form, written)
        if chosen is None and any(
            e.provenance.protect for e in view.exhibits(texts=False)
        ):
            out.warn(translator(out.lang, "exports").gettext(PROTECTED))
    _tell(out, what, form, written)


def _tell_unread(out: Output, case: Case, what: str) -> None:
    """Say on stderr that rows are missing, where reading has not come to its end."""
    unread = len(case.views.stale())
    if unread and what not in ("exhibits", ENTRIES):
        told = translator(out.lang, "exports").gettext(UNREAD)
        out.warn(told.format(unread=unread, all=case.views.count("exhibit")))


def _check_pair(what: str, form: str) -> None:
    if what != ENTRIES:
        form_for(what, form)
    elif form not in FORMATS:
        raise InputError(
            f"The format {form} cannot carry entries; they can be had as"
            f" {', '.join(FORMATS)}."
        )


def _write(
    case: Case, view: RecordView, what: str, form: str, stream: BinaryIO, lang: str
) -> Written:
    if what == ENTRIES:
        return write(entry_rows(case.ledger), form, stream)
    return export(view, what, form, stream, lang=lang)


def _tell(out: Output, what: str, form: str, written: Written) -> None:
    """Losses, what was left out, count and digest, all on stderr."""
    say = translator(out.lang, "exports").gettext
    losses = FORMS[form].losses
    if losses and not out.quiet:
        out.warn(say(LOST))
        for loss in losses:
            out.warn(f"- {say(loss)}")
    for reason, times in written.left_out.items():
        out.warn(f"- {say(reason)}: {times}")
    out.warn(f"{what}: {written.count} rows, sha256 {written.sha256}")
