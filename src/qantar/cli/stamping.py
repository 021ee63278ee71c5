"""``stamp``: when something was certainly there, whatever clocks claim."""

from pathlib import Path

import click

from qantar.case import Case
from qantar.case.stamping import ask_for_stamps, stamps_of, take_answers, trust
from qantar.cli.output import Output, common
from qantar.ledger.stamping import Stamp
from qantar.ledger.stamping.answers import rounded

__all__ = ["say_stamps", "stamp_command", "stamp_rows"]

_SEND = (
    "  curl -H 'Content-Type: application/timestamp-query' --data-binary @{file}"
    " https://AUTHORITY > {stem}.tsr"
)
_OTS = "  ots stamp {file}"
"""What is to be typed on a machine with a network; the same in all languages."""

FILES = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("stamp")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("stamps"),
    show_default=True,
    help="Folder for the requests.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    type=FILES,
    help="What came back: .tsr or .ots",
)
@click.option(
    "--trust",
    "trusted",
    multiple=True,
    type=FILES,
    help="An authority's root certificate, or the header of a Bitcoin block.",
)
@common
def stamp_command(
    out: Output,
    case: Path,
    folder: Path,
    answers: tuple[Path, ...],
    trusted: tuple[Path, ...],
) -> int:
    """Ask for a time stamp over all that is here; later, keep the answer.

    Writes two files that tell nothing but a hash: a request for any authority that speaks
    RFC 3161, and a file for OpenTimestamps. Carry them to a machine with a network.

    Example: qantar stamp record/ --answer stamps/9f86d081884c7d65.tsr
    """
    with Case.open(case) as opened:
        named = trust(opened, trusted)
        for one in named:
            out.say(out.words.gettext("Trusted in this copy: {what}").format(what=one))
        if answers:
            stamps = take_answers(opened, answers)
        elif trusted:
            stamps = stamps_of(opened)
        else:
            return _ask(out, opened, folder)
    say_stamps(out, stamps)
    out.result({"trusted": named, "stamps": stamp_rows(stamps)})
    return int(any(stamp.judged.moment is None for stamp in stamps))


def _ask(out: Output, case: Case, folder: Path) -> int:
    asked = ask_for_stamps(case, folder)
    say = out.words.gettext
    out.say(say("root {root}").format(root=asked.root))
    out.say(say("For a stamping authority: {path}").format(path=asked.request))
    out.say(_SEND.format(file=asked.request.name, stem=asked.request.stem))
    out.say(say("For OpenTimestamps: {path}").format(path=asked.message))
    out.say(_OTS.format(file=asked.message.name))
    out.say(
        say("When the answer is there: qantar stamp {case} --answer FILE").format(
            case=case.folder
        )
    )
    out.result(
        {
            "root": asked.root,
            "request": str(asked.request),
            "message": str(asked.message),
        }
    )
    return 0


def say_stamps(out: Output, stamps: list[Stamp]) -> None:
    """One line a stamp: when, by whom; or why that is not proved here."""
    say = out.words.gettext
    for stamp in stamps:
        moment = stamp.judged.moment
        if moment is None:
            out.warn(
                say("Stamp {id} proves nothing here yet: {why}").format(
                    id=stamp.entry[:16], why=stamp.judged.why
                )
            )
        else:
            out.say(
                say("Stamp {id}: all before it was there by {time} ({by})").format(
                    id=stamp.entry[:16], time=rounded(moment.latest), by=moment.by
                )
            )


def stamp_rows(stamps: list[Stamp]) -> list[dict[str, object]]:
    """Stamps as machines read them."""
    return [
        {
            "entry": stamp.entry,
            "root": stamp.root,
            "scheme": stamp.judged.scheme,
            "earliest": moment and rounded(moment.earliest),
            "latest": moment and rounded(moment.latest),
            "by": moment.by if moment else "",
            "why": stamp.judged.why,
        }
        for stamp in stamps
        for moment in (stamp.judged.moment,)
    ]
