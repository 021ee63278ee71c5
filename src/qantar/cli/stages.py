"""``new``, ``add``, ``read``, ``link``, ``weigh``: the stages by themselves."""

from pathlib import Path

import click

from qantar.case import Case, at
from qantar.case.locking import make_lock
from qantar.cli.output import Output, common, langs_option
from qantar.cli.reports import say_added, say_counts, say_read, say_second
from qantar.vocabulary.exhibit import Provenance

__all__ = [
    "add_command",
    "link_command",
    "new_command",
    "read_command",
    "weigh_command",
]

CASE = click.argument("case", type=click.Path(path_type=Path))
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes.",
)


@click.command("new")
@CASE
@click.option("--title", default="", help="Title; the folder's name if not given.")
@click.option("--zone", default="", help="IANA time zone of the events: Asia/Almaty.")
@click.option(
    "--langs",
    default="de,en,ru,kk",
    show_default=True,
    help="Languages of what is made from it.",
)
@click.option(
    "--locked", is_flag=True, help="Encrypt everything in it; asks for a passphrase."
)
@common
def new_command(
    out: Output, case: Path, title: str, zone: str, langs: str, locked: bool
) -> None:
    """Make an empty case.

    A locked one can be read by nobody without its passphrase, which nobody can replace.

    Example: qantar new january/ --title "January 2022" --zone Asia/Almaty
    """
    chosen = langs_option(langs)
    if locked:
        make_lock(case)
    with Case.create(case, title=title or case.name, zone=zone, langs=chosen) as made:
        out.say(out.words.gettext("Made a case in {folder}").format(folder=made.folder))
        if not locked:
            out.warn(
                out.words.gettext(
                    "The case is not locked: whoever has this folder can read it."
                )
            )
        out.result(
            {"case": str(made.folder), "title": title or case.name, "locked": locked}
        )


@click.command("add")
@CASE
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", default="", help="Who published or gave it.")
@click.option("--published", default="", help="Date, as exact as known: 2022-01-05.")
@click.option("--url", default="", help="Where it was found.")
@click.option(
    "--lang", "of_lang", default="", help="Language of the files: de, en, ru, kk."
)
@click.option(
    "--protect", is_flag=True, help="Whoever speaks here is never named outside."
)
@common(lang=False)
def add_command(
    out: Output,
    case: Path,
    paths: tuple[Path, ...],
    source: str,
    published: str,
    url: str,
    of_lang: str,
    protect: bool,
) -> int:
    """Preserve files and folders, unaltered.

    Example: qantar add january/ reports/ --protect
    """
    told = Provenance(
        file="",
        outlet=source,
        published=published,
        url=url,
        lang=of_lang,
        protect=protect,
    )
    given = told if told != Provenance(file="") else None
    with Case.open(case) as opened:
        opened.exclusive()
        report = opened.add(paths, told=given, listener=out.listener)
    status, result = say_added(out, report)
    out.result(result)
    return status


@click.command("read")
@CASE
@JOBS
@click.option(
    "--second",
    default="",
    metavar="ADDRESS",
    help="Also ask a language model that you run: http://127.0.0.1:8080.",
)
@click.option(
    "--model", default="local", show_default=True, help="Its name, with --second."
)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 3600),
    default=120,
    show_default=True,
    help="How long to wait for one answer.",
)
@common
def read_command(
    out: Output, case: Path, jobs: int, second: str, model: str, seconds: float
) -> int:
    """Read statements out of what was added since the last reading.

    With --second a model on this machine reads too. It must quote word for word; what
    it adds is marked with its name, and waits for review like everything.

    Example: qantar read january/
    """
    asked = at(second, name=model, timeout=seconds) if second else None
    with Case.open(case) as opened:
        opened.exclusive()
        report = opened.read(jobs=jobs, listener=out.listener)
        answers = opened.ask(asked, listener=out.listener) if asked else None
    status, result = say_read(out, report)
    if answers is not None:
        more, result["second"] = say_second(out, answers)
        status = max(status, more)
    out.result(result)
    return status


@click.command("link")
@CASE
@common
def link_command(out: Output, case: Path) -> None:
    """Join what speaks of the same person, place or event.

    Example: qantar link january/
    """
    with Case.open(case) as opened:
        opened.exclusive()
        say_counts(out, opened.link(listener=out.listener))


@click.command("weigh")
@CASE
@common
def weigh_command(out: Output, case: Path) -> None:
    """Find who repeats whom, and what truly contradicts.

    Example: qantar weigh january/
    """
    with Case.open(case) as opened:
        opened.exclusive()
        say_counts(out, opened.weigh(listener=out.listener))
