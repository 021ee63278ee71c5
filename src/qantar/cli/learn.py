"""``learn``: names, from what people decided in this case."""

from pathlib import Path

import click

from qantar.case import Case
from qantar.cli.output import Output, common

__all__ = ["learn_command"]


@click.command("learn")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--undo", is_flag=True, help="Take back what was learnt last.")
@common
def learn_command(out: Output, case: Path, undo: bool) -> None:
    """Teach the reader of names from your decisions in this case, offline.

    What was read is read again with it at the next "qantar read" or "qantar build".

    Example: qantar learn january/
    """
    words = out.words
    with Case.open(case) as opened:
        opened.exclusive()
        if undo:
            version = opened.unlearn()
            out.say(words.gettext("Taken back: {version}").format(version=version))
            out.result({"undone": version})
            return
        report = opened.learn(listener=out.listener)
    told = words.gettext("Learnt {version} from {n} decisions in {m} sentences")
    out.say(told.format(version=report.version, n=report.decisions, m=report.sentences))
    told = words.gettext("Names found everywhere: {n}; words that are none: {m}")
    out.say(told.format(n=report.names, m=report.refused))
    out.say(words.gettext("Read again with: qantar read {case}").format(case=case))
    out.result(
        {
            "version": report.version,
            "decisions": report.decisions,
            "sentences": report.sentences,
            "names": report.names,
            "refused": report.refused,
            "models": report.models,
        }
    )
