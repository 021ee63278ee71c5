"""``qantar build``: the main job in one go."""

from pathlib import Path

import click

from qantar.case import Case
from qantar.case.build import BuildOptions, build_record
from qantar.cli.output import Output, common, langs_option
from qantar.cli.reports import say_added, say_made, say_read

__all__ = ["build_command"]


@click.command("build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the record.",
)
@click.option("--title", default="", help="Title; the folder's name if not given.")
@click.option("--zone", default="", help="IANA time zone of the events: Asia/Almaty.")
@click.option(
    "--lang",
    "langs",
    default="de,en,ru,kk",
    show_default=True,
    help="Languages of site and booklet, with commas; the first is spoken here.",
)
@click.option(
    "--profile", default="internal", show_default=True, help="Who may see what."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes.",
)
@click.option(
    "--locked", is_flag=True, help="Encrypt a new case; asks for a passphrase."
)
@common(lang=False)
def build_command(
    out: Output,
    folder: Path,
    target: Path,
    title: str,
    zone: str,
    langs: str,
    profile: str,
    jobs: int,
    locked: bool,
) -> int:
    """Make a record of a folder of reports.

    Preserves, reads, links, weighs, and writes site, booklet and open data. Run it
    again: it adds and reads only what is new, then links, weighs and writes again.

    Example: qantar build reports/ --out record/ --zone Asia/Almaty
    """
    chosen = langs_option(langs)
    options = BuildOptions(
        title=title,
        zone=zone,
        langs=chosen,
        profile=profile,
        jobs=jobs,
        locked=locked,
    )
    new = Case.find(target) is None
    report = build_record(folder, target, options, listener=out.listener)
    added, first = say_added(out, report.added)
    read, second = say_read(out, report.read)
    made, third = say_made(out, report)
    if new and not locked:
        out.warn(
            out.words.gettext(
                "The case is not locked: whoever has this folder can read it."
            )
        )
    out.result({"added": first, "read": second, **third})
    return added | read | made
