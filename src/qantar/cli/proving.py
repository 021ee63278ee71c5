"""``qantar prove``: a file for outsiders, checked without Qantar."""

from pathlib import Path

import click

from qantar.case import Case
from qantar.case.keeping import prove_ids
from qantar.cli.output import Output, common

__all__ = ["prove_command"]


@click.command("prove")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON file to write; a page and verify.py are put beside it.",
)
@common
def prove_command(out: Output, case: Path, ids: tuple[str, ...], target: Path) -> None:
    """Write a proof of entries, exhibits or statements that anyone can check.

    It shows which device signed what, and between which time stamps. The page beside it
    shows the same to people; whoever has Python checks it with the script.

    Example: qantar prove record/ 9f86d081 --out proof.json
    """
    with Case.open(case) as opened:
        count = prove_ids(opened, ids, target)
    script = target.with_name("verify.py")
    out.say(
        out.words.gettext("Written: {path}").format(path=target)
        + " "
        + out.words.gettext("({n} entries)").format(n=count)
    )
    out.say(
        out.words.gettext("Anyone checks it with: python3 {script} {path}").format(
            script=script.name, path=target.name
        )
    )
    page = target.with_suffix(".html")
    out.say(out.words.gettext("To be read: {path}").format(path=page))
    out.result(
        {
            "proof": str(target),
            "page": str(page),
            "script": str(script),
            "entries": count,
        }
    )
