"""``qantar publish``: what may go out, and nothing else."""

from pathlib import Path

import click

from qantar.case import Case
from qantar.case.build import going_out, publish
from qantar.case.profiles import load_profile
from qantar.cli.output import Output, common

__all__ = ["publish_command"]


@click.command("publish")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--profile", required=True, help="public, internal, or a profile's file.")
@common
def publish_command(out: Output, case: Path, target: Path, profile: str) -> int:
    """Write site, booklet and open data for readers, by an allow-list.

    Example: qantar publish record/ edition/ --profile public
    """
    chosen = load_profile(profile)
    with Case.open(case) as opened:
        opened.exclusive()
        findings, written = publish(
            opened, target, opened.langs, chosen, listener=out.listener, always=True
        )
        shown, of = going_out(opened, chosen)
    told = out.words.gettext("Statements that go out: {shown} of {of}")
    out.say(told.format(shown=shown, of=of))
    for finding in findings:
        out.warn(finding)
    for path in written:
        out.say(out.words.gettext("Written: {path}").format(path=path))
    out.result(
        {
            "statements": shown,
            "of": of,
            "findings": findings,
            "written": [str(path) for path in written],
        }
    )
    return int(bool(findings))
