"""``qantar names``: are two names one person, one organisation, one place?"""

from dataclasses import asdict
from pathlib import Path

import click

from qantar.case import Case
from qantar.case.links import proposals
from qantar.cli.output import Output, common
from qantar.linking import compare
from qantar.text.link_words import link_words
from qantar.text.messages import N_
from qantar.text.name_kinds import NameKind

__all__ = ["names_command"]

_VERDICTS = {
    True: N_("the same, as far as names tell"),
    False: N_("two, as far as names tell"),
    None: N_("open: the names alone do not tell"),
}
_KINDS = [kind.value for kind in NameKind]


@click.group("names")
def names_command() -> None:
    """Compare names across scripts and spellings, with reasons.

    Nothing is joined by it: people decide. Each has --json, --quiet and --lang.

    Example: qantar names compare Achmedjarow Ахмедьяров
    """


@names_command.command("compare")
@click.argument("first")
@click.argument("second")
@click.option(
    "--of",
    type=click.Choice(["person", "organisation", "place"]),
    default="person",
    show_default=True,
    help="What the names are of.",
)
@click.option("--first-is", type=click.Choice(_KINDS), help="What the first name is.")
@click.option("--second-is", type=click.Choice(_KINDS), help="What the second is.")
@common
def names_compare(
    out: Output,
    first: str,
    second: str,
    of: str,
    first_is: str | None,
    second_is: str | None,
) -> None:
    """Whether two names can be one, and why.

    Latin, Cyrillic and Kazakh letters, initials, patronymics, word order and habits of
    writing are seen through. A pseudonym, a handle or a name that captors gave is never
    taken for anybody.

    Example: qantar names compare "Abai Serikuly" "Серикович, Абай" --lang de
    """
    found = compare(first, second, of=of, kinds=(first_is, second_is))
    say = out.words.gettext
    out.say(f"{first} / {second}: {say(_VERDICTS[found.same])} ({found.score:.2f})")
    for left, right, how in found.parts:
        out.say(f"  {left} / {right}: {link_words(how, out.lang)}")
    for reason in found.reasons[len(found.parts) :]:
        out.say(f"  {link_words(reason, out.lang)}")
    out.result(
        {
            "first": first,
            "second": second,
            "of": of,
            "same": found.same,
            "score": found.score,
            "reasons": [link_words(reason, out.lang) for reason in found.reasons],
            "parts": [
                {"first": a, "second": b, "how": link_words(how, out.lang)}
                for a, b, how in found.parts
            ],
        }
    )


@names_command.command("propose")
@click.argument("case", type=click.Path(path_type=Path, exists=True))
@click.option("--most", default=100, show_default=True, help="At most so many pairs.")
@common
def names_propose(out: Output, case: Path, most: int) -> None:
    """Pairs of a case that may be one, the likeliest first, for people to decide.

    Example: qantar names propose record/ --most 20
    """
    with Case.open(case) as opened:
        found = proposals(opened, most=most)
    for each in found:
        reasons = "; ".join(link_words(reason, out.lang) for reason in each.reasons)
        out.say(f"{each.left} {each.right}  {' / '.join(each.names)}: {reasons}")
    out.result(
        {
            "proposals": [
                asdict(each)
                | {"reasons": [link_words(reason, out.lang) for reason in each.reasons]}
                for each in found
            ]
        }
    )
